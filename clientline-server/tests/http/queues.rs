//! Many clients that want to write the same row: they wait for each other, and nobody
//! is refused but for a cause.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Barrier,
    thread,
};

use serde_json::{Value, json};

use crate::kit::{Answer, Client, House, Salon, date, every_day, id};

/// How many write at once.
const CLIENTS: usize = 64;

/// A line and a body to send.
type Request = (String, Value);

/// A salon with the rows that many want.
pub(crate) struct Hall {
    salon: Salon,
    room: String,
    services: [String; 4],
    taxes: [String; 4],
    package: String,
    appointment: String,
    draft: String,
    line: String,
    owed: String,
    organization: String,
}

/// What is raced for, and what each client sends.
type Kind = (&'static str, fn(&Hall, usize) -> Request);

/// The kinds of rows that many may want to write at once.
const KINDS: [Kind; 22] = [
    ("blockouts of a provider", |hall, at| blockout("provider_id", &hall.salon.providers[0], at)),
    ("blockouts of a room", |hall, at| blockout("room_id", &hall.room, at)),
    ("blockouts of a center", |hall, at| blockout("center_id", &hall.salon.center, at)),
    ("overrides of a provider", |hall, at| {
        closed(&format!("/providers/{}", hall.salon.providers[0]), at)
    }),
    ("overrides of a center", |hall, at| closed(&format!("/centers/{}", hall.salon.center), at)),
    ("hours of a provider", |hall, at| {
        hours(&format!("/providers/{}", hall.salon.providers[0]), at)
    }),
    ("hours of a center", |hall, at| hours(&format!("/centers/{}", hall.salon.center), at)),
    ("which services a provider performs", |hall, at| {
        let line = format!("PATCH /providers/{}", hall.salon.providers[0]);
        (line, json!({"services": some_of(&hall.services, at)}))
    }),
    ("what a provider performs", |hall, at| {
        let performs = json!({"service_id": hall.salon.service, "price": format!("{at}.00")});
        let line = format!("PUT /providers/{}/services", hall.salon.providers[0]);
        (line, json!({"services": [performs]}))
    }),
    ("taxes of a service", |hall, at| {
        let line = format!("PATCH /services/{}", hall.salon.service);
        (line, json!({"tax_ids": some_of(&hall.taxes, at)}))
    }),
    ("items of a package", |hall, at| {
        let items = some_of(&hall.services, at)
            .map(|service| json!({"service_id": service, "sessions": at + 1}));
        (format!("PATCH /packages/{}", hall.package), json!({"items": items}))
    }),
    ("a center", |hall, at| noted(&format!("/centers/{}", hall.salon.center), "name", at)),
    ("a service", |hall, at| noted(&format!("/services/{}", hall.salon.service), "name", at)),
    ("a guest", |hall, at| noted(&format!("/guests/{}", hall.salon.guests[0]), "notes", at)),
    ("words of a guest", |hall, at| {
        let line = format!("PATCH /guests/{}", hall.salon.guests[0]);
        (line, json!({"email": format!("no{at}@example.com"), "last_name": format!("No{at}")}))
    }),
    ("the time of an appointment", |hall, at| {
        let minute = u32::try_from(120 + at * 5).unwrap();
        let line = format!("POST /appointments/{}/reschedule", hall.appointment);
        (line, json!({"starts_at": hall.salon.at(minute)}))
    }),
    ("an appointment", |hall, at| {
        noted(&format!("/appointments/{}", hall.appointment), "notes", at)
    }),
    ("a draft", |hall, at| noted(&format!("/invoices/{}", hall.draft), "notes", at)),
    ("a line of a draft", |hall, at| {
        (format!("PATCH /invoice-items/{}", hall.line), json!({"unit_price": format!("{at}.00")}))
    }),
    ("lines of a draft", |hall, _| {
        let line = json!({"invoice_id": hall.draft, "service_id": hall.salon.service});
        ("POST /invoice-items".to_owned(), line)
    }),
    ("payments of an invoice", |hall, _| {
        let payment = json!({"invoice_id": hall.owed, "payment_method": "card", "amount": "0.01"});
        ("POST /payments".to_owned(), payment)
    }),
    ("the organization", |hall, at| noted(&hall.organization, "name", at)),
];

/// A blockout of a quarter of an hour, on a day on which nobody books.
fn blockout(owner: &str, id: &str, at: usize) -> Request {
    let (hour, quarter) = (at / 4 % 23, at % 4 * 15);
    let day = "2020-01-01";
    let body = json!({
        owner: id, "reason": "break",
        "starts_at": format!("{day}T{hour:02}:{quarter:02}:00Z"),
        "ends_at": format!("{day}T{:02}:00:00Z", hour + 1),
    });
    ("POST /blockouts".to_owned(), body)
}

/// A day off, another for each client.
fn closed(owner: &str, at: usize) -> Request {
    let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let date = first + chrono::Days::new(u64::try_from(at).unwrap());
    (format!("POST {owner}/overrides"), json!({"date": date, "windows": []}))
}

/// Hours in which everything that is booked here fits, others for each client.
fn hours(owner: &str, at: usize) -> Request {
    (format!("PUT {owner}/hours"), every_day(&format!("00:{:02}", at % 60), "24:00"))
}

fn noted(path: &str, field: &str, at: usize) -> Request {
    (format!("PATCH {path}"), json!({field: format!("No {at}")}))
}

fn numbers() -> [String; 4] {
    std::array::from_fn(|at| format!("N{at}"))
}

/// Two of four, others than the client before has.
fn some_of(four: &[String; 4], at: usize) -> [&String; 2] {
    [&four[at % 4], &four[(at + 1) % 4]]
}

impl Hall {
    pub(crate) fn make(client: &Client) -> Self {
        let salon = Salon::make(client, 1, 2);
        let kind = client.make("/room-categories", &json!({"name": "Massage"}));
        let room = json!({
            "name": "Room", "room_category_id": kind["id"], "center_id": salon.center,
        });
        let room = client.make("/rooms", &room);
        let services = numbers().map(|number| {
            let service = json!({"name": number, "duration_minutes": 60, "price": "45.00"});
            id(&client.make("/services", &service)).to_owned()
        });
        let taxes = numbers().map(|number| {
            id(&client.make("/taxes", &json!({"code": number, "name": number, "rate": "5"})))
                .to_owned()
        });
        let package = json!({
            "name": "Ten", "price": "100.00",
            "items": [{"service_id": services[0], "sessions": 10}],
        });
        let package = client.make("/packages", &package);
        let appointment = salon.book(0, 0, 600).expect(201);
        let [draft, owed] =
            [0, 1].map(|guest| client.make("/invoices", &json!({"guest_id": salon.guests[guest]})));
        let [line, _] = [&draft, &owed].map(|invoice| {
            let line = json!({"invoice_id": invoice["id"], "service_id": salon.service});
            client.make("/invoice-items", &line)
        });
        client.ask(&format!("POST /invoices/{}/issue", id(&owed)), &json!({})).expect(200);
        let [room, package, appointment, draft, line, owed] =
            [&room, &package, &appointment, &draft, &line, &owed].map(|made| id(made).to_owned());
        let organizations = client.get("/organizations").expect(200);
        let organization = format!("/organizations/{}", id(&organizations["items"][0]));
        Self { salon, room, services, taxes, package, appointment, draft, line, owed, organization }
    }
}

/// Sends a request from each of many clients at once, by the servers in turn.
pub(crate) fn at_once(
    clients: &[Client],
    request: impl Fn(usize) -> Request + Sync,
) -> Vec<Answer> {
    at_once_by(CLIENTS, clients, request)
}

fn at_once_by(
    many: usize,
    clients: &[Client],
    request: impl Fn(usize) -> Request + Sync,
) -> Vec<Answer> {
    let start = Barrier::new(many);
    thread::scope(|scope| {
        let send = |at: usize| {
            let (start, request) = (&start, &request);
            let client = &clients[at % clients.len()];
            scope.spawn(move || {
                let (line, body) = request(at);
                start.wait();
                client.ask(&line, &body)
            })
        };
        let sent: Vec<_> = (0..many).map(send).collect();
        sent.into_iter().map(|sent| sent.join().unwrap()).collect()
    })
}

/// How often each status was answered, and each code of a failure.
fn told(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for answer in answers {
        let said = match answer.code() {
            (status @ 200..300, _) => status.to_string(),
            (status, code) => format!("{status} {code}"),
        };
        *told.entry(said).or_default() += 1;
    }
    told
}

/// Has 64 clients write each kind of row at once, by the servers in turn, and checks
/// that all of them succeed.
pub(crate) fn check_that_all_succeed(clients: &[Client]) {
    let hall = Hall::make(&clients[0]);
    let mut refused = Vec::new();
    for (name, request) in KINDS {
        let answers = at_once(clients, |at| request(&hall, at));
        let told = told(&answers);
        println!("{name}: {told:?}");
        if answers.iter().any(|answer| !matches!(answer.status, 200 | 201)) {
            refused.push((name, told));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn all_of_64_who_write_one_row_succeed() {
    let house = House::open();
    check_that_all_succeed(std::slice::from_ref(&house.client));
}

/// Has many book at once while a few change what bookings rely on, and checks that
/// all of both succeed: `change` says what the few send.
pub(crate) fn check_that_bookings_go_on(clients: &[Client]) {
    const CHANGERS: usize = 16;
    const STARTS: usize = 24;
    let salon = Salon::make(&clients[0], CLIENTS / STARTS + 1, 1);
    let center = format!("/centers/{}", salon.center);
    let service = format!("/services/{}", salon.service);
    let changes: [(&str, &(dyn Fn(usize) -> Request + Sync)); 4] = [
        ("hours of the center", &|_| (format!("PUT {center}/hours"), every_day("00:00", "24:00"))),
        ("hours of providers", &|at| {
            let provider = &salon.providers[at % salon.providers.len()];
            (format!("PUT /providers/{provider}/hours"), every_day("00:00", "24:00"))
        }),
        ("the service", &|at| noted(&service, "description", at)),
        ("the center", &|at| noted(&center, "name", at)),
    ];
    let mut refused = Vec::new();
    for (day, (name, change)) in changes.into_iter().enumerate() {
        let date: chrono::NaiveDate = date().parse().unwrap();
        let date = date + chrono::Days::new(u64::try_from(day).unwrap());
        let salon = Salon { date: date.to_string(), ..salon.clone() };
        let answers = at_once_by(CLIENTS + CHANGERS, clients, |at| match at.checked_sub(CLIENTS) {
            Some(changer) => change(changer),
            None => {
                let minute = u32::try_from(at % STARTS * 60).unwrap();
                ("POST /appointments".to_owned(), salon.booking(0, at / STARTS, minute))
            }
        });
        let told = told(&answers);
        println!("bookings and {name}: {told:?}");
        if answers.iter().any(|answer| !matches!(answer.status, 200 | 201)) {
            refused.push((name, told));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
    salon.check_exclusive();
}

#[test]
fn bookings_go_on_while_hours_services_and_the_center_change() {
    let house = House::open();
    check_that_bookings_go_on(std::slice::from_ref(&house.client));
}

/// Has as many book one start with anybody as there are providers, and checks that
/// each gets one; and that all others are told that it is taken.
pub(crate) fn check_that_whoever_is_free_is_found(clients: &[Client]) {
    const ROUNDS: u32 = 8;
    const PROVIDERS: usize = 32;
    let salon = Salon::make(&clients[0], PROVIDERS, 1);
    for round in 0..ROUNDS {
        let many = if round + 1 == ROUNDS { CLIENTS } else { PROVIDERS };
        let answers = at_once_by(many, clients, |_| {
            let mut booking = salon.booking(0, 0, round * 60);
            booking.as_object_mut().unwrap().remove("provider_id");
            ("POST /appointments".to_owned(), booking)
        });
        let told = told(&answers);
        println!("{many} for {PROVIDERS}: {told:?}");
        let booked: BTreeSet<_> = answers
            .iter()
            .filter(|answer| answer.status == 201)
            .map(|answer| answer.json()["provider_id"].to_string())
            .collect();
        assert_eq!(booked.len(), PROVIDERS, "{told:?}");
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.code(), (409, "slot_taken".to_owned()));
        }
    }
}

#[test]
fn as_many_as_are_free_at_one_start_are_booked_by_as_many() {
    let house = House::open();
    check_that_whoever_is_free_is_found(std::slice::from_ref(&house.client));
}

#[test]
fn of_64_who_read_one_version_one_writes_it_and_all_others_are_told() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 1);
    let line = format!("PATCH /guests/{}", salon.guests[0]);
    let start = Barrier::new(CLIENTS);
    let answers: Vec<Answer> = thread::scope(|scope| {
        let write = |at: usize| {
            let (client, line, start) = (&house.client, &line, &start);
            scope.spawn(move || {
                let notes = json!({"notes": format!("No {at}")});
                start.wait();
                client.send(line, &[("if-match", "\"1\"")], Some(&notes)).unwrap()
            })
        };
        let writers: Vec<_> = (0..CLIENTS).map(write).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let expected = [("200", 1), ("412 stale_version", CLIENTS - 1)];
    assert_eq!(told(&answers), expected.map(|(what, many)| (what.to_owned(), many)).into());
}
