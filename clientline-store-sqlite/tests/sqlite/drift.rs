//! The declared tables against the live schema: neither may have what the other
//! lacks.

use std::collections::{BTreeMap, BTreeSet};

use clientline_core::{
    model::{FREEZES, Freeze, FrozenRows, Occupancy, TABLES},
    row::{Column, Kind, Table},
    value::Timestamp,
};
use rusqlite::Connection;

use crate::salon::Salon;

/// What every table has beside its declared columns.
const IMPLICIT: [(&str, Kind); 5] = [
    ("organization_id", Kind::Uuid),
    ("id", Kind::Uuid),
    ("version", Kind::Int),
    ("created_at", Kind::Time),
    ("updated_at", Kind::Time),
];

fn live() -> (Salon, Connection) {
    let salon = Salon::open();
    let connection = salon.raw();
    (salon, connection)
}

fn texts(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The text of a table's definition or a trigger's, with single blanks.
fn definition(connection: &Connection, name: &str) -> String {
    let query = format!("SELECT sql FROM sqlite_schema WHERE name = '{name}'");
    texts(connection, &query).concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool | Kind::Int | Kind::Time | Kind::Date => "INTEGER",
        Kind::Text => "TEXT",
        Kind::Uuid => "BLOB",
    }
}

#[test]
fn every_declared_table_is_there_and_no_other() {
    let (_salon, connection) = live();
    // The library's own tables hold the planner's statistics.
    let live = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'";
    let live = texts(&connection, live);
    let declared: BTreeSet<&str> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(live.iter().map(String::as_str).collect::<BTreeSet<_>>(), declared);
    let strict = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict AND wr";
    assert_eq!(texts(&connection, strict).len(), TABLES.len());
}

#[test]
fn every_column_has_its_declared_name_type_and_nullability() {
    let (_salon, connection) = live();
    for table in TABLES {
        let live: BTreeSet<String> = texts(
            &connection,
            &format!(
                "SELECT name || ' ' || type || iif(\"notnull\", ' NOT NULL', '') || iif(pk, ' ' || pk, '')
                 FROM pragma_table_info('{}')",
                table.name
            ),
        )
        .into_iter()
        .collect();
        let implicit = IMPLICIT.iter().map(|(name, kind)| {
            let key = match *name {
                "organization_id" => " 1",
                "id" => " 2",
                _ => "",
            };
            format!("{name} {} NOT NULL{key}", type_of(*kind))
        });
        let declared = table.columns.iter().map(|column| {
            let null = if column.nullable { "" } else { " NOT NULL" };
            format!("{} {}{null}", column.name, type_of(column.kind))
        });
        assert_eq!(live, implicit.chain(declared).collect(), "{}", table.name);
    }
}

#[test]
fn every_reference_is_composite_and_restricts() {
    let (_salon, connection) = live();
    for table in TABLES {
        let query = format!(
            "SELECT group_concat(\"from\" || '>' || \"to\", ',' ORDER BY seq) || ' ' || \"table\"
               || ' ' || on_update || ' ' || on_delete
             FROM pragma_foreign_key_list('{}') GROUP BY id",
            table.name
        );
        let live: BTreeSet<String> = texts(&connection, &query).into_iter().collect();
        let declared = table.columns.iter().filter_map(|Column { name, references, .. }| {
            let target = (*references)?.name;
            let keys = format!("organization_id>organization_id,{name}>id");
            Some(format!("{keys} {target} NO ACTION NO ACTION"))
        });
        // A number refers to the one before it, by a column that is computed.
        let numbered = table.constraints.iter().filter_map(|rule| {
            let taken = rule.name.strip_suffix("_number_taken").zip(Some("number_before"));
            let used = rule.name.strip_suffix("_number_used").zip(Some("before_in_series"));
            let (name, before) = taken.or(used)?;
            let [center, number] =
                rule.keys.iter().map(|&key| table.columns[key].name).collect::<Vec<_>>()[..]
            else {
                return None;
            };
            let keys =
                format!("organization_id>organization_id,{center}>{center},{before}>{number}");
            Some(format!("{keys} {name} NO ACTION NO ACTION"))
        });
        assert_eq!(live, declared.chain(numbered).collect(), "{}", table.name);
    }
}

