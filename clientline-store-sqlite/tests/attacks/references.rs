//! References: to another tenant's row from every column that refers to any, and
//! from rows that stay to one that goes; and rows that move to another tenant.

use std::collections::BTreeSet;

use clientline_core::model::TABLES;

use super::{Attack, Refusal, Statement, attacks, attacks_on, copy, delete, touch, update};

/// Refers from a column to another tenant's row, and to one's own; `with` is what
/// else the row needs for that.
fn theirs(table: &'static str, column: &'static str, with: Option<&'static str>) -> Attack {
    let declared = TABLES.iter().find(|declared| declared.name == table).unwrap();
    let at = declared.position(column).unwrap();
    let target = declared.columns[at].references.unwrap().name;
    // A payment is never changed: another one is made.
    if table == "payment" {
        let (wrong, right) =
            (format!("{{theirs {target}}}").leak(), format!("{{id {target} 1}}").leak());
        return copy(table, 2, &[(column, wrong)], &[(column, right)])
            .by(Refusal::Reference(column));
    }
    let set = |row: String| match with {
        Some(with) => format!("{column} = {row}, {with}"),
        None => format!("{column} = {row}"),
    };
    let wrong = set(format!("{{theirs {target}}}"));
    let right = set(format!("{{id {target} 1}}"));
    // The second one is a draft's, where there is a first that was issued.
    let row = if ["invoice", "invoice_item", "sale"].contains(&table) { 2 } else { 1 };
    update(table, row, &wrong, &right).by(Refusal::Reference(column))
}

attacks_on! { theirs:
    calendar { center_id }
    room { room_category_id, center_id, }
    service { category_id, business_unit_id, room_category_id, }
    service_tax { service_id, tax_id, }
    product { category_id, business_unit_id, }
    product_tax { product_id, tax_id, }
    package { category_id, business_unit_id, center_id, }
    package_service { package_id, service_id, }
    offer_discount {
        service_id = "item_type = 'service'",
        product_id = "item_type = 'product'",
        package_id = "item_type = 'package'",
    }
    employee { center_id, }
    provider { center_id, employee_id, }
    provider_service { provider_id, service_id, }
    guest { center_id, }
    user_account { guest_id, provider_id, employee_id }
    session { user_id }
    guest_term { guest_id, }
    hours_override { calendar_id, }
    blockout { calendar_id, center_id, }
    appointment { center_id, guest_id, service_id, provider_id, room_id, }
    online_booking { guest_id, }
    sale {
        guest_id, center_id, service_id, provider_id,
        product_id = "service_id = NULL, item_type = 'product'",
        package_id = "service_id = NULL, item_type = 'package'",
        discount_id = "discount = '[]'",
    }
    invoice { guest_id, payer_id, center_id, employee_id, }
    invoice_item {
        sale_id, service_id, provider_id,
        product_id = "service_id = NULL, item_type = 'product'",
        package_id = "service_id = NULL, item_type = 'package'",
    }
    payment { invoice_id, guest_id, center_id, appointment_id, employee_id, }
}

/// The columns of rows that never change: a copy of such a row refers to another
/// tenant's.
const COPIED: &[(&str, &str)] = &[
    ("appointment_change", "appointment_id"),
    ("occupancy", "resource_id"),
    ("occupancy", "center_id"),
    ("occupancy", "appointment_id"),
    ("collection", "invoice_id"),
    ("collection", "payment_id"),
    ("collection", "sale_id"),
    ("collection", "guest_id"),
    ("collection", "employee_id"),
    ("collection", "center_id"),
    ("collection", "employee_id"),
    ("invoice_item", "invoice_id"),
    ("sale", "appointment_id"),
    ("credential", "user_id"),
    ("online_booking", "appointment_id"),
];

/// A hash that no other row has.
const HASH: (&str, &str) =
    ("manage_token_hash", "'5555555555555555555555555555555555555555555555555555555555555555'");

const LATER: [(&str, &str); 2] =
    [("starts_at", "starts_at + {300 minutes}"), ("ends_at", "ends_at + {300 minutes}")];

/// A copy of an occupancy at a free time, with one column given otherwise.
fn later(column: &'static str, wrong: &'static str, right: &'static str) -> Attack {
    let [start, end] = LATER;
    let attack =
        copy("occupancy", 2, &[start, end, (column, wrong)], &[start, end, (column, right)]);
    attack.by(Refusal::Reference(column))
}

/// A collection of a payment that has none, with one column given otherwise.
fn collection(column: &'static str, wrong: &'static str, right: &'static str) -> Attack {
    let (number, payment) =
        (("collection_no", "'COLL-2027-0002'"), ("payment_id", "{id payment 2}"));
    let given = |value| {
        if column == payment.0 {
            vec![number, (column, value)]
        } else {
            vec![number, payment, (column, value)]
        }
    };
    copy("collection", 1, &given(wrong), &given(right)).by(Refusal::Reference(column))
}

