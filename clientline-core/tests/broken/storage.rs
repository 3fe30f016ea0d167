//! A storage with one fault.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use clientline_core::{
    memory::MemoryStorage,
    row::{ChangeSet, Condition, Direction, Read, Row, Select, Subject, Table, Value, Write},
    storage::{Error, LockSet, Result, Snapshot, Storage, TenantsWith, Work},
    value::{TenantId, Timestamp},
};
use uuid::Uuid;

/// What is wrong with the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// All tenants share their rows.
    SharedTenants,
    /// Each read sees the newest state.
    MovingSnapshot,
    /// Each write is a commit of its own.
    OneByOne,
    /// Rows that were only read are not guarded.
    NoExpectations,
    /// The last writer wins.
    LostUpdates,
    /// Broken constraints are not reported.
    NoConstraints,
    /// Broken references are not reported.
    NoReferences,
    /// Rows come the other way round.
    WrongOrder,
    /// The first row of each page is repeated on the next.
    RepeatedRow,
    /// Filters other than the first are ignored.
    OneFilter,
    /// By which rows of another table something is named makes no difference.
    NamedByNothing,
    /// A count is of the page.
    CountsThePage,
    /// Reads that are made together are answered in another order.
    AnswersSwapped,
    /// Reads that are made together see the newest state.
    NewestTogether,
    /// A read among others is answered by its first row alone.
    FirstRowsTogether,
    /// What is read alone is not there.
    NothingAlone,
    /// What is read alone moves the snapshot to the newest state.
    MovedByReadsAlone,
    /// Locks keep nobody out.
    NoLocks,
    /// Work is found whatever the instant.
    WorkAtAnyTime,
    /// What waits to be sequenced is no work.
    NoOutbox,
    /// A lapsed hold is no work.
    NoHolds,
    /// A hold is work though its appointment was cancelled.
    CancelledHolds,
    /// Time that became free is no work.
    NoFreedTimes,
    /// What is to be written off is no work.
    NoExpiredPrepaid,
    /// The last position is that of the first tenant that was asked for.
    OnePosition,
    /// What came last arrives first.
    LastArrivesFirst,
    /// A commit is said to be applied, and nothing of it is.
    LosesWrites,
    /// Of a commit the first write alone is applied.
    FirstWriteAlone,
    /// A row takes the place of one that has its identifier.
    Overwrites,
    /// The last write of a commit is made first.
    LastWriteFirst,
    /// A storage that is well says that it is not.
    FailsItsProbe,
}

#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) inner: Arc<MemoryStorage>,
    pub(crate) fault: Fault,
}

struct BrokenSnapshot {
    inner: Box<dyn Snapshot>,
    storage: Arc<MemoryStorage>,
    tenant: TenantId,
    fault: Fault,
}

impl Broken {
    fn tenant(&self, tenant: TenantId) -> TenantId {
        let shared = self.fault == Fault::SharedTenants && tenant != TenantId::PLATFORM;
        if shared { TenantId(Uuid::max()) } else { tenant }
    }
}

