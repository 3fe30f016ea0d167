//! The words that the server itself writes onto invoices and cards, in the language of the
//! organization.

use serde_json::{Value, json};

use super::Till;
use crate::kit::id;

impl Till {
    fn speak(&self, language: &str) {
        let settings = json!({"settings": {"language": language}});
        self.client.ask(&format!("PATCH {}", self.organization()), &settings).expect(200);
    }

    /// The names of the lines of an invoice.
    fn names(&self, invoice: &Value) -> Vec<String> {
        let lines = self.client.all(&format!("/invoice-items/invoice/{}?", id(invoice)));
        lines.iter().map(|line| line["item_name"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn invoices_and_cards_are_written_in_the_language_of_the_organization() {
    let till = Till::open();
    let own = till.client.get(&till.organization()).expect(200);
    assert_eq!(own["settings"]["language"], "en");
    till.speak("de");
    let service = till.client.get(&format!("/services/{}", till.salon.service)).expect(200);
    let service = service["name"].as_str().unwrap();

    let booked = till.salon.book(0, 0, 600).expect(201);
    let sale = till.client.get(&format!("/appointments/{}/sale", id(&booked))).expect(200);
    let deposit = format!("POST /sales/{}/deposit", id(&sale));
    let deposit = till.client.ask(&deposit, &json!({"amount": "10.00"})).expect(201);
    assert_eq!(till.names(&deposit), [format!("Anzahlung: {service}")]);
    let asked = json!({"guest_id": till.salon.guests[0], "amount": "12.00"});
    let deposit = till.client.ask("POST /invoices/deposit", &asked).expect(201);
    assert_eq!(till.names(&deposit), ["Anzahlung"]);

    let draft = till.client.make("/invoices", &json!({"guest_id": till.salon.guests[1]}));
    let card = json!({"invoice_id": draft["id"], "gift_card": {"value": "50.00"}});
    till.client.make("/invoice-items", &card);
    let fees = json!({"fees": {
        "notice_minutes": 525_600, "late_cancellation": {"percent": "50"},
        "no_show": {"amount": "20.00"},
    }});
    till.client.ask(&format!("PATCH /centers/{}", till.salon.center), &fees).expect(200);
    till.speak("fr");
    let late = till.salon.book(1, 0, 720).expect(201);
    let cancel = format!("POST /appointments/{}/cancel", id(&late));
    till.client.ask(&cancel, &json!({"fee": "charge"})).expect(200);
    // What is there keeps the words that it was given.
    let late = format!("Annulation tardive\u{a0}: {service}");
    assert_eq!(till.names(&draft), [late, "Gutschein".to_owned()]);

    let walk_in = json!({"center_id": till.salon.center, "service_id": till.salon.service});
    let walk_in = till.client.ask("POST /appointments/walk-in", &walk_in).expect(201);
    let guest = format!("/guests/{}", walk_in["guest_id"].as_str().unwrap());
    assert_eq!(till.client.get(&guest).expect(200)["first_name"], "Sans rendez-vous");
    let refused = json!({"settings": {"language": "tlh"}});
    till.client.ask(&format!("PATCH {}", till.organization()), &refused).expect(422);
}
