//! The API against what it was to be: every operation and every field that the
//! design names is in the document, or stands here with the reason why not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document;

/// The operations that the design names, one a line, parameters without names.
const OPERATIONS: &str = include_str!("seeds.txt");

/// The fields of each entity that the design names: `entity: field field …`.
const ENTITIES: &str = include_str!("entities.txt");

/// What the design calls by one name and the API by others, or not at all.
const OTHERWISE: [(&str, &str, &[&str], &str); 6] = [
    ("user", "password", &[], "it is taken, and never shown"),
    (
        "offer_discount",
        "item_id",
        &["service_id", "product_id", "package_id"],
        "a reference that the database checks leads to one table",
    ),
    (
        "sale",
        "item_id",
        &["service_id", "product_id", "package_id"],
        "a reference that the database checks leads to one table",
    ),
    (
        "invoice_item",
        "item_id",
        &["service_id", "product_id", "package_id"],
        "a reference that the database checks leads to one table",
    ),
    ("invoice_item", "tax_ids", &["taxes"], "a line keeps its taxes as they were when billed"),
    (
        "appointment",
        "history",
        &[],
        "it grows without bound, and is a list of its own: /appointments/{id}/history",
    ),
];

/// What every resource carries.
const COMMON: [&str; 4] = ["id", "version", "created_at", "updated_at"];

/// `METHOD /path` of every operation, its parameters without names.
fn documented(document: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let nameless: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect();
        for method in operations.as_object().unwrap().keys() {
            all.insert(format!("{} {}", method.to_uppercase(), nameless.join("/")));
        }
    }
    all
}

#[test]
fn every_operation_that_the_design_names_is_there() {
    let documented = documented(&document());
    let named: Vec<&str> = OPERATIONS.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(named.len() > 120, "{}", named.len());
    let missing: Vec<&str> =
        named.into_iter().filter(|operation| !documented.contains(*operation)).collect();
    assert_eq!(missing, [""; 0]);
}

/// The design's words for an update are two, and clients use either.
#[test]
fn what_is_changed_by_one_of_patch_and_put_is_changed_by_the_other() {
    let documented = documented(&document());
    for operation in &documented {
        if let Some(path) = operation.strip_prefix("PATCH ") {
            assert!(documented.contains(&format!("PUT {path}")), "{path}");
        }
        // What PUT replaces whole has no fields to change singly.
        let whole = ["centers", "hours", "services"]
            .iter()
            .any(|end| operation.ends_with(&format!("}}/{end}")));
        if let Some(path) = operation.strip_prefix("PUT ").filter(|_| !whole) {
            assert!(documented.contains(&format!("PATCH {path}")), "{path}");
        }
    }
}

#[test]
fn every_field_that_the_design_names_is_there_or_has_a_reason_not_to_be() {
    let document = document();
    let otherwise: BTreeMap<(&str, &str), &[&str]> = OTHERWISE
        .iter()
        .map(|(entity, field, names, _reason)| ((*entity, *field), *names))
        .collect();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for line in ENTITIES.lines() {
        let (entity, fields) = line.split_once(": ").unwrap();
        let properties = &document["components"]["schemas"][schema_of(entity)]["properties"];
        let has = |field: &str| properties.get(field).is_some();
        for field in fields.split(' ').chain(COMMON) {
            let names = otherwise.get(&(entity, field));
            match names {
                Some(names) if !has(field) && names.iter().all(|name| has(name)) => {
                    used.insert((entity, field));
                }
                None if has(field) => {}
                _ => wrong.push(format!("{entity}.{field}")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(used, otherwise.keys().copied().collect(), "no reason is left over");
}

/// `room_category` is described by the schema `RoomCategory`.
fn schema_of(entity: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    entity.split('_').map(capital).collect()
}
