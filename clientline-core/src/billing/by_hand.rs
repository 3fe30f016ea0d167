//! What is taken off prices by hand: which share of each line's price.

use rust_decimal::{Decimal, prelude::ToPrimitive as _};

use super::{input::InvoiceInput, total::Totals};
use crate::value::{Discount, Percent, UnitPrice};

/// Who says how much a discount takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenBy {
    /// Whoever gives it.
    Hand,
    /// An offer.
    Offer,
}

/// What is to be known of a line beside its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineGiving {
    /// Who says how much its own discount takes off.
    pub given_by: GivenBy,
    /// What one of it costs by the list, if a lower price is to count as something taken off.
    pub list_price: Option<UnitPrice>,
}

/// Which share of the prices of an invoice is taken off by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandShares {
    /// By the discounts over the invoice, of what they apply to.
    pub over: Percent,
    /// Of each line's price: by its own discount and those over the invoice together.
    pub lines: Vec<Percent>,
}

/// Returns which share of the prices of an invoice is taken off by hand.
///
/// Each discount counts by its share of what it applies to: 10 % off a line and 10 % over the
/// invoice take 19 % off. What an offer gives does not count. A percentage counts as it is said, and a
/// sum by what it comes to; one over an invoice on which nothing stands yet, as all of it. Shares have
/// four digits after the point, and are cut there.
///
/// `lines` and `discounts` say of each line and of each discount over the invoice who says how much it
/// is, in their order.
///
/// ```
/// use clientline_core::billing::{
///     GivenBy, InvoiceDiscount, InvoiceInput, LineGiving, LineInput, shares_by_hand, total,
/// };
/// use clientline_core::value::{Discount, PriceMode};
///
/// let cut = LineInput {
///     quantity: "1".parse()?,
///     unit_price: "45.00".parse()?,
///     discount: Some(Discount::Amount("4.50".parse()?)),
///     taxes: vec![],
/// };
/// let invoice = InvoiceInput {
///     currency: "EUR".parse()?,
///     price_mode: PriceMode::Exclusive,
///     taxes: vec![],
///     lines: vec![cut],
///     discounts: vec![InvoiceDiscount { discount: Discount::Percent("10".parse()?), lines: None }],
/// };
/// let by_hand = LineGiving { given_by: GivenBy::Hand, list_price: None };
/// let shares = shares_by_hand(&invoice, &total(&invoice)?, &[by_hand], &[GivenBy::Hand]);
/// assert_eq!(shares.over.to_string(), "10");
/// assert_eq!(shares.lines[0].to_string(), "19");
/// let shares = shares_by_hand(&invoice, &total(&invoice)?, &[by_hand], &[GivenBy::Offer]);
/// assert_eq!(shares.lines[0].to_string(), "10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn shares_by_hand(
    invoice: &InvoiceInput,
    totals: &Totals,
    lines: &[LineGiving],
    discounts: &[GivenBy],
) -> HandShares {
    let each = invoice.lines.iter().zip(&totals.lines).zip(lines);
    let each = each.map(|((line, amounts), giving)| {
        let (gross, discount) = (amounts.gross.minor(), amounts.discount.minor());
        let own = line.discount.filter(|_| giving.given_by == GivenBy::Hand);
        let own = own.map_or(Decimal::ONE, |own| kept_by(own, discount, gross));
        let price = giving.list_price.map_or(Decimal::ONE, |list| kept_of(line.unit_price, list));
        (gross - discount, own * price)
    });
    // What is left of each line, and the part of its price that is kept by hand.
    let mut standing: Vec<(i64, Decimal)> = each.collect();
    let mut over = Decimal::ONE;
    for (number, (discount, given_by)) in invoice.discounts.iter().zip(discounts).enumerate() {
        let is_on = |line: &usize| discount.lines.as_ref().is_none_or(|lines| lines.contains(line));
        let on: Vec<usize> = (0..standing.len()).filter(is_on).collect();
        let share = |line: usize| totals.lines[line].allocated_discounts[number].minor();
        let base = on.iter().map(|line| standing[*line].0).sum();
        let taken = on.iter().map(|line| share(*line)).sum();
        let own = match given_by {
            GivenBy::Hand => kept_by(discount.discount, taken, base),
            GivenBy::Offer => Decimal::ONE,
        };
        over *= own;
        for line in on {
            standing[line].0 -= share(line);
            standing[line].1 *= own;
        }
    }
    let lines = standing.into_iter().map(|(_, kept)| taken_off(kept));
    HandShares { over: taken_off(over), lines: lines.collect() }
}

/// The part of an amount that a discount leaves.
fn kept_by(discount: Discount, taken: i64, of: i64) -> Decimal {
    match discount {
        Discount::Percent(percent) => Decimal::ONE - percent.to_decimal() / Decimal::ONE_HUNDRED,
        _ if of > 0 => Decimal::from(of - taken) / Decimal::from(of),
        Discount::Amount(sum) | Discount::AmountWithTax(sum) | Discount::AmountWithoutTax(sum) => {
            // Of what comes later, all of it.
            if sum.scaled() > 0 { Decimal::ZERO } else { Decimal::ONE }
        }
    }
}

