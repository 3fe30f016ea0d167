//! Sales that are not made, or billed twice; invoices that are made twice; more
//! taken off than there is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    http::load::at_once,
    kit::{Answer, Client, House, Salon, id},
};

/// How many ask for the same at once.
const RIVALS: usize = 16;

/// How many answered with a status; all others must have failed with a code.
fn won(answers: &[Answer], status: u16, code: &str) -> usize {
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == status);
    for answer in lost {
        assert_eq!(answer.code(), (409, code.to_owned()), "{}", answer.text);
    }
    won.len()
}

fn sale_of(client: &Client, appointment: &Value) -> Value {
    client.get(&format!("/appointments/{}/sale", id(appointment))).expect(200)
}

#[test]
fn an_appointment_has_its_sale_as_soon_as_it_is_booked() {
    let house = House::open();
    let salon = Salon::make(&house.client, RIVALS, RIVALS);
    let sales = at_once(RIVALS, |number| {
        let appointment = salon.book(number, number, 600).expect(201);
        let sale = sale_of(&house.client, &appointment);
        for (field, expected) in [
            ("appointment_id", &appointment["id"]),
            ("guest_id", &appointment["guest_id"]),
            ("service_id", &appointment["service_id"]),
            ("net_value", &appointment["price"]),
            ("status", &json!("open")),
        ] {
            assert_eq!(&sale[field], expected, "{field}");
        }
        id(&sale).to_owned()
    });
    let listed = house.client.all("/sales?");
    let listed: BTreeSet<&str> = listed.iter().map(id).collect();
    assert_eq!(listed, sales.iter().map(String::as_str).collect());
    assert_eq!(listed.len(), RIVALS);
}

#[test]
fn sixteen_who_get_or_create_the_invoice_of_a_guest_at_once_get_one() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 1);
    let line = format!("POST /invoices/get-or-create/{}", salon.guests[0]);
    let answers = at_once(RIVALS, |_| house.client.ask(&line, &json!({})));
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let found = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((made, found), (1, RIVALS - 1));
    let invoices = house.client.all(&format!("/guests/{}/invoices?", salon.guests[0]));
    assert_eq!(invoices.len(), 1);
    for answer in answers {
        assert_eq!(id(&answer.json()), id(&invoices[0]));
    }
}

#[test]
fn of_sixteen_who_bill_a_sale_at_once_one_does() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let sale = sale_of(&house.client, &salon.book(0, 0, 600).expect(201));
    let draft = house.client.make("/invoices", &json!({"guest_id": salon.guests[0]}));
    let line = json!({"invoice_id": draft["id"], "sale_id": sale["id"]});
    // By either of the two ways to bill it.
    let bill = |number: usize| match number % 2 {
        0 => house.client.ask("POST /invoice-items", &line),
        _ => house.client.ask(&format!("POST /invoices/generate/{}", id(&sale)), &json!({})),
    };
    let answers = at_once(RIVALS, bill);
    assert_eq!(won(&answers, 201, "sale_already_billed"), 1);
    let lines = house.client.all(&format!("/invoice-items/invoice/{}?", id(&draft)));
    assert_eq!(lines.len(), 1);
    let billed = house.client.get(&format!("/sales/{}", id(&sale))).expect(200);
    assert_eq!(
        (&billed["invoice_item_id"], &billed["status"]),
        (&lines[0]["id"], &json!("billed"))
    );
    let draft = house.client.get(&format!("/invoices/{}", id(&draft))).expect(200);
    assert_eq!(draft["total"], "45.00");
}

#[test]
fn a_sale_is_on_one_invoice_whatever_becomes_of_it_but_for_a_void() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let sale = sale_of(&house.client, &salon.book(0, 0, 600).expect(201));
    let bill = || house.client.ask(&format!("POST /invoices/generate/{}", id(&sale)), &json!({}));
    let invoice = bill().expect(201);
    let refused = (409, "sale_already_billed".to_owned());
    assert_eq!(bill().code(), refused, "as a draft");
    let act = |what: &str| {
        house.client.ask(&format!("POST /invoices/{}/{what}", id(&invoice)), &json!({})).expect(200)
    };
    act("issue");
    assert_eq!(bill().code(), refused, "when issued");
    act("void");
    assert_ne!(id(&bill().expect(201)), id(&invoice));
    assert_eq!(bill().code(), refused, "once more");
}

/// Shares of a whole that are none.
const WRONG_SHARES: [&str; 4] = ["150", "100.0001", "-1", "1e2"];

#[test]
fn nothing_is_discounted_by_more_than_all_of_it() {
    let house = House::open();
    let client = &house.client;
    let salon = Salon::make(client, 0, 1);
    let product = client.make("/products", &json!({"name": "Oil", "sale_price": "12.50"}));
    let draft = client.make("/invoices", &json!({"guest_id": salon.guests[0]}));
    let item = json!({"invoice_id": draft["id"], "product_id": product["id"]});
    let item = client.make("/invoice-items", &item);
    let offer = client.make(
        "/offers-discounts",
        &json!({"discount_type": "percentage", "discount_value": "100"}),
    );
    let offers = format!("/offers-discounts/{}", id(&offer));
    let (invoice, lines) =
        (format!("/invoices/{}", id(&draft)), format!("/invoice-items/{}", id(&item)));
    let discounts: Vec<Value> = WRONG_SHARES.map(|share| json!({"percent": share})).into();
    let refused = |line: &str, body: &Value, pointer: &str| {
        let fault = client.ask(line, body).expect(422)["errors"][0]["pointer"].clone();
        assert!(fault.as_str().unwrap().starts_with(pointer), "{line} {body}: {fault}");
    };
    for share in WRONG_SHARES {
        let offer = json!({"discount_type": "percentage", "discount_value": share});
        refused("POST /offers-discounts", &offer, "/discount_value");
        refused(&format!("PATCH {offers}"), &json!({"discount_value": share}), "/discount_value");
    }
    let dear = [json!({"amount": "12.51"}), json!({"amount": "-0.01"})];
    for discount in discounts.iter().chain(&dear) {
        let new = json!({
            "invoice_id": draft["id"], "product_id": product["id"], "discount": discount,
        });
        refused("POST /invoice-items", &new, "/discount");
        refused(&format!("PATCH {lines}"), &json!({"discount": discount}), "/discount");
        let line = json!({"unit_price": "12.50", "discount": discount});
        let preview = json!({"currency": "EUR", "price_mode": "exclusive", "lines": [line]});
        refused("POST /invoices/preview", &preview, "/lines/0/discount");
    }
    for discount in discounts.iter().chain(&dear[1..]) {
        refused(&format!("PATCH {invoice}"), &json!({"discounts": [discount]}), "/discounts");
        let preview = json!({
            "currency": "EUR", "price_mode": "exclusive", "discounts": [discount],
            "lines": [{"unit_price": "12.50"}],
        });
        refused("POST /invoices/preview", &preview, "/discounts");
    }
    assert_eq!(client.get(&invoice).expect(200)["total"], "12.50");
    // An amount off the whole invoice takes off what there is, and no more.
    let more = json!({"discounts": [{"amount": "99.00"}, {"percent": "100"}]});
    let all = client.ask(&format!("PATCH {invoice}"), &more).expect(200);
    assert_eq!((&all["invoice_discount"], &all["total"]), (&json!("12.50"), &json!("0.00")));
}
