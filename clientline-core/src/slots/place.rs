//! Booking: whether one start can be had, with whom and in which room.

use chrono::{NaiveDate, Timelike};
use uuid::Uuid;

use super::{
    Candidate, CandidateProvider, Situation, bits,
    calendar::Clock,
    grid::Grid,
    refusal::Refusal,
    rules::{BookingRules, Rules, Watch, Workspace},
    search::ends_at,
};
use crate::value::{DayCount, Timestamp};

/// The guest's preferences; what is left open may be anything that fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preference {
    /// This provider and no other.
    pub provider: Option<Uuid>,
    /// This room and no other.
    pub room: Option<Uuid>,
}

/// Judges one start by the rules of [`search`](super::search): with
/// [`BookingRules::Listed`] it succeeds if and only if a search lists the start,
/// with the provider and the room wished for among its offers.
///
/// Of several that fit, it takes the first provider in the order of that day
/// ([`Assignment`](super::Assignment)), and the first room in the order of the situation.
///
/// # Errors
/// The [`Refusal`] of the provider who came furthest through the rules.
pub fn place(
    situation: &Situation<'_>,
    start: Timestamp,
    preference: Preference,
    booking_rules: BookingRules,
) -> Result<Candidate, Refusal> {
    let local = situation.zone.local(start);
    if local.second() != 0 || local.nanosecond() != 0 {
        return Err(Refusal::NotAMinute);
    }
    let clock = Clock::new(situation.zone, local.date(), local.date());
    if booking_rules == BookingRules::Listed {
        let day = Grid::of_days(&clock, local.date(), DayCount::MIN, situation.step);
        if day.rank(start.micros()) == day.rank(start.micros() + 1) {
            return Err(Refusal::OffGrid);
        }
    }
    let grid = Grid::single(start, situation.zone.offset(start));
    let rules = Rules::new(situation, &clock, grid, booking_rules);
    let order = match preference.provider {
        Some(wished) => {
            situation.providers.iter().position(|one| one.id == wished).into_iter().collect()
        }
        None => situation.order_on(local.date()),
    };
    let mut furthest = Refusal::NoProvider;
    for candidate in order.into_iter().filter_map(|number| situation.providers.get(number)) {
        match judge(situation, &rules, candidate, preference.room, local.date()) {
            Ok(room) => {
                let ends_at = ends_at(candidate, start);
                return Ok(Candidate {
                    provider: candidate.id,
                    timing: candidate.timing,
                    ends_at,
                    room,
                });
            }
            Err(refusal) => furthest = furthest.max(refusal),
        }
    }
    Err(furthest)
}

/// Runs the rules over the one start for one provider, and gives the room if one is needed.
fn judge(
    situation: &Situation<'_>,
    rules: &Rules<'_>,
    candidate: &CandidateProvider<'_>,
    room: Option<Uuid>,
    date: NaiveDate,
) -> Result<Option<Uuid>, Refusal> {
    let mut first = FirstRefusal(None);
    let admitted = rules.admitted(candidate.timing, &mut first);
    let mut row = vec![0; admitted.len()];
    rules.provided(candidate, &admitted, &mut row, &mut Workspace::default(), &mut first);
    match first.0 {
        Some(Refusal::OutsideHours) if candidate.schedule.overrides.contains_key(&date) => {
            Err(Refusal::OverriddenHours)
        }
        Some(refusal) => Err(refusal),
        None => match (&situation.rooms, room) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Refusal::NoRoom),
            (Some(rooms), wished) => rooms
                .iter()
                .filter(|room| wished.is_none_or(|wished| wished == room.id))
                .find(|room| bits::test(&rules.roomy(room, candidate.timing), 0))
                .map(|room| Some(room.id))
                .ok_or(Refusal::NoRoom),
        },
    }
}

/// Remembers the first rule that left nothing.
pub(super) struct FirstRefusal(pub(super) Option<Refusal>);

impl Watch for FirstRefusal {
    fn ruled(&mut self, rule: Refusal, left: &[u64]) {
        if self.0.is_none() && left.iter().all(|word| *word == 0) {
            self.0 = Some(rule);
        }
    }
}
