//! Damage to a file: looked for when it is opened and in the background, remembered once
//! it is met, and then nothing is written any more.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use clientline_core::storage::{Error, Result};
use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    connect::{Role, connect},
    failure::{Act, explain},
};

/// The largest file that is looked through before it is used, in bytes: a fraction of a
/// second's work.
const AT_ONCE_MAX: u64 = 32 * 1024 * 1024;
/// How many findings are told: of a file that is full of damage, these say enough.
const FINDINGS_MAX: usize = 100;

/// Whether damage was met. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Damage(Arc<OnceLock<String>>);

impl Damage {
    /// Remembers damage that an operation met, and passes its outcome on.
    pub(crate) fn watch<T>(&self, outcome: Result<T>) -> Result<T> {
        if let Err(Error::Damaged(what)) = &outcome {
            // The first that was met says most.
            self.0.get_or_init(|| what.clone());
        }
        outcome
    }

    /// Refuses to go on once damage was met.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] with what was met first.
    pub(crate) fn check(&self) -> Result<()> {
        self.0.get().map_or(Ok(()), |what| Err(Error::Damaged(what.clone())))
    }
}

/// Looks through a file that is small enough, before it is used.
///
/// # Errors
///
/// [`Error::Damaged`] with the first finding.
pub(crate) fn check_at_once(connection: &Connection, path: &Path) -> Result<()> {
    let length = std::fs::metadata(path).map_or(0, |file| file.len());
    if length > AT_ONCE_MAX {
        return Ok(());
    }
    let finding: Option<String> = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .optional()
        .map_err(|error| explain(error, Act::Read))?;
    match finding {
        Some(finding) if finding != "ok" => Err(Error::Damaged(finding)),
        _ => Ok(()),
    }
}

/// How a file is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inspection {
    /// All at once, with what belongs to no table and with every reference, in long
    /// snapshots.
    Whole,
    /// The pages of table by table, so that no snapshot stays open for longer than one
    /// table takes.
    TableByTable,
}

/// Looks through a file, and says what it finds.
pub(crate) fn inspect(path: &Path, inspection: Inspection) -> Result<Vec<String>> {
    match look_through(path, inspection) {
        // So badly that nothing more can be said.
        Err(Error::Damaged(what)) => Ok(vec![what]),
        found => found,
    }
}

fn look_through(path: &Path, inspection: Inspection) -> Result<Vec<String>> {
    // Opening a file would make it.
    std::fs::metadata(path).map_err(|error| Error::Unavailable(error.into()))?;
    let connection = connect(path, Role::Reader)?;
    let failed = |error| explain(error, Act::Read);
    let tables = texts(&connection, "SELECT name FROM sqlite_schema WHERE type = 'table'", "");
    let tables = tables.map_err(failed)?;
    let look = |query: &str, table: &str| found(table, texts(&connection, query, table));
    let mut findings = match inspection {
        Inspection::Whole => look("PRAGMA integrity_check(100)", "the file")?,
        Inspection::TableByTable => Vec::new(),
    };
    for table in &tables {
        let query = match inspection {
            Inspection::Whole => {
                "SELECT DISTINCT ?1 || ' refers to a row of ' || \"parent\" || ' that is not there'
                 FROM pragma_foreign_key_check(?1)"
            }
            Inspection::TableByTable => "SELECT integrity_check FROM pragma_integrity_check(?1)",
        };
        findings.extend(look(query, table)?);
    }
    findings.truncate(FINDINGS_MAX);
    Ok(findings)
}

/// Returns what a check found to be wrong. That it could not be made says nothing of the
/// file, unless it was for damage.
fn found(what: &str, checked: rusqlite::Result<Vec<String>>) -> Result<Vec<String>> {
    match checked.map_err(|error| explain(error, Act::Read)) {
        Ok(findings) => Ok(findings.into_iter().filter(|finding| finding != "ok").collect()),
        Err(Error::Damaged(why)) => Ok(vec![format!("{what} can't be read: {why}")]),
        Err(other) => Err(other),
    }
}

/// Reads texts; the query may name a table.
fn texts(connection: &Connection, query: &str, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(query)?;
    if statement.parameter_count() > 0 {
        statement.query_map([table], |row| row.get(0))?.collect()
    } else {
        statement.query_map([], |row| row.get(0))?.collect()
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    fn failed(code: i32) -> Result<Vec<String>> {
        found("guest", Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)))
    }

    #[test]
    fn a_check_that_others_were_in_the_way_of_finds_no_damage() {
        for code in [ffi::SQLITE_BUSY, ffi::SQLITE_INTERRUPT, ffi::SQLITE_NOMEM] {
            assert!(matches!(failed(code), Err(Error::Unavailable(_))), "{code}");
        }
        assert_eq!(failed(ffi::SQLITE_CORRUPT).unwrap().len(), 1);
        let said = vec!["ok".to_owned(), "row 1 missing from index".to_owned()];
        assert_eq!(found("guest", Ok(said)).unwrap(), ["row 1 missing from index"]);
    }
}
