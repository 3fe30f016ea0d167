//! Values that no row may hold: versions that don't count, words that don't exist,
//! numbers out of range, texts without end.

use super::{Attack, Refusal, Statement, attacks, copy, update};

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

/// The row of the second appointment's own token.
const SECOND: [(&str, &str); 2] =
    [("id", "{id appointment 2}"), ("appointment_id", "{id appointment 2}")];

/// The row of the second user's own credential.
const ANOTHER_USER: [(&str, &str); 2] =
    [("id", "{id user_account 2}"), ("user_id", "{id user_account 2}")];

attacks! {
    a_first_version_below_one: copy("room_category", 1, &[("version", "0")], &[("version", "1")])
        .by(Refusal::Check("version")),

    a_currency_in_small_letters: value("center", "currency", "'eur'", "'USD'"),
    a_name_of_nothing: value("guest", "first_name", "''", "'x'"),
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
    a_further_kind_of_room_and_no_first: update(
        "service",
        1,
        "further_room_category_ids = '[1]'",
        "further_room_category_ids = '[1]', room_category_id = {id room_category 1}",
    )
    .by(Refusal::Check("further_room_category_ids room_category_id")),
    a_class_that_needs_further_kinds_of_room: update(
        "service",
        1,
        "further_room_category_ids = '[1]', room_category_id = {id room_category 1}, max_guests = 2",
        "further_room_category_ids = '[1]', room_category_id = {id room_category 1}",
    )
    .by(Refusal::Check("further_room_category_ids max_guests")),
    a_class_that_needs_further_providers: update(
        "service",
        1,
        "further_providers = 1, max_guests = 2",
        "further_providers = 1",
    )
    .by(Refusal::Check("further_providers max_guests")),
    a_site_without_tls: value(
        "organization",
        "embedding_sites",
        r#"'["http://a.example.com"]'"#,
        r#"'["https://a.example.com"]'"#,
    ),
    a_site_that_ends_the_policy: value(
        "organization",
        "embedding_sites",
        r#"'["https://a.example.com; script-src https:"]'"#,
        r#"'["https://a.example.com:8443"]'"#,
    ),
    sites_without_end: value(
        "organization",
        "embedding_sites",
        r#"'["https://a.eu","https://b.eu","https://c.eu","https://d.eu","https://e.eu","https://f.eu","https://g.eu","https://h.eu","https://i.eu","https://j.eu","https://k.eu"]'"#,
        r#"'["https://a.eu","https://b.eu","https://c.eu","https://d.eu","https://e.eu","https://f.eu","https://g.eu","https://h.eu","https://i.eu","https://j.eu"]'"#,
    ),
    a_color_that_is_none: value("provider", "color", "'red'", "'#ff0000'"),
    a_token_that_is_kept_as_it_is: value(
        "api_key",
        "token_hash",
        "'secret'",
        "'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'",
    ),

    two_users_with_one_token:
        copy("credential", 1, &[ANOTHER_USER[0], ANOTHER_USER[1], ("one_time_token_hash", HASH)],
            &[ANOTHER_USER[0], ANOTHER_USER[1], ("one_time_token_hash", "NULL")])
            .by(Refusal::Unique("credential_token_taken"))
            .after(Statement::Update("credential", 1, format!("one_time_token_hash = {HASH}"))),
    two_bookings_with_one_token:
        copy("online_booking", 1, &SECOND, &[SECOND[0], SECOND[1], ("manage_token_hash", HASH)])
            .by(Refusal::Unique("manage_token_taken")),
    two_bookings_that_one_token_confirms:
        copy("online_booking", 1,
            &[SECOND[0], SECOND[1], ("manage_token_hash", HASH), ("confirm_token_hash", HASH)],
            &[SECOND[0], SECOND[1], ("manage_token_hash", HASH), ("confirm_token_hash", "NULL")])
            .by(Refusal::Unique("confirm_token_taken"))
            .after(Statement::Update("online_booking", 1, format!("confirm_token_hash = {HASH}"))),
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
    an_offer_of_no_appointment:
        update("waitlist_entry", 1, "status = 'booked'",
            "status = 'booked', appointment_id = {id appointment 1}")
            .by(Refusal::Check("status appointment_id")),
    an_appointment_of_who_waits:
        update("waitlist_entry", 1, "appointment_id = {id appointment 1}",
            "status = 'booked', appointment_id = {id appointment 1}")
            .by(Refusal::Check("status appointment_id")),
    two_who_wait_with_one_appointment:
        copy("waitlist_entry", 1,
            &[("status", "'booked'"), ("appointment_id", "{id appointment 1}")],
            &[("status", "'booked'"), ("appointment_id", "{id appointment 2}")])
            .by(Refusal::Unique("waitlist_appointment_taken"))
            .after(Statement::Update(
                "waitlist_entry",
                1,
                "status = 'booked', appointment_id = {id appointment 1}".to_owned(),
            )),
    an_offer_until_after_all_time:
        update("waitlist_entry", 1,
            "status = 'offered', appointment_id = {id appointment 1},
             offered_until = {the end of time}",
            "status = 'offered', appointment_id = {id appointment 1}, offered_until = created_at")
            .by(Refusal::Instant("offered_until")),
    an_offer_for_ever:
        update("waitlist_entry", 1, "status = 'offered', appointment_id = {id appointment 1}",
            "status = 'offered', appointment_id = {id appointment 1}, offered_until = created_at")
            .by(Refusal::Check("status offered_until")),
    an_offer_that_was_taken_and_lapses:
        update("waitlist_entry", 1,
            "status = 'booked', appointment_id = {id appointment 1}, offered_until = created_at",
            "status = 'booked', appointment_id = {id appointment 1}")
            .by(Refusal::Check("status offered_until")),
    the_credential_of_somebody_else:
        copy("credential", 1, &[("user_id", "{id user_account 2}")],
            &[("id", "{id user_account 2}"), ("user_id", "{id user_account 2}")])
            .by(Refusal::Check("user_id id")),
    failures_that_were_none: value("sign_in_throttle", "failures", "0", "1"),
    a_bucket_below_the_first: value("sign_in_throttle", "bucket", "-1", "0"),
    a_bucket_beyond_the_last: value("sign_in_throttle", "bucket", "1024", "1023"),
    a_key_of_other_letters: value("mac_key", "secret", HASH.replace('f', "g").leak(), HASH),
}
