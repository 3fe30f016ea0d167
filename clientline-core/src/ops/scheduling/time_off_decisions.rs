//! What is decided about time off that a provider asks for, and whom it would hit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    affected::{AffectedAppointments, ForeseeAffected, ProposedBlockout, ProposedChange},
    calendars::mark,
    freed_time::free_between,
    time_off::DECIDED,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, require},
    },
    entity::Stored,
    error::Result,
    model::{Blockout, BlockoutSpan, Center, EventKind, Permission, TimeOffRequest, TimeOffStatus},
    ops::page::PageRequest,
    row::Version,
    storage::Key,
    value::{Id, Notes, Timestamp},
};

/// What is said to a request about time off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TimeOffAnswer {
    /// Why, or on what understanding.
    pub answer: Option<Notes>,
}

/// A decision about a request, whichever it is.
#[derive(Clone, Debug)]
pub struct TimeOffDecision {
    /// Which request.
    pub id: Id<TimeOffRequest>,
    /// What is said to it.
    pub answer: TimeOffAnswer,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl TimeOffDecision {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<TimeOffRequest>, answer: TimeOffAnswer) -> Self {
        Self { id, answer, expected: None }
    }

    /// Reads the request, about which nobody has decided yet.
    async fn open(&self, view: &mut View<'_>) -> Result<Stored<TimeOffRequest>> {
        let request = view.require_version(self.id, self.expected).await?;
        request.must_be_open()?;
        Ok(request)
    }
}

/// Approves time off: from now on the time is blocked, or what is blocked is as it was asked for.
/// What is booked stays.
///
/// It is refused with `time_off_decided` if somebody has decided about it already.
#[derive(Clone, Debug)]
pub struct ApproveTimeOff(pub TimeOffDecision);

impl Operation for ApproveTimeOff {
    type Answer = Stored<TimeOffRequest>;
    const NAME: &'static str = "time_off_approve";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[DECIDED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self(decision) = self;
        let before = decision.open(view).await?;
        let changed = before.blockout_id.map(|id| peek(Id::<Blockout>::from_uuid(id)));
        let (calendar, changed) = view.read((require(before.calendar_id()), changed)).await?;
        // What it would have changed may be gone: then it is a further one.
        let changed = changed.flatten().filter(|one| one.calendar_id == calendar.id);
        let center = view.peek(calendar.center_id).await?;
        let mut changes = env.changes();
        mark(&mut changes, &calendar);
        let (blockout_id, kind) = match changed {
            Some(changed) => {
                let times = (changed.starts_at, changed.ends_at);
                free_between(env, center.as_ref(), times, None, &mut changes);
                changes.update(&changed, |blockout| before.apply_to(blockout));
                (changed.id, EventKind::BlockoutUpdated)
            }
            None => {
                let mut blockout = Blockout {
                    id: env.new_id(),
                    calendar_id: calendar.id,
                    center_id: calendar.center_id,
                    starts_at: before.starts_at,
                    ends_at: before.ends_at,
                    reason: before.reason,
                    notes: None,
                    recurrence: None,
                    span: BlockoutSpan::Longer,
                };
                before.apply_to(&mut blockout);
                (changes.insert(blockout).id, EventKind::BlockoutCreated)
            }
        };
        let after = changes.update(&before, |request| {
            request.decide(TimeOffStatus::Approved, &decision.answer, env.now());
            request.blockout_id = Some(blockout_id.uuid());
        });
        let plan = Plan::new(after, changes).emit(EventKind::TimeOffRequestApproved, self.0.id);
        Ok(plan.emit(kind, blockout_id))
    }
}

/// Declines time off: it stays as it was asked for, and blocks nothing.
///
/// It is refused with `time_off_decided` if somebody has decided about it already.
#[derive(Clone, Debug)]
pub struct DeclineTimeOff(pub TimeOffDecision);

impl Operation for DeclineTimeOff {
    type Answer = Stored<TimeOffRequest>;
    const NAME: &'static str = "time_off_decline";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[DECIDED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self(decision) = self;
        let before = decision.open(view).await?;
        let mut changes = env.changes();
        let after = changes.update(&before, |request| {
            request.decide(TimeOffStatus::Declined, &decision.answer, env.now());
        });
        Ok(Plan::new(after, changes).emit(EventKind::TimeOffRequestDeclined, self.0.id))
    }
}

impl TimeOffRequest {
    /// Says of blocked time what was asked for.
    fn apply_to(&self, blockout: &mut Blockout) {
        (blockout.starts_at, blockout.ends_at) = (self.starts_at, self.ends_at);
        (blockout.reason, blockout.notes) = (self.reason, self.notes.clone());
        blockout.recurrence.clone_from(&self.recurrence);
        blockout.span = BlockoutSpan::of(self.starts_at, self.ends_at);
    }

    fn decide(&mut self, status: TimeOffStatus, said: &TimeOffAnswer, now: Timestamp) {
        self.status = status;
        self.decided_at = Some(now);
        self.answer.clone_from(&said.answer);
    }
}

/// Which of the appointments are wanted that time off would hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TimeOffHits {
    /// At which center of the provider; at their own, if absent.
    pub center_id: Option<Id<Center>>,
    /// How many appointments are judged for one answer, which has those of them that are affected.
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
    /// The `next_cursor` of the answer before.
    pub cursor: Option<String>,
}

impl Default for TimeOffHits {
    fn default() -> Self {
        Self { center_id: None, limit: PageRequest::LIMIT_MAX, cursor: None }
    }
}

/// Finds the appointments to come that could not be booked at their own time any more if time off
/// that is asked for were approved.
#[derive(Clone, Debug)]
pub struct ForeseeTimeOff {
    /// Which request.
    pub id: Id<TimeOffRequest>,
    /// Which of the appointments.
    pub hits: TimeOffHits,
}

impl Operation for ForeseeTimeOff {
    type Answer = AffectedAppointments;
    const NAME: &'static str = "time_off_foresee";
    const NEEDS: Permission = ForeseeAffected::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let request = view.require(self.id).await?;
        let blockout = ProposedBlockout {
            starts_at: request.starts_at,
            ends_at: Some(request.ends_at),
            recurrence: request.recurrence.clone(),
        };
        let TimeOffHits { center_id, limit, ref cursor } = self.hits;
        // What began before it may reach into it: a service lasts a day at most.
        let from = request.starts_at.saturating_plus_minutes(-24 * 60);
        let foresee = ForeseeAffected {
            provider_id: Some(request.provider_id),
            from: Some(from),
            to: Some(request.ends_at).filter(|to| *to <= ForeseeAffected::latest(from, env.now())),
            limit,
            cursor: cursor.clone(),
            change: ProposedChange { blockout: Some(blockout), ..ProposedChange::default() },
            ..ForeseeAffected::new(center_id.unwrap_or(request.center_id))
        };
        foresee.plan(env, view).await
    }
}
