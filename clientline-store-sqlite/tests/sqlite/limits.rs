//! How long a snapshot may stay open, and a read of it run.

use std::time::Duration;

use clientline_core::{
    entity::Query,
    model::Counter,
    row::ChangeSet,
    storage::{Error, Snapshot},
};
use clientline_store_sqlite::Options;
use tokio::time::advance;

use crate::{
    salon::Salon,
    world::{at, counter},
};

/// How many bytes the log has after it was to be emptied.
fn emptied_log(salon: &Salon) -> u64 {
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    salon.raw().query_row(checkpoint, [], |_row| Ok(())).unwrap();
    let name = salon.path().with_extension("db-wal");
    std::fs::metadata(name).unwrap().len()
}

async fn count(snapshot: &mut dyn Snapshot) -> Result<u64, Error> {
    snapshot.count(Query::<Counter>::limit(1).select()).await
}

async fn write(salon: &Salon, rows: u128) {
    let mut changes = ChangeSet::new(at(0));
    for number in 0..rows {
        changes.insert(counter(number, &format!("series {number}")));
    }
    salon.commit(changes).await.unwrap();
}

#[tokio::test]
async fn a_snapshot_that_is_open_for_too_long_fails_and_lets_the_log_be_emptied() {
    let salon = Salon::open();
    tokio::time::pause();
    let mut old = salon.snapshot().await;
    assert_eq!(count(&mut *old).await.unwrap(), 0);
    tokio::time::resume();
    write(&salon, 100).await;
    assert!(emptied_log(&salon) > 0, "an open snapshot keeps the log");
    tokio::time::pause();
    advance(Options::SNAPSHOT).await;
    for _ in 0..2 {
        assert!(matches!(count(&mut *old).await, Err(Error::Unavailable(_))));
    }
    assert_eq!(emptied_log(&salon), 0);
    // Its connection serves others, while it is still there.
    let readers = Options::default().readers.get();
    let mut others = Vec::new();
    for _ in 0..readers {
        others.push(salon.snapshot().await);
    }
    for other in &mut others {
        assert_eq!(count(&mut **other).await.unwrap(), 100);
    }
}

#[tokio::test]
async fn a_read_that_runs_for_too_long_is_broken_off_and_the_next_is_not() {
    let salon = Salon::open_with(Options::default().statement(Duration::ZERO));
    write(&salon, 20_000).await;
    let mut snapshot = salon.snapshot().await;
    let all = Query::<Counter>::limit(100_000);
    assert!(matches!(snapshot.select(all.select()).await, Err(Error::Unavailable(_))));
    let few = Query::<Counter>::limit(3);
    assert_eq!(snapshot.select(few.select()).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_read_of_all_rows_is_not_broken_off_in_time() {
    let salon = Salon::open();
    write(&salon, 20_000).await;
    let all = Query::<Counter>::limit(100_000);
    let rows = salon.snapshot().await.select(all.select()).await.unwrap();
    assert_eq!(rows.len(), 20_000);
}
