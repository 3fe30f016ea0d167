//! A line cut into parts that others pay: together they are the line, to the last unit.
//!
//! Quantity, price and discount are each shared out by largest remainder, so that nothing is sold
//! twice and nothing is given away. The taxes of the parts are worked out on the invoice on which
//! each stands, and rounded there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    error::BillingError,
    input::{InvoiceInput, LineInput},
    profile::RATE_SCALE,
    spread::Spread,
    total::total,
};
use crate::value::{Amount, Currency, Discount, Money, Percent, Quantity, UnitPrice};

/// How much of a line is somebody's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineShare {
    /// So many of what is sold.
    Quantity(Quantity),
    /// A share of it, in percent.
    Percent(Percent),
    /// A sum, as prices are read on the invoice: of what is left after the line's own discount.
    Amount(Amount),
}

impl LineShare {
    /// Counts the share in units in which a whole line is so many; all shares of a line are of
    /// one kind.
    fn weight(self, of: &Whole, like: Self) -> Result<Option<u128>, BillingError> {
        let units = match (self, like) {
            (Self::Quantity(quantity), Self::Quantity(_)) => quantity.scaled(),
            (Self::Percent(percent), Self::Percent(_)) => percent.scaled(),
            (Self::Amount(amount), Self::Amount(_)) => amount.to_money(of.left.currency())?.minor(),
            _ => return Ok(None),
        };
        Ok(Some(units.unsigned_abs().into()))
    }

    /// Counts the whole line in the same units.
    fn whole(self, of: &Whole) -> u128 {
        match self {
            Self::Quantity(_) => of.quantity,
            Self::Percent(_) => RATE_SCALE,
            Self::Amount(_) => minor(of.left),
        }
    }
}

/// What a line comes to before invoice discounts and taxes.
struct Whole {
    quantity: u128,
    discount: Money,
    left: Money,
}

impl Whole {
    fn of(line: &LineInput, like: &InvoiceInput) -> Result<Self, BillingError> {
        let (gross, discount) = amounts(line, like)?;
        let quantity = line.quantity.scaled().unsigned_abs().into();
        Ok(Self { quantity, discount, left: gross.checked_sub(discount)? })
    }
}

/// Cuts a line of an invoice into parts: what is left of it first, and then a part for each share.
/// Together they have its quantity, its gross amount and its discount.
///
/// A part has the price and the percentage of the line, if it comes to its share by them; if not,
/// the price that comes to it, and the discount as a sum, as prices are read.
///
/// ```
/// use clientline_core::billing::{InvoiceInput, LineInput, LineShare, split};
/// use clientline_core::value::PriceMode;
///
/// let line = LineInput {
///     quantity: "1".parse()?,
///     unit_price: "100.00".parse()?,
///     discount: None,
///     taxes: vec![],
/// };
/// let invoice = InvoiceInput {
///     currency: "EUR".parse()?,
///     price_mode: PriceMode::Exclusive,
///     taxes: vec![],
///     lines: vec![line.clone()],
///     discounts: vec![],
/// };
/// let third = LineShare::Percent("33.3333".parse()?);
/// let parts = split(&line, &invoice, &[third, third])?;
/// let parts: Vec<_> =
///     parts.iter().map(|part| (part.quantity.to_string(), part.unit_price.to_string())).collect();
/// let part = |quantity: &str| (quantity.to_owned(), "100".to_owned());
/// assert_eq!(parts, [part("0.3334"), part("0.3333"), part("0.3333")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`BillingError::SharesOfKinds`] if the shares are not all of one kind,
/// [`BillingError::SharesAboveLine`] if they leave nothing of the line,
/// [`BillingError::ShareTooSmall`] if a part can't be told by a quantity and a price of the digits
/// that those have, and those of [`total`].
pub fn split(
    line: &LineInput,
    of: &InvoiceInput,
    shares: &[LineShare],
) -> Result<Vec<LineInput>, BillingError> {
    let Some(like) = shares.first().copied() else { return Ok(vec![line.clone()]) };
    let whole = Whole::of(line, of)?;
    let mut weights = vec![like.whole(&whole)];
    for (share, own) in shares.iter().enumerate() {
        let own = own.weight(&whole, like)?.ok_or(BillingError::SharesOfKinds { share })?;
        weights[0] = weights[0].checked_sub(own).ok_or(BillingError::SharesAboveLine)?;
        weights.push(own);
    }
    if weights[0] == 0 {
        return Err(BillingError::SharesAboveLine);
    }
    let mut spread = Spread::default();
    let mut shared = |total: u128| {
        let total = i128::try_from(total).ok()?;
        spread.share(total, weights.iter().copied()).map(<[i128]>::to_vec)
    };
    let shared = (shared(whole.quantity), shared(minor(whole.left)), shared(minor(whole.discount)));
    let (Some(quantities), Some(left), Some(discounts)) = shared else {
        return Err(BillingError::TooLarge);
    };
    let parts = quantities.into_iter().zip(left.into_iter().zip(discounts)).enumerate();
    let parts = parts.map(|(at, (quantity, (left, discount)))| {
        let part = Part { quantity, gross: left + discount, discount };
        // The first is what is left of the line.
        part.of(line, of).ok_or(BillingError::ShareTooSmall { share: at.saturating_sub(1) })
    });
    parts.collect()
}

