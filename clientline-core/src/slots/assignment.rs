//! Who serves a guest who has no preference: the order in which providers are offered.
//!
//! The least specialised come first, so that whoever alone can do something stays free for
//! it; then the least busy of the day; then by their order in the situation (scheduling,
//! "Anyone"). Listing and booking know no other order.

use chrono::{FixedOffset, NaiveDate, NaiveTime};

use super::{CandidateProvider, Situation, calendar::seconds_to_micros};
use crate::value::{DAY_MICROS, DayCount, MINUTE_MICROS, TimeZone, Timestamp};

/// How the providers are ordered who perform the same number of services.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Assignment {
    /// By how busy they are on the day of the start, the least busy first.
    #[default]
    LeastBusy,
    /// As they stand in the situation: for rivals who lost a race for the least busy, and
    /// spread out by chance.
    AsListed,
}

impl Situation<'_> {
    /// Returns the numbers of the providers, in the order in which they are offered on a local
    /// day of the center.
    pub(super) fn order_on(&self, date: NaiveDate) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.providers.len()).collect();
        if self.is_ordered() {
            return order;
        }
        let bounds = self.bounds(date);
        let mut key: Vec<(u32, i64)> = Vec::with_capacity(order.len());
        key.extend(self.providers.iter().map(|provider| (provider.skills, busy(provider, bounds))));
        order.sort_by_key(|number| key[*number]);
        order
    }

    /// Returns the same for a start: before all others those whose session begins then and has
    /// seats left, so that one class fills up before another begins.
    pub(super) fn order_at(&self, start: Timestamp, date: NaiveDate) -> Vec<usize> {
        let mut order = self.order_on(date);
        order.sort_by_key(|number| !self.providers[*number].may_be_joined_at(start));
        order
    }

    /// Whether every day has the order of the situation: nobody is busier than another of as
    /// many skills.
    pub(super) fn is_ordered(&self) -> bool {
        let by_skills = self.providers.is_sorted_by_key(|provider| provider.skills);
        let is_tie = |pair: &[CandidateProvider<'_>]| pair[0].skills == pair[1].skills;
        let ties = self.providers.windows(2).any(is_tie);
        let by_load = self.assignment == Assignment::LeastBusy && ties;
        by_skills && !(by_load && self.providers.iter().any(|one| !one.busy.is_empty()))
    }

    /// The local day, or nothing if load doesn't count.
    fn bounds(&self, date: NaiveDate) -> Option<(i64, i64)> {
        let midnight = |date: NaiveDate| midnight(self.zone, date);
        let bounds = (midnight(date)?.micros(), midnight(date.succ_opt()?)?.micros());
        (self.assignment == Assignment::LeastBusy).then_some(bounds)
    }
}

/// How many minutes of a range a provider is taken.
fn busy(provider: &CandidateProvider<'_>, bounds: Option<(i64, i64)>) -> i64 {
    let Some((from, until)) = bounds else { return 0 };
    let within = provider.busy.iter().map(|range| {
        let (start, end) = (range.start().micros().max(from), range.end().micros().min(until));
        (end - start).max(0)
    });
    within.sum::<i64>() / MINUTE_MICROS
}

fn midnight(zone: &TimeZone, date: NaiveDate) -> Option<Timestamp> {
    zone.instant(date.and_time(NaiveTime::MIN)).ok()
}

/// The positions of the providers in the order of each day of a search.
#[derive(Debug, Default)]
pub(super) struct DayOrders {
    /// The first day, counted from 1970.
    first: i64,
    /// For each day, the position of each provider; no day, if all are offered as they stand in
    /// the situation.
    days: Vec<Vec<usize>>,
}

impl DayOrders {
    /// Works out the orders of so many days, from the first one on.
    pub(super) fn of(situation: &Situation<'_>, first: NaiveDate, days: DayCount) -> Self {
        if situation.is_ordered() {
            return Self::default();
        }
        let positions = |date| {
            let order = situation.order_on(date);
            let mut positions = vec![0; order.len()];
            for (position, number) in order.into_iter().enumerate() {
                positions[number] = position;
            }
            positions
        };
        let dates = first.iter_days().take(days.get().into());
        Self { first: first.to_epoch_days().into(), days: dates.map(positions).collect() }
    }

    /// Returns the position of each provider at a start, by the clock on the wall; `None` if
    /// all are offered as they stand in the situation.
    pub(super) fn at(&self, start: Timestamp, offset: FixedOffset) -> Option<&[usize]> {
        if self.days.is_empty() {
            return None;
        }
        let local = start.micros() + seconds_to_micros(offset.local_minus_utc());
        let day = usize::try_from(local.div_euclid(DAY_MICROS) - self.first).ok()?;
        self.days.get(day).map(Vec::as_slice)
    }
}
