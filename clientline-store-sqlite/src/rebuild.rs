//! Another definition for a table that has rows, triggers and indexes, and is referred to.
//!
//! `SQLite` can't change a check, a reference or a column's type where it stands. Its
//! documentation ("Making Other Kinds Of Table Schema Changes") says how the table is
//! made anew, which a step of the history does by [`rebuild`]: the migration around it
//! has switched references off, and checks all of them before it commits.

use rusqlite::{Transaction, params};

/// The name of the table until it takes the old one's place.
const REBUILT: &str = "rebuilt";

/// Makes a table anew: `columns` is what stands behind its name in `CREATE TABLE`.
///
/// Rows keep what they have in the columns of both definitions; whatever is new takes its
/// default. Indexes and triggers of the table are made again as they were.
pub(crate) fn rebuild(
    transaction: &Transaction,
    table: &str,
    columns: &str,
) -> rusqlite::Result<()> {
    let around = texts(
        transaction,
        "SELECT sql FROM sqlite_schema
         WHERE tbl_name = ?1 AND type IN ('index', 'trigger') AND sql IS NOT NULL
         ORDER BY type, name",
        table,
    )?;
    transaction.execute_batch(&format!("CREATE TABLE {REBUILT} {columns}"))?;
    let kept = texts(
        transaction,
        "SELECT old.name FROM pragma_table_info(?1) AS old
         JOIN pragma_table_info('rebuilt') AS new ON new.name = old.name ORDER BY old.cid",
        table,
    )?
    .join(", ");
    transaction.execute_batch(&format!(
        "INSERT INTO {REBUILT} ({kept}) SELECT {kept} FROM {table};
         DROP TABLE {table};
         ALTER TABLE {REBUILT} RENAME TO {table};"
    ))?;
    around.iter().try_for_each(|definition| transaction.execute_batch(definition))
}

fn texts(transaction: &Transaction, query: &str, table: &str) -> rusqlite::Result<Vec<String>> {
    transaction.prepare(query)?.query_map(params![table], |row| row.get(0))?.collect()
}
