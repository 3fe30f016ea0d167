//! Invariants I1 to I9 of the design of billing, and the engine against the
//! reference.

use proptest::prelude::*;

use super::worlds::{
    amount, anything, invoice, key, price_mode, with_one_partial_discount, without_lines,
};
use crate::{
    billing::{
        InvoiceDiscount, InvoiceInput, LineInput, LineTotals, Totals, reference,
        sheet::{Cut, Sheet},
        total,
        total::{TaxTable, sheet},
    },
    value::{Discount, Money, Percent, PriceMode, Quantity, UnitPrice},
};

fn sum(amounts: impl IntoIterator<Item = Money>) -> i64 {
    amounts.into_iter().map(Money::minor).sum()
}

/// The amount of a line after all discounts.
fn left(line: &LineTotals) -> i64 {
    line.gross.minor() - line.discount.minor() - sum(line.allocated_discounts.iter().copied())
}

fn all_off() -> Discount {
    Discount::Percent(Percent::from_scaled(1_000_000).unwrap())
}

/// Twice the exact tax of an invoice less twice its rounded amount, over the
/// exact tax's denominator, both from rates in whole fractions of a million.
fn distance_from_exact(invoice: &InvoiceInput, lines: &[LineTotals], tax: usize) -> (i128, i128) {
    let (mut over, mut under) = (0_i128, 1_i128);
    let mut rounded = 0;
    for (line, input) in lines.iter().zip(&invoice.lines) {
        let Some(place) = input.taxes.iter().position(|id| *id == key(tax)) else { continue };
        rounded += i128::from(line.taxes[place].amount.minor());
        // Rates with one denominator, 10^6k after k taxes.
        let (mut earlier, mut one, mut factor) = (0_i128, 1_i128, 0);
        for (index, id) in input.taxes.iter().enumerate() {
            let tax = invoice.taxes.iter().find(|tax| tax.id == *id).unwrap();
            // A rate is a multiple of 0.025 %, hence of 1/4,000.
            let rate = i128::from(tax.rate.scaled()) / 250;
            let step = rate * if tax.compound { one + earlier } else { one };
            if index <= place {
                factor = step;
            } else {
                factor *= 4_000;
            }
            (earlier, one) = (earlier * 4_000 + step, one * 4_000);
        }
        let denominator = match invoice.price_mode {
            PriceMode::Exclusive => one,
            PriceMode::Inclusive => one + earlier,
        };
        let shared = gcd(under, denominator);
        over = over * (denominator / shared) + i128::from(left(line)) * factor * (under / shared);
        under *= denominator / shared;
    }
    (2 * (over - rounded * under), under)
}

fn gcd(left: i128, right: i128) -> i128 {
    if right == 0 { left } else { gcd(right, left % right) }
}

fn negated(mut sheet: Sheet) -> Sheet {
    let negate = |cut: &mut Cut| {
        if let Cut::Minor(minor) | Cut::OtherMode(minor) = cut {
            *minor = -*minor;
        }
    };
    for line in &mut sheet.lines {
        line.unit_price = -line.unit_price;
        line.cut.iter_mut().for_each(negate);
    }
    sheet.discounts.iter_mut().for_each(|discount| negate(&mut discount.cut));
    sheet
}

