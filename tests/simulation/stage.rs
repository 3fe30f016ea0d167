//! A storage on stage: the engine over it, with the clock and the chance that
//! the simulation gives it, and a watch over what is committed.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use async_trait::async_trait;
use clientline::{
    ClientLine, Result,
    conformance::shapes,
    engine::{Environment, Observation, Observer},
    entity::Entity,
    model::{Audit, AuditSeal, Counter},
    row::{ChangeSet, Read, Row, Select, Table, Value, Write},
    storage::{self, Snapshot, Storage},
    value::{TenantId, Timestamp},
};

use uuid::Uuid;

use crate::{chance::Chance, content::Content, storages::Opened};

/// One storage, and the engine over it.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) storage: Arc<Watched>,
    pub(crate) client: ClientLine,
    pub(crate) observed: Arc<ObservedNames>,
    environment: Arc<Scripted>,
    _place: Box<dyn std::any::Any + Send>,
}

impl Stage {
    pub(crate) fn new(opened: Opened, at: Timestamp) -> Self {
        let environment = Arc::new(Scripted { state: Mutex::new((at, Chance::new(0))) });
        let storage = Arc::new(Watched {
            inner: opened.storage,
            trouble: Mutex::default(),
            commits: AtomicU64::new(0),
            strikes: AtomicU64::new(0),
            unrecorded: Mutex::default(),
            selects: Arc::default(),
            listens: AtomicBool::new(true),
        });
        let observed = Arc::default();
        let client = client(&storage, &environment, &observed);
        Self { name: opened.name, storage, client, observed, environment, _place: opened.place }
    }

    /// Sets the clock, and starts the chance anew: a storage that asked for
    /// more of it in one step is no different in the next.
    pub(crate) fn set(&self, at: Timestamp, seed: u64, trouble: Trouble) {
        *self.environment.state.lock().unwrap_or_else(PoisonError::into_inner) =
            (at, Chance::new(seed));
        self.storage.trouble(trouble);
    }

    /// Reads all that the storage holds of a tenant.
    pub(crate) async fn content(&self, tenant: TenantId) -> Result<Content, String> {
        let content = Content::read(&*self.storage.inner, tenant).await;
        content.map_err(|error| format!("{} can't be read: {error}", self.name))
    }

    /// Ends the process, as it were: leased numbers are lost.
    pub(crate) fn restart(&mut self) {
        self.client = client(&self.storage, &self.environment, &self.observed);
    }
}

fn client(
    storage: &Arc<Watched>,
    environment: &Arc<Scripted>,
    observed: &Arc<ObservedNames>,
) -> ClientLine {
    let storage: Arc<dyn Storage> = Arc::<Watched>::clone(storage);
    let environment: Arc<dyn Environment> = Arc::<Scripted>::clone(environment);
    let observer: Arc<dyn Observer> = Arc::<ObservedNames>::clone(observed);
    ClientLine::with_environment(storage, environment).observed_by(observer)
}

/// The use cases whose runs the engine told of.
#[derive(Debug, Default)]
pub(crate) struct ObservedNames(Mutex<BTreeSet<&'static str>>);

impl ObservedNames {
    pub(crate) fn names(&self) -> BTreeSet<&'static str> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Observer for ObservedNames {
    fn ended(&self, run: &Observation) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(run.operation);
    }
}

/// The clock and the chance of the simulation.
#[derive(Debug)]
struct Scripted {
    state: Mutex<(Timestamp, Chance)>,
}

impl Environment for Scripted {
    fn now(&self) -> Timestamp {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        match bytes {
            // How long to wait after a lost race. There are no rivals here.
            [wait] => *wait = 0,
            bytes => self.state.lock().unwrap_or_else(PoisonError::into_inner).1.fill(bytes),
        }
        Ok(())
    }
}

/// What goes wrong with the commits of one step, before anything is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// The first commit loses a race.
    LostOnce,
    /// Every commit loses a race.
    LostAlways,
    /// No commit reaches the database.
    Down,
}

impl Trouble {
    /// Every kind of it.
    pub(crate) const ALL: [Self; 3] = [Self::LostOnce, Self::LostAlways, Self::Down];

    /// Whether nothing can be committed.
    pub(crate) const fn is_total(self) -> bool {
        matches!(self, Self::LostAlways | Self::Down)
    }
}

