//! Gift cards: the ledger of each, how one comes into being, pays, and is taken back.
//!
//! Whoever posts writes the row with the balance. So of many who spend one at once each sees
//! what the others left.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{package_ends::PrepaidWriteOff, settlement::too_large};
use crate::{
    billing::{BillingError, GiftCardBalance, gift_card_code},
    engine::{Env, Operation, Plan, View, reading::require_all},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        EventKind, GiftCard, GiftCardEntry, GiftCardReason, Invoice, InvoiceItem, ItemType,
        Payment, Permission,
    },
    ops::resource::Readable,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Code, Id, Money},
};

impl Readable for GiftCard {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_id", "invoice_id"];
}

impl Readable for GiftCardEntry {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["gift_card_id"];
}

/// The gift cards that payments were made with, while a use case plans.
pub(super) struct GiftCards(BTreeMap<Id<GiftCard>, Stored<GiftCard>>);

impl GiftCards {
    /// Reads those of some payments, and relies on them.
    pub(super) async fn of(
        view: &mut View<'_>,
        payments: impl IntoIterator<Item = &Payment>,
    ) -> Result<Self> {
        let ids = payments.into_iter().filter_map(|payment| payment.gift_card_id);
        let ids: Vec<Id<GiftCard>> = ids.collect();
        let asked = (!ids.is_empty()).then(|| require_all(ids));
        let found = view.read(asked).await?.unwrap_or_default();
        Ok(Self(found.into_iter().map(|card| (card.id, card)).collect()))
    }

    /// Takes what a payment is over off the gift card that it is made with, if it is.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `gift_card_short` if less is left.
    pub(super) fn spend(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        payment: &Payment,
    ) -> Result<()> {
        let amount = payment.amount.checked_neg().map_err(too_large)?;
        self.post(env, changes, payment, GiftCardReason::Redeemed, amount)
    }

    /// Puts money of a payment back onto the gift card that it was made with, if it was.
    pub(super) fn give_back(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        payment: &Payment,
        amount: Money,
    ) -> Result<()> {
        self.post(env, changes, payment, GiftCardReason::Refunded, amount)
    }

    fn post(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        payment: &Payment,
        reason: GiftCardReason,
        amount: Money,
    ) -> Result<()> {
        let Some(card) = payment.gift_card_id.and_then(|id| self.0.get_mut(&id)) else {
            return Ok(());
        };
        *card = post(env, changes, card, reason, amount, Some(payment.id))?;
        Ok(())
    }
}

/// Tells others of what happened to gift cards.
pub(super) fn tell<T>(
    plan: Plan<T>,
    kind: EventKind,
    cards: impl IntoIterator<Item = Id<GiftCard>>,
) -> Plan<T> {
    cards.into_iter().fold(plan, |plan, card| plan.emit(kind, card))
}

/// Adds an entry, and moves the balance.
fn post(
    env: &Env,
    changes: &mut ChangeSet,
    card: &Stored<GiftCard>,
    reason: GiftCardReason,
    amount: Money,
    payment: Option<Id<Payment>>,
) -> Result<Stored<GiftCard>> {
    let after = card.standing().post(amount).map_err(|error| match error {
        BillingError::GiftCardShort { .. } => Error::conflict("gift_card_short", error.to_string()),
        _ => Error::invalid("/amount", error.code(), error.to_string()),
    })?;
    let posted = changes.update(card, |card| {
        card.balance = after.left;
        card.steps = card.steps.saturating_add(1);
    });
    changes.insert(posted.entry(env, reason, amount, payment));
    Ok(posted)
}

impl GiftCard {
    const fn standing(&self) -> GiftCardBalance {
        GiftCardBalance { value: self.value, left: self.balance }
    }

    /// The entry that brought it to where it is.
    fn entry(
        &self,
        env: &Env,
        reason: GiftCardReason,
        amount: Money,
        payment_id: Option<Id<Payment>>,
    ) -> GiftCardEntry {
        GiftCardEntry {
            id: env.new_id(),
            gift_card_id: self.id,
            step: self.steps,
            reason,
            amount,
            currency: self.currency,
            balance: self.balance,
            payment_id,
        }
    }
}

