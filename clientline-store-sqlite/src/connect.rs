//! Connections, and the settings that durability and consistency rest on.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use clientline_core::storage::{Error, Result};
use rusqlite::{Connection, ErrorCode, config::DbConfig, types::ValueRef};

use crate::failure::{Act, explain};

/// Before this release, `SQLite` can damage its write-ahead log (its changes of
/// 3.51.3, "WAL-reset bug").
const OLDEST_LIBRARY: i32 = 3_051_003;

/// How many statements a connection keeps prepared: every shape that the use
/// cases render, first pages and later ones, and the reads of every table.
const STATEMENTS_MAX: usize = 1_152;

/// How long a connection waits for others who open the same file, which is as long as a
/// writer waits for another.
const OPENING_MAX: Duration = Duration::from_secs(5);
/// How long between two tries.
const AGAIN: Duration = Duration::from_millis(5);

/// The role of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The one that writes.
    Writer,
    /// One of those that only read.
    Reader,
}

/// A setting, and the value that must be read back.
type Setting = (&'static str, &'static str);

/// The settings that both roles need; nothing may be written, or read, without it.
const SETTINGS: &[Setting] = &[
    ("journal_mode", "wal"),
    // FULL: a commit is on the disk before it is answered.
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    // Without it, INSERT OR REPLACE skips the triggers of what it replaces.
    ("recursive_triggers", "1"),
    // Functions and virtual tables that a tampered schema names don't run.
    ("trusted_schema", "0"),
];

const WRITER: &[Setting] = &[
    // How long another process may hold the write lock, in milliseconds.
    ("busy_timeout", "5000"),
    // Pages in the log before they are copied into the file, 16 MiB: with
    // fewer, many commits in a row copy the same pages again and again.
    ("wal_autocheckpoint", "4096"),
    // Bytes that the log keeps when it starts anew.
    ("journal_size_limit", "67108864"),
    // Kibibytes of cached pages.
    ("cache_size", "-16384"),
];

const READER: &[Setting] = &[
    // A reader waits only for another process that recovers the log after a
    // crash; since it waits on a task's thread, it must not wait long.
    ("busy_timeout", "250"),
    ("query_only", "1"),
];

/// Opens a connection and reads its settings back.
pub(crate) fn connect(path: &Path, role: Role) -> Result<Connection> {
    let connection = Connection::open(path).map_err(|error| explain(error, Act::Transact))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    for feature in [
        // No statement may write the schema's own table or the log.
        DbConfig::SQLITE_DBCONFIG_DEFENSIVE,
        // A plan does not depend on the arguments: the one that was tested is
        // the one that runs, and no statement is prepared anew for its values.
        DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG,
    ] {
        connection.set_db_config(feature, true).map_err(|error| explain(error, Act::Transact))?;
    }
    let own = if role == Role::Writer { WRITER } else { READER };
    // The timeout comes first, since changing the journal may have to wait.
    for &(name, value) in own.iter().chain(SETTINGS) {
        set(&connection, name, value)?;
    }
    Ok(connection)
}

/// Changes a setting, and refuses a connection on which it does not take.
pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> Result<()> {
    patiently(|| connection.execute_batch(&format!("PRAGMA {name} = {value}")))
        .map_err(|error| explain(error, Act::Transact))?;
    let read = connection
        .query_row(&format!("PRAGMA {name}"), [], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                _ => String::new(),
            })
        })
        .map_err(|error| explain(error, Act::Transact))?;
    if read == value {
        Ok(())
    } else {
        Err(Error::Corrupt(format!("the database has {name} = {read}, and needs {value}")))
    }
}

/// Tries again while others are at it who open the same file. To change the journal the
/// library must be alone, and where waiting might be in vain it does not wait by itself.
fn patiently(mut work: impl FnMut() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match work() {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && begun.elapsed() < OPENING_MAX =>
            {
                thread::sleep(AGAIN);
            }
            done => return done,
        }
    }
}

/// Refuses a library that can damage a database.
pub(crate) fn check_library(version: i32) -> Result<()> {
    if version >= OLDEST_LIBRARY {
        return Ok(());
    }
    let detail = format!("SQLite {version} can damage a write-ahead log; 3.51.3 does not");
    Err(Error::Corrupt(detail))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clientline_core::{
        conformance::shapes,
        model::TABLES,
        row::{Select, Value},
        value::TenantId,
    };
    use clientline_sql::Dialect::Sqlite;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_statement_of_the_use_cases_may_stay_prepared() {
        const SELECTS: &str = include_str!("../../tests/simulation/selects.txt");
        let (tenant, id) = (TenantId::PLATFORM, Uuid::nil());
        let mut texts = BTreeSet::new();
        for table in TABLES {
            for statement in [
                clientline_sql::get(Sqlite, table, tenant, id),
                clientline_sql::version(Sqlite, table, tenant, id),
            ] {
                texts.insert(statement.text().to_owned());
            }
        }
        for line in SELECTS.lines() {
            let first = shapes::select(line, |_, _| Value::Int(1)).unwrap();
            let later = Select { after: Some((Value::Int(1), id)), ..first.clone() };
            for select in [&first, &later] {
                texts.insert(clientline_sql::select(Sqlite, select, tenant).text().to_owned());
            }
            texts.insert(clientline_sql::count(Sqlite, &first, tenant).text().to_owned());
        }
        assert!(texts.len() > 500 && texts.len() <= STATEMENTS_MAX, "{}", texts.len());
    }

    #[test]
    fn the_library_at_hand_is_new_enough_and_the_one_before_the_fix_is_not() {
        check_library(rusqlite::version_number()).unwrap();
        assert!(matches!(check_library(3_051_002), Err(Error::Corrupt(_))));
    }

    #[test]
    fn a_database_that_cannot_keep_a_log_is_refused() {
        let refused = connect(Path::new(":memory:"), Role::Writer).unwrap_err();
        assert!(matches!(&refused, Error::Corrupt(detail) if detail.contains("journal_mode")));
    }

    #[test]
    fn a_setting_that_does_not_take_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let connection = connect(&folder.path().join("a.db"), Role::Writer).unwrap();
        // Inside a transaction both of these are silently ignored, or refused.
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(set(&connection, "foreign_keys", "0").is_err());
        assert!(set(&connection, "journal_mode", "delete").is_err());
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        connect(&path, Role::Writer).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
        let reader = connect(&path, Role::Reader).unwrap();
        assert!(reader.execute_batch("INSERT INTO a VALUES (1)").is_err());
    }
}
