//! While a schema expands, servers of the release before go on writing: what they execute
//! is executed here on the schema after each step, with the kept database of the baseline.

use super::*;

/// The first step after which servers of the baseline can't write any more.
const CONTRACTED: usize = 7;

/// The baseline's database, which is kept.
fn baseline() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("../../../tests/upgrade/baseline.sql")).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    connection
}

/// Takes some steps, and does not complete what follows from the tables of this release.
fn take_to(connection: &mut Connection, steps: usize) {
    let steps = STEPS[..steps].iter().map(|step| step.migration()).collect();
    without_references(connection, |connection| take(&steps, connection)).unwrap();
}

/// The rows that a server of the baseline inserts: a copy of a row, with what it knows of the table.
fn copy(old: &Connection, table: &str, given: &[(&str, &str)], rows: &str) -> String {
    let names = texts(old, &format!("SELECT name FROM pragma_table_info('{table}')"));
    let value = |name: &String| match given.iter().find(|(one, _)| one == name) {
        Some((_, value)) => (*value).to_owned(),
        None if name == "id" => "randomblob(16)".to_owned(),
        None if name == "version" => "1".to_owned(),
        None => name.clone(),
    };
    let values: Vec<String> = names.iter().map(value).collect();
    let (names, values) = (names.join(", "), values.join(", "));
    format!("INSERT INTO {table} ({names}) SELECT {values} FROM {table} {rows} LIMIT 1")
}

const HASH: &str = "'abababababababababababababababababababababababababababababababab'";

/// What a server of the baseline writes when it makes a guest, sells to them, and takes an
/// online booking.
fn writes(old: &Connection) -> Vec<String> {
    let free = "(SELECT id FROM appointment WHERE id NOT IN (SELECT id FROM online_booking)
                 ORDER BY id DESC LIMIT 1)";
    let guest = "(SELECT id FROM guest WHERE guest_code = 'G-new')";
    let booking = [
        ("id", free),
        ("appointment_id", free),
        ("manage_hash", HASH),
        ("confirm_token_hash", "NULL"),
    ];
    vec![
        copy(old, "guest", &[("guest_code", "'G-new'")], "WHERE is_active"),
        copy(old, "service", &[("service_code", "'S-new'")], ""),
        copy(old, "invoice", &[("guest_id", guest)], "WHERE status = 'draft'"),
        copy(old, "online_booking", &booking, ""),
        "UPDATE guest SET notes = 'x', version = version + 1 WHERE guest_code = 'G-new'".to_owned(),
        format!(
            "UPDATE online_booking SET confirm_token_hash = {HASH}, version = version + 1
             WHERE manage_hash = {HASH}"
        ),
        format!("DELETE FROM online_booking WHERE manage_hash = {HASH}"),
    ]
}

#[test]
fn servers_of_the_baseline_write_every_schema_until_it_is_contracted() {
    let old = baseline();
    for steps in 1..CONTRACTED {
        let mut connection = baseline();
        take_to(&mut connection, steps);
        for statement in writes(&old) {
            let written = connection.execute(&statement, []);
            assert_eq!(written.unwrap(), 1, "after step {steps}: {statement}");
        }
    }
    let mut contracted = baseline();
    take_to(&mut contracted, CONTRACTED);
    assert!(contracted.execute(&writes(&old)[3], []).is_err());
}

#[test]
fn a_booking_has_its_hash_by_both_names_whoever_wrote_it() {
    let old = baseline();
    let mut connection = baseline();
    take_to(&mut connection, CONTRACTED - 1);
    let both = "SELECT count(*) || ' ' || sum(manage_hash = manage_token_hash) FROM online_booking";
    let all = texts(&old, "SELECT count(*) || '' FROM online_booking").concat();
    assert_eq!(texts(&connection, both), [format!("{all} {all}")]);
    let older = &writes(&old)[3];
    connection.execute(older, []).unwrap();
    let newer = older.replacen("manage_hash", "manage_token_hash", 1).replace("abab", "cdcd");
    connection.execute(&newer, []).unwrap();
    let all = all.parse::<u32>().unwrap() + 2;
    assert_eq!(texts(&connection, both), [format!("{all} {all}")]);
}

/// What refers to an appointment's further rooms and providers says when it starts: the rows that
/// were there, and those that a server of the release before writes.
#[test]
fn what_is_further_starts_with_its_appointment_whoever_wrote_it() {
    let mut connection = baseline();
    for steps in [78, 79] {
        take_to(&mut connection, steps);
        for (table, column) in
            [("appointment_room", "room_id"), ("appointment_provider", "provider_id")]
        {
            let of = column.trim_end_matches("_id");
            let link = format!(
                "INSERT INTO {table} (organization_id, id, version, created_at, updated_at,
                   appointment_id, {column})
                 SELECT a.organization_id, randomblob(16), 1, a.created_at, a.updated_at, a.id, o.id
                 FROM appointment AS a JOIN {of} AS o USING (organization_id)
                 WHERE (a.id, o.id) NOT IN (SELECT appointment_id, {column} FROM {table}) LIMIT 1"
            );
            assert_eq!(connection.execute(&link, []).unwrap(), 1, "{link}");
        }
    }
    for table in ["appointment_room", "appointment_provider"] {
        let right = format!(
            "SELECT count(*) || ' ' || sum(l.starts_at = a.starts_at) FROM {table} AS l
             JOIN appointment AS a ON a.id = l.appointment_id"
        );
        assert_eq!(texts(&connection, &right), ["2 2"]);
    }
}

#[test]
fn a_server_of_the_baseline_refuses_the_contracted_schema_with_both_versions() {
    let refused = Schema { version: 1, compatible_from: 1 }.fit(OURS).unwrap_err();
    let Error::Schema(said) = refused else { panic!("{refused}") };
    let version = OURS.version.to_string();
    assert!(said.contains(&version) && said.contains("install a newer one"), "{said}");
}

/// A function that they lack, and one that is false of null for them, in a column that may
/// be null.
#[test]
fn no_definition_is_understood_otherwise_by_older_shells() {
    let mut connection = baseline();
    let newer = "SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables
                 JOIN pragma_table_info(tables.name) AS columns
                 WHERE tables.type = 'table' AND (
                   tables.sql LIKE '%octet_length(' || columns.name || ')%' OR
                   NOT columns.\"notnull\"
                   AND tables.sql LIKE '%AND json_valid(' || columns.name || ')%')";
    assert!(texts(&connection, newer).len() > 10);
    migrate(&mut connection).unwrap();
    assert_eq!(texts(&connection, newer), Vec::<String>::new());
}
