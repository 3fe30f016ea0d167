//! What several services, of one guest or of several, want of one world.

use proptest::prelude::*;
use uuid::Uuid;

use super::world::{World, any_timing};
use crate::{
    slots::{
        Blockouts, CandidateRoom, Situation, TakenPlace, Timing, full_times, reference::SharedRoom,
    },
    value::TimeRange,
};

/// What is wanted: of which of the world's providers, for how long with all of them but the last,
/// and in which of its rooms.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub(super) providers: u8,
    pub(super) timing: Option<Timing>,
    pub(super) rooms: Option<u8>,
}

pub(super) fn wish() -> impl Strategy<Value = Wish> {
    let providers = prop_oneof![1 => Just(7_u8), 1 => 1..=7_u8];
    let timing = prop_oneof![2 => Just(None), 1 => any_timing().prop_map(Some)];
    (providers, timing, prop::option::weighted(0.7, 1..=63_u8))
        .prop_map(|(providers, timing, rooms)| Wish { providers, timing, rooms })
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

/// Takes the rooms out of a world, so that each holds as many as are said.
pub(super) fn shared(world: &mut World, capacities: &[usize]) -> Vec<Shared> {
    let rooms = world.rooms.take().unwrap_or_default().into_iter().zip(capacities);
    rooms
        .map(|(mut room, capacity)| {
            let taken = std::mem::take(&mut room.full);
            // Those that recur are tried one by one elsewhere.
            room.blocked = Blockouts { once: room.blocked.once, recurring: Vec::new() };
            Shared { room, capacity: *capacity, taken }
        })
        .collect()
}

fn is_in(mask: u8, number: usize) -> bool {
    mask >> number & 1 == 1
}

impl Wish {
    pub(super) fn rooms<'s>(&self, all: &'s [Shared]) -> Option<Vec<&'s Shared>> {
        let mask = self.rooms?;
        let some = all.iter().enumerate().filter(|(at, _)| is_in(mask, *at));
        Some(some.map(|(_, room)| room).collect())
    }

    /// The situation, without rooms.
    pub(super) fn bare<'w>(&self, world: &'w World) -> Situation<'w> {
        let mut situation = world.situation();
        let last = situation.providers.len().saturating_sub(1);
        for (at, provider) in situation.providers.iter_mut().enumerate() {
            provider.timing = self.timing.filter(|_| at < last).unwrap_or(provider.timing);
        }
        let mut numbers = 0..;
        situation.providers.retain(|_| is_in(self.providers, numbers.next().unwrap()));
        situation.rooms = None;
        situation
    }

    /// The situation, with rooms.
    pub(super) fn situation<'w>(&self, world: &'w World, all: &[Shared]) -> Situation<'w> {
        let room = |one: &Shared| CandidateRoom { full: one.full(&[]), ..one.room.clone() };
        let rooms = self.rooms(all).map(|rooms| rooms.into_iter().map(room).collect());
        Situation { rooms, ..self.bare(world) }
    }
}

/// Finds a room.
pub(super) fn room(all: &[Shared], id: Uuid) -> &Shared {
    all.iter().find(|one| one.room.id == id).unwrap()
}
