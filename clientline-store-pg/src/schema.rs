//! The schema's version as the database knows it: a view of one row, which every server
//! reads before it serves.

use clientline_core::storage::{Error, Fit, Result, Schema};
use sqlx::PgConnection;

use crate::failure::explain;

/// The advice for a database that is not up to date.
const MIGRATE: &str = "run `clientline-server migrate` as the owner of its tables";

/// Refuses a database on which a server that needs this schema does not run.
///
/// # Errors
///
/// [`Error::Schema`] with what there is to do.
pub(crate) async fn check(ours: Schema, connection: &mut PgConnection) -> Result<()> {
    let Some(found) = read(connection).await? else { return Err(not_migrated()) };
    match ours.fit(found)? {
        Fit::Runs => Ok(()),
        Fit::Outdated => Err(Error::Schema(format!(
            "the database has schema version {}, and this release needs {}: {MIGRATE}",
            found.version, ours.version
        ))),
    }
}

/// The error of a database that was never brought up to date.
pub(crate) fn not_migrated() -> Error {
    Error::Schema(format!("the database was not migrated: {MIGRATE}"))
}

/// Reads the schema of a database; none, if it was never brought up to date.
pub(crate) async fn read(connection: &mut PgConnection) -> Result<Option<Schema>> {
    let is_there: bool = sqlx::query_scalar("SELECT to_regclass('clientline_schema') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await
        .map_err(explain)?;
    if !is_there {
        return Ok(None);
    }
    let (version, compatible_from): (i32, i32) =
        sqlx::query_as("SELECT version, compatible_from FROM clientline_schema")
            .fetch_one(connection)
            .await
            .map_err(explain)?;
    let read = |number: i32| {
        let broken = |_| Error::Corrupt(format!("clientline_schema says {number}"));
        u32::try_from(number).map_err(broken)
    };
    Ok(Some(Schema { version: read(version)?, compatible_from: read(compatible_from)? }))
}

/// Renders the statements that note a schema in the database.
pub(crate) fn definition(Schema { version, compatible_from }: Schema) -> String {
    format!(
        "CREATE OR REPLACE VIEW clientline_schema AS
           SELECT {version}::int AS version, {compatible_from}::int AS compatible_from;
         GRANT SELECT ON clientline_schema TO clientline_app;"
    )
}
