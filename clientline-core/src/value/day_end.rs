//! The time at which a business day ends: of a bar, some hours after midnight.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{LocalTime, TimeZone, Timestamp, ValueError};

/// The time after midnight at which a business day ends, and the next one begins: `00:00`, which
/// is the default, to `06:00`.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::value::{DayEnd, TimeZone};
///
/// let zone: TimeZone = "Europe/Lisbon".parse()?;
/// let two: DayEnd = "02:00".parse()?;
/// let day = |at: &str| two.day_of(&zone, at.parse().unwrap()).to_string();
/// assert_eq!(day("2027-01-16T01:59:59Z"), "2027-01-15");
/// assert_eq!(day("2027-01-16T02:00:00Z"), "2027-01-16");
/// assert!("06:01".parse::<DayEnd>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayEnd(u16);

impl DayEnd {
    /// The latest end: `06:00`, in minutes.
    pub const MINUTES_MAX: u16 = 6 * 60;

    /// The end so many minutes after `00:00`.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] above 360, which is `06:00`.
    pub const fn from_minutes(minutes: u16) -> Result<Self, ValueError> {
        if minutes > Self::MINUTES_MAX {
            return Err(ValueError::OutOfRange {
                value: "end of a day",
                range: "from 00:00 to 06:00",
            });
        }
        Ok(Self(minutes))
    }

    /// Minutes since `00:00`, by the face of the clock.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The business day that an instant belongs to: the last one that has begun.
    ///
    /// A day begins at the instant that clocks call by the end of the one before, the first time
    /// if they do so twice; so days follow each other, also where clocks go back over it.
    #[must_use]
    pub fn day_of(self, zone: &TimeZone, at: Timestamp) -> NaiveDate {
        let date = zone.local(at).date();
        let mut day = date.succ_opt().unwrap_or(date);
        // Where a zone left a date out, two days begin at one instant, or nearly.
        for _ in 0..DAYS_BACK_MAX {
            match day.pred_opt() {
                Some(before) if !self.has_begun(zone, day, at) => day = before,
                _ => break,
            }
        }
        day
    }

    /// Returns whether a business day has begun; one beyond the years of the calendar has not.
    fn has_begun(self, zone: &TimeZone, day: NaiveDate, at: Timestamp) -> bool {
        let begins = day.and_hms_opt(u32::from(self.0 / 60), u32::from(self.0 % 60), 0);
        begins.and_then(|local| zone.instant(local).ok()).is_some_and(|begins| begins <= at)
    }
}

/// How far the business day may be behind the day after the calendar's.
const DAYS_BACK_MAX: u8 = 4;

impl fmt::Display for DayEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for DayEnd {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::from_minutes(text.parse::<LocalTime>()?.minute_of_day())
    }
}

impl Serialize for DayEnd {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DayEnd {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for DayEnd {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "DayEnd".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "pattern": "^(0[0-5]:[0-5][0-9]|06:00)$", "examples": ["02:00"],
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::MINUTE_MICROS;

    fn end(text: &str) -> DayEnd {
        text.parse().unwrap()
    }

    fn days(zone: &str, end: &str, instants: &[&str]) -> Vec<String> {
        let (zone, end) = (zone.parse().unwrap(), self::end(end));
        instants.iter().map(|at| end.day_of(&zone, at.parse().unwrap()).to_string()).collect()
    }

    #[test]
    fn an_end_lies_between_midnight_and_six() {
        assert_eq!((end("00:00"), end("06:00").minutes()), (DayEnd::default(), 360));
        for wrong in ["06:01", "24:00", "2:00", "02:60", ""] {
            assert!(wrong.parse::<DayEnd>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn clocks_that_go_forward_over_the_end_begin_the_day_when_they_have_done_so() {
        // From 02:00 to 03:00 at 07:00 of UTC: 02:30 means 03:30.
        let instants = ["2027-03-14T06:59:00Z", "2027-03-14T07:29:00Z", "2027-03-14T07:30:00Z"];
        let found = days("America/New_York", "02:30", &instants);
        assert_eq!(found, ["2027-03-13", "2027-03-13", "2027-03-14"]);
    }

    #[test]
    fn clocks_that_go_back_over_the_end_begin_no_day_twice() {
        // From 02:00 to 01:00 at 06:00 of UTC: 01:30 comes at 05:30 and at 06:30.
        let instants = [
            "2027-11-07T05:29:00Z",
            "2027-11-07T05:30:00Z",
            "2027-11-07T06:00:00Z",
            "2027-11-07T06:30:00Z",
        ];
        let found = days("America/New_York", "01:30", &instants);
        assert_eq!(found, ["2027-11-06", "2027-11-07", "2027-11-07", "2027-11-07"]);
    }

    #[test]
    fn a_date_that_a_zone_leaves_out_is_passed_over() {
        // Samoa had no 30 December 2011.
        let instants = ["2011-12-30T09:59:00Z", "2011-12-30T11:59:00Z", "2011-12-30T12:00:00Z"];
        let found = days("Pacific/Apia", "02:00", &instants);
        assert_eq!(found, ["2011-12-29", "2011-12-29", "2011-12-31"]);
    }

    proptest! {
        #[test]
        fn a_day_never_comes_back_and_is_the_calendars_or_the_one_before(
            zone in prop::sample::select(vec![
                "Etc/UTC", "Europe/Lisbon", "America/New_York", "America/St_Johns", "Asia/Gaza",
                "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca",
            ]),
            minutes in 0..=DayEnd::MINUTES_MAX,
            first in 0_i64..40_000_000,
            later in 0_i64..3_000,
        ) {
            let zone: TimeZone = zone.parse().unwrap();
            let end = DayEnd::from_minutes(minutes).unwrap();
            let at = |minute: i64| Timestamp::from_micros(minute * MINUTE_MICROS).unwrap();
            let day = |minute: i64| end.day_of(&zone, at(minute));
            prop_assert!(day(first) <= day(first + later));
            let local = zone.local(at(first));
            // Clocks that go back around midnight leave the day that has begun; nothing else
            // makes a day of the book be after the calendar's.
            let apart = (local.date() - day(first)).num_days();
            prop_assert!((-1..=2).contains(&apart), "{local} is {apart} days after");
            if local.time().signed_duration_since(chrono::NaiveTime::MIN).num_minutes() >= 10 * 60 {
                prop_assert_eq!(apart, 0);
            }
        }
    }
}
