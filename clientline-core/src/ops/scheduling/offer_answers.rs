//! What becomes of an offer of the waiting list with the appointment that is held for it: whoever
//! confirms or cancels that, or lets it lapse, has answered.

use super::{appointment_rows::history, freed_time::free};
use crate::{
    engine::{
        Env, Plan,
        reading::{First, first},
    },
    entity::{Query, Stored},
    model::{
        Appointment, AppointmentStatus, Center, EventKind, Occupancy, WaitlistEntry, WaitlistStatus,
    },
    row::ChangeSet,
    value::{Id, Notes},
};

/// Asks for the entry for which an appointment is held.
pub(super) fn entry_of(id: Id<Appointment>) -> First<WaitlistEntry> {
    first(Query::one().eq(WaitlistEntry::appointment_id(), &Some(id.uuid())))
}

/// Adds to a plan what becomes of the entry whose appointment it takes from being held to another
/// status.
pub(super) fn answered<T>(
    mut plan: Plan<T>,
    entry: &Stored<WaitlistEntry>,
    to: AppointmentStatus,
) -> Plan<T> {
    let kind = if to.occupies() {
        plan.changes.update(entry, |entry| {
            entry.status = WaitlistStatus::Booked;
            entry.offered_until = None;
        });
        EventKind::WaitlistEntryAccepted
    } else {
        plan.changes.update(entry, WaitlistEntry::wait);
        EventKind::WaitlistEntryDeclined
    };
    plan.emit(kind, entry.id)
}

/// Cancels an appointment that was only held, for a reason and maybe for somebody who waits, and
/// frees its times.
pub(in crate::ops) fn give_back(
    env: &Env,
    center: Option<&Stored<Center>>,
    held: &Stored<Appointment>,
    times: &[Stored<Occupancy>],
    (reason, unwanted): (Option<Notes>, Option<Id<WaitlistEntry>>),
    changes: &mut ChangeSet,
) {
    free(env, center, held, unwanted, changes);
    for time in times.iter().filter(|time| time.appointment_id == held.id) {
        changes.delete(time);
    }
    let after = changes.update(held, |appointment| {
        appointment.steps = appointment.steps.saturating_add(1);
        appointment.status = AppointmentStatus::Cancelled;
        appointment.cancelled_reason.clone_from(&reason);
    });
    changes.insert(history(env, &after, held.status, reason));
}
