//! Rooms that hold several appointments: when one is full, and which places an appointment
//! takes of it.
//!
//! A room is full when as many appointments lie in it as fit, whichever places they have
//! (scheduling, "Rooms, equipment, people"). The places of one room are interchangeable: an
//! appointment for which no place is free throughout takes one after the other. So as many fit
//! as the room holds, and that no place is taken twice keeps more of them out.

use std::collections::BTreeMap;

use crate::value::{TimeRange, Timestamp};

/// A place of a room, and when an appointment takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenPlace {
    /// Which of the room's places, counted from 1.
    pub place: i32,
    /// When it is taken, with buffers.
    pub time: TimeRange,
}

/// Returns the times at which a room holds as many appointments as fit, or more.
#[must_use]
pub fn full_times(taken: &[TakenPlace], capacity: i32) -> Vec<TimeRange> {
    if capacity <= 1 {
        return taken.iter().map(|taken| taken.time).collect();
    }
    let mut change: BTreeMap<Timestamp, i32> = BTreeMap::new();
    for TakenPlace { time, .. } in taken {
        *change.entry(time.start()).or_default() += 1;
        *change.entry(time.end()).or_default() -= 1;
    }
    let (mut full, mut since, mut held) = (Vec::new(), None, 0);
    for (at, change) in change {
        held += change;
        if held >= capacity {
            since.get_or_insert(at);
        } else if let Some(start) = since.take() {
            full.extend(TimeRange::new(start, at));
        }
    }
    full
}

/// Returns the places that an appointment takes of a room for all of a time: one if one is free
/// throughout, or else as few as can be, one after the other. It is none at all if the room is
/// full for a part of the time.
#[must_use]
pub fn places(taken: &[TakenPlace], capacity: i32, time: TimeRange) -> Vec<TakenPlace> {
    let mut by_place: BTreeMap<i32, Vec<TimeRange>> = BTreeMap::new();
    for taken in taken.iter().filter(|taken| taken.time.overlaps(time)) {
        by_place.entry(taken.place).or_default().push(taken.time);
    }
    let free_until = |place: i32, at: Timestamp| {
        let busy = by_place.get(&place).map(Vec::as_slice).unwrap_or_default();
        let is_free = !busy.iter().any(|range| range.contains(at));
        let next = busy.iter().map(|range| range.start()).filter(|start| *start > at).min();
        is_free.then(|| next.map_or(time.end(), |next| next.min(time.end())))
    };
    let mut found = Vec::new();
    let mut at = time.start();
    while at < time.end() {
        let free = (1..=capacity).filter_map(|place| Some((free_until(place, at)?, place)));
        // The lowest of those that are free longest.
        let best = free.max_by_key(|(until, place)| (*until, -place));
        let Some((until, place)) = best else { return Vec::new() };
        found.extend(TimeRange::new(at, until).map(|time| TakenPlace { place, time }));
        at = until;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(start: i64, end: i64) -> TimeRange {
        let at = |minute| Timestamp::clamped(0).plus_minutes(minute).unwrap();
        TimeRange::new(at(start), at(end)).unwrap()
    }

    proptest! {
        #[test]
        fn a_room_takes_whom_it_has_room_for_at_each_minute(
            capacity in 1..5_i32,
            wanted in prop::collection::vec((0..60_i64, 1..30_i64, 0..8_usize), 1..40),
        ) {
            let mut taken: Vec<TakenPlace> = Vec::new();
            // How many appointments there are at each minute.
            let mut held = [0_i32; 90];
            for (number, (start, length, gone)) in wanted.into_iter().enumerate() {
                let minutes = usize::try_from(start).unwrap()..usize::try_from(start + length).unwrap();
                let time = range(start, start + length);
                let fits = held[minutes.clone()].iter().all(|held| *held < capacity);
                let is_full = full_times(&taken, capacity).iter().any(|full| full.overlaps(time));
                prop_assert_eq!(fits, !is_full);
                let found = places(&taken, capacity, time);
                prop_assert_eq!(fits, !found.is_empty());
                for piece in &found {
                    prop_assert!((1..=capacity).contains(&piece.place));
                    let clash = |other: &&TakenPlace| other.place == piece.place && other.time.overlaps(piece.time);
                    prop_assert_eq!(taken.iter().find(clash), None);
                }
                let mut covered = time.start();
                for piece in &found {
                    prop_assert_eq!(piece.time.start(), covered);
                    covered = piece.time.end();
                }
                prop_assert!(found.is_empty() || covered == time.end());
                if fits {
                    held[minutes].iter_mut().for_each(|held| *held += 1);
                    taken.extend(found);
                }
                // Now and then a place becomes free, which fragments the others.
                if gone == 0 && !taken.is_empty() {
                    let gone = taken.swap_remove(number % taken.len());
                    for minute in 0..90_i64 {
                        if gone.time.contains(range(minute, minute + 1).start()) {
                            held[usize::try_from(minute).unwrap()] -= 1;
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_place_beyond_those_that_fit_counts_as_one() {
        let beyond = TakenPlace { place: 2, time: range(0, 60) };
        assert_eq!(full_times(&[beyond], 1), [range(0, 60)]);
        let beyond = [TakenPlace { place: 3, ..beyond }, TakenPlace { place: 4, ..beyond }];
        assert_eq!(full_times(&beyond, 2), [range(0, 60)]);
    }

    #[test]
    fn a_place_that_is_free_throughout_is_taken_whole_and_the_lowest_first() {
        let taken = [TakenPlace { place: 1, time: range(0, 30) }];
        let whole = |place, time| vec![TakenPlace { place, time }];
        assert_eq!(places(&taken, 3, range(0, 60)), whole(2, range(0, 60)));
        assert_eq!(places(&taken, 3, range(30, 60)), whole(1, range(30, 60)));
    }
}
