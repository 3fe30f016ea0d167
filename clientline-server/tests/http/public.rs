//! Booking without a sign-in, over HTTP.

use std::{sync::Barrier, thread};

use serde_json::{Value, json};

use crate::kit::{
    Answer, Client, House, Place, Salon, Server, id, open_to_the_public, organization,
    set_public_booking, told,
};

/// A salon that is open to the public.
pub(crate) struct Shop {
    pub(crate) salon: Salon,
    pub(crate) admin: Client,
    pub(crate) open: Client,
    pub(crate) house: House,
}

impl Shop {
    pub(crate) fn open() -> Self {
        let house = House::open();
        let salon = Salon::make(&house.client, 1, 1);
        open_to_the_public(&house.client);
        let (admin, open) = (house.client.clone(), house.open.clone());
        Self { salon, admin, open, house }
    }

    pub(crate) fn wish(&self, email: &str, minute: u32) -> Value {
        json!({
            "first_name": "Rui", "last_name": "Melo", "email": email,
            "service_id": self.salon.service, "starts_at": self.salon.at(minute),
        })
    }

    pub(crate) fn book(&self, email: &str, minute: u32) -> Answer {
        self.open.ask("POST /public/atelier/appointments", &self.wish(email, minute))
    }

    fn starts(&self) -> Vec<String> {
        let path = format!(
            "/public/atelier/slots?service_id={}&date={}",
            self.salon.service, self.salon.date
        );
        let slots = self.open.get(&path).expect(200)["slots"].clone();
        slots.as_array().unwrap().iter().map(|slot| text(slot, "starts_at")).collect()
    }

    /// Whoever has a token.
    pub(crate) fn holder(&self, token: &str) -> Client {
        self.open.with(token)
    }
}

pub(crate) fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap().to_owned()
}

pub(crate) fn manage(client: &Client) -> Answer {
    client.get("/public/appointments/manage")
}

pub(crate) fn act(client: &Client, what: &str, body: Option<&Value>) -> Answer {
    client.send(&format!("POST /public/appointments/manage/{what}"), &[], body).unwrap()
}

/// Every door of an organization, each with a request that would be right.
fn doors(shop: &Salon, slug: &str) -> Vec<(String, Option<Value>)> {
    let book = json!({
        "first_name": "Rui", "last_name": "Melo", "email": "rui@example.com",
        "service_id": shop.service, "starts_at": shop.at(600),
    });
    let hold = json!({"service_id": shop.service, "starts_at": shop.at(780)});
    vec![
        (format!("GET /public/{slug}"), None),
        (format!("GET /public/{slug}/services"), None),
        (format!("GET /public/{slug}/services/{}", shop.service), None),
        (format!("GET /public/{slug}/slots?service_id={}&date={}", shop.service, shop.date), None),
        (format!("POST /public/{slug}/appointments"), Some(book)),
        (format!("POST /public/{slug}/holds"), Some(hold)),
    ]
}

#[test]
fn an_organization_that_is_not_open_is_as_unknown() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let admin = server.client(&token);
    let open = server.client("").bound_by_contract();
    let salon = Salon::make(&admin, 1, 1);
    let all = |slug: &str| -> Vec<_> {
        let send = |(line, body): &(String, Option<Value>)| {
            told(&open.send(line, &[], body.as_ref()).unwrap())
        };
        doors(&salon, slug).iter().map(send).collect()
    };
    let unknown = all("nowhere");
    assert!(unknown.iter().all(|answer| answer.0 == 404), "{unknown:?}");
    assert_eq!(all("atelier"), unknown, "it is closed at first");
    open_to_the_public(&admin);
    let statuses: Vec<u16> = all("atelier").iter().map(|answer| answer.0).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 201, 201]);
    set_public_booking(&admin, &json!({"is_open": false}));
    assert_eq!(all("atelier"), unknown);
    assert_eq!(all("nowhere"), unknown);
}

