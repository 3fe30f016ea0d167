//! Parties: several guests who are served at the same time, each by somebody else.
//!
//! Each start is judged for all of them at once. Who serves whom is matched
//! ([`matching`](super::matching)), and so are the rooms: of a room as many share as fit at each
//! instant. All begin together and nobody processes first, so that what they take of providers
//! meets, and nobody serves two of them.
//!
//! Which provider a guest has decides how long their room is taken, if somebody takes a time of
//! their own: so first the rooms are tried, for each length that a guest may have, and then the
//! providers who go with what is left.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    BookingRules, Candidate, Fullness, Refusal, Situation,
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
/// the order of their situation with whom all can be served, then the second guest, and so on.
///
/// # Errors
/// The [`PartyRefusal`] of the first guest who can't be served alone, or else of all.
pub fn place_party(
    guests: &[Situation<'_>],
    start: Timestamp,
    booking_rules: BookingRules,
    fullness: &impl Fullness,
) -> Result<Vec<Candidate>, PartyRefusal> {
    let of_guest = |(number, situation)| {
        let offered = offered_at(situation, start, booking_rules);
        let offered = offered.map_err(|refusal| PartyRefusal::Guest(number, refusal))?;
        Ok(Offered::of(offered, start, guests.len()))
    };
    let party: Vec<Offered> = guests.iter().enumerate().map(of_guest).collect::<Result<_, _>>()?;
    let choices: Vec<Vec<Choice>> = party.iter().map(Offered::choices).collect();
    if !can_all_be_served(&choices) {
        return Err(PartyRefusal::Providers);
    }
    let shared = RoomsShared::find(&party, fullness);
    let chosen = first_assignment(&choices, &shared).ok_or(PartyRefusal::Rooms)?;
    let candidates = party.iter().zip(&chosen).map(|(guest, choice)| guest.offers[*choice]);
    let (needs, candidates): (Vec<usize>, Vec<Candidate>) = candidates.unzip();
    let rooms = shared.into_iter().find(|shared| shared.needs == needs);
    let rooms = rooms.ok_or(PartyRefusal::Rooms)?.rooms;
    let with_room = |(candidate, room)| Candidate { room, ..candidate };
    Ok(candidates.into_iter().zip(rooms).map(with_room).collect())
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
    /// Each with the number of what it needs of a room.
    offers: Vec<(usize, Candidate)>,
    needs: Vec<Option<RoomNeed>>,
}

/// What a guest needs of a room.
#[derive(PartialEq)]
struct RoomNeed {
    time: TimeRange,
    /// Those that are free then but for the party itself.
    rooms: Vec<Uuid>,
}

impl Offered {
    /// Keeps as many of those who need the same of a room as there are guests: the others in the
    /// party take all but one of them at most, and nobody has to come after that one.
    fn of(offered: Vec<OfferedProvider>, start: Timestamp, guests: usize) -> Self {
        let mut kept = Self { offers: Vec::new(), needs: Vec::new() };
        for OfferedProvider { candidate, rooms } in offered {
            let need = match (rooms, candidate.timing.occupancy(start)) {
                (None, _) => None,
                (Some(rooms), Some(time)) => Some(RoomNeed { time, rooms }),
                // At the end of all time.
                (Some(_), None) => continue,
            };
            let known = kept.needs.iter().position(|known| *known == need);
            let number = known.unwrap_or(kept.needs.len());
            if known.is_none() {
                kept.needs.push(need);
            }
            if kept.offers.iter().filter(|(need, _)| *need == number).count() < guests {
                kept.offers.push((number, candidate));
            }
        }
        kept
    }

    fn choices(&self) -> Vec<Choice> {
        let choice =
            |(need, offer): &(usize, Candidate)| Choice { provider: offer.provider, need: *need };
        self.offers.iter().map(choice).collect()
    }
}

/// Rooms for a whole party.
struct RoomsShared {
    /// The need of each guest that they go with.
    needs: Vec<usize>,
    rooms: Vec<Option<Uuid>>,
}

impl AsRef<[usize]> for RoomsShared {
    fn as_ref(&self) -> &[usize] {
        &self.needs
    }
}

impl RoomsShared {
    /// Finds rooms for all combinations of needs for which there are enough.
    fn find(party: &[Offered], fullness: &impl Fullness) -> Vec<Self> {
        let mut search = RoomSearch { fullness, tries_left: TRIES_MAX };
        let mut needs = vec![0; party.len()];
        let mut found = Vec::new();
        loop {
            let each = party.iter().zip(&needs).map(|(guest, need)| guest.needs[*need].as_ref());
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

/// Somebody who gets a room.
struct Lodged<'n> {
    guest: usize,
    need: &'n RoomNeed,
    /// Which of the rooms that they could have.
    room: usize,
}

impl<F: Fullness> RoomSearch<'_, F> {
    /// Returns a room for each guest who needs one: the first that there are, guest by guest.
    fn rooms(&mut self, needs: &[Option<&RoomNeed>]) -> Option<Vec<Option<Uuid>>> {
        self.tries_left = self.tries_left.saturating_sub(1);
        let mut rooms = vec![None; needs.len()];
        for group in groups(needs) {
            let mut lodged = Vec::with_capacity(group.len());
            if !self.lodge(&group, &mut lodged) {
                return None;
            }
            for Lodged { guest, need, room } in lodged {
                rooms[guest] = need.rooms.get(room).copied();
            }
        }
        Some(rooms)
    }

    /// Gives rooms to the guests of a group who come after those who have one.
    fn lodge<'n>(&mut self, group: &[(usize, &'n RoomNeed)], lodged: &mut Vec<Lodged<'n>>) -> bool {
        let Some(&(guest, need)) = group.get(lodged.len()) else { return true };
        // Who needs the same as somebody before comes after them in the order of rooms, too:
        // that they change places mends nothing.
        let alike = lodged.iter().rev().find(|one| one.need == need);
        for room in alike.map_or(0, |one| one.room)..need.rooms.len() {
            if self.tries_left == 0 {
                return false;
            }
            self.tries_left -= 1;
            if self.is_free(guest, need, need.rooms[room], lodged) {
                lodged.push(Lodged { guest, need, room });
                if self.lodge(group, lodged) {
                    return true;
                }
                lodged.pop();
            }
        }
        false
    }

    /// Whether a guest finds a place in a room, beside those of the party who are in it.
    fn is_free(&self, guest: usize, need: &RoomNeed, room: Uuid, lodged: &[Lodged<'_>]) -> bool {
        let inside = lodged.iter().filter(|one| one.need.rooms.get(one.room) == Some(&room));
        let taken: Vec<TimeRange> = inside.map(|one| one.need.time).collect();
        let full = |full: &TimeRange| full.overlaps(need.time);
        taken.is_empty() || !self.fullness.of_room(guest, room, &taken).iter().any(full)
    }
}

/// Returns the guests who need a room in groups that could have no room in common: what one lacks
/// the others need not try for.
fn groups<'n>(needs: &[Option<&'n RoomNeed>]) -> Vec<Vec<(usize, &'n RoomNeed)>> {
    let mut groups: Vec<Vec<(usize, &RoomNeed)>> = Vec::new();
    for (guest, need) in needs.iter().enumerate() {
        let Some(need) = need else { continue };
        let shares = |group: &mut Vec<(usize, &RoomNeed)>| {
            group.iter().any(|(_, other)| other.rooms.iter().any(|room| need.rooms.contains(room)))
        };
        let mut joined: Vec<_> = groups.extract_if(.., shares).flatten().collect();
        joined.push((guest, *need));
        joined.sort_by_key(|(guest, _)| *guest);
        groups.push(joined);
    }
    groups
}
