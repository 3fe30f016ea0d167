//! Sales and their lines say one thing, and the day's totals are what came less what went.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

/// What a sale says: how many, less what, and what that comes to.
fn said(sale: &Value) -> [&Value; 5] {
    ["quantity", "discount_id", "gross_value", "discount_value", "net_value"]
        .map(|field| &sale[field])
}

impl Till {
    /// A sale of two at 50.00 with an offer of a tenth, on a draft; and its line.
    fn offered(&self) -> (Value, Value) {
        let offer = json!({"discount_type": "percentage", "discount_value": "10"});
        let offer = self.client.make("/offers-discounts", &offer);
        let product = self.client.make("/products", &json!({"name": "Oil", "sale_price": "50"}));
        let sale = json!({
            "guest_id": self.salon.guests[0], "product_id": product["id"], "quantity": "2",
            "discount_id": offer["id"],
        });
        let sale = self.client.make("/sales", &sale);
        let line = format!("POST /invoices/generate/{}", id(&sale));
        let draft = self.client.ask(&line, &json!({})).expect(201);
        let lines = self.client.get(&format!("/invoice-items/invoice/{}", id(&draft)));
        (sale, lines.expect(200)["items"][0].clone())
    }

    fn sale(&self, sale: &Value) -> Value {
        self.client.get(&format!("/sales/{}", id(sale))).expect(200)
    }
}

#[test]
fn a_sale_says_what_its_line_says() {
    for mode in ["exclusive", "inclusive"] {
        let till = Till::open();
        let mode = json!({"price_mode": mode});
        till.client.ask(&format!("PATCH {}", till.organization()), &mode).expect(200);
        let (sale, line) = till.offered();
        assert_eq!(line["item_discount"], "10.00");
        let edit = |change: Value| {
            let place = format!("PATCH /invoice-items/{}", id(&line));
            till.client.ask(&place, &change).expect(200)
        };
        // Another discount is not that of the offer.
        let less = edit(json!({"discount": {"amount": "25.00"}}));
        assert_eq!(less["item_discount"], "25.00");
        let now = till.sale(&sale);
        let none = Value::Null;
        assert_eq!(
            said(&now),
            [&json!("2"), &none, &json!("100.00"), &json!("25.00"), &json!("75.00")]
        );
        edit(json!({"item_quantity": "3", "unit_price": "40", "discount": null}));
        let now = till.sale(&sale);
        assert_eq!(
            said(&now),
            [&json!("3"), &none, &json!("120.00"), &json!("0.00"), &json!("120.00")]
        );
    }
}

#[test]
fn a_discount_in_the_place_of_the_offer_is_the_sales_too() {
    let till = Till::open();
    let (sale, line) = till.offered();
    till.send(&format!("DELETE /invoice-items/{}", id(&line))).expect(204);
    let again = json!({
        "invoice_id": line["invoice_id"], "sale_id": sale["id"], "discount": {"percent": "50"},
    });
    assert_eq!(till.client.make("/invoice-items", &again)["item_discount"], "50.00");
    let now = till.sale(&sale);
    assert_eq!((&now["discount_id"], &now["net_value"]), (&Value::Null, &json!("50.00")));
}

#[test]
fn lines_and_bills_say_why_they_are_discounted_and_name_offers() {
    let till = Till::open();
    let (sale, line) = till.offered();
    let offer = &line["discount_offer_id"];
    assert_eq!((offer, &line["discount_reason"]), (&sale["discount_id"], &Value::Null));
    let edit =
        |change: &Value| till.client.ask(&format!("PATCH /invoice-items/{}", id(&line)), change);
    let because = json!({"discount_reason": "A regular"});
    assert_eq!(edit(&because).expect(200)["discount_offer_id"], *offer);
    assert_eq!(till.sale(&sale)["discount_reason"], "A regular");
    let typed = json!({"discount_offer_id": offer, "discount": {"percent": "20"}});
    let wrong = &edit(&typed).expect(422)["errors"][0];
    assert_eq!((&wrong["pointer"], &wrong["code"]), (&json!("/discount"), &json!("offer_value")));
    let draft = format!("PATCH /invoices/{}", line["invoice_id"].as_str().unwrap());
    let both = json!({"discounts": [{"offer_id": offer}, {"amount": "5.00", "reason": "Voucher"}]});
    let answered = till.client.ask(&draft, &both).expect(200);
    let kept = json!([
        {"percent": "10", "offer_id": offer}, {"amount": "5.00", "reason": "Voucher"},
    ]);
    assert_eq!((&answered["discounts"], &answered["invoice_discount"]), (&kept, &json!("24.00")));
    let none = json!({"discounts": [{"reason": "So"}]});
    till.client.ask(&draft, &none).expect(422);
    let explained = format!("/invoices/{}/explain", line["invoice_id"].as_str().unwrap());
    let explained = till.client.get(&explained).expect(200);
    assert_eq!(explained["lines"][0]["discount_reason"], "A regular");
    assert_eq!(explained["discounts"][1]["reason"], "Voucher");
}

#[test]
fn staff_take_off_by_hand_what_the_organization_lets_them() {
    let till = Till::open();
    let limit = json!({"settings": {"staff_discount_limit": "10"}});
    till.client.ask(&format!("PATCH {}", till.organization()), &limit).expect(200);
    let (_, line) = till.offered();
    let key = till.client.make("/api-keys", &json!({"name": "Desk", "role": "staff"}));
    let staff = till.client.with(key["token"].as_str().unwrap());
    let edit = |share: &str| {
        let change = json!({"discount": {"percent": share}});
        staff.ask(&format!("PATCH /invoice-items/{}", id(&line)), &change)
    };
    assert_eq!(edit("11").code(), (409, "discount_limit".to_owned()));
    // As much as the offer gives is what it gives; less is by hand.
    assert_eq!(edit("10").expect(200)["discount_offer_id"], line["discount_offer_id"]);
    assert_eq!(edit("9").expect(200)["discount_offer_id"], Value::Null);
    let too_much = json!({"settings": {"staff_discount_limit": "100.1"}});
    till.client.ask(&format!("PATCH {}", till.organization()), &too_much).expect(422);
}

#[test]
fn the_totals_of_a_day_are_what_came_less_what_went() {
    let till = Till::open();
    let invoice = till.issued("100");
    let cash = json!({
        "invoice_id": invoice["id"], "payment_method": "cash", "amount": "30.00", "tip": "5.00",
        "tendered": "40.00",
    });
    till.client.make("/payments", &cash);
    let card = till.pay(&invoice, "card", "50.00").expect(201);
    let wrong = till.pay(&invoice, "card", "20.00").expect(201);
    till.send(&format!("DELETE /payments/{}", id(&wrong))).expect(204);
    let part = json!({"amount": "10.00", "payment_method": "cash"});
    till.client.ask(&format!("POST /payments/{}/refund", id(&card)), &part).expect(200);
    let path = format!("/reports/collections?center_id={}", till.salon.center);
    let totals = till.client.get(&path).expect(200);
    let fields = ["payment_method", "received", "given_back", "tips", "expected"];
    let methods: Vec<_> = totals["methods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| fields.map(|field| one[field].as_str().unwrap().to_owned()))
        .collect();
    let expected =
        [["cash", "30.00", "10.00", "5.00", "25.00"], ["card", "70.00", "20.00", "0.00", "50.00"]];
    assert_eq!(methods, expected.map(|one| one.map(str::to_owned)));
    let before = format!("{path}&date=2020-01-01");
    assert_eq!(till.client.get(&before).expect(200)["methods"], json!([]));
}
