//! Several appointments that are one: visits of several services, parties of several guests, and
//! series.

use serde_json::{Value, json};

use crate::kit::{House, Salon, id};

/// Another service of the salon.
fn colour(house: &House) -> String {
    let colour = json!({"name": "Colour", "duration_minutes": 90, "price": "80.00"});
    id(&house.client.make("/services", &colour)).to_owned()
}

fn starts(appointments: &Value) -> Vec<&str> {
    appointments
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["local_start"].as_str().unwrap()[11..])
        .collect()
}

#[test]
fn a_visit_is_found_booked_moved_and_cancelled_as_one() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let Salon { center, service, guests, date, .. } = &salon;
    let colour = colour(&house);
    salon.book(1, 0, 11 * 60).expect(201);
    let services = json!([{"service_id": service}, {"service_id": colour}]);
    let find = json!({"center_id": center, "date": date, "services": services, "limit": 100});
    let found = house.client.ask("POST /appointments/slots/visit", &find).expect(200);
    let listed = found["starts"].as_array().unwrap();
    let at =
        |time: &str| listed.iter().find(|start| start["local"].as_str().unwrap().ends_with(time));
    // Two and a half hours have to be free.
    assert!(at("T08:30").is_some() && at("T12:00").is_some());
    assert!(at("T08:45").is_none() && at("T11:45").is_none());
    assert_eq!(at("T08:30").unwrap()["services"][1]["starts_at"], salon.at(9 * 60 + 30));

    let mut visit = json!({
        "center_id": center, "guest_id": guests[0], "services": services,
        "starts_at": salon.at(8 * 60 + 45),
    });
    let refused = house.client.ask("POST /appointments/visits", &visit).expect(409);
    assert_eq!(refused["code"], "slot_taken");
    assert_eq!(salon.appointments().len(), 1);
    visit["starts_at"] = json!(salon.at(8 * 60 + 30));
    let booked = house.client.ask("POST /appointments/visits", &visit).expect(200);
    assert_eq!(starts(&booked), ["08:30", "09:30"]);
    let visit_id = &booked[0]["visit_id"];
    let of_visit = format!("/appointments?visit_id={}", visit_id.as_str().unwrap());
    assert_eq!(house.client.all(&of_visit).len(), 2);
    // Each has a sale, which is billed as any.
    let sale = format!("/appointments/{}/sale", id(&booked[1]));
    assert_eq!(house.client.get(&sale).expect(200)["net_value"], "80.00");

    let to = json!({"visit_id": visit_id, "starts_at": salon.at(8 * 60)});
    let moved = house.client.ask("POST /appointments/visits/move", &to).expect(200);
    assert_eq!(starts(&moved), ["08:00", "09:00"]);
    let cancel = json!({"visit_id": visit_id, "reason": "ill"});
    let cancelled = house.client.ask("POST /appointments/cancel", &cancel).expect(200);
    assert!(cancelled.as_array().unwrap().iter().all(|one| one["status"] == "cancelled"));
    let again = house.client.ask("POST /appointments/cancel", &cancel).expect(409);
    assert_eq!(again["code"], "nothing_to_cancel");
}

