//! An instant: microseconds of UTC, the finest grain that every storage keeps.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ValueError;

const WHAT: &str = "instant";

/// Microseconds in a minute.
pub(crate) const MINUTE_MICROS: i64 = 60_000_000;
/// Microseconds in a day without a clock change.
pub(crate) const DAY_MICROS: i64 = 24 * 60 * MINUTE_MICROS;

/// An instant in UTC, cut to microseconds, in the years 1900 to 9999.
///
/// As text it is RFC 3339 with `Z`, the fraction only where there is one. Any
/// offset is taken on input; a time without one is refused, since it names no
/// instant.
///
/// ```
/// use clientline_core::value::Timestamp;
///
/// let at: Timestamp = "2026-11-21T10:30:00+01:00".parse()?;
/// assert_eq!(at.to_string(), "2026-11-21T09:30:00Z");
/// assert_eq!(format!("{at:?}"), "2026-11-21T09:30:00Z");
/// assert!("2026-11-21T09:30:00".parse::<Timestamp>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant: 1900-01-01T00:00:00Z.
    pub const MIN: Self = Self(-2_208_988_800_000_000);
    /// The last instant: 9999-12-31T23:59:59.999999Z.
    pub const MAX: Self = Self(253_402_300_799_999_999);

    /// The instant so many microseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] outside the years 1900 to 9999.
    pub fn from_micros(micros: i64) -> Result<Self, ValueError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&micros) {
            Ok(Self(micros))
        } else {
            Err(ValueError::invalid(WHAT, "it lies outside the years 1900 to 9999"))
        }
    }

    /// The instant so many microseconds after 1970-01-01T00:00:00Z, or the
    /// limit that lies nearest.
    pub(crate) fn clamped(micros: i64) -> Self {
        Self(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant so many minutes later (earlier, if negative), or `None`
    /// outside the years 1900 to 9999.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Option<Self> {
        let micros = self.0.checked_add(minutes.checked_mul(MINUTE_MICROS)?)?;
        Self::from_micros(micros).ok()
    }

    /// As [`plus_minutes`](Self::plus_minutes), but stops at [`MIN`](Self::MIN)
    /// and [`MAX`](Self::MAX): right for limits such as a booking horizon.
    #[must_use]
    pub fn saturating_plus_minutes(self, minutes: i64) -> Self {
        Self::clamped(self.0.saturating_add(minutes.saturating_mul(MINUTE_MICROS)))
    }

    /// The instant so much later (earlier, if negative), cut to microseconds,
    /// or `None` outside the years 1900 to 9999.
    #[must_use]
    pub fn checked_add(self, by: TimeDelta) -> Option<Self> {
        Self::from_micros(self.0.checked_add(by.num_microseconds()?)?).ok()
    }

    /// The time from `earlier` to this instant; negative if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> TimeDelta {
        TimeDelta::microseconds(self.0 - earlier.0)
    }

    /// Whether the instant falls on a whole minute, as everything that is
    /// scheduled must.
    #[must_use]
    pub const fn is_whole_minute(self) -> bool {
        self.0 % MINUTE_MICROS == 0
    }

    /// The last whole minute that is not after this instant.
    #[must_use]
    pub const fn floor_to_minute(self) -> Self {
        // MIN is a whole minute, so the result can't fall below it.
        Self(self.0 - self.0.rem_euclid(MINUTE_MICROS))
    }
}

impl From<Timestamp> for DateTime<Utc> {
    fn from(at: Timestamp) -> Self {
        DateTime::UNIX_EPOCH + TimeDelta::microseconds(at.0)
    }
}

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = ValueError;

    fn try_from(at: DateTime<Utc>) -> Result<Self, ValueError> {
        Self::from_micros(at.timestamp_micros())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Timestamp {
    /// Puts the digits in place without a formatter: an answer holds several instants.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = DateTime::<Utc>::from(*self);
        let mut text = *b"0000-00-00T00:00:00.000000Z";
        // The years are those from 1900 to 9999.
        let date = [(at.year().unsigned_abs(), 0..4), (at.month(), 5..7), (at.day(), 8..10)];
        let time = [(at.hour(), 11..13), (at.minute(), 14..16), (at.second(), 17..19)];
        let fraction = [(at.timestamp_subsec_micros(), 20..26)];
        for (number, places) in date.into_iter().chain(time).chain(fraction) {
            put(number, text.get_mut(places).unwrap_or_default());
        }
        let text = str::from_utf8(&text).map_err(|_| fmt::Error)?;
        // No zeros at the end of a fraction, and no fraction without a digit.
        f.write_str(text.trim_end_matches('Z').trim_end_matches('0').trim_end_matches('.'))?;
        f.write_str("Z")
    }
}