/// A table's indexes: name to columns.
fn indexes(connection: &Connection, table: &Table, unique: bool) -> BTreeMap<String, Vec<String>> {
    let query = format!(
        "SELECT name FROM pragma_index_list('{}') WHERE origin = 'c' AND \"unique\" = {unique}",
        table.name
    );
    let columns = |name: &String| {
        texts(connection, &format!("SELECT name FROM pragma_index_info('{name}') ORDER BY seqno"))
    };
    texts(connection, &query).into_iter().map(|name| (name.clone(), columns(&name))).collect()
}

#[test]
fn every_constraint_is_an_index_or_a_trigger_of_its_name_and_none_is_undeclared() {
    let (_salon, connection) = live();
    for table in TABLES {
        let mut live = indexes(&connection, table, true);
        for rule in table.constraints {
            if rule.span.is_some() {
                let trigger = definition(&connection, rule.name);
                assert!(trigger.contains(&format!("BEFORE INSERT ON {}", table.name)), "{trigger}");
                continue;
            }
            let keys = rule.keys.iter().map(|&key| table.columns[key].name);
            let columns: Vec<&str> = ["organization_id"].into_iter().chain(keys).collect();
            assert_eq!(live.remove(rule.name).unwrap(), columns, "{}", rule.name);
            // Rows without a value are unique anyway, and need no entry; but those that are
            // referred to have all rows.
            let key = rule.keys.iter().map(|&key| &table.columns[key]);
            let is_referred_to =
                rule.name == "invoice_number_taken" || rule.name.ends_with("_number_used");
            let nullable = key.filter(|key| key.nullable && !is_referred_to);
            let filled = nullable.map(|key| format!(" WHERE {} IS NOT NULL", key.name));
            let when = rule.when.map_or_else(
                || filled.collect(),
                |when| format!(" WHERE {} = '{}'", table.columns[when.column].name, when.equals),
            );
            let text = definition(&connection, rule.name).replace("\n ", "");
            assert!(text.ends_with(&format!("){when}")), "{text}");
        }
        assert!(live.is_empty(), "undeclared: {live:?}");
    }
}

#[test]
fn no_two_unique_constraints_of_a_table_are_over_the_same_columns() {
    // The library names a broken one by its columns, and by nothing else.
    let (_salon, connection) = live();
    for table in TABLES {
        let indexes = indexes(&connection, table, true);
        let distinct: BTreeSet<&Vec<String>> = indexes.values().collect();
        assert_eq!(distinct.len(), indexes.len(), "{}", table.name);
    }
}

/// The tables to which rows refer that no use case deletes.
const NEVER_DELETED: [&str; 3] = ["appointment", "gift_card", "payment"];

