//! The indexes are those of the other store, whose tests show that each has a user.

use clientline_core::model::TABLES;
use clientline_store_sqlite::{Options, SqliteStorage};
use rusqlite::Connection;

use crate::{database::Database, salon::Raw};

/// The indexes of a new file, but for those of references that a trigger stands for here: the
/// name of each, and of which rows it has entries.
fn others() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clientline.db");
    let _storage = SqliteStorage::open(&file, Options::default()).unwrap();
    let raw = Connection::open(&file).unwrap();
    let indexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
                   AND name NOT GLOB '*_by_number_before' ORDER BY name";
    let mut prepared = raw.prepare(indexes).unwrap();
    let indexes = prepared.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let line = |index: rusqlite::Result<(String, String)>| {
        let (name, sql) = index.unwrap();
        let rows = sql.split_once(" WHERE ").map(|(_, rows)| format!(" where {rows}"));
        format!("{name}{}", rows.unwrap_or_default())
    };
    indexes.map(line).collect()
}

#[tokio::test]
async fn the_indexes_are_those_of_the_other_store() {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let query = format!(
        "SELECT relname || coalesce(
           ' where ' || trim(both '()' FROM replace(pg_get_expr(indpred, indrelid), '::text', '')), '')
         FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
         WHERE NOT indisprimary AND NOT indisexclusion
         AND indrelid::regclass::text = ANY ('{{{}}}') ORDER BY relname COLLATE \"C\"",
        names.join(",")
    );
    assert_eq!(raw.texts(&query).await, others());
}
