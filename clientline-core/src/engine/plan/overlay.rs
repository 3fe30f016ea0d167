//! A snapshot in which changes that are only planned are seen already.

use std::collections::BTreeMap;

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    row::{ChangeSet, Condition, Read, Row, Select, Subject, Table, Value, Version, Write},
    storage::{Result, Snapshot},
};

/// The rows that planned changes leave behind, by table; `None` where they
/// remove one.
#[derive(Debug, Default)]
pub(in crate::engine) struct Planned {
    rows: BTreeMap<(&'static str, Uuid), Option<Row>>,
}

impl Planned {
    /// Takes over what a change set would do.
    pub(in crate::engine) fn apply(&mut self, changes: &ChangeSet) {
        for write in changes.writes() {
            let left = match write {
                Write::Insert(row) => Some(row.clone()),
                Write::Update { row, .. } => {
                    Some(Row { version: Version(row.version.0 + 1), ..row.clone() })
                }
                Write::Delete { .. } => None,
            };
            self.rows.insert(write.target(), left);
        }
    }

    /// Returns whether a row is written by what is planned.
    pub(in crate::engine) fn writes(&self, table: &'static Table, id: Uuid) -> bool {
        self.rows.contains_key(&(table.name, id))
    }

    fn of(&self, table: &'static Table) -> impl Iterator<Item = (Uuid, Option<&Row>)> {
        let range = (table.name, Uuid::nil())..=(table.name, Uuid::max());
        self.rows.range(range).map(|(&(_, id), row)| (id, row.as_ref()))
    }

    /// Returns whether a planned write may change what a select finds.
    fn touches(&self, select: &Select) -> bool {
        let tables = select.named_by().map(|named| named.table).chain([select.table]);
        tables.into_iter().any(|table| self.of(table).next().is_some())
    }

    /// Returns the first page of what a select may find beside what is planned; `None` if it names
    /// rows that are planned alone.
    fn beside(&self, select: &Select) -> Option<Select> {
        let mut page = Select { skip: 0, ..select.clone() };
        for filter in &mut page.filters {
            if let (Subject::Id, Condition::In(ids)) = (filter.subject, &mut filter.condition) {
                ids.retain(|id| !matches!(id, Value::Uuid(id) if self.writes(select.table, *id)));
                if ids.is_empty() {
                    return None;
                }
            }
        }
        Some(page)
    }

    /// Returns what a select finds of rows that no planned write touches, and of what is planned.
    fn join(&self, select: &Select, mut untouched: Vec<Row>) -> Vec<Row> {
        let planned = self.of(select.table).filter_map(|(_, row)| row);
        untouched.extend(planned.filter(|row| select.matches(row)).cloned());
        select.sort(&mut untouched);
        let page = untouched.into_iter().skip(select.skip as usize);
        page.take(select.limit as usize).collect()
    }
}

/// A snapshot, and what is planned on top of it.
pub(in crate::engine) struct Overlay<'a> {
    pub(in crate::engine) base: &'a mut dyn Snapshot,
    pub(in crate::engine) planned: &'a Planned,
}

#[async_trait]
impl Snapshot for Overlay<'_> {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        match self.planned.rows.get(&(table.name, id)) {
            Some(planned) => Ok(planned.clone()),
            None => self.base.get(table, id).await,
        }
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let mut found = self.read(&[Read::Rows(select.clone())]).await?;
        Ok(found.pop().unwrap_or_default())
    }

    /// What the base has of all of them is read from it together.
    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        let below: Vec<Option<Read>> = reads.iter().map(|read| self.below(read)).collect();
        let asked: Vec<Read> = below.iter().flatten().cloned().collect();
        let found = if asked.is_empty() { Vec::new() } else { self.base.read(&asked).await? };
        let mut found = found.into_iter();
        let mut answers = Vec::with_capacity(reads.len());
        for (read, below) in reads.iter().zip(below) {
            let found = below.as_ref().and_then(|_| found.next()).unwrap_or_default();
            answers.push(match (read, below) {
                (Read::Row(table, id), None) => self.get(table, *id).await?.into_iter().collect(),
                (Read::Rows(select), None) => self.without_base(select).await?,
                (Read::Rows(select), Some(Read::Rows(page))) if self.planned.touches(select) => {
                    let wanted = select.skip as usize + select.limit as usize;
                    let untouched = self.untouched(page, found, wanted).await?;
                    self.planned.join(select, untouched)
                }
                (_, Some(_)) => found,
            });
        }
        Ok(answers)
    }
}

