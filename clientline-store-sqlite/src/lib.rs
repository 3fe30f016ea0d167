//! A storage in one `SQLite` file.
//!
//! One thread writes: commits queue up before it, and those that wait together
//! are made durable together, by one fsync ([`SqliteStorage`], "Commits"). Reads
//! go beside it on connections of their own, thanks to the write-ahead log.
//! The schema is hand-written SQL in `migrations/`, applied when a file is
//! opened, and followed by what the declared tables of the core need alike; it states
//! every rule that a row can break, and a test holds it against those tables.

mod apply;
mod backup;
mod bind;
mod books;
mod connect;
mod damage;
mod deadline;
mod failure;
mod freezes;
mod maintenance;
mod migrate;
mod private;
mod readers;
mod rebuild;
mod rules;
mod schema;
mod snapshot;
mod writer;

use std::{
    fmt,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use async_trait::async_trait;
use clientline_core::{
    row::ChangeSet,
    storage::{Error, Gauge, Result, Snapshot, Storage, TenantsWith},
    value::TenantId,
};
use tokio::sync::oneshot;

use crate::{
    connect::Role,
    damage::{Damage, Inspection},
    readers::Readers,
    snapshot::SqliteSnapshot,
    writer::Writer,
};

/// How a file is used. The defaults suit a server; tests and benches change
/// them.
///
/// ```
/// # use clientline_store_sqlite::Options;
/// let frugal = Options::default().readers(std::num::NonZeroUsize::MIN);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The most snapshots that are open at once; more of them wait their turn.
    pub readers: NonZeroUsize,
    /// The most commits of one tenant that wait for the writer; more of them are
    /// refused, so that an overloaded server sheds work and does not hoard it.
    pub queue: NonZeroUsize,
    /// The most commits that share one fsync. As many are queued meanwhile; so it
    /// bounds how long a tenant waits who commits one beside another's many.
    pub group: NonZeroUsize,
    /// How long a snapshot may stay open. The log can't be emptied past the oldest of
    /// them, so that it grows for as long.
    pub snapshot: Duration,
    /// How long one read of a snapshot may run.
    pub statement: Duration,
}

impl Options {
    /// A second's worth of commits on a slow disk.
    pub const QUEUE: NonZeroUsize = NonZeroUsize::new(1_024).unwrap();
    /// Some milliseconds of writing.
    pub const GROUP: NonZeroUsize = NonZeroUsize::new(32).unwrap();
    /// As long as a request may run.
    pub const SNAPSHOT: Duration = Duration::from_secs(10);
    /// A thousand times what a slow one takes.
    pub const STATEMENT: Duration = Duration::from_secs(5);
    const READERS_MIN: NonZeroUsize = NonZeroUsize::new(2).unwrap();

