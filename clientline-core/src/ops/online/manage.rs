//! The appointment of somebody who did not sign in: seen, moved, cancelled and confirmed by
//! its token.
//!
//! Of what the appointment refers to it shows what things are called, and no row.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{
        Env, Operation, Plan, Reach, View,
        reading::{peek, require},
        shown_whole,
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Center, DepositPolicy, EventKind, Guest, OnlineBooking,
        Permission, Provider, Service,
    },
    ops::{
        billing::{
            appointment_deposit::AppointmentDeposit, deposit_invoices::policy_of,
            fees::AppointmentFees, sales::sale_of,
        },
        scheduling::{
            appointment_status::ChangeStatus,
            availability::local_text,
            reschedule::{Reschedule, RescheduleAppointment},
        },
    },
    value::{Currency, Id, Money, Name, Notes, TimeZone, Timestamp},
};

/// How many steps the history of an appointment may have so that its token still moves it:
/// each is kept for good.
const STEPS_MAX: i32 = 20;

/// An appointment, as whoever booked it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ManagedBooking {
    /// The appointment's identifier.
    pub id: Id<Appointment>,
    /// How far it has come.
    pub status: AppointmentStatus,
    /// Until when it is held, while it is pending; or was, if it was not confirmed by then.
    pub held_until: Option<Timestamp>,
    /// Where.
    pub center_id: Id<Center>,
    /// The name of the center.
    pub center: Option<Name>,
    /// With what.
    pub service_id: Id<Service>,
    /// The name of the service.
    pub service: Option<Name>,
    /// The first name of who performs it.
    pub provider: Option<Name>,
    /// When the service starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The center's time zone.
    pub time_zone: TimeZone,
    /// The start on the wall clock of that zone.
    pub local_start: String,
    /// The price.
    pub price: Money,
    /// The currency of the price.
    pub currency: Currency,
    /// What cancelling it at this moment costs; absent, if nothing, and where it is not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation_fee: Option<Money>,
    /// Until when it is cancelled for nothing, where that is asked; it always is, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_until: Option<Timestamp>,
    /// The same on the wall clock of the center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_free_until: Option<String>,
    /// What is to be paid before it takes place; absent, if nothing, and where it is not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_due: Option<Money>,
    /// Notes of the guest: left out where a token asks that
    /// was not mailed.
    pub notes: Option<Notes>,
}

shown_whole!(ManagedBooking);

/// The names of what an appointment refers to.
#[derive(Default)]
pub(super) struct Names {
    center: Option<Name>,
    service: Option<Name>,
    provider: Option<Name>,
}

impl Names {
    pub(super) fn of(
        center: Option<&Center>,
        service: Option<&Service>,
        provider: Option<&Provider>,
    ) -> Self {
        let shown = |center: &Center| center.display_name.as_ref().unwrap_or(&center.name).clone();
        Self {
            center: center.map(shown),
            service: service.map(|service| service.name.clone()),
            provider: provider.map(|provider| provider.first_name.clone()),
        }
    }
}

impl ManagedBooking {
    pub(super) fn of(appointment: Stored<Appointment>, names: Names) -> Self {
        let appointment = appointment.into_inner();
        Self {
            id: appointment.id,
            status: appointment.status,
            held_until: appointment.held_until,
            center_id: appointment.center_id,
            center: names.center,
            service_id: appointment.service_id,
            service: names.service,
            provider: names.provider,
            starts_at: appointment.starts_at,
            ends_at: appointment.ends_at,
            time_zone: appointment.time_zone,
            local_start: appointment.local_start,
            price: appointment.price,
            currency: appointment.currency,
            cancellation_fee: None,
            free_until: None,
            local_free_until: None,
            deposit_due: None,
            notes: appointment.notes,
        }
    }
}

/// Shows an appointment to the holder of its token. Notes may say by now what the desk knows of
/// the guest, whom a booking joins by their address: so they are for who has shown that
/// they read mail to it.
fn shown(env: &Env, appointment: Stored<Appointment>, names: Names) -> ManagedBooking {
    let booking = ManagedBooking::of(appointment, names);
    match env.actor().must(Permission::ConfirmOnlineBooking) {
        Ok(()) => booking,
        Err(_) => ManagedBooking { notes: None, ..booking },
    }
}