#[test]
fn a_stranger_sees_what_is_offered_and_nothing_else() {
    let shop = Shop::open();
    let named = json!({
        "name": "Old", "duration_minutes": 30, "price": "20", "is_active": false,
    });
    shop.admin.make("/services", &named);
    shop.admin
        .make("/centers", &json!({"name": "Gone", "time_zone": "Etc/UTC", "is_active": false}));
    let front = shop.open.get("/public/atelier").expect(200);
    assert_eq!((&front["slug"], &front["centers"][0]["name"]), (&json!("atelier"), &json!("Riga")));
    assert_eq!(front["centers"].as_array().unwrap().len(), 1);
    let services = shop.open.get("/public/atelier/services?count=true").expect(200);
    assert_eq!((&services["items"][0]["name"], &services["total"]), (&json!("Cut"), &json!(1)));
    shop.salon.book(0, 0, 600).expect(201);
    let starts = shop.starts();
    assert!(starts.contains(&shop.salon.at(660)) && !starts.contains(&shop.salon.at(600)));
    let path =
        format!("/public/atelier/slots?service_id={}&date={}", shop.salon.service, shop.salon.date);
    let slots = shop.open.get(&path);
    for who in shop.salon.guests.iter().chain(&shop.salon.providers) {
        assert!(!slots.text.contains(who.as_str()));
    }
    // Where there are two centers one has to be named.
    shop.admin.make("/centers", &json!({"name": "Faro", "time_zone": "Etc/UTC"}));
    let unnamed = shop.open.get(&path).expect(422);
    assert_eq!(unnamed["errors"][0]["pointer"], "?center_id");
    shop.open.get(&format!("{path}&center_id={}", shop.salon.center)).expect(200);
    assert_eq!(shop.book("a@example.com", 720).expect(422)["errors"][0]["pointer"], "/center_id");
    for path in ["/services", "/guests", "/appointments"] {
        assert_eq!(shop.open.get(path).status, 401, "{path}");
    }
}

#[test]
fn a_booking_is_held_until_it_is_confirmed_by_the_token_that_was_mailed() {
    let shop = Shop::open();
    let booked = shop.book("Rui@Example.com", 600).expect(201);
    assert_eq!((&booked["status"], &booked["service"]), (&json!("pending"), &json!("Cut")));
    assert!(booked["held_until"].is_string() && booked.get("guest_id").is_none());
    assert!(!shop.starts().contains(&shop.salon.at(600)), "it holds its time");
    assert_eq!(shop.salon.book(0, 0, 600).code().1, "slot_taken");
    let at_desk = shop.admin.get(&format!("/appointments/{}", id(&booked))).expect(200);
    assert_eq!((&at_desk["status"], &at_desk["source"]), (&json!("pending"), &json!("online")));

    let key = json!({
        "name": "Relay", "role": "manager", "scopes": ["read_appointments", "send_confirmations"],
    });
    let relay = shop.open.with(&text(&shop.admin.make("/api-keys", &key), "token"));
    let pending = relay.get("/appointments?status=pending").expect(200);
    assert_eq!(id(&pending["items"][0]), id(&booked));
    let line = format!("POST /appointments/{}/confirmation", id(&booked));
    let key = [("idempotency-key", "mail-1")];
    let mail = relay.send(&line, &key, None).unwrap().expect(200);
    assert_eq!((&mail["email"], &mail["first_name"]), (&json!("rui@example.com"), &json!("Rui")));
    let again = relay.send(&line, &key, None).unwrap();
    assert_eq!(again.code(), (409, "already_done".to_owned()), "it is told once");

    let mine = shop.holder(&text(&booked, "manage_token"));
    assert_eq!(act(&mine, "confirm", None).code(), (403, "forbidden".to_owned()));
    let mailed = shop.holder(&text(&mail, "confirmation_token"));
    assert_eq!(manage(&mailed).expect(200)["status"], "pending", "looking changes nothing");
    assert_eq!(act(&mailed, "confirm", None).expect(200)["status"], "confirmed");
    assert_eq!(act(&mailed, "confirm", None).expect(200)["held_until"], Value::Null);
    let to = json!({"starts_at": shop.salon.at(720)});
    assert_eq!(act(&mine, "reschedule", Some(&to)).expect(200)["starts_at"], to["starts_at"]);
    assert!(shop.starts().contains(&shop.salon.at(600)));
    let why = json!({"reason": "a cold"});
    assert_eq!(act(&mine, "cancel", Some(&why)).expect(200)["status"], "cancelled");
    assert_eq!(act(&mine, "cancel", None).code(), (409, "invalid_transition".to_owned()));
    assert!(shop.starts().contains(&shop.salon.at(720)));
    let sale = shop.admin.get(&format!("/appointments/{}/sale", id(&booked))).expect(200);
    assert_eq!(sale["status"], "void");
}

#[test]
fn a_salon_without_a_relay_confirms_by_hand() {
    let shop = Shop::open();
    let booked = shop.book("a@example.com", 600).expect(201);
    let line = format!("POST /appointments/{}/confirm", id(&booked));
    let confirmed = shop.admin.send(&line, &[], None).unwrap().expect(200);
    assert_eq!(
        (&confirmed["status"], &confirmed["held_until"]),
        (&json!("confirmed"), &Value::Null)
    );
    shop.salon.check_exclusive();
    let by_desk = shop.salon.book(0, 0, 660).expect(201);
    let none = format!("POST /appointments/{}/confirmation", id(&by_desk));
    assert_eq!(shop.admin.send(&none, &[], None).unwrap().code().0, 404);
}