/// Writes off what is left on a gift card after its last day, or on one that is given up.
#[derive(Clone, Copy, Debug)]
pub struct WriteOffGiftCard {
    /// The gift card.
    pub id: Id<GiftCard>,
    /// How.
    pub how: PrepaidWriteOff,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for WriteOffGiftCard {
    type Answer = Stored<GiftCard>;
    const NAME: &'static str = "gift_card_write_off";
    const NEEDS: Permission = Permission::RefundPayments;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let card = view.require_version(self.id, self.expected).await?;
        let center = view.require(card.center_id).await?;
        let today = center.time_zone.local(env.now()).date();
        if !self.how.early && card.expires_on.is_none_or(|last| today <= last) {
            return Err(Error::conflict("not_expired", "The gift card still pays."));
        }
        if card.balance.minor() == 0 {
            return Err(Error::conflict("gift_card_short", "Nothing is left on the gift card."));
        }
        let mut changes = env.changes();
        let rest = card.balance.checked_neg().map_err(too_large)?;
        let after = post(env, &mut changes, &card, GiftCardReason::WrittenOff, rest, None)?;
        Ok(Plan::new(after, changes).emit(EventKind::GiftCardWrittenOff, self.id))
    }
}

/// Makes the gift cards that stand on an invoice, as it is issued.
pub(super) fn issue(
    env: &Env,
    changes: &mut ChangeSet,
    invoice: &Invoice,
    items: &[Stored<InvoiceItem>],
    day: NaiveDate,
) -> Result<Vec<Id<GiftCard>>> {
    let mut issued = Vec::new();
    for item in gift_cards_among(items) {
        let code = gift_card_code(&env.secret()?);
        let read = |text: &str| Code::parse(text).map_err(|error| Error::value("", &error));
        let card = GiftCard {
            id: env.new_id(),
            last_four: read(code.rsplit('-').next().unwrap_or(&code))?,
            code: read(&code)?,
            value: item.net_price,
            balance: item.net_price,
            currency: invoice.currency,
            guest_id: invoice.guest_id,
            center_id: invoice.center_id,
            invoice_id: invoice.id,
            invoice_item_id: item.id,
            issued_on: day,
            expires_on: item.gift_card_expires_on,
            steps: 1,
        };
        let entry = card.entry(env, GiftCardReason::Issued, card.value, None);
        issued.push(card.id);
        changes.insert(card);
        changes.insert(entry);
    }
    Ok(issued)
}

fn gift_cards_among<'i>(
    items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
) -> impl Iterator<Item = &'i Stored<InvoiceItem>> {
    items.into_iter().filter(|item| item.item_type == ItemType::GiftCard)
}

/// Takes back what lines sold that are credited, or whose invoice is withdrawn.
///
/// # Errors
///
/// [`Error::Conflict`] `gift_card_in_use` if some of a gift card was spent.
pub(super) async fn withdraw(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: impl IntoIterator<Item = &Stored<InvoiceItem>>,
    reason: GiftCardReason,
) -> Result<()> {
    let lines: Vec<Id<InvoiceItem>> = gift_cards_among(items).map(|item| item.id).collect();
    let most = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let asked = (most > 0).then(|| Query::limit(most).any(GiftCard::invoice_item_id(), &lines));
    for card in view.read(asked).await?.unwrap_or_default() {
        let spent = card
            .standing()
            .spent()
            .map_err(|error| Error::invalid("", error.code(), error.to_string()))?;
        if spent.minor() != 0 {
            let last_four = &card.last_four;
            let detail = format!("Of the gift card that ends in {last_four}, {spent} was spent.");
            return Err(Error::conflict("gift_card_in_use", detail));
        }
        view.rely_on(&card);
        let amount = card.balance.checked_neg().map_err(too_large)?;
        post(env, changes, &card, reason, amount, None)?;
    }
    Ok(())
}
