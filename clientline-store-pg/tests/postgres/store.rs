//! What the store does with its connections.

use std::{num::NonZeroU32, time::Duration};

use clientline_core::{
    entity::{Entity as _, Query},
    model::{Counter, Guest},
    row::{ChangeSet, Read},
    storage::{Error, Storage as _},
};
use clientline_store_pg::{Options, PostgresStorage};

use crate::{
    database::Database,
    salon::{Raw, Salon},
    world::{World, at, counter, tenant},
};

/// Few connections and short waits.
fn frugal(connections: u32) -> Options {
    let connections = NonZeroU32::new(connections).unwrap();
    Options::default().connections(connections).acquire(Duration::from_millis(300))
}

async fn open(connections: u32) -> (Database, PostgresStorage) {
    let database = Database::migrated().await;
    let storage = PostgresStorage::connect(&database.url(), frugal(connections)).await.unwrap();
    (database, storage)
}

#[tokio::test]
async fn a_snapshot_that_is_dropped_gives_its_connection_back() {
    let (_database, storage) = open(1).await;
    for number in 0..20 {
        let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
        snapshot.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap();
        drop(snapshot);
        let mut changes = ChangeSet::new(at(0));
        changes.insert(counter(number, &number.to_string()));
        storage.commit(tenant(1), changes).await.unwrap();
    }
}