/// What a part of a line comes to, in steps of the quantity and in minor units.
struct Part {
    quantity: i128,
    gross: i128,
    discount: i128,
}

impl Part {
    /// Returns the part as a line, or none, if no price makes one come to it.
    fn of(&self, line: &LineInput, like: &InvoiceInput) -> Option<LineInput> {
        let currency = like.currency;
        let money = |minor: i128| Some(Money::from_minor(i64::try_from(minor).ok()?, currency));
        let come_to = (money(self.gross)?, money(self.discount)?);
        let quantity = i64::try_from(self.quantity).ok()?;
        let quantity = Quantity::from_scaled(quantity).ok()?;
        let taken_off = Amount::try_from(come_to.1).ok()?;
        let sum = (self.discount > 0).then_some(Discount::Amount(taken_off));
        let terms = [line.unit_price, self.price(currency)?]
            .into_iter()
            .flat_map(|price| [(price, line.discount), (price, sum)]);
        let mut parts = terms.map(|(unit_price, discount)| LineInput {
            quantity,
            unit_price,
            discount,
            taxes: line.taxes.clone(),
        });
        parts.find(|part| amounts(part, like).is_ok_and(|amounts| amounts == come_to))
    }

    /// The price of one by which the quantity comes to the gross amount, to six digits.
    fn price(&self, currency: Currency) -> Option<UnitPrice> {
        // 10^-6 of a price, for 10^-4 of a quantity.
        let digits = 6_u32.checked_sub(currency.exponent())? + 4;
        let scaled = self.gross.checked_mul(10_i128.checked_pow(digits)?)?;
        let rounded = scaled.checked_add(self.quantity / 2)?.checked_div(self.quantity)?;
        UnitPrice::from_scaled(i64::try_from(rounded).ok()?).ok()
    }
}

/// Returns what a line comes to, and what its own discount takes off (steps 1 and 2).
fn amounts(line: &LineInput, like: &InvoiceInput) -> Result<(Money, Money), BillingError> {
    let totals = total(&InvoiceInput {
        currency: like.currency,
        price_mode: like.price_mode,
        taxes: like.taxes.clone(),
        lines: vec![line.clone()],
        discounts: Vec::new(),
    })?;
    let mut lines = totals.lines.iter().map(|line| (line.gross, line.discount));
    lines.next().ok_or(BillingError::TooLarge)
}

