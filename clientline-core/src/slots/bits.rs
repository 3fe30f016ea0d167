//! Rows of bits: bit `i` of a row tells whether candidate start `i` is open.

use std::ops::Range;

const WORD: usize = u64::BITS as usize;

/// How many words hold so many bits.
pub(super) const fn words(bits: usize) -> usize {
    bits.div_ceil(WORD)
}

/// Sets the bits of a range.
pub(super) fn set(row: &mut [u64], range: Range<usize>) {
    change(row, range, |word, mask| *word |= mask);
}

/// Clears the bits of a range.
pub(super) fn clear(row: &mut [u64], range: Range<usize>) {
    change(row, range, |word, mask| *word &= !mask);
}

/// Keeps the bits that are set in both rows.
pub(super) fn keep(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word &= other;
    }
}

/// Adds the bits that are set in the other row.
pub(super) fn join(row: &mut [u64], other: &[u64]) {
    for (word, other) in row.iter_mut().zip(other) {
        *word |= other;
    }
}

/// The mask of a range's bits that lie in a word.
pub(super) fn within(range: &Range<usize>, word: usize) -> u64 {
    let in_word = |bit: usize| bit.saturating_sub(word * WORD).min(WORD);
    let (from, until) = (in_word(range.start), in_word(range.end));
    if from < until { u64::MAX << from & u64::MAX >> (WORD - until) } else { 0 }
}

/// 64 bits from one on, as though zeros came after the row.
#[inline]
pub(super) fn read(row: &[u64], from: usize) -> u64 {
    let (word, shift) = (from / WORD, from % WORD);
    let at = |word: usize| row.get(word).copied().unwrap_or(0);
    // By one more, since a shift by a whole word would be by none.
    at(word) >> shift | at(word + 1) << 1 << (WORD - 1 - shift)
}

/// The first bit of a range that is set.
pub(super) fn first(row: &[u64], range: Range<usize>) -> Option<usize> {
    let mut from = range.clone().step_by(WORD);
    let found = from.find_map(|from| {
        let bits = read(row, from);
        (bits != 0).then(|| from + bits.trailing_zeros() as usize)
    });
    found.filter(|bit| *bit < range.end)
}

/// Whether a bit is set.
pub(super) fn test(row: &[u64], bit: usize) -> bool {
    row.get(bit / WORD).is_some_and(|word| word >> (bit % WORD) & 1 == 1)
}

/// How many bits are set.
pub(super) fn count(row: &[u64]) -> usize {
    row.iter().map(|word| word.count_ones() as usize).sum()
}

/// The bits that are set, in order.
pub(super) fn ones(row: &[u64]) -> Ones<'_> {
    Ones { words: row.iter(), rest: 0, end: 0 }
}

/// Goes through the bits of a row that are set.
pub(super) struct Ones<'r> {
    words: std::slice::Iter<'r, u64>,
    /// What is left of a word.
    rest: u64,
    /// The number after the last bit of that word.
    end: usize,
}

impl Ones<'_> {
    #[inline]
    fn take_bit(&mut self) -> usize {
        self.end - WORD + take_first(&mut self.rest)
    }

    /// Folds what stands at the bits that are set. In what a whole word stands for, nothing can
    /// be missing, so that nothing has to be asked bit by bit.
    #[inline]
    pub(super) fn fold_at<T: Copy, B>(
        mut self,
        items: &[T],
        init: B,
        mut step: impl FnMut(B, T) -> B,
    ) -> B {
        let mut folded = init;
        while self.rest != 0 {
            if let Some(item) = items.get(self.take_bit()) {
                folded = step(folded, *item);
            }
        }
        let items = items.get(self.end..).unwrap_or_default();
        for (word, items) in self.words.zip(items.chunks(WORD)) {
            let mut rest = *word;
            if let Ok(whole) = <&[T; WORD]>::try_from(items) {
                while rest != 0 {
                    folded = step(folded, whole[take_first(&mut rest) % WORD]);
                }
            }
            while rest != 0 {
                if let Some(item) = items.get(take_first(&mut rest)) {
                    folded = step(folded, *item);
                }
            }
        }
        folded
    }
}

