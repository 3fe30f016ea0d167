//! Blocked time: once, or again and again by the clock on the wall.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use crate::value::{LocalTime, Recurrence, TimeRange, TimeZone, Timestamp};

/// When someone or something can't be had: closures, time off, breaks and the like, in any
/// order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blockouts {
    /// What is blocked once.
    pub once: Vec<TimeRange>,
    /// What is blocked again and again.
    pub recurring: Vec<RecurringTime>,
}

impl From<Vec<TimeRange>> for Blockouts {
    fn from(once: Vec<TimeRange>) -> Self {
        Self { once, recurring: Vec::new() }
    }
}

/// Time that recurs, within a stretch of time.
///
/// The first date that counts is that of the first instant of the stretch, by the clock on the
/// wall. Each end of a window resolves on its own, as those of hours do; what lies outside the
/// stretch is cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurringTime {
    /// The stretch in which it recurs.
    pub within: TimeRange,
    /// When in it.
    pub recurrence: Recurrence,
}

impl RecurringTime {
    /// Returns the times that meet a period, by the clock of a zone, in order of their dates. It
    /// costs what the days of the period do.
    pub fn meeting(&self, zone: &TimeZone, period: TimeRange) -> impl Iterator<Item = TimeRange> {
        let start = self.within.start().max(period.start());
        let end = self.within.end().min(period.end());
        let date = |at: Timestamp| zone.local(at).date();
        // A window that opens on a date may reach into the next one, and a clock change can move
        // a date by one more.
        let between = (date(start) - Days::new(2), date(end) + Days::new(1));
        let dates =
            (start < end).then(|| self.recurrence.dates(date(self.within.start()), between));
        let times = dates.into_iter().flatten().filter_map(|date| self.on(zone, date));
        times.filter(move |time| time.overlaps(period))
    }

    /// Returns the time on a date, if something is left of it.
    fn on(&self, zone: &TimeZone, date: NaiveDate) -> Option<TimeRange> {
        let window = self.recurrence.window();
        let end_date = if window.is_overnight() { date.succ_opt()? } else { date };
        let instant = |date: NaiveDate, time: LocalTime| {
            let minutes = TimeDelta::minutes(time.minute_of_day().into());
            zone.instant(date.and_time(NaiveTime::MIN).checked_add_signed(minutes)?).ok()
        };
        let start = instant(date, window.start())?.max(self.within.start());
        let end = instant(end_date, window.end())?.min(self.within.end());
        TimeRange::new(start, end).ok()
    }
}
