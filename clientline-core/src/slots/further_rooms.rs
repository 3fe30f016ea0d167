//! Further kinds of room: what a service needs beside its first room, a laser or a chair, of each
//! kind one.
//!
//! A room is of one kind, and no kind is asked for twice. So the kinds have no room in common, and
//! what is taken of one kind is in the way of no other: for one booking each kind is decided alone,
//! and taking the first room that is free misses nothing. Who comes beside others in a party
//! shares rooms with them, and is matched ([`place_party`](super::place_party)).

use uuid::Uuid;

use super::{Candidate, CandidateRoom, Refusal, Situation};

impl Candidate {
    /// Returns all rooms that the booking takes, the first one first.
    pub fn rooms(&self) -> impl Iterator<Item = Uuid> {
        self.room.into_iter().chain(self.further_rooms.iter())
    }
}

impl Situation<'_> {
    /// All rooms of all kinds that the service needs.
    pub(super) fn rooms_mut(&mut self) -> impl Iterator<Item = &mut CandidateRoom> {
        let further = self.further_rooms.iter_mut().flatten();
        self.rooms.iter_mut().flatten().chain(further)
    }
}

impl Refusal {
    /// Returns the rule by which nothing of a further kind is free, counted from zero.
    pub(super) const fn of_further_kind(number: usize) -> Self {
        match number {
            0 => Self::NoSecondRoom,
            1 => Self::NoThirdRoom,
            _ => Self::NoFourthRoom,
        }
    }
}
