//! Offers of the waiting list: a time is held for a guest who waits, until they take it or say no,
//! or until the offer lapses.
//!
//! What is held is an appointment like any other that has to be confirmed: it takes its time by
//! the predicate and the constraint by which all is booked, and to take it up is to confirm it. So
//! whoever confirms or cancels that appointment has answered the offer, by whichever way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_rows::occupancies,
    appointment_status::ChangeStatus,
    booking::{BookAppointment, Booking},
    offer_answers::give_back,
    placement::{NOT_BOOKABLE, NOT_PLACED},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, require, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, AppointmentStatus, EventKind, Organization, Permission,
        Phrase, Provider, WaitlistEntry, WaitlistStatus,
    },
    ops::{
        billing::{sales::sale_of, withdrawal::withdraw},
        people::guest_erase::NOT_SERVED,
    },
    row::Version,
    slots::BookingRules,
    storage::Key,
    value::{Id, Notes, Timestamp},
};

/// A time to be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferedTime {
    /// When the service starts.
    pub starts_at: Timestamp,
    /// By whom; by the provider whom the guest waits for, if absent, or by anyone who is free.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
}

/// Holds a time for a guest who waits, and offers it to them: as long as the center says
/// (`waitlist_offer_minutes`), and until it starts at most.
///
/// It is refused with `offer_open` while another offer is open, with `waitlist_booked` once one
/// was taken, and as a booking is if the time can't be had.
#[derive(Clone, Debug)]
pub struct MakeOffer {
    /// Who waits.
    pub id: Id<WaitlistEntry>,
    /// The time.
    pub time: OfferedTime,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl MakeOffer {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<WaitlistEntry>, time: OfferedTime) -> Self {
        Self { id, time, expected: None }
    }
}

impl Operation for MakeOffer {
    type Answer = Stored<WaitlistEntry>;
    const NAME: &'static str = "waitlist_offer_make";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED, &["offer_open", "waitlist_booked"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let entry = view.require_version(self.id, self.expected).await?;
        entry.must_have_no_offer(env.now())?;
        entry.must_still_wait()?;
        // It is long, and callers hold it.
        Box::pin(hold(env, view, &entry, self.time, BookingRules::OffGrid)).await
    }
}

/// Holds a time for a guest who waits, by these rules, as long as the center says.
pub(super) async fn hold(
    env: &Env,
    view: &mut View<'_>,
    entry: &Stored<WaitlistEntry>,
    OfferedTime { starts_at, provider_id }: OfferedTime,
    rules: BookingRules,
) -> Result<Plan<Stored<WaitlistEntry>>> {
    let booking = BookAppointment {
        provider_id: provider_id.or(entry.provider_id),
        ..BookAppointment::new(entry.center_id, entry.guest_id, entry.service_id, starts_at)
    };
    let resources = booking.resources(env, view, rules).await?;
    let minutes = resources.center.policies.offer_minutes();
    let until = env.now().saturating_plus_minutes(minutes.into()).min(starts_at);
    if until <= env.now() {
        let detail = "What has begun is not offered any more; book it.";
        return Err(Error::invalid("/starts_at", "in_the_past", detail));
    }
    let placed = booking.placement(rules).place(env, view, resources).await?;
    let held = Booking { held_until: Some(until), ..booking.booking(env, AppointmentSource::Desk) };
    let mut changes = env.changes();
    let appointment = held.write(env, &placed, &mut changes)?;
    let offered = changes.update(entry, |entry| {
        entry.status = WaitlistStatus::Offered;
        entry.appointment_id = Some(appointment.id.uuid());
        entry.offered_until = Some(until);
    });
    let plan = Plan::new(offered, changes);
    let plan = plan.emit(EventKind::AppointmentRequested, appointment.id);
    Ok(plan.emit(EventKind::WaitlistEntryOffered, entry.id))
}

/// Takes the time that is offered: what was held is booked, and confirmed.
///
/// It is refused with `no_offer` if none is made, and with `hold_lapsed` if it has lapsed.
#[derive(Clone, Copy, Debug)]
pub struct AcceptOffer {
    /// Who waits.
    pub id: Id<WaitlistEntry>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl AcceptOffer {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<WaitlistEntry>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for AcceptOffer {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "waitlist_offer_accept";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["hold_lapsed", "in_the_past", "invalid_transition", "no_offer"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let entry = view.require_version(self.id, self.expected).await?;
        let (id, to) = (entry.offered()?, AppointmentStatus::Confirmed);
        // It finds the entry, and says that the guest has the time.
        ChangeStatus { id, to, reason: None, fee: None, expected: None }.plan(env, view).await
    }
}

/// Gives the time back that is offered: the guest waits on.
///
/// It is refused with `no_offer` if none is made.
#[derive(Clone, Copy, Debug)]
pub struct DeclineOffer {
    /// Who waits.
    pub id: Id<WaitlistEntry>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeclineOffer {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<WaitlistEntry>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for DeclineOffer {
    type Answer = Stored<WaitlistEntry>;
    const NAME: &'static str = "waitlist_offer_decline";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["no_offer"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let entry = view.read(require_version(self.id, self.expected)).await?;
        let id = entry.offered()?;
        let (held, sale) = view.read((require(id), sale_of(id))).await?;
        if held.status != AppointmentStatus::Pending {
            return Err(no_offer());
        }
        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let read = (occupancies(&held), peek(held.center_id), organization);
        let (times, center, organization) = view.read(read).await?;
        let withdrawn = withdraw(env, view, sale.as_slice(), None).await?;
        let mut changes = env.changes();
        let waiting = changes.update(&entry, WaitlistEntry::wait);
        let language = Organization::language(organization.as_deref());
        let reason = Notes::parse(language.says(Phrase::NotWanted)).ok();
        give_back(env, center.as_ref(), &held, &times, (reason, Some(self.id)), &mut changes);
        let plan = Plan::new(waiting, changes).follow(withdrawn.changes);
        let plan = plan.emit(EventKind::AppointmentCancelled, id);
        Ok(plan.emit(EventKind::WaitlistEntryDeclined, self.id))
    }
}

impl WaitlistEntry {
    /// Returns the appointment that is held for the guest.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `no_offer` if there is none.
    fn offered(&self) -> Result<Id<Appointment>> {
        let offered = (self.status == WaitlistStatus::Offered).then_some(self.appointment_id);
        offered.flatten().map(Id::from_uuid).ok_or_else(no_offer)
    }

    /// Checks that the guest has not taken a time that was offered.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `waitlist_booked` if they have.
    pub(super) fn must_still_wait(&self) -> Result<()> {
        if self.status == WaitlistStatus::Booked {
            let detail = "The guest took a time that was offered, and waits no more.";
            return Err(Error::conflict("waitlist_booked", detail));
        }
        Ok(())
    }

    /// Checks that no offer is open.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `offer_open` if one is.
    pub(super) fn must_have_no_offer(&self, now: Timestamp) -> Result<()> {
        if self.has_offer(now) {
            let detail = "A time is offered to the guest, who has not answered yet.";
            return Err(Error::conflict("offer_open", detail));
        }
        Ok(())
    }
}

fn no_offer() -> Error {
    Error::conflict("no_offer", "Nothing is offered to the guest.")
}
