//! How many appointments of each provider begin in the weeks of some days.

use chrono::NaiveDate;

use super::{LimitPeriod, Situation};

/// The counts of some weeks, from Monday to Sunday.
pub(super) struct WeekCounts {
    first_monday: NaiveDate,
    providers: usize,
    /// Of all providers in the first week, then in the next.
    counts: Vec<u32>,
}

impl WeekCounts {
    /// Counts in the weeks of so many local days, from the first one on.
    pub(super) fn of(situation: &Situation<'_>, first: NaiveDate, days: usize) -> Self {
        let providers = situation.providers.len();
        // One more, since the days may begin within a week.
        let weeks = days / 7 + 2;
        let first_monday = LimitPeriod::Week.first_day(first);
        let mut this = Self { first_monday, providers, counts: vec![0; weeks * providers] };
        for (number, provider) in situation.providers.iter().enumerate() {
            for begun in &provider.begun {
                let place = this.place(situation.zone.local(*begun).date(), number);
                if let Some(count) = place.and_then(|place| this.counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        this
    }

    /// Returns how many begin in the week of a date to take the provider of a number.
    pub(super) fn of_week(&self, date: NaiveDate, number: usize) -> u32 {
        let place = self.place(date, number);
        place.and_then(|place| self.counts.get(place)).copied().unwrap_or(0)
    }

    fn place(&self, date: NaiveDate, number: usize) -> Option<usize> {
        let weeks = (date - self.first_monday).num_days().div_euclid(7);
        Some(usize::try_from(weeks).ok()? * self.providers + number)
    }
}
