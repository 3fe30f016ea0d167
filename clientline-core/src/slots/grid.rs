//! The candidate starts of a search, numbered in order.
//!
//! Starts lie every step of the wall clock from local midnight. While the clocks
//! stay, that is an arithmetic series: a *run*. A clock change, or a step that
//! doesn't divide the day, begins a new run. Whatever limits the starts is a
//! range of instants, and [`Grid::rank`] turns its ends into numbers by one
//! exact division each: nothing is rounded to the step, and no list is searched.

use std::ops::Range;

use chrono::{FixedOffset, NaiveDate};

use super::calendar::{Clock, DayStarts, midnight_of_face, seconds_to_micros};
use crate::value::{DAY_MICROS, DayCount, MINUTE_MICROS, StepMinutes, Timestamp};

/// The width of the buckets by which the run of an instant is found, as a power
/// of two of microseconds: 19 hours, so that few runs begin in one.
const BUCKET: u32 = 36;

/// Candidate starts in order of time.
pub(super) struct Grid {
    runs: Vec<Run>,
    /// For each bucket from the first start, the run at its beginning.
    hints: Vec<usize>,
    pace: Pace,
    len: usize,
}

/// Starts at one distance from each other, under one offset from UTC.
#[derive(Clone, Copy)]
struct Run {
    /// The first start.
    start: i64,
    /// From the first start to just after the last.
    span: u64,
    /// The number of the first start.
    first: usize,
    offset: FixedOffset,
}

impl Grid {
    /// The starts of some local days.
    ///
    /// Local times that are skipped are no starts; those that occur twice are
    /// two starts.
    pub(super) fn of_days(
        clock: &Clock<'_>,
        first: NaiveDate,
        days: DayCount,
        step: StepMinutes,
    ) -> Self {
        let faces = midnight_of_face(first);
        let faces = faces..faces + i64::from(days.get()) * DAY_MICROS;
        let mut grid = Self::empty(step);
        for period in &clock.periods {
            let offset = seconds_to_micros(period.offset.local_minus_utc());
            let from = period.start.max(faces.start - offset);
            let until = period.end.min(faces.end - offset);
            let mut midnight = (from + offset).div_euclid(DAY_MICROS) * DAY_MICROS - offset;
            while midnight < until {
                let skipped = grid.pace.starts_before(from - midnight);
                let start = midnight + to_signed(skipped) * grid.pace.micros;
                grid.push(start, until.min(midnight + DAY_MICROS), period.offset);
                midnight += DAY_MICROS;
            }
        }
        grid.place_hints();
        grid
    }

    /// The one start given.
    pub(super) fn single(start: Timestamp, offset: FixedOffset) -> Self {
        let mut grid = Self::empty(StepMinutes::MIN);
        grid.push(start.micros(), start.micros() + 1, offset);
        grid.place_hints();
        grid
    }

    fn empty(step: StepMinutes) -> Self {
        Self { runs: Vec::new(), hints: Vec::new(), pace: Pace::new(step), len: 0 }
    }

    /// Adds the starts from `start` on, before `until`.
    fn push(&mut self, start: i64, until: i64, offset: FixedOffset) {
        let count = self.pace.starts_before(until - start);
        let Some(steps) = count.checked_sub(1) else { return };
        let last_from_start = to_signed(steps) * self.pace.micros;
        let after_last = start + last_from_start + 1;
        match self.runs.last_mut() {
            Some(run)
                if run.offset == offset
                    && run.start + to_signed(run.span) - 1 + self.pace.micros == start =>
            {
                run.span = to_unsigned(after_last - run.start);
            }
            _ => self.runs.push(Run {
                start,
                span: to_unsigned(last_from_start + 1),
                first: self.len,
                offset,
            }),
        }
        self.len += to_index(count);
    }

    fn place_hints(&mut self) {
        let (Some(first), Some(last)) = (self.runs.first(), self.runs.last()) else { return };
        let buckets = (last.start - first.start) >> BUCKET;
        let starts = (0..=buckets).map(|bucket| first.start + (bucket << BUCKET));
        self.hints = starts
            .map(|at| self.runs.partition_point(|run| run.start <= at).saturating_sub(1))
            .collect();
    }

