//! The pool, and the settings of each of its connections.

use std::time::Duration;

use clientline_core::storage::{Error, Result};
use sqlx::{
    Connection as _, Executor as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    Options,
    address::address,
    commit_function::COMMIT_FUNCTION,
    deadline::within,
    failure::{at, explain, sqlstate},
    lease::{Binding, Leases},
    migrate::OURS,
    schema,
};

/// The role that every connection acts as.
pub(crate) const ROLE: &str = "clientline_app";

/// How many statements a connection keeps prepared: every shape that the use
/// cases render, with room to spare.
const STATEMENTS_MAX: usize = 256;

/// Ends what was begun on a session, and lets go of all its locks.
const RELEASE: &str = "ROLLBACK; SELECT pg_advisory_unlock_all()";

/// Connects, and checks to what.
pub(crate) async fn connect(url: &str, options: Options) -> Result<Leases> {
    let connection = settings(address(url)?, options);
    let pool = pool(options).max_connections(options.connections.get());
    let pool = match pool.connect_with(connection.clone()).await {
        Ok(pool) => pool,
        // It tried until its time was over, and says no more than that.
        Err(sqlx::Error::PoolTimedOut) => return Err(why(&connection, options).await),
        Err(error) => return Err(at(&connection, unreachable(error))),
    };
    let binding = check(&pool, options).await?;
    Ok(Leases::new(pool, binding, options))
}

/// Tries once more, to learn why there is no connection.
async fn why(connection: &PgConnectOptions, options: Options) -> Error {
    match within(options.acquire, PgConnection::connect_with(connection)).await {
        Ok(_) => at(connection, Error::Unavailable("it answers too slowly".into())),
        Err(error) => at(connection, error),
    }
}

/// Makes the pool of sessions that hold locks; none is opened before it is needed.
pub(crate) fn sessions(url: &str, options: Options) -> Result<PgPool> {
    // As long as a statement may take at all: those before it have each a plan to make.
    let options = Options { lock: options.statement, ..options };
    // A session that begins anew ends a transaction that there may not be.
    let connection = settings(address(url)?, options).options([("client_min_messages", "error")]);
    let sessions = pool(options).max_connections(options.lockers.get());
    let sessions = sessions.after_release(|session, _| {
        Box::pin(async move {
            session.execute(RELEASE).await?;
            Ok(true)
        })
    });
    Ok(sessions.connect_lazy_with(connection))
}

fn pool(options: Options) -> PgPoolOptions {
    PgPoolOptions::new().acquire_timeout(options.acquire)
}

fn settings(address: PgConnectOptions, options: Options) -> PgConnectOptions {
    address
        .application_name("clientline")
        .statement_cache_capacity(STATEMENTS_MAX)
        .options([("role", ROLE), (MARK.0, MARK.1)])
        .options(session(options))
}

/// What tells that a session was opened with the settings that were asked for, wherever it
/// has them from.
const MARK: (&str, &str) = ("clientline.session", "own");

/// The settings that every session has beside its role.
fn session(options: Options) -> [(&'static str, String); 7] {
    let millis = |limit: Duration| limit.as_millis().to_string();
    [
        ("statement_timeout", millis(options.statement)),
        ("lock_timeout", millis(options.lock)),
        ("idle_in_transaction_session_timeout", millis(options.idle_in_transaction)),
        // Commits lean on this level: each statement sees what was committed
        // before it.
        ("default_transaction_isolation", "read committed".to_owned()),
        // A commit is on the disk before it is answered, whatever the server's
        // own default.
        ("synchronous_commit", "on".to_owned()),
        // Nobody's temporary table stands before ours.
        ("search_path", "public,pg_temp".to_owned()),
        // Compiling a plan takes longer than any of ours runs.
        ("jit", "off".to_owned()),
    ]
}

/// Refuses a session that lacks the settings that it was opened with, and says whether it
/// has them from us: one that a pooler has set up may be another one in the next statement.
async fn settings_are_ours(connection: &mut PgConnection, options: Options) -> Result<Binding> {
    let wanted = session(options);
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let found: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)
         UNION ALL SELECT 'role', current_user::text
         UNION ALL SELECT 'mark', coalesce(current_setting($2, true), '')",
    )
    .bind(names)
    .bind(MARK.0)
    .fetch_all(connection)
    .await
    .map_err(unreachable)?;
    // Of a list it is written in either way.
    let plain = |value: &str| value.replace(' ', "");
    let has = |name: &str, value: &str| {
        found.iter().any(|(found, has)| found == name && plain(has) == plain(value))
    };
    let lacking = wanted.iter().filter(|(name, value)| !has(name, value)).map(|(name, _)| *name);
    let lacking: Vec<&str> =
        Some("role").filter(|role| !has(role, ROLE)).into_iter().chain(lacking).collect();
    if !lacking.is_empty() {
        return Err(Error::Schema(format!(
            "the database's session lacks the settings that it was opened with ({}): a pooler \
             before the database, such as PgBouncer, has most likely dropped them; connect to the \
             database itself, or set them for the user (docs/scaling.md)",
            lacking.join(", ")
        )));
    }
    Ok(if has("mark", MARK.1) { Binding::Session } else { Binding::Transaction })
}

/// Refuses a database that is not up to date, and a role that could pass by row-level
/// security.
async fn check(pool: &PgPool, options: Options) -> Result<Binding> {
    let mut connection = pool.acquire().await.map_err(unreachable)?;
    let binding = settings_are_ours(&mut connection, options).await?;
    schema::check(OURS, &mut connection).await?;
    let (has_function, bypasses, is_distributed): (bool, bool, bool) = sqlx::query_as(
        "SELECT to_regprocedure($1 || '(uuid, jsonb)') IS NOT NULL,
                roles.rolsuper OR roles.rolbypassrls OR EXISTS (
                  SELECT FROM pg_class WHERE relname = 'organization' AND relowner = roles.oid
                ),
                EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')
         FROM pg_roles AS roles WHERE roles.rolname = current_user",
    )
    .bind(&COMMIT_FUNCTION.name)
    .fetch_one(&mut *connection)
    .await
    .map_err(unreachable)?;
    if !has_function {
        return Err(schema::not_migrated());
    }
    if bypasses {
        return Err(Error::Corrupt(format!("{ROLE} can pass by row-level security")));
    }
    Ok(if is_distributed { Binding::Transaction } else { binding })
}

/// The error of a connection that can't be had.
pub(crate) fn unreachable(error: sqlx::Error) -> Error {
    match sqlstate(&error).as_deref() {
        // The role among the settings.
        Some("22023") => schema::not_migrated(),
        Some("42501") => Error::Schema(format!(
            "the user is no member of {ROLE}: as the owner of the tables, `GRANT {ROLE} TO` the user"
        )),
        _ => explain(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_connection_has_the_limits_and_the_role() {
        let address = address("postgres://nobody@localhost/nowhere").unwrap();
        let settings = settings(address, Options::default());
        let said = settings.get_options().unwrap();
        for setting in [
            "role=clientline_app",
            "statement_timeout=5000",
            "lock_timeout=2000",
            "idle_in_transaction_session_timeout=10000",
            "clientline.session=own",
        ] {
            assert!(said.contains(setting), "{said}");
        }
    }
}
