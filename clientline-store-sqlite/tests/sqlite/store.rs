//! The store as its users meet it: what is committed is there, after a restart
//! too; many commit at once; whoever goes away holds nothing.

use std::{future::Future, num::NonZeroUsize, pin::pin, sync::Arc, task::Poll};

use clientline_core::{
    entity::{Entity, Query},
    model::{Center, Counter, Occupancy},
    row::ChangeSet,
    storage::{Error, Storage},
};
use clientline_store_sqlite::{Options, SqliteStorage};

use crate::{
    salon::Salon,
    world::{World, at, counter, tenant},
};

const ONE: NonZeroUsize = NonZeroUsize::MIN;

fn series(number: u128) -> ChangeSet {
    let mut changes = ChangeSet::new(at(0));
    changes.insert(counter(number, &format!("series {number}")));
    changes
}

/// Lets a future start, and gives it up while it waits.
async fn start_and_drop(future: impl Future) {
    let mut future = pin!(future);
    let waits =
        std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_pending()));
    assert!(waits.await, "it should not be done at once");
}

#[tokio::test]
async fn a_booking_survives_a_restart_as_it_was_written() {
    let mut salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let before = salon.all::<Occupancy>().await;
    let again = salon.again();
    // The first goes away entirely before the second is asked.
    salon.storage = Arc::new(again);
    assert_eq!(salon.all::<Occupancy>().await, before);
    assert_eq!(before.len(), 2);
}

#[tokio::test]
async fn of_rivals_for_one_time_exactly_one_wins() {
    let salon = Salon::furnished().await;
    let mut tasks = tokio::task::JoinSet::new();
    for rival in 1..=32 {
        let (storage, changes) = (Arc::clone(&salon.storage), salon.world.booking(rival, 9));
        tasks.spawn(async move { storage.commit(tenant(1), changes).await });
    }
    let outcomes = tasks.join_all().await;
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let taken =
        |outcome: &&Result<(), Error>| matches!(outcome, Err(Error::Violated("slot_taken")));
    assert_eq!((won, outcomes.iter().filter(taken).count()), (1, 31));
    assert_eq!(salon.all::<Occupancy>().await.len(), 2);
}

