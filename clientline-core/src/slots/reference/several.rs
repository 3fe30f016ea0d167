//! Several at once, told as plainly as they can be: everybody is tried with everybody, in every
//! room, and rooms are counted minute by minute.

use uuid::Uuid;

use super::{
    BookingRules, Candidate, FurtherIds, FurtherProviders, NaiveDate, Reference, Situation,
    TimeRange, Timestamp, at_work, is_free, minutes,
};
use crate::value::BufferMinutes;

/// A room that several share.
#[derive(Debug, Clone)]
pub struct SharedRoom {
    /// The identifier.
    pub id: Uuid,
    /// How many appointments fit.
    pub capacity: usize,
    /// When it can't be had.
    pub blocked: Vec<TimeRange>,
    /// What takes a place of it already.
    pub taken: Vec<TimeRange>,
}

impl SharedRoom {
    /// Whether an appointment fits beside what is there, and beside some more.
    fn fits(&self, time: TimeRange, more: &[TimeRange]) -> bool {
        is_free(&self.blocked, time) && minutes(time).all(|minute| !self.is_full(minute, more))
    }

    fn is_full(&self, minute: Timestamp, more: &[TimeRange]) -> bool {
        let all = self.taken.iter().chain(more);
        all.filter(|range| range.contains(minute)).count() >= self.capacity
    }
}

/// A guest of a party.
pub struct PartyGuest<'a> {
    /// What decides about them but for rooms, of which their situation has none.
    pub reference: Reference<'a>,
    /// The rooms that they could have, in order; `None` if they need none.
    pub rooms: Option<Vec<SharedRoom>>,
    /// Those of each further kind that they need.
    pub further_rooms: Vec<Vec<SharedRoom>>,
}

/// Returns who serves several guests at one start and where, or `None` if not all can be served:
/// the first assignment of providers that there is, and of rooms for it.
#[must_use]
pub fn party(
    guests: &[PartyGuest<'_>],
    start: Timestamp,
    booking_rules: BookingRules,
) -> Option<Vec<Candidate>> {
    let mut offers: Vec<Vec<Candidate>> = Vec::new();
    for (number, guest) in guests.iter().enumerate() {
        let mut kept = Vec::new();
        for (other, one) in guests.iter().enumerate() {
            let of = one.reference.situation.further_providers.kept;
            kept.extend(of.iter().filter(|_| other != number));
        }
        offers.push(guest.reference.all_offers(start, booking_rules, &kept));
    }
    let mut assignments: Vec<Vec<Candidate>> = vec![Vec::new()];
    for offers in &offers {
        let longer = assignments.iter().flat_map(|before| {
            let is_there =
                |id: Uuid| before.iter().any(|before| before.providers().any(|of| of == id));
            let others = offers.iter().filter(move |offer| !offer.providers().any(is_there));
            others.map(move |offer| [before.as_slice(), &[*offer]].concat())
        });
        assignments = longer.collect();
    }
    assignments.iter().find_map(|assignment| rooms(guests, assignment, start))
}

impl Reference<'_> {
    /// All that is offered at a start, each offer with all combinations of who else may give it:
    /// last with those whom others keep.
    fn all_offers(
        &self,
        start: Timestamp,
        booking_rules: BookingRules,
        kept_by_others: &[Uuid],
    ) -> Vec<Candidate> {
        let FurtherProviders { count, kept, .. } = self.situation.further_providers;
        let with_others = |offer: Candidate| {
            let is_own = |id: &Uuid| kept.iter().any(|own| own == *id);
            let free = self.free_beside(&offer, start, booking_rules).into_iter();
            let (last, mut others): (Vec<Uuid>, Vec<Uuid>) =
                free.partition(|id| kept_by_others.contains(id) && !is_own(id));
            others.extend(last);
            let each = combinations(&others, count).into_iter();
            each.map(move |ids| Candidate { further_providers: FurtherIds::of(ids), ..offer })
        };
        self.offers(start, booking_rules).into_iter().flat_map(with_others).collect()
    }
}

