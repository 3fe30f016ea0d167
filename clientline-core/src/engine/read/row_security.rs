//! Keeps what is read, and what is written, to what an actor reaches.
//!
//! The matrix in [`model::ROW_POLICIES`](crate::model::ROW_POLICIES) says by which columns. A
//! select gets them as further filters, so that pages and counts hold only what
//! is reached; a row that was asked for by its identifier is held against the
//! same filters. What is out of reach is not there.

use super::sight::Sight;
use crate::{
    engine::{Actor, Reach},
    error::{Error, Result},
    model::{RowCondition, Rows, TablePolicy},
    row::{ChangeSet, Condition, Filter, Read, Row, Select, Subject, Table, Value, Write},
    value::Id,
};

/// The filter that keeps a use case to an actor's reach.
#[derive(Clone, Debug)]
pub(in crate::engine) struct RowSecurity(Actor);

/// Which rows of a table are kept.
enum Visible {
    /// Every one.
    All,
    /// None.
    Nothing,
    /// Those that pass every filter.
    If(Vec<Filter>),
    /// Those whose parent is reached: the position of the column that names it,
    /// and its table.
    Of(usize, &'static Table),
}

impl Visible {
    fn has(&self, row: &Row) -> bool {
        match self {
            Self::All | Self::Of(..) => true,
            Self::Nothing => false,
            Self::If(filters) => filters.iter().all(|filter| filter.passes(row)),
        }
    }
}

impl RowSecurity {
    /// Keeps to what an actor reaches.
    pub(in crate::engine) const fn to(actor: Actor) -> Self {
        Self(actor)
    }

    /// Makes reads, and returns the rows of each that are reached.
    pub(in crate::engine) async fn read(
        &self,
        sight: &mut Sight<'_>,
        reads: Vec<Read>,
    ) -> Result<Vec<Vec<Row>>> {
        Ok(self.read_beside(sight, reads, Vec::new()).await?.0)
    }

    /// Makes reads, and returns the rows of each that are reached; and makes others
    /// together with them, whose rows no use case sees.
    pub(in crate::engine) async fn read_beside(
        &self,
        sight: &mut Sight<'_>,
        mut reads: Vec<Read>,
        beside: Vec<Read>,
    ) -> Result<(Vec<Vec<Row>>, Vec<Vec<Row>>)> {
        if reads.is_empty() && beside.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let tenant = self.0.reach == Reach::Tenant;
        let keep = |read| if tenant { Visible::All } else { self.restrict(read) };
        let kept: Vec<Visible> = reads.iter_mut().map(keep).collect();
        reads.extend(beside);
        if kept.iter().any(|keep| matches!(keep, Visible::Of(..))) {
            // Their parents are read after them.
            sight.whole()?;
        }
        let mut found = sight.read(&reads).await?;
        let beside = found.split_off(kept.len().min(found.len()));
        if tenant {
            return Ok((found, beside));
        }
        for (rows, keep) in found.iter_mut().zip(&kept) {
            rows.retain(|row| keep.has(row));
        }
        self.keep_to_parents(sight, &kept, &mut found).await?;
        Ok((found, beside))
    }

    /// Returns a select of the rows that are reached; `None` if no filters keep to them.
    pub(in crate::engine) fn restricted(&self, select: &Select) -> Option<Select> {
        let mut read = Read::Rows(select.clone());
        let keep =
            if self.0.reach == Reach::Tenant { Visible::All } else { self.restrict(&mut read) };
        match (keep, read) {
            (Visible::All, Read::Rows(select)) => Some(select),
            _ => None,
        }
    }

    /// Counts the rows of a select that are reached.
    pub(in crate::engine) async fn count(
        &self,
        sight: &mut Sight<'_>,
        mut select: Select,
    ) -> Result<u64> {
        match self.keep(select.table) {
            Visible::All => {}
            Visible::Nothing => return Ok(0),
            Visible::If(filters) => select.filters.extend(filters),
            Visible::Of(column, parent) => {
                let Some(id) = parent_of(&select, column) else { return Ok(0) };
                sight.whole()?;
                let found = Box::pin(self.read(sight, vec![Read::Row(parent, id)])).await?;
                if found.concat().is_empty() {
                    return Ok(0);
                }
            }
        }
        sight.count(&select).await
    }

    /// Checks that everything which is written is reached.
    ///
    /// What is deleted was read, and a row with a parent was decided on by
    /// reading the parent.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if something is not.
    pub(in crate::engine) fn check(&self, changes: &ChangeSet) -> Result<()> {
        let out = |write: &Write| match write {
            Write::Insert(row) | Write::Update { row, .. } => !self.keep(row.table).has(row),
            Write::Delete { .. } => false,
        };
        if self.0.reach != Reach::Tenant && changes.writes().iter().any(out) {
            return Err(Error::Forbidden {
                who: self.0.barred(),
                permission: "write what is out of reach",
            });
        }
        Ok(())
    }