#[test]
fn every_reference_to_what_may_be_deleted_can_be_followed_back_by_an_index() {
    // Else deleting a row reads all of every table that may refer to it.
    let (_salon, connection) = live();
    for table in TABLES {
        let mut all = indexes(&connection, table, false);
        all.extend(indexes(&connection, table, true));
        let may_be_deleted = |target: &Table| !NEVER_DELETED.contains(&target.name);
        let columns = table.columns.iter();
        for column in columns.filter(|column| column.references.is_some_and(may_be_deleted)) {
            let leads = |columns: &Vec<String>| {
                columns[0] == "organization_id" && columns.get(1).is_some_and(|c| c == column.name)
            };
            assert!(all.values().any(leads), "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn every_column_is_checked_for_what_its_kind_can_hold() {
    let (_salon, connection) = live();
    let (first, last) = (Timestamp::MIN.micros(), Timestamp::MAX.micros());
    for table in TABLES {
        let text = definition(&connection, table.name);
        let declared = table.columns.iter().filter(|column| column.references.is_none());
        let declared = declared.map(|column| (column.name, column.kind));
        for (name, kind) in IMPLICIT.into_iter().chain(declared) {
            let any_of = match kind {
                Kind::Bool => vec![format!("CHECK ({name} IN (0, 1))")],
                Kind::Int => vec![format!("CHECK ({name} >= "), format!("CHECK ({name} BETWEEN ")],
                Kind::Time => vec![format!("CHECK ({name} BETWEEN {first} AND {last})")],
                Kind::Date => vec![format!("CHECK ({name} BETWEEN -719162 AND 2932896)")],
                Kind::Uuid => vec![format!("CHECK (length({name}) = 16)")],
                Kind::Text => vec![
                    format!("length({name}) <= "),
                    format!("length(CAST({name} AS BLOB)) <= "),
                    format!("length(CAST({name} AS BLOB)) BETWEEN "),
                    format!("length({name}) = "),
                    format!("length({name}) BETWEEN "),
                    format!("{name} IN ('"),
                    format!("{name} GLOB '[A-Z]"),
                ],
            };
            assert!(any_of.iter().any(|check| text.contains(check)), "{}.{name}", table.name);
        }
    }
}

#[test]
fn the_words_of_every_enum_are_those_of_the_model() {
    let (_salon, connection) = live();
    for table in TABLES {
        let text = definition(&connection, table.name).replace("( '", "('");
        for Column { name, words, .. } in table.columns.iter().filter(|c| !c.words.is_empty()) {
            let check = format!("CHECK ({name} IN ('{}'))", words.join("', '"));
            assert!(text.contains(&check), "{}: {check}", table.name);
        }
    }
}

#[test]
fn the_longest_occupancy_is_that_of_the_model() {
    let (_salon, connection) = live();
    let longest = format!("ends_at - starts_at <= {}", Occupancy::MINUTES_MAX * 60_000_000);
    assert!(definition(&connection, "occupancy").contains(&longest));
}

#[test]
fn the_planner_has_statistics_of_every_index() {
    let (_salon, connection) = live();
    for table in TABLES {
        let indexes =
            indexes(&connection, table, false).len() + indexes(&connection, table, true).len();
        let statistics = format!("SELECT stat FROM sqlite_stat1 WHERE tbl = '{}'", table.name);
        assert_eq!(texts(&connection, &statistics).len(), indexes + 1, "{}", table.name);
    }
}

/// Every column of the file but those that may change must be compared by the trigger.
#[test]
fn every_freeze_compares_every_column_but_those_that_may_change() {
    let (_salon, connection) = live();
    for Freeze { table, rule, rows, changing, stays } in FREEZES {
        let table = table.name;
        let text = definition(&connection, &format!("{table}_is_frozen"));
        let when = match rows {
            FrozenRows::All => String::new(),
            FrozenRows::WithStatus(word) => format!("WHEN OLD.status = '{word}' "),
            FrozenRows::WithoutStatus(word) => format!("WHEN OLD.status <> '{word}' "),
        };
        let refuses = format!("BEGIN SELECT RAISE(ABORT, '{rule}'); END");
        let start = format!("CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} {when}");
        assert!(text.starts_with(&start) && text.ends_with(&refuses), "{text}");
        if changing.is_empty() {
            assert_eq!(text, format!("{start}{refuses}"));
            continue;
        }
        let (old, new) = text.rsplit_once(" IS NOT (").unwrap();
        let (_, old) = old.rsplit_once('(').unwrap();
        let names = |tuple: &str, row: &str| -> Vec<String> {
            let (tuple, _) = tuple.split_once(')').unwrap();
            tuple.split(", ").map(|name| name.strip_prefix(row).unwrap().to_owned()).collect()
        };
        let frozen = names(old, "OLD.");
        assert_eq!(frozen, names(new, "NEW."), "{table}");
        let columns = texts(&connection, &format!("SELECT name FROM pragma_table_info('{table}')"));
        // Another trigger keeps the key.
        let free = ["organization_id", "id", "version", "updated_at"];
        let is_free = |name: &str| free.contains(&name) || changing.contains(&name);
        let expected = columns.into_iter().filter(|name| !is_free(name));
        assert_eq!(frozen.into_iter().collect::<BTreeSet<_>>(), expected.collect(), "{table}");
        if let Some(rule) = stays {
            let expected = format!(
                "CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {when}\
                 BEGIN SELECT RAISE(ABORT, '{rule}'); END"
            );
            assert_eq!(definition(&connection, &format!("{table}_stays")), expected);
        }
    }
}

#[test]
fn every_table_has_the_trigger_that_keeps_key_and_version() {
    let (_salon, connection) = live();
    for table in TABLES {
        let name = table.name;
        let expected = format!(
            "CREATE TRIGGER {name}_keeps_key_and_version BEFORE UPDATE ON {name} BEGIN \
             SELECT RAISE(ABORT, 'key_never_changes') \
             WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id); \
             SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1; END"
        );
        assert_eq!(definition(&connection, &format!("{name}_keeps_key_and_version")), expected);
    }
}