    /// Sets the field of this name.
    #[must_use]
    pub const fn readers(self, readers: NonZeroUsize) -> Self {
        Self { readers, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn queue(self, queue: NonZeroUsize) -> Self {
        Self { queue, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn group(self, group: NonZeroUsize) -> Self {
        Self { group, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn snapshot(self, snapshot: Duration) -> Self {
        Self { snapshot, ..self }
    }

    /// Sets the field of this name.
    #[must_use]
    pub const fn statement(self, statement: Duration) -> Self {
        Self { statement, ..self }
    }
}

impl Default for Options {
    /// A reader for each core: it waits for nothing but the processor, so that more
    /// of them would only hold each other up, and whoever's turn it is next.
    fn default() -> Self {
        let cores = thread::available_parallelism().unwrap_or(Self::READERS_MIN);
        let readers = cores.max(Self::READERS_MIN);
        Self {
            readers,
            queue: Self::QUEUE,
            group: Self::GROUP,
            snapshot: Self::SNAPSHOT,
            statement: Self::STATEMENT,
        }
    }
}

/// A storage in one `SQLite` file.
///
/// # Commits
///
/// A commit is answered after its transaction reached the disk (`synchronous =
/// FULL`). One thread writes them; while it waits for the disk, others queue
/// up, and all that wait are applied in one transaction, each within a
/// savepoint of its own: a bad one fails alone, and a lone one never waits for
/// company.
///
/// Other processes may open the same file. Their writers take turns; one that
/// does not get its turn within five seconds fails with
/// [`Unavailable`](clientline_core::storage::Error::Unavailable).
///
/// # Reads
///
/// A snapshot reads on the task that calls it. To hand a read to another thread
/// and back costs more than the read itself: a row is found in microseconds. A read
/// that runs for too long is broken off, and a snapshot that stays open for too long
/// fails from then on ([`Options::statement`], [`Options::snapshot`]); both with
/// [`Unavailable`](clientline_core::storage::Error::Unavailable).
///
/// Snapshots need a Tokio runtime with time enabled.
pub struct SqliteStorage {
    path: PathBuf,
    readers: Readers,
    writer: Writer,
    damage: Damage,
}

impl SqliteStorage {
    /// Opens a file, creates it (for its owner alone) if there is none, and brings its
    /// tables up to date. This blocks the calling thread.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if the
    /// file cannot be opened;
    /// [`Schema`](clientline_core::storage::Error::Schema) if its tables are too new for
    /// this release;
    /// [`Corrupt`](clientline_core::storage::Error::Corrupt) if it is no
    /// database of `ClientLine`, refuses a setting
    /// that durability or consistency rest on, or if the `SQLite` library is
    /// one that can damage it;
    /// [`Damaged`](clientline_core::storage::Error::Damaged) if it is found damaged, of
    /// which a large file is only looked through later ([`Storage::inspect`]).
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self> {
        let path = path.as_ref().to_owned();
        connect::check_library(rusqlite::version_number())?;
        private::secure(&path)?;
        let mut connection = connect::connect(&path, Role::Writer)?;
        damage::check_at_once(&connection, &path)?;
        migrate::migrate(&mut connection)?;
        let readers = Readers::open(&path, options)?;
        let writer = Writer::start(connection, options)?;
        Ok(Self { path, readers, writer, damage: Damage::default() })
    }

    /// Copies a file, which may be in use, into one that is not there yet, and looks
    /// through the copy before it gets its name: for a backup, and for bringing one back.
    /// What is committed meanwhile is not in it. This blocks the calling thread.
    ///
    /// # Errors
    ///
    /// [`Schema`](clientline_core::storage::Error::Schema) if `from` is not there or is no
    /// database of `ClientLine`, or `to` is there;
    /// [`Damaged`](clientline_core::storage::Error::Damaged) if `from` is damaged, of which
    /// no copy is kept;
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if a file can't be
    /// read or written.
    pub fn copy_file(from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<()> {
        connect::check_library(rusqlite::version_number())?;
        backup::copy(from.as_ref(), to.as_ref())
    }

    /// Looks through the whole of a file, which may be in use, and says what is wrong
    /// with it, a sentence each. This blocks the calling thread, for seconds or minutes.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if the file cannot
    /// be opened.
    pub fn inspect_file(path: impl AsRef<Path>) -> Result<Vec<String>> {
        damage::inspect(path.as_ref(), Inspection::Whole)
    }

    /// Looks through the books in a file, which may be in use, and says what does not add up, a
    /// sentence each: balances that are not what their ledgers come to, and commissions of what
    /// is not paid. This blocks the calling thread, for seconds or minutes.
    ///
    /// # Errors
    ///
    /// As [`inspect_file`](Self::inspect_file).
    pub fn examine_books(path: impl AsRef<Path>) -> Result<Vec<String>> {
        books::examine(path.as_ref())
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let lease = self.damage.watch(self.readers.lease(tenant).await)?;
        Ok(Box::new(SqliteSnapshot::new(lease, tenant, self.damage.clone())))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.damage.check()?;
        self.damage.watch(self.writer.commit(tenant, changes).await)
    }

    async fn probe(&self) -> Result<()> {
        self.damage.check()?;
        self.damage.watch(self.writer.probe().await)
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        let mut lease = self.damage.watch(self.readers.lease(TenantId::PLATFORM).await)?;
        self.damage.watch(maintenance::tenants_with(lease.connection()?, wanted))
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let mut lease = self.damage.watch(self.readers.lease(TenantId::PLATFORM).await)?;
        self.damage.watch(maintenance::last_positions(lease.connection()?, tenants))
    }

    async fn inspect(&self) -> Result<Vec<String>> {
        let path = self.path.clone();
        let (answer, answered) = oneshot::channel();
        let looking = move || {
            // Nobody may be waiting any more.
            let _ = answer.send(damage::inspect(&path, Inspection::TableByTable));
        };
        thread::Builder::new()
            .name("clientline-inspection".to_owned())
            .spawn(looking)
            .map_err(|error| Error::Unavailable(error.into()))?;
        let found = answered.await.map_err(|gone| Error::Unavailable(gone.into()))?;
        let findings = self.damage.watch(found)?;
        if let Some(first) = findings.first() {
            let _ = self.damage.watch::<()>(Err(Error::Damaged(first.clone())));
        }
        Ok(findings)
    }

    fn gauges(&self) -> Vec<Gauge> {
        let (reads, writes) = (self.readers.waiting(), self.writer.waiting());
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        // There is none after it was copied into the file at an end.
        let log = std::fs::metadata(log).map_or(0, |log| log.len());
        vec![
            Gauge::of("storage_waiting_reads", "Snapshots without a connection", reads),
            Gauge::of("storage_waiting_writes", "Commits before the writer's queue", writes),
            Gauge {
                name: "storage_wal_bytes",
                help: "The file of the write-ahead log, which is used anew and not cut",
                value: log,
            },
        ]
    }
}

impl fmt::Debug for SqliteStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStorage").field("path", &self.path).finish_non_exhaustive()
    }
}
