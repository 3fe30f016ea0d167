//! The rules that follow from the declared tables: the trigger that keeps a row's key and counts
//! its versions, those that keep what may never change, and the planner's statistics of
//! the indexes. And the note of the schema.
//!
//! They are put right whenever a file is opened that lacks any of them.

use clientline_core::{
    model::TABLES,
    storage::{Result, Schema},
};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use crate::{
    failure::{Act, explain},
    freezes, schema,
};

/// A row stays the row that it is, and counts how often it was written: whoever read it
/// can tell that it changed.
const KEY_AND_VERSION: &str =
    "CREATE TRIGGER {table}_keeps_key_and_version BEFORE UPDATE ON {table} BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END";

/// The statistics for the query planner.
///
/// Without statistics it takes a tenant for ten rows, and then rather walks all of them in
/// the order of the key than use the index on what was asked for. These are of a
/// large business: ten million rows of a kind in all, a hundred thousand to a tenant,
/// thousands to a center or a status, and hundreds to anything else that is referred to.
/// They are never measured, so that a plan that was tested is the plan that runs,
/// whatever a file holds.
const STATISTICS: &str = "SELECT
  tbl,
  -- The key's own index goes by the table's name.
  iif(origin = 'pk', tbl, name) AS idx,
  '10000000 ' || group_concat(
    CASE
      WHEN seqno = 0 THEN 100000
      WHEN \"unique\" AND seqno = last THEN 1
      WHEN seqno = 1 AND key IN ('center_id', 'status', 'position', 'expires_at') THEN 10000
      WHEN seqno = 1 THEN 100
      ELSE 10
    END, ' ' ORDER BY seqno
  ) AS stat
FROM (
  SELECT
    tables.name AS tbl, indexes.name AS name, indexes.origin AS origin,
    indexes.\"unique\" AS \"unique\", keys.seqno AS seqno, keys.name AS key,
    max(keys.seqno) OVER (PARTITION BY indexes.name) AS last
  FROM sqlite_schema AS tables
  JOIN pragma_index_list(tables.name) AS indexes
  JOIN pragma_index_info(indexes.name) AS keys
  WHERE tables.type = 'table' AND tables.name NOT GLOB 'sqlite_*'
)
GROUP BY tbl, name";

/// Puts right what lacks; nothing is written if nothing does.
pub(crate) fn complete(connection: &mut Connection, ours: Schema) -> Result<()> {
    let failed = |error| explain(error, Act::Transact);
    if missing(connection, ours).map_err(failed)?.is_empty() {
        return Ok(());
    }
    // Two processes may open a file at once: the second finds everything in its place.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    for statement in missing(&transaction, ours).map_err(failed)? {
        transaction.execute_batch(&statement).map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

/// Renders what has to be done.
fn missing(connection: &Connection, ours: Schema) -> rusqlite::Result<Vec<String>> {
    let mut statements = Vec::new();
    let key_and_version = TABLES.iter().map(|table| {
        let name = format!("{}_keeps_key_and_version", table.name);
        (name, KEY_AND_VERSION.replace("{table}", table.name))
    });
    for (name, definition) in key_and_version.chain(freezes::triggers()) {
        replace(connection, "TRIGGER", &name, definition, &mut statements)?;
    }
    replace(connection, "VIEW", "clientline_schema", schema::definition(ours), &mut statements)?;
    if !statistics_are_there(connection)? {
        statements.push(format!(
            // To measure any one table makes the table of statistics.
            "ANALYZE directory; DELETE FROM sqlite_stat1;
             INSERT INTO sqlite_stat1 (tbl, idx, stat) {STATISTICS};
             -- Loads them into this connection; others load them when they open the file.
             ANALYZE sqlite_schema;"
        ));
    }
    Ok(statements)
}

/// Renders how an object gets this definition, if it has another or none.
fn replace(
    connection: &Connection,
    kind: &str,
    name: &str,
    definition: String,
    statements: &mut Vec<String>,
) -> rusqlite::Result<()> {
    let mut find = connection.prepare_cached("SELECT sql FROM sqlite_schema WHERE name = ?1")?;
    let found: Option<String> = find.query_row([name], |row| row.get(0)).optional()?;
    if found.as_ref() != Some(&definition) {
        if found.is_some() {
            statements.push(format!("DROP {kind} {name}"));
        }
        statements.push(definition);
    }
    Ok(())
}

fn statistics_are_there(connection: &Connection) -> rusqlite::Result<bool> {
    let has_any = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1')";
    if !connection.query_row(has_any, [], |row| row.get(0))? {
        return Ok(false);
    }
    let differs = format!(
        "SELECT NOT EXISTS (
           SELECT * FROM ({STATISTICS}) EXCEPT SELECT tbl, idx, stat FROM sqlite_stat1
         ) AND NOT EXISTS (
           SELECT tbl, idx, stat FROM sqlite_stat1 EXCEPT SELECT * FROM ({STATISTICS})
         )"
    );
    connection.query_row(&differs, [], |row| row.get(0))
}
