//! Who serves a guest who has no preference: the order in which providers are offered.
//!
//! The least specialised come first, so that whoever alone can do something stays free for
//! it; then the least busy of the day; then by their order in the situation (scheduling,
//! "Anyone"). Listing and booking know no other order.

use chrono::{NaiveDate, NaiveTime};

use super::{CandidateProvider, Situation};
use crate::value::{DayCount, TimeZone, Timestamp};

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
        let loads = match self.assignment {
            Assignment::LeastBusy => self.loads(first, days),
            Assignment::AsListed => vec![0; days * self.providers.len()],
        };
        let mut orders = Vec::with_capacity(loads.len());
        let mut keys: Vec<u128> = Vec::with_capacity(self.providers.len());
        for loads in loads.chunks(self.providers.len().max(1)) {
            let each = (0_u32..).zip(&self.providers).zip(loads);
            // What comes first counts most, so that one comparison compares all.
            keys.extend(each.map(|((number, provider), load)| {
                u128::from(provider.skills) << 96 | u128::from(*load) << 32 | u128::from(number)
            }));
            keys.sort_unstable();
            orders.extend(keys.drain(..).map(number_of));
        }
        orders
    }

    /// Adds up how many microseconds of each of so many local days each provider is taken: of
    /// all providers on one day, then on the next.
    pub(super) fn loads(&self, first: NaiveDate, days: usize) -> Vec<u64> {
        let dates = first.iter_days().take(days + 1);
        let mut midnights: Vec<i64> = dates.map(|date| midnight(self.zone, date)).collect();
        // There are no days after the last one that can be written.
        midnights.resize(days + 1, i64::MAX);
        let mut loads = vec![0; days * self.providers.len()];
        for (number, provider) in self.providers.iter().enumerate() {
            let mut day = 0;
            for range in &provider.busy {
                let (mut start, end) = (range.start().micros(), range.end().micros());
                // Mostly one appointment lies on the day of the one before it.
                if start < midnights[day] || start >= midnights[day + 1] {
                    let after = midnights.partition_point(|midnight| *midnight <= start);
                    day = after.saturating_sub(1).min(days - 1);
                    start = start.max(midnights[day]);
                }
                for day in day..days {
                    let until = end.min(midnights[day + 1]);
                    let Ok(taken) = u64::try_from(until - start) else { break };
                    loads[day * self.providers.len() + number] += taken;
                    if end <= midnights[day + 1] {
                        break;
                    }
                    start = until;
                }
            }
        }
        loads
    }
}

/// The instant at which a local day begins; the end of time, if there is no such day.
pub(super) fn midnight(zone: &TimeZone, date: NaiveDate) -> i64 {
    zone.instant(date.and_time(NaiveTime::MIN)).map_or(i64::MAX, Timestamp::micros)
}

/// The number of a provider, which is the lowest part of its key.
fn number_of(key: u128) -> u32 {
    u32::try_from(key & u128::from(u32::MAX)).unwrap_or(u32::MAX)
}

/// The orders of the days of a search.
#[derive(Debug, Default)]
pub(super) struct DayOrders {
    /// The first day, counted from 1970.
    first: i64,
    providers: usize,
    /// The numbers of all providers, in the order of one day after the other; none, if all are
    /// offered as they stand in the situation.
    numbers: Vec<u32>,
}

impl DayOrders {
    /// Works out the orders of so many days, from the first one on.
    pub(super) fn of(situation: &Situation<'_>, first: NaiveDate, days: DayCount) -> Self {
        if situation.is_ordered() {
            return Self::default();
        }
        let numbers = situation.orders(first, days.get().into());
        let first = first.to_epoch_days().into();
        Self { first, providers: situation.providers.len(), numbers }
    }

    /// Returns the numbers of the providers in the order of a day, counted from 1970; `None` if
    /// all are offered as they stand in the situation.
    pub(super) fn on(&self, day: i64) -> Option<&[u32]> {
        let from = usize::try_from(day - self.first).ok()?.checked_mul(self.providers)?;
        self.numbers.get(from..from + self.providers).filter(|order| !order.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        slots::{Schedule, Timing},
        value::{
            BufferMinutes, DurationMinutes, MINUTE_MICROS, StepMinutes, TimeRange, WeeklyHours,
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
                let listed: Option<Vec<usize>> =
                    order.map(|order| order.iter().map(|number| *number as usize).collect());
                prop_assert_eq!(listed.unwrap_or_else(|| (0..expected.len()).collect()), expected);
            }
        }
    }
}
