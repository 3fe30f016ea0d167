//! Every index has a user: each costs every row an entry. The tests of the other store say
//! that it has the same ones.

use std::collections::BTreeSet;

use clientline_core::{
    conformance::shapes,
    entity::Query,
    model::{Guest, OnlineBooking, TABLES},
    row::Select,
};
use clientline_sql::Dialect;
use rusqlite::Connection;

use crate::{
    salon::Salon,
    selects::{SELECTS, some},
    world::tenant,
};

/// What use cases select that are not simulated, and filters that no simulated request
/// names alone.
const OTHER_SELECTS: &[&str] = &[
    "appointment | series_id = | by starts_at | descending | page",
    "audit | actor_id = | by id | descending | page",
    "audit | operation = | by id | descending | page",
    "guest | phone = | by id | descending | page",
    "user_account | role = | by id | descending | page",
];

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

/// The names of the indexes that a statement uses.
fn used(raw: &Connection, text: &str) -> Vec<String> {
    let mut prepared = raw.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let arguments = prepared.parameter_count();
    let nothing = rusqlite::params_from_iter(vec![rusqlite::types::Null; arguments]);
    let steps = prepared.query_map(nothing, |row| row.get::<_, String>(3)).unwrap();
    let index = |step: rusqlite::Result<String>| {
        let step = step.unwrap();
        let (_, rest) = step.split_once(" INDEX ")?;
        rest.split(' ').next().map(str::to_owned)
    };
    steps.filter_map(index).collect()
}

fn text(select: &Select) -> String {
    clientline_sql::select(Dialect::Sqlite, select, tenant(1)).text().to_owned()
}

/// The indexes that neither a select, nor a constraint, nor a reference to a row that may be
/// deleted has a use for.
fn idle(raw: &Connection) -> BTreeSet<String> {
    let lines = SELECTS.lines().chain(OTHER_SELECTS.iter().copied());
    let of_lines = lines.map(|line| text(&shapes::select(line, some).unwrap()));
    let of_public = [
        text(Guest::known_by(&"rui@example.com".parse().unwrap()).select()),
        text(Query::one().eq(OnlineBooking::mailbox(), &String::new()).descending().select()),
    ];
    let deletes = DELETED.iter().map(|table| {
        format!("DELETE FROM {table} WHERE organization_id = ?1 AND id = ?2 AND version = ?3")
    });
    let statements = of_lines.chain(of_public).chain(deletes);
    let used: BTreeSet<String> = statements.flat_map(|text| used(raw, &text)).collect();
    let constraints = TABLES.iter().flat_map(|table| table.constraints);
    let constraints: BTreeSet<&str> = constraints.map(|rule| rule.name).collect();
    let indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let mut prepared = raw.prepare(indexes).unwrap();
    let indexes = prepared.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let indexes = indexes.map(Result::unwrap);
    indexes.filter(|one| !used.contains(one) && !constraints.contains(one.as_str())).collect()
}

#[test]
fn every_index_is_used_by_a_select_a_constraint_or_a_reference() {
    let salon = Salon::open();
    let idle = idle(&salon.raw());
    assert!(idle.is_empty(), "{idle:#?}");
}

#[test]
fn an_index_without_a_user_is_noticed() {
    let salon = Salon::open();
    let raw = salon.raw();
    let index = "CREATE INDEX sale_by_date ON sale (organization_id, sale_date);
                 INSERT INTO sqlite_stat1 VALUES ('sale', 'sale_by_date', '10000000 100000 100');
                 ANALYZE sqlite_schema";
    raw.execute_batch(index).unwrap();
    assert_eq!(idle(&raw), BTreeSet::from(["sale_by_date".to_owned()]));
}
