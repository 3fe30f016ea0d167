//! The triggers that keep what may never change, rendered from the declared freezes.

use clientline_core::model::{FREEZES, Freeze, FrozenRows};

/// Renders the triggers of all freezes: the name of each, and its definition.
pub(crate) fn triggers() -> impl Iterator<Item = (String, String)> {
    FREEZES.iter().flat_map(|freeze| [Some(frozen(freeze)), stays(freeze)]).flatten()
}

/// The trigger that refuses an update.
fn frozen(freeze: &Freeze) -> (String, String) {
    let Freeze { table, rule, changing, .. } = freeze;
    let conditions = [rows(freeze), (!changing.is_empty()).then(|| change(freeze))];
    let conditions: Vec<String> = conditions.into_iter().flatten().collect();
    let when = match conditions.join("\n  AND ") {
        none if none.is_empty() => none,
        some => format!("WHEN {some}\n"),
    };
    let table = table.name;
    let name = format!("{table}_is_frozen");
    let definition = format!(
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table}\n\
         {when}BEGIN SELECT RAISE(ABORT, '{rule}'); END"
    );
    (name, definition)
}

/// The trigger that refuses to delete a row, if any does.
fn stays(freeze: &Freeze) -> Option<(String, String)> {
    let (table, rule) = (freeze.table.name, freeze.stays?);
    let name = format!("{table}_stays");
    let when = rows(freeze).map_or(String::new(), |rows| format!("WHEN {rows}\n"));
    let definition = format!(
        "CREATE TRIGGER {name} BEFORE DELETE ON {table}\n\
         {when}BEGIN SELECT RAISE(ABORT, '{rule}'); END"
    );
    Some((name, definition))
}

/// The condition on a row for it to be frozen, unless all are.
fn rows(freeze: &Freeze) -> Option<String> {
    match freeze.rows {
        FrozenRows::All => None,
        FrozenRows::WithStatus(word) => Some(format!("OLD.status = '{word}'")),
        FrozenRows::WithoutStatus(word) => Some(format!("OLD.status <> '{word}'")),
    }
}

/// The condition that a frozen column changes. Another trigger keeps the key.
fn change(freeze: &Freeze) -> String {
    let of = |row: &str| {
        let names = ["created_at"].into_iter().chain(freeze.frozen());
        names.map(|name| format!("{row}.{name}")).collect::<Vec<_>>().join(", ")
    };
    format!("({})\n  IS NOT ({})", of("OLD"), of("NEW"))
}
