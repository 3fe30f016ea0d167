//! Exact fractions, and the one way in which they become whole.
//!
//! Rates are fractions; compounding multiplies them, and prices that include
//! their taxes divide by them. Nothing here rounds but [`round`], and what
//! does not fit 128 bits is `None`, never another number.

use std::cmp::Ordering;

/// A fraction that is at least 0, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    numerator: u128,
    /// At least 1.
    denominator: u128,
}

impl Ratio {
    pub(super) const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub(super) const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// Returns `numerator / denominator`; `None` for a denominator of 0.
    pub(super) fn new(numerator: u128, denominator: u128) -> Option<Self> {
        let shared = gcd(numerator, denominator);
        let denominator = denominator.checked_div(shared).filter(|denominator| *denominator > 0)?;
        Some(Self { numerator: numerator / shared, denominator })
    }

    pub(super) const fn numerator(self) -> u128 {
        self.numerator
    }

    /// Returns the denominator, at least 1.
    pub(super) const fn denominator(self) -> u128 {
        self.denominator
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let common = lcm(self.denominator, other.denominator)?;
        let left = self.numerator.checked_mul(common / self.denominator)?;
        let right = other.numerator.checked_mul(common / other.denominator)?;
        Self::new(left.checked_add(right)?, common)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        // Reduced crosswise first, the products are as small as they can be.
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let numerator = left.numerator.checked_mul(right.numerator)?;
        let denominator = left.denominator.checked_mul(right.denominator)?;
        Some(Self { numerator, denominator })
    }

    /// Returns `self / divisor`; `None` also for a divisor of 0.
    pub(super) fn over(self, divisor: Self) -> Option<Self> {
        self.times(Self::new(divisor.denominator, divisor.numerator)?)
    }
}

impl Ord for Ratio {
    /// Compares by whole parts, then by the reciprocals of what is left, as
    /// Euclid does: cross-multiplying could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (*self, *other);
        let mut swapped = false;
        loop {
            let whole = left.whole().cmp(&right.whole());
            let step = match (left.rest(), right.rest()) {
                _ if whole != Ordering::Equal => whole,
                (None, None) => return Ordering::Equal,
                (None, Some(_)) => Ordering::Less,
                (Some(_), None) => Ordering::Greater,
                (Some(left_rest), Some(right_rest)) => {
                    (left, right) = (left_rest, right_rest);
                    swapped = !swapped;
                    continue;
                }
            };
            return if swapped { step.reverse() } else { step };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ratio {
    const fn whole(self) -> u128 {
        self.numerator / self.denominator
    }

    /// Returns the reciprocal of the part after the point, if there is one.
    const fn rest(self) -> Option<Self> {
        match self.numerator % self.denominator {
            0 => None,
            rest => Some(Self { numerator: self.denominator, denominator: rest }),
        }
    }
}

/// Returns `numerator / denominator` as a whole number, halves away from zero;
/// `None` for a denominator of 0, and for what does not fit.
///
/// Being symmetric, it lets a credit note mirror its invoice.
pub(super) fn round(numerator: i128, denominator: u128) -> Option<i128> {
    let magnitude = numerator.unsigned_abs();
    let (whole, rest) = divide(magnitude, denominator)?;
    let up = rest >= denominator - rest;
    let rounded = i128::try_from(whole.checked_add(up.into())?).ok()?;
    Some(if numerator < 0 { -rounded } else { rounded })
}

/// Returns the whole part and the remainder; `None` for a divisor of 0.
fn divide(dividend: u128, divisor: u128) -> Option<(u128, u128)> {
    // Dividing 64 bits is several times as fast, and nearly all amounts fit.
    if let (Ok(dividend), Ok(divisor)) = (u64::try_from(dividend), u64::try_from(divisor)) {
        return Some((dividend.checked_div(divisor)?.into(), (dividend % divisor).into()));
    }
    let whole = dividend.checked_div(divisor)?;
    Some((whole, dividend - whole * divisor))
}

/// Returns the least common multiple of two numbers that are not 0.
pub(super) fn lcm(left: u128, right: u128) -> Option<u128> {
    left.checked_div(gcd(left, right))?.checked_mul(right)
}

/// Returns the greatest common divisor; of 0 and a number, that number.
fn gcd(left: u128, right: u128) -> u128 {
    // Dividing 64 bits is several times as fast, and nearly all rates fit.
    if let (Ok(mut left), Ok(mut right)) = (u64::try_from(left), u64::try_from(right)) {
        while right != 0 {
            (left, right) = (right, left % right);
        }
        return left.into();
    }
    let (mut left, mut right) = (left, right);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(numerator: u128, denominator: u128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let halves = [(5, 1), (15, 2), (25, 3), (4, 0), (14, 1), (16, 2)];
        for (tenths, whole) in halves {
            assert_eq!(round(tenths, 10), Some(whole));
            assert_eq!(round(-tenths, 10), Some(-whole));
        }
        assert_eq!(round(i128::MAX, 1), Some(i128::MAX));
        assert_eq!(round(i128::MIN, 1), None);
        assert_eq!(round(1, 0), None);
        assert_eq!(round(1, u128::MAX), Some(0));
    }

    #[test]
    fn fractions_that_do_not_fit_are_none() {
        let tiny = ratio(1, u128::MAX);
        assert_eq!(tiny.times(tiny), None);
        assert_eq!(tiny.plus(ratio(1, u128::MAX - 1)), None);
        assert_eq!(tiny.plus(Ratio::ONE), None);
        assert_eq!(Ratio::ONE.over(Ratio::ZERO), None);
        assert_eq!(Ratio::new(0, 0), None);
    }

    proptest! {
        #[test]
        fn fractions_add_multiply_and_divide_as_they_should(a in 0_u128..10_000, b in 1_u128..10_000, c in 1_u128..10_000, d in 1_u128..10_000) {
            let (left, right) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(left.plus(right), Ratio::new(a * d + c * b, b * d));
            prop_assert_eq!(left.times(right), Ratio::new(a * c, b * d));
            prop_assert_eq!(left.over(right), Ratio::new(a * d, b * c));
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn the_rounded_number_is_within_half_a_unit(numerator in -1_000_000_i128..1_000_000, denominator in 1_u128..1_000) {
            let rounded = round(numerator, denominator).unwrap();
            let denominator = denominator.cast_signed();
            prop_assert!((numerator - rounded * denominator).abs() * 2 <= denominator);
        }

        #[test]
        fn any_two_fractions_compare_both_ways(a: u128, b in 1_u128.., c: u128, d in 1_u128..) {
            let (left, right) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(left.cmp(&right), right.cmp(&left).reverse());
            prop_assert_eq!(left.cmp(&left), Ordering::Equal);
        }
    }
}
