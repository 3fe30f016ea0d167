//! Whom it hits: the appointments to come that could not be booked at their own time by what
//! holds now, and those of which this would be so after a change of hours or an absence.
//!
//! What is booked stays, whatever becomes of hours and people. So each appointment is judged
//! anew, by the rules by which it would be booked at its own time if nothing else were booked.

mod circumstances;
mod proposed;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::proposed::{ProposedBlockout, ProposedChange};
use self::{circumstances::Circumstances, proposed::ChangeOf};
use super::further_lists;
use crate::{
    engine::{Env, Operation, Plan, View, reading::referred, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Center, Guest, Permission, Provider, Room, Service},
    ops::page::{self, PageRequest},
    slots::Refusal,
    value::{Id, TimeRange, Timestamp},
};

/// The longest time that one request looks at, and looks at if nothing is said: 366 days, in
/// minutes.
const PERIOD_MINUTES_MAX: i64 = 366 * 24 * 60;

/// Finds the appointments to come that could not be booked at their own time by what holds now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindAffected {
    /// Where.
    pub center_id: Id<Center>,
    /// Only those of this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// Only those in this room; it is not named together with a provider.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// Only those of this service.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// That start then or later; those that have begun are none of them.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// That start before then: at most 366 days later, and so if absent.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// How many appointments are judged for one answer, which has those of them that are affected.
    #[serde(default = "limit_max")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}\.[0-9a-f]{32}$"))]
    pub cursor: Option<String>,
}

const fn limit_max() -> u32 {
    PageRequest::LIMIT_MAX
}

/// Finds the appointments to come that could not be booked at their own time any more after a
/// change, which is not made.
///
/// The change is about the provider who is named, the room or the service, or else the center. Those that
/// can't be booked at their own time as it is are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForeseeAffected {
    /// Where.
    pub center_id: Id<Center>,
    /// The provider whose hours would change, or who would be away.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The room that could not be had; it is not named together with a provider.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The service whose own hours would change; it is named alone.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// That start then or later; those that have begun are none of them.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// That start before then: at most 366 days later, and so if absent.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// How many appointments are judged for one answer, which has those of them that are affected.
    #[serde(default = "limit_max")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    pub cursor: Option<String>,
    /// What would change; all of it at once.
    #[serde(default)]
    pub change: ProposedChange,
}

/// The appointments that are affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AffectedAppointments {
    /// The appointments, earliest first.
    pub appointments: Vec<AffectedAppointment>,
    /// Where the search goes on, if there are more appointments to judge; absent on the last
    /// answer.
    pub next_cursor: Option<String>,
}

/// An appointment that could not be booked at its own time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AffectedAppointment {
    /// The appointment.
    pub appointment_id: Id<Appointment>,
    /// How far it has come.
    pub status: AppointmentStatus,
    /// The guest.
    pub guest_id: Id<Guest>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom.
    pub provider_id: Id<Provider>,
    /// In which room, if in one.
    pub room_id: Option<Id<Room>>,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends, without the buffer after it.
    pub ends_at: Timestamp,
    /// The start on the wall clock, as it was agreed.
    pub local_start: String,
    /// The first rule that it breaks.
    pub rule: Refusal,
    /// The rule in a sentence.
    pub detail: String,
}

shown_whole!(AffectedAppointments);

impl Operation for FindAffected {
    type Answer = AffectedAppointments;
    const NAME: &'static str = "affected_find";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (appointments, next_cursor, now) = self.read(env, view).await?;
        let appointments = affected(&appointments, |one| now.refusal(one));
        Ok(Plan::read(env, AffectedAppointments { appointments, next_cursor }))
    }
}

impl Operation for ForeseeAffected {
    type Answer = AffectedAppointments;
    const NAME: &'static str = "affected_foresee";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let find = self.find();
        let owner = self.owner()?;
        self.change.check(self.room_id, owner)?;
        let (appointments, next_cursor, now) = find.read(env, view).await?;
        let mut then = now.clone();
        then.change(owner, &self.change);
        let newly = |one: &Appointment| then.refusal(one).filter(|_| now.refusal(one).is_none());
        let appointments = affected(&appointments, newly);
        Ok(Plan::read(env, AffectedAppointments { appointments, next_cursor }))
    }
}

