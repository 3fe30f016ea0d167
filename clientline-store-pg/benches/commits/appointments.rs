//! Whole bookings: read the scene, judge the start, commit; and how many messages to
//! the database each of them takes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use clientline_core::{
    conformance::fixture::{World, at},
    ops::scheduling::booking::BookAppointment,
    row::{ChangeSet, Read, Row, Select, Table},
    storage::{self, Snapshot, Storage},
    value::TenantId,
};
use clientline_store_pg::PostgresStorage;
use uuid::Uuid;

use crate::{Result, median, rate, server::Server};

/// How many appointments are booked in one round.
const BOOKINGS: usize = 160;
/// How many rounds the medians are of.
const ROUNDS: usize = 3;
/// How many appointments one working day of the one provider holds.
const APPOINTMENTS_OF_A_DAY: usize = 8;
/// Working days of a week.
const WORKING_DAYS: usize = 5;

/// Measures whole bookings, and prints their rate and their messages.
pub(crate) async fn measure(server: &Server) -> Result<()> {
    println!("whole bookings, PostgreSQL, durable, median of {ROUNDS} rounds of {BOOKINGS}:");
    for clients in [1, 8, 32] {
        let mut rates = Vec::new();
        let mut messages = 0;
        for _ in 0..ROUNDS {
            let (elapsed, asked) = round(server, clients).await?;
            rates.push(rate(BOOKINGS, elapsed));
            messages += asked;
        }
        println!(
            "  {clients:2} clients: {:6.0}/s, {} messages each",
            median(rates),
            messages / (BOOKINGS * ROUNDS)
        );
    }
    Ok(())
}

async fn round(server: &Server, clients: usize) -> Result<(Duration, usize)> {
    let asked = Arc::new(AtomicUsize::new(0));
    let inner = server.storage(clients).await?;
    let storage: Arc<dyn Storage> = Arc::new(Counting { inner, asked: Arc::clone(&asked) });
    let world = World::make(&storage, 1).await;
    let mut shares: Vec<Vec<BookAppointment>> = vec![Vec::new(); clients];
    for number in 0..BOOKINGS {
        shares[number % clients].push(world.book(world.guests[0].id, at(minutes(number)?)));
    }
    server.analyze();
    asked.store(0, Ordering::Relaxed);
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for share in shares {
        let scope = world.scope.clone();
        tasks.spawn(async move {
            for booking in share {
                scope.run(&booking).await?;
            }
            Ok::<_, clientline_core::Error>(())
        });
    }
    for task in tasks.join_all().await {
        task?;
    }
    Ok((start.elapsed(), asked.load(Ordering::Relaxed)))
}

/// When an appointment starts, in minutes from the first: on the hour, on working days.
fn minutes(number: usize) -> Result<i64> {
    let (day, hour) = (number / APPOINTMENTS_OF_A_DAY, number % APPOINTMENTS_OF_A_DAY);
    let (week, day) = (day / WORKING_DAYS, day % WORKING_DAYS);
    Ok(i64::try_from(((week * 7 + day) * 24 + hour) * 60)?)
}

/// Counts the messages that wait for an answer.
#[derive(Debug)]
struct Counting {
    inner: PostgresStorage,
    asked: Arc<AtomicUsize>,
}

struct CountingView {
    inner: Box<dyn Snapshot>,
    asked: Arc<AtomicUsize>,
}

#[async_trait]
impl Storage for Counting {
    async fn snapshot(&self, tenant: TenantId) -> storage::Result<Box<dyn Snapshot>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let (inner, asked) = (self.inner.snapshot(tenant).await?, Arc::clone(&self.asked));
        Ok(Box::new(CountingView { inner, asked }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> storage::Result<()> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inner.commit(tenant, changes).await
    }
}

#[async_trait]
impl Snapshot for CountingView {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> storage::Result<Option<Row>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> storage::Result<Vec<Row>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inner.select(select).await
    }

    async fn read(&mut self, reads: &[Read]) -> storage::Result<Vec<Vec<Row>>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inner.read(reads).await
    }

    async fn count(&mut self, select: &Select) -> storage::Result<u64> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.inner.count(select).await
    }
}
