//! Making one guest of two that are the same person.
//!
//! What is still open moves to the guest that stays: appointments, sales, drafts, and the account
//! that they sign in with. What was issued never changes, so invoices stay with the
//! guest that they were made out to, and payments and collections with their invoices.
//! What the guest that stays is known by stays as it is: an address that was verified
//! for the other one is not verified for this one by that.
//! That guest stays as a tombstone that says where it went; lists and exports of the
//! guest that stays look there, too.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::guest_drafts::{NOT_HANDED_ON, OpenBills};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{referred, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{EventKind, Guest, Permission},
    ops::{
        people::{guest_records::Records, merged_guests::tombstones_of},
        resource::BuildContext,
    },
    row::Version,
    storage::Key,
    value::{Active, Id},
};

/// Which guest is merged into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuestMerge {
    /// The guest that turns into a tombstone.
    pub from: Id<Guest>,
}

/// Merges a guest into another.
///
/// It is refused with `guest_merged` or `guest_erased` if one of them was merged or
/// erased before, with `guest_of_walk_ins` if one stands for all who walk in, with
/// `guest_too_large` past the bounds of an
/// [export](crate::ops::people::guest_export::ExportGuest), or if more than [`Guest::MERGES_MAX`]
/// guests would have been merged into one.
///
/// Drafts go on as those of the guest that stays. Of two at one center one is made, which is refused
/// with `invoice_has_payments` if money was taken on the one that goes, with `invoice_has_discounts` if
/// a discount over one would be on the lines of the other, and as when lines are added.
#[derive(Clone, Debug)]
pub struct MergeGuests {
    /// The guest that stays.
    pub id: Id<Guest>,
    /// Which one goes.
    pub merge: GuestMerge,
    /// The version of the one that stays that the client read, if it says so.
    pub expected: Option<Version>,
}

impl MergeGuests {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Guest>, merge: GuestMerge) -> Self {
        Self { id, merge, expected: None }
    }
}

impl Operation for MergeGuests {
    type Answer = Stored<Guest>;
    const NAME: &'static str = "guest_merge";
    const NEEDS: Permission = Permission::MergeGuests;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        &["guest_erased", "guest_merged", "guest_of_walk_ins", "guest_too_large"],
        NOT_HANDED_ON,
    ]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<Guest>>> {
        let guests = (require_version(self.id, self.expected), referred("/from", self.merge.from));
        let (into, from) = view.read(guests).await?;
        if into.id == from.id {
            let detail = "A guest can't be merged into themselves.";
            return Err(Error::invalid("/from", "same_guest", detail));
        }
        into.must_be_current()?;
        from.must_be_current()?;
        into.must_be_somebody()?;
        from.must_be_somebody()?;
        let tombstones = tombstones_of(view, &from).await?;
        let records = Records::of(view, &[from.id]).await?;
        let mut changes = env.changes();
        // First of all, since the answer is about it.
        let merges = into.merges.saturating_add(from.merges).saturating_add(1);
        if merges > Guest::MERGES_MAX {
            let detail = "Too many guests were merged into these two already.";
            return Err(Error::conflict("guest_too_large", detail));
        }
        let stays = changes.update(&into, |guest| guest.merges = merges);
        changes.update(&from, |guest| {
            guest.merged_into = Some(self.id.uuid());
            guest.merges = 0;
            guest.is_active = Active(false);
        });
        for tombstone in &tombstones {
            changes.update(tombstone, |guest| guest.merged_into = Some(self.id.uuid()));
        }
        from.forget_terms(&mut BuildContext { env, view, changes: &mut changes }).await?;
        records.move_to(self.id, &mut changes);
        records.move_credit_to(self.id, env, view, &mut changes).await?;
        let bills = open_bills(&records, from.id, self.id);
        let bills = Box::pin(bills.hand_on(env, view, &mut changes)).await?;
        let mut plan = Plan::new(stays, changes).emit(EventKind::GuestMerged, self.id);
        for invoice in bills.changed {
            plan = plan.emit(EventKind::InvoiceUpdated, invoice);
        }
        for invoice in &bills.gone {
            plan = plan.emit_removed(EventKind::InvoiceDeleted, invoice);
        }
        Ok(plan)
    }
}

/// Returns what is not issued yet, and who pays it from now on.
fn open_bills(records: &Records, from: Id<Guest>, into: Id<Guest>) -> OpenBills<'_> {
    OpenBills {
        from,
        into,
        invoices: &records.invoices,
        paid_for_others: &records.paid_for_others,
        payments: &records.payments,
    }
}
