//! The baseline's database, which is kept, brought up to date: it is as a new one then.

use std::{collections::BTreeSet, fs, path::Path};

use clientline_store_sqlite::{Options, SqliteStorage};
use rusqlite::Connection;

use crate::salon::Salon;

/// What is defined in a file, as a set: whichever way it came to be, its columns may stand in
/// another order.
fn schema(connection: &Connection) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut note = |query: &str| {
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        found.extend(rows.map(Result::unwrap));
    };
    note(
        "SELECT type || ' ' || tbl_name || ': ' || sql FROM sqlite_schema
          WHERE type <> 'table' AND sql IS NOT NULL",
    );
    note(
        "SELECT tables.name || '.' || columns.name || ' ' || columns.type || ' ' || \"notnull\" || ' '
           || pk || ' ' || hidden || ' ' || coalesce(dflt_value, '-')
         FROM pragma_table_list AS tables JOIN pragma_table_xinfo(tables.name) AS columns
         WHERE tables.schema = 'main' AND tables.type = 'table'",
    );
    note(
        "SELECT tables.name || ' strict ' || strict || ' without rowid ' || wr
         FROM pragma_table_list AS tables WHERE schema = 'main' AND tables.type = 'table'",
    );
    note("SELECT tbl || ' ' || coalesce(idx, '-') || ' ' || stat FROM sqlite_stat1");
    note("SELECT 'version ' || user_version FROM pragma_user_version");
    found.extend(clauses(connection));
    found
}

/// The clauses of every table's definition: columns with their checks, checks of rows, keys
/// and references.
fn clauses(connection: &Connection) -> Vec<String> {
    let tables = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL";
    let mut statement = connection.prepare(tables).unwrap();
    let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let of_table = |(name, text): (String, String)| {
        let text: Vec<&str> =
            text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
        let text = text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, body) = text.split_once('(').unwrap();
        let (body, _) = body.rsplit_once(')').unwrap();
        outermost(body).into_iter().map(move |clause| format!("{name}: {clause}"))
    };
    tables.map(Result::unwrap).flat_map(of_table).collect()
}

/// What stands between the commas that no bracket and no quote encloses.
fn outermost(body: &str) -> Vec<String> {
    let (mut depth, mut is_quoted, mut parts) = (0, false, vec![String::new()]);
    for character in body.chars() {
        match character {
            '\'' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            ',' if !is_quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(character);
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// The kept file, and the folder that it goes with.
fn baseline() -> (tempfile::TempDir, Connection) {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade/baseline.sql");
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(folder.path().join("clientline.db")).unwrap();
    connection.execute_batch(&fs::read_to_string(text).unwrap()).unwrap();
    (folder, connection)
}

/// How many rows there are of each table.
fn counts(connection: &Connection) -> BTreeSet<(String, u32)> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'";
    let mut statement = connection.prepare(tables).unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let count = |table: String| {
        let query = format!("SELECT count(*) FROM {table}");
        let count = connection.query_row(&query, [], |row| row.get(0)).unwrap();
        (table, count)
    };
    tables.map(Result::unwrap).map(count).collect()
}

#[test]
fn the_baseline_brought_up_to_date_is_as_a_new_file() {
    let (folder, connection) = baseline();
    let before = counts(&connection);
    drop(SqliteStorage::open(folder.path().join("clientline.db"), Options::default()).unwrap());
    let salon = Salon::open();
    let (upgraded, fresh) = (schema(&connection), schema(&salon.raw()));
    let lacks: Vec<_> = fresh.difference(&upgraded).collect();
    let more: Vec<_> = upgraded.difference(&fresh).collect();
    assert!(lacks.is_empty() && more.is_empty(), "lacks {lacks:#?}\nhas beside {more:#?}");
    let mut after = counts(&connection);
    // A table that a later step made is empty.
    after.retain(|(table, count)| *count > 0 || before.iter().any(|(name, _)| name == table));
    // The outbox of before, which nobody could read, made room for the feed (0018); each audit
    // row waits to be sealed.
    let outbox = after.iter().find(|(table, _)| table == "outbox").map(|(_, count)| *count);
    let audit = before.iter().find(|(table, _)| table == "audit").map(|(_, count)| *count);
    assert_eq!(outbox, audit);
    after.retain(|(table, _)| !["outbox", "event"].contains(&table.as_str()));
    let kept: BTreeSet<_> = before.iter().filter(|(table, _)| table != "event").cloned().collect();
    assert_eq!(after, kept, "every row is kept");
    assert!(before.iter().all(|(_, count)| *count > 0));
}
