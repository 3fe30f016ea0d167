//! Moving an appointment, on the terms that were agreed or on those of now.
//!
//! One commit writes the appointment, the time it takes, its history, and what its sale and
//! the line of a draft say of it.

use std::slice;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    added_later::{AddedFromNow, price_with},
    agreement::{KeptSeat, Moved, Terms, prior},
    appointment_checks::{
        NOT_CHANGEABLE, change_settings, must_be_ahead, must_be_changeable, must_be_held,
        must_be_movable,
    },
    appointment_rows::{further_links, history, occupancies, unlink},
    availability::{BookingTarget, CountedBookings, ServiceResources},
    booking::rules,
    freed_time::free,
    placement::{NOT_BOOKABLE, NOT_PLACED, Placed, Placement},
};
use crate::{
    engine::{
        Actor, ConflictGroup, Conflicts, Env, Operation, Plan, SetAside, View,
        reading::require_version,
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        AddOns, Appointment, AppointmentChange, AppointmentSource, AppointmentStatus, EventKind,
        GuestChange, Permission, Provider, Role, Room, Service,
    },
    ops::billing::{
        appointment_sale::{NOT_SETTLED, NewAgreement, SaidOfAddOns, SaleTerms},
        moved_sales::{MovedSale, follow_moves},
        sales::sale_of,
    },
    row::{ChangeSet, Version},
    slots::BookingRules,
    storage::Key,
    value::{Code, DurationMinutes, FewIds, Id, Money, Notes, Timestamp, UnitPrice},
};

/// The conflicts of an appointment that can't be moved, wherever to.
pub(in crate::ops) const NOT_MOVED: ConflictGroup = &["hold_lapsed", "invalid_transition"];

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
    /// In which rooms beside the first; as before, or in any that fits, of a kind of which none is
    /// named.
    #[serde(default)]
    pub further_room_ids: FewIds<Room>,
    /// Who shall perform it beside the first provider; as before, or whoever is free, if
    /// absent.
    #[serde(default)]
    pub further_provider_ids: FewIds<Provider>,
    /// How long the guest shall be served; as agreed, if absent. Not for clients.
    #[serde(default)]
    pub duration_minutes: Option<DurationMinutes>,
    /// With what: another service is a new agreement. As before, if absent. Not for clients.
    #[serde(default)]
    pub service_id: Option<Id<Service>>,
    /// The codes of what is added to the service from now on: at most five, or none at all. What it
    /// has stays as it was agreed; as before, if absent. Not for clients.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Option<Vec<Code>>,
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
            further_room_ids: FewIds::EMPTY,
            further_provider_ids: FewIds::EMPTY,
            duration_minutes: None,
            service_id: None,
            add_ons: None,
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
            ("/add_ons", self.add_ons.is_some()),
            ("/terms", self.terms != Terms::Agreed),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((pointer, _)) if actor.role == Role::Client => Err(Error::withheld(pointer)),
            _ => Ok(()),
        }
    }

    /// Checks that the appointment has not ended, nor begun if it shall begin at another time.
    fn must_be_possible(&self, appointment: &Appointment) -> Result<()> {
        let is_under_way = appointment.status == AppointmentStatus::InProgress;
        if is_under_way && self.starts_at == appointment.starts_at {
            return Ok(());
        }
        must_be_movable(appointment)
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

impl RescheduleAppointment {
    /// Moves an appointment, as it is now, to another start, and leaves all else as it is.
    #[must_use]
    pub const fn new(id: Id<Appointment>, starts_at: Timestamp) -> Self {
        Self { id, to: Reschedule::to(starts_at), expected: None }
    }
}

impl Operation for RescheduleAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_reschedule";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_BOOKABLE, NOT_CHANGEABLE, NOT_MOVED, NOT_PLACED, NOT_SETTLED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.reschedule(env, view, (BookingRules::Listed, KeptSeat::Own)).await
    }
}

