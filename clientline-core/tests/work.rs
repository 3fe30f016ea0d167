//! The jobs and the runner: what is over goes, what fails is tried again and stops nothing else,
//! idle tenants cost nothing, and no job is done twice at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use clientline_core::{
    ClientLine, Result,
    conformance::fixture::{AppointmentFixture, World, at, new_tenant},
    engine::{BackgroundWork, Environment, SystemEnvironment},
    entity::{Entity, Query, Stored, sample},
    memory::MemoryStorage,
    model::{
        Appointment, AppointmentStatus, Audit, AuditSeal, Event, Idempotency, Job, Outbox, Session,
        Tax, User,
    },
    row::{ChangeSet, Write},
    storage::{self, Error, Snapshot, Storage, TenantsWith, Work},
    value::{Id, TenantId, Timestamp},
    work::{JobObserver, Ran, Runner, Verified, run, verify},
};
use uuid::Uuid;

/// A clock that is set by hand.
#[derive(Debug, Default)]
struct Clock(AtomicI64);

impl Clock {
    fn set(&self, at: Timestamp) {
        self.0.store(at.micros(), Ordering::Relaxed);
    }
}

impl Environment for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }
    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        SystemEnvironment.random(bytes)
    }
}

/// Counts what is asked of a storage, and fails for some tenants.
#[derive(Debug, Default)]
struct Watched {
    inner: MemoryStorage,
    questions: AtomicU64,
    snapshots: AtomicU64,
    commits: AtomicU64,
    broken: Mutex<HashSet<TenantId>>,
    /// The work of which nobody is told who has some.
    unfindable: Mutex<Option<Work>>,
}

