//! The statuses of an appointment: which may follow which, what each step frees, and
//! what the history keeps of it.

use super::{
    appointment_checks::{
        NOT_CHANGEABLE, change_settings, must_be_ahead, must_be_changeable, must_be_held,
    },
    appointment_rows::{history, occupancies},
    freed_time::free,
    offer_answers::{answered, entry_of},
};
use crate::{
    engine::{
        ConflictGroup, Conflicts, Env, Operation, Plan, View,
        reading::{peek, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, AppointmentStatus, EventKind, GuestChange, Occupancy,
        Permission,
    },
    ops::billing::{
        fees::{FeeChoice, Leaving},
        sales::sale_of,
        withdrawal::withdraw,
    },
    row::Version,
    storage::Key,
    value::{Id, Notes, Timestamp},
};

/// The conflicts of an appointment that does not take a step.
pub(in crate::ops) const NOT_STEPPED: ConflictGroup =
    &["hold_lapsed", "invalid_transition", "invoice_full"];

/// Takes an appointment to another status.
#[derive(Clone, Debug)]
pub struct ChangeStatus {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// The new status.
    pub to: AppointmentStatus,
    /// Why.
    pub reason: Option<Notes>,
    /// Whether the fee for it is charged, if there is one: the desk says it of a guest who cancels
    /// late, or does not come. If absent, one is charged to a guest who cancels and to one who
    /// does not come, and none where the desk cancels.
    pub fee: Option<FeeChoice>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ChangeStatus {
    /// Takes an appointment to another status, as it is now, without a reason.
    #[must_use]
    pub const fn new(id: Id<Appointment>, to: AppointmentStatus) -> Self {
        Self { id, to, reason: None, fee: None, expected: None }
    }
}

impl AppointmentStatus {
    /// Returns whether an appointment may go from this status to another (design:
    /// scheduling, "Booking"): forward only, and cancelled or missed only
    /// before it began.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Pending | Self::Scheduled => false,
            Self::Confirmed => matches!(self, Self::Pending | Self::Scheduled),
            Self::CheckedIn => self.is_to_come(),
            Self::InProgress | Self::Cancelled => {
                self.is_to_come() || matches!(self, Self::CheckedIn)
            }
            Self::Completed => {
                self.is_to_come() || matches!(self, Self::CheckedIn | Self::InProgress)
            }
            // Who never confirmed was not expected.
            Self::NoShow => matches!(self, Self::Scheduled | Self::Confirmed),
        }
    }

    /// Returns whether nothing more happens to an appointment in this status.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::NoShow)
    }

    /// Returns whether the guest of an appointment in this status has still to come.
    #[must_use]
    pub const fn is_to_come(self) -> bool {
        matches!(self, Self::Pending | Self::Scheduled | Self::Confirmed)
    }

    /// Returns whether an appointment in this status takes its time.
    #[must_use]
    pub const fn occupies(self) -> bool {
        !matches!(self, Self::Cancelled | Self::NoShow)
    }
}

