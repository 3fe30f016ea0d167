//! Chance from a seed: the same seed, the same choices.

use std::ops::RangeInclusive;

/// A generator of numbers that look random (`SplitMix64`): small, and good
/// enough to choose by.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Fills `bytes`.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let number = self.next().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
    }

    /// A number of a range; its start, if the range is empty.
    pub(crate) fn within(&mut self, range: RangeInclusive<i64>) -> i64 {
        let width = u64::try_from(range.end() - range.start()).unwrap_or(0) + 1;
        let offset = self.next() % width;
        range.start() + i64::try_from(offset).unwrap_or(0)
    }

    /// `true` so many times in a hundred.
    pub(crate) const fn percent(&mut self, times: u64) -> bool {
        self.next() % 100 < times
    }

    /// One of some things.
    pub(crate) fn one<T: Clone>(&mut self, things: &[T]) -> T {
        self.pick(things).cloned().expect("there is something to choose from")
    }

    /// One of some things, if there are any.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(things.len()).ok()?.checked_sub(1).filter(|last| *last >= 0)?;
        things.get(usize::try_from(self.within(0..=last)).ok()?)
    }
}
