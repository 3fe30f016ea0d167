//! What is taken off an invoice that was issued, and what becomes of money that was paid on it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Till;
use crate::kit::{Answer, id};

impl Till {
    fn credit_note(&self, invoice: &Value, more: &Value) -> Answer {
        let mut new = json!({"invoice_id": invoice["id"]});
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.ask("POST /credit-notes", &new)
    }

    fn creditable(&self, invoice: &Value) -> Value {
        self.client.get(&format!("/invoices/{}/creditable", id(invoice))).expect(200)
    }

    fn line_of(&self, invoice: &Value) -> String {
        let lines = self.client.get(&format!("/invoice-items/invoice/{}", id(invoice)));
        id(&lines.expect(200)["items"][0]).to_owned()
    }

    /// An issued invoice of one line with tax of 23 %.
    fn taxed_invoice(&self, unit_price: &str) -> Value {
        let taxes = self.client.all("/taxes?");
        let tax = taxes.first().cloned().unwrap_or_else(|| {
            self.client.make("/taxes", &json!({"code": "V23", "name": "VAT", "rate": "23"}))
        });
        let draft = self.draft(unit_price);
        let line = format!("PATCH /invoice-items/{}", self.line_of(&draft));
        self.client.ask(&line, &json!({"tax_ids": [tax["id"]]})).expect(200);
        self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)
    }
}

fn texts<const N: usize>(json: &Value, fields: [&str; N]) -> [String; N] {
    fields.map(|field| json[field].as_str().unwrap().to_owned())
}

#[test]
fn an_unpaid_invoice_is_credited_as_a_whole() {
    let till = Till::open();
    let invoice = till.taxed_invoice("100");
    let note = till.credit_note(&invoice, &json!({"reason": "The wrong guest"})).expect(201);
    assert_eq!(
        texts(&note, ["net", "tax", "total", "excess"]),
        ["100.00", "23.00", "123.00", "0.00"]
    );
    let number = note["credit_note_no"].as_str().unwrap();
    assert!(number.starts_with("CN-") && number.ends_with("-0001"), "{number}");
    assert_eq!(till.stands(&invoice), ["paid", "0.00", "0.00"]);
    assert_eq!(till.invoice(&invoice)["credited"], "123.00");
    assert_eq!(till.invoice(&invoice)["invoice_no"], invoice["invoice_no"]);
    assert_eq!(till.credit(), None);
    let again = till.credit_note(&invoice, &json!({}));
    assert_eq!(again.code(), (409, "credit_exceeds_invoice".to_owned()));
    let void = till.send(&format!("POST /invoices/{}/void", id(&invoice)));
    assert_eq!(void.code(), (409, "invalid_transition".to_owned()));
    // Its series is its own, and has no gap.
    let other = till.issued("10");
    let next = till.credit_note(&other, &json!({})).expect(201);
    assert!(next["credit_note_no"].as_str().unwrap().ends_with("-0002"), "{next}");
}

#[test]
fn credit_notes_of_a_line_end_exactly_at_it() {
    let till = Till::open();
    let invoice = till.taxed_invoice("10");
    let item = till.line_of(&invoice);
    let lines = |amount: &str| json!({"lines": [{"invoice_item_id": item, "amount": amount}]});
    let mut taxes = Vec::new();
    for amount in ["3.33", "3.33", "3.34"] {
        let note = till.credit_note(&invoice, &lines(amount)).expect(201);
        taxes.push(note["tax"].as_str().unwrap().to_owned());
    }
    assert_eq!(taxes, ["0.77", "0.76", "0.77"]);
    assert_eq!(till.invoice(&invoice)["credited"], "12.30");
    let more = till.credit_note(&invoice, &lines("0.01"));
    assert_eq!(more.code(), (409, "credit_exceeds_invoice".to_owned()));
    let twice = json!({"lines": [{"invoice_item_id": item}, {"invoice_item_id": item}]});
    let twice = till.credit_note(&invoice, &twice).expect(422);
    assert_eq!(twice["errors"][0]["pointer"], "/lines/1/invoice_item_id");
    let other = till.line_of(&till.issued("5"));
    let other = json!({"lines": [{"invoice_item_id": other}]});
    let other = till.credit_note(&invoice, &other).expect(422);
    assert_eq!(other["errors"][0]["pointer"], "/lines/0/invoice_item_id");
    let notes = till.client.get(&format!("/credit-notes?invoice_id={}", id(&invoice))).expect(200);
    let note = id(&notes["items"][0]);
    let items = till.client.get(&format!("/credit-note-items/credit-note/{note}"));
    let items = items.expect(200);
    let taxed = items["items"][0]["taxes"][0]["amount"].as_str().unwrap().to_owned();
    assert!(["0.77", "0.76"].contains(&taxed.as_str()), "{taxed}");
}

