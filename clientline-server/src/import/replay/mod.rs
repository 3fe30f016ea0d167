//! Replays the lines of the files as the requests that would have made them.
//!
//! What a line refers to is looked up among what is there and what earlier
//! lines made. A line that refers to one which failed is passed over in
//! silence: the other's finding says it all.

mod appointments;
mod billing;
mod guests;
mod known;
mod settled;
mod setup;

use std::collections::{HashMap, HashSet};

use clientline_core::{
    engine::{Actor, Batch, Env, Operation, Plan, Series, Shown, View},
    entity::{Entity, Query},
    error::{Error, Result},
    model::{Center, Permission},
    storage::Key,
    value::{Code, Id, TimeZone, Timestamp},
};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use self::{appointments::ReplayedAppointment, settled::Billed};
use super::{
    ImportReport,
    findings::{Findings, Noted, SourceLine},
    moment::Moment,
    tables::Tables,
};

/// Whether what is planned is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Write,
    /// Nothing is; the report says what would be.
    DryRun,
}

/// Imports the lines of a part, as one change.
pub(super) struct ImportPart<'t> {
    pub(super) part: &'t Tables,
    /// What the part needs of those before it, where none of them is written.
    pub(super) earlier: &'t Tables,
    pub(super) mode: Mode,
    /// The rows that stand for lines of the parts before.
    pub(super) claimed: &'t HashSet<Uuid>,
}

/// What a part brought.
#[derive(Serialize, JsonSchema)]
pub(super) struct Brought {
    pub(super) report: ImportReport,
    /// The rows that stand for its lines.
    #[serde(skip)]
    pub(super) claimed: HashSet<Uuid>,
}

impl Shown for Brought {
    fn shown_to(self, _: &Actor) -> Result<Self> {
        Ok(self)
    }
}

impl Operation for ImportPart<'_> {
    type Answer = Brought;
    const NAME: &'static str = "import";
    const NEEDS: Permission = Permission::WriteOrganization;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::named("import"))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Brought>> {
        if self.mode == Mode::DryRun {
            let env = env.rehearsal();
            let plan = self.replay(&env, view).await?;
            return Ok(Plan::read(&env, plan.answer));
        }
        let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
        let codes = || self.part.guests.iter().filter_map(|guest| guest.row.code.as_ref());
        let without_code = self.part.guests.len() - codes().count();
        env.reserve(Series::Guest, count(without_code), codes())?;
        env.reserve(Series::Sale, count(self.part.appointments.len()), [])?;
        self.replay(env, view).await
    }
}

impl ImportPart<'_> {
    async fn replay(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Brought>> {
        let mut replay = Replay::new(env, view, self.claimed);
        replay.earlier(self.earlier).await?;
        replay.setup(self.part).await?;
        replay.guests(&self.part.guests).await?;
        replay.appointments(&self.part.appointments).await?;
        replay.invoices(&self.part.invoices).await?;
        replay.payments(&self.part.payments).await?;
        replay.finish()
    }
}

