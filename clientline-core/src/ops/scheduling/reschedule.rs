//! Moving an appointment, on the terms that were agreed or on those of now.
//!
//! One commit writes the appointment, the time it takes, its history, and what its sale and
//! the line of a draft say of it.

use std::slice;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    agreement::{Moved, Terms, prior},
    appointment_checks::{change_settings, must_be_changeable, must_be_held},
    appointment_rows::{history, occupancies},
    availability::{BookingTarget, CountedBookings, ServiceResources},
    booking::rules,
    freed_time::free,
    placement::{Placed, Placement},
};
use crate::{
    engine::{Actor, Env, Operation, Plan, View, reading::require_version},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, AppointmentSource, AppointmentStatus, EventKind,
        Permission, Provider, Role, Room, Service,
    },
    ops::billing::{
        appointment_sale::{NewAgreement, SaleTerms},
        sales::sale_of,
    },
    row::Version,
    slots::BookingRules,
    storage::Key,
    value::{DurationMinutes, Id, Notes, Timestamp},
};

/// Moves an appointment to another time, and to another provider or room if wished. Its length,
/// buffers, segments and price stay as they were agreed, unless it is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reschedule {
    /// When the service shall start.
    pub starts_at: Timestamp,
    /// By whom it shall be performed; as before, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; as before if that is free, or in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// How long the guest shall be served; as agreed, if absent. Not for clients.
    #[serde(default)]
    pub duration_minutes: Option<DurationMinutes>,
    /// With what: another service is a new agreement. As before, if absent. Not for clients.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// On which terms; as agreed, if absent. Not for clients.
    #[serde(default)]
    pub terms: Terms,
    /// Why.
    #[serde(default)]
    pub reason: Option<Notes>,
    /// Move outside hours and notice (managers only).
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl Reschedule {
    /// Moves an appointment to another start, and leaves all else as it is.
    #[must_use]
    pub const fn to(starts_at: Timestamp) -> Self {
        Self {
            starts_at,
            provider_id: None,
            room_id: None,
            duration_minutes: None,
            service_id: None,
            terms: Terms::Agreed,
            reason: None,
            override_rules: false,
        }
    }

    /// Checks that clients leave alone what the desk agrees on with them.
    fn check_fields(&self, actor: &Actor) -> Result<()> {
        let given = [
            ("/duration_minutes", self.duration_minutes.is_some()),
            ("/service_id", self.service_id.is_some()),
            ("/terms", self.terms != Terms::Agreed),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((pointer, _)) if actor.role == Role::Client => Err(Error::withheld(pointer)),
            _ => Ok(()),
        }
    }

    /// Checks that the appointment has not ended, nor begun if it shall begin at another time.
    fn must_be_possible(&self, appointment: &Appointment) -> Result<()> {
        let is_possible = match appointment.status {
            AppointmentStatus::InProgress => self.starts_at == appointment.starts_at,
            AppointmentStatus::CheckedIn => true,
            status => status.is_to_come(),
        };
        if is_possible {
            return Ok(());
        }
        let status = appointment.status.as_str();
        let detail = format!("An appointment that is {status} can't be moved.");
        Err(Error::conflict("invalid_transition", detail))
    }

    /// Returns the terms on which an appointment is moved: another service has none that
    /// were agreed.
    fn terms_for(&self, appointment: &Appointment) -> Terms {
        let is_another = self.service_id.is_some_and(|service| service != appointment.service_id);
        if is_another { Terms::Current } else { self.terms }
    }
}

/// Moves the appointment with this identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RescheduleAppointment {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// Where to.
    pub to: Reschedule,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for RescheduleAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_reschedule";
    const NEEDS: Permission = Permission::BookAppointments;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self { id, to, expected } = self;
        to.check_fields(env.actor())?;
        let appointment = require_version(*id, *expected);
        let (before, settings) = view.read((appointment, change_settings(env))).await?;
        must_be_changeable(&before, settings.flatten().as_ref(), env)?;
        must_be_held(&before, env)?;
        to.must_be_possible(&before)?;
        let terms = to.terms_for(&before);
        let provider_id = to.provider_id.unwrap_or(before.provider_id);
        let day = |at| before.time_zone.local(at).date();
        let follows = terms == Terms::Current
            || provider_id != before.provider_id
            || day(to.starts_at) != day(before.starts_at);
        let target = BookingTarget {
            center: before.center_id,
            service: to.service_id.unwrap_or(before.service_id),
            provider: Some(provider_id),
            room: to.room_id,
            moved: Some(Moved::of(&before, terms, to.duration_minutes)?),
        };
        let sale = follows.then(|| sale_of(*id));
        let (mut resources, (sale, taken)) =
            ServiceResources::read(view, target, (sale, occupancies(&before))).await?;
        // However it was booked: the desk keeps to no guest's notice.
        let source = match env.actor().role {
            Role::Client => AppointmentSource::Online,
            Role::Admin | Role::Manager | Role::Staff => AppointmentSource::Desk,
        };
        let rules = rules(env, source, to.override_rules)?;
        if rules == BookingRules::Listed {
            let counted = CountedBookings::of(env, before.guest_id);
            counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        }
        let request = Placement {
            provider_id: Some(provider_id),
            room_id: to.room_id,
            starts_at: to.starts_at,
            rules: match rules {
                // What has begun goes on from when it began.
                BookingRules::OffGrid if to.starts_at == before.starts_at => BookingRules::Begun,
                rules => rules,
            },
        };
        let placed = request.place(env, view, resources).await?;
        let Placed { availability, candidate, .. } = &placed;
        let price = match terms {
            Terms::Agreed => None,
            Terms::Current => Some(availability.price(candidate)?),
        };
        let mut changes = env.changes();
        for taken in &taken {
            changes.delete(taken);
        }
        free(env, Some(&availability.resources.center), &before, None, &mut changes);
        let after = changes.update(&before, |appointment| {
            appointment.steps = appointment.steps.saturating_add(1);
            placed.say(appointment, to.starts_at);
            if let Some(price) = price {
                appointment.price = price.total;
                appointment.currency = price.total.currency();
            }
        });
        placed.take(env, &after, &mut changes)?;
        let sale = sale.flatten();
        let replaced = sale.as_ref().filter(|_| price.is_some()).map(|sale| sale.unit_price);
        let step = history(env, &after, before.status, to.reason.clone());
        changes.insert(AppointmentChange { moved_from: Some(prior(&before, replaced)), ..step });
        let performed_on = after.time_zone.local(after.starts_at).date();
        let mut plan = Plan::new(after, changes).emit(EventKind::AppointmentRescheduled, *id);
        if let Some(sale) = sale {
            let service = availability.resources.service.clone();
            let agreed = price.map(|price| NewAgreement { service, unit_price: price.unit });
            let terms = SaleTerms { provider_id, performed_on, agreed };
            plan = plan.follow(terms.apply(env, view, &sale).await?);
        }
        Ok(plan)
    }
}
