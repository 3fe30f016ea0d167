//! A set of small numbers, however many there are.

/// A set of numbers from 0 to `64 * WORDS - 1`: a bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BitSet<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> BitSet<WORDS> {
    /// No number.
    pub(crate) const EMPTY: Self = Self([0; WORDS]);
    /// Every number.
    pub(crate) const FULL: Self = Self([u64::MAX; WORDS]);

    /// Tells whether a number is in the set; one that is too large is in none.
    pub(crate) const fn has(self, number: usize) -> bool {
        let (word, bit) = (number / 64, number % 64);
        word < WORDS && self.0[word] >> bit & 1 == 1
    }

    /// Adds a number, unless it is too large.
    pub(crate) fn with(mut self, number: usize) -> Self {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_sixty_four_numbers_are_told_apart() {
        let all = 0..130;
        for number in all.clone() {
            let one = BitSet::<3>::EMPTY.with(number);
            assert!(all.clone().all(|other| one.has(other) == (other == number)), "{number}");
            assert!(BitSet::<3>::FULL.has(number));
        }
        assert_eq!(all.fold(BitSet::EMPTY, BitSet::with).0, [u64::MAX, u64::MAX, 0b11]);
    }

    #[test]
    fn a_number_that_is_too_large_is_in_no_set() {
        assert_eq!(BitSet::<1>::EMPTY.with(64), BitSet::EMPTY);
        assert!(!BitSet::<1>::FULL.has(64));
    }
}
