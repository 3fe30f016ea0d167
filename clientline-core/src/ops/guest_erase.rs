//! Forgetting a guest, as they may ask for (security design, "Data").
//!
//! What says who the guest is goes, and every text that somebody wrote about them:
//! their own fields, the words they are found by, the notes and reasons of their
//! visits, the remarks on sales, payments and receipts, the answers that are kept
//! for repeated requests, and the account that they sign in with. The rows stay, so
//! that the books still add up. Issued invoices stay as they were issued, with whom
//! they were made out to and what is noted on them, since the law wants them so.

use super::{
    guest_merge::tombstones_of,
    guest_records::{Parts, Records},
    resource::Making,
};
use crate::{
    engine::{Env, Operation, Plan, Series, View},
    entity::Stored,
    error::{Error, Result},
    model::{
        AppointmentStatus, Credential, Guest, Idempotency, NewGuest, Permission, Role, Session,
        User,
    },
    row::{ChangeSet, Version},
    value::{Active, Id, Name},
};

/// Forgets a guest, and those who were merged into it. The guest can't be booked, billed or changed any more.
///
/// It is refused with `guest_has_appointments` while a visit is neither over nor
/// cancelled, with `guest_has_draft` while an invoice is not issued, with
/// `guest_erased` if it was done before, and with `guest_too_large` past the bounds
/// of an [export](super::guest_export::ExportGuest).
#[derive(Clone, Copy, Debug)]
pub struct EraseGuest {
    /// Which guest.
    pub id: Id<Guest>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

/// What an erased guest is called.
const ERASED: (&str, &str) = ("Erased", "guest");

impl Operation for EraseGuest {
    type Answer = Stored<Guest>;
    const NAME: &'static str = "guest_erase";
    const NEEDS: Permission = Permission::EraseGuests;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<Guest>>> {
        let guest = view.require_version(self.id, self.expected).await?;
        guest.must_be_current()?;
        let tombstones = tombstones_of(view, &guest).await?;
        let all: Vec<Id<Guest>> = tombstones.iter().chain([&guest]).map(|one| one.id).collect();
        let records = Records::of(view, &all).await?;
        must_be_concluded(&records)?;
        let mut changes = env.changes();
        let anonymous = guest.anonymous(env)?;
        let erased = changes.update(&guest, |guest| *guest = anonymous);
        for tombstone in &tombstones {
            let anonymous = tombstone.anonymous(env)?;
            changes.update(tombstone, |guest| *guest = anonymous);
        }
        guest.forget_terms(&mut Making { env, view, changes: &mut changes }).await?;
        forget_texts(&records, view, &mut changes).await?;
        forget_users(&records.users, view, &mut changes).await?;
        Ok(Plan::new(erased, changes).tell("erased", self.id))
    }
}

impl Guest {
    /// Checks that the guest is one to go on with.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `guest_erased` if the guest was erased, and
    /// `guest_merged` if it was merged into another.
    pub(super) fn must_be_current(&self) -> Result<()> {
        if self.erased_at.is_some() {
            return Err(Error::conflict(
                "guest_erased",
                "What was known of this guest was erased.",
            ));
        }
        if self.merged_into.is_some() {
            let detail = "This guest was merged into another; go on with that one.";
            return Err(Error::conflict("guest_merged", detail));
        }
        Ok(())
    }

    /// Returns what is left of the guest: that there was one, and where. What is
    /// not named here takes its default, and so will fields that come later.
    fn anonymous(&self, env: &Env) -> Result<Self> {
        let name = |text| Name::parse(text).map_err(|error| Error::value("", &error));
        let nobody = NewGuest {
            is_active: Active(false),
            ..NewGuest::new(self.center_id, name(ERASED.0)?, name(ERASED.1)?)
        };
        // A code that was given may say who it is.
        let code = env.code(Series::Guest)?;
        Ok(Self::from_new(
            self.id,
            nobody,
            code,
            false,
            Some(env.now()),
            self.merged_into,
            self.merges,
        ))
    }
}

/// Refuses a guest with whom something is still under way.
fn must_be_concluded(records: &Records) -> Result<()> {
    let over =
        [AppointmentStatus::Completed, AppointmentStatus::Cancelled, AppointmentStatus::NoShow];
    if records.visits.iter().any(|visit| !over.contains(&visit.status)) {
        let detail = "A visit of the guest is neither over nor cancelled.";
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
    let guests: Vec<_> = records.guests.iter().map(|guest| Some(guest.uuid())).collect();
    let answers = Parts::of(Idempotency::guest_id(), &guests);
    let (steps, answers) = view.read((records.histories(), answers)).await?;
    for visit in &records.visits {
        // A note that comes in at this moment goes, too.
        view.rely_on(visit);
        changes.update(visit, |visit| {
            (visit.notes, visit.internal_notes, visit.cancelled_reason) = (None, None, None);
        });
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
    for row in &answers {
        changes.update(row, |row| row.answer.clear());
    }
    Ok(())
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
    let some: Vec<Option<Id<User>>> = clients.iter().copied().map(Some).collect();
    let asked = (Parts::of(Session::user_id(), &clients), Parts::of(Credential::user_id(), &some));
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
