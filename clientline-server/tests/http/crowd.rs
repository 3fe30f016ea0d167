//! A crowd that writes all the time: health is answered beside it, and a server that is told
//! to stop keeps just what it answered.

use std::{
    collections::BTreeSet,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::kit::{Answer, Client, Place, Server, id, organization};

const CROWD: usize = 16;

/// Where the crowd makes its guests, and how far it is.
struct Door {
    center: String,
    /// Reached once each of the crowd was answered, and so has its connection.
    begun: Barrier,
    leaving: AtomicBool,
}

impl Door {
    fn make(client: &Client) -> Self {
        let center = client.make("/centers", &json!({"name": "Riga", "time_zone": "Etc/UTC"}));
        let begun = Barrier::new(CROWD + 1);
        Self { center: id(&center).to_owned(), begun, leaving: false.into() }
    }

    fn guest(&self, name: &str) -> Value {
        json!({"center_id": self.center, "first_name": "N", "last_name": name})
    }

    /// Makes guests one after the other until everybody leaves, or no answer comes any more.
    /// Returns those that it was told of.
    fn make_guests(&self, client: &Client, number: usize) -> BTreeSet<String> {
        let mut made = BTreeSet::new();
        for sent in 0.. {
            let guest = self.guest(&format!("{number}-{sent}"));
            match client.send("POST /guests", &[], Some(&guest)) {
                Ok(answer) if answer.status == 201 => {
                    made.insert(id(&answer.json()).to_owned());
                }
                Ok(answer) => check_refused(&answer),
                Err(error) => {
                    assert!(self.leaving.load(Ordering::SeqCst), "{error}");
                    break;
                }
            }
            if sent == 0 {
                self.begun.wait();
            }
        }
        made
    }

    /// Has the crowd make guests, and does something meanwhile, which has to end the server.
    /// Returns the guests that somebody was told of.
    fn crowd(&self, address: &str, token: &str, meanwhile: impl FnOnce()) -> BTreeSet<String> {
        thread::scope(|scope| {
            let one = |number| {
                let client = Client::new(address, token);
                scope.spawn(move || self.make_guests(&client, number))
            };
            let crowd: Vec<_> = (0..CROWD).map(one).collect();
            self.begun.wait();
            meanwhile();
            crowd.into_iter().flat_map(|one| one.join().unwrap()).collect()
        })
    }

    fn stored(&self, client: &Client) -> BTreeSet<String> {
        let guests = client.all(&format!("/guests?center_id={}", self.center));
        guests.iter().map(|guest| id(guest).to_owned()).collect()
    }
}

/// Who is refused is told to come back, and nothing was done.
#[track_caller]
fn check_refused(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(answer.header("retry-after").is_some(), "{}", answer.text);
}

#[test]
fn a_server_that_leaves_under_writes_keeps_just_what_it_answered() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let server = Server::start(&place);
    let door = Door::make(&server.client(&token));
    let address = server.address.clone();
    let told = door.crowd(&address, &token, || {
        thread::sleep(Duration::from_millis(300));
        door.leaving.store(true, Ordering::SeqCst);
        assert_eq!(server.stop(), Some(0), "everything that ran was finished");
    });
    let server = Server::start(&place);
    assert_eq!(door.stored(&server.client(&token)), told);
}

#[test]
fn health_is_answered_while_a_crowd_that_writes_has_all_connections() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let rates = ["--address-rate", "0", "--token-rate", "0", "--organization-rate", "0"];
    let crowd = CROWD.to_string();
    let connections = ["--connections", &crowd, "--address-connections", "0"];
    let first = Server::start(&place);
    let door = Door::make(&first.client(&token));
    assert_eq!(first.stop(), Some(0));
    let server = Server::start_with(&place, &[&rates[..], &connections[..]].concat());
    let address = server.address.clone();
    let told = door.crowd(&address, &token, || {
        for number in 0..20 {
            for path in ["/health/live", "/health/ready"] {
                Client::new(&address, "").get(path).expect(200);
            }
            let late = door.guest(&format!("late-{number}"));
            check_refused(&Client::new(&address, &token).ask("POST /guests", &late));
        }
        door.leaving.store(true, Ordering::SeqCst);
        assert_eq!(server.stop(), Some(0));
    });
    let server = Server::start(&place);
    assert_eq!(door.stored(&server.client(&token)), told);
}
