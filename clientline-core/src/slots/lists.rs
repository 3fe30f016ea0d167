//! Who offers each start: the rows of providers, turned into rows of starts.

use std::ops::Range;

use super::bits;

const WORD: usize = u64::BITS as usize;

/// From how many providers on a block is transposed: fewer bits are rather set one by one.
const TRANSPOSED_MIN: usize = 16;

/// For each start, the providers who offer it, as a row of bits: of positions in the order of
/// its day.
pub(super) struct Lists {
    /// How many words the row of one start has.
    words: usize,
    rows: Vec<u64>,
}

/// Starts that follow each other, at which providers are offered in one order.
pub(super) struct Stretch<'a> {
    /// The numbers of the starts.
    pub(super) starts: Range<usize>,
    /// The numbers of the providers, in their order; `None` if they are in order.
    pub(super) order: Option<&'a [u32]>,
}

impl Lists {
    /// Turns rows of `starts` bits, one of each provider, by 64 providers at a time.
    pub(super) fn of<'a>(
        rows: &[u64],
        starts: usize,
        stretches: impl Iterator<Item = Stretch<'a>>,
    ) -> Self {
        let row_words = bits::words(starts);
        let providers = rows.len().checked_div(row_words).unwrap_or_default();
        let words = bits::words(providers);
        // Starts are filled up to whole words.
        let mut lists = Self { words, rows: vec![0; row_words * WORD * words] };
        for stretch in stretches {
            for word in stretch.starts.start / WORD..bits::words(stretch.starts.end) {
                for block in 0..words {
                    let positions = block * WORD..providers.min((block + 1) * WORD);
                    lists.add(rows, row_words, word, positions, &stretch);
                }
            }
        }
        lists
    }

    /// Adds the providers of at most 64 positions, for the starts of one word.
    fn add(
        &mut self,
        rows: &[u64],
        row_words: usize,
        word: usize,
        positions: Range<usize>,
        stretch: &Stretch<'_>,
    ) {
        let row = |position: usize| match stretch.order {
            Some(order) => order.get(position).map(|number| *number as usize),
            None => Some(position),
        };
        let mask = bits::within(&stretch.starts, word);
        let (block, count) = (positions.start / WORD, positions.len());
        let mut square = [0; WORD];
        let mut any = 0;
        for (line, position) in square.iter_mut().zip(positions) {
            let starts = row(position).and_then(|row| rows.get(row * row_words + word));
            *line = starts.map_or(0, |starts| starts & mask);
            any |= *line;
        }
        // Nobody works at night.
        if any == 0 {
            return;
        }
        if count < TRANSPOSED_MIN {
            for (position, line) in square[..count].iter().enumerate() {
                for start in bits::ones(std::slice::from_ref(line)) {
                    self.rows[(word * WORD + start) * self.words + block] |= 1 << position;
                }
            }
            return;
        }
        transpose(&mut square);
        let starts = &mut self.rows[word * WORD * self.words..][..WORD * self.words];
        for (start, line) in starts.iter_mut().skip(block).step_by(self.words).zip(square) {
            *start |= line;
        }
    }

    /// How many providers offer a start.
    pub(super) fn count(&self, start: usize) -> usize {
        bits::count(self.row(start))
    }

    /// The positions of the providers who offer a start, in order.
    pub(super) fn positions(&self, start: usize) -> impl Iterator<Item = usize> {
        bits::ones(self.row(start))
    }

    fn row(&self, start: usize) -> &[u64] {
        let from = start * self.words;
        self.rows.get(from..from + self.words).unwrap_or_default()
    }
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
                for start in (0..starts).filter(|_| chance() % 4 == 0) {
                    bits::set(row, start..start + 1);
                }
            }
            let order = shuffled(providers, &mut chance);
            let cut = cut.min(starts);
            let stretches = [
                Stretch { starts: 0..cut, order: None },
                Stretch { starts: cut..starts, order: Some(&order) },
            ];
            let lists = Lists::of(&rows, starts, stretches.into_iter());
            for start in 0..starts {
                let number = |position: usize| {
                    if start < cut { position } else { order[position] as usize }
                };
                let offers = |position: &usize| {
                    bits::test(&rows[number(*position) * bits::words(starts)..], start)
                };
                let expected: Vec<usize> = (0..providers).filter(offers).collect();
                prop_assert_eq!(lists.count(start), expected.len());
                prop_assert_eq!(lists.positions(start).collect::<Vec<_>>(), expected);
            }
        }
    }
}
