//! What happens next: requests by chance, most of them sensible.
//!
//! What a request refers to is picked from what the reference storage holds, so
//! that most succeed; each field has its chance of being wrong.

mod appointments;
mod billing;
mod calendars;
mod catalogue;
mod collections;
mod counter;
mod credits;
mod desk;
mod endpoints;
mod events;
mod guests;
mod prepaid;
mod together;
mod values;
mod waiting;
mod weights;

use std::{collections::VecDeque, sync::Arc};

use clientline::{
    Actor,
    engine::IdempotencyKey,
    model::{ActorKind, Role},
    storage::Storage,
    value::{TenantId, Timestamp},
};
use serde_json::Value as Json;
use uuid::Uuid;

use self::{
    desk::{Desk, Offer},
    endpoints::Endpoint,
};
use crate::{
    act::{Act, Answer, Later},
    chance::Chance,
    model::Facts,
    several::Several,
    stage::Trouble,
};

/// A request, if there is anything to make one about.
type Made = Option<Arc<dyn Act>>;

/// Makes a request at a desk.
type Make = for<'a, 'd> fn(&'a mut Desk<'d>) -> Later<'a, Made>;

/// What requests are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Everything that there is.
    House,
    /// What is billed and paid.
    Till,
    /// The same, in one small house that opens quickly.
    Counter,
}

/// What is asked for.
enum Choice<'a> {
    /// Something with this name that has a maker of its own.
    Special(&'static str, Make),
    /// What an endpoint is for.
    Usual(&'a Endpoint),
}

#[expect(clippy::unnecessary_wraps, reason = "requests end with it, and may end without")]
fn made(act: impl Act + 'static) -> Made {
    Some(Arc::new(act))
}

/// One request, with all that it depends on.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) at: Timestamp,
    pub(crate) seed: u64,
    pub(crate) tenant: TenantId,
    pub(crate) actor: Actor,
    pub(crate) key: Option<Key>,
    pub(crate) trouble: Trouble,
    /// Whether the process starts anew before it.
    pub(crate) restart: bool,
    pub(crate) act: Arc<dyn Act>,
    /// What is known of it before it is answered: of each request, if it is
    /// several.
    pub(crate) facts: Vec<Facts>,
}

/// The idempotency key of a request, and what stands for the request.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) request: &'static str,
}

impl Key {
    pub(crate) fn idempotency(&self) -> IdempotencyKey {
        IdempotencyKey::new(&self.text, self.request.as_bytes()).unwrap()
    }

    const ANOTHER: &'static str = "another request";
}

/// What has happened so far, as far as it decides what happens next.
#[derive(Debug)]
pub(crate) struct Script {
    chance: Chance,
    now: Timestamp,
    tenants: [TenantId; 2],
    /// How many commits in a hundred fail for no fault of the request.
    trouble: u64,
    about: About,
    /// The only one of the tenants that anything is asked of, if one is.
    house: Option<usize>,
    /// What is still to come first, and in which tenant.
    opening: VecDeque<(usize, Make)>,
    count: u64,
    offers: Vec<Offer>,
    keyed: Vec<Step>,
    /// The endpoints whose use cases have no maker of their own.
    endpoints: Arc<[Endpoint]>,
    /// How often one of them was asked: they take turns, so that none is forgotten.
    turns: usize,
    /// Those that could not be asked, since what they are about was not there yet.
    missed: VecDeque<usize>,
}

pub(crate) use self::endpoints::one_of_each;

/// The names of the use cases that are simulated by their endpoints.
pub(crate) fn usual_use_cases() -> impl Iterator<Item = String> {
    endpoints::usual()
        .iter()
        .map(|endpoint| endpoint.name().to_owned())
        .collect::<Vec<_>>()
        .into_iter()
}

impl Script {
    /// How many listed starts, and repeatable requests, are remembered.
    const MEMORY: usize = 60;

