//! What guests may ask for: all that is kept about them, and that it be forgotten;
//! and that two records of one guest be made one.

use clientline_core::{
    ClientLine,
    engine::PlatformScope,
    model::TABLES,
    row::{Direction, Select, Subject},
};
use serde_json::{Value, json};

use crate::{
    http::{
        running::{Answer, Client, Server, id, organization},
        salon::Salon,
        sign_in::PASSWORD,
    },
    place::Place,
};

/// A text that stands in every field in which something personal can stand.
const CANARY: &str = "Zilpzalp";
/// The parts of what is known of the guest, as they may be stored.
/// A day of birth is stored as days since 1970.
const KNOWN: [&str; 4] = ["zilpzalp", "29991234", "67991234", "date(3685)"];
/// With this key their visit is booked.
const KEY: (&str, &str) = ("idempotency-key", "once");

/// A guest with something in every list, and in every field.
struct Known {
    place: Place,
    server: Server,
    client: Client,
    salon: Salon,
    guest: String,
    visit: Value,
    invoice: Value,
    payment: Value,
}

impl Known {
    fn open() -> Self {
        let place = Place::make();
        let token = organization(&place, "atelier");
        let server = Server::start(&place);
        let client = server.client(&token).bound_by_contract();
        let salon = Salon::make(&client, 1, 1);
        let guest = salon.guests[0].clone();
        let known = json!({
            "first_name": CANARY, "last_name": CANARY, "middle_name": CANARY, "username": CANARY,
            "email": "zilpzalp@example.com", "phone": "+371 2999 1234", "home_phone": "67991234",
            "guest_code": "ZILPZALP-1", "notes": CANARY, "tags": ["zilpzalp"], "gender": "female",
            "date_of_birth": "1980-02-03", "nationality": "LV", "language": "lv",
        });
        let patch = format!("PATCH /guests/{guest}");
        client.ask(&patch, &known).expect(200);
        client.make(
            "/users",
            &json!({
                "name": CANARY, "email": "zilpzalp@example.com", "role": "client",
                "password": PASSWORD, "guest_id": guest,
            }),
        );
        let mut booking = salon.booking(0, 0, 600);
        booking["notes"] = json!(CANARY);
        booking["internal_notes"] = json!(CANARY);
        let visit = client.send("POST /appointments", &[KEY], Some(&booking)).unwrap().expect(201);
        let (invoice, payment) = Self::bill(&client, &salon, &guest);
        Self { place, server, client, salon, guest, visit, invoice, payment }
    }

    /// An issued invoice for a sale over the counter, and a payment of it.
    fn bill(client: &Client, salon: &Salon, guest: &str) -> (Value, Value) {
        let sale = json!({
            "guest_id": guest, "center_id": salon.center, "service_id": salon.service,
            "remarks": CANARY,
        });
        let sale = client.make("/sales", &sale);
        let act = |path: String| client.send(&format!("POST {path}"), &[], None).unwrap();
        let invoice = act(format!("/invoices/generate/{}", id(&sale))).json();
        let invoice = act(format!("/invoices/{}/issue", id(&invoice))).expect(200);
        let paid = json!({
            "invoice_id": invoice["id"], "payment_method": "card", "amount": "5.00",
            "remarks": CANARY,
        });
        let payment = client.make("/payments", &paid);
        (invoice, payment)
    }

    /// Another record of the guest.
    fn again(&self) -> String {
        let center = &self.salon.center;
        let new = json!({"first_name": "Ana", "last_name": "Silva", "center_id": center});
        id(&self.client.make("/guests", &new)).to_owned()
    }

    fn merge(&self, from: &str, into: &str) -> Answer {
        self.client.ask(&format!("POST /guests/{into}/merge"), &json!({ "from": from }))
    }

    fn guest(&self, id: &str) -> Value {
        self.client.get(&format!("/guests/{id}")).expect(200)
    }

    fn listed(&self, path: &str) -> Vec<String> {
        self.client.all(path).iter().map(|item| id(item).to_owned()).collect()
    }

    fn act(&self, step: &str, body: &Value) -> Value {
        let line = format!("POST /appointments/{}/{step}", id(&self.visit));
        self.client.ask(&line, body).expect(200)
    }
}

impl Known {
    fn erase(&self) -> Answer {
        self.client.send(&format!("POST /guests/{}/erase", self.guest), &[], None).unwrap()
    }

