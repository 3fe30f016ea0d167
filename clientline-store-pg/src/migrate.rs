//! The schema's history: applied in order, each step once, all or nothing; and then
//! what follows from the declared tables.

use std::borrow::Cow;

use clientline_core::storage::{Error, Fit, Result, Schema};
use sha2::{Digest as _, Sha256};
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{
    address::address,
    checks,
    commit_function::{COMMIT_FUNCTION, CommitFunction},
    failure::{at, explain},
    freezes, rules, schema,
};

/// The history, as `migrations/` has it (`build.rs`): the name and the text of each step. A
/// step, once released, never changes; a later step corrects it.
const STEPS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/steps.rs"));

/// The schema of this release.
///
/// `compatible_from` grows with the release that takes away what older ones needed, never
/// with the one that adds: expand first, contract one release later.
#[expect(clippy::cast_possible_truncation, reason = "there are not that many steps")]
pub(crate) const OURS: Schema = Schema { version: STEPS.len() as u32, compatible_from: 60 };

/// The advisory lock under which the objects that follow from the tables are made.
const LOCK: i64 = 0x636c_6965_6e74_6c6e;

/// Brings a database up to date.
pub(crate) async fn migrate(url: &str) -> Result<()> {
    let address = address(url)?.application_name("clientline migration");
    let mut connection =
        PgConnection::connect_with(&address).await.map_err(|error| at(&address, explain(error)))?;
    let done = bring_up_to_date(&mut connection).await;
    // A connection that can't say good-bye is gone all the same.
    connection.close().await.ok();
    done
}

async fn bring_up_to_date(connection: &mut PgConnection) -> Result<()> {
    let (schema, statements) = match schema::read(connection).await? {
        // A newer release made it, and says that this one may go on with it: what follows
        // from its tables is that one's to make.
        Some(newer) if newer.version > OURS.version && OURS.fit(newer)? == Fit::Runs => {
            (newer, Vec::new())
        }
        older => {
            if older.is_some_and(|older| older.version < OURS.version) {
                let checks = AssertSqlSafe(checks::stated_one_by_one());
                connection.execute(checks).await.map_err(explain)?;
            }
            // Processes that start together wait here for each other: the migrator
            // takes a lock on the whole database first.
            take(STEPS, connection).await?;
            (OURS, following().to_vec())
        }
    };
    let mut transaction = connection.begin().await.map_err(explain)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(LOCK)
        .execute(&mut *transaction)
        .await
        .map_err(explain)?;
    for statement in statements {
        transaction.execute(AssertSqlSafe(statement)).await.map_err(explain)?;
    }
    make_commit_function(&mut transaction, schema).await?;
    transaction.commit().await.map_err(explain)
}

/// What follows from the declared tables, once every step is taken.
fn following() -> [String; 4] {
    [rules::definition(), freezes::definition(), checks::gathered(), schema::definition(OURS)]
}

/// The digest of all that [`migrate`] executes, which tells its schema from any other.
pub(crate) fn digest() -> String {
    let mut digest = Sha256::new();
    for (_, text) in STEPS {
        digest.update(text);
    }
    for text in following() {
        digest.update(text);
    }
    digest.update(&COMMIT_FUNCTION.name);
    digest.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Makes the function of this release unless it is there, and drops those that only
/// servers call which the schema has left behind.
async fn make_commit_function(connection: &mut PgConnection, schema: Schema) -> Result<()> {
    // What a function is for stands in its comment.
    let made: Vec<(String, Option<String>)> = sqlx::query_as(
        "SELECT proname::text, obj_description(oid, 'pg_proc') FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, $1)",
    )
    .bind(CommitFunction::PREFIX)
    .fetch_all(&mut *connection)
    .await
    .map_err(explain)?;
    let ours = &COMMIT_FUNCTION.name;
    let mut statements: Vec<String> = made
        .iter()
        .filter(|(name, comment)| {
            let version = comment.as_deref().and_then(version_in);
            name != ours && version.is_some_and(|version| version < schema.compatible_from)
        })
        .map(|(name, _)| format!("DROP FUNCTION {name}(uuid, jsonb)"))
        .collect();
    if !made.iter().any(|(name, _)| name == ours) {
        let version = OURS.version;
        statements.push(COMMIT_FUNCTION.definition());
        statements.push(format!(
            "COMMENT ON FUNCTION {ours}(uuid, jsonb)
             IS 'Applies a commit; for servers of schema version {version}'"
        ));
    }
    let statements = statements.join(";\n");
    connection.execute(AssertSqlSafe(statements)).await.map(drop).map_err(explain)
}

/// Reads for which servers a function is, off the end of its comment.
fn version_in(comment: &str) -> Option<u32> {
    comment.rsplit(' ').next()?.parse().ok()
}

/// Takes those of some steps that were not taken yet.
async fn take(steps: &[(&'static str, &'static str)], connection: &mut PgConnection) -> Result<()> {
    let steps = steps.iter().zip(1..).map(|(&(name, text), version)| {
        let text = text.into_sql_str();
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text, false)
    });
    let migrator = Migrator::with_migrations(steps.collect());
    migrator.run_direct(None, connection, false).await.map_err(failure)
}

fn failure(error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) => explain(error),
        other => Error::Corrupt(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
