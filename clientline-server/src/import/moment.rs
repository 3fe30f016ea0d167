//! Days as the files write them: a date, or a distance from this week's Monday.

use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use clientline_core::value::{LocalTime, TimeZone, Timestamp};

use super::written;

/// A local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// A date, as `2026-11-24`.
    Date(NaiveDate),
    /// Days after the Monday of the week of the import (before it, if
    /// negative): a file written so always falls on the same days of the week,
    /// and never grows old.
    FromMonday(i16),
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(days @ -3_660..=3_660) => Ok(Self::FromMonday(days)),
            Ok(_) => {
                Err("Days are counted from -3660 to 3660 after this week's Monday.".to_owned())
            }
            Err(_) => written::date(text).map(Self::Date),
        }
    }
}

/// A day and a time of it, on the clock of the center that the line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) time: LocalTime,
}

impl Moment {
    /// Returns whether the moment moves with the day of the import.
    pub(super) const fn is_relative(self) -> bool {
        matches!(self.day, Day::FromMonday(_))
    }

    /// Returns the instant in a zone, for an import that runs `now`; `None`
    /// outside the years 1900 to 9999.
    pub(super) fn instant(self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        zone.instant(self.local(zone.local(now).date())?).ok()
    }

    /// Returns the time on the clock of the center, for an import on a day.
    pub(super) fn local(self, today: NaiveDate) -> Option<NaiveDateTime> {
        let date = match self.day {
            Day::Date(date) => date,
            Day::FromMonday(days) => {
                let monday = today - Days::new(today.weekday().num_days_from_monday().into());
                monday.checked_add_signed(TimeDelta::days(days.into()))?
            }
        };
        let (date, time) = match self.time.naive() {
            Some(time) => (date, time),
            None => (date.succ_opt()?, NaiveTime::MIN),
        };
        Some(date.and_time(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, time: &str, now: &str) -> String {
        let moment = Moment { day: day.parse().unwrap(), time: time.parse().unwrap() };
        let zone = "Europe/Berlin".parse().unwrap();
        moment.instant(&zone, now.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn days_count_from_the_monday_of_the_local_week() {
        // Sunday evening in UTC is Monday morning in Berlin.
        assert_eq!(at("0", "09:00", "2026-11-22T22:30:00Z"), "2026-11-16T08:00:00Z");
        assert_eq!(at("0", "09:00", "2026-11-22T23:30:00Z"), "2026-11-23T08:00:00Z");
        assert_eq!(at("-7", "09:00", "2026-11-25T12:00:00Z"), "2026-11-16T08:00:00Z");
    }

    #[test]
    fn a_date_stays_where_it_is_and_keeps_the_clock_on_the_wall() {
        assert_eq!(at("2026-07-01", "09:00", "2026-11-22T22:30:00Z"), "2026-07-01T07:00:00Z");
        assert_eq!(at("2026-07-01", "24:00", "2026-11-22T22:30:00Z"), "2026-07-01T22:00:00Z");
    }

    #[test]
    fn other_texts_are_no_days() {
        for text in ["", "tomorrow", "2026-13-01", "01/12/2026", "3661", "1.5"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
