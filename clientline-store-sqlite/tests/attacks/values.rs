//! Values that no row may hold: versions that don't count, words that don't exist,
//! numbers out of range, texts without end.

use super::{Attack, Refusal, attacks, copy, update};

/// Writes a version that does not follow on the one before.
fn version(table: &'static str, row: u128, wrong: &str) -> Attack {
    update(table, row, &format!("version = {wrong}"), "version = version + 1")
        .by(Refusal::Rule("version_grows_by_one"))
}

/// Writes into a column of a row what is wrong and what is right.
fn value(
    table: &'static str,
    column: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Attack {
    // A payment is never changed: another one is made.
    if table == "payment" {
        return copy(table, 2, &[(column, wrong)], &[(column, right)]).by(Refusal::Check(column));
    }
    let row = if ["invoice", "invoice_item", "sale"].contains(&table) { 2 } else { 1 };
    update(table, row, &format!("{column} = {wrong}"), &format!("{column} = {right}"))
        .by(Refusal::Check(column))
}

/// A hash that no row has.
const HASH: &str = "'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'";

attacks! {
    a_version_that_stays: version("guest", 1, "version"),
    a_version_that_goes_back: version("guest", 1, "version - 1"),
    a_version_that_skips_one: version("guest", 1, "version + 2"),
    a_version_of_a_draft_that_stays: version("invoice", 2, "version"),
    a_version_of_an_appointment_that_stays: version("appointment", 1, "version"),
    a_first_version_below_one: copy("room_category", 1, &[("version", "0")], &[("version", "1")])
        .by(Refusal::Check("version")),

    a_room_without_a_place: value("room", "capacity", "0", "1"),
    a_room_for_everybody: value("room", "capacity", "1001", "1000"),
    a_service_of_no_time: value("service", "duration_minutes", "0", "1"),
    a_service_of_more_than_a_day: value("service", "duration_minutes", "1441", "1440"),
    a_buffer_before_nothing: value("service", "buffer_before_minutes", "-1", "0"),
    a_package_that_is_valid_for_no_day: value("package", "validity_days", "0", "1"),

    a_status_of_an_appointment_that_does_not_exist:
        value("appointment", "status", "'Cancelled'", "'cancelled'"),
    a_status_of_a_sale_that_does_not_exist: value("sale", "status", "'closed'", "'void'"),
    a_status_of_an_invoice_that_does_not_exist:
        value("invoice", "status", "'sent'", "'draft'"),
    a_status_of_a_payment_that_does_not_exist:
        value("payment", "status", "'done'", "'completed'"),
    a_way_to_pay_that_does_not_exist: value("payment", "payment_method", "'shells'", "'card'"),
    a_role_that_does_not_exist: value("api_key", "role", "'root'", "'admin'"),
    a_service_for_nobody_that_there_is: value("service", "visibility", "'hidden'", "'by_link'"),
    a_vat_number_without_end: value("guest", "vat_number", "{33 letters}", "{32 letters}"),
    a_gender_that_is_no_word_of_ours: value("guest", "gender", "'unknown'", "'other'"),
    a_kind_of_calendar_that_does_not_exist: value("calendar", "kind", "'guest'", "'provider'"),
    an_item_that_does_not_exist: value("invoice_item", "item_type", "'gift'", "'service'"),

    a_currency_in_small_letters: value("center", "currency", "'eur'", "'USD'"),
    a_name_of_nothing: value("guest", "first_name", "''", "'x'"),
    a_name_without_end: value("guest", "first_name", "{201 letters}", "{200 letters}"),
    notes_without_end: value("guest", "notes", "{10001 letters}", "{10000 letters}"),
    a_code_of_nothing: value("guest", "guest_code", "''", "'x'"),
    mail_to_nowhere: value("guest", "email", "'nobody'", "'a@b'"),
    mail_to_nowhere_that_confirms: value("online_booking", "email", "'nobody'", "'a@b'"),
    a_mailbox_that_is_none: value("online_booking", "mailbox", "'nobody'", "'@b'"),
    an_address_that_is_verified_and_is_none: update(
        "guest",
        1,
        "email_verified_at = created_at",
        "email_verified_at = created_at, email = 'a@b'",
    )
    .by(Refusal::Check("email email_verified_at")),
    a_color_that_is_none: value("provider", "color", "'red'", "'#ff0000'"),
    a_name_that_is_missing: value("guest", "first_name", "NULL", "'x'")
        .by(Refusal::Null("first_name")),
    a_center_that_is_missing: value("guest", "center_id", "NULL", "center_id")
        .by(Refusal::Null("center_id")),
    a_token_that_is_kept_as_it_is: value(
        "api_key",
        "token_hash",
        "'secret'",
        "'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'",
    ),

    two_guests_with_one_code: copy("guest", 1, &[], &[("guest_code", "'G-9'")])
        .by(Refusal::Unique("guest_code_taken")),
    two_centers_with_one_code: copy("center", 1, &[], &[("code", "'C-9'")])
        .by(Refusal::Unique("center_code_taken")),
    two_keys_with_one_token: copy(
        "api_key",
        1,
        &[],
        &[("token_hash", "'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'")],
    )
    .by(Refusal::Unique("api_key_taken")),
    two_users_with_one_address: copy("user_account", 1, &[], &[("email", "'b@example.com'")])
        .by(Refusal::Unique("user_email_taken")),
    two_sign_ins_with_one_token: copy(
        "session",
        1,
        &[("family_hash", "access_token_hash")],
        &[("family_hash", "access_token_hash"), ("access_token_hash", "family_hash")],
    )
    .by(Refusal::Unique("session_access_taken")),
    a_token_of_a_appointment_that_is_kept_as_it_is: update(
        "online_booking",
        1,
        "manage_token_hash = 'ffff'",
        "manage_token_hash = 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'",
    )
    .by(Refusal::Check("manage_token_hash")),
    the_token_of_another_appointment:
        copy("online_booking", 1, &[("manage_token_hash", HASH), ("appointment_id", "{id appointment 2}")],
            &[("manage_token_hash", HASH), ("appointment_id", "{id appointment 2}"), ("id", "{id appointment 2}")])
            .by(Refusal::Check("appointment_id id")),
    an_appointment_that_is_held_for_ever:
        update("appointment", 1, "status = 'pending'", "status = 'pending', held_until = starts_at")
            .by(Refusal::Check("held_until pending")),
    an_appointment_that_is_confirmed_and_held:
        update("appointment", 1, "held_until = starts_at", "held_until = NULL")
            .by(Refusal::Check("held_until pending")),
    the_credential_of_somebody_else:
        copy("credential", 1, &[("user_id", "{id user_account 2}")],
            &[("id", "{id user_account 2}"), ("user_id", "{id user_account 2}")])
            .by(Refusal::Check("user_id id")),
    failures_that_were_none: value("sign_in_throttle", "failures", "0", "1"),
    a_bucket_below_the_first: value("sign_in_throttle", "bucket", "-1", "0"),
    a_bucket_beyond_the_last: value("sign_in_throttle", "bucket", "1024", "1023"),
    a_key_of_other_letters: value("mac_key", "secret", HASH.replace('f', "g").leak(), HASH),
    fewer_admins_than_none: value("admin_count", "admins", "-1", "admins")
        .by(Refusal::Check("admins")),
    two_organizations_with_one_slug:
        copy("directory", 1, &[("email", "'b@example.com'")], &[("email", "'b@example.com'"), ("slug", "'other'")])
            .by(Refusal::Unique("organization_slug_taken")),
}
