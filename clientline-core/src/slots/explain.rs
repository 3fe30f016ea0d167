//! Why starts are not offered: for each start of the grid that a search leaves out, the rule
//! that refuses to book it.

use chrono::{Days, NaiveDate};

use super::{
    BookingRules, CandidateProvider, Preference, Refusal, Situation, bits,
    calendar::Clock,
    grid::Grid,
    place,
    rules::{Rules, Workspace},
    sessions::FirstRefusal,
    wall_time::{WallTime, is_repeated},
};
use crate::value::DayCount;

/// A start that is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedStart {
    /// The start.
    pub time: WallTime,
    /// The rule that refuses it, of the provider who came furthest through the rules.
    pub refusal: Refusal,
}

/// Explains the starts of the grid that [`search`](super::search) does not list for these days,
/// in order, each by what [`place`] says of it: the first `most` of them.
///
/// It judges one start after the other, and so is for a few days.
#[must_use]
pub fn explain(
    situation: &Situation<'_>,
    first_day: NaiveDate,
    days: DayCount,
    preference: Preference,
    most: usize,
) -> Vec<RefusedStart> {
    let last_day = first_day.checked_add_days(Days::new(days.get().into())).unwrap_or(first_day);
    let clock = Clock::new(situation.zone, first_day, last_day);
    let grid = Grid::of_days(&clock, first_day, days, situation.candidate_step());
    let rules = Rules::new(situation, &clock, grid, BookingRules::Listed);
    let counted = rules.counted(preference.provider);
    let starts = bits::ones(&counted).filter_map(|number| rules.grid.start(number));
    let refused = starts.filter_map(|(at, offset)| {
        let refusal = place(situation, at, preference, BookingRules::Listed).err()?;
        let is_repeated = is_repeated(&clock.periods, at, offset);
        Some(RefusedStart { time: WallTime { at, offset, is_repeated }, refusal })
    });
    refused.take(most).collect()
}

/// Returns the rule that leaves no start of these days, of the provider who comes furthest
/// through the rules: for days of which [`search`](super::search) lists nothing.
///
/// It costs what a search does.
#[must_use]
pub fn why_none(situation: &Situation<'_>, first_day: NaiveDate, days: DayCount) -> Refusal {
    let last_day = first_day.checked_add_days(Days::new(days.get().into())).unwrap_or(first_day);
    let clock = Clock::new(situation.zone, first_day, last_day);
    let grid = Grid::of_days(&clock, first_day, days, situation.candidate_step());
    let rules = Rules::new(situation, &clock, grid, BookingRules::Listed);
    let rule = |candidate: &CandidateProvider<'_>| {
        let mut first = FirstRefusal(None);
        let admitted = rules.admitted(candidate.timing, &mut first);
        let mut row = vec![0; admitted.len()];
        rules.provided(candidate, &admitted, &mut row, &mut Workspace::default(), &mut first);
        rules.anchored(candidate, &mut row);
        let none_is_counted = first.0.is_none() && row.iter().all(|word| *word == 0);
        if none_is_counted {
            return Refusal::OffGrid;
        }
        // Who has starts by their own rules lacks a room for each of them, or others.
        first.0.unwrap_or_else(|| lacking(&rules, situation, (candidate, &row)))
    };
    let first = situation.providers.iter();
    let first = first.filter(|candidate| situation.further_providers.may_be_first(candidate));
    first.map(rule).max().unwrap_or(Refusal::NoProvider)
}

/// Returns the rule of the first kind of rooms that, with those before it, leaves none of the
/// starts that a provider has, or else that of further providers.
fn lacking(
    rules: &Rules<'_>,
    situation: &Situation<'_>,
    (candidate, row): (&CandidateProvider<'_>, &[u64]),
) -> Refusal {
    let mut left = row.to_vec();
    for (number, kind) in situation.rooms.iter().chain(&situation.further_rooms).enumerate() {
        let mut any = vec![0; left.len()];
        for room in kind {
            bits::join(&mut any, &rules.roomy(room, candidate.timing));
        }
        bits::keep(&mut left, &any);
        if left.iter().all(|word| *word == 0) {
            // The first kind of all is the first room's, if the service needs one.
            let further =
                if situation.rooms.is_some() { number.checked_sub(1) } else { Some(number) };
            return further.map_or(Refusal::NoRoom, Refusal::of_further_kind);
        }
    }
    match situation.further_providers.count {
        0 => Refusal::NoRoom,
        _ => Refusal::TooFewProviders,
    }
}
