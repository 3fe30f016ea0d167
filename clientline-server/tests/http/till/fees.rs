//! Fees for cancelling late, lines in words, and what becomes of packages that rest.

use serde_json::{Value, json};

use super::Till;
use crate::kit::{Client, id};

impl Till {
    /// A center where cancelling within a year of the start costs half the price.
    fn strict(&self) {
        let fees = json!({"fees": {
            "notice_minutes": 525_600, "late_cancellation": {"percent": "50"},
            "no_show": {"amount": "20.00"},
        }});
        self.client.ask(&format!("PATCH /centers/{}", self.salon.center), &fees).expect(200);
    }

    /// The first guest, signed in.
    fn first_guest(&self) -> Client {
        let guest = json!({
            "name": "G", "email": "g@example.com", "password": "a long enough pass",
            "role": "client", "guest_id": self.salon.guests[0],
        });
        self.client.make("/users", &guest);
        let signed_in = json!({"email": "g@example.com", "password": "a long enough pass"});
        let tokens = self.house.open.ask("POST /auth/login", &signed_in).expect(200);
        self.client.with(tokens["access_token"].as_str().unwrap())
    }

    /// The lines of the first guest's draft, with what each is over.
    fn draft_lines(&self) -> Vec<(Value, Value)> {
        let drafts = format!("/invoices?status=draft&guest_id={}&", self.salon.guests[0]);
        let drafts = self.client.all(&drafts);
        let lines = drafts
            .iter()
            .flat_map(|draft| self.client.all(&format!("/invoice-items/invoice/{}?", id(draft))));
        lines.map(|line| (line["item_type"].clone(), line["net_price"].clone())).collect()
    }
}

#[test]
fn who_cancels_late_owes_the_fee_that_they_were_told() {
    let till = Till::open();
    till.strict();
    let (guest, appointment) = (till.first_guest(), till.salon.book(0, 0, 600).expect(201));
    let path = format!("/appointments/{}", id(&appointment));
    let told = guest.get(&format!("{path}/fees")).expect(200);
    assert_eq!((&told["late_cancellation"], &told["no_show"]), (&json!("22.50"), &json!("20.00")));
    let waived = guest.ask(&format!("POST {path}/cancel"), &json!({"fee": "waive"}));
    assert_eq!(waived.code(), (422, "invalid_request".to_owned()));
    guest.ask(&format!("POST {path}/cancel"), &json!({})).expect(200);
    assert_eq!(till.draft_lines(), [(json!("fee"), json!("22.50"))]);
    till.client.ask(&format!("POST {path}/undo"), &json!({})).expect(200);
    assert_eq!(till.draft_lines(), []);
    // The salon's own doing costs nothing.
    till.client.ask(&format!("POST {path}/cancel"), &json!({})).expect(200);
    assert_eq!(till.draft_lines(), []);
}

#[test]
fn a_line_in_words_is_explained_moved_and_issued_like_any_other() {
    let till = Till::open();
    let [one, other] = [0, 1]
        .map(|guest| till.client.make("/invoices", &json!({"guest_id": till.salon.guests[guest]})));
    let line = json!({
        "invoice_id": one["id"], "unit_price": "9.99", "item_quantity": "3",
        "free_text": {"name": "Tea"}, "discount": {"percent": "50"},
    });
    let line = till.client.make("/invoice-items", &line);
    assert_eq!((&line["item_type"], &line["net_price"]), (&json!("free_text"), &json!("14.98")));
    let explained = till.client.get(&format!("/invoices/{}/explain", id(&one))).expect(200);
    let discount = &explained["lines"][0]["discount"];
    // Of 29.97 half is 14.985, which is rounded away from zero.
    assert_eq!(discount, &json!({"exact": "2997/2", "amount": "14.99"}));
    let to = json!({"invoice_id": other["id"]});
    till.client.ask(&format!("POST /invoice-items/{}/move", id(&line)), &to).expect(200);
    assert_eq!(till.invoice(&one)["total"], "0.00");
    let merge = json!({"invoice_id": one["id"]});
    let merged =
        till.client.ask(&format!("POST /invoices/{}/merge", id(&other)), &merge).expect(200);
    assert_eq!(merged["total"], "14.98");
    assert_eq!(till.invoice(&one)["status"], "void");
    let issued = till.send(&format!("POST /invoices/{}/issue", id(&other))).expect(200);
    assert_eq!(issued["total"], "14.98");
}
