//! What a start costs, counted minute by minute.

use chrono::NaiveTime;

use super::{Reference, busy_minutes, covered};
use crate::{slots::StartCost, value::Timestamp};

impl Reference<'_> {
    /// What a start that is offered costs the provider of a number.
    #[must_use]
    pub fn cost(&self, provider: usize, start: Timestamp) -> StartCost {
        let (situation, count) = (self.situation, |n: usize| u32::try_from(n).unwrap_or(u32::MAX));
        let candidate = &situation.providers[provider];
        let date = situation.zone.local(start).date();
        let load_minutes = count(busy_minutes(situation, candidate, date));
        let joins = candidate.sessions.iter().any(|session| session.starts_at == start);
        let Some(taken) = candidate.timing.occupancy(start).filter(|_| !joins) else {
            return StartCost { idle_minutes: 0, load_minutes };
        };
        let midnight =
            |date: chrono::NaiveDate| situation.zone.instant(date.and_time(NaiveTime::MIN)).ok();
        let (from, until) = (midnight(date), date.succ_opt().and_then(midnight));
        let is_idle = |minute: &Timestamp| {
            from.is_some_and(|from| from <= *minute)
                && until.is_some_and(|until| *minute < until)
                && covered(&self.providers[provider], *minute)
                && self.center.as_ref().is_none_or(|center| covered(center, *minute))
                && !covered(&self.blocked.0, *minute)
                && !covered(&self.blocked.1[provider], *minute)
                && !covered(&candidate.busy, *minute)
        };
        let run = |first: Option<Timestamp>, step: i64| {
            std::iter::successors(first, |at| at.plus_minutes(step)).take_while(is_idle).count()
        };
        let before = run(taken.start().plus_minutes(-1), -1);
        let after = run(Some(taken.end()), 1);
        StartCost { idle_minutes: count(before.min(after)), load_minutes }
    }
}
