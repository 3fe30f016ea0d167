//! Where the appointments could go that can't stay as they are: the sick call of the morning.
//!
//! All that are affected let go of their times, and each is then placed where it is nearest to
//! what was agreed, seeing those before it where they are by then; everybody else stays in place.
//! What belongs together stays so, or is not placed.
//! Nothing of it is kept: what is proposed is made by
//! [`MoveAppointments`], in one commit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    affected::{AffectedAppointment, AffectedAppointments, FindAffected},
    moves::{MoveAppointments, let_go},
    replan_bonds::{Bonds, Bounds},
    reschedule::{Reschedule, RescheduleAppointment},
    slots::{FindSlots, Slot},
};
use crate::{
    engine::{Batch, Env, Operation, Plan, View, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Appointment, Center, Permission, Provider, Room},
    row::Version,
    value::{DayCount, Id, Timestamp},
};

/// Proposes other times or providers for the appointments that could not be booked at their own
/// time by what holds now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replan {
    /// Where.
    pub center_id: Id<Center>,
    /// Only those of this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// Only those in this room; it is not named together with a provider.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// That start then or later; those that have begun are none of them.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// That start before then: at most 366 days later, and so if absent.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// How many days each may be moved by at most, its own counted.
    #[serde(default)]
    pub days: DayCount,
    /// How many appointments are judged for one answer: one to twenty, which is what one commit
    /// moves.
    #[serde(default = "limit_max")]
    #[schemars(range(min = 1, max = 20))]
    pub limit: u32,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// The most appointments that one answer is about.
const LIMIT_MAX: u32 = 20;

const fn limit_max() -> u32 {
    LIMIT_MAX
}

/// Where appointments could go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposals {
    /// The appointments that can't stay as they are, earliest first.
    pub proposals: Vec<Proposal>,
    /// Where the search goes on, if there are more appointments to judge; absent on the last
    /// answer.
    pub next_cursor: Option<String>,
}

/// An appointment that can't stay as it is, and where it could go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// The appointment, with the first rule that it breaks.
    #[serde(flatten)]
    pub affected: AffectedAppointment,
    /// Its version, with which it is moved only as it is now.
    pub version: Version,
    /// Where it could go, as a move takes it; nowhere on those days, if absent. The services of a
    /// visit keep their order, the guests of a party start together, and who attends a session stays
    /// in one: or none of them is placed.
    pub to: Option<ProposedPlace>,
    /// When that is on the wall clock of the center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_local: Option<String>,
}

/// Where an appointment could go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProposedPlace {
    /// When it would start.
    pub starts_at: Timestamp,
    /// By whom it would be performed.
    pub provider_id: Id<Provider>,
    /// In which room, if it needs one.
    pub room_id: Option<Id<Room>>,
}

/// The same, with the start on the wall clock.
#[derive(Serialize, JsonSchema)]
struct FoundPlace {
    to: ProposedPlace,
    local: String,
}

shown_whole!(Proposals, FoundPlace);

impl Operation for Replan {
    type Answer = Proposals;
    const NAME: &'static str = "appointments_replan";
    const NEEDS: Permission = MoveAppointments::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Proposals>> {
        if !(1..=LIMIT_MAX).contains(&self.limit) {
            return Err(Error::invalid("/limit", "out_of_range", "The limit must be 1 to 20."));
        }
        env.actor().must(FindAffected::NEEDS)?;
        let AffectedAppointments { appointments: affected, next_cursor } =
            Box::pin(self.affected().plan(env, view)).await?.answer;
        let ids: Vec<Id<Appointment>> = affected.iter().map(|one| one.appointment_id).collect();
        let appointments = view.list(&Query::limit(LIMIT_MAX).ids(&ids)).await?;
        let mut bonds = Bonds::read(env, view, &appointments).await?;
        let mut batch = Batch::new(env, view);
        batch.know(&appointments);
        let_go(&mut batch, env, ids).await?;
        let placed = affected.into_iter().filter_map(|affected| {
            let is_it = |one: &&Stored<Appointment>| one.id == affected.appointment_id;
            let appointment = appointments.iter().find(is_it)?;
            let place = FindPlace { appointment, days: self.days, bounds: Bounds::default() };
            Some((affected, place))
        });
        let (affected, mut places): (Vec<_>, Vec<_>) = placed.unzip();
        batch.read_ahead(env.now(), &places).await?;
        let mut proposals = Vec::with_capacity(places.len());
        for (affected, place) in affected.into_iter().zip(&mut places) {
            let found = match bonds.bounds(place.appointment) {
                Some(bounds) => {
                    place.bounds = bounds;
                    batch.run_part(env.now(), place).await?
                }
                None => None,
            };
            let to = found.as_ref().map(|found| (found.to.starts_at, found.to.provider_id));
            bonds.settle(place.appointment, to);
            let (to, to_local) = found.map(|found| (found.to, found.local)).unzip();
            let version = place.appointment.version();
            proposals.push(Proposal { affected, version, to, to_local });
        }
        for (proposal, place) in proposals.iter_mut().zip(&places) {
            if !bonds.is_whole(place.appointment) {
                (proposal.to, proposal.to_local) = (None, None);
            }
        }
        Ok(Plan::read(env, Proposals { proposals, next_cursor }))
    }
}

