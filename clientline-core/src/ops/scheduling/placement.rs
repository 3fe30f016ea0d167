//! Finding a place for an appointment: who serves it and in which room, and what to say if
//! nobody can.
//!
//! What decides is the predicate that lists slots ([`slots::place`]).

use uuid::Uuid;

use super::{
    appointment_rows::{Seat, out_of_range, times_of},
    availability::{Availability, AvailabilityWindow, ServiceResources, local_text},
};
use crate::{
    engine::{Env, View, reading::peek},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{Appointment, Calendar, Organization, Provider, Room},
    row::ChangeSet,
    slots::{self, BookingRules, Candidate, Preference, Refusal, TakenPlace},
    value::{DayCount, Id, PriceMode, Timestamp},
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
    ) -> Result<Placed> {
        self.check_offered(&resources)?;
        let window = self.window(env, &resources);
        // What is moved keeps its price, and how that is read.
        let is_new = resources.moved.is_none();
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let further = (resources.calendars(), is_new.then(|| peek(organization)));
        let (availability, (calendars, organization)) =
            Availability::read(view, resources, &window, further).await?;
        let candidate = match self.judge(env, &availability) {
            Ok(candidate) => candidate,
            Err(refusal) => {
                // Seldom, and large.
                let resources = availability.resources;
                return Box::pin(self.refuse(env, view, resources, window, refusal)).await;
            }
        };
        let placed = self.settle(view, availability, candidate, calendars.concat())?;
        let price_mode = organization.flatten().map(|organization| organization.price_mode);
        Ok(Placed { price_mode, ..placed })
    }

    /// Returns what decides about the start.
    pub(super) fn window(&self, env: &Env, resources: &ServiceResources) -> AvailabilityWindow {
        AvailabilityWindow {
            first_day: resources.center.time_zone.local(self.starts_at).date(),
            days: DayCount::MIN,
            start: Some(self.starts_at),
            provider: self.provider_id,
            overfill: self.room_id.is_some() && !self.rules.bind_guests(),
            now: env.now(),
        }
    }

    /// Judges the start by what was read: who serves it, and in which room.
    pub(super) fn judge(
        &self,
        env: &Env,
        availability: &Availability,
    ) -> Result<Candidate, Refusal> {
        let step = availability.resources.center.policies.step_minutes;
        let situation = availability.situation(env, step, env.chance_of_rival());
        let preference = Preference {
            provider: self.provider_id.map(Id::uuid),
            room: self.room_id.map(Id::uuid),
        };
        slots::place(&situation, self.starts_at, preference, self.rules)
    }

    /// Takes the place that was found, and relies on what was read of it.
    pub(super) fn settle(
        &self,
        view: &mut View<'_>,
        availability: Availability,
        candidate: Candidate,
        calendars: Vec<Stored<Calendar>>,
    ) -> Result<Placed> {
        rely_on(view, &availability.resources, &candidate, &calendars)?;
        Placed::new(availability, candidate, self.starts_at, calendars)
    }

    /// Explains why the start can't be had, and names those of the day that can.
    async fn refuse(
        &self,
        env: &Env,
        view: &mut View<'_>,
        resources: ServiceResources,
        window: AvailabilityWindow,
        refusal: Refusal,
    ) -> Result<Placed> {
        if let Some(error) = invalid(refusal) {
            return Err(error);
        }
        let day = window.first_day;
        let window = AvailabilityWindow { start: None, ..window };
        let (availability, ()) = Availability::read(view, resources, &window, ()).await?;
        let step = availability.resources.center.policies.step_minutes;
        let situation = availability.situation(env, step, env.chance_of_rival());
        let found = slots::search(&situation, day, DayCount::MIN);
        let starts = found.iter().map(|slot| slot.starts_at);
        let alternatives = nearest(self.starts_at, starts.collect());
        let code = conflict_of(refusal);
        Err(Error::SlotUnavailable { code, detail: refusal.to_string(), alternatives })
    }

    /// Checks that the service can be booked at the center at all. What was agreed before
    /// stays so, whatever is offered by now.
    pub(super) fn check_offered(&self, resources: &ServiceResources) -> Result<()> {
        if !self.starts_at.is_whole_minute() {
            let detail = "An appointment must start on a whole minute.";
            return Err(Error::invalid("/starts_at", "not_a_minute", detail));
        }
        let is_none = |room| !resources.rooms.iter().flatten().any(|one| one.id == room);
        if self.room_id.is_some_and(is_none) {
            let detail = "The room is none of the center's rooms for this service.";
            return Err(Error::invalid("/room_id", "not_a_room", detail));
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

/// An appointment's place: who serves it, and where.
pub(in crate::ops) struct Placed {
    pub(in crate::ops) availability: Availability,
    pub(in crate::ops) candidate: Candidate,
    /// How the price is read, unless the appointment has one already.
    pub(in crate::ops) price_mode: Option<PriceMode>,
    /// The places that it takes of its room, one after the other.
    places: Vec<TakenPlace>,
    /// The seat that it takes, if its service is a class.
    seat: Option<Seat>,
    /// The calendars of a room that holds more appointments than fit, of who gives a class, and
    /// of those whose appointments are limited: who adds one writes them, since no constraint
    /// counts the appointments.
    counted: Vec<Stored<Calendar>>,
}

impl Placed {
    fn new(
        availability: Availability,
        candidate: Candidate,
        starts_at: Timestamp,
        calendars: Vec<Stored<Calendar>>,
    ) -> Result<Self> {
        let time = candidate.timing.occupancy(starts_at).ok_or_else(out_of_range)?;
        let mut rooms = availability.resources.rooms.iter().flatten();
        let room = rooms.find(|room| Some(room.id.uuid()) == candidate.room);
        let (seat, joined) = availability.seat(&candidate, starts_at).unzip();
        let places = joined.flatten().or_else(|| Some(availability.places(room?, time)));
        let places = places.unwrap_or_default();
        let is_crowded = room.is_some_and(|room| availability.is_beyond(room, &places));
        let of_day = availability.resources.center.policies.provider_max_per_day;
        let is_of_count = seat.is_some() || of_day.is_some();
        let center = availability.resources.center.id.uuid();
        let is_counted = |calendar: &Stored<Calendar>| {
            let of = calendar.id.uuid();
            (is_crowded && Some(of) == candidate.room)
                || (is_of_count && of == candidate.provider)
                || (availability.resources.booked.is_some() && of == center)
        };
        let counted = calendars.into_iter().filter(is_counted).collect();
        Ok(Self { availability, candidate, price_mode: None, places, seat, counted })
    }

    /// Returns the room that the appointment takes, and which places of it.
    pub(super) fn room_places(&self) -> Option<(Uuid, &[TakenPlace])> {
        Some((self.candidate.room?, self.places.as_slice()))
    }

    /// Returns the first place that the appointment takes of its room, if it has one.
    pub(in crate::ops) fn room_unit(&self) -> Option<i32> {
        self.places.first().map(|place| place.place)
    }

    /// Says of an appointment that is placed here where, when and for how long it takes place.
    pub(super) fn say(&self, appointment: &mut Appointment, starts_at: Timestamp) {
        let Self { availability, candidate, .. } = self;
        let zone = &availability.resources.center.time_zone;
        appointment.service_id = availability.resources.service.id;
        appointment.provider_id = Id::from_uuid(candidate.provider);
        appointment.room_id = candidate.room.map(Id::from_uuid);
        appointment.room_unit = self.room_unit();
        appointment.starts_at = starts_at;
        appointment.ends_at = candidate.ends_at;
        appointment.held_until = appointment.held_until.map(|until| until.min(starts_at));
        appointment.time_zone = zone.clone();
        appointment.local_start = local_text(zone, starts_at);
        appointment.buffer_before_minutes = candidate.timing.buffer_before;
        appointment.buffer_after_minutes = candidate.timing.buffer_after;
        appointment.segments = candidate.timing.segments;
    }

    /// Takes the time of an appointment that is placed here: adds its occupancies, in the
    /// place of what was held and is free by now.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the time is out of range.
    pub(in crate::ops) fn take(
        &self,
        env: &Env,
        appointment: &Appointment,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        for taking in times_of(env, appointment, &self.places, self.seat)? {
            self.availability.clear(&taking, changes);
            changes.insert(taking);
        }
        for calendar in &self.counted {
            changes.update(calendar, |calendar| calendar.revision += 1);
        }
        Ok(())
    }
}

/// Returns the starts that are nearest to the one that was asked for, in order.
pub(super) fn nearest(asked: Timestamp, mut starts: Vec<Timestamp>) -> Vec<Timestamp> {
    starts.sort_by_key(|start| start.since(asked).abs());
    starts.truncate(ALTERNATIVES);
    starts.sort_unstable();
    starts
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
    let room = candidate.room;
    let owners = [Some(resources.center.id.uuid()), Some(candidate.provider), room];
    for owner in owners.into_iter().flatten() {
        let calendar = calendars.iter().find(|calendar| calendar.id.uuid() == owner);
        view.rely_on(calendar.ok_or(Error::NotFound { entity: Calendar::NAME })?);
    }
    // What it says of seats no constraint knows.
    if resources.service.seats().is_some() {
        view.rely_on(&resources.service);
    }
    let mut rooms = resources.rooms.iter().flatten();
    if let Some(room) = rooms.find(|one| Some(one.id.uuid()) == room) {
        view.rely_on(room);
    }
    Ok(())
}

/// Returns the code of a conflict that another start would mend.
pub(super) const fn conflict_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Busy | Refusal::Full | Refusal::NoRoom => "slot_taken",
        Refusal::CenterBlocked | Refusal::Blocked => "blocked",
        Refusal::GuestLimit => "guest_limit_reached",
        Refusal::ProviderLimit => "provider_limit_reached",
        _ => "outside_hours",
    }
}

/// Explains a refusal that no other start would mend.
pub(super) fn invalid(refusal: Refusal) -> Option<Error> {
    let (field, code) = match refusal {
        Refusal::NoProvider => ("/provider_id", "not_a_performer"),
        Refusal::NotAMinute => ("/starts_at", "not_a_minute"),
        Refusal::OffGrid => ("/starts_at", "off_grid"),
        Refusal::Past => ("/starts_at", "in_the_past"),
        Refusal::TooSoon => ("/starts_at", "too_soon"),
        Refusal::TooLate => ("/starts_at", "too_late"),
        _ => return None,
    };
    Some(Error::invalid(field, code, refusal.to_string()))
}