proptest! {
    #[test]
    fn i1_gross_less_discount_is_the_subtotal(invoice in invoice()) {
        let totals = total(&invoice).unwrap();
        let gross = sum(totals.lines.iter().map(|line| line.gross));
        let discount = sum(totals.lines.iter().map(|line| line.discount));
        prop_assert_eq!(gross - discount, totals.subtotal.minor());
        for line in &totals.lines {
            prop_assert!((0..=line.gross.minor()).contains(&line.discount.minor()));
        }
    }

    #[test]
    fn i2_shares_sum_to_each_discount_and_fit_their_lines(invoice in invoice()) {
        let totals = total(&invoice).unwrap();
        let mut remaining: Vec<i64> =
            totals.lines.iter().map(|line| line.gross.minor() - line.discount.minor()).collect();
        let mut together = 0;
        for (index, discount) in invoice.discounts.iter().enumerate() {
            let eligible = |line: &usize| discount.lines.as_ref().is_none_or(|lines| lines.contains(line));
            let base: i64 = (0..remaining.len()).filter(eligible).map(|line| remaining[line]).sum();
            let expected = match discount.discount {
                Discount::Percent(percent) => {
                    let exact = i128::from(base) * i128::from(percent.scaled());
                    i64::try_from((exact + 500_000) / 1_000_000).unwrap()
                }
                Discount::Amount(amount) => {
                    amount.to_money(invoice.currency).unwrap().minor().min(base)
                }
                // How near these come to what was said is a property of its own.
                _ => sum(totals.lines.iter().map(|line| line.allocated_discounts[index])),
            };
            let shares: Vec<i64> =
                totals.lines.iter().map(|line| line.allocated_discounts[index].minor()).collect();
            prop_assert_eq!(shares.iter().sum::<i64>(), expected);
            for (line, share) in shares.iter().enumerate() {
                prop_assert!((0..=remaining[line]).contains(share));
                prop_assert!(eligible(&line) || *share == 0);
                remaining[line] -= share;
            }
            together += expected;
        }
        prop_assert_eq!(totals.discount.minor(), together);
    }

    /// A sum that is said the other way than prices are read takes as much off what it was said of,
    /// but for the rounding of itself, of its shares and of the taxes.
    #[test]
    fn a_sum_with_tax_is_off_the_price_with_tax_and_one_without_off_that_without(
        invoice in invoice(),
        parts in 0_i64..=1_100,
    ) {
        let before = total(&InvoiceInput { discounts: vec![], ..invoice.clone() }).unwrap();
        let read = |totals: &Totals| match invoice.price_mode {
            PriceMode::Exclusive => totals.total.minor(),
            PriceMode::Inclusive => totals.net.minor(),
        };
        let stated = read(&before) * parts / 1_000;
        let said = match invoice.price_mode {
            PriceMode::Exclusive => Discount::AmountWithTax(amount(stated, invoice.currency)),
            PriceMode::Inclusive => Discount::AmountWithoutTax(amount(stated, invoice.currency)),
        };
        let discounts = vec![InvoiceDiscount { discount: said, lines: None }];
        let after = total(&InvoiceInput { discounts, ..invoice.clone() }).unwrap();
        // All rates on top of one another, in thousandths; no line bears more.
        let all = invoice.taxes.iter().map(|tax| tax.rate.scaled());
        let gross = all.fold(1_000, |gross, rate| gross + (gross * rate).div_euclid(1_000_000) + 1);
        let mut profiles: Vec<_> = invoice.lines.iter().map(|line| &line.taxes).collect();
        profiles.sort();
        profiles.dedup();
        let profiles = i64::try_from(profiles.len()).unwrap();
        let taxes = i64::try_from(before.taxes.len()).unwrap();
        let most = gross / 2 + profiles * (gross - 1_000) + taxes * 1_000;
        let away = read(&before) - read(&after) - stated.min(read(&before));
        prop_assert!(away.abs() * 1_000 <= most, "{away} of {most}");
    }

    #[test]
    fn i3_net_and_tax_are_the_total_and_each_tax_is_rounded_once(invoice in invoice()) {
        let totals = total(&invoice).unwrap();
        prop_assert_eq!(totals.net.minor() + totals.tax.minor(), totals.total.minor());
        prop_assert_eq!(sum(totals.lines.iter().map(|line| line.net)), totals.net.minor());
        prop_assert_eq!(sum(totals.lines.iter().map(|line| line.total)), totals.total.minor());
        prop_assert_eq!(sum(totals.taxes.iter().map(|tax| tax.amount)), totals.tax.minor());
        for line in &totals.lines {
            prop_assert_eq!(line.net.minor() + line.tax.minor(), line.total.minor());
            prop_assert_eq!(sum(line.taxes.iter().map(|tax| tax.amount)), line.tax.minor());
        }
        for tax in &totals.taxes {
            let of_lines = totals.lines.iter().flat_map(|line| &line.taxes);
            let of_lines: Vec<_> = of_lines.filter(|line| line.id == tax.id).collect();
            prop_assert_eq!(sum(of_lines.iter().map(|line| line.amount)), tax.amount.minor());
            prop_assert_eq!(sum(of_lines.iter().map(|line| line.base)), tax.base.minor());
        }
        for tax in 0..4 {
            let (distance, unit) = distance_from_exact(&invoice, &totals.lines, tax);
            prop_assert!(distance.abs() <= unit);
        }
    }

    #[test]
    fn i4_what_the_price_tags_say_is_what_is_charged(invoice in invoice()) {
        let mut invoice = InvoiceInput { price_mode: PriceMode::Inclusive, ..invoice };
        // What was said without tax, and was all of a line, would be more than one with tax.
        for line in &mut invoice.lines {
            line.discount = line.discount.map(|discount| match discount {
                Discount::AmountWithoutTax(sum) => Discount::AmountWithTax(sum),
                other => other,
            });
        }
        let totals = total(&invoice).unwrap();
        prop_assert_eq!(totals.total.minor(), totals.lines.iter().map(left).sum::<i64>());
        for line in &totals.lines {
            prop_assert_eq!(line.total.minor(), left(line));
        }
    }

    #[test]
    fn i5_a_line_cut_in_two_changes_no_total(
        invoice in invoice(),
        line: prop::sample::Index,
        price in 0_i64..20_000,
        (first, second) in (1_i64..20, 1_i64..20),
    ) {
        let mut whole = with_one_partial_discount(invoice);
        let line = line.index(whole.lines.len());
        let units = |count: i64| Quantity::from_scaled(count * 10_000).unwrap();
        // Whole units at a price in whole minor units, so that cutting the
        // line rounds nothing anew.
        let minor = 10_i64.pow(6 - whole.currency.exponent());
        whole.lines[line].unit_price = UnitPrice::from_scaled(price * minor).unwrap();
        whole.lines[line].quantity = units(first + second);
        whole.lines[line].discount = None;

        let mut cut = whole.clone();
        cut.lines[line].quantity = units(first);
        cut.lines.push(LineInput { quantity: units(second), ..whole.lines[line].clone() });
        for discount in &mut cut.discounts {
            if let Some(lines) = discount.lines.as_mut().filter(|lines| lines.contains(&line)) {
                lines.push(whole.lines.len());
            }
        }
        let (whole, cut) = (total(&whole).unwrap(), total(&cut).unwrap());
        prop_assert_eq!(without_lines(whole), without_lines(cut));
    }

    #[test]
    fn i6_the_order_of_lines_changes_no_total(
        (invoice, order) in invoice().prop_flat_map(|invoice| {
            let order: Vec<usize> = (0..invoice.lines.len()).collect();
            (Just(invoice), Just(order).prop_shuffle())
        })
    ) {
        let mut shuffled = invoice.clone();
        shuffled.lines = order.iter().map(|line| invoice.lines[*line].clone()).collect();
        for lines in shuffled.discounts.iter_mut().filter_map(|discount| discount.lines.as_mut()) {
            for line in lines {
                *line = order.iter().position(|old| old == line).unwrap();
            }
        }
        let (invoice, shuffled) = (total(&invoice).unwrap(), total(&shuffled).unwrap());
        prop_assert_eq!(without_lines(invoice), without_lines(shuffled));
    }

    #[test]
    fn i6_nor_does_the_order_of_the_taxes_given(invoice in invoice()) {
        let mut turned = invoice.clone();
        turned.taxes.reverse();
        let mut totals = total(&turned).unwrap();
        totals.taxes.reverse();
        prop_assert_eq!(totals, total(&invoice).unwrap());
    }

    #[test]
    fn i7_a_higher_price_or_quantity_never_lowers_the_total(
        invoice in invoice(),
        line: prop::sample::Index,
        (price, quantity) in (0_i64..30_000, 0_i64..30_000),
    ) {
        let lower = InvoiceInput { discounts: vec![], ..invoice };
        let mut higher = lower.clone();
        let raised = line.get(&lower.lines);
        let line = &mut higher.lines[line.index(lower.lines.len())];
        line.unit_price = UnitPrice::from_scaled(raised.unit_price.scaled() + price).unwrap();
        line.quantity = Quantity::from_scaled(raised.quantity.scaled() + quantity).unwrap();
        let (lower, higher) = (total(&lower).unwrap(), total(&higher).unwrap());
        prop_assert!(lower.total.minor() <= higher.total.minor());
    }

    #[test]
    fn i8_negating_all_amounts_negates_all_results(invoice in invoice()) {
        let sheet = || sheet(&invoice, &TaxTable::new(&invoice).unwrap()).unwrap();
        let sold = sheet().settle().unwrap();
        let returned = negated(sheet()).settle().unwrap();
        for line in 0..invoice.lines.len() {
            for (sold, returned) in sold.allocated(line).iter().zip(returned.allocated(line)) {
                prop_assert_eq!(*sold, -returned);
            }
            for (sold, returned) in sold.taxes(line).iter().zip(returned.taxes(line)) {
                prop_assert_eq!((sold.base, sold.amount), (-returned.base, -returned.amount));
            }
            let (sold, returned) = (&sold.lines[line], &returned.lines[line]);
            prop_assert_eq!(sold.gross, -returned.gross);
            prop_assert_eq!(sold.discount, -returned.discount);
            prop_assert_eq!(sold.net, -returned.net);
        }
    }

    #[test]
    fn i9_all_of_it_off_is_nothing(invoice in invoice(), by_line: bool) {
        let mut free = invoice;
        if by_line {
            free.lines.iter_mut().for_each(|line| line.discount = Some(all_off()));
        } else {
            free.discounts.push(InvoiceDiscount { discount: all_off(), lines: None });
        }
        let totals = total(&free).unwrap();
        prop_assert_eq!((totals.net.minor(), totals.tax.minor(), totals.total.minor()), (0, 0, 0));
        for line in &totals.lines {
            prop_assert_eq!((line.net.minor(), line.tax.minor()), (0, 0));
        }
    }

    #[test]
    fn the_engine_agrees_with_the_reference(invoice in invoice()) {
        // The reference runs out of 128 bits now and then; too often would fail.
        let reference = reference::total(&invoice);
        prop_assume!(reference.is_some());
        prop_assert_eq!(total(&invoice).ok(), reference);
    }

    #[test]
    fn no_input_makes_the_engine_panic_or_disagree(invoice in anything()) {
        if let (Ok(totals), Some(reference)) = (total(&invoice), reference::total(&invoice)) {
            prop_assert_eq!(totals, reference);
        }
    }

    #[test]
    fn one_tax_on_one_line_is_rounded_half_away(price in 0_i64..1_000_000, rate in 0_i64..300_000, mode in price_mode()) {
        let invoice = InvoiceInput {
            currency: "EUR".parse().unwrap(),
            price_mode: mode,
            taxes: vec![crate::billing::Tax {
                id: key(0),
                rate: crate::value::TaxRate::from_scaled(rate).unwrap(),
                compound: false,
                category: None,
            }],
            lines: vec![LineInput {
                quantity: Quantity::default(),
                unit_price: UnitPrice::from_scaled(price * 10_000).unwrap(),
                discount: None,
                taxes: vec![key(0)],
            }],
            discounts: vec![],
        };
        let divisor = if mode == PriceMode::Inclusive { 1_000_000 + rate } else { 1_000_000 };
        let tax = (2 * price * rate + divisor) / (2 * divisor);
        prop_assert_eq!(total(&invoice).unwrap().tax.minor(), tax);
    }
}