impl Overlay<'_> {
    /// Returns what is read from the base to answer a read, at first; nothing, if what is planned
    /// answers it, or other rows have to be found before.
    fn below(&self, read: &Read) -> Option<Read> {
        match read {
            Read::Row(table, id) if self.planned.writes(table, *id) => None,
            Read::Rows(select) if self.planned.touches(select) => {
                let is_named = select.named_by().next().is_some();
                if is_named { None } else { self.planned.beside(select).map(Read::Rows) }
            }
            _ => Some(read.clone()),
        }
    }

    /// Answers a select of rows that are named by others, or are planned alone.
    async fn without_base(&mut self, select: &Select) -> Result<Vec<Row>> {
        let mut named = Vec::new();
        for by in select.named_by() {
            let rows = self.select(&by.select(Subject::Id)).await?;
            named.push(rows.into_iter().map(|row| row.values[by.column].clone()).collect());
        }
        if named.is_empty() {
            return Ok(self.planned.join(select, Vec::new()));
        }
        self.select(&select.resolved(named)).await
    }

    /// Returns the first rows of the base that no planned write touches, as many as are wanted:
    /// those of a page that was read, and of the pages after it.
    async fn untouched(
        &mut self,
        mut page: Select,
        mut found: Vec<Row>,
        wanted: usize,
    ) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        loop {
            let last = found.last().map(|row| page.place(row));
            let ended = found.len() < page.limit as usize;
            let planned = self.planned;
            rows.extend(found.into_iter().filter(|row| !planned.writes(row.table, row.id)));
            if ended || rows.len() >= wanted {
                return Ok(rows);
            }
            page.after = last;
            found = self.base.select(&page).await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        entity::{Entity, Stored},
        memory::MemoryStorage,
        model::Counter,
        row::{Direction, Filter},
        storage::Storage,
        value::{Id, TenantId, Timestamp},
    };

    const TENANT: TenantId = TenantId::PLATFORM;

    fn counter(id: u8, next: i64) -> Counter {
        let id = Id::from_uuid(Uuid::from_u128(id.into()));
        Counter { id, series: id.to_string(), next, first_number: 1 }
    }

    /// What happens to the counter of each identifier: whether it is there at
    /// first, and with which number it is left.
    type Story = (bool, Option<i64>);

    fn stories() -> impl Strategy<Value = Vec<Story>> {
        prop::collection::vec((any::<bool>(), prop::option::of(0..4_i64)), 0..12)
    }

    fn selects() -> impl Strategy<Value = Select> {
        let filter = prop_oneof![
            Just(None),
            (0..4_i64).prop_map(|next| Some(Condition::Eq(crate::row::Value::Int(next)))),
            (0..4_i64).prop_map(|next| Some(Condition::Gt(crate::row::Value::Int(next)))),
        ];
        let ids = prop::option::of(prop::collection::vec(0..12_u128, 0..6));
        let after = prop::option::of((0..4_i64, 0..12_u128));
        ((filter, ids), any::<[bool; 2]>(), after, 0..4_u32, 1..6_u32).prop_map(
            |((filter, ids), [by_number, descending], after, skip, limit)| {
                let next = Subject::Column(Counter::next().position());
                let order_by = if by_number { next } else { Subject::Id };
                let after = after.map(|(number, id)| {
                    let id = Uuid::from_u128(id);
                    let by_id = crate::row::Value::Uuid(id);
                    (if by_number { crate::row::Value::Int(number) } else { by_id }, id)
                });
                let filter = filter.map(|condition| Filter { subject: next, condition });
                let ids = ids.map(|ids| {
                    let ids = ids.into_iter().map(|id| Value::Uuid(Uuid::from_u128(id)));
                    Filter { subject: Subject::Id, condition: Condition::In(ids.collect()) }
                });
                Select {
                    table: Counter::TABLE,
                    filters: filter.into_iter().chain(ids).collect(),
                    order_by,
                    direction: [Direction::Ascending, Direction::Descending]
                        [usize::from(descending)],
                    after,
                    skip,
                    limit,
                }
            },
        )
    }

    /// Lays the same story once as planned and once as committed, and reads
    /// both.
    async fn both(stories: &[Story], select: &Select) -> (Vec<Row>, Vec<Row>, u64, u64) {
        let storage = MemoryStorage::new();
        let mut first = ChangeSet::new(Timestamp::MIN);
        let mut then = ChangeSet::new(Timestamp::MIN);
        for (id, &(there, left)) in (0..).zip(stories) {
            let stored: Option<Stored<Counter>> = there.then(|| first.insert(counter(id, 0)));
            match (stored, left) {
                (None, Some(next)) => drop(then.insert(counter(id, next))),
                (Some(stored), Some(next)) => {
                    then.update(&stored, |counter| counter.next = next);
                }
                (Some(stored), None) => then.delete(&stored),
                (None, None) => {}
            }
        }
        storage.commit(TENANT, first).await.unwrap();
        let mut planned = Planned::default();
        planned.apply(&then);
        let mut base = storage.snapshot(TENANT).await.unwrap();
        let mut overlay = Overlay { base: &mut *base, planned: &planned };
        let seen = (overlay.select(select).await.unwrap(), overlay.count(select).await.unwrap());
        storage.commit(TENANT, then).await.unwrap();
        let mut after = storage.snapshot(TENANT).await.unwrap();
        let read = (after.select(select).await.unwrap(), after.count(select).await.unwrap());
        (seen.0, read.0, seen.1, read.1)
    }

    proptest! {
        #[test]
        fn what_is_planned_reads_as_it_will_once_it_is_committed(
            stories in stories(), select in selects()
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let (seen, read, seen_count, read_count) = runtime.block_on(both(&stories, &select));
            let shown = |rows: Vec<Row>| {
                rows.into_iter().map(|row| (row.id, row.version, row.values)).collect::<Vec<_>>()
            };
            prop_assert_eq!(shown(seen), shown(read));
            prop_assert_eq!(seen_count, read_count);
        }
    }
}
