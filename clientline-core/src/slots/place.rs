//! Booking: whether one start can be had, with whom and in which room.

use chrono::{NaiveDate, Timelike};
use uuid::Uuid;

use super::{
    Candidate, CandidateProvider, CandidateRoom, FurtherIds, FurtherProviders, Situation, Timing,
    bits,
    calendar::Clock,
    grid::Grid,
    refusal::Refusal,
    rules::{BookingRules, Rules, Workspace},
    sessions::{FirstRefusal, TakenBeside},
};
use crate::value::{DayCount, SlotAnchor, Timestamp};

/// The guest's preferences; what is left open may be anything that fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preference {
    /// This provider and no other.
    pub provider: Option<Uuid>,
    /// This room and no other.
    pub room: Option<Uuid>,
    /// These among the further providers.
    pub further_providers: FurtherIds,
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
    let single = SingleStart::new(situation, start, booking_rules)?;
    let order = match preference.provider.or(situation.further_providers.first) {
        Some(wished) => {
            situation.providers.iter().position(|one| one.id == wished).into_iter().collect()
        }
        None => situation.order_at(start, single.date),
    };
    let mut furthest = Refusal::NoProvider;
    for candidate in order.into_iter().filter_map(|number| situation.providers.get(number)) {
        match single.judge(candidate, preference) {
            Ok(beside) => return Ok(situation.candidate(candidate, start, beside)),
            Err(refusal) => furthest = furthest.max(refusal),
        }
    }
    Err(furthest)
}

/// A provider who can be had at a start for a time of their own.
pub(super) struct OfferedProvider {
    /// What is taken, but for rooms and further providers.
    pub(super) candidate: Candidate,
    /// The rooms that are free for it, of each kind that is needed, in the order of the situation.
    pub(super) kinds: Vec<Vec<Uuid>>,
    /// All who are free for that time, if it needs further providers: those who are kept, and then
    /// the others in the order of [`place`].
    pub(super) free: Vec<Uuid>,
}

/// Returns all who can be had at one start by the rules of [`place`], in its order, each with all
/// rooms and all who are free beside them. Nobody joins a session of a class.
///
/// # Errors
/// The [`Refusal`] of the provider who came furthest through the rules, if there is none.
pub(super) fn offered_at(
    situation: &Situation<'_>,
    start: Timestamp,
    booking_rules: BookingRules,
) -> Result<Vec<OfferedProvider>, Refusal> {
    let single = SingleStart::new(situation, start, booking_rules)?;
    let order = situation.order_at(start, single.date);
    let mut free_for = FreeFor { single: &single, order: &order, found: Vec::new() };
    let (mut offered, mut furthest) = (Vec::new(), Refusal::NoProvider);
    for number in &order {
        let Some(provider) = situation.providers.get(*number) else { continue };
        if !situation.further_providers.may_be_first(provider) {
            continue;
        }
        let judged = single.provided(provider).and_then(|()| single.counted(provider));
        let judged = judged.and_then(|()| {
            let kinds = single.rooms(provider)?;
            Ok((kinds, free_for.time(provider.timing)?))
        });
        match judged {
            Ok((kinds, free)) => {
                let candidate = situation.candidate(provider, start, TakenBeside::default());
                offered.push(OfferedProvider { candidate, kinds, free });
            }
            Err(refusal) => furthest = furthest.max(refusal),
        }
    }
    if offered.is_empty() { Err(furthest) } else { Ok(offered) }
}

/// Who is free for each time that a service takes with somebody.
struct FreeFor<'s> {
    single: &'s SingleStart<'s>,
    order: &'s [usize],
    found: Vec<(Timing, Vec<Uuid>)>,
}

impl FreeFor<'_> {
    /// Returns who is free for a time, in the order in which they are taken: nobody where nobody
    /// is needed beside a first one.
    fn time(&mut self, timing: Timing) -> Result<Vec<Uuid>, Refusal> {
        let situation = self.single.situation;
        let FurtherProviders { count, kept, .. } = situation.further_providers;
        if count == 0 {
            return Ok(Vec::new());
        }
        let known = self.found.iter().find(|(known, _)| *known == timing);
        let free = known.map_or_else(|| self.look(timing, kept), |(_, free)| free.clone());
        if known.is_none() {
            self.found.push((timing, free.clone()));
        }
        // The first one is among them.
        if free.len() > count { Ok(free) } else { Err(Refusal::TooFewProviders) }
    }

    fn look(&self, timing: Timing, kept: FurtherIds) -> Vec<Uuid> {
        let providers = &self.single.situation.providers;
        let all = self.order.iter().filter_map(|number| providers.get(*number));
        let free = all.filter(|one| self.single.provided(&one.taking(timing)).is_ok());
        let mut free: Vec<Uuid> = free.map(|one| one.id).collect();
        let place = |id: &Uuid| kept.iter().position(|kept| kept == *id).unwrap_or(usize::MAX);
        free.sort_by_key(place);
        free
    }
}

/// The rules over a single start.
struct SingleStart<'s> {
    situation: &'s Situation<'s>,
    rules: Rules<'s>,
    start: Timestamp,
    /// Its local day.
    date: NaiveDate,
}

