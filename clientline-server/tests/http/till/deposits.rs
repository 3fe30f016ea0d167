//! Deposits: asked for before, paid, and deducted with their tax on the final invoice.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    /// An appointment of the first guest at a price of 45.00, and its sale.
    fn booked(&self, minute: u32) -> (Value, Value) {
        let appointment = self.salon.book(0, 0, minute).expect(201);
        let sale = self.client.get(&format!("/appointments/{}/sale", id(&appointment)));
        (appointment, sale.expect(200).clone())
    }

    fn deposit(&self, sale: &Value, body: &Value) -> Value {
        let made = self.client.ask(&format!("POST /sales/{}/deposit", id(sale)), body);
        made.expect(201).clone()
    }

    fn paid_in_cash(&self, invoice: &Value, amount: &str) -> Value {
        self.client.make("/payments", &json!({"invoice_id": invoice["id"], "amount": amount}))
    }
}

#[test]
fn a_deposit_is_asked_for_by_policy_paid_deducted_and_free_again() {
    let till = Till::open();
    let policy = json!({"deposit": {"asks": {"percent": "20"}}});
    till.client.ask(&format!("PATCH /centers/{}", till.salon.center), &policy).expect(200);
    let (appointment, sale) = till.booked(600);
    let path = format!("/appointments/{}/deposit", id(&appointment));
    let asked = till.client.get(&path).expect(200).clone();
    assert_eq!((&asked["asked"], &asked["due"]), (&json!("9.00"), &json!("9.00")));

    let deposit = till.deposit(&sale, &json!({}));
    assert_eq!((&deposit["kind"], &deposit["total"]), (&json!("deposit"), &json!("9.00")));
    let unpaid = "/invoices?kind=deposit&status=issued&";
    assert_eq!(till.client.all(unpaid).len(), 1);
    let again = till.client.ask(&format!("POST /sales/{}/deposit", id(&sale)), &json!({}));
    assert_eq!(again.code(), (409, "deposit_exists".to_owned()));
    let payment = till.paid_in_cash(&deposit, "9.00");
    assert!(till.client.all(unpaid).is_empty());

    let draft = till.client.ask(&format!("POST /invoices/generate/{}", id(&sale)), &json!({}));
    let draft = draft.expect(201).clone();
    assert_eq!(draft["deducted"], "9.00");
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200).clone();
    let [total, due] = ["total", "balance_due"].map(|field| issued[field].clone());
    assert_eq!((total, due), (json!("45.00"), json!("36.00")));
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&issued)))[0];
    assert_eq!((&line["deducted"], &line["deposit_id"]), (&json!("9.00"), &deposit["id"]));
    let explained = till.client.get(&format!("/invoices/{}/explain", id(&issued))).expect(200);
    assert_eq!(explained["lines"][0]["deducted"]["amount"], "9.00");

    let refund = till.client.ask(&format!("POST /payments/{}/refund", id(&payment)), &json!({}));
    assert_eq!(refund.code(), (409, "deposit_deducted".to_owned()));
    till.send(&format!("POST /invoices/{}/void", id(&issued))).expect(200);
    assert_eq!(till.invoice(&deposit)["drawn"], "0.00");
    let note = json!({
        "invoice_id": deposit["id"], "refunds": [{"payment_id": payment["id"]}],
    });
    let note = till.client.make("/credit-notes", &note);
    assert_eq!((&note["total"], &note["excess"]), (&json!("9.00"), &json!("9.00")));
    assert_eq!(till.client.get(&path).expect(200)["held"], "0.00");
}

#[test]
fn of_a_deposit_with_tax_each_document_has_its_part() {
    let till = Till::open();
    let tax = json!({"code": "V19", "name": "VAT", "rate": "19"});
    let tax = till.client.make("/taxes", &tax);
    let taxed = json!({"tax_ids": [tax["id"]]});
    till.client.ask(&format!("PATCH /services/{}", till.salon.service), &taxed).expect(200);
    let (_, sale) = till.booked(600);
    let deposit = till.deposit(&sale, &json!({"amount": "10.00"}));
    // 10.00 with tax inside: 10 * 19 / 119.
    assert_eq!((&deposit["tax"], &deposit["total"]), (&json!("1.60"), &json!("10.00")));
    till.paid_in_cash(&deposit, "10.00");
    let draft = till.client.ask(&format!("POST /invoices/generate/{}", id(&sale)), &json!({}));
    let draft = draft.expect(201).clone();
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200).clone();
    assert_eq!((&issued["total"], &issued["balance_due"]), (&json!("53.55"), &json!("43.55")));
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&issued)))[0];
    let part = &line["deducted_taxes"][0];
    assert_eq!((&part["amount"], &part["base"]), (&json!("1.60"), &json!("8.40")));
}

#[test]
fn who_opens_a_draft_sees_what_is_left_of_a_deposit_by_now() {
    let till = Till::open();
    let asked = json!({"guest_id": till.salon.guests[0], "amount": "12.00"});
    let deposit = till.client.ask("POST /invoices/deposit", &asked).expect(201).clone();
    let draft = till.draft("45");
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&draft)))[0];
    let deduct = format!("POST /invoice-items/{}/deduct", id(line));
    till.client.ask(&deduct, &json!({"deposit_id": deposit["id"]})).expect(200);
    let opened = || {
        let guest = &till.salon.guests[0];
        let opened = till.send(&format!("POST /invoices/get-or-create/{guest}")).expect(200);
        ["deducted", "balance_due"].map(|field| opened[field].as_str().unwrap().to_owned())
    };
    assert_eq!(opened(), ["0.00", "45.00"], "it is not paid yet");
    let paid = till.pay(&deposit, "card", "12.00").expect(201).clone();
    assert_eq!(opened(), ["12.00", "33.00"]);
    assert_eq!(opened(), ["12.00", "33.00"]);
    till.client.ask(&format!("POST /payments/{}/refund", id(&paid)), &json!({})).expect(200);
    assert_eq!(opened(), ["0.00", "45.00"]);
}

#[test]
fn a_deposit_for_nothing_yet_is_deducted_from_the_line_that_names_it() {
    let till = Till::open();
    let asked = json!({
        "guest_id": till.salon.guests[0], "amount": "12.00", "name": "The wedding",
    });
    let deposit = till.client.ask("POST /invoices/deposit", &asked).expect(201).clone();
    assert_eq!((&deposit["kind"], &deposit["status"]), (&json!("deposit"), &json!("issued")));
    let own = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&deposit)))[0];
    assert_eq!(own["item_name"], "Deposit: The wedding");
    till.paid_in_cash(&deposit, "12.00");
    let draft = till.draft("45");
    let line = &till.client.all(&format!("/invoice-items/invoice/{}?", id(&draft)))[0];
    let deduct = format!("POST /invoice-items/{}/deduct", id(line));
    let line = till.client.ask(&deduct, &json!({"deposit_id": deposit["id"]})).expect(200);
    assert_eq!(line["deducted"], "12.00");
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!(till.stands(&draft), ["issued", "0.00", "33.00"]);
    assert_eq!(till.invoice(&deposit)["drawn"], "12.00");
}
