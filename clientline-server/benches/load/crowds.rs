//! What a crowd does to those beside it, and to itself: the 99th percentile of an
//! organization whose neighbour floods the server, and how much gets done, and how fast,
//! from one client to 512.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    http::{
        load::percentile,
        running::{Client, Server, organization},
        salon::Salon,
    },
    place::Place,
};

/// How long each part runs.
const PART: Duration = Duration::from_secs(5);
/// How many flood the server beside one who asks now and then.
const FLOOD: usize = 128;
/// How many clients there are at once, from part to part.
const CROWDS: [usize; 6] = [1, 4, 16, 64, 256, 512];

/// What one request may be: times to book, which is what is asked for most.
fn ask(salon: &Salon) -> String {
    let Salon { center, service, date, .. } = salon;
    format!("/appointments/slots?center_id={center}&service_id={service}&date={date}&days=7")
}

fn salon(server: &Server, token: &str) -> Salon {
    Salon::make(&server.client(token), 5, 1)
}

/// Asks one request after the other for a while, with pauses, and returns how long each
/// took that was answered 200, and how many were not.
fn asks(client: &Client, path: &str, pause: Duration, over: &AtomicBool) -> (Vec<Duration>, usize) {
    let (mut took, mut others) = (Vec::new(), 0);
    let begun = Instant::now();
    while begun.elapsed() < PART && !over.load(Ordering::Relaxed) {
        let sent = Instant::now();
        match client.send(&format!("GET {path}"), &[], None) {
            Ok(answer) if answer.status == 200 => took.push(sent.elapsed()),
            _ => others += 1,
        }
        thread::sleep(pause);
    }
    (took, others)
}

fn told(title: &str, (took, others): (Vec<Duration>, usize)) -> Duration {
    let [p50, p99] = [50, 99].map(|share| percentile(took.iter().copied(), share));
    println!("  {title}: {} answers, {others} others, p50 {p50:.1?}, p99 {p99:.1?}", took.len());
    p99
}

/// One organization floods the server; another asks a hundred times a second at most.
pub(crate) fn neighbours() {
    let place = Place::make();
    let tokens = ["quiet", "loud"].map(|slug| organization(&place, slug));
    let server = Server::start(&place);
    let [quiet, loud] = [&tokens[0], &tokens[1]].map(|token| salon(&server, token));
    let (never, pause) = (AtomicBool::new(false), Duration::from_millis(10));
    println!("a neighbour with {FLOOD} clients");
    let idle = told("idle", asks(&quiet.client, &ask(&quiet), pause, &never));
    let over = AtomicBool::new(false);
    let beside = thread::scope(|scope| {
        for _ in 0..FLOOD {
            // Each has a connection of its own.
            let client = Client::new_beside(&loud.client);
            let (path, over) = (ask(&loud), &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    asks(&client, &path, Duration::ZERO, over);
                }
            });
        }
        thread::sleep(Duration::from_secs(1));
        let beside = asks(&quiet.client, &ask(&quiet), pause, &never);
        over.store(true, Ordering::Relaxed);
        beside
    });
    let beside = told("beside the flood", beside);
    println!("  {:.2} times the p99", beside.as_secs_f64() / idle.as_secs_f64());
}

/// More and more clients ask; then all but one leave.
pub(crate) fn crowds() {
    let place = Place::make();
    let token = organization(&place, "crowd");
    let server = Server::start(&place);
    let salon = salon(&server, &token);
    let path = ask(&salon);
    let never = AtomicBool::new(false);
    println!("crowds");
    for clients in CROWDS {
        let (took, others) = thread::scope(|scope| {
            let one = || {
                let client = Client::new_beside(&salon.client);
                let (path, never) = (&path, &never);
                scope.spawn(move || asks(&client, path, Duration::ZERO, never))
            };
            let all: Vec<_> = (0..clients).map(|_| one()).collect();
            all.into_iter().fold((Vec::new(), 0), |mut sum, one| {
                let (took, others) = one.join().unwrap();
                sum.0.extend(took);
                sum.1 += others;
                sum
            })
        });
        let done = took.len() as u64 / PART.as_secs();
        told(&format!("{clients} clients, {done} a second"), (took, others));
    }
    told("one client after them", asks(&salon.client, &path, Duration::ZERO, &never));
}
