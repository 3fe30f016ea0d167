//! Bookings a second on PostgreSQL, durable, by 1, 8 and 32 clients: change sets as the
//! one call that the store makes of them, beside a transaction with a statement each;
//! and whole bookings through the use case.
//!
//! The ways take turns in the same run on a server of their own: read the ratios. The
//! server is on the same machine, so that a round trip costs next to nothing here, and
//! takes a share of the same processors.

mod appointments;
mod reference;
mod server;

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use clientline_core::{
    entity::Entity,
    model::{Calendar, Center, Guest, Provider, Room, Service},
    row::{ChangeSet, Version},
    storage::Storage,
};

use self::{
    server::Server,
    world::{World, tenant},
};

#[expect(dead_code, clippy::unwrap_used, reason = "written for tests, which use all of it")]
#[path = "../../../clientline-store-sqlite/tests/sqlite/world.rs"]
mod world;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How many appointments each way books in one round.
const BOOKINGS: usize = 640;
/// How many rounds the medians are of.
const ROUNDS: usize = 5;

fn main() -> Result<()> {
    // Listing or testing the benches measures nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let server = Server::start().await?;
        commits(&server).await?;
        appointments::measure(&server).await
    })
}

/// Measures change sets both ways, and prints them with their ratio.
async fn commits(server: &Server) -> Result<()> {
    println!("change sets of bookings, PostgreSQL, durable, median of {ROUNDS} rounds:");
    for clients in [1, 8, 32] {
        let call: Arc<dyn Storage> = Arc::new(server.storage(clients).await?);
        call.commit(tenant(1), World::new().base()).await?;
        let each: Arc<dyn Storage> = Arc::new(reference::Statements::open(server, clients).await?);
        let mut rates: [Vec<f64>; 2] = Default::default();
        for round in 0..ROUNDS {
            server.analyze();
            for (way, storage) in [&call, &each].into_iter().enumerate() {
                let round = by_clients(storage, clients, round * 2 + way).await?;
                rates[way].push(rate(BOOKINGS, round));
            }
        }
        let [call, each] = rates.map(median);
        println!(
            "  {clients:2} clients: one call {call:6.0}/s, a statement each {each:6.0}/s, \
             {:.2} times",
            call / each
        );
    }
    Ok(())
}

/// Every client commits one booking after the other: seven rows each, and the seven
/// that a booking relies on.
async fn by_clients(storage: &Arc<dyn Storage>, clients: usize, round: usize) -> Result<Duration> {
    let mut shares: Vec<Vec<ChangeSet>> = vec![Vec::new(); clients];
    for number in round * BOOKINGS..(round + 1) * BOOKINGS {
        let world = World::new();
        let mut booking = world.booking(u128::try_from(number)? + 1, i64::try_from(number)?);
        for (table, id) in [
            (Center::TABLE, world.center.uuid()),
            (Guest::TABLE, world.guest.uuid()),
            (Service::TABLE, world.service.uuid()),
            (Provider::TABLE, world.provider.uuid()),
            (Room::TABLE, world.room.uuid()),
            (Calendar::TABLE, world.provider.uuid()),
            (Calendar::TABLE, world.room.uuid()),
        ] {
            booking.expect(table, id, Version(1));
        }
        shares[number % clients].push(booking);
    }
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for share in shares {
        let storage = Arc::clone(storage);
        tasks.spawn(async move {
            for booking in share {
                storage.commit(tenant(1), booking).await?;
            }
            Ok::<_, clientline_core::storage::Error>(())
        });
    }
    for task in tasks.join_all().await {
        task?;
    }
    Ok(start.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "a rate is shown, not reckoned with")]
fn rate(bookings: usize, elapsed: Duration) -> f64 {
    bookings as f64 / elapsed.as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}
