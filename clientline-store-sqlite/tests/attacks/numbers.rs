//! The numbers of invoices, collections and credit notes: unique, without a gap, and written as
//! their series says.

use super::{Attack, Refusal, Statement, attacks, copy, update};

/// A second invoice like the issued one.
fn another(
    wrong: &[(&'static str, &'static str)],
    right: &[(&'static str, &'static str)],
) -> Attack {
    copy("invoice", 1, wrong, right)
}

attacks! {
    a_number_is_given_twice: another(&[("invoice_no", "invoice_no")], &[("invoice_no", "'INV-2027-0002'")])
        .by(Refusal::Unique("invoice_number_taken")),
    a_draft_takes_a_number_that_was_given: update(
        "invoice",
        2,
        "status = 'issued', invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0001'",
        "status = 'issued', invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0002'",
    )
    .by(Refusal::Unique("invoice_number_taken")),
    an_invoice_is_issued_without_a_number: update(
        "invoice",
        2,
        "status = 'issued', invoice_date = {date 2027-01-02}",
        "status = 'issued', invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0002'",
    )
    .by(Refusal::Check("status invoice_no")),
    a_number_is_left_out: another(
        &[("invoice_no", "'INV-2027-0003'")],
        &[("invoice_no", "'INV-2027-0002'")],
    )
    .by(Refusal::Gap),
    a_draft_is_issued_with_a_number_that_leaves_one_out: update(
        "invoice",
        2,
        "status = 'issued', invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0003'",
        "status = 'issued', invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0002'",
    )
    .by(Refusal::Gap),
    a_series_starts_after_its_first_number: another(
        &[("invoice_no", "'INV-2028-0002'")],
        &[("invoice_no", "'INV-2028-0001'")],
    )
    .by(Refusal::Gap),
    a_number_leaves_out_all_that_have_four_digits: another(
        &[("invoice_no", "'INV-2027-10000'")],
        &[("invoice_no", "'INV-2027-0002'")],
    )
    .by(Refusal::Gap),
    a_number_is_of_no_series: another(
        &[("invoice_no", "'2027-0002'")],
        &[("invoice_no", "'INV-2027-0002'")],
    )
    .by(Refusal::Check("invoice_no INV-")),
    a_number_below_the_first: another(
        &[("invoice_no", "'INV-2028-0000'")],
        &[("invoice_no", "'INV-2028-0001'")],
    )
    .by(Refusal::Check("invoice_no INV-")),
    a_number_is_written_in_another_way: another(
        &[("invoice_no", "'INV-2027-00002'")],
        &[("invoice_no", "'INV-2027-0002'")],
    )
    .by(Refusal::Check("invoice_no INV-")),
    two_centers_with_one_number: another(
        &[NUMBERED[0], NUMBERED[1], NUMBERED[2], ("center_id", "{new}")],
        &[NUMBERED[0], ("sequence", "2"), ("invoice_no", "'INV-A-2027-0002'")],
    )
    .after(Statement::Copy("invoice", 1, NUMBERED.to_vec()))
    .by(Refusal::Unique("invoice_number_used")),
    a_number_of_a_series_is_left_out: another(
        &[NUMBERED[0], ("sequence", "3"), ("invoice_no", "'INV-A-2027-0003'")],
        &[NUMBERED[0], ("sequence", "2"), ("invoice_no", "'INV-A-2027-0002'")],
    )
    .after(Statement::Copy("invoice", 1, NUMBERED.to_vec()))
    .by(Refusal::Gap),
    a_number_is_not_of_its_series: another(
        &[NUMBERED[0], NUMBERED[1], ("invoice_no", "'INV-B-2027-0001'")],
        &NUMBERED,
    )
    .by(Refusal::Check("invoice_no series")),
    a_number_is_of_a_series_that_names_no_center: another(
        &[("series", "'INV-2027'"), NUMBERED[1], ("invoice_no", "'INV-2027-0001'")],
        &NUMBERED,
    )
    .by(Refusal::Check("invoice_no series")),
    a_number_of_a_series_has_no_place: another(&[NUMBERED[0], NUMBERED[2]], &NUMBERED)
        .by(Refusal::Check("invoice_no series sequence")),
    a_number_is_not_that_of_its_place: another(
        &[("series", "'R/'"), ("sequence", "2"), ("invoice_no", "'R/0001'")],
        &PATTERNED,
    )
    .by(Refusal::Check("invoice_no series sequence")),
    a_number_of_a_pattern_is_written_in_another_way: another(
        &[("series", "'R/'"), ("sequence", "1"), ("invoice_no", "'R/1'")],
        &PATTERNED,
    )
    .by(Refusal::Check("invoice_no series sequence")),
    a_number_has_a_place_in_no_series: another(
        &[("invoice_no", "'INV-2027-0002'"), ("sequence", "2")],
        &[("invoice_no", "'INV-2027-0002'")],
    )
    .by(Refusal::Check("invoice_no series sequence")),
    a_place_of_a_series_is_left_out: another(
        &[("series", "'R/'"), ("sequence", "2"), ("invoice_no", "'R/0002'")],
        &PATTERNED,
    )
    .by(Refusal::Gap),
    a_place_of_a_series_is_taken_twice: another(
        &[PATTERNED[0], PATTERNED[1], PATTERNED[2], ("center_id", "{new}")],
        &[("series", "'R/'"), ("sequence", "2"), ("invoice_no", "'R/0002'")],
    )
    .after(Statement::Copy("invoice", 1, PATTERNED.to_vec()))
    .by(Refusal::Unique("invoice_number_used")),
    a_place_of_a_series_is_taken_twice_in_more_digits: another(
        &[PATTERNED[0], PATTERNED[1], ("invoice_no", "'R/000001'")],
        &[PATTERNED[0], ("sequence", "2"), ("invoice_no", "'R/000002'")],
    )
    .after(Statement::Copy("invoice", 1, PATTERNED.to_vec()))
    .by(Refusal::Unique("invoice_number_used")),
    a_number_of_more_digits_leaves_a_place_out: another(
        &[PATTERNED[0], ("sequence", "3"), ("invoice_no", "'R/000003'")],
        &[PATTERNED[0], ("sequence", "2"), ("invoice_no", "'R/000002'")],
    )
    .after(Statement::Copy("invoice", 1, PATTERNED.to_vec()))
    .by(Refusal::Gap),
    a_number_of_more_digits_is_not_that_of_its_place: another(
        &[PATTERNED[0], PATTERNED[1], ("invoice_no", "'R/000010'")],
        &[PATTERNED[0], PATTERNED[1], ("invoice_no", "'R/000001'")],
    )
    .by(Refusal::Check("invoice_no series sequence")),
    a_number_of_a_series_ends_in_more_than_digits: another(
        &[PATTERNED[0], PATTERNED[1], ("invoice_no", "'R/x00001'")],
        &[PATTERNED[0], PATTERNED[1], ("invoice_no", "'R/000001'")],
    )
    .by(Refusal::Check("invoice_no series sequence")),
    a_draft_is_issued_with_a_place_that_leaves_one_out: update(
        "invoice",
        2,
        "status = 'issued', invoice_date = {date 2027-01-02}, series = 'R/', sequence = 2, \
         invoice_no = 'R/0002'",
        "status = 'issued', invoice_date = {date 2027-01-02}, series = 'R/', sequence = 1, \
         invoice_no = 'R/0001'",
    )
    .by(Refusal::Gap),
    a_series_starts_where_nobody_said: another(&STARTED, &PATTERNED)
        .by(Refusal::Rule("series_start")),
    a_draft_starts_a_series_where_nobody_said: update(
        "invoice",
        2,
        "status = 'issued', invoice_date = {date 2027-01-02}, series = 'R/', sequence = 4711, \
         series_start = 4711, invoice_no = 'R/4711'",
        "status = 'issued', invoice_date = {date 2027-01-02}, series = 'R/', sequence = 1, \
         invoice_no = 'R/0001'",
    )
    .by(Refusal::Rule("series_start")),
    a_number_before_the_start_of_its_series:
        another(&PATTERNED, &STARTED).after(starts("'INV R/'")).by(Refusal::Rule("series_start")),
    a_number_after_the_start_that_was_not_given: another(
        &[("series", "'R/'"), ("sequence", "4712"), ("invoice_no", "'R/4712'")],
        &STARTED,
    )
    .after(starts("'INV R/'"))
    .by(Refusal::Gap),
    a_start_that_is_not_the_place: another(
        &[STARTED[0], STARTED[1], ("series_start", "4712"), STARTED[3]],
        &STARTED,
    )
    .after(starts("'INV R/'"))
    .by(Refusal::Rules("series_start", "invoice_start_check")),
    a_collection_before_the_start_of_its_series: copy(
        "collection",
        1,
        &[REFUND[0], REFUND[1], PATTERNED[0], PATTERNED[1], ("collection_no", "'R/0001'")],
        &[
            REFUND[0], REFUND[1], STARTED[0], STARTED[1], STARTED[2],
            ("collection_no", "'R/4711'"),
        ],
    )
    .after(starts("'COLL R/'"))
    .by(Refusal::Rule("series_start")),
    a_collection_of_a_pattern_leaves_a_place_out: copy(
        "collection",
        1,
        &[REFUND[0], REFUND[1], PATTERNED[0], ("sequence", "2"), ("collection_no", "'R/0002'")],
        &[REFUND[0], REFUND[1], PATTERNED[0], PATTERNED[1], ("collection_no", "'R/0001'")],
    )
    .by(Refusal::Gap),
    a_credit_note_before_the_start_of_its_series: copy(
        "credit_note",
        1,
        &[PATTERNED[0], PATTERNED[1], ("credit_note_no", "'R/0001'")],
        &[STARTED[0], STARTED[1], STARTED[2], ("credit_note_no", "'R/4711'")],
    )
    .after(starts("'CN R/'"))
    .by(Refusal::Rule("series_start")),
    a_credit_note_of_a_pattern_leaves_a_place_out: copy(
        "credit_note",
        1,
        &[PATTERNED[0], ("sequence", "2"), ("credit_note_no", "'R/0002'")],
        &[PATTERNED[0], PATTERNED[1], ("credit_note_no", "'R/0001'")],
    )
    .by(Refusal::Gap),
    two_refunds_with_one_number: copy(
        "collection",
        1,
        &[REFUND[0], REFUND[1], REFUND[2], REFUND[3], REFUND[4], ("center_id", "{new}")],
        &[
            REFUND[0], REFUND[1], REFUND[2], ("sequence", "2"),
            ("collection_no", "'COLL-A-2027-0002'"),
        ],
    )
    .after(Statement::Copy("collection", 1, REFUND.to_vec()))
    .by(Refusal::Unique("collection_number_used")),
    a_credit_note_leaves_a_number_out: copy(
        "credit_note",
        1,
        &[("sequence", "3"), ("credit_note_no", "'CN-A-2027-0003'")],
        &CREDITED,
    )
    .by(Refusal::Gap),
    a_credit_note_with_a_number_of_no_series: copy(
        "credit_note",
        1,
        &[CREDITED[0], ("credit_note_no", "'INV-A-2027-0002'")],
        &CREDITED,
    )
    .by(Refusal::Check("credit_note_no series sequence")),
    a_credit_note_without_a_place: copy(
        "credit_note",
        1,
        &[("sequence", "NULL"), CREDITED[1]],
        &CREDITED,
    )
    .by(Refusal::Check("credit_note_no series sequence")),
    a_credit_note_starts_its_series_below_one: copy(
        "credit_note",
        1,
        &[CREDITED[0], CREDITED[1], ("series_start", "-1")],
        &CREDITED,
    )
    .by(Refusal::Rules("series_start", "credit_note_start_check")),
    two_credit_notes_with_one_number: copy(
        "credit_note",
        1,
        &[("sequence", "1"), ("credit_note_no", "'CN-A-2027-00001'")],
        &[CREDITED[0], ("credit_note_no", "'CN-A-2027-00002'")],
    )
    .by(Refusal::Unique("credit_note_number_used")),
    a_collection_has_the_number_of_another: copy(
        "collection",
        1,
        &[("payment_id", "{id payment 2}")],
        &[("payment_id", "{id payment 2}"), ("collection_no", "'COLL-2027-0002'")],
    )
    .by(Refusal::Unique("collection_number_taken")),
    a_collection_leaves_a_number_out: copy(
        "collection",
        1,
        &[("payment_id", "{id payment 2}"), ("collection_no", "'COLL-2027-0003'")],
        &[("payment_id", "{id payment 2}"), ("collection_no", "'COLL-2027-0002'")],
    )
    .by(Refusal::Gap),
    a_collection_has_a_number_of_no_series: copy(
        "collection",
        1,
        &[("payment_id", "{id payment 2}"), ("collection_no", "'INV-2027-0002'")],
        &[("payment_id", "{id payment 2}"), ("collection_no", "'COLL-2027-0002'")],
    )
    .by(Refusal::Check("collection_no COLL-")),
}

