//! Numbers of documents: each alone says which document it is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    /// An issued invoice of a guest at a center.
    fn issued_at(&self, center: &str) -> Value {
        let new = json!({"guest_id": self.salon.guests[0], "center_id": center});
        let draft = self.client.make("/invoices", &new);
        let line = json!({
            "invoice_id": draft["id"], "service_id": self.salon.service, "unit_price": "10",
        });
        self.client.make("/invoice-items", &line);
        self.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200)
    }

    fn collected(&self, invoice: &Value) -> String {
        let money =
            json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "1.00"});
        let collection = self.client.make("/collections", &money);
        collection["collection_no"].as_str().unwrap().to_owned()
    }
}

fn number(invoice: &Value) -> &str {
    invoice["invoice_no"].as_str().unwrap()
}

#[test]
fn two_centers_of_one_tax_number_never_give_one_number_twice() {
    let till = Till::open();
    let own = format!("PATCH /centers/{}", till.salon.center);
    till.client.ask(&own, &json!({"code": "A", "tax_number": "PT1"})).expect(200);
    let other = json!({"name": "B", "code": "B", "time_zone": "Etc/UTC", "tax_number": "PT1"});
    let other = id(&till.client.make("/centers", &other)).to_owned();
    let invoices: Vec<Value> = [&till.salon.center, &other, &till.salon.center, &other]
        .map(|center| till.issued_at(center))
        .into();
    let numbers: BTreeSet<&str> = invoices.iter().map(number).collect();
    assert_eq!(numbers.len(), 4);
    let year = &invoices[0]["invoice_date"].as_str().unwrap()[..4];
    let expected = ["INV-A-YEAR-0001", "INV-A-YEAR-0002", "INV-B-YEAR-0001", "INV-B-YEAR-0002"];
    assert!(numbers.iter().copied().eq(expected.map(|one| one.replace("YEAR", year))));
    let collections: BTreeSet<String> = invoices.iter().map(|one| till.collected(one)).collect();
    assert_eq!(collections.len(), 4, "{collections:?}");
}

#[test]
fn a_center_that_is_called_otherwise_begins_a_series_and_never_gives_one_of_another() {
    let till = Till::open();
    let rename = |center: &str, code: &str| {
        till.client.ask(&format!("PATCH /centers/{center}"), &json!({"code": code})).expect(200)
    };
    let other = till.client.make("/centers", &json!({"name": "B", "time_zone": "Etc/UTC"}));
    rename(&till.salon.center, "A");
    let first = till.issued_at(&till.salon.center);
    rename(&till.salon.center, "Z");
    let second = till.issued_at(&till.salon.center);
    // The code is free now, and its series goes on.
    rename(id(&other), "A");
    let third = till.issued_at(id(&other));
    let ends = [&first, &second, &third].map(|one| {
        let (series, last) = number(one).rsplit_once('-').unwrap();
        assert_eq!(one["series"], series);
        (series[..5].to_owned(), last.to_owned())
    });
    let expected = [("INV-A", "0001"), ("INV-Z", "0001"), ("INV-A", "0002")];
    assert_eq!(ends, expected.map(|(series, last)| (series.to_owned(), last.to_owned())));
    assert_eq!(number(&till.invoice(&first)), number(&first), "what was given stays");
}
