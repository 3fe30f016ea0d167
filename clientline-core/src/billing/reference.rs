//! The totals of an invoice once more, in the plainest way.
//!
//! It reads like the design of billing, step by step, and shares no code with
//! the engine but its inputs and outputs: every amount is a fraction until a
//! step rounds it, and everything is looked up and computed again wherever it
//! is needed. Tests hold the engine to it, and the bench compares the two.
//! What it can't compute in 128 bits, or what is no valid invoice, is `None`.

use std::cmp::Ordering;

use crate::{
    model::TaxCategory,
    value::{Amount, Discount, Money, PriceMode},
};

use super::{InvoiceInput, LineInput, LineTax, LineTotals, Tax, TaxKey, TaxTotal, Totals};

/// A fraction; its denominator is more than 0.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn whole(number: i128) -> Self {
        Self(number, 1)
    }

    fn reduced(over: i128, under: i128) -> Option<Self> {
        let (mut left, mut right) = (over.checked_abs()?, under.checked_abs()?);
        while right != 0 {
            (left, right) = (right, left % right);
        }
        let (over, under) = (over.checked_div(left)?, under.checked_div(left)?);
        if under < 0 { Some(Self(-over, -under)) } else { Some(Self(over, under)) }
    }

    fn add(self, other: Self) -> Option<Self> {
        let left = self.0.checked_mul(other.1)?;
        let right = other.0.checked_mul(self.1)?;
        Self::reduced(left.checked_add(right)?, self.1.checked_mul(other.1)?)
    }

    fn subtract(self, other: Self) -> Option<Self> {
        self.add(Self(-other.0, other.1))
    }

    fn multiply(self, other: Self) -> Option<Self> {
        Self::reduced(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?)
    }

    fn divide(self, other: Self) -> Option<Self> {
        Self::reduced(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?)
    }

    fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.0.checked_mul(other.1)?.cmp(&other.0.checked_mul(self.1)?))
    }

    fn floor(self) -> i128 {
        self.0.div_euclid(self.1)
    }

    /// R: half away from zero, for numbers that are at least 0.
    fn rounded(self) -> Option<i128> {
        Some(self.add(Self(1, 2))?.floor())
    }
}

/// A percentage in 10^-4 as a fraction of 1.
fn percentage(scaled: i64) -> Option<Fraction> {
    Fraction::reduced(scaled.into(), 1_000_000)
}

/// LR: shares of `total` by `weights`.
fn largest_remainder(total: i128, weights: &[Fraction]) -> Option<Vec<i128>> {
    let mut sum = Fraction::whole(0);
    for weight in weights {
        sum = sum.add(*weight)?;
    }
    if sum.0 == 0 {
        return (total == 0).then(|| vec![0; weights.len()]);
    }
    let mut shares = Vec::new();
    let mut fractions = Vec::new();
    for weight in weights {
        let exact = Fraction::whole(total).multiply(*weight)?.divide(sum)?;
        shares.push(exact.floor());
        fractions.push(Some(exact.subtract(Fraction::whole(exact.floor()))?));
    }
    while shares.iter().sum::<i128>() < total {
        let mut best: Option<(usize, Fraction)> = None;
        for (index, fraction) in fractions.iter().enumerate() {
            let Some(fraction) = fraction else { continue };
            let better = match best {
                None => true,
                Some((_, other)) => fraction.compare(other)? == Ordering::Greater,
            };
            if better {
                best = Some((index, *fraction));
            }
        }
        let (index, _) = best?;
        shares[index] += 1;
        fractions[index] = None;
    }
    Some(shares)
}

