//! When what is left of something prepaid is written off by itself.

use chrono::{Days, NaiveDate};

use crate::value::GraceDays;

/// Returns the first day on which something is written off by itself that is good until a last day;
/// none, if it is good for ever, or is never written off so.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::billing::write_off_day;
///
/// let march = |day| NaiveDate::from_ymd_opt(2027, 3, day);
/// let days = |days| Some(clientline_core::value::GraceDays::new(days).unwrap());
/// assert_eq!(write_off_day(march(20), days(0)), march(21));
/// assert_eq!(write_off_day(march(20), days(7)), march(28));
/// assert_eq!(write_off_day(march(20), None), None);
/// assert_eq!(write_off_day(None, days(7)), None);
/// ```
#[must_use]
pub fn write_off_day(last: Option<NaiveDate>, grace: Option<GraceDays>) -> Option<NaiveDate> {
    let days = Days::new(u64::from(grace?.get()) + 1);
    last?.checked_add_days(days)
}