#[async_trait]
impl Storage for Watched {
    async fn snapshot(&self, tenant: TenantId) -> storage::Result<Box<dyn Snapshot>> {
        self.snapshots.fetch_add(1, Ordering::Relaxed);
        if self.broken.lock().unwrap().contains(&tenant) {
            return Err(Error::Unavailable("it is broken".into()));
        }
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> storage::Result<()> {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.inner.commit(tenant, changes).await
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> storage::Result<Vec<TenantId>> {
        self.questions.fetch_add(1, Ordering::Relaxed);
        if *self.unfindable.lock().unwrap() == Some(wanted.work) {
            return Err(Error::Unavailable("it is broken".into()));
        }
        self.inner.tenants_with(wanted).await
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> storage::Result<Vec<(TenantId, i64)>> {
        self.inner.last_positions(tenants).await
    }
}

impl Watched {
    fn counts(&self) -> [u64; 3] {
        [&self.questions, &self.snapshots, &self.commits].map(|count| count.load(Ordering::Relaxed))
    }
}

fn client(storage: &Arc<Watched>) -> (ClientLine, Arc<Clock>) {
    let clock = Arc::new(Clock::default());
    clock.set(at(0));
    let storage: Arc<dyn Storage> = Arc::clone(storage) as Arc<dyn Storage>;
    (ClientLine::with_environment(storage, Arc::clone(&clock) as Arc<dyn Environment>), clock)
}

async fn all<E: Entity>(client: &ClientLine, tenant: TenantId) -> Vec<Stored<E>> {
    let mut snapshot = client.storage().snapshot(tenant).await.unwrap();
    let rows = snapshot.select(Query::<E>::limit(10_000).select()).await.unwrap();
    rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
}

/// A commit with one event.
async fn book(client: &ClientLine, tenant: TenantId) {
    let mut changes = ChangeSet::new(client.environment().now());
    let audit = changes.insert(Audit { ..sample() }).into_inner();
    let events = format!(r#"[{{"kind":"a.b","subject_id":"{}"}}]"#, Uuid::nil());
    changes.insert(Outbox { id: Id::from_uuid(audit.id.uuid()), events });
    client.storage().commit(tenant, changes).await.unwrap();
}

const ME: Uuid = Uuid::from_u128(1);
const ANOTHER: Uuid = Uuid::from_u128(2);
const DAY: i64 = 24 * 60;

#[tokio::test]
async fn keys_sessions_and_events_go_when_they_are_over_and_not_before() {
    let (client, clock) = client(&Arc::default());
    let tenant = new_tenant();
    let mut changes = ChangeSet::new(at(0));
    changes.insert(Idempotency { expires_at: at(DAY), ..sample() });
    let user: User = sample();
    changes.insert(user.clone());
    for days in [30, 40] {
        let refresh_expires_at = at(days * DAY);
        changes.insert(Session { user_id: user.id, refresh_expires_at, ..sample() });
    }
    for position in 1..=3 {
        let id = Event::id_at(position);
        changes.insert(Event { id, position, happened_at: at(0), ..sample() });
    }
    client.storage().commit(tenant, changes).await.unwrap();
    let left = async |client: &ClientLine| {
        let keys = all::<Idempotency>(client, tenant).await.len();
        let sessions = all::<Session>(client, tenant).await.len();
        (keys, sessions, all::<Event>(client, tenant).await.len())
    };
    for (minutes, expected) in [
        (DAY - 1, (1, 2, 3)),
        (DAY + 1, (0, 2, 3)),
        (30 * DAY + 1, (0, 1, 0)),
        (40 * DAY + 1, (0, 0, 0)),
    ] {
        clock.set(at(minutes));
        for work in [Work::IdempotencyKeys, Work::Sessions, Work::Events] {
            assert_eq!(run(&client, work, ME).await.unwrap().failed, 0);
        }
        assert_eq!(left(&client).await, expected, "after {minutes} minutes");
    }
}

#[tokio::test]
async fn a_hold_that_lapsed_is_ended_by_its_job_and_not_before() {
    let (client, clock) = client(&Arc::default());
    let tenant = new_tenant();
    let mut fixture = AppointmentFixture::new();
    fixture.appointment.status = AppointmentStatus::Pending;
    fixture.appointment.held_until = Some(at(20));
    let mut changes = ChangeSet::new(at(0));
    fixture.insert(&mut changes);
    client.storage().commit(tenant, changes).await.unwrap();
    for (minute, done) in [(20, 0), (21, 1), (22, 0)] {
        clock.set(at(minute));
        let ran = run(&client, Work::LapsedHolds, ME).await.unwrap();
        assert_eq!(ran, Ran { done, failed: 0 }, "at minute {minute}");
    }
    let [appointment] = all::<Appointment>(&client, tenant).await.try_into().unwrap();
    assert_eq!(appointment.status, AppointmentStatus::Cancelled);
}

#[tokio::test]
async fn two_processes_never_do_one_job_at_once_and_a_dead_one_gives_its_lease_back_by_time() {
    let storage = Arc::<Watched>::default();
    let (client, clock) = client(&storage);
    let tenant = new_tenant();
    book(&client, tenant).await;
    // The other process took the job, and died.
    let mut changes = ChangeSet::new(at(0));
    let id = Id::from_uuid(Uuid::from_u128(1));
    let leased_until = at(2);
    changes.insert(Job { id, name: "outbox".into(), holder: ANOTHER, leased_until, ..sample() });
    client.storage().commit(TenantId::PLATFORM, changes).await.unwrap();
    clock.set(at(1));
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran::default());
    assert_eq!(all::<Event>(&client, tenant).await.len(), 0);
    clock.set(at(2));
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran { done: 1, failed: 0 });
    assert_eq!(all::<Event>(&client, tenant).await.len(), 1);
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.holder, job.failures, job.succeeded_at), (ME, 0, Some(at(2))));
    assert_eq!(job.leased_until, at(2), "it was given back");
}

#[tokio::test]
async fn a_tenant_for_whom_a_job_fails_stops_no_other_and_is_tried_again() {
    let storage = Arc::<Watched>::default();
    let (client, _) = client(&storage);
    let mut tenants = [(); 3].map(|()| new_tenant());
    tenants.sort();
    for tenant in tenants {
        book(&client, tenant).await;
    }
    storage.broken.lock().unwrap().insert(tenants[0]);
    let ran = run(&client, Work::Outbox, ME).await.unwrap();
    assert_eq!(ran, Ran { done: 2, failed: 1 });
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.failures, job.succeeded_at), (1, None));
    storage.broken.lock().unwrap().clear();
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran { done: 1, failed: 0 });
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.runs, job.failures), (job.runs, 0));
}

/// When runs of a job ended, and whether they failed.
#[derive(Debug, Default)]
struct Runs(Mutex<Vec<(Work, bool, tokio::time::Instant)>>);

