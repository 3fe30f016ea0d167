//! The appointment of somebody who did not sign in, or the visit of several, confirmed by the token
//! that was mailed.

use std::{iter, slice};

use super::managed::{ManagedBooking, Own, own_appointments, shown};
use crate::{
    engine::{
        Batch, Conflicts, Env, Operation, Plan, View,
        reading::{require, require_all},
    },
    entity::Stored,
    error::Result,
    model::{Appointment, AppointmentStatus, EventKind, Guest, OnlineBooking, Permission},
    ops::scheduling::appointment_status::ChangeStatus,
    value::Id,
};

/// Confirms the appointment of a token that was sent to its email address, or the whole visit,
/// and notes that this address is the guest's. One that is confirmed already stays so.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmOnlineBooking;

impl Operation for ConfirmOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_confirm";
    const NEEDS: Permission = Permission::ConfirmOnlineBooking;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["hold_lapsed", "in_the_past", "invalid_transition"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let own = Own::read(env, view, None).await?;
        let appointment = &own.appointment;
        let booking = Id::<OnlineBooking>::from_uuid(appointment.id.uuid());
        let further = own_appointments(env)?.iter().skip(1).copied();
        let (booking, guest, further) = view
            .read((
                require(booking),
                require(appointment.guest_id),
                require_all(further.collect::<Vec<_>>()),
            ))
            .await?;
        let mut plan = if further.is_empty() {
            confirm(env, view, appointment).await?
        } else {
            Box::pin(confirm_all(env, view, appointment, &further)).await?
        };
        if booking.verifies(&guest) {
            let now = env.now();
            plan.changes.update(&guest, |guest| guest.email_verified_at = Some(now));
            plan = plan.emit(EventKind::GuestUpdated, guest.id);
        }
        Ok(plan.map(|appointment| shown(env, appointment, own.names)))
    }
}

/// Confirms an appointment, unless it is.
async fn confirm(
    env: &Env,
    view: &mut View<'_>,
    appointment: &Stored<Appointment>,
) -> Result<Plan<Stored<Appointment>>> {
    if appointment.status == AppointmentStatus::Confirmed {
        return Ok(Plan::new(appointment.clone(), env.changes()));
    }
    let (id, to) = (appointment.id, AppointmentStatus::Confirmed);
    ChangeStatus { id, to, reason: None, fee: None, expected: None }.plan(env, view).await
}

/// Confirms the parts of a visit that were not cancelled, and returns the first part as it is
/// then.
async fn confirm_all(
    env: &Env,
    view: &mut View<'_>,
    first: &Stored<Appointment>,
    further: &[Stored<Appointment>],
) -> Result<Plan<Stored<Appointment>>> {
    let parts = || iter::once(first).chain(further);
    let all_cancelled = parts().all(|part| part.status == AppointmentStatus::Cancelled);
    let is_left = |part: &&Stored<Appointment>| match part.status {
        AppointmentStatus::Confirmed => false,
        AppointmentStatus::Cancelled => all_cancelled,
        _ => true,
    };
    let confirm = |part: &Stored<Appointment>| {
        let (id, to) = (part.id, AppointmentStatus::Confirmed);
        ChangeStatus { id, to, reason: None, fee: None, expected: None }
    };
    let left: Vec<ChangeStatus> = parts().filter(is_left).map(confirm).collect();
    let mut shown = first.clone();
    let mut batch = Batch::new(env, view);
    batch.know(slice::from_ref(first));
    batch.know(further);
    batch.read_ahead(env.now(), &left).await?;
    for confirm in &left {
        let confirmed = batch.run_part(env.now(), confirm).await?;
        if confirmed.id == shown.id {
            shown = confirmed;
        }
    }
    Ok(batch.finish(shown))
}

impl OnlineBooking {
    /// Returns whether a mail that came back shows anything new of a guest: that the
    /// address which the guest has is theirs. It shows it of no other address that the
    /// guest was given meanwhile.
    fn verifies(&self, guest: &Guest) -> bool {
        guest.email.as_ref() == Some(&self.email)
            && guest.email_verified_at.is_none()
            && guest.must_be_current().is_ok()
    }
}
