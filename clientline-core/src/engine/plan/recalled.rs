//! A snapshot of which something was read before, and is not read again.
//!
//! By it several requests read together what each of them will ask for (`Batch::read_ahead`): as
//! long as something is missing, it is noted, and read before they go on.

use std::collections::HashMap;

use async_trait::async_trait;
use uuid::Uuid;

use crate::{
    row::{Condition, Filter, Read, Row, Select, Subject, Table, Value},
    storage::{Error, Result, Snapshot},
};

/// What was read of a snapshot, by what was asked.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<Read, Vec<Row>>);

impl Known {
    /// Keeps the answer to a read: of rows that were named, each by itself, so that it is known
    /// among others as well.
    pub(super) fn keep(&mut self, read: Read, rows: Vec<Row>) {
        let Some((_, each)) = one_by_one(&read) else {
            self.0.insert(read, rows);
            return;
        };
        for (id, one) in each {
            let own = rows.iter().find(|row| row.id == id).cloned();
            self.0.insert(one, Vec::from_iter(own));
        }
    }

    /// Returns the answer to a read, if it is known.
    fn answer(&self, read: &Read) -> Option<Vec<Row>> {
        if self.0.is_empty() {
            return None;
        }
        let Some((select, each)) = one_by_one(read) else { return self.0.get(read).cloned() };
        let mut rows = Vec::with_capacity(each.len());
        for (_, one) in &each {
            rows.extend(self.0.get(one)?.iter().cloned());
        }
        select.sort(&mut rows);
        rows.dedup_by_key(|row| row.id);
        Some(rows)
    }
}

/// Returns a select of rows that are named, and the reads of each of them; `None` for any other
/// read, and for a part of a list.
fn one_by_one(read: &Read) -> Option<(&Select, Vec<(Uuid, Read)>)> {
    let Read::Rows(select) = read else { return None };
    let names = |filter: &Filter| {
        filter.subject == Subject::Id && matches!(filter.condition, Condition::In(_))
    };
    let at = select.filters.iter().position(names)?;
    let Condition::In(ids) = &select.filters[at].condition else { return None };
    if select.after.is_some() || select.skip > 0 || ids.len() > select.limit as usize {
        return None;
    }
    let one = |id: &Value| {
        let Value::Uuid(uuid) = *id else { return None };
        let own = Filter { subject: Subject::Id, condition: Condition::Eq(id.clone()) };
        let (before, after) = (&select.filters[..at], &select.filters[at + 1..]);
        let filters = [before, &[own], after].concat();
        let Select { table, order_by, direction, .. } = *select;
        let one = Select { table, filters, order_by, direction, after: None, skip: 0, limit: 1 };
        Some((uuid, Read::Rows(one)))
    };
    Some((select, ids.iter().map(one).collect::<Option<_>>()?))
}

/// A snapshot of which something is known.
pub(super) struct Recalled<'a> {
    pub(super) known: &'a Known,
    pub(super) unknown: Unknown<'a>,
}

