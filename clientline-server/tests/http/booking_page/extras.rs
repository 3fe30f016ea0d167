//! What can be added to a service, on the page on which guests book.

use serde_json::json;

use super::{Guest, link, value};

#[test]
fn a_guest_adds_something_to_a_service_by_links_and_its_times_follow() {
    let guest = Guest::arrives();
    let Guest { open, salon, .. } = &guest;
    let add_ons = json!({"add_ons": [
        {"code": "MASK", "name": "Mask", "minutes": 30, "price": "12.50"},
        {"code": "DRINK", "name": "Drink", "price": "3.00"},
    ]});
    salon.client.ask(&format!("PATCH /services/{}", salon.service), &add_ons).expect(200);
    let alone = open.get(&link(&open.get("/book/atelier"), "service="));
    assert!(alone.text.contains("+30 min") && !alone.text.contains("✓"), "{}", alone.text);
    let masked = open.get(&link(&alone, "add_ons=MASK"));
    assert!(masked.text.contains("✓ Mask") && masked.text.contains("· 90 min"), "{}", masked.text);
    let both = open.get(&link(&masked, "add_ons=MASK,DRINK"));
    assert!(both.text.contains("✓ Drink") && both.text.contains("60.50"), "{}", both.text);
    // What was chosen is left out again.
    let drink = open.get(&link(&both, "add_ons=DRINK"));
    assert!(!drink.text.contains("✓ Mask") && drink.text.contains("48.00"), "{}", drink.text);
    let day = link(&both, "date=");
    let (day, _) = day.split_once("date=").unwrap();
    let times = open.get(&format!("{day}date={}", salon.date));
    let contact = open.get(&link(&times, "start="));
    assert!(contact.text.contains("Cut + Mask + Drink"), "{}", contact.text);
    assert_eq!(value(&contact, "add_ons"), "MASK,DRINK");
    let booked = guest.send(&contact, "ada%40example.com");
    assert_eq!(booked.status, 200, "{}", booked.text);
    let appointment = &salon.appointments()[0];
    assert_eq!(
        (&appointment["price"], &appointment["add_ons"][1]["code"]),
        (&json!("60.50"), &json!("DRINK"))
    );
}