#[tokio::test]
async fn a_snapshot_that_nobody_reads_is_ended_and_its_connection_replaced() {
    let database = Database::migrated().await;
    let idle_in_transaction = Duration::from_millis(50);
    let options = frugal(1).idle_in_transaction(idle_in_transaction);
    let storage = PostgresStorage::connect(&database.url(), options).await.unwrap();
    let mut held = storage.snapshot(tenant(1)).await.unwrap();
    held.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let ended = held.get(Guest::TABLE, uuid::Uuid::nil()).await;
    assert!(matches!(ended, Err(Error::Unavailable(_))), "{ended:?}");
    drop(held);
    let mut next = storage.snapshot(tenant(1)).await.unwrap();
    next.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_whole_again_wherever_its_user_gave_up() {
    let (_database, storage) = open(1).await;
    for number in 0..60_u32 {
        let user = storage.clone();
        let given_up = tokio::spawn(async move {
            let mut snapshot = user.snapshot(tenant(1)).await.unwrap();
            snapshot.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap();
        });
        tokio::time::sleep(Duration::from_micros(u64::from(number) * 20)).await;
        given_up.abort();
        let mut changes = ChangeSet::new(at(0));
        changes.insert(counter(u128::from(number), &number.to_string()));
        storage.commit(tenant(1), changes).await.unwrap();
        let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
        let row = snapshot
            .get(Counter::TABLE, crate::world::id::<Counter>(20, u128::from(number)).uuid());
        assert!(row.await.unwrap().is_some());
    }
}

/// How many guests' counters a tenant sees by a read that is made alone.
async fn seen_alone(storage: &PostgresStorage, number: u128) -> Result<usize, Error> {
    let mut snapshot = storage.snapshot(tenant(number)).await?;
    let all = Query::<Counter>::limit(9).select().clone();
    Ok(snapshot.read_alone(&[Read::Rows(all)]).await?.concat().len())
}

#[tokio::test]
async fn one_connection_shows_each_tenant_its_own_rows_whoever_used_it_before() {
    let (_database, storage) = open(1).await;
    for (number, rows) in [(1, 1), (2, 2)] {
        let mut changes = ChangeSet::new(at(0));
        for row in 0..rows {
            changes.insert(counter(row, &row.to_string()));
        }
        storage.commit(tenant(number), changes).await.unwrap();
    }
    for number in [1, 2, 2, 3, 1, 3, 2, 1] {
        let rows = usize::try_from(number % 3).unwrap();
        assert_eq!(seen_alone(&storage, number).await.unwrap(), rows, "tenant {number}");
        let mut snapshot = storage.snapshot(tenant(3 - number % 3)).await.unwrap();
        let all = Query::<Counter>::limit(9).select().clone();
        let others = usize::try_from((3 - number % 3) % 3).unwrap();
        assert_eq!(snapshot.select(&all).await.unwrap().len(), others);
    }
}

#[tokio::test]
async fn a_connection_on_which_a_read_failed_or_was_given_up_shows_nobody_another_tenants_rows() {
    let database = Database::migrated().await;
    let options = frugal(1).lock(Duration::from_millis(200));
    let options = options.acquire(Duration::from_secs(5));
    let storage = PostgresStorage::connect(&database.url(), options).await.unwrap();
    let mut changes = ChangeSet::new(at(0));
    changes.insert(counter(1, "one"));
    storage.commit(tenant(1), changes).await.unwrap();
    assert_eq!(seen_alone(&storage, 1).await.unwrap(), 1);
    let mut raw = Raw::to(&database).await;
    for gives_up in [false, true] {
        raw.run("BEGIN; LOCK TABLE counter IN ACCESS EXCLUSIVE MODE").await.unwrap();
        if gives_up {
            let limit = Duration::from_millis(50);
            tokio::time::timeout(limit, seen_alone(&storage, 1)).await.unwrap_err();
        } else {
            let failed = seen_alone(&storage, 1).await.unwrap_err();
            assert!(matches!(failed, Error::Unavailable(_)), "{failed}");
        }
        raw.run("ROLLBACK").await.unwrap();
        drop(storage.snapshot(tenant(2)).await.unwrap());
        let last = "SELECT query FROM pg_stat_activity
            WHERE application_name = 'clientline' AND datname = current_database()";
        assert_eq!(raw.texts(last).await, ["RESET app.organization"]);
        assert_eq!(seen_alone(&storage, 2).await.unwrap(), 0);
        assert_eq!(seen_alone(&storage, 1).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn when_every_connection_is_taken_the_next_user_is_turned_away_in_time() {
    let (_database, storage) = open(2).await;
    let _held = (storage.snapshot(tenant(1)).await, storage.snapshot(tenant(1)).await);
    let refused = storage.snapshot(tenant(1)).await.err().unwrap();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
}

#[tokio::test]
async fn a_lost_connection_is_unavailable_once_and_then_replaced() {
    let (database, storage) = open(1).await;
    let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
    let mut raw = Raw::to(&database).await;
    raw.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'clientline' AND datname = current_database()",
    )
    .await
    .unwrap();
    let lost = snapshot.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap_err();
    assert!(matches!(lost, Error::Unavailable(_)), "{lost}");
    drop(snapshot);
    let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
    snapshot.get(Guest::TABLE, uuid::Uuid::nil()).await.unwrap();
}

#[tokio::test]
async fn a_commit_that_waits_too_long_for_a_lock_is_unavailable_and_applies_nothing() {
    let salon = Salon::furnished().await;
    let options = Options::default().lock(Duration::from_millis(200));
    let storage = PostgresStorage::connect(&salon.database.url(), options).await.unwrap();
    let mut raw = Raw::to(&salon.database).await;
    raw.run("BEGIN; LOCK TABLE occupancy IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let late = storage.commit(tenant(1), salon.world.booking(1, 9)).await.unwrap_err();
    assert!(matches!(late, Error::Unavailable(_)), "{late}");
    raw.run("ROLLBACK").await.unwrap();
    assert!(salon.all::<clientline_core::model::Appointment>().await.is_empty());
    storage.commit(tenant(1), salon.world.booking(1, 9)).await.unwrap();
}

#[tokio::test]
async fn a_store_without_a_free_connection_is_not_well_until_there_is_one() {
    let database = Database::migrated().await;
    let options = frugal(1).acquire(Duration::from_millis(100));
    let storage = PostgresStorage::connect(&database.url(), options).await.unwrap();
    storage.probe().await.unwrap();
    let held = storage.snapshot(tenant(1)).await.unwrap();
    let refused = storage.probe().await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
    drop(held);
    storage.probe().await.unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_unavailable() {
    let nowhere = "postgres://nobody@localhost/nothing?host=/nonexistent";
    let refused = PostgresStorage::connect(nowhere, frugal(1)).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
    let refused = PostgresStorage::migrate(nowhere).await.unwrap_err();
    assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
}

#[tokio::test]
async fn the_same_booking_twice_is_a_lost_race_and_another_at_its_time_is_refused() {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(1, 9)).await.unwrap();
    let again = salon.commit(salon.world.booking(1, 9)).await;
    assert!(matches!(again, Err(Error::Retry)), "{again:?}");
    let rival = salon.commit(salon.world.booking(2, 9)).await;
    assert!(matches!(rival, Err(Error::Violated("slot_taken"))), "{rival:?}");
    let occupancy = salon.get::<clientline_core::model::Occupancy>(crate::world::id(14, 2)).await;
    let mut changes = ChangeSet::new(at(1));
    changes.insert(occupancy.into_inner());
    let again = salon.commit(changes).await;
    assert!(matches!(again, Err(Error::Retry)), "{again:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rivals_over_the_units_of_two_resources_never_deadlock() {
    let salon = Salon::furnished().await;
    let rivals: Vec<_> = (1..=64_u32)
        .map(|number| {
            let (storage, booking) = (
                salon.storage.clone(),
                World::new().booking(u128::from(number), 9 + i64::from(number % 4)),
            );
            tokio::spawn(async move { storage.commit(tenant(1), booking).await })
        })
        .collect();
    let mut won = 0;
    for rival in rivals {
        match rival.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert!(matches!(error, Error::Violated("slot_taken")), "{error}"),
        }
    }
    assert_eq!(won, 4);
}
