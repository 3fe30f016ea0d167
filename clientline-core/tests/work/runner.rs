//! The runner: what it does now and then, and at once.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use clientline_core::{
    ClientLine, Result,
    conformance::fixture::{World, at, new_tenant},
    engine::{BackgroundWork, Environment},
    entity::sample,
    model::{Event, Tax},
    row::ChangeSet,
    storage::{Storage, Work},
    value::Timestamp,
    work::{JobObserver, Ran, Runner, run},
};

use super::{ME, Watched, all, book, client};

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
    // Three kinds of work are looked for each minute, and four each hour.
    assert_eq!(questions, 3 * 60 + 4);
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
