//! Runs one script over several storages at once, and stops at the first thing
//! that is wrong.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use clientline::{
    ErrorKind, Scope,
    engine::{Operation as _, PlatformScope},
    model::NewOrganization,
    value::{Name, PriceMode, TenantId, TimeZone, Timestamp},
    work::sequence,
};

use crate::{
    act::{Answer, Refused},
    chance::Chance,
    doctor,
    model::Model,
    script::{About, Key, Script, Step},
    several::Several,
    stage::{Stage, Trouble},
    storages::Opened,
};

/// How a simulation is run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) steps: u64,
    /// How many commits in a hundred fail for no fault of the request.
    pub(crate) trouble: u64,
    /// After how many steps all rows are compared and examined; never, if
    /// absent.
    pub(crate) checkup: Option<u64>,
    /// Whether all rows are compared before and after a step of which no commit
    /// gets through.
    pub(crate) watch_trouble: bool,
    /// What the requests are about.
    pub(crate) about: About,
}

/// What happened in a run in which nothing was wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    pub(crate) steps: u64,
    pub(crate) replayed: u64,
    pub(crate) troubled: u64,
    /// How often each operation was tried, and succeeded.
    pub(crate) tried: BTreeMap<&'static str, (u64, u64)>,
    /// How often each code was the answer.
    pub(crate) refused: BTreeMap<&'static str, u64>,
    /// What use cases asked of the reference, a line for each kind of select.
    pub(crate) selects: BTreeSet<String>,
    /// The use cases that an observer was told of.
    pub(crate) observed: BTreeSet<&'static str>,
}

/// The first thing that was wrong.
pub(crate) struct Finding {
    settings: Settings,
    number: u64,
    step: Option<Step>,
    pub(crate) what: String,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { settings, number, step, what } = self;
        writeln!(f, "seed {}, step {number}: {what}", settings.seed)?;
        match step {
            Some(step) => writeln!(f, "{step:#?}"),
            None => Ok(()),
        }
    }
}

/// A run under way.
struct Run {
    settings: Settings,
    stages: Vec<Stage>,
    tenants: [TenantId; 2],
    script: Script,
    model: Model,
    report: Report,
}

/// Runs a simulation over storages that are empty; the first is the reference.
pub(crate) async fn run(settings: Settings, storages: Vec<Opened>) -> Result<Report, Finding> {
    let mut chance = Chance::new(settings.seed);
    // Before the clocks change in spring and autumn, and before the year ends.
    let starts = ["2035-03-20T08:00:00Z", "2035-10-22T17:30:00Z", "2035-12-27T12:00:00Z"];
    let at: Timestamp = chance.one(&starts).parse().unwrap();
    let stages: Vec<Stage> = storages.into_iter().map(|opened| Stage::new(opened, at)).collect();
    let mut tenants = [TenantId::PLATFORM; 2];
    let organizations =
        [("alpha", "EUR", PriceMode::Exclusive), ("beta", "KWD", PriceMode::Inclusive)];
    for (tenant, (slug, currency, mode)) in tenants.iter_mut().zip(organizations) {
        let seed = chance.next();
        for stage in &stages {
            stage.set(at, seed, Trouble::None);
            *tenant = found(stage, slug, currency, mode).await;
        }
    }
    let script = Script::new(chance, at, tenants, settings.trouble, settings.about);
    let (model, report) = (Model::default(), Report::default());
    let mut run = Run { settings, stages, tenants, script, model, report };
    for number in 1..=settings.steps {
        run.advance(number).await?;
        let due = |every: u64| number % every == 0 || number == settings.steps;
        if settings.checkup.is_some_and(due) {
            let finding = |what| Finding { settings, number, step: None, what };
            run.check_up().await.map_err(finding)?;
        }
    }
    run.report.selects = run.stages[0].storage.selects();
    run.report.observed = run.stages[0].observed.names();
    Ok(run.report)
}

async fn found(stage: &Stage, slug: &str, currency: &str, mode: PriceMode) -> TenantId {
    let mut new = NewOrganization::new(
        Name::parse(slug).unwrap(),
        slug.parse().unwrap(),
        format!("{slug}@example.com").parse().unwrap(),
        currency.parse().unwrap(),
        TimeZone::new("UTC").unwrap(),
    );
    new.price_mode = mode;
    let platform = PlatformScope::trusted(&stage.client);
    let organization = platform.create_organization(new).await.unwrap();
    platform.find(&organization.slug).await.unwrap();
    TenantId(organization.id.uuid())
}

