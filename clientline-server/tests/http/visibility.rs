//! Which services strangers see and book, as their visibility says.

use serde_json::{Value, json};

use crate::{
    http::public::{Shop, text},
    kit::{Answer, id},
};

/// Sets who may book the shop's service online.
fn show(shop: &Shop, visibility: &str) {
    let line = format!("PATCH /services/{}", shop.salon.service);
    let changed = shop.admin.ask(&line, &json!({ "visibility": visibility })).expect(200);
    assert_eq!(changed["visibility"], visibility);
}

fn listed(shop: &Shop) -> Vec<Value> {
    let services = shop.open.get("/public/atelier/services").expect(200);
    services["items"].as_array().unwrap().clone()
}

fn slots(shop: &Shop, service: &str) -> Answer {
    let date = &shop.salon.date;
    shop.open.get(&format!("/public/atelier/slots?service_id={service}&date={date}"))
}

/// A failure without what tells one request from another.
fn problem(answer: &Answer) -> (u16, Value) {
    let mut said = answer.json();
    for field in ["request_id", "instance"] {
        said.as_object_mut().unwrap().remove(field);
    }
    (answer.status, said)
}

#[test]
fn a_service_is_public_unless_it_is_said_otherwise() {
    let shop = Shop::open();
    let path = format!("/services/{}", shop.salon.service);
    assert_eq!(shop.admin.get(&path).expect(200)["visibility"], "public");
    assert_eq!(listed(&shop).len(), 1);
    let new = json!({
        "name": "Trial", "duration_minutes": 30, "price": "0", "visibility": "by_link",
    });
    assert_eq!(shop.admin.make("/services", &new)["visibility"], "by_link");
    assert_eq!(listed(&shop).len(), 1);
    let wrong = shop.admin.ask(&format!("PATCH {path}"), &json!({"visibility": "hidden"}));
    assert_eq!(wrong.status, 422, "{}", wrong.text);
}

#[test]
fn a_service_by_link_is_listed_nowhere_and_booked_by_who_knows_it() {
    let shop = Shop::open();
    show(&shop, "by_link");
    assert_eq!(listed(&shop), Vec::<Value>::new());
    assert!(!slots(&shop, &shop.salon.service).expect(200)["slots"].as_array().unwrap().is_empty());
    shop.book("rui@example.com", 600).expect(201);
}

#[test]
fn a_service_of_the_desk_is_answered_online_like_one_that_is_not_there() {
    let shop = Shop::open();
    // An organization is no service.
    let own = shop.admin.get("/organizations").expect(200)["items"][0].clone();
    let nothing = id(&own);
    show(&shop, "desk");
    assert_eq!(listed(&shop), Vec::<Value>::new());
    assert_eq!(problem(&slots(&shop, &shop.salon.service)), problem(&slots(&shop, nothing)));
    let booked = shop.book("rui@example.com", 600);
    let mut wish = shop.wish("rui@example.com", 600);
    wish["service_id"] = json!(nothing);
    let unknown = shop.open.ask("POST /public/atelier/appointments", &wish);
    assert_eq!(booked.status, 422, "{}", booked.text);
    assert_eq!(problem(&booked), problem(&unknown));
    // The desk books it as any other.
    shop.salon.book(0, 0, 600).expect(201);
}

#[test]
fn what_was_booked_before_a_service_became_the_desks_is_managed_on() {
    let shop = Shop::open();
    let booked = shop.book("rui@example.com", 600).expect(201);
    show(&shop, "desk");
    let holder = shop.holder(&text(&booked, "manage_token"));
    holder.get("/public/appointments/manage").expect(200);
    let cancel = holder.send("POST /public/appointments/manage/cancel", &[], None).unwrap();
    cancel.expect(200);
}
