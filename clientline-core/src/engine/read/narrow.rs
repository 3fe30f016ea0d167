//! Keeps what is read, and what is written, to what an actor reaches.
//!
//! The matrix in [`model::REACH`](crate::model::REACH) says by which columns. A
//! select gets them as further filters, so that pages and counts hold only what
//! is reached; a row that was asked for by its identifier is held against the
//! same filters. What is out of reach is not there.

use crate::{
    engine::{Actor, Reach},
    error::{Error, Result},
    model::{Bound, Extent, Line},
    row::{ChangeSet, Condition, Filter, Read, Row, Select, Subject, Table, Value, Write},
    storage::Snapshot,
    value::Id,
};

/// What keeps a use case to an actor's reach.
#[derive(Clone, Debug)]
pub(in crate::engine) struct Narrow(Actor);

/// Which rows of a table are kept.
enum Keep {
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

impl Keep {
    fn has(&self, row: &Row) -> bool {
        match self {
            Self::All | Self::Of(..) => true,
            Self::Nothing => false,
            Self::If(filters) => filters.iter().all(|filter| filter.passes(row)),
        }
    }
}

impl Narrow {
    /// Keeps to what an actor reaches.
    pub(in crate::engine) const fn to(actor: Actor) -> Self {
        Self(actor)
    }

    /// Makes reads, and returns the rows of each that are reached.
    pub(in crate::engine) async fn read(
        &self,
        snapshot: &mut dyn Snapshot,
        reads: Vec<Read>,
    ) -> Result<Vec<Vec<Row>>> {
        Ok(self.read_beside(snapshot, reads, Vec::new()).await?.0)
    }

    /// Makes reads, and returns the rows of each that are reached; and makes others
    /// together with them, whose rows no use case sees.
    pub(in crate::engine) async fn read_beside(
        &self,
        snapshot: &mut dyn Snapshot,
        mut reads: Vec<Read>,
        beside: Vec<Read>,
    ) -> Result<(Vec<Vec<Row>>, Vec<Vec<Row>>)> {
        if reads.is_empty() && beside.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let tenant = self.0.reach == Reach::Tenant;
        let keep = |read| if tenant { Keep::All } else { self.narrow(read) };
        let kept: Vec<Keep> = reads.iter_mut().map(keep).collect();
        reads.extend(beside);
        let mut found = snapshot.read(&reads).await?;
        let beside = found.split_off(kept.len().min(found.len()));
        if tenant {
            return Ok((found, beside));
        }
        for (rows, keep) in found.iter_mut().zip(&kept) {
            rows.retain(|row| keep.has(row));
        }
        self.keep_to_parents(snapshot, &kept, &mut found).await?;
        Ok((found, beside))
    }

    /// Returns a select of the rows that are reached; `None` if no filters keep to them.
    pub(in crate::engine) fn narrowed(&self, select: &Select) -> Option<Select> {
        let mut read = Read::Rows(select.clone());
        let keep = if self.0.reach == Reach::Tenant { Keep::All } else { self.narrow(&mut read) };
        match (keep, read) {
            (Keep::All, Read::Rows(select)) => Some(select),
            _ => None,
        }
    }

    /// Counts the rows of a select that are reached.
    pub(in crate::engine) async fn count(
        &self,
        snapshot: &mut dyn Snapshot,
        mut select: Select,
    ) -> Result<u64> {
        match self.keep(select.table) {
            Keep::All => {}
            Keep::Nothing => return Ok(0),
            Keep::If(filters) => select.filters.extend(filters),
            Keep::Of(column, parent) => {
                let Some(id) = parent_of(&select, column) else { return Ok(0) };
                let found = Box::pin(self.read(snapshot, vec![Read::Row(parent, id)])).await?;
                if found.concat().is_empty() {
                    return Ok(0);
                }
            }
        }
        Ok(snapshot.count(&select).await?)
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
                role: self.0.role_name(),
                permission: "write what is out of reach",
            });
        }
        Ok(())
    }

    /// Adds the filters to a select, and says what is left to check of its rows.
    fn narrow(&self, read: &mut Read) -> Keep {
        match (self.keep(read.table()), read) {
            (Keep::If(filters), Read::Rows(select)) => {
                select.filters.extend(filters);
                Keep::All
            }
            (keep, _) => keep,
        }
    }

    fn keep(&self, table: &'static Table) -> Keep {
        let line = Line::of(table);
        let extent = match self.0.reach {
            Reach::Tenant => Extent::All,
            Reach::Staff { .. } => line.map_or(Extent::Nothing, |line| line.staff.extent),
            Reach::Guest(_) => line.map_or(Extent::Nothing, |line| line.client.extent),
            Reach::Visit(_) => line.map_or(Extent::Nothing, |line| line.public.extent),
        };
        match extent {
            Extent::All | Extent::Deciding => Keep::All,
            Extent::Nothing => Keep::Nothing,
            Extent::Within(bounds) => {
                let filters = bounds.iter().map(|bound| self.filter(*bound, table));
                filters.collect::<Option<_>>().map_or(Keep::Nothing, Keep::If)
            }
            Extent::Of(column) => {
                let at = table.position(column);
                let parent = at.and_then(|at| Some((at, table.columns[at].references?)));
                parent.map_or(Keep::Nothing, |(at, table)| Keep::Of(at, table))
            }
        }
    }

    /// Returns the filter that keeps to a bound; `None` if nothing can keep to
    /// it.
    fn filter(&self, bound: Bound, table: &'static Table) -> Option<Filter> {
        let subject = match bound.column(table) {
            Some(column) => Subject::Column(table.position(column)?),
            None => Subject::Id,
        };
        let condition = match (bound, &self.0.reach) {
            (Bound::OwnGuest, Reach::Guest(guests)) => one_of(guests.iter())?,
            (Bound::OwnCenters, Reach::Staff { centers, .. }) => one_of(centers.iter().flatten())?,
            (Bound::OwnVisit, Reach::Visit(visit)) => Condition::Eq(Value::Uuid(visit.uuid())),
            (Bound::OwnAccount, _) => Condition::Eq(Value::Uuid(self.0.id)),
            (Bound::Active, _) => Condition::Eq(Value::Bool(true)),
            (Bound::Status(words), _) => {
                let words = words.iter().map(|word| Value::Text((*word).to_owned()));
                Condition::In(words.collect())
            }
            (Bound::OwnGuest | Bound::OwnCenters | Bound::OwnVisit, _) => return None,
        };
        Some(Filter { subject, condition })
    }

    /// Drops the rows whose parents are out of reach.
    async fn keep_to_parents(
        &self,
        snapshot: &mut dyn Snapshot,
        kept: &[Keep],
        found: &mut [Vec<Row>],
    ) -> Result<()> {
        let mut asked = Vec::new();
        for (rows, keep) in found.iter().zip(kept) {
            let Keep::Of(column, parent) = *keep else { continue };
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
            Keep::Of(_, parent) => Some(*parent),
            _ => None,
        });
        let tables: Vec<&'static Table> = tables.collect();
        let table = |name: &str| tables.iter().find(|table| table.name == name).copied();
        let reads = asked.iter().filter_map(|&(name, id)| Some(Read::Row(table(name)?, id)));
        let parents = Box::pin(self.read(snapshot, reads.collect())).await?.concat();
        for (rows, keep) in found.iter_mut().zip(kept) {
            let Keep::Of(column, parent) = *keep else { continue };
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
