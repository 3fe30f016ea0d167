//! Sorting providers by how much of a day they are taken.
//!
//! Every day of a search is sorted anew, so that this is among what costs most. Nearly always
//! loads are whole minutes, and those of a day are short numbers: they are sorted digit by
//! digit, which asks no two providers who comes first.

use crate::value::MINUTE_MICROS;

/// How many bits one of the two digits has: loads up to 68 hours are sorted by them.
const DIGIT: u32 = 6;
const VALUES: usize = 1 << DIGIT;
/// From how many providers on counting digits pays.
const COUNTED_MIN: usize = 24;

const MINUTE: u64 = MINUTE_MICROS.unsigned_abs();

/// What is sorted, kept from one day to the next.
#[derive(Default)]
pub(super) struct ByLoad {
    /// The minutes of each provider, and the number below them.
    keys: Vec<u64>,
    /// The same by the last digit.
    by_last: Vec<u64>,
    /// The loads that aren't all whole minutes, with the numbers.
    exact: Vec<(u64, u32)>,
}

impl ByLoad {
    /// Writes the numbers of some providers into `sorted`, by their loads in microseconds, and
    /// of equal loads in their order, which is that of the numbers.
    pub(super) fn sort(&mut self, numbers: &[u32], loads: &[u64], sorted: &mut [u32]) {
        let Self { keys, by_last, exact } = self;
        let load = |number: u32| loads.get(number as usize).copied().unwrap_or(0);
        keys.clear();
        let (mut seconds, mut most) = (0, 0);
        let (mut lasts, mut firsts) = ([0; VALUES], [0; VALUES]);
        keys.extend(numbers.iter().map(|number| {
            let load = load(*number);
            let minutes = load / MINUTE;
            seconds |= load - minutes * MINUTE;
            most |= minutes;
            lasts[last(minutes)] += 1;
            firsts[first(minutes)] += 1;
            minutes << u32::BITS | u64::from(*number)
        }));
        let in_minutes = seconds == 0 && most >> (2 * DIGIT) == 0;
        if in_minutes && numbers.len() >= COUNTED_MIN {
            by_last.resize(keys.len(), 0);
            let mut places = Places::of(lasts);
            for key in &*keys {
                if let Some(place) = by_last.get_mut(places.next(last(key >> u32::BITS))) {
                    *place = *key;
                }
            }
            let mut places = Places::of(firsts);
            for key in &*by_last {
                if let Some(place) = sorted.get_mut(places.next(first(key >> u32::BITS))) {
                    *place = number_of(*key);
                }
            }
        } else if seconds == 0 && most >> u32::BITS == 0 {
            keys.sort_unstable();
            sorted.iter_mut().zip(&*keys).for_each(|(place, key)| *place = number_of(*key));
        } else {
            exact.clear();
            exact.extend(numbers.iter().map(|number| (load(*number), *number)));
            exact.sort_unstable();
            sorted.iter_mut().zip(&*exact).for_each(|(place, (_, number))| *place = *number);
        }
    }
}

/// Where the next key of each digit comes to stand.
struct Places([u32; VALUES]);

impl Places {
    /// One digit after the other, by how often each occurs.
    fn of(mut counts: [u32; VALUES]) -> Self {
        let mut before = 0;
        for count in &mut counts {
            before += std::mem::replace(count, before);
        }
        Self(counts)
    }

    #[inline]
    fn next(&mut self, digit: usize) -> usize {
        let place = self.0[digit];
        self.0[digit] += 1;
        place as usize
    }
}

/// The last digit of minutes.
#[inline]
fn last(minutes: u64) -> usize {
    digit(minutes)
}

/// The digit before it.
#[inline]
fn first(minutes: u64) -> usize {
    digit(minutes >> DIGIT)
}

#[inline]
fn digit(minutes: u64) -> usize {
    usize::try_from(minutes % VALUES as u64).unwrap_or(0)
}

/// The number of a provider, which is the lower half of its key.
#[inline]
fn number_of(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_way_sorts_as_comparing_does(
            minutes in prop::collection::vec(0..200_u64, 0..80),
            scale in prop::sample::select(vec![1, 20, 1_000, 1 << 30]),
            odd in prop::sample::select(vec![0, 0, 1]),
        ) {
            let load = |minutes: &u64| minutes * scale * MINUTE + minutes % 2 * odd;
            // Every other provider of twice as many.
            let loads: Vec<u64> = minutes.iter().flat_map(|minutes| [7, load(minutes)]).collect();
            let numbers: Vec<u32> = (0..).skip(1).step_by(2).take(minutes.len()).collect();
            let mut sorted = vec![0; numbers.len()];
            let mut by_load = ByLoad::default();
            // What was sorted before leaves nothing behind.
            by_load.sort(&numbers, &vec![MINUTE; loads.len()], &mut sorted);
            by_load.sort(&numbers, &loads, &mut sorted);
            let mut expected = numbers;
            expected.sort_by_key(|number| loads[*number as usize]);
            prop_assert_eq!(sorted, expected);
        }
    }
}
