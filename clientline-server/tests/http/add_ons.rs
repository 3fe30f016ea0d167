//! What is added to services over HTTP, wherever something is booked, and later.

use serde_json::{Value, json};

use crate::kit::{House, Salon, id};

/// A salon whose service of an hour may have a mask of a quarter of an hour.
fn salon(house: &House, providers: usize, guests: usize) -> Salon {
    let salon = Salon::make(&house.client, providers, guests);
    let add_ons = json!({"add_ons": [
        {"code": "MASK", "name": "Mask", "minutes": 15, "price": "12.50"},
        {"code": "DRINK", "name": "Drink", "price": "3.00"},
    ]});
    house.client.ask(&format!("PATCH /services/{}", salon.service), &add_ons).expect(200);
    salon
}

fn codes(appointment: &Value) -> Vec<&str> {
    let all = appointment["add_ons"].as_array();
    all.into_iter().flatten().map(|one| one["code"].as_str().unwrap()).collect()
}

fn ends(appointment: &Value) -> &str {
    &appointment["ends_at"].as_str().unwrap()[11..16]
}

#[test]
fn whoever_walks_in_comes_together_or_again_has_add_ons() {
    let house = House::open();
    let salon = salon(&house, 2, 2);
    let Salon { center, service, guests, .. } = &salon;
    let walk_in = json!({
        "center_id": center, "service_id": service, "starts_at": salon.at(8 * 60), "add_ons": ["MASK"],
    });
    let came = house.client.ask("POST /appointments/walk-in", &walk_in).expect(201);
    assert_eq!((ends(&came), codes(&came)), ("09:15", vec!["MASK"]));

    let guest = |at: usize, add_ons: &[&str]| json!({"guest_id": guests[at], "service_id": service, "add_ons": add_ons});
    let party = json!({
        "center_id": center, "starts_at": salon.at(10 * 60),
        "guests": [guest(0, &["MASK"]), guest(1, &["DRINK"])],
    });
    let booked = house.client.ask("POST /appointments/together", &party).expect(200);
    assert_eq!((ends(&booked[0]), ends(&booked[1])), ("11:15", "11:00"));
    let mut wrong = party;
    wrong["guests"][1]["add_ons"] = json!(["SHAVE"]);
    let refused = house.client.ask("POST /appointments/together", &wrong).expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/guests/1/add_ons/0");

    let series = json!({
        "center_id": center, "guest_id": guests[0], "service_id": service, "add_ons": ["DRINK", "MASK"],
        "starts_at": salon.at(15 * 60), "rule": "FREQ=WEEKLY;COUNT=2",
    });
    let booked = house.client.ask("POST /appointments/series", &series).expect(200);
    for one in booked["appointments"].as_array().unwrap() {
        assert_eq!((ends(one), codes(one)), ("16:15", vec!["DRINK", "MASK"]));
    }
}

#[test]
fn add_ons_of_a_booking_are_changed_where_they_fit() {
    let house = House::open();
    let salon = salon(&house, 1, 2);
    let booked = salon.book(0, 0, 8 * 60).expect(201);
    salon.book(1, 0, 10 * 60).expect(201);
    let find = |add_ons: &str| {
        let Salon { center, service, date, .. } = &salon;
        let moving = id(&booked);
        let query = format!("center_id={center}&service_id={service}&date={date}&moving={moving}");
        let found = house.client.get(&format!("/appointments/slots?{query}{add_ons}")).expect(200);
        let listed = found["slots"].as_array().unwrap().iter();
        let starts = listed.map(|slot| slot["local"].as_str().unwrap()[11..].to_owned());
        (found["duration_minutes"].as_u64().unwrap(), starts.collect::<Vec<_>>())
    };
    let is_at = |starts: &[String], time: &str| starts.iter().any(|start| start == time);
    let (minutes, starts) = find("&add_ons=MASK");
    assert_eq!((minutes, is_at(&starts, "08:45"), is_at(&starts, "09:00")), (75, true, false));
    let (minutes, starts) = find("");
    assert_eq!((minutes, is_at(&starts, "09:00")), (60, true));
    let change = |minute: u32, add_ons: &[&str]| {
        let to = json!({"starts_at": salon.at(minute), "add_ons": add_ons});
        house.client.ask(&format!("POST /appointments/{}/reschedule", id(&booked)), &to)
    };
    assert_eq!(change(9 * 60, &["MASK"]).code(), (409, "slot_taken".to_owned()));
    let longer = change(8 * 60, &["MASK", "DRINK"]).expect(200);
    assert_eq!((ends(&longer), codes(&longer)), ("09:15", vec!["MASK", "DRINK"]));
    assert_eq!(longer["price"], "60.50");
    let sale = format!("/appointments/{}/sale", id(&booked));
    let sale = |client: &crate::kit::Client| client.get(&sale).expect(200);
    assert_eq!(sale(&house.client)["net_value"], "60.50");
    assert_eq!(sale(&house.client)["remarks"], "Mask, Drink");
    let (minutes, _) = find("&add_ons=");
    assert_eq!(minutes, 60);
    let shorter = change(9 * 60, &[]).expect(200);
    assert_eq!((ends(&shorter), &shorter["price"]), ("10:00", &json!("45.00")));
    assert!(codes(&shorter).is_empty());
    let refused = change(9 * 60, &["SHAVE"]).expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/add_ons/0");
}
