//! What a credit note takes off a line: its taxes follow from its price, cumulatively.
//!
//! After a line was credited by `a` of its price `B`, the tax that was credited is `R(T * a / B)`
//! (I13 of the design of billing): each credit note takes what those before it left of that. So
//! however a line is cut up, it ends exactly where the invoice stands. The price is read as the
//! invoice reads it: without tax, or with it.

use crate::value::{Money, PriceMode};

use super::{BillingError, ratio::round, spread::Spread};

/// A line as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedLine {
    /// Whether its price includes tax.
    pub price_mode: PriceMode,
    /// The whole of it.
    pub whole: LineAmounts,
    /// What credit notes took off it before.
    pub credited: LineAmounts,
}

/// Amounts of a line, or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineAmounts {
    /// Without tax.
    pub net: Money,
    /// Each of its taxes, in its own order.
    pub taxes: Vec<Money>,
}

impl LineAmounts {
    /// Returns the taxes together.
    ///
    /// # Errors
    /// [`BillingError::Money`] when they do not add up.
    pub fn tax(&self) -> Result<Money, BillingError> {
        let mut sum = Money::zero(self.net.currency());
        for tax in &self.taxes {
            sum = sum.checked_add(*tax)?;
        }
        Ok(sum)
    }

    /// Adds a part.
    ///
    /// # Errors
    /// [`BillingError::Money`] when the amounts do not add up.
    pub fn add(&mut self, part: &Self) -> Result<(), BillingError> {
        self.net = self.net.checked_add(part.net)?;
        for (sum, tax) in self.taxes.iter_mut().zip(&part.taxes) {
            *sum = sum.checked_add(*tax)?;
        }
        Ok(())
    }

    /// Returns what takes it away.
    ///
    /// # Errors
    /// [`BillingError::Money`] when the amounts do not fit.
    pub fn negated(&self) -> Result<Self, BillingError> {
        let taxes: Result<Vec<Money>, _> = self.taxes.iter().map(|tax| tax.checked_neg()).collect();
        Ok(Self { net: self.net.checked_neg()?, taxes: taxes? })
    }

    /// Returns what is paid for it.
    ///
    /// # Errors
    /// [`BillingError::Money`] when the amounts do not add up.
    pub fn total(&self) -> Result<Money, BillingError> {
        Ok(self.net.checked_add(self.tax()?)?)
    }
}

impl IssuedLine {
    /// Returns a part's price as the invoice reads it.
    fn price(&self, part: &LineAmounts) -> Result<Money, BillingError> {
        match self.price_mode {
            PriceMode::Exclusive => Ok(part.net),
            PriceMode::Inclusive => part.total(),
        }
    }

    /// Returns how much of its price is left to credit.
    ///
    /// # Errors
    /// [`BillingError::Money`] when the amounts do not add up.
    pub fn left(&self) -> Result<Money, BillingError> {
        Ok(self.price(&self.whole)?.checked_sub(self.price(&self.credited)?)?)
    }

    /// Returns the price of a part that is `part` of `all` of the line, where `before` of them
    /// were credited: any cuts come to the whole price.
    ///
    /// # Errors
    /// [`BillingError::TooLarge`] if the amounts do not fit.
    pub fn price_of(&self, part: i64, before: i64, all: i64) -> Result<Money, BillingError> {
        let whole = self.price(&self.whole)?;
        let after = share(whole, before.saturating_add(part), all)?;
        Ok(after.checked_sub(share(whole, before, all)?)?)
    }

