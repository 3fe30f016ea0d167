//! The rows that belong to an appointment: the times that it takes, and the steps of its
//! history.

use uuid::Uuid;

use crate::{
    engine::{
        Env,
        reading::{First, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Appointment, AppointmentChange, AppointmentStatus, Occupancy},
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

/// Asks for the times that an appointment takes: of a provider, and of a room.
///
/// They are looked for among those that begin while it lasts, with its buffers, at its center:
/// by the index of free times. One of their own would be written twice by each booking.
pub(in crate::ops) fn occupancies(of: &Appointment) -> Query<Occupancy> {
    let (before, after) = (of.buffer_before_minutes.get(), of.buffer_after_minutes.get());
    Query::limit(10)
        .eq(Occupancy::center_id(), &of.center_id)
        .ge(Occupancy::starts_at(), &of.starts_at.saturating_plus_minutes(-i64::from(before)))
        .lt(Occupancy::starts_at(), &of.ends_at.saturating_plus_minutes(after.into()))
        .checked_eq(Occupancy::appointment_id(), &of.id)
        .order_by(Occupancy::starts_at())
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

/// Returns the time that an appointment takes: of its provider where the service is active, and
/// of its room throughout, with buffers, at these places; by a seat, if its service is a class.
pub(super) fn times_of(
    env: &Env,
    appointment: &Appointment,
    places: &[TakenPlace],
    seat: Option<Seat>,
) -> Result<Vec<Occupancy>> {
    let timing = timing_of(appointment).ok_or_else(out_of_range)?;
    let provider = (appointment.provider_id.uuid(), 1);
    let work = timing.work(appointment.starts_at).map(|part| (provider, part));
    let of_room = places.iter().filter_map(|taken| {
        let room = appointment.room_id?;
        Some(((room.uuid(), taken.place), taken.time))
    });
    let times = work.chain(of_room);
    let times = times.map(|((resource, unit), time)| Occupancy {
        id: env.new_id(),
        resource_id: Id::from_uuid(resource),
        unit,
        starts_at: time.start(),
        ends_at: time.end(),
        center_id: appointment.center_id,
        appointment_id: appointment.id,
        held_until: appointment.held_until,
        class_id: seat.map(|seat| seat.class_id),
        seat: seat.map(|seat| seat.number),
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
    }
}

/// Asks for the last step of an appointment's history that has a row: the booking may have none.
pub(super) fn last_step(id: Id<Appointment>) -> First<AppointmentChange> {
    let steps = Query::one().eq(AppointmentChange::appointment_id(), &id);
    first(steps.order_by(AppointmentChange::step()).descending())
}