    /// How many starts there are.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// What is searched of the starts of a day of 24 hours, from its midnight on.
    pub(super) fn starts_of_day(&self, midnight: i64) -> DayStarts {
        let (first, end) = (self.rank(midnight), self.rank(midnight + DAY_MICROS));
        let is_whole = DAY_MICROS % self.pace.micros == 0
            && to_signed(self.pace.starts_before(DAY_MICROS))
                == i64::try_from(end - first).unwrap_or(0)
            && self.start(first).is_some_and(|(start, _)| start.micros() == midnight);
        match (is_whole, end - first) {
            (true, _) => DayStarts::All { first },
            (false, 0) => DayStarts::None,
            (false, _) => DayStarts::Some,
        }
    }

    /// The first and the last start.
    pub(super) fn ends(&self) -> Option<(i64, i64)> {
        let (first, last) = (self.runs.first()?, self.runs.last()?);
        Some((first.start, last.start + to_signed(last.span) - 1))
    }

    /// How many starts lie before the instant: also the number of the first
    /// start that does not.
    pub(super) fn rank(&self, at: i64) -> usize {
        match self.runs.as_slice() {
            [] => 0,
            [only] => only.rank(self.pace, at),
            runs => run_before(runs, &self.hints, at).rank(self.pace, at),
        }
    }

    /// Hands the numbers from the first start in each range, up to the first
    /// start after it, to `each`; the ranges are of instants, and each of their ends is moved
    /// by so much before.
    #[inline]
    pub(super) fn ranks(
        &self,
        ranges: impl Iterator<Item = Range<i64>>,
        (start, end): (i64, i64),
        mut each: impl FnMut(Range<usize>),
    ) {
        // Most searches see no clock change: their one run is looked up once,
        // and held by value, so that it stays in registers.
        if let [only] = *self.runs.as_slice() {
            let (starts, ends) =
                (Ranker::of(only, self.pace, start), Ranker::of(only, self.pace, end));
            for range in ranges {
                each(starts.rank(range.start)..ends.rank(range.end));
            }
        } else {
            for range in ranges {
                each(self.rank(range.start + start)..self.rank(range.end + end));
            }
        }
    }

    /// The starts of each local day, by their numbers, with the day counted from 1970. Where
    /// clocks go back over midnight, a day comes twice.
    pub(super) fn days(&self) -> impl Iterator<Item = (i64, Range<usize>)> {
        let pace = self.pace;
        self.runs.iter().flat_map(move |run| {
            let local = run.start + seconds_to_micros(run.offset.local_minus_utc());
            let end = run.first + to_index(pace.starts_before(to_signed(run.span)));
            let last = local + to_signed(run.span) - 1;
            (local.div_euclid(DAY_MICROS)..=last.div_euclid(DAY_MICROS)).map(move |day| {
                let number = |midnight| run.first + to_index(pace.starts_before(midnight - local));
                (day, number(day * DAY_MICROS)..number((day + 1) * DAY_MICROS).min(end))
            })
        })
    }

    /// The instant of a start, and how far local time is ahead of UTC then.
    pub(super) fn start(&self, number: usize) -> Option<(Timestamp, FixedOffset)> {
        let run = self.runs.partition_point(|run| run.first <= number).checked_sub(1)?;
        let run = self.runs.get(run)?;
        let micros = run.start + i64::try_from(number - run.first).ok()? * self.pace.micros;
        Some((Timestamp::clamped(micros), run.offset))
    }
}

impl Run {
    /// How many starts, of this run and those before it, lie before an instant
    /// that is not after the next run's first start.
    #[inline]
    fn rank(self, pace: Pace, at: i64) -> usize {
        self.first + to_index(pace.steps(to_unsigned(at - self.start).min(self.span)))
    }
}

/// The [`Run::rank`] of an only run, with all worked out before that is the same for each
/// instant.
#[derive(Clone, Copy)]
struct Ranker {
    /// The first start, less what rounds up, and less what instants are moved by.
    base: i64,
    /// From there to just after the last start, rounded up.
    span: u64,
    reciprocal: u64,
}

impl Ranker {
    fn of(run: Run, pace: Pace, moved: i64) -> Self {
        let rounding = pace.rounding;
        let base = run.start - to_signed(rounding) - moved;
        Self { base, span: run.span + rounding, reciprocal: pace.reciprocal }
    }

