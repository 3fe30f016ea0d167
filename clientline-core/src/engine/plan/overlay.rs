//! A snapshot in which changes that are only planned are seen already.

use std::collections::BTreeMap;

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    row::{ChangeSet, Direction, Read, Row, Select, Subject, Table, Version, Write},
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
        if !self.touches_select(select) {
            return self.base.select(select).await;
        }
        let mut named = Vec::new();
        for by in select.named_by() {
            let rows = self.select(&by.select(Subject::Id)).await?;
            named.push(rows.into_iter().map(|row| row.values[by.column].clone()).collect());
        }
        let select = &select.resolved(named);
        let mut found = self.untouched(select).await?;
        let planned = self.planned.of(select.table).filter_map(|(_, row)| row);
        found.extend(planned.filter(|row| select.matches(row)).cloned());
        found.sort_by_cached_key(|row| select.place(row));
        if select.direction == Direction::Descending {
            found.reverse();
        }
        let page = found.into_iter().skip(select.skip as usize).take(select.limit as usize);
        Ok(page.collect())
    }

    /// What no planned write touches is read from the base together.
    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        let below: Vec<Read> = reads.iter().filter(|read| !self.touches(read)).cloned().collect();
        let mut below = self.base.read(&below).await?.into_iter();
        let mut answers = Vec::with_capacity(reads.len());
        for read in reads {
            answers.push(match read {
                read if !self.touches(read) => below.next().unwrap_or_default(),
                Read::Row(table, id) => Vec::from_iter(self.get(table, *id).await?),
                Read::Rows(select) => self.select(select).await?,
            });
        }
        Ok(answers)
    }
}

impl Overlay<'_> {
    /// Returns whether a planned write may change what a read answers.
    fn touches(&self, read: &Read) -> bool {
        match read {
            Read::Row(table, id) => self.planned.writes(table, *id),
            Read::Rows(select) => self.touches_select(select),
        }
    }

    fn touches_select(&self, select: &Select) -> bool {
        let tables = select.named_by().map(|named| named.table).chain([select.table]);
        tables.into_iter().any(|table| self.planned.of(table).next().is_some())
    }

    /// Reads the first rows of the base that no planned write touches: as many
    /// as the page could need.
    async fn untouched(&mut self, select: &Select) -> Result<Vec<Row>> {
        let wanted = select.skip as usize + select.limit as usize;
        let mut rows = Vec::new();
        let mut page = Select { skip: 0, ..select.clone() };
        loop {
            let found = self.base.select(&page).await?;
            let last = found.last().map(|row| page.place(row));
            let ended = found.len() < page.limit as usize;
            let planned = self.planned;
            rows.extend(found.into_iter().filter(|row| !planned.writes(row.table, row.id)));
            if ended || rows.len() >= wanted {
                return Ok(rows);
            }
            page.after = last;
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
        row::{Condition, Filter},
        storage::Storage,
        value::{Id, TenantId, Timestamp},
    };

    const TENANT: TenantId = TenantId::PLATFORM;

    fn counter(id: u8, next: i64) -> Counter {
        let id = Id::from_uuid(Uuid::from_u128(id.into()));
        Counter { id, series: id.to_string(), next }
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
        let after = prop::option::of((0..4_i64, 0..12_u128));
        (filter, any::<[bool; 2]>(), after, 0..4_u32, 1..6_u32).prop_map(
            |(filter, [by_number, descending], after, skip, limit)| {
                let next = Subject::Column(Counter::next().position());
                let order_by = if by_number { next } else { Subject::Id };
                let after = after.map(|(number, id)| {
                    let id = Uuid::from_u128(id);
                    let by_id = crate::row::Value::Uuid(id);
                    (if by_number { crate::row::Value::Int(number) } else { by_id }, id)
                });
                let filters = filter.map(|condition| Filter { subject: next, condition });
                Select {
                    table: Counter::TABLE,
                    filters: filters.into_iter().collect(),
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
