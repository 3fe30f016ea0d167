//! What a provider earns by a line: by which rule, and how much.
//!
//! It is reckoned on what is left of the line without tax, after discounts and credit notes, so
//! that a line that is credited as a whole has earned nothing in the end, in however many parts.

use chrono::NaiveDate;

use super::ratio::round;
use crate::{
    model::{CommissionRule, CommissionType, InvoiceItem, ItemType},
    value::{Amount, Money, MoneyError, Quantity},
};

/// How a commission is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommissionTerms {
    /// As a share, or as a sum for each one sold.
    pub commission_type: CommissionType,
    /// The rate in percent, or that sum.
    pub rate: Amount,
}

impl CommissionTerms {
    /// Returns what is earned by a line over `net`, of which `left` was not credited. Each amount
    /// is rounded once, half away from zero.
    ///
    /// ```
    /// use clientline_core::{billing::CommissionTerms, model::CommissionType, value::Money};
    ///
    /// let euro = |minor| Money::from_minor(minor, "EUR".parse().unwrap());
    /// let terms = CommissionTerms {
    ///     commission_type: CommissionType::Percentage,
    ///     rate: "12.5".parse()?,
    /// };
    /// let one = "1".parse()?;
    /// assert_eq!(terms.earned(one, euro(4_500), euro(4_500))?, euro(563));
    /// assert_eq!(terms.earned(one, euro(4_500), euro(1_500))?, euro(188));
    /// assert_eq!(terms.earned(one, euro(4_500), euro(0))?, euro(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] if it does not fit.
    pub fn earned(&self, quantity: Quantity, net: Money, left: Money) -> Result<Money, MoneyError> {
        /// One whole, in the steps of rates, amounts and quantities.
        const WHOLE: i128 = 10_000;
        let (rate, currency) = (i128::from(self.rate.scaled()), net.currency());
        let minor = match self.commission_type {
            CommissionType::Percentage => of(i128::from(left.minor()) * rate, 100 * WHOLE)?,
            CommissionType::Fixed => {
                let units = 10_i128.pow(currency.exponent());
                let each = of(rate * units, WHOLE)?;
                let all = of(each * i128::from(quantity.scaled()), WHOLE)?;
                match i128::from(net.minor()) {
                    0 => 0,
                    net => of(all * i128::from(left.minor()), net)?,
                }
            }
        };
        let minor = i64::try_from(minor).map_err(|_| MoneyError::Overflow)?;
        Ok(Money::from_minor(minor, currency))
    }
}

/// Divides, rounding half away from zero, what must fit as an amount.
fn of(dividend: i128, divisor: i128) -> Result<i128, MoneyError> {
    let rounded = round(dividend, divisor.unsigned_abs()).ok_or(MoneyError::Overflow)?;
    let rounded = if divisor < 0 { -rounded } else { rounded };
    i64::try_from(rounded).map(i128::from).map_err(|_| MoneyError::Overflow)
}

/// Returns the rule by which a line earns on a local day, if any does: one that names what was
/// sold before any that does not, then one that names the provider, then the latest.
#[must_use]
pub fn commission_rule<'r>(
    rules: impl IntoIterator<Item = &'r CommissionRule>,
    line: &InvoiceItem,
    day: NaiveDate,
) -> Option<&'r CommissionRule> {
    let provider = line.provider_id?;
    // What is kept for somebody, as the value of a gift card, is no revenue.
    if !matches!(line.item_type, ItemType::Service | ItemType::Product | ItemType::Package) {
        return None;
    }
    let fits = |rule: &&CommissionRule| {
        rule.valid_from <= day
            && rule.provider_id.is_none_or(|named| named == provider)
            && rule.service_id.is_none_or(|named| line.service_id == Some(named))
            && rule.product_id.is_none_or(|named| line.product_id == Some(named))
            && rule.package_id.is_none_or(|named| line.package_id == Some(named))
    };
    rules.into_iter().filter(fits).max_by_key(|rule| {
        (rule.names_item(), rule.provider_id.is_some(), rule.valid_from, rule.id)
    })
}

