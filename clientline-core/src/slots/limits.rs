//! Limits: when somebody has as many appointments as they may have in a day, or in a week.
//!
//! A limit never counts the one that is asked for. What is moved within a day adds nothing to it,
//! so that a day that is fuller than its limit, since that was lowered, can still be put in order.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};

use crate::value::{DAY_MICROS, TimeRange, TimeZone, Timestamp};

/// The period of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitPeriod {
    /// A local day.
    Day,
    /// A local week, from Monday to Sunday, as ISO 8601 has it.
    Week,
}

impl LimitPeriod {
    /// Returns the first day of the period of a date.
    pub(super) fn first_day(self, date: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => date,
            Self::Week => date.week(Weekday::Mon).checked_first_day().unwrap_or(date),
        }
    }

    const fn days(self) -> Days {
        match self {
            Self::Day => Days::new(1),
            Self::Week => Days::new(7),
        }
    }
}

/// Returns the periods in which as many of the instants lie as a limit allows, or more, earliest
/// first. That in which an appointment lies already that is moved is never full for it; `others`
/// must not hold it.
///
/// ```
/// use clientline_core::{slots::*, value::*};
///
/// let zone: TimeZone = "Europe/Vienna".parse()?;
/// let booked: [Timestamp; 3] = [
///     "2026-12-01T09:00:00Z".parse()?,
///     "2026-12-01T22:59:00Z".parse()?,
///     "2026-12-01T23:00:00Z".parse()?,
/// ];
/// let full = full_periods(&zone, LimitPeriod::Day, 2, &booked, None);
/// // From midnight to midnight in Vienna; the third one lies on the day after.
/// assert_eq!(full.len(), 1);
/// assert_eq!(full[0].start().to_string(), "2026-11-30T23:00:00Z");
/// assert_eq!(full[0].end().to_string(), "2026-12-01T23:00:00Z");
/// # Ok::<(), ValueError>(())
/// ```
#[must_use]
pub fn full_periods(
    zone: &TimeZone,
    period: LimitPeriod,
    most: u16,
    others: &[Timestamp],
    moved: Option<Timestamp>,
) -> Vec<TimeRange> {
    let first_day = |at: Timestamp| period.first_day(zone.local(at).date());
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for at in others {
        *counts.entry(first_day(*at)).or_default() += 1;
    }
    if let Some(at) = moved {
        counts.remove(&first_day(at));
    }
    let full = counts.into_iter().filter(|(_, count)| *count >= usize::from(most));
    let mut full: Vec<TimeRange> =
        full.flat_map(|(first, _)| instants(zone, first, period.days())).collect();
    full.sort_unstable();
    full
}

/// When the clocks of a zone show one of some days: two stretches, if they go back past a midnight
/// and show the end of the day before once more.
fn instants(zone: &TimeZone, first: NaiveDate, days: Days) -> Vec<TimeRange> {
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
    let Some(end) = first.checked_add_days(days) else { return Vec::new() };
    let (start, end) = (midnight(first), midnight(end));
    // No clock is further from UTC.
    let around = |local: i64, days: i64| Timestamp::clamped(local + days * DAY_MICROS);
    let mut stretches: Vec<TimeRange> = Vec::new();
    for period in zone.offset_periods(around(start, -2), around(end, 2)) {
        let ahead = i64::from(period.offset.local_minus_utc()) * 1_000_000;
        let (from, until) = (period.start.max(start - ahead), period.end.min(end - ahead));
        let stretch = TimeRange::new(Timestamp::clamped(from), Timestamp::clamped(until));
        let Ok(stretch) = stretch else { continue };
        // The clocks have gone back within the day, or forward.
        match stretches.last_mut().filter(|last| last.end() == stretch.start()) {
            Some(last) => *last = TimeRange::new(last.start(), stretch.end()).unwrap_or(*last),
            None => stretches.push(stretch),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn full(period: LimitPeriod, most: u16, others: &[&str], moved: Option<&str>) -> Vec<String> {
        let zone = TimeZone::new("Europe/Vienna").unwrap();
        let others: Vec<Timestamp> = others.iter().map(|text| at(text)).collect();
        let found = full_periods(&zone, period, most, &others, moved.map(at));
        found.iter().map(|range| format!("{} {}", range.start(), range.end())).collect()
    }

    #[test]
    fn a_week_begins_on_monday_and_is_an_hour_shorter_when_clocks_go_forward() {
        // Monday, 22 March, and Sunday, 28 March 2027, on which the clocks change.
        let others = ["2027-03-22T08:00:00Z", "2027-03-28T21:59:00Z", "2027-03-28T22:00:00Z"];
        let week = "2027-03-21T23:00:00Z 2027-03-28T22:00:00Z";
        assert_eq!(full(LimitPeriod::Week, 2, &others, None), [week]);
        assert_eq!(full(LimitPeriod::Week, 3, &others, None), [""; 0]);
        assert_eq!(full(LimitPeriod::Week, 1, &others, None).len(), 2);
    }

    #[test]
    fn a_day_whose_end_the_clocks_show_twice_is_full_then_too() {
        // They go back from 00:01 on the 7th to 23:01 on the 6th, at 02:31 UTC.
        let zone = TimeZone::new("America/St_Johns").unwrap();
        let ranges = |others: &str| {
            let found = full_periods(&zone, LimitPeriod::Day, 1, &[at(others)], None);
            found.iter().map(|range| (range.start(), range.end())).collect::<Vec<_>>()
        };
        let [start, midnight, back, again] = [
            "2010-11-06T02:30:00Z",
            "2010-11-07T02:30:00Z",
            "2010-11-07T02:31:00Z",
            "2010-11-07T03:30:00Z",
        ]
        .map(at);
        assert_eq!(ranges("2010-11-06T15:00:00Z"), [(start, midnight), (back, again)]);
        let end = at("2010-11-08T03:30:00Z");
        assert_eq!(ranges("2010-11-07T15:00:00Z"), [(midnight, back), (again, end)]);
    }

    #[test]
    fn a_day_is_not_full_for_what_lies_in_it_already() {
        let others = ["2026-12-01T09:00:00Z", "2026-12-02T09:00:00Z"];
        let day = "2026-12-01T23:00:00Z 2026-12-02T23:00:00Z";
        assert_eq!(full(LimitPeriod::Day, 1, &others, Some("2026-12-01T15:00:00Z")), [day]);
        assert_eq!(full(LimitPeriod::Day, 1, &others, Some("2026-12-03T15:00:00Z")).len(), 2);
    }

    proptest! {
        #[test]
        fn a_day_is_full_if_as_many_lie_on_its_date_as_the_limit_allows(
            hours in prop::collection::vec(0..800_i64, 0..12), most in 1..4_u16, probe in 0..800_i64,
            // The clocks go back within a day, and over midnight.
            (zone, from) in prop::sample::select(vec![
                ("America/New_York", "2027-11-04T04:00:00Z"),
                ("America/St_Johns", "2010-11-04T04:00:00Z"),
            ]),
        ) {
            let zone = TimeZone::new(zone).unwrap();
            let hour = |quarters: i64| at(from).plus_minutes(quarters * 15).unwrap();
            let others: Vec<Timestamp> = hours.iter().map(|hours| hour(*hours)).collect();
            let date = |at: Timestamp| zone.local(at).date();
            let count = others.iter().filter(|other| date(**other) == date(hour(probe))).count();
            let full = full_periods(&zone, LimitPeriod::Day, most, &others, None);
            let is_full = full.iter().any(|range| range.contains(hour(probe)));
            prop_assert_eq!(is_full, count >= usize::from(most));
        }
    }
}