#[test]
fn a_series_is_booked_on_what_can_be_had_and_ended_from_a_date_on() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let Salon { center, service, guests, .. } = &salon;
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let next_week = format!("{}T10:30:00Z", date + chrono::Days::new(7));
    let mut other = salon.booking(1, 0, 0);
    other["starts_at"] = json!(next_week);
    house.client.ask("POST /appointments", &other).expect(201);

    let mut series = json!({
        "center_id": center, "guest_id": guests[0], "service_id": service,
        "starts_at": salon.at(600), "rule": "FREQ=WEEKLY;COUNT=3",
    });
    let refused = house.client.ask("POST /appointments/series", &series).expect(409);
    assert_eq!(refused["code"], "slot_taken");
    let taken = format!("{}T10:00", date + chrono::Days::new(7));
    assert!(refused["detail"].as_str().unwrap().contains(&taken), "{refused}");
    series["on_conflict"] = json!("report");
    let told = house.client.ask("POST /appointments/series", &series).expect(200);
    let rules: Vec<&Value> =
        told["dates"].as_array().unwrap().iter().map(|date| &date["rule"]).collect();
    assert_eq!(rules, [&json!(null), &json!("busy"), &json!(null)]);
    assert_eq!(salon.appointments().len(), 1);

    series["on_conflict"] = json!("skip");
    let booked = house.client.ask("POST /appointments/series", &series).expect(200);
    assert_eq!(booked["appointments"].as_array().unwrap().len(), 2);
    let series_id = booked["series_id"].as_str().unwrap();
    let of_series = format!("/appointments?series_id={series_id}");
    assert_eq!(house.client.all(&of_series).len(), 2);
    let from = format!("{}T00:00:00Z", date + chrono::Days::new(1));
    let cancel = json!({"series_id": series_id, "from": from});
    let ended = house.client.ask("POST /appointments/cancel", &cancel).expect(200);
    assert_eq!(ended.as_array().unwrap().len(), 1);
    // A clock that changes leaves ten o'clock what it is.
    let endless = json!({"rule": "FREQ=WEEKLY"});
    series.as_object_mut().unwrap().extend(endless.as_object().unwrap().clone());
    house.client.ask("POST /appointments/series", &series).expect(422);
}

/// Two who want the same stretch at once: one has all of it, and the other nothing.
#[test]
fn of_rivals_for_a_visit_one_has_all_of_it() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 8);
    let colour = colour(&house);
    let visit = |guest: usize| {
        json!({
            "center_id": salon.center, "guest_id": salon.guests[guest],
            "starts_at": salon.at(600 + 15 * u32::try_from(guest).unwrap()),
            "services": [{"service_id": salon.service}, {"service_id": colour}],
        })
    };
    let won: usize = std::thread::scope(|scope| {
        let ask = |guest| {
            let body = visit(guest);
            let client = &house.client;
            scope.spawn(move || client.ask("POST /appointments/visits", &body).status == 200)
        };
        let threads: Vec<_> = (0..8).map(ask).collect();
        threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    });
    assert_eq!(won, 1);
    assert_eq!(salon.check_exclusive(), 2);
}

/// A couple of whom one wants what only one provider does, who comes first for the other, too.
fn couple(salon: &Salon, facial: &str, minute: u32) -> Value {
    json!({
        "center_id": salon.center, "starts_at": salon.at(minute),
        "guests": [
            {"guest_id": salon.guests[0], "service_id": salon.service},
            {"guest_id": salon.guests[1], "service_id": facial},
        ],
    })
}