#[test]
fn credit_notes_of_all_lines_come_to_an_invoice_with_its_taxes_inside() {
    let till = Till::open();
    let inclusive = json!({"price_mode": "inclusive"});
    till.client.ask(&format!("PATCH {}", till.organization()), &inclusive).expect(200);
    let tax = |code: &str, rate: &str| {
        let tax = json!({"code": code, "name": code, "rate": rate});
        till.client.make("/taxes", &tax)["id"].clone()
    };
    let (high, low) = (tax("H", "23"), tax("L", "6"));
    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    for (price, taxes) in
        [("9.99", json!([high])), ("3.33", json!([low])), ("7.77", json!([high, low]))]
    {
        let line = json!({
            "invoice_id": draft["id"], "service_id": till.salon.service, "unit_price": price,
            "item_quantity": "3",
        });
        let line =
            format!("PATCH /invoice-items/{}", id(&till.client.make("/invoice-items", &line)));
        till.client.ask(&line, &json!({"tax_ids": taxes})).expect(200);
    }
    let discount = json!({"discounts": [{"percent": "7"}]});
    till.client.ask(&format!("PATCH /invoices/{}", id(&draft)), &discount).expect(200);
    let invoice = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let lines = till.client.all(&format!("/invoice-items/invoice/{}?", id(&invoice)));
    // In parts of each line, and then all that is left of all.
    for line in &lines {
        for amount in ["0.01", "4.44", "1.27"] {
            let part = json!({"lines": [{"invoice_item_id": line["id"], "amount": amount}]});
            till.credit_note(&invoice, &part).expect(201);
        }
    }
    till.credit_note(&invoice, &json!({})).expect(201);
    let cents = |value: &Value| {
        let text = value.as_str().unwrap();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<2}").parse::<i64>().unwrap()
    };
    let sum = |rows: &[Value]| {
        let mut sums = BTreeMap::<String, i64>::new();
        for row in rows {
            let net = row.get("net_price").or(row.get("net")).unwrap();
            *sums.entry("net".to_owned()).or_default() += cents(net);
            for tax in row["taxes"].as_array().unwrap() {
                *sums.entry(tax["code"].to_string()).or_default() += cents(&tax["amount"]);
            }
        }
        sums
    };
    let notes = till.client.all(&format!("/credit-notes?invoice_id={}", id(&invoice)));
    let items =
        |note: &Value| till.client.all(&format!("/credit-note-items/credit-note/{}?", id(note)));
    let credited: Vec<Value> = notes.iter().flat_map(items).collect();
    assert_eq!(sum(&credited), sum(&lines));
    assert_eq!(till.invoice(&invoice)["credited"], invoice["total"]);
}

