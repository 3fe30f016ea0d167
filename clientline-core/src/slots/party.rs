//! Parties: several guests who are served at the same time, each by somebody else.
//!
//! Each start is judged for all of them at once. Who serves whom is matched
//! ([`matching`](super::matching)), and so are the rooms: of a room as many share as fit at each
//! instant. All begin together and nobody processes first, so that what they take of providers
//! meets, and nobody serves two of them. Whoever is served by several at once has as many to be
//! matched.
//!
//! Which provider a guest has first decides how long their room is taken, if somebody takes a time
//! of their own, and who is free beside that one: so first the rooms are tried, for each length that
//! a guest may have, and then the providers who go with what is left.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    BookingRules, Candidate, Fullness, FurtherIds, Refusal, Situation, Timing,
    matching::{Choice, first_assignment},
    place::{OfferedProvider, offered_at},
    search,
};
use crate::value::{DayCount, TimeRange, Timestamp};

/// How often a room is tried for a guest, at most, to find out that there are too few at a start.
/// Where rooms are many the first tries fit, and where they are few there is little to try.
const TRIES_MAX: usize = 10_000;

/// Why several guests can't be served at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartyRefusal {
    /// One of them, counted from zero, can't be served then, even alone.
    #[error("{1}")]
    Guest(usize, Refusal),
    /// Each of them could be served alone, but too few providers are free for all.
    #[error("Too few providers are free for all of them at once.")]
    Providers,
    /// Too few rooms are free for all of them, with whoever can serve them.
    #[error("Too few rooms are free for all of them at once.")]
    Rooms,
}

