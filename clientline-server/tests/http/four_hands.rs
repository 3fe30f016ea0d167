//! Services that need several providers at once, over HTTP on either store.

use serde_json::{Value, json};

use crate::kit::{House, Salon, command, id};

/// A salon whose service needs so many providers beside the first one.
fn with_further(house: &House, providers: usize, further: u8) -> Salon {
    let salon = Salon::make(&house.client, providers, providers);
    let line = format!("PATCH /services/{}", salon.service);
    house.client.ask(&line, &json!({"further_providers": further})).expect(200);
    salon
}

fn others(of: &Value) -> Vec<&str> {
    of["further_provider_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn two_are_found_booked_moved_and_shown() {
    let house = House::open();
    let salon = with_further(&house, 3, 1);
    let client = &house.client;
    let mut body = salon.booking(0, 0, 600);
    body["further_provider_ids"] = json!([salon.providers[2]]);
    let booked = client.ask("POST /appointments", &body).expect(201);
    assert_eq!(others(&booked), [salon.providers[2].as_str()]);

    let refused = salon.book(1, 1, 630).expect(409);
    assert_eq!(refused["code"], "slot_taken");
    let slots = format!(
        "/appointments/slots?center_id={}&service_id={}&date={}&explain=true",
        salon.center, salon.service, salon.date
    );
    let found = client.get(&slots).expect(200);
    let refused = found["refused"].as_array().unwrap();
    let at = |minute| refused.iter().find(|one| one["starts_at"] == salon.at(minute));
    assert_eq!(at(630).unwrap()["rule"], "too_few_providers");
    assert!(at(660).is_none());

    let shown = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let shown = client.get(&shown).expect(200);
    assert_eq!(shown["appointments"][0]["further_providers"][0]["name"], "N 2");
    let line = format!("POST /appointments/{}/reschedule", id(&booked));
    let moved = client.ask(&line, &json!({"starts_at": salon.at(630)})).expect(200);
    assert_eq!(moved["further_provider_ids"], booked["further_provider_ids"]);

    let absence = json!({
        "provider_id": salon.providers[2], "starts_at": salon.at(620), "ends_at": salon.at(640),
        "reason": "other",
    });
    client.make("/blockouts", &absence);
    let affected = format!(
        "/appointments/affected?center_id={}&provider_id={}",
        salon.center, salon.providers[2]
    );
    let affected = client.get(&affected).expect(200);
    assert_eq!(affected["appointments"][0]["rule"], "too_few_providers");
    let moved = client.ask(&line, &json!({"starts_at": salon.at(630)})).expect(200);
    assert_eq!(others(&moved), [salon.providers[1].as_str()]);
}

#[test]
fn those_whom_a_move_names_are_taken() {
    let house = House::open();
    let salon = with_further(&house, 3, 1);
    let [_, second, third] = &salon.providers[..] else { panic!() };
    let client = &house.client;
    let booked = salon.book(0, 0, 600).expect(201);
    let other = if others(&booked) == [second.as_str()] { third } else { second };
    let to = json!({"starts_at": salon.at(600), "further_provider_ids": [other]});
    let line = format!("POST /appointments/{}/reschedule", id(&booked));
    assert_eq!(others(&client.ask(&line, &to).expect(200)), [other.as_str()]);
    let to = json!({"starts_at": salon.at(720), "further_provider_ids": [salon.providers[0]]});
    let moves = json!({"moves": [{"appointment_id": id(&booked), "to": to}]});
    let refused = client.ask("POST /appointments/moves", &moves).expect(422);
    assert_eq!(refused["errors"][0]["code"], "repeated", "{refused}");
    let at = refused["errors"][0]["pointer"].as_str().unwrap();
    assert_eq!(at, "/moves/0/to/further_provider_ids/0");
}

#[test]
fn wrong_wishes_are_refused() {
    let house = House::open();
    let salon = with_further(&house, 2, 1);
    let client = &house.client;
    let line = format!("PATCH /services/{}", salon.service);
    let refused = client.ask(&line, &json!({"max_guests": 5})).expect(422);
    assert_eq!(refused["errors"][0]["code"], "class_with_providers", "{refused}");
    client.ask(&line, &json!({"further_providers": 4})).expect(422);
    let [first, second] = &salon.providers[..] else { panic!() };
    for (wish, code) in [
        (json!([first]), "repeated"),
        (json!([salon.service]), "not_a_performer"),
        (json!([second, salon.service]), "too_many"),
    ] {
        let mut body = salon.booking(0, 0, 600);
        body["further_provider_ids"] = wish;
        let refused = client.ask("POST /appointments", &body).expect(422);
        assert_eq!(refused["errors"][0]["code"], code, "{refused}");
    }
    let couple = json!({
        "center_id": salon.center, "starts_at": salon.at(600),
        "guests": salon.guests.iter().map(|guest| {
            json!({"guest_id": guest, "service_id": salon.service})
        }).collect::<Vec<_>>(),
    });
    // Each needs both of the two.
    let refused = client.ask("POST /appointments/together", &couple).expect(409);
    assert_eq!(refused["code"], "slot_taken", "{refused}");
}

#[test]
fn a_couple_is_found_booked_moved_and_listed_with_all_who_serve_it() {
    let house = House::open();
    let salon = with_further(&house, 4, 1);
    let client = &house.client;
    let wish = json!({"service_id": salon.service});
    let find = json!({
        "center_id": salon.center, "date": salon.date, "guests": [wish, wish],
    });
    let found = client.ask("POST /appointments/slots/together", &find).expect(200);
    let start = &found["starts"][0];
    let guests = salon
        .guests
        .iter()
        .take(2)
        .map(|guest| json!({"guest_id": guest, "service_id": salon.service}));
    let couple = json!({
        "center_id": salon.center, "starts_at": start["starts_at"],
        "guests": guests.collect::<Vec<_>>(),
    });
    let booked = client.ask("POST /appointments/together", &couple).expect(200);
    let booked = booked.as_array().unwrap();
    let mut taken = Vec::new();
    for (listed, one) in start["services"].as_array().unwrap().iter().zip(booked) {
        assert_eq!(listed["provider_id"], one["provider_id"]);
        assert_eq!(listed["further_provider_ids"], one["further_provider_ids"]);
        taken.extend(others(one).into_iter().map(str::to_owned));
        taken.push(one["provider_id"].as_str().unwrap().to_owned());
    }
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), 4);
    let to = json!({"party_id": booked[0]["party_id"], "starts_at": salon.at(840)});
    let moved = client.ask("POST /appointments/together/move", &to).expect(200);
    for (before, after) in booked.iter().zip(moved.as_array().unwrap()) {
        assert_eq!(others(before), others(after));
    }
    for provider in &salon.providers {
        let line = format!("/appointments?provider_id={provider}");
        assert_eq!(client.get(&line).expect(200)["items"].as_array().unwrap().len(), 1);
    }
}

