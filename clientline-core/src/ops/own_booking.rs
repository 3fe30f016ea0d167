//! The visit of somebody who did not sign in: seen, moved, cancelled and confirmed by
//! its token.
//!
//! Of what the visit refers to it shows what things are called, and no row.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_status::{ChangeStatus, must_be_ahead},
    booking::{Reschedule, RescheduleAppointment},
};
use crate::{
    engine::{
        Env, Operation, Plan, Reach, View,
        reading::{peek, require},
        shown_whole,
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Center, Guest, OnlineBooking, Organization, Permission,
        Provider, PublicBooking, Service,
    },
    value::{Currency, Id, Money, Name, Notes, TimeZone, Timestamp},
};

/// How many steps the history of a visit may have so that its token still moves it:
/// each is kept for good.
const STEPS_MAX: i32 = 20;

/// A visit, as whoever booked it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnBooking {
    /// The visit's identifier.
    pub id: Id<Appointment>,
    /// How far it has come.
    pub status: AppointmentStatus,
    /// Until when it is held, while it is pending.
    pub held_until: Option<Timestamp>,
    /// Where.
    pub center_id: Id<Center>,
    /// What the center is called.
    pub center: Option<Name>,
    /// With what.
    pub service_id: Id<Service>,
    /// What the service is called.
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
    /// What was said when booking, or written since: left out where a token asks that
    /// was not mailed.
    pub notes: Option<Notes>,
}

shown_whole!(OwnBooking);

/// What things are called that a visit has to do with.
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

impl OwnBooking {
    pub(super) fn of(visit: Stored<Appointment>, names: Names) -> Self {
        let visit = visit.into_inner();
        Self {
            id: visit.id,
            status: visit.status,
            held_until: visit.held_until,
            center_id: visit.center_id,
            center: names.center,
            service_id: visit.service_id,
            service: names.service,
            provider: names.provider,
            starts_at: visit.starts_at,
            ends_at: visit.ends_at,
            time_zone: visit.time_zone,
            local_start: visit.local_start,
            price: visit.price,
            currency: visit.currency,
            notes: visit.notes,
        }
    }
}

/// Shows a visit to the holder of its token. Notes may say by now what the desk knows of
/// the guest, whom a booking joins by their address: so they are for who has shown that
/// they read mail to it.
fn shown(env: &Env, visit: Stored<Appointment>, names: Names) -> OwnBooking {
    let booking = OwnBooking::of(visit, names);
    match env.actor().must(Permission::ConfirmOwnBooking) {
        Ok(()) => booking,
        Err(_) => OwnBooking { notes: None, ..booking },
    }
}

/// Returns the visit that whoever did not sign in has to do with.
pub(super) fn own_visit(env: &Env) -> Result<Id<Appointment>> {
    match env.actor().reach {
        Reach::Visit(visit) => Ok(visit),
        _ => Err(Error::NotFound { entity: "appointment" }),
    }
}

/// The visit of a token, with what is shown and decided of it.
struct Own {
    visit: Stored<Appointment>,
    names: Names,
    settings: PublicBooking,
}

impl Own {
    async fn read(env: &Env, view: &mut View<'_>) -> Result<Self> {
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let (visit, organization) =
            view.read((require(own_visit(env)?), require(organization))).await?;
        let settings = organization.settings.public_booking;
        let (center, service, provider) = view
            .read((peek(visit.center_id), peek(visit.service_id), peek(visit.provider_id)))
            .await?;
        let names = Names::of(center.as_deref(), service.as_deref(), provider.as_deref());
        Ok(Self { visit, names, settings })
    }

    /// Checks that the visit is still far enough ahead.
    fn must_be_changeable(&self, env: &Env) -> Result<()> {
        must_be_ahead(&self.visit, env)?;
        let notice = self.settings.change_notice_minutes.into();
        if env.now().saturating_plus_minutes(notice) > self.visit.starts_at {
            let detail = "It is too near to its start to be changed online; ask the front desk.";
            return Err(Error::conflict("change_too_late", detail));
        }
        Ok(())
    }
}

/// Shows the visit of a token.
#[derive(Clone, Copy, Debug)]
pub struct GetOwnBooking;

impl Operation for GetOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "online_booking_get";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let Own { visit, names, .. } = Own::read(env, view).await?;
        Ok(Plan::read(env, shown(env, visit, names)))
    }
}

/// Where the visit of a token is moved to: by whom it is performed stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStart {
    /// When the service shall start: one of the starts that are listed.
    pub starts_at: Timestamp,
}

/// Moves the visit of a token.
#[derive(Clone, Debug)]
pub struct MoveOwnBooking(pub NewStart);

impl Operation for MoveOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "online_booking_move";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let own = Own::read(env, view).await?;
        own.must_be_changeable(env)?;
        if own.visit.steps >= STEPS_MAX {
            let detail = "The visit was changed too often; ask the front desk.";
            return Err(Error::conflict("changed_too_often", detail));
        }
        let to = Reschedule {
            starts_at: self.0.starts_at,
            provider_id: None,
            room_id: None,
            reason: None,
            override_rules: false,
        };
        let request = RescheduleAppointment { id: own.visit.id, to, expected: None };
        let plan = request.plan(env, view).await?;
        Ok(plan.map(|visit| shown(env, visit, own.names)))
    }
}

/// Why the visit of a token is cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cancellation {
    /// Why.
    pub reason: Option<Notes>,
}

/// Cancels the visit of a token.
#[derive(Clone, Debug)]
pub struct CancelOwnBooking(pub Cancellation);

impl Operation for CancelOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "online_booking_cancel";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let own = Own::read(env, view).await?;
        own.must_be_changeable(env)?;
        let (id, reason) = (own.visit.id, self.0.reason.clone());
        let request = ChangeStatus { id, to: AppointmentStatus::Cancelled, reason, expected: None };
        let plan = request.plan(env, view).await?;
        Ok(plan.map(|visit| shown(env, visit, own.names)))
    }
}

/// Confirms the visit of a token that was sent to its email address, and notes that this
/// address is the guest's. One that is confirmed already stays so.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmOwnBooking;

impl Operation for ConfirmOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "online_booking_confirm";
    const NEEDS: Permission = Permission::ConfirmOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let Own { visit, names, .. } = Own::read(env, view).await?;
        let booking = Id::<OnlineBooking>::from_uuid(visit.id.uuid());
        let (booking, guest) = view.read((require(booking), require(visit.guest_id))).await?;
        let mut plan = if visit.status == AppointmentStatus::Confirmed {
            Plan::new(visit, env.changes())
        } else {
            let (id, to) = (visit.id, AppointmentStatus::Confirmed);
            ChangeStatus { id, to, reason: None, expected: None }.plan(env, view).await?
        };
        if booking.verifies(&guest) {
            let now = env.now();
            plan.changes.update(&guest, |guest| guest.email_verified_at = Some(now));
            plan = plan.tell("updated", guest.id);
        }
        Ok(plan.map(|visit| OwnBooking::of(visit, names)))
    }
}

impl OnlineBooking {
    /// Tells whether a mail that came back shows anything new of a guest: that the
    /// address which the guest has is theirs. It shows it of no other address that the
    /// guest was given meanwhile.
    fn verifies(&self, guest: &Guest) -> bool {
        guest.email.as_ref() == Some(&self.email)
            && guest.email_verified_at.is_none()
            && guest.must_be_current().is_ok()
    }
}