/// An import under way.
struct Replay<'a, 'v> {
    batch: Batch<'a, 'v>,
    now: Timestamp,
    findings: Findings,
    /// The identifiers of what was looked up, by table and name.
    known: HashMap<(&'static str, String), Uuid>,
    /// The rows that could not be imported, by table and name.
    failed: HashSet<(&'static str, String)>,
    zones: HashMap<Id<Center>, TimeZone>,
    appointments: HashMap<Code, ReplayedAppointment>,
    invoices: HashMap<Code, Billed>,
    /// What earlier lines made, by table and name.
    made: HashSet<(&'static str, String)>,
    /// The rows that stand for earlier lines, and those for lines of earlier parts.
    claimed: HashSet<Uuid>,
    claimed_before: Option<&'a HashSet<Uuid>>,
    report: ImportReport,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It was imported.
    Made,
    /// Its row was there already.
    Known,
}

/// Why a line was not imported.
enum Stop {
    /// It is wrong, and a finding says so.
    Noted,
    /// The import as a whole can't go on.
    Failed(Error),
}

impl From<Noted> for Stop {
    fn from(_: Noted) -> Self {
        Self::Noted
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<'a, 'v> Replay<'a, 'v> {
    fn new(env: &'a Env, view: &'a mut View<'v>, claimed_before: &'a HashSet<Uuid>) -> Self {
        Self {
            batch: Batch::new(env, view),
            now: env.now(),
            findings: Findings::default(),
            known: HashMap::new(),
            failed: HashSet::new(),
            zones: HashMap::new(),
            appointments: HashMap::new(),
            invoices: HashMap::new(),
            made: HashSet::new(),
            claimed: HashSet::new(),
            claimed_before: Some(claimed_before),
            report: ImportReport::default(),
        }
    }

    /// Replays what earlier parts have, which were not written, without counting it.
    async fn earlier(&mut self, tables: &Tables) -> Result<()> {
        let before = self.claimed_before.take();
        self.setup(tables).await?;
        self.guests(&tables.guests).await?;
        self.claimed_before = before;
        self.made.clear();
        self.claimed.clear();
        self.report = ImportReport::default();
        Ok(())
    }

    fn finish(self) -> Result<Plan<Brought>> {
        if self.findings.is_empty() {
            Ok(self.batch.finish(Brought { report: self.report, claimed: self.claimed }))
        } else {
            Err(self.findings.into_error())
        }
    }

    /// Ends a line: counts it, or remembers that what it names failed.
    fn settle<E: Entity>(
        &mut self,
        at: SourceLine,
        name: &str,
        line: Result<Outcome, Stop>,
    ) -> Result<usize> {
        match line {
            Ok(Outcome::Made) => Ok(1),
            Ok(Outcome::Known) => {
                self.report.know(at);
                Ok(0)
            }
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Noted) if self.findings.is_full() => {
                Err(std::mem::take(&mut self.findings).into_error())
            }
            Err(Stop::Noted) => {
                self.failed.insert((E::NAME, name.to_owned()));
                Ok(0)
            }
        }
    }

    /// Plans a request as of an instant; notes at the line what refuses it.
    async fn run<O: Operation>(
        &mut self,
        at: SourceLine,
        then: Timestamp,
        operation: &O,
    ) -> Result<O::Answer, Stop> {
        match self.batch.run(then, operation).await {
            Ok(answer) => Ok(answer),
            // These say nothing about the line.
            Err(error @ (Error::Replan(_) | Error::Storage(_) | Error::Forbidden { .. })) => {
                Err(error.into())
            }
            Err(error) => Err(self.findings.note_refusal(at, &error).into()),
        }
    }

    /// Returns what a cell names; `query` asks for it, and for a second one.
    async fn refer<E: Entity>(
        &mut self,
        at: SourceLine,
        (column, name): (&str, &str),
        query: &Query<E>,
    ) -> Result<Id<E>, Stop> {
        let key = (E::NAME, name.to_owned());
        if let Some(id) = self.known.get(&key) {
            return Ok(Id::from_uuid(*id));
        }
        if self.failed.contains(&key) {
            return Err(Stop::Noted);
        }
        let detail = match self.batch.list(query).await?.as_slice() {
            [found] => {
                let id = found.id();
                self.known.insert(key, id.uuid());
                return Ok(id);
            }
            [] => format!("There is no {} called {name}.", what::<E>()),
            _ => format!("There is more than one {} called {name}.", what::<E>()),
        };
        Err(self.findings.note(at, Some(column), detail).into())
    }

    /// Returns the center that a line names.
    async fn center(&mut self, at: SourceLine, code: &Code) -> Result<Id<Center>, Stop> {
        let query = Query::limit(2).eq(Center::code(), code);
        self.refer(at, ("center", code), &query).await
    }

    async fn zone(&mut self, center: Id<Center>) -> Result<TimeZone> {
        if let Some(zone) = self.zones.get(&center) {
            return Ok(zone.clone());
        }
        let found = self.batch.list(&Query::one().ids(&[center])).await?.pop();
        let zone = found.ok_or(Error::NotFound { entity: Center::NAME })?.time_zone.clone();
        self.zones.insert(center, zone.clone());
        Ok(zone)
    }

    /// Returns the instant of a moment on the clock of a center.
    async fn instant(
        &mut self,
        at: SourceLine,
        moment: Moment,
        center: Id<Center>,
    ) -> Result<Timestamp, Stop> {
        let instant = moment.instant(&self.zone(center).await?, self.now);
        let detail = "This day is too far away.";
        Ok(instant.ok_or_else(|| self.findings.note(at, Some("day"), detail))?)
    }
}

fn what<E: Entity>() -> String {
    E::NAME.replace('_', " ")
}

fn taken<E: Entity>(name: &str) -> String {
    format!("There is a {} called {name} already.", what::<E>())
}
