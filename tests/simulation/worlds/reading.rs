//! What can be booked in a world, read off its description and off the test's own books.
//!
//! It is separate: it sees no row that a storage gave back, and shares no code with the use cases.
//! What is put together here (who performs what, what takes whom, when a room is full, which days
//! have as many as they may, who may book no more) is counted appointment by appointment and minute
//! by minute; whether one minute can be had is then asked of [`Reference`], which is as naive.

use chrono::{Days, NaiveDateTime, Timelike};
use clientline::{
    model::{Appointment, Guest, Provider, Room},
    slots::{BookingRules, Candidate, ClassSession, FurtherIds, Situation, reference::Reference},
    value::{DayCount, Id, SlotAnchor, StepMinutes, TimeRange, Timestamp},
};
use uuid::Uuid;

use super::{
    books::{Books, Kept},
    world::{World, minute},
};

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Which of the centers.
    pub(super) center: usize,
    /// Which of the services.
    pub(super) service: usize,
    /// Whether what can be added to it is.
    pub(super) is_added_to: bool,
    pub(super) provider: Option<Id<Provider>>,
    pub(super) room: Option<Id<Room>>,
    pub(super) further_providers: Vec<Id<Provider>>,
    pub(super) further_rooms: Vec<Id<Room>>,
    pub(super) step: Option<StepMinutes>,
    pub(super) rules: BookingRules,
    /// Whose limits hold, if somebody's do.
    pub(super) limited: Option<Id<Guest>>,
    /// Whether more may be put into the room that is named than fit.
    pub(super) overfills: bool,
    /// What is moved, if nothing is booked anew: its own time counts as free, and its length stays.
    pub(super) moving: Option<Id<Appointment>>,
}

/// Starts that can be had, each with who can give it and where, in order.
pub(super) type Starts = Vec<(Timestamp, Vec<Candidate>)>;

/// Reads a world.
pub(super) struct Reading<'w> {
    world: &'w World,
    /// Each service at each center, alone and with what can be added, as if nothing were booked.
    bare: &'w [Situation<'w>],
    references: Vec<Reference<'w>>,
    /// The minutes of the days and of one around them, with what the clocks show.
    pub(super) minutes: Vec<(Timestamp, NaiveDateTime)>,
}

impl World {
    /// Every service at every center, alone and with what can be added, as if nothing were booked.
    pub(super) fn all_bare(&self) -> Vec<Situation<'_>> {
        let each = self.centers.iter().flat_map(|at| self.services.iter().map(move |of| (at, of)));
        each.flat_map(|(at, of)| [false, true].map(|is| self.bare(at, of, is))).collect()
    }
}

