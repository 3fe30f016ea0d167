//! A file that a disk or a program damaged: it is found out, and nothing is written to it
//! any more.

use std::{
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write as _},
    path::Path,
};

use clientline_core::{
    row::ChangeSet,
    storage::{Error, Storage as _},
};
use clientline_store_sqlite::{Options, SqliteStorage};
use rusqlite::Connection;

use crate::{
    salon::Salon,
    world::{at, counter},
};

/// Overwrites the page in which a table begins with zeros.
fn zero(path: &Path, table: &str) {
    let connection = Connection::open(path).unwrap();
    // All of it is in the file, and none in the log.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let number = |query: &str| {
        connection.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap().unsigned_abs()
    };
    let page = number(&format!("SELECT rootpage FROM sqlite_schema WHERE name = '{table}'"));
    let size = number("PRAGMA page_size");
    drop(connection);
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start((page - 1) * size)).unwrap();
    file.write_all(&vec![0; usize::try_from(size).unwrap()]).unwrap();
}

#[tokio::test]
async fn a_file_with_a_zeroed_page_is_not_opened_and_said_to_be_damaged() {
    let salon = Salon::furnished().await;
    let (path, folder) = salon.into_file();
    assert!(SqliteStorage::inspect_file(&path).unwrap().is_empty());
    zero(&path, "guest_term");
    let refused = SqliteStorage::open(&path, Options::default());
    assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
    let findings = SqliteStorage::inspect_file(&path).unwrap();
    assert!(!findings.is_empty());
    drop(folder);
}

#[tokio::test]
async fn once_an_inspection_found_damage_nothing_is_written_any_more() {
    let salon = Salon::furnished().await;
    let mut changes = ChangeSet::new(at(0));
    changes.insert(counter(1, "a"));
    salon.commit(changes).await.unwrap();
    assert!(salon.storage.inspect().await.unwrap().is_empty());
    salon.storage.probe().await.unwrap();

    zero(&salon.path(), "guest_term");
    let findings = salon.storage.inspect().await.unwrap();
    assert!(!findings.is_empty());
    let mut changes = ChangeSet::new(at(0));
    changes.insert(counter(2, "b"));
    let refused = salon.commit(changes).await;
    assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
    let refused = salon.storage.probe().await;
    assert!(matches!(refused, Err(Error::Damaged(_))), "{refused:?}");
    // What can be read still is.
    assert_eq!(salon.all::<clientline_core::model::Counter>().await.len(), 1);
}

#[test]
fn a_file_that_is_not_there_is_not_made_by_looking_for_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nothing.db");
    let refused = SqliteStorage::inspect_file(&path);
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    assert!(!path.exists());
}
