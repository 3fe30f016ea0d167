//! A look through the books of all tenants, by the owner of the tables.

use clientline_core::storage::{Error, Result};
use clientline_sql::{Dialect, books::looks};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::{
    address::address,
    failure::{at, explain},
};

/// What a session needs that reads the rows of all tenants. Who may not read them is refused,
/// and is not shown none.
const SETTINGS: &str = "SET row_security = off; SET search_path = public, pg_temp;
                        SET default_transaction_read_only = on";

/// What the database says to those who may not read all rows (PostgreSQL, appendix A).
const INSUFFICIENT_PRIVILEGE: &str = "42501";

/// Looks through the books, and says what does not add up.
pub(crate) async fn examine(url: &str) -> Result<Vec<String>> {
    let address = address(url)?.application_name("clientline doctor");
    let mut connection =
        PgConnection::connect_with(&address).await.map_err(|error| at(&address, explain(error)))?;
    let found = look(&mut connection).await;
    // A connection that can't say good-bye is gone all the same.
    connection.close().await.ok();
    found.map_err(refused)
}

/// Explains why the books could not be read: to whoever only serves they are kept shut.
fn refused(error: sqlx::Error) -> Error {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    if code.as_deref() == Some(INSUFFICIENT_PRIVILEGE) {
        return Error::Schema(
            "the books of all organizations are read by the owner of the tables alone: run \
             `doctor` as the user who migrates"
                .to_owned(),
        );
    }
    explain(error)
}

async fn look(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    connection.execute(SETTINGS).await?;
    let mut findings = Vec::new();
    for look in looks(Dialect::Postgres) {
        let query = sqlx::query_scalar(AssertSqlSafe(look.query));
        findings.extend(query.fetch_all(&mut *connection).await?);
    }
    Ok(findings)
}