    /// Credits so much of what is left of its price; the taxes come with it.
    ///
    /// # Errors
    /// [`BillingError::MoreThanLeft`] if less is left of it, and [`BillingError::Money`] or
    /// [`BillingError::TooLarge`] if the amounts do not fit.
    pub fn credit(&self, price: Money) -> Result<LineAmounts, BillingError> {
        let (whole, left) = (self.price(&self.whole)?, self.left()?);
        if price.minor() < 0 || price.minor() > left.minor() {
            return Err(BillingError::MoreThanLeft { left });
        }
        let after = self.price(&self.credited)?.checked_add(price)?;
        let tax = share(self.whole.tax()?, after.minor(), whole.minor())?;
        let tax = self.within(price, tax.checked_sub(self.credited.tax()?)?)?;
        let net = match self.price_mode {
            PriceMode::Exclusive => price,
            PriceMode::Inclusive => price.checked_sub(tax)?,
        };
        Ok(LineAmounts { net, taxes: self.spread(tax)? })
    }

    /// Keeps the tax of a part within what is left of it, and what is without tax within what is
    /// left of that: what was taken off may have come back in other parts than it went.
    fn within(&self, price: Money, tax: Money) -> Result<Money, BillingError> {
        let left = self.whole.tax()?.checked_sub(self.credited.tax()?)?.minor();
        let net_left = self.whole.net.checked_sub(self.credited.net)?.minor();
        let (least, most) = match self.price_mode {
            PriceMode::Exclusive => (0, left),
            PriceMode::Inclusive => {
                ((price.minor().saturating_sub(net_left)).max(0), left.min(price.minor()))
            }
        };
        Ok(of(tax, tax.minor().min(most).max(least)))
    }

    /// Spreads tax over what is left of each tax: so none is credited beyond what it was.
    fn spread(&self, tax: Money) -> Result<Vec<Money>, BillingError> {
        let parts = self.whole.taxes.iter().zip(&self.credited.taxes);
        let left: Result<Vec<Money>, _> =
            parts.map(|(whole, credited)| whole.checked_sub(*credited)).collect();
        let weights = left?.into_iter().map(|left| u128::from(left.minor().max(0).unsigned_abs()));
        let mut spread = Spread::default();
        let shares = spread.share(tax.minor().into(), weights).ok_or(BillingError::TooLarge)?;
        let money = |share: &i128| i64::try_from(*share).map(|share| of(tax, share));
        shares.iter().map(|share| money(share).map_err(|_| BillingError::TooLarge)).collect()
    }
}

/// Returns `part / all` of an amount, rounded; all of it, if there is nothing to divide by.
fn share(amount: Money, part: i64, all: i64) -> Result<Money, BillingError> {
    if part >= all {
        return Ok(amount);
    }
    let exact = i128::from(amount.minor()) * i128::from(part);
    let whole = round(exact, all.unsigned_abs().into()).ok_or(BillingError::TooLarge)?;
    let whole = i64::try_from(whole).map_err(|_| BillingError::TooLarge)?;
    Ok(of(amount, whole))
}

