//! One request on its way: planned, committed, and planned again when another commit
//! came first.
//!
//! The first plan is made at once, beside all others. Who finds, before the commit,
//! that somebody else holds what the plan writes or relies on, waits in line for it and
//! plans again while holding it, and so loses to nobody in this process. Who loses all
//! the same lost to another process, and locks the rows in the database before the next
//! plan. So each row has one line, in which nobody is passed.

use std::{ops::ControlFlow, sync::Arc, time::Duration};

use tokio::time::Instant;

use crate::{
    engine::{
        Consistency, Env, IdempotencyKey, Outcome, Plan, RunStage, Scope, Shown, UseCase, View,
        plan::{client::ClientLine, codes, locks::Held, observation::Observed},
        read::row_security::RowSecurity,
        record::{
            idempotency::{Remembered, already_done},
            record,
        },
    },
    error::{Error, Replan, Result, Shortage},
    model::TABLES,
    row::ChangeSet,
    storage::{self, Key, LockMode, LockSet, Storage},
    value::{Series, Timestamp},
};

/// How often a request may break a constraint before that is its answer: more than
/// once, since another commit may have come first; not as often as versions may
/// differ, since some requests break a constraint each time.
const BROKEN_MAX: u32 = 3;
/// How often a request may find that the time it chose was taken meanwhile. Each time
/// somebody else got it, so whoever takes any provider looks on while one is free.
const TAKEN_MAX: u32 = 100;

/// A request on its way.
pub(in crate::engine) struct Drive<'a, O: UseCase> {
    scope: &'a Scope,
    operation: &'a O,
    prepared: &'a O::Prepared,
    key: Option<&'a IdempotencyKey>,
    deadline: Instant,
    /// The storage to use while it holds locks in the database, and which.
    locked: Option<(Arc<dyn Storage>, LockSet)>,
    held: Held,
    losses: Losses,
    consistency: Consistency,
    observed: &'a mut Observed,
}

/// The outcome of one planning.
enum Step<T> {
    /// It was committed, or there was nothing to commit.
    Done(Outcome<T>),
    /// The plan says that it is to be made again.
    Replan(Env, Replan),
    /// Somebody in this process holds, or waits for, one of these.
    Blocked(LockSet),
    /// Another commit came first.
    Lost(Loss),
}

/// A race that was lost.
struct Loss {
    race: storage::Error,
    /// Whether all that was needed was held before it was planned, so that the rival
    /// was another process.
    to_another_process: bool,
}

/// How often a request has lost, and to what.
#[derive(Default)]
struct Losses {
    plans: u32,
    broken: u32,
    taken: u32,
}

impl Losses {
    /// Counts a plan that came to nothing.
    fn plan(&mut self) -> Result<()> {
        self.plans += 1;
        if self.plans < ClientLine::ATTEMPTS_MAX { Ok(()) } else { Err(Error::Busy) }
    }

    /// Counts a lost race.
    ///
    /// Reads come before writes: a constraint that they did not foresee was broken by
    /// someone else meanwhile, or will be broken again.
    fn race(&mut self, race: storage::Error) -> Result<()> {
        let (times, most) = match &race {
            storage::Error::Retry => return self.plan(),
            storage::Error::Violated(name) if keeps_periods_apart(name) => {
                (&mut self.taken, TAKEN_MAX)
            }
            _ => (&mut self.broken, BROKEN_MAX),
        };
        *times += 1;
        if *times <= most { Ok(()) } else { Err(Error::Storage(race)) }
    }

    const fn is_none(&self) -> bool {
        self.plans + self.broken + self.taken == 0
    }
}

/// Returns whether a constraint is one between periods.
fn keeps_periods_apart(name: &str) -> bool {
    let mut constraints = TABLES.iter().flat_map(|table| table.constraints);
    constraints.any(|constraint| constraint.name == name && constraint.span.is_some())
}

impl<'a, O: UseCase> Drive<'a, O> {
    pub(in crate::engine) fn new(
        scope: &'a Scope,
        operation: &'a O,
        prepared: &'a O::Prepared,
        key: Option<&'a IdempotencyKey>,
        observed: &'a mut Observed,
    ) -> Self {
        Self {
            scope,
            operation,
            prepared,
            key,
            deadline: Instant::now() + ClientLine::PATIENCE,
            locked: None,
            held: Held::none(Arc::clone(&scope.client().locks), scope.tenant()),
            losses: Losses::default(),
            // A key may have to be looked up beside what is read.
            consistency: if key.is_some() { Consistency::Snapshot } else { O::CONSISTENCY },
            observed,
        }
    }

