//! Who offers each start: the rows of providers, turned into rows of starts.

use std::ops::Range;

use super::bits;

const WORD: usize = u64::BITS as usize;

/// From how many providers on a block is transposed: fewer bits are rather set one by one.
const TRANSPOSED_MIN: usize = 16;

/// For each start that anyone offers, the providers who do, as a row of bits: of positions in
/// the order of its day.
pub(super) struct Lists {
    /// How many words the row of one start has.
    words: usize,
    /// The rows, in the order of the starts: none for a start that nobody offers.
    rows: Vec<u64>,
}

/// Starts that follow each other, at which providers are offered in one order.
pub(super) struct Stretch<'a> {
    /// The numbers of the starts.
    pub(super) starts: Range<usize>,
    /// The numbers of all providers, in their order.
    pub(super) order: &'a [u32],
}

impl Lists {
    /// Turns rows of bits, one of each provider, by 64 providers and 64 starts at a time: from
    /// the first start of a stretch on that `any` offers, since nobody works at night. The
    /// stretches are in order, and each start lies in one.
    pub(super) fn of<'a>(
        rows: &[u64],
        any: &[u64],
        stretches: impl Iterator<Item = Stretch<'a>>,
    ) -> Self {
        let words = bits::words(rows.len().checked_div(any.len()).unwrap_or_default());
        let mut lists = Self { words, rows: Vec::with_capacity(bits::count(any) * words) };
        let mut squares = vec![[0; WORD]; words];
        for Stretch { starts, order } in stretches {
            let mut from = starts.start;
            while let Some(first) = bits::first(any, from..starts.end) {
                for (square, order) in squares.iter_mut().zip(order.chunks(WORD)) {
                    turn(square, rows, any.len(), first, order);
                }
                let offered = bits::read(any, first) & bits::within(&(0..starts.end - first), 0);
                for start in bits::ones(&[offered]) {
                    lists.rows.extend(squares.iter().map(|square| square[start]));
                }
                from = first + WORD;
            }
        }
        lists
    }

    /// How many providers offer the start of a row.
    pub(super) fn count(&self, row: usize) -> usize {
        bits::count(self.row(row))
    }

    /// The positions of the providers who offer the start of a row: the bits that are set.
    pub(super) fn row(&self, row: usize) -> &[u64] {
        let from = row * self.words;
        self.rows.get(from..from + self.words).unwrap_or_default()
    }
}

/// Writes into each line of a square who of at most 64 providers offers one of the starts from
/// `first` on.
fn turn(square: &mut [u64; WORD], rows: &[u64], row_words: usize, first: usize, order: &[u32]) {
    let row = |number: &u32| {
        let from = *number as usize * row_words;
        rows.get(from..from + row_words).map_or(0, |row| bits::read(row, first))
    };
    if order.len() < TRANSPOSED_MIN {
        square.fill(0);
        for (position, number) in order.iter().enumerate() {
            for start in bits::ones(&[row(number)]) {
                square[start] |= 1 << position;
            }
        }
        return;
    }
    square[order.len()..].fill(0);
    square.iter_mut().zip(order).for_each(|(line, number)| *line = row(number));
    transpose(square);
}

/// Swaps rows and columns: halves of halves, each across the diagonal (Warren, Hacker's
/// Delight, 7-3).
fn transpose(square: &mut [u64; WORD]) {
    swap::<32>(square, 0x0000_0000_ffff_ffff);
    swap::<16>(square, 0x0000_ffff_0000_ffff);
    swap::<8>(square, 0x00ff_00ff_00ff_00ff);
    swap::<4>(square, 0x0f0f_0f0f_0f0f_0f0f);
    swap::<2>(square, 0x3333_3333_3333_3333);
    swap::<1>(square, 0x5555_5555_5555_5555);
}

/// Swaps the upper right with the lower left quarter of each square of twice `SIDE` lines.
fn swap<const SIDE: usize>(square: &mut [u64; WORD], right: u64) {
    for lines in square.chunks_exact_mut(2 * SIDE) {
        let (upper, lower) = lines.split_at_mut(SIDE);
        for (upper, lower) in upper.iter_mut().zip(lower) {
            let change = ((*upper >> SIDE) ^ *lower) & right;
            *upper ^= change << SIDE;
            *lower ^= change;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The numbers below `count`, in some order.
    fn shuffled(count: usize, chance: &mut impl FnMut() -> u64) -> Vec<u32> {
        let mut order: Vec<u32> = (0..u32::try_from(count).unwrap()).collect();
        order.sort_by_cached_key(|_| chance());
        order
    }

    proptest! {
        #[test]
        fn a_start_lists_whose_rows_have_its_bit_in_the_order_of_its_day(
            starts in 0..150_usize, providers in 0..150_usize, cut in 0..150_usize, chance: u64
        ) {
            let mut state = chance;
            let mut chance = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state >> 32
            };
            let mut rows = vec![0; providers * bits::words(starts)];
            for row in rows.chunks_mut(bits::words(starts).max(1)) {
                for start in (0..starts).filter(|_| chance() % 8 == 0) {
                    bits::set(row, start..start + 1);
                }
            }
            let orders = [shuffled(providers, &mut chance), shuffled(providers, &mut chance)];
            let cut = cut.min(starts);
            let stretches = [
                Stretch { starts: 0..cut, order: &orders[0] },
                Stretch { starts: cut..starts, order: &orders[1] },
            ];
            let mut any = vec![0; bits::words(starts)];
            rows.chunks(any.len().max(1)).for_each(|row| bits::join(&mut any, row));
            let lists = Lists::of(&rows, &any, stretches.into_iter());
            for (row, start) in bits::ones(&any).enumerate() {
                let order = &orders[usize::from(start >= cut)];
                let offers = |position: &usize| {
                    bits::test(&rows[order[*position] as usize * any.len()..], start)
                };
                let expected: Vec<usize> = (0..providers).filter(offers).collect();
                prop_assert_eq!(lists.count(row), expected.len());
                prop_assert_eq!(bits::ones(lists.row(row)).collect::<Vec<_>>(), expected);
            }
        }
    }
}
