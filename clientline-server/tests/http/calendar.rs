//! The calendar of a center: a day in one request, with every name.

use serde_json::json;

use crate::kit::{House, Salon, id};

#[test]
fn a_day_is_read_at_once_with_names_times_and_colours() {
    let house = House::open();
    let salon = Salon::make(&house.client, 2, 2);
    let provider = format!("PATCH /providers/{}", salon.providers[1]);
    let color = house.client.ask(&provider, &json!({"color": "#aabbcc"})).expect(200);
    let appointments = [(0, 0, 600), (1, 1, 660), (0, 1, 540)]
        .map(|(guest, provider, minute)| salon.book(guest, provider, minute).expect(201));
    let cancel = format!("POST /appointments/{}/cancel", id(&appointments[2]));
    house.client.ask(&cancel, &json!({})).expect(200);
    let path = format!("/calendar?center_id={}&date={}", salon.center, salon.date);

    let calendar = house.client.get(&path).expect(200);
    let shown = calendar["appointments"].as_array().unwrap();
    let ids: Vec<&str> = shown.iter().map(id).collect();
    assert_eq!(ids, [id(&appointments[0]), id(&appointments[1])]);
    let second = &shown[1];
    assert_eq!(
        [&second["guest_name"], &second["provider_name"], &second["service_name"]],
        ["N 1", "N 1", "Cut"]
    );
    assert!(color["color"].is_string());
    assert_eq!((&second["color"], &shown[0]["color"]), (&color["color"], &json!(null)));
    assert_eq!(second["starts_at"], salon.at(660));
    assert_eq!(second["local_end"], format!("{}T12:00", salon.date));
    assert_eq!(calendar["providers"].as_array().unwrap().len(), 2);
    assert_eq!(calendar["providers"][0]["works"][0]["starts_at"], salon.at(0));

    let cancelled = house.client.get(&format!("{path}&status=cancelled,no_show")).expect(200);
    assert_eq!(id(&cancelled["appointments"][0]), id(&appointments[2]));
    let first = house.client.get(&format!("{path}&limit=1")).expect(200);
    let next = format!("{path}&limit=1&cursor={}", first["next_cursor"].as_str().unwrap());
    let rest = house.client.get(&next).expect(200);
    assert_eq!((id(&rest["appointments"][0]), &rest["next_cursor"]), (ids[1], &json!(null)));
}

#[test]
fn days_that_are_no_month_and_centers_that_are_none_are_refused() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let nobody = "019aa5b0-7c00-7000-8000-000000000001";
    for (center, rest, pointer) in [
        (salon.center.as_str(), "&date=2030-01-01&days=32", "?days"),
        (salon.center.as_str(), "&date=2030-01-01&days=0", "?days"),
        (salon.center.as_str(), "&date=0001-01-01", "?date"),
        (salon.center.as_str(), "&date=9999-12-31&days=2", "?date"),
        (salon.center.as_str(), "", "?date"),
        (nobody, "&date=2030-01-01", "?center_id"),
    ] {
        let refused = house.client.get(&format!("/calendar?center_id={center}{rest}")).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{rest}");
    }
}
