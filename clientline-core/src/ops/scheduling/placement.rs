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
    engine::{ConflictGroup, Env, View, reading::peek},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentProvider, AppointmentRoom, Calendar, Organization, Provider, Room,
    },
    row::ChangeSet,
    slots::{self, BookingRules, Candidate, FurtherIds, Preference, Refusal, TakenPlace},
    value::{DayCount, FewIds, Id, PriceMode, Timestamp},
};

/// The conflicts of a service that is not booked at a center. What was agreed before has none.
pub(in crate::ops) const NOT_BOOKABLE: ConflictGroup =
    &["center_inactive", "currency_mismatch", "service_inactive"];

/// The conflicts of a start that can't be had.
pub(in crate::ops) const NOT_PLACED: ConflictGroup = &[
    "blocked",
    "guest_limit_reached",
    "outside_hours",
    "provider_limit_reached",
    "seat_taken",
    "slot_taken",
];

/// How many other starts are offered when the one asked for can't be had.
const ALTERNATIVES: usize = 3;

/// A time to be found for an appointment.
pub(in crate::ops) struct Placement {
    pub(in crate::ops) provider_id: Option<Id<Provider>>,
    pub(in crate::ops) room_id: Option<Id<Room>>,
    /// Those who shall be among the further providers.
    pub(in crate::ops) further_provider_ids: FewIds<Provider>,
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
        slots::place(&situation, self.starts_at, self.preference(), self.rules)
    }

    fn preference(&self) -> Preference {
        Preference {
            provider: self.provider_id.map(Id::uuid),
            room: self.room_id.map(Id::uuid),
            further_providers: FurtherIds::of(self.further_provider_ids.iter().map(Id::uuid)),
        }
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
        // A list knows of no further providers who are wished for.
        let has_all = |start: &Timestamp| {
            self.further_provider_ids.is_empty()
                || slots::place(&situation, *start, self.preference(), BookingRules::Listed).is_ok()
        };
        let starts = found.iter().map(|slot| slot.starts_at).filter(has_all);
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
        resources.check_wished(self.provider_id, self.further_provider_ids)?;
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
    /// The rooms that it takes, the first one first, each with its places there, one after the
    /// other.
    rooms: Vec<(Uuid, Vec<TakenPlace>)>,
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
        let (seat, joined) = availability.seat(&candidate, starts_at).unzip();
        let joined = joined.flatten();
        let (mut rooms, mut crowded) = (Vec::new(), Vec::new());
        for id in candidate.rooms() {
            let mut serving = availability.resources.all_rooms();
            let Some(room) = serving.find(|room| room.id.uuid() == id) else { continue };
            let joined = joined.clone().filter(|_| candidate.room == Some(id));
            let places = joined.unwrap_or_else(|| availability.places(room, time));
            crowded.extend(availability.is_beyond(room, &places).then_some(id));
            rooms.push((id, places));
        }
        let of_day = availability.resources.center.policies.provider_max_per_day;
        let is_of_count = seat.is_some() || of_day.is_some();
        let center = availability.resources.center.id.uuid();
        let is_counted = |calendar: &Stored<Calendar>| {
            let of = calendar.id.uuid();
            crowded.contains(&of)
                || (is_of_count && candidate.providers().any(|provider| of == provider))
                || (availability.resources.booked.is_some() && of == center)
        };
        let counted = calendars.into_iter().filter(is_counted).collect();
        Ok(Self { availability, candidate, price_mode: None, rooms, seat, counted })
    }

    /// Returns the rooms that the appointment takes, and which places of each.
    pub(super) fn room_places(&self) -> &[(Uuid, Vec<TakenPlace>)] {
        &self.rooms
    }

    /// Returns the first place that the appointment takes of its first room, if it has one.
    pub(in crate::ops) fn room_unit(&self) -> Option<i32> {
        let first = self.rooms.iter().find(|(room, _)| self.candidate.room == Some(*room));
        first.and_then(|(_, places)| places.first()).map(|place| place.place)
    }

    /// Returns the rooms that the appointment takes beside its first one, if any.
    pub(in crate::ops) fn further_room_ids(&self) -> Option<FewIds<Room>> {
        few(self.candidate.further_rooms)
    }

    /// Returns who performs the appointment beside its first provider, if anybody does.
    pub(in crate::ops) fn further_provider_ids(&self) -> Option<FewIds<Provider>> {
        few(self.candidate.further_providers)
    }

    /// Says of an appointment that is placed here where, when and for how long it takes place.
    pub(super) fn say(&self, appointment: &mut Appointment, starts_at: Timestamp) {
        let Self { availability, candidate, .. } = self;
        let zone = &availability.resources.center.time_zone;
        appointment.service_id = availability.resources.service.id;
        appointment.provider_id = Id::from_uuid(candidate.provider);
        appointment.room_id = candidate.room.map(Id::from_uuid);
        appointment.room_unit = self.room_unit();
        appointment.further_room_ids = self.further_room_ids();
        appointment.further_provider_ids = self.further_provider_ids();
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
    /// place of what was held and is free by now, and what refers to its further rooms and
    /// providers.
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
        for taking in times_of(env, appointment, &self.rooms, self.seat)? {
            self.availability.clear(&taking, changes);
            changes.insert(taking);
        }
        for room_id in self.candidate.further_rooms.iter().map(Id::from_uuid) {
            let (id, appointment_id) = (env.new_id(), appointment.id);
            changes.insert(AppointmentRoom { id, appointment_id, room_id });
        }
        for provider_id in self.candidate.further_providers.iter().map(Id::from_uuid) {
            let (id, appointment_id) = (env.new_id(), appointment.id);
            changes.insert(AppointmentProvider { id, appointment_id, provider_id });
        }
        for calendar in &self.counted {
            changes.update(calendar, |calendar| calendar.revision += 1);
        }
        Ok(())
    }
}

/// Returns what an appointment has beside a first one, if anything.
fn few<E>(further: FurtherIds) -> Option<FewIds<E>> {
    let further = FewIds::new(further.iter().map(Id::from_uuid)).ok()?;
    (!further.is_empty()).then_some(further)
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
    for performer in candidate.providers().filter_map(|id| resources.performer(id)) {
        view.rely_on(&performer.provider);
        if let Some(own) = &performer.own {
            view.rely_on(own);
        }
    }
    let owners = [resources.center.id.uuid()].into_iter().chain(candidate.providers());
    for owner in owners.chain(candidate.rooms()) {
        let calendar = calendars.iter().find(|calendar| calendar.id.uuid() == owner);
        view.rely_on(calendar.ok_or(Error::NotFound { entity: Calendar::NAME })?);
    }
    // What it says of seats no constraint knows.
    if resources.service.seats().is_some() {
        view.rely_on(&resources.service);
    }
    let is_taken = |room: &&Stored<Room>| candidate.rooms().any(|taken| taken == room.id.uuid());
    for room in resources.all_rooms().filter(is_taken) {
        view.rely_on(room);
    }
    Ok(())
}

/// Returns the code of a conflict that another start would mend.
pub(super) const fn conflict_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Busy
        | Refusal::Full
        | Refusal::NoRoom
        | Refusal::NoSecondRoom
        | Refusal::NoThirdRoom
        | Refusal::NoFourthRoom
        | Refusal::TooFewProviders => "slot_taken",
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
