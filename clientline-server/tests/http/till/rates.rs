//! What is charged on a day: rates of taxes, the tax of a package, and cash in coins that exist.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    /// A tax on the service of the salon.
    fn taxed(&self, rate: &str, more: &Value) -> Value {
        let mut tax = json!({"code": "V", "name": "VAT", "rate": rate});
        tax.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let tax = self.client.make("/taxes", &tax);
        let bears = json!({"tax_ids": [tax["id"]]});
        let line = format!("PATCH /services/{}", self.salon.service);
        self.client.ask(&line, &bears).expect(200);
        tax
    }

    fn cash(&self, invoice: &Value, amount: &str, tendered: &str) -> Value {
        let payment = json!({
            "invoice_id": invoice["id"], "payment_method": "cash", "amount": amount,
            "tendered": tendered,
        });
        self.client.make("/payments", &payment)
    }

    /// Makes the center round cash to five hundredths.
    fn rounds_cash(&self) {
        let step = json!({"cash_rounding": {"step": "0.05"}});
        let line = format!("PATCH /centers/{}", self.salon.center);
        self.client.ask(&line, &step).expect(200);
    }
}

#[test]
fn the_rate_of_the_day_of_performance_is_charged_when_it_is_issued() {
    let till = Till::open();
    let tax = till.taxed("22", &json!({}));
    let place = format!("PATCH /taxes/{}", id(&tax));
    let draft = till.draft("100");
    assert_eq!(draft["tax"], "22.00");
    till.client.ask(&place, &json!({"rate": "24"})).expect(200);
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    assert_eq!((&issued["tax"], &issued["total"]), (&json!("24.00"), &json!("124.00")));

    // An appointment to come is performed under the rate that holds then, and a product that
    // is handed over now under that of today.
    let rates = json!({"rates": [
        {"valid_from": till.salon.date, "rate": "25"}, {"valid_from": "2020-01-01", "rate": "23"},
    ]});
    till.client.ask(&place, &rates).expect(200);
    let (_, later) = till.billed(600);
    assert_eq!(later["tax"], "11.25", "25 % of 45.00");
    let oil = json!({"name": "Oil", "sale_price": "10.00", "tax_ids": [tax["id"]]});
    let oil = till.client.make("/products", &oil);
    let line = json!({"invoice_id": later["id"], "product_id": oil["id"]});
    assert_eq!(till.client.make("/invoice-items", &line)["tax"], "2.30");
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&later))).expect(200);
    assert_eq!(issued["tax"], "13.55");
    let twice = json!({"rates": [
        {"valid_from": "2020-01-01", "rate": "25"}, {"valid_from": "2020-01-01", "rate": "23"},
    ]});
    let twice = till.client.ask(&place, &twice).expect(422);
    assert_eq!(twice["errors"][0]["pointer"], "/rates/1/valid_from");
}

#[test]
fn the_taxes_of_a_line_change_while_it_is_a_draft() {
    let till = Till::open();
    let tax = till.taxed("22", &json!({}));
    let draft = till.draft("100");
    let lines = till.client.get(&format!("/invoice-items/invoice/{}", id(&draft))).expect(200);
    let line = format!("PATCH /invoice-items/{}", id(&lines["items"][0]));
    assert_eq!(till.client.ask(&line, &json!({"tax_ids": []})).expect(200)["tax"], "0.00");
    let again = json!({"tax_ids": [tax["id"]]});
    assert_eq!(till.client.ask(&line, &again).expect(200)["tax"], "22.00");
    assert_eq!(till.invoice(&draft)["total"], "122.00");
    let none = json!({"tax_ids": [till.salon.service]});
    let none = till.client.ask(&line, &none).expect(422);
    assert_eq!(none["errors"][0]["pointer"], "/tax_ids/0");
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    let late = till.client.ask(&line, &json!({"tax_ids": []}));
    assert_eq!(late.code(), (409, "invoice_not_draft".to_owned()));
}

#[test]
fn a_package_of_sessions_that_bear_one_tax_is_taxed_when_it_is_sold() {
    let till = Till::open();
    till.taxed("23", &json!({}));
    let untaxed = json!({"name": "Talk", "duration_minutes": 30, "price": "0"});
    let untaxed = till.client.make("/services", &untaxed);
    let package = |services: Value| {
        let new = json!({"name": "Five", "price": "200.00", "items": services});
        till.client.make("/packages", &new)
    };
    let cuts = json!({"service_id": till.salon.service, "sessions": 5});
    let single = package(json!([cuts]));
    let multi = package(json!([cuts, {"service_id": untaxed["id"], "sessions": 1}]));
    let tax_of = |package: &Value| {
        let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[0]}));
        let line = json!({"invoice_id": draft["id"], "package_id": package["id"]});
        till.client.make("/invoice-items", &line);
        till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)["tax"].clone()
    };
    assert_eq!(tax_of(&single), "46.00");
    assert_eq!(tax_of(&multi), "0.00", "it is not known yet which is due");
    let inclusive = json!({"price_mode": "inclusive"});
    till.client.ask(&format!("PATCH {}", till.organization()), &inclusive).expect(200);
    assert_eq!(tax_of(&single), "37.40");
}

