use sha2::{Digest as _, Sha256};

use super::*;

fn fresh() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    migrate(&mut connection).unwrap();
    connection
}

pub(super) fn texts(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn note(connection: &Connection, schema: Schema) {
    let noted = schema::definition(schema);
    let version = schema.version;
    let batch = format!("DROP VIEW clientline_schema; {noted}; PRAGMA user_version = {version}");
    connection.execute_batch(&batch).unwrap();
}

/// The SHA-256 of the text of each step that was released, in order. Whoever makes a release
/// adds those of its new steps.
const RELEASED: &[&str] = &[
    "b1d24ca1c5e7b671abe6e79ff2447b303916d8763d409546e64e1c668c574807",
    "d3a556f3799a81af48868924399c174e0963103aa9549c42030a05f5c3cbe92b",
    "b29e65a51d575372994305775d26347730005b5b3e436572d23c66f320b582cf",
    "1eea6a836164a644621e0b784da85dcc9af6bb156e0e557f0fc0a6bfbf740ce7",
    "08c2fe106052e8ab803199f5e230f6b20c5b4961360b39e84023558b67976d51",
    "4c1fa6154bf4428730e33c05e9f3e325cd5da247f5e252b883f0c11d0f3b4af9",
    "1efcb1301c3f9d83d786d656d8067cdcf04ad7394fb55579e030e68386a7959b",
    "b05ea4a991cf4c19443aa97dd04640a961c79057cfc6b1f4c9a58d5a282ef964",
];

#[test]
fn no_step_that_was_released_changes() {
    let digest = |step: &Step| {
        let text = match step {
            Step::Statements(text) => (*text).to_owned(),
            Step::Rebuild { before, table, columns, after } => {
                [*before, table, columns, after].concat()
            }
            // What its code does, the upgrade of the kept database shows.
            Step::Rewrite(_) => "by code".to_owned(),
        };
        let bytes = Sha256::digest(text);
        bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    };
    let found: Vec<String> = STEPS.iter().take(RELEASED.len()).map(digest).collect();
    assert_eq!(found, RELEASED, "A step that was released never changes: add a new one.");
}

#[test]
fn a_database_of_a_later_release_is_used_as_long_as_that_one_says_so() {
    let mut connection = fresh();
    let version = OURS.version + 2;
    note(&connection, Schema { version, compatible_from: OURS.version });
    migrate(&mut connection).unwrap();
    assert_eq!(schema::read(&connection).unwrap().version, version);
    note(&connection, Schema { version, compatible_from: OURS.version + 1 });
    assert!(matches!(migrate(&mut connection), Err(Error::Schema(_))));
}

#[test]
fn a_database_of_a_later_release_that_has_not_said_so_is_refused() {
    let mut connection = fresh();
    connection.execute_batch("PRAGMA user_version = 9999").unwrap();
    assert!(matches!(migrate(&mut connection), Err(Error::Schema(_))));
}

#[test]
fn a_database_of_another_program_is_refused() {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("CREATE TABLE recipe (name)").unwrap();
    assert!(matches!(migrate(&mut connection), Err(Error::Corrupt(_))));
}

#[test]
fn a_second_run_changes_nothing_and_references_are_followed_after_it() {
    let mut connection = fresh();
    let before = connection.total_changes();
    let schema = texts(&connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
    migrate(&mut connection).unwrap();
    assert_eq!(connection.total_changes(), before);
    assert_eq!(texts(&connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"), schema);
    for (setting, value) in [("foreign_keys", "1"), ("legacy_alter_table", "0")] {
        let read = format!("SELECT {setting} || '' FROM pragma_{setting}");
        assert_eq!(texts(&connection, &read), [value], "{setting}");
    }
}

#[test]
fn whatever_lacks_of_what_all_tables_have_is_made_again() {
    let mut connection = fresh();
    let statistics = "SELECT tbl || idx || stat FROM sqlite_stat1 ORDER BY 1";
    let before = texts(&connection, statistics);
    let loss = "DROP TRIGGER guest_keeps_key_and_version;
                DROP TRIGGER sale_keeps_key_and_version;
                DROP TRIGGER invoice_is_frozen;
                DROP TRIGGER audit_stays;
                CREATE TRIGGER sale_keeps_key_and_version BEFORE UPDATE ON sale BEGIN SELECT 1; END;
                UPDATE sqlite_stat1 SET stat = '1 1' WHERE tbl = 'guest';
                DROP VIEW clientline_schema";
    connection.execute_batch(loss).unwrap();
    migrate(&mut connection).unwrap();
    assert_eq!(texts(&connection, statistics), before);
    let triggers = "SELECT count(*) || '' FROM sqlite_schema
                    WHERE type = 'trigger' AND sql LIKE '%version_grows_by_one%'";
    assert_eq!(texts(&connection, triggers), [clientline_core::model::TABLES.len().to_string()]);
    let frozen = "SELECT name FROM sqlite_schema WHERE type = 'trigger'
                  AND name IN ('invoice_is_frozen', 'audit_stays') ORDER BY name";
    assert_eq!(texts(&connection, frozen), ["audit_stays", "invoice_is_frozen"]);
    assert_eq!(schema::read(&connection).unwrap(), OURS);
}

mod expanding;

/// A center and a guest of it, as a file of the release before may hold them.
const ROWS: &str = "
    INSERT INTO center (organization_id, id, version, created_at, updated_at, name, time_zone,
      code, currency, policies, is_active)
    VALUES (zeroblob(16), x'00000000000000000000000000000001', 1, 0, 0, 'Hall', 'Europe/Riga',
      'C-1', 'EUR', '{}', 1);
    INSERT INTO calendar (organization_id, id, version, created_at, updated_at, kind, center_id,
      revision)
    VALUES (zeroblob(16), x'00000000000000000000000000000002', 1, 0, 0, 'center',
      x'00000000000000000000000000000001', 0);";

/// Rebuilds the centers, to which almost everything refers, with one column more.
fn with_a_color(transaction: &Transaction) -> HookResult {
    let definition = "SELECT sql FROM sqlite_schema WHERE name = 'center'";
    let definition: String = transaction.query_row(definition, [], |row| row.get(0))?;
    let (_, columns) = definition.split_once('(').unwrap();
    let columns = format!("(colour TEXT NOT NULL DEFAULT 'red', {columns}");
    Ok(rebuild(transaction, "center", &columns)?)
}

fn later(last: Step) -> (Vec<Step>, Schema) {
    let steps = STEPS.iter().copied().chain([last]).collect();
    (steps, Schema { version: OURS.version + 1, ..OURS })
}

#[test]
fn a_table_that_is_referred_to_is_rebuilt_with_its_rows_triggers_and_indexes() {
    let mut connection = fresh();
    connection.execute_batch(ROWS).unwrap();
    let around = "SELECT name FROM sqlite_schema WHERE tbl_name = 'center' ORDER BY name";
    let before = texts(&connection, around);
    let (steps, schema) = later(Step::Rewrite(with_a_color));
    bring_to(&mut connection, &steps, schema).unwrap();

    let rows = "SELECT name || ' ' || colour || ' ' || version FROM center";
    assert_eq!(texts(&connection, rows), ["Hall red 1"]);
    assert_eq!(texts(&connection, around), before);
    let pointing = "SELECT \"table\" FROM pragma_foreign_key_list('calendar')";
    assert_eq!(texts(&connection, pointing), ["center", "center"]);
    // The rules hold as before: of references, of keys, and of versions.
    for (attack, rule) in [
        ("DELETE FROM center", "FOREIGN KEY"),
        ("UPDATE center SET name = 'x'", "version_grows_by_one"),
        ("INSERT INTO center SELECT * FROM center", "UNIQUE"),
    ] {
        let refused = connection.execute_batch(attack).unwrap_err().to_string();
        assert!(refused.contains(rule), "{attack}: {refused}");
    }
}

#[test]
fn a_step_that_would_leave_a_reference_to_nothing_is_not_taken_at_all() {
    let mut connection = fresh();
    connection.execute_batch(ROWS).unwrap();
    let (steps, schema) = later(Step::Statements("DELETE FROM center"));
    let refused = bring_to(&mut connection, &steps, schema);
    assert!(matches!(refused, Err(Error::Corrupt(_))), "{refused:?}");
    assert_eq!(texts(&connection, "SELECT name FROM center"), ["Hall"]);
    assert_eq!(schema::read(&connection).unwrap(), OURS);
    let on = "SELECT foreign_keys || '' FROM pragma_foreign_keys";
    assert_eq!(texts(&connection, on), ["1"]);
}