    pub(in crate::engine) async fn run(mut self) -> Result<Outcome<O::Answer>> {
        if let Some(key) = self.operation.exclusive_by() {
            let alone = LockSet::from_iter([(key, LockMode::Exclusive)]);
            self.wait(&alone).await?;
        }
        loop {
            let step = match self.attempt().await {
                // A database may say so to whoever only reads.
                Err(Error::Storage(race)) if race.is_race() => {
                    self.lost(race)?;
                    self.pause().await?;
                    continue;
                }
                step => step?,
            };
            match step {
                Step::Done(outcome) => return Ok(outcome),
                Step::Replan(env, Replan::Short(shortage)) => {
                    self.losses.plan()?;
                    self.lease(&env, shortage).await?;
                }
                Step::Replan(_, Replan::OnSnapshot) => self.consistency = Consistency::Snapshot,
                Step::Replan(_, Replan::Again) => {
                    self.losses.plan()?;
                    self.pause().await?;
                }
                Step::Blocked(needed) => {
                    self.losses.plan()?;
                    self.line_up(&needed).await?;
                }
                Step::Lost(Loss { race, to_another_process }) => {
                    let is_retry = matches!(race, storage::Error::Retry);
                    let chosen = codes::chosen_by_hand(&race);
                    self.lost(race)?;
                    if let Some(series) = chosen {
                        self.pass_over_chosen(series).await?;
                    }
                    if is_retry && to_another_process {
                        self.lock().await?;
                    }
                }
            }
        }
    }

