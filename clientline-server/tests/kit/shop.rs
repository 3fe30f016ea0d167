//! A salon with one of everything, and a request that succeeds for every POST.

mod money;

use serde_json::{Value, json};

use super::{Client, Documented, Field, House, Salon, every_day, id, kind, open_to_the_public};

pub(crate) struct Shop {
    house: House,
    pub(crate) client: Client,
    pub(crate) salon: Salon,
    product: String,
}

/// What a POST changes nothing by, so that there is nothing to repeat.
pub(crate) const CHANGES_NOTHING: [&str; 6] = [
    "appointments_replan",
    "appointments_together_slots",
    "appointments_visit_slots",
    "appointments_foresee_affected",
    "gift_cards_balance",
    "invoices_preview",
];

/// What answers with a secret, which is kept nowhere: it is not repeated, but
/// refused the second time (`sign_in.rs`, `public.rs`). And what an admin's token does
/// not open, since it is for those who bring another, or none.
pub(crate) fn holds_a_secret(operation: &Documented) -> bool {
    let secret =
        ["api_keys_create", "organizations_create", "users_reset", "appointments_confirmation"]
            .contains(&&*operation.id);
    secret || operation.path.starts_with("/auth/") || operation.is_public()
}

/// Whose request holds a secret, so that its answer is kept nowhere: a second
/// sending is told that it was done.
pub(crate) const KEPT_NOWHERE: [&str; 1] = ["users_create"];

/// What no request of now can do: its appointment must have begun.
pub(crate) const NEEDS_TIME: [&str; 1] = ["appointments_no_show"];

impl Shop {
    pub(crate) fn open() -> Self {
        let house = House::open();
        let client = house.client.clone();
        let salon = Salon::make(&client, 1, 1);
        open_to_the_public(&client);
        let product = id(&client.make("/products", &json!({}))).to_owned();
        Self { house, client, salon, product }
    }

    /// The platform's client.
    pub(crate) fn platform(&self) -> Client {
        self.house.platform()
    }

    /// A path and a body with which a POST succeeds, and which differ each time: by the
    /// document's examples, about rows of its own, unless it needs more than that.
    pub(crate) fn request(&self, operation: &Documented) -> (String, Value) {
        let (path, body) = match operation.id.as_str() {
            "blockouts_create" | "time_off_requests_create" => (None, self.blockout()),
            "centers_overrides_create" => {
                (Some(self.salon.center.clone()), json!({"date": day(self.client.number())}))
            }
            "providers_overrides_create" => {
                (Some(self.salon.providers[0].clone()), json!({"date": day(self.client.number())}))
            }
            "appointments_create" => (None, self.booking()),
            "appointments_reschedule" => {
                let to = json!({"starts_at": self.booking()["starts_at"]});
                (Some(self.appointment()), to)
            }
            "appointments_moves" => {
                let to = json!({"starts_at": self.booking()["starts_at"]});
                (None, json!({"moves": [{"appointment_id": self.appointment(), "to": to}]}))
            }
            "appointments_book_visit" => (None, self.visiting()),
            "appointments_move_visit" => {
                let to = json!({"starts_at": self.booking()["starts_at"]});
                (None, json!({"visit_id": self.visit(), "starts_at": to["starts_at"]}))
            }
            "appointments_move_class" => {
                let to = json!({"starts_at": self.booking()["starts_at"]});
                (None, json!({"class_of": self.appointment(), "starts_at": to["starts_at"]}))
            }
            "appointments_book_together" => (None, self.party()),
            "appointments_move_together" => {
                let party = self.party();
                let booked = self.client.ask("POST /appointments/together", &party).expect(200);
                let starts_at = self.booking()["starts_at"].clone();
                (None, json!({"party_id": booked[0]["party_id"], "starts_at": starts_at}))
            }
            "appointments_cancel_together" => (None, json!({"visit_id": self.visit()})),
            "appointments_book_series" => {
                let mut series = self.booking();
                series["rule"] = json!("FREQ=DAILY;COUNT=1");
                (None, series)
            }
            "appointments_move_series" => {
                let own = &self.salon.providers[0];
                (None, json!({"series_id": self.series(), "provider_id": own}))
            }
            "appointments_walk_in" => (None, self.walk_in()),
            "appointments_undo" => {
                let appointment = self.appointment();
                let line = format!("POST /appointments/{appointment}/confirm");
                self.client.ask(&line, &json!({})).expect(200);
                (Some(appointment), json!({}))
            }
            "appointments_hand_over" => {
                let walked_in = self.client.make("/appointments/walk-in", &self.walk_in());
                (Some(id(&walked_in).to_owned()), json!({"guest_id": self.guest()}))
            }
            "centers_number_start" => {
                let place = json!({"name": "New", "time_zone": "Etc/UTC"});
                (Some(id(&self.client.make("/centers", &place)).to_owned()), json!({}))
            }
            "rooms_size" => (None, json!({"capacity": 2})),
            "guests_merge" => (Some(self.guest()), json!({"from": self.guest()})),
            "sales_create" => (None, self.sale()),
            "waitlist_offer" => {
                let time = json!({"starts_at": self.booking()["starts_at"]});
                (Some(self.waiting()), time)
            }
            "waitlist_accept" | "waitlist_decline" => (Some(self.offered()), json!({})),
            "waitlist_create" => (None, json!({"notes": self.client.number().to_string()})),
            "users_create" => {
                let password = format!("a long password, No {}", self.client.number());
                (None, json!({"role": "staff", "password": password}))
            }
            id => self.money(id).unwrap_or((None, json!({}))),
        };
        let path = operation.at(|parameter| match &path {
            Some(thing) => thing.clone(),
            None => self.thing(&kind(operation, parameter)),
        });
        let differs = |field: &Field<'_>| field.is_required || field.name == "name";
        (path, self.client.filled(operation, &body, &differs))
    }

