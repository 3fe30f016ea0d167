//! What several services, of one guest or of several, want of one world.

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    chance::any_timing,
    world::{World, minute},
};
use crate::{
    slots::{
        Blockouts, CandidateRoom, FurtherIds, FurtherProviders, Situation, TakenPlace, Timing,
        full_times, reference::SharedRoom,
    },
    value::TimeRange,
};

/// What is wanted: of which of the world's providers, for how long with all of them but the last,
/// in which of its rooms and of which further kinds, by how many providers beside the first one,
/// and by which notice and horizon of its own.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) providers: u8,
    pub(super) timing: Option<Timing>,
    pub(super) rooms: Option<u8>,
    pub(super) kinds: u8,
    pub(super) further: usize,
    /// Who alone may be the first one of several.
    pub(super) first: Option<Uuid>,
    /// Those of them who come before all others.
    pub(super) kept: FurtherIds,
    /// The earliest and the latest start, in minutes of the first day, where they are not those of
    /// the world.
    pub(super) policies: (Option<i64>, Option<i64>),
}

pub(super) fn wish() -> impl Strategy<Value = Wish> {
    let providers = prop_oneof![1 => Just(7_u8), 1 => 1..=7_u8];
    let timing = prop_oneof![2 => Just(None), 1 => any_timing().prop_map(Some)];
    let kinds = prop_oneof![2 => Just(0_u8), 1 => 1..=3_u8];
    let policies =
        (prop::option::weighted(0.3, 0..4000_i64), prop::option::weighted(0.3, 0..6000_i64));
    let rooms = prop::option::weighted(0.7, 1..=63_u8);
    let further = prop_oneof![3 => Just(0), 1 => Just(1_usize)];
    (providers, timing, rooms, kinds, further, policies).prop_map(
        |(providers, timing, rooms, kinds, further, policies)| Wish {
            providers,
            timing,
            rooms,
            kinds,
            further,
            first: None,
            kept: FurtherIds::default(),
            policies,
        },
    )
}

/// A room of the world that several share.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) room: CandidateRoom,
    pub(super) capacity: usize,
    /// What takes a place of it already.
    pub(super) taken: Vec<TimeRange>,
}

impl Shared {
    /// As the reference knows it.
    pub(super) fn told(&self) -> SharedRoom {
        SharedRoom {
            id: self.room.id,
            capacity: self.capacity,
            blocked: self.room.blocked.once.clone(),
            taken: self.taken.clone(),
        }
    }

    /// When it is full once more of it is taken.
    pub(super) fn full(&self, more: &[TimeRange]) -> Vec<TimeRange> {
        let taken = self.taken.iter().chain(more).map(|time| TakenPlace { place: 1, time: *time });
        full_times(&taken.collect::<Vec<_>>(), i32::try_from(self.capacity).unwrap())
    }
}

/// The rooms of a world that several share.
#[derive(Debug, Clone)]
pub(super) struct AllRooms {
    first: Vec<Shared>,
    /// Those of each further kind.
    further: Vec<Vec<Shared>>,
}

/// Takes the rooms out of a world, so that each holds as many as are said.
pub(super) fn shared(world: &mut World, capacities: &[usize]) -> AllRooms {
    let shared = |rooms: Vec<CandidateRoom>| {
        let rooms = rooms.into_iter().zip(capacities).map(|(mut room, capacity)| {
            let taken = std::mem::take(&mut room.full);
            // Those that recur are tried one by one elsewhere.
            room.blocked = Blockouts { once: room.blocked.once, recurring: Vec::new() };
            Shared { room, capacity: *capacity, taken }
        });
        rooms.collect()
    };
    let first = shared(world.rooms.take().unwrap_or_default());
    // Two of each of two kinds: everybody is tried with everybody.
    let kinds = std::mem::take(&mut world.further_rooms).into_iter().take(2);
    let further = kinds.map(|kind| shared(kind.into_iter().take(2).collect())).collect();
    AllRooms { first, further }
}

fn is_in(mask: u8, number: usize) -> bool {
    mask >> number & 1 == 1
}

impl Wish {
    pub(super) fn rooms<'s>(&self, all: &'s AllRooms) -> Option<Vec<&'s Shared>> {
        let mask = self.rooms?;
        let some = all.first.iter().enumerate().filter(|(at, _)| is_in(mask, *at));
        Some(some.map(|(_, room)| room).collect())
    }

    /// The rooms of the further kinds that are wanted.
    pub(super) fn further<'s>(&self, all: &'s AllRooms) -> impl Iterator<Item = &'s Vec<Shared>> {
        let mask = self.kinds;
        let some = all.further.iter().enumerate().filter(move |(at, _)| is_in(mask, *at));
        some.map(|(_, kind)| kind)
    }

    /// The same, as the reference knows them.
    pub(super) fn further_told(&self, all: &AllRooms) -> Vec<Vec<SharedRoom>> {
        self.further(all).map(|kind| kind.iter().map(Shared::told).collect()).collect()
    }

    /// The situation, without rooms.
    pub(super) fn bare<'w>(&self, world: &'w World) -> Situation<'w> {
        let mut situation = world.situation();
        let at = |minutes| minute(world.first_day, minutes);
        let (earliest, latest) = self.policies;
        situation.earliest = earliest.map_or(situation.earliest, at);
        situation.latest = latest.map_or(situation.latest, at);
        let last = situation.providers.len().saturating_sub(1);
        for (at, provider) in situation.providers.iter_mut().enumerate() {
            provider.timing = self.timing.filter(|_| at < last).unwrap_or(provider.timing);
        }
        let mut numbers = 0..;
        situation.providers.retain(|_| is_in(self.providers, numbers.next().unwrap()));
        situation.further_providers = if self.further > 0 {
            FurtherProviders { count: self.further, first: self.first, kept: self.kept }
        } else {
            FurtherProviders::default()
        };
        if self.further > 0 {
            situation.seats = None;
            situation.providers.iter_mut().for_each(|one| one.sessions.clear());
        }
        situation.rooms = None;
        situation.further_rooms.clear();
        situation
    }

    /// The situation, with rooms.
    pub(super) fn situation<'w>(&self, world: &'w World, all: &AllRooms) -> Situation<'w> {
        let room = |one: &Shared| CandidateRoom { full: one.full(&[]), ..one.room.clone() };
        let rooms = self.rooms(all).map(|rooms| rooms.into_iter().map(room).collect());
        let further_rooms = self.further(all).map(|kind| kind.iter().map(room).collect()).collect();
        Situation { rooms, further_rooms, ..self.bare(world) }
    }
}

/// Finds a room.
pub(super) fn room(all: &AllRooms, id: Uuid) -> &Shared {
    let mut rooms = all.first.iter().chain(all.further.iter().flatten());
    rooms.find(|one| one.room.id == id).unwrap()
}