    /// Stops the server, and returns where in the database something of what was
    /// known of the guest still stands, as `table.column`.
    fn traces(self) -> Vec<String> {
        self.server.stop();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = ClientLine::new(self.place.storage().await);
            let platform = PlatformScope::trusted(&client);
            let tenant = platform.find(&"atelier".parse().unwrap()).await.unwrap();
            let mut snapshot = client.storage().snapshot(tenant).await.unwrap();
            let mut traces = Vec::new();
            for table in TABLES {
                let (order_by, direction) = (Subject::Id, Direction::Ascending);
                let (filters, limit) = (Vec::new(), Select::LIMIT_MAX);
                let all =
                    Select { table, filters, order_by, direction, after: None, skip: 0, limit };
                let rows = snapshot.select(&all).await.unwrap();
                assert!(rows.len() < limit as usize, "{} has more rows", table.name);
                for found in rows {
                    for (column, value) in table.columns.iter().zip(found.values) {
                        let text = format!("{value:?}").to_lowercase();
                        if KNOWN.iter().any(|known| text.contains(known)) {
                            traces.push(format!("{}.{}", table.name, column.name));
                        }
                    }
                }
            }
            traces
        })
    }
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(id).collect()
}

#[test]
fn an_export_holds_all_that_is_kept_about_a_guest_and_nothing_of_others() {
    let known = Known::open();
    let client = &known.client;
    known.act("cancel", &json!({"reason": CANARY}));
    let center = known.salon.center.clone();
    let other = json!({"first_name": "Other", "last_name": "Guest", "center_id": center});
    let other = client.make("/guests", &other);
    Known::bill(client, &known.salon, id(&other));
    let export = client.get(&format!("/guests/{}/export", known.guest)).expect(200);
    assert_eq!(export["guest"], client.get(&format!("/guests/{}", known.guest)).json());
    let [user] = export["users"].as_array().unwrap().as_slice() else { panic!("{export}") };
    assert_eq!(user["guest_id"], json!(known.guest));
    let [visit] = export["appointments"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(visit["cancelled_reason"], CANARY);
    let steps: Vec<_> = visit["history"].as_array().unwrap().iter().collect();
    assert_eq!(
        (steps.len(), &steps[0]["step"], &steps[1]["reason"]),
        (2, &json!(1), &json!(CANARY))
    );
    // That of the visit, and that over the counter.
    assert_eq!(ids(&export["sales"]).len(), 2);
    assert_eq!(ids(&export["invoices"]), [id(&known.invoice)]);
    assert_eq!(ids(&export["invoices"][0]["items"]).len(), 1);
    assert_eq!(ids(&export["payments"]), [id(&known.payment)]);
    assert_eq!(ids(&export["collections"]).len(), 1);
    let empty = client.get(&format!("/guests/{}/export", id(&other))).expect(200);
    assert!(!empty.to_string().contains(&known.guest), "{empty}");
    assert!(!export.to_string().contains(id(&other)), "{export}");
    assert_eq!(ids(&empty["invoices"]).len(), 1);
}

#[test]
fn of_an_erased_guest_nothing_is_left_but_whom_invoices_were_made_out_to() {
    let known = Known::open();
    known.act("cancel", &json!({"reason": CANARY}));
    let erased = known.erase().expect(200);
    assert_eq!((&erased["first_name"], &erased["last_name"]), (&json!("Erased"), &json!("guest")));
    assert_eq!((&erased["is_active"], &erased["email"]), (&json!(false), &Value::Null));
    assert!(erased["erased_at"].is_string(), "{erased}");
    let invoice = known.client.get(&format!("/invoices/{}", id(&known.invoice))).expect(200);
    assert_eq!(invoice["bill_to"], format!("{CANARY} {CANARY}"));
    assert_eq!(known.traces(), ["invoice.bill_to"]);
}

#[test]
fn what_a_guest_is_known_by_is_found_before_it_is_erased() {
    let known = Known::open();
    known.act("cancel", &json!({"reason": CANARY}));
    let traces = known.traces();
    for place in [
        "guest.first_name",
        "guest.email",
        "guest.phone",
        "guest.date_of_birth",
        "guest.guest_code",
        "guest_term.term",
        "user_account.email",
        "appointment.internal_notes",
        "appointment.cancelled_reason",
        "appointment_change.reason",
        "sale.remarks",
        "payment.remarks",
        "idempotency.answer",
    ] {
        assert!(traces.iter().any(|trace| trace == place), "{place} is not in {traces:?}");
    }
}

#[test]
fn a_guest_with_whom_something_is_under_way_is_not_erased() {
    let known = Known::open();
    let conflict = |code: &str| (409, code.to_owned());
    assert_eq!(known.erase().code(), conflict("guest_has_appointments"));
    known.act("cancel", &json!({}));
    let draft = json!({"guest_id": known.guest, "center_id": known.salon.center});
    let draft = known.client.make("/invoices", &draft);
    assert_eq!(known.erase().code(), conflict("guest_has_draft"));
    let delete = format!("DELETE /invoices/{}", id(&draft));
    known.client.send(&delete, &[], None).unwrap().expect(204);
    known.erase().expect(200);
}

#[test]
fn an_erased_guest_is_gone_on_with_by_nobody() {
    let known = Known::open();
    let client = &known.client;
    known.act("cancel", &json!({}));
    let sale = client.get(&format!("/sales?guest_id={}&status=open", known.guest)).expect(200);
    assert_eq!(sale["items"], json!([]));
    let sale = json!({
        "guest_id": known.guest, "center_id": known.salon.center,
        "service_id": known.salon.service,
    });
    let open = client.make("/sales", &sale);
    known.erase().expect(200);
    let conflict = |code: &str| (409, code.to_owned());
    let at = format!("/guests/{}", known.guest);
    let named = client.ask(&format!("PATCH {at}"), &json!({"first_name": "Ana"}));
    assert_eq!(named.code(), conflict("guest_erased"));
    assert_eq!(known.salon.book(0, 0, 900).code(), conflict("guest_erased"));
    assert_eq!(client.ask("POST /sales", &sale).code(), conflict("guest_erased"));
    let draft = json!({"guest_id": known.guest});
    assert_eq!(client.ask("POST /invoices", &draft).code(), conflict("guest_erased"));
    let generate = format!("POST /invoices/generate/{}", id(&open));
    assert_eq!(client.send(&generate, &[], None).unwrap().code(), conflict("guest_erased"));
    // The same request once more takes no effect, and tells nothing.
    let mut booking = known.salon.booking(0, 0, 600);
    booking["notes"] = json!(CANARY);
    booking["internal_notes"] = json!(CANARY);
    let again = client.send("POST /appointments", &[KEY], Some(&booking)).unwrap();
    assert_eq!(again.code(), conflict("already_done"));
    let login = json!({
        "organization": "atelier", "email": "zilpzalp@example.com", "password": PASSWORD,
    });
    assert_eq!(client.with("").ask("POST /auth/login", &login).status, 401);
    assert_eq!(client.get(&format!("{at}/export")).expect(200)["users"], json!([]));
}

#[test]
fn a_merge_moves_what_is_open_and_leaves_no_orphan() {
    let known = Known::open();
    let stays = known.again();
    let merged = known.merge(&known.guest, &stays).expect(200);
    assert_eq!((id(&merged), &merged["merges"]), (stays.as_str(), &json!(1)));
    let tombstone = known.guest(&known.guest);
    assert_eq!(tombstone["merged_into"], json!(stays));
    assert_eq!((&tombstone["is_active"], &tombstone["merges"]), (&json!(false), &json!(0)));
    assert_eq!(tombstone["last_name"], CANARY);
    assert_eq!(known.listed("/guests?q=zilp"), Vec::<String>::new());
    let visit = known.client.get(&format!("/appointments/{}", id(&known.visit))).expect(200);
    assert_eq!(visit["guest_id"], json!(stays));
    assert_eq!(known.listed(&format!("/guests/{stays}/appointments?count=true")).len(), 1);
    assert_eq!(known.listed(&format!("/sales?guest_id={stays}")).len(), 2);
    let user = known.client.all("/users?role=client");
    assert_eq!(user[0]["guest_id"], json!(stays));
    // What was issued stays as it was, and is found from both.
    let invoice = known.client.get(&format!("/invoices/{}", id(&known.invoice))).expect(200);
    assert_eq!(invoice["guest_id"], json!(known.guest));
    for guest in [&known.guest, &stays] {
        for path in
            [format!("/invoices?guest_id={guest}"), format!("/guests/{guest}/invoices?limit=5")]
        {
            let counted = known.client.get(&format!("{path}&count=true")).expect(200);
            assert_eq!((ids(&counted["items"]).len(), &counted["total"]), (1, &json!(1)), "{path}");
        }
    }
    let export = known.client.get(&format!("/guests/{stays}/export")).expect(200);
    for (list, count) in [
        ("merged", 1),
        ("users", 1),
        ("appointments", 1),
        ("sales", 2),
        ("invoices", 1),
        ("payments", 1),
        ("collections", 1),
    ] {
        assert_eq!(ids(&export[list]).len(), count, "{list}");
    }
    let pay = json!({"invoice_id": invoice["id"], "payment_method": "card", "amount": "40.00"});
    known.client.make("/payments", &pay);
}

#[test]
fn a_merged_guest_is_gone_on_with_by_nobody_and_erased_with_the_other() {
    let known = Known::open();
    let (stays, last) = (known.again(), known.again());
    let conflict = |code: &str| (409, code.to_owned());
    known.act("cancel", &json!({"reason": CANARY}));
    let own = known.merge(&stays, &stays);
    assert_eq!(own.expect(422)["errors"][0]["pointer"], "/from");
    known.merge(&known.guest, &stays).expect(200);
    let gone = format!("/guests/{}", known.guest);
    let named = known.client.ask(&format!("PATCH {gone}"), &json!({"first_name": "Ana"}));
    assert_eq!(named.code(), conflict("guest_merged"));
    assert_eq!(known.erase().code(), conflict("guest_merged"));
    assert_eq!(known.salon.book(0, 0, 900).code(), conflict("guest_merged"));
    let draft = json!({"guest_id": known.guest});
    assert_eq!(known.client.ask("POST /invoices", &draft).code(), conflict("guest_merged"));
    assert_eq!(known.merge(&known.guest, &last).code(), conflict("guest_merged"));
    assert_eq!(known.merge(&last, &known.guest).code(), conflict("guest_merged"));
    // Who was merged into who is merged goes where that one goes.
    let merged = known.merge(&stays, &last).expect(200);
    assert_eq!(merged["merges"], 2);
    assert_eq!(known.guest(&known.guest)["merged_into"], json!(last));
    let delete = format!("DELETE /guests/{last}");
    let deleted = known.client.send(&delete, &[], None).unwrap();
    assert_eq!(deleted.code(), conflict("in_use"));
    let erase = format!("POST /guests/{last}/erase");
    known.client.send(&erase, &[], None).unwrap().expect(200);
    assert_eq!(known.traces(), ["invoice.bill_to"]);
}

#[test]
fn nobody_signs_in_as_a_guest_who_is_not_served() {
    let known = Known::open();
    let (client, other) = (&known.client, known.again());
    let inactive = known.again();
    client.ask(&format!("PATCH /guests/{inactive}"), &json!({"is_active": false})).expect(200);
    let new = |guest: &Value, email: &str| json!({"name": "A", "email": email, "role": "client", "guest_id": guest});
    let user = client.make("/users", &new(&json!(other), "a@example.com"));
    known.act("cancel", &json!({}));
    known.merge(&other, &known.guest).expect(200);
    let conflict = |code: &str| (409, code.to_owned());
    let link = |guest: &str| {
        client.ask(&format!("PATCH /users/{}", id(&user)), &json!({ "guest_id": guest })).code()
    };
    assert_eq!(link(&other), conflict("guest_merged"));
    assert_eq!(link(&inactive), conflict("guest_inactive"));
    known.erase().expect(200);
    for (guest, code) in
        [(&other, "guest_erased"), (&known.guest, "guest_erased"), (&inactive, "guest_inactive")]
    {
        let refused = client.ask("POST /users", &new(&json!(guest), "b@example.com"));
        assert_eq!(refused.code(), conflict(code));
    }
}

#[test]
fn nothing_is_written_about_the_visits_of_an_erased_guest() {
    let known = Known::open();
    let at = format!("PATCH /appointments/{}", id(&known.visit));
    let note = json!({"notes": CANARY, "internal_notes": CANARY});
    known.act("cancel", &json!({}));
    // Of a visit that is over something may still be noted, until its guest is erased.
    known.client.ask(&at, &note).expect(200);
    known.erase().expect(200);
    assert_eq!(known.client.ask(&at, &note).code(), (409, "guest_erased".to_owned()));
    assert_eq!(known.traces(), ["invoice.bill_to"]);
}

#[test]
fn what_is_written_beside_an_erasure_is_erased_or_refused() {
    let known = Known::open();
    known.act("cancel", &json!({}));
    let (client, salon) = (&known.client, &known.salon);
    let book = |hour: u32| {
        let mut booking = salon.booking(0, 0, 60 * hour);
        booking["notes"] = json!(CANARY);
        client.ask("POST /appointments", &booking)
    };
    let sell = || {
        let sale = json!({
            "guest_id": known.guest, "center_id": salon.center, "service_id": salon.service,
            "remarks": CANARY,
        });
        client.ask("POST /sales", &sale)
    };
    let erased = std::thread::scope(|threads| {
        let booked: Vec<_> = (12..20).map(|hour| threads.spawn(move || book(hour))).collect();
        let sold: Vec<_> = (0..8).map(|_| threads.spawn(sell)).collect();
        let erased = known.erase();
        for rival in booked.into_iter().chain(sold) {
            let answer = rival.join().unwrap();
            assert!(answer.status == 201 || answer.code().1 == "guest_erased", "{}", answer.text);
        }
        erased
    });
    let visits = client.all(&format!("/appointments?guest_id={}", known.guest));
    let ahead = visits.iter().filter(|visit| visit["status"] == "scheduled").count();
    // Either the visits were seen, or nobody could book any more.
    if erased.status == 200 {
        assert_eq!(ahead, 0);
    } else {
        assert_eq!(erased.code(), (409, "guest_has_appointments".to_owned()));
        for visit in visits.iter().filter(|visit| visit["status"] == "scheduled") {
            let line = format!("POST /appointments/{}/cancel", id(visit));
            client.ask(&line, &json!({"reason": CANARY})).expect(200);
        }
        known.erase().expect(200);
    }
    assert_eq!(known.traces(), ["invoice.bill_to"]);
}

#[test]
fn a_guest_who_was_merged_sees_what_was_made_out_to_either() {
    let known = Known::open();
    let stays = known.again();
    let (other, _) = Known::bill(&known.client, &known.salon, &stays);
    let login = json!({
        "organization": "atelier", "email": "zilpzalp@example.com", "password": PASSWORD,
    });
    let login = known.client.with("").ask("POST /auth/login", &login).expect(200);
    let guest = known.client.with(login["access_token"].as_str().unwrap());
    let sees = |path: &str| guest.get(&format!("{path}?count=true")).expect(200)["total"].clone();
    assert_eq!((sees("/invoices"), sees("/payments")), (json!(1), json!(1)));
    known.merge(&known.guest, &stays).expect(200);
    for path in ["/invoices", "/payments", "/collections"] {
        assert_eq!(sees(path), 2, "{path}");
    }
    assert_eq!(sees("/appointments"), 1);
    for invoice in [&known.invoice, &other] {
        guest.get(&format!("/invoices/{}", id(invoice))).expect(200);
        let items = format!("/invoice-items/invoice/{}?count=true", id(invoice));
        assert_eq!(guest.get(&items).expect(200)["total"], 1);
    }
    let third = known.again();
    let hidden = guest.get(&format!("/guests/{third}"));
    assert_eq!(hidden.status, 404);
}

#[test]
fn a_guest_with_a_draft_is_not_merged() {
    let known = Known::open();
    let stays = known.again();
    let draft = json!({"guest_id": known.guest, "center_id": known.salon.center});
    let draft = known.client.make("/invoices", &draft);
    let refused = known.merge(&known.guest, &stays);
    assert_eq!(refused.code(), (409, "guest_has_draft".to_owned()));
    let delete = format!("DELETE /invoices/{}", id(&draft));
    known.client.send(&delete, &[], None).unwrap().expect(204);
    known.merge(&known.guest, &stays).expect(200);
}

/// Runs requests at once, and returns how many succeeded; the others were told that a
/// guest was merged already.
fn at_once<'a>(known: &Known, merges: impl Iterator<Item = (&'a str, &'a str)>) -> usize {
    let merges: Vec<_> = merges.collect();
    let answers: Vec<Answer> = std::thread::scope(|threads| {
        let started: Vec<_> =
            merges.iter().map(|(from, into)| threads.spawn(|| known.merge(from, into))).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let refused = answers.iter().filter(|answer| answer.status != 200);
    for answer in refused {
        assert_eq!(answer.code(), (409, "guest_merged".to_owned()));
    }
    answers.iter().filter(|answer| answer.status == 200).count()
}

#[test]
fn sixteen_merges_at_once_have_one_effect() {
    let known = Known::open();
    let stays = known.again();
    let merges = std::iter::repeat_n((known.guest.as_str(), stays.as_str()), 16);
    assert_eq!(at_once(&known, merges), 1);
    assert_eq!(known.guest(&stays)["merges"], 1);
    assert_eq!(known.listed(&format!("/sales?guest_id={stays}")).len(), 2);
}

#[test]
fn two_guests_that_are_merged_into_each_other_leave_one() {
    let known = Known::open();
    let (one, other) = (known.again(), known.again());
    let circle = [(one.as_str(), other.as_str()), (other.as_str(), one.as_str())];
    assert_eq!(at_once(&known, circle.into_iter().cycle().take(8)), 1);
    let guests = [known.guest(&one), known.guest(&other)];
    let merged = guests.iter().filter(|guest| guest["merged_into"].is_string()).count();
    let active = guests.iter().filter(|guest| guest["is_active"] == true).count();
    assert_eq!((merged, active), (1, 1), "{guests:?}");
}