#[tokio::test]
async fn a_bad_change_set_in_a_group_fails_alone() {
    let salon = Salon::open();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64 {
        let storage = Arc::clone(&salon.storage);
        tasks.spawn(async move {
            let mut changes = series(number);
            if number % 4 == 0 {
                // The second row is refused; the first must go with it.
                changes.insert(Counter { next: 0, ..counter(1_000 + number, "bad") });
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
    assert_eq!(salon.all::<Counter>().await.len(), 48);
}

#[tokio::test]
async fn a_snapshot_keeps_seeing_what_it_saw_when_it_was_opened() {
    let readers = NonZeroUsize::new(3).unwrap();
    let salon = Salon::open_with(Options::default().readers(readers));
    let mut early = salon.snapshot().await;
    salon.commit(salon.world.base()).await.unwrap();
    let centers = Query::<Center>::limit(10);
    assert!(early.select(centers.select()).await.unwrap().is_empty());
    assert_eq!(early.count(centers.select()).await.unwrap(), 0);
    let mut late = salon.snapshot().await;
    assert_eq!(late.count(centers.select()).await.unwrap(), 1);
    let mut stranger = salon.storage.snapshot(tenant(2)).await.unwrap();
    assert_eq!(stranger.count(centers.select()).await.unwrap(), 0);
    assert!(stranger.get(Center::TABLE, salon.world.center.uuid()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_commit_that_nobody_waits_for_is_whole_or_absent_and_blocks_nobody() {
    let salon = Salon::furnished().await;
    for number in 1..=20_u8 {
        let booking = salon.world.booking(number.into(), number.into());
        start_and_drop(salon.commit(booking)).await;
    }
    salon.commit(salon.world.booking(100, 100)).await.unwrap();
    // Each appointment takes a provider and a room, or neither.
    assert_eq!(salon.all::<Occupancy>().await.len() % 2, 0);
    let mut kept: Vec<_> = salon.all::<Occupancy>().await;
    kept.dedup_by_key(|row| row.appointment_id);
    assert_eq!(salon.all::<clientline_core::model::Sale>().await.len(), kept.len());
}

#[tokio::test]
async fn a_snapshot_waits_for_a_connection_and_gives_up_its_place_when_it_is_dropped() {
    let salon = Salon::open_with(Options::default().readers(ONE));
    let first = salon.snapshot().await;
    start_and_drop(salon.storage.snapshot(tenant(1))).await;
    let storage = Arc::clone(&salon.storage);
    let second = tokio::spawn(async move { storage.snapshot(tenant(1)).await.map(drop) });
    drop(first);
    second.await.unwrap().unwrap();
    drop(salon.snapshot().await);
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_that_waits_too_long_is_refused() {
    let salon = Salon::open_with(Options::default().readers(ONE));
    let _first = salon.snapshot().await;
    let second = salon.storage.snapshot(tenant(1)).await;
    assert!(matches!(second.map(drop), Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn a_full_queue_refuses_and_the_others_are_served() {
    let salon = Salon::open_with(Options::default().queue(ONE).group(ONE));
    let other = salon.raw();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..8 {
        let storage = Arc::clone(&salon.storage);
        tasks.spawn(async move { storage.commit(tenant(1), series(number)).await });
    }
    // One is being written, one is the next, and one waits for its turn; the others
    // are refused while the file is locked.
    for _ in 0..5 {
        let refused = tasks.join_next().await.unwrap().unwrap();
        assert!(matches!(refused, Err(Error::Unavailable(_))));
    }
    other.execute_batch("ROLLBACK").unwrap();
    let served = tasks.join_all().await.into_iter().flatten().count();
    assert_eq!(salon.all::<Counter>().await.len(), served);
    assert!(served > 0);
}

#[tokio::test]
async fn one_commit_does_not_wait_for_all_of_a_busy_neighbour() {
    let salon = Salon::open_with(Options::default().group(ONE));
    let other = salon.raw();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for (neighbour, number) in (0..40).map(|number| (1, number)).chain([(2, 0)]) {
        let storage = Arc::clone(&salon.storage);
        tasks.spawn(async move {
            storage.commit(tenant(neighbour), series(number)).await.unwrap();
            neighbour
        });
        // They get into line in this order.
        tokio::task::yield_now().await;
    }
    other.execute_batch("ROLLBACK").unwrap();
    let mut served = Vec::new();
    while let Some(neighbour) = tasks.join_next().await {
        served.push(neighbour.unwrap());
    }
    assert_eq!(served.len(), 41);
    let before = served.iter().position(|neighbour| *neighbour == 2).unwrap();
    assert!(before < 20, "{before} were served before it");
}

#[tokio::test]
async fn a_group_of_one_serves_all_the_same() {
    let salon = Salon::open_with(Options::default().group(ONE));
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..32 {
        let storage = Arc::clone(&salon.storage);
        tasks.spawn(async move { storage.commit(tenant(1), series(number)).await });
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    assert_eq!(salon.all::<Counter>().await.len(), 32);
}

#[tokio::test]
async fn closing_the_store_writes_what_is_queued() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clientline.db");
    let storage = Arc::new(SqliteStorage::open(&path, Options::default()).unwrap());
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..32 {
        let storage = Arc::clone(&storage);
        tasks.spawn(async move { storage.commit(tenant(1), series(number)).await });
    }
    drop(storage);
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    let storage = SqliteStorage::open(&path, Options::default()).unwrap();
    let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
    assert_eq!(snapshot.count(Query::<Counter>::limit(1).select()).await.unwrap(), 32);
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipes.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE recipe (name)").unwrap();
    let refused = SqliteStorage::open(&path, Options::default());
    assert!(matches!(refused.map(drop), Err(Error::Corrupt(_))));
    let tables: i64 =
        other.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[tokio::test]
async fn a_file_that_is_no_database_or_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noise.db");
    std::fs::write(&path, "noise ".repeat(1_000)).unwrap();
    let refused = |path| SqliteStorage::open(path, Options::default()).map(drop);
    assert!(matches!(refused(path), Err(Error::Damaged(_))));
    assert!(matches!(refused(folder.path().join("no/such/folder.db")), Err(Error::Unavailable(_))));
    assert!(matches!(refused(":memory:".into()), Err(Error::Corrupt(_))));
    assert!(!std::path::Path::new(":memory:").exists(), "no file is left by what needs none");
}

#[test]
fn a_world_has_no_row_twice() {
    let world = World::new();
    assert_eq!(world.base().writes().len(), 8);
    assert_eq!(world.booking(1, 9).writes().len(), 7);
}
