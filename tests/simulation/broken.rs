//! Storages that are broken on purpose: what watches must be seen to notice.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use clientline::{
    entity::Entity,
    memory::MemoryStorage,
    model::{Audit, Counter, Invoice, Occupancy},
    row::{ChangeSet, Read, Row, Select, Table, Value, Write},
    storage::{Error, Result, Snapshot, Storage},
    value::TenantId,
};
use uuid::Uuid;

use crate::storages::Opened;

/// What is wrong with a storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It loses one write in a thousand.
    LosesWrites,
    /// It keeps what was collected for an invoice in hundreds.
    RoundsMoney,
    /// It forgets every second time that was taken.
    ForgetsTimes,
    /// It forgets every tenth audit row.
    ForgetsAudits,
    /// It gives every tenth number of a series twice.
    RepeatsNumbers,
    /// It says that commits failed which it has applied.
    DeniesCommits,
    /// It overlooks one of the times that are taken, every third time that some are looked for.
    OverlooksTimes,
}

impl Flaw {
    /// All of them.
    pub(crate) const ALL: [Self; 7] = [
        Self::LosesWrites,
        Self::RoundsMoney,
        Self::ForgetsTimes,
        Self::ForgetsAudits,
        Self::RepeatsNumbers,
        Self::DeniesCommits,
        Self::OverlooksTimes,
    ];
}

/// A storage in memory, but for its flaw.
#[derive(Debug)]
struct Broken {
    inner: MemoryStorage,
    flaw: Flaw,
    chances: Arc<AtomicU64>,
}

/// What a broken storage shows.
struct BrokenSnapshot {
    inner: Box<dyn Snapshot>,
    chances: Arc<AtomicU64>,
}

impl BrokenSnapshot {
    fn spoil(&self, select: &Select, mut rows: Vec<Row>) -> Vec<Row> {
        if select.table.name == Occupancy::NAME
            && !rows.is_empty()
            && self.chances.fetch_add(1, Ordering::SeqCst).is_multiple_of(3)
        {
            rows.pop();
        }
        rows
    }
}

#[async_trait]
impl Snapshot for BrokenSnapshot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let rows = self.inner.select(select).await?;
        Ok(self.spoil(select, rows))
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        let mut found = self.inner.read(reads).await?;
        for (read, rows) in reads.iter().zip(&mut found) {
            if let Read::Rows(select) = read {
                *rows = self.spoil(select, std::mem::take(rows));
            }
        }
        Ok(found)
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        self.inner.count(select).await
    }
}

/// Opens a broken storage.
pub(crate) fn broken(flaw: Flaw) -> Opened {
    let (inner, chances) = (MemoryStorage::new(), Arc::default());
    let storage = Arc::new(Broken { inner, flaw, chances });
    Opened { name: "broken", storage, place: Box::new(()) }
}

impl Broken {
    /// Whether it is time to go wrong again.
    fn fails(&self, every: u64) -> bool {
        self.chances.fetch_add(1, Ordering::SeqCst) % every == every - 1
    }

    /// What is left of a write.
    fn spoil(&self, mut write: Write) -> Option<Write> {
        match (self.flaw, &mut write) {
            (Flaw::LosesWrites, _) if self.fails(1_000) => return None,
            (Flaw::ForgetsTimes, Write::Insert(row))
                if row.table.name == Occupancy::NAME && self.fails(2) =>
            {
                return None;
            }
            (Flaw::ForgetsAudits, Write::Insert(row))
                if row.table.name == Audit::NAME && self.fails(10) =>
            {
                return None;
            }
            (Flaw::RoundsMoney, Write::Update { row, .. }) if row.table.name == Invoice::NAME => {
                change(row, "total_collection", |minor| minor - minor % 100);
            }
            (Flaw::RepeatsNumbers, Write::Update { row, .. })
                if row.table.name == Counter::NAME && self.fails(10) =>
            {
                change(row, "next", |next| next - 1);
            }
            _ => {}
        }
        Some(write)
    }
}

fn change(row: &mut Row, column: &str, change: impl Fn(i64) -> i64) {
    let at = row.table.position(column).unwrap();
    if let Value::Int(value) = &mut row.values[at] {
        *value = change(*value);
    }
}

#[async_trait]
impl Storage for Broken {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let inner = self.inner.snapshot(tenant).await?;
        if self.flaw == Flaw::OverlooksTimes {
            let chances = Arc::clone(&self.chances);
            return Ok(Box::new(BrokenSnapshot { inner, chances }));
        }
        Ok(inner)
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let mut spoilt = ChangeSet::new(changes.at());
        for guard in changes.guards().iter().filter(|guard| !guard.written) {
            spoilt.expect(guard.table, guard.id, guard.version);
        }
        for write in changes.into_writes().into_iter().filter_map(|write| self.spoil(write)) {
            spoilt.push(write);
        }
        self.inner.commit(tenant, spoilt).await?;
        match self.flaw {
            Flaw::DeniesCommits if self.fails(50) => Err(Error::Retry),
            _ => Ok(()),
        }
    }
}
