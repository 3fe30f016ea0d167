//! A guest who was served sooner than was planned: the rest of the time is free for others.

use super::{
    agreement::prior,
    appointment_rows::{history, occupancies, out_of_range},
    appointment_status::ChangeStatus,
    freed_time::free_between,
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::peek},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentChange, AppointmentStatus, EventKind, Occupancy, Permission},
    row::Version,
    storage::Key,
    value::{DurationMinutes, Id, Notes, Segments, Timestamp},
};

/// Completes an appointment, and frees the rest of its time if that is asked for.
#[derive(Clone, Debug)]
pub struct CompleteAppointment {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// Why.
    pub reason: Option<Notes>,
    /// Whether it ends now, if it would end later. The buffer after it stays.
    pub frees_rest: bool,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl CompleteAppointment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Appointment>, frees_rest: bool) -> Self {
        Self { id, frees_rest, reason: None, expected: None }
    }
}

impl Operation for CompleteAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = ChangeStatus::NAME;
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["hold_lapsed", "invalid_transition"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self { id, reason, frees_rest, expected } = self;
        let to = AppointmentStatus::Completed;
        let (reason, expected) = (reason.clone(), *expected);
        let change = ChangeStatus { id: *id, to, reason, fee: None, expected };
        if !frees_rest {
            return change.plan(env, view).await;
        }
        let before = view.require_version(*id, change.expected).await?;
        change.must_be_possible(&before, env)?;
        must_be_of_today(&before, env)?;
        let asked = (occupancies(&before), peek(before.center_id));
        let (taken, center) = view.read(asked).await?;
        let (ends_at, segments) = ended(&before, env.now())?;
        let free_from = ends_at.saturating_plus_minutes(before.buffer_after_minutes.get().into());
        let mut changes = env.changes();
        let after = changes.update(&before, |appointment| {
            appointment.steps = appointment.steps.saturating_add(1);
            appointment.status = to;
            appointment.held_until = None;
            appointment.ends_at = ends_at;
            appointment.segments = segments;
        });
        for taken in &taken {
            changes.delete(taken);
            if taken.starts_at < free_from {
                changes.insert(Occupancy {
                    id: env.new_id(),
                    ends_at: taken.ends_at.min(free_from),
                    held_until: None,
                    ..Occupancy::clone(taken)
                });
            }
        }
        let after_it = i64::from(before.buffer_after_minutes.get());
        let rest = (free_from, before.ends_at.saturating_plus_minutes(after_it));
        free_between(env, center.as_ref(), rest, None, &mut changes);
        let step = history(env, &after, before.status, change.reason.clone());
        changes.insert(AppointmentChange { moved_from: Some(prior(&before, None)), ..step });
        Ok(Plan::new(after, changes).emit(EventKind::AppointmentCompleted, *id))
    }
}

/// Checks that an appointment is of no later day: who comes early is served early, but nobody is
/// served on another day.
fn must_be_of_today(appointment: &Appointment, env: &Env) -> Result<()> {
    let day = |at| appointment.time_zone.local(at).date();
    if day(env.now()) >= day(appointment.starts_at) {
        return Ok(());
    }
    let detail = "The appointment is on a later day: nothing of its time was used.";
    Err(Error::conflict("invalid_transition", detail))
}

/// Returns when an appointment ends that is completed now, and the parts that it had: a minute
/// after it began, or after its last part did, at the earliest, and as planned at the latest.
fn ended(appointment: &Appointment, now: Timestamp) -> Result<(Timestamp, Option<Segments>)> {
    let whole = appointment.ends_at.since(appointment.starts_at).num_minutes();
    let last = appointment.segments.map_or(whole, |parts| i64::from(parts.last().get()));
    let minute = now.floor_to_minute();
    let begun = minute.since(appointment.starts_at).num_minutes() + i64::from(minute < now);
    let minutes = begun.clamp(whole - last + 1, whole);
    let duration = DurationMinutes::new(minutes).map_err(|_| out_of_range())?;
    let ends_at = appointment.starts_at.plus_minutes(minutes).ok_or_else(out_of_range)?;
    Ok((ends_at, appointment.segments.and_then(|parts| parts.lasting(duration))))
}
