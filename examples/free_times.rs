//! The slots alone: free times out of values, without a storage and without a runtime.
//!
//! `cargo run --example free_times`. In one's own program, `default-features = false` leaves
//! everything else out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clientline::{
    slots::{
        Assignment, Blockouts, BookingRules, CandidateProvider, FurtherProviders, Preference,
        Schedule, Situation, Timing, place, search,
    },
    value::{
        BufferMinutes, DayCount, DurationMinutes, SlotAnchor, StepMinutes, TimeRange, TimeZone,
        Timestamp, WeeklyHours,
    },
};
use uuid::Uuid;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let zone: TimeZone = "Europe/Lisbon".parse()?;
    let hours =
        WeeklyHours::parse_text(r#"{"weekly":[{"day":"tuesday","start":"09:00","end":"13:00"}]}"#)?;
    let timing = Timing {
        duration: DurationMinutes::new(45)?,
        buffer_before: BufferMinutes::default(),
        buffer_after: BufferMinutes::try_from(15)?,
        segments: None,
    };
    let now: Timestamp = "2026-12-01T08:00:00Z".parse()?;
    let ada = CandidateProvider {
        id: Uuid::from_u128(1),
        skills: 1,
        timing,
        schedule: Schedule {
            hours: Some(&hours),
            overrides: BTreeMap::new(),
            blocked: Blockouts::default(),
        },
        // Somebody has ten o'clock, and the quarter of an hour after it is for tidying up.
        busy: vec![TimeRange::new(
            "2026-12-01T10:00:00Z".parse()?,
            "2026-12-01T11:00:00Z".parse()?,
        )?],
        on_the_way: Vec::new(),
        begun: Vec::new(),
        day_full: Vec::new(),
        sessions: Vec::new(),
    };
    let situation = Situation {
        zone: &zone,
        step: StepMinutes::new(30)?,
        anchor: SlotAnchor::Midnight,
        now,
        earliest: now,
        latest: Timestamp::MAX,
        guest_full: Vec::new(),
        buffers_within_hours: false,
        center: Schedule::default(),
        service_hours: None,
        assignment: Assignment::default(),
        seats: None,
        providers: vec![ada],
        further_providers: FurtherProviders::default(),
        rooms: None,
        further_rooms: Vec::new(),
    };

    let date = NaiveDate::from_ymd_opt(2026, 12, 1).ok_or("no such date")?;
    let free = search(&situation, date, DayCount::MIN);
    let starts: Vec<String> =
        free.iter().map(|start| start.local().format("%H:%M").to_string()).collect();
    println!("free at {}", starts.join(", "));
    assert_eq!(starts, ["09:00", "11:00", "11:30", "12:00"]);

    let half_past_nine = "2026-12-01T09:30:00Z".parse()?;
    let refused = place(&situation, half_past_nine, Preference::default(), BookingRules::Listed);
    println!("half past nine: {:?}", refused.err());
    Ok(())
}