/// A storage whose commits are counted, looked at, and made to fail on demand.
#[derive(Debug)]
pub(crate) struct Watched {
    inner: Arc<dyn Storage>,
    trouble: Mutex<Trouble>,
    commits: AtomicU64,
    strikes: AtomicU64,
    unrecorded: Mutex<Vec<String>>,
    selects: Arc<Mutex<BTreeSet<String>>>,
    listens: AtomicBool,
}

/// A snapshot that keeps what is asked of it.
struct Heard {
    inner: Box<dyn Snapshot>,
    selects: Arc<Mutex<BTreeSet<String>>>,
}

impl Heard {
    fn hear(&self, select: &Select) {
        let line = shapes::line(select);
        self.selects.lock().unwrap_or_else(PoisonError::into_inner).insert(line);
    }
}

#[async_trait]
impl Snapshot for Heard {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> storage::Result<Option<Row>> {
        self.inner.get(table, id).await
    }

    async fn select(&mut self, select: &Select) -> storage::Result<Vec<Row>> {
        self.hear(select);
        self.inner.select(select).await
    }

    async fn read(&mut self, reads: &[Read]) -> storage::Result<Vec<Vec<Row>>> {
        for read in reads {
            if let Read::Rows(select) = read {
                self.hear(select);
            }
        }
        self.inner.read(reads).await
    }

    async fn count(&mut self, select: &Select) -> storage::Result<u64> {
        self.inner.count(select).await
    }
}

impl Watched {
    /// Sets what goes wrong with the commits from now on.
    pub(crate) fn trouble(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// How many commits were applied.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    /// How many commits were made to fail.
    pub(crate) fn strikes(&self) -> u64 {
        self.strikes.load(Ordering::SeqCst)
    }

    /// The change sets that came without exactly one audit row.
    pub(crate) fn unrecorded(&self) -> Vec<String> {
        self.unrecorded.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What use cases have asked for, a line for each kind of select.
    pub(crate) fn selects(&self) -> BTreeSet<String> {
        self.selects.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hears, or not, what is asked from now on: several requests at once ask in
    /// ways of their own for what they have only planned.
    pub(crate) fn listen(&self, listens: bool) {
        self.listens.store(listens, Ordering::SeqCst);
    }

    /// The storage itself, which is read without being heard.
    pub(crate) fn unheard(&self) -> &dyn Storage {
        &*self.inner
    }

    fn strike(&self) -> storage::Result<()> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let error = match *trouble {
            Trouble::None => return Ok(()),
            Trouble::LostOnce => {
                *trouble = Trouble::None;
                storage::Error::Retry
            }
            Trouble::LostAlways => storage::Error::Retry,
            Trouble::Down => storage::Error::Unavailable("the simulation says so".into()),
        };
        self.strikes.fetch_add(1, Ordering::SeqCst);
        Err(error)
    }
}

#[async_trait]
impl Storage for Watched {
    async fn snapshot(&self, tenant: TenantId) -> storage::Result<Box<dyn Snapshot>> {
        let inner = self.inner.snapshot(tenant).await?;
        if !self.listens.load(Ordering::SeqCst) {
            return Ok(inner);
        }
        Ok(Box::new(Heard { inner, selects: Arc::clone(&self.selects) }))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> storage::Result<()> {
        self.strike()?;
        if !is_lease(&changes) && !is_step(&changes) && audits(&changes) != 1 {
            let mut unrecorded = self.unrecorded.lock().unwrap_or_else(PoisonError::into_inner);
            unrecorded.push(format!("{changes:?}"));
        }
        self.inner.commit(tenant, changes).await?;
        self.commits.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

fn audits(changes: &ChangeSet) -> usize {
    let of_audit =
        |write: &&Write| matches!(write, Write::Insert(row) if row.table.name == Audit::NAME);
    changes.writes().iter().filter(of_audit).count()
}

/// Whether nothing is committed but a block of numbers, which says nothing
/// about any request.
fn is_lease(changes: &ChangeSet) -> bool {
    match changes.writes() {
        [Write::Insert(row) | Write::Update { row, .. }] => {
            row.table.name == Counter::NAME && is_leased(&row.values)
        }
        _ => false,
    }
}

/// Whether it is a step of the sequencer, which seals the rows of the trail and adds none.
fn is_step(changes: &ChangeSet) -> bool {
    let seals =
        |write: &Write| matches!(write, Write::Insert(row) if row.table.name == AuditSeal::NAME);
    changes.writes().iter().any(seals)
}

/// Whether a counter's row is of a series in which gaps are allowed.
pub(crate) fn is_leased(counter: &[Value]) -> bool {
    matches!(counter.first(), Some(Value::Text(series)) if series.starts_with("code "))
}
