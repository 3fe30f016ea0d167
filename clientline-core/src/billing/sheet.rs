//! Steps 1 to 9 of "Totals of an invoice", over integers.
//!
//! A sheet is an invoice without names: taxes are positions, amounts are minor
//! units. Its amounts are all of one sign. The public types only make positive
//! ones; a sheet of negative ones gives the same results with the other sign,
//! which is what a credit note relies on.
//!
//! Amounts are held in 128 bits, and each is brought within 64 as soon as it
//! is made. So a sum over an invoice, being of far fewer than 2^60 of them,
//! can't overflow.

use std::collections::BTreeSet;

use crate::value::{Currency, Money, PriceMode};

use super::{
    error::BillingError,
    profile::{Profile, RATE_SCALE, SheetTax, profiles},
    ratio::{lcm, round},
    spread::spread,
};

/// How many digits quantities (4) and unit prices (6) have together.
const PRICE_DIGITS: u32 = 10;

/// An invoice reduced to integers.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) currency: Currency,
    pub(super) mode: PriceMode,
    /// In the order of their ids, which is part of the order of profiles.
    pub(super) taxes: Vec<SheetTax>,
    pub(super) lines: Vec<SheetLine>,
    pub(super) discounts: Vec<SheetDiscount>,
}

/// A line of a sheet.
#[derive(Debug)]
pub(super) struct SheetLine {
    /// In 10^-4.
    pub(super) quantity: i64,
    /// In 10^-6 of the currency's whole unit.
    pub(super) unit_price: i64,
    pub(super) cut: Option<Cut>,
    /// Positions in the sheet's taxes, in the line's own order, none twice.
    pub(super) taxes: Vec<usize>,
}

/// The amount of a discount.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// In 10^-4 percent, at most 100.
    Percent(i64),
    /// In minor units.
    Minor(i64),
}

/// A discount over several lines.
#[derive(Debug)]
pub(super) struct SheetDiscount {
    pub(super) cut: Cut,
    /// Positions of lines; all when there is no set. Being in order, equal
    /// lines get odd units by their position and not by how they were named.
    pub(super) lines: Option<BTreeSet<usize>>,
}

/// A line of a sheet when all is computed, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SettledLine {
    pub(super) gross: i128,
    pub(super) discount: i128,
    /// The line's share of each discount of the sheet.
    pub(super) allocated: Vec<i128>,
    pub(super) net: i128,
    /// For each of the line's taxes what it is of, and how much.
    pub(super) taxes: Vec<Taxed>,
    /// The line's amount after discounts: its net amount, or, when
    /// prices contain their taxes, its total.
    left: i128,
}

/// The base of a tax, and its amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taxed {
    pub(super) base: i128,
    pub(super) amount: i128,
}

impl SettledLine {
    /// Returns the line's taxes together.
    pub(super) fn tax(&self) -> i128 {
        self.taxes.iter().map(|taxed| taxed.amount).sum()
    }
}

impl Sheet {
    /// Computes every line; the totals of the sheet are sums of them.
    pub(super) fn settle(&self) -> Result<Vec<SettledLine>, BillingError> {
        let all_taxes = self.lines.iter().map(|line| line.taxes.as_slice());
        let (profiles, profile_of) =
            profiles(all_taxes, &self.taxes, self.mode).ok_or(BillingError::TooLarge)?;
        let mut lines = self.open_lines()?;
        for discount in &self.discounts {
            take_off(discount, &mut lines, &profile_of, profiles.len())?;
        }
        for tax in 0..self.taxes.len() {
            levy(tax, &mut lines, &profiles, &profile_of).ok_or(BillingError::TooLarge)?;
        }
        for (line, input) in lines.iter_mut().zip(&self.lines) {
            self.close_line(line, &input.taxes);
        }
        Ok(lines)
    }

    /// Steps 1 to 3: gross amount, own discount, and what is left.
    fn open_lines(&self) -> Result<Vec<SettledLine>, BillingError> {
        let open = |(index, line): (usize, &SheetLine)| {
            let gross = self.gross(line).ok_or(BillingError::LineTooLarge { line: index })?;
            let discount = match line.cut {
                None => 0,
                Some(Cut::Percent(percent)) => percent_of(gross, percent)?,
                Some(Cut::Minor(amount)) => self.within(amount, gross, index)?,
            };
            Ok(SettledLine {
                gross,
                discount,
                allocated: Vec::with_capacity(self.discounts.len()),
                net: 0,
                taxes: vec![Taxed::default(); line.taxes.len()],
                left: gross - discount,
            })
        };
        self.lines.iter().enumerate().map(open).collect()
    }

    fn gross(&self, line: &SheetLine) -> Option<i128> {
        let product = i128::from(line.quantity).checked_mul(line.unit_price.into())?;
        // An ISO 4217 exponent is at most 4.
        let scale = 10_u128.checked_pow(PRICE_DIGITS.checked_sub(self.currency.exponent())?)?;
        round(product, scale).filter(|gross| fits(*gross))
    }

