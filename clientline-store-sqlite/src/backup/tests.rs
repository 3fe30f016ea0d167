use rusqlite::Connection;

use super::*;
use crate::{
    connect::{Role, connect},
    migrate::migrate,
};

/// A folder with a database in it, `a.db`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut file = connect(&folder.path().join("a.db"), Role::Writer).unwrap();
    migrate(&mut file).unwrap();
    let counter =
        "INSERT INTO counter (organization_id, id, version, created_at, updated_at, series, next)
                   VALUES (zeroblob(16), zeroblob(16), 1, 0, 0, 'sale', 7)";
    file.execute_batch(counter).unwrap();
    folder
}

fn next(file: &Path) -> i64 {
    let file = Connection::open(file).unwrap();
    file.query_row("SELECT next FROM counter", [], |row| row.get(0)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_one_file_with_all_that_was_committed() {
    let folder = folder();
    let (from, to) = (folder.path().join("a.db"), folder.path().join("b.db"));
    // Somebody has it open, and the change is in the log alone.
    let user = connect(&from, Role::Writer).unwrap();
    user.execute_batch("UPDATE counter SET next = 8, version = 2").unwrap();
    copy(&from, &to).unwrap();
    assert_eq!(names(folder.path()), ["a.db", "a.db-shm", "a.db-wal", "b.db"]);
    assert_eq!(next(&to), 8);
    drop(user);
}

#[test]
fn nothing_is_written_over() {
    let folder = folder();
    let (from, to) = (folder.path().join("a.db"), folder.path().join("b.db"));
    fs::write(&to, "mine").unwrap();
    let refused = copy(&from, &to).unwrap_err();
    assert!(refused.to_string().contains("b.db is there already"), "{refused}");
    assert_eq!(fs::read(&to).unwrap(), b"mine");
}

/// SQLite would take the log for that of the copy.
#[test]
fn nothing_is_copied_beside_the_log_of_a_database_that_was_cut_off() {
    let folder = folder();
    let (from, to) = (folder.path().join("a.db"), folder.path().join("b.db"));
    for suffix in ["-wal", "-shm", "-journal"] {
        let left = beside(&to, suffix);
        fs::write(&left, "of another").unwrap();
        let refused = copy(&from, &to).unwrap_err();
        let said = format!("b.db{suffix} was left there by another database");
        assert!(refused.to_string().contains(&said), "{refused}");
        assert!(!to.exists());
        fs::remove_file(left).unwrap();
    }
    copy(&from, &to).unwrap();
}

#[test]
fn a_copy_of_what_is_damaged_or_not_ours_is_refused_and_not_kept() {
    let folder = folder();
    let (damaged, to) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let pages = fs::read(&damaged).unwrap();
    // The last page is in use.
    fs::write(&damaged, &pages[..pages.len() - 4096]).unwrap();
    assert!(matches!(copy(&damaged, &to), Err(Error::Damaged(_))));

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE guest (id)").unwrap();
    let refused = copy(&other, &to).unwrap_err();
    assert!(refused.to_string().contains("no database of ClientLine"), "{refused}");
    fs::write(&other, "guests: Ada").unwrap();
    assert!(matches!(copy(&other, &to), Err(Error::Damaged(_))));
    let nowhere = copy(&folder.path().join("c.db"), &to).unwrap_err();
    assert!(nowhere.to_string().contains("c.db is not there"), "{nowhere}");
    assert!(!names(folder.path()).iter().any(|name| name.starts_with("b.db")));
}
