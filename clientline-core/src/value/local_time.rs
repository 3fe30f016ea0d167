//! Times of the day, by the clock on the wall.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::NaiveTime;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ValueError;

pub(super) const MIDNIGHT_AFTER: u16 = 24 * 60;

/// A time of the day by the clock on the wall, to the minute: `00:00` to
/// `24:00`, the last as an end only.
///
/// ```
/// use clientline_core::value::LocalTime;
///
/// let half_past_nine: LocalTime = "09:30".parse()?;
/// assert_eq!(half_past_nine.minute_of_day(), 570);
/// assert!("9:30".parse::<LocalTime>().is_err());
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(u16);

impl LocalTime {
    /// `00:00`.
    pub(super) const MIDNIGHT: Self = Self(0);
    /// `24:00`.
    pub(super) const MIDNIGHT_AFTER: Self = Self(MIDNIGHT_AFTER);

    /// The time so many minutes after `00:00`.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] above 1440, which is `24:00`.
    pub fn from_minute_of_day(minute: u16) -> Result<Self, ValueError> {
        if minute <= MIDNIGHT_AFTER {
            Ok(Self(minute))
        } else {
            Err(ValueError::invalid("local time", "it lies after 24:00"))
        }
    }

    /// Minutes since `00:00`, by the face of the clock.
    #[must_use]
    pub const fn minute_of_day(self) -> u16 {
        self.0
    }

    /// The time as chrono has it, or `None` for `24:00`, which it lacks.
    #[must_use]
    pub fn naive(self) -> Option<NaiveTime> {
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(self.0) * 60, 0)
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for LocalTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
        let minute = match *text.as_bytes() {
            [h, hh, b':', m, mm] => match (digit(h), digit(hh), digit(m), digit(mm)) {
                (Some(h), Some(hh), Some(m @ 0..=5), Some(mm)) => {
                    Some((h * 10 + hh) * 60 + m * 10 + mm)
                }
                _ => None,
            },
            _ => None,
        };
        minute.and_then(|minute| Self::from_minute_of_day(minute).ok()).ok_or_else(|| {
            ValueError::invalid("local time", "it is not of the form HH:MM, from 00:00 to 24:00")
        })
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for LocalTime {
    fn schema_name() -> Cow<'static, str> {
        "LocalTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
            "description": "A time of the day by the clock on the wall; 24:00 as an end only.",
            "examples": ["09:30"],
        })
    }
}
