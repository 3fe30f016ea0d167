//! References: to another tenant's row from every column that refers to any, and
//! from rows that stay to one that goes; and rows that move to another tenant.

use super::{Attack, Refusal, Statement, attacks, copy, delete, touch};

/// A hash that no other row has.
const HASH: (&str, &str) =
    ("manage_token_hash", "'5555555555555555555555555555555555555555555555555555555555555555'");

attacks! {
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
    a_center_goes_from_under_its_rooms: stays("center"),
    a_guest_goes_from_under_their_appointments: stays("guest"),
    a_provider_goes_from_under_their_appointments: stays("provider"),
    a_service_goes_from_under_its_appointments: stays("service"),
    a_room_goes_from_under_its_appointments: stays("room"),
    a_calendar_goes_from_under_its_time: stays("calendar"),
    a_tax_goes_from_under_its_services: stays("tax"),
    an_appointment_goes_from_under_its_sale: stays("appointment"),
    a_line_goes_from_under_what_was_credited_of_it: delete(
        "invoice_item",
        2,
        Statement::Update("invoice_item", 2, "item_name = 'x'".to_owned()),
    )
    .after(Statement::Copy(
        "credit_note_item",
        1,
        vec![("invoice_item_id", "{id invoice_item 2}")],
    ))
    .by(Refusal::Referred),
    a_line_goes_from_under_the_package_that_it_sold: delete(
        "invoice_item",
        2,
        Statement::Update("invoice_item", 2, "item_name = 'x'".to_owned()),
    )
    .after(Statement::Copy(
        "guest_package",
        1,
        vec![("invoice_item_id", "{id invoice_item 2}")],
    ))
    .by(Refusal::Referred),
    a_line_goes_from_under_the_gift_card_that_it_sold: delete(
        "invoice_item",
        2,
        Statement::Update("invoice_item", 2, "item_name = 'x'".to_owned()),
    )
    .after(Statement::Copy(
        "gift_card",
        1,
        vec![("invoice_item_id", "{id invoice_item 2}"), ("code", "'OTHER'")],
    ))
    .by(Refusal::Referred),
    a_line_goes_from_under_what_it_earned: delete(
        "invoice_item",
        2,
        Statement::Update("invoice_item", 2, "item_name = 'x'".to_owned()),
    )
    .after(Statement::Copy("commission", 1, vec![("invoice_item_id", "{id invoice_item 2}")]))
    .by(Refusal::Referred),
    a_sale_goes_from_under_its_line: delete("sale", 2, Statement::Delete("sale", 3))
        .by(Refusal::Referred),
}

/// What is referred to is not removed.
fn stays(table: &'static str) -> Attack {
    delete(table, 1, touch(table, 1)).by(Refusal::Referred)
}