impl JobObserver for Runs {
    fn ran(&self, work: Work, ran: &Result<Ran>, _: Duration) {
        self.0.lock().unwrap().push((work, ran.is_err(), tokio::time::Instant::now()));
    }

    fn sequenced(&self, _: u64, _: Duration) {}
}

#[tokio::test(start_paused = true)]
async fn a_job_that_fails_is_tried_again_later_each_time_and_stops_no_other() {
    let storage = Arc::<Watched>::default();
    *storage.unfindable.lock().unwrap() = Some(Work::LapsedHolds);
    let (client, _) = client(&storage);
    let tenant = new_tenant();
    book(&client, tenant).await;
    let runs = Arc::new(Runs::default());
    let told: Arc<dyn JobObserver> = Arc::<Runs>::clone(&runs);
    let runner = Runner::start(client.clone(), told).unwrap();
    tokio::time::sleep(Duration::from_mins(4)).await;
    *storage.unfindable.lock().unwrap() = None;
    tokio::time::sleep(Duration::from_mins(2)).await;
    runner.drain().await;
    let runs = std::mem::take(&mut *runs.0.lock().unwrap());
    let of = |work| runs.iter().filter(move |run| run.0 == work);
    let failed: Vec<_> = of(Work::LapsedHolds).filter(|run| run.1).map(|run| run.2).collect();
    let pauses: Vec<f64> =
        failed.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect();
    // Each pause is chosen between three quarters of one that doubles and all of it.
    for (pause, whole) in pauses.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]) {
        assert!((whole * 0.74..=whole * 1.01).contains(pause), "{pauses:?}");
    }
    assert!(pauses.len() >= 7, "{pauses:?}");
    assert!(of(Work::LapsedHolds).any(|run| !run.1), "it goes on when it can");
    for work in Work::ALL.into_iter().filter(|work| *work != Work::LapsedHolds) {
        assert!(of(work).all(|run| !run.1) && of(work).next().is_some(), "{work:?}");
    }
    assert_eq!(all::<Event>(&client, tenant).await.len(), 1);
}

#[tokio::test]
async fn of_two_processes_that_begin_a_job_at_once_one_does_it() {
    let storage = Arc::<Watched>::default();
    let (one, _) = client(&storage);
    let (other, _) = client(&storage);
    let tenants = [(); 20].map(|()| new_tenant());
    for tenant in tenants {
        book(&one, tenant).await;
    }
    let both = tokio::join!(run(&one, Work::Outbox, ME), run(&other, Work::Outbox, ANOTHER));
    let mut done = [both.0.unwrap().done, both.1.unwrap().done];
    done.sort_unstable();
    assert_eq!(done, [0, 20]);
}

#[tokio::test(start_paused = true)]
async fn a_runner_whose_process_leaves_the_work_to_others_asks_for_nothing() {
    let storage = Arc::<Watched>::default();
    let (client, _) = client(&storage);
    let client = client.with_background_work(BackgroundWork::Off);
    let tenant = new_tenant();
    book(&client, tenant).await;
    let runner = Runner::start(client.clone(), Arc::new(())).unwrap();
    let before = storage.counts();
    tokio::time::sleep(Duration::from_hours(2)).await;
    assert_eq!(storage.counts(), before);
    runner.drain().await;
    assert_eq!(all::<Event>(&client, tenant).await.len(), 0);
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap().done, 1, "whoever asks for it does");
}

/// A clock without chance, so that what is done now and then is done at the same moments.
#[derive(Debug)]
struct WithoutChance;

