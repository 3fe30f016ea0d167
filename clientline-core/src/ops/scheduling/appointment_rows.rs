//! The rows that belong to an appointment: the times that it takes, and the steps of its
//! history.

use uuid::Uuid;

use crate::{
    engine::{
        Env, Reading,
        reading::{First, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, AppointmentProvider, AppointmentRoom, AppointmentStatus,
        Occupancy,
    },
    row::{ChangeSet, Select},
    slots::{TakenPlace, Timing},
    value::{DurationMinutes, Id, Notes},
};

/// A seat of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ops) struct Seat {
    /// The class: the identifier of its service.
    pub(in crate::ops) class_id: Uuid,
    /// Which of the session's seats, counted from 1.
    pub(in crate::ops) number: i32,
}

/// Asks for the times that an appointment takes: of providers, and of rooms.
///
/// They are looked for among those that begin while it lasts, with its buffers, at its center:
/// by the index of free times. One of their own would be written twice by each booking.
pub(in crate::ops) fn occupancies(of: &Appointment) -> Query<Occupancy> {
    let (before, after) = (of.buffer_before_minutes.get(), of.buffer_after_minutes.get());
    Query::limit(60)
        .eq(Occupancy::center_id(), &of.center_id)
        .ge(Occupancy::starts_at(), &of.starts_at.saturating_plus_minutes(-i64::from(before)))
        .lt(Occupancy::starts_at(), &of.ends_at.saturating_plus_minutes(after.into()))
        .checked_eq(Occupancy::appointment_id(), &of.id)
        .order_by(Occupancy::starts_at())
}

/// What refers to the rooms and the providers that an appointment has beside its first ones.
pub(super) type FurtherLinks =
    (Option<Vec<Stored<AppointmentRoom>>>, Option<Vec<Stored<AppointmentProvider>>>);

/// Asks for what refers to the rooms and the providers that an appointment has beside its first
/// ones, if it has any.
pub(super) fn further_links(of: &Appointment) -> impl Reading<Found = FurtherLinks> + use<> {
    let rooms = Query::limit(3).eq(AppointmentRoom::appointment_id(), &of.id);
    let providers = Query::limit(3).eq(AppointmentProvider::appointment_id(), &of.id);
    (
        of.further_room_ids.map(|_| rooms.order_by(AppointmentRoom::room_id())),
        of.further_provider_ids.map(|_| providers.order_by(AppointmentProvider::provider_id())),
    )
}

/// Asks for what refers to the further rooms and providers of at most a thousand appointments, few of
/// which have any.
pub(super) fn further_links_of_all(
    of: &[&Stored<Appointment>],
) -> impl Reading<Found = FurtherLinks> + use<> {
    let ids = |has: fn(&Appointment) -> bool| -> Vec<Id<Appointment>> {
        of.iter().filter(|one| has(one)).map(|one| one.id).collect()
    };
    let rooms = ids(|one| one.further_room_ids.is_some());
    let providers = ids(|one| one.further_provider_ids.is_some());
    let all = Select::LIMIT_MAX;
    (
        (!rooms.is_empty())
            .then(|| Query::limit(all).any(AppointmentRoom::appointment_id(), &rooms)),
        (!providers.is_empty())
            .then(|| Query::limit(all).any(AppointmentProvider::appointment_id(), &providers)),
    )
}

/// Takes what refers to further rooms and providers away.
pub(super) fn unlink((rooms, providers): &FurtherLinks, changes: &mut ChangeSet) {
    for link in rooms.iter().flatten() {
        changes.delete(link);
    }
    for link in providers.iter().flatten() {
        changes.delete(link);
    }
}

/// Returns the time that an appointment takes, or `None` if it would last no minute, or more
/// than a day.
pub(super) fn timing_of(appointment: &Appointment) -> Option<Timing> {
    let minutes = appointment.ends_at.since(appointment.starts_at).num_minutes();
    Some(Timing {
        duration: DurationMinutes::new(minutes).ok()?,
        buffer_before: appointment.buffer_before_minutes,
        buffer_after: appointment.buffer_after_minutes,
        segments: appointment.segments,
    })
}

/// The error of a time outside the years 1900 to 9999.
pub(super) fn out_of_range() -> Error {
    Error::invalid("/starts_at", "out_of_range", "The time is out of range.")
}

/// Returns the time that an appointment takes: of its providers where the service is active, and
/// of its rooms throughout, with buffers, at these places; of its provider and first room by a
/// seat, if its service is a class.
pub(super) fn times_of(
    env: &Env,
    appointment: &Appointment,
    rooms: &[(Uuid, Vec<TakenPlace>)],
    seat: Option<Seat>,
) -> Result<Vec<Occupancy>> {
    let timing = timing_of(appointment).ok_or_else(out_of_range)?;
    let provider = appointment.provider_id.uuid();
    let work = appointment.providers().flat_map(|one| {
        let parts = timing.work(appointment.starts_at);
        parts.map(move |time| (one.uuid(), TakenPlace { place: 1, time }))
    });
    let of_rooms =
        rooms.iter().flat_map(|(room, places)| places.iter().map(|place| (*room, *place)));
    let first_room = appointment.room_id.map(Id::uuid);
    let seat_of = |of: Uuid| seat.filter(|_| of == provider || Some(of) == first_room);
    let times = work.chain(of_rooms);
    let times = times.map(|(resource, TakenPlace { place, time })| Occupancy {
        id: env.new_id(),
        resource_id: Id::from_uuid(resource),
        unit: place,
        starts_at: time.start(),
        ends_at: time.end(),
        center_id: appointment.center_id,
        appointment_id: appointment.id,
        held_until: appointment.held_until,
        class_id: seat_of(resource).map(|seat| seat.class_id),
        seat: seat_of(resource).map(|seat| seat.number),
    });
    Ok(times.collect())
}

/// Makes the last step of an appointment's history, after the booking: whoever writes one counts
/// it in `steps`.
pub(in crate::ops) fn history(
    env: &Env,
    after: &Stored<Appointment>,
    from_status: AppointmentStatus,
    reason: Option<Notes>,
) -> AppointmentChange {
    AppointmentChange {
        id: env.new_id(),
        appointment_id: after.id,
        step: after.steps,
        from_status: Some(from_status),
        to_status: after.status,
        starts_at: after.starts_at,
        actor: env.actor().name(),
        reason,
        moved_from: None,
        add_ons_before: None,
    }
}

/// Asks for the last step of an appointment's history that has a row: the booking may have none.
pub(super) fn last_step(id: Id<Appointment>) -> First<AppointmentChange> {
    let steps = Query::one().eq(AppointmentChange::appointment_id(), &id);
    first(steps.order_by(AppointmentChange::step()).descending())
}
