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

use std::{cmp::Reverse, ops::Range};

use crate::value::{Currency, Money, PriceMode};

use super::{
    MAX_DISCOUNTS,
    error::BillingError,
    profile::{Places, Profile, RATE_SCALE, SheetTax, own_of, profiles},
    ratio::{Ratio, lcm, round},
    spread::Spread,
};

/// How many digits quantities (4) and unit prices (6) have together.
pub(super) const PRICE_DIGITS: u32 = 10;

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
    pub(super) taxes: Places,
}

/// The amount of a discount.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// In 10^-4 percent, at most 100.
    Percent(i64),
    /// In minor units.
    Minor(i64),
    /// In minor units, as prices of the other mode are read: with tax, if these are without.
    OtherMode(i64),
}

/// A discount over several lines.
#[derive(Debug)]
pub(super) struct SheetDiscount {
    pub(super) cut: Cut,
    /// Whether it is for each line; for all when this is `None`. Not being a list, equal
    /// lines get odd units by their position and not by how they were named.
    pub(super) lines: Option<Vec<bool>>,
}

/// A sheet when all is computed, in minor units.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) lines: Vec<SettledLine>,
    /// Each line's shares of all discounts, one line after the other.
    pub(super) allocated: Vec<i128>,
    /// For each line's taxes what they are of, and how much, one line after the other.
    taxes: Vec<Taxed>,
}

/// A line of it.
#[derive(Debug)]
pub(super) struct SettledLine {
    pub(super) gross: i128,
    pub(super) discount: i128,
    pub(super) net: i128,
    /// The line's taxes together.
    pub(super) tax: i128,
    /// Where its taxes stand among those of all lines.
    taxes: Range<usize>,
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

impl Settled {
    /// Returns a line's share of each discount of the sheet.
    pub(super) fn allocated(&self, line: usize) -> &[i128] {
        let discounts = self.allocated.len() / self.lines.len().max(1);
        &self.allocated[line * discounts..(line + 1) * discounts]
    }

    /// Returns for each of a line's taxes what it is of, and how much.
    pub(super) fn taxes(&self, line: usize) -> &[Taxed] {
        &self.taxes[self.lines[line].taxes.clone()]
    }
}

impl Sheet {
    /// Computes every line; the totals of the sheet are sums of them.
    pub(super) fn settle(&self) -> Result<Settled, BillingError> {
        let all_taxes = self.lines.iter().map(|line| line.taxes);
        let (profiles, profile_of) =
            profiles(all_taxes, &self.taxes, self.mode).ok_or(BillingError::TooLarge)?;
        let mut lines = self.open_lines(&profiles, &profile_of)?;
        let mut allocated = vec![0; lines.len() * self.discounts.len()];
        let named = Named::of(&self.discounts, lines.len());
        let mut discounts = Discounts::new(self.mode, &profiles, &profile_of);
        for (number, discount) in self.discounts.iter().enumerate() {
            let later = named.as_ref().and_then(|named| named.after(number));
            discounts.take_off(discount, later, &mut lines, |line, share| {
                allocated[line * self.discounts.len() + number] = share;
            })?;
        }
        let count = lines.last().map_or(0, |line| line.taxes.end);
        let mut taxes = vec![Taxed::default(); count];
        let mut levies = Levies::default();
        for tax in 0..self.taxes.len() {
            let shares = levies.levy(tax, &lines, &profiles, &profile_of);
            for (line, place, share) in shares.ok_or(BillingError::TooLarge)? {
                let line = &mut lines[line];
                line.tax += share;
                taxes[line.taxes.start + place].amount = share;
            }
        }
        for (line, input) in lines.iter_mut().zip(&self.lines) {
            let taxes = &mut taxes[line.taxes.clone()];
            self.close_line(line, input.taxes, taxes);
        }
        Ok(Settled { lines, allocated, taxes })
    }