impl CommissionRule {
    /// Returns whether the rule is about one thing that is sold.
    #[must_use]
    pub const fn names_item(&self) -> bool {
        self.service_id.is_some() || self.product_id.is_some() || self.package_id.is_some()
    }

    /// Returns how it reckons.
    #[must_use]
    pub const fn terms(&self) -> CommissionTerms {
        CommissionTerms { commission_type: self.commission_type, rate: self.value }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        entity::sample,
        model::Commission,
        value::{Currency, Id},
    };

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    fn rule(valid_from: NaiveDate) -> CommissionRule {
        CommissionRule { valid_from, ..sample() }
    }

    #[test]
    fn what_was_sold_counts_before_who_sold_it_and_both_before_the_day() {
        let (provider, service) = (sample(), sample());
        let line = InvoiceItem {
            item_type: ItemType::Service,
            provider_id: Some(provider),
            service_id: Some(service),
            ..sample()
        };
        let all = rule(day(9));
        let of_provider = CommissionRule { provider_id: Some(provider), ..rule(day(3)) };
        let of_service = CommissionRule { service_id: Some(service), ..rule(day(2)) };
        let both = CommissionRule { provider_id: Some(provider), ..of_service.clone() };
        let both = CommissionRule { id: sample(), ..both };
        let later = CommissionRule { id: sample(), valid_from: day(5), ..both.clone() };
        let other = CommissionRule { product_id: Some(sample()), ..rule(day(1)) };
        let rules = [&all, &of_provider, &of_service, &both, &later, &other];
        let found = |on, rules: &[&CommissionRule]| -> Option<Id<CommissionRule>> {
            commission_rule(rules.iter().copied(), &line, day(on)).map(|rule| rule.id)
        };
        assert_eq!(found(9, &rules), Some(later.id));
        assert_eq!(found(4, &rules), Some(both.id));
        assert_eq!(found(9, &rules[..3]), Some(of_service.id));
        assert_eq!(found(9, &rules[..2]), Some(of_provider.id));
        assert_eq!(found(2, &rules[..2]), None);
        let unserved = InvoiceItem { provider_id: None, ..line.clone() };
        assert_eq!(commission_rule(rules, &unserved, day(9)), None);
        let card = InvoiceItem { item_type: ItemType::GiftCard, ..line.clone() };
        assert_eq!(commission_rule(rules, &card, day(9)), None);
        // What a row keeps is what it is reckoned by.
        assert_eq!(sample::<Commission>().commission_type, CommissionType::Percentage);
    }

    #[test]
    fn a_sum_is_for_each_one_sold() {
        let terms = CommissionTerms {
            commission_type: CommissionType::Fixed,
            rate: "2.5".parse().unwrap(),
        };
        let net = |minor| Money::from_minor(minor, "EUR".parse().unwrap());
        let three = "3".parse().unwrap();
        assert_eq!(terms.earned(three, net(9_000), net(9_000)).unwrap(), net(750));
        assert_eq!(terms.earned(three, net(9_000), net(3_000)).unwrap(), net(250));
        assert_eq!(terms.earned(three, net(0), net(0)).unwrap(), net(0));
        let yen = Money::from_minor(900, "JPY".parse().unwrap());
        assert_eq!(terms.earned(three, yen, yen).unwrap().minor(), 9);
    }

    proptest! {
        #[test]
        fn all_of_a_line_earns_all_and_nothing_of_it_nothing(
            rate in 0_i64..=1_000_000,
            quantity in 1_i64..1_000_000,
            net in 1_i64..1_000_000_000,
            left in 0_i64..1_000_000_000,
            is_share: bool,
        ) {
            let euro: Currency = "EUR".parse().unwrap();
            let commission_type =
                if is_share { CommissionType::Percentage } else { CommissionType::Fixed };
            let terms = CommissionTerms { commission_type, rate: Amount::from_scaled(rate).unwrap() };
            let quantity = Quantity::from_scaled(quantity).unwrap();
            let money = |minor| Money::from_minor(minor, euro);
            let earned = |left| terms.earned(quantity, money(net), money(left)).unwrap().minor();
            prop_assert_eq!(earned(0), 0);
            let left = left.min(net);
            prop_assert!((0..=earned(net)).contains(&earned(left)));
        }
    }
}