    /// Plans once, and commits unless somebody is in the way.
    async fn attempt(&mut self) -> Result<Step<O::Answer>> {
        let env = self.scope.env()?.of_rival(self.losses.taken > 0);
        let before = self.held.set();
        let storage = self.storage();
        let actor = self.scope.actor();
        let begun = Instant::now();
        let mut snapshot = match self.scope.opened() {
            Some(opened) => opened,
            None => storage.snapshot(self.scope.tenant()).await?,
        };
        self.observed.spent(RunStage::Connection, begun);
        let begun = Instant::now();
        let mut view = View::consistent(&mut *snapshot, actor.clone(), self.consistency);
        let planned = self.operation.plan(self.prepared, &env, &mut view).await;
        self.observed.spent(RunStage::Plan, begun);
        self.observed.planned();
        // A request with a new key, which most are, is spared looking for the key:
        // the commit of an old one breaks the key's constraint, and comes back here.
        let may_be_old = match &planned {
            Ok(plan) => !self.losses.is_none() || plan.changes.is_empty(),
            Err(Error::Storage(_) | Error::Replan(_)) => false,
            Err(_) => true,
        };
        let mut remembered = Remembered::Nothing;
        if let Some(key) = self.key
            && may_be_old
        {
            match self.scope.look_up::<O>(key, &mut view, env.now()).await? {
                ControlFlow::Continue(found) => remembered = found,
                ControlFlow::Break(outcome) => return Ok(Step::Done(outcome)),
            }
        }
        let Plan { answer, mut changes, consequences, events, set_aside } = match planned {
            Err(Error::Replan(why)) => return Ok(Step::Replan(env, why)),
            planned => planned?,
        };
        let answer = answer.shown_to(actor)?;
        RowSecurity::to(actor.clone()).check(&changes)?;
        if let Some(consequences) = consequences {
            changes.absorb(consequences);
        }
        if changes.is_empty() {
            return Ok(Step::Done(Outcome::Fresh(answer)));
        }
        view.guard(&mut changes);
        // The snapshot goes back before the commit: a writer that waits for a
        // connection which readers hold while they wait to write waits for ever.
        drop(snapshot);
        let needed = LockSet::of(&changes);
        if !self.held.extend(&needed) {
            return Ok(Step::Blocked(needed));
        }
        if self.locked.as_ref().is_some_and(|(_, locked)| !locked.covers(&needed)) {
            let race = storage::Error::Retry;
            return Ok(Step::Lost(Loss { race, to_another_process: true }));
        }
        if O::AUDITED {
            record(&env, actor, (O::NAME, set_aside), events, &mut changes);
        }
        self.remember(&env, &answer, &remembered, &mut changes)?;
        let begun = Instant::now();
        let committed = storage.commit(self.scope.tenant(), changes).await;
        self.observed.spent(RunStage::Commit, begun);
        match committed {
            Ok(()) => {
                if O::AUDITED {
                    self.scope.client().feed().committed(self.scope.tenant());
                }
                Ok(Step::Done(Outcome::Fresh(answer)))
            }
            Err(race) if race.is_race() => {
                Ok(Step::Lost(Loss { race, to_another_process: before.covers(&needed) }))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps the answer for whoever sends the same request again.
    fn remember(
        &self,
        env: &Env,
        answer: &O::Answer,
        remembered: &Remembered,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let Some(key) = self.key else { return Ok(()) };
        let written = if O::SECRET { Ok(String::new()) } else { serde_json::to_string(answer) };
        let text = written.map_err(|error| {
            storage::Error::Corrupt(format!("an answer can't be written: {error}"))
        })?;
        key.remember(env, self.scope.actor(), O::NAME, text, remembered, changes);
        Ok(())
    }

    fn storage(&self) -> Arc<dyn Storage> {
        let locked = self.locked.as_ref().map(|(storage, _)| storage);
        Arc::clone(locked.unwrap_or(&self.scope.client().storage))
    }

    /// Waits in this process's line for all that the last plan needs, beside what it
    /// holds already: the next plan may need either.
    async fn line_up(&mut self, needed: &LockSet) -> Result<()> {
        // Nobody waits here for whom others wait in the database.
        self.locked = None;
        let mut wanted = self.held.set();
        wanted.add_all(needed);
        self.wait(&wanted).await
    }

    /// Waits in this process's line.
    async fn wait(&mut self, wanted: &LockSet) -> Result<()> {
        let begun = Instant::now();
        let held = self.held.wait(wanted, self.deadline).await;
        self.observed.spent(RunStage::Queue, begun);
        held
    }

    /// Counts a lost race.
    fn lost(&mut self, race: storage::Error) -> Result<()> {
        self.observed.lost_to(&race);
        self.losses.race(race)
    }

    /// Waits in the database's line for all that is held here.
    async fn lock(&mut self) -> Result<()> {
        self.locked = None;
        let wanted = self.held.set();
        let patience = self.deadline.saturating_duration_since(Instant::now());
        let storage = &self.scope.client().storage;
        let begun = Instant::now();
        let locked = storage.lock(self.scope.tenant(), &wanted, patience).await;
        self.observed.spent(RunStage::Queue, begun);
        self.locked = match locked {
            Ok(Some(locked)) => Some((locked, wanted)),
            Ok(None) => {
                self.pause().await?;
                None
            }
            Err(storage::Error::Retry) => return Err(Error::Busy),
            Err(error) => return Err(error.into()),
        };
        Ok(())
    }

    /// Leases numbers, for a plan that failed for lack of them.
    async fn lease(&mut self, env: &Env, short: Shortage) -> Result<()> {
        self.locked = None;
        let (client, tenant) = (self.scope.client(), self.scope.tenant());
        let _turn = self.scope.alone(Key::named(short.series.prefix())).await?;
        for _ in 0..ClientLine::ATTEMPTS_MAX {
            // Someone may have leased while we waited.
            if client.numbers.has(tenant, short.series, short.count) {
                return Ok(());
            }
            let numbers = &client.numbers;
            match numbers.lease(&client.storage, tenant, short, env.now(), env.new_id()).await {
                Err(race) if race.is_race() => self.pause().await?,
                leased => return Ok(leased?),
            }
        }
        Err(Error::Busy)
    }

    /// Passes over the numbers whose codes were chosen by hand, for a plan that took one.
    async fn pass_over_chosen(&mut self, series: Series) -> Result<()> {
        self.locked = None;
        let (client, tenant) = (self.scope.client(), self.scope.tenant());
        Ok(client.numbers.pass_over_chosen(&client.storage, tenant, series).await?)
    }

    /// Waits longer after each lost race, and everyone differently long, so that rivals
    /// spread out who can't wait for each other.
    async fn pause(&self) -> Result<()> {
        let mut chance = [0; 1];
        self.scope.client().environment.random(&mut chance)?;
        let micros = u64::from(self.losses.plans.max(1)) * u64::from(chance[0]) * 20;
        tokio::time::sleep(Duration::from_micros(micros)).await;
        Ok(())
    }
}

impl Scope {
    /// Looks up what is remembered of a key, and breaks with the outcome of then if the
    /// request was made before.
    pub(in crate::engine) async fn look_up<O: UseCase>(
        &self,
        key: &IdempotencyKey,
        view: &mut View<'_>,
        now: Timestamp,
    ) -> Result<ControlFlow<Outcome<O::Answer>, Remembered>> {
        match key.look_up(view, self.actor(), O::NAME, now).await? {
            // What held a secret is not kept, nor what is known of who was erased.
            Remembered::Answer(answer) if answer.is_empty() => Err(already_done()),
            Remembered::Answer(answer) => Ok(ControlFlow::Break(Outcome::Replayed(answer))),
            new => Ok(ControlFlow::Continue(new)),
        }
    }
}