    /// Steps 1 to 3: gross amount, own discount, and what is left.
    fn open_lines(
        &self,
        profiles: &[Profile],
        profile_of: &[usize],
    ) -> Result<Vec<SettledLine>, BillingError> {
        // A result would be gathered without knowing how many there are.
        let mut lines = Vec::with_capacity(self.lines.len());
        let mut taxes = 0;
        for (index, line) in self.lines.iter().enumerate() {
            let gross = self.gross(line).ok_or(BillingError::LineTooLarge { line: index })?;
            let discount = match line.cut {
                None => 0,
                Some(Cut::Percent(percent)) => percent_of(gross, percent)?,
                Some(Cut::Minor(amount)) => self.within(amount, gross, index)?,
                Some(Cut::OtherMode(amount)) => {
                    let factor = profile_of
                        .get(index)
                        .and_then(|profile| profiles.get(*profile)?.other_mode(self.mode));
                    let own = own_of(amount, [(1, factor)]).ok_or(BillingError::TooLarge)?;
                    self.within(own, gross, index)?
                }
            };
            let own = taxes..taxes + line.taxes.len() as usize;
            taxes = own.end;
            let left = gross - discount;
            lines.push(SettledLine { gross, discount, net: 0, tax: 0, taxes: own, left });
        }
        Ok(lines)
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
            form: "amount",
            discount: Money::from_minor(amount, self.currency),
            gross: money(gross, self.currency)?,
        })
    }

    /// Step 8, and what each tax of the line is levied on.
    fn close_line(&self, line: &mut SettledLine, places: Places, taxes: &mut [Taxed]) {
        line.net = match self.mode {
            PriceMode::Exclusive => line.left,
            PriceMode::Inclusive => line.left - line.tax,
        };
        let mut with_earlier = line.net;
        for (taxed, tax) in taxes.iter_mut().zip(places.iter()) {
            let compound = self.taxes.get(tax).is_some_and(|tax| tax.compound);
            taxed.base = if compound { with_earlier } else { line.net };
            with_earlier += taxed.amount;
        }
    }
}

/// By which discounts for some of the lines each line is named: a bit for each, the first
/// discount topmost.
///
/// Of equal fractions the earlier line gets the odd unit. Where a later discount is for one of
/// these lines and not for the other, its base would follow the order of lines; so there the
/// line that is named gets the unit first, and then the larger one. Lines that agree in
/// all of it can change places, and no total changes.
struct Named {
    of_lines: Vec<u128>,
    /// The discounts for some of the lines.
    partial: u128,
}

impl Named {
    const _FITS: () = assert!(MAX_DISCOUNTS <= 128);

    /// Returns `None` if only the first discount, or none, is for some of the lines: then no
    /// base follows the order.
    fn of(discounts: &[SheetDiscount], lines: usize) -> Option<Self> {
        let mut named = Self { of_lines: vec![0; lines], partial: 0 };
        for (number, discount) in discounts.iter().enumerate() {
            let Some(is_for) = &discount.lines else { continue };
            let bit = (1 << 127) >> number;
            named.partial |= bit;
            for (bits, _) in named.of_lines.iter_mut().zip(is_for).filter(|(_, is_for)| **is_for) {
                *bits |= bit;
            }
        }
        (named.partial << 1 != 0).then_some(named)
    }

    /// Returns which bits of each line are of discounts after this one, if there are any
    /// for some of the lines.
    fn after(&self, number: usize) -> Option<(&[u128], u128)> {
        let later = u128::MAX.checked_shr(u32::try_from(number).ok()? + 1)?;
        (self.partial & later != 0).then_some((&self.of_lines, later))
    }
}

/// Step 4: takes discounts off their lines, each spread over profiles first and
/// then over the lines of each.
struct Discounts<'a> {
    mode: PriceMode,
    profiles: &'a [Profile],
    profile_of: &'a [usize],
    /// The lines by their profiles, and then by their positions.
    by_profile: Vec<usize>,
    /// What each profile's lines amount to.
    of_profiles: Vec<i128>,
    over_profiles: Spread,
    over_lines: Spread,
    /// The eligible lines of a profile, in the order in which equal ones get odd units.
    eligible: Vec<usize>,
}

impl<'a> Discounts<'a> {
    fn new(mode: PriceMode, profiles: &'a [Profile], profile_of: &'a [usize]) -> Self {
        let mut by_profile: Vec<usize> = (0..profile_of.len()).collect();
        by_profile.sort_by_key(|line| profile_of[*line]);
        Self {
            mode,
            profiles,
            profile_of,
            by_profile,
            of_profiles: Vec::new(),
            over_profiles: Spread::default(),
            over_lines: Spread::default(),
            eligible: Vec::with_capacity(profile_of.len()),
        }
    }