/// The number of a document that names its center.
const NUMBERED: [(&str, &str); 3] =
    [("series", "'INV-A-2027'"), ("sequence", "1"), ("invoice_no", "'INV-A-2027-0001'")];

/// The first number of a series by a pattern.
const PATTERNED: [(&str, &str); 3] =
    [("series", "'R/'"), ("sequence", "1"), ("invoice_no", "'R/0001'")];

/// The first number of a series that starts elsewhere.
const STARTED: [(&str, &str); 4] = [
    ("series", "'R/'"),
    ("sequence", "4711"),
    ("series_start", "4711"),
    ("invoice_no", "'R/4711'"),
];

/// The number of the credit note after that of the scene.
pub(super) const CREDITED: [(&str, &str); 2] =
    [("sequence", "2"), ("credit_note_no", "'CN-A-2027-0002'")];

/// Has a series start elsewhere, by the name of its counter.
fn starts(counter: &'static str) -> Statement {
    let start = vec![("series", counter), ("next", "4711"), ("first_number", "4711")];
    Statement::Copy("counter", 1, start)
}

/// What makes a copy of a collection a refund.
pub(super) const REFUND: [(&str, &str); 5] = [
    ("kind", "'refund'"),
    ("amount", "-amount"),
    ("series", "'COLL-A-2027'"),
    ("sequence", "1"),
    ("collection_no", "'COLL-A-2027-0001'"),
];
