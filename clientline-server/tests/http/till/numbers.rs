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

#[test]
fn a_center_numbers_by_patterns_of_its_own_from_where_it_came_from() {
    let till = Till::open();
    let center = till.salon.center.clone();
    let patch = format!("PATCH /centers/{center}");
    let patterns = json!({"number_patterns": {
        "invoice": "RE-{year}-{seq}", "collection": "{center}/{seq}", "credit_note": "GS.{seq}",
    }});
    till.client.ask(&patch, &json!({"code": "A"})).expect(200);
    let first = till.issued_at(&center);
    till.client.ask(&patch, &patterns).expect(200);
    let year = &first["invoice_date"].as_str().unwrap()[..4];
    let start = format!("POST /centers/{center}/number-start");
    let said = json!({"document": "invoice", "first_number": 4711});
    let next = till.client.ask(&start, &said).expect(200);
    let expected = format!("RE-{year}-4711");
    assert_eq!(next, json!({"series": format!("RE-{year}"), "next_number": expected}));

    let issued = till.issued_at(&center);
    assert_eq!((number(&issued), &issued["sequence"]), (&*expected, &json!(4711)));
    assert_eq!(number(&till.issued_at(&center)), format!("RE-{year}-4712"));
    assert_eq!(till.collected(&issued), "A/0001");
    let credit = till.client.make("/credit-notes", &json!({"invoice_id": issued["id"]}));
    assert_eq!(credit["credit_note_no"], "GS.0001");
    assert_eq!(number(&till.invoice(&first)), number(&first), "what was given stays");
    assert_eq!(till.client.ask(&start, &said).code(), (409, "series_begun".to_owned()));

    // The other center numbers on in the series that it writes as this one does.
    let other = json!({"name": "B", "time_zone": "Etc/UTC", "number_patterns": {
        "invoice": "RE-{year}-{seq}",
    }});
    let other = id(&till.client.make("/centers", &other)).to_owned();
    assert_eq!(number(&till.issued_at(&other)), format!("RE-{year}-4713"));
}

#[test]
fn a_pattern_says_how_many_digits_there_are_from_then_on_and_numbers_deposits_apart() {
    let till = Till::open();
    let center = till.salon.center.clone();
    let patch = format!("PATCH /centers/{center}");
    let say = |patterns: Value| {
        till.client.ask(&patch, &json!({ "number_patterns": patterns })).expect(200);
    };
    say(json!({"invoice": "R/{seq}"}));
    let first = till.issued_at(&center);
    say(json!({
        "invoice": "R/{seq:6}", "deposit": "D.{seq:5}", "collection": "K.{seq:8}",
        "credit_note": "G-{seq:4}",
    }));
    let second = till.issued_at(&center);
    assert_eq!((number(&first), number(&second)), ("R/0001", "R/000002"));
    assert_eq!((&second["series"], &second["sequence"]), (&json!("R/"), &json!(2)));
    assert_eq!([till.collected(&second), till.collected(&first)], ["K.00000001", "K.00000002"]);
    let credit = till.client.make("/credit-notes", &json!({"invoice_id": second["id"]}));
    assert_eq!(credit["credit_note_no"], "G-0001");
    let asked = json!({"guest_id": till.salon.guests[0], "amount": "12.00", "name": "The wedding"});
    let deposit = till.client.ask("POST /invoices/deposit", &asked).expect(201).clone();
    assert_eq!((number(&deposit), &deposit["sequence"]), ("D.00001", &json!(1)));
    let start = format!("POST /centers/{center}/number-start");
    let begun = till.client.ask(&start, &json!({"document": "deposit", "first_number": 9}));
    assert_eq!(begun.code(), (409, "series_begun".to_owned()));

    say(json!({"invoice": "R/{seq}"}));
    let numbers = [till.issued_at(&center), till.invoice(&second), till.invoice(&first)];
    assert_eq!(numbers.each_ref().map(number), ["R/0003", "R/000002", "R/0001"]);
    let deposit = till.client.ask("POST /invoices/deposit", &asked).expect(201).clone();
    assert_eq!(number(&deposit), "R/0004");
    assert!(till.doctor().0);
}

#[test]
fn patterns_by_which_two_kinds_would_have_one_number_are_refused() {
    let till = Till::open();
    let patch = format!("PATCH /centers/{}", till.salon.center);
    for (patterns, field, code) in [
        (json!({"invoice": "R-{seq}", "credit_note": "R-{seq}"}), "/credit_note", "repeated"),
        (json!({"invoice": "INV-{year}-{seq}"}), "/invoice", "out_of_range"),
        (json!({"invoice": "R{seq}"}), "/invoice", "invalid_value"),
        (json!({"invoice": "R-{year}"}), "/invoice", "invalid_value"),
        (json!({"deposit": "R-{seq:11}"}), "/deposit", "invalid_value"),
        (json!({"deposit": "R-{seq}", "collection": "R-{seq:6}"}), "/collection", "repeated"),
    ] {
        let wrong = till.client.ask(&patch, &json!({"number_patterns": patterns})).expect(422);
        let wrong = &wrong["errors"][0];
        let expected = format!("/number_patterns{field}");
        assert_eq!((&wrong["pointer"], &wrong["code"]), (&json!(expected), &json!(code)));
    }
}
