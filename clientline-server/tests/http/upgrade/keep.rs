//! Makes the database of a release that is kept for the tests of later ones, as
//! `tests/upgrade/NAME.sql` of each store:
//!
//! ```text
//! CLIENTLINE_KEEP=NAME cargo nextest run --workspace --all-features \
//!   --run-ignored only -E 'test(/write_down_/)'
//! ```
//!
//! A file is written when a schema is released, and never again.

use std::{env, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    http::sign_in::{PASSWORD, sign_in},
    kit::{Client, Place, Server, command, id, open_to_the_public, organization},
};

/// The organization that is kept.
pub(crate) const SLUG: &str = "atelier";

/// A user of it, whose password is that of all tests.
pub(crate) const USER: &str = "eva@example.com";

/// How many appointments of the demo are kept: of all, the file would be too large to read.
const APPOINTMENTS: usize = 8;

#[test]
#[ignore = "makes a file that stays as it is"]
fn write_down_the_database_of_this_release() {
    #[expect(clippy::disallowed_methods, reason = "a test can be given nothing else")]
    let name = env::var("CLIENTLINE_KEEP").unwrap();
    let path = Place::kept().join(name).with_extension("sql");
    assert!(!path.exists(), "what a release wrote is never written again");
    let place = Place::make();
    let admin = organization(&place, SLUG);
    demo(place.folder());
    let imported = command(&place).args(["import", "--organization", SLUG, "demo"]).output();
    let imported = imported.unwrap();
    assert!(imported.status.success(), "{imported:?}");
    let server = Server::start(&place);
    let made = Made { admin: server.client(&admin) };
    made.catalogue();
    made.billing();
    made.people();
    let key = made.users();
    let booking = made.appointments();
    assert_eq!(server.stop(), Some(0));

    let head = format!(
        "-- The database of a release, kept for the tests of later ones, with rows of every table.\n\
         -- It was made by the command in clientline-server/tests/http/upgrade/keep.rs, and is not\n\
         -- made again: it shows what that release wrote. Who gets in:\n\
         -- key: {key}\n-- booking: {booking}\n\n"
    );
    fs::create_dir_all(Place::kept()).unwrap();
    fs::write(path, head + &place.dump()).unwrap();
}

/// Writes the demo's files with the first appointments alone, and what belongs to them.
fn demo(folder: &Path) {
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo"), "demo");
    fs::create_dir(folder.join(to)).unwrap();
    let text = |name: &str| fs::read_to_string(from.join(name).with_extension("csv")).unwrap();
    let cell = |line: &str, place: usize| line.split(',').nth(place).unwrap().to_owned();
    let write = |name: &str, lines: Vec<String>| {
        fs::write(folder.join(to).join(name).with_extension("csv"), lines.join("\n")).unwrap();
    };
    let kept = |name: &str, is_kept: &dyn Fn(&str) -> bool| -> Vec<String> {
        let text = text(name);
        let (head, lines) = text.split_once('\n').unwrap();
        let lines = lines.lines().filter(|line| is_kept(line)).map(str::to_owned);
        [head.to_owned()].into_iter().chain(lines).collect()
    };
    for name in ["centers", "center_hours", "room_categories", "rooms", "taxes", "services"]
        .into_iter()
        .chain(["providers", "provider_hours"])
    {
        write(name, kept(name, &|_| true));
    }
    let appointments: Vec<_> = kept("appointments", &|_| true)[..=APPOINTMENTS].to_vec();
    let guests = kept("guests", &|line| {
        let (code, email) = (cell(line, 0), cell(line, 4));
        appointments.iter().any(|one| [&code, &email].contains(&&cell(one, 2)))
    });
    let invoices = kept("invoices", &|line| {
        let of = cell(line, 1);
        of.split(' ').all(|one| appointments.iter().any(|kept| cell(kept, 0) == one))
    });
    let payments =
        kept("payments", &|line| invoices.iter().any(|kept| cell(kept, 0) == cell(line, 0)));
    write("appointments", appointments);
    write("guests", guests);
    write("invoices", invoices);
    write("payments", payments);
}

/// What is done by hand in the organization, until there are rows of every table.
struct Made {
    admin: Client,
}

impl Made {
    fn first(&self, path: &str) -> Value {
        self.admin.get(path).expect(200)["items"][0].clone()
    }

    fn post(&self, path: &str) -> Value {
        self.admin.ask(&format!("POST {path}"), &json!({})).expect(200)
    }

    fn guest(&self, last_name: &str) -> Value {
        let center = self.first("/centers")["id"].clone();
        let guest = json!({"first_name": "Ada", "last_name": last_name, "center_id": center});
        self.admin.make("/guests", &guest)
    }

    fn catalogue(&self) {
        let unit = self.admin.make("/business-units", &json!({"name": "Hair"}));
        let category = self.admin.make("/categories", &json!({"name": "Care"}));
        let tax = self.first("/taxes");
        let oil = json!({
            "name": "Oil", "sale_price": "12.50", "category_id": category["id"],
            "business_unit_id": unit["id"], "tax_ids": [tax["id"]], "stock": 12,
        });
        self.admin.make("/products", &oil);
        let service = self.first("/services");
        let card = json!({
            "name": "Ten times", "price": "400.00",
            "items": [{"service_id": service["id"], "sessions": 10}],
        });
        self.admin.make("/packages", &card);
        let offer =
            json!({"name": "Spring", "discount_type": "percentage", "discount_value": "10"});
        self.admin.make("/offers-discounts", &offer);
        let center = self.first("/centers");
        let closed = json!({"date": "2030-01-01", "windows": []});
        self.admin.make(&format!("/centers/{}/overrides", id(&center)), &closed);
        let provider = self.first("/providers");
        self.admin.make(&format!("/providers/{}/overrides", id(&provider)), &closed);
        let training = json!({
            "provider_id": provider["id"], "reason": "training", "notes": "Colours",
            "starts_at": "2030-01-02T09:00:00Z", "ends_at": "2030-01-02T12:00:00Z",
        });
        self.admin.make("/blockouts", &training);
    }