    #[inline]
    fn rank(self, at: i64) -> usize {
        // What lies before the base becomes very large, so that one question is enough.
        let mut past = at.wrapping_sub(self.base).cast_unsigned();
        if past > self.span {
            past = self.outside(at);
        }
        let product = u128::from(past >> 8) * u128::from(self.reciprocal);
        usize::try_from(product >> 64).unwrap_or(usize::MAX)
    }

    /// How far from the base the end is that is nearest to an instant beyond it.
    #[cold]
    fn outside(self, at: i64) -> u64 {
        if at < self.base { 0 } else { self.span }
    }
}

/// The last run that begins before the instant, or else the first run.
fn run_before<'r>(runs: &'r [Run], hints: &[usize], at: i64) -> &'r Run {
    let bucket = to_index(to_unsigned(at - runs[0].start) >> BUCKET).min(hints.len() - 1);
    let mut index = hints[bucket];
    while runs.get(index + 1).is_some_and(|next| next.start < at) {
        index += 1;
    }
    &runs[index]
}

/// Division by the step through multiplication: a bucketful of appointments costs two
/// divisions each, and a machine's division takes ten times as long.
#[derive(Clone, Copy)]
struct Pace {
    /// The step.
    micros: i64,
    /// One microsecond less than the step: added before, it rounds up.
    rounding: u64,
    /// With the step in units of 256 microseconds, which it is a multiple of:
    /// `2^64 / units`, rounded up. Since a span is below 2^43 microseconds, or
    /// 2^35 units, and a step below 2^26, the error never reaches the quotient.
    reciprocal: u64,
}

impl Pace {
    fn new(step: StepMinutes) -> Self {
        let micros = i64::from(step.get()) * MINUTE_MICROS;
        let units = to_unsigned(micros) / 256;
        Self { micros, rounding: to_unsigned(micros - 1), reciprocal: u64::MAX / units + 1 }
    }

    /// How many multiples of the step, from zero on, lie below a span that is
    /// at most the grid's.
    #[inline]
    fn steps(self, span: u64) -> u64 {
        let units = (span + self.rounding) >> 8;
        let product = u128::from(units) * u128::from(self.reciprocal);
        u64::try_from(product >> 64).unwrap_or(u64::MAX)
    }

    /// The same for any span, and zero for one that is negative.
    fn starts_before(self, span: i64) -> u64 {
        to_unsigned(span).div_ceil(to_unsigned(self.micros))
    }
}

/// Zero if negative.
fn to_unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

fn to_signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn to_index(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::TimeZone;

    proptest! {
        #[test]
        fn the_multiplication_divides_exactly(
            step in 1..=240_i64, multiple in 0..90_000_u64, off in -300..300_i64
        ) {
            let pace = Pace::new(StepMinutes::new(step).unwrap());
            let span = to_unsigned(to_signed(multiple) * pace.micros + off).min(64 * to_unsigned(DAY_MICROS));
            prop_assert_eq!(pace.steps(span), span.div_ceil(to_unsigned(pace.micros)));
        }

        #[test]
        fn a_rank_counts_the_starts_before(
            step in 1..=240_i64, day in 0..400_u64, days in 1..=9_i64, minute in -3000..15_000_i64
        ) {
            let zone = TimeZone::new("Australia/Lord_Howe").unwrap();
            let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(day);
            let (step, days) = (StepMinutes::new(step).unwrap(), DayCount::new(days).unwrap());
            let last = first + chrono::Days::new(days.get().into());
            let grid = Grid::of_days(&Clock::new(&zone, first, last), first, days, step);
            let starts: Vec<i64> =
                (0..grid.len()).map(|n| grid.start(n).unwrap().0.micros()).collect();
            prop_assert!(starts.is_sorted_by(|one, next| one < next));
            for at in [minute * MINUTE_MICROS, minute * MINUTE_MICROS + 1] {
                let at = midnight_of_face(first) + at;
                prop_assert_eq!(grid.rank(at), starts.iter().filter(|s| **s < at).count());
            }
        }
    }

    #[test]
    fn a_grid_without_starts_ranks_everything_first() {
        let zone = TimeZone::new("UTC").unwrap();
        let clock = Clock::new(&zone, NaiveDate::MAX, NaiveDate::MAX);
        let grid = Grid::of_days(&clock, NaiveDate::MAX, DayCount::MAX, StepMinutes::MIN);
        assert_eq!((grid.len(), grid.rank(0), grid.rank(i64::MAX)), (0, 0, 0));
    }
}
