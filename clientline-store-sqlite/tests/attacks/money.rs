//! Money: negative amounts, and amounts that don't add up.

use super::{Attack, Refusal, Statement, attacks, copy, update};

/// Changes a sale that stands on an issued invoice.
fn invoiced(wrong: &str) -> Attack {
    let billed = "status = 'billed', invoice_item_id = {id invoice_item 1}".to_owned();
    update("sale", 1, wrong, "remarks = 'seen'")
        .after(Statement::Update("sale", 1, billed))
        .by(Refusal::Rule("sale_billed"))
}

/// Issues a deposit that was paid, of which others deduct something.
fn deposit(wrong: &str) -> Attack {
    let issued = "invoice_date = {date 2027-01-02}, invoice_no = 'INV-2027-0002', \
                  status = 'paid', total_collection = total, balance_due = 0";
    let right = format!("kind = 'deposit', drawn = total, {issued}");
    update("invoice", 2, &format!("{wrong}, {issued}"), &right)
}

attacks! {
    a_deposit_that_may_still_change: update("invoice", 2, "kind = 'deposit'", "notes = 'x'")
        .by(Refusal::Check("kind status deducted")),
    a_deposit_of_which_more_is_deducted_than_was_paid:
        deposit("kind = 'deposit', drawn = total + 1")
            .by(Refusal::Check("drawn total_collection cash_rounding")),
    an_invoice_that_is_deducted_like_a_deposit:
        deposit("drawn = 1").by(Refusal::Check("drawn kind")),
    an_invoice_that_deducts_and_owes_as_before: update(
        "invoice",
        2,
        "deducted = 1",
        "deducted = 1, balance_due = balance_due - 1",
    )
    .by(Refusal::Check("balance_due total_collection")),
    a_charge_in_percent_for_what_has_a_price: update(
        "invoice_item",
        2,
        "charge_percent = 100000",
        "charge_percent = 100000, service_id = NULL, item_type = 'fee'",
    )
    .by(Refusal::Check("charge_percent item_quantity item_type")),
    a_charge_in_percent_of_two: update(
        "invoice_item",
        2,
        "charge_percent = 100000, service_id = NULL, item_type = 'fee', item_quantity = 20000",
        "charge_percent = 100000, service_id = NULL, item_type = 'fee'",
    )
    .by(Refusal::Check("charge_percent item_quantity item_type")),
    a_line_that_deducts_no_deposit: update(
        "invoice_item",
        2,
        "deducted = 1",
        "deducted = 1, deposit_id = {id invoice 1}",
    )
    .by(Refusal::Check("deducted deposit_id")),
    a_line_that_deducts_a_deposit_and_a_gift_card: update(
        "invoice_item",
        2,
        "gift_card_id = {id gift_card 1}, deposit_id = {id invoice 1}",
        "gift_card_id = {id gift_card 1}",
    )
    .by(Refusal::Check("gift_card_id deposit_id item_type")),
    a_gift_card_that_had_no_tax_and_has_some_drawn:
        update("gift_card", 1, "drawn_taxes = '[1]'", "drawn_taxes = '[]'")
            .by(Refusal::Check("drawn_taxes taxes")),
    a_gift_card_that_is_written_off_though_nothing_was_said:
        update("gift_card", 1, "write_off_on = {date 2040-01-01}", "write_off_on = NULL")
            .by(Refusal::Check("write_off_on balance write_off_after_days")),
    a_package_that_is_written_off_though_nothing_was_said:
        update("guest_package", 1, "write_off_on = {date 2040-01-01}", "write_off_on = NULL")
            .by(Refusal::Check("write_off_on sessions_left write_off_after_days")),
    a_line_that_deducts_more_than_it_comes_to: update(
        "invoice_item",
        2,
        "deposit_id = {id invoice 1}, deducted = net_price + tax + 1",
        "deposit_id = {id invoice 1}, deducted = net_price + tax",
    )
    .by(Refusal::Check("deducted redeemed net_price")),
    a_deposit_that_deducts_another: update(
        "invoice_item",
        2,
        "item_type = 'deposit', service_id = NULL, deposit_id = {id invoice 1}",
        "item_type = 'deposit', service_id = NULL",
    )
    .by(Refusal::Check("deposit_id item_type")),
    a_sale_of_nothing: update("sale", 2, "quantity = 0", "quantity = 20000")
        .by(Refusal::Check("quantity")),
    a_sale_that_does_not_add_up: update(
        "sale",
        2,
        "net_value = net_value - 1",
        "net_value = net_value - 1, gross_value = gross_value - 1",
    )
    .by(Refusal::Check("gross_value discount_value net_value")),
    a_sale_with_less_for_no_reason: update(
        "sale",
        2,
        "discount_value = 500, net_value = net_value - 500",
        "discount_value = 500, net_value = net_value - 500, discount = '[]'",
    )
    .by(Refusal::Check("discount_value discount")),
    a_sale_with_an_offer_that_takes_nothing_off: update(
        "sale",
        2,
        "discount_id = {id offer_discount 1}",
        "discount_id = {id offer_discount 1}, discount = '[]'",
    )
    .by(Refusal::Check("discount_id discount")),
    a_sale_with_a_reason_for_no_discount: update(
        "sale",
        2,
        "discount_reason = 'x'",
        "discount_reason = 'x', discount = '[]'",
    )
    .by(Refusal::Check("discount_reason discount")),
    a_line_with_a_reason_for_no_discount: update(
        "invoice_item",
        2,
        "discount_reason = 'x'",
        "discount_reason = 'x', discount = '[]'",
    )
    .by(Refusal::Check("discount discount_reason discount_offer_id")),
    a_line_with_an_offer_that_takes_nothing_off: update(
        "invoice_item",
        2,
        "discount_offer_id = {id offer_discount 1}",
        "discount_offer_id = {id offer_discount 1}, discount = '[]'",
    )
    .by(Refusal::Check("discount discount_reason discount_offer_id")),
    an_invoice_whose_total_is_not_its_net_and_tax:
        update("invoice", 2, "total = total - 1, balance_due = balance_due - 1", "total = total")
            .by(Refusal::Check("net_invoice_value tax total")),
    an_invoice_whose_net_is_not_its_lines_after_discounts:
        update("invoice", 2, "invoice_discount = 100", "invoice_discount = invoice_discount")
            .by(Refusal::Check("gross_invoice_value invoice_discount")),
    an_invoice_that_owes_more_than_its_total:
        update("invoice", 2, "balance_due = total + 1", "balance_due = total")
            .by(Refusal::Check("balance_due total_collection")),
    an_invoice_that_owes_less_than_was_not_paid:
        update("invoice", 1, "balance_due = 0", "balance_due = 0, total_collection = total")
            .by(Refusal::Check("balance_due total_collection")),
    an_invoice_that_was_paid_and_owes_as_before:
        update("invoice", 1, "total_collection = total", "total_collection = total, balance_due = 0")
            .by(Refusal::Check("balance_due total_collection")),
    an_invoice_that_collected_more_than_its_total: update(
        "invoice",
        1,
        "total_collection = total + 1, balance_due = 0",
        "total_collection = total, balance_due = 0",
    )
    .by(Refusal::Check("balance_due total_collection")),
    a_void_invoice_that_is_owed:
        update("invoice", 1, "status = 'void'", "status = 'void', balance_due = 0")
            .by(Refusal::Check("balance_due status")),
    an_invoice_of_which_more_was_credited_than_there_is: update(
        "invoice",
        1,
        "credited = total + 1, total_collection = 0, balance_due = 0, cash_rounding = 1",
        "credited = total, total_collection = 0, balance_due = 0",
    )
    .by(Refusal::Check("credited total")),
    a_draft_that_is_credited:
        update("invoice", 2, "credited = 1, balance_due = balance_due - 1", "notes = 'x'")
            .by(Refusal::Check("credited status")),
    more_given_back_than_was_given: update(
        "payment",
        1,
        "status = 'refunded', refunded = amount + 1",
        "status = 'refunded', refunded = amount",
    )
    .by(Refusal::Check("status refunded amount")),
    a_part_given_back_that_is_all: update(
        "payment",
        1,
        "status = 'partially_refunded', refunded = amount",
        "status = 'partially_refunded', refunded = amount - 1",
    )
    .by(Refusal::Check("status refunded amount")),
    what_was_given_back_comes_back: update(
        "payment",
        1,
        "refunded = refunded - 1",
        "refunded = refunded + 1",
    )
    .after(Statement::Update("payment", 1, "status = 'partially_refunded', refunded = 2".to_owned()))
    .by(Refusal::Rule("payment_never_changes")),
    money_that_comes_on_another_day: update(
        "payment",
        1,
        "payment_date = {date 2027-01-02}",
        "remarks = 'seen'",
    )
    .after(Statement::Update("payment", 1, "payment_date = {date 2027-01-01}".to_owned()))
    .by(Refusal::Rule("payment_never_changes")),
    change_for_a_card: copy(
        "payment",
        2,
        &[("change", "1"), ("payment_method", "'card'")],
        &[("change", "1"), ("tendered", "amount + 1")],
    )
    .by(Refusal::Check("change payment_method")),
    cash_that_is_handed_over_by_card: copy(
        "payment",
        2,
        &[("tendered", "amount + 10"), ("payment_method", "'card'")],
        &[("tendered", "amount + 10")],
    )
    .by(Refusal::Check("tendered payment_method")),
    less_handed_over_than_is_paid:
        copy("payment", 2, &[("tendered", "amount - 1")], &[("tendered", "amount")])
            .by(Refusal::Check("tendered amount")),
    more_change_than_was_handed_over: copy(
        "payment",
        2,
        &[("tendered", "amount + 10"), ("change", "11")],
        &[("tendered", "amount + 10"), ("change", "10")],
    )
    .by(Refusal::Check("tendered change")),
    a_charge_that_is_recorded_twice:
        copy("payment", 2, &[("charge_no", "'X'")], &[("charge_no", "'Y'")])
            .after(super::Statement::Update("payment", 2, "charge_no = 'X'".to_owned()))
            .by(Refusal::Unique("duplicate")),
    more_credited_than_was_given:
        copy("payment", 2, &[("credited", "amount + 1")], &[("credited", "amount")])
            .by(Refusal::Check("credited amount")),
    cash_back_on_what_is_no_card: copy(
        "payment",
        2,
        &[("cash_back", "1")],
        &[("cash_back", "1"), ("payment_method", "'card'")],
    )
    .by(Refusal::Check("cash_back payment_method")),
    a_card_that_is_rounded_to_coins: copy(
        "payment",
        2,
        &[("cash_rounding", "1"), ("payment_method", "'card'")],
        &[("cash_rounding", "1")],
    )
    .by(Refusal::Check("cash_rounding payment_method")),
    a_collection_over_less_than_nothing: copy(
        "collection",
        1,
        &[("collection_no", "'COLL-2027-0002'"), ("payment_id", "{id payment 2}"), ("amount", "-amount")],
        &[("collection_no", "'COLL-2027-0002'"), ("payment_id", "{id payment 2}")],
    )
    .by(Refusal::Check("kind amount")),
    a_rule_of_commission_for_two_things: update(
        "commission_rule",
        1,
        "service_id = {id service 1}, product_id = {id product 1}",
        "product_id = {id product 1}",
    )
    .by(Refusal::Check("service_id product_id package_id")),
    a_rule_of_commission_of_more_than_all_of_the_price: update(
        "commission_rule",
        1,
        "value = 1000001",
        "value = 1000001, commission_type = 'fixed'",
    )
    .by(Refusal::Check("commission_type value")),
    a_commission_that_takes_what_it_earns:
        copy("commission", 1, &[("step", "2"), ("amount", "-1")], &[("step", "2"), ("amount", "1")])
            .by(Refusal::Check("reason base amount")),
    a_commission_that_is_taken_back_and_earns: copy(
        "commission",
        1,
        &[("step", "2"), ("reason", "'taken_back'"), ("amount", "1")],
        &[("step", "2"), ("reason", "'taken_back'"), ("amount", "-1")],
    )
    .by(Refusal::Check("reason base amount")),
    money_that_comes_on_a_closed_day: copy(
        "collection",
        1,
        &[
            ("collection_no", "'COLL-2027-0002'"),
            ("payment_id", "{id payment 2}"),
            ("collection_date", "{date 1970-01-01}"),
        ],
        &[("collection_no", "'COLL-2027-0002'"), ("payment_id", "{id payment 2}")],
    )
    .by(Refusal::Rule("day_closed")),
    a_day_that_is_closed_again_by_one_close: update(
        "day_close",
        1,
        "status = 'closed', reopen_reason = NULL",
        "reopen_reason = 'More came'",
    )
    .after(Statement::Update("day_close", 1, "status = 'reopened', reopen_reason = 'x'".to_owned()))
    .by(Refusal::Rule("day_close_never_changes")),
    a_day_that_is_opened_again_for_no_reason: update(
        "day_close",
        1,
        "status = 'reopened'",
        "status = 'reopened', reopen_reason = 'x'",
    )
    .by(Refusal::Check("status reopen_reason")),
    a_difference_for_no_reason: copy(
        "day_close",
        1,
        &[("date", "{date 2027-01-01}"), ("difference", "-1")],
        &[("date", "{date 2027-01-01}"), ("difference", "-1"), ("reason", "'x'")],
    )
    .by(Refusal::Check("difference reason")),
    a_reversal_over_more_than_nothing: copy(
        "collection",
        1,
        &[("collection_no", "'COLL-2027-0002'"), ("kind", "'reversal'"), ("reverses_id", "id")],
        &[
            ("collection_no", "'COLL-2027-0002'"),
            ("kind", "'reversal'"),
            ("reverses_id", "id"),
            ("amount", "-amount"),
        ],
    )
    .by(Refusal::Check("kind amount")),
    an_offer_of_more_than_all_of_the_price:
        update("offer_discount", 1, "discount_value = 1000001", "discount_value = 1000000")
            .by(Refusal::Check("discount_type discount_value")),
    a_commission_of_more_than_all_of_the_price: update(
        "package",
        1,
        "commission_type = 'percentage', commission_value = 1000001",
        "commission_type = 'percentage', commission_value = 1000000",
    )
    .by(Refusal::Check("commission_type commission_value")),
    a_commission_of_no_kind: update(
        "package",
        1,
        "commission_value = 1",
        "commission_value = 1, commission_type = 'fixed'",
    )
    .by(Refusal::Check("commission_type commission_value")),
    a_tax_of_more_than_a_thousand_percent: update("tax", 1, "rate = 10000001", "rate = 10000000")
        .by(Refusal::Check("rate")),
    a_sale_that_is_billed_twice: update(
        "sale",
        3,
        "status = 'billed', invoice_item_id = {id invoice_item 2}",
        "status = 'billed', invoice_item_id = {id invoice_item 9}",
    )
    .after(super::Statement::Update(
        "sale",
        2,
        "status = 'billed', invoice_item_id = {id invoice_item 2}".to_owned(),
    ))
    .by(Refusal::Unique("sale_already_billed")),
    an_appointment_with_two_sales: copy("sale", 2, &[], &[("appointment_id", "NULL")])
        .by(Refusal::Unique("sale_appointment_taken")),
    a_sale_that_is_billed_on_no_line: update(
        "sale",
        2,
        "status = 'billed'",
        "status = 'billed', invoice_item_id = {id invoice_item 2}",
    )
    .by(Refusal::Check("status invoice_item_id")),
    what_was_invoiced_was_done_by_another: invoiced("provider_id = NULL"),
    what_was_invoiced_were_more:
        invoiced("quantity = quantity + 10000, gross_value = 9000, net_value = 9000"),
    what_was_invoiced_costs_less: invoiced("gross_value = 4400, net_value = 4400"),
    what_was_invoiced_was_given_for_less:
        invoiced("discount_value = 500, net_value = 4000, discount = '[]'"),
    what_was_invoiced_was_given_for_another_reason:
        invoiced("discount = '[]', discount_reason = 'x'"),
    a_sale_of_two_things:
        update("sale", 2, "product_id = {id product 1}", "service_id = service_id")
            .by(Refusal::Check("item_type product_id")),
    a_line_for_no_thing: update("invoice_item", 2, "service_id = NULL", "service_id = service_id")
        .by(Refusal::Check("item_type service_id")),
}