    /// Something of a kind that no other request is about.
    fn thing(&self, kind: &str) -> String {
        match kind {
            "appointments" => self.appointment(),
            "time-off-requests" => {
                id(&self.client.make("/time-off-requests", &self.blockout())).to_owned()
            }
            "day-closes" => {
                let date = json!({"date": day(self.client.number())});
                id(&self.client.make("/day-closes", &date)).to_owned()
            }
            _ => id(&self.client.make(&format!("/{kind}"), &json!({}))).to_owned(),
        }
    }

    fn blockout(&self) -> Value {
        json!({
            "provider_id": self.salon.providers[0], "notes": self.client.number().to_string(),
            "starts_at": "2020-01-01T00:00:00Z", "ends_at": "2020-01-01T01:00:00Z",
        })
    }

    fn booking(&self) -> Value {
        let number = self.client.number();
        let (day, hour) = (number / 24, number % 24);
        let date: chrono::NaiveDate = self.salon.date.parse().unwrap();
        let date = date + chrono::Days::new(day.into());
        let mut booking = self.salon.booking(0, 0, 0);
        booking["starts_at"] = json!(format!("{date}T{hour:02}:00:00Z"));
        booking
    }

    /// Somebody who walks in when nobody else does.
    fn walk_in(&self) -> Value {
        let mut walk_in = self.booking();
        if let Some(fields) = walk_in.as_object_mut() {
            fields.remove("guest_id");
        }
        walk_in
    }

    /// A visit of one service, to be booked.
    fn visiting(&self) -> Value {
        let booking = self.booking();
        json!({
            "center_id": booking["center_id"], "guest_id": booking["guest_id"],
            "starts_at": booking["starts_at"],
            "services": [{"service_id": booking["service_id"]}],
        })
    }

    /// Two who come together, to be booked.
    fn party(&self) -> Value {
        let booking = self.booking();
        let other = json!({
            "first_name": "N", "last_name": self.client.number().to_string(),
            "center_id": booking["center_id"], "hours": every_day("00:00", "24:00"),
        });
        let other = self.client.make("/providers", &other);
        let guest = |provider: &Value| {
            json!({
                "guest_id": self.guest(), "service_id": booking["service_id"],
                "provider_id": provider,
            })
        };
        json!({
            "center_id": booking["center_id"], "starts_at": booking["starts_at"],
            "guests": [guest(&booking["provider_id"]), guest(&other["id"])],
        })
    }

    /// A visit that is booked.
    fn visit(&self) -> Value {
        let booked = self.client.ask("POST /appointments/visits", &self.visiting()).expect(200);
        booked[0]["visit_id"].clone()
    }

    fn series(&self) -> Value {
        let mut series = self.booking();
        series["rule"] = json!("FREQ=DAILY;COUNT=1");
        self.client.ask("POST /appointments/series", &series).expect(200)["series_id"].clone()
    }

    fn appointment(&self) -> String {
        id(&self.client.make("/appointments", &self.booking())).to_owned()
    }

    /// Somebody who waits.
    fn waiting(&self) -> String {
        let booking = self.booking();
        let mut waits = json!({"notes": self.client.number().to_string()});
        for field in ["center_id", "guest_id", "service_id"] {
            waits[field] = booking[field].clone();
        }
        id(&self.client.make("/waitlist", &waits)).to_owned()
    }

    /// Somebody who waits, and has an offer.
    fn offered(&self) -> String {
        let waiting = self.waiting();
        let time = json!({"starts_at": self.booking()["starts_at"]});
        self.client.ask(&format!("POST /waitlist/{waiting}/offer"), &time).expect(200);
        waiting
    }

    fn guest(&self) -> String {
        self.thing("guests")
    }
}

/// A day of its own for each number.
fn day(number: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    (first + chrono::Days::new(number.into())).to_string()
}
