//! Who is chosen for guests who want nobody in particular, over HTTP on either store.

use serde_json::{Value, json};

use crate::{
    http::load::at_once,
    kit::{House, Salon},
};

/// A salon of three providers, and its providers in the order of their identifiers.
fn salon(house: &House) -> (Salon, Vec<String>) {
    let salon = Salon::make(&house.client, 3, 6);
    let mut providers = salon.providers.clone();
    providers.sort();
    (salon, providers)
}

fn choose(salon: &Salon, assignment: &str) -> Value {
    let line = format!("PATCH /centers/{}", salon.center);
    salon.client.ask(&line, &json!({"policies": {"assignment": assignment}})).expect(200)
}

/// Whom a start lists first.
fn listed(salon: &Salon, minute: u32) -> Value {
    let Salon { center, service, date, .. } = salon;
    let path = format!("/appointments/slots?center_id={center}&service_id={service}&date={date}");
    let found = salon.client.get(&path).expect(200);
    let mut slots = found["slots"].as_array().unwrap().iter();
    let slot = slots.find(|slot| slot["starts_at"] == salon.at(minute)).unwrap();
    slot["providers"][0]["provider_id"].clone()
}

/// The body of a booking with anyone.
fn anyone(salon: &Salon, guest: usize, minute: u32) -> Value {
    let mut body = salon.booking(guest, 0, minute);
    body.as_object_mut().unwrap().remove("provider_id");
    body
}

/// Books a start for anyone, and checks that it is the first one whom it lists.
fn book(salon: &Salon, guest: usize, minute: u32) -> Value {
    let listed = listed(salon, minute);
    let body = anyone(salon, guest, minute);
    let booked = salon.client.ask("POST /appointments", &body).expect(201);
    assert_eq!(booked["provider_id"], listed);
    listed
}

#[test]
fn anyone_is_whom_the_center_says() {
    let house = House::open();
    let (salon, providers) = salon(&house);
    let client = &house.client;
    let shown = client.get(&format!("/centers/{}", salon.center)).expect(200);
    assert_eq!(shown["policies"]["assignment"], "least_specialised");
    let provider = |number: usize| format!("PATCH /providers/{}", providers[number]);
    client.ask(&provider(1), &json!({"services": [salon.service]})).expect(200);
    assert_eq!(book(&salon, 0, 600), *providers[1]);
    assert_eq!(book(&salon, 1, 720), *providers[1]);

    assert_eq!(choose(&salon, "least_busy")["policies"]["assignment"], "least_busy");
    assert_eq!(book(&salon, 2, 840), *providers[0]);

    choose(&salon, "priority");
    for (number, priority) in [(2, 1), (0, 5)] {
        let body = json!({"priority": priority});
        let changed = client.ask(&provider(number), &body).expect(200);
        assert_eq!(changed["priority"], priority);
    }
    assert_eq!(book(&salon, 3, 960), *providers[2]);
    assert_eq!(book(&salon, 4, 960), *providers[0]);

    // By now they have two, two and one appointments.
    choose(&salon, "even");
    assert_eq!(book(&salon, 5, 1_080), *providers[2]);
}

#[test]
fn what_is_no_way_to_choose_and_no_priority_is_refused() {
    let house = House::open();
    let (salon, _) = salon(&house);
    let line = format!("PATCH /centers/{}", salon.center);
    let wrong = json!({"policies": {"assignment": "chance"}});
    house.client.ask(&line, &wrong).expect(422);
    let line = format!("PATCH /providers/{}", salon.providers[0]);
    for priority in [json!(0), json!(1_001), json!("first")] {
        house.client.ask(&line, &json!({"priority": priority})).expect(422);
    }
}

/// Rivals for one time share out all who are free, however the center chooses.
#[test]
fn rivals_get_everybody_who_is_free() {
    let house = House::open();
    let (salon, providers) = salon(&house);
    for (at, assignment) in ["priority", "even", "least_busy"].into_iter().enumerate() {
        choose(&salon, assignment);
        let minute = 300 + 120 * u32::try_from(at).unwrap();
        let statuses = at_once(6, |guest| {
            salon.client.ask("POST /appointments", &anyone(&salon, guest, minute)).status
        });
        let won = statuses.iter().filter(|status| **status == 201).count();
        assert_eq!(won, providers.len(), "{assignment}: {statuses:?}");
    }
    salon.check_exclusive();
}
