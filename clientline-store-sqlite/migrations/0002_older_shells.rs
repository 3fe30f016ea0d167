//! Step 2: checks are said in a way in which older releases of `SQLite` understand them as
//! this one does, so that their shells can check a file (`PRAGMA integrity_check`) and
//! write it.
//!
//! `octet_length`, by which the baseline said a text's length in bytes, came with 3.43; and
//! `json_valid` was false of null before, where it is null now.

use rusqlite::{Transaction, params};
use rusqlite_migration::HookResult;

use crate::rebuild::rebuild;

/// Rebuilds every table whose definition older releases understand in another way.
pub(super) fn rewrite(transaction: &Transaction) -> HookResult {
    let tables = "SELECT name, sql FROM sqlite_schema
                  WHERE type = 'table' AND sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
                  ORDER BY rowid";
    let mut find = transaction.prepare(tables)?;
    let found = find.query_map(params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: Vec<(String, String)> = found.collect::<rusqlite::Result<_>>()?;
    for (table, definition) in found {
        // Behind the name, which no bracket is part of.
        let columns = definition.find('(').map_or("", |start| &definition[start..]);
        let understood = understood(columns);
        if understood != columns {
            rebuild(transaction, &table, &understood)?;
        }
    }
    Ok(())
}

/// Writes the checks of columns so that every release understands them alike.
fn understood(columns: &str) -> String {
    let lengths = each(columns, "octet_length", |column| format!("length(CAST({column} AS BLOB))"));
    each(&lengths, "json_valid", |column| {
        let check = format!("json_valid({column})");
        if columns.contains(&format!(" {column} TEXT NOT NULL")) {
            check
        } else {
            format!("({column} IS NULL OR {check})")
        }
    })
}

/// Replaces each call of a function with the name of a column.
fn each(text: &str, function: &str, replaced: impl Fn(&str) -> String) -> String {
    let call = format!("{function}(");
    let mut parts = text.split(&call);
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |text, part| {
        let (column, rest) = part.split_once(')').unwrap_or((part, ""));
        text + &replaced(column) + rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_bytes_and_json_that_may_be_null_are_said_anew_and_nothing_else_is() {
        let baseline = "(
          email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
          settings TEXT NOT NULL CHECK (length(settings) <= 9 AND json_valid(settings)),
          scopes TEXT CHECK (length(scopes) <= 9 AND json_valid(scopes))) STRICT";
        let said = "(
          email TEXT CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
          settings TEXT NOT NULL CHECK (length(settings) <= 9 AND json_valid(settings)),
          scopes TEXT CHECK (length(scopes) <= 9 AND (scopes IS NULL OR json_valid(scopes)))) STRICT";
        assert_eq!(understood(baseline), said);
    }
}