#[test]
fn nobody_is_told_whether_an_address_is_that_of_a_guest() {
    let shop = Shop::open();
    let known = json!({
        "first_name": "Ana", "last_name": "Reis", "center_id": shop.salon.center,
        "email": "ana@example.com", "phone": "+351900000000", "notes": "difficult",
    });
    let known = shop.admin.make("/guests", &known);
    let [one, other] =
        [("ana@example.com", 600), ("nobody@example.com", 720)].map(|(email, minute)| {
            let booked = shop.book(email, minute).expect(201);
            let seen = manage(&shop.holder(&text(&booked, "manage_token"))).expect(200);
            for answer in [&booked, &seen] {
                for private in ["Ana", "Reis", "difficult", "+351", "ana@", id(&known)] {
                    assert!(!answer.to_string().contains(private), "{answer}");
                }
            }
            // What differs from appointment to appointment.
            let mut booked = booked;
            for field in ["id", "manage_token", "starts_at", "ends_at", "local_start", "held_until"]
            {
                assert!(booked.as_object_mut().unwrap().remove(field).is_some());
            }
            booked
        });
    assert_eq!(one, other);
    assert_eq!(shop.admin.get(&format!("/guests/{}", id(&known))).expect(200), known);
    let found = |email: &str| {
        let page = shop.admin.get(&format!("/guests?email={email}&count=true")).expect(200);
        page["total"].as_u64()
    };
    assert_eq!((found("ana@example.com"), found("nobody@example.com")), (Some(1), Some(1)));
}

#[test]
fn of_64_strangers_who_want_one_slot_exactly_one_gets_it() {
    const RIVALS: usize = 64;
    let shop = Shop::open();
    let start = Barrier::new(RIVALS);
    let answers: Vec<Answer> = thread::scope(|scope| {
        let (shop, start) = (&shop, &start);
        let rivals: Vec<_> = (0..RIVALS)
            .map(|number| {
                scope.spawn(move || {
                    start.wait();
                    shop.book(&format!("n{number}@example.com"), 600)
                })
            })
            .collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    });
    let won = answers.iter().filter(|answer| answer.status == 201).count();
    let lost = answers.iter().filter(|answer| answer.code() == (409, "slot_taken".to_owned()));
    assert_eq!((won, lost.count()), (1, RIVALS - 1));
    assert_eq!((shop.salon.appointments().len(), shop.salon.check_exclusive()), (1, 1));
    assert_eq!(shop.admin.get("/guests?count=true").expect(200)["total"], 2);
}

#[test]
fn a_token_that_is_not_right_opens_nothing_and_a_right_one_its_own_appointment() {
    let shop = Shop::open();
    let [one, other] = [("a@example.com", 600), ("b@example.com", 720)]
        .map(|(email, minute)| shop.book(email, minute).expect(201));
    let token = text(&one, "manage_token");
    let swap = |at: usize| {
        let mut letters = token.clone().into_bytes();
        letters[at] = if letters[at] == b'0' { b'1' } else { b'0' };
        String::from_utf8(letters).unwrap()
    };
    let wrong = [
        swap(token.len() - 1),
        swap(token.len() - 20),
        swap(15),
        token.replace("manage", "confirm"),
        token.replace("manage", "access"),
        token.to_uppercase(),
        "cl_manage_x".to_owned(),
    ];
    let refused = told(&manage(&shop.open));
    assert_eq!(refused.0, 401);
    for wrong in &wrong {
        for answer in [manage(&shop.holder(wrong)), act(&shop.holder(wrong), "cancel", None)] {
            assert_eq!(answer.code(), (401, "unauthenticated".to_owned()), "{wrong}");
        }
    }
    // It opens nothing else of the organization, and nothing of another appointment.
    let holder = shop.holder(&token);
    for path in ["/appointments", "/guests", "/services", "/auth/me", "/organizations"] {
        assert_eq!(holder.get(path).code(), (403, "forbidden".to_owned()), "{path}");
    }
    let path = format!("/appointments/{}", id(&other));
    assert_eq!(holder.get(&path).status, 403);
    assert_eq!(id(&manage(&holder).expect(200)), id(&one));
    act(&holder, "cancel", None).expect(200);
    let untouched = manage(&shop.holder(&text(&other, "manage_token"))).expect(200);
    assert_eq!(untouched["status"], "pending");
    // Nobody's own token opens an appointment by this door.
    assert_eq!(manage(&shop.admin).code(), (403, "forbidden".to_owned()));
}

