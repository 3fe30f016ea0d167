//! Gift cards: sold as a line, spent by their code, and taken back as far as they are unspent.

use serde_json::{Value, json};

use super::Till;
use crate::{
    http::events::follow,
    kit::{Answer, id},
};

impl Till {
    /// An invoice of the first guest that sold a gift card, its line, and the gift card.
    pub(super) fn card(&self, value: &str) -> (Value, Value, Value) {
        let draft = json!({"guest_id": self.salon.guests[0]});
        let draft = self.client.make("/invoices", &draft);
        let line = json!({"invoice_id": draft["id"], "gift_card": {"value": value}});
        let line = self.client.make("/invoice-items", &line);
        let issued = self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
        let path = format!("/gift-cards?invoice_id={}", id(&issued));
        let card = self.client.get(&path).expect(200)["items"][0].clone();
        (issued, line, card)
    }

    fn spend(&self, invoice: &Value, code: &str, amount: &str) -> Answer {
        let payment = json!({
            "invoice_id": invoice["id"], "payment_method": "gift_card", "gift_card_code": code,
            "amount": amount,
        });
        self.client.ask("POST /payments", &payment)
    }

    fn on(&self, card: &Value) -> String {
        let now = self.client.get(&format!("/gift-cards/{}", id(card))).expect(200);
        now["balance"].as_str().unwrap().to_owned()
    }

    /// The reasons and amounts of the ledger of a gift card, in order.
    fn movements(&self, card: &Value) -> Vec<(String, String)> {
        let path = format!("/gift-card-entries?gift_card_id={}&", id(card));
        let mut entries = self.client.all(&path);
        entries.sort_by_key(|entry| entry["step"].as_i64());
        let text = |entry: &Value, field: &str| entry[field].as_str().unwrap().to_owned();
        entries.iter().map(|entry| (text(entry, "reason"), text(entry, "amount"))).collect()
    }
}

fn code(card: &Value) -> &str {
    card["code"].as_str().unwrap()
}

fn movements<const N: usize>(all: [(&str, &str); N]) -> Vec<(String, String)> {
    all.map(|(reason, amount)| (reason.to_owned(), amount.to_owned())).to_vec()
}

#[test]
fn a_gift_card_is_sold_without_tax_and_pays_by_its_code() {
    let till = Till::open();
    let (sold, line, card) = till.card("50.00");
    assert_eq!((&sold["tax"], &sold["total"]), (&json!("0.00"), &json!("50.00")));
    assert_eq!(line["item_type"], "gift_card");
    assert_eq!(code(&card).len(), 24);
    assert!(code(&card).ends_with(card["last_four"].as_str().unwrap()));
    // However it is typed.
    let typed = code(&card).to_lowercase().replace('-', "");
    let asked = till.client.ask("POST /gift-cards/balance", &json!({ "code": typed }));
    assert_eq!(asked.expect(200)["balance"], "50.00");
    let invoice = till.issued("30.00");
    let paid = till.spend(&invoice, &typed, "30.00").expect(201);
    assert_eq!(paid["gift_card_id"], card["id"]);
    assert_eq!(till.stands(&invoice), ["paid", "30.00", "0.00"]);
    assert_eq!(till.on(&card), "20.00");
    assert_eq!(till.movements(&card), movements([("issued", "50.00"), ("redeemed", "-30.00")]));
    let day = till.client.get(&format!("/reports/collections?center_id={}", till.salon.center));
    let methods = day.expect(200)["methods"].clone();
    assert_eq!(methods[0]["payment_method"], "gift_card");
    assert_eq!(methods[0]["expected"], "30.00");
}

#[test]
fn a_collection_is_taken_by_gift_card_too_and_reversed_onto_it() {
    let till = Till::open();
    let (_, _, card) = till.card("50.00");
    let invoice = till.issued("30.00");
    let collection = json!({
        "invoice_id": invoice["id"], "payment_method": "gift_card", "gift_card_code": code(&card),
        "amount": "12.50",
    });
    let collection = till.client.ask("POST /collections", &collection).expect(201);
    assert_eq!(till.on(&card), "37.50");
    till.send(&format!("DELETE /collections/{}", id(&collection))).expect(204);
    assert_eq!(till.on(&card), "50.00");
    assert_eq!(till.stands(&invoice), ["issued", "0.00", "30.00"]);
}

#[test]
fn a_gift_card_pays_for_what_it_covers_and_what_is_owed() {
    let till = Till::open();
    let (sold, _, card) = till.card("20.00");
    let invoice = till.issued("30.00");
    let spend = |amount| till.spend(&invoice, code(&card), amount).code();
    assert_eq!(spend("20.01"), (409, "gift_card_short".to_owned()));
    assert_eq!(spend("30.01"), (409, "overpayment".to_owned()));
    let own = till.spend(&sold, code(&card), "20.00");
    assert_eq!(own.code(), (409, "gift_card_of_invoice".to_owned()));
    assert_eq!(till.on(&card), "20.00");
    till.spend(&invoice, code(&card), "20.00").expect(201);
    assert_eq!(spend("0.01"), (409, "gift_card_short".to_owned()));
    assert_eq!(till.on(&card), "0.00");
    assert_eq!(till.stands(&invoice), ["issued", "20.00", "10.00"]);
}

