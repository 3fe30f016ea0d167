//! The rooms of a service: when each is full, and which of its places an appointment takes.

use uuid::Uuid;

use super::{Availability, ServiceResources, shuffle::shuffle};
use crate::{
    entity::Stored,
    model::Room,
    slots::{self, CandidateRoom, TakenPlace},
    value::TimeRange,
};

impl Availability {
    /// Returns the rooms of one kind with the times at which they can't be had, in the order in
    /// which they are taken: for the only provider who is asked for, or by chance.
    pub(super) fn rooms(
        &self,
        rooms: &[Stored<Room>],
        only: Option<Uuid>,
        chance: Option<u64>,
    ) -> Vec<CandidateRoom> {
        let candidate = |room: &Stored<Room>| {
            let id = room.id.uuid();
            CandidateRoom {
                id,
                blocked: self.exceptions.blocked(id),
                full: slots::full_times(self.taken(id), self.capacity(room)),
            }
        };
        let mut rooms: Vec<CandidateRoom> = rooms.iter().map(candidate).collect();
        // Who is asked for by name keeps to one room, as far as it is free: so the bookings of
        // several seldom meet in the first room of all.
        if let Some(only) = only {
            shuffle(&mut rooms, only.as_u64_pair().1);
        }
        // By another chance, lest who picks the same provider pick the same room.
        if let Some(chance) = chance {
            shuffle(&mut rooms, !chance);
        }
        if let Some(moved) = self.resources.moved {
            rooms.sort_by_key(|room| !moved.rooms().any(|kept| kept.uuid() == room.id));
        }
        rooms
    }

    /// Returns how many appointments may be put into a room: over what fits the first room alone,
    /// where it is named, or kept by what stays at its time.
    fn capacity(&self, room: &Room) -> i32 {
        let is_first = || self.resources.rooms.iter().flatten().any(|one| one.id == room.id);
        ServiceResources::capacity(room, self.overfill == Some(room.id) && is_first())
    }

    /// Returns the times at which a room of the service is full once more of it is taken.
    pub(in crate::ops) fn full_with(
        &self,
        room: Uuid,
        more: impl IntoIterator<Item = TakenPlace>,
    ) -> Vec<TimeRange> {
        let mut rooms = self.resources.all_rooms();
        let Some(of) = rooms.find(|one| one.id.uuid() == room) else { return Vec::new() };
        let taken: Vec<TakenPlace> = self.taken(room).iter().copied().chain(more).collect();
        slots::full_times(&taken, self.capacity(of))
    }

    /// Counts places of a room as taken that another appointment of the same commit takes.
    pub(in crate::ops) fn add_taken(&mut self, room: Uuid, places: &[TakenPlace]) {
        self.taken.entry(room).or_default().extend(places);
    }

    /// Returns the places that an appointment takes of a room for a time: of those that fit
    /// if there are any, or else one over the capacity, where it may be exceeded.
    pub(in crate::ops) fn places(&self, room: &Room, time: TimeRange) -> Vec<TakenPlace> {
        let taken = self.taken(room.id.uuid());
        let fitting = slots::places(taken, room.units(), time);
        let is_full = slots::full_times(taken, room.units()).iter().any(|full| full.overlaps(time));
        if is_full || fitting.is_empty() {
            return slots::places(taken, self.capacity(room), time);
        }
        fitting
    }

    /// Returns whether a room holds more appointments than places say, or would: one of them,
    /// or one of those to come, has a place beyond its capacity. No constraint counts these.
    pub(in crate::ops) fn is_beyond(&self, room: &Room, places: &[TakenPlace]) -> bool {
        let meets = |one: &&TakenPlace| places.iter().any(|place| place.time.overlaps(one.time));
        let around = self.taken(room.id.uuid()).iter().filter(meets);
        around.chain(places).any(|one| one.place > room.units())
    }
}
