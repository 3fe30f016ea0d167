//! A salon with one of everything, and a request that succeeds for every POST.

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
            "blockouts_create" => (None, self.blockout()),
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
            "appointments_book_together" => (None, self.party()),
            "appointments_cancel_together" => (None, json!({"visit_id": self.visit()})),
            "appointments_book_series" => {
                let mut series = self.booking();
                series["rule"] = json!("FREQ=DAILY;COUNT=1");
                (None, series)
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

    /// The path and the body of a request about what is billed and paid, if it needs more than the
    /// document's examples.
    fn money(&self, operation: &str) -> Option<(Option<String>, Value)> {
        Some(match operation {
            "invoice_items_create" => {
                (None, json!({"invoice_id": self.draft(), "product_id": self.product}))
            }
            "invoice_items_move" => {
                let line = json!({"invoice_id": self.draft(), "product_id": self.product});
                let line = self.client.make("/invoice-items", &line);
                (Some(id(&line).to_owned()), json!({"invoice_id": self.draft()}))
            }
            "invoices_merge" => (Some(self.draft()), json!({"invoice_id": self.draft()})),
            "invoices_create" => (None, json!({"guest_id": self.guest()})),
            "invoices_generate" => {
                let sale = self.client.make("/sales", &self.sale());
                (Some(id(&sale).to_owned()), json!({}))
            }
            "sales_deposit" => {
                let sale = self.client.make("/sales", &self.sale());
                (Some(id(&sale).to_owned()), json!({"amount": "1.00"}))
            }
            "invoices_issue" => (Some(self.draft()), json!({})),
            "invoices_preview" => (None, self.preview()),
            "invoices_void" | "invoices_write_off" => (Some(self.owed()), json!({})),
            "payments_complete" | "payments_fail" => (Some(self.awaited()), json!({})),
            "payments_create" | "collections_create" => {
                (None, json!({"invoice_id": self.owed(), "amount": "1.00"}))
            }
            "day_closes_create" => (None, json!({"date": day(self.client.number())})),
            "commission_rules_create" => {
                (None, json!({"value": format!("0.{:04}", self.client.number())}))
            }
            "credit_notes_create" => (None, json!({"invoice_id": self.owed()})),
            "payments_refund" => (Some(self.paid()), json!({})),
            "gift_cards_balance" => (None, json!({"code": self.gift_card()["code"]})),
            "guest_packages_redeem" => {
                let (package, line) = self.prepaid();
                (Some(package), json!({"invoice_item_id": line}))
            }
            "guest_packages_rest" => (Some(self.prepaid().0), rest()),
            "guest_packages_wake" => {
                let (package, _) = self.prepaid();
                let line = format!("POST /guest-packages/{package}/rest");
                self.client.ask(&line, &rest()).expect(200);
                (Some(package), json!({}))
            }
            "guest_packages_transfer" => {
                (Some(self.prepaid().0), json!({"guest_id": self.guest()}))
            }
            "guest_packages_write_off" => (Some(self.prepaid().0), json!({"early": true})),
            "gift_cards_write_off" => {
                (Some(id(&self.gift_card()).to_owned()), json!({"early": true}))
            }
            _ => return None,
        })
    }

    /// Something of a kind that no other request is about.
    fn thing(&self, kind: &str) -> String {
        match kind {
            "appointments" => self.appointment(),
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

    fn preview(&self) -> Value {
        let name = format!("No {}", self.client.number());
        let line = json!({"name": name, "quantity": "1", "unit_price": "45.00"});
        json!({"lines": [line]})
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

    fn sale(&self) -> Value {
        let remarks = self.client.number().to_string();
        json!({"guest_id": self.guest(), "product_id": self.product, "remarks": remarks})
    }

    /// A draft of a guest of its own, with one line.
    fn draft(&self) -> String {
        let draft = self.client.make("/invoices", &json!({"guest_id": self.guest()}));
        let line = json!({"invoice_id": draft["id"], "product_id": self.product});
        self.client.make("/invoice-items", &line);
        id(&draft).to_owned()
    }

    /// An invoice on which something is owed.
    fn owed(&self) -> String {
        let draft = self.draft();
        self.client.ask(&format!("POST /invoices/{draft}/issue"), &json!({})).expect(200);
        draft
    }

    /// A gift card that a guest bought.
    fn gift_card(&self) -> Value {
        let guest = self.guest();
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "gift_card": {"value": "50.00"}});
        self.client.make("/invoice-items", &line);
        self.client.ask(&format!("POST /invoices/{}/issue", id(&draft)), &json!({})).expect(200);
        let bought = self.client.get(&format!("/gift-cards?guest_id={guest}")).expect(200);
        bought["items"][0].clone()
    }

    /// A package that a guest bought, and a line on their draft that it could pay.
    fn prepaid(&self) -> (String, String) {
        let (guest, service) = (self.guest(), &self.salon.service);
        let package = json!({"items": [{"service_id": service, "sessions": 3}]});
        let package = self.client.make("/packages", &package);
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "package_id": package["id"]});
        self.client.make("/invoice-items", &line);
        self.client.ask(&format!("POST /invoices/{}/issue", id(&draft)), &json!({})).expect(200);
        let bought = self.client.get(&format!("/guest-packages?guest_id={guest}")).expect(200);
        let draft = self.client.make("/invoices", &json!({ "guest_id": guest }));
        let line = json!({"invoice_id": draft["id"], "service_id": service});
        let line = self.client.make("/invoice-items", &line);
        (id(&bought["items"][0]).to_owned(), id(&line).to_owned())
    }

    /// A payment whose money is there.
    fn paid(&self) -> String {
        let paid = json!({"invoice_id": self.owed(), "amount": "1.00"});
        id(&self.client.make("/payments", &paid)).to_owned()
    }

    /// A payment whose money is not there yet.
    fn awaited(&self) -> String {
        let pending = json!({"invoice_id": self.owed(), "amount": "1.00", "status": "pending"});
        id(&self.client.make("/payments", &pending)).to_owned()
    }
}

/// Days on which a package rests, in a future that no test reaches.
fn rest() -> Value {
    json!({"from": "2099-01-01", "until": "2099-01-10"})
}

/// A day of its own for each number.
fn day(number: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    (first + chrono::Days::new(number.into())).to_string()
}