    /// Takes an amount off a line as it is: too much of it is an error.
    fn within(&self, amount: i64, gross: i128, line: usize) -> Result<i128, BillingError> {
        let discount = i128::from(amount);
        let same_sign = discount.signum() * gross.signum() >= 0;
        if same_sign && discount.abs() <= gross.abs() {
            return Ok(discount);
        }
        Err(BillingError::DiscountAboveGross {
            line,
            discount: Money::from_minor(amount, self.currency),
            gross: money(gross, self.currency)?,
        })
    }

    /// Step 8, and what each tax of the line is levied on.
    fn close_line(&self, line: &mut SettledLine, taxes: &[usize]) {
        line.net = match self.mode {
            PriceMode::Exclusive => line.left,
            PriceMode::Inclusive => line.left - line.tax(),
        };
        let mut with_earlier = line.net;
        for (taxed, tax) in line.taxes.iter_mut().zip(taxes) {
            let compound = self.taxes.get(*tax).is_some_and(|tax| tax.compound);
            taxed.base = if compound { with_earlier } else { line.net };
            with_earlier += taxed.amount;
        }
    }
}

/// Step 4: takes a discount off its lines, spread over profiles first and
/// then over the lines of each.
fn take_off(
    discount: &SheetDiscount,
    lines: &mut [SettledLine],
    profile_of: &[usize],
    profiles: usize,
) -> Result<(), BillingError> {
    let mut members = vec![Vec::new(); profiles];
    let mut take = |line: usize| {
        if let Some(members) = profile_of.get(line).and_then(|profile| members.get_mut(*profile)) {
            members.push(line);
        }
    };
    match &discount.lines {
        None => (0..lines.len()).for_each(take),
        Some(eligible) => eligible.iter().for_each(|line| take(*line)),
    }
    let left = |members: &[usize]| members.iter().map(|line| lines[*line].left).sum::<i128>();
    let of_profiles: Vec<i128> = members.iter().map(|members| left(members)).collect();
    let base = of_profiles.iter().sum();
    let amount = match discount.cut {
        Cut::Percent(percent) => percent_of(base, percent)?,
        Cut::Minor(amount) if i128::from(amount).abs() < base.abs() => amount.into(),
        Cut::Minor(_) => base,
    };
    let shares = spread(amount, &magnitudes(of_profiles)).ok_or(BillingError::TooLarge)?;
    for line in lines.iter_mut() {
        line.allocated.push(0);
    }
    for (share, members) in shares.into_iter().zip(members) {
        let weights = magnitudes(members.iter().map(|line| lines[*line].left));
        let shares = spread(share, &weights).ok_or(BillingError::TooLarge)?;
        for (share, line) in shares.into_iter().zip(members) {
            let line = &mut lines[line];
            line.left -= share;
            if let Some(allocated) = line.allocated.last_mut() {
                *allocated = share;
            }
        }
    }
    Ok(())
}

/// Steps 6 and 7: rounds a tax of the whole sheet once, and shares it out.
fn levy(
    tax: usize,
    lines: &mut [SettledLine],
    profiles: &[Profile],
    profile_of: &[usize],
) -> Option<()> {
    // Over one denominator the exact taxes of all lines are whole numbers.
    let place = |profile: &Profile| profile.taxes.iter().position(|other| *other == tax);
    let places: Vec<_> = profiles.iter().map(place).collect();
    let factor = |profile: usize| {
        let place = (*places.get(profile)?)?;
        Some((place, *profiles.get(profile)?.factors.get(place)?))
    };
    let mut common = 1;
    for (_, factor) in (0..profiles.len()).filter_map(factor) {
        common = lcm(common, factor.denominator())?;
    }
    let (mut bearing, mut weights, mut exact) = (Vec::new(), Vec::new(), 0_i128);
    for (line, profile) in profile_of.iter().enumerate() {
        let Some((place, factor)) = factor(*profile) else { continue };
        let multiple = factor.numerator().checked_mul(common / factor.denominator())?;
        let weighted = lines[line].left.checked_mul(multiple.try_into().ok()?)?;
        exact = exact.checked_add(weighted)?;
        bearing.push((line, place));
        weights.push(weighted.unsigned_abs());
    }
    let amount = round(exact, common).filter(|amount| fits(*amount))?;
    for ((line, place), share) in bearing.into_iter().zip(spread(amount, &weights)?) {
        lines[line].taxes[place].amount = share;
    }
    Some(())
}

/// Returns a percentage (in 10^-4) of an amount, rounded (steps 2 and 4).
fn percent_of(amount: i128, percent: i64) -> Result<i128, BillingError> {
    let exact = amount.checked_mul(percent.into());
    exact.and_then(|exact| round(exact, RATE_SCALE)).ok_or(BillingError::TooLarge)
}

fn magnitudes(amounts: impl IntoIterator<Item = i128>) -> Vec<u128> {
    amounts.into_iter().map(i128::unsigned_abs).collect()
}

fn fits(amount: i128) -> bool {
    i64::try_from(amount).is_ok()
}

/// Brings an amount into money.
pub(super) fn money(minor: i128, currency: Currency) -> Result<Money, BillingError> {
    let minor = i64::try_from(minor).map_err(|_| BillingError::TooLarge)?;
    Ok(Money::from_minor(minor, currency))
}
