//! The appointment of somebody who did not sign in, or the visit of several: seen, moved and
//! cancelled by its token.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::managed::{ManagedBooking, Own, own_appointments, shown, visit_meant};
use crate::{
    engine::{ConflictGroup, Conflicts, Env, Operation, Plan, View, reading::require_all},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Permission},
    ops::{
        billing::{appointment_deposit::AppointmentDeposit, fees::AppointmentFees, sales::sale_of},
        scheduling::{
            appointment_checks::NOT_CHANGEABLE,
            appointment_status::{ChangeStatus, NOT_STEPPED},
            availability::local_text,
            cancel_together::CancelTogether,
            placement::NOT_PLACED,
            reschedule::{NOT_MOVED, Reschedule, RescheduleAppointment},
            visits::MoveVisit,
        },
    },
    value::{Id, Notes, Timestamp},
};

/// How many steps the history of an appointment may have so that its token still moves it:
/// each is kept for good.
const STEPS_MAX: i32 = 20;

/// The conflict of an appointment that is the front desk's to move from now on.
pub(super) const NOT_FRESH: ConflictGroup = &["changed_too_often"];

/// Checks that appointments were not moved as often as a token moves them.
pub(super) fn must_be_fresh<'a>(
    appointments: impl IntoIterator<Item = &'a Stored<Appointment>>,
) -> Result<()> {
    if appointments.into_iter().any(|one| one.steps >= STEPS_MAX) {
        let detail = "The appointment was changed too often; ask the front desk.";
        return Err(Error::conflict("changed_too_often", detail));
    }
    Ok(())
}

/// Shows the appointment of a token: of a visit the first part, or the one that is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GetOnlineBooking {
    /// Which part of the visit, if the token opens one.
    pub appointment_id: Option<Id<Appointment>>,
}

impl Operation for GetOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_get";
    const NEEDS: Permission = Permission::ManageOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let Own { appointment, names, deposit } = Own::read(env, view, self.appointment_id).await?;
        let mut booking = shown(env, appointment.clone(), names);
        if appointment.status.is_to_come() && appointment.status != AppointmentStatus::Pending {
            let sale = view.read(sale_of(appointment.id)).await?;
            let fees = AppointmentFees::of(view, &appointment, sale.as_deref()).await?;
            let sale = sale.as_deref();
            let deposit = AppointmentDeposit::of(view, &appointment, sale, deposit).await?;
            booking.deposit_due = Some(deposit.due).filter(|due| due.minor() > 0);
            booking.cancellation_fee = fees.of_cancelling(env.now());
            booking.free_until = fees.free_until;
            booking.local_free_until =
                fees.free_until.map(|until| local_text(&appointment.time_zone, until));
        }
        Ok(Plan::read(env, booking))
    }
}

/// Where the appointment of a token is moved to: by whom it is performed stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStart {
    /// When the service shall start: one of the starts that are listed.
    pub starts_at: Timestamp,
    /// Which part of the visit, if the token opens one: all that is to come of it, if absent,
    /// as the parts lie now.
    #[serde(default)]
    pub appointment_id: Option<Id<Appointment>>,
}

/// Moves the appointment of a token, or the whole visit.
#[derive(Clone, Debug)]
pub struct MoveOnlineBooking(pub NewStart);

impl Operation for MoveOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_move";
    const NEEDS: Permission = Permission::ManageOnlineBooking;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CHANGEABLE, NOT_MOVED, NOT_PLACED, NOT_FRESH]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let NewStart { starts_at, appointment_id } = self.0;
        let own = Own::read(env, view, appointment_id).await?;
        let visit = visit_meant(env, appointment_id)?;
        let further = match visit {
            Some(_) => view.read(require_all(own_appointments(env)?.iter().copied())).await?,
            None => Vec::new(),
        };
        must_be_fresh([&own.appointment].into_iter().chain(&further))?;
        // Large, beside all else that is kept here.
        if let Some(visit_id) = visit {
            let request = MoveVisit { visit_id, starts_at, reason: None, override_rules: false };
            let plan = Box::pin(request.plan(env, view)).await?;
            return Ok(plan.map(|parts| own.after(env, parts)));
        }
        let to = Reschedule::to(starts_at);
        let request = RescheduleAppointment { id: own.appointment.id, to, expected: None };
        let plan = Box::pin(request.plan(env, view)).await?;
        Ok(plan.map(|appointment| shown(env, appointment, own.names)))
    }
}

/// Why the appointment of a token is cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cancellation {
    /// Why.
    pub reason: Option<Notes>,
    /// Which part of the visit, if the token opens one: all that is to come of it, if absent.
    pub appointment_id: Option<Id<Appointment>>,
}

/// Cancels the appointment of a token, or the whole visit.
#[derive(Clone, Debug)]
pub struct CancelOnlineBooking(pub Cancellation);

impl Operation for CancelOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_cancel";
    const NEEDS: Permission = Permission::ManageOnlineBooking;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_CHANGEABLE, NOT_STEPPED, &["nothing_to_cancel"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let Cancellation { reason, appointment_id } = self.0.clone();
        let own = Own::read(env, view, appointment_id).await?;
        // Large, beside all else that is kept here.
        if let Some(visit_id) = visit_meant(env, appointment_id)? {
            let visit_id = Some(visit_id);
            let request = CancelTogether { visit_id, reason, ..CancelTogether::default() };
            let plan = Box::pin(request.plan(env, view)).await?;
            return Ok(plan.map(|parts| own.after(env, parts)));
        }
        let id = own.appointment.id;
        let request = ChangeStatus {
            id,
            to: AppointmentStatus::Cancelled,
            reason,
            fee: None,
            expected: None,
        };
        let plan = Box::pin(request.plan(env, view)).await?;
        Ok(plan.map(|appointment| shown(env, appointment, own.names)))
    }
}
