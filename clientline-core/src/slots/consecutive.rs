//! Several services one after the other: whether they can be had, with whom and where.
//!
//! Each is judged by the predicate by which it would be booked ([`place`]), once those before it
//! have taken their time. So what is found here is what booking them one by one finds.
//!
//! A service begins when the one before it ends, if it can be had then: by somebody else, that is,
//! where there are buffers between the two. If not, it begins once the buffers are over.

use uuid::Uuid;

use super::{BookingRules, Candidate, Preference, Refusal, Situation, place};
use crate::value::{BufferMinutes, TimeRange, Timestamp};

/// A service of a row of them.
#[derive(Debug)]
pub struct ConsecutiveService<'a> {
    /// What decides when it can be had.
    pub situation: Situation<'a>,
    /// The guest's preference.
    pub preference: Preference,
}

/// A service that can be had, and from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedService {
    /// When it starts.
    pub starts_at: Timestamp,
    /// By whom, until when, and where.
    pub candidate: Candidate,
}

/// Judges the start of several services that follow each other, the first of which has to be
/// listed. `full` says when a room is full, for one of the services, once it is taken for these
/// times, too.
///
/// # Errors
/// The [`Refusal`] of the first service that can't be had.
pub fn place_consecutive(
    services: &mut [ConsecutiveService<'_>],
    start: Timestamp,
    full: impl Fn(usize, Uuid, &[TimeRange]) -> Vec<TimeRange>,
) -> Result<Vec<PlacedService>, Refusal> {
    let mut placed: Vec<PlacedService> = Vec::with_capacity(services.len());
    for at in 0..services.len() {
        let taken =
            Taken::by(&mut services[at].situation, &placed, |room, times| full(at, room, times));
        let judged = match placed.last() {
            None => services[at].judge(start, BookingRules::Listed),
            Some(before) => services[at].judge_after(before.candidate),
        };
        taken.give_back(&mut services[at].situation);
        placed.push(judged?);
    }
    Ok(placed)
}

impl ConsecutiveService<'_> {
    fn judge(&self, starts_at: Timestamp, rules: BookingRules) -> Result<PlacedService, Refusal> {
        let candidate = place(&self.situation, starts_at, self.preference, rules)?;
        Ok(PlacedService { starts_at, candidate })
    }

    /// Judges the start after another service, or else that after the buffers between them.
    fn judge_after(&self, before: Candidate) -> Result<PlacedService, Refusal> {
        let at_once = self.judge(before.ends_at, BookingRules::OffGrid);
        let own = self.situation.providers.first().map(|one| one.timing.buffer_before);
        match (at_once, after_buffers(before.ends_at, before.timing.buffer_after, own)) {
            (Err(refusal), Some(later)) => {
                self.judge(later, BookingRules::OffGrid).map_err(|_| refusal)
            }
            (at_once, _) => at_once,
        }
    }
}

/// Returns when a service can begin after another one with whoever gave that, if there are
/// buffers between the two.
#[must_use]
pub fn after_buffers(
    ends_at: Timestamp,
    after: BufferMinutes,
    before: Option<BufferMinutes>,
) -> Option<Timestamp> {
    let minutes = after.get() + before.unwrap_or_default().get();
    (minutes > 0).then(|| ends_at.saturating_plus_minutes(minutes.into()))
}

/// What was added to a situation, to be taken out of it again.
struct Taken {
    /// How many times each provider was taken before.
    busy: Vec<(usize, usize)>,
    /// When each room was full before.
    full: Vec<(usize, Vec<TimeRange>)>,
}

impl Taken {
    /// Adds the times of what was placed before to a situation.
    fn by(
        situation: &mut Situation<'_>,
        placed: &[PlacedService],
        full: impl Fn(Uuid, &[TimeRange]) -> Vec<TimeRange>,
    ) -> Self {
        let mut taken = Self { busy: Vec::new(), full: Vec::new() };
        for (number, provider) in situation.providers.iter_mut().enumerate() {
            let of_provider = placed.iter().filter(|one| one.candidate.provider == provider.id);
            let times: Vec<TimeRange> =
                of_provider.flat_map(|one| one.candidate.timing.work(one.starts_at)).collect();
            if !times.is_empty() {
                taken.busy.push((number, provider.busy.len()));
                provider.busy.extend(times);
            }
        }
        for (number, room) in situation.rooms.iter_mut().flatten().enumerate() {
            let in_room = placed.iter().filter(|one| one.candidate.room == Some(room.id));
            let times: Vec<TimeRange> =
                in_room.filter_map(|one| one.candidate.timing.occupancy(one.starts_at)).collect();
            if !times.is_empty() {
                let before = std::mem::replace(&mut room.full, full(room.id, &times));
                taken.full.push((number, before));
            }
        }
        taken
    }

    /// Takes them out again.
    fn give_back(self, situation: &mut Situation<'_>) {
        for (number, length) in self.busy {
            situation.providers[number].busy.truncate(length);
        }
        let mut rooms = situation.rooms.as_deref_mut();
        for (number, before) in self.full {
            if let Some(room) = rooms.as_deref_mut().and_then(|rooms| rooms.get_mut(number)) {
                room.full = before;
            }
        }
    }
}