/// What becomes of a read whose answer is not known.
pub(super) enum Unknown<'a> {
    /// It is made.
    Read(&'a mut dyn Snapshot),
    /// It is noted, and fails.
    Noted(&'a mut Vec<Read>),
}

#[async_trait]
impl Snapshot for Recalled<'_> {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        Ok(self.read(&[Read::Row(table, id)]).await?.concat().pop())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        Ok(self.read(&[Read::Rows(select.clone())]).await?.concat())
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        let known: Vec<Option<Vec<Row>>> =
            reads.iter().map(|read| self.known.answer(read)).collect();
        let missing = || -> Vec<Read> {
            let missing = reads.iter().zip(&known).filter(|(_, known)| known.is_none());
            missing.map(|(read, _)| read.clone()).collect()
        };
        let found = match &mut self.unknown {
            _ if known.iter().all(Option::is_some) => Vec::new(),
            Unknown::Read(base) if known.iter().all(Option::is_none) => base.read(reads).await?,
            Unknown::Read(base) => base.read(&missing()).await?,
            Unknown::Noted(noted) => {
                noted.extend(missing());
                return Err(Error::Retry);
            }
        };
        let mut found = found.into_iter();
        let answers = known.into_iter().map(|known| known.or_else(|| found.next()));
        Ok(answers.map(Option::unwrap_or_default).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::{Entity, Query, Stored},
        memory::MemoryStorage,
        model::Counter,
        row::ChangeSet,
        storage::Storage,
        value::{Id, TenantId, Timestamp},
    };

    const TENANT: TenantId = TenantId::PLATFORM;

    fn ids(numbers: &[u128]) -> Vec<Id<Counter>> {
        numbers.iter().map(|number| Id::from_uuid(Uuid::from_u128(*number))).collect()
    }

    /// Five counters, the third of which is not there.
    async fn counters() -> Box<dyn Snapshot> {
        let storage = MemoryStorage::new();
        let mut changes = ChangeSet::new(Timestamp::MIN);
        for (id, next) in ids(&[1, 2, 4, 5]).into_iter().zip([3, 1, 2, 1]) {
            changes.insert(Counter { id, series: id.to_string(), next, first_number: 1 });
        }
        storage.commit(TENANT, changes).await.unwrap();
        storage.snapshot(TENANT).await.unwrap()
    }

    fn found(rows: Vec<Row>) -> Vec<i64> {
        let counters = rows.into_iter().map(|row| Stored::<Counter>::decode(row).unwrap());
        counters.map(|counter| counter.next).collect()
    }

    fn named(numbers: &[u128]) -> Query<Counter> {
        Query::limit(10).ids(&ids(numbers)).order_by(Counter::next())
    }

    fn rows(query: &Query<Counter>) -> Read {
        Read::Rows(query.select().clone())
    }

    #[tokio::test]
    async fn rows_that_were_named_together_are_known_one_by_one() {
        let mut base = counters().await;
        let mut known = Known::default();
        let all = named(&[1, 2, 3, 5]);
        known.keep(rows(&all), base.select(all.select()).await.unwrap());
        for (wanted, answer) in [
            (&[1, 5][..], Some(vec![1, 3])),
            (&[2, 3], Some(vec![1])),
            (&[3], Some(vec![])),
            (&[1, 1], Some(vec![3])),
            (&[4, 5], None),
        ] {
            let asked = named(wanted);
            assert_eq!(known.answer(&rows(&asked)).map(found), answer, "{wanted:?}");
            let unknown = Unknown::Read(&mut *base);
            let mut recalled = Recalled { known: &known, unknown };
            let recalled = recalled.select(asked.select()).await.unwrap();
            assert_eq!(found(recalled), found(base.select(asked.select()).await.unwrap()));
        }
        // What passes one filter, and what passes another, are two things.
        let ones = named(&[2, 5]).eq(Counter::next(), &1);
        assert_eq!(known.answer(&rows(&ones)).map(found), None);
        let backwards = named(&[1, 2]).descending();
        assert_eq!(known.answer(&rows(&backwards)).map(found), None);
    }

    #[tokio::test]
    async fn what_is_not_known_is_noted_and_what_is_known_is_not() {
        let mut base = counters().await;
        let (mut known, mut noted) = (Known::default(), Vec::new());
        let reads = [
            Read::Row(Counter::TABLE, Uuid::from_u128(1)),
            rows(&Query::limit(2).order_by(Counter::next())),
        ];
        for left in [2, 0] {
            noted.clear();
            let mut recalled = Recalled { known: &known, unknown: Unknown::Noted(&mut noted) };
            assert_eq!(recalled.read(&reads).await.is_err(), left > 0);
            assert_eq!(noted.len(), left);
            for read in noted.drain(..) {
                let answer = base.read(std::slice::from_ref(&read)).await.unwrap().remove(0);
                known.keep(read, answer);
            }
        }
        let mut recalled = Recalled { known: &known, unknown: Unknown::Read(&mut *base) };
        let [one, first] = recalled.read(&reads).await.unwrap().try_into().unwrap();
        assert_eq!((found(one), found(first)), (vec![3], vec![1, 1]));
    }
}