    /// Adds the filters to a select, and says what is left to check of its rows.
    fn restrict(&self, read: &mut Read) -> Visible {
        match (self.keep(read.table()), read) {
            (Visible::If(filters), Read::Rows(select)) => {
                select.filters.extend(filters);
                Visible::All
            }
            (keep, _) => keep,
        }
    }

    fn keep(&self, table: &'static Table) -> Visible {
        let line = TablePolicy::of(table);
        let rows = match self.0.reach {
            Reach::Tenant => Rows::All,
            Reach::Staff { .. } => line.map_or(Rows::Nothing, |line| line.staff.rows),
            Reach::Guest(_) => line.map_or(Rows::Nothing, |line| line.client.rows),
            Reach::Appointments(_) => line.map_or(Rows::Nothing, |line| line.public.rows),
        };
        match rows {
            Rows::All | Rows::Deciding => Visible::All,
            Rows::Nothing => Visible::Nothing,
            Rows::Within(conditions) => {
                let filters = conditions.iter().map(|condition| self.filter(*condition, table));
                filters.collect::<Option<_>>().map_or(Visible::Nothing, Visible::If)
            }
            Rows::Of(column) => {
                let at = table.position(column);
                let parent = at.and_then(|at| Some((at, table.columns[at].references?)));
                parent.map_or(Visible::Nothing, |(at, table)| Visible::Of(at, table))
            }
        }
    }

    /// Returns the filter that keeps to a condition; `None` if nothing can keep to
    /// it.
    fn filter(&self, condition: RowCondition, table: &'static Table) -> Option<Filter> {
        let subject = match condition.column(table) {
            Some(column) => Subject::Column(table.position(column)?),
            None => Subject::Id,
        };
        let condition = match (condition, &self.0.reach) {
            (RowCondition::OwnGuest, Reach::Guest(guests)) => one_of(guests.iter())?,
            (RowCondition::OwnCenters, Reach::Staff { centers, .. }) => one_of(centers.iter())?,
            (RowCondition::OwnAppointment, Reach::Appointments(own)) => one_of(own.iter())?,
            (RowCondition::OwnAccount, _) => Condition::Eq(Value::Uuid(self.0.id)),
            (RowCondition::Active, _) => Condition::Eq(Value::Bool(true)),
            (RowCondition::Status(words), _) => {
                let words = words.iter().map(|word| Value::Text((*word).to_owned()));
                Condition::In(words.collect())
            }
            (
                RowCondition::OwnGuest | RowCondition::OwnCenters | RowCondition::OwnAppointment,
                _,
            ) => {
                return None;
            }
        };
        Some(Filter { subject, condition })
    }

    /// Drops the rows whose parents are out of reach.
    async fn keep_to_parents(
        &self,
        sight: &mut Sight<'_>,
        kept: &[Visible],
        found: &mut [Vec<Row>],
    ) -> Result<()> {
        let mut asked = Vec::new();
        for (rows, keep) in found.iter().zip(kept) {
            let Visible::Of(column, parent) = *keep else { continue };
            for row in rows {
                if let Value::Uuid(id) = row.values[column]
                    && !asked.contains(&(parent.name, id))
                {
                    asked.push((parent.name, id));
                }
            }
        }
        if asked.is_empty() {
            return Ok(());
        }
        let tables = kept.iter().filter_map(|keep| match keep {
            Visible::Of(_, parent) => Some(*parent),
            _ => None,
        });
        let tables: Vec<&'static Table> = tables.collect();
        let table = |name: &str| tables.iter().find(|table| table.name == name).copied();
        let reads = asked.iter().filter_map(|&(name, id)| Some(Read::Row(table(name)?, id)));
        let parents = Box::pin(self.read(sight, reads.collect())).await?.concat();
        for (rows, keep) in found.iter_mut().zip(kept) {
            let Visible::Of(column, parent) = *keep else { continue };
            let is_reached = |row: &Row| {
                parents.iter().any(|found| {
                    found.table.name == parent.name && row.values[column] == Value::Uuid(found.id)
                })
            };
            rows.retain(is_reached);
        }
        Ok(())
    }
}

/// Returns what keeps to some identifiers; `None` if there are none.
fn one_of<'a, E: 'a>(ids: impl Iterator<Item = &'a Id<E>>) -> Option<Condition> {
    let mut values: Vec<Value> = ids.map(|id| Value::Uuid(id.uuid())).collect();
    values.dedup();
    match values[..] {
        [] => None,
        [Value::Uuid(one)] => Some(Condition::Eq(Value::Uuid(one))),
        _ => Some(Condition::In(values)),
    }
}

/// Returns the one parent whose rows a select asks for.
fn parent_of(select: &Select, column: usize) -> Option<uuid::Uuid> {
    select.filters.iter().find_map(|filter| match (&filter.subject, &filter.condition) {
        (Subject::Column(at), Condition::Eq(Value::Uuid(id))) if *at == column => Some(*id),
        _ => None,
    })
}