/// The minor units of an amount that is not below zero.
fn minor(amount: Money) -> u128 {
    amount.minor().unsigned_abs().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{billing::tests::worlds::invoice, value::PriceMode};

    fn euro() -> InvoiceInput {
        InvoiceInput {
            currency: "EUR".parse().unwrap(),
            price_mode: PriceMode::Exclusive,
            taxes: vec![],
            lines: vec![],
            discounts: vec![],
        }
    }

    fn line(quantity: &str, unit_price: &str, discount: Option<Discount>) -> LineInput {
        LineInput {
            quantity: quantity.parse().unwrap(),
            unit_price: unit_price.parse().unwrap(),
            discount,
            taxes: vec![],
        }
    }

    fn parts(line: &LineInput, shares: &[LineShare]) -> Vec<(String, String, String)> {
        let euro = euro();
        let parts = split(line, &euro, shares).unwrap();
        let told = |part: &LineInput| {
            let (gross, discount) = amounts(part, &euro).unwrap();
            let left = gross.checked_sub(discount).unwrap();
            (part.quantity.to_string(), part.unit_price.to_string(), left.to_string())
        };
        parts.iter().map(told).collect()
    }

    fn part(quantity: &str, price: &str, left: &str) -> (String, String, String) {
        (quantity.to_owned(), price.to_owned(), left.to_owned())
    }

    #[test]
    fn pieces_keep_their_price_and_the_discount_in_percent() {
        let tenth = Discount::Percent("10".parse().unwrap());
        let bottles = line("3", "19.90", Some(tenth));
        let one = LineShare::Quantity("1".parse().unwrap());
        assert_eq!(
            parts(&bottles, &[one]),
            [part("2", "19.9", "35.82"), part("1", "19.9", "17.91")]
        );
        let split = split(&bottles, &euro(), &[one]).unwrap();
        assert!(split.iter().all(|part| part.discount == Some(tenth)));
    }

    #[test]
    fn a_sum_is_met_to_the_cent_by_a_price_of_its_own() {
        let sum = LineShare::Amount("33.34".parse().unwrap());
        let cut = line("1", "100", None);
        assert_eq!(
            parts(&cut, &[sum]),
            [part("0.6666", "100", "66.66"), part("0.3334", "100", "33.34")]
        );
        let dear = line("1", "1000", None);
        assert_eq!(
            parts(&dear, &[sum]),
            [part("0.9667", "999.958622", "966.66"), part("0.0333", "1001.201201", "33.34")]
        );
    }

    #[test]
    fn what_leaves_nothing_or_can_not_be_told_is_refused() {
        let refused = |shares: &[LineShare]| {
            let cut = line("1", "50", None);
            split(&cut, &euro(), shares).unwrap_err().code()
        };
        let percent = |text: &str| LineShare::Percent(text.parse().unwrap());
        let amount = |text: &str| LineShare::Amount(text.parse().unwrap());
        assert_eq!(refused(&[percent("60"), percent("40")]), "shares_exceed_line");
        assert_eq!(refused(&[amount("50.01")]), "shares_exceed_line");
        assert_eq!(refused(&[percent("0")]), "share_too_small");
        assert_eq!(refused(&[percent("50"), amount("1")]), "shares_of_kinds");
        assert_eq!(refused(&[amount("0.005")]), "invalid_money");
    }

    fn sums(lines: &[LineInput], like: &InvoiceInput) -> (i64, i64, i64) {
        let invoice = InvoiceInput { lines: lines.to_vec(), discounts: vec![], ..like.clone() };
        let totals = total(&invoice).unwrap();
        (totals.net.minor(), totals.tax.minor(), totals.total.minor())
    }

    proptest! {
        /// I5: on one invoice the parts come to the line; on one each they do but for the
        /// rounding of each tax on each.
        #[test]
        fn parts_are_the_line(
            invoice in invoice(),
            percents in prop::collection::vec(1_i64..300_000, 1..4),
        ) {
            let shares = percents.iter().map(|scaled| Percent::from_scaled(*scaled).unwrap());
            let shares: Vec<LineShare> = shares.map(LineShare::Percent).collect();
            for line in &invoice.lines {
                let Ok(parts) = split(line, &invoice, &shares) else { continue };
                prop_assert_eq!(parts.len(), shares.len() + 1);
                let whole = sums(std::slice::from_ref(line), &invoice);
                prop_assert_eq!(sums(&parts, &invoice), whole);
                let scaled = |part: &LineInput| part.quantity.scaled();
                prop_assert_eq!(parts.iter().map(scaled).sum::<i64>(), scaled(line));

                let alone: Vec<_> = parts.iter().map(|part| sums(std::slice::from_ref(part), &invoice)).collect();
                let rounded = line.taxes.len() * (parts.len() + 1);
                let away = (alone.iter().map(|part| part.1).sum::<i64>() - whole.1).unsigned_abs();
                prop_assert!(2 * away <= rounded as u64, "{away} of {rounded}");
                let kept = |(net, _, total): &(i64, i64, i64)| match invoice.price_mode {
                    PriceMode::Exclusive => *net,
                    PriceMode::Inclusive => *total,
                };
                prop_assert_eq!(alone.iter().map(kept).sum::<i64>(), kept(&whole));
            }
        }
    }
}