impl ForeseeAffected {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>) -> Self {
        Self {
            center_id,
            provider_id: None,
            room_id: None,
            service_id: None,
            from: None,
            to: None,
            limit: limit_max(),
            cursor: None,
            change: ProposedChange::default(),
        }
    }

    /// Returns whose hours it is about.
    fn owner(&self) -> Result<ChangeOf> {
        let named = self.provider_id.map(Id::uuid).or(self.room_id.map(Id::uuid));
        match (self.service_id, named) {
            (Some(_), Some(_)) => {
                let detail = "Name a provider, a room or a service.";
                Err(Error::invalid("/service_id", "too_many", detail))
            }
            (Some(service), None) => Ok(ChangeOf::Service(service)),
            (None, named) => {
                Ok(ChangeOf::Calendar(Id::from_uuid(named.unwrap_or(self.center_id.uuid()))))
            }
        }
    }

    /// Returns the last instant before which appointments are looked at that start then or later.
    pub(super) fn latest(from: Timestamp, now: Timestamp) -> Timestamp {
        from.max(now).saturating_plus_minutes(PERIOD_MINUTES_MAX)
    }

    /// Asks for the same appointments, as things are.
    fn find(&self) -> FindAffected {
        FindAffected {
            center_id: self.center_id,
            provider_id: self.provider_id,
            room_id: self.room_id,
            service_id: self.service_id,
            from: self.from,
            to: self.to,
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

impl FindAffected {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>) -> Self {
        Self {
            center_id,
            provider_id: None,
            room_id: None,
            service_id: None,
            from: None,
            to: None,
            limit: limit_max(),
            cursor: None,
        }
    }

    /// Returns the time that is looked at.
    fn period(&self, env: &Env) -> Result<TimeRange> {
        let from = self.from.unwrap_or(env.now()).max(env.now());
        let last = from.saturating_plus_minutes(PERIOD_MINUTES_MAX);
        let to = self.to.unwrap_or(last);
        if to > last {
            let detail = "At most 366 days can be looked at.";
            return Err(Error::invalid("/to", "out_of_range", detail));
        }
        // What is over is empty, and no fault.
        let to = to.max(Timestamp::clamped(from.micros() + 1));
        TimeRange::new(from, to)
            .map_err(|error| Error::invalid("/to", "ends_before_start", error.to_string()))
    }

    /// Asks for the appointments, by their start: of a provider or a room that any has beside its
    /// first one, all of the center, so that it is among them.
    fn query(&self, period: TimeRange, is_further: bool) -> Query<Appointment> {
        let query = Query::limit(self.limit);
        let query = match (self.provider_id, self.room_id) {
            (Some(provider), _) if !is_further => query.eq(Appointment::provider_id(), &provider),
            (None, Some(room)) if !is_further => query.eq(Appointment::room_id(), &Some(room)),
            _ => query.eq(Appointment::center_id(), &self.center_id),
        };
        query
            .ge(Appointment::starts_at(), &period.start())
            .lt(Appointment::starts_at(), &period.end())
            .order_by(Appointment::starts_at())
    }

    /// Reads a page of the appointments to come, and all by which they are judged: in three
    /// round trips, however many they are.
    async fn read(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<(Vec<Stored<Appointment>>, Option<String>, Circumstances)> {
        let period = self.period(env)?;
        if !(1..=PageRequest::LIMIT_MAX).contains(&self.limit) {
            return Err(Error::invalid("/limit", "out_of_range", "The limit must be 1 to 200."));
        }
        if self.provider_id.is_some() && self.room_id.is_some() {
            let detail = "Name a provider or a room, not both.";
            return Err(Error::invalid("/room_id", "too_many", detail));
        }
        let (center, (provider, beside), (room, beside_room), _) = view
            .read((
                referred("/center_id", self.center_id),
                (
                    self.provider_id.map(|id| referred("/provider_id", id)),
                    self.provider_id.map(further_lists::by_provider),
                ),
                (
                    self.room_id.map(|id| referred("/room_id", id)),
                    self.room_id.map(further_lists::in_room),
                ),
                self.service_id.map(|id| referred("/service_id", id)),
            ))
            .await?;
        let elsewhere = |of: Id<Center>| of != center.id;
        if provider.is_some_and(|one| !one.works_at(center.id)) {
            return Err(at_other_center("/provider_id"));
        }
        if room.is_some_and(|one| elsewhere(one.center_id)) {
            return Err(at_other_center("/room_id"));
        }
        let is_further = beside.flatten().is_some() || beside_room.flatten().is_some();
        let query = self.query(period, is_further);
        let cursor = self.cursor.as_deref();
        let (mut appointments, next_cursor, ()) =
            page::read(view, query, self.limit, cursor, ()).await?;
        let is_to_come = |one: &Stored<Appointment>| {
            one.status.occupies()
                && !one.has_lapsed(env.now())
                && one.center_id == center.id
                && self.provider_id.is_none_or(|id| one.providers().any(|of| of == id))
                && self.room_id.is_none_or(|room| one.rooms().any(|of| of == room))
                && self.service_id.is_none_or(|service| one.service_id == service)
        };
        appointments.retain(is_to_come);
        let circumstances = Circumstances::read(view, center, &appointments).await?;
        Ok((appointments, next_cursor, circumstances))
    }
}

fn at_other_center(pointer: &str) -> Error {
    Error::invalid(pointer, "other_center", "This is at another center.")
}

/// Returns the appointments that a rule refuses, each with the rule.
fn affected(
    appointments: &[Stored<Appointment>],
    refusal: impl Fn(&Appointment) -> Option<Refusal>,
) -> Vec<AffectedAppointment> {
    let affected = appointments.iter().filter_map(|one| {
        let rule = refusal(one)?;
        Some(AffectedAppointment {
            appointment_id: one.id,
            status: one.status,
            guest_id: one.guest_id,
            service_id: one.service_id,
            provider_id: one.provider_id,
            room_id: one.room_id,
            starts_at: one.starts_at,
            ends_at: one.ends_at,
            local_start: one.local_start.clone(),
            rule,
            detail: rule.to_string(),
        })
    });
    affected.collect()
}
