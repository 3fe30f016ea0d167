//! A new file: it has no rows that a step would have to mind, so it begins as many of them
//! together would leave it, in one commit, and takes those after them.
//!
//! To take them one by one costs twenty times as much, since `SQLite` reads the whole schema anew
//! after each, and a commit to the disk.

use clientline_core::storage::Result;
use rusqlite::{Connection, TransactionBehavior};

use super::is_new;
use crate::failure::{Act, explain};

/// How many steps a new file begins after. Whoever raises it copies what the test writes.
const STEPS_TAKEN: u32 = 78;

/// All that those steps define. A test holds it against them.
const SCHEMA: &str = include_str!("../../schema.sql");

/// Defines all of that in a file that has nothing yet; any other is left as it is.
pub(super) fn begin(connection: &mut Connection) -> Result<()> {
    let failed = |error| explain(error, Act::Transact);
    if !is_new(connection).map_err(failed)? {
        return Ok(());
    }
    // Two processes may open a new file at once: the second finds everything in its place.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    if is_new(&transaction).map_err(failed)? {
        transaction.execute_batch(SCHEMA).map_err(failed)?;
        transaction.pragma_update(None, "user_version", STEPS_TAKEN).map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::migrate::{STEPS, Step, take, tests::texts, without_references};

    /// Renders what a file has, as `schema.sql` states it.
    fn rendered(connection: &Connection) -> String {
        let definitions = texts(
            connection,
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
             ORDER BY instr('table index trigger', type), name",
        );
        let head = format!(
            "-- What the first {STEPS_TAKEN} steps of the history lead to, as a new file begins.\n\
             -- A test writes it (`src/migrate/fresh.rs`); nobody edits it.\n"
        );
        definitions.iter().fold(head, |text, sql| text + "\n" + sql + ";\n")
    }

    #[test]
    fn a_new_file_begins_as_the_steps_before_it_lead_to() {
        let mut stepped = Connection::open_in_memory().unwrap();
        let steps = STEPS.iter().take(STEPS_TAKEN as usize);
        let steps = steps.copied().map(Step::migration).collect();
        without_references(&mut stepped, |connection| take(&steps, connection)).unwrap();
        let found = rendered(&stepped);
        if found != SCHEMA {
            let file = std::env::temp_dir().join("clientline-schema.sql");
            fs::write(&file, &found).unwrap();
            panic!("the steps lead elsewhere: copy {} to schema.sql", file.display());
        }
        let tables = "SELECT name FROM sqlite_schema
                      WHERE type = 'table' AND name NOT GLOB 'sqlite_*'";
        for table in texts(&stepped, tables) {
            let rows = texts(&stepped, &format!("SELECT count(*) || '' FROM {table}"));
            assert_eq!(rows, ["0"], "no step puts rows into a new file: {table}");
        }
        let version = "SELECT user_version FROM pragma_user_version";
        let version = |connection: &Connection| {
            connection.query_row(version, [], |row| row.get::<_, u32>(0)).unwrap()
        };
        let mut fresh = Connection::open_in_memory().unwrap();
        begin(&mut fresh).unwrap();
        assert_eq!(rendered(&fresh), SCHEMA);
        assert_eq!((version(&fresh), version(&stepped)), (STEPS_TAKEN, STEPS_TAKEN));
    }

    #[test]
    fn a_file_that_has_anything_is_left_as_it_is() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE recipe (name)").unwrap();
        begin(&mut connection).unwrap();
        assert_eq!(texts(&connection, "SELECT name FROM sqlite_schema"), ["recipe"]);
    }
}