/// Puts the last digits of a number into places for them.
fn put(number: u32, places: &mut [u8]) {
    places.iter_mut().rev().fold(number, |rest, place| {
        // A digit is below ten.
        *place = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest / 10
    });
}

impl FromStr for Timestamp {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        // Chrono takes a space for the T, which RFC 3339 leaves to agreement.
        if text.contains(' ') {
            return Err(ValueError::invalid(WHAT, "date and time are joined by a T"));
        }
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| {
            ValueError::invalid(WHAT, "it is not RFC 3339 text such as 2026-11-21T09:30:00Z")
        })?;
        at.to_utc().try_into()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date-time",
            "pattern": "^(19|[2-9][0-9])[0-9]{2}-",
            "description": "An instant, RFC 3339; answered in UTC.",
            "examples": ["2026-11-21T09:30:00Z"],
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_limits_are_the_first_and_last_instant_of_their_years() {
        assert_eq!(Timestamp::MIN, at("1900-01-01T00:00:00Z"));
        assert_eq!(Timestamp::MAX, at("9999-12-31T23:59:59.999999Z"));
        assert!("1899-12-31T23:59:59Z".parse::<Timestamp>().is_err());
        assert!("9999-12-31T23:59:59-01:00".parse::<Timestamp>().is_err());
    }

    #[test]
    fn a_fraction_is_cut_to_microseconds_and_printed_without_trailing_zeros() {
        assert_eq!(at("2026-11-21T09:30:00.1234569Z").to_string(), "2026-11-21T09:30:00.123456Z");
        assert_eq!(at("2026-11-21T09:30:00.500Z").to_string(), "2026-11-21T09:30:00.5Z");
        assert_eq!(at("1969-12-31T23:59:59.9999999Z").micros(), -1);
        for whole in ["1900-01-01T00:00:00Z", "2020-10-10T10:10:10Z", "9999-12-31T23:59:50Z"] {
            assert_eq!(at(whole).to_string(), whole);
        }
    }

    #[test]
    fn text_that_names_no_instant_is_refused() {
        for text in ["", "2026-11-21", "2026-11-21T09:30:00", "2026-11-21 09:30:00Z", "0", "now"] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Timestamp>("1700000000").is_err());
    }

    #[test]
    fn arithmetic_past_the_limits_gives_none_or_stops_there() {
        assert_eq!(Timestamp::MAX.plus_minutes(1), None);
        assert_eq!(Timestamp::MIN.plus_minutes(i64::MIN), None);
        assert_eq!(Timestamp::MAX.saturating_plus_minutes(i64::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::MIN.checked_add(TimeDelta::MIN), None);
    }

    #[test]
    fn the_minute_below_an_instant_before_1970_lies_before_it() {
        let early = at("1969-12-31T23:59:59.5Z");
        assert_eq!(early.floor_to_minute(), at("1969-12-31T23:59:00Z"));
        assert!(!early.is_whole_minute() && early.floor_to_minute().is_whole_minute());
    }

    proptest! {
        #[test]
        fn text_and_chrono_give_every_instant_back(
            micros in Timestamp::MIN.0..=Timestamp::MAX.0
        ) {
            let at = Timestamp::from_micros(micros).unwrap();
            prop_assert_eq!(at.to_string().parse::<Timestamp>().unwrap(), at);
            prop_assert_eq!(Timestamp::try_from(DateTime::<Utc>::from(at)).unwrap(), at);
            let json = serde_json::to_string(&at).unwrap();
            prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), at);
        }
    }
}
