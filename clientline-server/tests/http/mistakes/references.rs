//! What is deleted from under what refers to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::kit::{
    id, kind,
    market::{Market, lists},
    operations,
};

/// All rows of all lists, each with the path of its list.
fn rows(market: &Market) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let (owned, whole): (Vec<_>, Vec<_>) =
        lists(&market.client).into_iter().partition(|list| list.owner().is_some());
    for list in &whole {
        let path = &list.operation.path;
        let rows = market.client.all(&format!("{path}?"));
        all.extend(rows.into_iter().map(|row| (path.clone(), row)));
    }
    // What is listed under something only.
    for list in owned.iter().filter(|list| !whole.iter().any(|one| one.rows() == list.rows())) {
        let parameter = list.owner().unwrap();
        let owners = format!("/{}?", kind(&list.operation, &parameter));
        for owner in market.client.all(&owners) {
            let path = list.operation.at(|_| id(&owner).to_owned());
            let rows = market.client.all(&format!("{path}?"));
            all.extend(rows.into_iter().map(|row| (path.clone(), row)));
        }
    }
    all
}

/// The identifiers that a row refers to by its fields, at any depth.
fn named<'a>(value: &'a Value, field: &str, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| named(value, name, found)),
        Value::Array(items) => items.iter().for_each(|item| named(item, field, found)),
        // A visit or a party is told by its appointments, and is no row.
        Value::String(_) if ["visit_id", "party_id"].contains(&field) => {}
        Value::String(text) if field.ends_with("_id") || field.ends_with("_ids") => {
            found.insert(text);
        }
        _ => {}
    }
}

/// Checks that every row refers to what is there.
fn check(market: &Market) -> usize {
    let rows = rows(market);
    let there: BTreeSet<&str> = rows.iter().map(|(_, row)| id(row)).collect();
    let mut checked = 0;
    // The trail tells of what is gone.
    for (path, row) in rows.iter().filter(|(path, _)| path != "/audit") {
        let mut names = BTreeSet::new();
        named(row, "", &mut names);
        for name in names {
            assert!(there.contains(name), "{path} {row} refers to {name}, which is not there");
            checked += 1;
        }
    }
    checked
}

#[test]
fn what_something_refers_to_is_not_deleted_from_under_it() {
    let market = Market::open();
    assert!(check(&market) > 300, "there are references");
    let delete = |path: &str| market.client.send(&format!("DELETE {path}"), &[], None).unwrap();
    let in_use = (409, "in_use".to_owned());
    let deletes = operations(&market.client).into_iter().filter(|one| one.method == "DELETE");
    // A key is revoked, not deleted; and the next request needs it.
    let deletes: BTreeSet<String> =
        deletes.map(|one| one.path).filter(|path| path != "/api-keys/{id}").collect();
    let mut refused = BTreeSet::new();
    // Money is given back last of all.
    let (collections, others): (Vec<_>, Vec<_>) =
        rows(&market).into_iter().partition(|(path, _)| path == "/collections");
    for (path, row) in others.iter().chain(&collections) {
        let path = if path.starts_with("/invoice-items/") { "/invoice-items" } else { path };
        if !deletes.contains(&format!("{path}/{{id}}")) {
            continue;
        }
        let answer = delete(&format!("{path}/{}", id(row)));
        match answer.status {
            // Lines go with their draft.
            204 | 404 => {}
            409 => _ = refused.insert((path.to_owned(), answer.code().1)),
            _ => panic!("DELETE {path}: {} {}", answer.status, answer.text),
        }
    }
    for path in [
        "/categories",
        "/business-units",
        "/centers",
        "/employees",
        "/guests",
        "/packages",
        "/products",
        "/providers",
        "/room-categories",
        "/rooms",
        "/services",
    ] {
        assert!(refused.contains(&(path.to_owned(), in_use.1.clone())), "{path}: {refused:?}");
    }
    assert!(check(&market) > 200, "there are references still");
    for branch in &market.branches {
        let guest = format!("/guests/{}", id(&branch.guest));
        assert_eq!(delete(&guest).code(), in_use, "the guest has invoices");
        let off = json!({"is_active": false});
        market.client.ask(&format!("PATCH {guest}"), &off).expect(200);
    }
}
