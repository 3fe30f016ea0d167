//! What was billed, invoices, their lines, payments and collections, once they were handed out
//! or taken.

use std::collections::BTreeSet;

use clientline_core::{entity::Entity as _, model::InvoiceItem};

use super::{
    Attack, Refusal, Statement, attacks, attacks_on, copy, delete,
    numbers::{CREDITED, REFUND},
    update,
};

const ISSUED: Refusal = Refusal::Rule("invoice_issued");

/// Changes a column of a line of an issued invoice, which is not even written as it is; that
/// of a draft's line may be.
fn frozen(table: &'static str, column: &'static str, value: Option<&'static str>) -> Attack {
    let set = |value: &str| format!("{column} = {value}");
    update(table, 1, &set(value.unwrap()), &set(column)).by(ISSUED).but(Statement::Update(
        table,
        2,
        set(column),
    ))
}

attacks_on! { frozen:
    invoice_item {
        invoice_id = "{id invoice 2}",
        sale_id = "NULL",
        row_num = "2",
        item_type = "'product'",
        service_id = "NULL",
        product_id = "{id product 1}",
        package_id = "{id package 1}",
        item_code = "'X'",
        item_name = "'x'",
        business_unit = "'x'",
        category = "'x'",
        item_quantity = "item_quantity + 1",
        unit_price = "unit_price + 1",
        discount = "'[]'",
        discount_reason = "'x'",
        discount_offer_id = "{id offer_discount 1}",
        item_discount = "1",
        net_price = "net_price - 1",
        tax = "1",
        currency = "'USD'",
        taxes = "'[1]'",
        provider_id = "NULL",
        performed_on = "{date 2027-01-03}",
        stock_taken = "1",
        guest_package_id = "{id guest_package 1}",
        redeemed = "1",
        gift_card_expires_on = "{date 2027-01-03}",
        appointment_id = "{id appointment 1}",
        deposit_id = "{id invoice 1}",
        gift_card_id = "{id gift_card 1}",
        deducted = "1",
        deducted_taxes = "'[1]'",
        charge_percent = "1000",
    }
}

#[test]
fn every_column_of_a_line_is_attacked() {
    let columns = InvoiceItem::TABLE.columns.iter();
    let columns = columns.map(|column| (InvoiceItem::TABLE.name, column.name));
    assert_eq!(ATTACKED.iter().copied().collect::<BTreeSet<_>>(), columns.collect());
}

/// Adds a line to an issued invoice, or to a draft.
fn line(wrong: &[(&'static str, &'static str)]) -> Attack {
    copy("invoice_item", 1, wrong, &[("invoice_id", "{id invoice 2}"), ("sale_id", "NULL")])
        .by(ISSUED)
}

/// Takes a payment a step that it can't take, and one that it can: the first is there, and
/// the second is awaited.
fn step(row: u128, wrong: &str) -> Attack {
    let right = if row == 1 { "reversed" } else { "completed" };
    let set = |status: &str| format!("status = '{status}'");
    update("payment", row, &set(wrong), &set(right)).by(Refusal::Rule("payment_never_changes"))
}

