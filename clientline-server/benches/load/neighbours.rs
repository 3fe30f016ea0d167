//! What an organization feels of a neighbour that floods the server: how long it waits
//! for times to book, and for a new guest to be kept, while 128 clients of another
//! organization ask for one or the other as fast as they can.
//!
//! The flood comes from a process of the lowest priority, as far as there is one: it is
//! on the server's own cores, and stands for clients that have theirs.

use std::{
    io::{Read, Write, stdin},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use throwaway_postgres::Database;

use crate::{
    http::load::percentile,
    kit::{Client, Place, Salon, Server, organization},
    rivals::migrate,
};

/// How long each figure is taken.
const PART: Duration = Duration::from_secs(5);
/// How many flood the server beside one who asks now and then.
const FLOOD: usize = 128;
/// How long the one rests between two requests.
const PAUSE: Duration = Duration::from_millis(10);
/// The word by which this program is the flood.
pub(crate) const WORD: &str = "flood";

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wish {
    /// The times of a week to book, which is what is asked for most.
    Slots,
    /// A guest to be kept.
    Guest,
}

/// A request, and the body that it has.
pub(crate) type Request = (String, Option<Value>);

impl Wish {
    pub(crate) fn request(self, salon: &Salon) -> Request {
        let Salon { center, service, date, .. } = salon;
        match self {
            Self::Slots => {
                let query = format!("center_id={center}&service_id={service}&date={date}&days=7");
                (format!("GET /appointments/slots?{query}"), None)
            }
            Self::Guest => {
                let guest = json!({"first_name": "N", "last_name": "One", "center_id": center});
                ("POST /guests".to_owned(), Some(guest))
            }
        }
    }
}

/// Sends a request, and tells whether it was done.
fn is_done(client: &Client, (line, body): &Request) -> bool {
    let answer = client.send(line, &[], body.as_ref());
    answer.is_ok_and(|answer| matches!(answer.status, 200 | 201))
}

/// How long each request took that was done, and how many were not.
#[derive(Debug, Default)]
pub(crate) struct Took {
    done: Vec<Duration>,
    others: usize,
}

impl Took {
    /// Sends a request again and again for a while, with pauses.
    pub(crate) fn asking(client: &Client, request: &Request, pause: Duration) -> Self {
        let mut took = Self::default();
        let begun = Instant::now();
        while begun.elapsed() < PART {
            let sent = Instant::now();
            if is_done(client, request) {
                took.done.push(sent.elapsed());
            } else {
                took.others += 1;
            }
            thread::sleep(pause);
        }
        took
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.done.extend(other.done);
        self.others += other.others;
    }

    /// How many were done in a second.
    pub(crate) fn goodput(&self) -> u64 {
        self.done.len() as u64 / PART.as_secs()
    }

    /// Prints what it was, and returns the 99th percentile.
    pub(crate) fn tell(&self, title: &str) -> Duration {
        let [p50, p99] = [50, 99].map(|share| percentile(self.done.iter().copied(), share));
        let (done, others) = (self.done.len(), self.others);
        println!("  {title}: {done} done, {others} not, p50 {p50:.1?}, p99 {p99:.1?}");
        p99
    }
}

const NO_RATES: [&str; 6] =
    ["--address-rate", "0", "--token-rate", "0", "--organization-rate", "0"];
/// Twice the cores of the machine that the figures were taken on.
const FEW: [&str; 2] = ["--database-connections", "4"];

pub(crate) fn on_sqlite() {
    beside("SQLite, usual rates", &Place::make(), &[]);
    beside("SQLite, no rates", &Place::make(), &NO_RATES);
}

pub(crate) fn on_postgres() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let few = [&NO_RATES[..], &FEW].concat();
    let parts: [(&str, &[&str]); 3] =
        [("usual rates", &[]), ("no rates", &NO_RATES), ("no rates, 4 connections", &few)];
    for (title, arguments) in parts {
        let database = runtime.block_on(Database::durable());
        let place = Place::on(&database.url(), ());
        migrate(&place);
        beside(&format!("PostgreSQL, {title}"), &place, arguments);
    }
}

/// One organization floods the server; another asks a hundred times a second at most.
fn beside(title: &str, place: &Place, arguments: &[&str]) {
    println!("a neighbour with {FLOOD} clients: {title}");
    let tokens = ["quiet", "loud"].map(|slug| organization(place, slug));
    let server = Server::start_with(place, arguments);
    let [quiet, loud] = tokens.each_ref().map(|token| Salon::make(&server.client(token), 5, 1));
    place.analyze();
    for wish in [Wish::Slots, Wish::Guest] {
        let request = wish.request(&quiet);
        let asks = |title: &str| {
            Took::asking(&quiet.client, &request, PAUSE).tell(&format!("{wish:?}, {title}"))
        };
        let idle = asks("idle");
        for flood in [Wish::Slots, Wish::Guest] {
            let flooding = Flood::begin(&server.address, &tokens[1], &flood.request(&loud));
            thread::sleep(Duration::from_secs(1));
            let beside = asks(&format!("beside a flood for {flood:?}"));
            let (done, others) = flooding.end();
            let times = beside.as_secs_f64() / idle.as_secs_f64();
            println!("    {times:.2} times the p99; of the flood {done} done, {others} not");
        }
    }
}

/// The process that floods.
struct Flood(Child);

impl Flood {
    fn begin(address: &str, token: &str, request: &Request) -> Self {
        let mut process = Command::new("nice")
            .args(["-n", "19"])
            .arg(std::env::current_exe().unwrap())
            .arg(WORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut orders = process.stdin.take().unwrap();
        writeln!(orders, "{}", json!([address, token, request])).unwrap();
        // It goes on until it can't read any more.
        process.stdin = Some(orders);
        Self(process)
    }

    /// Returns how many of its requests were done in a part, and how many were not.
    fn end(mut self) -> (u64, u64) {
        drop(self.0.stdin.take());
        let said = self.0.wait_with_output().unwrap();
        serde_json::from_slice(&said.stdout).unwrap()
    }
}

/// Floods a server until the one who gave the orders has had enough.
pub(crate) fn flood() {
    let mut orders = String::new();
    stdin().read_line(&mut orders).unwrap();
    let (address, token, request): (String, String, Request) =
        serde_json::from_str(&orders).unwrap();
    let over = AtomicBool::new(false);
    let counts = [const { AtomicU64::new(0) }; 2];
    thread::scope(|scope| {
        for _ in 0..FLOOD {
            scope.spawn(|| {
                // Each has a connection of its own.
                let client = Client::new(&address, &token);
                while !over.load(Ordering::Relaxed) {
                    let count = usize::from(!is_done(&client, &request));
                    counts[count].fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let _end = stdin().read_to_end(&mut Vec::new());
        over.store(true, Ordering::Relaxed);
    });
    println!("{}", json!(counts.map(AtomicU64::into_inner)));
}
