//! Situations made by hand, and the starts of a search as short text.

use uuid::Uuid;

use super::world::{Place, Provider, World};
use crate::{
    slots::{
        Assignment, Blockouts, BookingRules, Candidate, CandidateRoom, FurtherProviders,
        Preference, Refusal, Timing, place, search,
    },
    value::{DayCount, DayHours, SlotAnchor, StepMinutes, TimeRange, Timestamp, WeeklyHours},
};

/// A world of one provider who works these hours every day, for the one day.
pub(super) fn world(zone: &str, day: &str, hours: &[(&str, &str)], timing: Timing) -> World {
    World {
        zone: zone.parse().unwrap(),
        first_day: day.parse().unwrap(),
        days: DayCount::MIN,
        step: StepMinutes::new(30).unwrap(),
        anchor: SlotAnchor::Midnight,
        now: Timestamp::MIN,
        earliest: Timestamp::MIN,
        latest: Timestamp::MAX,
        guest_full: Vec::new(),
        buffers_within_hours: false,
        center: Place::default(),
        service_hours: None,
        assignment: Assignment::default(),
        seats: None,
        providers: vec![provider(hours, timing)],
        further_providers: FurtherProviders::default(),
        rooms: None,
        further_rooms: Vec::new(),
    }
}

pub(super) fn provider(hours: &[(&str, &str)], timing: Timing) -> Provider {
    let place = Place { hours: Some(daily(hours)), ..Place::default() };
    Provider {
        skills: 1,
        timing,
        place,
        busy: Vec::new(),
        on_the_way: Vec::new(),
        begun: Vec::new(),
        day_full: Vec::new(),
        sessions: Vec::new(),
    }
}

pub(super) fn daily(windows: &[(&str, &str)]) -> WeeklyHours {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let rows = days.iter().flat_map(|day| {
        windows.iter().map(move |(start, end)| {
            format!(r#"{{"day":"{day}","start":"{start}","end":"{end}"}}"#)
        })
    });
    let rows: Vec<_> = rows.collect();
    WeeklyHours::parse_text(&format!(r#"{{"weekly":[{}]}}"#, rows.join(","))).unwrap()
}

pub(super) fn day_hours(windows: &[(&str, &str)]) -> DayHours {
    let rows: Vec<_> = windows
        .iter()
        .map(|(start, end)| format!(r#"{{"start":"{start}","end":"{end}"}}"#))
        .collect();
    DayHours::parse_text(&format!("[{}]", rows.join(","))).unwrap()
}

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn range(start: &str, end: &str) -> TimeRange {
    TimeRange::new(at(start), at(end)).unwrap()
}

pub(super) fn room(number: u128, full: Vec<TimeRange>) -> CandidateRoom {
    CandidateRoom { id: Uuid::from_u128(number), blocked: Blockouts::default(), full }
}

/// The local starts, as `02 09:30 +0100`.
pub(super) fn local(world: &World) -> Vec<String> {
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    slots
        .iter()
        .map(|slot| {
            let local = slot.local().and_local_timezone(slot.offset).unwrap();
            local.format("%d %H:%M %z").to_string()
        })
        .collect()
}

/// The starts in UTC, as `17:00`, without the date.
pub(super) fn utc(world: &World) -> Vec<String> {
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    slots.iter().map(|slot| slot.starts_at.to_string()[11..16].to_owned()).collect()
}

pub(super) fn ends(starts: &[String]) -> (&str, &str, usize) {
    (starts.first().unwrap(), starts.last().unwrap(), starts.len())
}

pub(super) fn try_at(
    world: &World,
    start: &str,
    booking_rules: BookingRules,
) -> Result<Candidate, Refusal> {
    place(&world.situation(), at(start), Preference::default(), booking_rules)
}
