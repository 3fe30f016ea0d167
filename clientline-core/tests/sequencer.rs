//! Events get their positions in the order of the commits, whatever is interleaved.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use clientline_core::{
    ClientLine,
    conformance::fixture::new_tenant,
    entity::{Entity, Query, Stored, sample},
    memory::MemoryStorage,
    model::{Audit, AuditSeal, Event, Outbox},
    row::ChangeSet,
    storage::{Error, Result, Snapshot, Storage},
    value::{Id, TenantId, Timestamp},
    work::{Sequenced, sequence},
};
use proptest::prelude::*;
use tokio::runtime::Builder;
use uuid::Uuid;

/// A storage whose next commits are dropped before they are applied, or after.
#[derive(Debug, Default)]
struct Crashing {
    inner: MemoryStorage,
    next: std::sync::Mutex<Option<Crash>>,
}

#[derive(Clone, Copy, Debug)]
enum Crash {
    Before,
    After,
}

#[async_trait]
impl Storage for Crashing {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let crash = self.next.lock().unwrap().take();
        if !matches!(crash, Some(Crash::Before)) {
            self.inner.commit(tenant, changes).await?;
        }
        if crash.is_some() { Err(Error::Unavailable("it crashed".into())) } else { Ok(()) }
    }
}

/// A commit with a number of events, whose identifier was made at a time.
fn committed(made_at: u128, events: usize) -> ChangeSet {
    let mut changes = ChangeSet::new(Timestamp::from_micros(0).unwrap());
    let id = Uuid::from_u128(made_at);
    let event = |number| format!(r#"{{"kind":"tax.{made_at}-{number}","subject_id":"{id}"}}"#);
    let events: Vec<String> = (0..events).map(event).collect();
    changes.insert(Audit { id: Id::from_uuid(id), ..sample() });
    changes.insert(Outbox { id: Id::from_uuid(id), events: format!("[{}]", events.join(",")) });
    changes
}

async fn all<E: Entity>(
    storage: &dyn Storage,
    query: Query<E>,
    tenant: TenantId,
) -> Vec<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant).await.unwrap();
    let rows = snapshot.select(query.select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

/// A consumer of the feed, who knows nothing but the last position that it was given.
#[derive(Default)]
struct Consumer {
    after: i64,
    seen: Vec<String>,
}

impl Consumer {
    /// Reads up to `limit` events.
    async fn read(&mut self, storage: &dyn Storage, tenant: TenantId, limit: u32) {
        let feed = Query::limit(limit).gt(Event::position(), &self.after);
        for event in all(storage, feed, tenant).await {
            assert_eq!(event.position, self.after + 1, "no gap, and no repeat");
            self.after = event.position;
            self.seen.push(event.kind["tax.".len()..].to_owned());
        }
    }
}

/// What may happen next.
#[derive(Clone, Debug)]
enum Step {
    /// A commit ends that began at a time, with so many events.
    Commits(u16, usize),
    Sequences,
    /// The sequencer dies before or after its commit is applied.
    Crashes(bool),
    /// Two processes sequence at once.
    Races,
    /// One of the consumers reads so many.
    Reads(usize, u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<u16>(), 0_usize..4).prop_map(|(at, events)| Step::Commits(at, events)),
        2 => Just(Step::Sequences),
        1 => any::<bool>().prop_map(Step::Crashes),
        1 => Just(Step::Races),
        2 => (0_usize..3, 1_u32..9).prop_map(|(who, limit)| Step::Reads(who, limit)),
    ]
}

