//! How far ahead guests may book: whole local days, the last one to its end.

use chrono::{Days, NaiveTime};

use crate::value::{TimeZone, Timestamp};

/// The last instant of the last day of a horizon of so many days after today, by the clock of
/// a zone: at whatever time of the day it is asked for.
///
/// ```
/// use clientline_core::{slots::horizon_end, value::*};
///
/// let zone: TimeZone = "Europe/Riga".parse()?;
/// // Nine in the evening there.
/// let end = horizon_end(&zone, "2026-12-01T19:00:00Z".parse()?, 2);
/// assert_eq!(zone.local(end).format("%d %H:%M").to_string(), "03 23:59");
/// # Ok::<(), ValueError>(())
/// ```
#[must_use]
pub fn horizon_end(zone: &TimeZone, now: Timestamp, days: u16) -> Timestamp {
    let after = zone.local(now).date().checked_add_days(Days::new(u64::from(days) + 1));
    let midnight = after.and_then(|date| zone.instant(date.and_time(NaiveTime::MIN)).ok());
    midnight.map_or(Timestamp::MAX, |midnight| Timestamp::clamped(midnight.micros() - 1))
}
