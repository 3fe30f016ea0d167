//! Time off that a provider asks for, where the organization wants it approved.
//!
//! A request stands where no search for times looks, so that it blocks nothing, and costs a booking
//! nothing. Once it is approved it is blocked time like any other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::blockout_times::BlockoutTimes;
use crate::{
    engine::{
        ConflictGroup, Conflicts, Env, Operation, Plan, View,
        reading::{Reading, peek, referred},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Blockout, BlockoutReason, Calendar, Center, EventKind, Organization, OwnTimeOff,
        Permission, Provider, TimeOffRequest, TimeOffStatus,
    },
    ops::resource::Readable,
    storage::Key,
    value::{Id, Notes, Recurrence, Timestamp},
};

/// The conflict of time off that is to be asked for.
pub(super) const TO_BE_APPROVED: ConflictGroup = &["needs_approval"];

/// The conflict of a request about which somebody has decided.
pub(super) const DECIDED: ConflictGroup = &["time_off_decided"];

impl Readable for TimeOffRequest {
    const READS: Permission = Permission::ReadCalendars;
    const FILTERS: &'static [&'static str] = &["center_id", "provider_id", "status"];
    const CHECKED: &'static [&'static str] = &["status"];
}

impl TimeOffRequest {
    /// Checks that nobody has decided about it yet.
    pub(super) fn must_be_open(&self) -> Result<()> {
        match self.status {
            TimeOffStatus::Requested => Ok(()),
            TimeOffStatus::Approved | TimeOffStatus::Declined => {
                let detail = "Somebody has decided about it already.";
                Err(Error::conflict("time_off_decided", detail))
            }
        }
    }

    /// Returns whose calendar it is about.
    pub(super) const fn calendar_id(&self) -> Id<Calendar> {
        Id::from_uuid(self.provider_id.uuid())
    }
}

/// Asks for the rule by which somebody enters time off, if they may enter none but their own.
pub(super) fn own_rule(
    env: &Env,
) -> Option<impl Reading<Found = Option<Stored<Organization>>> + use<>> {
    let is_own = env.actor().must(Permission::WriteCatalogue).is_err();
    is_own.then(|| peek(Id::<Organization>::from_uuid(env.tenant().0)))
}

/// Checks that who enters their own time off need not ask for it, and relies on that.
pub(super) fn must_be_free_to_enter(
    organization: Option<&Stored<Organization>>,
    view: &mut View<'_>,
) -> Result<()> {
    let Some(organization) = organization else { return Ok(()) };
    match organization.settings.own_time_off {
        OwnTimeOff::AtOnce => {
            view.rely_on(organization);
            Ok(())
        }
        OwnTimeOff::OnApproval => {
            let detail = "Time off is approved here: ask for it (POST /time-off-requests).";
            Err(Error::conflict("needs_approval", detail))
        }
    }
}

/// Asks for time off of a provider: who may only enter their own names the provider that they are.
/// It blocks nothing before it is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestTimeOff {
    /// Whose time.
    pub provider_id: Id<Provider>,
    /// The first instant of it.
    pub starts_at: Timestamp,
    /// The first instant after it: at most 366 days later, unless it recurs. If absent, what
    /// recurs ends with its rule, if ever.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    /// Why.
    pub reason: BlockoutReason,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// When it recurs between its start and its end; all of it is asked for, if absent.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
    /// The blocked time of the provider that it would change, if it is no further one. That stays
    /// as it is until this is approved.
    #[serde(default)]
    pub blockout_id: Option<Id<Blockout>>,
}

impl RequestTimeOff {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(
        provider_id: Id<Provider>,
        starts_at: Timestamp,
        reason: BlockoutReason,
    ) -> Self {
        Self {
            provider_id,
            starts_at,
            reason,
            ends_at: None,
            notes: None,
            recurrence: None,
            blockout_id: None,
        }
    }
}

impl Operation for RequestTimeOff {
    type Answer = Stored<TimeOffRequest>;
    const NAME: &'static str = "time_off_request";
    const NEEDS: Permission = Permission::OwnTimeOff;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self { starts_at, ends_at, recurrence, .. } = self;
        let times = BlockoutTimes {
            starts_at: *starts_at,
            ends_at: *ends_at,
            recurrence: recurrence.as_ref(),
        };
        times.range("", None)?;
        let blockout = self.blockout_id.map(|id| referred("/blockout_id", id));
        let provider = referred("/provider_id", self.provider_id);
        let (provider, blockout) = view.read((provider, blockout)).await?;
        env.actor().must_block(Id::from_uuid(provider.id.uuid()))?;
        if blockout.is_some_and(|one| one.calendar_id.uuid() != provider.id.uuid()) {
            return Err(Error::missing_reference("/blockout_id", "blockout"));
        }
        let center: Option<Stored<Center>> =
            if times.end_with_rule() { view.peek(provider.center_id).await? } else { None };
        let range = times.range("", center.as_ref().map(|center| &center.time_zone))?;
        let mut changes = env.changes();
        let id = env.new_id();
        let stored = changes.insert(TimeOffRequest {
            id,
            provider_id: provider.id,
            center_id: provider.center_id,
            starts_at: range.start(),
            ends_at: range.end(),
            reason: self.reason,
            notes: self.notes.clone(),
            recurrence: self.recurrence.clone(),
            status: TimeOffStatus::Requested,
            decided_at: None,
            answer: None,
            blockout_id: self.blockout_id.map(Id::uuid),
        });
        Ok(Plan::new(stored, changes).emit(EventKind::TimeOffRequestCreated, id))
    }
}

/// Asks for the time off no more, before anybody has decided about it.
///
/// It is refused with `time_off_decided` once somebody has: what was approved is given back as
/// blocked time is.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawTimeOff {
    /// Which request.
    pub id: Id<TimeOffRequest>,
}

impl Operation for WithdrawTimeOff {
    type Answer = ();
    const NAME: &'static str = "time_off_withdraw";
    const NEEDS: Permission = Permission::OwnTimeOff;
    const CONFLICTS: Conflicts = Conflicts::of(&[DECIDED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let stored = view.require(self.id).await?;
        env.actor().must_block(stored.calendar_id())?;
        stored.must_be_open()?;
        let mut changes = env.changes();
        changes.delete(&stored);
        Ok(Plan::new((), changes).emit_removed(EventKind::TimeOffRequestWithdrawn, &stored))
    }
}
