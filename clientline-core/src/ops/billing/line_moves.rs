//! Lines that go from one draft to another: somebody else pays for them, or two drafts become one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, NO_DRAFT, NOT_ADDED, save_all};
use crate::{
    engine::{
        ConflictGroup, Conflicts, Env, Operation, Plan, View,
        reading::{referred, require, require_version},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{EventKind, GivenDiscount, Invoice, InvoiceItem, InvoiceStatus, Payment, Permission},
    row::{ChangeSet, Version},
    storage::Key,
    value::{Discount, Id},
};

/// The conflicts of two drafts that can't become one.
pub(super) const NOT_ONE: ConflictGroup = &["invoice_has_discounts", "invoice_has_payments"];

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineMove {
    /// The other draft, of whichever guest, at the same center.
    pub invoice_id: Id<Invoice>,
}

/// Moves a line to another draft, whose guest pays for it. What was sold stays the guest's who was
/// served.
#[derive(Clone, Copy, Debug)]
pub struct MoveInvoiceItem {
    /// Which line.
    pub id: Id<InvoiceItem>,
    /// Where it goes.
    pub to: LineMove,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl MoveInvoiceItem {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<InvoiceItem>, to: LineMove) -> Self {
        Self { id, to, expected: None }
    }
}

impl Operation for MoveInvoiceItem {
    type Answer = Stored<InvoiceItem>;
    const NAME: &'static str = "invoice_item_move";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_ADDED, NO_DRAFT, &["line_redeemed"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let item = view.require_version(self.id, self.expected).await?;
        let mut changes = env.changes();
        let from = Draft::require(view, require(item.invoice_id)).await?;
        let to = Draft::require(view, referred("/invoice_id", self.to.invoice_id)).await?;
        let (from, to) = hand_over(view, &mut changes, (from, to), &[self.id]).await?;
        let saved = save_all(env, view, &mut changes, vec![from, to]).await?;
        let moved = saved.iter().flat_map(Draft::items).find(|item| item.id == self.id).cloned();
        let moved = moved.ok_or(Error::NotFound { entity: "invoice_item" })?;
        Ok(Plan::new(moved, changes).emit(EventKind::InvoiceItemUpdated, self.id))
    }
}

/// Which draft becomes part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceMerge {
    /// The draft that goes, of whichever guest, at the same center.
    pub invoice_id: Id<Invoice>,
}

/// Makes one draft of two: all lines of the other go onto this one, and the other is thrown away:
/// it stays as a void invoice without lines and number.
#[derive(Clone, Copy, Debug)]
pub struct MergeInvoices {
    /// The draft that stays.
    pub id: Id<Invoice>,
    /// The one that goes.
    pub merge: InvoiceMerge,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl MergeInvoices {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Invoice>, merge: InvoiceMerge) -> Self {
        Self { id, merge, expected: None }
    }
}

impl Operation for MergeInvoices {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_merge";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_ADDED, NOT_ONE, NO_DRAFT, &["line_redeemed"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut to = Draft::require(view, require_version(self.id, self.expected)).await?;
        let from = Draft::require(view, referred("/invoice_id", self.merge.invoice_id)).await?;
        let payment = Query::one().eq(Payment::invoice_id(), &self.merge.invoice_id);
        if view.first(&payment).await?.is_some() {
            let detail = "Money was taken on the draft that would go.";
            return Err(Error::conflict("invoice_has_payments", detail));
        }
        let gone = from.invoice().clone();
        let lines: Vec<Id<InvoiceItem>> = from.items().iter().map(|item| item.id).collect();
        let mut changes = env.changes();
        take_over(&mut changes, &from, &mut to)?;
        let (from, to) = hand_over(view, &mut changes, (from, to), &lines).await?;
        // Lines that moved can't be written before what they left is deleted.
        let mut emptied = from.save(env, view, &mut changes).await?;
        emptied.edit(&mut changes, |invoice| invoice.status = InvoiceStatus::Void);
        let merged = to.save(env, view, &mut changes).await?.invoice().clone();
        Ok(Plan::new(merged, changes)
            .emit(EventKind::InvoiceUpdated, self.id)
            .emit_removed(EventKind::InvoiceDeleted, &gone))
    }
}

