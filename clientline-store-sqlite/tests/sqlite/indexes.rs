//! Every index has a user: each costs every row an entry. The tests of the other store say
//! that it has the same ones.

use std::collections::BTreeSet;

use clientline_core::{
    conformance::shapes,
    entity::Query,
    model::{Guest, OnlineBooking, TABLES},
    row::{Select, Table},
};
use clientline_sql::Dialect;
use rusqlite::Connection;

use crate::{
    salon::Salon,
    selects::{self, SELECTS, some},
    world::tenant,
};

/// What use cases select that are not simulated, and filters that no simulated request
/// names alone.
const OTHER_SELECTS: &[&str] = &[
    "guest | phone = | by id | descending | page",
    "user_account | role = | by id | descending | page",
];

/// How the tenants are found whose holds lapsed.
const HOLDS: &str = "SELECT DISTINCT organization_id FROM appointment
  WHERE status = 'pending' AND held_until < ?1 AND organization_id > ?2
  ORDER BY organization_id LIMIT ?3";

/// How the tenants are found with what is to be written off.
const EXPIRED: [&str; 2] = [
    "SELECT organization_id FROM gift_card WHERE write_off_on <= ?1 AND organization_id > ?2",
    "SELECT organization_id FROM guest_package WHERE write_off_on <= ?1 AND organization_id > ?2",
];

/// How the invoices are found that refer to the number before theirs.
const NUMBER_BEFORE: &str =
    "SELECT 1 FROM invoice WHERE organization_id = ?1 AND center_id = ?2 AND number_before = ?3";

/// The tables whose rows some use case deletes: of what refers to them there is an index, by
/// which it is seen that nothing does.
const DELETED: &[&str] = &[
    "admin_count",
    "api_key",
    "blockout",
    "business_unit",
    "calendar",
    "category",
    "center",
    "credential",
    "directory",
    "employee",
    "guest",
    "guest_term",
    "hours_override",
    "idempotency",
    "invoice",
    "invoice_item",
    "occupancy",
    "offer_discount",
    "online_booking",
    "organization",
    "package",
    "package_service",
    "product",
    "product_tax",
    "provider",
    "provider_service",
    "room",
    "room_category",
    "sale",
    "service",
    "service_tax",
    "session",
    "sign_in_throttle",
    "tax",
    "user_account",
];

/// What the planner says that it will do for a statement.
fn steps(raw: &Connection, text: &str) -> String {
    let mut prepared = raw.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let arguments = prepared.parameter_count();
    let nothing = rusqlite::params_from_iter(vec![rusqlite::types::Null; arguments]);
    let steps = prepared.query_map(nothing, |row| row.get::<_, String>(3)).unwrap();
    steps.map(Result::unwrap).collect::<Vec<_>>().join("; ")
}

/// The looks for what refers to a row that is about to be deleted, and the column that each is
/// by.
fn referring() -> impl Iterator<Item = (String, &'static str)> {
    TABLES.iter().flat_map(|table| {
        let may_go = |target: &Table| DELETED.contains(&target.name);
        let columns = table.columns.iter().filter(move |one| one.references.is_some_and(may_go));
        columns.map(|column| {
            let (table, column) = (table.name, column.name);
            let text =
                format!("SELECT 1 FROM {table} WHERE organization_id = ?1 AND {column} = ?2");
            (text, column)
        })
    })
}

/// Statements beside those, and the index that each is to be served by, where another one would
/// serve it at the cost of going through much more.
fn others() -> [(String, &'static str); 10] {
    let text = |select: &Select| {
        clientline_sql::select(Dialect::Sqlite, select, tenant(1)).text().to_owned()
    };
    let written_off = ["gift_card", "guest_package"]
        .map(|table| format!("{table} | write_off_on < | by write_off_on | page"));
    let asked_for =
        "time_off_request | center_id = | status = | ends_at > | starts_at < | by id | all";
    let ended = "blockout | center_id = | span = | ends_at > | starts_at < | by id | all";
    [
        (
            text(Guest::known_by(&"rui@example.com".parse().unwrap()).select()),
            "guest_by_verified_email",
        ),
        (
            text(Query::one().eq(OnlineBooking::mailbox(), &String::new()).descending().select()),
            "online_booking_by_mailbox",
        ),
        (HOLDS.to_owned(), "appointment_by_hold"),
        (text(&shapes::select(ended, some).unwrap()), "blockout_by_end"),
        (text(&shapes::select(asked_for, some).unwrap()), "time_off_request_by_end"),
        (NUMBER_BEFORE.to_owned(), "invoice_by_number_before"),
        (text(&shapes::select(&written_off[0], some).unwrap()), "gift_card_to_write_off"),
        (text(&shapes::select(&written_off[1], some).unwrap()), "guest_package_to_write_off"),
        (EXPIRED[0].to_owned(), "gift_card_to_write_off"),
        (EXPIRED[1].to_owned(), "guest_package_to_write_off"),
    ]
}

/// The selects of use cases, and the looks for references to rows that may be deleted, that no
/// index serves.
fn unserved(raw: &Connection) -> BTreeSet<String> {
    let lines = SELECTS.lines().chain(OTHER_SELECTS.iter().copied());
    let of_lines = lines.filter(|line| {
        let select = shapes::select(line, some).unwrap();
        !selects::is_served(line, &select, &selects::plan(raw, &select))
    });
    let others = others().into_iter().filter(|(text, index)| !steps(raw, text).contains(index));
    let others = others.map(|(text, _)| text);
    let references = referring().filter(|(text, column)| {
        !steps(raw, text).contains(&format!("(organization_id=? AND {column}=?"))
    });
    let references = references.map(|(text, _)| text);
    of_lines.map(str::to_owned).chain(others).chain(references).collect()
}

/// The indexes without which every select, and every look for a reference, is served as well,
/// and that no constraint needs.
fn idle(raw: &Connection) -> BTreeSet<String> {
    let constraints = TABLES.iter().flat_map(|table| table.constraints);
    let constraints: BTreeSet<&str> = constraints.map(|rule| rule.name).collect();
    let indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let mut prepared = raw.prepare(indexes).unwrap();
    let indexes = prepared.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let indexes: Vec<String> = indexes.map(Result::unwrap).collect();
    drop(prepared);
    let with_all = unserved(raw);
    let is_idle = |index: &String| {
        raw.execute_batch(&format!("SAVEPOINT without; DROP INDEX {index}")).unwrap();
        let without = unserved(raw);
        raw.execute_batch("ROLLBACK TO without; RELEASE without").unwrap();
        without == with_all
    };
    let open = indexes.into_iter().filter(|one| !constraints.contains(one.as_str()));
    open.filter(is_idle).collect()
}

#[test]
fn without_any_index_a_select_a_constraint_or_a_reference_would_lack_it() {
    let salon = Salon::open();
    let raw = salon.raw();
    assert_eq!(unserved(&raw), BTreeSet::new());
    let idle = idle(&raw);
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn an_index_without_a_user_is_noticed() {
    let salon = Salon::open();
    let raw = salon.raw();
    let index = "CREATE INDEX sale_by_quantity ON sale (organization_id, quantity);
                 INSERT INTO sqlite_stat1
                   VALUES ('sale', 'sale_by_quantity', '10000000 100000 100');
                 ANALYZE sqlite_schema";
    raw.execute_batch(index).unwrap();
    assert_eq!(idle(&raw), BTreeSet::from(["sale_by_quantity".to_owned()]));
}