#[async_trait]
impl Storage for Broken {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let tenant = self.tenant(tenant);
        let inner = self.inner.snapshot(tenant).await?;
        let (storage, fault) = (Arc::clone(&self.inner), self.fault);
        Ok(Box::new(BrokenSnapshot { inner, storage, tenant, fault }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let tenant = self.tenant(tenant);
        let changes = match self.fault {
            Fault::NoExpectations => without_expectations(&changes),
            Fault::LostUpdates => self.rebased(tenant, &changes).await?,
            Fault::Overwrites => self.overwriting(tenant, &changes).await?,
            Fault::CancelledHolds => as_if_pending(&changes),
            _ => changes,
        };
        if self.fault == Fault::LosesWrites {
            return Ok(());
        }
        let mut writes = changes.in_order();
        match self.fault {
            Fault::LastWriteFirst => writes.reverse(),
            Fault::FirstWriteAlone => writes.truncate(1),
            _ => {}
        }
        let apart = [Fault::OneByOne, Fault::FirstWriteAlone, Fault::LastWriteFirst];
        if apart.contains(&self.fault) {
            for write in writes {
                let mut one = ChangeSet::new(changes.at());
                one.push(write.clone());
                self.inner.commit(tenant, one).await?;
            }
            return Ok(());
        }
        match (self.inner.commit(tenant, changes).await, self.fault) {
            (Err(Error::Violated(_)), Fault::NoConstraints)
            | (Err(Error::Dangling | Error::InUse), Fault::NoReferences) => Ok(()),
            (outcome, _) => outcome,
        }
    }

    async fn probe(&self) -> Result<()> {
        match self.fault {
            Fault::FailsItsProbe => Err(Error::Unavailable("it is well".into())),
            _ => self.inner.probe().await,
        }
    }

    async fn tenants_with(&self, mut wanted: TenantsWith) -> Result<Vec<TenantId>> {
        match self.fault {
            Fault::WorkAtAnyTime => wanted.before = Timestamp::MAX,
            Fault::NoOutbox if wanted.work == Work::Outbox => return Ok(Vec::new()),
            Fault::NoHolds if wanted.work == Work::LapsedHolds => return Ok(Vec::new()),
            Fault::NoFreedTimes if wanted.work == Work::FreedTimes => return Ok(Vec::new()),
            Fault::NoExpiredPrepaid if wanted.work == Work::ExpiredPrepaid => {
                return Ok(Vec::new());
            }
            _ => {}
        }
        self.inner.tenants_with(wanted).await
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let asked = if self.fault == Fault::OnePosition { &tenants[..1] } else { tenants };
        self.inner.last_positions(asked).await
    }

    async fn lock(
        &self,
        _: TenantId,
        _: &LockSet,
        _: Duration,
    ) -> Result<Option<Arc<dyn Storage>>> {
        let storage = || Arc::clone(&self.inner) as Arc<dyn Storage>;
        Ok((self.fault == Fault::NoLocks).then(storage))
    }
}

impl Broken {
    /// Gives every written row the version that it has now.
    async fn rebased(&self, tenant: TenantId, changes: &ChangeSet) -> Result<ChangeSet> {
        let mut snapshot = self.inner.snapshot(tenant).await?;
        let mut rebased = ChangeSet::new(changes.at());
        for write in changes.writes() {
            let mut write = write.clone();
            let now = match &write {
                Write::Insert(_) => None,
                Write::Update { row, .. } => snapshot.get(row.table, row.id).await?,
                Write::Delete { table, id, .. } => snapshot.get(table, *id).await?,
            };
            match (&mut write, now) {
                (Write::Update { row, .. }, Some(now)) => row.version = now.version,
                (Write::Delete { version, .. }, Some(now)) => *version = now.version,
                _ => {}
            }
            rebased.push(write);
        }
        for guard in changes.guards().iter().filter(|guard| !guard.written) {
            rebased.expect(guard.table, guard.id, guard.version);
        }
        Ok(rebased)
    }