/// Judges a start for several guests, of whom each has a situation of their own at one center,
/// and asks for no class.
///
/// Of all assignments it takes the first one: in which the first guest has the first provider in
/// the order of their situation with whom all can be served, and the first further ones if they need
/// any, of whom those come last whom another guest keeps; then the second guest, and so on.
///
/// # Errors
/// The [`PartyRefusal`] of the first guest who can't be served alone, or else of all.
pub fn place_party(
    guests: &[Situation<'_>],
    start: Timestamp,
    booking_rules: BookingRules,
    fullness: &impl Fullness,
) -> Result<Vec<Candidate>, PartyRefusal> {
    let many: usize = guests.iter().map(|guest| 1 + guest.further_providers.count).sum();
    let of_guest = |(number, situation): (usize, &Situation<'_>)| {
        let offered = offered_at(situation, start, booking_rules);
        let mut offered = offered.map_err(|refusal| PartyRefusal::Guest(number, refusal))?;
        let kept = kept_elsewhere(guests, number);
        for one in &mut offered {
            one.free.sort_by_key(|id| kept.contains(id));
        }
        Ok(Offered::of(offered, start, situation.further_providers.count, many))
    };
    let party: Vec<Offered> = guests.iter().enumerate().map(of_guest).collect::<Result<_, _>>()?;
    let choices: Vec<Vec<Choice>> = party.iter().flat_map(Offered::choices).collect();
    if !can_all_be_served(&choices) {
        return Err(PartyRefusal::Providers);
    }
    let shared = RoomsShared::find(&party, fullness);
    let wanted: Vec<Vec<usize>> = shared.iter().map(|shared| shared.of_choices(&party)).collect();
    let chosen = first_assignment(&choices, &wanted);
    let chosen = chosen.ok_or_else(|| lacking(&party, shared.len()))?;
    let mut chosen = chosen.into_iter();
    let candidates = party.iter().map(|guest| guest.chosen(&mut chosen));
    let candidates: Option<Vec<(usize, Candidate)>> = candidates.collect();
    let (needs, candidates): (Vec<usize>, Vec<Candidate>) =
        candidates.ok_or(PartyRefusal::Providers)?.into_iter().unzip();
    let rooms = shared.into_iter().find(|shared| shared.needs == needs);
    let rooms = rooms.ok_or(PartyRefusal::Rooms)?.rooms;
    let with_rooms = |((candidate, rooms), guest): ((Candidate, Vec<Uuid>), &Situation<'_>)| {
        let mut rooms = rooms.into_iter();
        let room = guest.rooms.as_ref().and_then(|_| rooms.next());
        Candidate { room, further_rooms: FurtherIds::of(rooms), ..candidate }
    };
    Ok(candidates.into_iter().zip(rooms).zip(guests).map(with_rooms).collect())
}

/// Returns the first starts of some days at which several guests can be served at the same time,
/// each with who serves them, as [`place_party`] judges them.
#[must_use]
pub fn search_party(
    guests: &[Situation<'_>],
    (first_day, days): (NaiveDate, DayCount),
    limit: usize,
    fullness: &impl Fullness,
) -> Vec<(Timestamp, Vec<Candidate>)> {
    let listed: Vec<_> = guests.iter().map(|guest| search(guest, first_day, days)).collect();
    let mut each: Vec<_> = listed.iter().map(|slots| slots.iter().peekable()).collect();
    let mut found = Vec::new();
    let Some((first, others)) = each.split_first_mut() else { return found };
    for start in first {
        let at = start.starts_at;
        let mut choices = vec![choices(start.offers())];
        for other in &mut *others {
            while other.next_if(|one| one.starts_at < at).is_some() {}
            let same = other.peek().filter(|one| one.starts_at == at);
            choices.extend(same.map(|one| self::choices(one.offers())));
        }
        // Most starts at which not all can be served fall here, for less than it takes to judge.
        if choices.len() < guests.len() || !can_all_be_served(&choices) {
            continue;
        }
        let placed = place_party(guests, at, BookingRules::Listed, fullness);
        found.extend(placed.ok().map(|placed| (at, placed)));
        if found.len() >= limit {
            break;
        }
    }
    found
}

/// Returns those whom the other guests keep, and the guest does not: they come last for the guest.
fn kept_elsewhere(guests: &[Situation<'_>], guest: usize) -> Vec<Uuid> {
    let kept = |of: &Situation<'_>| of.further_providers.kept;
    let own: Vec<Uuid> = guests.get(guest).into_iter().flat_map(|of| kept(of).iter()).collect();
    let others = guests.iter().enumerate().filter(|(number, _)| *number != guest);
    others.flat_map(|(_, of)| kept(of).iter()).filter(|id| !own.contains(id)).collect()
}

/// Returns what is lacking, if there are rooms for so many of the combinations of what the guests
/// may need: if for all, it is providers.
fn lacking(party: &[Offered], combinations: usize) -> PartyRefusal {
    let all: usize = party.iter().map(|guest| guest.needs.len()).product();
    if combinations == all { PartyRefusal::Providers } else { PartyRefusal::Rooms }
}

/// Returns whether there are enough providers, whatever rooms there are.
fn can_all_be_served(choices: &[Vec<Choice>]) -> bool {
    let alike = |guest: &Vec<Choice>| guest.iter().map(|one| Choice { need: 0, ..*one }).collect();
    let alike: Vec<Vec<Choice>> = choices.iter().map(alike).collect();
    first_assignment(&alike, &[vec![0; alike.len()]]).is_some()
}

fn choices(offers: impl Iterator<Item = Candidate>) -> Vec<Choice> {
    offers.map(|offer| Choice { provider: offer.provider, need: 0 }).collect()
}

/// What can be offered to a guest.
struct Offered {
    /// How many providers are needed beside the first one.
    further: usize,
    /// Each with the number of the need that goes with it.
    offers: Vec<(usize, Candidate)>,
    /// Who may be a further provider, each with the number of the need for whose time.
    others: Vec<Choice>,
    needs: Vec<Need>,
}

/// What a guest needs beside the first provider, who decides how long.
#[derive(PartialEq)]
struct Need {
    /// The time for which further providers are needed, if any are.
    timing: Option<Timing>,
    rooms: Option<RoomNeed>,
}

/// What a guest needs of rooms.
#[derive(PartialEq)]
struct RoomNeed {
    time: TimeRange,
    /// Of each kind, those that are free then but for the party itself.
    kinds: Vec<Vec<Uuid>>,
}

/// What a guest needs of one kind of rooms.
#[derive(Clone, Copy)]
struct KindNeed<'n> {
    guest: usize,
    time: TimeRange,
    rooms: &'n [Uuid],
}

impl KindNeed<'_> {
    /// Whether somebody else needs the same of a room.
    fn is_like(&self, other: &Self) -> bool {
        (self.time, self.rooms) == (other.time, other.rooms)
    }
}

impl Offered {
    /// Keeps as many of those who go with the same need as the party takes providers: the others
    /// in the party take all but one of them at most, and nobody has to come after that one.
    fn of(offered: Vec<OfferedProvider>, start: Timestamp, further: usize, many: usize) -> Self {
        let (offers, others, needs) = (Vec::new(), Vec::new(), Vec::new());
        let mut kept = Self { further, offers, others, needs };
        for OfferedProvider { candidate, kinds, free } in offered {
            let rooms = match candidate.timing.occupancy(start) {
                _ if kinds.is_empty() => None,
                Some(time) => Some(RoomNeed { time, kinds }),
                // At the end of all time.
                None => continue,
            };
            let timing = (further > 0).then_some(candidate.timing);
            let need = Need { timing, rooms };
            let known = kept.needs.iter().position(|known| *known == need);
            let number = known.unwrap_or(kept.needs.len());
            if known.is_none() {
                kept.needs.push(need);
                let others = free.into_iter().take(many);
                kept.others.extend(others.map(|provider| Choice { provider, need: number }));
            }
            if kept.offers.iter().filter(|(need, _)| *need == number).count() < many {
                kept.offers.push((number, candidate));
            }
        }
        kept
    }

    /// The choices of each provider of the guest, the first one first.
    fn choices(&self) -> impl Iterator<Item = Vec<Choice>> {
        let choice =
            |(need, offer): &(usize, Candidate)| Choice { provider: offer.provider, need: *need };
        let first = self.offers.iter().map(choice).collect();
        let others = (0..self.further).map(|_| self.others.clone());
        [first].into_iter().chain(others)
    }

    /// Takes the numbers of those choices, and returns the need and what is taken.
    fn chosen(&self, numbers: &mut impl Iterator<Item = usize>) -> Option<(usize, Candidate)> {
        let (need, candidate) = *self.offers.get(numbers.next()?)?;
        let others = numbers.take(self.further).filter_map(|number| self.others.get(number));
        let further_providers = FurtherIds::of(others.map(|other| other.provider));
        Some((need, Candidate { further_providers, ..candidate }))
    }
}

/// Rooms for a whole party.
struct RoomsShared {
    /// The need of each guest that they go with.
    needs: Vec<usize>,
    /// The rooms of each guest, in the order of the kinds.
    rooms: Vec<Vec<Uuid>>,
}

impl RoomsShared {
    /// The need that each provider of the party goes with.
    fn of_choices(&self, party: &[Offered]) -> Vec<usize> {
        let each = self.needs.iter().zip(party);
        each.flat_map(|(need, guest)| vec![*need; 1 + guest.further]).collect()
    }

    /// Finds rooms for all combinations of needs for which there are enough.
    fn find(party: &[Offered], fullness: &impl Fullness) -> Vec<Self> {
        let mut search = RoomSearch { fullness, tries_left: TRIES_MAX };
        let mut needs = vec![0; party.len()];
        let mut found = Vec::new();
        loop {
            let each =
                party.iter().zip(&needs).map(|(guest, need)| guest.needs[*need].rooms.as_ref());
            let each: Vec<Option<&RoomNeed>> = each.collect();
            let rooms = search.rooms(&each);
            found.extend(rooms.map(|rooms| Self { needs: needs.clone(), rooms }));
            // Counts on, the last guest's needs first.
            let more = |(need, guest): &(&mut usize, &Offered)| **need + 1 < guest.needs.len();
            let Some(next) = needs.iter_mut().zip(party).collect::<Vec<_>>().iter().rposition(more)
            else {
                return found;
            };
            needs[next] += 1;
            needs[next + 1..].fill(0);
            if search.tries_left == 0 {
                return found;
            }
        }
    }
}

/// The search for rooms for the needs of all guests.
struct RoomSearch<'f, F> {
    fullness: &'f F,
    tries_left: usize,
}

