//! Forgetting a guest, as they may ask for (security design, "Data").
//!
//! What says who the guest is goes, and every text that somebody wrote about them:
//! their own fields, the words they are found by, the notes and reasons of their
//! appointments, the remarks on sales, payments and collections, the reasons of credit notes,
//! the answers that are kept for repeated requests, what they wait for, and the account that they sign in with. The rows stay, so
//! that the books still add up. Issued invoices stay as they were issued, with whom
//! they were made out to and what is noted on them, since the law wants them so.
//!
//! It takes two commits: the first says that the guest is erased, which whoever books
//! for them, bills them or writes about them relies on. So what is there at the second
//! one is all there will be. If there is no second one, since the machine fails, the
//! request is made again.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{
    guest_records::{Parts, Records},
    merged_guests::tombstones_of,
};
use crate::{
    engine::{
        ConflictGroup, Conflicts, Env, Operation, Plan, Scope, Series, UseCase, View,
        reading::{peek, require_version},
    },
    entity::Stored,
    error::{Error, Replan, Result},
    model::{
        AppointmentChange, Credential, EventKind, Guest, Idempotency, IdempotencyGuest, Language,
        NewGuest, Organization, Permission, Phrase, Role, Session, User,
    },
    ops::resource::BuildContext,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Active, Id, Name},
};

/// The conflicts of a guest who can't be erased.
pub(in crate::ops) const NOT_CONCLUDED: ConflictGroup = &[
    "guest_has_appointments",
    "guest_has_draft",
    "guest_merged",
    "guest_of_walk_ins",
    "guest_too_large",
];

/// The conflicts of a guest for whom nothing new is made.
pub(in crate::ops) const NOT_SERVED: ConflictGroup =
    &["guest_erased", "guest_inactive", "guest_merged"];

/// The conflicts of a guest who is nobody to go on with.
pub(in crate::ops) const NOT_CURRENT: ConflictGroup = &["guest_erased", "guest_merged"];

/// Forgets a guest, and those who were merged into it. The guest can't be booked,
/// billed or changed any more. Done again, it forgets what was written since.
///
/// It is refused with `guest_has_appointments` while an appointment is neither over nor
/// cancelled, with `guest_has_draft` while an invoice is not issued, with
/// `guest_merged` if the guest was merged into another, and with `guest_too_large`
/// past the bounds of an [export](super::guest_export::ExportGuest).
#[derive(Clone, Copy, Debug)]
pub struct EraseGuest {
    id: Id<Guest>,
    expected: Option<Version>,
}

impl EraseGuest {
    /// Asks for a guest to be forgotten, at the version that the client read if it
    /// says so.
    #[must_use]
    pub const fn new(id: Id<Guest>, expected: Option<Version>) -> Self {
        Self { id, expected }
    }
}