/// Takes the first bit of a word that has any.
#[inline]
fn take_first(word: &mut u64) -> usize {
    let bit = word.trailing_zeros() as usize;
    *word &= *word - 1;
    bit
}

impl Iterator for Ones<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.rest = *self.words.next()?;
            self.end += WORD;
        }
        Some(self.take_bit())
    }

    /// Word by word, which is fewer questions than bit by bit.
    #[inline]
    fn fold<B, F: FnMut(B, usize) -> B>(mut self, init: B, mut step: F) -> B {
        let mut folded = init;
        loop {
            while self.rest != 0 {
                folded = step(folded, self.take_bit());
            }
            let Some(word) = self.words.next() else { return folded };
            self.rest = *word;
            self.end += WORD;
        }
    }
}

/// Hands each word that the range meets to `act`, with a mask of its bits.
#[inline]
fn change(row: &mut [u64], range: Range<usize>, act: impl Fn(&mut u64, u64)) {
    // An appointment is short: nearly always its bits lie in one word. (Taking two
    // words at once, without a branch, is slower: each appointment then waits for what
    // the one before it wrote.)
    let from = |bit: usize| u64::MAX << (bit % WORD);
    match row.get_mut(range.start / WORD) {
        Some(word) if range.start / WORD == range.end / WORD => {
            act(word, from(range.start) & !from(range.end));
        }
        _ => change_long(row, range, act),
    }
}

/// The same for a range of any length.
fn change_long(row: &mut [u64], range: Range<usize>, act: impl Fn(&mut u64, u64)) {
    if range.is_empty() {
        return;
    }
    let last = range.end - 1;
    let from = u64::MAX << (range.start % WORD);
    let until = u64::MAX >> (WORD - 1 - last % WORD);
    match row.get_mut(range.start / WORD..=last / WORD) {
        Some([only]) => act(only, from & until),
        Some([first, between @ .., end]) => {
            act(first, from);
            for word in between {
                act(word, u64::MAX);
            }
            act(end, until);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_does_what_a_list_of_bools_does(
            ranges in prop::collection::vec((0..200_usize, 0..200_usize, any::<bool>()), 0..20)
        ) {
            let (mut row, mut bools) = (vec![0; words(200)], vec![false; 200]);
            for (start, end, on) in ranges {
                if on { set(&mut row, start..end) } else { clear(&mut row, start..end) }
                bools.iter_mut().take(end).skip(start).for_each(|bit| *bit = on);
            }
            let expected: Vec<usize> = (0..200).filter(|bit| bools[*bit]).collect();
            prop_assert_eq!(count(&row), expected.len());
            prop_assert!((0..200).all(|bit| test(&row, bit) == bools[bit]));
            prop_assert_eq!(ones(&row).collect::<Vec<_>>(), &*expected);
            for (items, taken) in [(200, 0), (200, 3), (100, 0), (100, 3), (64, 0), (0, 0)] {
                let all: Vec<usize> = (0..items).collect();
                let mut left = ones(&row);
                left.by_ref().take(taken).for_each(drop);
                let found = left.fold_at(&all, Vec::new(), |mut found, item| {
                    found.push(item);
                    found
                });
                let there = expected.iter().copied().skip(taken).filter(|bit| *bit < items);
                prop_assert_eq!(found, there.collect::<Vec<_>>());
            }
            for from in 0..200 {
                let bit = |number: usize| bools.get(from + number).is_some_and(|bit| *bit);
                prop_assert!((0..WORD).all(|number| bit(number) == (read(&row, from) >> number & 1 == 1)));
                let next = (from..150).find(|bit| bools[*bit]);
                prop_assert_eq!(first(&row, from..150), next);
            }
        }
    }
}
