//! Who serves a guest who has no preference: the order in which providers are offered.
//!
//! By default the least specialised come first, so that whoever alone can do something stays free
//! for it; then the least busy of the day; then by their order in the situation (scheduling,
//! "Anyone"). Listing and booking know no other order.

use chrono::NaiveDate;

use super::{CandidateProvider, Situation, by_load::ByLoad, week_counts::WeekCounts};
use crate::value::{DayCount, Timestamp};

/// By what those who perform a service are ordered, each time up to their order in the situation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assignment {
    /// The least specialised first, and of those the least busy of the day of the start.
    #[default]
    LeastSpecialised,
    /// The least busy of the day first.
    LeastBusy,
    /// Those first of whom the fewest appointments begin in the week of the start, from Monday to
    /// Sunday ([`CandidateProvider::begun`]); and of those as by default.
    Even,
    /// As they stand in the situation: by a priority that they have, or by chance, for rivals who
    /// lost a race for the first of them.
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

    /// Whether every day has the order of the situation.
    pub(super) fn is_ordered(&self) -> bool {
        match self.assignment {
            Assignment::LeastSpecialised => self.is_by_skills(),
            Assignment::LeastBusy => self.providers.iter().all(|one| one.busy.is_empty()),
            Assignment::Even => {
                self.is_by_skills() && self.providers.iter().all(|one| one.begun.is_empty())
            }
            Assignment::AsListed => true,
        }
    }

    /// Whether the least specialised come first, and nobody is busier than another of as many
    /// skills.
    fn is_by_skills(&self) -> bool {
        let by_skills = self.providers.is_sorted_by_key(|provider| provider.skills);
        let is_tie = |pair: &[CandidateProvider<'_>]| pair[0].skills == pair[1].skills;
        let ties = self.providers.windows(2).any(is_tie);
        by_skills && !(ties && self.providers.iter().any(|one| !one.busy.is_empty()))
    }

    /// Returns the orders of so many local days, one after the other.
    fn orders(&self, first: NaiveDate, days: usize) -> Vec<u32> {
        let mut listed: Vec<u32> = (0..).take(self.providers.len()).collect();
        let skills = |number: &u32| self.providers[*number as usize].skills;
        // Those among whom the least busy come first.
        let equals: Vec<&[u32]> = match self.assignment {
            Assignment::AsListed => return listed.repeat(days),
            Assignment::LeastBusy => vec![listed.as_slice()],
            Assignment::LeastSpecialised | Assignment::Even => {
                listed.sort_by_key(skills);
                listed.chunk_by(|one, next| skills(one) == skills(next)).collect()
            }
        };
        let loads = self.loads(first, days);
        let mut orders = vec![0; loads.len()];
        let of_day = self.providers.len().max(1);
        let mut by_load = ByLoad::default();
        for (order, loads) in orders.chunks_mut(of_day).zip(loads.chunks(of_day)) {
            let mut rest = order;
            for equals in &equals {
                let (sorted, others) = rest.split_at_mut(equals.len());
                by_load.sort(equals, loads, sorted);
                rest = others;
            }
        }
        if self.assignment == Assignment::Even {
            let counts = WeekCounts::of(self, first, days);
            for (order, date) in orders.chunks_mut(of_day).zip(first.iter_days()) {
                order.sort_by_key(|number| counts.of_week(date, *number as usize));
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
    use chrono::Datelike as _;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        slots::{FurtherProviders, Schedule, Timing, loads::midnight},
        value::{
            BufferMinutes, DurationMinutes, MINUTE_MICROS, SlotAnchor, StepMinutes, TimeRange,
            TimeZone, WeeklyHours,
        },
    };

    const DAYS: i64 = 5;

    /// A provider who performs so many services, is busy from and for so many minutes after an
    /// instant, and has appointments that begin so many hours after it.
    fn provider(
        start: Timestamp,
        skills: u32,
        busy: &[(i64, i64)],
        begun: &[i64],
    ) -> CandidateProvider<'static> {
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
            on_the_way: Vec::new(),
            begun: begun.iter().map(|hour| start.plus_minutes(hour * 60).unwrap()).collect(),
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

    /// How many appointments begin in the week of a date, asked one by one.
    fn in_week(of: &CandidateProvider<'_>, zone: &TimeZone, date: NaiveDate) -> usize {
        let week = |at: &Timestamp| zone.local(*at).date().iso_week();
        of.begun.iter().filter(|at| week(at) == date.iso_week()).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn those_come_first_each_day_who_count_least(
            assignment in prop::sample::select(vec![
                Assignment::LeastSpecialised, Assignment::LeastBusy, Assignment::Even,
                Assignment::AsListed,
            ]),
            zone in prop::sample::select(vec!["Etc/UTC", "Africa/Cairo", "Australia/Lord_Howe"]),
            first in 0..300_u64,
            all in prop::collection::vec(
                // Times that follow each other, some of them over midnight, and before the days
                // and after.
                (
                    1..3_u32,
                    prop::collection::vec((0..1_500_i64, 1..900_i64), 0..9),
                    prop::collection::vec(-200..500_i64, 0..9),
                ),
                1..6,
            ),
        ) {
            let zone = TimeZone::new(zone).unwrap();
            let first = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(first);
            let begin = Timestamp::clamped(midnight(&zone, first)).plus_minutes(-2_000).unwrap();
            let providers = all.iter().map(|(skills, gaps, begun)| {
                let mut end = 0;
                let busy: Vec<(i64, i64)> = gaps.iter().map(|(gap, length)| {
                    let from = end + gap;
                    end = from + length;
                    (from, *length)
                }).collect();
                provider(begin, *skills, &busy, begun)
            });
            let situation = Situation {
                zone: &zone,
                step: StepMinutes::default(),
                anchor: SlotAnchor::Midnight,
                now: begin,
                earliest: begin,
                latest: begin,
                guest_full: Vec::new(),
                buffers_within_hours: false,
                center: Schedule::default(),
                service_hours: None,
                assignment,
                seats: None,
                providers: providers.collect(),
                further_providers: FurtherProviders::default(),
                rooms: None,
                further_rooms: Vec::new(),
            };
            let days = DayCount::new(DAYS).unwrap();
            let orders = DayOrders::of(&situation, first, days);
            for date in first.iter_days().take(usize::from(days.get())) {
                let next = date.succ_opt().unwrap();
                let day = (midnight(&zone, date), midnight(&zone, next));
                let mut expected: Vec<usize> = (0..situation.providers.len()).collect();
                expected.sort_by_key(|number| {
                    let of = &situation.providers[*number];
                    match assignment {
                        Assignment::LeastSpecialised => (0, of.skills, minutes(of, day)),
                        Assignment::LeastBusy => (0, 0, minutes(of, day)),
                        Assignment::Even => {
                            (in_week(of, &zone, date), of.skills, minutes(of, day))
                        }
                        Assignment::AsListed => (0, 0, 0),
                    }
                });
                prop_assert_eq!(&situation.order_on(date), &expected);
                let order = orders.on(date.to_epoch_days().into());
                let listed: Vec<usize> = order.iter().map(|number| *number as usize).collect();
                prop_assert_eq!(listed, expected);
            }
        }
    }
}
