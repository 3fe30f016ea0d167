//! The calendar of a center: a day in one request, with every name.

use serde_json::json;

use super::till::Till;
use crate::kit::{Client, House, Salon, id};

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

/// The one appointment of a day.
fn only(client: &Client, path: &str) -> serde_json::Value {
    let calendar = client.get(path).expect(200);
    assert_eq!(calendar["appointments"].as_array().unwrap().len(), 1);
    calendar["appointments"][0].clone()
}

#[test]
fn a_day_says_what_was_paid_for_an_appointment() {
    let till = Till::open();
    let path = format!("/calendar?center_id={}&date={}", till.salon.center, till.salon.date);
    let (appointment, draft) = till.billed(600);
    let shown = only(&till.client, &path);
    assert_eq!(
        (&shown["version"], &shown["settlement"]),
        (&appointment["version"], &json!("none"))
    );
    assert_eq!((&shown["price"], &shown["currency"]), (&json!("45.00"), &json!("EUR")));
    assert_eq!((&shown["series_id"], &shown["held_until"]), (&json!(null), &json!(null)));
    till.send(&format!("POST /invoices/{}/issue", id(&draft))).expect(200);
    for (amount, settlement) in [("20.00", "part"), ("25.00", "paid")] {
        let payment = json!({
            "invoice_id": draft["id"], "amount": amount, "payment_method": "cash",
        });
        till.client.make("/payments", &payment);
        assert_eq!(only(&till.client, &path)["settlement"], settlement);
    }
    till.send(&format!("POST /appointments/{}/cancel", id(&appointment)));
    let cancelled = till.client.get(&format!("{path}&status=cancelled")).expect(200);
    for shown in cancelled["appointments"].as_array().unwrap() {
        assert!(["none", "part", "paid"].contains(&shown["settlement"].as_str().unwrap()));
    }
}

#[test]
fn what_was_paid_is_not_said_to_those_who_may_see_no_invoices() {
    let till = Till::open();
    till.billed(600);
    let path = format!("/calendar?center_id={}&date={}", till.salon.center, till.salon.date);
    let key = json!({"name": "Wall", "role": "staff", "scopes": ["read_calendars"]});
    let key = till.client.make("/api-keys", &key);
    let wall = till.client.with(key["token"].as_str().unwrap());
    assert_eq!(only(&wall, &path)["settlement"], json!(null));
}

#[test]
fn a_day_says_what_to_look_out_for() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let mut booking = salon.booking(0, 0, 600);
    booking["internal_notes"] = json!("Second floor.");
    house.client.make("/appointments", &booking);
    let path = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let shown = only(&house.client, &path);
    assert_eq!(shown["flags"], json!(["new_guest", "notes"]));
}

#[test]
fn a_day_says_when_its_clocks_change() {
    let house = House::open();
    let center = json!({"name": "Riga", "time_zone": "Europe/Riga"});
    let center = house.client.make("/centers", &center);
    let read = |date: &str| {
        let path = format!("/calendar?center_id={}&date={date}", id(&center));
        house.client.get(&path).expect(200)
    };
    let day = read("2027-03-28");
    assert_eq!(day["day_starts_at"], "2027-03-27T22:00:00Z");
    assert_eq!(day["day_ends_at"], "2027-03-28T21:00:00Z");
    let offsets = json!([
        {"from": "2027-03-27T22:00:00Z", "offset_minutes": 120},
        {"from": "2027-03-28T01:00:00Z", "offset_minutes": 180},
    ]);
    assert_eq!(day["offsets"], offsets);
    let ordinary = read("2027-04-01");
    assert_eq!(ordinary["offsets"].as_array().unwrap().len(), 1);
}

#[test]
fn a_day_that_has_not_changed_is_not_sent_again() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 3);
    salon.book(0, 0, 600).expect(201);
    let path = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let line = format!("GET {path}");
    let first = house.client.get(&path);
    let tag = first.header("etag").unwrap().to_owned();
    let again = house.client.send(&line, &[("if-none-match", &tag)], None).unwrap();
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    assert_eq!(again.header("etag"), Some(&*tag));
    let booked = salon.book(1, 0, 720).expect(201);
    let changed = house.client.send(&line, &[("if-none-match", &tag)], None).unwrap();
    assert_eq!(id(&changed.expect(200)["appointments"][1]), id(&booked));
    assert_ne!(changed.header("etag"), Some(&*tag));
}

#[test]
fn a_long_answer_is_compressed_for_those_who_read_that() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    for hour in 8..18 {
        salon.book(0, 0, hour * 60).expect(201);
    }
    let path = format!("/calendar?center_id={}&date={}", salon.center, salon.date);
    let plain = house.client.get(&path);
    assert_eq!(plain.header("content-encoding"), None);
    let (bytes, headers) = house.client.send_raw(&path, &[("accept-encoding", "gzip")]);
    assert_eq!(headers.get("content-encoding").unwrap(), "gzip");
    assert_eq!(headers.get("etag").unwrap(), plain.header("etag").unwrap());
    assert!(bytes * 4 < plain.text.len(), "{bytes} of {}", plain.text.len());
    let vary = headers.get_all("vary").iter().any(|value| value == "accept-encoding");
    assert!(vary, "a cache has to tell them apart");
    let (_, short) = house.client.send_raw("/health/live", &[("accept-encoding", "gzip")]);
    assert_eq!(short.get("content-encoding"), None);
}
