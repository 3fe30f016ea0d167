//! Working hours: wall-clock times of a week, and what replaces them on a day.
//!
//! Hours are local times without a zone; the place they belong to gives the
//! zone, and the slot engine resolves them day by day.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::NaiveTime;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ValueError;

/// The most windows that a week of hours holds.
pub const MAX_WEEKLY_WINDOWS: usize = 100;
/// The most windows that the hours of one day hold.
pub const MAX_DAY_WINDOWS: usize = 24;

const MIDNIGHT_AFTER: u16 = 24 * 60;

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

/// A day of the week.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say all there is to say")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The days in order, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

/// Working time on a day: from `start` until `end`, which lies on the next day
/// if it is not after `start` (`22:00` to `02:00`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "RawWindow")]
pub struct LocalWindow {
    start: LocalTime,
    end: LocalTime,
}

/// A window as it is written, before its rule is checked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "LocalWindow")]
struct RawWindow {
    #[schemars(schema_with = "opening")]
    start: LocalTime,
    end: LocalTime,
}

impl LocalWindow {
    /// From `00:00` to `24:00`.
    pub const WHOLE_DAY: Self = Self { start: LocalTime(0), end: LocalTime(MIDNIGHT_AFTER) };

    /// The window from `start` until `end`.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if it starts at `24:00`, which is the next
    /// day's `00:00`.
    pub fn new(start: LocalTime, end: LocalTime) -> Result<Self, ValueError> {
        if start.0 < MIDNIGHT_AFTER {
            Ok(Self { start, end })
        } else {
            Err(ValueError::invalid("working window", "24:00 is an end only, start at 00:00"))
        }
    }

    /// When the window opens.
    #[must_use]
    pub const fn start(self) -> LocalTime {
        self.start
    }

    /// When it closes.
    #[must_use]
    pub const fn end(self) -> LocalTime {
        self.end
    }

    /// Whether it closes when it opens, which some mean as closed, and some as open all day.
    #[must_use]
    pub const fn is_ambiguous(self) -> bool {
        self.start.0 == self.end.0
    }

    /// Whether it closes on the day after it opens.
    #[must_use]
    pub const fn is_overnight(self) -> bool {
        self.end.0 <= self.start.0
    }
}

impl TryFrom<RawWindow> for LocalWindow {
    type Error = ValueError;

    fn try_from(raw: RawWindow) -> Result<Self, ValueError> {
        Self::new(raw.start, raw.end)
    }
}

/// The regular hours of a week. Several windows a day leave breaks between
/// them; windows that overlap or touch count as one.
///
/// As text: `{"weekly":[{"day":"monday","start":"09:00","end":"17:00"}]}`, in
/// the order of the week.
///
/// ```
/// use clientline_core::value::{Weekday, WeeklyHours};
///
/// let text = r#"{"weekly":[{"day":"monday","start":"09:00","end":"17:00"}]}"#;
/// let hours = WeeklyHours::parse_text(text)?;
/// assert_eq!(hours.windows(Weekday::Monday).len(), 1);
/// assert_eq!(hours.to_text(), text);
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawWeek", into = "RawWeek")]
#[schemars(with = "RawWeek")]
pub struct WeeklyHours {
    days: [Vec<LocalWindow>; 7],
}

/// A week as it is written: one row a window.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "WeeklyHours")]
struct RawWeek {
    #[schemars(length(max = MAX_WEEKLY_WINDOWS))]
    weekly: Vec<RawRow>,
}

/// One window of a week.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "WeeklyWindow")]
struct RawRow {
    day: Weekday,
    #[schemars(schema_with = "opening")]
    start: LocalTime,
    end: LocalTime,
}

/// A time at which a window may open: any but `24:00`.
fn opening(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "description": "A time of the day by the clock on the wall.",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "examples": ["09:30"],
    })
}