    fn take_off(
        &mut self,
        discount: &SheetDiscount,
        later: Option<(&[u128], u128)>,
        lines: &mut [SettledLine],
        mut allocate: impl FnMut(usize, i128),
    ) -> Result<(), BillingError> {
        let Self {
            mode,
            profiles,
            profile_of,
            by_profile,
            of_profiles,
            over_profiles,
            over_lines,
            eligible,
        } = self;
        let is_for = |line: &usize| discount.lines.as_ref().is_none_or(|lines| lines[*line]);
        let groups = || by_profile.chunk_by(|one, next| profile_of[*one] == profile_of[*next]);
        of_profiles.clear();
        for group in groups() {
            let left = group.iter().copied().filter(is_for);
            of_profiles.push(left.map(|line| lines[line].left).sum());
        }
        let base: i128 = of_profiles.iter().sum();
        let sum = match discount.cut {
            Cut::Percent(percent) => percent_of(base, percent)?,
            Cut::Minor(amount) => amount.into(),
            Cut::OtherMode(amount) => {
                let factor = |group: &[usize]| {
                    let profile = profile_of.get(*group.first()?)?;
                    profiles.get(*profile)?.other_mode(*mode)
                };
                let bases = of_profiles.iter().map(|left| left.unsigned_abs());
                own_of(amount, bases.zip(groups().map(factor)))
                    .ok_or(BillingError::TooLarge)?
                    .into()
            }
        };
        let amount = if sum.abs() < base.abs() { sum } else { base };
        let weights = of_profiles.iter().map(|left| left.unsigned_abs());
        let shares = over_profiles.share(amount, weights).ok_or(BillingError::TooLarge)?;
        for (share, group) in shares.iter().zip(groups()) {
            eligible.clear();
            eligible.extend(group.iter().copied().filter(is_for));
            if let Some((named, later)) = later {
                // The sort is stable, and they were in the order of their positions.
                eligible.sort_by_key(|&line| {
                    Reverse((named[line] & later, lines[line].left.unsigned_abs()))
                });
            }
            let weights = eligible.iter().map(|&line| lines[line].left.unsigned_abs());
            let shares = over_lines.share(*share, weights).ok_or(BillingError::TooLarge)?;
            for (share, &line) in shares.iter().zip(&*eligible) {
                lines[line].left -= share;
                allocate(line, *share);
            }
        }
        Ok(())
    }
}

/// Steps 6 and 7: rounds each tax of the whole sheet once, and shares it out.
#[derive(Default)]
struct Levies {
    /// For each profile that bears the tax, its place among its taxes and its factor.
    factors: Vec<Option<(usize, Ratio)>>,
    /// For each line that bears the tax, its position, the tax's place among its taxes,
    /// and by what it is shared out.
    bearing: Vec<(usize, usize, u128)>,
    spread: Spread,
}

impl Levies {
    /// Returns which line has which share, and its place among the line's taxes.
    fn levy<'l>(
        &'l mut self,
        tax: usize,
        lines: &[SettledLine],
        profiles: &[Profile],
        profile_of: &[usize],
    ) -> Option<impl Iterator<Item = (usize, usize, i128)> + use<'l>> {
        let Self { factors, bearing, spread } = self;
        factors.clear();
        factors.extend(profiles.iter().map(|profile| {
            let place = profile.taxes.iter().position(|other| other == tax)?;
            Some((place, *profile.factors.get(place)?))
        }));
        // Over one denominator the exact taxes of all lines are whole numbers.
        let mut common = 1;
        for (_, factor) in factors.iter().flatten() {
            common = lcm(common, factor.denominator())?;
        }
        bearing.clear();
        bearing.reserve(lines.len());
        let mut exact = 0_i128;
        for (line, profile) in profile_of.iter().enumerate() {
            let Some((place, factor)) = factors[*profile] else { continue };
            let multiple = factor.numerator().checked_mul(common / factor.denominator())?;
            let weighted = lines[line].left.checked_mul(multiple.try_into().ok()?)?;
            exact = exact.checked_add(weighted)?;
            bearing.push((line, place, weighted.unsigned_abs()));
        }
        let amount = round(exact, common).filter(|amount| fits(*amount))?;
        let shares = spread.share(amount, bearing.iter().map(|(.., weight)| *weight))?;
        Some(bearing.iter().zip(shares).map(|((line, place, _), share)| (*line, *place, *share)))
    }
}

/// Returns a percentage (in 10^-4) of an amount, rounded (steps 2 and 4).
fn percent_of(amount: i128, percent: i64) -> Result<i128, BillingError> {
    let exact = amount.checked_mul(percent.into());
    exact.and_then(|exact| round(exact, RATE_SCALE)).ok_or(BillingError::TooLarge)
}

fn fits(amount: i128) -> bool {
    i64::try_from(amount).is_ok()
}

/// Brings an amount into money.
pub(super) fn money(minor: i128, currency: Currency) -> Result<Money, BillingError> {
    let minor = i64::try_from(minor).map_err(|_| BillingError::TooLarge)?;
    Ok(Money::from_minor(minor, currency))
}