attacks! {
    an_issued_invoice_is_removed: delete("invoice", 1, Statement::Copy("invoice", 1, vec![("invoice_no", "'INV-2027-0002'")]))
        .by(ISSUED),
    a_line_of_an_issued_invoice_is_removed:
        delete("invoice_item", 1, Statement::Delete("invoice_item", 2)).by(ISSUED),
    a_line_is_added_to_an_issued_invoice: line(&[("sale_id", "NULL")]),
    a_line_is_added_to_an_issued_invoice_as_if_at_once:
        line(&[("sale_id", "NULL"), ("created_at", "created_at")]),
    a_line_is_moved_onto_an_issued_invoice:
        update("invoice_item", 2, "invoice_id = {id invoice 1}", "invoice_id = {id invoice 2}")
            .by(ISSUED),
    an_issued_invoice_becomes_a_draft_again: update(
        "invoice",
        1,
        "status = 'draft', invoice_no = NULL, invoice_date = NULL",
        "status = 'void', balance_due = 0",
    )
    .by(ISSUED),
    the_number_of_an_issued_invoice_is_taken_off:
        update("invoice", 1, "invoice_no = NULL", "status = 'void', balance_due = 0").by(ISSUED),
    an_invoice_is_issued_without_a_date: update(
        "invoice",
        2,
        "status = 'issued', invoice_no = 'INV-2027-0002'",
        "status = 'issued', invoice_no = 'INV-2027-0002', invoice_date = {date 2027-01-02}",
    )
    .by(Refusal::Check("invoice_no invoice_date")),
    a_refund_over_more_than_nothing: copy(
        "collection",
        1,
        &[REFUND[0], REFUND[2], REFUND[3], REFUND[4], ("payment_id", "{id payment 2}")],
        &REFUND,
    )
    .by(Refusal::Check("kind amount")),
    a_credit_note_that_does_not_add_up: copy(
        "credit_note",
        1,
        &[CREDITED[0], CREDITED[1], ("total", "1")],
        &[CREDITED[0], CREDITED[1], ("total", "1"), ("net", "1")],
    )
    .by(Refusal::Check("net tax total")),
    a_draft_has_a_number: update("invoice", 2, "invoice_no = 'INV-2027-0002'", "notes = 'x'")
        .by(Refusal::Check("status invoice_no")),
    a_guest_has_two_drafts_at_a_center:
        copy("invoice", 2, &[], &[("guest_id", "{id guest 2}")])
            .by(Refusal::Unique("invoice_draft_exists")),

    a_payment_is_removed: delete("payment", 2, Statement::Copy("payment", 2, Vec::new()))
        .by(Refusal::Rule("payment_stays")),
    a_payment_that_is_there_is_awaited_again: step(1, "pending"),
    a_payment_that_is_there_did_not_come: step(1, "failed"),
    a_payment_that_is_awaited_is_taken_back: step(2, "reversed"),
    a_payment_that_was_taken_back_is_there_again: step(1, "completed")
        .but(Statement::Update("payment", 1, "remarks = 'x'".to_owned()))
        .after(Statement::Update("payment", 1, "status = 'reversed'".to_owned())),
    a_payment_that_did_not_come_comes: step(2, "completed")
        .but(Statement::Update("payment", 2, "remarks = 'x'".to_owned()))
        .after(Statement::Update("payment", 2, "status = 'failed'".to_owned())),

    a_collection_is_removed: delete("collection", 1, collection("'COLL-2027-0002'")).by(Refusal::Rule("collection_stays")),
    a_collection_that_was_taken_back_counts_again:
        update("collection", 1, "is_reversed = NOT is_reversed", "is_reversed = true")
            .but(collection("'COLL-2027-0002'"))
            .by(Refusal::Rule("collection_never_changes"))
            .after(Statement::Update("collection", 1, "is_reversed = true".to_owned())),
    a_payment_has_two_collections: copy(
        "collection",
        1,
        &[("collection_no", "'COLL-2027-0002'")],
        &[("collection_no", "'COLL-2027-0002'"), ("payment_id", "{id payment 2}")],
    )
    .by(Refusal::Unique("collection_payment_taken")),
    a_collection_is_taken_back_twice: copy("collection", 1, &REVERSAL, &[
        REVERSAL[0], REVERSAL[1], ("reverses_id", "{id collection 2}"), REVERSAL[3],
    ])
        .by(Refusal::Unique("collection_already_reversed"))
        .after(Statement::Copy("collection", 1, vec![
            REVERSAL[0], REVERSAL[1], REVERSAL[2], ("collection_no", "'COLL-2027-0003'"),
        ])),
    a_reversal_reverses_nothing: copy("collection", 1, &[
        REVERSAL[0], REVERSAL[1], ("reverses_id", "NULL"), REVERSAL[3],
    ], &REVERSAL)
        .by(Refusal::Check("kind reverses_id")),
    a_reversal_is_reversed_itself: copy("collection", 1, &[
        REVERSAL[0], REVERSAL[1], REVERSAL[2], REVERSAL[3], ("is_reversed", "true"),
    ], &REVERSAL)
        .by(Refusal::Check("kind is_reversed")),
}

/// What makes a copy of a collection its reversal.
const REVERSAL: [(&str, &str); 4] = [
    ("kind", "'reversal'"),
    ("amount", "-amount"),
    ("reverses_id", "id"),
    ("collection_no", "'COLL-2027-0002'"),
];

/// A collection for the payment that has none.
fn collection(number: &'static str) -> Statement {
    Statement::Copy(
        "collection",
        1,
        vec![("collection_no", number), ("payment_id", "{id payment 2}")],
    )
}
