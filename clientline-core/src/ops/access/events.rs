//! The feed of events: what happened, in the order of the commits.
//!
//! A consumer keeps one number, the position up to which it knows everything. Positions have
//! no gaps, so that a range of them is a bounded part of the feed: however rare the kinds that
//! are asked for, one request looks at no more than such a part, and says up to where.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::{
    engine::{Env, LOOKED_AT, Operation, Plan, View, reading::first, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{ActorKind, AuditSeal, Center, Event, EventKind, Permission, seen_by},
    ops::page::PageRequest,
    row::{Condition, Filter, Subject, Value},
    storage,
    value::{Id, Timestamp},
};

/// Reads the feed of events past a position.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FollowEvents {
    /// The position up to which the feed is known: the `next_after` of the page before. Without
    /// it the feed begins with the oldest event that is kept. If not all events after it are
    /// kept, it is refused with the code `events_not_kept`.
    #[schemars(range(min = 0))]
    pub after: Option<i64>,
    /// The kinds of events, separated by commas; all if none is named.
    pub kinds: Vec<EventKind>,
    /// How many events a page has at most.
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
}

impl Default for FollowEvents {
    fn default() -> Self {
        Self { after: None, kinds: Vec::new(), limit: PageRequest::LIMIT_DEFAULT }
    }
}

/// A part of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventPage {
    /// The events, in the order of their positions.
    pub items: Vec<FeedEvent>,
    /// The position to go on after. It may lie past the last item, and the page may be empty
    /// though there is more: what lies between is of other kinds, or out of reach.
    pub next_after: i64,
    /// The last position of the feed. Whoever has come to it knows everything.
    pub last_position: i64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FeedEvent {
    /// The position in the feed: 1, 2, 3 and so on, in the order of the commits.
    pub position: i64,
    /// The kind, one of those by which the feed can be filtered; or, while servers are
    /// exchanged, one of a newer release.
    pub kind: String,
    /// The kind of row that it happened to.
    pub subject: String,
    /// The identifier of that row.
    pub subject_id: Uuid,
    /// The version of that row from then on; none once it is deleted.
    pub subject_version: Option<i64>,
    /// The kind of actor who did it.
    pub actor_kind: ActorKind,
    /// Which one; nil for the application itself.
    pub actor_id: Uuid,
    /// The operation by which it was done.
    pub operation: String,
    /// When it was done.
    pub happened_at: Timestamp,
    /// The center that it was at, if the row belongs to one.
    pub center_id: Option<Id<Center>>,
    /// What a receiver needs of the row as it was then, or before it was deleted: references,
    /// states, times and amounts, and nothing personal.
    pub data: Map<String, Json>,
}

shown_whole!(EventPage);

/// The part of a feed that is kept, by its positions.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// The position before the oldest event that is kept.
    before: i64,
    /// The last position that was given.
    last: i64,
}

impl Kept {
    async fn read(view: &mut View<'_>) -> Result<Self> {
        // Two numbers, which say nothing of what is out of reach but how much happened.
        let mut all = view.unrestricted()?;
        let last = Query::<AuditSeal>::one().descending();
        let (last, oldest) = all.read((first(last), first(Query::<Event>::one()))).await?;
        let last = last.map_or(0, |step| step.last_position);
        Ok(Self { before: oldest.map_or(last, |event| event.position - 1), last })
    }

    /// Returns the position to read after.
    fn start(self, after: Option<i64>) -> Result<i64> {
        let start = after.unwrap_or(self.before);
        if start < 0 {
            return Err(Error::invalid("/after", "out_of_range", "Positions are not negative."));
        }
        if (self.before..=self.last).contains(&start) {
            return Ok(start);
        }
        let Self { before, last } = self;
        let detail = format!(
            "After position {start} not everything is kept: the events from {} to {last} are.",
            before + 1
        );
        Err(Error::invalid("/after", "events_not_kept", detail))
    }
}

impl FollowEvents {
    /// Asks for what happened after a position, of whatever kind: a page of it.
    #[must_use]
    pub fn after(position: i64) -> Self {
        Self { after: Some(position), ..Self::default() }
    }

    /// Asks for the events at the positions after one, up to another.
    fn query(&self, after: i64, until: i64) -> Query<Event> {
        let mut query = Query::limit(self.limit);
        if !self.kinds.is_empty() {
            let words = self.kinds.iter().map(|kind| kind.as_str().to_owned());
            query = query.any(Event::kind(), &words.collect::<Vec<_>>());
        }
        let id = |position| Value::Uuid(Event::id_at(position).uuid());
        for condition in [Condition::Gt(id(after)), Condition::Lt(id(until + 1))] {
            query.select_mut().filters.push(Filter { subject: Subject::Id, condition });
        }
        query
    }
}

impl Operation for FollowEvents {
    type Answer = EventPage;
    const NAME: &'static str = "events_follow";
    const NEEDS: Permission = Permission::ReadEvents;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<EventPage>> {
        if !(1..=PageRequest::LIMIT_MAX).contains(&self.limit) {
            return Err(Error::invalid("/limit", "out_of_range", "The limit must be 1 to 200."));
        }
        let kept = Kept::read(view).await?;
        let after = kept.start(self.after)?;
        let until = kept.last.min(after.saturating_add(LOOKED_AT.into()));
        let items =
            if until > after { view.list(&self.query(after, until)).await? } else { Vec::new() };
        let is_full = items.len() >= self.limit as usize;
        let next_after = items.last().filter(|_| is_full).map_or(until, |last| last.position);
        let may_see = |event: &Stored<Event>| env.actor().must(seen_by(&event.subject)).is_ok();
        let items = items.into_iter().filter(may_see).map(shown).collect::<Result<_>>()?;
        Ok(Plan::read(env, EventPage { items, next_after, last_position: kept.last }))
    }
}

fn shown(event: Stored<Event>) -> Result<FeedEvent> {
    let event = event.into_inner();
    let data = serde_json::from_str(&event.data).map_err(|error| {
        storage::Error::Corrupt(format!("what the event {} says: {error}", event.position))
    })?;
    Ok(FeedEvent {
        position: event.position,
        kind: event.kind,
        subject: event.subject,
        subject_id: event.subject_id,
        subject_version: event.subject_version,
        actor_kind: event.actor_kind,
        actor_id: event.actor_id,
        operation: event.operation,
        happened_at: event.happened_at,
        center_id: event.center_id.map(Id::from_uuid),
        data,
    })
}