impl<'s> SingleStart<'s> {
    fn new(
        situation: &'s Situation<'s>,
        start: Timestamp,
        booking_rules: BookingRules,
    ) -> Result<Self, Refusal> {
        let local = situation.zone.local(start);
        if local.second() != 0 || local.nanosecond() != 0 {
            return Err(Refusal::NotAMinute);
        }
        let date = local.date();
        let clock = Clock::new(situation.zone, date, date);
        if booking_rules == BookingRules::Listed && situation.anchor == SlotAnchor::Midnight {
            let day = Grid::of_days(&clock, date, DayCount::MIN, situation.step);
            if day.rank(start.micros()) == day.rank(start.micros() + 1) {
                return Err(Refusal::OffGrid);
            }
        }
        let grid = Grid::single(start, situation.zone.offset(start));
        let rules = Rules::new(situation, &clock, grid, booking_rules);
        Ok(Self { situation, rules, start, date })
    }

    /// Runs the rules for one provider, and gives the rooms and the further providers if any are
    /// needed.
    fn judge(
        &self,
        candidate: &CandidateProvider<'_>,
        preference: Preference,
    ) -> Result<TakenBeside, Refusal> {
        if let Some(session) = candidate.session_at(self.start) {
            let room = session.judge(self.situation, &self.rules, candidate, preference.room)?;
            return Ok(TakenBeside { room, ..TakenBeside::default() });
        }
        self.provided(candidate)?;
        self.counted(candidate)?;
        let room = match (&self.situation.rooms, preference.room) {
            (None, None) => None,
            (None, Some(_)) => return Err(Refusal::NoRoom),
            (Some(rooms), wished) => {
                let mut wished =
                    rooms.iter().filter(|room| wished.is_none_or(|wished| wished == room.id));
                let free = wished.find(|room| self.is_roomy(room, candidate));
                Some(free.ok_or(Refusal::NoRoom)?.id)
            }
        };
        let further_rooms = self.further_rooms(candidate)?;
        let further_providers = self.further_providers(candidate, preference.further_providers)?;
        Ok(TakenBeside { room, further_rooms, further_providers })
    }

    /// Gives those who are taken beside a provider.
    fn further_providers(
        &self,
        candidate: &CandidateProvider<'_>,
        wished: FurtherIds,
    ) -> Result<FurtherIds, Refusal> {
        if self.situation.further_providers.count == 0 && wished.is_empty() {
            return Ok(FurtherIds::default());
        }
        let order = self.situation.order_at(self.start, self.date).into_iter();
        let is_free = |other: &CandidateProvider<'_>, _: usize| {
            self.provided(&other.taking(candidate.timing)).is_ok()
        };
        let found = self.situation.beside(candidate.id, wished, order, is_free);
        found.ok_or(Refusal::TooFewProviders)
    }

    /// Gives the first room that is free of each further kind.
    fn further_rooms(&self, candidate: &CandidateProvider<'_>) -> Result<FurtherIds, Refusal> {
        let mut found = [None; FurtherIds::MAX];
        let kinds = self.situation.further_rooms.iter().enumerate();
        for ((number, kind), place) in kinds.zip(&mut found) {
            let free = kind.iter().find(|room| self.is_roomy(room, candidate));
            *place = Some(free.ok_or(Refusal::of_further_kind(number))?.id);
        }
        Ok(FurtherIds::of(found.into_iter().flatten()))
    }

    /// Runs all rules but those of rooms.
    fn provided(&self, candidate: &CandidateProvider<'_>) -> Result<(), Refusal> {
        let mut first = FirstRefusal(None);
        let admitted = self.rules.admitted(candidate.timing, &mut first);
        let mut row = vec![0; admitted.len()];
        let workspace = &mut Workspace::default();
        self.rules.provided(candidate, &admitted, &mut row, workspace, &mut first);
        match first.0 {
            Some(Refusal::OutsideHours)
                if candidate.schedule.overrides.contains_key(&self.date) =>
            {
                Err(Refusal::OverriddenHours)
            }
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    /// Refuses a start that is not counted from an opening of the provider, if starts are.
    fn counted(&self, candidate: &CandidateProvider<'_>) -> Result<(), Refusal> {
        let mut row = self.rules.all();
        self.rules.anchored(candidate, &mut row);
        if bits::test(&row, 0) { Ok(()) } else { Err(Refusal::OffGrid) }
    }

    /// Returns all rooms that are free, of each kind that is needed.
    fn rooms(&self, candidate: &CandidateProvider<'_>) -> Result<Vec<Vec<Uuid>>, Refusal> {
        let Situation { rooms, further_rooms, .. } = self.situation;
        let free = |rooms: &Vec<CandidateRoom>, lacking| {
            let free = rooms.iter().filter(|room| self.is_roomy(room, candidate));
            let free: Vec<Uuid> = free.map(|room| room.id).collect();
            if free.is_empty() { Err(lacking) } else { Ok(free) }
        };
        let first = rooms.iter().map(|rooms| free(rooms, Refusal::NoRoom));
        let further = further_rooms.iter().enumerate();
        let further = further.map(|(kind, rooms)| free(rooms, Refusal::of_further_kind(kind)));
        first.chain(further).collect()
    }

    fn is_roomy(&self, room: &CandidateRoom, candidate: &CandidateProvider<'_>) -> bool {
        bits::test(&self.rules.roomy(room, candidate.timing), 0)
    }
}