    /// Changes the rows that are there already, in the place of adding them.
    async fn overwriting(&self, tenant: TenantId, changes: &ChangeSet) -> Result<ChangeSet> {
        let mut snapshot = self.inner.snapshot(tenant).await?;
        let mut overwriting = ChangeSet::new(changes.at());
        for write in changes.writes() {
            let there = match write {
                Write::Insert(row) => snapshot.get(row.table, row.id).await?,
                _ => None,
            };
            overwriting.push(match (write, there) {
                (Write::Insert(row), Some(there)) => {
                    let row = Row { version: there.version, ..row.clone() };
                    let changed = row.table.columns.iter().map(|column| column.name).collect();
                    Write::Update { row, changed }
                }
                (write, _) => write.clone(),
            });
        }
        Ok(overwriting)
    }
}

fn without_expectations(changes: &ChangeSet) -> ChangeSet {
    let mut bare = ChangeSet::new(changes.at());
    for write in changes.writes() {
        bare.push(write.clone());
    }
    bare
}

/// Overlooks that what was held is cancelled.
fn as_if_pending(changes: &ChangeSet) -> ChangeSet {
    let mut pending = ChangeSet::new(changes.at());
    for write in changes.writes() {
        let mut write = write.clone();
        if let Write::Insert(row) = &mut write
            && row.table.name == "appointment"
            && let (Some(status), Some(held_until)) =
                (row.table.position("status"), row.table.position("held_until"))
            && row.values[held_until] != Value::Null
        {
            row.values[status] = Value::Text("pending".to_owned());
        }
        pending.push(write);
    }
    pending
}

#[async_trait]
impl Snapshot for BrokenSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        self.refresh().await?;
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        self.refresh().await?;
        let mut select = select.clone();
        match self.fault {
            Fault::WrongOrder => {
                select.direction = match select.direction {
                    Direction::Ascending => Direction::Descending,
                    Direction::Descending => Direction::Ascending,
                };
            }
            Fault::OneFilter => select.filters.truncate(1),
            Fault::NamedByNothing => select
                .filters
                .retain(|one| !matches!(one.condition.meaning(), Condition::NamedBy(_))),
            _ => {}
        }
        if self.fault == Fault::RepeatedRow
            && let Some((value, _)) = &mut select.after
            && select.order_by != Subject::Id
        {
            // The row itself comes after its value with the smallest identifier.
            let edge = match select.direction {
                Direction::Ascending => Uuid::nil(),
                Direction::Descending => Uuid::max(),
            };
            select.after = Some((value.clone(), edge));
        }
        self.inner.select(&select).await
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        if self.fault == Fault::NewestTogether {
            self.inner = self.storage.snapshot(self.tenant).await?;
        }
        let mut answers = Vec::new();
        for read in reads {
            answers.push(match read {
                Read::Row(table, id) => Vec::from_iter(self.get(table, *id).await?),
                Read::Rows(select) => self.select(select).await?,
            });
        }
        match self.fault {
            Fault::AnswersSwapped => answers.reverse(),
            Fault::FirstRowsTogether => answers.iter_mut().for_each(|rows| rows.truncate(1)),
            _ => {}
        }
        Ok(answers)
    }

    async fn read_alone(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        match self.fault {
            Fault::NothingAlone => return Ok(vec![Vec::new(); reads.len()]),
            Fault::MovedByReadsAlone => self.inner = self.storage.snapshot(self.tenant).await?,
            _ => {}
        }
        self.read(reads).await
    }

    async fn arrivals(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>> {
        let mut rows = self.inner.arrivals(table, limit).await?;
        if self.fault == Fault::LastArrivesFirst {
            rows.reverse();
        }
        Ok(rows)
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        match self.fault {
            Fault::CountsThePage => Ok(self.inner.select(select).await?.len() as u64),
            _ => self.inner.count(select).await,
        }
    }
}

impl BrokenSnapshot {
    async fn refresh(&mut self) -> Result<()> {
        if self.fault == Fault::MovingSnapshot {
            self.inner = self.storage.snapshot(self.tenant).await?;
        }
        Ok(())
    }
}

impl Fault {
    /// Every fault.
    pub(crate) const ALL: [Self; 30] = [
        Self::SharedTenants,
        Self::MovingSnapshot,
        Self::OneByOne,
        Self::NoExpectations,
        Self::LostUpdates,
        Self::NoConstraints,
        Self::NoReferences,
        Self::WrongOrder,
        Self::RepeatedRow,
        Self::OneFilter,
        Self::NamedByNothing,
        Self::CountsThePage,
        Self::AnswersSwapped,
        Self::NewestTogether,
        Self::FirstRowsTogether,
        Self::NothingAlone,
        Self::MovedByReadsAlone,
        Self::NoLocks,
        Self::WorkAtAnyTime,
        Self::NoOutbox,
        Self::NoHolds,
        Self::NoFreedTimes,
        Self::NoExpiredPrepaid,
        Self::OnePosition,
        Self::LastArrivesFirst,
        Self::LosesWrites,
        Self::FirstWriteAlone,
        Self::Overwrites,
        Self::LastWriteFirst,
        Self::FailsItsProbe,
    ];
}
