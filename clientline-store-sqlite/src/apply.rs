//! One change set inside the writer's transaction: all of it, or nothing.

use clientline_core::{
    row::{ChangeSet, Guard, Write},
    storage::{Error, Result},
    value::TenantId,
};
use clientline_sql::Dialect;
use rusqlite::Connection;

use crate::{
    bind::prepare,
    failure::{Act, explain},
};

/// The result of one change set while its transaction goes on.
pub(crate) type Verdict = Result<()>;

/// Applies a change set within a savepoint, so that it fails alone.
///
/// # Errors
///
/// The outer error means that the whole transaction is broken, and that nothing
/// in it may be committed.
pub(crate) fn apply(
    connection: &Connection,
    tenant: TenantId,
    changes: &ChangeSet,
) -> Result<Verdict> {
    run(connection, "SAVEPOINT change_set")?;
    let verdict =
        guard(connection, tenant, changes).and_then(|()| write(connection, tenant, changes));
    if let Err(error) = verdict {
        if connection.is_autocommit() {
            // A full disk, for one, rolls back everything.
            return Err(error);
        }
        run(connection, "ROLLBACK TO change_set")?;
        run(connection, "RELEASE change_set")?;
        return Ok(Err(error));
    }
    run(connection, "RELEASE change_set")?;
    Ok(Ok(()))
}

/// Runs a statement that is about no row.
pub(crate) fn run(connection: &Connection, text: &str) -> Result<()> {
    let done = connection.prepare_cached(text).and_then(|mut statement| statement.execute([]));
    done.map(drop).map_err(|error| explain(error, Act::Transact))
}

/// Checks that every guarded row still has the version that was read.
fn guard(connection: &Connection, tenant: TenantId, changes: &ChangeSet) -> Result<()> {
    for Guard { table, id, version, .. } in changes.guards() {
        let statement = clientline_sql::version(Dialect::Sqlite, table, tenant, id);
        let stored: Option<i64> = prepare(connection, &statement)
            .and_then(|mut prepared| {
                let mut rows = prepared.raw_query();
                rows.next()?.map(|row| row.get(0)).transpose()
            })
            .map_err(|error| explain(error, Act::Read))?;
        if stored != Some(version.0) {
            return Err(Error::Retry);
        }
    }
    Ok(())
}

fn write(connection: &Connection, tenant: TenantId, changes: &ChangeSet) -> Result<()> {
    for write in changes.in_order() {
        let statement = clientline_sql::write(Dialect::Sqlite, write, tenant, changes.at());
        let affected = prepare(connection, &statement)
            .and_then(|mut prepared| prepared.raw_execute())
            .map_err(|error| refusal(connection, tenant, write, error))?;
        if affected != 1 {
            return Err(Error::Retry);
        }
    }
    Ok(())
}

/// The reason why a write was refused.
///
/// A row that exists already breaks its unique constraints too, against
/// itself, and `SQLite` may name any of them. That it exists comes first: the
/// same commit was made before.
fn refusal(
    connection: &Connection,
    tenant: TenantId,
    write: &Write,
    error: rusqlite::Error,
) -> Error {
    let act = match write {
        Write::Insert(_) => Act::Insert,
        Write::Update { .. } => Act::Update,
        Write::Delete { .. } => Act::Delete,
    };
    let error = explain(error, act);
    if let (Write::Insert(row), Error::Violated(_)) = (write, &error) {
        let statement = clientline_sql::version(Dialect::Sqlite, row.table, tenant, row.id);
        let exists = prepare(connection, &statement)
            .and_then(|mut prepared| prepared.raw_query().next().map(|row| row.is_some()));
        if matches!(exists, Ok(true)) {
            return Error::Retry;
        }
    }
    error
}
