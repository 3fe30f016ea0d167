//! What guests may ask for: all that is kept about them, and that it be forgotten;
//! and that two records of one guest be made one.
//!
//! Here is a guest of whom there is something everywhere, and how it is found in the
//! database.

mod erase;
mod export;
mod merge;
mod payers;

use clientline_core::{
    ClientLine,
    engine::PlatformScope,
    model::TABLES,
    row::{Direction, Select, Subject},
};
use serde_json::{Value, json};

use crate::{
    http::sign_in::PASSWORD,
    kit::{Answer, Client, Place, Salon, Server, id, organization},
};

/// A text that stands in every field in which something personal can stand.
const CANARY: &str = "Zilpzalp";
/// The parts of what is known of the guest, as they may be stored.
/// A day of birth is stored as days since 1970.
const KNOWN: [&str; 4] = ["zilpzalp", "29991234", "67991234", "date(3685)"];
/// With this key their appointment is booked.
const KEY: (&str, &str) = ("idempotency-key", "once");

/// A guest with something in every list, and in every field.
struct Known {
    place: Place,
    server: Server,
    client: Client,
    salon: Salon,
    guest: String,
    appointment: Value,
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
            "date_of_birth": "1980-02-03", "nationality": "LV", "language": "lv", "vat_number": "ZILPZALP-2",
            "company": CANARY, "address": CANARY, "postal_code": "ZILPZALP-3", "city": CANARY,
            "state": CANARY, "country": "LV", "tax_treatment": "exempt",
            "exemption_reason": CANARY, "exemption_certificate": CANARY,
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
        let appointment =
            client.send("POST /appointments", &[KEY], Some(&booking)).unwrap().expect(201);
        let (invoice, payment) = Self::bill(&client, &salon, &guest);
        Self { place, server, client, salon, guest, appointment, invoice, payment }
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
        let item = client.get(&format!("/invoice-items/invoice/{}", id(&invoice))).expect(200);
        let less = json!({
            "invoice_id": invoice["id"], "reason": CANARY,
            "lines": [{"invoice_item_id": item["items"][0]["id"], "amount": "0.01"}],
        });
        client.make("/credit-notes", &less);
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
        let line = format!("POST /appointments/{}/{step}", id(&self.appointment));
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
