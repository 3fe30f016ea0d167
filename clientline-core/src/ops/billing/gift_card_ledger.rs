//! The ledger of a gift card, and how it is posted to.
//!
//! Whoever posts writes the row with the balance. So of many who spend one at once each sees
//! what the others left.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::settlement::too_large;
use crate::{
    billing::{BillingError, GiftCardBalance, write_off_day},
    engine::{Env, View, reading::require_all},
    entity::Stored,
    error::{Error, Result},
    model::{GiftCard, GiftCardEntry, GiftCardReason, InvoiceItem, Payment},
    row::ChangeSet,
    value::{Id, Money},
};

/// What an entry is about.
#[derive(Clone, Copy)]
pub(super) enum About {
    /// The gift card alone: it is sold, taken back or written off.
    Itself,
    /// A payment that it is made with.
    Payment(Id<Payment>),
    /// A line that deducts it.
    Line(Id<InvoiceItem>),
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
        *card = post(env, changes, card, (reason, About::Payment(payment.id)), amount)?;
        Ok(())
    }
}

/// Adds an entry, and moves the balance.
///
/// # Errors
///
/// [`Error::Conflict`] `gift_card_short` if less is left than is taken.
pub(super) fn post(
    env: &Env,
    changes: &mut ChangeSet,
    card: &Stored<GiftCard>,
    (reason, about): (GiftCardReason, About),
    amount: Money,
) -> Result<Stored<GiftCard>> {
    let after = card.standing().post(amount).map_err(|error| match error {
        BillingError::GiftCardShort { .. } => Error::conflict("gift_card_short", error.to_string()),
        _ => Error::invalid("/amount", error.code(), error.to_string()),
    })?;
    let posted = changes.update(card, |card| {
        card.balance = after.left;
        card.write_off_on = card.write_off_day();
        card.steps = card.steps.saturating_add(1);
    });
    changes.insert(posted.entry(env, (reason, about), amount));
    Ok(posted)
}

impl GiftCard {
    pub(super) const fn standing(&self) -> GiftCardBalance {
        GiftCardBalance { value: self.value, left: self.balance }
    }

    /// Returns the day on which what is left of it is written off by itself.
    pub(super) fn write_off_day(&self) -> Option<NaiveDate> {
        let day = write_off_day(self.expires_on, self.write_off_after_days);
        day.filter(|_| self.balance.minor() > 0)
    }

    /// The entry that brought it to where it is.
    pub(super) fn entry(
        &self,
        env: &Env,
        (reason, about): (GiftCardReason, About),
        amount: Money,
    ) -> GiftCardEntry {
        let (payment_id, redeemed_by) = match about {
            About::Itself => (None, None),
            About::Payment(payment) => (Some(payment), None),
            About::Line(line) => (None, Some(line.uuid())),
        };
        GiftCardEntry {
            id: env.new_id(),
            gift_card_id: self.id,
            step: self.steps,
            reason,
            amount,
            currency: self.currency,
            balance: self.balance,
            payment_id,
            redeemed_by,
        }
    }
}