#[test]
fn who_books_too_often_is_told_when_to_come_again() {
    let shop = Shop::open();
    set_public_booking(&shop.admin, &json!({"max_per_contact": 2, "max_per_hour": 3}));
    shop.book("a@example.com", 0).expect(201);
    shop.book("a@example.com", 60).expect(201);
    let own = shop.book("a@example.com", 120);
    assert_eq!(own.code(), (429, "too_many_bookings".to_owned()));
    let seconds: u32 = own.header("retry-after").unwrap().parse().unwrap();
    assert!((86_000..=86_400).contains(&seconds), "{seconds}");
    shop.book("b@example.com", 120).expect(201);
    let all = shop.book("c@example.com", 180);
    assert_eq!(all.code(), (429, "too_many_bookings".to_owned()));
    let seconds: u32 = all.header("retry-after").unwrap().parse().unwrap();
    assert!((3_000..=3_600).contains(&seconds), "{seconds}");
    // The desk books on.
    shop.salon.book(0, 0, 240).expect(201);
}

#[test]
fn what_the_public_sends_twice_takes_effect_once() {
    let shop = Shop::open();
    let wish = shop.wish("a@example.com", 600);
    let key = [("idempotency-key", "one")];
    let book = || shop.open.send("POST /public/atelier/appointments", &key, Some(&wish)).unwrap();
    let booked = book().expect(201);
    assert_eq!(book().code(), (409, "already_done".to_owned()), "the token is kept nowhere");
    let holder = shop.holder(&text(&booked, "manage_token"));
    let cancel = || holder.send("POST /public/appointments/manage/cancel", &key, None).unwrap();
    let (first, again) = (cancel(), cancel());
    assert_eq!((first.status, &first.text), (200, &again.text));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
}

#[test]
fn a_guest_chooses_a_provider_only_where_guests_do() {
    let shop = Shop::open();
    let provider = shop.salon.providers[0].clone();
    let service = format!("/public/atelier/services/{}", shop.salon.service);
    let slots = format!(
        "/public/atelier/slots?service_id={}&date={}&provider_id={provider}",
        shop.salon.service, shop.salon.date
    );
    let mut wish = shop.wish("a@example.com", 600);
    wish["provider_id"] = json!(provider);
    let book = || shop.open.ask("POST /public/atelier/appointments", &wish);

    assert_eq!(shop.open.get(&service).expect(200)["providers"], json!([]));
    assert_eq!(shop.open.get(&slots).expect(422)["errors"][0]["code"], "not_found");
    assert_eq!(book().expect(422)["errors"][0]["pointer"], "/provider_id");

    set_public_booking(&shop.admin, &json!({"provider_choice": "guest"}));
    let offered = shop.open.get(&service).expect(200);
    let shown = json!([{
        "id": provider, "name": "N", "specialization": null, "duration_minutes": 60,
        "price": "45.00", "price_with_tax": "45.00",
    }]);
    assert_eq!((&offered["name"], &offered["providers"]), (&json!("Cut"), &shown));
    assert!(!shop.open.get(&slots).expect(200)["slots"].as_array().unwrap().is_empty());
    assert_eq!(book().expect(201)["provider"], "N");
    assert_eq!(book().code(), (409, "slot_taken".to_owned()));
    // Whoever left is chosen no more.
    let gone = json!({"is_active": false});
    shop.admin.ask(&format!("PATCH /providers/{provider}"), &gone).expect(200);
    assert_eq!(shop.open.get(&service).expect(200)["providers"], json!([]));
    wish["starts_at"] = json!(shop.salon.at(720));
    let refused = shop.open.ask("POST /public/atelier/appointments", &wish).expect(422);
    assert_eq!(refused["errors"][0]["code"], "not_a_performer");
    // A service of the desk's is none of the public's.
    let desk = json!({"visibility": "desk"});
    shop.admin.ask(&format!("PATCH /services/{}", shop.salon.service), &desk).expect(200);
    assert_eq!(shop.open.get(&service).status, 404);
}

#[test]
fn what_nobody_knows_is_refused_of_the_public_too() {
    let shop = Shop::open();
    for field in ["nonsense", "guest_id", "source", "provider_id", "internal_notes", "override"] {
        let mut wish = shop.wish("a@example.com", 600);
        wish[field] = json!(1);
        let refused = shop.open.ask("POST /public/atelier/appointments", &wish).expect(422);
        assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"));
    }
    let off_grid = shop.book("a@example.com", 601).expect(422);
    assert_eq!(off_grid["errors"][0]["code"], "off_grid");
    let booked = shop.book("a@example.com", 600).expect(201);
    let holder = shop.holder(&text(&booked, "manage_token"));
    let to = json!({"starts_at": shop.salon.at(721)});
    let off_grid = act(&holder, "reschedule", Some(&to)).expect(422);
    assert_eq!(off_grid["errors"][0]["code"], "off_grid");
    let unknown = holder.get("/public/appointments/manage?token=x").expect(422);
    assert_eq!(unknown["errors"][0]["pointer"], "?token");
}
