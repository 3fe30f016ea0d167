//! On which dates a window of weekly hours opens: in a season, and in one of every so many weeks.

use chrono::{Datelike, NaiveDate};

use super::ValueError;

/// The most weeks of which a window opens in one.
const WEEKS_MAX: u8 = 52;

/// On which dates of its weekday a window opens.
///
/// Weeks begin on Monday. Of every so many of them, that of the anchor is one.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::value::Validity;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let odd = Validity::new((None, Some(date("2027-02-28"))), 2, Some(date("2027-01-06")))?;
/// assert!(odd.has(date("2027-01-04")) && odd.has(date("2027-01-18")));
/// assert!(!odd.has(date("2027-01-11")) && !odd.has(date("2027-03-01")));
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity {
    valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    every_weeks: u8,
    anchor: Option<NaiveDate>,
}

impl Validity {
    /// Every week, at all times.
    pub const ALWAYS: Self =
        Self { valid_from: None, valid_until: None, every_weeks: 1, anchor: None };

    /// From the first date to the last one, in one of every so many weeks; that of the anchor is
    /// one of them, or that of the first date.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] if the last date is before the first one, if there are no weeks or
    /// more than 52, or if there is no date to count them from.
    pub fn new(
        (valid_from, valid_until): (Option<NaiveDate>, Option<NaiveDate>),
        every_weeks: u8,
        anchor: Option<NaiveDate>,
    ) -> Result<Self, ValueError> {
        let invalid = |why: &str| Err(ValueError::invalid("validity of hours", why));
        if valid_from.zip(valid_until).is_some_and(|(from, until)| until < from) {
            return invalid("it ends before it begins");
        }
        if !(1..=WEEKS_MAX).contains(&every_weeks) {
            return invalid("every_weeks is not from 1 to 52");
        }
        if every_weeks > 1 && anchor.or(valid_from).is_none() {
            return invalid("every so many weeks are counted from an anchor, or from valid_from");
        }
        Ok(Self { valid_from, valid_until, every_weeks, anchor })
    }

    /// Whether a window opens on a date of its weekday.
    #[must_use]
    pub fn has(self, date: NaiveDate) -> bool {
        let is_of_season = self.valid_from.is_none_or(|from| from <= date)
            && self.valid_until.is_none_or(|until| date <= until);
        let monday = |date: NaiveDate| {
            i64::from(date.num_days_from_ce()) - i64::from(date.weekday().num_days_from_monday())
        };
        let is_of_week = self.anchor.or(self.valid_from).is_none_or(|anchor| {
            let weeks = (monday(date) - monday(anchor)) / 7;
            weeks.rem_euclid(i64::from(self.every_weeks)) == 0
        });
        is_of_season && is_of_week
    }

    /// The first date on which it may open.
    #[must_use]
    pub const fn valid_from(self) -> Option<NaiveDate> {
        self.valid_from
    }

    /// The last date on which it may open.
    #[must_use]
    pub const fn valid_until(self) -> Option<NaiveDate> {
        self.valid_until
    }

    /// In every how many weeks it opens once.
    #[must_use]
    pub const fn every_weeks(self) -> u8 {
        self.every_weeks
    }

    /// A date of a week in which it opens, if that is said.
    #[must_use]
    pub const fn anchor(self) -> Option<NaiveDate> {
        self.anchor
    }
}