/// Returns the appointment that whoever did not sign in has to do with.
pub(super) fn own_appointment(env: &Env) -> Result<Id<Appointment>> {
    match env.actor().reach {
        Reach::Appointment(appointment) => Ok(appointment),
        _ => Err(Error::NotFound { entity: "appointment" }),
    }
}

/// The appointment of a token, with what is shown and decided of it.
struct Own {
    appointment: Stored<Appointment>,
    names: Names,
    deposit: Option<DepositPolicy>,
}

impl Own {
    async fn read(env: &Env, view: &mut View<'_>) -> Result<Self> {
        let appointment = view.require(own_appointment(env)?).await?;
        let (center, service, provider) = view
            .read((
                peek(appointment.center_id),
                peek(appointment.service_id),
                peek(appointment.provider_id),
            ))
            .await?;
        let names = Names::of(center.as_deref(), service.as_deref(), provider.as_deref());
        let deposit = policy_of(service.as_deref(), center.as_deref());
        Ok(Self { appointment, names, deposit })
    }
}

/// Shows the appointment of a token.
#[derive(Clone, Copy, Debug)]
pub struct GetOnlineBooking;

impl Operation for GetOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_get";
    const NEEDS: Permission = Permission::ManageOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let Own { appointment, names, deposit } = Own::read(env, view).await?;
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
}

/// Moves the appointment of a token.
#[derive(Clone, Debug)]
pub struct MoveOnlineBooking(pub NewStart);

impl Operation for MoveOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_move";
    const NEEDS: Permission = Permission::ManageOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let own = Own::read(env, view).await?;
        if own.appointment.steps >= STEPS_MAX {
            let detail = "The appointment was changed too often; ask the front desk.";
            return Err(Error::conflict("changed_too_often", detail));
        }
        let to = Reschedule::to(self.0.starts_at);
        let request = RescheduleAppointment { id: own.appointment.id, to, expected: None };
        // Large, beside all else that is kept here.
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
}

/// Cancels the appointment of a token.
#[derive(Clone, Debug)]
pub struct CancelOnlineBooking(pub Cancellation);

impl Operation for CancelOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_cancel";
    const NEEDS: Permission = Permission::ManageOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let own = Own::read(env, view).await?;
        let (id, reason) = (own.appointment.id, self.0.reason.clone());
        let request = ChangeStatus {
            id,
            to: AppointmentStatus::Cancelled,
            reason,
            fee: None,
            expected: None,
        };
        // Large, beside all else that is kept here.
        let plan = Box::pin(request.plan(env, view)).await?;
        Ok(plan.map(|appointment| shown(env, appointment, own.names)))
    }
}

/// Confirms the appointment of a token that was sent to its email address, and notes that this
/// address is the guest's. One that is confirmed already stays so.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmOnlineBooking;

impl Operation for ConfirmOnlineBooking {
    type Answer = ManagedBooking;
    const NAME: &'static str = "online_booking_confirm";
    const NEEDS: Permission = Permission::ConfirmOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ManagedBooking>> {
        let Own { appointment, names, .. } = Own::read(env, view).await?;
        let booking = Id::<OnlineBooking>::from_uuid(appointment.id.uuid());
        let (booking, guest) = view.read((require(booking), require(appointment.guest_id))).await?;
        let mut plan = if appointment.status == AppointmentStatus::Confirmed {
            Plan::new(appointment, env.changes())
        } else {
            let (id, to) = (appointment.id, AppointmentStatus::Confirmed);
            ChangeStatus { id, to, reason: None, fee: None, expected: None }.plan(env, view).await?
        };
        if booking.verifies(&guest) {
            let now = env.now();
            plan.changes.update(&guest, |guest| guest.email_verified_at = Some(now));
            plan = plan.emit(EventKind::GuestUpdated, guest.id);
        }
        Ok(plan.map(|appointment| ManagedBooking::of(appointment, names)))
    }
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
