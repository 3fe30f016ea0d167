//! What a hot row costs: bookings a second at one provider, beside as many spread over
//! many, from one client to 64, on one process and on three.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use throwaway_postgres::Cluster;

use crate::{
    kit::{Client, Place, Salon, Server, organization},
    rivals::migrate,
};

/// How many clients there are at once, from part to part.
const CLIENTS: [usize; 4] = [1, 8, 32, 64];

/// How many providers there are, the hot one among them.
const PROVIDERS: usize = 65;

/// How long each part takes.
const PART: Duration = Duration::from_secs(3);

/// How long an appointment lasts: short, so that a provider's days have room for all.
const MINUTES: usize = 10;
/// How many of them a day has.
const OF_A_DAY: usize = 24 * 60 / MINUTES;

/// How many days ahead a time is chosen at most: less than the horizon of a booking.
const DAYS: usize = 300;

pub(crate) fn on_sqlite() {
    for processes in [1, 3] {
        hot("SQLite", &Place::make(), processes);
    }
}

pub(crate) fn on_postgres() {
    for processes in [1, 3] {
        let cluster = Cluster::start();
        hot("PostgreSQL", &Place::on(cluster.url(), ()), processes);
    }
}

/// Times that nobody has yet, of one provider or of many.
struct Free<'a> {
    salon: &'a Salon,
    /// A client of each process.
    doors: Vec<Client>,
    first: chrono::NaiveDate,
    hot: AtomicUsize,
    spread: AtomicUsize,
}

impl Free<'_> {
    /// Books at the hot provider, or at one of the others in turns.
    fn book(&self, client: &Client, guest: usize, is_hot: bool) {
        let (provider, place) = if is_hot {
            (0, self.hot.fetch_add(1, Ordering::Relaxed))
        } else {
            let number = self.spread.fetch_add(1, Ordering::Relaxed);
            (1 + number % (PROVIDERS - 1), number / (PROVIDERS - 1))
        };
        let (day, minute) = (place / OF_A_DAY, place % OF_A_DAY * MINUTES);
        assert!(day < DAYS, "no time is left");
        let day = self.first + chrono::Days::new(day as u64);
        let mut booking = self.salon.booking(guest, provider, 0);
        booking["starts_at"] = json!(format!("{day}T{:02}:{:02}:00Z", minute / 60, minute % 60));
        client.ask("POST /appointments", &booking).expect(201);
    }

    /// Has clients book one after the other, and returns how many a second were booked.
    fn rate(&self, clients: usize, is_hot: bool) -> f64 {
        let begun = Instant::now();
        let booked: u32 = thread::scope(|scope| {
            let one = |guest| {
                scope.spawn(move || {
                    let client = Client::new_beside(&self.doors[guest % self.doors.len()]);
                    let mut booked = 0;
                    while begun.elapsed() < PART {
                        self.book(&client, guest, is_hot);
                        booked += 1;
                    }
                    booked
                })
            };
            let all: Vec<_> = (0..clients).map(one).collect();
            all.into_iter().map(|one| one.join().unwrap()).sum()
        });
        f64::from(booked) / begun.elapsed().as_secs_f64()
    }
}

fn hot(title: &str, place: &Place, processes: usize) {
    migrate(place);
    let token = organization(place, "hot");
    let servers: Vec<Server> = (0..processes).map(|_| Server::start(place)).collect();
    let doors: Vec<Client> = servers.iter().map(|server| server.client(&token)).collect();
    let salon = Salon::make(&doors[0], PROVIDERS, CLIENTS[CLIENTS.len() - 1]);
    let service = format!("PATCH /services/{}", salon.service);
    salon.client.ask(&service, &json!({ "duration_minutes": MINUTES })).expect(200);
    let first = salon.date.parse().unwrap();
    let (hot, spread) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let free = Free { salon: &salon, doors, first, hot, spread };
    println!(
        "{title}, {processes} processes: bookings a second at one provider, and over {}",
        PROVIDERS - 1
    );
    // What is done first of all is done once.
    free.book(&salon.client, 0, true);
    for clients in CLIENTS {
        place.analyze();
        let [hot, spread] = [true, false].map(|is_hot| free.rate(clients, is_hot));
        println!("{clients} clients: {hot:.0}, {spread:.0} ({:.2} times)", hot / spread);
    }
}
