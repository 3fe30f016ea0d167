//! The server killed in the middle of its work, again and again: what it
//! acknowledged is there, once.

use std::{
    collections::{BTreeMap, BTreeSet, hash_map::RandomState},
    hash::{BuildHasher, Hasher},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    http::{
        running::{Answer, Client, Server, id, organization},
        salon::Salon,
    },
    place::Place,
};

const KILLS: usize = 20;
const DESKS: usize = 4;
/// How long a server runs at most before it is killed, in milliseconds: about
/// as long as a few jobs take.
const LIFE: u64 = 250;

/// Where the server is at the moment, and whether there is still work to do.
struct Street {
    client: Mutex<Client>,
    closing: AtomicBool,
    /// How many appointments are billed and paid.
    done: AtomicUsize,
}

/// What the server acknowledged, by identifier.
#[derive(Default)]
struct Known {
    appointments: BTreeMap<String, Value>,
    invoices: BTreeMap<String, Value>,
    payments: BTreeMap<String, Value>,
    /// How many answers were repeated, since the first one was lost.
    replayed: usize,
}

/// A desk that does the main job over and over.
struct Desk<'a> {
    street: &'a Street,
    salon: &'a Salon,
    number: usize,
    sent: usize,
    known: Known,
}

impl Desk<'_> {
    /// Sends a request until it is answered: a POST always with the same key.
    fn insist(&mut self, line: &str, body: Option<&Value>) -> Answer {
        self.sent += 1;
        let key = format!("desk-{}-{}", self.number, self.sent);
        loop {
            let client = self.street.client.lock().unwrap().clone();
            match client.send(line, &[("idempotency-key", &key)], body) {
                Ok(answer) if answer.status != 503 => {
                    let replayed = answer.header("idempotency-replayed").is_some();
                    self.known.replayed += usize::from(replayed);
                    return answer;
                }
                _ => thread::sleep(Duration::from_millis(2)),
            }
        }
    }

    fn work(mut self) -> Known {
        // Everybody wants the same times of the same provider, in the same order.
        for quarter in 0.. {
            if self.street.closing.load(Ordering::Relaxed) {
                break;
            }
            let (day, minute) = (quarter / 96, quarter % 96 * 15);
            let mut booking = self.salon.booking(self.number, 0, minute);
            let date: chrono::NaiveDate = self.salon.date.parse().unwrap();
            let date = date + chrono::Days::new(day.into());
            booking["starts_at"] =
                json!(format!("{date}T{:02}:{:02}:00Z", minute / 60, minute % 60));
            let booked = self.insist("POST /appointments", Some(&booking));
            if booked.status == 409 {
                assert_eq!(booked.code().1, "slot_taken");
                continue;
            }
            let appointment = booked.expect(201);
            self.bill(&appointment);
            self.known.appointments.insert(id(&appointment).to_owned(), appointment);
            self.street.done.fetch_add(1, Ordering::Relaxed);
        }
        self.known
    }

    /// Bills an appointment, and takes the money.
    fn bill(&mut self, appointment: &Value) {
        let sale =
            self.insist(&format!("GET /appointments/{}/sale", id(appointment)), None).expect(200);
        let draft = format!("POST /invoices/get-or-create/{}", self.salon.guests[self.number]);
        let draft = self.insist(&draft, None).expect(201);
        let line = json!({"invoice_id": draft["id"], "sale_id": sale["id"]});
        self.insist("POST /invoice-items", Some(&line)).expect(201);
        let issue = format!("POST /invoices/{}/issue", id(&draft));
        let issued = self.insist(&issue, None).expect(200);
        let payment =
            json!({"invoice_id": draft["id"], "payment_method": "card", "amount": "45.00"});
        let paid = self.insist("POST /payments", Some(&payment)).expect(201);
        self.known.invoices.insert(id(&issued).to_owned(), issued);
        self.known.payments.insert(id(&paid).to_owned(), paid);
    }
}

/// Checks that documents are numbered from 1 on, without gaps.
pub(crate) fn check_gapless(documents: &[Value], field: &str) {
    let numbers: BTreeSet<usize> = documents
        .iter()
        .map(|one| one[field].as_str().unwrap().rsplit('-').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), documents.len(), "no number is given twice");
    assert!(numbers.iter().copied().eq(1..=documents.len()), "{numbers:?}");
}

fn check(salon: &Salon, known: &Known) {
    let by_id = |all: Vec<Value>| -> BTreeMap<String, Value> {
        all.into_iter().map(|one| (id(&one).to_owned(), one)).collect()
    };
    assert_eq!(by_id(salon.appointments()), known.appointments);
    assert_eq!(salon.check_exclusive(), known.appointments.len());
    let payments = by_id(salon.client.all("/payments?skip=0"));
    assert_eq!(payments, known.payments);
    let invoices = salon.client.all("/invoices?skip=0");
    check_gapless(&invoices, "invoice_no");
    assert_eq!(invoices.len(), known.invoices.len());
    for invoice in &invoices {
        let issued = &known.invoices[id(invoice)];
        assert_eq!(invoice["invoice_no"], issued["invoice_no"]);
        assert_eq!(
            (&invoice["status"], &invoice["total_collection"]),
            (&json!("paid"), &json!("45.00"))
        );
    }
    let collections = salon.client.all("/collections?skip=0");
    check_gapless(&collections, "collection_no");
    assert_eq!(collections.len(), known.payments.len());
    let sales = salon.client.all("/sales?skip=0");
    assert_eq!(sales.len(), known.appointments.len());
    assert!(sales.iter().all(|sale| sale["status"] == "billed"));
}

#[test]
fn a_server_that_is_killed_loses_and_doubles_nothing_that_it_acknowledged() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let mut server = Server::start(&place);
    let mut salon = Salon::make(&server.client(&token), 1, DESKS);
    let street =
        Street { client: Mutex::new(server.client(&token)), closing: false.into(), done: 0.into() };
    let mut known = Known::default();
    let mut kills = 0;
    thread::scope(|scope| {
        let (street, salon) = (&street, &salon);
        let desk = |number| {
            scope.spawn(move || {
                Desk { street, salon, number, sent: 0, known: Known::default() }.work()
            })
        };
        let desks: Vec<_> = (0..DESKS).map(desk).collect();
        // At least so many kills, and more where work is slow, until some is done.
        while kills < KILLS || street.done.load(Ordering::Relaxed) < DESKS {
            kills += 1;
            let life = RandomState::new().build_hasher().finish() % LIFE;
            thread::sleep(Duration::from_millis(life));
            server.kill();
            server = Server::start(&place);
            assert_eq!(server.client("").get("/health/ready").status, 200);
            *street.client.lock().unwrap() = server.client(&token);
        }
        street.closing.store(true, Ordering::Relaxed);
        for desk in desks {
            let Known { appointments, invoices, payments, replayed } = desk.join().unwrap();
            known.appointments.extend(appointments);
            known.invoices.extend(invoices);
            known.payments.extend(payments);
            known.replayed += replayed;
        }
    });
    let done = known.appointments.len();
    println!("{done} appointments over {kills} kills; {} answers came again", known.replayed);
    assert!(done >= DESKS, "work was done");
    salon.client = server.client(&token);
    check(&salon, &known);
}
