//! Largest remainder: a whole amount shared out by weights, to the last unit.

use std::cmp::Reverse;

/// Shares amounts out, one after the other: its memory is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Spread {
    weights: Vec<u128>,
    shares: Vec<i128>,
    /// What each share was cut by, and whose it is.
    cut: Vec<(Reverse<u128>, usize)>,
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
        let Self { weights: kept, shares, cut } = self;
        kept.clear();
        kept.extend(weights);
        shares.clear();
        cut.clear();
        let mut sum = 0_u128;
        for weight in &*kept {
            sum = sum.checked_add(*weight).filter(|sum| *sum <= u128::MAX / 2)?;
        }
        if total == 0 {
            shares.resize(kept.len(), 0);
            return Some(shares);
        }
        if sum == 0 {
            return None;
        }
        let magnitude = total.unsigned_abs();
        let mut missing = magnitude;
        for (index, weight) in kept.iter().enumerate() {
            let (share, rest) = proportion(magnitude, *weight, sum);
            missing -= share;
            shares.push(i128::try_from(share).ok()?);
            cut.push((Reverse(rest), index));
        }
        if let Some(last) = usize::try_from(missing).ok()?.checked_sub(1) {
            // The fractions sum to `missing`, so at least as many are not 0. All before
            // the last of the largest ones are larger.
            cut.select_nth_unstable(last);
            for (_, index) in &cut[..=last] {
                shares[*index] += 1;
            }
        }
        if total < 0 {
            for share in shares.iter_mut() {
                *share = -*share;
            }
        }
        Some(shares)
    }
}

/// Divides `total * weight` by `sum`: the whole part and the remainder.
///
/// `weight` is at most `sum`, and `sum` at least 1 and at most half of the
/// range, so that nothing below overflows.
fn proportion(total: u128, weight: u128, sum: u128) -> (u128, u128) {
    if let Some(product) = total.checked_mul(weight) {
        // Dividing 64 bits is several times as fast, and nearly all amounts fit.
        if let (Ok(product), Ok(sum)) = (u64::try_from(product), u64::try_from(sum)) {
            return ((product / sum).into(), (product % sum).into());
        }
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
            weights in prop::collection::vec(0_u128..1_000, 1..20),
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