async fn check(steps: Vec<Step>) {
    let storage = Arc::new(Crashing::default());
    let client = ClientLine::new(Arc::clone(&storage) as Arc<dyn Storage>);
    let tenant = new_tenant();
    let mut consumers = [(); 3].map(|()| Consumer::default());
    // Which events were committed, and before which step of the sequencer.
    let mut emitted: BTreeMap<String, usize> = BTreeMap::new();
    for (number, step) in steps.iter().enumerate() {
        match *step {
            Step::Commits(at, events) => {
                let made_at = u128::from(at) << 64 | number as u128;
                storage.commit(tenant, committed(made_at, events)).await.unwrap();
                emitted.extend((0..events).map(|event| (format!("{made_at}-{event}"), number)));
            }
            Step::Sequences => _ = sequence(&client, tenant).await.unwrap(),
            Step::Crashes(applied) => {
                let crash = if applied { Crash::After } else { Crash::Before };
                *storage.next.lock().unwrap() = Some(crash);
                _ = sequence(&client, tenant).await;
                *storage.next.lock().unwrap() = None;
            }
            Step::Races => {
                let (one, other) =
                    tokio::join!(sequence(&client, tenant), sequence(&client, tenant));
                one.unwrap();
                other.unwrap();
            }
            Step::Reads(who, limit) => consumers[who].read(&*storage, tenant, limit).await,
        }
    }
    while sequence(&client, tenant).await.unwrap() != Sequenced::Nothing {}
    let wanted: Vec<&String> = emitted.keys().collect();
    let orders = consumers.each_mut().map(|consumer| &mut *consumer);
    for consumer in orders {
        consumer.read(&*storage, tenant, 10_000).await;
        let mut seen: Vec<&String> = consumer.seen.iter().collect();
        seen.sort();
        assert_eq!(seen, wanted, "every event once");
    }
    assert!(consumers.windows(2).all(|pair| pair[0].seen == pair[1].seen), "in one order");
    let seals = all(&*storage, Query::<AuditSeal>::limit(10_000), tenant).await;
    assert!((1..).zip(&seals).all(|(number, seal)| seal.number == number));
}

proptest! {
    #[test]
    fn each_consumer_gets_every_event_once_and_in_order(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        Builder::new_current_thread().enable_all().build().unwrap().block_on(check(steps));
    }
}

/// Reads the identifiers of the outbox past the last one: what must not be done.
async fn read_by_identifier(storage: &dyn Storage, tenant: TenantId, after: &mut Uuid) -> usize {
    let rows = all(storage, Query::<Outbox>::limit(100), tenant).await;
    let new: Vec<Uuid> = rows.iter().map(|row| row.id.uuid()).filter(|id| *id > *after).collect();
    *after = new.last().copied().unwrap_or(*after);
    new.len()
}

#[tokio::test]
async fn reading_by_identifier_loses_what_commits_late_and_reading_by_position_does_not() {
    let storage = Arc::new(MemoryStorage::new());
    let client = ClientLine::new(Arc::clone(&storage) as Arc<dyn Storage>);
    let tenant = new_tenant();
    let (mut after, mut seen) = (Uuid::nil(), 0);
    let mut consumer = Consumer::default();
    // The one that began first ends last.
    for made_at in [2, 3, 1] {
        storage.commit(tenant, committed(made_at, 1)).await.unwrap();
        seen += read_by_identifier(&*storage, tenant, &mut after).await;
    }
    assert_eq!(seen, 2, "one was lost");

    for made_at in [12, 13, 11] {
        storage.commit(tenant, committed(made_at, 1)).await.unwrap();
        sequence(&client, tenant).await.unwrap();
        consumer.read(&*storage, tenant, 100).await;
    }
    assert_eq!(consumer.seen, ["1-0", "2-0", "3-0", "12-0", "13-0", "11-0"]);
}

#[tokio::test]
async fn more_than_one_step_takes_is_sequenced_in_several() {
    let storage = Arc::new(MemoryStorage::new());
    let client = ClientLine::new(Arc::clone(&storage) as Arc<dyn Storage>);
    let tenant = new_tenant();
    let mut changes = ChangeSet::new(Timestamp::from_micros(0).unwrap());
    for number in 1..=220_u128 {
        for write in committed(number, 1).into_writes() {
            changes.push(write);
        }
    }
    storage.commit(tenant, changes).await.unwrap();
    for expected in [Sequenced::Commits(100), Sequenced::Commits(100), Sequenced::Commits(20)] {
        assert_eq!(sequence(&client, tenant).await.unwrap(), expected);
    }
    let mut consumer = Consumer::default();
    consumer.read(&*storage, tenant, 1_000).await;
    assert_eq!(consumer.after, 220);
}
