//! A file as a text that makes it, for people to read and for tests to keep.

use rusqlite::Connection;

/// Writes the text: tables, rows, the planner's statistics, then what is defined on them.
pub(crate) fn dump(connection: &Connection) -> String {
    let version = texts(connection, "SELECT user_version || '' FROM pragma_user_version").concat();
    // Rows may refer to ones further down.
    let head = format!("PRAGMA foreign_keys = OFF;\nPRAGMA user_version = {version};\nBEGIN;");
    let mut lines = vec![head];
    let of_kind = |kinds: &str| {
        let query = format!(
            "SELECT sql || ';' FROM sqlite_schema WHERE type IN ({kinds}) AND sql IS NOT NULL
             AND name NOT GLOB 'sqlite_*' ORDER BY rowid"
        );
        texts(connection, &query)
    };
    lines.extend(of_kind("'table'"));
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid";
    let tables = texts(connection, tables);
    for table in tables.iter().filter(|table| !table.starts_with("sqlite_")) {
        lines.extend(rows(connection, table));
    }
    lines.extend(of_kind("'index', 'trigger', 'view'"));
    // To measure any one table makes the table of statistics.
    lines.push("ANALYZE directory;\nDELETE FROM sqlite_stat1;".to_owned());
    lines.extend(rows(connection, "sqlite_stat1"));
    lines.push("COMMIT;\n".to_owned());
    lines.join("\n")
}

/// One statement that inserts the rows of a table, if it has any.
fn rows(connection: &Connection, table: &str) -> Option<String> {
    // What is computed by the database is not among them.
    let columns = texts(connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
    let values = columns.iter().map(|name| format!("quote(\"{name}\")")).collect::<Vec<_>>();
    let values = values.join(" || ', ' || ");
    let rows = texts(connection, &format!("SELECT '(' || {values} || ')' FROM {table}"));
    let columns = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    (!rows.is_empty())
        .then(|| format!("INSERT INTO {table} ({columns}) VALUES\n{};", rows.join(",\n")))
}

fn texts(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}