    pub(crate) fn new(
        mut chance: Chance,
        now: Timestamp,
        tenants: [TenantId; 2],
        trouble: u64,
        about: About,
    ) -> Self {
        let (opening, house) = match about {
            About::House | About::Till => (weights::OPENING, None),
            About::Counter => (weights::SMALL_OPENING, Some(usize::from(chance.percent(50)))),
        };
        let houses =
            || (0..tenants.len()).filter(move |tenant| house.is_none_or(|one| one == *tenant));
        let opening = opening.iter().flat_map(|&(count, make)| {
            (0..count).flat_map(move |_| houses().map(move |house| (house, make)))
        });
        let opening = opening.collect();
        let (offers, keyed) = (Vec::new(), Vec::new());
        let (endpoints, turns, missed) = (endpoints::usual(), 0, VecDeque::new());
        Self {
            chance,
            now,
            tenants,
            trouble,
            about,
            house,
            opening,
            count: 0,
            offers,
            keyed,
            endpoints,
            turns,
            missed,
        }
    }

    /// Makes up the next step, about what the reference holds.
    pub(crate) async fn next(&mut self, reference: &dyn Storage) -> Step {
        self.count += 1;
        if let Some((tenant, make)) = self.opening.pop_front() {
            let made = self.ask(reference, tenant, Choice::Special("", make), true).await;
            let (act, facts) = made.expect("an opening asks for nothing that is not there");
            return self.step(self.tenants[tenant], Actor::system(), act, vec![facts]);
        }
        self.pass();
        if self.chance.percent(4)
            && let Some(step) = self.again()
        {
            return step;
        }
        loop {
            let tenant = match self.house {
                Some(house) => house,
                None => usize::from(self.chance.percent(40)),
            };
            let several = if self.chance.percent(5) { self.chance.within(2..=5) } else { 1 };
            let mut asked = Vec::new();
            for _ in 0..several {
                let endpoints = Arc::clone(&self.endpoints);
                let special = weights::choose(&mut self.chance, endpoints.len(), self.about);
                if let Some((name, make)) = special {
                    let choice = Choice::Special(name, make);
                    asked.extend(self.ask(reference, tenant, choice, false).await);
                    continue;
                }
                let turn = self.turn();
                let choice = Choice::Usual(&endpoints[turn]);
                match self.ask(reference, tenant, choice, false).await {
                    Some(one) => asked.push(one),
                    None => self.missed.push_back(turn),
                }
            }
            if several > 1 {
                asked.retain(|(act, _): &(Arc<dyn Act>, _)| Several::takes(&**act));
            }
            let (mut acts, facts): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
            let act = if acts.len() > 1 { Some(Arc::new(Several(acts)) as _) } else { acts.pop() };
            if let Some(act) = act {
                let actor = self.actor();
                let step = self.step(self.tenants[tenant], actor, act, facts);
                return self.spice(step);
            }
        }
    }

    /// Which endpoint has its turn: each one after the other, and now and then the one that has
    /// waited for longest for something that it can be asked about.
    fn turn(&mut self) -> usize {
        let again = self.chance.percent(25).then(|| self.missed.pop_front()).flatten();
        again.unwrap_or_else(|| {
            self.turns += 1;
            self.turns % self.endpoints.len()
        })
    }

    /// Learns from an answer, as a client does.
    pub(crate) fn hear(&mut self, step: &Step, answer: &Answer) {
        let Ok(said) = answer else { return };
        if step.act.name() == "slots_find" {
            self.remember_offers(step.tenant, &serde_json::from_str(&said.json).unwrap());
        }
        if step.key.is_some() && !said.replayed {
            self.keyed.push(Step { trouble: Trouble::None, restart: false, ..step.clone() });
            let old = self.keyed.len().saturating_sub(Self::MEMORY);
            self.keyed.drain(..old);
        }
    }

