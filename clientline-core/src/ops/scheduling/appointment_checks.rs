//! Whether an appointment may still be changed, and by whom.

use crate::{
    engine::{
        ConflictGroup, Env,
        reading::{Peek, peek},
    },
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, GuestChange, Organization, Role, Service},
    value::Id,
};

/// The conflicts of an appointment that its guest changes no more.
pub(in crate::ops) const NOT_CHANGEABLE: ConflictGroup = &["change_too_late", "in_the_past"];

/// Checks that an appointment is still ahead, if a client wants something of it: what has
/// begun is the front desk's (security design, "Who may do what").
///
/// # Errors
///
/// [`Error::Conflict`] `in_the_past` if it is not.
pub(in crate::ops) fn must_be_ahead(appointment: &Appointment, env: &Env) -> Result<()> {
    if env.actor().role == Role::Client && appointment.starts_at <= env.now() {
        let detail = "The appointment has begun, or is over; ask the front desk.";
        return Err(Error::conflict("in_the_past", detail));
    }
    Ok(())
}

/// Asks for the settings by which clients change their appointments, if a client asks.
pub(in crate::ops) fn change_settings(env: &Env) -> Option<Peek<Organization>> {
    let organization = Id::from_uuid(env.tenant().0);
    (env.actor().role == Role::Client).then(|| peek(organization))
}

/// Checks that an appointment is still far enough ahead to be moved or cancelled, if a client
/// wants it: who signed in keeps to the same notice as who has a token, which is that of its
/// service where it has one of its own.
///
/// # Errors
///
/// [`Error::Conflict`] `change_too_late` if it is not.
pub(in crate::ops) fn must_be_changeable(
    appointment: &Appointment,
    change: GuestChange,
    (organization, service): (Option<&Stored<Organization>>, Option<&Service>),
    env: &Env,
) -> Result<()> {
    let Some(organization) = organization else { return Ok(()) };
    let own = service.and_then(|service| service.policies.as_ref());
    let notice = organization.settings.public_booking.notice_for(change, own);
    if env.now().saturating_plus_minutes(notice.into()) > appointment.starts_at {
        let detail = "It is too near to its start to be changed online; ask the front desk.";
        return Err(Error::conflict("change_too_late", detail));
    }
    Ok(())
}

/// Checks that an appointment has not begun, nor ended.
///
/// # Errors
///
/// [`Error::Conflict`] `invalid_transition` if it has.
pub(in crate::ops) fn must_be_movable(appointment: &Appointment) -> Result<()> {
    match appointment.status {
        AppointmentStatus::CheckedIn => Ok(()),
        status if status.is_to_come() => Ok(()),
        status => {
            let detail = format!("An appointment that is {} can't be moved.", status.as_str());
            Err(Error::conflict("invalid_transition", detail))
        }
    }
}

/// Checks that an appointment is not one that was held for somebody who did not confirm it
/// in time: somebody else may have its time by now.
///
/// # Errors
///
/// [`Error::Conflict`] `hold_lapsed` if it is.
pub(in crate::ops) fn must_be_held(appointment: &Appointment, env: &Env) -> Result<()> {
    if appointment.has_lapsed(env.now()) {
        let detail = "The appointment was not confirmed in time; book it again.";
        return Err(Error::conflict("hold_lapsed", detail));
    }
    Ok(())
}