/// All choices of so many of some, in their order.
fn combinations(of: &[Uuid], count: usize) -> Vec<Vec<Uuid>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let each = of.iter().enumerate().flat_map(|(at, first)| {
        let others = combinations(&of[at + 1..], count - 1).into_iter();
        others.map(move |others| [&[*first], others.as_slice()].concat())
    });
    each.collect()
}

/// Gives the guests of an assignment rooms, if there are enough.
fn rooms(
    guests: &[PartyGuest<'_>],
    assignment: &[Candidate],
    start: Timestamp,
) -> Option<Vec<Candidate>> {
    let mut all: Vec<Vec<(usize, Uuid, TimeRange)>> = vec![Vec::new()];
    for (number, (guest, candidate)) in guests.iter().zip(assignment).enumerate() {
        let time = candidate.timing.occupancy(start)?;
        for kind in guest.rooms.iter().chain(&guest.further_rooms) {
            let longer = all.iter().flat_map(|before| {
                let fits = |room: &&SharedRoom| {
                    let inside = before.iter().filter(|(_, other, _)| *other == room.id);
                    room.fits(time, &inside.map(|(_, _, time)| *time).collect::<Vec<_>>())
                };
                let rooms: Vec<Uuid> = kind.iter().filter(fits).map(|room| room.id).collect();
                let longer = |room| [before.as_slice(), &[(number, room, time)]].concat();
                rooms.into_iter().map(longer).collect::<Vec<_>>()
            });
            all = longer.collect();
        }
    }
    let first = all.into_iter().next()?;
    let with_rooms = |(number, candidate): (usize, &Candidate)| {
        let mut own = first.iter().filter(|(of, _, _)| *of == number).map(|(_, room, _)| *room);
        let room = guests[number].rooms.as_ref().and_then(|_| own.next());
        Candidate { room, further_rooms: FurtherIds::of(own), ..*candidate }
    };
    Some(assignment.iter().enumerate().map(with_rooms).collect())
}

/// A service of a visit.
pub struct VisitService<'a> {
    /// What decides about it as long as nothing of the visit is booked, but for limits.
    pub reference: Reference<'a>,
    /// The rooms that serve.
    pub rooms: Vec<SharedRoom>,
    /// Those of each further kind.
    pub further_rooms: Vec<Vec<SharedRoom>>,
    /// With this provider only.
    pub provider: Option<Uuid>,
    /// The buffer before it.
    pub buffer_before: BufferMinutes,
}

/// How many appointments guest and providers may have on a local day, and what they have.
#[derive(Debug, Clone, Default)]
pub struct DayLimits {
    /// The most of the guest.
    pub guest: Option<usize>,
    /// When those of the guest start.
    pub starts: Vec<Timestamp>,
    /// The most of each provider.
    pub provider: Option<usize>,
    /// When those of the providers begin to take time.
    pub begins: Vec<(Uuid, Timestamp)>,
}

/// What is booked of a visit.
#[derive(Default)]
struct Booked {
    services: Vec<(Timestamp, Candidate)>,
    /// The same without what joins a session, which takes no time of its own.
    taking: Vec<(Timestamp, Candidate)>,
}