/// Step 5: what each tax of a line is of its amount without taxes.
fn rates(invoice: &InvoiceInput, line: &LineInput) -> Option<Vec<(TaxKey, Fraction)>> {
    let mut rates: Vec<(TaxKey, Fraction)> = Vec::new();
    for id in &line.taxes {
        let tax = invoice.taxes.iter().find(|tax| tax.id == *id)?;
        let mut rate = percentage(tax.rate.scaled())?;
        if tax.compound {
            rate = rate.multiply(Fraction::whole(1).add(sum_of(&rates)?)?)?;
        }
        rates.push((id.clone(), rate));
    }
    Some(rates)
}

fn sum_of(rates: &[(TaxKey, Fraction)]) -> Option<Fraction> {
    rates.iter().try_fold(Fraction::whole(0), |sum, (_, rate)| sum.add(*rate))
}

/// Step 6: the exact tax on an amount of a line that bears it.
fn exact_tax(
    invoice: &InvoiceInput,
    line: &LineInput,
    tax: &Tax,
    amount: i128,
) -> Option<Fraction> {
    let rates = rates(invoice, line)?;
    let (_, rate) = rates.iter().find(|(id, _)| *id == tax.id)?;
    let exact = Fraction::whole(amount).multiply(*rate)?;
    match invoice.price_mode {
        PriceMode::Exclusive => Some(exact),
        PriceMode::Inclusive => exact.divide(Fraction::whole(1).add(sum_of(&rates)?)?),
    }
}

/// What one of a line's amount is as prices of the other mode are read.
fn other_mode(invoice: &InvoiceInput, line: &LineInput) -> Option<Fraction> {
    let gross = Fraction::whole(1).add(sum_of(&rates(invoice, line)?)?)?;
    match invoice.price_mode {
        PriceMode::Exclusive => Some(gross),
        PriceMode::Inclusive => Fraction::whole(1).divide(gross),
    }
}

/// What a discount takes off lines that come to so much each, before it is bounded.
fn taken_off(
    invoice: &InvoiceInput,
    discount: Discount,
    lines: &[(&LineInput, i128)],
) -> Option<i128> {
    let minor = |amount: Amount| amount.to_money(invoice.currency).ok().map(Money::minor);
    let base: i128 = lines.iter().map(|(_, left)| left).sum();
    let (sum, is_with_tax) = match discount {
        Discount::Percent(percent) => {
            return Fraction::whole(base).multiply(percentage(percent.scaled())?)?.rounded();
        }
        Discount::Amount(amount) => return minor(amount).map(i128::from),
        Discount::AmountWithTax(amount) => (minor(amount)?, true),
        Discount::AmountWithoutTax(amount) => (minor(amount)?, false),
    };
    if is_with_tax == (invoice.price_mode == PriceMode::Inclusive) {
        return Some(sum.into());
    }
    let mut other = Fraction::whole(0);
    for (line, left) in lines {
        other = other.add(Fraction::whole(*left).multiply(other_mode(invoice, line)?)?)?;
    }
    if base == 0 {
        return Some(0);
    }
    Fraction::whole(sum.into()).multiply(Fraction::whole(base).divide(other)?)?.rounded()
}