impl Environment for WithoutChance {
    fn now(&self) -> Timestamp {
        at(0)
    }
    fn random(&self, bytes: &mut [u8]) -> Result<()> {
        bytes.fill(0);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_idle_tenants_cost_what_one_costs() {
    let mut costs = Vec::new();
    for tenants in [1, 10_000] {
        let storage = Arc::<Watched>::default();
        for _ in 0..tenants {
            let mut changes = ChangeSet::new(at(0));
            changes.insert(sample::<Tax>());
            storage.inner.commit(new_tenant(), changes).await.unwrap();
        }
        let shared: Arc<dyn Storage> = Arc::clone(&storage) as Arc<dyn Storage>;
        let client = ClientLine::with_environment(shared, Arc::new(WithoutChance));
        let runner = Runner::start(client, Arc::new(())).unwrap();
        tokio::time::sleep(Duration::from_hours(1)).await;
        runner.drain().await;
        costs.push(storage.counts());
    }
    assert_eq!(costs[0], costs[1], "it makes no difference how many there are");
    let [questions, snapshots, commits] = costs[1];
    // Three kinds of work are looked for each minute, and three each hour.
    assert_eq!(questions, 3 * 60 + 3);
    assert_eq!([snapshots, commits], [0, 0], "nobody is looked at");
}

#[tokio::test]
async fn what_is_committed_is_sequenced_at_once_and_whoever_watches_is_told() {
    let storage = Arc::<Watched>::default();
    let shared: Arc<dyn Storage> = Arc::clone(&storage) as Arc<dyn Storage>;
    let world = World::make(&shared, 1).await;
    let client = world.scope.client().clone();
    let runner = Runner::start(client.clone(), Arc::new(())).unwrap();
    let tenant = world.scope.tenant();
    let mut watched = client.feed().watch(tenant);
    let other = ClientLine::new(shared);
    let others = Runner::start(other.clone(), Arc::new(())).unwrap();
    let mut far = other.feed().watch(tenant);
    world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let patience = Duration::from_secs(20);
    tokio::time::timeout(patience, watched.wait_for(|last| *last > 0)).await.unwrap().unwrap();
    tokio::time::timeout(patience, far.wait_for(|last| *last > 0)).await.unwrap().unwrap();
    let kinds: Vec<String> =
        all::<Event>(&client, tenant).await.iter().map(|event| event.kind.clone()).collect();
    assert!(kinds.contains(&"appointment.booked".to_owned()), "{kinds:?}");
    runner.drain().await;
    others.drain().await;
}

/// Changes rows behind the back of every rule.
#[derive(Debug)]
enum Tampering {
    Change,
    Remove,
    Insert,
}

#[tokio::test]
async fn a_changed_removed_or_inserted_audit_row_is_found_and_named() {
    let (client, _) = client(&Arc::default());
    let tenant = new_tenant();
    for _ in 0..5 {
        book(&client, tenant).await;
    }
    run(&client, Work::Outbox, ME).await.unwrap();
    book(&client, tenant).await;
    let sound = verify(&client, tenant).await.unwrap();
    let Verified { steps, rows, waiting, ref findings, .. } = sound;
    assert_eq!((steps, rows, waiting, findings.len()), (1, 5, 1, 0), "{sound:?}");
    let sealed = all::<AuditSeal>(&client, tenant).await[0].entries.clone();
    let is_sealed = |row: &&Stored<Audit>| sealed.contains(&row.id.uuid().simple().to_string());
    let victim = all::<Audit>(&client, tenant).await.iter().find(is_sealed).unwrap().clone();
    for tampering in [Tampering::Insert, Tampering::Change, Tampering::Remove] {
        let mut changes = ChangeSet::new(at(0));
        let stored = all::<Audit>(&client, tenant).await;
        let now = stored.iter().find(|row| row.id == victim.id).unwrap();
        let (name, what) = match tampering {
            Tampering::Change => {
                changes.update(now, |row| row.operation = "another".into());
                (victim.id, "changed")
            }
            Tampering::Remove => {
                changes.delete(now);
                (victim.id, "removed")
            }
            Tampering::Insert => (changes.insert(sample::<Audit>()).id, "inserted"),
        };
        client.storage().commit(tenant, changes).await.unwrap();
        let found = verify(&client, tenant).await.unwrap().findings;
        let wanted = format!("the audit row {name} was {what}");
        assert!(found.contains(&wanted), "{tampering:?}: {found:?}");
        assert_eq!(found.len(), if what == "inserted" { 1 } else { 2 }, "{found:?}");
    }
    // A step that is made anew does not fit the next one.
    run(&client, Work::Outbox, ME).await.unwrap();
    let seals = all::<AuditSeal>(&client, tenant).await;
    let mut changes = ChangeSet::new(at(0));
    changes.update(&seals[0], |seal| seal.digest = seals[1].digest.clone());
    assert!(matches!(changes.writes()[0], Write::Update { .. }));
    client.storage().commit(tenant, changes).await.unwrap();
    let found = verify(&client, tenant).await.unwrap().findings.join("; ");
    assert!(
        found.contains("step 1 was changed") && found.contains("step 2 was changed"),
        "{found}"
    );
}