impl Run {
    /// Takes one step on every stage, and holds the answers against each other
    /// and against the model.
    async fn advance(&mut self, number: u64) -> Result<(), Finding> {
        let step = self.script.next(self.stages[0].storage.unheard()).await;
        let settings = self.settings;
        let wrong = |what| Finding { settings, number, step: Some(step.clone()), what };
        let taken = self.take_everywhere(&step).await.map_err(wrong)?;
        if taken.committed {
            self.sequence_everywhere(step.tenant).await.map_err(wrong)?;
        }
        plausible(&step, &taken)
            .and_then(|()| self.model.hear(&step, &taken.answer, taken.committed))
            .map_err(|what| wrong(format!("{what}; the answer was {:#?}", taken.answer)))?;
        self.script.hear(&step, &taken.answer);
        self.report.count(&step, &taken.answer);
        Ok(())
    }

    async fn take_everywhere(&mut self, step: &Step) -> Result<Taken, String> {
        let watched = self.settings.watch_trouble && step.trouble.is_total();
        let mut first: Option<Taken> = None;
        for stage in &mut self.stages {
            let before = if watched { Some(stage.content(step.tenant).await?) } else { None };
            let taken = take(stage, step).await;
            if let Some(before) = before
                && let Some(difference) = before.difference(&stage.content(step.tenant).await?)
            {
                return Err(format!("{} has changed all the same: {difference}", stage.name));
            }
            match &first {
                Some(first) if *first != taken => {
                    return Err(format!("{} gives {taken:#?}, not {first:#?}", stage.name));
                }
                Some(_) => {}
                None => first = Some(taken),
            }
        }
        first.ok_or_else(|| "there is no storage".to_owned())
    }

    /// Gives what a step committed its positions in the feed.
    async fn sequence_everywhere(&self, tenant: TenantId) -> Result<(), String> {
        for stage in &self.stages {
            stage.storage.trouble(Trouble::None);
            let sequenced = sequence(&stage.client, tenant).await;
            sequenced.map_err(|error| format!("{} sequences nothing: {error}", stage.name))?;
        }
        Ok(())
    }

    /// Compares all that the storages hold, and examines it.
    async fn check_up(&self) -> Result<(), String> {
        for tenant in [TenantId::PLATFORM, self.tenants[0], self.tenants[1]] {
            let (reference, others) = self.stages.split_first().ok_or("there is no storage")?;
            let content = reference.content(tenant).await?;
            for stage in others {
                if let Some(difference) = content.difference(&stage.content(tenant).await?) {
                    return Err(format!("{} differs in {difference}", stage.name));
                }
            }
            if tenant != TenantId::PLATFORM {
                doctor::examine(&content)?;
            }
        }
        match self.stages.iter().find_map(|stage| stage.storage.unrecorded().pop()) {
            Some(changes) => Err(format!("a commit without an audit row: {changes}")),
            None => Ok(()),
        }
    }
}

/// What one stage made of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Taken {
    answer: Answer,
    /// Whether anything was committed.
    committed: bool,
    /// Whether a commit was made to fail.
    struck: bool,
}

async fn take(stage: &mut Stage, step: &Step) -> Taken {
    if step.restart {
        stage.restart();
    }
    stage.set(step.at, step.seed, step.trouble);
    stage.storage.listen(step.act.name() != Several::NAME);
    let (commits, strikes) = (stage.storage.commits(), stage.storage.strikes());
    let scope = Scope::trusted(&stage.client, step.tenant, step.actor.clone());
    let key = step.key.as_ref().map(Key::idempotency);
    let answer = step.act.run(&scope, key.as_ref()).await;
    Taken {
        answer: answer.map_err(|error| Refused::new(&error)),
        committed: stage.storage.commits() != commits,
        struck: stage.storage.strikes() != strikes,
    }
}

/// Checks what must hold of any answer.
fn plausible(step: &Step, taken: &Taken) -> Result<(), String> {
    if step.trouble.is_total() && taken.committed {
        return Err("something was committed all the same".to_owned());
    }
    let code = taken.answer.as_ref().err().map(|refused| refused.code);
    let kind = taken.answer.as_ref().err().map(|refused| refused.kind);
    let expected = match step.trouble {
        Trouble::Down if taken.struck => Some("storage_unavailable"),
        Trouble::LostAlways if taken.struck => Some("busy"),
        _ if kind == Some(ErrorKind::Internal) => return Err("this is a bug".to_owned()),
        _ if kind == Some(ErrorKind::Unavailable) => {
            return Err("it was refused for no reason".to_owned());
        }
        _ => code,
    };
    if code == expected { Ok(()) } else { Err(format!("{expected:?} was expected")) }
}

impl Report {
    fn count(&mut self, step: &Step, answer: &Answer) {
        self.steps += 1;
        self.troubled += u64::from(step.trouble != Trouble::None);
        let (tried, succeeded) = self.tried.entry(step.act.name()).or_default();
        *tried += 1;
        match answer {
            Ok(said) => {
                self.replayed += u64::from(said.replayed);
                *succeeded += 1;
            }
            Err(refused) => *self.refused.entry(refused.code).or_default() += 1,
        }
    }

    /// How many steps succeeded.
    pub(crate) fn successes(&self) -> u64 {
        self.tried.values().map(|(_, succeeded)| succeeded).sum()
    }
}