/// The part of a price by the list that another price is; a higher one takes nothing off.
fn kept_of(price: UnitPrice, list: UnitPrice) -> Decimal {
    if price.scaled() < list.scaled() {
        Decimal::from(price.scaled()) / Decimal::from(list.scaled())
    } else {
        Decimal::ONE
    }
}

/// The share that is taken off where a part is kept.
fn taken_off(kept: Decimal) -> Percent {
    let scaled = ((Decimal::ONE - kept) * Decimal::from(1_000_000)).trunc().to_i64();
    // A part is between nothing and all.
    Percent::from_scaled(scaled.unwrap_or_default().clamp(0, 1_000_000)).unwrap_or(Percent::ALL)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::billing::{InvoiceDiscount, LineInput, tests::worlds::invoice, total};

    fn percent(text: &str) -> Percent {
        text.parse().unwrap()
    }

    fn line(price: &str, discount: Option<Discount>) -> LineInput {
        let (quantity, unit_price) = ("1".parse().unwrap(), price.parse().unwrap());
        LineInput { quantity, unit_price, discount, taxes: vec![] }
    }

    fn of(lines: Vec<LineInput>, discounts: Vec<InvoiceDiscount>) -> InvoiceInput {
        let currency = "EUR".parse().unwrap();
        let price_mode = crate::value::PriceMode::Exclusive;
        InvoiceInput { currency, price_mode, taxes: vec![], lines, discounts }
    }

    const BY_HAND: LineGiving = LineGiving { given_by: GivenBy::Hand, list_price: None };
    const BY_OFFER: LineGiving = LineGiving { given_by: GivenBy::Offer, list_price: None };

    #[test]
    fn a_percentage_counts_as_it_is_said_and_not_as_it_is_rounded() {
        let ten = Discount::Percent(percent("10"));
        // 0.05 less 0.01, which is a fifth of it.
        let small = of(vec![line("0.05", Some(ten))], vec![]);
        let shares = shares_by_hand(&small, &total(&small).unwrap(), &[BY_HAND], &[]);
        assert_eq!(shares.lines, [percent("10")]);
    }

    #[test]
    fn a_price_below_the_list_is_taken_off_and_one_above_gives_nothing_back() {
        let ten = Discount::Percent(percent("10"));
        let two = of(vec![line("36", Some(ten)), line("54", Some(ten))], vec![]);
        let listed = LineGiving { list_price: Some("45".parse().unwrap()), ..BY_HAND };
        let shares = shares_by_hand(&two, &total(&two).unwrap(), &[listed, listed], &[]);
        assert_eq!(shares.lines, [percent("28"), percent("10")]);
    }

    #[test]
    fn a_sum_over_an_invoice_without_lines_is_all_of_what_comes() {
        let sum = Discount::Amount("1".parse().unwrap());
        let discounts = vec![InvoiceDiscount { discount: sum, lines: None }];
        let empty = of(vec![], discounts);
        let totals = total(&empty).unwrap();
        assert_eq!(shares_by_hand(&empty, &totals, &[], &[GivenBy::Hand]).over, Percent::ALL);
        assert_eq!(shares_by_hand(&empty, &totals, &[], &[GivenBy::Offer]).over, percent("0"));
    }

    proptest! {
        #[test]
        fn offers_take_nothing_off_by_hand(invoice in invoice()) {
            let totals = total(&invoice).unwrap();
            let offers = vec![GivenBy::Offer; invoice.discounts.len()];
            let shares =
                shares_by_hand(&invoice, &totals, &vec![BY_OFFER; invoice.lines.len()], &offers);
            prop_assert!(shares.lines.iter().all(|share| share.scaled() == 0));
            prop_assert_eq!(shares.over.scaled(), 0);
        }

        #[test]
        fn by_hand_a_line_has_at_least_the_share_of_each_discount_on_it(invoice in invoice()) {
            let totals = total(&invoice).unwrap();
            let all = vec![GivenBy::Hand; invoice.discounts.len()];
            let shares =
                shares_by_hand(&invoice, &totals, &vec![BY_HAND; invoice.lines.len()], &all);
            for (line, share) in invoice.lines.iter().zip(&shares.lines) {
                if let Some(Discount::Percent(own)) = line.discount {
                    prop_assert!(*share >= own);
                }
            }
            for discount in invoice.discounts.iter().filter(|discount| discount.lines.is_none()) {
                if let Discount::Percent(own) = discount.discount {
                    prop_assert!(shares.over >= own);
                    prop_assert!(shares.lines.iter().all(|share| *share >= own));
                }
            }
        }
    }
}
