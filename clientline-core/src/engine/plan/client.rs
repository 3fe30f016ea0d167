//! The engine as an application holds it, and one actor in one tenant.

use std::{sync::Arc, time::Duration};

use tokio::{sync::OnceCell, time::Instant};

use super::{
    feed::Feed,
    health::Health,
    locks::{Held, Locks},
    numbers::Numbers,
    observation::Observer,
    opened::Opened,
};
use crate::{
    engine::{
        Actor, Env, Environment, SystemEnvironment,
        identity::{mac::Mac, passwords::Passwords},
    },
    error::Result,
    storage::{Gauge, Key, LockMode, LockSet, Snapshot, Storage},
    value::{Id, TenantId},
};

/// The way in: a cheap handle to share between tasks.
///
/// It holds no rows: any number of processes may share one storage.
#[derive(Clone, Debug)]
pub struct ClientLine {
    pub(in crate::engine) storage: Arc<dyn Storage>,
    pub(in crate::engine) environment: Arc<dyn Environment>,
    pub(in crate::engine) numbers: Arc<Numbers>,
    pub(in crate::engine) locks: Arc<Locks>,
    passwords: Arc<Passwords>,
    health: Arc<Health>,
    feed: Arc<Feed>,
    pub(in crate::engine) mac: Arc<OnceCell<Mac>>,
    pub(in crate::engine) observer: Option<Arc<dyn Observer>>,
    background_work: BackgroundWork,
}

/// Whether a process does the work in the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BackgroundWork {
    /// A [`Runner`](crate::work::Runner) that is started does it.
    #[default]
    On,
    /// It is left to other processes, or to [`work::run`](crate::work::run): a
    /// [`Runner`](crate::work::Runner) that is started does nothing.
    Off,
}

impl ClientLine {
    /// The most times that one request is planned, but for one that finds its time
    /// taken: whoever waits in line needs three or four.
    pub const ATTEMPTS_MAX: u32 = 8;
    /// How long one request waits for others who write the same rows; less than a
    /// server gives it in all.
    pub const PATIENCE: Duration = Duration::from_secs(8);

    /// Makes a handle over a storage, with the system's clock.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>) -> Self {
        Self::with_environment(storage, Arc::new(SystemEnvironment))
    }

    /// Makes a handle with a clock and a source of chance of one's own.
    #[must_use]
    pub fn with_environment(storage: Arc<dyn Storage>, environment: Arc<dyn Environment>) -> Self {
        Self {
            storage,
            environment,
            numbers: Arc::default(),
            locks: Arc::default(),
            passwords: Arc::default(),
            health: Arc::default(),
            feed: Arc::default(),
            mac: Arc::default(),
            observer: None,
            background_work: BackgroundWork::On,
        }
    }

    /// Makes a handle whose runs of use cases an observer is told of.
    #[must_use]
    pub fn observed_by(self, observer: Arc<dyn Observer>) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Makes a handle whose process does the work in the background, or leaves it to others.
    #[must_use]
    pub fn with_background_work(self, background_work: BackgroundWork) -> Self {
        Self { background_work, ..self }
    }

    /// Makes a handle that goes another way to the same database, and shares all else with this
    /// one: numbers, locks, and the feed. Its storage may have more patience, for what takes longer
    /// than a request may.
    #[must_use]
    pub fn with_storage(&self, storage: Arc<dyn Storage>) -> Self {
        Self { storage, ..self.clone() }
    }

    /// Returns whether the process does the work in the background.
    #[must_use]
    pub const fn background_work(&self) -> BackgroundWork {
        self.background_work
    }

    /// Returns the storage.
    #[must_use]
    pub const fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// Returns the environment.
    #[must_use]
    pub fn environment(&self) -> &dyn Environment {
        &*self.environment
    }

    /// Returns the feed of events: who may have new ones, and who waits for them.
    #[must_use]
    pub fn feed(&self) -> &Feed {
        &self.feed
    }

    /// Returns whoever hashes passwords.
    pub(crate) fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Returns figures of this process's engine and storage at this moment; no database is
    /// asked.
    #[must_use]
    pub fn gauges(&self) -> Vec<Gauge> {
        let locked = self.locks.in_use().len();
        let locked = Gauge::of("locked_rows", "Rows that requests hold or wait for", locked);
        std::iter::once(locked).chain(self.storage.gauges()).collect()
    }

    /// Checks that requests can be served: that the storage reads and writes, as it
    /// showed within the last second.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`](crate::Error::Storage) if it does not.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.health.check(&*self.storage).await?)
    }
}

/// One actor in one tenant: the only entry to the use cases.
///
/// There are two ways to get one: [`ClientLine::authenticate`], or
/// [`ClientLine::authenticate_request`] for one request, for whoever brings a credential;
/// and [`Scope::trusted`] for an application that embeds the core and knows its users itself.
#[derive(Clone, Debug)]
pub struct Scope {
    client: ClientLine,
    tenant: TenantId,
    actor: Actor,
    opened: Opened,
}

impl Scope {
    /// Acts in a tenant on one's own word.
    #[must_use]
    pub fn trusted(client: &ClientLine, tenant: TenantId, actor: Actor) -> Self {
        Self { client: client.clone(), tenant, actor, opened: Opened::default() }
    }

    /// The same scope, whose first use case reads on a snapshot of its tenant that is open.
    pub(in crate::engine) fn reading_on(self, snapshot: Box<dyn Snapshot>) -> Self {
        Self { opened: Opened::with(snapshot), ..self }
    }

    /// Returns the snapshot to read on, if one is open still.
    pub(in crate::engine) fn opened(&self) -> Option<Box<dyn Snapshot>> {
        self.opened.take()
    }

    /// Returns the way in that the scope came by.
    #[must_use]
    pub const fn client(&self) -> &ClientLine {
        &self.client
    }

    /// Returns the tenant.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns the actor.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Makes a fresh identifier, for what is to be known before it is planned.
    pub(in crate::engine) fn new_id<E>(&self) -> Result<Id<E>> {
        Ok(self.env()?.new_id())
    }

    /// Waits until nobody else in this process has a key for themselves: for what takes
    /// several requests. Dropping what this returns lets the next one go on.
    pub(crate) async fn alone(&self, key: Key) -> Result<Held> {
        let mut held = Held::none(Arc::clone(&self.client.locks), self.tenant);
        let alone = LockSet::from_iter([(key, LockMode::Exclusive)]);
        held.wait(&alone, Instant::now() + ClientLine::PATIENCE).await?;
        Ok(held)
    }

    pub(in crate::engine) fn env(&self) -> Result<Env> {
        let numbers = Arc::clone(&self.client.numbers);
        Env::new(&self.client.environment, self.tenant, self.actor.clone(), numbers)
    }
}
