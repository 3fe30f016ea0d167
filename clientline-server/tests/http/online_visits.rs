//! Several services that are booked at once without a sign-in: found, booked, confirmed, moved and
//! cancelled by one token.

use serde_json::{Value, json};

use super::public::{Shop, act, manage, text};
use crate::kit::{Client, id, set_public_booking};

/// A shop that offers a second service, of an hour and a half.
fn shop() -> (Shop, String) {
    let shop = Shop::open();
    let colour = json!({"name": "Colour", "duration_minutes": 90, "price": "80.00"});
    let colour = id(&shop.admin.make("/services", &colour)).to_owned();
    (shop, colour)
}

/// A cut, then a colour.
fn wish(shop: &Shop, colour: &str, minute: u32) -> Value {
    let mut wish = shop.wish("a@example.com", minute);
    wish["further_service_ids"] = json!([colour]);
    wish
}

/// The two appointments of a visit, by the token of the first.
fn both(holder: &Client) -> [Value; 2] {
    let first = manage(holder).expect(200);
    let parts = first["parts"].as_array().unwrap();
    assert_eq!((parts.len(), parts[0].as_str().unwrap()), (2, id(&first)));
    let part = parts[1].as_str().unwrap();
    let path = format!("/public/appointments/manage?appointment_id={part}");
    let second = holder.get(&path).expect(200);
    assert_eq!((id(&second), &second["parts"]), (part, &first["parts"]));
    [first, second]
}

fn times(parts: &[Value; 2]) -> [&str; 2] {
    [0, 1].map(|at| &parts[at]["local_start"].as_str().unwrap()[11..])
}

fn statuses(parts: &[Value; 2]) -> [&str; 2] {
    [0, 1].map(|at| parts[at]["status"].as_str().unwrap())
}

