//! Change sets of bookings a second on SQLite, durable, by 32 clients at once, without
//! what planning costs: grouped as the store does it, beside one commit each, and beside everything in one
//! transaction, which no server can do.
//!
//! The three take turns in the same run, since a disk's rate moves by the
//! minute: read the ratios.

use std::{
    num::NonZeroUsize,
    sync::Arc,
    time::{Duration, Instant},
};

use clientline_core::{
    entity::Entity,
    model::{Calendar, Center, Guest, Provider, Room, Service},
    row::{ChangeSet, Version},
    storage::Storage,
};
use clientline_store_sqlite::{Options, SqliteStorage};

use self::world::{World, at, tenant};
use crate::{Result, median, rate};

#[expect(dead_code, clippy::unwrap_used, reason = "written for tests, which use all of it")]
#[path = "../../clientline-store-sqlite/tests/sqlite/world.rs"]
mod world;

/// How many clients book at once.
const CLIENTS: usize = 32;
/// How many appointments each way books in one round.
const BOOKINGS: usize = 960;
/// How many rounds the medians are of.
const ROUNDS: usize = 7;

/// Measures the three ways, and prints them with their ratios.
pub(crate) async fn measure() -> Result<()> {
    let one = NonZeroUsize::MIN;
    let grouped = Bench::new(Options::default()).await?;
    let single = Bench::new(Options::default().group(one)).await?;
    let whole = Bench::new(Options::default()).await?;
    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..ROUNDS {
        rates[0].push(rate(BOOKINGS, grouped.by_clients(round).await?));
        rates[1].push(rate(BOOKINGS, single.by_clients(round).await?));
        rates[2].push(rate(BOOKINGS, whole.at_once(round).await?));
    }
    let [grouped, single, whole] = rates.map(median);
    println!(
        "change sets of bookings, SQLite, {CLIENTS} clients, durable, median of {ROUNDS} rounds of {BOOKINGS}:"
    );
    println!("  grouped            {grouped:8.0} bookings/s");
    println!("  one commit each    {single:8.0} bookings/s, {:.2} times", grouped / single);
    println!("  all in one commit  {whole:8.0} bookings/s, {:.0} %", 100.0 * grouped / whole);
    Ok(())
}

/// A store of its own for one way of committing.
struct Bench {
    world: World,
    storage: Arc<SqliteStorage>,
    _folder: tempfile::TempDir,
}

impl Bench {
    async fn new(options: Options) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let storage = SqliteStorage::open(folder.path().join("clientline.db"), options)?;
        let world = World::new();
        storage.commit(tenant(1), world.base()).await?;
        Ok(Self { world, storage: Arc::new(storage), _folder: folder })
    }

    /// The change sets of one round: seven rows each, and the seven that a booking
    /// relies on.
    fn bookings(&self, round: usize) -> Result<Vec<ChangeSet>> {
        let bookings = (round * BOOKINGS..(round + 1) * BOOKINGS).map(|number| {
            let mut changes = self.world.booking(u128::try_from(number)?, i64::try_from(number)?);
            self.rely(&mut changes);
            Ok(changes)
        });
        bookings.collect()
    }

    fn rely(&self, changes: &mut ChangeSet) {
        let world = &self.world;
        for (table, id) in [
            (Center::TABLE, world.center.uuid()),
            (Guest::TABLE, world.guest.uuid()),
            (Service::TABLE, world.service.uuid()),
            (Provider::TABLE, world.provider.uuid()),
            (Room::TABLE, world.room.uuid()),
            (Calendar::TABLE, world.provider.uuid()),
            (Calendar::TABLE, world.room.uuid()),
        ] {
            changes.expect(table, id, Version(1));
        }
    }

    /// Every client commits one booking after the other.
    async fn by_clients(&self, round: usize) -> Result<Duration> {
        let mut shares: Vec<Vec<ChangeSet>> = (0..CLIENTS).map(|_| Vec::new()).collect();
        for (number, booking) in self.bookings(round)?.into_iter().enumerate() {
            shares[number % CLIENTS].push(booking);
        }
        let start = Instant::now();
        let mut clients = tokio::task::JoinSet::new();
        for share in shares {
            let storage = Arc::clone(&self.storage);
            clients.spawn(async move {
                for booking in share {
                    storage.commit(tenant(1), booking).await?;
                }
                Ok::<_, clientline_core::storage::Error>(())
            });
        }
        for client in clients.join_all().await {
            client?;
        }
        Ok(start.elapsed())
    }

    /// One commit holds all bookings of the round.
    async fn at_once(&self, round: usize) -> Result<Duration> {
        let mut all = ChangeSet::new(at(0));
        for booking in self.bookings(round)? {
            for write in booking.writes() {
                all.push(write.clone());
            }
        }
        self.rely(&mut all);
        let start = Instant::now();
        self.storage.commit(tenant(1), all).await?;
        Ok(start.elapsed())
    }
}
