//! Tax profiles: the lines that bear the same taxes in the same order.
//!
//! Lines of one profile are taxed by the same factors, so the factors are made
//! once for each profile, and what is spread by profile first does not depend
//! on the order of the lines.

use std::cmp::Reverse;

use super::{
    MAX_TAXES, MAX_TAXES_OF_LINE,
    ratio::{Ratio, round},
};
use crate::value::PriceMode;

/// The denominator of a rate: percent, in steps of 10^-4.
pub(super) const RATE_SCALE: u128 = 1_000_000;

/// A tax of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetTax {
    /// The rate in 10^-4 percent.
    pub(super) rate: u128,
    /// Whether the line's earlier taxes are taxed too.
    pub(super) compound: bool,
}

/// The taxes of a line, in its own order, none twice: their positions in the sheet's taxes.
///
/// Each takes a byte, counted from one and the first topmost: so numbers are in the order
/// of what they stand for, and no line needs a list of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Places(u128);

impl Places {
    const _FITS: () = assert!(MAX_TAXES_OF_LINE <= 16 && MAX_TAXES < 255);

    /// Adds a tax as the last; a line has no more than [`MAX_TAXES_OF_LINE`].
    pub(super) const fn push(&mut self, place: usize) {
        let bits = 8 * self.len();
        if bits < u128::BITS {
            self.0 |= (place as u128 + 1) << (u128::BITS - 8 - bits);
        }
    }

    /// Returns how many taxes there are.
    pub(super) const fn len(self) -> u32 {
        (u128::BITS - self.0.trailing_zeros()).div_ceil(8)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        let places = self.0.to_be_bytes();
        places.into_iter().map_while(|place| usize::from(place).checked_sub(1))
    }
}

/// Taxes in an order, and by which factor each applies to an amount.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) taxes: Places,
    /// The share of each tax in a line's amount (step 6).
    pub(super) factors: Vec<Ratio>,
    /// All rates together, compounded.
    rate: Ratio,
}

impl Profile {
    /// Makes the factors of `taxes` (steps 5 and 6); `None` when they do not
    /// fit 128 bits.
    fn new(taxes: Places, all: &[SheetTax], mode: PriceMode) -> Option<Self> {
        let mut rate = Ratio::ZERO;
        let mut factors = Vec::with_capacity(taxes.len() as usize);
        for tax in taxes.iter() {
            let tax = all.get(tax)?;
            let mut factor = Ratio::new(tax.rate, RATE_SCALE)?;
            if tax.compound {
                factor = factor.times(Ratio::ONE.plus(rate)?)?;
            }
            rate = rate.plus(factor)?;
            factors.push(factor);
        }
        if mode == PriceMode::Inclusive {
            let gross = Ratio::ONE.plus(rate)?;
            for factor in &mut factors {
                *factor = factor.over(gross)?;
            }
        }
        Some(Self { taxes, factors, rate })
    }

    /// Returns what one of such a line's amount is as prices of the other mode are read: with its
    /// taxes, where they are read without, and without them, where they include them.
    pub(super) fn other_mode(&self, mode: PriceMode) -> Option<Ratio> {
        let gross = Ratio::ONE.plus(self.rate)?;
        match mode {
            PriceMode::Exclusive => Some(gross),
            PriceMode::Inclusive => Ratio::ONE.over(gross),
        }
    }
}

/// Returns what a sum of the other price mode comes to in the own one: the sum times what it is
/// taken off, over what that is in the other mode. The bases are amounts, each with what one of it
/// is there; nothing is taken off nothing.
pub(super) fn in_own_mode(
    sum: u128,
    bases: impl IntoIterator<Item = (u128, Option<Ratio>)>,
) -> Option<Ratio> {
    let (mut own, mut other) = (0_u128, Ratio::ZERO);
    for (base, factor) in bases {
        own = own.checked_add(base)?;
        other = other.plus(Ratio::new(base, 1)?.times(factor?)?)?;
    }
    if own == 0 {
        return Some(Ratio::ZERO);
    }
    Ratio::new(own, 1)?.over(other)?.times(Ratio::new(sum, 1)?)
}

/// Returns what a sum of the other price mode comes to in the own one, rounded (steps 2 and 4).
pub(super) fn own_of(
    amount: i64,
    bases: impl IntoIterator<Item = (u128, Option<Ratio>)>,
) -> Option<i64> {
    let exact = in_own_mode(amount.unsigned_abs().into(), bases)?;
    let own = round(exact.numerator().try_into().ok()?, exact.denominator())?;
    Some(i64::try_from(own).ok()? * amount.signum())
}

/// Returns the distinct profiles among `lines`, the highest total rate first
/// and then by their taxes, and which of them each line has.
pub(super) fn profiles(
    lines: impl Iterator<Item = Places> + Clone,
    all: &[SheetTax],
    mode: PriceMode,
) -> Option<(Vec<Profile>, Vec<usize>)> {
    let mut distinct: Vec<Places> = Vec::new();
    for taxes in lines.clone() {
        if let Err(place) = distinct.binary_search(&taxes) {
            distinct.insert(place, taxes);
        }
    }
    let mut found = Vec::with_capacity(distinct.len());
    for (by_taxes, taxes) in distinct.iter().enumerate() {
        found.push((by_taxes, Profile::new(*taxes, all, mode)?));
    }
    // The sort is stable, and they were in the order of their taxes.
    found.sort_by_key(|(_, profile)| Reverse(profile.rate));
    let mut ranks = vec![0; found.len()];
    for (rank, (by_taxes, _)) in found.iter().enumerate() {
        ranks[*by_taxes] = rank;
    }
    let rank = |taxes: Places| distinct.binary_search(&taxes).ok().map(|by_taxes| ranks[by_taxes]);
    // Filtered, a list would not know how long it becomes.
    let mut of_lines = Vec::with_capacity(lines.size_hint().0);
    of_lines.extend(lines.filter_map(rank));
    Some((found.into_iter().map(|(_, profile)| profile).collect(), of_lines))
}
