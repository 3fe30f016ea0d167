//! Money that is given back, and money that nobody expects any more.

use serde_json::{Value, json};

use super::Till;
use crate::kit::{Answer, id};

impl Till {
    fn refund(&self, payment: &Value, how: &Value) -> Answer {
        self.client.ask(&format!("POST /payments/{}/refund", id(payment)), how)
    }

    /// The records of money that came and went for an invoice: kind, method and amount.
    fn records(&self, invoice: &Value) -> Vec<[String; 3]> {
        let mut found = self.client.all(&format!("/invoices/{}/collections?", id(invoice)));
        found.sort_by_key(|one| one["collection_no"].as_str().map(str::to_owned));
        let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
        let fields = ["kind", "payment_method", "amount"];
        found.iter().map(|one| fields.map(|field| text(one, field))).collect()
    }
}

#[test]
fn a_payment_is_given_back_in_parts_and_never_more_than_was_given() {
    let till = Till::open();
    let invoice = till.issued("50");
    let paid = till.pay(&invoice, "card", "50.00").expect(201);
    let part = till.refund(&paid, &json!({"amount": "20.00"})).expect(200);
    assert_eq!(
        ["status", "amount", "refunded"].map(|field| &part[field]),
        [&json!("partially_refunded"), &json!("50.00"), &json!("20.00")]
    );
    assert_eq!(till.stands(&invoice), ["issued", "30.00", "20.00"]);
    let more = till.refund(&paid, &json!({"amount": "30.01"}));
    assert_eq!(more.code(), (409, "refund_exceeds_payment".to_owned()));
    let nothing = till.refund(&paid, &json!({"amount": "0"})).expect(422);
    assert_eq!(nothing["errors"][0]["pointer"], "/amount");
    let back = till.send(&format!("DELETE /payments/{}", id(&paid)));
    assert_eq!(back.code(), (409, "invalid_transition".to_owned()));

    let cash = json!({"payment_method": "cash", "remarks": "The card was lost"});
    let rest = till.refund(&paid, &cash).expect(200);
    assert_eq!((&rest["status"], &rest["refunded"]), (&json!("refunded"), &json!("50.00")));
    assert_eq!(till.refund(&paid, &json!({})).code(), (409, "invalid_transition".to_owned()));
    assert_eq!(till.stands(&invoice), ["issued", "0.00", "50.00"]);
    let records =
        [["receipt", "card", "50.00"], ["refund", "card", "-20.00"], ["refund", "cash", "-30.00"]];
    assert_eq!(till.records(&invoice), records.map(|one| one.map(str::to_owned)));
}

#[test]
fn refunds_in_a_race_never_exceed_the_payment() {
    let till = Till::open();
    let invoice = till.issued("10");
    let paid = till.pay(&invoice, "card", "10.00").expect(201);
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let give_back = || till.refund(&paid, &json!({"amount": "1.50"}));
        let rivals: Vec<_> = (0..16).map(|_| scope.spawn(give_back)).collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    let won = answers.iter().filter(|one| one.status == 200).count();
    assert_eq!(won, 6);
    for answer in answers.iter().filter(|one| one.status != 200) {
        assert_eq!(answer.code(), (409, "refund_exceeds_payment".to_owned()));
    }
    assert_eq!(till.stands(&invoice), ["issued", "1.00", "9.00"]);
}

#[test]
fn what_is_given_back_as_credit_is_the_guests() {
    let till = Till::open();
    let invoice = till.issued("50");
    let paid = till.pay(&invoice, "card", "50.00").expect(201);
    till.refund(&paid, &json!({"amount": "15.00", "payment_method": "guest_credit"})).expect(200);
    assert_eq!(till.credit().as_deref(), Some("15.00"));
    assert_eq!(till.stands(&invoice), ["issued", "35.00", "15.00"]);
    // And what was paid by credit goes back to it.
    let again = till.pay(&invoice, "guest_credit", "15.00").expect(201);
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    till.refund(&again, &json!({"amount": "5.00"})).expect(200);
    assert_eq!(till.credit().as_deref(), Some("5.00"));
    assert_eq!(till.stands(&invoice), ["issued", "45.00", "5.00"]);
}

#[test]
fn what_had_become_credit_is_given_back_first_and_owed_by_nobody() {
    let till = Till::open();
    // More was paid than was due.
    let invoice = till.issued("50");
    let paid = till.pay(&invoice, "card", "60.00").expect(201);
    assert_eq!(till.credit().as_deref(), Some("10.00"));
    let back = till.refund(&paid, &json!({"amount": "10.00"})).expect(200);
    assert_eq!((&back["refunded"], &back["credited"]), (&json!("10.00"), &json!("0.00")));
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    assert_eq!(till.stands(&invoice), ["paid", "50.00", "0.00"]);
    // A deposit was paid for what did not take place.
    let (appointment, draft) = till.billed(600);
    let deposit = till.pay(&draft, "card", "10.00").expect(201);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    assert_eq!(till.credit().as_deref(), Some("10.00"));
    assert_eq!(till.invoice(&draft)["refundable"], "10.00");
    till.refund(&deposit, &json!({"amount": "4.00"})).expect(200);
    till.refund(&deposit, &json!({})).expect(200);
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    assert_eq!(till.stands(&draft), ["draft", "0.00", "0.00"]);
    assert_eq!(till.invoice(&draft)["refundable"], "0.00");
}

#[test]
fn the_charge_of_money_that_was_given_back_is_not_recorded_again() {
    let till = Till::open();
    let invoice = till.issued("10");
    let charge = json!({
        "invoice_id": invoice["id"], "payment_method": "online", "amount": "10.00",
        "transaction_no": "ch_9",
    });
    let paid = till.client.make("/payments", &charge);
    till.refund(&paid, &json!({})).expect(200);
    let again = till.client.ask("POST /payments", &charge);
    assert_eq!(again.code(), (409, "duplicate".to_owned()));
}

#[test]
fn what_is_written_off_is_owed_and_may_still_be_paid() {
    let till = Till::open();
    let invoice = till.issued("50");
    till.pay(&invoice, "card", "20.00").expect(201);
    let write_off = || till.send(&format!("POST /invoices/{}/write-off", id(&invoice)));
    assert_eq!(write_off().expect(200)["status"], "uncollectible");
    assert_eq!(write_off().code(), (409, "invalid_transition".to_owned()));
    assert_eq!(till.stands(&invoice), ["uncollectible", "20.00", "30.00"]);
    till.pay(&invoice, "cash", "30.00").expect(201);
    assert_eq!(till.stands(&invoice), ["paid", "50.00", "0.00"]);
    let paid = till.issued("10");
    till.pay(&paid, "card", "10.00").expect(201);
    let refused = till.send(&format!("POST /invoices/{}/write-off", id(&paid)));
    assert_eq!(refused.code(), (409, "invalid_transition".to_owned()));
}