#[test]
fn cash_settles_in_coins_that_exist_and_is_given_back_as_it_was_taken() {
    let till = Till::open();
    till.rounds_cash();
    let down = till.issued("54.07");
    let paid = till.cash(&down, "54.05", "60.00");
    assert_eq!(
        ["amount", "cash_rounding", "change"].map(|field| &paid[field]),
        [&json!("54.05"), &json!("-0.02"), &json!("5.95")]
    );
    assert_eq!(till.stands(&down), ["paid", "54.05", "0.00"]);
    let settled = till.invoice(&down);
    assert_eq!((&settled["total"], &settled["cash_rounding"]), (&json!("54.07"), &json!("-0.02")));
    till.send(&format!("DELETE /payments/{}", id(&paid))).expect(204);
    assert_eq!(till.stands(&down), ["issued", "0.00", "54.07"]);
    assert_eq!(till.invoice(&down)["cash_rounding"], "0.00");

    let up = till.issued("54.08");
    assert_eq!(till.cash(&up, "54.08", "54.10")["amount"], "54.10");
    assert_eq!(till.stands(&up), ["paid", "54.10", "0.00"]);
    // What is due is given in coins, too, if nothing is said of them.
    let due = till.issued("54.08");
    let due = json!({"invoice_id": due["id"], "payment_method": "cash", "amount": "54.08"});
    let paid = till.client.make("/payments", &due);
    assert_eq!(
        ["amount", "cash_rounding", "tendered", "change"].map(|field| &paid[field]),
        [&json!("54.10"), &json!("0.02"), &json!("54.10"), &json!("0.00")]
    );

    // A part in cash is no settlement, and no other method knows coins.
    let mixed = till.issued("54.07");
    assert_eq!(till.cash(&mixed, "20.00", "20.00")["cash_rounding"], "0.00");
    let card = json!({"invoice_id": mixed["id"], "payment_method": "card", "amount": "34.07"});
    assert_eq!(till.client.make("/payments", &card)["cash_rounding"], "0.00");
    assert_eq!(till.stands(&mixed), ["paid", "54.07", "0.00"]);

    let fraction = json!({"cash_rounding": {"step": "0.005"}});
    let line = format!("PATCH /centers/{}", till.salon.center);
    let fraction = till.client.ask(&line, &fraction).expect(422);
    assert_eq!(fraction["errors"][0]["pointer"], "/cash_rounding/step");
}

#[test]
fn stock_moves_when_it_is_invoiced_and_the_last_bottle_is_sold_once() {
    let till = Till::open();
    let bottle = |policy: &str| {
        let oil = json!({
            "name": "Oil", "sale_price": "10.00", "stock": 1, "stock_policy": policy,
        });
        till.client.make("/products", &oil)
    };
    let drafted = |product: &Value, guest: usize| {
        let draft = json!({"guest_id": till.salon.guests[guest]});
        let draft = till.client.make("/invoices", &draft);
        let line = json!({"invoice_id": draft["id"], "product_id": product["id"]});
        till.client.make("/invoice-items", &line);
        draft
    };
    let issue = |draft: &Value| till.send(&format!("POST /invoices/{}/issue", id(draft)));
    let stock = |product: &Value| {
        till.client.get(&format!("/products/{}", id(product))).expect(200)["stock"].clone()
    };
    let last = bottle("required");
    let (one, other) = (drafted(&last, 0), drafted(&last, 1));
    issue(&one).expect(200);
    assert_eq!(stock(&last), 0);
    assert_eq!(issue(&other).code(), (409, "out_of_stock".to_owned()));
    till.send(&format!("POST /invoices/{}/void", id(&one))).expect(200);
    assert_eq!(stock(&last), 1);
    issue(&other).expect(200);
    assert_eq!(stock(&last), 0);

    let counted = bottle("counted");
    let (one, other) = (drafted(&counted, 0), drafted(&counted, 1));
    issue(&one).expect(200);
    issue(&other).expect(200);
    assert_eq!(stock(&counted), 0);
    till.send(&format!("POST /invoices/{}/void", id(&other))).expect(200);
    assert_eq!(stock(&counted), 0, "it took none");
}
