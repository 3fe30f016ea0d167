//! Time that has become free: each is noted in the commit that frees it, and offered to those who
//! wait by a job in the background. Where nothing is offered by itself, nothing is noted.

use crate::{
    engine::Env,
    entity::Stored,
    model::{Appointment, Center, FreedTime, WaitlistEntry},
    row::ChangeSet,
    value::{Id, Timestamp},
};

/// Notes that the time of an appointment is free, buffers and all: for those who wait, and who
/// wait since later than somebody who did not want it.
pub(super) fn free(
    env: &Env,
    center: Option<&Stored<Center>>,
    appointment: &Appointment,
    unwanted: Option<Id<WaitlistEntry>>,
    changes: &mut ChangeSet,
) {
    let (before, after) = (appointment.buffer_before_minutes, appointment.buffer_after_minutes);
    let times = (
        appointment.starts_at.saturating_plus_minutes(-i64::from(before.get())),
        appointment.ends_at.saturating_plus_minutes(after.get().into()),
    );
    free_between(env, center, times, unwanted, changes);
}

/// Notes that time at a center is free, if it makes offers; what is past serves nobody.
pub(super) fn free_between(
    env: &Env,
    center: Option<&Stored<Center>>,
    (starts_at, ends_at): (Timestamp, Timestamp),
    unwanted: Option<Id<WaitlistEntry>>,
    changes: &mut ChangeSet,
) {
    let minutes = i32::try_from(ends_at.since(starts_at).num_minutes()).unwrap_or(i32::MAX);
    let Some(center) = center.filter(|center| center.makes_offers()) else { return };
    if ends_at <= env.now() || minutes < 1 {
        return;
    }
    changes.insert(FreedTime {
        id: env.new_id(),
        center_id: center.id.uuid(),
        starts_at,
        minutes,
        after_entry: unwanted.map(Id::uuid),
    });
}
