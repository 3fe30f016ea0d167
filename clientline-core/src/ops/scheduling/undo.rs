//! Taking the last step of an appointment back, on the day on which it was taken: the tap on
//! the wrong status, the drag to the wrong time.
//!
//! What the step freed or moved is taken again by the predicate by which everything is taken,
//! so that an appointment comes back only while its time is free. Hours count no more than
//! they did: it was agreed to be then. The history keeps both steps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    agreement::{Moved, Terms},
    appointment_checks::must_be_held,
    appointment_rows::{further_links, history, last_step, occupancies, unlink},
    availability::{BookingTarget, ServiceResources},
    booking::Price,
    placement::{NOT_PLACED, Placed, Placement},
};
use crate::{
    billing::gross,
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{Reading, require, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        AddOns, Appointment, AppointmentChange, AppointmentStatus, EventKind, Permission,
        PriorAgreement, Sale,
    },
    ops::{
        billing::{
            appointment_sale::{NOT_SETTLED, NewAgreement, SaidOfAddOns, SaleTerms},
            sales::sale_of,
            withdrawal::reopen,
        },
        people::guest_erase::NOT_CURRENT,
    },
    row::{ChangeSet, Version},
    slots::BookingRules,
    storage::Key,
    value::{Currency, FewIds, Id, Notes, Quantity, Timestamp},
};

/// Why a step is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Undoing {
    /// Why.
    pub reason: Option<Notes>,
}

/// Takes the last step of an appointment back: its status, or its move.
///
/// It is refused with `nothing_to_undo` if the last step is the booking, a step that was
/// taken back before, or what became of an appointment that was only held; with
/// `undo_too_late` on another local day than the step's; and as a booking is if the time that
/// it had is taken. The sale of what was cancelled is open again, on no invoice; a line that
/// was taken off a draft is billed anew. An offer that was given up with another service is
/// not given again.
#[derive(Clone, Debug)]
pub struct UndoLastStep {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// Why.
    pub undoing: Undoing,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

/// What was before a step.
#[derive(Clone, Debug)]
struct Before {
    status: AppointmentStatus,
    /// What was agreed, if the step changed that.
    agreement: Option<PriorAgreement>,
    /// What was added to the service, if the step changed that.
    add_ons: Option<Box<AddOns>>,
}

impl Before {
    /// Returns what was before the last step of an appointment.
    fn of(step: Option<&AppointmentChange>) -> Result<Self> {
        let known = step.and_then(|step| {
            let (status, agreement) = (step.from_status?, step.moved_from);
            let is_move = agreement.is_some() && status == step.to_status;
            let is_step = status != AppointmentStatus::Pending && status.may_become(step.to_status);
            let add_ons = step.add_ons_before.clone();
            (is_move || is_step).then_some(Self { status, agreement, add_ons })
        });
        known.ok_or_else(|| {
            let detail = "There is no step that can be taken back.";
            Error::conflict("nothing_to_undo", detail)
        })
    }

    /// Returns an appointment as it was.
    fn applied_to(&self, appointment: &Appointment) -> Appointment {
        let mut was = Appointment { status: self.status, ..appointment.clone() };
        if let Some(prior) = self.agreement {
            was.service_id = prior.service_id;
            was.provider_id = prior.provider_id;
            was.room_id = prior.room_id;
            was.further_room_ids = prior.further_room_ids;
            was.further_provider_ids = prior.further_provider_ids;
            (was.starts_at, was.ends_at) = (prior.starts_at, prior.ends_at);
            was.buffer_before_minutes = prior.buffer_before_minutes;
            was.buffer_after_minutes = prior.buffer_after_minutes;
            was.segments = prior.segments;
        }
        if let Some(add_ons) = &self.add_ons {
            was.add_ons = Some(add_ons.clone()).filter(|all| !all.0.is_empty());
        }
        was
    }

    /// Returns the price that was agreed, with that of one, if the step changed it.
    fn price(&self, currency: Currency) -> Result<Option<Price>> {
        let Some(unit) = self.agreement.and_then(|prior| prior.unit_price) else {
            return Ok(None);
        };
        let total = gross(Quantity::default(), unit, currency).map_err(|error| {
            Error::invalid("/service_id", "amount_too_large", error.to_string())
        })?;
        Ok(Some(Price { unit, total }))
    }
}

impl Operation for UndoLastStep {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_undo";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NOT_CURRENT,
        NOT_PLACED,
        NOT_SETTLED,
        &["hold_lapsed", "nothing_to_undo", "undo_too_late"],
    ]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let (appointment, step, sale) = view
            .read((require_version(self.id, self.expected), last_step(self.id), sale_of(self.id)))
            .await?;
        let before = Before::of(step.as_deref())?;
        must_be_of_today(&appointment, step.as_ref().map(Stored::created_at), env)?;
        let is_attended = matches!(
            appointment.status,
            AppointmentStatus::CheckedIn
                | AppointmentStatus::InProgress
                | AppointmentStatus::Completed
                | AppointmentStatus::NoShow
        );
        if is_attended {
            env.actor().must_attend(appointment.provider_id)?;
        }
        if appointment.status.is_over() {
            view.read(require(appointment.guest_id)).await?.must_be_current()?;
        } else {
            must_be_held(&appointment, env)?;
        }
        if before.agreement.is_none() && appointment.status.occupies() {
            let mut changes = env.changes();
            let after = changes.update(&appointment, |after| {
                after.steps = after.steps.saturating_add(1);
                after.status = before.status;
            });
            return Ok(self.finish(env, &appointment, after, changes));
        }
        let undone = Undone { appointment, sale };
        // Large, beside what only a status needs.
        Box::pin(self.take_again(env, view, undone, before)).await
    }
}

