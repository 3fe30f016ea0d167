//! The rooms of a service: when each is full, and which of its places an appointment takes.

use uuid::Uuid;

use super::{Availability, ServiceResources};
use crate::{
    entity::Stored,
    model::Room,
    slots::{self, CandidateRoom, TakenPlace},
    value::TimeRange,
};

impl Availability {
    /// Returns rooms with the times at which they can't be had.
    pub(super) fn rooms(&self, rooms: &[Stored<Room>]) -> Vec<CandidateRoom> {
        let candidate = |room: &Stored<Room>| {
            let id = room.id.uuid();
            let capacity = ServiceResources::capacity(room, self.overfill);
            CandidateRoom {
                id,
                blocked: self.exceptions.blocked(id),
                full: slots::full_times(self.taken(id), capacity),
            }
        };
        rooms.iter().map(candidate).collect()
    }

    /// Returns the times at which a room of the service is full once more of it is taken.
    pub(in crate::ops) fn full_with(
        &self,
        room: Uuid,
        more: impl IntoIterator<Item = TakenPlace>,
    ) -> Vec<TimeRange> {
        let mut rooms = self.resources.rooms.iter().flatten();
        let Some(of) = rooms.find(|one| one.id.uuid() == room) else { return Vec::new() };
        let taken: Vec<TakenPlace> = self.taken(room).iter().copied().chain(more).collect();
        slots::full_times(&taken, ServiceResources::capacity(of, self.overfill))
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
            return slots::places(taken, ServiceResources::capacity(room, self.overfill), time);
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
