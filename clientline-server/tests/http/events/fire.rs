//! Servers that are killed while many write: the feed has every event once, in order, without
//! a gap, for whoever knows nothing but the last position that they were given.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher as _, RandomState},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::kit::{Answer, Client, Place, Server, id, organization};

/// How many processes share the database.
const SERVERS: usize = 3;
/// How many write at once.
const WRITERS: usize = 32;
/// How many rows each of them makes, and how often it changes each.
const ROWS: usize = 3;
const CHANGES: usize = 3;
/// At least how often a server is killed.
const KILLS: usize = 8;

/// Where the servers are at the moment.
struct Street {
    clients: [Mutex<Client>; SERVERS],
    writing: AtomicUsize,
}

fn chance(below: u64) -> u64 {
    RandomState::new().hash_one(0) % below
}

impl Street {
    fn client(&self) -> Client {
        let at = usize::try_from(chance(SERVERS as u64)).unwrap();
        self.clients[at].lock().unwrap().clone()
    }

    /// Asks one server after the other until one answers.
    fn insist(&self, line: &str, key: &str, body: Option<&Value>) -> Answer {
        loop {
            match self.client().send(line, &[("idempotency-key", key)], body) {
                Ok(answer) if answer.status != 503 => return answer,
                _ => thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    fn write(&self, writer: usize) {
        for row in 0..ROWS {
            let key = format!("{writer}-{row}");
            let new = json!({"name": key});
            let made = self.insist("POST /categories", &key, Some(&new)).expect(201);
            for change in 0..CHANGES {
                let patch = json!({"description": change.to_string()});
                let line = format!("PATCH /categories/{}", id(&made));
                self.insist(&line, &format!("{key}-{change}"), Some(&patch)).expect(200);
            }
        }
        self.writing.fetch_sub(1, Ordering::SeqCst);
    }

    /// Reads on, whichever server answers, until the event of the last row is there.
    fn follow(&self, last: &Mutex<Option<String>>) -> Vec<Value> {
        let (mut after, mut seen) = (0, Vec::new());
        loop {
            let line = format!("GET /events?after={after}&limit={}", 1 + chance(200));
            let page = self.insist(&line, "", None).expect(200);
            for event in page["items"].as_array().unwrap() {
                assert_eq!(event["position"], after + 1, "no gap, no repeat, and in order");
                after += 1;
                seen.push(event.clone());
            }
            assert_eq!(page["next_after"], after, "nothing is passed over");
            let wanted = last.lock().unwrap().clone();
            if wanted.is_some_and(|id| seen.iter().any(|event| event["subject_id"] == *id)) {
                return seen;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn every_event_comes_once_and_in_order_while_servers_are_killed() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let mut servers = [(); SERVERS].map(|()| Server::start(&place));
    let clients = servers.each_ref().map(|server| Mutex::new(server.client(&token)));
    let street = Street { clients, writing: WRITERS.into() };
    let last = Mutex::new(None);
    let mut kills = 0;
    let consumers: Vec<Vec<Value>> = thread::scope(|scope| {
        let (street, last) = (&street, &last);
        let consumers = [(); 2].map(|()| scope.spawn(move || street.follow(last)));
        for writer in 0..WRITERS {
            scope.spawn(move || street.write(writer));
        }
        while street.writing.load(Ordering::SeqCst) > 0 || kills < KILLS {
            thread::sleep(Duration::from_millis(chance(250)));
            let at = kills % SERVERS;
            kills += 1;
            servers[at].kill();
            servers[at] = Server::start(&place);
            *street.clients[at].lock().unwrap() = servers[at].client(&token);
        }
        // What is sequenced with this comes after all that was left behind.
        let made = street.insist("POST /categories", "last", Some(&json!({"name": "Last"})));
        *last.lock().unwrap() = Some(id(&made.expect(201)).to_owned());
        consumers.map(|consumer| consumer.join().unwrap()).into()
    });

    assert_eq!(consumers[0], consumers[1], "everybody sees the same");
    let mut versions: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for event in consumers[0].iter().filter(|event| event["subject"] == "category") {
        let version = event["subject_version"].as_u64().unwrap();
        versions.entry(event["subject_id"].as_str().unwrap()).or_default().push(version);
    }
    let rows = street.client().all("/categories?skip=0");
    println!("{} events of {} rows over {kills} kills", consumers[0].len(), rows.len());
    assert_eq!((rows.len(), versions.len()), (WRITERS * ROWS + 1, WRITERS * ROWS + 1));
    for row in &rows {
        let all: Vec<u64> = (1..=row["version"].as_u64().unwrap()).collect();
        assert_eq!(versions[id(row)], all, "every version once, in its order");
    }
}