/// Gives lines of a draft to another one, of whichever guest, and taxes them as that one's guest is
/// taxed. Neither is saved.
///
/// # Errors
///
/// As [`give`] has them, and [`Error::Conflict`] `line_redeemed` if a package of the guest paid for a
/// line.
async fn hand_over(
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    (from, to): (Draft, Draft),
    lines: &[Id<InvoiceItem>],
) -> Result<(Draft, Draft)> {
    let is_paid = |item: &Stored<InvoiceItem>| item.guest_package_id.is_some();
    if from.items().iter().any(|item| lines.contains(&item.id) && is_paid(item)) {
        let detail = "A session of the guest's package was taken for the line.";
        return Err(Error::conflict("line_redeemed", detail));
    }
    let exemption = to.invoice().tax_exemption.clone();
    let is_taxed_alike = from.invoice().tax_exemption == exemption;
    let (from, mut to) = give(changes, (from, to), lines)?;
    if !is_taxed_alike {
        let taxes = view.read(to.taxes()).await?.unwrap_or_default();
        to.charge_taxes(view, changes, &taxes, exemption.as_ref(), None);
    }
    Ok((from, to))
}

/// Has a draft take over what is said of the whole of another, whose lines it is about to get: its
/// discounts if it has no lines of its own, and who pays and the notes if it has none.
///
/// # Errors
///
/// [`Error::Conflict`] `invoice_has_discounts` if a discount over one of them would be on the lines of
/// the other as well, or on none.
pub(super) fn take_over(changes: &mut ChangeSet, from: &Draft, to: &mut Draft) -> Result<()> {
    let (source, target) = (from.invoice(), to.invoice());
    let (is_filled, is_emptied) = (!to.items().is_empty(), !from.items().is_empty());
    // A percentage is the same on both together as on each.
    let is_in_percent = |given: &GivenDiscount| matches!(given.discount, Discount::Percent(_));
    let is_shared =
        source.discounts == target.discounts && source.discounts.0.iter().all(is_in_percent);
    if is_filled && is_emptied && !is_shared {
        let detail = "A discount over one of the drafts is not meant for the lines of the other.";
        return Err(Error::conflict("invoice_has_discounts", detail));
    }
    let (payer_id, notes) = (source.payer_id, source.notes.clone());
    let discounts = (is_emptied && !is_filled).then(|| source.discounts.clone());
    to.edit(changes, |invoice| {
        let guest_id = invoice.guest_id;
        invoice.payer_id = invoice.payer_id.or(payer_id).filter(|payer| *payer != guest_id);
        invoice.notes = invoice.notes.take().or(notes);
        if let Some(discounts) = discounts {
            invoice.discounts = discounts;
        }
    });
    Ok(())
}

/// Gives lines of a draft to another one. Neither is saved, and the taxes stay as they are.
///
/// # Errors
///
/// [`Error::Invalid`] `same_invoice` if they are one, and `other_center`; [`Error::Conflict`]
/// `currency_mismatch`, and `price_mode_mismatch` if the two read prices differently.
pub(super) fn give(
    changes: &mut ChangeSet,
    (mut from, mut to): (Draft, Draft),
    lines: &[Id<InvoiceItem>],
) -> Result<(Draft, Draft)> {
    let (source, target) = (from.invoice(), to.invoice());
    if source.id == target.id {
        let detail = "They are one draft.";
        return Err(Error::invalid("/invoice_id", "same_invoice", detail));
    }
    if source.center_id != target.center_id {
        let detail = "The other draft is of another center.";
        return Err(Error::invalid("/invoice_id", "other_center", detail));
    }
    if source.currency != target.currency {
        let detail = "The other draft is in another currency.";
        return Err(Error::conflict("currency_mismatch", detail));
    }
    // Nothing is said of prices by a draft without any.
    let mode = (!lines.is_empty()).then_some(source.price_mode);
    to.read_prices(changes, mode)?;
    from.give(changes, lines, &mut to)?;
    Ok((from, to))
}