#[test]
fn what_was_paid_for_a_cancelled_appointment_can_be_credited_and_is_refunded_or_kept() {
    let till = Till::open();
    let (appointment, draft) = till.billed(600);
    let invoice = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let paid = till.pay(&invoice, "card", "45.00").expect(201);
    assert_eq!(till.creditable(&invoice)["lines"][0]["not_performed"], false);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    let shown = till.creditable(&invoice);
    assert_eq!(shown["lines"][0]["not_performed"], true);
    assert_eq!(texts(&shown, ["total", "credited", "left"]), ["45.00", "0.00", "45.00"]);
    let refunds = json!({"refunds": [
        {"payment_id": paid["id"], "refund": {"amount": "30.00"}},
    ]});
    let note = till.credit_note(&invoice, &refunds).expect(201);
    assert_eq!(texts(&note, ["total", "excess"]), ["45.00", "45.00"]);
    assert_eq!(till.stands(&invoice), ["paid", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("15.00"));
    assert_eq!(till.invoice(&invoice)["refundable"], "15.00");
    let shown = till.creditable(&invoice);
    assert_eq!(texts(&shown, ["credited", "left"]), ["45.00", "0.00"]);
    // What was kept as credit can be given back later, and is owed by nobody.
    let rest = till.client.ask(&format!("POST /payments/{}/refund", id(&paid)), &json!({}));
    assert_eq!(rest.expect(200)["status"], "refunded");
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    assert_eq!(till.stands(&invoice), ["paid", "0.00", "0.00"]);
}

#[test]
fn credit_comes_off_what_is_due_first() {
    let till = Till::open();
    let invoice = till.issued("50");
    let paid = till.pay(&invoice, "cash", "20.00").expect(201);
    let item = till.line_of(&invoice);
    let lines = |amount: &str| json!({"lines": [{"invoice_item_id": item, "amount": amount}]});
    let note = till.credit_note(&invoice, &lines("10.00")).expect(201);
    assert_eq!(note["excess"], "0.00");
    assert_eq!(till.stands(&invoice), ["issued", "20.00", "20.00"]);
    let much = json!({
        "lines": [{"invoice_item_id": item, "amount": "25.00"}],
        "refunds": [{"payment_id": paid["id"], "refund": {"amount": "5.01"}}],
    });
    let much = till.credit_note(&invoice, &much).expect(422);
    assert_eq!(much["errors"][0]["pointer"], "/refunds/0/refund/amount");
    let note = till.credit_note(&invoice, &lines("25.00")).expect(201);
    assert_eq!(note["excess"], "5.00");
    assert_eq!(till.stands(&invoice), ["paid", "15.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("5.00"));
}

#[test]
fn goods_that_are_credited_return_to_stock() {
    let till = Till::open();
    let oil = json!({"name": "Oil", "sale_price": "10.00", "stock": 5});
    let oil = till.client.make("/products", &oil);
    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    let line = json!({"invoice_id": draft["id"], "product_id": oil["id"], "item_quantity": "3"});
    let line = till.client.make("/invoice-items", &line);
    let invoice = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let stock = || {
        let now = till.client.get(&format!("/products/{}", id(&oil))).expect(200);
        now["stock"].as_u64().unwrap()
    };
    assert_eq!(stock(), 2);
    let less = json!({"lines": [{"invoice_item_id": line["id"], "amount": "3.00"}]});
    till.credit_note(&invoice, &less).expect(201);
    assert_eq!(stock(), 2, "a lower price brings nothing back");
    let one = json!({"lines": [{"invoice_item_id": line["id"], "quantity": "1"}]});
    assert_eq!(till.credit_note(&invoice, &one).expect(201)["total"], "10.00");
    assert_eq!(stock(), 3);
    assert_eq!(till.credit_note(&invoice, &json!({})).expect(201)["total"], "17.00");
    assert_eq!(stock(), 5);
}

#[test]
fn a_bill_that_was_rounded_to_coins_is_credited_with_its_rounding() {
    let till = Till::open();
    let step = json!({"cash_rounding": {"step": "0.05"}});
    till.client.ask(&format!("PATCH /centers/{}", till.salon.center), &step).expect(200);
    let invoice = till.issued("54.07");
    let cash = json!({
        "invoice_id": invoice["id"], "payment_method": "cash", "amount": "54.05",
        "tendered": "54.05",
    });
    let paid = till.client.make("/payments", &cash);
    assert_eq!(till.stands(&invoice), ["paid", "54.05", "0.00"]);
    let refunds = json!({"refunds": [{"payment_id": paid["id"]}]});
    let note = till.credit_note(&invoice, &refunds).expect(201);
    assert_eq!(texts(&note, ["total", "cash_rounding", "excess"]), ["54.07", "0.02", "54.05"]);
    assert_eq!(till.stands(&invoice), ["paid", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("0.00"));
}

#[test]
fn credit_notes_in_a_race_never_exceed_the_invoice_and_have_no_gap() {
    let till = Till::open();
    let invoice = till.issued("10");
    let item = till.line_of(&invoice);
    let part = json!({"lines": [{"invoice_item_id": item, "amount": "1.50"}]});
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let credit = || till.credit_note(&invoice, &part);
        let rivals: Vec<_> = (0..12).map(|_| scope.spawn(credit)).collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == 201);
    assert_eq!(won.len(), 6);
    for answer in lost {
        assert_eq!(answer.code(), (409, "credit_exceeds_invoice".to_owned()));
    }
    let notes: Vec<Value> = won.iter().map(|one| one.json()).collect();
    crate::http::crash::check_gapless(&notes, "credit_note_no");
    assert_eq!(till.stands(&invoice), ["issued", "0.00", "1.00"]);
}

#[test]
fn drafts_and_void_invoices_are_not_credited() {
    let till = Till::open();
    let draft = till.draft("10");
    let refused = (409, "invalid_transition".to_owned());
    assert_eq!(till.credit_note(&draft, &json!({})).code(), refused);
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    till.send(&format!("POST /invoices/{}/void", id(&issued))).expect(200);
    assert_eq!(till.credit_note(&issued, &json!({})).code(), refused);
    assert_eq!(till.creditable(&issued)["left"], "0.00");
}