/// Returns when, by whom and where the services of a visit are given that begins at a start, each
/// booked once those before it are; or `None` if one of them can't be.
#[must_use]
pub fn visit(
    services: &[VisitService<'_>],
    limits: &DayLimits,
    start: Timestamp,
) -> Option<Vec<(Timestamp, Candidate)>> {
    let mut booked = Booked::default();
    for service in services {
        let next = match booked.services.last() {
            None => service.book(start, BookingRules::Listed, &booked, limits),
            Some((_, before)) => {
                let after = i64::from(before.timing.buffer_after.get());
                let later = after + i64::from(service.buffer_before.get());
                let later = before.ends_at.saturating_plus_minutes(later);
                let book = |at| service.book(at, BookingRules::Following, &booked, limits);
                book(before.ends_at).or_else(|| book(later))
            }
        };
        let (at, candidate) = next?;
        booked.services.push((at, candidate));
        if !service.is_session(at, &candidate) {
            booked.taking.push((at, candidate));
        }
    }
    Some(booked.services)
}

impl VisitService<'_> {
    fn is_session(&self, at: Timestamp, candidate: &Candidate) -> bool {
        let mut providers = self.reference.situation.providers.iter();
        providers.any(|one| {
            one.id == candidate.provider && one.sessions.iter().any(|it| it.starts_at == at)
        })
    }

    fn book(
        &self,
        at: Timestamp,
        rules: BookingRules,
        booked: &Booked,
        limits: &DayLimits,
    ) -> Option<(Timestamp, Candidate)> {
        let zone = self.reference.situation.zone;
        let date = |at: Timestamp| -> NaiveDate { zone.local(at).date() };
        let starts = booked.services.iter().map(|(at, _)| at).chain(&limits.starts);
        let of_guest = starts.filter(|one| date(**one) == date(at)).count();
        if limits.guest.is_some_and(|most| of_guest >= most) {
            return None;
        }
        let begin = |at: Timestamp, one: &Candidate| {
            Some((one.provider, one.timing.occupancy(at)?.start()))
        };
        let is_below = |offer: &Candidate| {
            let Some((provider, begins)) = begin(at, offer) else { return false };
            let own = booked.taking.iter().filter_map(|(at, one)| begin(*at, one));
            let all = own.chain(limits.begins.iter().copied());
            let of_day = all.filter(|(of, at)| *of == provider && date(*at) == date(begins));
            let count = of_day.count();
            self.is_session(at, offer) || limits.provider.is_none_or(|most| count < most)
        };
        let situation = self.situation(booked);
        let offers = self.reference.of_same_hours(&situation).offers(at, rules);
        let wished =
            |offer: &Candidate| self.provider.is_none_or(|wished| wished == offer.provider);
        offers.into_iter().find(|offer| wished(offer) && is_below(offer)).map(|offer| (at, offer))
    }

    /// The situation once something is booked.
    fn situation(&self, booked: &Booked) -> Situation<'_> {
        let mut situation = self.reference.situation.clone();
        for (at, one) in &booked.taking {
            let times = one.timing.service(*at).zip(one.timing.occupancy(*at));
            let is_taken =
                |id| id == one.provider || one.further_providers.iter().any(|of| of == id);
            for provider in situation.providers.iter_mut().filter(|other| is_taken(other.id)) {
                let parts = times.map(|(service, all)| at_work(one.timing, service, all));
                provider.busy.extend(parts.unwrap_or_default());
                provider.begun.extend(times.map(|(_, all)| all.start()));
            }
        }
        let rooms = situation.rooms.iter_mut().flatten().zip(&self.rooms);
        let kinds = situation.further_rooms.iter_mut().zip(&self.further_rooms);
        let further = kinds.flat_map(|(kind, shared)| kind.iter_mut().zip(shared));
        for (room, shared) in rooms.chain(further) {
            let is_inside = |one: &Candidate| {
                one.room.into_iter().chain(one.further_rooms.iter()).any(|of| of == room.id)
            };
            let here = booked.taking.iter().filter(|(_, one)| is_inside(one));
            let more: Vec<TimeRange> =
                here.filter_map(|(at, one)| one.timing.occupancy(*at)).collect();
            let all = shared.taken.iter().chain(&more).flat_map(|range| minutes(*range));
            let full = all.filter(|minute| shared.is_full(*minute, &more));
            room.full =
                full.filter_map(|at| TimeRange::new(at, at.plus_minutes(1)?).ok()).collect();
        }
        situation
    }
}
