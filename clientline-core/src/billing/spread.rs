//! Largest remainder: a whole amount shared out by weights, to the last unit.

use std::cmp::Reverse;

/// How many fractions are looked at to find the largest ones one by one; more are parted.
const LOOKED_AT_MAX: usize = 512;

/// Shares amounts out, one after the other: its memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Spread {
    weights: Vec<u128>,
    shares: Vec<i128>,
    /// What each share was cut by.
    rests: Vec<u128>,
    /// The same, with whose it is.
    parted: Vec<(Reverse<u128>, usize)>,
}

impl Spread {
    /// Shares `total` in proportion to `weights`.
    ///
    /// Each share is cut to a whole number first; the units that are then missing
    /// go one each to the largest fractions that were cut off, and among equal
    /// ones to the earlier. So the shares sum to `total`, each is less than one
    /// unit away from its exact value, and a weight of 0 gets 0 ("LR" in the
    /// design of billing).
    ///
    /// It is `None` when there is something to share and nobody to share it with,
    /// or when the weights together do not fit 127 bits.
    pub(super) fn share(
        &mut self,
        total: i128,
        weights: impl Iterator<Item = u128>,
    ) -> Option<&[i128]> {
        self.weights.clear();
        self.weights.extend(weights);
        let mut sum = 0_u128;
        for weight in &self.weights {
            sum = sum.checked_add(*weight).filter(|sum| *sum <= u128::MAX / 2)?;
        }
        self.shares.clear();
        self.shares.resize(self.weights.len(), 0);
        if total == 0 {
            return Some(&self.shares);
        }
        if sum == 0 {
            return None;
        }
        let missing = self.cut(total.unsigned_abs(), sum)?;
        self.add_missing(missing);
        if total < 0 {
            for share in &mut self.shares {
                *share = -*share;
            }
        }
        Some(&self.shares)
    }

    /// Cuts each share to a whole number, and returns how many units are then missing.
    fn cut(&mut self, total: u128, sum: u128) -> Option<usize> {
        let Self { weights, shares, rests, .. } = self;
        rests.clear();
        rests.resize(weights.len(), 0);
        let mut missing = total;
        let each = weights.iter().zip(shares).zip(rests);
        if let Some((total, sum)) = short(total, sum) {
            for ((weight, share), rest) in each {
                let product = total * u64::try_from(*weight).ok()?;
                let whole = product / sum;
                missing -= u128::from(whole);
                (*share, *rest) = (whole.into(), (product % sum).into());
            }
        } else {
            for ((weight, share), rest) in each {
                let (whole, left) = proportion(total, *weight, sum);
                missing -= whole;
                (*share, *rest) = (i128::try_from(whole).ok()?, left);
            }
        }
        usize::try_from(missing).ok()
    }

    /// Adds a unit to so many shares as were cut by most. The fractions sum to that number, so
    /// that at least as many are not 0.
    fn add_missing(&mut self, missing: usize) {
        let Self { shares, rests, parted, .. } = self;
        if missing.saturating_mul(rests.len()) <= LOOKED_AT_MAX {
            for _ in 0..missing {
                let (mut largest, mut most) = (0, 0);
                for (index, rest) in rests.iter().enumerate() {
                    if *rest > most {
                        (largest, most) = (index, *rest);
                    }
                }
                rests[largest] = 0;
                shares[largest] += 1;
            }
            return;
        }
        parted.clear();
        parted.extend(rests.iter().enumerate().map(|(index, rest)| (Reverse(*rest), index)));
        // All before the last of the largest ones are larger.
        parted.select_nth_unstable(missing - 1);
        for (_, index) in &parted[..missing] {
            shares[*index] += 1;
        }
    }
}

/// Returns a total and the sum of weights in 64 bits, if no product of them is longer: to divide
/// those is several times as fast, and nearly all amounts fit.
fn short(total: u128, sum: u128) -> Option<(u64, u64)> {
    let (total, sum) = (u64::try_from(total).ok()?, u64::try_from(sum).ok()?);
    total.checked_mul(sum).map(|_| (total, sum))
}

/// Divides `total * weight` by `sum`: the whole part and the remainder.
///
/// `weight` is at most `sum`, and `sum` at least 1 and at most half of the
/// range, so that nothing below overflows.
fn proportion(total: u128, weight: u128, sum: u128) -> (u128, u128) {
    if let Some(product) = total.checked_mul(weight) {
        let whole = product / sum;
        return (whole, product - whole * sum);
    }
    // Long multiplication and division at once, a bit of the total at a time.
    let carried = |whole, rest| if rest >= sum { (whole + 1, rest - sum) } else { (whole, rest) };
    let (mut whole, mut rest) = (0, 0);
    for bit in (0..u128::BITS - total.leading_zeros()).rev() {
        (whole, rest) = carried(whole * 2, rest * 2);
        if (total >> bit) & 1 == 1 {
            (whole, rest) = carried(whole, rest + weight);
        }
    }
    (whole, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spread(total: i128, weights: &[u128]) -> Option<Vec<i128>> {
        let mut spread = Spread::default();
        // What was shared before leaves nothing behind.
        spread.share(7, [1, 2, 3, 4].into_iter()).unwrap();
        spread.share(total, weights.iter().copied()).map(<[_]>::to_vec)
    }

    #[test]
    fn the_missing_units_go_to_the_largest_fractions_then_to_the_first() {
        assert_eq!(spread(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(spread(-100, &[1, 1, 1]), Some(vec![-34, -33, -33]));
        assert_eq!(spread(2, &[1, 1, 1]), Some(vec![1, 1, 0]));
        assert_eq!(spread(10, &[0, 33, 67]), Some(vec![0, 3, 7]));
        assert_eq!(spread(1, &[1, 2, 0]), Some(vec![0, 1, 0]));
    }

    #[test]
    fn nothing_is_shared_with_nobody() {
        assert_eq!(spread(0, &[]), Some(vec![]));
        assert_eq!(spread(0, &[0, 0]), Some(vec![0, 0]));
        assert_eq!(spread(1, &[]), None);
        assert_eq!(spread(1, &[0]), None);
        assert_eq!(spread(1, &[u128::MAX, 1]), None);
        assert_eq!(spread(1, &[u128::MAX / 2, 1]), None);
    }

    #[test]
    fn weights_of_127_bits_are_shared_exactly() {
        let half = u128::MAX / 4;
        let total = i128::from(i64::MAX);
        assert_eq!(spread(total, &[half, half]), Some(vec![total / 2 + 1, total / 2]));
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_total_and_stay_within_a_unit(
            total in -1_000_000_i128..1_000_000,
            weights in prop::collection::vec(0_u128..1_000, 1..60),
        ) {
            let sum: u128 = weights.iter().sum();
            prop_assume!(sum > 0);
            let shares = spread(total, &weights).unwrap();
            prop_assert_eq!(shares.iter().sum::<i128>(), total);
            for (share, weight) in shares.iter().zip(&weights) {
                let (sum, weight) = (sum.cast_signed(), weight.cast_signed());
                prop_assert!((share * sum - total * weight).abs() < sum);
                prop_assert!(weight > 0 || *share == 0);
            }
        }

        #[test]
        fn long_division_agrees_with_the_short_one(total in 1_u128..1 << 63, weight in 0_u128..1 << 60, more in 1_u128..1 << 60) {
            let sum = weight + more;
            // 66 bits more push the same proportion out of the short way's reach.
            let (whole, rest) = proportion(total, weight << 66, sum << 66);
            prop_assert_eq!((whole, rest >> 66), proportion(total, weight, sum));
        }
    }
}
