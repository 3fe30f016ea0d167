//! The way in: a handle over a storage, and the scope of one actor in it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OnceCell, OwnedMutexGuard};

use super::{
    Actor, Env, Environment, IdempotencyKey, Operation, Outcome, Plan, Shown, SystemEnvironment,
    View, mac::Mac, narrow::Narrow, numbers::Numbers, passwords::Passwords, record::record,
};
use crate::{
    entity::Query,
    error::{Error, Result},
    model::Directory,
    storage::{self, Storage},
    value::{Id, TenantId},
};

/// The way in: a cheap handle to share between tasks.
///
/// It holds no rows: any number of processes may share one storage.
#[derive(Clone, Debug)]
pub struct ClientLine {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) environment: Arc<dyn Environment>,
    numbers: Arc<Numbers>,
    queues: Arc<Queues>,
    passwords: Arc<Passwords>,
    pub(super) mac: Arc<OnceCell<Mac>>,
}

impl ClientLine {
    /// The most times that one request is planned: a request that lost this
    /// often competes with more rivals than waiting would help against.
    pub const ATTEMPTS_MAX: u32 = 8;

    /// Makes a handle over a storage, with the system's clock.
    #[must_use]
    pub fn new(storage: Arc<dyn Storage>) -> Self {
        Self::with_environment(storage, Arc::new(SystemEnvironment))
    }

    /// Makes a handle with a clock and a source of chance of one's own.
    #[must_use]
    pub fn with_environment(storage: Arc<dyn Storage>, environment: Arc<dyn Environment>) -> Self {
        Self {
            storage,
            environment,
            numbers: Arc::default(),
            queues: Arc::default(),
            passwords: Arc::default(),
            mac: Arc::default(),
        }
    }

    /// Returns the storage.
    #[must_use]
    pub const fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// Returns the environment.
    #[must_use]
    pub fn environment(&self) -> &dyn Environment {
        &*self.environment
    }

