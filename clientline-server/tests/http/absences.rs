//! Absences that recur, whom they hit, and who waits for what becomes free.

use serde_json::{Value, json};

use crate::kit::{House, Salon, id};

/// Lunch of a provider, every day of a week from that of the salon on.
fn lunch(salon: &Salon) -> Value {
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let a_week_later = format!("{}T00:00:00Z", date + chrono::Days::new(7));
    json!({
        "starts_at": salon.at(0), "ends_at": a_week_later,
        "recurrence": {"rule": "FREQ=DAILY", "window": {"start": "12:00", "end": "13:00"}},
    })
}

/// The times of the day at which the service is listed on a day after the salon's.
fn listed(salon: &Salon, house: &House, days: u64) -> Vec<String> {
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let date = date + chrono::Days::new(days);
    let Salon { center, service, .. } = salon;
    let path = format!("/appointments/slots?center_id={center}&service_id={service}&date={date}");
    let found = house.client.get(&path).expect(200);
    let slots = found["slots"].as_array().unwrap();
    slots.iter().map(|slot| slot["local"].as_str().unwrap()[11..].to_owned()).collect()
}

#[test]
fn a_lunch_that_recurs_hits_whom_it_was_said_to_and_is_given_back_for_a_day() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let booked = salon.book(0, 0, 12 * 60).expect(201);
    let Salon { center, providers, .. } = &salon;
    let about = json!({
        "center_id": center, "provider_id": providers[0], "change": {"blockout": lunch(&salon)},
    });
    let foreseen = house.client.ask("POST /appointments/affected", &about).expect(200);
    let path = format!("/appointments/affected?center_id={center}");
    assert_eq!(house.client.get(&path).expect(200)["appointments"], json!([]));

    let mut new = lunch(&salon);
    new["provider_id"] = json!(providers[0]);
    new["reason"] = json!("break");
    let made = house.client.ask("POST /blockouts", &new).expect(201);
    assert_eq!(made["recurrence"]["rule"], "FREQ=DAILY");
    let hit = house.client.get(&path).expect(200);
    assert_eq!(hit["appointments"], foreseen["appointments"]);
    assert_eq!(hit["appointments"][0]["appointment_id"], booked["id"]);
    assert_eq!(hit["appointments"][0]["rule"], "blocked");

    let noon = "12:00".to_owned();
    assert!([1, 2, 6].iter().all(|day| !listed(&salon, &house, *day).contains(&noon)));
    assert!(listed(&salon, &house, 8).contains(&noon));
    let days = format!("/calendar?center_id={center}&date={}&days=3", salon.date);
    let shown = house.client.get(&days).expect(200)["blockouts"].as_array().unwrap().len();
    assert_eq!(shown, 3);

    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let mut recurrence = made["recurrence"].clone();
    recurrence["except"] = json!([date + chrono::Days::new(2)]);
    let line = format!("PATCH /blockouts/{}", id(&made));
    house.client.ask(&line, &json!({ "recurrence": recurrence })).expect(200);
    assert!(listed(&salon, &house, 2).contains(&noon));
    assert!(!listed(&salon, &house, 1).contains(&noon));
    let wrong = json!({"recurrence": {"rule": "FREQ=YEARLY", "window": recurrence["window"]}});
    let fault = house.client.ask(&line, &wrong).expect(422);
    assert_eq!(fault["errors"][0]["pointer"], "/recurrence/rule");
}

#[test]
fn a_lunch_without_an_end_stays_until_its_rule_is_given_one() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let mut new = lunch(&salon);
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    new["provider_id"] = json!(salon.providers[0]);
    new["reason"] = json!("break");
    new.as_object_mut().unwrap().remove("ends_at");
    let made = house.client.ask("POST /blockouts", &new).expect(201);
    assert_eq!(made["ends_at"], "9999-12-31T23:59:59.999999Z");
    let noon = "12:00".to_owned();
    assert!([1, 365, 700].iter().all(|day| !listed(&salon, &house, *day).contains(&noon)));

    let until = (date + chrono::Days::new(30)).format("%Y%m%d").to_string();
    let mut recurrence = made["recurrence"].clone();
    recurrence["rule"] = json!(format!("FREQ=DAILY;UNTIL={until}"));
    let line = format!("PATCH /blockouts/{}", id(&made));
    let ended = house.client.ask(&line, &json!({ "recurrence": recurrence })).expect(200);
    assert_eq!(ended["ends_at"], format!("{}T13:00:00Z", date + chrono::Days::new(30)));
    assert!(!listed(&salon, &house, 30).contains(&noon));
    assert!(listed(&salon, &house, 31).contains(&noon));
    // What does not recur needs an end.
    let fault = house.client.ask(&line, &json!({"recurrence": null})).expect(422);
    assert_eq!(fault["errors"][0]["pointer"], "/ends_at");
    recurrence["rule"] = json!(format!("FREQ=DAILY;UNTIL={until};COUNT=3"));
    let both = house.client.ask(&line, &json!({ "recurrence": recurrence })).expect(422);
    assert_eq!(both["errors"][0]["pointer"], "/recurrence/rule");
}

#[test]
fn who_waits_is_matched_with_a_time_that_becomes_free() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 2);
    let booked = salon.book(0, 0, 15 * 60).expect(201);
    let date: chrono::NaiveDate = salon.date.parse().unwrap();
    let weekday = chrono::Datelike::weekday(&date);
    let weekday = json!(clientline_core::value::Weekday::from(weekday));
    let waits = json!({
        "guest_id": salon.guests[1], "center_id": salon.center, "service_id": salon.service,
        "first_date": date, "last_date": date,
        "hours": {"weekly": [{"day": weekday, "start": "15:00", "end": "15:01"}]},
    });
    let entry = house.client.ask("POST /waitlist", &waits).expect(201);
    let matches = || {
        let path = format!("/waitlist/{}/matches", id(&entry));
        house.client.get(&path).expect(200)["slots"].clone()
    };
    assert_eq!(matches(), json!([]));
    house.client.ask(&format!("POST /appointments/{}/cancel", id(&booked)), &json!({})).expect(200);
    let found = matches();
    assert_eq!(found[0]["starts_at"], salon.at(15 * 60));
    let booking = json!({
        "center_id": salon.center, "guest_id": salon.guests[1], "service_id": salon.service,
        "starts_at": found[0]["starts_at"],
    });
    house.client.ask("POST /appointments", &booking).expect(201);
    assert_eq!(matches(), json!([]));
    let line = format!("DELETE /waitlist/{}", id(&entry));
    house.client.ask(&line, &json!({})).expect(204);
}