impl<'w> Reading<'w> {
    pub(super) fn new(world: &'w World, bare: &'w [Situation<'w>]) -> Self {
        let (first, days) = (world.first_day, world.days);
        let around = DayCount::new(i64::from(days.get()) + 2).unwrap();
        let reference = |one| Reference::new(one, first - Days::new(1), around);
        let minutes = -39 * 60..(i64::from(days.get()) + 1) * 24 * 60 + 15 * 60;
        let local = |number| {
            let at = minute(first, number);
            (at, world.zone().local(at))
        };
        let references = bare.iter().map(reference).collect();
        Self { world, bare, references, minutes: minutes.map(local).collect() }
    }

    /// The minutes of the days that are a whole number of steps from midnight.
    pub(super) fn grid(&self, step: StepMinutes) -> Vec<Timestamp> {
        let last = self.world.first_day + Days::new(u64::from(self.world.days.get()) - 1);
        let is_asked = |local: &NaiveDateTime| {
            let date = local.date();
            let minute = local.hour() * 60 + local.minute();
            self.world.first_day <= date && date <= last && minute.is_multiple_of(step.get().into())
        };
        let asked = self.minutes.iter().filter(|(_, local)| is_asked(local));
        asked.map(|(at, _)| *at).collect()
    }

    /// What a list has to show.
    pub(super) fn list(&self, books: &Books, now: Timestamp, asked: &Asked) -> Starts {
        let policies = &self.world.centers[asked.center].policies;
        let step = match policies.slot_anchor {
            // From whenever an opening is.
            SlotAnchor::Window => StepMinutes::MIN,
            _ => asked.step.unwrap_or(policies.step_minutes),
        };
        self.at(books, now, asked, &self.grid(step))
    }

    /// What can be had at some starts.
    pub(super) fn at(
        &self,
        books: &Books,
        now: Timestamp,
        asked: &Asked,
        starts: &[Timestamp],
    ) -> Starts {
        let case = self.case(asked);
        let (books, moved) = &books.without(asked.moving);
        let situation = self.situation(&self.bare[case], (books, *moved), now, asked);
        if !self.is_possible(&situation, asked) {
            return Vec::new();
        }
        let reference = self.references[case].of_same_hours(&situation);
        let is_wanted = |one: &Candidate| {
            asked.provider.is_none_or(|wanted| wanted.uuid() == one.provider)
                && asked.room.is_none_or(|wanted| Some(wanted.uuid()) == one.room)
                && asked.further_providers.iter().all(|wanted| {
                    one.further_providers.iter().any(|beside| beside == wanted.uuid())
                })
        };
        let own = self.of_guest(books, now, asked);
        let offered = |start: &Timestamp| {
            if asked.rules.bind_guests() && self.is_too_much(now, asked, (&own, *moved), *start) {
                return None;
            }
            let mut offers = reference.offers(*start, asked.rules);
            offers.retain(is_wanted);
            (!offers.is_empty()).then_some((*start, offers))
        };
        starts.iter().filter_map(offered).collect()
    }

    /// How many perform the service.
    pub(super) fn performers(&self, asked: &Asked) -> usize {
        self.bare[self.case(asked)].providers.len()
    }

    fn case(&self, asked: &Asked) -> usize {
        let of_service = asked.center * self.world.services.len() + asked.service;
        of_service * 2 + usize::from(asked.is_added_to)
    }

    /// Whether it can be had at all, at whatever time.
    fn is_possible(&self, situation: &Situation<'_>, asked: &Asked) -> bool {
        let serves = |id: Id<Room>| move |rooms: &Vec<_>| has(rooms, id.uuid());
        let is_room = asked.room.is_none_or(|id| situation.rooms.as_ref().is_some_and(serves(id)));
        let kinds = asked
            .further_rooms
            .iter()
            .map(|id| situation.further_rooms.iter().position(serves(*id)).map(|kind| (kind, *id)));
        let kinds: Option<Vec<_>> = kinds.collect();
        let is_one_of_each = kinds.is_some_and(|kinds| {
            let alone = |kind: usize| kinds.iter().filter(|(other, _)| *other == kind).count() == 1;
            kinds.iter().all(|(kind, _)| alone(*kind))
        });
        let performs =
            |id: &Id<Provider>| situation.providers.iter().any(|one| one.id == id.uuid());
        self.world.services[asked.service].is_active.0
            && is_room
            && is_one_of_each
            && asked.further_providers.len() <= situation.further_providers.count
            && asked.further_providers.iter().all(|id| performs(id) && asked.provider != Some(*id))
    }

    /// Adds to what decides what is booked, and the present.
    fn situation(
        &self,
        bare: &Situation<'w>,
        (books, moved): (&Books, Option<&Kept>),
        now: Timestamp,
        asked: &Asked,
    ) -> Situation<'w> {
        let (center, service) = self.asked(asked);
        let own = service.policies.and_then(|policies| policies.min_notice_minutes);
        let notice = own.unwrap_or(center.policies.min_notice_minutes);
        let taking = books.taking(now);
        let mut situation = bare.clone();
        situation.now = now;
        situation.earliest = now.plus_minutes(notice.into()).unwrap();
        situation.step = asked.step.unwrap_or(center.policies.step_minutes);
        let beside = moved.into_iter().flat_map(|moved| moved.providers[1..].iter().copied());
        let wished = asked.further_providers.iter().map(|id| id.uuid());
        situation.further_providers.kept = FurtherIds::of(wished.chain(beside));
        for one in &mut situation.providers {
            let mine: Vec<&&Kept> =
                taking.iter().filter(|kept| kept.providers.contains(&one.id)).collect();
            one.busy = mine.iter().flat_map(|kept| kept.work()).collect();
            // There, and on the way there and back.
            let there = mine.iter().filter(|kept| kept.center != center.id);
            let way = i64::from(self.world.travel);
            one.on_the_way =
                there.flat_map(|kept| kept.work()).map(|time| way_around(time, way)).collect();
            one.begun = mine.iter().map(|kept| kept.begins()).collect();
            let own = moved.filter(|moved| moved.providers.contains(&one.id));
            let most = center.policies.provider_max_per_day;
            one.day_full = most.map_or_else(Vec::new, |most| {
                self.full_days(most, &one.begun, own.map(|own| self.local(own.begins()).date()))
            });
            one.timing = moved.map_or(one.timing, |moved| moved.timing);
            let sessions = mine.iter().filter(|kept| {
                kept.is_seat && kept.service == service.id && kept.center == center.id
            });
            let session = |kept: &&&Kept| {
                let seated = books.of(now).into_iter().filter(|other| other.is_with(kept)).count();
                ClassSession {
                    starts_at: kept.starts_at,
                    timing: kept.timing,
                    room: kept.rooms.first().copied(),
                    seats_left: situation.seats.unwrap().saturating_sub(seated.try_into().unwrap()),
                }
            };
            one.sessions = sessions.map(session).collect();
        }
        let rooms = situation.rooms.iter_mut().flatten();
        for room in rooms.chain(situation.further_rooms.iter_mut().flatten()) {
            let inside: Vec<TimeRange> = taking
                .iter()
                .filter(|kept| kept.rooms.contains(&room.id))
                .map(|kept| kept.time())
                .collect();
            room.full = self.full(room.id, &inside, asked);
        }
        keep_to(situation.rooms.as_deref_mut().unwrap_or_default(), asked.room.as_slice());
        for kind in &mut situation.further_rooms {
            keep_to(kind, &asked.further_rooms);
        }
        situation
    }

