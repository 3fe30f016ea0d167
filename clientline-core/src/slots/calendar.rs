//! The days around a search, and the instants of their wall-clock times.
//!
//! On a day whose clocks stay, a local time is the midnight plus minutes. Only
//! the few days that touch a clock change ask the zone for each time.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::Schedule;
use crate::value::{
    DAY_MICROS, LocalTime, LocalWindow, MINUTE_MICROS, OffsetPeriod, TimeZone, Timestamp, Weekday,
};

/// How far the calendar's knowledge of offsets reaches beyond its days: more
/// than the longest service with both buffers, and any offset from UTC.
const MARGIN: i64 = 6 * DAY_MICROS;

/// A zone's clock over some weeks.
pub(super) struct Clock<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) periods: Vec<OffsetPeriod>,
}

impl<'a> Clock<'a> {
    /// The clock from some days before `first` to some days after `last`.
    pub(super) fn new(zone: &'a TimeZone, first: NaiveDate, last: NaiveDate) -> Self {
        let from = Timestamp::clamped(midnight_of_face(first) - MARGIN);
        let until = Timestamp::clamped(midnight_of_face(last) + MARGIN);
        Self { zone, periods: zone.offset_periods(from, until) }
    }

    /// The midnight of a day from which all of its local times, `24:00`
    /// included, follow by adding minutes; `None` if the clocks get in the way.
    pub(super) fn plain_midnight(&self, date: NaiveDate) -> Option<i64> {
        let face = midnight_of_face(date);
        let mut before: Option<&OffsetPeriod> = None;
        for period in &self.periods {
            let midnight = face - seconds_to_micros(period.offset.local_minus_utc());
            // When clocks go back, times of the face recur, and the earlier
            // instant is meant: it lies in the period before.
            let back = before.map_or(0, |before| {
                before.offset.local_minus_utc() - period.offset.local_minus_utc()
            });
            let from = period.start + seconds_to_micros(back.max(0));
            if from <= midnight && midnight + DAY_MICROS < period.end {
                return Some(midnight);
            }
            before = Some(period);
        }
        None
    }
}

/// The days whose windows can matter to a range of instants.
pub(super) struct Calendar<'a> {
    zone: &'a TimeZone,
    days: Vec<Day>,
}

/// Which days' hours are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    All,
    /// Those that were not numbered.
    NotNumbered,
}

struct Day {
    date: NaiveDate,
    weekday: Weekday,
    plain_midnight: Option<i64>,
    /// Whether the number of a start follows from the time of day.
    is_numbered: bool,
}

/// How many of a day's starts are searched.
pub(super) enum DayStarts {
    /// All, from midnight on, at one distance; the first has this number.
    All {
        first: usize,
    },
    None,
    /// Some, or at another distance.
    Some,
}

/// A day of which the first start has a number, and each other one the next.
pub(super) struct NumberedDay {
    pub(super) weekday: Weekday,
    pub(super) first: usize,
}

impl<'a> Calendar<'a> {
    /// The days whose windows can reach into `[from, until]`, in microseconds.
    pub(super) fn new(clock: &Clock<'a>, from: i64, until: i64) -> Self {
        let zone = clock.zone;
        let date = |at| zone.local(Timestamp::clamped(at)).date();
        // A window reaches into the next day. A clock change can move a window,
        // or the date of an instant, by as much as one day more.
        let slack = u64::from(clock.periods.len() > 1);
        let first = date(from) - chrono::Days::new(1 + slack);
        // One day more, since overnight windows end on it.
        let last = date(until) + chrono::Days::new(1 + slack);
        let days = first.iter_days().take_while(|date| *date <= last).map(|date| Day {
            date,
            weekday: date.weekday().into(),
            plain_midnight: clock.plain_midnight(date),
            is_numbered: false,
        });
        Self { zone, days: days.collect() }
    }

    /// Numbers the ordinary days, and returns them: those on which the clocks stay, as they
    /// do the day before and the day after, so that no window of another day is moved
    /// there. Those without any start are left out.
    pub(super) fn number(&mut self, starts_of_day: impl Fn(i64) -> DayStarts) -> Vec<NumberedDay> {
        let mut numbered = Vec::with_capacity(self.days.len());
        for index in 1..self.days.len().saturating_sub(1) {
            let around = &self.days[index - 1..=index + 1];
            let is_ordinary = around.iter().all(|day| day.plain_midnight.is_some());
            let day = &mut self.days[index];
            let Some(midnight) = day.plain_midnight.filter(|_| is_ordinary) else { continue };
            match starts_of_day(midnight) {
                DayStarts::All { first } => {
                    day.is_numbered = true;
                    numbered.push(NumberedDay { weekday: day.weekday, first });
                }
                DayStarts::None => day.is_numbered = true,
                DayStarts::Some => {}
            }
        }
        numbered
    }

    /// The instants at which the hours are open, as ranges `[start, end)` that
    /// neither touch nor overlap, in order. `otherwise` are the windows of a day
    /// for which nothing is said.
    pub(super) fn open(
        &self,
        schedule: &Schedule<'_>,
        otherwise: &[LocalWindow],
        days: Days,
        ranges: &mut Vec<(i64, i64)>,
    ) {
        ranges.clear();
        for pair in self.days.windows(2) {
            let [day, next] = pair else { continue };
            if days == Days::NotNumbered && day.is_numbered {
                continue;
            }
            let (plain, weekly) = match (schedule.overrides.get(&day.date), schedule.hours) {
                (Some(replaced), _) => (replaced.windows(), None),
                (None, Some(weekly)) => (&[][..], Some(weekly)),
                (None, None) => (otherwise, None),
            };
            let weekly = weekly.into_iter().flat_map(|hours| hours.windows_on(day.date));
            for window in plain.iter().chain(weekly) {
                let end_day = if window.is_overnight() { next } else { day };
                let start = self.instant(day, window.start());
                let end = self.instant(end_day, window.end());
                // Clocks going forward can leave nothing of a window.
                if let (Some(start), Some(end)) = (start, end)
                    && start < end
                {
                    ranges.push((start, end));
                }
            }
        }
        merge(ranges);
    }

    fn instant(&self, day: &Day, time: LocalTime) -> Option<i64> {
        let minutes = i64::from(time.minute_of_day());
        match day.plain_midnight {
            Some(midnight) => Some(midnight + minutes * MINUTE_MICROS),
            None => self.zone.resolve(
                NaiveDateTime::new(day.date, NaiveTime::MIN)
                    .checked_add_signed(TimeDelta::minutes(minutes))?,
            ),
        }
    }
}

/// Joins ranges that touch or overlap.
fn merge(ranges: &mut Vec<(i64, i64)>) {
    if ranges.is_sorted_by(|one, next| one.1 < next.0) {
        return;
    }
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let joined = next.0 <= kept.1;
        if joined {
            kept.1 = kept.1.max(next.1);
        }
        joined
    });
}

/// The midnight of a date as though its local time were UTC.
pub(super) fn midnight_of_face(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp_micros()
}

pub(super) fn seconds_to_micros(seconds: i32) -> i64 {
    i64::from(seconds) * 1_000_000
}
