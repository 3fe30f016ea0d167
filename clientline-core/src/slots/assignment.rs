//! Who serves a guest who has no preference: the order in which providers are offered.
//!
//! The least specialised come first, so that whoever alone can do something stays free for
//! it; then the least busy of the day; then by their order in the situation (scheduling,
//! "Anyone"). Listing and booking know no other order.

use chrono::NaiveDate;

use super::{CandidateProvider, Situation, by_load::ByLoad};
use crate::value::{DayCount, Timestamp};

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
        if self.is_ordered() {
            return (0..self.providers.len()).collect();
        }
        self.orders(date, 1).into_iter().map(|number| number as usize).collect()
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

    /// Returns the orders of so many local days, one after the other.
    fn orders(&self, first: NaiveDate, days: usize) -> Vec<u32> {
        let mut by_skills: Vec<u32> = (0..).take(self.providers.len()).collect();
        let skills = |number: &u32| self.providers[*number as usize].skills;
        by_skills.sort_by_key(skills);
        if self.assignment == Assignment::AsListed {
            return by_skills.repeat(days);
        }
        let loads = self.loads(first, days);
        let mut orders = vec![0; loads.len()];
        let of_day = self.providers.len().max(1);
        let mut by_load = ByLoad::default();
        for (order, loads) in orders.chunks_mut(of_day).zip(loads.chunks(of_day)) {
            let mut rest = order;
            for equals in by_skills.chunk_by(|one, next| skills(one) == skills(next)) {
                let (sorted, others) = rest.split_at_mut(equals.len());
                by_load.sort(equals, loads, sorted);
                rest = others;
            }
        }
        orders
    }
}

/// The orders of the days of a search.
#[derive(Debug)]
pub(super) struct DayOrders {
    /// The first day, counted from 1970.
    first: i64,
    providers: usize,
    /// Whether all days share one order.
    is_shared: bool,
    /// The numbers of all providers, in the order of one day after the other.
    numbers: Vec<u32>,
}

impl DayOrders {
    /// Works out the orders of so many days, from the first one on.
    pub(super) fn of(situation: &Situation<'_>, first: NaiveDate, days: DayCount) -> Self {
        let providers = situation.providers.len();
        let is_shared = situation.is_ordered();
        let numbers = if is_shared {
            (0..).take(providers).collect()
        } else {
            situation.orders(first, days.get().into())
        };
        Self { first: first.to_epoch_days().into(), providers, is_shared, numbers }
    }

    /// Returns the numbers of all providers in the order of one of the days, counted from 1970.
    pub(super) fn on(&self, day: i64) -> &[u32] {
        if self.is_shared {
            return &self.numbers;
        }
        let day = usize::try_from(day - self.first).unwrap_or(usize::MAX);
        let from = day.saturating_mul(self.providers);
        self.numbers.get(from..from.saturating_add(self.providers)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        slots::{Schedule, Timing, loads::midnight},
        value::{
            BufferMinutes, DurationMinutes, MINUTE_MICROS, StepMinutes, TimeRange, TimeZone,
            WeeklyHours,
        },
    };

    const DAYS: i64 = 5;

    /// A provider who performs so many services, and is busy from and for so many minutes after
    /// an instant.
    fn provider(start: Timestamp, skills: u32, busy: &[(i64, i64)]) -> CandidateProvider<'static> {
        let range = |(from, length): &(i64, i64)| {
            let from = start.plus_minutes(*from).unwrap();
            TimeRange::new(from, from.plus_minutes(*length).unwrap()).unwrap()
        };
        CandidateProvider {
            id: Uuid::nil(),
            skills,
            timing: Timing {
                duration: DurationMinutes::new(30).unwrap(),
                buffer_before: BufferMinutes::default(),
                buffer_after: BufferMinutes::default(),
                segments: None,
            },
            schedule: Schedule { hours: None::<&WeeklyHours>, ..Schedule::default() },
            busy: busy.iter().map(range).collect(),
            day_full: Vec::new(),
            sessions: Vec::new(),
        }
    }

    /// How many minutes of a day a provider is busy, counted one by one.
    fn minutes(of: &CandidateProvider<'_>, day: (i64, i64)) -> usize {
        let minutes = (day.0..day.1).step_by(usize::try_from(MINUTE_MICROS).unwrap());
        let is_busy = |at: &i64| {
            of.busy.iter().any(|one| (one.start().micros()..one.end().micros()).contains(at))
        };
        minutes.filter(is_busy).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_least_busy_of_each_day_come_first(
            zone in prop::sample::select(vec!["Etc/UTC", "Africa/Cairo", "Australia/Lord_Howe"]),
            first in 0..300_u64,
            all in prop::collection::vec(
                // Times that follow each other, some of them over midnight, and before the days
                // and after.
                (1..3_u32, prop::collection::vec((0..1_500_i64, 1..900_i64), 0..9)), 1..6,
            ),
        ) {
            let zone = TimeZone::new(zone).unwrap();
            let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(first);
            let begin = Timestamp::clamped(midnight(&zone, first)).plus_minutes(-2_000).unwrap();
            let providers = all.iter().map(|(skills, gaps)| {
                let mut end = 0;
                let busy: Vec<(i64, i64)> = gaps.iter().map(|(gap, length)| {
                    let from = end + gap;
                    end = from + length;
                    (from, *length)
                }).collect();
                provider(begin, *skills, &busy)
            });
            let situation = Situation {
                zone: &zone,
                step: StepMinutes::default(),
                now: begin,
                earliest: begin,
                latest: begin,
                guest_full: Vec::new(),
                buffers_within_hours: false,
                center: Schedule::default(),
                assignment: Assignment::LeastBusy,
                seats: None,
                providers: providers.collect(),
                rooms: None,
            };
            let days = DayCount::new(DAYS).unwrap();
            let orders = DayOrders::of(&situation, first, days);
            for date in first.iter_days().take(usize::from(days.get())) {
                let next = date.succ_opt().unwrap();
                let day = (midnight(&zone, date), midnight(&zone, next));
                let mut expected: Vec<usize> = (0..situation.providers.len()).collect();
                // By what counts least first.
                expected.sort_by_key(|number| minutes(&situation.providers[*number], day));
                expected.sort_by_key(|number| situation.providers[*number].skills);
                prop_assert_eq!(&situation.order_on(date), &expected);
                let order = orders.on(date.to_epoch_days().into());
                let listed: Vec<usize> = order.iter().map(|number| *number as usize).collect();
                prop_assert_eq!(listed, expected);
            }
        }
    }
}
