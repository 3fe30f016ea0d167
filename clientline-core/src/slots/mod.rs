//! Slots: the starts at which a service can be booked.
//!
//! Pure functions over what was read from the storage: no clock, no chance, no
//! reading or writing. [`search`] lists the starts of some days, [`page`] a part of
//! them, and [`place`] judges one; all run the same rules over a grid of candidate starts, so that
//! a start is listed if and only if booking it succeeds.
//!
//! # The rules (scheduling, "Availability of a provider" and "Slots")
//! A service that starts at `s` and lasts `d`, with buffers `b` before and `a`
//! after, **serves** during `[s, s + d)` and **occupies** `[s - b, s + d + a)`.
//! All ranges are half-open: what only touches never conflicts.
//!
//! 1. The start is not past, not before the notice ends, not after the horizon; the last two
//!    bind guests alone, and the desk books what began within the hour.
//! 2. The serving time lies in the hours of the center, in those of the provider, and in
//!    those of the service, if it has any of its own. Hours are wall-clock times, and each end of a window resolves on
//!    its own; windows that touch or overlap count as one, over midnight too. A
//!    center without hours sets no limit, a provider without hours offers
//!    nothing. An override replaces the windows that *open* on its date, so that
//!    the tail of the night before stays.
//! 3. The occupied time meets no blockout of the center, whether it is there once or recurs
//!    ([`RecurringTime`]). Where the service is active
//!    ([`Timing::segments`]), it meets no blockout of the provider and nothing that
//!    already occupies the provider, or takes the provider on the way to another center or back
//!    ([`CandidateProvider::on_the_way`]).
//! 4. If the service needs a room, one room is free of blockouts, and not full, for all of the
//!    occupied time; and one of each further kind that it needs ([`Situation::further_rooms`]). If it
//!    needs further providers, as many others are free by the rules before
//!    ([`FurtherProviders`]).
//! 5. A session of a class that has begun to fill is joined as it is, while seats are left
//!    ([`ClassSession`]): it takes no more of its provider and room than it has.
//! 6. A guest books nothing that starts while they have as much as they may, and nobody a
//!    provider whose day is full ([`full_periods`]); what joins a session fills no day.
//! 7. Several guests who come together are each served by somebody else, and share rooms as far
//!    as those hold them at each instant ([`place_party`]).
//!
//! Buffers may reach out of the hours unless the center says otherwise
//! ([`Situation::buffers_within_hours`]). "Any provider" is the union of starts:
//! two providers who are each free for half of the time make no slot.

mod anchor;
mod assignment;
mod bits;
mod blockouts;
mod by_load;
mod calendar;
mod consecutive;
mod explain;
mod further_ids;
mod further_providers;
mod further_rooms;
mod grid;
mod horizon;
mod limits;
mod lists;
mod loads;
mod matching;
mod offer_lists;
mod offered;
mod open;
mod page;
mod party;
mod place;
mod ranking;
#[cfg(feature = "conformance")]
pub mod reference;
mod refusal;
mod rooms;
mod rules;
mod search;
mod sessions;
mod shifts;
#[cfg(test)]
pub(crate) mod tests;
mod wall_time;
mod week;
mod week_counts;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

pub use assignment::Assignment;
pub use blockouts::{Blockouts, RecurringTime};
pub use consecutive::{
    ConsecutiveService, Fullness, PlacedService, Succession, after_buffers, place_consecutive,
};
pub use explain::{RefusedStart, explain, why_none};
pub use further_ids::FurtherIds;
pub use further_providers::FurtherProviders;
pub use horizon::horizon_end;
pub use limits::{LimitPeriod, full_periods};
pub use offer_lists::OfferLists;
pub use open::OpenHours;
pub use page::{StartPage, days_left, page};
pub use party::{PartyRefusal, place_party, search_party};
pub use place::{Preference, place};
pub use ranking::{Rank, RankedStart, Ranking, StartCost};
pub use refusal::Refusal;
pub use rooms::{TakenPlace, full_times, places};
pub use rules::BookingRules;
pub use search::{FreeStart, Slots, search};
pub use sessions::ClassSession;
pub use wall_time::WallTime;

use crate::value::{
    BufferMinutes, DayHours, DurationMinutes, Segments, SlotAnchor, StepMinutes, TimeRange,
    TimeZone, Timestamp, WeeklyHours,
};

/// All that decides which starts can be booked for one service at one center.
///
/// Occupancies and blockouts that lie outside the days asked for do no harm;
/// those that lie up to the longest duration and buffers around them must be
/// there.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// The zone of the center, in which all hours are meant.
    pub zone: &'a TimeZone,
    /// The distance of the starts that are listed.
    pub step: StepMinutes,
    /// From when on they are counted.
    pub anchor: SlotAnchor,
    /// The present; nothing is booked in the past.
    pub now: Timestamp,
    /// The first start that the center's notice allows.
    pub earliest: Timestamp,
    /// The last start that the center's horizon allows.
    pub latest: Timestamp,
    /// When no appointment of the guest may start, who has as many as the center allows then.
    pub guest_full: Vec<TimeRange>,
    /// Whether buffers, too, must lie inside the hours.
    pub buffers_within_hours: bool,
    /// When the center is open; without hours it sets no limit.
    pub center: Schedule<'a>,
    /// The hours in which alone the service is given, if it has hours of its own.
    pub service_hours: Option<&'a WeeklyHours>,
    /// By what those are ordered who perform the service.
    pub assignment: Assignment,
    /// How many guests attend a session, if the service is a class.
    pub seats: Option<u32>,
    /// Those who perform the service.
    pub providers: Vec<CandidateProvider<'a>>,
    /// Whom of them it needs beside the first one.
    pub further_providers: FurtherProviders,
    /// The rooms that serve, in the order in which they are taken, or `None` if no room is
    /// needed.
    pub rooms: Option<Vec<CandidateRoom>>,
    /// The rooms of each further kind that the service needs, no room of which is among others:
    /// [`FurtherIds::MAX`] kinds at most.
    pub further_rooms: Vec<Vec<CandidateRoom>>,
}

