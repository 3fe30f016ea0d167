//! Charges in percent: what a line asks for that follows the other lines, such as for service.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    error::BillingError,
    explanation::{Rounded, exact_share},
    input::{InvoiceInput, LineInput},
    total::total,
};
use crate::value::{Currency, Discount, Money, Percent, PriceMode, Quantity};

/// What a charge comes to, and of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Charge {
    /// What the lines that it is on come to after their own discounts, with tax where prices
    /// include it.
    pub base: Money,
    /// The charge.
    #[serde(flatten)]
    pub amount: Rounded,
}

/// Returns what a charge in percent on the lines of an invoice comes to, as their prices are read:
/// with tax, if they include it. It is a share of what they come to after their own discounts, rounded
/// half away from zero. Discounts over the invoice come after it, and take their part of it.
///
/// ```
/// use clientline_core::billing::{InvoiceInput, LineInput, charge};
/// use clientline_core::value::{Discount, PriceMode};
///
/// let cut = LineInput {
///     quantity: "1".parse()?,
///     unit_price: "49.95".parse()?,
///     discount: Some(Discount::Amount("5".parse()?)),
///     taxes: vec![],
/// };
/// let others = InvoiceInput {
///     currency: "EUR".parse()?,
///     price_mode: PriceMode::Exclusive,
///     taxes: vec![],
///     lines: vec![cut],
///     discounts: vec![],
/// };
/// let service = charge("12.5".parse()?, &others)?;
/// assert_eq!(service.base.to_string(), "44.95");
/// assert_eq!(service.amount.exact, "4495/8");
/// assert_eq!(service.amount.amount.to_string(), "5.62");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Those of [`total`].
pub fn charge(percent: Percent, on: &InvoiceInput) -> Result<Charge, BillingError> {
    charge_on(percent, total(on)?.subtotal)
}

/// Returns what a charge in percent comes to on an amount.
pub(super) fn charge_on(percent: Percent, base: Money) -> Result<Charge, BillingError> {
    let currency = base.currency();
    let unit_price = base.to_string().parse().map_err(|_| BillingError::TooLarge)?;
    // A share of an amount is rounded as what is taken off it is.
    let less = LineInput {
        quantity: Quantity::default(),
        unit_price,
        discount: Some(Discount::Percent(percent)),
        taxes: Vec::new(),
    };
    let amount = base.checked_sub(net(vec![less], currency)?)?;
    let exact = exact_share(percent, base).ok_or(BillingError::TooLarge)?;
    Ok(Charge { base, amount: Rounded { exact, amount } })
}

/// What lines without taxes come to.
fn net(lines: Vec<LineInput>, currency: Currency) -> Result<Money, BillingError> {
    let invoice = InvoiceInput {
        currency,
        price_mode: PriceMode::Exclusive,
        taxes: Vec::new(),
        lines,
        discounts: Vec::new(),
    };
    Ok(total(&invoice)?.net)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::billing::{reference, tests::worlds::invoice};

    proptest! {
        /// What it is on is what the lines come to by the reference, and the charge is the whole
        /// number nearest to its share of that.
        #[test]
        fn a_charge_is_the_nearest_share_of_what_the_lines_come_to(
            invoice in invoice(),
            scaled in 0_i64..=1_000_000,
        ) {
            let alone = InvoiceInput { discounts: vec![], ..invoice };
            let Some(expected) = reference::total(&alone) else { return Ok(()) };
            let percent = Percent::from_scaled(scaled).unwrap();
            let charge = charge(percent, &alone).unwrap();
            prop_assert_eq!(charge.base, expected.subtotal);
            let exact = i128::from(charge.base.minor()) * i128::from(scaled);
            let away = 2 * (i128::from(charge.amount.amount.minor()) * 1_000_000 - exact);
            prop_assert!(away > -1_000_000 && away <= 1_000_000, "{away}");
        }
    }
}
