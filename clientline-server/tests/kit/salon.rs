//! A salon to book in, made over HTTP.

use serde_json::{Value, json};

use super::{Answer, Client};

/// One center that is open round the clock, with one service of an hour.
#[derive(Clone)]
pub(crate) struct Salon {
    pub(crate) client: Client,
    pub(crate) center: String,
    pub(crate) service: String,
    pub(crate) providers: Vec<String>,
    pub(crate) guests: Vec<String>,
    pub(crate) date: String,
}

impl Salon {
    pub(crate) fn make(client: &Client, providers: usize, guests: usize) -> Self {
        let hours = every_day("00:00", "24:00");
        let center = json!({"name": "Riga", "time_zone": "Etc/UTC", "hours": hours});
        let center = id(&client.make("/centers", &center)).to_owned();
        let service = json!({"name": "Cut", "duration_minutes": 60, "price": "45.00"});
        let service = id(&client.make("/services", &service)).to_owned();
        let named = |number: usize| json!({"first_name": "N", "last_name": number.to_string(), "center_id": center});
        let provider = |number| {
            let mut new = named(number);
            new["hours"] = hours.clone();
            id(&client.make("/providers", &new)).to_owned()
        };
        let guest = |number| id(&client.make("/guests", &named(number))).to_owned();
        Self {
            client: client.clone(),
            providers: (0..providers).map(provider).collect(),
            guests: (0..guests).map(guest).collect(),
            date: date(),
            service,
            center,
        }
    }

    /// An instant of the day: so many minutes after midnight.
    pub(crate) fn at(&self, minute: u32) -> String {
        format!("{}T{:02}:{:02}:00Z", self.date, minute / 60, minute % 60)
    }

    /// The body of a booking.
    pub(crate) fn booking(&self, guest: usize, provider: usize, minute: u32) -> Value {
        json!({
            "center_id": self.center, "guest_id": self.guests[guest],
            "service_id": self.service, "provider_id": self.providers[provider],
            "starts_at": self.at(minute),
        })
    }

    pub(crate) fn book(&self, guest: usize, provider: usize, minute: u32) -> Answer {
        self.client.ask("POST /appointments", &self.booking(guest, provider, minute))
    }

    /// All appointments of the center.
    pub(crate) fn appointments(&self) -> Vec<Value> {
        self.client.all(&format!("/appointments?center_id={}", self.center))
    }

    /// Checks that no two appointments that take place take the same time of one
    /// provider, and returns how many there are.
    pub(crate) fn check_exclusive(&self) -> usize {
        let mut held: Vec<_> = self
            .appointments()
            .iter()
            .filter(|appointment| appointment["status"] != "cancelled")
            .map(|appointment| {
                let text = |field: &str| appointment[field].as_str().unwrap().to_owned();
                (text("provider_id"), text("starts_at"), text("ends_at"))
            })
            .collect();
        held.sort();
        for pair in held.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            assert!(before.0 != after.0 || before.2 <= after.1, "{before:?} and {after:?}");
        }
        held.len()
    }
}

/// The identifier of what was made.
pub(crate) fn id(made: &Value) -> &str {
    made["id"].as_str().unwrap()
}

/// Hours from morning to midnight, every day.
pub(crate) fn every_day(start: &str, end: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let windows = days.map(|day| json!({"day": day, "start": start, "end": end}));
    json!({"weekly": windows})
}

/// A date to book for, a week from now, which no horizon or notice forbids.
pub(crate) fn date() -> String {
    #[expect(clippy::disallowed_methods, reason = "the built server runs by the real clock")]
    let now = chrono::Utc::now();
    (now.date_naive() + chrono::Days::new(7)).to_string()
}

/// Lets the public into the organization of a client, and more than one at a time.
pub(crate) fn open_to_the_public(admin: &Client) {
    let door = json!({
        "is_open": true, "max_per_hour": 10_000, "max_per_contact": 1_000,
    });
    set_public_booking(admin, &door);
}

/// Says how the public books at an organization.
pub(crate) fn set_public_booking(admin: &Client, door: &Value) {
    let own = admin.get("/organizations").expect(200)["items"][0].clone();
    let settings = json!({"settings": {"public_booking": door}});
    admin.ask(&format!("PATCH /organizations/{}", id(&own)), &settings).expect(200);
}
