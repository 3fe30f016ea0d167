//! How long a sign-in takes that fails: at an address which nobody has, with a wrong
//! password, and as a user who is disabled. If one of them took longer than another, the
//! time would tell who is known.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    http::load::percentile,
    kit::{Client, Place, Server, organization},
};

/// How many addresses of each kind there are. Each is tried once in a round, so that
/// none of them comes to where a further attempt has to wait.
const ADDRESSES: usize = 200;
/// The first attempt at an address that nobody has makes the row that counts the
/// failures; a later one finds it.
const ROUNDS: [&str; 2] = ["at the first attempt", "at the second attempt"];

const RIGHT: &str = "seven purple otters";
const WRONG: &str = "eleven green newts";

/// Why an attempt fails.
#[derive(Clone, Copy)]
enum Kind {
    Unknown,
    Wrong,
    Disabled,
}

use Kind::{Disabled, Unknown, Wrong};

/// The turns that the kinds take: each comes as often after each, and after itself.
const TURNS: [[Kind; 3]; 6] = [
    [Unknown, Wrong, Disabled],
    [Disabled, Unknown, Wrong],
    [Wrong, Disabled, Unknown],
    [Unknown, Disabled, Wrong],
    [Wrong, Unknown, Disabled],
    [Disabled, Wrong, Unknown],
];

impl Kind {
    /// All bodies are of one length.
    fn email(self, number: usize) -> String {
        let name = match self {
            Unknown => "nobody",
            Wrong => "active",
            Disabled => "closed",
        };
        format!("{name}-{number:03}@example.com")
    }

    /// Makes the user of an address, if there is one.
    fn make(self, admin: &Client, number: usize) {
        let is_active = match self {
            Unknown => return,
            Wrong => true,
            Disabled => false,
        };
        let user = json!({
            "name": "A", "email": self.email(number), "role": "staff", "password": RIGHT,
            "is_active": is_active,
        });
        admin.make("/users", &user);
    }

    /// Tries an address, and returns how long the answer took.
    fn attempt(self, open: &Client, number: usize) -> Duration {
        // Who is disabled does not get in with the right one.
        let password = if matches!(self, Disabled) { RIGHT } else { WRONG };
        let begun = Instant::now();
        let answer = sign_in(open, &self.email(number), password);
        let took = begun.elapsed();
        assert_eq!(answer, 401, "{}", self.email(number));
        took
    }
}

fn sign_in(open: &Client, email: &str, password: &str) -> u16 {
    let body = json!({"organization": "atelier", "email": email, "password": password});
    open.ask("POST /auth/login", &body).status
}

/// What the attempts of one kind took.
#[derive(Default)]
struct Took([Vec<Duration>; 3]);

impl Took {
    fn of(&self, kind: Kind) -> &[Duration] {
        &self.0[kind as usize]
    }

    fn print(&self, round: &str) {
        println!("{round}, {ADDRESSES} addresses of each kind");
        let reference = median(self.of(Wrong).iter());
        println!("  wrong password: {reference:.2?}");
        for (title, kind) in [("unknown address", Unknown), ("disabled user", Disabled)] {
            let took = median(self.of(kind).iter());
            println!("  {title}: {took:.2?}, {:.3} times as long", ratio(took, reference));
        }
        // Two halves, with the same turns, that differ in nothing: what noise alone makes.
        let cycles = self.of(Wrong).chunks(TURNS.len());
        let half = |first| median(cycles.clone().skip(first).step_by(2).flatten());
        println!("  half of the wrong passwords: {:.3} times the other", ratio(half(1), half(0)));
    }
}

fn median<'a>(took: impl Iterator<Item = &'a Duration>) -> Duration {
    percentile(took.copied(), 50)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// Signs in, and fails, in turns.
pub(crate) fn failing() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let (admin, open) = (server.client(&token), server.client(""));
    for number in 0..ADDRESSES {
        for kind in TURNS[0] {
            kind.make(&admin, number);
        }
    }
    println!("sign-ins that fail");
    for round in ROUNDS {
        let mut took = Took::default();
        for number in 0..ADDRESSES {
            for kind in TURNS[number % TURNS.len()] {
                took.0[kind as usize].push(kind.attempt(&open, number));
            }
        }
        took.print(round);
    }
    assert_eq!(sign_in(&open, &Wrong.email(0), RIGHT), 200, "the user was not what was wrong");
}
