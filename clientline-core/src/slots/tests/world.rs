//! A small world to search, which owns its parts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    slots::{
        Assignment, Blockouts, CandidateProvider, CandidateRoom, ClassSession, FurtherProviders,
        Schedule, Situation, Timing,
    },
    value::{
        BufferMinutes, DayCount, DayHours, DurationMinutes, Segment, SegmentKind, Segments,
        SlotAnchor, StepMinutes, TimeRange, TimeZone, Timestamp, WeeklyHours,
    },
};

/// A situation that owns its parts.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) zone: TimeZone,
    pub(crate) first_day: NaiveDate,
    pub(crate) days: DayCount,
    pub(crate) step: StepMinutes,
    pub(crate) anchor: SlotAnchor,
    pub(crate) now: Timestamp,
    pub(crate) earliest: Timestamp,
    pub(crate) latest: Timestamp,
    pub(crate) guest_full: Vec<TimeRange>,
    pub(crate) buffers_within_hours: bool,
    pub(crate) center: Place,
    pub(crate) service_hours: Option<WeeklyHours>,
    pub(crate) assignment: Assignment,
    pub(crate) seats: Option<u32>,
    pub(crate) providers: Vec<Provider>,
    pub(crate) further_providers: FurtherProviders,
    pub(crate) rooms: Option<Vec<CandidateRoom>>,
    pub(crate) further_rooms: Vec<Vec<CandidateRoom>>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) hours: Option<WeeklyHours>,
    pub(crate) overrides: BTreeMap<NaiveDate, DayHours>,
    pub(crate) blocked: Blockouts,
}

#[derive(Debug, Clone)]
pub(crate) struct Provider {
    pub(crate) skills: u32,
    pub(crate) timing: Timing,
    pub(crate) place: Place,
    pub(crate) busy: Vec<TimeRange>,
    pub(crate) on_the_way: Vec<TimeRange>,
    pub(crate) begun: Vec<Timestamp>,
    pub(crate) day_full: Vec<TimeRange>,
    pub(crate) sessions: Vec<ClassSession>,
}

impl Place {
    fn schedule(&self) -> Schedule<'_> {
        Schedule {
            hours: self.hours.as_ref(),
            overrides: self.overrides.clone(),
            blocked: self.blocked.clone(),
        }
    }
}

impl World {
    pub(crate) fn situation(&self) -> Situation<'_> {
        let candidates = self.providers.iter().zip(1..).map(|(provider, id)| CandidateProvider {
            id: Uuid::from_u128(id),
            skills: provider.skills,
            timing: provider.timing,
            schedule: provider.place.schedule(),
            busy: provider.busy.clone(),
            on_the_way: provider.on_the_way.clone(),
            begun: provider.begun.clone(),
            day_full: provider.day_full.clone(),
            sessions: provider.sessions.clone(),
        });
        Situation {
            zone: &self.zone,
            step: self.step,
            anchor: self.anchor,
            now: self.now,
            earliest: self.earliest,
            latest: self.latest,
            guest_full: self.guest_full.clone(),
            buffers_within_hours: self.buffers_within_hours,
            center: self.center.schedule(),
            service_hours: self.service_hours.as_ref(),
            assignment: self.assignment,
            seats: self.seats,
            providers: candidates.collect(),
            further_providers: self.further_providers,
            rooms: self.rooms.clone(),
            further_rooms: self.further_rooms.clone(),
        }
    }
}

pub(crate) fn timing(duration: i64, before: i64, after: i64) -> Timing {
    Timing {
        duration: DurationMinutes::new(duration).unwrap(),
        buffer_before: BufferMinutes::new(before).unwrap(),
        buffer_after: BufferMinutes::new(after).unwrap(),
        segments: None,
    }
}

/// The same, by turns active and processing for so many minutes.
pub(crate) fn in_parts(minutes: &[i64], before: i64, after: i64) -> Timing {
    let turns = [SegmentKind::Active, SegmentKind::Processing].into_iter().cycle();
    let part = |(&minutes, kind)| Segment { kind, minutes: DurationMinutes::new(minutes).unwrap() };
    let parts: Vec<_> = minutes.iter().zip(turns).map(part).collect();
    let segments = Some(Segments::new(&parts).unwrap());
    Timing { segments, ..timing(minutes.iter().sum(), before, after) }
}

/// So many minutes after midnight UTC of the first day.
pub(crate) fn minute(first: NaiveDate, minute: i64) -> Timestamp {
    let midnight = first.and_time(chrono::NaiveTime::MIN).and_utc();
    Timestamp::try_from(midnight).unwrap().plus_minutes(minute).unwrap()
}
