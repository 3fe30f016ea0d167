//! How the money of a payment is divided: what is applied, the tip and whom it is for, the change,
//! what is handed out beside it in cash, and what the smallest coin adds or takes off.

use super::{
    payments::{Arrival, RecordPayment},
    settlement::{money, too_large},
};
use crate::{
    billing::{BillingError, Tender},
    engine::View,
    entity::{Entity, Query},
    error::{Error, Result},
    model::{Invoice, PaymentMethod, Provider, ProviderTips},
    value::{Currency, Id, Money},
};

impl RecordPayment {
    /// Refuses parts of a tip that are for nobody.
    pub(super) async fn tips_are_for_providers(&self, view: &mut View<'_>) -> Result<()> {
        let providers: Vec<Id<Provider>> = self.tips.0.iter().map(|tip| tip.provider_id).collect();
        if providers.len() > ProviderTips::MAX {
            let detail = format!("A tip has at most {} parts.", ProviderTips::MAX);
            return Err(Error::invalid("/tips", "too_many", detail));
        }
        let most = u32::try_from(providers.len()).unwrap_or(u32::MAX);
        let asked = (most > 0).then(|| Query::<Provider>::limit(most).ids(&providers));
        let found = view.read(asked).await?.unwrap_or_default();
        let missing = providers.iter().position(|id| !found.iter().any(|one| one.id == *id));
        match missing {
            Some(at) => {
                Err(Error::missing_reference(&format!("/tips/{at}/provider_id"), Provider::NAME))
            }
            None => Ok(()),
        }
    }

    /// Returns the whole tip: what is said, or the sum of its parts.
    fn whole_tip(&self, currency: Currency) -> Result<Money> {
        let mut sum = Money::zero(currency);
        for (at, tip) in self.tips.0.iter().enumerate() {
            let part = money(&format!("/tips/{at}/amount"), tip.amount, currency)?;
            sum = sum.checked_add(part).map_err(too_large)?;
        }
        match self.tip {
            None => Ok(sum),
            Some(tip) => {
                let tip = money("/tip", tip, currency)?;
                if !self.tips.0.is_empty() && tip != sum {
                    let detail = "The parts of the tip come to another sum than the tip.";
                    return Err(Error::invalid("/tip", "sum_mismatch", detail));
                }
                Ok(tip)
            }
        }
    }

    /// Returns what the till hands out in cash, which the card is charged beyond the amount and the
    /// tip: it pays for nothing.
    pub(super) fn cash_back(&self, currency: Currency) -> Result<Money> {
        let Some(amount) = self.cash_back else { return Ok(Money::zero(currency)) };
        let cash_back = money("/cash_back", amount, currency)?;
        if cash_back.minor() == 0 {
            return Ok(cash_back);
        }
        if self.payment_method != PaymentMethod::Card {
            let detail = "Cash is handed out on a card alone.";
            return Err(Error::invalid("/cash_back", "card_only", detail));
        }
        if self.status == Arrival::Pending {
            let detail = "No cash is handed out for money that is awaited.";
            return Err(Error::invalid("/cash_back", "completed_only", detail));
        }
        Ok(cash_back)
    }

    /// Returns what the smallest coin adds to what is due, or takes off it, if cash settles it.
    pub(super) async fn rounding(&self, view: &mut View<'_>, invoice: &Invoice) -> Result<Money> {
        let zero = Money::zero(invoice.currency);
        if self.payment_method != PaymentMethod::Cash || self.status == Arrival::Pending {
            return Ok(zero);
        }
        let center = view.require(invoice.center_id).await?;
        // Coins are those of the currency that the center invoices in.
        let rounding = center.cash_rounding.filter(|_| center.currency == invoice.currency);
        rounding.map_or(Ok(zero), |rounding| {
            rounding.of(invoice.balance_due).map_err(|error| wrong(&error))
        })
    }

    /// Divides what was given into what is applied, the tip and the change; and
    /// says what was handed over, and how what is due was rounded.
    pub(super) fn tender(
        &self,
        invoice: &Invoice,
        rounding: Money,
    ) -> Result<(Tender, Option<Money>, Money)> {
        let (zero, due) = (Money::zero(invoice.currency), invoice.balance_due);
        let amount = money("/amount", self.amount, invoice.currency)?;
        let tip = self.whole_tip(invoice.currency)?;
        if amount.minor() == 0 && tip.minor() == 0 {
            return Err(Error::invalid("/amount", "out_of_range", "The amount must be above 0."));
        }
        let given = amount.checked_add(tip).map_err(too_large)?;
        if matches!(self.payment_method, PaymentMethod::GuestCredit | PaymentMethod::GiftCard) {
            self.is_owed_from_credit(amount, tip, invoice)?;
        }
        let awaits = self.status == Arrival::Pending && due.minor() == 0;
        if awaits {
            return Ok((
                Tender::by_transfer(given, tip).map_err(|error| wrong(&error))?,
                None,
                zero,
            ));
        }
        if self.payment_method == PaymentMethod::Cash {
            let payable = due.checked_add(rounding).map_err(too_large)?;
            // Nobody can hand over what is due where no coins come to it.
            let in_coins = if amount.minor() < due.minor() {
                given
            } else {
                let coins = payable.checked_add(tip).map_err(too_large)?;
                if coins.minor() > given.minor() { coins } else { given }
            };
            let tendered = self
                .tendered
                .map_or(Ok(in_coins), |sum| money("/tendered", sum, invoice.currency))?;
            if tendered.minor() < given.minor() {
                let detail = "Less is handed over than the amount and the tip.";
                return Err(Error::invalid("/tendered", "out_of_range", detail));
            }
            let offered = tendered.checked_sub(tip).map_err(too_large)?;
            // Less than that is a part payment, whose rest is due.
            let settles = amount.minor() >= payable.minor().min(due.minor())
                && offered.minor() >= payable.minor();
            let (most, rounding) = if settles {
                (payable, rounding)
            } else {
                (Money::from_minor(amount.minor().min(due.minor()), invoice.currency), zero)
            };
            let tender = Tender::in_cash(tendered, tip, most).map_err(|error| wrong(&error))?;
            return Ok((tender, Some(tendered), rounding));
        }
        if self.tendered.is_some() {
            let detail = "Only cash is handed over.";
            return Err(Error::invalid("/tendered", "cash_only", detail));
        }
        Ok((Tender::by_transfer(given, tip).map_err(|error| wrong(&error))?, None, zero))
    }

    /// Credit, or a gift card, is there or it is not, and pays for what is owed alone.
    fn is_owed_from_credit(&self, amount: Money, tip: Money, invoice: &Invoice) -> Result<()> {
        if self.status == Arrival::Pending {
            let detail = "What is paid by credit or by a gift card is there.";
            return Err(Error::invalid("/status", "completed_only", detail));
        }
        if tip.minor() > 0 {
            let detail = "A tip is given in money.";
            return Err(Error::invalid("/tip", "money_only", detail));
        }
        if amount.minor() <= invoice.balance_due.minor() {
            return Ok(());
        }
        Err(Error::conflict("overpayment", "The amount is more than what is owed."))
    }
}

/// The error of an amount that can't be divided.
fn wrong(error: &BillingError) -> Error {
    Error::invalid("/amount", error.code(), error.to_string())
}
