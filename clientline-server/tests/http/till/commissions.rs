//! Commissions: by which rule, when, and how they are lost again.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    /// A rule of commission from the first day on.
    pub(super) fn rule(&self, more: &Value) -> Value {
        let mut rule = json!({"valid_from": "2020-01-01"});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.make("/commission-rules", &rule)
    }

    /// An issued invoice of a line that the first provider performed.
    pub(super) fn performed(&self, unit_price: &str) -> Value {
        let draft = self.client.make("/invoices", &json!({"guest_id": self.salon.guests[0]}));
        let line = json!({
            "invoice_id": draft["id"], "service_id": self.salon.service, "unit_price": unit_price,
            "provider_id": self.salon.providers[0],
        });
        self.client.make("/invoice-items", &line);
        self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)
    }

    /// The reasons, bases, rates and amounts of what was earned, in order.
    fn commissions(&self) -> Vec<[String; 4]> {
        let path = format!("/commissions?provider_id={}&", self.salon.providers[0]);
        let mut rows = self.client.all(&path);
        rows.sort_by_key(|row| row["step"].as_i64());
        let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
        let fields = ["reason", "base", "rate", "amount"];
        rows.iter().map(|row| fields.map(|field| text(row, field))).collect()
    }
}

#[test]
fn a_provider_earns_when_an_invoice_is_paid_and_loses_what_is_credited() {
    let till = Till::open();
    till.rule(&json!({"commission_type": "percentage", "value": "10"}));
    let of_service = json!({
        "commission_type": "percentage", "value": "12.5", "service_id": till.salon.service,
    });
    till.rule(&of_service);
    let invoice = till.performed("50.00");
    till.pay(&invoice, "card", "20.00").expect(201);
    assert!(till.commissions().is_empty());
    let paid = till.pay(&invoice, "card", "30.00").expect(201);
    let row =
        |reason: &str, base: &str, amount: &str| [reason, base, "12.5", amount].map(str::to_owned);
    let mut rows = vec![row("earned", "50.00", "6.25")];
    assert_eq!(till.commissions(), rows);

    till.send(&format!("DELETE /payments/{}", id(&paid))).expect(204);
    rows.push(row("taken_back", "-50.00", "-6.25"));
    assert_eq!(till.commissions(), rows);
    till.pay(&invoice, "card", "30.00").expect(201);
    rows.push(row("earned", "50.00", "6.25"));
    let line = till.client.get(&format!("/invoice-items/invoice/{}", id(&invoice))).expect(200);
    let line = &line["items"][0];
    let note = json!({
        "invoice_id": invoice["id"],
        "lines": [{"invoice_item_id": line["id"], "amount": "33.33"}],
    });
    till.client.make("/credit-notes", &note);
    // 12.5 % of 16.67 is 2.08.
    rows.push(row("credited", "-33.33", "-4.17"));
    assert_eq!(till.commissions(), rows);
    let totals = "/reports/commissions?from=2020-01-01&to=2999-01-01";
    let totals = till.client.get(totals).expect(200);
    let of_provider = json!([{
        "provider_id": till.salon.providers[0], "currency": "EUR", "count": 4, "base": "16.67",
        "amount": "2.08",
    }]);
    assert_eq!(totals["providers"], of_provider);
    till.client.make("/credit-notes", &json!({"invoice_id": invoice["id"]}));
    rows.push(row("credited", "-16.67", "-2.08"));
    assert_eq!(till.commissions(), rows);
}

#[test]
fn a_rule_is_for_one_thing_and_at_most_for_all_of_its_price() {
    let till = Till::open();
    let wrong = |more: Value| {
        let mut rule =
            json!({"commission_type": "percentage", "value": "1", "valid_from": "2020-01-01"});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = till.client.ask("POST /commission-rules", &rule).expect(422);
        let error = error["errors"][0].clone();
        ["pointer", "code"].map(|field| error[field].as_str().unwrap().to_owned())
    };
    assert_eq!(wrong(json!({"value": "100.01"})), ["/value", "out_of_range"]);
    let product = till.client.make("/products", &json!({}));
    let two = json!({"service_id": till.salon.service, "product_id": product["id"]});
    assert_eq!(wrong(two), ["/product_id", "too_many"]);
    let sum = till.rule(&json!({"commission_type": "fixed", "value": "250"}));
    let path = format!("PATCH /commission-rules/{}", id(&sum));
    let share = till.client.ask(&path, &json!({"commission_type": "percentage"})).expect(422);
    assert_eq!(share["errors"][0]["pointer"], "/value");
    till.send(&format!("DELETE /commission-rules/{}", id(&sum))).expect(204);
}

#[test]
fn staff_take_the_money_and_do_not_see_what_it_earns() {
    let till = Till::open();
    till.rule(&json!({"commission_type": "fixed", "value": "2.00"}));
    let key = till.client.make("/api-keys", &json!({"name": "Desk", "role": "staff"}));
    let staff = till.client.with(key["token"].as_str().unwrap());
    let invoice = till.performed("50.00");
    let payment = json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "50.00"});
    staff.ask("POST /payments", &payment).expect(201);
    for path in ["/commissions", "/commission-rules", "/reports/commissions"] {
        assert_eq!(staff.get(path).code(), (403, "forbidden".to_owned()), "{path}");
    }
    assert_eq!(till.commissions().len(), 1);
}