impl UseCase for EraseGuest {
    type Answer = Stored<Guest>;
    /// The version that the first commit left, if it was made.
    type Prepared = Option<Version>;
    const NAME: &'static str = "guest_erase";
    const NEEDS: Permission = Permission::EraseGuests;
    const COMMITS_FIRST: bool = true;
    // Who is forgotten gets another code, which somebody else may have been given.
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CONCLUDED, &["guest_code_taken"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn prepare(&self, scope: &Scope) -> Result<Option<Version>> {
        let close = CloseGuest { id: self.id, expected: self.expected };
        match scope.run(&close).await {
            Ok(guest) => Ok(Some(guest.version())),
            Err(error @ (Error::Storage(_) | Error::Busy | Error::NoRandomNumbers)) => Err(error),
            // What refuses it here refuses it in the plan, too, where a request that is
            // repeated is told what it was told before.
            Err(_) => Ok(None),
        }
    }

    async fn plan(
        &self,
        closed: &Option<Version>,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<Plan<Stored<Guest>>> {
        let expected = self.expected.map(|read| closed.unwrap_or(read));
        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let read = (require_version(self.id, expected), organization);
        let (guest, organization) = view.read(read).await?;
        let language = Organization::language(organization.as_deref());
        let (tombstones, records) = concluded(&guest, view).await?;
        if guest.erased_at.is_none() {
            // What kept the first commit from being made is gone meanwhile.
            return Err(Error::Replan(Replan::Again));
        }
        let mut changes = env.changes();
        let anonymous = guest.anonymous(env, language)?;
        let erased = changes.update(&guest, |guest| *guest = anonymous);
        for tombstone in &tombstones {
            let anonymous = tombstone.anonymous(env, language)?;
            changes.update(tombstone, |guest| *guest = anonymous);
        }
        guest.forget_terms(&mut BuildContext { env, view, changes: &mut changes }).await?;
        forget_texts(&records, view, &mut changes).await?;
        forget_users(&records.users, view, &mut changes).await?;
        Ok(Plan::new(erased, changes).emit(EventKind::GuestErased, self.id))
    }
}

/// Marks a guest as erased, if there is nothing to keep them from being so.
#[derive(Clone, Copy, Debug)]
struct CloseGuest {
    id: Id<Guest>,
    expected: Option<Version>,
}

impl Operation for CloseGuest {
    type Answer = Stored<Guest>;
    const NAME: &'static str = <EraseGuest as UseCase>::NAME;
    const NEEDS: Permission = <EraseGuest as UseCase>::NEEDS;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CONCLUDED]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<Guest>>> {
        let guest = view.require_version(self.id, self.expected).await?;
        if guest.erased_at.is_some() {
            return Ok(Plan::read(env, guest));
        }
        concluded(&guest, view).await?;
        let mut changes = env.changes();
        let closed = changes.update(&guest, |guest| {
            guest.erased_at = Some(env.now());
            guest.is_active = Active(false);
        });
        Ok(Plan::new(closed, changes).emit(EventKind::GuestUpdated, self.id))
    }
}

/// Returns who was merged into a guest, and all that is kept about both, if nothing
/// is under way with them any more.
async fn concluded(
    guest: &Stored<Guest>,
    view: &mut View<'_>,
) -> Result<(Vec<Stored<Guest>>, Records)> {
    guest.must_be_somebody()?;
    guest.must_not_be_merged()?;
    let tombstones = tombstones_of(view, guest).await?;
    let all: Vec<Id<Guest>> = tombstones.iter().chain([guest]).map(|one| one.id).collect();
    let records = Records::of(view, &all).await?;
    must_be_concluded(&records)?;
    Ok((tombstones, records))
}

impl Guest {
    /// Checks that the guest is one to go on with.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `guest_erased` if the guest was erased, and
    /// `guest_merged` if it was merged into another.
    pub(in crate::ops) fn must_be_current(&self) -> Result<()> {
        if self.erased_at.is_some() {
            return Err(Error::conflict(
                "guest_erased",
                "What was known of this guest was erased.",
            ));
        }
        self.must_not_be_merged()
    }

    /// Checks that the guest can be booked and sold to.
    ///
    /// # Errors
    ///
    /// As [`must_be_current`](Self::must_be_current), and [`Error::Conflict`]
    /// `guest_inactive` if the guest is not served any more.
    pub(in crate::ops) fn must_be_served(&self) -> Result<()> {
        self.must_be_current()?;
        if self.is_active.0 {
            return Ok(());
        }
        Err(Error::conflict("guest_inactive", "This guest is not served any more."))
    }

    fn must_not_be_merged(&self) -> Result<()> {
        if self.merged_into.is_some() {
            let detail = "This guest was merged into another; go on with that one.";
            return Err(Error::conflict("guest_merged", detail));
        }
        Ok(())
    }

