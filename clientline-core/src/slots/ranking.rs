//! Which of the free starts suits best: what each would cost, and a score by it.
//!
//! The starts are those that a [search](super::search) lists, each with the one provider for
//! whom it costs least. Nothing that can be booked is left out, and nothing else comes in.

use chrono::{FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CandidateProvider, FreeStart, OpenHours, Schedule, Situation, WallTime, loads::midnight,
    search::local_day,
};
use crate::value::{DayCount, LocalWindow, MINUTE_MICROS, TimeRange, Timestamp};

/// By what free starts are ordered, the lowest score first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rank {
    /// By their time: the minutes since the first midnight.
    Earliest,
    /// By the idle minutes.
    FewestGaps,
    /// By the sum of the load and the idle minutes.
    Balanced,
}

/// What a start costs its provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StartCost {
    /// The free minutes that it breaks off: the fewer of those that are left before it and after
    /// it, up to what is taken or the end of the hours, on its local day.
    pub idle_minutes: u32,
    /// For how many minutes of its local day the provider is taken already.
    pub load_minutes: u32,
}

/// A start with the provider for whom it costs least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedStart {
    /// The start.
    pub time: WallTime,
    /// The number of the provider in the situation.
    pub provider: usize,
    /// The number of the room, if the service needs one.
    pub room: Option<usize>,
    /// How many seats are left, if the service is a class.
    pub seats_left: Option<u32>,
    /// The score: the lower, the better.
    pub score: u32,
    /// What it is made of.
    pub cost: StartCost,
}

/// The free starts of some days, of which each is given a score.
#[derive(Debug)]
pub struct Ranking<'a> {
    situation: &'a Situation<'a>,
    rank: Rank,
    first_day: NaiveDate,
    /// The midnights of the days, and the one after them.
    midnights: Vec<i64>,
    /// When each provider works and is free, in order; none of the times touches the next.
    free: Vec<Vec<(i64, i64)>>,
    /// The microseconds taken: of all providers on the first day, then on the next.
    loads: Vec<u64>,
    starts: Vec<RankedStart>,
}

impl<'a> Ranking<'a> {
    /// Prepares for the starts of some days.
    #[must_use]
    pub fn new(
        situation: &'a Situation<'a>,
        rank: Rank,
        first_day: NaiveDate,
        days: DayCount,
    ) -> Self {
        let days = usize::from(days.get());
        let dates = first_day.iter_days().take(days + 1);
        let mut midnights: Vec<i64> = dates.map(|date| midnight(situation.zone, date)).collect();
        // There are no days after the last one that can be written.
        midnights.resize(days + 1, i64::MAX);
        let clamped = |at: &i64| Timestamp::clamped(*at);
        let ends = midnights.first().map(clamped).zip(midnights.last().map(clamped));
        let period = ends.and_then(|(from, until)| TimeRange::new(from, until).ok());
        let free = period.map(|period| free_times(situation, period)).unwrap_or_default();
        let loads = situation.loads(first_day, days);
        Self { situation, rank, first_day, midnights, free, loads, starts: Vec::new() }
    }

    /// Adds a start of the situation.
    pub fn add(&mut self, slot: &FreeStart<'_>) {
        let offers = slot.offered().map(|(provider, room)| {
            let cost = self.cost(provider, slot.starts_at, slot.offset);
            let seats_left = slot.seats_left(provider);
            let score = self.score(slot.starts_at, cost);
            RankedStart { time: slot.wall_time(), provider, room, seats_left, score, cost }
        });
        // The first of several that cost the same: whom a booking takes without a wish.
        let best = offers.min_by_key(|start| start.score);
        self.starts.extend(best);
    }

    /// Returns the best starts, as many as are asked for: by their score, then their time.
    #[must_use]
    pub fn best(mut self, most: usize) -> Vec<RankedStart> {
        self.starts.sort_by_key(|start| (start.score, start.time.at()));
        self.starts.truncate(most);
        self.starts
    }

    /// Returns what a start costs a provider who is free for it.
    pub(super) fn cost(&self, number: usize, start: Timestamp, offset: FixedOffset) -> StartCost {
        let day = local_day(start, offset) - i64::from(self.first_day.to_epoch_days());
        let day = usize::try_from(day).unwrap_or(usize::MAX);
        let load = day.saturating_mul(self.situation.providers.len()).saturating_add(number);
        let load = self.loads.get(load).copied().unwrap_or(0);
        let idle = self.situation.providers.get(number).and_then(|provider| {
            let midnights = self.midnights.get(day..day.checked_add(2)?)?;
            self.idle(number, provider, start, (*midnights.first()?, *midnights.last()?))
        });
        StartCost {
            idle_minutes: minutes(idle.unwrap_or(0)),
            load_minutes: minutes(i64::try_from(load).unwrap_or(i64::MAX)),
        }
    }

