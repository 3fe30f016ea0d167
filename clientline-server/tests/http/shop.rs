//! A salon with one of everything, and a request that succeeds for every POST.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::http::{
    document::Documented,
    public::open_to_the_public,
    running::{Client, House, id},
    salon::Salon,
};

pub(crate) struct Shop {
    house: House,
    pub(crate) client: Client,
    pub(crate) salon: Salon,
    room_category: String,
    product: String,
    /// How many requests were made up: no two of them are the same.
    made_up: AtomicU32,
}

/// What a POST changes nothing by, so that there is nothing to repeat.
pub(crate) const CHANGES_NOTHING: [&str; 1] = ["invoices_preview"];

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
        let room_category = client.make("/room-categories", &json!({"name": "Massage"}));
        let product = client.make("/products", &json!({"name": "Oil", "sale_price": "12.50"}));
        Self {
            house,
            client,
            salon,
            room_category: id(&room_category).to_owned(),
            product: id(&product).to_owned(),
            made_up: AtomicU32::new(0),
        }
    }

    /// The platform's client.
    pub(crate) fn platform(&self) -> Client {
        self.house.platform()
    }

    /// A number that no other request has.
    fn number(&self) -> u32 {
        self.made_up.fetch_add(1, Ordering::Relaxed)
    }

    /// A path and a body with which a POST succeeds, and which differ each
    /// time.
    pub(crate) fn request(&self, operation: &Documented) -> (String, Value) {
        let number = self.number();
        let named = json!({"name": format!("No {number}")});
        let of_center = |mut value: Value| {
            value["center_id"] = json!(self.salon.center);
            value
        };
        let person = of_center(json!({"first_name": "N", "last_name": number.to_string()}));
        let body = match operation.id.as_str() {
            "business_units_create"
            | "categories_create"
            | "employees_create"
            | "room_categories_create" => named,
            "users_create" => json!({
                "name": "N", "email": format!("n{number}@example.com"), "role": "staff",
                "password": format!("a long password, No {number}"),
            }),
            "centers_create" => json!({"name": format!("No {number}"), "time_zone": "Etc/UTC"}),
            "guests_create" | "providers_create" => person,
            "services_create" => {
                json!({"name": format!("No {number}"), "duration_minutes": 30, "price": "20"})
            }
            "products_create" => json!({"name": format!("No {number}"), "sale_price": "2.50"}),
            "packages_create" => json!({
                "name": format!("No {number}"), "price": "400.00",
                "items": [{"service_id": self.salon.service, "sessions": 10}],
            }),
            "offers_discounts_create" => json!({
                "name": format!("No {number}"), "discount_type": "percentage",
                "discount_value": "10",
            }),
            "rooms_create" => of_center(json!({
                "name": format!("No {number}"), "room_category_id": self.room_category,
            })),
            "taxes_create" => json!({"code": format!("T{number}"), "name": "VAT", "rate": "21"}),
            "blockouts_create" => json!({
                "provider_id": self.salon.providers[0], "reason": "break",
                "notes": number.to_string(),
                "starts_at": "2020-01-01T00:00:00Z", "ends_at": "2020-01-01T01:00:00Z",
            }),
            "centers_overrides_create" | "providers_overrides_create" => {
                json!({"date": day(number), "windows": []})
            }
            "appointments_create" => self.booking(number),
            "sales_create" => self.sale(number),
            "invoices_create"
            | "invoices_get_or_create"
            | "invoices_issue"
            | "invoices_void"
            | "invoice_items_create" => return self.on_a_draft(operation),
            "invoices_generate" => {
                let sale = self.client.make("/sales", &self.sale(number));
                return (operation.at(|_| id(&sale).to_owned()), json!({}));
            }
            "invoices_preview" => json!({"currency": "EUR", "price_mode": "exclusive", "lines": [
                {"name": format!("No {number}"), "quantity": "1", "unit_price": "45.00"},
            ]}),
            "payments_create" | "collections_create" => {
                json!({"invoice_id": self.owed(), "payment_method": "card", "amount": "1.00"})
            }
            "payments_complete" | "payments_fail" => {
                let pending = json!({
                    "invoice_id": self.owed(), "payment_method": "card", "amount": "1.00",
                    "status": "pending",
                });
                let payment = self.client.make("/payments", &pending);
                return (operation.at(|_| id(&payment).to_owned()), json!({}));
            }
            "guests_erase" => return (operation.at(|_| self.guest()), json!({})),
            "guests_merge" => {
                return (operation.at(|_| self.guest()), json!({"from": self.guest()}));
            }
            "appointments_reschedule" => {
                let to = json!({"starts_at": self.booking(self.number())["starts_at"]});
                return (operation.at(|_| self.appointment()), to);
            }
            step if step.starts_with("appointments_") => {
                return (operation.at(|_| self.appointment()), json!({}));
            }
            other => panic!("no request is known for {other}"),
        };
        let path = operation.at(|_| match operation.path.split('/').nth(1) {
            Some("centers") => self.salon.center.clone(),
            _ => self.salon.providers[0].clone(),
        });
        (path, body)
    }

    fn booking(&self, number: u32) -> Value {
        let (day, hour) = (number / 24, number % 24);
        let date: chrono::NaiveDate = self.salon.date.parse().unwrap();
        let date = date + chrono::Days::new(day.into());
        let mut booking = self.salon.booking(0, 0, 0);
        booking["starts_at"] = json!(format!("{date}T{hour:02}:00:00Z"));
        booking
    }

    fn appointment(&self) -> String {
        id(&self.client.make("/appointments", &self.booking(self.number()))).to_owned()
    }

    fn guest(&self) -> String {
        let guest = json!({"first_name": "N", "last_name": "N", "center_id": self.salon.center});
        id(&self.client.make("/guests", &guest)).to_owned()
    }

    fn sale(&self, number: u32) -> Value {
        json!({
            "guest_id": self.guest(), "product_id": self.product, "remarks": number.to_string(),
        })
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

    fn on_a_draft(&self, operation: &Documented) -> (String, Value) {
        match operation.id.as_str() {
            "invoices_create" => (operation.path.clone(), json!({"guest_id": self.guest()})),
            "invoices_get_or_create" => (operation.at(|_| self.guest()), json!({})),
            "invoices_issue" => (operation.at(|_| self.draft()), json!({})),
            "invoices_void" => (operation.at(|_| self.owed()), json!({})),
            _ => {
                let line = json!({"invoice_id": self.draft(), "product_id": self.product});
                (operation.path.clone(), line)
            }
        }
    }
}

/// A day of its own for each number.
fn day(number: u32) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    (first + chrono::Days::new(number.into())).to_string()
}
