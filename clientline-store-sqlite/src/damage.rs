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
    /// All at once, with what belongs to no table, in one long snapshot.
    Whole,
    /// Table by table, so that no snapshot stays open for longer than one table takes.
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
    let mut findings = Vec::new();
    let mut look = |query: &str, table: &str| {
        let found = texts(&connection, query, table);
        let found = found.unwrap_or_else(|error| vec![format!("{table} can't be read: {error}")]);
        findings.extend(found.into_iter().filter(|finding| finding != "ok"));
    };
    if inspection == Inspection::Whole {
        look("PRAGMA integrity_check(100)", "the file");
    }
    for table in &tables {
        if inspection == Inspection::TableByTable {
            look("SELECT integrity_check FROM pragma_integrity_check(?1)", table);
        }
        look(
            "SELECT DISTINCT ?1 || ' refers to a row of ' || \"parent\" || ' that is not there'
             FROM pragma_foreign_key_check(?1)",
            table,
        );
    }
    findings.truncate(FINDINGS_MAX);
    Ok(findings)
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
