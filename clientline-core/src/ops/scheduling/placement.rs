//! Finding a place for an appointment: who serves it and in which room, and what to say if
//! nobody can.
//!
//! What decides is the predicate that lists slots ([`slots::place`]).

use chrono::NaiveDate;

use super::availability::{Availability, AvailabilityWindow, ServiceResources};
use crate::{
    engine::{Env, View},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{Calendar, Provider, Room},
    slots::{self, BookingRules, Candidate, Preference, Refusal, Situation},
    value::{DayCount, Id, Timestamp},
};

/// How many other starts are offered when the one asked for can't be had.
const ALTERNATIVES: usize = 3;

/// A time to be found for an appointment.
pub(in crate::ops) struct Placement {
    pub(in crate::ops) provider_id: Option<Id<Provider>>,
    pub(in crate::ops) room_id: Option<Id<Room>>,
    pub(in crate::ops) starts_at: Timestamp,
    pub(in crate::ops) rules: BookingRules,
}

impl Placement {
    /// Finds who and which room the appointment takes, and relies on their calendars.
    pub(in crate::ops) async fn place(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: ServiceResources,
    ) -> Result<(Availability, Candidate)> {
        self.check_offered(&resources)?;
        let is_none = |room| !resources.rooms.iter().flatten().any(|one| one.id == room);
        if self.room_id.is_some_and(is_none) {
            let detail = "The room is none of the center's rooms for this service.";
            return Err(Error::invalid("/room_id", "not_a_room", detail));
        }
        let day = resources.center.time_zone.local(self.starts_at).date();
        let window = AvailabilityWindow {
            first_day: day,
            days: DayCount::MIN,
            provider: self.provider_id,
            overfill: self.room_id.is_some() && self.rules != BookingRules::Listed,
            now: env.now(),
        };
        let calendars = resources.calendars();
        let (availability, calendars) =
            Availability::read(view, resources, &window, calendars).await?;
        let step = availability.resources.center.policies.step_minutes;
        let situation = availability.situation(env, step, Some(env.chance()));
        let preference = Preference {
            provider: self.provider_id.map(Id::uuid),
            room: self.room_id.map(Id::uuid),
        };
        let candidate = slots::place(&situation, self.starts_at, preference, self.rules)
            .map_err(|refusal| refuse(refusal, &situation, day, self.starts_at))?;
        rely_on(view, &availability.resources, &candidate, &calendars.concat())?;
        Ok((availability, candidate))
    }

    /// Checks that the service can be booked at the center at all. What was agreed before
    /// stays so, whatever is offered by now.
    fn check_offered(&self, resources: &ServiceResources) -> Result<()> {
        if !self.starts_at.is_whole_minute() {
            let detail = "An appointment must start on a whole minute.";
            return Err(Error::invalid("/starts_at", "not_a_minute", detail));
        }
        if resources.is_agreed() {
            return Ok(());
        }
        let ServiceResources { center, service, .. } = resources;
        if !center.is_active.0 {
            return Err(Error::conflict("center_inactive", "This center takes no bookings."));
        }
        if !service.is_active.0 {
            return Err(Error::conflict("service_inactive", "This service is not offered."));
        }
        if center.currency != service.currency {
            let detail = "The service is priced in another currency than the center invoices in.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        Ok(())
    }
}

/// Relies on everything that the decision rests on but the times that are taken,
/// which the database itself keeps apart.
fn rely_on(
    view: &mut View<'_>,
    resources: &ServiceResources,
    candidate: &Candidate,
    calendars: &[Stored<Calendar>],
) -> Result<()> {
    if let Some(performer) = resources.performer(candidate) {
        view.rely_on(&performer.provider);
        if let Some(own) = &performer.own {
            view.rely_on(own);
        }
    }
    let room = candidate.unit.map(|unit| unit.room);
    let owners = [Some(resources.center.id.uuid()), Some(candidate.provider), room];
    for owner in owners.into_iter().flatten() {
        let calendar = calendars.iter().find(|calendar| calendar.id.uuid() == owner);
        view.rely_on(calendar.ok_or(Error::NotFound { entity: Calendar::NAME })?);
    }
    let mut rooms = resources.rooms.iter().flatten();
    if let Some(room) = rooms.find(|one| Some(one.id.uuid()) == room) {
        view.rely_on(room);
    }
    Ok(())
}

/// Explains why a start can't be had, and names those that can.
fn refuse(refusal: Refusal, situation: &Situation<'_>, day: NaiveDate, wanted: Timestamp) -> Error {
    let detail = refusal.to_string();
    let code = match refusal {
        Refusal::NoProvider => return Error::invalid("/provider_id", "not_a_performer", detail),
        Refusal::NotAMinute => return Error::invalid("/starts_at", "not_a_minute", detail),
        Refusal::OffGrid => return Error::invalid("/starts_at", "off_grid", detail),
        Refusal::Past => return Error::invalid("/starts_at", "in_the_past", detail),
        Refusal::TooSoon => return Error::invalid("/starts_at", "too_soon", detail),
        Refusal::TooLate => return Error::invalid("/starts_at", "too_late", detail),
        Refusal::CenterClosed | Refusal::OutsideHours | Refusal::OverriddenHours => "outside_hours",
        Refusal::CenterBlocked | Refusal::Blocked => "blocked",
        Refusal::Busy | Refusal::NoRoom => "slot_taken",
    };
    let found = slots::search(situation, day, DayCount::MIN);
    let mut starts: Vec<Timestamp> = found.iter().map(|slot| slot.starts_at).collect();
    starts.sort_by_key(|start| start.since(wanted).abs());
    starts.truncate(ALTERNATIVES);
    starts.sort_unstable();
    Error::SlotUnavailable { code, detail, alternatives: starts }
}
