//! Attacks that follow from the declared tables: a column, a reference or a constraint that is
//! added gets its attacks by being declared.
//!
//! Each kind of attack is tried on everything that it is about, on one row of the scene after
//! the other, by changing the row or by copying it, until the rule that must refuse it does so,
//! and the same statement without what is wrong with it passes. None may pass on any row. What
//! can't be shown so, since another rule of SQL comes first, stands in [`WRITTEN`] and is
//! attacked by hand.

mod kinds;
mod rows;
mod trial;

use self::kinds::Kind;

/// What a change of a column needs beside it, by a rule of SQL: exactly one thing is sold, say.
const WITH: &[(&str, &str, &str)] = &[
    ("offer_discount", "service_id", "item_type = 'service'"),
    ("offer_discount", "product_id", "item_type = 'product'"),
    ("offer_discount", "package_id", "item_type = 'package'"),
    ("sale", "product_id", "service_id = NULL, item_type = 'product'"),
    ("sale", "package_id", "service_id = NULL, item_type = 'package'"),
    ("sale", "discount_id", "discount = '[]'"),
    ("sale", "discount_value", "discount = '[]'"),
    ("sale", "discount_reason", "discount = '[]'"),
    ("invoice_item", "product_id", "service_id = NULL, item_type = 'product'"),
    ("invoice_item", "package_id", "service_id = NULL, item_type = 'package'"),
    ("invoice_item", "discount_reason", "discount = '[]'"),
    ("invoice_item", "discount_offer_id", "discount = '[]'"),
    ("invoice_item", "charge_percent", "service_id = NULL, item_type = 'fee'"),
    ("payment", "gift_card_id", "payment_method = 'gift_card'"),
    ("commission_rule", "value", "commission_type = 'fixed'"),
    ("day_close", "difference", "reason = 'x'"),
    ("service", "further_room_category_ids", "room_category_id = {id room_category 1}"),
    // What is beyond all time overlaps with others of its unit.
    ("occupancy", "starts_at", "unit = 9"),
    ("occupancy", "ends_at", "unit = 9"),
    // The number says the place.
    ("credit_note", "sequence", "credit_note_no = 'CN-A-2027-0002'"),
    // Nothing else of these is ever written.
    ("counter", "", "next = next + 1"),
];

/// What a column may hold instead of what it holds, where a rule of SQL takes nothing else.
const OTHERS: &[(&str, &str, &str)] = &[
    ("collection", "collection_no", "'COLL-2027-0002'"),
    ("collection", "payment_id", "{id payment 2}"),
    ("invoice", "invoice_no", "'INV-2027-0002'"),
    ("credit_note", "credit_note_no", "'CN-A-2027-0002'"),
    ("credit_note", "sequence", "2"),
];

/// What the kinds can't show, and the attack that a hand wrote instead.
const WRITTEN: &[(Kind, &str, &str, &str)] = &[
    (Kind::TheirRow, "credential", "user_id", "a_credential_of_their_user"),
    (Kind::NoRow, "credential", "user_id", "a_credential_of_their_user"),
    (Kind::OtherKindOfRow, "credential", "user_id", "a_credential_of_their_user"),
    (Kind::TheirRow, "online_booking", "appointment_id", "a_token_of_their_appointment"),
    (Kind::NoRow, "online_booking", "appointment_id", "a_token_of_their_appointment"),
    (Kind::OtherKindOfRow, "online_booking", "appointment_id", "a_token_of_their_appointment"),
    (
        Kind::Duplicate,
        "collection",
        "collection_already_reversed",
        "a_collection_is_taken_back_twice",
    ),
    (
        Kind::Duplicate,
        "waitlist_entry",
        "waitlist_appointment_taken",
        "two_who_wait_with_one_appointment",
    ),
    (Kind::Duplicate, "invoice", "invoice_number_used", "two_centers_with_one_number"),
    (Kind::Duplicate, "collection", "collection_number_used", "two_refunds_with_one_number"),
    (Kind::Duplicate, "credit_note", "credit_note_number_used", "two_credit_notes_with_one_number"),
    (Kind::Negative, "credit_note", "series_start", "a_credit_note_starts_its_series_below_one"),
    (Kind::Duplicate, "credential", "credential_token_taken", "two_users_with_one_token"),
    (Kind::Duplicate, "online_booking", "manage_token_taken", "two_bookings_with_one_token"),
    (
        Kind::Duplicate,
        "online_booking",
        "confirm_token_taken",
        "two_bookings_that_one_token_confirms",
    ),
    (
        Kind::Referred,
        "invoice_item",
        "credit_note_item.invoice_item_id",
        "a_line_goes_from_under_what_was_credited_of_it",
    ),
    (
        Kind::Referred,
        "invoice_item",
        "guest_package.invoice_item_id",
        "a_line_goes_from_under_the_package_that_it_sold",
    ),
    (
        Kind::Referred,
        "invoice_item",
        "gift_card.invoice_item_id",
        "a_line_goes_from_under_the_gift_card_that_it_sold",
    ),
    (
        Kind::Referred,
        "invoice_item",
        "commission.invoice_item_id",
        "a_line_goes_from_under_what_it_earned",
    ),
    (Kind::Duplicate, "payment", "duplicate", "a_charge_that_is_recorded_twice"),
    (Kind::Duplicate, "occupancy", "seat_taken", "a_seat_that_is_taken"),
    (Kind::Duplicate, "sale", "sale_already_billed", "a_sale_that_is_billed_twice"),
];

/// Makes a test of each kind.
macro_rules! kinds {
    ($($name:ident: $kind:ident,)*) => { $(
        #[tokio::test]
        async fn $name() {
            trial::withstands(Kind::$kind, WITH, WRITTEN).await;
        }
    )* };
}

kinds! {
    a_reference_to_another_tenants_row: TheirRow,
    a_reference_to_nothing: NoRow,
    a_reference_to_another_kind_of_row: OtherKindOfRow,
    a_column_that_is_missing: Missing,
    a_word_that_does_not_exist: NoWord,
    a_text_without_end: TooLong,
    a_number_below_nothing: Negative,
    a_number_below_the_least: TooSmall,
    a_number_above_the_most: TooLarge,
    an_instant_beyond_all_time: EndOfTime,
    a_second_row_with_the_same_keys: Duplicate,
    a_second_row_at_the_same_time: Overlap,
    a_column_that_is_frozen: Frozen,
    a_row_that_stays: Removed,
    a_row_that_is_referred_to: Referred,
    a_key_that_changes: OtherKey,
    a_row_that_moves_to_another_tenant: OtherTenant,
    a_version_that_does_not_follow: Version,
}

/// The attacks that are written by hand.
const BY_HAND: &str = concat!(
    include_str!("../documents.rs"),
    include_str!("../money.rs"),
    include_str!("../numbers.rs"),
    include_str!("../references.rs"),
    include_str!("../time.rs"),
    include_str!("../values.rs"),
);

#[test]
fn what_a_hand_wrote_is_there() {
    for (_, table, about, test) in WRITTEN {
        assert!(BY_HAND.contains(&format!("    {test}:")), "{table}.{about}: {test}");
    }
}
