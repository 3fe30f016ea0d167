//! Breaks the memory storage on purpose, clause by clause, and sees that the
//! conformance cases of that clause fail: a check that can't fail shows
//! nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use clientline_core::{
    conformance::CASES,
    memory::MemoryStorage,
    row::{ChangeSet, Condition, Direction, Read, Row, Select, Subject, Table, Write},
    storage::{Error, LockSet, Result, Snapshot, Storage, TenantsWith, Work},
    value::{TenantId, Timestamp},
};
use uuid::Uuid;

/// What is wrong with the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
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
    /// The last position is that of the first tenant that was asked for.
    OnePosition,
    /// What came last arrives first.
    LastArrivesFirst,
    /// A commit is said to be applied, and nothing of it is.
    LosesWrites,
    /// Of a commit the first write alone is applied.
    FirstWriteAlone,
    /// A storage that is well says that it is not.
    FailsItsProbe,
}

#[derive(Debug)]
struct Broken {
    inner: Arc<MemoryStorage>,
    fault: Fault,
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
            _ => changes,
        };
        if self.fault == Fault::LosesWrites {
            return Ok(());
        }
        if matches!(self.fault, Fault::OneByOne | Fault::FirstWriteAlone) {
            let most = if self.fault == Fault::OneByOne { usize::MAX } else { 1 };
            for write in changes.in_order().into_iter().take(most) {
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
}

fn without_expectations(changes: &ChangeSet) -> ChangeSet {
    let mut bare = ChangeSet::new(changes.at());
    for write in changes.writes() {
        bare.push(write.clone());
    }
    bare
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
    const ALL: [Self; 26] = [
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
        Self::OnePosition,
        Self::LastArrivesFirst,
        Self::LosesWrites,
        Self::FirstWriteAlone,
        Self::FailsItsProbe,
    ];
}

/// Names the contract's cases that fail on a storage with a fault.
fn failing(fault: Fault) -> Vec<&'static str> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .unwrap();
    let contract = CASES.iter().take_while(|(name, _)| *name != "books_a_slot_once");
    contract
        .filter(|(_, case)| {
            let inner = Arc::new(MemoryStorage::new());
            let storage: Arc<dyn Storage> = Arc::new(Broken { inner, fault });
            runtime.block_on(async { tokio::spawn(case(storage)).await }).is_err()
        })
        .map(|(name, _)| *name)
        .collect()
}

/// The fault is seen by the cases of its own clause, among others.
fn caught(fault: Fault, by: &[&str]) {
    let failing = failing(fault);
    for case in by {
        assert!(failing.contains(case), "{fault:?} was caught by {failing:?} only");
    }
}

#[test]
fn a_storage_without_faults_passes_every_case() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (_, case) in CASES {
        runtime.block_on(case(Arc::new(MemoryStorage::new())));
    }
}

/// A case that no fault makes fail shows nothing.
#[test]
fn every_case_of_the_contract_fails_on_some_broken_storage() {
    let contract = CASES.iter().take_while(|(name, _)| *name != "books_a_slot_once");
    let failing: Vec<&str> = Fault::ALL.into_iter().flat_map(failing).collect();
    let never: Vec<&str> =
        contract.map(|(name, _)| *name).filter(|name| !failing.contains(name)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn a_breach_of_scope_is_caught() {
    caught(
        Fault::SharedTenants,
        &["keeps_tenants_apart", "refuses_references_across_tenants", "keeps_keys_unique"],
    );
}

#[test]
fn a_moving_snapshot_is_caught() {
    caught(Fault::MovingSnapshot, &["shows_one_state_in_one_snapshot"]);
    caught(Fault::NewestTogether, &["shows_one_state_in_one_snapshot"]);
}

#[test]
fn a_commit_in_pieces_is_caught() {
    caught(Fault::OneByOne, &["applies_all_or_nothing"]);
}

#[test]
fn a_missing_guard_is_caught() {
    caught(Fault::NoExpectations, &["refuses_when_an_expected_row_changed", "prevents_write_skew"]);
    caught(Fault::LostUpdates, &["refuses_a_stale_update", "refuses_a_stale_delete"]);
}

#[test]
fn a_missing_lock_is_caught() {
    caught(
        Fault::NoLocks,
        &[
            "a_locked_row_is_its_holders",
            "a_shared_lock_keeps_out_who_writes",
            "a_lock_is_of_one_tenant_and_is_waited_for_so_long",
        ],
    );
}

#[test]
fn work_that_is_overlooked_or_made_up_is_caught() {
    caught(Fault::WorkAtAnyTime, &["finds_the_tenants_whose_rows_are_old"]);
    caught(Fault::NoOutbox, &["finds_the_tenants_whose_commits_wait"]);
    caught(Fault::NoHolds, &["finds_the_tenants_whose_holds_lapsed"]);
    caught(Fault::OnePosition, &["knows_the_last_position_of_each_feed"]);
    caught(Fault::LastArrivesFirst, &["rows_come_in_the_order_of_their_commits"]);
}

#[test]
fn a_missing_constraint_is_caught() {
    caught(
        Fault::NoConstraints,
        &["keeps_keys_unique", "keeps_partial_keys_unique", "keeps_periods_apart"],
    );
}

#[test]
fn a_missing_reference_check_is_caught() {
    caught(
        Fault::NoReferences,
        &[
            "refuses_a_reference_to_nothing",
            "refuses_to_delete_what_is_in_use",
            "refuses_references_across_tenants",
        ],
    );
}

#[test]
fn a_wrong_order_or_filter_is_caught() {
    caught(Fault::WrongOrder, &["pages_in_order"]);
    caught(Fault::RepeatedRow, &["pages_in_order"]);
    caught(Fault::OneFilter, &["answers_every_condition"]);
    caught(Fault::NamedByNothing, &["finds_what_is_named"]);
    caught(Fault::CountsThePage, &["counts_what_passes"]);
}

#[test]
fn a_wrong_answer_among_others_is_caught() {
    caught(Fault::AnswersSwapped, &["reads_together_as_alone"]);
    caught(Fault::FirstRowsTogether, &["reads_together_as_alone"]);
}

#[test]
fn a_read_alone_that_shows_too_little_or_moves_the_snapshot_is_caught() {
    caught(Fault::NothingAlone, &["reads_alone_what_is_there"]);
    caught(Fault::MovedByReadsAlone, &["reads_alone_what_is_there"]);
}
