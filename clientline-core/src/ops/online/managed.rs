//! The appointment of somebody who did not sign in, or the visit of several, as its token shows it.
//!
//! Of what the appointment refers to it shows what things are called, and no row.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    engine::{Env, Reach, View, reading::peek, shown_whole},
    entity::{Entity as _, Stored},
    error::{Error, Result},
    model::{Appointment, AppointmentStatus, Center, DepositPolicy, Permission, Provider, Service},
    ops::billing::deposit_invoices::policy_of,
    value::{Currency, Id, Money, Name, Notes, TimeZone, Timestamp},
};

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
    /// The start on the wall clock of its `time_zone`.
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
    /// Until when it is cancelled for nothing, on the wall clock of the center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_free_until: Option<String>,
    /// What is to be paid before it takes place; absent, if nothing, and where it is not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_due: Option<Money>,
    /// Notes of the guest: left out where a token asks that
    /// was not mailed.
    pub notes: Option<Notes>,
    /// The appointments of the visit, this one among them, the first one first; absent, if it is
    /// alone. Each is seen, moved and cancelled by itself where it is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Id<Appointment>>,
}

shown_whole!(ManagedBooking);

/// The names of what an appointment refers to.
#[derive(Default, Serialize, JsonSchema)]
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
            parts: Vec::new(),
        }
    }
}

/// Shows an appointment to the holder of its token. Notes may say by now what the desk knows of
/// the guest, whom a booking joins by their address: so they are for who has shown that
/// they read mail to it.
pub(super) fn shown(env: &Env, appointment: Stored<Appointment>, names: Names) -> ManagedBooking {
    let parts = own_appointments(env).map(parts_of).unwrap_or_default();
    let booking = ManagedBooking { parts, ..ManagedBooking::of(appointment, names) };
    match env.actor().must(Permission::ConfirmOnlineBooking) {
        Ok(()) => booking,
        Err(_) => ManagedBooking { notes: None, ..booking },
    }
}

/// Returns the appointments that whoever did not sign in has to do with: at least one, and the
/// first part of a visit first.
pub(super) fn own_appointments(env: &Env) -> Result<&[Id<Appointment>]> {
    match &env.actor().reach {
        Reach::Appointments(own) if !own.is_empty() => Ok(own),
        _ => Err(Error::NotFound { entity: "appointment" }),
    }
}

/// Returns the one that is named among them, or the first one.
///
/// # Errors
///
/// [`Error::Invalid`] `not_found` if the one that is named is another's.
pub(super) fn own_part(env: &Env, named: Option<Id<Appointment>>) -> Result<Id<Appointment>> {
    let own = own_appointments(env)?;
    let named = named.unwrap_or(own[0]);
    let is_own = own.contains(&named).then_some(named);
    is_own.ok_or_else(|| Error::missing_reference("/appointment_id", Appointment::NAME))
}

/// Returns the parts of a visit as they are shown: none, if an appointment is alone.
pub(super) fn parts_of(own: &[Id<Appointment>]) -> Vec<Id<Appointment>> {
    if own.len() > 1 { own.to_vec() } else { Vec::new() }
}

/// Returns the visit that is meant, if it has several parts and none of them is named.
pub(super) fn visit_meant(env: &Env, named: Option<Id<Appointment>>) -> Result<Option<Uuid>> {
    let own = own_appointments(env)?;
    Ok((named.is_none() && own.len() > 1).then(|| own[0].uuid()))
}

/// The appointment of a token, with what is shown and decided of it.
pub(super) struct Own {
    pub(super) appointment: Stored<Appointment>,
    pub(super) names: Names,
    pub(super) deposit: Option<DepositPolicy>,
}

impl Own {
    pub(super) async fn read(
        env: &Env,
        view: &mut View<'_>,
        named: Option<Id<Appointment>>,
    ) -> Result<Self> {
        let appointment = view.require(own_part(env, named)?).await?;
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

    /// Shows the first part of a visit once some of its parts were changed.
    pub(super) fn after(self, env: &Env, changed: Vec<Stored<Appointment>>) -> ManagedBooking {
        let first = changed.into_iter().find(|part| part.id == self.appointment.id);
        shown(env, first.unwrap_or(self.appointment), self.names)
    }
}
