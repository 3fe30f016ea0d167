//! The till: what a guest owes, whatever happens to what they booked and to what the house
//! charges.

mod books;
mod commissions;
mod credit;
mod credit_notes;
mod day_closes;
mod deposits;
mod fees;
mod gift_cards;
mod language;
mod numbers;
mod offers;
mod packages;
mod rates;
mod refunds;
mod shares;
mod taxes;

use serde_json::{Value, json};

use crate::kit::{Answer, Client, House, Salon, id};

pub(crate) struct Till {
    pub(crate) house: House,
    pub(crate) client: Client,
    pub(crate) salon: Salon,
}

impl Till {
    pub(crate) fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let salon = Salon::make(&client, 2, 2);
        Self { house, client, salon }
    }

    pub(crate) fn send(&self, line: &str) -> Answer {
        self.client.send(line, &[], None).unwrap()
    }

    /// An appointment of the first guest on their draft, and the draft.
    pub(crate) fn billed(&self, minute: u32) -> (Value, Value) {
        let appointment = self.salon.book(0, 0, minute).expect(201);
        let sale = self.client.get(&format!("/appointments/{}/sale", id(&appointment)));
        let path = format!("POST /invoices/generate/{}", id(&sale.expect(200)));
        let draft = self.client.ask(&path, &json!({})).expect(201);
        (appointment, draft)
    }

    /// A draft of one line without a sale.
    pub(crate) fn draft(&self, unit_price: &str) -> Value {
        let draft = self.client.make("/invoices", &json!({"guest_id": self.salon.guests[0]}));
        let line = json!({
            "invoice_id": draft["id"], "service_id": self.salon.service, "unit_price": unit_price,
        });
        self.client.make("/invoice-items", &line);
        self.invoice(&draft)
    }

    pub(crate) fn issued(&self, unit_price: &str) -> Value {
        let draft = self.draft(unit_price);
        self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)
    }

    pub(crate) fn invoice(&self, invoice: &Value) -> Value {
        self.client.get(&format!("/invoices/{}", id(invoice))).expect(200)
    }

    /// The status of an invoice, what was collected on it, and what is due.
    pub(crate) fn stands(&self, invoice: &Value) -> [String; 3] {
        let now = self.invoice(invoice);
        let text = |field: &str| now[field].as_str().unwrap().to_owned();
        [text("status"), text("total_collection"), text("balance_due")]
    }

    fn organization(&self) -> String {
        let own = self.client.get("/organizations").expect(200);
        format!("/organizations/{}", id(&own["items"][0]))
    }
}

#[test]
fn a_cancelled_or_missed_appointment_leaves_the_draft() {
    let till = Till::open();
    let (first, draft) = till.billed(600);
    let (second, same) = till.billed(720);
    assert_eq!(same["id"], draft["id"]);
    assert_eq!(till.invoice(&draft)["total"], "90.00");
    till.send(&format!("POST /appointments/{}/cancel", id(&first))).expect(200);
    assert_eq!(till.invoice(&draft)["total"], "45.00");
    let sale = till.client.get(&format!("/appointments/{}/sale", id(&first))).expect(200);
    assert_eq!((&sale["status"], &sale["invoice_item_id"]), (&json!("void"), &Value::Null));

    // A client's own cancellation takes it off as well, though no client reaches a draft.
    let guest = json!({
        "name": "G", "email": "g@example.com", "password": "a long enough pass", "role": "client",
        "guest_id": till.salon.guests[0],
    });
    till.client.make("/users", &guest);
    let signed_in = json!({"email": "g@example.com", "password": "a long enough pass"});
    let tokens = till.house.open.ask("POST /auth/login", &signed_in).expect(200);
    let own = till.client.with(tokens["access_token"].as_str().unwrap());
    own.get(&format!("/invoices/{}", id(&draft))).expect(404);
    let line = format!("POST /appointments/{}/cancel", id(&second));
    own.send(&line, &[], None).unwrap().expect(200);
    let after = till.invoice(&draft);
    assert_eq!((&after["total"], &after["balance_due"]), (&json!("0.00"), &json!("0.00")));
    let lines = till.client.get(&format!("/invoice-items/invoice/{}", id(&draft))).expect(200);
    assert_eq!(lines["items"], json!([]));
}

#[test]
fn an_appointment_on_an_issued_invoice_stays_billed_though_it_is_cancelled() {
    let till = Till::open();
    let (appointment, draft) = till.billed(600);
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    assert_eq!(till.stands(&draft), ["issued", "0.00", "45.00"]);
}

#[test]
fn an_invoice_over_nothing_is_voided_and_one_that_was_paid_is_not() {
    let till = Till::open();
    let free = till.issued("0");
    assert_eq!(till.stands(&free), ["paid", "0.00", "0.00"]);
    let voided = till.send(&format!("POST /invoices/{}/void", id(&free))).expect(200);
    assert_eq!((&voided["status"], &voided["invoice_no"]), (&json!("void"), &free["invoice_no"]));
    let again = till.send(&format!("POST /invoices/{}/void", id(&free)));
    assert_eq!(again.code(), (409, "invalid_transition".to_owned()));

    let paid = till.issued("10");
    let payment = json!({"invoice_id": paid["id"], "payment_method": "card", "amount": "10.00"});
    till.client.make("/payments", &payment);
    let refused = till.send(&format!("POST /invoices/{}/void", id(&paid)));
    assert_eq!(refused.code(), (409, "invalid_transition".to_owned()));
}

