//! Working hours: wall-clock times of a week, and what replaces them on a day.
//!
//! Hours are local times without a zone; the place they belong to gives the
//! zone, and the slot engine resolves them day by day.

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{LocalTime, Validity, ValueError, local_time::MIDNIGHT_AFTER};

/// The most windows that a week of hours holds.
pub const MAX_WEEKLY_WINDOWS: usize = 100;
/// The most windows that the hours of one day hold.
pub const MAX_DAY_WINDOWS: usize = 24;

// Not `non_exhaustive`: there are seven, and no more to come.
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
    pub const WHOLE_DAY: Self = Self { start: LocalTime::MIDNIGHT, end: LocalTime::MIDNIGHT_AFTER };

    /// The window from `start` until `end`.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if it starts at `24:00`, which is the next
    /// day's `00:00`.
    pub fn new(start: LocalTime, end: LocalTime) -> Result<Self, ValueError> {
        if start.minute_of_day() < MIDNIGHT_AFTER {
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
        self.start.minute_of_day() == self.end.minute_of_day()
    }

    /// Whether it closes on the day after it opens.
    #[must_use]
    pub const fn is_overnight(self) -> bool {
        self.end.minute_of_day() <= self.start.minute_of_day()
    }
}

impl TryFrom<RawWindow> for LocalWindow {
    type Error = ValueError;

    fn try_from(raw: RawWindow) -> Result<Self, ValueError> {
        Self::new(raw.start, raw.end)
    }
}

/// The regular hours of a week. Several windows a day leave breaks between
/// them; windows that overlap or touch count as one. A window may be one of every so many weeks,
/// or of a season ([`Validity`]).
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
    /// The windows that open on some dates alone.
    dated: Vec<DatedWindow>,
}

/// A window of a weekday that opens on some dates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DatedWindow {
    day: Weekday,
    window: LocalWindow,
    validity: Validity,
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
    /// The first date on which it may open; none is too early, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_from: Option<NaiveDate>,
    /// The last date on which it may open; none is too late, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<NaiveDate>,
    /// In every how many weeks it opens once: in each, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 52))]
    every_weeks: Option<u8>,
    /// A date of a week in which it opens; of `valid_from`, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<NaiveDate>,
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
        Self::with_dated(windows.into_iter().map(|(day, window)| (day, window, None)))
    }

    /// The hours of somebody who has this window on every day of every week.
    ///
    /// ```
    /// use clientline_core::value::{LocalWindow, Weekday, WeeklyHours};
    ///
    /// let window = LocalWindow::new("09:00".parse()?, "17:00".parse()?)?;
    /// let hours = WeeklyHours::every_day(window);
    /// assert_eq!(hours.windows(Weekday::Sunday), [window]);
    /// # Ok::<(), clientline_core::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn every_day(window: LocalWindow) -> Self {
        Self { days: Weekday::ALL.map(|_| vec![window]), dated: Vec::new() }
    }

    /// The same with windows of which some open on some dates alone.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_dated(
        windows: impl IntoIterator<Item = (Weekday, LocalWindow, Option<Validity>)>,
    ) -> Result<Self, ValueError> {
        let mut hours = Self::default();
        for (count, (day, window, validity)) in windows.into_iter().enumerate() {
            if count >= MAX_WEEKLY_WINDOWS {
                return Err(ValueError::invalid("week of hours", "it has over 100 windows"));
            }
            match validity {
                None => hours.days[day as usize].push(window),
                Some(validity) => hours.dated.push(DatedWindow { day, window, validity }),
            }
        }
        for windows in &mut hours.days {
            windows.sort_unstable();
        }
        hours.dated.sort_unstable();
        Ok(hours)
    }

    /// The windows that open on a date, in any order.
    pub fn windows_on(&self, date: NaiveDate) -> impl Iterator<Item = &LocalWindow> {
        let day = Weekday::from(date.weekday());
        let dated = self.dated.iter();
        let valid = dated.filter(move |dated| dated.day == day && dated.validity.has(date));
        self.windows(day).iter().chain(valid.map(|dated| &dated.window))
    }

    /// Whether every week has the same hours.
    #[must_use]
    pub fn is_every_week(&self) -> bool {
        self.dated.is_empty()
    }

    /// The windows that open on a day of every week, by their start.
    #[must_use]
    pub fn windows(&self, day: Weekday) -> &[LocalWindow] {
        &self.days[day as usize]
    }

    /// All windows of the week.
    pub fn all_windows(&self) -> impl Iterator<Item = &LocalWindow> {
        self.days.iter().flatten().chain(self.dated.iter().map(|dated| &dated.window))
    }

    /// Whether no window opens all week.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty) && self.dated.is_empty()
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
            .map(|row| Ok((row.day, LocalWindow::new(row.start, row.end)?, row.validity()?)))
            .collect();
        Self::with_dated(rows?)
    }
}

impl From<WeeklyHours> for RawWeek {
    fn from(hours: WeeklyHours) -> Self {
        let WeeklyHours { days, dated } = hours;
        let rows = Weekday::ALL.into_iter().zip(days).flat_map(|(day, windows)| {
            let plain = windows.into_iter().map(move |window| RawRow::new(day, window, None));
            let of_day = dated.iter().filter(move |dated| dated.day == day);
            plain.chain(of_day.map(|one| RawRow::new(one.day, one.window, Some(one.validity))))
        });
        Self { weekly: rows.collect() }
    }
}

impl RawRow {
    fn new(day: Weekday, window: LocalWindow, validity: Option<Validity>) -> Self {
        let LocalWindow { start, end } = window;
        let every_weeks = validity.map(Validity::every_weeks).filter(|weeks| *weeks > 1);
        Self {
            day,
            start,
            end,
            valid_from: validity.and_then(Validity::valid_from),
            valid_until: validity.and_then(Validity::valid_until),
            every_weeks,
            anchor: validity.and_then(Validity::anchor),
        }
    }

    /// When the window opens, if not every week.
    fn validity(&self) -> Result<Option<Validity>, ValueError> {
        let Self { valid_from, valid_until, every_weeks, anchor, .. } = *self;
        let validity = Validity::new((valid_from, valid_until), every_weeks.unwrap_or(1), anchor)?;
        Ok((validity != Validity::ALWAYS).then_some(validity))
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
