//! How many appointments guests and providers may have, and how far ahead: counted by the dates that
//! the clocks show.

use chrono::{Datelike, Days, NaiveDate};
use clientline::value::{TimeRange, Timestamp};

use super::{
    books::{Books, Kept},
    reading::{Asked, Reading},
};

impl Reading<'_> {
    /// The minutes of the dates on which as many begin as a limit allows, but for that on which what
    /// is moved begins.
    pub(super) fn full_days(
        &self,
        most: u16,
        begun: &[Timestamp],
        own: Option<NaiveDate>,
    ) -> Vec<TimeRange> {
        let dates: Vec<NaiveDate> = begun.iter().map(|at| self.local(*at).date()).collect();
        let is_full = |date: NaiveDate| {
            let count = dates.iter().filter(|other| **other == date).count();
            count >= usize::from(most) && Some(date) != own
        };
        if !dates.iter().any(|date| is_full(*date)) {
            return Vec::new();
        }
        let mut runs: Vec<TimeRange> = Vec::new();
        let full: Vec<NaiveDate> = dates.iter().copied().filter(|date| is_full(*date)).collect();
        for (at, _) in self.minutes.iter().filter(|(_, local)| full.contains(&local.date())) {
            let next = at.plus_minutes(1).unwrap();
            match runs.last_mut().filter(|run| run.end() == *at) {
                Some(run) => *run = TimeRange::new(run.start(), next).unwrap(),
                None => runs.push(TimeRange::new(*at, next).unwrap()),
            }
        }
        runs
    }

    /// When those appointments start that count against the limits that hold.
    pub(super) fn of_guest(&self, books: &Books, now: Timestamp, asked: &Asked) -> Vec<Timestamp> {
        let (center, _) = self.asked(asked);
        let counts = |one: &&Kept| Some(one.guest) == asked.limited && one.center == center.id;
        books.of(now).into_iter().filter(counts).map(|one| one.starts_at).collect()
    }

    /// Whether a start is beyond the horizon, or more than the guest may have.
    pub(super) fn is_too_much(
        &self,
        now: Timestamp,
        asked: &Asked,
        (own, moved): (&[Timestamp], Option<&Kept>),
        start: Timestamp,
    ) -> bool {
        let (center, service) = self.asked(asked);
        let policies = &center.policies;
        let days = service.policies.and_then(|policies| policies.max_horizon_days);
        let days = u64::from(days.unwrap_or(policies.max_horizon_days));
        let date = self.local(start).date();
        let count = |counts: &dyn Fn(Timestamp) -> bool| {
            u16::try_from(own.iter().filter(|at| counts(**at)).count()).unwrap()
        };
        let of_day = count(&|at| self.local(at).date() == date);
        let of_week = count(&|at| self.local(at).date().iso_week() == date.iso_week());
        let to_come = count(&|at| at > now);
        let is_full = |most: Option<u16>, count| most.is_some_and(|most| count >= most);
        // What is moved adds nothing to the day, the week, or what is to come, that it is in.
        let moved = moved.map(|moved| moved.starts_at);
        let before = moved.map(|moved| self.local(moved).date());
        let is_of_day = before == Some(date);
        let is_of_week = before.is_some_and(|before| before.iso_week() == date.iso_week());
        let was_to_come = moved.is_some_and(|moved| moved > now);
        let last = self.local(now).date() + Days::new(days);
        // The last day counts to its end, also where the clocks go back past midnight into it.
        let is_over = |at: Timestamp| self.local(at).date() > last;
        let goes_on = || (0..180).any(|later| !is_over(start.plus_minutes(later).unwrap()));
        is_over(start) && !goes_on()
            || asked.limited.is_some()
                && (!is_of_day && is_full(policies.guest_max_per_day, of_day)
                    || !is_of_week && is_full(policies.guest_max_per_week, of_week)
                    || !was_to_come && is_full(policies.guest_max_to_come, to_come))
    }
}
