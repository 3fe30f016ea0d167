//! The jobs and the runner: what is over goes, what fails is tried again and stops nothing else,
//! idle tenants cost nothing, and no job is done twice at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod jobs;
mod runner;
mod seals;

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use clientline_core::{
    ClientLine, Result,
    conformance::fixture::at,
    engine::{Environment, SystemEnvironment},
    entity::{Entity, Query, Stored, sample},
    memory::MemoryStorage,
    model::{Audit, Outbox},
    row::ChangeSet,
    storage::{self, Error, Snapshot, Storage, TenantsWith, Work},
    value::{Id, TenantId, Timestamp},
};
use uuid::Uuid;

/// A clock that is set by hand.
#[derive(Debug, Default)]
struct Clock(AtomicI64);

impl Clock {
    fn set(&self, at: Timestamp) {
        self.0.store(at.micros(), Ordering::Relaxed);
    }
}

impl Environment for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }
    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        SystemEnvironment.random(bytes)
    }
}

/// Counts what is asked of a storage, and fails for some tenants.
#[derive(Debug, Default)]
struct Watched {
    inner: MemoryStorage,
    questions: AtomicU64,
    snapshots: AtomicU64,
    commits: AtomicU64,
    broken: Mutex<HashSet<TenantId>>,
    /// The work of which nobody is told who has some.
    unfindable: Mutex<Option<Work>>,
}

#[async_trait]
impl Storage for Watched {
    async fn snapshot(&self, tenant: TenantId) -> storage::Result<Box<dyn Snapshot>> {
        self.snapshots.fetch_add(1, Ordering::Relaxed);
        if self.broken.lock().unwrap().contains(&tenant) {
            return Err(Error::Unavailable("it is broken".into()));
        }
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> storage::Result<()> {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.inner.commit(tenant, changes).await
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> storage::Result<Vec<TenantId>> {
        self.questions.fetch_add(1, Ordering::Relaxed);
        if *self.unfindable.lock().unwrap() == Some(wanted.work) {
            return Err(Error::Unavailable("it is broken".into()));
        }
        self.inner.tenants_with(wanted).await
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> storage::Result<Vec<(TenantId, i64)>> {
        self.inner.last_positions(tenants).await
    }
}

impl Watched {
    fn counts(&self) -> [u64; 3] {
        [&self.questions, &self.snapshots, &self.commits].map(|count| count.load(Ordering::Relaxed))
    }
}

fn client(storage: &Arc<Watched>) -> (ClientLine, Arc<Clock>) {
    let clock = Arc::new(Clock::default());
    clock.set(at(0));
    let storage: Arc<dyn Storage> = Arc::clone(storage) as Arc<dyn Storage>;
    (ClientLine::with_environment(storage, Arc::clone(&clock) as Arc<dyn Environment>), clock)
}

async fn all<E: Entity>(client: &ClientLine, tenant: TenantId) -> Vec<Stored<E>> {
    let mut snapshot = client.storage().snapshot(tenant).await.unwrap();
    let rows = snapshot.select(Query::<E>::limit(10_000).select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

/// A commit with one event.
async fn book(client: &ClientLine, tenant: TenantId) {
    let mut changes = ChangeSet::new(client.environment().now());
    let audit = changes.insert(Audit { ..sample() }).into_inner();
    let events = format!(r#"[{{"kind":"a.b","subject_id":"{}"}}]"#, Uuid::nil());
    changes.insert(Outbox { id: Id::from_uuid(audit.id.uuid()), events });
    client.storage().commit(tenant, changes).await.unwrap();
}

const ME: Uuid = Uuid::from_u128(1);
const ANOTHER: Uuid = Uuid::from_u128(2);
const DAY: i64 = 24 * 60;
