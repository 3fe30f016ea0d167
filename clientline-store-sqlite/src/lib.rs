//! A storage in one `SQLite` file.
//!
//! One thread writes: commits queue up before it, and those that wait together
//! are made durable together, by one fsync ([`SqliteStorage`], "Commits"). Reads
//! go beside it on connections of their own, thanks to the write-ahead log.
//! The schema is hand-written SQL in `migrations/`, applied when a file is
//! opened; it states every rule that a row can break, and a test holds it
//! against the declared tables of the core.

mod apply;
mod bind;
mod connect;
mod failure;
mod migrate;
mod private;
mod readers;
mod view;
mod writer;

use std::{
    fmt,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

use async_trait::async_trait;
use clientline_core::{
    row::ChangeSet,
    storage::{Result, Snapshot, Storage},
    value::TenantId,
};

use crate::{connect::Role, readers::Readers, view::View, writer::Writer};

/// How a file is used. The defaults suit a server; tests and benches change
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most snapshots that are open at once; more of them wait their turn.
    pub readers: NonZeroUsize,
    /// The most commits of one tenant that wait for the writer; more of them are
    /// refused, so that an overloaded server sheds work and does not hoard it.
    pub queue: NonZeroUsize,
    /// The most commits that share one fsync. As many are queued meanwhile; so it
    /// bounds how long a tenant waits who commits one beside another's many.
    pub group: NonZeroUsize,
}

impl Options {
    /// A second's worth of commits on a slow disk.
    pub const QUEUE: NonZeroUsize = NonZeroUsize::new(1_024).unwrap();
    /// Some milliseconds of writing.
    pub const GROUP: NonZeroUsize = NonZeroUsize::new(32).unwrap();
    const READERS_MIN: NonZeroUsize = NonZeroUsize::new(2).unwrap();
}

impl Default for Options {
    /// A reader for each core: it waits for nothing but the processor, so that more
    /// of them would only hold each other up, and whoever's turn it is next.
    fn default() -> Self {
        let cores = thread::available_parallelism().unwrap_or(Self::READERS_MIN);
        let readers = cores.max(Self::READERS_MIN);
        Self { readers, queue: Self::QUEUE, group: Self::GROUP }
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
/// and back costs more than the read itself: a row is found in microseconds.
///
/// Snapshots need a Tokio runtime with time enabled.
pub struct SqliteStorage {
    path: PathBuf,
    readers: Readers,
    writer: Writer,
}

impl SqliteStorage {
    /// Opens a file, creates it (for its owner alone) if there is none, and brings its
    /// tables up to date. This blocks the calling thread.
    ///
    /// # Errors
    ///
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable) if the
    /// file cannot be opened;
    /// [`Corrupt`](clientline_core::storage::Error::Corrupt) if it is no
    /// database of `ClientLine`, comes from a later version, refuses a setting
    /// that durability or consistency rest on, or if the `SQLite` library is
    /// one that can damage it.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self> {
        let path = path.as_ref().to_owned();
        connect::check_library(rusqlite::version_number())?;
        private::secure(&path)?;
        let mut connection = connect::connect(&path, Role::Writer)?;
        migrate::migrate(&mut connection)?;
        let readers = Readers::open(&path, options.readers)?;
        let writer = Writer::start(connection, options)?;
        Ok(Self { path, readers, writer })
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        Ok(Box::new(View::new(self.readers.lease(tenant).await?, tenant)))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.writer.commit(tenant, changes).await
    }
}

impl fmt::Debug for SqliteStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStorage").field("path", &self.path).finish_non_exhaustive()
    }
}