    /// An invoice in every state, payments in every state, and a reversal.
    fn billing(&self) {
        let product = self.first("/products");
        let issued = |name: &str| {
            let draft = self.admin.make("/invoices", &json!({"guest_id": self.guest(name)["id"]}));
            let item = json!({"invoice_id": draft["id"], "product_id": product["id"]});
            self.admin.make("/invoice-items", &item);
            self.post(&format!("/invoices/{}/issue", id(&draft)))
        };
        let pay = |invoice: &Value, state: &str| {
            let payment = json!({
                "invoice_id": invoice["id"], "payment_method": "card", "amount": "1.00",
                "status": state,
            });
            let key = [("idempotency-key", id(invoice))];
            self.admin.send("POST /payments", &key, Some(&payment)).unwrap().expect(201)
        };
        pay(&issued("Half"), "completed");
        pay(&issued("Awaited"), "pending");
        let failed = pay(&issued("Failed"), "pending");
        self.post(&format!("/payments/{}/fail", id(&failed)));
        let reversed = pay(&issued("Reversed"), "completed");
        let line = format!("DELETE /payments/{}", id(&reversed));
        assert!(self.admin.send(&line, &[], None).unwrap().status < 300);
        self.post(&format!("/invoices/{}/void", id(&issued("Void"))));
        let sale = json!({"guest_id": self.guest("Open")["id"], "product_id": product["id"]});
        self.admin.make("/sales", &sale);
        let draft = json!({"guest_id": self.guest("Draft")["id"]});
        let draft = self.admin.make("/invoices", &draft);
        let item = json!({"invoice_id": draft["id"], "product_id": product["id"]});
        self.admin.make("/invoice-items", &item);
    }

    /// Guests who were merged, and one who was erased.
    fn people(&self) {
        self.admin.make("/employees", &json!({"name": "Kim"}));
        let (one, other) = (self.guest("Twice"), self.guest("Twice"));
        let merge = format!("POST /guests/{}/merge", id(&one));
        self.admin.ask(&merge, &json!({"from": other["id"]})).expect(200);
        self.post(&format!("/guests/{}/erase", id(&self.guest("Gone"))));
    }

    /// An admin, a user who signed in, one who failed to, and a key, which is returned.
    fn users(&self) -> String {
        let eva = json!({"name": "Eva", "email": USER, "role": "staff", "password": PASSWORD});
        self.admin.make("/users", &eva);
        let bo = json!({"name": "Bo", "email": "bo@example.com", "role": "admin"});
        self.admin.make("/users", &bo);
        sign_in(&self.admin.with(""), USER, PASSWORD).expect(200);
        sign_in(&self.admin.with(""), "nobody@example.com", PASSWORD).expect(401);
        let key = json!({"name": "Till", "role": "manager"});
        self.admin.make("/api-keys", &key)["token"].as_str().unwrap().to_owned()
    }

    /// An appointment that stands, one that was cancelled, and one that was booked online,
    /// whose token is returned.
    fn appointments(&self) -> String {
        open_to_the_public(&self.admin);
        let (center, service) = (self.first("/centers"), self.first("/services"));
        let asked = format!("center_id={}&service_id={}", id(&center), id(&service));
        // Some day of the next two weeks is a day of work.
        let days = (1..14).map(|days| {
            #[expect(
                clippy::disallowed_methods,
                reason = "the built server runs by the real clock"
            )]
            let today = chrono::Utc::now().date_naive();
            (today + chrono::Days::new(days)).to_string()
        });
        let starts = days.flat_map(|date| {
            let path = format!("/appointments/slots?{asked}&date={date}");
            let slots = self.admin.get(&path).expect(200)["slots"].clone();
            slots
                .as_array()
                .unwrap()
                .iter()
                .map(|slot| slot["starts_at"].clone())
                .collect::<Vec<_>>()
        });
        let starts: Vec<Value> = starts.step_by(8).take(3).collect();
        let guest = self.guest("Booked");
        let book = |starts_at: &Value| {
            let new = json!({
                "center_id": center["id"], "guest_id": guest["id"], "service_id": service["id"],
                "starts_at": starts_at,
            });
            self.admin.make("/appointments", &new)
        };
        book(&starts[0]);
        let cancelled = book(&starts[1]);
        let why = json!({"reason": "Ill"});
        self.admin.ask(&format!("POST /appointments/{}/cancel", id(&cancelled)), &why).expect(200);
        let online = json!({
            "first_name": "Rui", "last_name": "Melo", "email": "rui@example.com",
            "center_id": center["id"], "service_id": service["id"], "starts_at": starts[2],
        });
        let path = format!("/public/{SLUG}/appointments");
        let booked = self.admin.with("").make(&path, &online);
        booked["manage_token"].as_str().unwrap().to_owned()
    }
}
