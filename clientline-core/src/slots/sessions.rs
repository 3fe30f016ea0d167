//! Classes: services of which several guests attend one session.
//!
//! The first guest of a session takes the time of its provider and a place in a room, as anyone
//! does. Whoever joins it takes a seat, and no more time than the session has: a seat can be had
//! as long as one is left, and as the session lies where a service may. It is joined as it was
//! agreed with those before, whatever became of the service since; it has one room at most.

use uuid::Uuid;

use super::{
    Candidate, CandidateProvider, FurtherIds, Situation, Timing, bits,
    refusal::Refusal,
    rules::{Rules, Watch, Workspace},
};
use crate::value::Timestamp;

/// A session of the class that is asked for, which somebody attends already. Its time is among
/// that which takes its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassSession {
    /// When it starts.
    pub starts_at: Timestamp,
    /// The time that it takes.
    pub timing: Timing,
    /// Its room, if it has one.
    pub room: Option<Uuid>,
    /// How many more guests can attend it.
    pub seats_left: u32,
}

impl CandidateProvider<'_> {
    /// Returns the session that starts at an instant.
    #[must_use]
    pub fn session_at(&self, start: Timestamp) -> Option<&ClassSession> {
        self.sessions.iter().find(|session| session.starts_at == start)
    }

    /// Whether a session starts at an instant that has seats left.
    pub(super) fn may_be_joined_at(&self, start: Timestamp) -> bool {
        self.session_at(start).is_some_and(|session| session.seats_left > 0)
    }
}

/// What a booking takes beside its first provider.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TakenBeside {
    pub(super) room: Option<Uuid>,
    pub(super) further_rooms: FurtherIds,
    pub(super) further_providers: FurtherIds,
}

impl Situation<'_> {
    /// Makes what a booking takes of a provider and beside that one at a start.
    pub(super) fn candidate(
        &self,
        provider: &CandidateProvider<'_>,
        start: Timestamp,
        TakenBeside { room, further_rooms, further_providers }: TakenBeside,
    ) -> Candidate {
        let session = provider.session_at(start);
        let timing = session.map_or(provider.timing, |session| session.timing);
        Candidate {
            provider: provider.id,
            further_providers,
            timing,
            ends_at: start.saturating_plus_minutes(timing.duration.get().into()),
            room,
            further_rooms,
            seats_left: session.map(|session| session.seats_left).or(self.seats),
        }
    }
}

impl ClassSession {
    /// Judges whether a guest can join: by the rules over the one start of the session.
    ///
    /// # Errors
    /// The first [`Refusal`].
    pub(super) fn judge(
        &self,
        situation: &Situation<'_>,
        rules: &Rules<'_>,
        candidate: &CandidateProvider<'_>,
        wished: Option<Uuid>,
    ) -> Result<Option<Uuid>, Refusal> {
        let mut first = FirstRefusal(None);
        let admitted = rules.admitted(self.timing, &mut first);
        let mut row = vec![0; admitted.len()];
        // It has its time already, and is among what its day has.
        let free = CandidateProvider {
            timing: self.timing,
            busy: Vec::new(),
            on_the_way: Vec::new(),
            day_full: Vec::new(),
            ..candidate.clone()
        };
        rules.provided(&free, &admitted, &mut row, &mut Workspace::default(), &mut first);
        if let Some(refusal) = first.0 {
            return Err(refusal);
        }
        if self.seats_left == 0 {
            return Err(Refusal::Full);
        }
        if wished.is_some() && wished != self.room {
            return Err(Refusal::NoRoom);
        }
        let rooms = situation.rooms.as_deref();
        match (rooms, self.room) {
            (None, None) => Ok(None),
            (Some(rooms), Some(id)) => rooms
                .iter()
                .find(|room| room.id == id)
                .filter(|room| bits::test(&rules.unblocked(room, self.timing), 0))
                .map(|room| Some(room.id))
                .ok_or(Refusal::NoRoom),
            (None, Some(_)) | (Some(_), None) => Err(Refusal::NoRoom),
        }
    }
}

/// Remembers the first rule that left nothing.
pub(super) struct FirstRefusal(pub(super) Option<Refusal>);

impl Watch for FirstRefusal {
    fn ruled(&mut self, rule: Refusal, left: &[u64]) {
        if self.0.is_none() && left.iter().all(|word| *word == 0) {
            self.0 = Some(rule);
        }
    }
}
