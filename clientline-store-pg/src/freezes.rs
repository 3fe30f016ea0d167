//! The triggers that keep what may never change, rendered from the declared freezes.
//!
//! A trigger's comment is its definition, so that one which has another than it should is
//! noticed, and made again.

use clientline_core::model::{FREEZES, Freeze, FrozenRows};

/// Renders the statement that makes the triggers which lack.
pub(crate) fn definition() -> String {
    let triggers: Vec<String> = FREEZES
        .iter()
        .flat_map(|freeze| {
            let table = freeze.table.name;
            let value =
                move |(name, text)| format!("('{table}', '{name}', $trigger${text}$trigger$)");
            triggers(freeze).map(value)
        })
        .collect();
    MAKE.replace("{triggers}", &triggers.join(",\n    "))
}

const MAKE: &str = "
DO $make$
DECLARE
  frozen text;
  name text;
  definition text;
BEGIN
  FOR frozen, name, definition IN VALUES
    {triggers}
  LOOP
    CONTINUE WHEN EXISTS (
      SELECT FROM pg_trigger WHERE tgrelid = frozen::regclass AND tgname = name
      AND obj_description(oid, 'pg_trigger') = definition
    );
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name, frozen);
    EXECUTE definition;
    EXECUTE format('COMMENT ON TRIGGER %I ON %I IS %L', name, frozen, definition);
  END LOOP;
END $make$";

/// Renders the triggers of a freeze: the name of each, and its definition.
fn triggers(freeze: &Freeze) -> impl Iterator<Item = (String, String)> {
    [Some(frozen(freeze)), stays(freeze), stays_whole(freeze)].into_iter().flatten()
}

/// The trigger that refuses an update.
fn frozen(freeze: &Freeze) -> (String, String) {
    let (table, rule, rows) = (freeze.table.name, freeze.rule, rows(freeze));
    let call = if freeze.changing.is_empty() {
        format!("clientline_refuse('{rule}')")
    } else {
        let names = freeze.changing.iter().chain(&["version", "updated_at"]);
        let names = std::iter::once(&rule).chain(names);
        let arguments: Vec<String> = names.map(|name| format!("'{name}'")).collect();
        format!("clientline_freeze({})", arguments.join(", "))
    };
    let name = format!("{table}_is_frozen");
    let definition = format!(
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW{rows} EXECUTE FUNCTION {call}"
    );
    (name, definition)
}

/// The trigger that refuses to delete a row, if any does.
fn stays(freeze: &Freeze) -> Option<(String, String)> {
    let (table, rule, rows) = (freeze.table.name, freeze.stays?, rows(freeze));
    let name = format!("{table}_stays");
    let definition = format!(
        "CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW{rows} \
         EXECUTE FUNCTION clientline_refuse('{rule}')"
    );
    Some((name, definition))
}

/// The trigger that refuses to sweep such a table away.
fn stays_whole(freeze: &Freeze) -> Option<(String, String)> {
    let (table, rule) = (freeze.table.name, freeze.stays?);
    let name = format!("{table}_stays_whole");
    let definition = format!(
        "CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT \
         EXECUTE FUNCTION clientline_refuse('{rule}')"
    );
    Some((name, definition))
}

/// The condition on a row for it to be frozen, unless all are.
fn rows(freeze: &Freeze) -> String {
    match freeze.rows {
        FrozenRows::All => String::new(),
        FrozenRows::WithStatus(word) => format!(" WHEN (OLD.status = '{word}')"),
        FrozenRows::WithoutStatus(word) => format!(" WHEN (OLD.status <> '{word}')"),
    }
}