impl RescheduleAppointment {
    /// Moves the appointment: where guests have to keep to what is listed, by these rules; and with
    /// this seat, if it is of a class.
    pub(super) async fn reschedule(
        &self,
        env: &Env,
        view: &mut View<'_>,
        (listed, seat): (BookingRules, KeptSeat),
    ) -> Result<Plan<Stored<Appointment>>> {
        let Self { id, to, expected } = self;
        to.check_fields(env.actor())?;
        let appointment = require_version(*id, *expected);
        let (before, settings) = view.read((appointment, change_settings(env))).await?;
        must_be_ahead(&before, env)?;
        must_be_held(&before, env)?;
        to.must_be_possible(&before)?;
        let terms = to.terms_for(&before);
        let provider_id = to.provider_id.unwrap_or(before.provider_id);
        let day = |at| before.time_zone.local(at).date();
        let follows = terms == Terms::Current
            || to.add_ons.is_some()
            || provider_id != before.provider_id
            || day(to.starts_at) != day(before.starts_at);
        let target = BookingTarget {
            center: before.center_id,
            service: to.service_id.unwrap_or(before.service_id),
            provider: Some(provider_id),
            room: to.room_id,
            moved: Some(Moved { seat, ..Moved::of(&before, terms, to.duration_minutes)? }),
        };
        let sale = follows.then(|| sale_of(*id));
        let rows = (sale, occupancies(&before), further_links(&before));
        let read = Box::pin(ServiceResources::read(view, &target, rows));
        let (mut resources, (sale, taken, links)) = read.await?;
        // A guest keeps the service.
        let notice = (settings.flatten(), &resources.service);
        must_be_changeable(&before, GuestChange::Move, (notice.0.as_ref(), Some(notice.1)), env)?;
        resources.keep_to_further(to.further_room_ids)?;
        if let Some(codes) = &to.add_ons {
            resources.add_instead(Some(&before), codes)?;
        }
        // However it was booked: the desk keeps to no guest's notice.
        let source = match env.actor().role {
            Role::Client => AppointmentSource::Online,
            Role::Admin | Role::Manager | Role::Staff => AppointmentSource::Desk,
        };
        let rules = match rules(env, source, to.override_rules)? {
            BookingRules::Listed => listed,
            rules => rules,
        };
        if rules.bind_guests() {
            let counted = CountedBookings::of(env, before.guest_id);
            // Guests move few, and this is large.
            Box::pin(counted.limit(env, view, slice::from_mut(&mut resources))).await?;
        }
        let request = Placement {
            provider_id: Some(provider_id),
            room_id: to.room_id,
            further_provider_ids: to.further_provider_ids,
            starts_at: to.starts_at,
            rules: rules_at(rules, &before, to.starts_at),
        };
        // Large, beside all else that is kept here.
        let placed = Box::pin(request.place(env, view, resources)).await?;
        let Placed { availability, candidate, .. } = &placed;
        let sale = sale.flatten();
        let added = to.add_ons.as_ref().map(|_| availability.resources.add_ons.as_deref());
        let price = match (terms, added) {
            (Terms::Agreed, None) => None,
            (Terms::Agreed, Some(added)) => Some(price_with(&before, sale.as_deref(), added)?),
            (Terms::Current, _) => Some(availability.price(candidate)?),
        };
        let mut changes = env.changes();
        for taken in &taken {
            changes.delete(taken);
        }
        unlink(&links, &mut changes);
        let departure = Departure {
            before: &before,
            starts_at: to.starts_at,
            reason: to.reason.as_ref(),
            agreed: price.map(|price| (price.total, sale.as_ref().map(|sale| sale.unit_price))),
            added: added.map_or(AddedFromNow::AsBefore, AddedFromNow::Instead),
        };
        let after = departure.write(env, &placed, &mut changes)?;
        let performed_on = after.time_zone.local(after.starts_at).date();
        let plan = Plan::new(after, changes).emit(EventKind::AppointmentRescheduled, *id);
        let mut plan = plan.setting_aside(SetAside::by(to.override_rules, false));
        if let Some(sale) = sale {
            let service = availability.resources.service.clone();
            let said = added.map(|added| SaidOfAddOns {
                before: before.add_ons.as_deref().and_then(AddOns::names),
                after: added.and_then(AddOns::names),
            });
            let agreed = price.map(|price| NewAgreement { service, unit_price: price.unit, said });
            let terms = SaleTerms { provider_id, performed_on, agreed };
            // Large, and seldom.
            plan = plan.follow(Box::pin(terms.apply(env, view, &sale)).await?);
        }
        Ok(plan)
    }
}

/// Returns the rules for a start of an appointment: what has begun goes on from when it began.
pub(super) fn rules_at(
    rules: BookingRules,
    appointment: &Appointment,
    starts_at: Timestamp,
) -> BookingRules {
    match rules {
        BookingRules::OffGrid if starts_at == appointment.starts_at => BookingRules::Begun,
        rules => rules,
    }
}

/// Returns the plan by which several appointments were moved, and their sales follow.
pub(super) async fn moved_plan(
    env: &Env,
    view: &mut View<'_>,
    (moved, sales): (Vec<Stored<Appointment>>, Vec<MovedSale>),
    changes: ChangeSet,
) -> Result<Plan<Vec<Stored<Appointment>>>> {
    let ids: Vec<Id<Appointment>> = moved.iter().map(|one| one.id).collect();
    let mut plan = Plan::new(moved, changes);
    for id in ids {
        plan = plan.emit(EventKind::AppointmentRescheduled, id);
    }
    if sales.is_empty() {
        return Ok(plan);
    }
    // Large, and seldom.
    Ok(plan.follow(Box::pin(follow_moves(env, view, &sales)).await?))
}

/// An appointment that leaves its time for another one.
pub(super) struct Departure<'d> {
    pub(super) before: &'d Stored<Appointment>,
    /// When it starts from now on.
    pub(super) starts_at: Timestamp,
    pub(super) reason: Option<&'d Notes>,
    /// The price of a new agreement, and the unit price of the sale that it replaces.
    pub(super) agreed: Option<(Money, Option<UnitPrice>)>,
    /// What is added to its service.
    pub(super) added: AddedFromNow<'d>,
}

impl Departure<'_> {
    /// Writes the appointment where a place was found for it, the time that it takes there and a
    /// step of its history, and notes that its time is free. What it took is for the caller to
    /// delete.
    pub(super) fn write(
        &self,
        env: &Env,
        placed: &Placed,
        changes: &mut ChangeSet,
    ) -> Result<Stored<Appointment>> {
        let Self { before, starts_at, reason, agreed, added } = *self;
        free(env, Some(&placed.availability.resources.center), before, None, changes);
        let after = changes.update(before, |appointment| {
            appointment.steps = appointment.steps.saturating_add(1);
            placed.say(appointment, starts_at);
            added.say(appointment);
            if let Some((price, _)) = agreed {
                appointment.price = price;
                appointment.currency = price.currency();
            }
        });
        placed.take(env, &after, changes)?;
        let replaced = agreed.and_then(|(_, replaced)| replaced);
        let step = history(env, &after, before.status, reason.cloned());
        let add_ons_before = added.before(before);
        let moved_from = Some(prior(before, replaced));
        changes.insert(AppointmentChange { moved_from, add_ons_before, ..step });
        Ok(after)
    }
}