    /// Returns whoever hashes passwords.
    pub(crate) fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Checks that the storage answers.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`] if it does not.
    pub async fn ready(&self) -> Result<()> {
        let mut snapshot = self.storage.snapshot(TenantId::PLATFORM).await?;
        View::of(&mut *snapshot).first(&Query::<Directory>::one()).await?;
        Ok(())
    }
}

/// One actor in one tenant: the only entry to the use cases.
///
/// There are two ways to get one: [`ClientLine::authenticate`] for whoever
/// brings a credential, and [`Scope::trusted`] for an application that embeds
/// the core and knows its users itself.
#[derive(Clone, Debug)]
pub struct Scope {
    client: ClientLine,
    tenant: TenantId,
    actor: Actor,
}

impl Scope {
    /// How often a request may break a constraint before that is its answer.
    /// More than once, since whoever takes any free provider may lose one after
    /// the other; not as often as versions may differ, since some requests break
    /// a constraint each time.
    const BROKEN_MAX: u32 = 3;

    /// Acts in a tenant on one's own word.
    #[must_use]
    pub fn trusted(client: &ClientLine, tenant: TenantId, actor: Actor) -> Self {
        Self { client: client.clone(), tenant, actor }
    }

    /// Returns the way in that the scope came by.
    #[must_use]
    pub const fn client(&self) -> &ClientLine {
        &self.client
    }

    /// Returns the tenant.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns the actor.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Makes a fresh identifier, for what is to be known before it is planned.
    pub(super) fn new_id<E>(&self) -> Result<Id<E>> {
        Ok(self.env()?.new_id())
    }

    /// Runs a use case.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if the actor's role does not allow it, whatever
    /// planning returns, and [`Error::Busy`] or the broken constraint's conflict
    /// after losing too many races. In each case nothing was changed.
    pub async fn run<O: Operation>(&self, operation: &O) -> Result<O::Answer> {
        match self.drive(operation, None).await? {
            Outcome::Fresh(answer) => Ok(answer),
            Outcome::Replayed(_) => {
                let detail = "a request without a key was replayed".to_owned();
                Err(Error::Storage(storage::Error::Corrupt(detail)))
            }
        }
    }

    /// Runs a use case that takes effect once, however often it is sent.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run), and [`Error::KeyReused`] if the key came with
    /// another request before.
    pub async fn run_once<O: Operation>(
        &self,
        key: &IdempotencyKey,
        operation: &O,
    ) -> Result<Outcome<O::Answer>> {
        self.drive(operation, Some(key)).await
    }

    async fn drive<O: Operation>(
        &self,
        operation: &O,
        key: Option<&IdempotencyKey>,
    ) -> Result<Outcome<O::Answer>> {
        self.actor.must(O::NEEDS)?;
        let key = key.map(|key| if O::SECRET { key.without_request() } else { key.clone() });
        if O::COMMITS_FIRST
            && let Some(key) = &key
        {
            let mut snapshot = self.client.storage.snapshot(self.tenant).await?;
            let mut view = View::new(&mut *snapshot, self.actor.clone());
            if let Some(outcome) = self.replay::<O>(key, &mut view).await? {
                return Ok(outcome);
            }
        }
        operation.prepare(self).await?;
        let _turn = match O::QUEUE {
            Some(series) => Some(self.client.queues.turn(self.tenant, series).await),
            None => None,
        };
        let mut lost = 0;
        let mut broken = 0;
        loop {
            let race = match self.attempt(operation, key.as_ref(), lost > 0).await {
                Err(Error::Storage(race)) if race.is_race() => race,
                outcome => return outcome,
            };
            lost += 1;
            // Reads come before writes: a constraint that they did not foresee
            // was broken by someone else meanwhile, or will be broken again.
            broken += u32::from(!matches!(race, storage::Error::Retry));
            if broken > Self::BROKEN_MAX {
                return Err(Error::Storage(race));
            }
            if lost >= ClientLine::ATTEMPTS_MAX {
                return Err(Error::Busy);
            }
            self.pause(lost).await?;
        }
    }

    async fn attempt<O: Operation>(
        &self,
        operation: &O,
        key: Option<&IdempotencyKey>,
        again: bool,
    ) -> Result<Outcome<O::Answer>> {
        let env = self.env()?;
        let mut snapshot = self.client.storage.snapshot(self.tenant).await?;
        let mut view = View::new(&mut *snapshot, self.actor.clone());
        let planned = operation.plan(&env, &mut view).await;
        // A request with a new key, which most are, is spared looking for the key:
        // the commit of an old one breaks the key's constraint, and comes back here.
        let may_be_old = match &planned {
            Ok(plan) => again || plan.changes.is_empty(),
            Err(Error::Storage(_)) => false,
            Err(_) => true,
        };
        if let Some(key) = key
            && may_be_old
            && let Some(outcome) = self.replay::<O>(key, &mut view).await?
        {
            return Ok(outcome);
        }
        let Plan { answer, mut changes, events } = match planned {
            Err(error) => {
                drop(snapshot);
                return self.lease(&env, error).await;
            }
            Ok(plan) => plan,
        };
        let answer = answer.shown_to(&self.actor)?;
        Narrow::to(self.actor.clone()).check(&changes)?;
        if changes.is_empty() {
            return Ok(Outcome::Fresh(answer));
        }
        view.guard(&mut changes);
        // The snapshot goes back before the commit: a writer that waits for a
        // connection which readers hold while they wait to write waits for ever.
        drop(snapshot);
        if O::AUDITED {
            record(&env, &self.actor, O::NAME, events, &mut changes);
        }
        if let Some(key) = key {
            let written =
                if O::SECRET { Ok(String::new()) } else { serde_json::to_string(&answer) };
            let text = written.map_err(|error| {
                storage::Error::Corrupt(format!("an answer can't be written: {error}"))
            })?;
            key.remember(&env, &self.actor, O::NAME, text, &mut changes);
        }
        self.client.storage.commit(self.tenant, changes).await?;
        Ok(Outcome::Fresh(answer))
    }

    /// Returns what a request with this key led to before, if there was one.
    async fn replay<O: Operation>(
        &self,
        key: &IdempotencyKey,
        view: &mut View<'_>,
    ) -> Result<Option<Outcome<O::Answer>>> {
        match key.replay(view, &self.actor, O::NAME).await? {
            // What held a secret is not kept, nor what is known of who was erased.
            Some(answer) if answer.is_empty() => Err(done()),
            answer => Ok(answer.map(Outcome::Replayed)),
        }
    }

    /// Leases numbers if planning failed for lack of them; the request is then
    /// planned again, as after a lost race.
    async fn lease<T>(&self, env: &Env, error: Error) -> Result<T> {
        let Some(short) = env.wanted() else { return Err(error) };
        let (storage, numbers) = (&self.client.storage, &self.client.numbers);
        let _turn = self.client.queues.turn(self.tenant, short.series.prefix()).await;
        // Someone may have leased while we waited.
        if !numbers.has(self.tenant, short.series, short.count) {
            numbers.lease(storage, self.tenant, short, env.now(), env.new_id()).await?;
        }
        Err(Error::Storage(storage::Error::Retry))
    }

    fn env(&self) -> Result<Env> {
        let numbers = Arc::clone(&self.client.numbers);
        Env::new(&self.client.environment, self.tenant, self.actor.clone(), numbers)
    }

    /// Waits longer after each lost race, and everyone differently long, so
    /// that rivals spread out.
    async fn pause(&self, lost: u32) -> Result<()> {
        let mut chance = [0; 1];
        self.client.environment.random(&mut chance)?;
        let micros = u64::from(lost) * u64::from(chance[0]) * 20;
        tokio::time::sleep(Duration::from_micros(micros)).await;
        Ok(())
    }
}

/// Says that a request was made before, and that its answer can't be repeated.
pub(super) fn done() -> Error {
    let detail = "this was done before, and what it answered is not kept";
    Error::conflict("already_done", detail)
}

/// The queues before gapless series, one for each tenant and series in use.
#[derive(Debug, Default)]
struct Queues {
    queues: Mutex<HashMap<(TenantId, &'static str), Queue>>,
}

type Queue = Arc<tokio::sync::Mutex<()>>;

impl Queues {
    async fn turn(&self, tenant: TenantId, series: &'static str) -> OwnedMutexGuard<()> {
        let queue = {
            let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
            // Those that nobody waits in are forgotten.
            queues.retain(|_, queue| Arc::strong_count(queue) > 1);
            Arc::clone(queues.entry((tenant, series)).or_default())
        };
        queue.lock_owned().await
    }
}
