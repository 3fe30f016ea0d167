//! When someone is there at all, by their hours: what a calendar shows behind
//! the appointments.

use super::{
    Schedule,
    calendar::{Calendar, Clock, Days},
};
use crate::value::{LocalWindow, TimeRange, TimeZone, Timestamp};

/// The days of one range of instants, for the hours of any number of people.
#[expect(missing_debug_implementations, reason = "the days have nothing to show")]
pub struct OpenHours<'a> {
    calendar: Calendar<'a>,
    within: TimeRange,
}

impl<'a> OpenHours<'a> {
    /// Prepares the days that a range touches in a zone.
    #[must_use]
    pub fn new(zone: &'a TimeZone, within: TimeRange) -> Self {
        let date = |at| zone.local(at).date();
        let clock = Clock::new(zone, date(within.start()), date(within.end()));
        let calendar = Calendar::new(&clock, within.start().micros(), within.end().micros());
        Self { calendar, within }
    }

    /// The times within the range at which the hours are open, in order, none
    /// of them touching the next: by the same rules by which slots are found.
    /// `otherwise` are the windows of a day for which nothing is said.
    /// Blockouts are not taken off.
    #[must_use]
    pub fn of(&self, schedule: &Schedule<'_>, otherwise: &[LocalWindow]) -> Vec<TimeRange> {
        let mut ranges = Vec::new();
        self.calendar.open(schedule, otherwise, Days::All, &mut ranges);
        let clip = |(start, end): (i64, i64)| {
            let start = Timestamp::clamped(start).max(self.within.start());
            let end = Timestamp::clamped(end).min(self.within.end());
            TimeRange::new(start, end).ok()
        };
        ranges.into_iter().filter_map(clip).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        slots::{OpenHours, Schedule},
        value::{DayHours, TimeRange, Timestamp, WeeklyHours},
    };

    fn range(start: &str, end: &str) -> TimeRange {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        TimeRange::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn hours_are_cut_to_the_days_and_the_night_before_runs_on() {
        let zone = "Europe/Vienna".parse().unwrap();
        let hours = r#"{"weekly":[{"day":"monday","start":"22:00","end":"02:00"},
            {"day":"tuesday","start":"09:00","end":"12:00"},
            {"day":"tuesday","start":"22:00","end":"06:00"}]}"#;
        let hours = WeeklyHours::parse_text(hours).unwrap();
        let day = range("2026-11-30T23:00:00Z", "2026-12-01T23:00:00Z");
        let schedule = Schedule { hours: Some(&hours), ..Schedule::default() };
        let open = OpenHours::new(&zone, day).of(&schedule, &[]);
        assert_eq!(
            open,
            [
                range("2026-11-30T23:00:00Z", "2026-12-01T01:00:00Z"),
                range("2026-12-01T08:00:00Z", "2026-12-01T11:00:00Z"),
                range("2026-12-01T21:00:00Z", "2026-12-01T23:00:00Z"),
            ]
        );
    }

    #[test]
    fn a_date_with_hours_of_its_own_has_no_others() {
        let zone = "Etc/UTC".parse().unwrap();
        let hours = r#"{"weekly":[{"day":"tuesday","start":"09:00","end":"12:00"}]}"#;
        let hours = WeeklyHours::parse_text(hours).unwrap();
        let day = range("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z");
        let date = "2026-12-01".parse().unwrap();
        let closed = DayHours::new(Vec::new()).unwrap();
        let schedule = Schedule {
            hours: Some(&hours),
            overrides: [(date, closed)].into(),
            ..Schedule::default()
        };
        assert_eq!(OpenHours::new(&zone, day).of(&schedule, &[]), []);
    }
}
