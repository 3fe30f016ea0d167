//! Money that is more than what is due, and what becomes of it.

use serde_json::{Value, json};

use super::Till;
use crate::kit::{Answer, id};

impl Till {
    pub(super) fn pay(&self, invoice: &Value, method: &str, amount: &str) -> Answer {
        let payment =
            json!({"invoice_id": invoice["id"], "payment_method": method, "amount": amount});
        self.client.ask("POST /payments", &payment)
    }

    fn awaited(&self, invoice: &Value, amount: &str) -> Value {
        let payment = json!({
            "invoice_id": invoice["id"], "payment_method": "bank_transfer", "amount": amount,
            "status": "pending",
        });
        self.client.make("/payments", &payment)
    }

    /// What a guest has to their credit.
    fn credit_of(&self, guest: usize) -> Option<String> {
        let path = format!("/guest-credits?guest_id={}", self.salon.guests[guest]);
        let found = self.client.get(&path).expect(200);
        Some(found["items"].as_array()?.first()?["balance"].as_str()?.to_owned())
    }

    pub(super) fn credit(&self) -> Option<String> {
        self.credit_of(0)
    }

    /// What became credit today, was spent of it, and was paid out.
    fn credit_today(&self) -> [String; 3] {
        let path = format!("/reports/collections?center_id={}", self.salon.center);
        let day = self.client.get(&path).expect(200);
        assert_eq!(day["credit"].as_array().unwrap().len(), 1, "{day}");
        ["given", "used", "paid_out"].map(|sum| day["credit"][0][sum].as_str().unwrap().to_owned())
    }

    /// The entries of the ledger of the first guest's credit, oldest first.
    fn entries(&self) -> Vec<(String, String)> {
        let path = format!("/guest-credit-entries?guest_id={}", self.salon.guests[0]);
        let mut found = self.client.all(&path);
        found.sort_by_key(|entry| entry["step"].as_i64());
        let text = |entry: &Value, field: &str| entry[field].as_str().unwrap().to_owned();
        found.iter().map(|entry| (text(entry, "reason"), text(entry, "amount"))).collect()
    }
}