attacks! {
    the_history_of_their_appointment: copy(
        "appointment_change",
        1,
        &[("appointment_id", "{theirs appointment}")],
        &[("appointment_id", "{id appointment 2}")],
    )
    .by(Refusal::Reference("appointment_id")),
    the_time_of_their_provider:
        later("resource_id", "{theirs provider}", "{id provider 1}"),
    the_time_at_their_center: later("center_id", "{theirs center}", "{id center 1}"),
    the_time_of_their_appointment:
        later("appointment_id", "{theirs appointment}", "{id appointment 2}"),
    a_collection_for_their_invoice:
        collection("invoice_id", "{theirs invoice}", "{id invoice 2}"),
    a_collection_of_their_payment:
        collection("payment_id", "{theirs payment}", "{id payment 2}"),
    a_collection_for_their_sale: collection("sale_id", "{theirs sale}", "{id sale 2}"),
    a_collection_for_a_sale_that_is_not_there: collection("sale_id", "{new}", "NULL"),
    a_collection_of_their_employee: collection("employee_id", "{theirs employee}", "{id employee 1}"),
    a_collection_of_their_guest: collection("guest_id", "{theirs guest}", "{id guest 1}"),
    a_collection_by_their_employee:
        collection("employee_id", "{theirs employee}", "{id employee 1}"),
    a_collection_at_their_center: collection("center_id", "{theirs center}", "{id center 1}"),
    a_line_of_their_invoice:
        update("invoice_item", 2, "invoice_id = {theirs invoice}", "invoice_id = {id invoice 2}")
            .by(Refusal::Reference("invoice_id")),
    a_sale_of_their_appointment:
        update("sale", 3, "appointment_id = {theirs appointment}", "appointment_id = {id appointment 3}")
            .by(Refusal::Reference("appointment_id")),
    a_credential_of_their_user: copy(
        "credential",
        1,
        &[("id", "{theirs user_account}"), ("user_id", "{theirs user_account}")],
        &[("id", "{id user_account 2}"), ("user_id", "{id user_account 2}")],
    )
    .by(Refusal::Reference("user_id")),
    a_token_of_their_appointment: copy(
        "online_booking",
        1,
        &[("id", "{theirs appointment}"), ("appointment_id", "{theirs appointment}"), HASH],
        &[("id", "{id appointment 2}"), ("appointment_id", "{id appointment 2}"), HASH],
    )
    .by(Refusal::Reference("appointment_id")),
    a_reference_to_nothing:
        update("appointment", 2, "guest_id = {new}", "guest_id = {id guest 2}")
            .by(Refusal::Reference("guest_id")),
    a_reference_to_another_kind_of_row:
        update("appointment", 2, "guest_id = {id center 1}", "guest_id = {id guest 2}")
            .by(Refusal::Reference("guest_id")),

    a_center_goes_from_under_its_rooms: stays("center"),
    a_guest_goes_from_under_their_appointments: stays("guest"),
    a_provider_goes_from_under_their_appointments: stays("provider"),
    a_service_goes_from_under_its_appointments: stays("service"),
    a_room_goes_from_under_its_appointments: stays("room"),
    a_calendar_goes_from_under_its_time: stays("calendar"),
    a_tax_goes_from_under_its_services: stays("tax"),
    an_appointment_goes_from_under_its_sale: stays("appointment"),
    a_sale_goes_from_under_its_line: delete("sale", 2, Statement::Delete("sale", 3))
        .by(Refusal::Referred),

    a_guest_moves_to_another_tenant: moves("guest", 2),
    a_category_that_nothing_refers_to_moves_to_another_tenant: moves("category", 1),
    a_sale_moves_to_another_tenant: moves("sale", 3),
    a_draft_moves_to_another_tenant: moves("invoice", 2),
    an_employee_takes_another_identifier: update("employee", 1, "id = {new}", "id = id")
        .by(Refusal::Rule("key_never_changes")),
}

/// What is referred to is not removed.
fn stays(table: &'static str) -> Attack {
    delete(table, 1, touch(table, 1)).by(Refusal::Referred)
}

/// A row that moves to another tenant, or stays where it is.
fn moves(table: &'static str, row: u128) -> Attack {
    let (away, here) = ("organization_id = {other}", "organization_id = {mine}");
    update(table, row, away, here).by(Refusal::Rule("key_never_changes"))
}

#[test]
fn every_column_that_refers_to_a_row_is_attacked() {
    let declared = TABLES.iter().flat_map(|table| {
        let columns = table.columns.iter().filter(|column| column.references.is_some());
        columns.map(|column| (table.name, column.name))
    });
    let attacked: BTreeSet<_> = ATTACKED.iter().chain(COPIED).copied().collect();
    assert_eq!(attacked, declared.collect());
}