    /// When a room has as many as it holds.
    fn full(&self, id: Uuid, inside: &[TimeRange], asked: &Asked) -> Vec<TimeRange> {
        let room = self.world.rooms.iter().find(|room| room.id.uuid() == id).unwrap();
        let is_named = asked.room.is_some_and(|named| named.uuid() == id);
        let holds = match room.capacity.get() {
            _ if room.only_one_appointment => 1,
            // As many more as it holds.
            holds if asked.overfills && is_named && room.can_exceed_capacity => 2 * holds,
            holds => holds,
        };
        let mut changes: Vec<Timestamp> =
            inside.iter().flat_map(|time| [time.start(), time.end()]).collect();
        changes.sort_unstable();
        changes.dedup();
        let between = changes.windows(2).map(|ends| TimeRange::new(ends[0], ends[1]).unwrap());
        let count = |part: &TimeRange| inside.iter().filter(|time| time.overlaps(*part)).count();
        between.filter(|part| count(part) >= usize::try_from(holds).unwrap()).collect()
    }

    pub(super) fn asked(
        &self,
        asked: &Asked,
    ) -> (&clientline::model::Center, &clientline::model::Service) {
        (&self.world.centers[asked.center], &self.world.services[asked.service])
    }

    pub(super) fn local(&self, at: Timestamp) -> NaiveDateTime {
        self.world.zone().local(at)
    }
}

/// Some time with so many minutes before it and after it.
fn way_around(time: TimeRange, minutes: i64) -> TimeRange {
    let (start, end) = (time.start().plus_minutes(-minutes), time.end().plus_minutes(minutes));
    TimeRange::new(start.unwrap(), end.unwrap()).unwrap()
}

/// Whether a room is among others.
fn has(rooms: &[clientline::slots::CandidateRoom], id: Uuid) -> bool {
    rooms.iter().any(|room| room.id == id)
}

/// Leaves of some rooms those that are named, if one is: no other can be had.
fn keep_to(rooms: &mut [clientline::slots::CandidateRoom], named: &[Id<Room>]) {
    if !named.iter().any(|one| has(rooms, one.uuid())) {
        return;
    }
    for room in rooms.iter_mut().filter(|room| !named.iter().any(|one| one.uuid() == room.id)) {
        room.full = vec![TimeRange::new(Timestamp::MIN, Timestamp::MAX).unwrap()];
    }
}