/// A room for what a guest needs of one kind.
struct Lodged<'n> {
    need: KindNeed<'n>,
    /// Which of the rooms that they could have.
    room: usize,
}

impl<F: Fullness> RoomSearch<'_, F> {
    /// Returns rooms for each guest who needs any: the first that there are, guest by guest and
    /// kind by kind.
    fn rooms(&mut self, needs: &[Option<&RoomNeed>]) -> Option<Vec<Vec<Uuid>>> {
        self.tries_left = self.tries_left.saturating_sub(1);
        let by_kind = needs.iter().enumerate().flat_map(|(guest, need)| {
            need.iter().flat_map(move |need| {
                let kinds = need.kinds.iter();
                kinds.map(move |rooms| KindNeed { guest, time: need.time, rooms })
            })
        });
        let by_kind: Vec<KindNeed<'_>> = by_kind.collect();
        let mut found = vec![None; by_kind.len()];
        for group in groups(&by_kind) {
            let wanted: Vec<KindNeed<'_>> = group.iter().map(|number| by_kind[*number]).collect();
            let mut lodged = Vec::with_capacity(wanted.len());
            if !self.lodge(&wanted, &mut lodged) {
                return None;
            }
            for (number, one) in group.into_iter().zip(lodged) {
                found[number] = one.need.rooms.get(one.room).copied();
            }
        }
        let mut rooms = vec![Vec::new(); needs.len()];
        for (need, room) in by_kind.iter().zip(found) {
            rooms[need.guest].extend(room);
        }
        Some(rooms)
    }

    /// Gives rooms for the needs of a group that come after those who have one.
    fn lodge<'n>(&mut self, group: &[KindNeed<'n>], lodged: &mut Vec<Lodged<'n>>) -> bool {
        let Some(&need) = group.get(lodged.len()) else { return true };
        // Who needs the same as somebody before comes after them in the order of rooms, too:
        // that they change places mends nothing.
        let alike = lodged.iter().rev().find(|one| one.need.is_like(&need));
        for room in alike.map_or(0, |one| one.room)..need.rooms.len() {
            if self.tries_left == 0 {
                return false;
            }
            self.tries_left -= 1;
            if self.is_free(need, need.rooms[room], lodged) {
                lodged.push(Lodged { need, room });
                if self.lodge(group, lodged) {
                    return true;
                }
                lodged.pop();
            }
        }
        false
    }

    /// Whether a guest finds a place in a room, beside those of the party who are in it.
    fn is_free(&self, need: KindNeed<'_>, room: Uuid, lodged: &[Lodged<'_>]) -> bool {
        let inside = lodged.iter().filter(|one| one.need.rooms.get(one.room) == Some(&room));
        let taken: Vec<TimeRange> = inside.map(|one| one.need.time).collect();
        let full = |full: &TimeRange| full.overlaps(need.time);
        taken.is_empty() || !self.fullness.of_room(need.guest, room, &taken).iter().any(full)
    }
}

/// Returns the numbers of the needs in groups that could have no room in common: what one lacks
/// the others need not try for.
fn groups(needs: &[KindNeed<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (number, need) in needs.iter().enumerate() {
        let shares = |group: &mut Vec<usize>| {
            let mut others = group.iter().map(|other| needs[*other].rooms);
            others.any(|other| other.iter().any(|room| need.rooms.contains(room)))
        };
        let mut joined: Vec<usize> = groups.extract_if(.., shares).flatten().collect();
        joined.push(number);
        joined.sort_unstable();
        groups.push(joined);
    }
    groups
}
