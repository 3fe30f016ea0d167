//! The same totals by `rust_decimal`, as one would write them down: prices without taxes, each
//! step rounded half away from zero, and shares by the largest remainder.

use std::cmp::Ordering;

use clientline_core::{billing::InvoiceInput, value::Discount};
use rust_decimal::{Decimal, RoundingStrategy};

/// Net, tax and total of an invoice in a currency of two digits.
pub(crate) fn total(invoice: &InvoiceInput) -> [Decimal; 3] {
    let hundred = Decimal::ONE_HUNDRED;
    let discounted = |base: Decimal, discount: Discount| match discount {
        Discount::Percent(percent) => cents(base * Decimal::new(percent.scaled(), 4) / hundred),
        Discount::Amount(amount) => Decimal::new(amount.scaled(), 4),
        other => panic!("{other:?} is not reckoned here"),
    };
    let mut left: Vec<Decimal> = Vec::with_capacity(invoice.lines.len());
    for line in &invoice.lines {
        let price = Decimal::new(line.unit_price.scaled(), 6);
        let gross = cents(Decimal::new(line.quantity.scaled(), 4) * price);
        left.push(line.discount.map_or(gross, |discount| gross - discounted(gross, discount)));
    }
    for number in 0..invoice.discounts.len() {
        let discount = &invoice.discounts[number];
        let eligible: Vec<usize> = match &discount.lines {
            Some(lines) => lines.clone(),
            None => (0..left.len()).collect(),
        };
        let base: Decimal = eligible.iter().map(|line| left[*line]).sum();
        let amount = discounted(base, discount.discount).min(base);
        for (line, share) in spread(invoice, number, &eligible, &left, amount) {
            left[line] -= share;
        }
    }
    let net: Decimal = left.iter().sum();
    let tax = taxes(invoice, &left);
    [net, tax, net + tax]
}

fn cents(exact: Decimal) -> Decimal {
    exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// The rates of a line's taxes as factors of its net.
fn factors(invoice: &InvoiceInput, line: usize) -> Vec<Decimal> {
    let mut before = Decimal::ZERO;
    let mut factors = Vec::with_capacity(invoice.lines[line].taxes.len());
    for id in &invoice.lines[line].taxes {
        for tax in invoice.taxes.iter().filter(|tax| tax.id == *id) {
            let rate = Decimal::new(tax.rate.scaled(), 4) / Decimal::ONE_HUNDRED;
            let factor = if tax.compound { rate * (Decimal::ONE + before) } else { rate };
            before += factor;
            factors.push(factor);
        }
    }
    factors
}

/// A discount's shares: over the rates first, and over the lines of each then.
fn spread(
    invoice: &InvoiceInput,
    number: usize,
    eligible: &[usize],
    left: &[Decimal],
    amount: Decimal,
) -> Vec<(usize, Decimal)> {
    let later: Vec<&Vec<usize>> =
        invoice.discounts[number + 1..].iter().filter_map(|later| later.lines.as_ref()).collect();
    let mut lines = eligible.to_vec();
    lines.sort_by(|one, other| {
        let named = later.iter().map(|named| named.contains(other).cmp(&named.contains(one)));
        let larger = if later.is_empty() { Ordering::Equal } else { left[*other].cmp(&left[*one]) };
        named.fold(Ordering::Equal, Ordering::then).then(larger)
    });
    let mut profiles: Vec<(Decimal, Vec<usize>)> = Vec::new();
    for line in lines {
        let taxes = &invoice.lines[line].taxes;
        let same = |(_, of): &&mut (Decimal, Vec<usize>)| invoice.lines[of[0]].taxes == *taxes;
        match profiles.iter_mut().find(same) {
            Some((_, of)) => of.push(line),
            None => profiles.push((factors(invoice, line).iter().sum(), vec![line])),
        }
    }
    profiles.sort_by(|(rate, one), (other_rate, other)| {
        let taxes = |lines: &[usize]| invoice.lines[lines[0]].taxes.clone();
        other_rate.cmp(rate).then_with(|| taxes(one).cmp(&taxes(other)))
    });
    let weight = |lines: &[usize]| lines.iter().map(|line| left[*line]).sum();
    let weights: Vec<Decimal> = profiles.iter().map(|(_, lines)| weight(lines)).collect();
    let mut shares = Vec::with_capacity(eligible.len());
    for ((_, lines), share) in profiles.iter().zip(largest_remainder(amount, &weights)) {
        let weights: Vec<Decimal> = lines.iter().map(|line| left[*line]).collect();
        shares.extend(lines.iter().copied().zip(largest_remainder(share, &weights)));
    }
    shares
}

/// Each tax of the invoice, rounded once, and its lines' shares; their sum.
fn taxes(invoice: &InvoiceInput, left: &[Decimal]) -> Decimal {
    let mut sum = Decimal::ZERO;
    for tax in &invoice.taxes {
        let mut exact = Vec::with_capacity(left.len());
        for (line, left) in left.iter().enumerate() {
            let position = invoice.lines[line].taxes.iter().position(|id| *id == tax.id);
            exact.extend(position.map(|position| factors(invoice, line)[position] * left));
        }
        let rounded = cents(exact.iter().sum());
        sum += largest_remainder(rounded, &exact).iter().sum::<Decimal>();
    }
    sum
}

/// Divides an amount in proportion to weights, to the cent.
fn largest_remainder(amount: Decimal, weights: &[Decimal]) -> Vec<Decimal> {
    let all: Decimal = weights.iter().sum();
    if all.is_zero() {
        return vec![Decimal::ZERO; weights.len()];
    }
    let exact: Vec<Decimal> = weights.iter().map(|weight| amount * weight / all).collect();
    let mut shares: Vec<Decimal> = exact.iter().map(|exact| exact.trunc_with_scale(2)).collect();
    let mut by_fraction: Vec<usize> = (0..weights.len()).collect();
    by_fraction
        .sort_by(|one, other| (exact[*other] - shares[*other]).cmp(&(exact[*one] - shares[*one])));
    let mut missing = amount - shares.iter().sum::<Decimal>();
    let cent = Decimal::new(1, 2);
    for line in by_fraction {
        if missing < cent {
            break;
        }
        shares[line] += cent;
        missing -= cent;
    }
    shares
}
