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
    let before = |midnight: Timestamp| Timestamp::clamped(midnight.micros() - 1);
    let Some(midnight) = midnight else { return Timestamp::MAX };
    // Clocks that go back past midnight show the end of the day once more.
    let again = second(zone, midnight).map(before);
    let goes_on = |end: &Timestamp| zone.local(*end).date() < zone.local(midnight).date();
    again.filter(goes_on).unwrap_or_else(|| before(midnight))
}

/// When the clocks show for the second time what they show at an instant, if they are put back
/// within three hours after it.
fn second(zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let offset = |at| i64::from(zone.offset(at).local_minus_utc());
    let back = (offset(at) - offset(at.plus_minutes(180)?)) / 60;
    let again = at.plus_minutes(back)?;
    (back > 0 && zone.local(again) == zone.local(at)).then_some(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(zone: &str, now: &str) -> String {
        horizon_end(&zone.parse().unwrap(), now.parse().unwrap(), 0).to_string()
    }

    #[test]
    fn a_day_that_goes_on_after_the_first_of_two_midnights_is_whole() {
        // Clocks go from one minute past midnight back into the evening before.
        let of_evening = end("America/St_Johns", "2010-11-06T12:00:00Z");
        assert_eq!(of_evening, "2010-11-07T03:29:59.999999Z");
        // Here they go back to midnight, and the hour after it belongs to one day twice.
        let of_night = end("America/Havana", "2026-10-31T12:00:00Z");
        assert_eq!(of_night, "2026-11-01T03:59:59.999999Z");
        // Here midnight itself is the second of nothing.
        let of_midnight = end("America/Sao_Paulo", "2018-02-17T12:00:00Z");
        assert_eq!(of_midnight, "2018-02-18T02:59:59.999999Z");
        // And here the next day begins at one.
        let of_spring = end("Africa/Cairo", "2026-04-23T12:00:00Z");
        assert_eq!(of_spring, "2026-04-23T21:59:59.999999Z");
    }
}
