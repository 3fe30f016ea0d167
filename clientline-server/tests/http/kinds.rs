//! Services that need several kinds of room, over HTTP on either store.

use serde_json::{Value, json};

use crate::kit::{House, Salon, id};

/// Has the service of a salon need a cabin, which holds eight, and one of so many lasers. Returns
/// the lasers.
fn with_lasers(house: &House, salon: &Salon, count: usize) -> Vec<Value> {
    let client = &house.client;
    let [cabin, laser] = ["Cabin", "Laser"]
        .map(|name| id(&client.make("/room-categories", &json!({ "name": name }))).to_owned());
    let room = |name: String, kind: &str, capacity: u8| {
        client.make(
            "/rooms",
            &json!({
                "name": name, "room_category_id": kind, "center_id": salon.center,
                "capacity": capacity,
            }),
        )
    };
    room("Cabins".to_owned(), &cabin, 8);
    let lasers = (1..=count).map(|number| room(format!("Laser {number}"), &laser, 1)).collect();
    let needs = json!({"room_category_id": cabin, "further_room_category_ids": [laser]});
    client.ask(&format!("PATCH /services/{}", salon.service), &needs).expect(200);
    lasers
}

#[test]
fn a_cabin_and_a_laser_are_found_booked_moved_and_shown() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 2);
    let lasers = with_lasers(&house, &salon, 1);
    let client = &house.client;
    let booked = salon.book(0, 0, 600).expect(201);
    assert_eq!(booked["further_room_ids"], json!([lasers[0]["id"]]));

    let refused = salon.book(1, 1, 630).expect(409);
    assert_eq!(refused["code"], "slot_taken");
    assert!(refused["detail"].as_str().unwrap().contains("second kind"), "{refused}");
    let slots = format!(
        "/appointments/slots?center_id={}&service_id={}&date={}&explain=true",
        salon.center, salon.service, salon.date
    );
    let found = client.get(&slots).expect(200);
    let refused = found["refused"].as_array().unwrap();
    let at = |minute| refused.iter().find(|one| one["starts_at"] == salon.at(minute));
    assert_eq!(at(630).unwrap()["rule"], "no_second_room");
    assert!(at(660).is_none());

    let shown = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let shown = client.get(&shown).expect(200);
    assert_eq!(shown["appointments"][0]["further_rooms"][0]["name"], "Laser 1");
    let line = format!("POST /appointments/{}/reschedule", id(&booked));
    let moved = client.ask(&line, &json!({"starts_at": salon.at(630)})).expect(200);
    assert_eq!(moved["further_room_ids"], booked["further_room_ids"]);
    salon.book(1, 1, 570).expect(201);

    let absence = json!({
        "room_id": lasers[0]["id"], "starts_at": salon.at(620), "ends_at": salon.at(640),
        "reason": "other",
    });
    client.make("/blockouts", &absence);
    let affected =
        format!("/appointments/affected?center_id={}&room_id={}", salon.center, id(&lasers[0]));
    let affected = client.get(&affected).expect(200);
    let affected = affected["appointments"].as_array().unwrap();
    assert_eq!(affected.len(), 2, "{affected:?}");
    assert!(affected.iter().all(|one| one["rule"] == "no_second_room"));
}

#[test]
fn a_kind_that_is_needed_stays_and_a_wrong_need_is_refused() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let lasers = with_lasers(&house, &salon, 1);
    let client = &house.client;
    let line = format!("PATCH /services/{}", salon.service);
    let kind = &lasers[0]["room_category_id"];
    let service = client.get(&format!("/services/{}", salon.service)).expect(200);
    for (wrong, code) in [
        (json!({"room_category_id": null}), "without_first_kind"),
        (json!({"max_guests": 5}), "class_with_kinds"),
        (json!({"further_room_category_ids": [kind, service["room_category_id"]]}), "repeated"),
        (json!({"further_room_category_ids": [salon.service]}), "not_found"),
    ] {
        let refused = client.ask(&line, &wrong).expect(422);
        assert_eq!(refused["errors"][0]["code"], code, "{refused}");
    }
    let three = json!({"further_room_category_ids": [kind, kind]});
    client.ask(&line, &three).expect(422);
    let gone = format!("DELETE /room-categories/{}", kind.as_str().unwrap());
    client.ask(&gone, &json!({})).expect(409);
    client.ask(&line, &json!({"further_room_category_ids": []})).expect(200);
}

/// Eight who want one of two lasers at once, each of somebody else: two have one.
#[test]
fn of_rivals_as_many_are_booked_as_there_are_lasers() {
    let house = House::open();
    let salon = Salon::make(&house.client, 8, 8);
    with_lasers(&house, &salon, 2);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = |at: usize| {
            scope.spawn({
                let salon = &salon;
                move || salon.book(at, at, 600).status
            })
        };
        let threads: Vec<_> = (0..8).map(ask).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let count = |status| statuses.iter().filter(|one| **one == status).count();
    assert_eq!((count(201), count(409)), (2, 6), "{statuses:?}");
    let mut lasers: Vec<String> = salon
        .appointments()
        .iter()
        .map(|one| one["further_room_ids"][0].as_str().unwrap().to_owned())
        .collect();
    lasers.sort_unstable();
    lasers.dedup();
    assert_eq!(lasers.len(), 2);
}