    /// Returns what is left of the guest: that there was one, and where. What is
    /// not named here takes its default, and so will fields that come later.
    fn anonymous(&self, env: &Env, language: Language) -> Result<Self> {
        let name = |text| Name::parse(text).map_err(|error| Error::value("", &error));
        let words = language.says(Phrase::ErasedGuest);
        let (first, last) = words.split_once(' ').unwrap_or((words, words));
        let nobody = NewGuest {
            is_active: Active(false),
            ..NewGuest::new(self.center_id, name(first)?, name(last)?)
        };
        // A code that was given may say who it is.
        let code = env.code(Series::Guest)?;
        Ok(Self {
            erased_at: Some(self.erased_at.unwrap_or_else(|| env.now())),
            merged_into: self.merged_into,
            merges: self.merges,
            ..Self::from_new(self.id, nobody, code, false)
        })
    }
}

/// Refuses a guest with whom something is still under way.
fn must_be_concluded(records: &Records) -> Result<()> {
    if records.appointments.iter().any(|appointment| !appointment.status.is_over()) {
        let detail = "An appointment of the guest is neither over nor cancelled.";
        return Err(Error::conflict("guest_has_appointments", detail));
    }
    records.must_have_no_draft()
}

/// Forgets what was written about a guest, and what was answered.
async fn forget_texts(
    records: &Records,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
) -> Result<()> {
    let (steps, answers) = texts_of(records, view).await?;
    for appointment in &records.appointments {
        // A note that comes in at this moment goes, too.
        view.rely_on(appointment);
        changes.update(appointment, |appointment| {
            (appointment.notes, appointment.internal_notes, appointment.cancelled_reason) =
                (None, None, None);
            (appointment.contact_first_name, appointment.contact_last_name) = (None, None);
            appointment.contact_phone = None;
        });
    }
    for booking in &records.online_bookings {
        changes.delete(booking);
    }
    for entry in &records.waitlist_entries {
        changes.delete(entry);
    }
    for step in &steps {
        changes.update(step, |step| step.reason = None);
    }
    for sale in &records.sales {
        changes.update(sale, |sale| sale.remarks = None);
    }
    for payment in &records.payments {
        changes.update(payment, |payment| payment.remarks = None);
    }
    for collection in &records.collections {
        changes.update(collection, |collection| collection.remarks = None);
    }
    for note in &records.credit_notes {
        changes.update(note, |note| note.reason = None);
    }
    for answer in &answers {
        changes.update(answer, |answer| answer.answer.clear());
    }
    Ok(())
}

/// Reads the histories of a guest's appointments, and the answers that are about the guest.
async fn texts_of(
    records: &Records,
    view: &mut View<'_>,
) -> Result<(Vec<Stored<AppointmentChange>>, Vec<Stored<Idempotency>>)> {
    let guests: Vec<Uuid> = records.guests.iter().map(|guest| guest.uuid()).collect();
    let first: Vec<Option<Uuid>> = guests.iter().copied().map(Some).collect();
    let of_guests = Parts::of(Idempotency::guest_id(), &first);
    let beside_others = Parts::of(IdempotencyGuest::guest_id(), &guests);
    let (steps, mut answers, beside_others) =
        view.read((records.histories(), of_guests, beside_others)).await?;
    // What was answered to a booking is kept under the identifier of its appointment.
    let booked = records.appointments.iter().map(|one| one.id.uuid());
    let named = booked.chain(beside_others.iter().map(|one| one.answer_id));
    let named: BTreeSet<Id<Idempotency>> = named.map(Id::from_uuid).collect();
    let named: Vec<_> = named.into_iter().collect();
    answers.extend(view.read(Parts::named(&named)).await?);
    // One may be about the guest, and about somebody who was merged into them.
    answers.sort_by_key(|answer| answer.id);
    answers.dedup_by_key(|answer| answer.id);
    Ok((steps, answers))
}

/// Deletes the accounts that a guest signs in with; those of people who work here
/// stay, and are no guest's any more.
async fn forget_users(
    users: &[Stored<User>],
    view: &mut View<'_>,
    changes: &mut ChangeSet,
) -> Result<()> {
    let clients: Vec<Id<User>> =
        users.iter().filter(|user| user.role == Role::Client).map(|user| user.id).collect();
    let asked =
        (Parts::of(Session::user_id(), &clients), Parts::of(Credential::user_id(), &clients));
    let (sessions, credentials) = view.read(asked).await?;
    for session in &sessions {
        changes.delete(session);
    }
    for credential in &credentials {
        changes.delete(credential);
    }
    for user in users {
        if user.role == Role::Client {
            changes.delete(user);
        } else {
            changes.update(user, |user| user.guest_id = None);
        }
    }
    Ok(())
}
