//! Tax profiles: the lines that bear the same taxes in the same order.
//!
//! Lines of one profile are taxed by the same factors, so the factors are made
//! once for each profile, and what is spread by profile first does not depend
//! on the order of the lines.

use std::{cmp::Reverse, collections::BTreeMap};

use super::ratio::Ratio;
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

/// Taxes in an order, and by which factor each applies to an amount.
#[derive(Debug)]
pub(super) struct Profile {
    /// Positions in the sheet's taxes.
    pub(super) taxes: Vec<usize>,
    /// The share of each tax in a line's amount (step 6).
    pub(super) factors: Vec<Ratio>,
    /// All rates together, compounded.
    rate: Ratio,
}

impl Profile {
    /// Makes the factors of `taxes` (steps 5 and 6); `None` when they do not
    /// fit 128 bits.
    fn new(taxes: &[usize], all: &[SheetTax], mode: PriceMode) -> Option<Self> {
        let mut rate = Ratio::ZERO;
        let mut factors = Vec::with_capacity(taxes.len());
        for tax in taxes {
            let tax = all.get(*tax)?;
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
        Some(Self { taxes: taxes.to_vec(), factors, rate })
    }
}

/// Returns the distinct profiles among `lines`, the highest total rate first
/// and then by their taxes, and which of them each line has.
pub(super) fn profiles<'a>(
    lines: impl Iterator<Item = &'a [usize]> + Clone,
    all: &[SheetTax],
    mode: PriceMode,
) -> Option<(Vec<Profile>, Vec<usize>)> {
    let mut ranks: BTreeMap<&[usize], usize> = lines.clone().map(|taxes| (taxes, 0)).collect();
    let found: Option<Vec<_>> = ranks.keys().map(|taxes| Profile::new(taxes, all, mode)).collect();
    let mut found = found?;
    // The sort is stable, and the map gave them by their taxes.
    found.sort_by_key(|profile| Reverse(profile.rate));
    for (rank, profile) in found.iter().enumerate() {
        if let Some(entry) = ranks.get_mut(profile.taxes.as_slice()) {
            *entry = rank;
        }
    }
    let of_lines = lines.filter_map(|taxes| ranks.get(taxes).copied()).collect();
    Some((found, of_lines))
}
