//! A storage in a `PostgreSQL` database, release 14 or newer.
//!
//! A commit is one call of one function of the database: one round trip, all or nothing
//! by itself ([`PostgresStorage`], "Commits").
//! The schema is hand-written SQL in `migrations/`, applied by
//! [`PostgresStorage::migrate`], which then adds what follows from the declared tables
//! of the core, that function above all; a test holds the whole against those tables.

mod address;
mod books;
mod checks;
mod clock;
mod commit;
mod commit_function;
mod connect;
mod deadline;
mod failure;
mod freezes;
mod lease;
mod lock;
mod maintenance;
mod migrate;
mod records;
mod rules;
mod schema;
mod snapshot;
mod wire;

use std::{
    num::{NonZeroU32, NonZeroUsize},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use clientline_core::{
    row::ChangeSet,
    storage::{Error, Gauge, LockSet, Result, Snapshot, Storage, TenantsWith, Turns},
    value::TenantId,
};
use sqlx::PgPool;
use tokio::time::timeout;

use crate::{
    clock::DatabaseClock,
    lease::{Lease, Leases},
    lock::Locked,
    snapshot::PostgresSnapshot,
};

/// How a database is used. The defaults suit a server.
///
/// ```
/// # use clientline_store_pg::Options;
/// let frugal = Options::default().connections(std::num::NonZeroU32::MIN);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The most connections that are open at once. All the processes of one
    /// database share its `max_connections`.
    pub connections: NonZeroU32,
    /// The most sessions beside them that hold locks at once, for requests that lost to
    /// another process; more of them wait their turn.
    pub lockers: NonZeroU32,
    /// How long a snapshot or a commit waits for a connection.
    pub acquire: Duration,
    /// How long one statement may run; a commit is one statement.
    pub statement: Duration,
    /// How long a statement waits for one lock.
    pub lock: Duration,
    /// How long a snapshot may be held without being read.
    pub idle_in_transaction: Duration,
}

impl Options {
    /// Four processes fit in the hundred connections of an untouched server, with their
    /// sessions for locks.
    pub const CONNECTIONS: NonZeroU32 = NonZeroU32::new(20).unwrap();
    /// As many rows that processes compete for at once.
    pub const LOCKERS: NonZeroU32 = NonZeroU32::new(4).unwrap();
    /// Longer waits are not worth having: the server is overloaded.
    pub const ACQUIRE: Duration = Duration::from_secs(2);
    /// No statement that a use case issues comes near.
    pub const STATEMENT: Duration = Duration::from_secs(5);
    /// A commit holds its locks for milliseconds.
    pub const LOCK: Duration = Duration::from_secs(2);
    /// A plan between two reads takes far less; whoever is slower has hung.
    pub const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(10);