impl Operation for ChangeStatus {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_status_change";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CHANGEABLE, NOT_STEPPED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        if !matches!(self.to, AppointmentStatus::Confirmed | AppointmentStatus::Cancelled) {
            env.actor().must(Permission::AttendAppointments)?;
        }
        let frees = !self.to.occupies();
        let settings = (self.to == AppointmentStatus::Cancelled).then(|| change_settings(env));
        let (before, sale, settings) = view
            .read((
                require_version(self.id, self.expected),
                frees.then(|| sale_of(self.id)),
                settings.flatten(),
            ))
            .await?;
        if self.to == AppointmentStatus::Cancelled {
            must_be_ahead(&before, env)?;
        }
        self.must_be_possible(&before, env)?;
        let leaving = Leaving::by(env, &before, self.to, self.fee)?;
        let is_settled = before.held_until.is_some();
        let taken = (frees || is_settled).then(|| occupancies(&before));
        let is_offer = is_settled && before.source == AppointmentSource::Desk;
        let center = frees.then(|| peek(before.center_id));
        let asked = (taken, is_offer.then(|| entry_of(self.id)), center);
        let settings = settings.flatten();
        let service = (leaving.is_some() || settings.is_some()).then(|| peek(before.service_id));
        // Who cancels need not see what a fee, or the notice, depends on.
        let ((taken, entry, center), service) = match service {
            Some(service) => view.unrestricted()?.read((asked, service)).await?,
            None => (view.read(asked).await?, None),
        };
        let notice = (settings.as_ref(), service.as_deref());
        must_be_changeable(&before, GuestChange::Cancel, notice, env)?;
        let policies = leaving.map(|leaving| (leaving, (center.clone().flatten(), service)));
        let (taken, entry) = (taken.unwrap_or_default(), entry.flatten());
        let mut changes = env.changes();
        if frees {
            let unwanted = entry.as_ref().map(|entry| entry.id);
            free(env, center.flatten().as_ref(), &before, unwanted, &mut changes);
        }
        let after = changes.update(&before, |appointment| {
            appointment.steps = appointment.steps.saturating_add(1);
            appointment.status = self.to;
            appointment.held_until = None;
            if self.to == AppointmentStatus::Cancelled {
                appointment.cancelled_reason.clone_from(&self.reason);
            }
        });
        for taken in &taken {
            changes.delete(taken);
            if !frees {
                let id = env.new_id();
                changes.insert(Occupancy { id, held_until: None, ..Occupancy::clone(taken) });
            }
        }
        changes.insert(history(env, &after, before.status, self.reason.clone()));
        let mut plan = Plan::new(after, changes).emit(self.to.reached(), self.id);
        if let Some(entry) = entry {
            plan = answered(plan, &entry, self.to);
        }
        if let Some(sale) = sale.flatten() {
            let sales = std::slice::from_ref(&sale);
            // Large, beside what any other step needs.
            let withdrawn = Box::pin(withdraw(env, view, sales, policies)).await?;
            plan = plan.follow(withdrawn.changes);
            if let Some(fee) = withdrawn.fee {
                plan = plan.emit(EventKind::InvoiceItemAdded, fee);
            }
        }
        Ok(plan)
    }
}

/// Takes an appointment to a status that only who attends to guests may give it: the
/// guest is there, is served, was served, or did not come.
#[derive(Clone, Debug)]
pub struct Attend(pub ChangeStatus);

impl Operation for Attend {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = ChangeStatus::NAME;
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_STEPPED]);

    fn exclusive_by(&self) -> Option<Key> {
        self.0.exclusive_by()
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.0.plan(env, view).await
    }
}

impl ChangeStatus {
    /// Checks that the appointment can take the step, and that the actor may let it.
    pub(super) fn must_be_possible(&self, appointment: &Appointment, env: &Env) -> Result<()> {
        match self.to {
            AppointmentStatus::Confirmed => must_be_ahead(appointment, env)?,
            AppointmentStatus::Cancelled => {}
            _ => env.actor().must_attend(appointment.provider_id)?,
        }
        if self.to.occupies() {
            must_be_held(appointment, env)?;
        }
        self.check(appointment, env.now())
    }

    fn check(&self, appointment: &Appointment, now: Timestamp) -> Result<()> {
        let (from, to) = (appointment.status.as_str(), self.to.as_str());
        if !appointment.status.may_become(self.to) {
            let detail = format!("An appointment that is {from} can't become {to}.");
            return Err(Error::conflict("invalid_transition", detail));
        }
        if self.to == AppointmentStatus::NoShow && now < appointment.starts_at {
            let detail = "A guest can only be missing once the appointment should have started.";
            return Err(Error::conflict("invalid_transition", detail));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_only_goes_forward_and_ends_once() {
        assert!(
            AppointmentStatus::ALL.iter().all(|from| !from.may_become(AppointmentStatus::Pending))
        );
        assert!(!AppointmentStatus::Pending.may_become(AppointmentStatus::NoShow));
        assert!(AppointmentStatus::Pending.may_become(AppointmentStatus::Cancelled));
        let order = [
            AppointmentStatus::Scheduled,
            AppointmentStatus::Confirmed,
            AppointmentStatus::CheckedIn,
            AppointmentStatus::InProgress,
            AppointmentStatus::Completed,
        ];
        for (at, from) in order.iter().enumerate() {
            for (later, to) in order.iter().enumerate() {
                assert_eq!(from.may_become(*to), at < later, "{from:?} to {to:?}");
            }
        }
        let ended =
            [AppointmentStatus::Completed, AppointmentStatus::Cancelled, AppointmentStatus::NoShow];
        for from in ended {
            assert!(AppointmentStatus::ALL.iter().all(|to| !from.may_become(*to)), "{from:?}");
        }
    }

    #[test]
    fn an_appointment_under_way_is_neither_cancelled_nor_missed() {
        assert!(!AppointmentStatus::InProgress.may_become(AppointmentStatus::Cancelled));
        assert!(!AppointmentStatus::CheckedIn.may_become(AppointmentStatus::NoShow));
    }
}