/// Step 4: one discount over its lines, as a share of each line.
fn share_out(
    invoice: &InvoiceInput,
    number: usize,
    eligible: &[usize],
    left: &[i128],
) -> Option<Vec<i128>> {
    let discount = invoice.discounts.get(number)?.discount;
    // Of equal fractions the line that a later discount names comes first, that of the next
    // one before that of others, and then the larger one; if a later one names any.
    let partial: Vec<&Vec<usize>> =
        invoice.discounts[number + 1..].iter().filter_map(|later| later.lines.as_ref()).collect();
    let before = |one: &usize, other: &usize| {
        for named in &partial {
            let order = named.contains(other).cmp(&named.contains(one));
            if order != Ordering::Equal {
                return order;
            }
        }
        if partial.is_empty() { Ordering::Equal } else { left[*other].cmp(&left[*one]) }
    };
    if eligible.iter().any(|line| *line >= left.len()) {
        return None;
    }
    let base: i128 = eligible.iter().map(|line| left[*line]).sum();
    let lines: Vec<(&LineInput, i128)> =
        eligible.iter().map(|line| (&invoice.lines[*line], left[*line])).collect();
    let amount = taken_off(invoice, discount, &lines)?;
    let mut profiles: Vec<(Fraction, Vec<TaxKey>)> = Vec::new();
    for line in &invoice.lines {
        if !profiles.iter().any(|(_, taxes)| *taxes == line.taxes) {
            profiles.push((sum_of(&rates(invoice, line)?)?, line.taxes.clone()));
        }
    }
    profiles.sort_by(|(left_rate, left), (right_rate, right)| {
        let rates = right_rate.compare(*left_rate).unwrap_or(Ordering::Equal);
        rates.then_with(|| left.cmp(right))
    });
    let lines_of = |taxes: &[TaxKey]| {
        let mut lines = eligible.to_vec();
        lines.retain(|line| invoice.lines[*line].taxes == taxes);
        lines.sort_unstable();
        lines.sort_by(before);
        lines
    };
    let weights = |lines: &[usize]| -> Vec<Fraction> {
        lines.iter().map(|line| Fraction::whole(left[*line])).collect()
    };
    let mut of_profiles = Vec::new();
    for (_, taxes) in &profiles {
        of_profiles
            .push(Fraction::whole(lines_of(taxes).iter().map(|line| left[*line]).sum::<i128>()));
    }
    let mut shares = vec![0; left.len()];
    let of_profiles = largest_remainder(amount.min(base), &of_profiles)?;
    for ((_, taxes), share) in profiles.iter().zip(of_profiles) {
        let lines = lines_of(taxes);
        let of_lines = largest_remainder(share, &weights(&lines))?;
        for (line, share) in lines.into_iter().zip(of_lines) {
            shares[line] = share;
        }
    }
    Some(shares)
}

/// Steps 1 to 3: a line before discounts and taxes of the invoice.
fn open_line(invoice: &InvoiceInput, line: &LineInput) -> Option<LineTotals> {
    let quantity = Fraction::reduced(line.quantity.scaled().into(), 10_000)?;
    let price = Fraction::reduced(line.unit_price.scaled().into(), 1_000_000)?;
    let units = Fraction::whole(10_i128.pow(invoice.currency.exponent()));
    let gross = quantity.multiply(price)?.multiply(units)?.rounded()?;
    let discount = match line.discount {
        None => 0,
        // A sum off a line is worth as much, whatever the line comes to.
        Some(Discount::Percent(_)) => taken_off(invoice, line.discount?, &[(line, gross)])?,
        Some(sum) => taken_off(invoice, sum, &[(line, 1)])?,
    };
    let money = |minor| Some(Money::from_minor(i64::try_from(minor).ok()?, invoice.currency));
    let zero = Money::zero(invoice.currency);
    (discount <= gross).then_some(())?;
    Some(LineTotals {
        gross: money(gross)?,
        discount: money(discount)?,
        allocated_discounts: Vec::new(),
        net: zero,
        tax: zero,
        total: zero,
        taxes: Vec::new(),
    })
}

