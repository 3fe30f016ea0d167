//! The five requests, and the salon that they are made in.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::kit::{Client, date, every_day, id};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// One appointment by its identifier.
    Appointment,
    /// Fifty appointments of a provider on some days.
    List,
    /// The starts of one day at which a service can be had.
    Slots,
    /// An appointment to be booked, with a room, and by an idempotency key.
    Booking,
    /// A guest's draft of an invoice, which is there.
    GetOrCreate,
}

impl Wish {
    pub(crate) const ALL: [Self; 5] =
        [Self::Appointment, Self::List, Self::Slots, Self::Booking, Self::GetOrCreate];

    /// What the peer calls it.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::List => "list",
            Self::Slots => "slots",
            Self::Booking => "booking",
            Self::GetOrCreate => "get-or-create",
        }
    }

    /// How often it is asked for in a round.
    pub(crate) const fn times(self) -> usize {
        match self {
            Self::Booking => 400,
            Self::Slots | Self::List => 800,
            Self::Appointment | Self::GetOrCreate => 1_600,
        }
    }
}

/// One center that is open round the clock, with as many rooms as providers.
pub(crate) struct Salon {
    client: Client,
    center: String,
    service: String,
    providers: Vec<String>,
    guests: Vec<String>,
    appointments: Vec<String>,
    booked: AtomicUsize,
}

/// Providers of the salon; each has an appointment on each day before anything is measured.
const PROVIDERS: usize = 8;
/// Days on which they are booked.
const DAYS: usize = 61;
/// Appointments that are there before.
const BEFORE: usize = DAYS * PROVIDERS;

impl Salon {
    pub(crate) fn make(client: &Client) -> Self {
        let hours = every_day("00:00", "24:00");
        let center = json!({"name": "Riga", "time_zone": "Etc/UTC", "hours": hours});
        let center = id(&client.make("/centers", &center)).to_owned();
        let kind = client.make("/room-categories", &json!({"name": "Massage"}));
        let service = json!({"name": "Massage", "duration_minutes": 60, "price": "45.00",
            "room_category_id": kind["id"]});
        let service = id(&client.make("/services", &service)).to_owned();
        let named = |number: usize| json!({"first_name": "N", "last_name": number.to_string(), "center_id": center});
        let provider = |number| {
            let room = json!({"name": format!("Room {number}"), "room_category_id": kind["id"],
                "center_id": center});
            client.make("/rooms", &room);
            let mut new = named(number);
            new["hours"] = hours.clone();
            id(&client.make("/providers", &new)).to_owned()
        };
        let providers = (0..PROVIDERS).map(provider).collect();
        let guest = |number| id(&client.make("/guests", &named(number))).to_owned();
        let guests: Vec<String> = (0..8).map(guest).collect();
        for guest in &guests {
            client.ask(&format!("POST /invoices/get-or-create/{guest}"), &json!({})).expect(201);
        }
        let (appointments, booked) = (Vec::new(), AtomicUsize::new(0));
        let client = client.clone();
        let mut salon = Self { client, center, service, providers, guests, appointments, booked };
        let (line, key, body) = salon.booking();
        let first = salon.client.send(&line, &[("idempotency-key", &key)], body.as_ref());
        salon.appointments.push(id(&first.unwrap().expect(201)).to_owned());
        salon
    }

    /// Books what is there before anything is measured.
    pub(crate) fn fill(&self, client: &Client, share: usize) {
        for _ in 0..BEFORE / share {
            self.ask(client, Wish::Booking);
        }
    }

    /// The next appointment: each at a time at which its provider has none, and those that
    /// follow each other on other days, so that nobody competes for a room.
    fn booking(&self) -> (String, String, Option<Value>) {
        let number = self.booked.fetch_add(1, Ordering::Relaxed);
        let (day, place) = (number % DAYS, number / DAYS);
        let (provider, hour) = (place % PROVIDERS, place / PROVIDERS);
        let first: chrono::NaiveDate = date().parse().unwrap();
        let day = first + chrono::Days::new(day as u64);
        let body = json!({
            "center_id": self.center, "guest_id": self.guests[number % self.guests.len()],
            "service_id": self.service, "provider_id": self.providers[provider],
            "starts_at": format!("{day}T{hour:02}:00:00Z"),
        });
        ("POST /appointments".to_owned(), format!("booking-{number}"), Some(body))
    }

    /// Asks once, and checks that it was done.
    pub(crate) fn ask(&self, client: &Client, wish: Wish) {
        let Self { center, service, providers, guests, .. } = self;
        let day = date();
        let get = |path: String| (format!("GET {path}"), String::new(), None);
        let (line, key, body) = match wish {
            Wish::Appointment => get(format!("/appointments/{}", self.appointments[0])),
            Wish::List => {
                let (from, to) = (format!("{day}T00:00:00Z"), "2100-01-01T00:00:00Z");
                let provider = &providers[0];
                get(format!("/appointments?provider_id={provider}&from={from}&to={to}&limit=50"))
            }
            Wish::Slots => {
                let query = format!("center_id={center}&service_id={service}&date={day}&days=1");
                get(format!("/appointments/slots?{query}"))
            }
            Wish::Booking => self.booking(),
            Wish::GetOrCreate => {
                let line = format!("POST /invoices/get-or-create/{}", guests[0]);
                (line, String::new(), Some(json!({})))
            }
        };
        let key = [("idempotency-key", key.as_str())];
        let headers = if key[0].1.is_empty() { &[][..] } else { &key };
        let answer = client.send(&line, headers, body.as_ref()).unwrap();
        assert!(matches!(answer.status, 200 | 201), "{line}: {}", answer.text);
        if wish == Wish::List {
            assert_eq!(answer.json()["items"].as_array().unwrap().len(), 50);
        }
    }
}
