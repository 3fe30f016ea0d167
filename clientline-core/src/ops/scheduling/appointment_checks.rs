//! Whether an appointment may still be changed, and by whom.

use crate::{
    engine::Env,
    error::{Error, Result},
    model::{Appointment, Role},
};

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
