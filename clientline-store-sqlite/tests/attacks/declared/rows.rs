//! The rows of the scene, and statements about them.

use std::collections::BTreeMap;

use clientline_core::row::{Column, Constraint, Kind, Row, Table, Value, Write};

use super::{super::scene, OTHERS};
use crate::target::Target;

/// The rows of one's own, and those of the other tenant.
pub(super) struct Rows {
    ours: Vec<Row>,
    theirs: Vec<Row>,
}

/// The columns of a statement, and what they are given.
pub(super) type Given = BTreeMap<&'static str, String>;

impl Rows {
    pub(super) fn of_the_scene() -> Self {
        let [ours, theirs] = scene::scene().map(|(_, changes)| {
            let inserted = changes.into_writes().into_iter().filter_map(|write| match write {
                Write::Insert(row) => Some(row),
                Write::Update { .. } | Write::Delete { .. } => None,
            });
            inserted.collect()
        });
        Self { ours, theirs }
    }

    /// The rows of a table, of one's own.
    pub(super) fn of<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Row> {
        self.ours.iter().filter(|row| row.table.name == table.name)
    }

    /// Identifiers of one's own rows of a table, as SQL.
    pub(super) fn own(&self, table: &Table) -> Vec<String> {
        self.of(table).map(|row| Target::id(row.id.as_u128())).collect()
    }

    /// The identifier of a row of the other tenant's that is none of one's own.
    pub(super) fn theirs(&self, table: &Table) -> Option<String> {
        let theirs = self.theirs.iter().find(|row| row.table.name == table.name);
        theirs.map(|row| Target::id(row.id.as_u128()))
    }

    /// The identifier of one's own row of another table: one of a kind that shares its
    /// identifiers with no other.
    pub(super) fn of_another_kind(&self, table: &Table) -> Option<String> {
        let names = ["room_category", "center"];
        let other = names.into_iter().find(|name| *name != table.name);
        let row = self.ours.iter().find(|row| Some(row.table.name) == other);
        row.map(|row| Target::id(row.id.as_u128()))
    }

    /// Values that a column may hold instead of the row's own, as SQL: not each of them passes
    /// every rule.
    pub(super) fn others(&self, table: &Table, column: &Column, value: &Value) -> Vec<String> {
        let name = column.name;
        if let Some(line) = OTHERS.iter().find(|line| (line.0, line.1) == (table.name, name)) {
            return vec![line.2.to_owned()];
        }
        // Nothing is added to what is absent.
        let base = if *value == Value::Null { "created_at" } else { name };
        let mut found = match (column.kind, column.references) {
            (Kind::Uuid, Some(target)) => self.own(target),
            (Kind::Uuid, None) => vec!["{new}".to_owned()],
            (Kind::Text, _) if !column.words.is_empty() => {
                column.words.iter().map(|word| format!("'{word}'")).collect()
            }
            (Kind::Text, _) => ["x", "Fresh-9", "fresh@example.com", "#00ff00", "USD", "[1]"]
                .map(|text| format!("'{text}'"))
                .into_iter()
                .chain([format!("'{}'", "f".repeat(64))])
                .collect(),
            (Kind::Int, _) if *value == Value::Null => vec!["1".to_owned()],
            (Kind::Int, _) => vec![format!("{name} + 1"), format!("{name} + 1000")],
            (Kind::Time, _) => vec![format!("{base} + {{300 minutes}}")],
            (Kind::Date, _) => vec!["{date 2027-02-03}".to_owned()],
            (Kind::Bool, _) => vec![format!("NOT {name}")],
        };
        if column.nullable {
            found.push("NULL".to_owned());
        }
        found.retain(|other| *other != literal(value));
        found
    }
}

/// Writes a value as SQL, where others are compared with it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Text(text) => format!("'{text}'"),
        Value::Uuid(id) => Target::id(id.as_u128()),
        Value::Int(number) => number.to_string(),
        Value::Bool(_) | Value::Time(_) | Value::Date(_) => String::new(),
    }
}

/// Picks a row.
fn of_row(row: &Row) -> String {
    format!("WHERE organization_id = {{mine}} AND id = {}", Target::id(row.id.as_u128()))
}

/// Writes the change of a row, whose version is counted up unless it is given.
pub(super) fn update(row: &Row, given: &Given) -> String {
    let mut sets: Vec<String> =
        given.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    if !given.contains_key("version") {
        sets.push("version = version + 1".to_owned());
    }
    format!("UPDATE {} SET {} {}", row.table.name, sets.join(", "), of_row(row))
}

/// Writes a copy of a row under a new key, with some columns given otherwise.
pub(super) fn copy(names: &[String], row: &Row, given: &Given) -> String {
    let values = names.iter().map(|name| match given.get(name.as_str()) {
        Some(value) => value.clone(),
        None if name == "id" => "{new}".to_owned(),
        None if name == "version" => "1".to_owned(),
        None => name.clone(),
    });
    let values: Vec<String> = values.collect();
    let table = row.table.name;
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table} {}",
        names.join(", "),
        values.join(", "),
        of_row(row)
    )
}

/// Writes that a row goes.
pub(super) fn delete(row: &Row) -> String {
    format!("DELETE FROM {} {}", row.table.name, of_row(row))
}

/// Tells whether a constraint is about a row.
pub(super) fn holds(constraint: &Constraint, row: &Row) -> bool {
    let is_in = constraint.when.is_none_or(
        |when| matches!(&row.values[when.column], Value::Text(text) if text == when.equals),
    );
    is_in && constraint.keys.iter().all(|&key| row.values[key] != Value::Null)
}
