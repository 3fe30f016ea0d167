//! The feed of events: each once, in order, to those whom it concerns.

mod fire;
mod trail;

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    http::sign_in::PASSWORD,
    kit::{Client, House, Salon, every_day, id},
};

/// Reads the feed to its end, until something is in it; waits for what has no position yet.
pub(crate) fn follow(client: &Client, query: &str, until: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let patience = Instant::now() + Duration::from_mins(1);
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let page = client.get(&format!("/events?after={after}{query}")).expect(200);
        let items = page["items"].as_array().unwrap();
        for item in items {
            let position = item["position"].as_i64().unwrap();
            assert!(position > after, "{position} comes after {after}");
            after = position;
        }
        all.extend(items.iter().cloned());
        let next = page["next_after"].as_i64().unwrap();
        assert!(next >= after, "{page}");
        after = next;
        if after == page["last_position"] && until(&all) {
            return all;
        }
        assert!(Instant::now() < patience, "{all:#?}");
        sleep(Duration::from_millis(20));
    }
}

fn has(kind: &str, thing: &Value) -> impl Fn(&[Value]) -> bool {
    move |events| events.iter().any(|event| event["kind"] == kind && event["subject_id"] == *thing)
}

#[test]
fn events_come_by_position_with_what_a_receiver_needs_and_by_kind() {
    let house = House::open();
    let client = &house.client;
    let salon = Salon::make(client, 1, 1);
    let appointment = salon.book(0, 0, 600).expect(201);
    let cancel = format!("POST /appointments/{}/cancel", id(&appointment));
    client.send(&cancel, &[], None).unwrap().expect(200);
    let category = client.make("/categories", &json!({"name": "Hair"}));
    let line = format!("DELETE /categories/{}", id(&category));
    client.send(&line, &[], None).unwrap().expect(204);

    let all = follow(client, "", has("category.deleted", &category["id"]));
    let positions = all.iter().map(|event| event["position"].as_u64().unwrap());
    assert!(positions.eq(1..=all.len() as u64), "{all:#?}");
    let of = |kind: &str| all.iter().find(|event| event["kind"] == kind).unwrap();
    let booked = of("appointment.booked");
    assert_eq!(booked["subject"], "appointment");
    assert_eq!(booked["subject_id"], appointment["id"]);
    assert_eq!(booked["subject_version"], 1);
    assert_eq!(booked["operation"], "appointment_book");
    assert_eq!(booked["center_id"], json!(salon.center));
    assert_eq!(booked["data"]["starts_at"], appointment["starts_at"]);
    assert_eq!(booked["data"]["guest_id"], json!(salon.guests[0]));
    assert_eq!(of("appointment.cancelled")["data"]["status"], "cancelled");
    assert_eq!(of("category.deleted")["subject_version"], Value::Null);

    let kinds = "&kinds=appointment.booked,appointment.cancelled&limit=1";
    let some = follow(client, kinds, |_| true);
    let named: Vec<&Value> = some.iter().map(|event| &event["kind"]).collect();
    assert_eq!(named, ["appointment.booked", "appointment.cancelled"]);
}

#[test]
fn who_asks_after_a_position_that_is_not_kept_is_told_so() {
    let house = House::open();
    let client = &house.client;
    let category = client.make("/categories", &json!({"name": "Hair"}));
    let last = follow(client, "", has("category.created", &category["id"])).len();
    let beyond = format!("after={}", last + 1000);
    for (query, pointer, code) in [
        (&*beyond, "?after", "events_not_kept"),
        ("limit=0", "?limit", "out_of_range"),
        ("limit=201", "?limit", "out_of_range"),
        ("after=-1", "?after", "out_of_range"),
        ("kinds=appointment.eaten", "?kinds", "invalid_value"),
        ("since=1", "?since", "unknown_parameter"),
    ] {
        let refused = client.get(&format!("/events?{query}")).expect(422);
        let fault = &refused["errors"][0];
        assert_eq!((&fault["pointer"], &fault["code"]), (&json!(pointer), &json!(code)), "{query}");
    }
}

#[test]
fn staff_follow_what_happens_at_their_own_centers_and_clients_follow_nothing() {
    let house = House::open();
    let client = &house.client;
    let salon = Salon::make(client, 1, 1);
    let there = json!({
        "name": "Faro", "time_zone": "Etc/UTC", "hours": every_day("00:00", "24:00"),
    });
    let there = client.make("/centers", &there);
    let tom = client.make("/employees", &json!({"name": "Tom", "center_id": there["id"]}));
    let user = |role: &str, link: &str, linked: &Value| {
        let email = format!("{role}{link}@example.com");
        let mut new = json!({"name": role, "email": email, "role": role, "password": PASSWORD});
        new[link] = linked.clone();
        client.make("/users", &new);
        house.signed_in(&email)
    };
    let here = user("staff", "provider_id", &json!(salon.providers[0]));
    let far = user("staff", "employee_id", &tom["id"]);
    let guest = user("client", "guest_id", &json!(salon.guests[0]));
    let appointment = salon.book(0, 0, 600).expect(201);
    follow(client, "", has("appointment.booked", &appointment["id"]));

    let seen = follow(&here, "", has("appointment.booked", &appointment["id"]));
    assert!(seen.iter().all(|event| event["center_id"] == json!(salon.center)), "{seen:#?}");
    assert!(follow(&far, "", |_| true).is_empty(), "nothing happened at the other center");
    assert_eq!(guest.get("/events").code(), (403, "forbidden".to_owned()));
}
