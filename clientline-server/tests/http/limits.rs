//! Limits of appointments, over HTTP.

use serde_json::{Value, json};

use crate::{
    http::{load::at_once, public::Shop},
    kit::{Client, House, Salon},
};

fn limit(salon: &Salon, limits: &Value) {
    let line = format!("PATCH /centers/{}", salon.center);
    salon.client.ask(&line, &json!({ "policies": limits })).expect(200);
}

fn starts(salon: &Salon, client: &Client) -> Value {
    let Salon { center, service, date, .. } = salon;
    let what = format!("center_id={center}&service_id={service}&date={date}");
    client.get(&format!("/appointments/slots?{what}")).expect(200)
}

#[test]
fn of_sixteen_bookings_of_one_guest_at_once_as_many_succeed_as_are_allowed() {
    let house = House::open();
    let salon = Salon::make(&house.client, 4, 1);
    let anna = house.signed_in_guest(&salon.guests[0]);
    limit(&salon, &json!({"guest_max_per_day": 2}));
    let answers = at_once(16, |number| {
        let minute = 60 * u32::try_from(number).unwrap() + 60;
        anna.ask("POST /appointments", &salon.booking(0, number % 4, minute))
    });
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((won.len(), lost.len()), (2, 14));
    for answer in lost {
        assert_eq!(answer.code(), (409, "guest_limit_reached".to_owned()));
    }
    let own = starts(&salon, &anna);
    assert_eq!((&own["slots"], &own["reason"]["code"]), (&json!([]), &json!("guest_limit")));
    assert_ne!(starts(&salon, &salon.client)["slots"], json!([]));
}

#[test]
fn of_sixteen_guests_at_once_as_many_get_a_day_of_a_provider_as_are_allowed() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 16);
    limit(&salon, &json!({"provider_max_per_day": 3}));
    let answers =
        at_once(16, |guest| salon.book(guest, 0, 60 * u32::try_from(guest).unwrap() + 60));
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((won.len(), lost.len()), (3, 13));
    for answer in lost {
        assert_eq!(answer.code(), (409, "provider_limit_reached".to_owned()));
    }
    assert_eq!(starts(&salon, &salon.client)["slots"], json!([]));
    let mut anyway = salon.booking(0, 0, 1200);
    anyway["override"] = json!(true);
    salon.client.ask("POST /appointments", &anyway).expect(201);
}

#[test]
fn an_address_books_as_often_as_is_allowed_and_no_limit_tells_whose_it_is() {
    let shop = Shop::open();
    limit(&shop.salon, &json!({"guest_max_to_come": 1}));
    shop.book("rui@example.com", 600).expect(201);
    let again = shop.book("rui@example.com", 720);
    assert_eq!(again.code(), (409, "guest_limit_reached".to_owned()));
    // A guest whom the desk knows by the address, and who has as much as they may.
    let line = format!("PATCH /guests/{}", shop.salon.guests[0]);
    shop.admin.ask(&line, &json!({"email": "eva@example.com"})).expect(200);
    shop.salon.book(0, 0, 840).expect(201);
    shop.book("eva@example.com", 960).expect(201);
}