#[test]
fn a_couple_is_found_booked_and_cancelled_as_one() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 3);
    let [anna, ben] = [0, 1].map(|at| salon.providers[at].as_str());
    let facial = colour(&house);
    let nails = json!({"name": "Nails", "duration_minutes": 30, "price": "20.00"});
    let nails = house.client.make("/services", &nails);
    let brows = json!({"name": "Brows", "duration_minutes": 30, "price": "20.00"});
    let brows = house.client.make("/services", &brows);
    let performs = |provider: &str, services: &Value| {
        let line = format!("PATCH /providers/{provider}");
        house.client.ask(&line, &json!({"services": services})).expect(200);
    };
    performs(anna, &json!([salon.service, facial]));
    performs(ben, &json!([salon.service, id(&nails), id(&brows)]));

    salon.book(2, 0, 600).expect(201);
    let find = json!({
        "center_id": salon.center, "date": salon.date, "limit": 100,
        "guests": [{"service_id": salon.service}, {"service_id": facial}],
    });
    let found = house.client.ask("POST /appointments/slots/together", &find).expect(200);
    let listed = found["starts"].as_array().unwrap();
    let at =
        |time: &str| listed.iter().find(|start| start["local"].as_str().unwrap().ends_with(time));
    assert!(at("T08:30").is_some() && at("T08:45").is_none() && at("T11:00").is_some());
    let services = &at("T11:00").unwrap()["services"];
    assert_eq!([&services[0]["provider_id"], &services[1]["provider_id"]], [ben, anna]);

    let refused = house.client.ask("POST /appointments/together", &couple(&salon, &facial, 540));
    assert_eq!(refused.code(), (409, "slot_taken".to_owned()));
    assert!(!refused.json()["alternatives"].as_array().unwrap().is_empty());
    assert_eq!(salon.appointments().len(), 1);
    let body = couple(&salon, &facial, 660);
    let send = || {
        let key = [("idempotency-key", "couple")];
        house.client.send("POST /appointments/together", &key, Some(&body)).unwrap().expect(200)
    };
    let booked = send();
    assert_eq!(send(), booked);
    assert_eq!(starts(&booked), ["11:00", "11:00"]);
    assert_eq!([&booked[0]["provider_id"], &booked[1]["provider_id"]], [ben, anna]);
    let party_id = booked[0]["party_id"].as_str().unwrap();
    assert_eq!(house.client.all(&format!("/appointments?party_id={party_id}")).len(), 2);
    // Each has a sale of their own.
    for (one, price) in [(0, "45.00"), (1, "80.00")] {
        let sale = format!("/appointments/{}/sale", id(&booked[one]));
        let sale = house.client.get(&sale).expect(200);
        assert_eq!(
            (&sale["net_value"], &sale["guest_id"]),
            (&json!(price), &booked[one]["guest_id"])
        );
    }
    let move_to = |minute: u32| {
        let to = json!({"party_id": party_id, "starts_at": salon.at(minute)});
        house.client.ask("POST /appointments/together/move", &to)
    };
    assert_eq!(move_to(540).code(), (409, "slot_taken".to_owned()));
    // Onto a part of their own times.
    let moved = move_to(675).expect(200);
    assert_eq!(starts(&moved), ["11:15", "11:15"]);
    assert_eq!([&moved[0]["provider_id"], &moved[1]["provider_id"]], [ben, anna]);
    let cancel = json!({"party_id": party_id});
    let cancelled = house.client.ask("POST /appointments/cancel", &cancel).expect(200);
    assert!(cancelled.as_array().unwrap().iter().all(|one| one["status"] == "cancelled"));
}

/// Eight couples who want the same two providers at once: one has both, and the others neither.
#[test]
fn of_rival_couples_one_comes_and_the_others_are_told_that_it_is_taken() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 16);
    let couple = |at: usize| {
        let guest =
            |guest: usize| json!({"guest_id": salon.guests[guest], "service_id": salon.service});
        // Some of them overlap by a part only.
        let minute = 600 + 15 * u32::try_from(at % 3).unwrap();
        json!({
            "center_id": salon.center, "starts_at": salon.at(minute),
            "guests": [guest(2 * at), guest(2 * at + 1)],
        })
    };
    let codes: Vec<(u16, String)> = std::thread::scope(|scope| {
        let ask = |at| {
            let (body, client) = (couple(at), &house.client);
            scope.spawn(move || client.ask("POST /appointments/together", &body))
        };
        let threads: Vec<_> = (0..8).map(ask).collect();
        let answers = threads.into_iter().map(|thread| thread.join().unwrap());
        let code = |answer: crate::kit::Answer| match answer.status {
            200 => (200, String::new()),
            _ => answer.code(),
        };
        answers.map(code).collect()
    });
    let lost = codes.iter().filter(|code| **code == (409, "slot_taken".to_owned())).count();
    assert_eq!(lost, 7, "{codes:?}");
    assert_eq!(salon.check_exclusive(), 2);
}