    /// Returns how much of the provider's free time a start breaks off, on a day from one
    /// midnight to the next; nothing, if it joins a session.
    fn idle(
        &self,
        number: usize,
        provider: &CandidateProvider<'_>,
        start: Timestamp,
        (midnight, next_midnight): (i64, i64),
    ) -> Option<i64> {
        if provider.session_at(start).is_some() {
            return None;
        }
        let taken = provider.timing.occupancy(start)?;
        let free = self.free.get(number)?;
        let (from, until) = (taken.start().micros(), taken.end().micros());
        let before = free.partition_point(|time| time.0 < from).checked_sub(1)?;
        let before = free.get(before).filter(|time| from <= time.1.min(next_midnight));
        let after = free.partition_point(|time| time.0 <= until).checked_sub(1)?;
        let after = free.get(after).filter(|time| time.0.max(midnight) <= until);
        let before = from - before?.0.max(midnight);
        let after = after?.1.min(next_midnight) - until;
        Some(before.min(after).max(0))
    }

    fn score(&self, start: Timestamp, cost: StartCost) -> u32 {
        let since = self.midnights.first().map_or(0, |first| start.micros() - first);
        match self.rank {
            Rank::Earliest => minutes(since),
            Rank::FewestGaps => cost.idle_minutes,
            Rank::Balanced => cost.load_minutes.saturating_add(cost.idle_minutes),
        }
    }
}

fn minutes(micros: i64) -> u32 {
    u32::try_from(micros / MINUTE_MICROS).unwrap_or(0)
}

/// Returns when each provider works and is free within a period.
fn free_times(situation: &Situation<'_>, period: TimeRange) -> Vec<Vec<(i64, i64)>> {
    let open = OpenHours::new(situation.zone, period);
    let center = &situation.center;
    let is_limited = center.hours.is_some() || !center.overrides.is_empty();
    let center_open = is_limited.then(|| open.of(center, &[LocalWindow::WHOLE_DAY]));
    let blocked = |schedule: &Schedule<'_>| {
        let recurring = schedule.blocked.recurring.iter();
        let recurring = recurring.flat_map(|one| one.meeting(situation.zone, period));
        recurring.chain(schedule.blocked.once.iter().copied()).collect::<Vec<_>>()
    };
    let closed = blocked(center);
    let of_provider = |provider: &CandidateProvider<'_>| {
        let mut taken = blocked(&provider.schedule);
        taken.extend(closed.iter().chain(&provider.busy));
        taken.sort_unstable();
        let works = open.of(&provider.schedule, &[]);
        match &center_open {
            Some(center_open) => without(both(&works, center_open), &taken),
            None => without(works, &taken),
        }
    };
    situation.providers.iter().map(of_provider).collect()
}

/// Returns the times that lie in both of two lists in order.
fn both(one: &[TimeRange], other: &[TimeRange]) -> Vec<TimeRange> {
    let (mut common, mut others) = (Vec::new(), other.iter().peekable());
    for time in one {
        while let Some(next) = others.peek() {
            let (start, end) = (time.start().max(next.start()), time.end().min(next.end()));
            common.extend(TimeRange::new(start, end));
            if next.end() > time.end() {
                break;
            }
            others.next();
        }
    }
    common
}

/// Returns what is left of times without what is taken of them, both in order.
fn without(times: Vec<TimeRange>, taken: &[TimeRange]) -> Vec<(i64, i64)> {
    let mut left = Vec::with_capacity(times.len() + taken.len());
    let mut first = 0;
    for time in times {
        let (mut from, end) = (time.start().micros(), time.end().micros());
        for one in taken.get(first..).unwrap_or_default() {
            let (start, until) = (one.start().micros(), one.end().micros());
            if start >= end {
                break;
            }
            if from < start {
                left.push((from, start));
            }
            from = from.max(until);
        }
        if from < end {
            left.push((from, end));
        }
        // What ends before this time can reach into none that comes later; only as many are
        // passed over as do so one after the other.
        let passed = taken.get(first..).unwrap_or_default();
        first += passed.iter().take_while(|one| one.end().micros() <= end).count();
    }
    left
}