#[test]
fn what_is_paid_beyond_the_bill_is_the_guests_credit() {
    let till = Till::open();
    let invoice = till.issued("89");
    let paid = till.pay(&invoice, "bank_transfer", "95.00").expect(201);
    assert_eq!((&paid["amount"], &paid["credited"]), (&json!("95.00"), &json!("6.00")));
    assert_eq!(till.stands(&invoice), ["paid", "89.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("6.00"));
    let collections = till.client.get(&format!("/invoices/{}/collections", id(&invoice)));
    assert_eq!(collections.expect(200)["items"][0]["amount"], "95.00", "what was received");
    till.send(&format!("DELETE /payments/{}", id(&paid))).expect(204);
    assert_eq!(till.stands(&invoice), ["issued", "0.00", "89.00"]);
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    let reasons = [("overpayment", "6.00"), ("overpayment_reversed", "-6.00")];
    assert_eq!(till.entries(), reasons.map(|(why, much)| (why.to_owned(), much.to_owned())));
}

#[test]
fn cash_beyond_the_bill_goes_back_as_change() {
    let till = Till::open();
    let invoice = till.issued("89");
    let cash = json!({
        "invoice_id": invoice["id"], "payment_method": "cash", "amount": "89.00",
        "tendered": "100.00",
    });
    let paid = till.client.make("/payments", &cash);
    assert_eq!((&paid["change"], &paid["credited"]), (&json!("11.00"), &json!("0.00")));
    assert_eq!(till.credit(), None);
}

#[test]
fn awaited_money_is_recorded_though_the_bill_is_settled_or_void() {
    let till = Till::open();
    let complete = |payment: &Value| till.send(&format!("POST /payments/{}/complete", id(payment)));
    let settled = till.issued("20");
    let late = till.awaited(&settled, "20.00");
    till.pay(&settled, "cash", "20.00").expect(201);
    assert_eq!(complete(&late).expect(200)["credited"], "20.00");
    assert_eq!(till.stands(&settled), ["paid", "20.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("20.00"));

    let void = till.issued("7");
    let late = till.awaited(&void, "7.00");
    till.send(&format!("POST /invoices/{}/void", id(&void))).expect(200);
    assert_eq!(complete(&late).expect(200)["status"], "completed");
    assert_eq!(till.stands(&void), ["void", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("27.00"));
    till.send(&format!("DELETE /payments/{}", id(&late))).expect(204);
    assert_eq!(till.stands(&void), ["void", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("20.00"));
}

#[test]
fn a_paid_draft_that_comes_to_less_leaves_the_rest_to_the_guest() {
    let till = Till::open();
    let draft = till.draft("50");
    till.pay(&draft, "card", "50.00").expect(201);
    let off = json!({"discounts": [{"percent": "10"}]});
    let less = till.client.ask(&format!("PATCH /invoices/{}", id(&draft)), &off).expect(200);
    assert_eq!(
        ["total", "total_collection", "balance_due"].map(|field| &less[field]),
        [&json!("45.00"), &json!("45.00"), &json!("0.00")]
    );
    assert_eq!(till.credit().as_deref(), Some("5.00"));
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!(till.stands(&issued), ["paid", "45.00", "0.00"]);
}

#[test]
fn a_deposit_outlives_the_appointment_that_it_was_for() {
    let till = Till::open();
    let (appointment, draft) = till.billed(600);
    till.pay(&draft, "card", "10.00").expect(201);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    assert_eq!(till.stands(&draft), ["draft", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("10.00"));
    // Its payment names the draft, which stays as what it was: no number was used.
    till.send(&format!("DELETE /invoices/{}", id(&draft))).expect(204);
    let gone = till.invoice(&draft);
    assert_eq!((&gone["status"], &gone["invoice_no"]), (&json!("void"), &Value::Null));
    let next = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    assert_ne!(next["id"], draft["id"]);
}

#[test]
fn a_line_is_taken_off_though_a_deposit_was_paid_for_it() {
    let till = Till::open();
    let draft = till.draft("30");
    till.pay(&draft, "card", "10.00").expect(201);
    let lines = till.client.get(&format!("/invoice-items/invoice/{}", id(&draft))).expect(200);
    till.send(&format!("DELETE /invoice-items/{}", id(&lines["items"][0]))).expect(204);
    assert_eq!(till.stands(&draft), ["draft", "0.00", "0.00"]);
    assert_eq!(till.credit().as_deref(), Some("10.00"));
}

#[test]
fn credit_pays_a_bill_and_never_falls_below_zero() {
    let till = Till::open();
    let first = till.issued("10");
    till.pay(&first, "card", "25.00").expect(201);
    assert_eq!(till.credit().as_deref(), Some("15.00"));
    let second = till.issued("40");
    let much = till.pay(&second, "guest_credit", "15.01");
    assert_eq!(much.code(), (409, "guest_credit_short".to_owned()));
    let third = till.issued("5");
    let over = till.pay(&third, "guest_credit", "6.00");
    assert_eq!(over.code(), (409, "overpayment".to_owned()));
    // Many spend it at once: as much goes as there is.
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let spend = || till.pay(&second, "guest_credit", "1.00");
        let spenders: Vec<_> = (0..32).map(|_| scope.spawn(spend)).collect();
        spenders.into_iter().map(|spender| spender.join().unwrap()).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == 201);
    assert_eq!(won.len(), 15);
    for answer in lost {
        assert_eq!(answer.code(), (409, "guest_credit_short".to_owned()));
    }
    assert_eq!(till.credit().as_deref(), Some("0.00"));
    assert_eq!(till.stands(&second), ["issued", "15.00", "25.00"]);
    till.send(&format!("DELETE /payments/{}", id(&won[0].json()))).expect(204);
    assert_eq!(till.credit().as_deref(), Some("1.00"));
    assert_eq!(till.stands(&second), ["issued", "14.00", "26.00"]);
}

#[test]
fn credit_is_never_awaited_whatever_is_due() {
    let till = Till::open();
    let invoice = till.issued("60");
    let awaited = json!({
        "invoice_id": invoice["id"], "payment_method": "guest_credit", "amount": "1.00",
        "status": "pending",
    });
    let refused = |till: &Till| {
        let answer = till.client.ask("POST /payments", &awaited).expect(422);
        answer["errors"][0]["code"].clone()
    };
    assert_eq!(refused(&till), "completed_only");
    till.pay(&invoice, "bank_transfer", "100.00").expect(201);
    assert_eq!(refused(&till), "completed_only", "also when nothing is due");
}

#[test]
fn the_totals_of_a_day_say_what_was_given_spent_and_paid_out_of_credit() {
    let till = Till::open();
    let beyond = till.issued("20");
    let paid = till.pay(&beyond, "card", "50.00").expect(201);
    assert_eq!(till.credit_today(), ["30.00", "0.00", "0.00"]);
    let spent = till.pay(&till.issued("12"), "guest_credit", "12.00").expect(201);
    assert_eq!(till.credit_today(), ["30.00", "12.00", "0.00"]);
    till.send(&format!("DELETE /payments/{}", id(&spent))).expect(204);
    assert_eq!(till.credit_today(), ["30.00", "0.00", "0.00"]);
    let refund = format!("POST /payments/{}/refund", id(&paid));
    till.client.ask(&refund, &json!({"amount": "10.00"})).expect(200);
    assert_eq!(till.credit_today(), ["30.00", "0.00", "10.00"]);
    assert_eq!(till.credit().as_deref(), Some("20.00"));
}

#[test]
fn credit_goes_with_a_guest_who_is_merged() {
    let till = Till::open();
    let invoice = till.issued("10");
    let late = till.awaited(&invoice, "3.00");
    till.pay(&invoice, "card", "12.00").expect(201);
    let merge = format!("POST /guests/{}/merge", till.salon.guests[1]);
    till.client.ask(&merge, &json!({"from": till.salon.guests[0]})).expect(200);
    assert_eq!(till.credit_of(1).as_deref(), Some("2.00"));
    till.send(&format!("POST /payments/{}/complete", id(&late))).expect(200);
    assert_eq!(till.credit_of(1).as_deref(), Some("5.00"));
    let exported = till.client.get(&format!("/guests/{}/export", till.salon.guests[1]));
    let credits = exported.expect(200)["guest_credits"].as_array().unwrap().len();
    assert_eq!(credits, 2, "theirs, and the empty one of the guest who went");
}

#[test]
fn a_charge_is_recorded_once() {
    let till = Till::open();
    let (one, other) = (till.issued("10"), till.issued("20"));
    let charge = |invoice: &Value, method: &str, number: &str| {
        let payment = json!({
            "invoice_id": invoice["id"], "payment_method": method, "amount": "10.00",
            "transaction_no": number,
        });
        till.client.ask("POST /payments", &payment)
    };
    let paid = charge(&one, "online", "ch_1").expect(201);
    let duplicate = (409, "duplicate".to_owned());
    assert_eq!(charge(&other, "online", "ch_1").code(), duplicate);
    let pending = json!({
        "invoice_id": other["id"], "payment_method": "online", "amount": "1.00",
        "transaction_no": "ch_1", "status": "pending",
    });
    assert_eq!(till.client.ask("POST /payments", &pending).code(), duplicate);
    let second = charge(&other, "card", "ch_1").expect(201);
    let renamed = json!({"transaction_no": "ch_2"});
    till.client.ask(&format!("PATCH /payments/{}", id(&second)), &renamed).expect(200);
    // Once its payment was taken back, the charge may be recorded anew.
    till.send(&format!("DELETE /payments/{}", id(&paid))).expect(204);
    let again = charge(&one, "online", "ch_1").expect(201);
    till.send(&format!("DELETE /payments/{}", id(&second))).expect(204);
    assert_eq!(charge(&other, "card", "ch_2").expect(201)["status"], "completed");
    let to_taken = json!({"transaction_no": "ch_2"});
    let line = format!("PATCH /payments/{}", id(&again));
    till.client.ask(&line, &to_taken).expect(200);
}

#[test]
fn tips_are_given_after_the_bill_was_paid_and_to_several() {
    let till = Till::open();
    let invoice = till.issued("30");
    till.pay(&invoice, "card", "30.00").expect(201);
    let [first, second] = [0, 1].map(|one| till.salon.providers[one].clone());
    let tip = |tips: Value, more: Value| {
        let mut payment = json!({
            "invoice_id": invoice["id"], "payment_method": "cash", "amount": "0", "tips": tips,
        });
        payment.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        till.client.ask("POST /payments", &payment)
    };
    let parts = json!([
        {"provider_id": first, "amount": "3.00"}, {"provider_id": second, "amount": "2.00"},
    ]);
    let typed = json!([
        {"provider_id": first, "amount": "3"}, {"provider_id": second, "amount": "2.0"},
    ]);
    let given = tip(typed, json!({"tendered": "10.00"})).expect(201);
    assert_eq!(
        ["amount", "tip", "change"].map(|field| &given[field]),
        [&json!("0.00"), &json!("5.00"), &json!("5.00")]
    );
    assert_eq!(given["tips"], parts);
    assert_eq!(till.stands(&invoice), ["paid", "30.00", "0.00"]);
    let wrong = tip(parts, json!({"tip": "4.00"})).expect(422);
    assert_eq!(wrong["errors"][0]["pointer"], "/tip");
    let nobody = json!([{"provider_id": till.salon.guests[0], "amount": "1.00"}]);
    let nobody = tip(nobody, json!({})).expect(422);
    assert_eq!(nobody["errors"][0]["pointer"], "/tips/0/provider_id");
    let nothing = till.pay(&invoice, "cash", "0").expect(422);
    assert_eq!(nothing["errors"][0]["pointer"], "/amount");
    till.send(&format!("DELETE /payments/{}", id(&given))).expect(204);
    assert_eq!(till.stands(&invoice), ["paid", "30.00", "0.00"]);
}