#[test]
fn a_code_that_is_unknown_tells_nothing() {
    let till = Till::open();
    let invoice = till.issued("30.00");
    let unknown = till.spend(&invoice, "0000-0000-0000-0000-0000", "1.00").expect(422);
    assert_eq!(unknown["errors"][0]["code"], "unknown_gift_card");
    let garbled = till.spend(&invoice, "x", "1.00").expect(422);
    assert_eq!(garbled["errors"][0]["code"], "unknown_gift_card");
    till.client.ask("POST /gift-cards/balance", &json!({"code": "x"})).expect(404);
    // To whom it does not belong, it is no gift card.
    let (_, _, card) = till.card("50.00");
    let guest = json!({
        "name": "G", "email": "g@example.com", "password": "a long enough pass", "role": "client",
        "guest_id": till.salon.guests[1],
    });
    till.client.make("/users", &guest);
    let signed_in = json!({"email": "g@example.com", "password": "a long enough pass"});
    let tokens = till.house.open.ask("POST /auth/login", &signed_in).expect(200);
    let other = till.client.with(tokens["access_token"].as_str().unwrap());
    let theirs = other.ask("POST /gift-cards/balance", &json!({"code": code(&card)}));
    let nobodys = other.ask("POST /gift-cards/balance", &json!({"code": "x"}));
    assert_eq!((theirs.code(), nobodys.status), (nobodys.code(), 404));
}

#[test]
fn money_of_a_gift_card_goes_back_onto_it() {
    let till = Till::open();
    let (_, _, card) = till.card("50.00");
    let invoice = till.issued("30.00");
    let paid = till.spend(&invoice, code(&card), "30.00").expect(201);
    let refund = format!("POST /payments/{}/refund", id(&paid));
    let elsewhere = till.client.ask(&refund, &json!({"payment_method": "cash"}));
    assert_eq!(elsewhere.code(), (409, "gift_card_refund".to_owned()));
    till.client.ask(&refund, &json!({"amount": "10.00"})).expect(200);
    assert_eq!(till.on(&card), "30.00");
    // And with a credit note over the rest.
    let note = json!({
        "invoice_id": invoice["id"],
        "refunds": [{"payment_id": paid["id"], "refund": {}}],
    });
    till.client.ask("POST /credit-notes", &note).expect(201);
    assert_eq!(till.on(&card), "50.00");
    assert_eq!(
        till.movements(&card)[1..],
        movements([("redeemed", "-30.00"), ("refunded", "10.00"), ("refunded", "20.00")])
    );
}

#[test]
fn what_sold_a_gift_card_is_taken_back_while_none_of_it_was_spent() {
    let till = Till::open();
    let (sold, line, card) = till.card("50.00");
    let invoice = till.issued("30.00");
    let paid = till.spend(&invoice, code(&card), "30.00").expect(201);
    let void = format!("POST /invoices/{}/void", id(&sold));
    assert_eq!(till.send(&void).code(), (409, "gift_card_in_use".to_owned()));
    let note = json!({"invoice_id": sold["id"]});
    let credit = till.client.ask("POST /credit-notes", &note);
    assert_eq!(credit.code(), (409, "gift_card_in_use".to_owned()));
    till.send(&format!("DELETE /payments/{}", id(&paid))).expect(204);
    let lines = json!([{"invoice_item_id": line["id"], "amount": "1.00"}]);
    let part = till.client.ask(
        "POST /credit-notes",
        &json!({
            "invoice_id": sold["id"], "lines": lines,
        }),
    );
    assert_eq!(part.code(), (409, "line_credited_whole".to_owned()));
    till.client.ask("POST /credit-notes", &note).expect(201);
    assert_eq!(till.on(&card), "0.00");
    let (sold, _, card) = till.card("40.00");
    till.send(&format!("POST /invoices/{}/void", id(&sold))).expect(200);
    assert_eq!(till.movements(&card), movements([("issued", "40.00"), ("voided", "-40.00")]));
}

#[test]
fn a_gift_card_is_sold_at_its_value() {
    let till = Till::open();
    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    let add = |more: Value| {
        let mut line = json!({"invoice_id": draft["id"]});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        till.client.ask("POST /invoice-items", &line)
    };
    let card = json!({"value": "50.00"});
    let why = |answer: Answer| answer.expect(422)["errors"][0]["code"].clone();
    let reduced = add(json!({"gift_card": card, "discount": {"percent": "10"}}));
    assert_eq!(why(reduced), "exactly_one");
    let both = add(json!({"gift_card": card, "service_id": till.salon.service}));
    assert_eq!(why(both), "exactly_one");
    assert_eq!(why(add(json!({"gift_card": {"value": "0.00"}}))), "out_of_range");
    let late = add(json!({"gift_card": {"value": "50.00", "expires_on": "2020-01-01"}}));
    assert_eq!(why(late), "past");
    let line = add(json!({ "gift_card": card })).expect(201);
    let edit = json!({"unit_price": "1.00"});
    let edit = till.client.ask(&format!("PATCH /invoice-items/{}", id(&line)), &edit);
    assert_eq!(edit.code(), (409, "gift_card_line".to_owned()));
    let less = json!({"discounts": [{"percent": "50"}]});
    till.client.ask(&format!("PATCH /invoices/{}", id(&draft)), &less).expect(200);
    assert_eq!(till.invoice(&draft)["total"], "50.00");
}

