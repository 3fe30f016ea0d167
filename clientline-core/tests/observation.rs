//! Each run of a use case is a span, and is told to the observer: how it ended, where its time
//! went, and what it lost to.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use clientline_core::{
    Error, Result, Scope,
    conformance::fixture::{World, name, new_id},
    engine::{
        Actor, Env, IdempotencyKey, Observation, Observer, Plan, PlatformScope, UseCase, View,
    },
    entity::Stored,
    memory::MemoryStorage,
    model::{ActorKind, Category, NewCategory, NewOrganization, Permission, Role},
    ops::resource::{Create, Get},
    row::ChangeSet,
    storage::{self, Snapshot, Storage},
    value::TenantId,
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    instrument::WithSubscriber as _,
    span,
};

/// A storage whose next commit loses a race, once it is told so.
#[derive(Debug, Default)]
struct Losing {
    inner: MemoryStorage,
    loses: AtomicBool,
}

#[async_trait]
impl Storage for Losing {
    async fn snapshot(&self, tenant: TenantId) -> storage::Result<Box<dyn Snapshot>> {
        self.inner.snapshot(tenant).await
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> storage::Result<()> {
        if self.loses.swap(false, Ordering::SeqCst) {
            return Err(storage::Error::Retry);
        }
        self.inner.commit(tenant, changes).await
    }
}

/// An observer that keeps all it is told.
#[derive(Debug, Default)]
struct Kept(Mutex<Vec<Observation>>);

impl Observer for Kept {
    fn ended(&self, run: &Observation) {
        self.0.lock().unwrap().push(run.clone());
    }
}

struct Observed {
    scope: Scope,
    storage: Arc<Losing>,
    kept: Arc<Kept>,
}

impl Observed {
    async fn make() -> Self {
        let storage = Arc::new(Losing::default());
        let of_world: Arc<dyn Storage> = Arc::<Losing>::clone(&storage);
        let World { scope, .. } = World::make(&of_world, 0).await;
        let kept = Arc::new(Kept::default());
        let observer: Arc<dyn Observer> = Arc::<Kept>::clone(&kept);
        let client = scope.client().clone().observed_by(observer);
        let scope = Scope::trusted(&client, scope.tenant(), scope.actor().clone());
        Self { scope, storage, kept }
    }

    fn as_client(&self) -> Scope {
        let actor = Actor::new(ActorKind::User, new_id::<Category>().uuid(), Role::Client);
        Scope::trusted(self.scope.client(), self.scope.tenant(), actor)
    }

    fn told(&self) -> Vec<Observation> {
        self.kept.0.lock().unwrap().drain(..).collect()
    }
}

/// A use case that takes for ever to prepare.
struct Slow;

impl UseCase for Slow {
    type Answer = Stored<Category>;
    type Prepared = ();
    const NAME: &'static str = "slow";
    const NEEDS: Permission = Permission::ReadCatalogue;

    async fn prepare(&self, _: &Scope) -> Result<()> {
        std::future::pending().await
    }

    async fn plan(&self, (): &(), _: &Env, _: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        Err(Error::Busy)
    }
}

fn create(text: &str) -> Create<Category> {
    Create(NewCategory::new(name(text)))
}

#[tokio::test]
async fn how_a_run_ended_is_told() {
    let observed = Observed::make().await;
    let key = IdempotencyKey::new("one", b"request").unwrap();
    observed.scope.run_once(&key, &create("Hair")).await.unwrap();
    observed.scope.run_once(&key, &create("Hair")).await.unwrap();
    observed.as_client().run(&create("Nails")).await.unwrap_err();
    observed.scope.run(&Get(new_id::<Category>())).await.unwrap_err();
    let told = observed.told();
    let ends: Vec<_> = told.iter().map(|run| (run.operation, run.outcome)).collect();
    let expected = [
        ("category_create", "ok"),
        ("category_create", "replayed"),
        ("category_create", "forbidden"),
        ("category_get", "not_found"),
    ];
    assert_eq!(ends, expected);
    assert_eq!(told[2].plans, 0, "who may not is not planned for");
    for run in &told {
        assert!(run.took >= run.stages.iter().sum::<Duration>(), "{run:?}");
    }
}

#[tokio::test]
async fn what_happens_across_organizations_is_told() {
    let observed = Observed::make().await;
    let platform = PlatformScope::trusted(observed.scope.client());
    let atelier = NewOrganization::new(
        name("Atelier"),
        "atelier".parse().unwrap(),
        "hello@example.com".parse().unwrap(),
        "EUR".parse().unwrap(),
        "Europe/Lisbon".parse().unwrap(),
    );
    let founded = platform.create_organization(atelier.clone()).await.unwrap();
    platform.create_organization(atelier).await.unwrap_err();
    let tenant = TenantId(founded.id.uuid());
    platform.create_api_key(tenant, name("Till"), Role::Staff).await.unwrap();
    let told = observed.told();
    let ends: Vec<_> = told.iter().map(|run| (run.operation, run.outcome)).collect();
    let expected = [
        ("organization_create", "ok"),
        ("organization_create", "organization_slug_taken"),
        ("api_key_create", "ok"),
    ];
    assert_eq!(ends, expected);
}

#[tokio::test]
async fn a_race_is_told_with_the_plans_that_it_took() {
    let observed = Observed::make().await;
    observed.storage.loses.store(true, Ordering::SeqCst);
    observed.scope.run(&create("Hair")).await.unwrap();
    let told = observed.told();
    assert_eq!((told[0].plans, told[0].races.as_slice()), (2, &["stale"][..]));
    assert_eq!(told[0].outcome, "ok");
}

#[tokio::test(start_paused = true)]
async fn a_run_whose_caller_left_is_told_with_the_time_it_waited() {
    let observed = Observed::make().await;
    let left = tokio::time::timeout(Duration::from_secs(3), observed.scope.run(&Slow)).await;
    left.unwrap_err();
    let told = observed.told();
    assert_eq!((told[0].operation, told[0].outcome), ("slow", "cancelled"));
    assert!(told[0].took >= Duration::from_secs(3), "{told:?}");
}

/// The fields of the spans that were closed, by their names.
#[derive(Default)]
struct Spans {
    next: AtomicU64,
    open: Mutex<BTreeMap<u64, BTreeMap<String, String>>>,
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.name() == "operation"
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let id = self.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        self.open.lock().unwrap().insert(id, fields);
        span::Id::from_u64(id)
    }

    fn record(&self, id: &span::Id, values: &span::Record<'_>) {
        let mut open = self.open.lock().unwrap();
        values.record(&mut Fields(open.get_mut(&id.into_u64()).unwrap()));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn each_run_is_a_span_that_says_the_same() {
    let observed = Observed::make().await;
    observed.storage.loses.store(true, Ordering::SeqCst);
    let spans = Arc::new(Spans::default());
    let kept: Arc<dyn Subscriber + Send + Sync> = Arc::<Spans>::clone(&spans);
    observed.scope.run(&create("Hair")).with_subscriber(kept).await.unwrap();
    let open = spans.open.lock().unwrap();
    let [span] = open.values().collect::<Vec<_>>()[..] else { panic!("{open:?}") };
    let said = |field: &str| span.get(field).map(String::as_str);
    assert_eq!(said("operation"), Some("\"category_create\""));
    assert_eq!((said("outcome"), said("plans")), (Some("\"ok\""), Some("2")));
    assert_eq!(said("races"), Some("\"stale\""));
    for stage in ["prepare_us", "queue_us", "connection_us", "plan_us", "commit_us"] {
        assert!(said(stage).is_some(), "{stage}");
    }
}
