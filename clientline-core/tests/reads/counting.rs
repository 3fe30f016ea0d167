//! A storage that counts what it is asked, and use cases that are run on it.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use clientline_core::{
    Scope,
    engine::Operation,
    memory::MemoryStorage,
    row::{ChangeSet, Read, Row, Select, Table},
    storage::{Result, Snapshot, Storage},
    value::TenantId,
};
use uuid::Uuid;

/// What was asked of a storage.
#[derive(Debug, Default)]
struct Asked {
    snapshots: AtomicUsize,
    reads: AtomicUsize,
    commits: AtomicUsize,
}

/// A storage that counts what it is asked.
#[derive(Debug)]
struct Counting {
    inner: MemoryStorage,
    asked: Arc<Asked>,
}

struct CountingView {
    inner: Box<dyn Snapshot>,
    asked: Arc<Asked>,
}

fn one_more(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

#[async_trait]
impl Storage for Counting {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        one_more(&self.asked.snapshots);
        let (inner, asked) = (self.inner.snapshot(tenant).await?, Arc::clone(&self.asked));
        Ok(Box::new(CountingView { inner, asked }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        one_more(&self.asked.commits);
        self.inner.commit(tenant, changes).await
    }
}

#[async_trait]
impl Snapshot for CountingView {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        one_more(&self.asked.reads);
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        one_more(&self.asked.reads);
        self.inner.select(select).await
    }

    async fn read(&mut self, reads: &[Read]) -> Result<Vec<Vec<Row>>> {
        one_more(&self.asked.reads);
        self.inner.read(reads).await
    }

    async fn count(&mut self, select: &Select) -> Result<u64> {
        one_more(&self.asked.reads);
        self.inner.count(select).await
    }
}

/// Runs use cases, and keeps the most reads that each of them took.
pub(crate) struct Counter {
    pub(crate) storage: Arc<dyn Storage>,
    asked: Arc<Asked>,
    most: BTreeMap<&'static str, usize>,
}

impl Counter {
    pub(crate) fn new() -> Self {
        let asked = Arc::new(Asked::default());
        let inner = MemoryStorage::new();
        let storage = Arc::new(Counting { inner, asked: Arc::clone(&asked) });
        Self { storage, asked, most: BTreeMap::new() }
    }

    /// Returns how many snapshots, reads and commits there were since last time.
    pub(crate) fn since(&self) -> [usize; 3] {
        [&self.asked.snapshots, &self.asked.reads, &self.asked.commits]
            .map(|count| count.swap(0, Ordering::Relaxed))
    }

    pub(crate) async fn run<O: Operation>(&mut self, scope: &Scope, operation: &O) -> O::Answer {
        // The first may lease numbers on its way; nothing of it is kept.
        self.since();
        let answer = scope.run(operation).await.unwrap();
        let [snapshots, reads, commits] = self.since();
        assert!(snapshots == 1 && commits <= 1, "{} was planned again", O::NAME);
        let most = self.most.entry(O::NAME).or_default();
        *most = reads.max(*most);
        answer
    }

    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for (name, reads) in &self.most {
            writeln!(table, "{name} {reads}").unwrap();
        }
        table
    }
}
