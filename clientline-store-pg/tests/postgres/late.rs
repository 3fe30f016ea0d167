//! A commit that its sender has given up on takes no effect later, whatever the database did
//! meanwhile: the request may have been sent again, and answered otherwise.

use std::time::Duration;

use clientline_core::{
    entity::Entity as _,
    model::Counter,
    row::ChangeSet,
    storage::{Error, Storage as _},
};
use clientline_store_pg::{Options, PostgresStorage};
use sqlx::{Connection as _, PgConnection};
use throwaway_postgres::Cluster;

use crate::world::{at, counter, id, tenant};

async fn commit(storage: &PostgresStorage, number: u128) -> clientline_core::storage::Result<()> {
    let mut changes = ChangeSet::new(at(0));
    changes.insert(counter(number, &number.to_string()));
    storage.commit(tenant(1), changes).await
}

async fn is_there(storage: &PostgresStorage, number: u128) -> bool {
    let mut snapshot = storage.snapshot(tenant(1)).await.unwrap();
    let row = snapshot.get(Counter::TABLE, id::<Counter>(20, number).uuid());
    row.await.unwrap().is_some()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lay_before_a_frozen_database_is_not_committed_once_it_goes_on() {
    let cluster = Cluster::start();
    PostgresStorage::migrate(cluster.url()).await.unwrap();
    let (acquire, statement) = (Duration::from_millis(200), Duration::from_millis(500));
    let options = Options::default().acquire(acquire).statement(statement);
    let storage = PostgresStorage::connect(cluster.url(), options).await.unwrap();
    commit(&storage, 1).await.unwrap();
    let mut raw = PgConnection::connect(cluster.url()).await.unwrap();

    cluster.freeze();
    let given_up = commit(&storage, 2).await;
    assert!(matches!(given_up, Err(Error::Unavailable(_))), "{given_up:?}");
    cluster.thaw();

    // What was sent is read: its session has nothing to do, or is gone.
    let busy = "SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'clientline' AND query LIKE 'SELECT clientline_commit%'
          AND (state <> 'idle' OR state_change < now() - interval '1 second')";
    while sqlx::query_scalar::<_, i64>(busy).fetch_one(&mut raw).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    commit(&storage, 3).await.unwrap();
    let mut found = Vec::new();
    for number in 1..=3 {
        found.push(is_there(&storage, number).await);
    }
    assert_eq!(found, [true, false, true]);
}
