//! The two traits that a backend implements, and what they promise, clause by clause.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use uuid::Uuid;

#[cfg(doc)]
use super::Error;
use super::{Gauge, LockSet, Result, TenantsWith};
use crate::{
    row::{ChangeSet, Direction, Read, Row, Select, Subject, Table},
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
/// - **Snapshot.** All reads of one snapshot see one committed state, but for those that
///   are made [alone](Snapshot::read_alone).
/// - **Atomic.** All of a change set is applied, or nothing. A dropped future
///   applies all or nothing, and holds nothing.
/// - **Guards.** A commit in which any guarded row ([`ChangeSet::guards`]) has
///   another version than the one named, or is gone, fails with
///   [`Error::Retry`] and applies nothing; also when two commits each rely on a
///   row that the other writes.
/// - **Identifiers.** A commit that inserts a row whose identifier is there already, in its table
///   and tenant, fails with [`Error::Retry`] and applies nothing.
/// - **Constraints.** A commit that would break a declared constraint fails
///   with [`Error::Violated`] and applies nothing.
/// - **References.** A commit that would leave a reference to a missing row
///   fails with [`Error::Dangling`] (an insert or update) or
///   [`Error::InUse`] (a delete), and applies nothing.
/// - **Write by write.** Constraints and references are judged by what each write leaves, in the
///   order of [`ChangeSet::in_order`], and not by what the whole commit leaves: two rows can't
///   exchange their keys, and what is named is inserted before what names it. Insertions that
///   follow each other into one table may be judged as one write.
/// - **Order.** A select's rows are those that [`Select::matches`] accepts, once it is
///   [resolved](Select::resolved), in the order that [`Select::place`] defines.
/// - **Locks.** While there is a storage that [`lock`](Storage::lock) returned, no
///   commit of another writes a row that is locked in it, nor relies on one that is
///   locked exclusively: it waits, or fails and applies nothing. Who locks waits until
///   all who locked before have let go; dropping the storage lets go of all.
/// - **Together.** Reads that are made together answer what each of them would
///   answer alone, in the order in which they were asked.
/// - **Alone.** A read that is made alone answers what a snapshot would that was opened at
///   that moment or before, and not before the one that it is made on.
/// - **Arrivals.** The first rows of a table come in the order of their identifiers, or in
///   that of their commits where the storage knows it: no row then comes before one that was
///   committed when its own commit began.
/// - **Maintenance.** Which tenants have work is answered about all of them, in the order of
///   their identifiers, and nothing else is: no row of any.
/// - **Probe.** A probe succeeds if a commit could be made durable at that moment, and
///   changes nothing that a snapshot sees.
///
/// So a decision may rest on guarded rows and on declared constraints, and on
/// nothing else.
///
/// What a storage is not asked for: that a row which may not change any more stays as it is (an
/// issued invoice, a history), and that numbers have no gap. The use cases see to both, by guards
/// and constraints, on any storage; the two SQL stores refuse such changes in the database as well
/// (`model::FREEZES`), and that is a promise of their own.
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

    /// Returns the tenants of which some row is [work](TenantsWith::finds) of a kind, in the order
    /// of their identifiers: what a process asks instead of asking each tenant.
    ///
    /// The default finds none, for a storage that only stands before another one.
    async fn tenants_with(&self, _wanted: TenantsWith) -> Result<Vec<TenantId>> {
        Ok(Vec::new())
    }

    /// Returns the last position in the feed of each of some tenants that have any: the
    /// `last_position` of a tenant's last row of `audit_seal`, by its identifier. The feed itself
    /// (`event`) does not tell: what is in it is deleted with time.
    ///
    /// The default knows none, as that of [`tenants_with`](Self::tenants_with).
    async fn last_positions(&self, _tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        Ok(Vec::new())
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

    /// Makes reads that need not see what other reads of the snapshot see.
    ///
    /// The default makes them with the others; a storage at the other end of a network
    /// spares itself the messages that begin and end a transaction.
    async fn read_alone(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        self.read(reads).await
    }

    /// Returns up to `limit` of the first rows of a table, in the order in which they came.
    ///
    /// Identifiers begin with the time at which a process made them. That is the order, unless
    /// several machines write, whose clocks differ: a storage that they share does better.
    async fn arrivals(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>> {
        let select = Select {
            table,
            filters: Vec::new(),
            order_by: Subject::Id,
            direction: Direction::Ascending,
            after: None,
            skip: 0,
            limit,
        };
        self.select(&select).await
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
