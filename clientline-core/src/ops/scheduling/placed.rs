//! The place of an appointment: who serves it, when and where, and what it takes of them.

use uuid::Uuid;

use super::{
    appointment_rows::{Seat, out_of_range, times_of},
    availability::{Availability, local_text},
};
use crate::{
    engine::Env,
    entity::Stored,
    error::Result,
    model::{Appointment, AppointmentProvider, AppointmentRoom, Calendar, Provider, Room},
    row::ChangeSet,
    slots::{Candidate, FurtherIds, TakenPlace},
    value::{FewIds, Id, PriceMode, Timestamp},
};

/// An appointment's place: who serves it, and where.
pub(in crate::ops) struct Placed {
    pub(in crate::ops) availability: Availability,
    pub(in crate::ops) candidate: Candidate,
    /// When it starts.
    pub(in crate::ops) starts_at: Timestamp,
    /// How the price is read, unless the appointment has one already.
    pub(in crate::ops) price_mode: Option<PriceMode>,
    /// The rooms that it takes, the first one first, each with its places there, one after the
    /// other.
    rooms: Vec<(Uuid, Vec<TakenPlace>)>,
    /// The seat that it takes, if its service is a class.
    seat: Option<Seat>,
    /// The calendars of a room that holds more appointments than fit, of who gives a class, of
    /// those whose appointments are limited, and of who works at several centers: who adds one
    /// writes them, since no constraint counts the appointments, or knows of ways.
    counted: Vec<Stored<Calendar>>,
}

impl Placed {
    pub(super) fn new(
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
            let counts = || is_of_count || availability.resources.travels(of);
            crowded.contains(&of)
                || (candidate.providers().any(|provider| of == provider) && counts())
                || (availability.resources.booked.is_some() && of == center)
        };
        let counted = calendars.into_iter().filter(is_counted).collect();
        Ok(Self { availability, candidate, starts_at, price_mode: None, rooms, seat, counted })
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
    /// [`Error::Invalid`](crate::Error::Invalid) if the time is out of range.
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
        let starts_at = appointment.starts_at;
        for room_id in self.candidate.further_rooms.iter().map(Id::from_uuid) {
            let (id, appointment_id) = (env.new_id(), appointment.id);
            changes.insert(AppointmentRoom { id, appointment_id, room_id, starts_at });
        }
        for provider_id in self.candidate.further_providers.iter().map(Id::from_uuid) {
            let (id, appointment_id) = (env.new_id(), appointment.id);
            changes.insert(AppointmentProvider { id, appointment_id, provider_id, starts_at });
        }
        for calendar in &self.counted {
            changes.update(calendar, |calendar| calendar.revision += 1);
        }
        Ok(())
    }
}

/// Returns what an appointment has beside a first one, if anything.
pub(super) fn few<E>(further: FurtherIds) -> Option<FewIds<E>> {
    let further = FewIds::new(further.iter().map(Id::from_uuid)).ok()?;
    (!further.is_empty()).then_some(further)
}
