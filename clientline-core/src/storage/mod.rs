//! The contract of a storage: a few methods in two traits, and their contract.

mod gauge;
mod locks;
mod rounds;
mod schema;
mod turns;

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use uuid::Uuid;

pub use self::{
    gauge::Gauge,
    locks::{Key, LockMode, LockSet},
    rounds::{Line, Rounds},
    schema::{Fit, Schema},
    turns::{Queue, TenantLines, Turn, Turns, Waiter},
};
use crate::{
    row::{ChangeSet, Read, Row, Select, Table},
    value::TenantId,
};

/// A database.
///
/// # Contract
///
/// `storage_conformance_tests!` (feature `conformance`) checks each clause
/// against an implementation.
///
/// - **Scope.** A snapshot sees, and a commit writes, one tenant's rows, and no
///   value that it is given can widen that.
/// - **Snapshot.** All reads of one snapshot see one committed state.
/// - **Atomic.** All of a change set is applied, or nothing. A dropped future
///   applies all or nothing, and holds nothing.
/// - **Guards.** A commit in which any guarded row ([`ChangeSet::guards`]) has
///   another version than the one named, or is gone, fails with
///   [`Error::Retry`] and applies nothing; also when two commits each rely on a
///   row that the other writes.
/// - **Constraints.** A commit that would break a declared constraint fails
///   with [`Error::Violated`] and applies nothing.
/// - **References.** A commit that would leave a reference to a missing row
///   fails with [`Error::Dangling`] (an insert or update) or
///   [`Error::InUse`] (a delete), and applies nothing.
/// - **Order.** A select's rows are those that [`Select::matches`] accepts, once it is
///   [resolved](Select::resolved), in the order that [`Select::place`] defines.
/// - **Locks.** While there is a storage that [`lock`](Storage::lock) returned, no
///   commit of another writes a row that is locked in it, nor relies on one that is
///   locked exclusively: it waits, or fails and applies nothing. Who locks waits until
///   all who locked before have let go; dropping the storage lets go of all.
/// - **Together.** Reads that are made together answer what each of them would
///   answer alone, in the order in which they were asked.
/// - **Probe.** A probe succeeds if a commit could be made durable at that moment, and
///   changes nothing that a snapshot sees.
///
/// So a decision may rest on guarded rows and on declared constraints, and on
/// nothing else.
#[async_trait]
pub trait Storage: fmt::Debug + Send + Sync + 'static {
    /// Opens a consistent view of one tenant's rows.
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>>;

    /// Applies every change, or none.
    ///
    /// # Errors
    ///
    /// See the contract above; [`Error::Unavailable`] leaves the outcome
    /// unknown, any other error means that nothing was applied.
    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()>;

    /// Shows that commits can be made durable, by making one that changes no row.
    ///
    /// The default reads, which shows it of a storage whose commits fail only if its
    /// reads do.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] or [`Error::Damaged`], if they can't.
    async fn probe(&self) -> Result<()> {
        self.snapshot(TenantId::PLATFORM).await.map(drop)
    }

    /// Looks through everything that is stored for damage, and says what it found, a
    /// sentence each. It takes long; others go on meanwhile. Once something was found,
    /// commits fail with [`Error::Damaged`].
    ///
    /// The default finds nothing, for a database that has programs of its own for that.
    async fn inspect(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// Locks rows of a tenant against all other processes, and returns a storage to
    /// read and commit by meanwhile, one after the other; it needs nothing else that
    /// others may hold.
    ///
    /// The engine does this when a plan lost a race to another process. The default
    /// returns `None`: a storage of one process has nobody to be locked against, since
    /// the engine's own locks come first.
    ///
    /// # Errors
    ///
    /// [`Error::Retry`] if others hold the rows for longer than `patience`.
    async fn lock(
        &self,
        _tenant: TenantId,
        _locks: &LockSet,
        _patience: Duration,
    ) -> Result<Option<Arc<dyn Storage>>> {
        Ok(None)
    }

    /// Returns figures of the storage at this moment: connections, queues, logs. It asks no
    /// database.
    ///
    /// The default has none.
    fn gauges(&self) -> Vec<Gauge> {
        Vec::new()
    }
}

/// A consistent view of one tenant's rows.
#[async_trait]
pub trait Snapshot: Send {
    /// Returns one row, or `None` if there is no such row.
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>>;

    /// Returns the rows that a select asks for.
    async fn select(&mut self, select: &Select) -> Result<Vec<Row>>;

    /// Makes several reads, and returns the rows of each in the same order.
    ///
    /// The default makes one after the other; a storage at the other end of a
    /// network makes all of them in one round trip.
    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        let mut answers = Vec::with_capacity(reads.len());
        for read in reads {
            answers.push(match read {
                Read::Row(table, id) => Vec::from_iter(self.get(table, *id).await?),
                Read::Rows(select) => self.select(select).await?,
            });
        }
        Ok(answers)
    }

    /// Counts the rows that pass a select's filters, whatever its page is.
    ///
    /// The default reads them page by page; a storage that can count does
    /// better.
    async fn count(&mut self, select: &Select) -> Result<u64> {
        let mut page = Select { after: None, skip: 0, limit: Select::LIMIT_MAX, ..select.clone() };
        let mut count = 0;
        loop {
            let rows = self.select(&page).await?;
            count += rows.len() as u64;
            match rows.last() {
                Some(last) if rows.len() == page.limit as usize => {
                    page.after = Some(page.place(last));
                }
                _ => return Ok(count),
            }
        }
    }
}

/// A specialized result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause of a failure in the backend's own terms.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why storage failed; nothing was applied, unless [`Error::Unavailable`] came
/// from a commit.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A guarded row changed since it was read; planning again may succeed.
    #[error("lost a race with another commit")]
    Retry,
    /// A declared constraint forbids the change.
    #[error("violates `{0}`")]
    Violated(&'static str),
    /// A written row refers to a row that does not exist in its tenant.
    #[error("refers to a missing row")]
    Dangling,
    /// A deleted row is still referred to.
    #[error("is still referred to")]
    InUse,
    /// The database's own rules for one row refuse the change: a check, or a
    /// row that must not change any more.
    #[error("refused by the database: {0}")]
    Rejected(String),
    /// The database cannot be reached, or did not answer in time.
    #[error("storage is unavailable")]
    Unavailable(#[source] Cause),
    /// The schema of the database does not fit this release, or the rights in it don't; the
    /// sentence says what there is to do. Only opening a storage fails with it, unless a
    /// right is taken away meanwhile.
    #[error("{0}")]
    Schema(String),
    /// Parts of the database can't be read as what was written: nothing is written to it
    /// any more, before somebody has looked at it.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The database holds, or said, something that the storage cannot explain.
    #[error("storage is inconsistent: {0}")]
    Corrupt(String),
}

impl Error {
    /// Returns what happened and why, in the backend's own terms: for the operator, who may
    /// see them.
    #[must_use]
    pub fn with_cause(&self) -> String {
        match self {
            Self::Unavailable(cause) => format!("{self}: {cause}"),
            _ => self.to_string(),
        }
    }

    /// Returns whether planning again may succeed.
    ///
    /// A use case reads before it writes, so a constraint that its reads did
    /// not foresee was broken by someone else meanwhile: that, too, is a race.
    #[must_use]
    pub const fn is_race(&self) -> bool {
        matches!(self, Self::Retry | Self::Violated(_) | Self::Dangling | Self::InUse)
    }
}