#[test]
fn a_series_shifts_what_is_taken_and_is_moved_from_a_date_on() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let Salon { center, service, guests, .. } = &salon;
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let weeks =
        |weeks: u64, time: &str| format!("{}T{time}:00Z", date + chrono::Days::new(7 * weeks));
    let mut other = salon.booking(1, 0, 0);
    other["starts_at"] = json!(weeks(1, "10:30"));
    house.client.ask("POST /appointments", &other).expect(201);
    let until = (date + chrono::Days::new(15)).format("%Y%m%d");
    let series = json!({
        "center_id": center, "guest_id": guests[0], "service_id": service,
        "starts_at": salon.at(600), "rule": format!("FREQ=WEEKLY;UNTIL={until}"),
        "on_conflict": "shift",
    });
    let booked = house.client.ask("POST /appointments/series", &series).expect(200);
    assert_eq!(starts(&booked["appointments"]), ["10:00", "09:30", "10:00"]);
    assert_eq!(booked["dates"][1]["rule"], "busy");
    assert_eq!(booked["dates"][1]["shifted_to"], weeks(1, "09:30"));
    assert!(booked["dates"][0].get("shifted_to").is_none());

    let series_id = &booked["series_id"];
    let to = json!({"series_id": series_id, "from": weeks(1, "00:00"), "time": "14:00"});
    let moved = house.client.ask("POST /appointments/series/move", &to).expect(200);
    assert_eq!(starts(&moved), ["14:00", "14:00"]);
    let all = json!({"series_id": series_id, "time": "10:00"});
    let refused = house.client.ask("POST /appointments/series/move", &all).expect(409);
    assert_eq!(refused["code"], "slot_taken");
    let nothing = json!({ "series_id": series_id });
    let fault = house.client.ask("POST /appointments/series/move", &nothing).expect(422);
    assert_eq!(fault["errors"][0]["pointer"], "/time");
}

#[test]
fn a_series_says_what_became_of_its_dates() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let weeks =
        |weeks: u64, time: &str| format!("{}T{time}:00Z", date + chrono::Days::new(7 * weeks));
    let mut other = salon.booking(1, 0, 0);
    other["starts_at"] = json!(weeks(1, "10:30"));
    house.client.ask("POST /appointments", &other).expect(201);
    let series = json!({
        "center_id": salon.center, "guest_id": salon.guests[0], "service_id": salon.service,
        "starts_at": salon.at(600), "rule": "FREQ=WEEKLY;COUNT=5", "on_conflict": "skip",
    });
    let booked = house.client.ask("POST /appointments/series", &series).expect(200);
    let appointments = booked["appointments"].as_array().unwrap();
    let act = |one: usize, what: &str, body: &Value| {
        let line = format!("POST /appointments/{}/{what}", id(&appointments[one]));
        house.client.ask(&line, body).expect(200);
    };
    act(1, "reschedule", &json!({"starts_at": weeks(2, "16:00")}));
    act(2, "cancel", &json!({}));
    let path = format!("/appointments/series/{}", booked["series_id"].as_str().unwrap());
    let found = house.client.get(&path).expect(200);
    assert_eq!(found["rule"], "FREQ=WEEKLY;COUNT=5");
    let dates = found["dates"].as_array().unwrap();
    let became: Vec<&str> = dates.iter().map(|date| date["became"].as_str().unwrap()).collect();
    assert_eq!(became, ["booked", "skipped", "moved", "cancelled", "booked"]);
    assert_eq!((&dates[1]["rule"], &dates[1]["appointment_id"]), (&json!("busy"), &json!(null)));
    assert_eq!(dates[2]["planned_at"], weeks(2, "10:00"));
    assert_eq!(dates[2]["starts_at"], weeks(2, "16:00"));
    assert_eq!(dates[4]["appointment_id"], appointments[3]["id"]);
    house.client.get(&format!("/appointments/series/{}", salon.guests[1])).expect(404);
}
