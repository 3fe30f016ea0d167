//! Working hours: wall-clock times of a week, and what replaces them on a day.
//!
//! Hours are local times without a zone; the place they belong to gives the
//! zone, and the slot engine resolves them day by day.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LocalTime, LocalWindow, Validity, ValueError, Weekday, local_window::opening};

/// The most windows that a week of hours holds.
pub const MAX_WEEKLY_WINDOWS: usize = 100;
/// The most windows that the hours of one day hold.
pub const MAX_DAY_WINDOWS: usize = 24;

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
            .enumerate()
            .map(|(at, row)| {
                let read = || Ok((row.day, LocalWindow::new(row.start, row.end)?, row.validity()?));
                read().map_err(|error| in_window(at, error))
            })
            .collect();
        Self::with_dated(rows?)
    }
}

/// Says which window of a list an error is about.
fn in_window(at: usize, error: ValueError) -> ValueError {
    match error {
        ValueError::Invalid { what, reason } => {
            ValueError::Invalid { what, reason: format!("window {}: {reason}", at + 1) }
        }
        other => other,
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
        let (start, end) = (window.start(), window.end());
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
