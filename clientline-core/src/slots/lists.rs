//! Who offers each start: the rows of providers, turned into rows of starts.

use super::bits;

const WORD: usize = u64::BITS as usize;

/// From how many providers on a block is transposed: fewer bits are rather set one by one.
const TRANSPOSED_MIN: usize = 16;

/// For each start, the providers who offer it, as a row of bits.
pub(super) struct Lists {
    /// How many words the row of one start has.
    words: usize,
    rows: Vec<u64>,
}

impl Lists {
    /// Turns rows of `starts` bits, one of each provider, by 64 providers at a time.
    pub(super) fn of(rows: &[u64], starts: usize) -> Self {
        let row_words = bits::words(starts);
        let providers = rows.len().checked_div(row_words).unwrap_or_default();
        let words = bits::words(providers);
        // Starts are filled up to whole words.
        let mut lists = Self { words, rows: vec![0; row_words * WORD * words] };
        if row_words > 0 {
            for (block, rows) in rows.chunks(row_words * WORD).enumerate() {
                lists.add(block, rows, row_words);
            }
        }
        lists
    }

    /// Adds the rows of at most 64 providers.
    fn add(&mut self, block: usize, rows: &[u64], row_words: usize) {
        let providers = rows.len() / row_words;
        if providers < TRANSPOSED_MIN {
            for (provider, row) in rows.chunks(row_words).enumerate() {
                for start in bits::ones(row) {
                    self.rows[start * self.words + block] |= 1 << provider;
                }
            }
            return;
        }
        for (word, starts) in self.rows.chunks_mut(WORD * self.words).enumerate() {
            let mut square = [0; WORD];
            let mut any = 0;
            for (line, of_provider) in square.iter_mut().zip(rows[word..].iter().step_by(row_words))
            {
                *line = *of_provider;
                any |= *line;
            }
            // Nobody works at night.
            if any == 0 {
                continue;
            }
            transpose(&mut square);
            for (start, line) in starts.iter_mut().skip(block).step_by(self.words).zip(square) {
                *start = line;
            }
        }
    }

    /// How many providers offer a start.
    pub(super) fn count(&self, start: usize) -> usize {
        bits::count(self.row(start))
    }

    /// The numbers of the providers who offer a start, in order.
    pub(super) fn providers(&self, start: usize) -> impl Iterator<Item = usize> {
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

    proptest! {
        #[test]
        fn a_start_lists_whose_rows_have_its_bit(
            starts in 0..150_usize, providers in 0..150_usize, chance: u64
        ) {
            let mut state = chance;
            let mut offers = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                state >> 62 == 0
            };
            let mut rows = vec![0; providers * bits::words(starts)];
            let mut expected = vec![Vec::new(); starts];
            for (provider, row) in rows.chunks_mut(bits::words(starts).max(1)).enumerate() {
                for (start, listed) in expected.iter_mut().enumerate() {
                    if offers() {
                        bits::set(row, start..start + 1);
                        listed.push(provider);
                    }
                }
            }
            let lists = Lists::of(&rows, starts);
            for (start, listed) in expected.iter().enumerate() {
                prop_assert_eq!(lists.count(start), listed.len());
                prop_assert_eq!(&lists.providers(start).collect::<Vec<_>>(), listed);
            }
        }
    }
}
