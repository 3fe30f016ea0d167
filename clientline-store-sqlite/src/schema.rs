//! The schema's version as the file knows it: the number of steps that were taken, and a
//! view of one row that says since when it is compatible.

use clientline_core::storage::{Error, Result, Schema};
use rusqlite::{Connection, OptionalExtension as _};

use crate::failure::{Act, explain};

/// Reads the schema of a file.
pub(crate) fn read(connection: &Connection) -> Result<Schema> {
    let number = |query: &str| {
        connection
            .query_row(query, [], |row| row.get::<_, i64>(0))
            .optional()
            .map_err(|error| explain(error, Act::Transact))
    };
    let version = number("SELECT user_version FROM pragma_user_version")?.unwrap_or(0);
    let is_there = number("SELECT 1 FROM sqlite_schema WHERE name = 'clientline_schema'")?;
    let noted = match is_there {
        Some(_) => number(&format!(
            "SELECT compatible_from FROM clientline_schema WHERE version = {version}"
        ))?,
        None => None,
    };
    // Whoever was stopped between the last step and the note has not said it yet.
    let compatible_from = noted.unwrap_or(version);
    let count = |number: i64| {
        u32::try_from(number)
            .map_err(|_| Error::Corrupt(format!("the file has schema version {number}")))
    };
    Ok(Schema { version: count(version)?, compatible_from: count(compatible_from)? })
}

/// Renders the view that notes a schema in the file.
pub(crate) fn definition(Schema { version, compatible_from }: Schema) -> String {
    format!(
        "CREATE VIEW clientline_schema AS \
         SELECT {version} AS version, {compatible_from} AS compatible_from"
    )
}
