//! Several processes on one file take turns.

use std::process::Command;

use clientline_core::{
    model::Counter,
    row::ChangeSet,
    storage::{Error, Storage},
};
use clientline_store_sqlite::{Options, SqliteStorage};

use crate::{
    salon::Salon,
    world::{at, counter, tenant},
};

/// How many commits each side makes.
const EACH: i64 = 50;

/// Counts in a series of one's own: each commit reads, for its guard, before it
/// writes, which is where a transaction that did not wait its turn at the start
/// finds that it can't go on.
async fn count(storage: &SqliteStorage, number: u128) {
    let mut changes = ChangeSet::new(at(0));
    let mut row = changes.insert(counter(number, &format!("series {number}")));
    storage.commit(tenant(1), changes).await.unwrap();
    for minute in 1..EACH {
        let mut changes = ChangeSet::new(at(minute));
        row = changes.update(&row, |row| row.next += 1);
        storage.commit(tenant(1), changes).await.unwrap();
    }
}

/// Checks that both sides counted to the end.
async fn check(salon: &Salon) {
    let rows = salon.all::<Counter>().await;
    assert_eq!(rows.iter().map(|row| row.next).collect::<Vec<_>>(), [EACH, EACH]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_stores_on_one_file_wait_for_each_other() {
    let salon = Salon::open();
    let other = salon.again();
    tokio::join!(count(&salon.storage, 1), count(&other, 2));
    check(&salon).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_waits_its_turn() {
    let salon = Salon::open();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "processes::as_a_second_process"])
        .current_dir(salon.path().parent().unwrap())
        .spawn()
        .unwrap();
    count(&salon.storage, 1).await;
    assert!(child.wait().unwrap().success());
    check(&salon).await;
}

#[tokio::test]
#[ignore = "run as a second process by the test above, in the folder of its file"]
async fn as_a_second_process() {
    let path = "clientline.db";
    assert!(std::fs::exists(path).unwrap(), "this is not run on its own");
    let storage = SqliteStorage::open(path, Options::default()).unwrap();
    count(&storage, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_may_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clientline.db");
    let mut openers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let path = path.clone();
        openers.spawn_blocking(move || SqliteStorage::open(path, Options::default()).map(drop));
    }
    for opened in openers.join_all().await {
        opened.unwrap();
    }
}

#[tokio::test]
async fn a_guard_sees_what_another_store_committed() {
    let salon = Salon::open();
    let other = salon.again();
    let mut changes = ChangeSet::new(at(0));
    let read = changes.insert(counter(1, "one"));
    salon.commit(changes).await.unwrap();
    let mut theirs = ChangeSet::new(at(1));
    theirs.update(&read, |row| row.next = 2);
    other.commit(tenant(1), theirs).await.unwrap();
    let mut ours = ChangeSet::new(at(1));
    ours.update(&read, |row| row.next = 3);
    assert!(matches!(salon.commit(ours).await, Err(Error::Retry)));
}