impl Replan {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>) -> Self {
        Self {
            center_id,
            provider_id: None,
            room_id: None,
            from: None,
            to: None,
            days: DayCount::default(),
            limit: limit_max(),
            cursor: None,
        }
    }

    /// Asks whom it hits.
    fn affected(&self) -> FindAffected {
        FindAffected {
            center_id: self.center_id,
            provider_id: self.provider_id,
            room_id: self.room_id,
            service_id: None,
            from: self.from,
            to: self.to,
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

/// Finds the place that is nearest to what was agreed, and takes it, so that those after it find
/// it taken.
struct FindPlace<'a> {
    appointment: &'a Stored<Appointment>,
    /// How many days it may be moved by, its own counted.
    days: DayCount,
    /// Where it may go for the sake of what belongs to it.
    bounds: Bounds,
}

impl Operation for FindPlace<'_> {
    type Answer = Option<FoundPlace>;
    const NAME: &'static str = Replan::NAME;
    const NEEDS: Permission = Replan::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        env.actor().must(FindSlots::NEEDS)?;
        env.actor().must(RescheduleAppointment::NEEDS)?;
        let Self { appointment, days, ref bounds } = *self;
        let day = appointment.time_zone.local(appointment.starts_at).date();
        let find = FindSlots {
            days,
            moving: Some(appointment.id),
            ..FindSlots::new(appointment.center_id, appointment.service_id, day)
        };
        // Large, and so is the move.
        let found = match Box::pin(find.plan(env, view)).await {
            Ok(found) => found.answer,
            Err(Error::Conflict { .. }) => return Ok(Plan::read(env, None)),
            Err(error) => return Err(error),
        };
        let Some((slot, at)) = nearest(found.slots.iter(), appointment, bounds) else {
            return Ok(Plan::read(env, None));
        };
        let provider_id = Some(slot.providers[at].provider_id);
        let to = Reschedule { provider_id, ..Reschedule::to(slot.starts_at) };
        let move_it = RescheduleAppointment { id: appointment.id, to, expected: None };
        match Box::pin(move_it.plan(env, view)).await {
            Ok(plan) => Ok(plan.map(|moved| {
                let to = ProposedPlace {
                    starts_at: moved.starts_at,
                    provider_id: moved.provider_id,
                    room_id: moved.room_id,
                };
                Some(FoundPlace { to, local: slot.local.clone() })
            })),
            // Who may not move it is told so; a time that was refused is no proposal.
            Err(Error::Conflict { .. } | Error::SlotUnavailable { .. }) => {
                Ok(Plan::read(env, None))
            }
            Err(error) => Err(error),
        }
    }
}

/// Returns the start that is nearest to what was agreed, the earlier of two that are as near, and
/// which of its providers: the one who was agreed on, if free, else the first.
fn nearest(
    slots: impl Iterator<Item = Slot>,
    appointment: &Appointment,
    bounds: &Bounds,
) -> Option<(Slot, usize)> {
    let distance = |slot: &Slot| slot.starts_at.micros().abs_diff(appointment.starts_at.micros());
    let admitted = slots.filter_map(|slot| {
        let at = bounds.provider_at(&slot, appointment)?;
        Some((slot, at))
    });
    admitted.min_by_key(|(slot, _)| distance(slot))
}