/// Eight who want the same time at once, of six providers by whom two each are needed: three have
/// it, and nobody is taken twice.
#[test]
fn of_rivals_as_many_are_booked_as_there_are_pairs() {
    let house = House::open();
    let salon = with_further(&house, 6, 1);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ask = |at: usize| {
            scope.spawn({
                let salon = &salon;
                move || {
                    let mut body = salon.booking(at % 6, 0, 600);
                    body.as_object_mut().unwrap().remove("provider_id");
                    salon.client.ask("POST /appointments", &body).status
                }
            })
        };
        let threads: Vec<_> = (0..8).map(ask).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let count = |status| statuses.iter().filter(|one| **one == status).count();
    assert_eq!((count(201), count(409)), (3, 5), "{statuses:?}");
    let mut taken: Vec<String> = Vec::new();
    for one in salon.appointments() {
        taken.extend(others(&one).into_iter().map(str::to_owned));
        taken.push(one["provider_id"].as_str().unwrap().to_owned());
    }
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), 6);
}

/// It is found by who performs it at the time of its own.
#[test]
fn what_is_listed_at_another_time_than_its_own_is_named_by_the_doctor() {
    let house = House::open();
    let salon = with_further(&house, 2, 1);
    let booked = salon.book(0, 0, 600).expect(201);
    let doctor = || {
        let done = command(house.place()).arg("doctor").output().unwrap();
        String::from_utf8(done.stdout).unwrap().replace('-', "")
    };
    let said = doctor();
    assert!(said.contains("the books add up"), "{said}");
    house.place().past_rules(
        "UPDATE appointment_provider SET starts_at =
           (SELECT ends_at FROM appointment WHERE appointment.id = appointment_id)",
    );
    let said = doctor();
    let named = format!("appointment {} is listed", id(&booked).replace('-', ""));
    assert!(said.contains(&named), "{said}");
}