/// The time that a service takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timing {
    /// How long the guest is served.
    pub duration: DurationMinutes,
    /// How long provider and room are taken before.
    pub buffer_before: BufferMinutes,
    /// How long provider and room are taken after.
    pub buffer_after: BufferMinutes,
    /// The parts that make up the duration; the provider is needed throughout, if
    /// absent.
    pub segments: Option<Segments>,
}

impl Timing {
    /// When a guest is served who starts at `start`, or `None` past the year
    /// 9999.
    #[must_use]
    pub fn service(&self, start: Timestamp) -> Option<TimeRange> {
        TimeRange::new(start, start.plus_minutes(self.duration.get().into())?).ok()
    }

    /// The time that provider and room are taken by a service that starts at
    /// `start`, buffers and all, or `None` outside the years 1900 to 9999.
    #[must_use]
    pub fn occupancy(&self, start: Timestamp) -> Option<TimeRange> {
        let service = self.service(start)?;
        TimeRange::new(
            start.plus_minutes(-i64::from(self.buffer_before.get()))?,
            service.end().plus_minutes(self.buffer_after.get().into())?,
        )
        .ok()
    }

    /// The times that the provider is taken by a service that starts at `start`, in
    /// order: the occupied time without the processing in it. Those outside the years
    /// 1900 to 9999 are left out.
    pub fn work(&self, start: Timestamp) -> impl Iterator<Item = TimeRange> {
        let instant = move |minutes| start.plus_minutes(minutes);
        self.work_minutes()
            .filter_map(move |(from, until)| TimeRange::new(instant(from)?, instant(until)?).ok())
    }

    /// The same in minutes from the start of the service.
    fn work_minutes(&self) -> impl Iterator<Item = (i64, i64)> {
        let (before, after) =
            (i64::from(self.buffer_before.get()), i64::from(self.buffer_after.get()));
        let duration = i64::from(self.duration.get());
        let whole = self.segments.is_none().then_some((0, duration));
        let parts = self.segments.into_iter().flat_map(Segments::active);
        whole.into_iter().chain(parts).map(move |(from, until)| {
            let from = if from == 0 { -before } else { from };
            (from, if until == duration { duration + after } else { until })
        })
    }
}

/// When someone or something can be had at all.
#[derive(Debug, Clone, Default)]
pub struct Schedule<'a> {
    /// The regular hours.
    pub hours: Option<&'a WeeklyHours>,
    /// Dates that have hours of their own.
    pub overrides: BTreeMap<NaiveDate, DayHours>,
    /// Closures, time off, breaks and the like.
    pub blocked: Blockouts,
}

/// A provider who performs the service.
#[derive(Debug, Clone)]
pub struct CandidateProvider<'a> {
    /// The identifier.
    pub id: Uuid,
    /// How many services the provider performs: the fewer, the sooner the provider is offered.
    pub skills: u32,
    /// The time that the service takes with this provider.
    pub timing: Timing,
    /// When the provider works.
    pub schedule: Schedule<'a>,
    /// The times at which the provider is taken, with buffers, in any order.
    pub busy: Vec<TimeRange>,
    /// When the provider is at another center, or on the way there or back, in any order: what is
    /// taken there stands in `busy` as well.
    pub on_the_way: Vec<TimeRange>,
    /// When appointments begin to take the provider, in any order: what [`Assignment::Even`] counts,
    /// and nothing else.
    pub begun: Vec<Timestamp>,
    /// When no more time of the provider may begin to be taken, who has as many appointments
    /// as a day may have.
    pub day_full: Vec<TimeRange>,
    /// The sessions of the class that the provider gives, if the service is one.
    pub sessions: Vec<ClassSession>,
}

/// A room that serves.
#[derive(Debug, Clone)]
pub struct CandidateRoom {
    /// The identifier.
    pub id: Uuid,
    /// When the room can't be had.
    pub blocked: Blockouts,
    /// The times at which no other appointment fits ([`full_times`]), with buffers, in any
    /// order.
    pub full: Vec<TimeRange>,
}

/// The resources that a booking takes: a provider or several and, if the service needs any,
/// rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The provider.
    pub provider: Uuid,
    /// Those beside that one, who work for the same time.
    pub further_providers: FurtherIds,
    /// The time that it takes.
    pub timing: Timing,
    /// When it ends, buffers aside.
    pub ends_at: Timestamp,
    /// The room, which stays taken throughout.
    pub room: Option<Uuid>,
    /// One of each further kind, which stay taken as well.
    pub further_rooms: FurtherIds,
    /// How many seats are left, the one to be booked among them, if the service is a class.
    pub seats_left: Option<u32>,
}
