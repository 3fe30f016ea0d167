//! Whole bookings a second: read the scene, judge the start, commit. On memory, and on
//! SQLite grouped and with one commit each; by 1, 8 and 32 clients.

use std::{
    num::NonZeroUsize,
    sync::Arc,
    time::{Duration, Instant},
};

use clientline::{
    conformance::fixture::{World, at},
    memory::MemoryStorage,
    ops::scheduling::booking::BookAppointment,
    sqlite::{Options, SqliteStorage},
    storage::Storage,
};

use crate::{Result, median, rate};

/// How many appointments each way books in one round.
const BOOKINGS: usize = 320;
/// How many rounds the medians are of.
const ROUNDS: usize = 5;
/// How many appointments one working day of the one provider holds.
const APPOINTMENTS_OF_A_DAY: usize = 8;
/// Working days of a week.
const WORKING_DAYS: usize = 5;

/// Measures every store with every number of clients, and prints the rates.
pub(crate) async fn measure() -> Result<()> {
    println!("whole bookings, median of {ROUNDS} rounds of {BOOKINGS}, durable on SQLite:");
    for clients in [1, 8, 32] {
        let mut rates: [Vec<f64>; 3] = Default::default();
        for _ in 0..ROUNDS {
            for (store, rates) in rates.iter_mut().enumerate() {
                rates.push(rate(BOOKINGS, round(store, clients).await?));
            }
        }
        let [memory, grouped, single] = rates.map(median);
        println!(
            "  {clients:2} clients: memory {memory:6.0}/s, SQLite grouped {grouped:6.0}/s, \
             one commit each {single:6.0}/s, {:.2} times",
            grouped / single
        );
    }
    Ok(())
}

/// Books one round on a new store.
async fn round(store: usize, clients: usize) -> Result<Duration> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("clientline.db");
    let single = Options::default().group(NonZeroUsize::MIN);
    let storage: Arc<dyn Storage> = match store {
        0 => Arc::new(MemoryStorage::new()),
        1 => Arc::new(SqliteStorage::open(file, Options::default())?),
        _ => Arc::new(SqliteStorage::open(file, single)?),
    };
    let world = World::make(&storage, 1).await;
    let bookings: Vec<BookAppointment> = (0..BOOKINGS)
        .map(|number| Ok(world.book(world.guests[0].id, at(minutes(number)?))))
        .collect::<Result<_>>()?;
    let mut shares: Vec<Vec<BookAppointment>> = vec![Vec::new(); clients];
    for (number, booking) in bookings.into_iter().enumerate() {
        shares[number % clients].push(booking);
    }
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for share in shares {
        let scope = world.scope.clone();
        tasks.spawn(async move {
            for booking in share {
                scope.run(&booking).await?;
            }
            Ok::<_, clientline::Error>(())
        });
    }
    for task in tasks.join_all().await {
        task?;
    }
    Ok(start.elapsed())
}

/// When an appointment starts, in minutes from the first: on the hour, on working days.
fn minutes(number: usize) -> Result<i64> {
    let (day, hour) = (number / APPOINTMENTS_OF_A_DAY, number % APPOINTMENTS_OF_A_DAY);
    let (week, day) = (day / WORKING_DAYS, day % WORKING_DAYS);
    Ok(i64::try_from(((week * 7 + day) * 24 + hour) * 60)?)
}