#[test]
fn a_gift_card_is_spent_as_often_as_it_covers_by_many_at_once() {
    let till = Till::open();
    let (_, _, card) = till.card("50.00");
    let draft = |guest: &str| {
        let guest = json!({"guest_id": guest});
        let line = json!({
            "invoice_id": till.client.make("/invoices", &guest)["id"],
            "service_id": till.salon.service, "unit_price": "500.00",
        });
        till.client.make("/invoice-items", &line)["invoice_id"].as_str().unwrap().to_owned()
    };
    let invoices: Vec<String> = till.salon.guests.iter().map(|guest| draft(guest)).collect();
    let spend = |number: usize| {
        let invoice = json!({"id": invoices[number % invoices.len()]});
        till.spend(&invoice, code(&card), "9.00")
    };
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let rivals = (0..32).map(|number| scope.spawn(move || spend(number)));
        let rivals: Vec<_> = rivals.collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == 201);
    assert_eq!(won.len(), 5);
    for answer in lost {
        assert_eq!(answer.code(), (409, "gift_card_short".to_owned()));
    }
    assert_eq!(till.on(&card), "5.00");
    let sum: usize = till.movements(&card).iter().filter(|(why, _)| why == "redeemed").count();
    assert_eq!(sum, 5);
}

#[test]
fn no_event_and_no_audit_row_has_the_code() {
    let till = Till::open();
    let (_, _, card) = till.card("50.00");
    let invoice = till.issued("30.00");
    till.spend(&invoice, code(&card), "30.00").expect(201);
    let secret = code(&card).to_owned();
    let has = |events: &[Value], kind: &str| events.iter().any(|event| event["kind"] == kind);
    let events = follow(&till.client, "", |events| has(events, "gift_card.redeemed"));
    assert!(has(&events, "gift_card.issued"), "{events:#?}");
    assert!(!json!(events).to_string().contains(&secret));
    let audit = till.client.all("/audit?");
    assert!(!json!(audit).to_string().contains(&secret));
}

#[test]
fn a_gift_card_for_a_service_is_taxed_when_it_is_sold_and_deducted_from_a_line() {
    let till = Till::open();
    let tax = till.client.make("/taxes", &json!({"code": "S23", "name": "VAT", "rate": "23"}));
    let bears = json!({"tax_ids": [tax["id"]]});
    till.client.ask(&format!("PATCH /services/{}", till.salon.service), &bears).expect(200);
    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
    let card = json!({"value": "50.00", "service_id": till.salon.service});
    till.client.make("/invoice-items", &json!({"invoice_id": draft["id"], "gift_card": card}));
    let sold = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!((&sold["tax"], &sold["total"]), (&json!("11.50"), &json!("61.50")));
    let path = format!("/gift-cards?invoice_id={}", id(&sold));
    let card = till.client.get(&path).expect(200)["items"][0].clone();
    assert_eq!((&card["value"], &card["taxes"][0]["amount"]), (&json!("61.50"), &json!("11.50")));

    let draft = till.draft("40");
    assert_eq!(till.spend(&draft, code(&card), "1.00").code(), (409, "gift_card_taxed".to_owned()));
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&draft)))[0];
    let deduct = format!("POST /invoice-items/{}/deduct", id(line));
    let unknown = till.client.ask(&deduct, &json!({"gift_card_code": "x"})).expect(422);
    assert_eq!(unknown["errors"][0]["code"], "unknown_gift_card");
    let line = till.client.ask(&deduct, &json!({"gift_card_code": code(&card)})).expect(200);
    let (deducted, tax) = (&line["deducted"], &line["deducted_taxes"][0]["amount"]);
    assert_eq!((deducted, tax), (&json!("49.20"), &json!("9.20")));
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!((&issued["total"], &issued["tax"]), (&json!("49.20"), &json!("9.20")));
    assert_eq!(till.stands(&issued), ["paid", "0.00", "0.00"]);
    assert_eq!(till.on(&card), "12.30");
    let day = till.client.get(&format!("/reports/collections?center_id={}", till.salon.center));
    let sums = json!([{
        "kind": "gift_card", "currency": "EUR", "sold": 1, "sold_amount": "61.50",
        "redeemed": 1, "redeemed_amount": "49.20",
    }]);
    assert_eq!(day.expect(200)["prepaid"], sums);
    till.send(&format!("POST /invoices/{}/void", id(&issued))).expect(200);
    let all = [("issued", "61.50"), ("redeemed", "-49.20"), ("refunded", "49.20")];
    assert_eq!(till.movements(&card), movements(all));
}
