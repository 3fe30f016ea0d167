//! Several services one after the other: whether they can be had, with whom and where.
//!
//! Each is judged by the predicate by which it would be booked ([`place`]), once those before it
//! have taken their time. So what is found here is what booking them one by one finds.
//!
//! A service begins when the one before it ends, if it can be had then: by somebody else, that is,
//! where there are buffers between the two. If not, it begins once the buffers are over. Or it keeps
//! its distance to the first one, as what is moved as a whole does.

use std::mem;

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
    /// When it begins.
    pub succession: Succession,
}

/// When a service of a row of them begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Succession {
    /// When the one before it ends, or else once the buffers between the two are over.
    #[default]
    AfterPrevious,
    /// So many microseconds after the first one.
    Kept(i64),
}

/// A service that can be had, and from when on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedService {
    /// When it starts.
    pub starts_at: Timestamp,
    /// By whom, until when, and where.
    pub candidate: Candidate,
}

impl PlacedService {
    /// Returns when it begins to take its provider.
    fn begins_at(&self) -> Option<Timestamp> {
        self.candidate.timing.occupancy(self.starts_at).map(TimeRange::start)
    }
}

/// What is full once more of it is taken by the services before.
pub trait Fullness {
    /// When a room is full for a service, once it is taken for these times, too.
    fn of_room(&self, service: usize, room: Uuid, taken: &[TimeRange]) -> Vec<TimeRange>;
    /// When the guest has as many appointments as they may have, with these, too; `None` if
    /// nothing limits that.
    fn of_guest(&self, service: usize, starts: &[Timestamp]) -> Option<Vec<TimeRange>>;
    /// On which days a provider has as many appointments as they may have, once these begin to
    /// take time, too; `None` if nothing limits that.
    fn of_provider(
        &self,
        service: usize,
        provider: Uuid,
        begins: &[Timestamp],
    ) -> Option<Vec<TimeRange>>;
}

/// Judges the start of several services that follow each other, the first of which has to be
/// listed.
///
/// # Errors
/// The [`Refusal`] of the first service that can't be had.
pub fn place_consecutive(
    services: &mut [ConsecutiveService<'_>],
    start: Timestamp,
    fullness: &impl Fullness,
) -> Result<Vec<PlacedService>, Refusal> {
    let mut placed: Vec<PlacedService> = Vec::with_capacity(services.len());
    // Those that take time: what joins a session takes no more than that has.
    let mut taking: Vec<PlacedService> = Vec::with_capacity(services.len());
    for (at, service) in services.iter_mut().enumerate() {
        let starts: Vec<Timestamp> = placed.iter().map(|one| one.starts_at).collect();
        let before = Before::with(&mut service.situation, (&starts, &taking), at, fullness);
        let judged = match (placed.last(), service.succession) {
            (None, _) => service.judge(start, BookingRules::Listed),
            (Some(last), Succession::AfterPrevious) => service.judge_after(last.candidate),
            (Some(_), Succession::Kept(later)) => {
                let starts_at = Timestamp::clamped(start.micros().saturating_add(later));
                service.judge(starts_at, BookingRules::Following)
            }
        };
        before.restore(&mut service.situation);
        let judged = judged?;
        taking.extend((!service.joins_session(judged)).then_some(judged));
        placed.push(judged);
    }
    Ok(placed)
}

impl ConsecutiveService<'_> {
    /// Whether the guest joins a session that others attend already.
    fn joins_session(&self, placed: PlacedService) -> bool {
        let mut providers = self.situation.providers.iter();
        let provider = providers.find(|one| one.id == placed.candidate.provider);
        provider.is_some_and(|one| one.session_at(placed.starts_at).is_some())
    }

    fn judge(&self, starts_at: Timestamp, rules: BookingRules) -> Result<PlacedService, Refusal> {
        let candidate = place(&self.situation, starts_at, self.preference, rules)?;
        Ok(PlacedService { starts_at, candidate })
    }

    /// Judges the start after another service, or else that after the buffers between them.
    fn judge_after(&self, before: Candidate) -> Result<PlacedService, Refusal> {
        let at_once = self.judge(before.ends_at, BookingRules::Following);
        let own = self.situation.providers.first().map(|one| one.timing.buffer_before);
        match after_buffers(before.ends_at, before.timing.buffer_after, own) {
            Some(later) if at_once.is_err() => self.judge(later, BookingRules::Following),
            _ => at_once,
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

/// What a provider was before some services were placed.
struct ProviderBefore {
    number: usize,
    /// How often the provider was taken, and how many appointments began.
    lengths: (usize, usize),
    /// On which days they were full, if that is limited.
    day_full: Option<Vec<TimeRange>>,
}

/// What a situation was before some services were placed.
#[derive(Default)]
struct Before {
    providers: Vec<ProviderBefore>,
    /// When each room was full.
    rooms: Vec<(usize, Vec<TimeRange>)>,
    /// When the guest had all that they may have.
    guest: Option<Vec<TimeRange>>,
}

impl Before {
    /// Adds to a situation what was placed: when the guest comes, and what that takes.
    fn with(
        situation: &mut Situation<'_>,
        (starts, placed): (&[Timestamp], &[PlacedService]),
        at: usize,
        fullness: &impl Fullness,
    ) -> Self {
        let mut before = Self::default();
        if starts.is_empty() {
            return before;
        }
        if let Some(full) = fullness.of_guest(at, starts) {
            before.guest = Some(mem::replace(&mut situation.guest_full, full));
        }
        for (number, provider) in situation.providers.iter_mut().enumerate() {
            let is_taken =
                |one: &&PlacedService| one.candidate.providers().any(|of| of == provider.id);
            let own: Vec<&PlacedService> = placed.iter().filter(is_taken).collect();
            if own.is_empty() {
                continue;
            }
            let begins: Vec<Timestamp> = own.iter().filter_map(|one| one.begins_at()).collect();
            let full = fullness.of_provider(at, provider.id, &begins);
            let day_full = full.map(|full| mem::replace(&mut provider.day_full, full));
            let lengths = (provider.busy.len(), provider.begun.len());
            before.providers.push(ProviderBefore { number, lengths, day_full });
            provider.begun.extend(begins);
            let work = own.iter().flat_map(|one| one.candidate.timing.work(one.starts_at));
            provider.busy.extend(work);
        }
        for (number, room) in situation.rooms_mut().enumerate() {
            let is_inside = |one: &&PlacedService| one.candidate.rooms().any(|of| of == room.id);
            let own = placed.iter().filter(is_inside);
            let taken: Vec<TimeRange> =
                own.filter_map(|one| one.candidate.timing.occupancy(one.starts_at)).collect();
            if !taken.is_empty() {
                let full = fullness.of_room(at, room.id, &taken);
                before.rooms.push((number, mem::replace(&mut room.full, full)));
            }
        }
        before
    }

    /// Makes the situation what it was.
    fn restore(self, situation: &mut Situation<'_>) {
        if let Some(full) = self.guest {
            situation.guest_full = full;
        }
        for ProviderBefore { number, lengths: (busy, begun), day_full } in self.providers {
            if let Some(provider) = situation.providers.get_mut(number) {
                provider.busy.truncate(busy);
                provider.begun.truncate(begun);
                provider.day_full = day_full.unwrap_or_else(|| mem::take(&mut provider.day_full));
            }
        }
        for (number, full) in self.rooms {
            if let Some(room) = situation.rooms_mut().nth(number) {
                room.full = full;
            }
        }
    }
}