/// Computes the totals of an invoice.
#[must_use]
pub fn total(invoice: &InvoiceInput) -> Option<Totals> {
    let money = |minor: i128| {
        i64::try_from(minor).ok().map(|minor| Money::from_minor(minor, invoice.currency))
    };
    let (mut lines, mut left) = (Vec::new(), Vec::new());
    for line in &invoice.lines {
        let line = open_line(invoice, line)?;
        left.push(i128::from(line.gross.minor() - line.discount.minor()));
        lines.push(line);
    }
    let subtotal = left.iter().sum();
    for (number, discount) in invoice.discounts.iter().enumerate() {
        let all: Vec<usize> = (0..lines.len()).collect();
        let eligible = discount.lines.clone().unwrap_or(all);
        let shares = share_out(invoice, number, &eligible, &left)?;
        for (index, share) in shares.into_iter().enumerate() {
            left[index] -= share;
            lines[index].allocated_discounts.push(money(share)?);
        }
    }
    let after_discounts: i128 = left.iter().sum();
    let taxes = levy(invoice, &mut lines, &left)?;
    let tax: i128 = taxes.iter().map(|tax| i128::from(tax.amount.minor())).sum();
    let net = match invoice.price_mode {
        PriceMode::Exclusive => after_discounts,
        PriceMode::Inclusive => after_discounts - tax,
    };
    Some(Totals {
        subtotal: money(subtotal)?,
        discount: money(subtotal - after_discounts)?,
        net: money(net)?,
        tax: money(tax)?,
        total: money(net + tax)?,
        lines,
        taxes,
    })
}

/// The category of a tax: none above a rate of zero but the standard one, and that one alone.
fn category(tax: &Tax) -> Option<TaxCategory> {
    match (tax.category, tax.rate.scaled()) {
        (None | Some(TaxCategory::Standard), 1..) => Some(TaxCategory::Standard),
        (None, 0) => Some(TaxCategory::Zero),
        (Some(TaxCategory::Standard), 0) => None,
        (other, 0) => other,
        _ => None,
    }
}

/// Steps 7 and 8: each tax rounded once and shared out, and the net amounts.
fn levy(invoice: &InvoiceInput, lines: &mut [LineTotals], left: &[i128]) -> Option<Vec<TaxTotal>> {
    let currency = invoice.currency;
    let money = |minor: i128| Some(Money::from_minor(i64::try_from(minor).ok()?, currency));
    let mut shares: Vec<Vec<(TaxKey, i128)>> = vec![Vec::new(); lines.len()];
    for tax in &invoice.taxes {
        let (mut bearing, mut exact) = (Vec::new(), Vec::new());
        for (index, line) in invoice.lines.iter().enumerate() {
            if line.taxes.contains(&tax.id) {
                bearing.push(index);
                exact.push(exact_tax(invoice, line, tax, left[index])?);
            }
        }
        let sum = exact.iter().try_fold(Fraction::whole(0), |sum, tax| sum.add(*tax))?;
        for (line, share) in bearing.into_iter().zip(largest_remainder(sum.rounded()?, &exact)?) {
            shares[line].push((tax.id.clone(), share));
        }
    }
    for (index, line) in lines.iter_mut().enumerate() {
        let tax: i128 = shares[index].iter().map(|(_, share)| share).sum();
        let net = match invoice.price_mode {
            PriceMode::Exclusive => left[index],
            PriceMode::Inclusive => left[index] - tax,
        };
        let mut base = net;
        for id in &invoice.lines[index].taxes {
            let compound = invoice.taxes.iter().any(|tax| tax.id == *id && tax.compound);
            let (_, share) = shares[index].iter().find(|(other, _)| other == id)?;
            line.taxes.push(LineTax {
                id: id.clone(),
                base: money(if compound { base } else { net })?,
                amount: money(*share)?,
            });
            base += share;
        }
        (line.net, line.tax, line.total) = (money(net)?, money(tax)?, money(net + tax)?);
    }
    let mut totals = Vec::new();
    for tax in &invoice.taxes {
        let of_lines = lines.iter().flat_map(|line| &line.taxes).filter(|line| line.id == tax.id);
        let of_lines: Vec<&LineTax> = of_lines.collect();
        if of_lines.is_empty() {
            continue;
        }
        let base = of_lines.iter().map(|line| i128::from(line.base.minor())).sum();
        let amount = of_lines.iter().map(|line| i128::from(line.amount.minor())).sum();
        let (base, amount) = (money(base)?, money(amount)?);
        let category = category(tax)?;
        totals.push(TaxTotal { id: tax.id.clone(), category, rate: tax.rate, base, amount });
    }
    Some(totals)
}
