//! The store as its users meet it: what is committed is there, after a restart
//! too, and many commit at once.

use std::sync::Arc;

use clientline_core::{
    entity::{Entity, Query, Stored},
    model::{Center, Counter, Guest, Occupancy},
    row::ChangeSet,
    storage::{Error, Storage},
    value::Id,
};
use clientline_store_sqlite::{Options, SqliteStorage};
use uuid::Uuid;

use crate::world::{World, at, tenant};

fn open(folder: &tempfile::TempDir) -> Arc<SqliteStorage> {
    let path = folder.path().join("clientline.db");
    Arc::new(SqliteStorage::open(path, Options::default()).unwrap())
}

async fn all<E: Entity>(storage: &SqliteStorage) -> Vec<Stored<E>> {
    let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
    let rows = snapshot.select(Query::<E>::limit(100_000).select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

fn counter(number: u128, series: &str) -> Counter {
    Counter { id: Id::from_uuid(Uuid::from_u128(number)), series: series.to_owned(), next: 1 }
}

#[tokio::test]
async fn a_booking_survives_a_restart_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new();
    let storage = open(&folder);
    storage.commit(tenant(1), world.base()).await.unwrap();
    storage.commit(tenant(1), world.booking(1, 9)).await.unwrap();
    let before = all::<Occupancy>(&storage).await;
    drop(storage);
    let storage = open(&folder);
    assert_eq!(all::<Occupancy>(&storage).await, before);
    assert_eq!(before.len(), 2);
    assert_eq!(all::<Guest>(&storage).await.len(), 1);
}

#[tokio::test]
async fn of_rivals_for_one_time_exactly_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new();
    let storage = open(&folder);
    storage.commit(tenant(1), world.base()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for rival in 1..=32 {
        let (storage, changes) = (Arc::clone(&storage), world.booking(rival, 9));
        tasks.spawn(async move { storage.commit(tenant(1), changes).await });
    }
    let outcomes = tasks.join_all().await;
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let taken = |outcome: &Result<(), Error>| matches!(outcome, Err(Error::Violated("slot_taken")));
    assert_eq!((won, outcomes.iter().filter(|outcome| taken(outcome)).count()), (1, 31));
    assert_eq!(all::<Occupancy>(&storage).await.len(), 2);
}

#[tokio::test]
async fn a_bad_change_set_in_a_group_fails_alone() {
    let folder = tempfile::tempdir().unwrap();
    let storage = open(&folder);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64_u128 {
        let storage = Arc::clone(&storage);
        tasks.spawn(async move {
            let mut changes = ChangeSet::new(at(0));
            changes.insert(counter(1_000 + number, &format!("series {number}")));
            if number % 4 == 0 {
                // The second row is refused; the first must go with it.
                changes.insert(Counter { next: 0, ..counter(2_000 + number, "bad") });
            }
            (number, storage.commit(tenant(1), changes).await)
        });
    }
    for (number, outcome) in tasks.join_all().await {
        let as_expected = match outcome {
            Ok(()) => number % 4 != 0,
            Err(error) => number % 4 == 0 && matches!(error, Error::Rejected(_)),
        };
        assert!(as_expected, "{number}");
    }
    assert_eq!(all::<Counter>(&storage).await.len(), 48);
}

#[tokio::test]
async fn a_snapshot_keeps_seeing_what_it_saw_when_it_was_opened() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new();
    let storage = open(&folder);
    let mut early = storage.snapshot(tenant(1)).await.unwrap();
    storage.commit(tenant(1), world.base()).await.unwrap();
    let centers = Query::<Center>::limit(10);
    assert!(early.select(centers.select()).await.unwrap().is_empty());
    assert_eq!(early.count(centers.select()).await.unwrap(), 0);
    let mut late = storage.snapshot(tenant(1)).await.unwrap();
    assert_eq!(late.count(centers.select()).await.unwrap(), 1);
    let mut stranger = storage.snapshot(tenant(2)).await.unwrap();
    assert_eq!(stranger.count(centers.select()).await.unwrap(), 0);
}