/// An amount in the currency of another.
const fn of(like: Money, minor: i64) -> Money {
    Money::from_minor(minor, like.currency())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euro(minor: i64) -> Money {
        Money::from_minor(minor, "EUR".parse().unwrap())
    }

    fn amounts(net: i64, taxes: &[i64]) -> LineAmounts {
        LineAmounts { net: euro(net), taxes: taxes.iter().copied().map(euro).collect() }
    }

    fn line(price_mode: PriceMode, net: i64, taxes: &[i64]) -> IssuedLine {
        let credited = amounts(0, &vec![0; taxes.len()]);
        IssuedLine { price_mode, whole: amounts(net, taxes), credited }
    }

    fn add(line: &mut IssuedLine, credit: &LineAmounts) {
        line.credited.add(credit).unwrap();
    }

    #[test]
    fn the_tax_of_a_part_is_its_share_and_the_last_part_takes_the_rest() {
        let mut third = line(PriceMode::Exclusive, 1_000, &[230]);
        let mut taxes = Vec::new();
        for price in [333, 333, 334] {
            let credit = third.credit(euro(price)).unwrap();
            taxes.push(credit.taxes[0].minor());
            add(&mut third, &credit);
        }
        assert_eq!(taxes, [77, 76, 77]);
        assert_eq!((third.left().unwrap(), third.credited.clone()), (euro(0), third.whole.clone()));
    }

    #[test]
    fn a_price_with_tax_is_credited_with_it() {
        let inclusive = line(PriceMode::Inclusive, 1_000, &[230]);
        assert_eq!(inclusive.credit(euro(123)).unwrap(), amounts(100, &[23]));
    }

    #[test]
    fn no_more_is_credited_than_is_left() {
        let line = line(PriceMode::Exclusive, 100, &[23]);
        let more = line.credit(euro(101));
        assert_eq!(more, Err(BillingError::MoreThanLeft { left: euro(100) }));
        assert!(line.credit(euro(-1)).is_err());
    }

    #[test]
    fn three_pieces_at_a_price_that_does_not_divide_come_to_it() {
        let line = line(PriceMode::Exclusive, 1_000, &[]);
        let prices = [0, 1, 2].map(|before| line.price_of(1, before, 3).unwrap().minor());
        assert_eq!(prices, [333, 334, 333]);
    }

    proptest! {
        /// Parts of a deposit that are deducted or credited, and given back in any order.
        #[test]
        fn what_is_taken_off_and_given_back_ends_at_the_whole(
            taxes in prop::collection::vec(0_i64..2_000, 0..3),
            net in 1_i64..10_000,
            steps in prop::collection::vec((any::<bool>(), 1_u32..=100, any::<prop::sample::Index>()), 0..30),
        ) {
            let mut line = line(PriceMode::Inclusive, net, &taxes);
            let mut parts: Vec<LineAmounts> = Vec::new();
            for (takes, percent, which) in steps {
                if takes || parts.is_empty() {
                    let left = line.left().unwrap().minor();
                    let part = line.credit(euro(left * i64::from(percent) / 100)).unwrap();
                    prop_assert!(part.net.minor() >= 0);
                    prop_assert!(part.taxes.iter().all(|tax| tax.minor() >= 0));
                    line.credited.add(&part).unwrap();
                    parts.push(part);
                } else {
                    let part = parts.swap_remove(which.index(parts.len()));
                    line.credited.add(&part.negated().unwrap()).unwrap();
                }
            }
            let rest = line.credit(line.left().unwrap()).unwrap();
            line.credited.add(&rest).unwrap();
            prop_assert_eq!(&line.credited, &line.whole);
        }
    }

    fn lines() -> impl Strategy<Value = IssuedLine> {
        let taxes = prop::collection::vec(0_i64..100_000, 0..4);
        (any::<bool>(), 0_i64..1_000_000, taxes).prop_map(|(inclusive, net, taxes)| {
            let mode = if inclusive { PriceMode::Inclusive } else { PriceMode::Exclusive };
            let taxes = if net == 0 && !inclusive { vec![0; taxes.len()] } else { taxes };
            line(mode, net, &taxes)
        })
    }

    proptest! {
        /// I13: whatever the cuts, what is credited is a function of how much was, each cut has
        /// amounts of at least 0, and the last ends exactly at the invoice, by each tax.
        #[test]
        fn any_sequence_of_credits_ends_exactly_at_the_invoice(mut line in lines(), cuts in prop::collection::vec(0_i64..400_000, 0..12)) {
            let whole = line.price(&line.whole).unwrap();
            for cut in cuts.into_iter().map(Some).chain([None]) {
                let left = line.left().unwrap().minor();
                let price = cut.map_or(left, |cut| cut.min(left));
                let credit = line.credit(euro(price)).unwrap();
                prop_assert!(credit.net.minor() >= 0);
                prop_assert!(credit.taxes.iter().all(|tax| tax.minor() >= 0));
                add(&mut line, &credit);
                let price = line.price(&line.credited).unwrap().minor();
                let tax = line.credited.tax().unwrap();
                prop_assert_eq!(tax, share(line.whole.tax().unwrap(), price, whole.minor()).unwrap());
            }
            prop_assert_eq!(line.credited, line.whole);
        }
    }
}
