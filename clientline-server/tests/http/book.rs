//! The book at the desk and online: who walks in, steps that are taken back, months at a
//! glance, and what guests may change themselves.

use serde_json::{Value, json};

use super::{
    load::at_once,
    public::{Shop, act, text},
};
use crate::kit::{House, Salon, id, set_public_booking};

#[test]
fn who_walks_in_is_served_and_named_later_and_a_wrong_tap_is_taken_back() {
    let house = House::open();
    let (client, salon) = (&house.client, Salon::make(&house.client, 1, 1));
    let walk_in = json!({
        "center_id": salon.center, "service_id": salon.service, "first_name": "Rui",
    });
    let booked = client.ask("POST /appointments/walk-in", &walk_in).expect(201);
    assert_eq!((&booked["source"], &booked["contact_first_name"]), (&json!("desk"), &json!("Rui")));
    let guest = client.get(&format!("/guests/{}", text(&booked, "guest_id"))).expect(200);
    assert_eq!(guest["first_name"], "Walk-in");
    let taken = client.ask("POST /appointments/walk-in", &walk_in);
    assert_eq!(taken.code(), (409, "slot_taken".to_owned()));

    let at = format!("/appointments/{}", id(&booked));
    let act = |what: &str, body: &Value| client.ask(&format!("POST {at}/{what}"), body);
    act("check-in", &json!({})).expect(200);
    let why = json!({"reason": "the wrong row"});
    assert_eq!(act("undo", &why).expect(200)["status"], "scheduled");
    assert_eq!(act("undo", &why).code(), (409, "nothing_to_undo".to_owned()));
    let steps = client.get(&format!("{at}/history")).expect(200);
    assert_eq!(steps["items"][2]["reason"], "the wrong row");

    let to = json!({"guest_id": salon.guests[0]});
    assert_eq!(act("guest", &to).expect(200)["guest_id"], to["guest_id"]);
    assert_eq!(client.get(&format!("{at}/sale")).expect(200)["guest_id"], to["guest_id"]);
    assert_eq!(act("guest", &to).code(), (409, "not_a_walk_in".to_owned()));

    // A move is a step, too.
    let planned = salon.book(0, 0, 600).expect(201);
    let line = |what: &str| format!("POST /appointments/{}/{what}", id(&planned));
    let to = json!({"starts_at": salon.at(720), "duration_minutes": 90});
    let moved = client.ask(&line("reschedule"), &to).expect(200);
    let back = client.ask(&line("undo"), &json!({})).expect(200);
    assert_ne!(moved["ends_at"], planned["ends_at"]);
    for field in ["starts_at", "ends_at", "provider_id", "price", "status"] {
        assert_eq!(back[field], planned[field], "{field}");
    }
}

#[test]
fn two_guests_change_places_and_one_goes_on_longer() {
    let house = House::open();
    let (client, salon) = (&house.client, Salon::make(&house.client, 1, 2));
    let one = salon.book(0, 0, 600).expect(201);
    let other = salon.book(1, 0, 660).expect(201);
    let to = |of: &Value| json!({"starts_at": of["starts_at"]});
    let swap = json!({"moves": [
        {"appointment_id": one["id"], "to": to(&other), "version": 1},
        {"appointment_id": other["id"], "to": to(&one), "version": 1},
    ]});
    let moved = client.ask("POST /appointments/moves", &swap).expect(200);
    assert_eq!(
        [&moved[0]["starts_at"], &moved[1]["starts_at"]],
        [&other["starts_at"], &one["starts_at"]]
    );
    // They were changed meanwhile.
    let stale = client.ask("POST /appointments/moves", &swap);
    assert_eq!(stale.code(), (409, "changed_meanwhile".to_owned()));
    let longer = json!({"starts_at": other["starts_at"], "duration_minutes": 75});
    let line = format!("POST /appointments/{}/reschedule", id(&one));
    assert_eq!(client.ask(&line, &longer).expect(200)["ends_at"], json!(salon.at(660 + 75)));
    salon.check_exclusive();
}

#[test]
fn who_has_a_token_is_shown_the_times_to_which_they_can_move() {
    let shop = Shop::open();
    let booked = shop.book("rui@example.com", 600).expect(201);
    shop.salon.book(0, 0, 720).expect(201);
    let mine = shop.holder(&text(&booked, "manage_token"));
    let date = &shop.salon.date;
    let list = mine.get(&format!("/public/appointments/manage/slots?date={date}")).expect(200);
    let starts = |list: &Value| -> Vec<String> {
        list["slots"].as_array().unwrap().iter().map(|slot| text(slot, "starts_at")).collect()
    };
    // Its own time counts as free, another's does not.
    for (minute, free) in [(600, true), (615, true), (660, true), (675, false), (765, false)] {
        let start = shop.salon.at(minute);
        assert_eq!(starts(&list).contains(&start), free, "{minute}");
        let to = json!({"starts_at": start});
        let moved = act(&mine, "reschedule", Some(&to));
        assert_eq!(moved.status == 200, free, "{minute}: {}", moved.text);
    }
    let nobody = shop.open.get(&format!("/public/appointments/manage/slots?date={date}"));
    assert_eq!(nobody.status, 401);
}

