//! What a line of a draft deducts: a deposit of the guest, or a gift card whose tax was charged
//! when it was sold. Both stay on the line until another is named, or none; they are drawn when the
//! draft is issued.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    deductions::are_alike,
    draft::{Draft, NO_DRAFT, items_of},
    gift_card_till::deducted,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{referred, require},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        EventKind, GiftCard, Invoice, InvoiceItem, InvoiceKind, ItemTaxes, ItemType, Permission,
    },
    row::Version,
    storage::Key,
    value::{Code, Id},
};

/// What is deducted of a line: one of the two, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LineDeduction {
    /// The invoice of a deposit of the same guest, or of one who was merged into them, and of the
    /// same center, taxed as the line is.
    pub deposit_id: Option<Id<Invoice>>,
    /// The code of a gift card that was taxed so.
    pub gift_card_code: Option<Code>,
}

/// Says what is deducted of a line of a draft: as much as is left of it, and no more than the line
/// comes to.
#[derive(Clone, Debug)]
pub struct DeductFromLine {
    /// Which line.
    pub id: Id<InvoiceItem>,
    /// What is deducted.
    pub deduction: LineDeduction,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeductFromLine {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<InvoiceItem>, deduction: LineDeduction) -> Self {
        Self { id, deduction, expected: None }
    }
}

impl Operation for DeductFromLine {
    type Answer = Stored<InvoiceItem>;
    const NAME: &'static str = "invoice_item_deduct";
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[
        NO_DRAFT,
        &[
            "currency_mismatch",
            "gift_card_expired",
            "gift_card_line",
            "gift_card_short",
            "line_redeemed",
            "not_taxed_alike",
        ],
    ]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let item = view.require_version(self.id, self.expected).await?;
        let mut draft = Draft::require(view, require(item.invoice_id)).await?;
        let named = self.deduction.named(env, view, &item, draft.invoice());
        let (deposit, card) = Box::pin(named).await?;
        let mut changes = env.changes();
        draft.change(&mut changes, self.id, |item| {
            item.deposit_id = deposit;
            item.gift_card_id = card.map(Id::uuid);
        })?;
        let draft = draft.save(env, view, &mut changes).await?;
        let after = draft.items().iter().find(|item| item.id == self.id).cloned();
        let after = after.ok_or(Error::NotFound { entity: "invoice_item" })?;
        Ok(Plan::new(after, changes).emit(EventKind::InvoiceItemUpdated, self.id))
    }
}

impl LineDeduction {
    /// Returns the deposit or the gift card that is named.
    async fn named(
        &self,
        env: &Env,
        view: &mut View<'_>,
        item: &InvoiceItem,
        invoice: &Invoice,
    ) -> Result<(Option<Id<Invoice>>, Option<Id<GiftCard>>)> {
        match (self.deposit_id, &self.gift_card_code) {
            (None, None) => Ok((None, None)),
            (Some(id), None) => {
                may_deduct(item)?;
                let (deposit, lines) =
                    view.read((referred("/deposit_id", id), items_of(id))).await?;
                is_of(view, &deposit, invoice).await?;
                let line = lines.first().ok_or(Error::NotFound { entity: "invoice_item" })?;
                must_be_alike(&line.taxes, item)?;
                Ok((Some(id), None))
            }
            (None, Some(code)) => {
                may_deduct(item)?;
                let card = deducted(code, env, view, invoice).await?;
                must_be_alike(&card.taxes, item)?;
                Ok((None, Some(card.id)))
            }
            (Some(_), Some(_)) => {
                let detail = "A line deducts a deposit or a gift card.";
                Err(Error::invalid("", "at_most_one", detail))
            }
        }
    }
}

/// Refuses lines that nothing is deducted of.
fn may_deduct(item: &InvoiceItem) -> Result<()> {
    if item.item_type == ItemType::GiftCard {
        let detail = "A gift card is paid for in money.";
        return Err(Error::conflict("gift_card_line", detail));
    }
    if item.guest_package_id.is_some() {
        let detail = "A session of a package was taken for this line.";
        return Err(Error::conflict("line_redeemed", detail));
    }
    Ok(())
}

/// Refuses what is no deposit of whoever is billed, or was merged into them, where they are billed.
async fn is_of(view: &mut View<'_>, deposit: &Invoice, invoice: &Invoice) -> Result<()> {
    let pointer = "/deposit_id";
    if deposit.kind != InvoiceKind::Deposit {
        return Err(Error::invalid(pointer, "not_a_deposit", "This invoice is no deposit."));
    }
    let mut is_theirs = deposit.guest_id == invoice.guest_id;
    if !is_theirs {
        let owner = view.peek(deposit.guest_id).await?;
        is_theirs = owner.is_some_and(|owner| owner.merged_into == Some(invoice.guest_id.uuid()));
    }
    if !is_theirs || deposit.center_id != invoice.center_id {
        let detail = "The deposit is of another guest or center than the invoice.";
        return Err(Error::invalid(pointer, "other_guest_or_center", detail));
    }
    if deposit.currency != invoice.currency {
        let detail = "The deposit is in another currency than the invoice.";
        return Err(Error::conflict("currency_mismatch", detail));
    }
    Ok(())
}

/// Refuses what was taxed otherwise than a line: so what is deducted is of its price and its tax.
fn must_be_alike(taxes: &ItemTaxes, item: &InvoiceItem) -> Result<()> {
    if are_alike(taxes, &item.taxes) {
        return Ok(());
    }
    let detail = "The line bears other taxes than what was paid before.";
    Err(Error::conflict("not_taxed_alike", detail))
}