/// An appointment of which a step is taken back, with what it is charged by.
struct Undone {
    appointment: Stored<Appointment>,
    sale: Option<Stored<Sale>>,
}

impl UndoLastStep {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Appointment>, undoing: Undoing) -> Self {
        Self { id, undoing, expected: None }
    }

    /// Gives the appointment the time that it had, with all that was agreed.
    async fn take_again(
        &self,
        env: &Env,
        view: &mut View<'_>,
        undone: Undone,
        before: Before,
    ) -> Result<Plan<Stored<Appointment>>> {
        let Undone { appointment, sale } = undone;
        let was = before.applied_to(&appointment);
        let rows = (occupancies(&appointment), further_links(&appointment));
        let (placed, (taken, links)) = self.place(env, view, &was, rows).await?;
        let price = before.price(appointment.currency)?;
        let mut changes = env.changes();
        for taken in &taken {
            changes.delete(taken);
        }
        unlink(&links, &mut changes);
        let after = changes.update(&appointment, |after| {
            after.steps = after.steps.saturating_add(1);
            after.status = before.status;
            after.cancelled_reason = None;
            after.add_ons.clone_from(&was.add_ons);
            placed.say(after, was.starts_at);
            if let Some(price) = price {
                after.price = price.total;
            }
        });
        placed.take(env, &after, &mut changes)?;
        let service = placed.availability.resources.service.clone();
        let said = before.add_ons.is_some().then(|| SaidOfAddOns {
            before: appointment.add_ons.as_deref().and_then(AddOns::names),
            after: was.add_ons.as_deref().and_then(AddOns::names),
        });
        let agreed = price.map(|price| NewAgreement { service, unit_price: price.unit, said });
        let day = |of: &Appointment| of.time_zone.local(of.starts_at).date();
        let performed_on = day(&after);
        let terms = SaleTerms { provider_id: after.provider_id, performed_on, agreed };
        let is_another = price.is_some()
            || after.provider_id != appointment.provider_id
            || performed_on != day(&appointment);
        let plan = self.finish(env, &appointment, after, changes);
        Ok(match sale {
            Some(sale) if !appointment.status.occupies() => {
                plan.follow(reopen(env, view, &sale).await?)
            }
            Some(sale) if is_another => plan.follow(terms.apply(env, view, &sale).await?),
            _ => plan,
        })
    }

    /// Finds the place that the appointment had: its provider, and its room and those beside the
    /// provider as far as they are free.
    /// Reads something else together with it.
    async fn place<R: Reading>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        was: &Appointment,
        other: R,
    ) -> Result<(Placed, R::Found)> {
        let target = BookingTarget {
            center: was.center_id,
            service: was.service_id,
            provider: Some(was.provider_id),
            room: None,
            moved: Some(Moved::of(was, Terms::Agreed, None)?),
        };
        let (resources, found) = ServiceResources::read(view, &target, other).await?;
        let request = Placement {
            provider_id: Some(was.provider_id),
            room_id: None,
            further_provider_ids: FewIds::default(),
            starts_at: was.starts_at,
            rules: BookingRules::Override,
        };
        Ok((request.place(env, view, resources).await?, found))
    }

    /// Adds the step to the history, and tells of it.
    fn finish(
        &self,
        env: &Env,
        before: &Appointment,
        after: Stored<Appointment>,
        mut changes: ChangeSet,
    ) -> Plan<Stored<Appointment>> {
        changes.insert(history(env, &after, before.status, self.undoing.reason.clone()));
        Plan::new(after, changes).emit(EventKind::AppointmentUndone, self.id)
    }
}

/// Checks that a step was taken on the present day, by the clock of the appointment.
fn must_be_of_today(
    appointment: &Appointment,
    taken_at: Option<Timestamp>,
    env: &Env,
) -> Result<()> {
    let date = |at| appointment.time_zone.local(at).date();
    if taken_at.map(date) == Some(date(env.now())) {
        return Ok(());
    }
    let detail = "The step was not taken today; change the appointment anew.";
    Err(Error::conflict("undo_too_late", detail))
}
