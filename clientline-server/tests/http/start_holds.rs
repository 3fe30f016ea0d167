//! Starts that are held over HTTP before anybody says who comes.

use serde_json::{Value, json};

use super::public::{Shop, act, manage, text};
use crate::kit::{Answer, id, set_public_booking};

fn hold(shop: &Shop, minute: u32) -> Value {
    json!({"service_id": shop.salon.service, "starts_at": shop.salon.at(minute)})
}

impl Shop {
    fn hold(&self, wish: &Value) -> Answer {
        self.open.ask("POST /public/atelier/holds", wish)
    }
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn a_start_is_held_extended_and_booked_by_its_token() {
    let shop = Shop::open();
    set_public_booking(&shop.admin, &json!({"cart_minutes": 5}));
    let held = shop.hold(&hold(&shop, 10 * 60)).expect(201);
    let token = text(&held, "hold_token");
    assert!(token.starts_with("cl_hold_"));
    assert_eq!(shop.salon.book(0, 0, 10 * 60).code(), code(409, "slot_taken"));
    let holder = shop.holder(&token);
    assert_eq!(manage(&holder).expect(200)["status"], "pending");
    let longer = act(&holder, "extend", None).expect(200);
    assert_ne!(longer["held_until"], held["held_until"]);
    assert_eq!(act(&holder, "extend", None).code(), code(409, "hold_extended"));
    let mut wish = shop.wish("rui@example.com", 10 * 60);
    wish["hold_token"] = json!(token);
    let booked = shop.open.ask("POST /public/atelier/appointments", &wish).expect(201);
    assert_eq!(manage(&holder).code(), code(401, "unauthenticated"));
    let owner = shop.holder(&text(&booked, "manage_token"));
    assert_eq!(manage(&owner).expect(200)["starts_at"], held["starts_at"]);
    assert_eq!(shop.admin.get(&format!("/appointments/{}", id(&held))).code().0, 404);
    let seen = shop.admin.get(&format!("/appointments/{}", id(&booked))).expect(200);
    assert_eq!((&seen["contact_first_name"], &seen["status"]), (&json!("Rui"), &json!("pending")));
}

#[test]
fn whoever_chooses_again_has_the_second_start_alone() {
    let shop = Shop::open();
    let first = shop.hold(&hold(&shop, 10 * 60)).expect(201);
    let mut second = hold(&shop, 10 * 60 + 15);
    second["hold_token"] = first["hold_token"].clone();
    let second = shop.hold(&second).expect(201);
    assert_eq!(shop.admin.get(&format!("/appointments/{}", id(&first))).code().0, 404);
    let mut unknown = hold(&shop, 12 * 60);
    unknown["hold_token"] = json!("cl_hold_unknown");
    let refused = shop.hold(&unknown).expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/hold_token");
    let holder = shop.holder(&text(&second, "hold_token"));
    act(&holder, "cancel", None).expect(200);
    assert_eq!(act(&holder, "extend", None).code(), code(409, "invalid_transition"));
}