#[test]
fn a_tax_is_retired_once_nothing_bears_it() {
    let till = Till::open();
    let tax = till.client.make("/taxes", &json!({"code": "S23", "name": "VAT", "rate": "23"}));
    let place = format!("/services/{}", till.salon.service);
    let bears = json!({"tax_ids": [tax["id"]]});
    till.client.ask(&format!("PATCH {place}"), &bears).expect(200);
    let oil = json!({"name": "Oil", "sale_price": "9.90", "tax_ids": [tax["id"]]});
    let oil = till.client.make("/products", &oil);
    let retire =
        || till.client.ask(&format!("PATCH /taxes/{}", id(&tax)), &json!({"is_active": false}));
    let refused = retire();
    assert_eq!(refused.code(), (409, "tax_in_use".to_owned()));
    let detail = refused.expect(409)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("Cut") && detail.contains("Oil"), "{detail}");
    assert_eq!(till.draft("50")["tax"], "11.50");

    till.client.ask(&format!("PATCH {place}"), &json!({"tax_ids": []})).expect(200);
    assert_eq!(retire().code(), (409, "tax_in_use".to_owned()));
    let none = json!({"tax_ids": []});
    till.client.ask(&format!("PATCH /products/{}", id(&oil)), &none).expect(200);
    assert_eq!(retire().expect(200)["is_active"], false);
}

#[test]
fn prices_are_read_one_way_until_all_that_was_sold_is_issued() {
    let till = Till::open();
    let switch = |to: &str| {
        till.client.ask(&format!("PATCH {}", till.organization()), &json!({"price_mode": to}))
    };
    let refused = (409, "price_mode_in_use".to_owned());
    let (appointment, draft) = till.billed(600);
    assert_eq!(switch("inclusive").code(), refused);
    till.send(&format!("DELETE /invoices/{}", id(&draft))).expect(204);
    assert_eq!(switch("inclusive").code(), refused, "its sale waits to be billed");
    switch("exclusive").expect(200);
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    assert_eq!(switch("inclusive").expect(200)["price_mode"], "inclusive");
}

#[test]
fn what_was_sold_is_billed_as_its_price_was_read() {
    let till = Till::open();
    let inclusive = json!({"price_mode": "inclusive"});
    let (appointment, draft) = till.billed(600);
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    till.client.ask(&format!("PATCH {}", till.organization()), &inclusive).expect(200);
    // Its sale waits to be billed again, though prices include tax by now.
    till.send(&format!("POST /invoices/{}/void", id(&draft))).expect(200);
    let sale = till.client.get(&format!("/appointments/{}/sale", id(&appointment))).expect(200);
    assert_eq!((&sale["status"], &sale["price_mode"]), (&json!("open"), &json!("exclusive")));
    let bill = |sale: &Value| till.send(&format!("POST /invoices/generate/{}", id(sale)));
    let draft = bill(&sale).expect(201);
    assert_eq!(draft["price_mode"], "exclusive");
    // What is priced the other way does not stand beside it.
    let refused = (409, "price_mode_mismatch".to_owned());
    let (guest, service) = (&till.salon.guests[0], &till.salon.service);
    let other = till.client.make("/sales", &json!({"guest_id": guest, "service_id": service}));
    assert_eq!(other["price_mode"], "inclusive");
    assert_eq!(bill(&other).code(), refused);
    let mut line = json!({"invoice_id": draft["id"], "service_id": service});
    assert_eq!(till.client.ask("POST /invoice-items", &line).code(), refused);
    line["unit_price"] = json!("10");
    till.client.make("/invoice-items", &line);
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!(bill(&other).expect(201)["price_mode"], "inclusive");
}

#[test]
fn a_center_keeps_its_currency_until_all_that_was_sold_there_is_issued() {
    let till = Till::open();
    let other = till.client.make("/centers", &json!({"name": "Bern", "time_zone": "Etc/UTC"}));
    let change = |center: &str, to: &str| {
        till.client.ask(&format!("PATCH /centers/{center}"), &json!({"currency": to}))
    };
    let refused = (409, "currency_in_use".to_owned());
    let (appointment, draft) = till.billed(600);
    assert_eq!(change(&till.salon.center, "CHF").code(), refused);
    change(id(&other), "CHF").expect(200);
    till.send(&format!("DELETE /invoices/{}", id(&draft))).expect(204);
    assert_eq!(change(&till.salon.center, "CHF").code(), refused, "its sale waits to be billed");
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment))).expect(200);
    let issued = till.issued("10");
    assert_eq!(change(&till.salon.center, "CHF").expect(200)["currency"], "CHF");
    let payment = json!({"invoice_id": issued["id"], "payment_method": "cash", "amount": "10.00"});
    assert_eq!(till.client.make("/payments", &payment)["currency"], "EUR");
    assert_eq!(till.stands(&issued), ["paid", "10.00", "0.00"]);
}