    /// Sets the field of this name.
    #[must_use]
    pub const fn connections(self, connections: NonZeroU32) -> Self {
        Self { connections, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn lockers(self, lockers: NonZeroU32) -> Self {
        Self { lockers, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn acquire(self, acquire: Duration) -> Self {
        Self { acquire, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn statement(self, statement: Duration) -> Self {
        Self { statement, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn lock(self, lock: Duration) -> Self {
        Self { lock, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn idle_in_transaction(self, idle_in_transaction: Duration) -> Self {
        Self { idle_in_transaction, ..self }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: Self::CONNECTIONS,
            lockers: Self::LOCKERS,
            acquire: Self::ACQUIRE,
            statement: Self::STATEMENT,
            lock: Self::LOCK,
            idle_in_transaction: Self::IDLE_IN_TRANSACTION,
        }
    }
}

/// A storage in a `PostgreSQL` database.
///
/// # Commits
///
/// A change set travels as one JSON document to a function of the database, which was
/// made for this release ([`PostgresStorage::commit_function`]) and runs at the level
/// READ COMMITTED: it locks every
/// guarded row in one order for all commits, checks its version, and then
/// deletes, updates and inserts. Rows that are written are locked for oneself,
/// those that are only expected are shared; the locks are advisory, so that
/// many bookings that rely on one center never wait for each other.
///
/// A commit that could not begin while its sender waited for it does nothing later: the document
/// says until when it may begin, by the clock of the database.
///
/// Whoever lost to another process may hold the same locks for longer, on a session of
/// its own, from before it reads until it has committed ([`Storage::lock`]): all others
/// wait for it in the database, in the order in which they came.
///
/// # Reads
///
/// A snapshot is a read-only transaction at the level REPEATABLE READ on a
/// connection of its own, which begins with the first read that has to see what others
/// see: what is [read alone](Snapshot::read_alone) needs none. Dropping it gives the
/// connection back. Reads that are made together are one statement, and one round trip.
///
/// # Tenants
///
/// Every connection acts as the role `clientline_app`, which owns nothing and is
/// held to one tenant's rows by row-level security, beside the condition on the
/// tenant that every statement has. Whose rows a session shows is a setting of its
/// transaction, or of the session itself: that is made anew whenever another tenant reads
/// on it, and taken back whenever something went wrong.
///
/// # Connections
///
/// They are opened as needed, and tenants take turns for them when all are in use.
/// One that was lost, or does not answer in time,
/// gives [`Unavailable`](clientline_core::storage::Error::Unavailable) to whoever
/// was using it; one that lay idle for a while is tried before it is used. A
/// storage needs a Tokio runtime with time and input and output enabled.
#[derive(Clone, Debug)]
pub struct PostgresStorage {
    leases: Leases,
    turns: Turns,
    /// Sessions that hold locks, and the turns for them.
    sessions: PgPool,
    lockers: Turns,
    clock: Arc<DatabaseClock>,
    options: Options,
}

impl PostgresStorage {
    /// Connects to a database whose tables are up to date.
    ///
    /// The address is `postgres://user:password@host:port/database`; the user
    /// must be a member of `clientline_app`. What the address leaves out comes
    /// from the variables `PGHOST`, `PGUSER` and so on. Without the feature
    /// `tls`, connections are not encrypted, and an address that asks for it
    /// (`sslmode=require`, `verify-ca` or `verify-full`) is refused.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if the
    /// database cannot be reached;
    /// [`Schema`](clientline_core::storage::Error::Schema) if its tables are older than
    /// this release needs, or too new for it;
    /// [`Corrupt`](clientline_core::storage::Error::Corrupt) if the address is
    /// none, or if the role that connections act as could pass by row-level security.
    pub async fn connect(url: &str, options: Options) -> Result<Self> {
        let leases = connect::connect(url, options).await?;
        let sessions = connect::sessions(url, options)?;
        let [turns, lockers] = [options.connections, options.lockers]
            .map(|most| Turns::new(NonZeroUsize::try_from(most).unwrap_or(NonZeroUsize::MAX)));
        Ok(Self { leases, turns, sessions, lockers, clock: Arc::default(), options })
    }

    /// Brings the tables of a database up to date, or makes them.
    ///
    /// The user of the address becomes the owner of the tables, and must be
    /// allowed to create roles unless `clientline_app` exists. Several processes
    /// may do this at once: they take turns. It waits as long as it takes, so
    /// run it before the server, not within it.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if the
    /// database cannot be reached;
    /// [`Schema`](clientline_core::storage::Error::Schema) if they are too new for this
    /// release; [`Corrupt`](clientline_core::storage::Error::Corrupt) if a step fails.
    pub async fn migrate(url: &str) -> Result<()> {
        migrate::migrate(url).await
    }

    /// Looks through the books of a whole database, which may be in use, and says what does not
    /// add up, a sentence each: balances that are not what their ledgers come to, and
    /// commissions of what is not paid. It reads them whole.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](Error::Unavailable) if there is no connection; [`Schema`](Error::Schema) if
    /// the address is not that of the owner of the tables, who alone reads the rows of all
    /// tenants.
    pub async fn examine_books(url: &str) -> Result<Vec<String>> {
        books::examine(url).await
    }

    /// Returns the name of the function that this release's commits call. It carries a
    /// hash of the function's text: each release has its own, and servers of several may
    /// write one database while they are exchanged.
    #[must_use]
    pub fn commit_function() -> &'static str {
        &commit_function::COMMIT_FUNCTION.name
    }

    /// Returns what tells the schema of this release from any other: a digest of all that
    /// [`PostgresStorage::migrate`] executes on a database without tables.
    #[must_use]
    pub fn schema_digest() -> String {
        migrate::digest()
    }

    /// Closes every connection, once what runs on it is done.
    pub async fn close(&self) {
        self.leases.close().await;
        self.sessions.close().await;
    }
}

impl PostgresStorage {
    async fn borrow(&self, tenant: TenantId) -> Result<Lease> {
        let turn = self.turns.take(tenant, self.options.acquire).await?;
        self.leases.borrow(tenant, turn).await
    }
}

/// Returns whether the database itself refused a commit.
const fn is_refusal(error: &Error) -> bool {
    error.is_race() || matches!(error, Error::Rejected(_))
}

#[async_trait]
impl Storage for PostgresStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let lease = self.borrow(tenant).await?;
        Ok(Box::new(PostgresSnapshot::on(lease, self.options, tenant)))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let mut lease = self.borrow(tenant).await?;
        let done = commit::commit(lease.open()?, &self.clock, self.options, tenant, &changes).await;
        // What the database refuses leaves the session as it was.
        if done.is_ok() || done.as_ref().is_err_and(is_refusal) {
            lease.settle();
        }
        done
    }

    async fn probe(&self) -> Result<()> {
        let mut lease = self.borrow(TenantId::PLATFORM).await?;
        commit::probe(lease.open()?, self.options).await?;
        lease.settle();
        Ok(())
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        let mut lease = self.borrow(TenantId::PLATFORM).await?;
        let found = maintenance::tenants_with(lease.open()?, self.options, wanted).await?;
        lease.settle();
        Ok(found)
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let mut lease = self.borrow(TenantId::PLATFORM).await?;
        let found = maintenance::last_positions(lease.open()?, self.options, tenants).await?;
        lease.settle();
        Ok(found)
    }

    async fn lock(
        &self,
        tenant: TenantId,
        locks: &LockSet,
        patience: Duration,
    ) -> Result<Option<Arc<dyn Storage>>> {
        let (sessions, options) = ((&self.sessions, &self.clock), self.options);
        let taken = async {
            let turn = self.lockers.take(tenant, patience).await?;
            Locked::take(sessions, options, turn, (tenant, locks)).await
        };
        match timeout(patience, taken).await {
            Ok(locked) => Ok(Some(Arc::new(locked?))),
            Err(_elapsed) => Err(Error::Retry),
        }
    }

    fn gauges(&self) -> Vec<Gauge> {
        let (open, idle) = self.leases.open_and_idle();
        let waiting = self.turns.waiting();
        vec![
            Gauge::of("storage_connections", "Connections to the database", open),
            Gauge::of("storage_idle_connections", "Those of them that do nothing", idle),
            Gauge::of("storage_waiting", "Snapshots and commits without a connection", waiting),
        ]
    }
}
