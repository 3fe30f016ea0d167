//! The schema's history: applied in order, each step once, all or nothing.

use clientline_core::storage::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use crate::failure::{Act, explain};

/// A step, once released, never changes; a later step corrects it.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001_tenancy.sql")),
    M::up(include_str!("../migrations/0002_catalogue.sql")),
    M::up(include_str!("../migrations/0003_scheduling.sql")),
    M::up(include_str!("../migrations/0004_billing.sql")),
    M::up(include_str!("../migrations/0005_system.sql")),
    M::up(include_str!("../migrations/0006_statistics.sql")),
    M::up(include_str!("../migrations/0007_rows.sql")),
];

/// Brings a database up to date.
pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    check_ours(connection)?;
    // Two processes may open a new file at once: the second waits its turn.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let steps = Migrations::from_slice(STEPS);
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

/// Refuses a file that holds other tables than ours.
fn check_ours(connection: &Connection) -> Result<()> {
    let foreign: bool = connection
        .query_row(
            "SELECT (SELECT user_version FROM pragma_user_version) = 0
             AND EXISTS (SELECT 1 FROM sqlite_schema)",
            [],
            |row| row.get(0),
        )
        .map_err(|error| explain(error, Act::Transact))?;
    if foreign {
        return Err(Error::Corrupt("the file is a database of another program".to_owned()));
    }
    Ok(())
}

fn failure(error: rusqlite_migration::Error) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => explain(err, Act::Transact),
        other => Error::Corrupt(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_can_be_taken() {
        Migrations::from_slice(STEPS).validate().unwrap();
    }

    #[test]
    fn a_database_of_a_later_version_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection.execute_batch("PRAGMA user_version = 9999").unwrap();
        assert!(matches!(migrate(&mut connection), Err(Error::Corrupt(_))));
    }

    #[test]
    fn a_database_of_another_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE recipe (name)").unwrap();
        assert!(matches!(migrate(&mut connection), Err(Error::Corrupt(_))));
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
    }
}
