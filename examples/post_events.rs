//! Events for a program that is told instead of asking: a sender posts each event of the feed to an
//! address, and a receiver takes what was posted. The sender goes on once it was answered, and from the
//! position that it keeps: so each event comes at least once, and in order. The receiver knows by
//! the signature who sent it, and by the position whether it has dealt with it before.
//!
//! `cargo run --example post_events`

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use clientline::{memory::MemoryStorage, ops::access::events::FeedEvent, prelude::*};
use hmac::{Hmac, KeyInit as _, Mac as _, digest::InvalidLength};
use sha2::Sha256;

/// What the sender and the receiver alone know; each has it from its own settings.
const SECRET: &[u8] = b"thirty-two bytes made by chance.";
const SIGNATURE: &str = "x-signature";

fn code(body: &[u8]) -> Result<Hmac<Sha256>, InvalidLength> {
    Ok(Hmac::<Sha256>::new_from_slice(SECRET)?.chain_update(body))
}

/// Posts what happened, from a position on that it keeps wherever it keeps its own data.
struct Sender {
    address: String,
    position: i64,
}

impl Sender {
    /// Posts all that is not posted yet. After a failure the next call begins with the event that
    /// failed: a real program waits longer each time.
    async fn catch_up(&mut self, scope: &Scope) -> Result<(), Box<dyn std::error::Error>> {
        loop {
            // Whoever was away for longer than events are kept is refused here (`docs/events.md`).
            let page = scope.run(&FollowEvents::after(self.position)).await?;
            for event in &page.items {
                let body = serde_json::to_vec(event)?;
                let signature = code(&body)?.finalize().into_bytes();
                let signature = signature.iter().map(|byte| format!("{byte:02x}"));
                self.post(body, signature.collect::<Vec<_>>().concat()).await?;
                self.position = event.position;
            }
            // What lies between was of no concern.
            self.position = page.next_after;
            if self.position >= page.last_position {
                return Ok(());
            }
        }
    }

    /// Posts one event, and waits for the answer: anything but success is a failure.
    async fn post(
        &self,
        body: Vec<u8>,
        signature: String,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let request = ureq::post(&self.address).header(SIGNATURE, signature);
        tokio::task::spawn_blocking(move || request.send(&body[..])).await??;
        Ok(())
    }
}

/// What the receiver keeps; it keeps the position in the same transaction as what it does.
#[derive(Debug, Default)]
struct Received {
    position: i64,
    kinds: Vec<String>,
    repeated: usize,
}

type Shared = Arc<Mutex<Received>>;

async fn receive(State(received): State<Shared>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if !is_signed(&headers, &body) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(event) = serde_json::from_slice::<FeedEvent>(&body) else {
        return StatusCode::UNPROCESSABLE_ENTITY;
    };
    let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
    // Positions grow. So what somebody posts again, the sender or a thief, changes nothing.
    if event.position <= received.position {
        received.repeated += 1;
        return StatusCode::NO_CONTENT;
    }
    received.position = event.position;
    // Kinds are added: one that is not known is passed over.
    if event.kind.parse().is_ok_and(|kind: EventKind| kind.subject() == "guest") {
        received.kinds.push(event.kind);
    }
    // As if it went away once, when this was done and nobody was told.
    let is_lost = event.position == 2;
    if is_lost { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::NO_CONTENT }
}

/// Compares in a time that says nothing of the right signature.
fn is_signed(headers: &HeaderMap, body: &[u8]) -> bool {
    let text = headers.get(SIGNATURE).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let byte = |at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    bytes.is_some_and(|bytes| code(body).is_ok_and(|code| code.verify_slice(&bytes).is_ok()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let received = Shared::default();
    let router = Router::new().route("/events", post(receive)).with_state(received.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/events", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let (name, zone) = (Name::parse, "Europe/Lisbon");
    let mail = "hello@example.com".parse()?;
    let new = NewOrganization::new(
        name("Atelier")?,
        "atelier".parse()?,
        mail,
        "EUR".parse()?,
        zone.parse()?,
    );
    let organization = PlatformScope::trusted(&client).create_organization(new).await?;
    let scope = Scope::trusted(&client, organization.id.into(), Actor::system());
    let center =
        scope.run(&Create::<Center>(NewCenter::new(name("Baixa")?, zone.parse()?))).await?;
    for first in ["Ada", "Ben"] {
        scope.run(&Create::<Guest>(NewGuest::new(center.id, name(first)?, name("Reis")?))).await?;
    }
    // Positions are given in the background; here by one round of it.
    clientline::work::run_all(&client).await?;

    let mut sender = Sender { address, position: 0 };
    let mut attempts = 1;
    while let Err(failure) = sender.catch_up(&scope).await {
        println!("after position {}: {failure}", sender.position);
        attempts += 1;
        assert!(attempts < 5, "the receiver is gone");
    }
    assert!(sender.post(b"{}".to_vec(), "00".repeat(32)).await.is_err(), "a forgery was taken");

    let received = received.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{received:?}");
    assert_eq!(received.kinds, ["guest.created", "guest.created"]);
    assert_eq!((attempts, received.repeated), (2, 1));
    Ok(())
}