    fn remember_offers(&mut self, tenant: TenantId, list: &Json) {
        let id = |value: &Json| value.as_str().and_then(|text| Uuid::try_parse(text).ok());
        for slot in list["slots"].as_array().into_iter().flatten() {
            let providers = slot["providers"].as_array().into_iter().flatten();
            for provider in providers.filter(|_| self.chance.percent(20)) {
                self.offers.push(Offer {
                    tenant,
                    center: id(&list["center_id"]).unwrap(),
                    service: id(&list["service_id"]).unwrap(),
                    provider: id(&provider["provider_id"]).unwrap(),
                    starts_at: slot["starts_at"].as_str().unwrap().parse().unwrap(),
                });
            }
        }
        let old = self.offers.len().saturating_sub(Self::MEMORY);
        self.offers.drain(..old);
    }

    async fn ask(
        &mut self,
        reference: &dyn Storage,
        tenant: usize,
        choice: Choice<'_>,
        careful: bool,
    ) -> Option<(Arc<dyn Act>, Facts)> {
        let (mine, theirs) = (self.tenants[tenant], self.tenants[1 - tenant]);
        let offers = self.offers.iter().filter(|offer| offer.tenant == mine);
        let mut desk = Desk {
            offers: offers.copied().collect(),
            chance: &mut self.chance,
            now: self.now,
            careful,
            facts: Facts::default(),
            mine: reference.snapshot(mine).await.unwrap(),
            theirs: reference.snapshot(theirs).await.unwrap(),
        };
        let act = match choice {
            Choice::Usual(endpoint) => endpoint.request(&mut desk).await?,
            Choice::Special(name, make) => {
                let act = make(&mut desk).await?;
                assert!(careful || act.name() == name, "{} is listed as {name}", act.name());
                act
            }
        };
        Some((act, desk.facts))
    }

    fn step(
        &mut self,
        tenant: TenantId,
        actor: Actor,
        act: Arc<dyn Act>,
        facts: Vec<Facts>,
    ) -> Step {
        let seed = self.chance.next();
        let (key, trouble, restart) = (None, Trouble::None, false);
        Step { at: self.now, seed, tenant, actor, key, trouble, restart, act, facts }
    }

    /// Adds what may come with any request.
    fn spice(&mut self, mut step: Step) -> Step {
        if self.chance.percent(12) {
            let text = format!("key-{}", self.count);
            step.key = Some(Key { text, request: step.act.name() });
        }
        if self.chance.percent(self.trouble) {
            step.trouble = self.chance.one(&Trouble::ALL);
        }
        step.restart = self.chance.next().is_multiple_of(150);
        step
    }

    /// Sends an earlier request again; or another one by the same key.
    fn again(&mut self) -> Option<Step> {
        let mut step = self.chance.pick(&self.keyed)?.clone();
        (step.at, step.seed) = (self.now, self.chance.next());
        for facts in &mut step.facts {
            facts.wish = None;
        }
        if self.chance.percent(20)
            && let Some(key) = &mut step.key
        {
            key.request = Key::ANOTHER;
        }
        Some(step)
    }

    /// Lets some time pass: often a moment, else minutes, now and then a day.
    /// It is a millisecond at least, since identifiers are ordered by those.
    fn pass(&mut self) {
        let seconds = match self.chance.next() % 1_000 {
            0..=299 => self.chance.within(0..=300),
            300..=319 => self.chance.within(0..=6 * 3_600),
            320..=322 => self.chance.within(0..=40 * 3_600),
            _ => 0,
        };
        let micros = self.now.micros() + seconds * 1_000_000 + self.chance.within(1_000..=900_000);
        self.now = Timestamp::from_micros(micros).unwrap();
    }

    /// Whoever asks: mostly someone who may do everything.
    fn actor(&mut self) -> Actor {
        let role = match self.chance.next() % 100 {
            0..=79 => return Actor::system(),
            80..=89 => Role::Manager,
            90..=98 => Role::Staff,
            _ => Role::Client,
        };
        let id = Uuid::from_u128(0xac70 + u128::from(role as u8));
        Actor::new(ActorKind::ApiKey, id, role)
    }
}