impl WeeklyHours {
    /// The hours made of these windows, in any order.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] for more than [`MAX_WEEKLY_WINDOWS`].
    pub fn new(
        windows: impl IntoIterator<Item = (Weekday, LocalWindow)>,
    ) -> Result<Self, ValueError> {
        let mut days = <[Vec<LocalWindow>; 7]>::default();
        for (count, (day, window)) in windows.into_iter().enumerate() {
            if count >= MAX_WEEKLY_WINDOWS {
                return Err(ValueError::invalid("week of hours", "it has over 100 windows"));
            }
            days[day as usize].push(window);
        }
        for windows in &mut days {
            windows.sort_unstable();
        }
        Ok(Self { days })
    }

    /// The windows that open on a day, by their start.
    #[must_use]
    pub fn windows(&self, day: Weekday) -> &[LocalWindow] {
        &self.days[day as usize]
    }

    /// All windows of the week.
    pub fn all_windows(&self) -> impl Iterator<Item = &LocalWindow> {
        self.days.iter().flatten()
    }

    /// Whether no window opens all week.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    /// The canonical JSON text, for keeping the hours in one column.
    #[must_use]
    pub fn to_text(&self) -> String {
        canonical(self)
    }

    /// The hours written as JSON text.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if the text is not JSON of this form, with the
    /// place of the fault.
    pub fn parse_text(text: &str) -> Result<Self, ValueError> {
        serde_json::from_str(text)
            .map_err(|error| ValueError::invalid("week of hours", error.to_string()))
    }
}

impl TryFrom<RawWeek> for WeeklyHours {
    type Error = ValueError;

    fn try_from(raw: RawWeek) -> Result<Self, ValueError> {
        let rows: Result<Vec<_>, _> = raw
            .weekly
            .into_iter()
            .map(|row| Ok((row.day, LocalWindow::new(row.start, row.end)?)))
            .collect();
        Self::new(rows?)
    }
}

impl From<WeeklyHours> for RawWeek {
    fn from(hours: WeeklyHours) -> Self {
        let rows = Weekday::ALL.into_iter().zip(hours.days).flat_map(|(day, windows)| {
            windows.into_iter().map(move |LocalWindow { start, end }| RawRow { day, start, end })
        });
        Self { weekly: rows.collect() }
    }
}

/// The hours of one date, in place of the week's: the windows that open on it.
/// Without any, the date is closed.
///
/// As text: `[{"start":"09:00","end":"13:00"}]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<LocalWindow>")]
pub struct DayHours(#[schemars(length(max = MAX_DAY_WINDOWS))] Vec<LocalWindow>);

impl DayHours {
    /// The hours made of these windows, in any order; closed without any.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] for more than [`MAX_DAY_WINDOWS`].
    pub fn new(mut windows: Vec<LocalWindow>) -> Result<Self, ValueError> {
        if windows.len() > MAX_DAY_WINDOWS {
            return Err(ValueError::invalid("day of hours", "it has over 24 windows"));
        }
        windows.sort_unstable();
        Ok(Self(windows))
    }

    /// The windows, by their start.
    #[must_use]
    pub fn windows(&self) -> &[LocalWindow] {
        &self.0
    }

    /// Whether the date is closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_empty()
    }

    /// The canonical JSON text, for keeping the hours in one column.
    #[must_use]
    pub fn to_text(&self) -> String {
        canonical(self)
    }

    /// The hours written as JSON text.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if the text is not JSON of this form, with the
    /// place of the fault.
    pub fn parse_text(text: &str) -> Result<Self, ValueError> {
        serde_json::from_str(text)
            .map_err(|error| ValueError::invalid("day of hours", error.to_string()))
    }
}

impl TryFrom<Vec<LocalWindow>> for DayHours {
    type Error = ValueError;

    fn try_from(windows: Vec<LocalWindow>) -> Result<Self, ValueError> {
        Self::new(windows)
    }
}

fn canonical(hours: &impl Serialize) -> String {
    #[expect(clippy::expect_used, reason = "lists of plain strings always have a JSON text")]
    serde_json::to_string(hours).expect("hours are plain data")
}

#[cfg(test)]
mod tests;