#[test]
fn a_visit_can_be_booked_at_the_starts_that_are_listed_and_no_others() {
    let (shop, colour) = shop();
    shop.salon.book(0, 0, 11 * 60).expect(201);
    let path = format!(
        "/public/atelier/slots?service_id={}&further_service_ids={colour}&date={}",
        shop.salon.service, shop.salon.date
    );
    let found = shop.open.get(&path).expect(200);
    let starts: Vec<&str> = found["slots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slot| slot["starts_at"].as_str().unwrap())
        .collect();
    // Two and a half hours have to be free.
    let [before, last, too_late, after] =
        [8 * 60, 8 * 60 + 30, 8 * 60 + 45, 12 * 60].map(|minute| shop.salon.at(minute));
    assert!([&before, &last, &after].iter().all(|start| starts.contains(&start.as_str())));
    assert!(!starts.contains(&too_late.as_str()), "{starts:?}");
    // They are counted, and go on from page to page.
    let counts = shop.open.get(&format!("{path}&format=counts")).expect(200);
    assert_eq!(counts["counts"][0]["starts"], json!(starts.len()));
    let page = shop.open.get(&format!("{path}&limit=2")).expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = shop.open.get(&format!("{path}&limit=2&cursor={cursor}")).expect(200);
    assert_eq!(next["slots"][0]["starts_at"], json!(starts[2]));
    let ranges = shop.open.get(&format!("{path}&format=ranges")).expect(422);
    assert_eq!(ranges["errors"][0]["code"], "one_service_only");

    // All of it, or nothing.
    let line = "POST /public/atelier/appointments";
    let lost = shop.open.ask(line, &wish(&shop, &colour, 8 * 60 + 45));
    assert_eq!(lost.code(), (409, "slot_taken".to_owned()));
    assert_eq!(shop.salon.appointments().len(), 1);
    assert_eq!(shop.admin.get("/guests?count=true").expect(200)["total"], 1);
    let booked = shop.open.ask(line, &wish(&shop, &colour, 8 * 60 + 30)).expect(201);
    let holder = shop.holder(&text(&booked, "manage_token"));
    assert_eq!(times(&both(&holder)), ["08:30", "09:30"]);
    assert_eq!((shop.salon.appointments().len(), shop.salon.check_exclusive()), (3, 3));
    let at_desk = shop.admin.get(&format!("/appointments?visit_id={}", id(&booked))).expect(200);
    assert_eq!(at_desk["items"].as_array().unwrap().len(), 2);
}

#[test]
fn one_confirmation_confirms_a_visit_and_its_token_cancels_a_part_or_all() {
    let (shop, colour) = shop();
    let line = "POST /public/atelier/appointments";
    let booked = shop.open.ask(line, &wish(&shop, &colour, 600)).expect(201);
    let manager = shop.holder(&text(&booked, "manage_token"));
    let [first, second] = both(&manager);
    assert_eq!((&first["service"], &second["service"]), (&json!("Cut"), &json!("Colour")));
    let send = |part: &Value| {
        let line = format!("POST /appointments/{}/confirmation", id(part));
        shop.admin.send(&line, &[], None).unwrap()
    };
    assert_eq!(send(&second).status, 404, "a visit is confirmed by one mail");
    let mailed = shop.holder(&text(&send(&first).expect(200), "confirmation_token"));
    assert_eq!(act(&manager, "confirm", None).status, 403);
    act(&mailed, "confirm", None).expect(200);
    assert_eq!(statuses(&both(&manager)), ["confirmed", "confirmed"]);

    // It moves as a whole with the distance between its parts, and a part by itself.
    let to = json!({"starts_at": shop.salon.at(9 * 60)});
    act(&manager, "reschedule", Some(&to)).expect(200);
    assert_eq!(times(&both(&manager)), ["09:00", "10:00"]);
    let part = json!({"starts_at": shop.salon.at(14 * 60), "appointment_id": id(&second)});
    let slots = format!(
        "/public/appointments/manage/slots?date={}&appointment_id={}",
        shop.salon.date,
        id(&second)
    );
    assert!(manager.get(&slots).expect(200)["slots"].to_string().contains(&shop.salon.at(14 * 60)));
    act(&manager, "reschedule", Some(&part)).expect(200);
    assert_eq!(times(&both(&manager)), ["09:00", "14:00"]);

    // Nobody else's appointment is one of its parts.
    let other = shop.book("b@example.com", 11 * 60).expect(201);
    let stranger = json!({"appointment_id": id(&other), "starts_at": shop.salon.at(16 * 60)});
    for (what, body) in
        [("cancel", json!({"appointment_id": id(&other)})), ("reschedule", stranger)]
    {
        assert_eq!(act(&manager, what, Some(&body)).code().0, 422, "{what}");
    }
    let path = format!("/public/appointments/manage?appointment_id={}", id(&other));
    assert_eq!(manager.get(&path).code().0, 422);
    let foreign = json!({"appointment_id": id(&second)});
    let stranger = shop.holder(&text(&other, "manage_token"));
    assert_eq!(act(&stranger, "cancel", Some(&foreign)).code().0, 422);

    act(&manager, "cancel", Some(&foreign)).expect(200);
    assert_eq!(statuses(&both(&manager)), ["confirmed", "cancelled"]);
    act(&manager, "cancel", None).expect(200);
    assert_eq!(statuses(&both(&manager)), ["cancelled", "cancelled"]);
    assert_eq!(act(&manager, "cancel", None).code(), (409, "nothing_to_cancel".to_owned()));
    assert_eq!(manage(&stranger).expect(200)["status"], "pending");
}

#[test]
fn a_visit_counts_as_one_booking_and_its_parts_against_the_limits_of_the_center() {
    let (shop, colour) = shop();
    let line = "POST /public/atelier/appointments";
    set_public_booking(&shop.admin, &json!({"max_per_contact": 2}));
    for minute in [540, 720] {
        shop.open.ask(line, &wish(&shop, &colour, minute)).expect(201);
    }
    let third = shop.open.ask(line, &wish(&shop, &colour, 900));
    assert_eq!(third.code(), (429, "too_many_bookings".to_owned()));

    set_public_booking(&shop.admin, &json!({"max_per_contact": 20}));
    let limit = json!({"policies": {"guest_max_per_day": 5}});
    shop.admin.ask(&format!("PATCH /centers/{}", shop.salon.center), &limit).expect(200);
    // Of four there is room for one more, and not for two.
    assert_eq!(shop.open.ask(line, &wish(&shop, &colour, 900)).code().0, 409);
    shop.book("a@example.com", 900).expect(201);
    assert_eq!(shop.book("a@example.com", 960).code().0, 409);
}

#[test]
fn what_is_not_offered_is_refused_where_it_stands() {
    let (shop, colour) = shop();
    let line = "POST /public/atelier/appointments";
    let refused = |further: Value| {
        let mut wish = shop.wish("a@example.com", 600);
        wish["further_service_ids"] = further;
        let refused = shop.open.ask(line, &wish).expect(422);
        refused["errors"][0]["pointer"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused(json!([colour, shop.salon.guests[0]])), "/further_service_ids/1");
    assert_eq!(refused(json!(vec![&colour; 5])), "/further_service_ids");
    let desk = json!({"visibility": "desk"});
    shop.admin.ask(&format!("PATCH /services/{colour}"), &desk).expect(200);
    assert_eq!(refused(json!([colour])), "/further_service_ids/0");
    assert_eq!(shop.salon.appointments().len(), 0);
}

#[test]
fn a_visit_moves_to_the_starts_that_are_listed_for_all_of_it_and_to_no_others() {
    let (shop, colour) = shop();
    // So that the colour begins between two starts of the grid.
    let short = json!({"duration_minutes": 50});
    shop.admin.ask(&format!("PATCH /services/{}", shop.salon.service), &short).expect(200);
    let line = "POST /public/atelier/appointments";
    let booked = shop.open.ask(line, &wish(&shop, &colour, 600)).expect(201);
    let manager = shop.holder(&text(&booked, "manage_token"));
    assert_eq!(times(&both(&manager)), ["10:00", "10:50"]);
    shop.salon.book(0, 0, 15 * 60).expect(201);

    let path = format!("/public/appointments/manage/slots?date={}&limit=200", shop.salon.date);
    let found = manager.get(&path).expect(200);
    let slots = found["slots"].as_array().unwrap();
    let listed = |minute| {
        let at = shop.salon.at(minute);
        slots.iter().any(|slot| slot["starts_at"] == at)
    };
    // Its own time counts as free; until three there are two hours and twenty minutes to be had.
    let wanted = [(10 * 60 + 15, true), (12 * 60 + 30, true), (12 * 60 + 45, false)];
    for (minute, is_listed) in wanted {
        assert_eq!(listed(minute), is_listed, "{minute}");
        let to = json!({"starts_at": shop.salon.at(minute)});
        let status = if is_listed { 200 } else { 409 };
        assert_eq!(act(&manager, "reschedule", Some(&to)).code().0, status, "{minute}");
    }
    assert_eq!(times(&both(&manager)), ["12:30", "13:20"]);
    let counts = manager.get(&format!("{path}&format=counts")).expect(200);
    let slots = manager.get(&path).expect(200)["slots"].as_array().unwrap().len();
    assert_eq!(counts["counts"][0]["starts"], json!(slots));
    let page = manager.get(&path.replace("limit=200", "limit=2")).expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = manager
        .get(&format!("{}&cursor={cursor}", path.replace("limit=200", "limit=2")))
        .expect(200);
    assert!(next["slots"][0]["starts_at"].as_str() > page["slots"][1]["starts_at"].as_str());
    assert_eq!(manager.get(&format!("{path}&format=ranges")).code().0, 422);
}