#[test]
fn of_32_who_want_a_seat_of_ten_at_once_ten_get_one() {
    const RIVALS: usize = 32;
    let house = House::open();
    let (client, salon) = (&house.client, Salon::make(&house.client, 1, RIVALS));
    let class = json!({"max_guests": 10});
    client.ask(&format!("PATCH /services/{}", salon.service), &class).expect(200);
    let listed = || {
        let Salon { center, service, date, .. } = &salon;
        let asked = format!("center_id={center}&service_id={service}&date={date}");
        let list = client.get(&format!("/appointments/slots?{asked}")).expect(200);
        let starts = list["slots"].as_array().unwrap().clone();
        let start = starts.into_iter().find(|slot| slot["starts_at"] == salon.at(600));
        start.map(|slot| slot["providers"][0]["seats_left"].clone())
    };
    assert_eq!(listed(), Some(json!(10)));
    let answers = at_once(RIVALS, |guest| salon.book(guest, 0, 600));
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((won.len(), lost.len()), (10, RIVALS - 10));
    for answer in lost {
        assert_eq!(answer.code(), (409, "slot_taken".to_owned()));
    }
    assert_eq!((salon.appointments().len(), listed()), (10, None));
    // Each of them cancels, and the next one is given the seat.
    let first = format!("POST /appointments/{}/cancel", id(&won[0].json()));
    client.ask(&first, &json!({})).expect(200);
    assert_eq!(listed(), Some(json!(1)));
    salon.book(RIVALS - 1, 0, 600).expect(201);
}

#[test]
fn a_month_is_counted_for_the_desk_and_for_guests() {
    let shop = Shop::open();
    let Salon { center, service, date, .. } = &shop.salon;
    shop.salon.book(0, 0, 600).expect(201);
    let what = format!("service_id={service}&date={date}&days=3&format=counts");
    let at_desk = format!("/appointments/slots?center_id={center}&{what}");
    let at_desk = shop.admin.get(&at_desk).expect(200);
    let online = shop.open.get(&format!("/public/atelier/slots?{what}")).expect(200);
    // The hour that is taken, and the three quarters before it, from which an hour runs into it.
    let starts: Vec<&Value> =
        at_desk["counts"].as_array().unwrap().iter().map(|day| &day["starts"]).collect();
    assert_eq!(starts, [&json!(96 - 7), &json!(96), &json!(96)]);
    assert_eq!((&at_desk["counts"], &at_desk["slots"]), (&online["counts"], &json!([])));
}

#[test]
fn who_signed_in_keeps_to_the_same_notice_as_who_has_a_token() {
    let house = House::open();
    let salon = Salon::make(&house.client, 1, 1);
    let anna = house.signed_in_guest(&salon.guests[0]);
    let own = anna.ask("POST /appointments", &salon.booking(0, 0, 600)).expect(201);
    let at = format!("/appointments/{}", id(&own));
    let line = |what: &str| format!("POST {at}/{what}");
    let to = json!({"starts_at": salon.at(720)});
    // The appointment is seven days ahead.
    set_public_booking(&house.client, &json!({"change_notice_minutes": 8 * 24 * 60}));
    let too_late = (409, "change_too_late".to_owned());
    assert_eq!(anna.ask(&line("reschedule"), &to).code(), too_late);
    assert_eq!(anna.ask(&line("cancel"), &json!({})).code(), too_late);
    assert_eq!(house.client.get(&at).expect(200)["starts_at"], own["starts_at"]);
    house.client.ask(&line("reschedule"), &to).expect(200);
    set_public_booking(&house.client, &json!({"change_notice_minutes": 5 * 24 * 60}));
    anna.ask(&line("cancel"), &json!({})).expect(200);
}

#[test]
fn each_of_two_people_with_one_address_is_named_as_they_said() {
    let shop = Shop::open();
    let first = shop.book("family@example.com", 600).expect(201);
    let line = format!("POST /appointments/{}/confirmation", id(&first));
    let mail = shop.admin.send(&line, &[], None).unwrap().expect(200);
    act(&shop.holder(&text(&mail, "confirmation_token")), "confirm", None).expect(200);
    let mut wish = shop.wish("family@example.com", 720);
    wish["first_name"] = json!("Inês");
    wish["phone"] = json!("+351 900 000 001");
    let second = shop.open.ask("POST /public/atelier/appointments", &wish).expect(201);
    let at_desk = |booked: &Value| {
        let seen = shop.admin.get(&format!("/appointments/{}", id(booked))).expect(200);
        let guest = shop.admin.get(&format!("/guests/{}", text(&seen, "guest_id"))).expect(200);
        (seen, guest)
    };
    let ((of_first, known), (of_second, the_same)) = (at_desk(&first), at_desk(&second));
    assert_eq!(id(&known), id(&the_same));
    assert_eq!(
        (&known["first_name"], &of_first["contact_first_name"]),
        (&json!("Rui"), &json!("Rui"))
    );
    for (field, given) in
        [("first_name", "Inês"), ("last_name", "Melo"), ("phone", "+351900000001")]
    {
        let kept = text(&of_second, &format!("contact_{field}")).replace(' ', "");
        assert_eq!(kept, given, "{field}");
    }
}
