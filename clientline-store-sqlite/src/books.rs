//! A look through the books of all tenants.

use std::path::Path;

use clientline_core::storage::{Error, Result};
use clientline_sql::{
    Dialect,
    books::{Look, looks},
};
use rusqlite::Connection;

use crate::{
    connect::{Role, connect},
    failure::{Act, explain},
};

/// Looks through the books, and says what does not add up.
pub(crate) fn examine(path: &Path) -> Result<Vec<String>> {
    // Opening a file would make it.
    std::fs::metadata(path).map_err(|error| Error::Unavailable(error.into()))?;
    let connection = connect(path, Role::Reader)?;
    let mut findings = Vec::new();
    for look in looks(Dialect::Sqlite) {
        findings.extend(found(&connection, &look).map_err(|error| explain(error, Act::Read))?);
    }
    Ok(findings)
}

/// What one look finds: nothing in a file of an older release that lacks the tables.
fn found(connection: &Connection, look: &Look) -> rusqlite::Result<Vec<String>> {
    for &table in look.tables {
        if !connection.table_exists(None, table)? {
            return Ok(Vec::new());
        }
    }
    connection.prepare(&look.query)?.query_map([], |row| row.get(0))?.collect()
}
