//! How much of each day the providers are taken.

use chrono::{NaiveDate, NaiveTime};

use super::Situation;
use crate::value::{TimeRange, TimeZone, Timestamp};

impl Situation<'_> {
    /// Adds up how many microseconds of each of so many local days each provider is taken: of
    /// all providers on one day, then on the next.
    pub(super) fn loads(&self, first: NaiveDate, days: usize) -> Vec<u64> {
        let dates = first.iter_days().take(days + 1);
        let mut midnights: Vec<i64> = dates.map(|date| midnight(self.zone, date)).collect();
        // There are no days after the last one that can be written.
        midnights.resize(days + 1, i64::MAX);
        let ends = midnights.iter().skip(1);
        let dates: Vec<(i64, i64)> = midnights.iter().copied().zip(ends.copied()).collect();
        let mut loads = vec![0; days * self.providers.len()];
        for (number, provider) in self.providers.iter().enumerate() {
            add_up(&provider.busy, &dates, |day, taken| {
                loads[day * self.providers.len() + number] += taken;
            });
        }
        loads
    }
}

/// Hands over what times take of the days, each from one instant to the next: more than once of
/// a day, if they are not in order.
fn add_up(busy: &[TimeRange], days: &[(i64, i64)], mut add: impl FnMut(usize, u64)) {
    let (mut day, mut taken) = (0, 0);
    let Some(&(mut from, mut until)) = days.first() else { return };
    for range in busy {
        let (mut start, mut end) = (range.start().micros(), range.end().micros());
        // Mostly one appointment lies on the day of the one before it.
        if start < from || end > until {
            add(day, std::mem::take(&mut taken));
            if start < from {
                day = days.partition_point(|day| day.0 <= start).saturating_sub(1);
                (from, until) = days[day];
            }
            while start >= until
                && let Some(next) = days.get(day + 1)
            {
                day += 1;
                (from, until) = *next;
            }
            start = start.max(from);
            while end > until
                && let Some(next) = days.get(day + 1)
            {
                add(day, (until - start).cast_unsigned());
                day += 1;
                (from, until) = *next;
                start = from;
            }
            // Nothing is left, if it lies before the first day or after the last one.
            end = end.min(until).max(start);
        }
        taken += (end - start).cast_unsigned();
    }
    add(day, taken);
}

/// The instant at which a local day begins; the end of time, if there is no such day.
pub(super) fn midnight(zone: &TimeZone, date: NaiveDate) -> i64 {
    zone.instant(date.and_time(NaiveTime::MIN)).map_or(i64::MAX, Timestamp::micros)
}
