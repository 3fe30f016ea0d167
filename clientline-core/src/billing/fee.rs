//! What a fee or a deposit comes to.

use super::{error::BillingError, input::LineInput, total::total};
use crate::{
    billing::InvoiceInput,
    model::DepositPolicy,
    value::{Discount, Fee, Money, PriceMode, Quantity, UnitPrice},
};

impl Fee {
    /// Returns what the fee comes to where a price was agreed: a share of it, rounded half away
    /// from zero, or a sum, whatever the price is.
    ///
    /// ```
    /// use clientline_core::value::{Fee, Money};
    ///
    /// let euro = "EUR".parse()?;
    /// let agreed = Money::from_minor(49_95, euro);
    /// let half = Fee::Percent("50".parse()?);
    /// assert_eq!(half.of(agreed)?, Money::from_minor(24_98, euro));
    /// let sum = Fee::Amount("20".parse()?);
    /// assert_eq!(sum.of(agreed)?, Money::from_minor(20_00, euro));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BillingError::Money`] if the sum is no money in the currency, and
    /// [`BillingError::TooLarge`] if the price is no price of one.
    pub fn of(self, agreed: Money) -> Result<Money, BillingError> {
        let percent = match self {
            Self::Percent(percent) => percent,
            Self::Amount(amount) => return Ok(amount.to_money(agreed.currency())?),
        };
        let unit_price: UnitPrice =
            agreed.to_string().parse().map_err(|_| BillingError::TooLarge)?;
        // A share of a price is rounded as what is taken off it is.
        let line = LineInput {
            quantity: Quantity::default(),
            unit_price,
            discount: Some(Discount::Percent(percent)),
            taxes: Vec::new(),
        };
        let totals = total(&InvoiceInput {
            currency: agreed.currency(),
            price_mode: PriceMode::Exclusive,
            taxes: Vec::new(),
            lines: vec![line],
            discounts: Vec::new(),
        })?;
        Ok(agreed.checked_sub(totals.net)?)
    }
}

impl DepositPolicy {
    /// Returns how much is asked for at a price that was agreed: a share of it, or a sum, and
    /// never more than it.
    ///
    /// ```
    /// use clientline_core::{model::DepositPolicy, value::{Fee, Money}};
    ///
    /// let euro = |minor| Money::from_minor(minor, "EUR".parse().unwrap());
    /// let share = DepositPolicy { asks: Fee::Percent("33".parse()?) };
    /// assert_eq!(share.of(euro(45_00))?, euro(14_85));
    /// let sum = DepositPolicy { asks: Fee::Amount("20".parse()?) };
    /// assert_eq!([sum.of(euro(45_00))?, sum.of(euro(12_00))?], [euro(20_00), euro(12_00)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Fee::of`].
    pub fn of(self, agreed: Money) -> Result<Money, BillingError> {
        let asked = self.asks.of(agreed)?;
        Ok(if asked.minor() > agreed.minor() { agreed } else { asked })
    }
}
