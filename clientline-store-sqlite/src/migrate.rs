//! The schema's history: applied in order, each step once, all or nothing; and then
//! what follows from the declared tables. A new file begins far along it.

use clientline_core::storage::{Error, Fit, Result, Schema};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use rusqlite_migration::{HookResult, M, Migrations};

use crate::{
    connect::set,
    failure::{Act, explain},
    rebuild::rebuild,
    rules, schema,
};

mod fresh;
#[path = "../migrations/0002_older_shells.rs"]
mod older_shells;

/// The history, as `migrations/` has it (`build.rs`). A step, once released, never changes;
/// a later step corrects it.
const STEPS: &[Step] = include!(concat!(env!("OUT_DIR"), "/steps.rs"));

/// A step of the history.
#[derive(Clone, Copy)]
enum Step {
    /// Statements are executed.
    Statements(&'static str),
    /// A table gets another definition, by [`rebuild`].
    Rebuild {
        /// Statements that are executed before.
        before: &'static str,
        table: &'static str,
        /// The definition behind the table's name.
        columns: &'static str,
        /// Statements that are executed after it.
        after: &'static str,
    },
    /// Definitions are rewritten by code.
    Rewrite(fn(&Transaction) -> HookResult),
}

/// The schema of this release.
///
/// `compatible_from` grows with the release that takes away what older ones needed, never
/// with the one that adds: expand first, contract one release later.
#[expect(clippy::cast_possible_truncation, reason = "there are not that many steps")]
pub(crate) const OURS: Schema = Schema { version: STEPS.len() as u32, compatible_from: 60 };

impl Step {
    /// Makes it one after which every reference is checked, since they are off while it is
    /// taken.
    fn migration(self) -> M<'static> {
        let step = match self {
            Self::Statements(text) => M::up(text),
            Self::Rebuild { before, table, columns, after } => {
                M::up_with_hook(before, move |transaction: &Transaction| {
                    rebuild(transaction, table, columns)?;
                    Ok(transaction.execute_batch(after)?)
                })
            }
            Self::Rewrite(rewrite) => M::up_with_hook("", rewrite),
        };
        step.foreign_key_check()
    }
}

/// Brings a database up to date.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    fresh::begin(connection)?;
    bring_to(connection, STEPS, OURS)
}

/// Brings a database to the last of some steps.
fn bring_to(connection: &mut Connection, steps: &[Step], ours: Schema) -> Result<()> {
    let steps = steps.iter().map(|step| step.migration()).collect::<Migrations>();
    check_ours(connection)?;
    let found = schema::read(connection)?;
    match ours.fit(found)? {
        // A newer release made it, and says that this one may go on with it.
        Fit::Runs if found.version > ours.version => return Ok(()),
        Fit::Runs => {}
        Fit::Outdated => without_references(connection, |connection| take(&steps, connection))?,
    }
    rules::complete(connection, ours)
}

fn take(steps: &Migrations, connection: &mut Connection) -> Result<()> {
    // Two processes may open a new file at once: the second waits its turn.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    match steps.to_latest(connection) {
        Ok(()) => Ok(()),
        // While it waited, the first took the steps that the second had read
        // to be missing. By now both agree.
        Err(rusqlite_migration::Error::RusqliteError { .. }) => {
            steps.to_latest(connection).map_err(failure)
        }
        Err(error) => Err(failure(error)),
    }
}

/// Does something while references are neither followed nor renamed, which a table that
/// is made anew needs. They can be switched only outside a transaction.
fn without_references(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<()>,
) -> Result<()> {
    set(connection, "foreign_keys", "0")?;
    set(connection, "legacy_alter_table", "1")?;
    let done = work(connection);
    set(connection, "legacy_alter_table", "0")?;
    set(connection, "foreign_keys", "1")?;
    done
}

/// Refuses a file that holds other tables than ours.
fn check_ours(connection: &Connection) -> Result<()> {
    let failed = |error| explain(error, Act::Transact);
    let took_no_step = schema::read(connection)?.version == 0;
    if took_no_step && !is_new(connection).map_err(failed)? {
        return Err(Error::Corrupt("the file is a database of another program".to_owned()));
    }
    Ok(())
}

/// Whether a file has nothing at all.
fn is_new(connection: &Connection) -> rusqlite::Result<bool> {
    let is_new = "SELECT (SELECT user_version FROM pragma_user_version) = 0
                  AND NOT EXISTS (SELECT 1 FROM sqlite_schema)";
    connection.query_row(is_new, [], |row| row.get(0))
}

fn failure(error: rusqlite_migration::Error) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => explain(err, Act::Transact),
        other => Error::Corrupt(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
