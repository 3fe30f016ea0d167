//! What strangers who fail to sign in at full rate do to those of the same organization
//! who have an account: how many of these get in within two seconds, and how much memory
//! the server takes.

use std::{
    collections::BTreeMap,
    fs,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    http::load::percentile,
    kit::{Client, Place, Server, organization},
};

/// More than may wait in a line.
const STRANGERS: usize = 100;
const USERS: usize = 60;
/// How long the flood lasts before the first of them signs in.
const BEFORE: Duration = Duration::from_secs(5);
const IN_TIME: Duration = Duration::from_secs(2);
/// In each hundred, as many are to get in.
const SHARE: usize = 95;

const RIGHT: &str = "seven purple otters";
const WRONG: &str = "eleven green newts";

fn email(number: usize) -> String {
    format!("user-{number}@example.com")
}

fn sign_in(client: &Client, email: &str, password: &str, device: &Value) -> (u16, Value) {
    let body = json!({
        "organization": "atelier", "email": email, "password": password, "device_token": device,
    });
    let answer = client.ask("POST /auth/login", &body);
    (answer.status, answer.json())
}

/// MiB that a process has in memory, where the system says so.
fn resident(server: &Server) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1_024)
}

/// Fails at ever new addresses until it is over, and counts the attempts.
fn strangers(open: &Client, number: usize, is_over: &AtomicBool, attempts: &AtomicU64) {
    let client = Client::new_beside(open);
    for attempt in 0_u64.. {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let email = format!("stranger-{number}-{attempt}@example.com");
        let (status, _) = sign_in(&client, &email, WRONG, &Value::Null);
        assert!([401, 503].contains(&status), "{status}");
        attempts.fetch_add(1, Ordering::Relaxed);
    }
}

/// Lets everybody sign in one after the other, with what is known of their device, and
/// returns that of now.
fn users(title: &str, open: &Client, devices: &[Value]) -> Vec<Value> {
    let (mut took, mut answers, mut known) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut in_time = 0;
    for (number, device) in devices.iter().enumerate() {
        let begun = Instant::now();
        let (status, grant) = sign_in(open, &email(number), RIGHT, device);
        took.push(begun.elapsed());
        in_time += usize::from(status == 200 && begun.elapsed() <= IN_TIME);
        *answers.entry(status).or_insert(0) += 1;
        known.push(grant["device_token"].clone());
    }
    let [p50, p99] = [50, 99].map(|share| percentile(took.iter().copied(), share));
    println!("  {title}: {in_time} of {USERS} within 2 s, {answers:?}, {p50:.0?}, p99 {p99:.0?}");
    assert!(in_time * 100 >= USERS * SHARE, "strangers keep users out");
    known
}

/// Floods a server on `SQLite`, and signs in beside.
pub(crate) fn flooded() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let (admin, open) = (server.client(&token), server.client(""));
    for number in 0..USERS {
        let email = email(number);
        let user = json!({"name": "A", "email": email, "role": "staff", "password": RIGHT});
        admin.make("/users", &user);
    }
    println!("{STRANGERS} strangers who fail to sign in at full rate");
    println!("  MiB in memory before: {:?}", resident(&server));
    let (is_over, attempts) = (AtomicBool::new(false), AtomicU64::new(0));
    let begun = Instant::now();
    thread::scope(|scope| {
        for number in 0..STRANGERS {
            let (open, is_over, attempts) = (&open, &is_over, &attempts);
            scope.spawn(move || strangers(open, number, is_over, attempts));
        }
        thread::sleep(BEFORE);
        let unknown = vec![Value::Null; USERS];
        let known = users("accounts", &open, &unknown);
        users("accounts on known devices", &open, &known);
        println!("  MiB in memory meanwhile: {:?}", resident(&server));
        is_over.store(true, Ordering::Relaxed);
    });
    let rate = attempts.load(Ordering::Relaxed) / begun.elapsed().as_secs().max(1);
    println!("  attempts of strangers: {rate} a second");
    println!("  MiB in memory after: {:?}", resident(&server));
}
