//! Small worlds to search: made by hand for the cases, by chance for the
//! properties.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    slots::{
        Assignment, Blockouts, CandidateProvider, CandidateRoom, ClassSession, RecurringTime,
        Schedule, Situation, Timing,
    },
    value::{
        BufferMinutes, DayCount, DayHours, DurationMinutes, LocalTime, LocalWindow, Recurrence,
        Segment, SegmentKind, Segments, StepMinutes, TimeRange, TimeZone, Timestamp, Validity,
        Weekday, WeeklyHours,
    },
};

/// A situation that owns its parts.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) zone: TimeZone,
    pub(crate) first_day: NaiveDate,
    pub(crate) days: DayCount,
    pub(crate) step: StepMinutes,
    pub(crate) now: Timestamp,
    pub(crate) earliest: Timestamp,
    pub(crate) latest: Timestamp,
    pub(crate) guest_full: Vec<TimeRange>,
    pub(crate) buffers_within_hours: bool,
    pub(crate) center: Place,
    pub(crate) assignment: Assignment,
    pub(crate) seats: Option<u32>,
    pub(crate) providers: Vec<Provider>,
    pub(crate) rooms: Option<Vec<CandidateRoom>>,
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
            day_full: provider.day_full.clone(),
            sessions: provider.sessions.clone(),
        });
        Situation {
            zone: &self.zone,
            step: self.step,
            now: self.now,
            earliest: self.earliest,
            latest: self.latest,
            guest_full: self.guest_full.clone(),
            buffers_within_hours: self.buffers_within_hours,
            center: self.center.schedule(),
            assignment: self.assignment,
            seats: self.seats,
            providers: candidates.collect(),
            rooms: self.rooms.clone(),
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

/// Zones with a day on which something happens to their clocks.
const CLOCKS: [(&str, (i32, u32, u32)); 15] = [
    ("UTC", (2027, 6, 1)),
    ("Asia/Kathmandu", (2027, 6, 1)),
    ("America/New_York", (2027, 3, 14)),
    ("America/New_York", (2027, 11, 7)),
    ("Europe/Vienna", (2027, 10, 31)),
    // By half an hour.
    ("Australia/Lord_Howe", (2027, 4, 4)),
    ("Australia/Lord_Howe", (2027, 10, 3)),
    // At midnight.
    ("Africa/Cairo", (2027, 4, 30)),
    ("Africa/Cairo", (2027, 10, 28)),
    ("America/Sao_Paulo", (2018, 11, 4)),
    ("America/Sao_Paulo", (2019, 2, 16)),
    // One minute after midnight, back into the day before.
    ("America/St_Johns", (2010, 11, 7)),
    ("Africa/Casablanca", (2025, 3, 30)),
    // By a whole day.
    ("Pacific/Apia", (2011, 12, 30)),
    ("Pacific/Kwajalein", (1993, 8, 21)),
];

prop_compose! {
    fn clock()(
        (name, (year, month, day)) in prop::sample::select(&CLOCKS[..]),
        before in 0..=3_u64,
    ) -> (TimeZone, NaiveDate) {
        let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        (TimeZone::new(name).unwrap(), date - chrono::Days::new(before))
    }
}

fn minute_of_day(most: u16) -> impl Strategy<Value = u16> {
    prop_oneof![0..=most, (0..=most / 15).prop_map(|quarter| quarter * 15), Just(0), Just(most)]
}

prop_compose! {
    fn window()(start in minute_of_day(1439), end in minute_of_day(1440)) -> LocalWindow {
        let time = |minute| LocalTime::from_minute_of_day(minute).unwrap();
        LocalWindow::new(time(start), time(end)).unwrap()
    }
}

prop_compose! {
    /// Of some days around the first one, in some of its weeks.
    fn validity(first: NaiveDate)(
        from in prop::option::of(0..8_u64), until in prop::option::of(0..12_u64),
        every_weeks in 1..=3_u8, anchor in 0..40_u64,
    ) -> Option<Validity> {
        let day = |days: u64| first - chrono::Days::new(3) + chrono::Days::new(days);
        let until = until.map(|until| day(until.max(from.unwrap_or(0))));
        let anchor = (every_weeks > 1).then(|| day(anchor) - chrono::Days::new(20));
        Some(Validity::new((from.map(day), until), every_weeks, anchor).unwrap())
    }
}

prop_compose! {
    fn week(first: NaiveDate)(
        windows in prop::collection::vec(
            (
                prop::sample::select(&Weekday::ALL[..]),
                window(),
                prop_oneof![4 => Just(None), 1 => validity(first)],
            ),
            3..25,
        ),
        is_every_week in prop::bool::weighted(0.6),
    ) -> WeeklyHours {
        let of_week = |(day, window, validity): (_, _, Option<Validity>)| {
            (day, window, validity.filter(|_| !is_every_week))
        };
        WeeklyHours::with_dated(windows.into_iter().map(of_week)).unwrap()
    }
}

/// Ranges within some days of midnight UTC of the first day.
fn ranges(first: NaiveDate, most: usize) -> impl Strategy<Value = Vec<TimeRange>> {
    let range = (-2000..9000_i64, prop_oneof![9 => 1..90_i64, 1 => 1..1500_i64]);
    prop::collection::vec(range, 0..=most).prop_map(move |ranges| {
        ranges
            .into_iter()
            .map(|(start, length)| {
                TimeRange::new(minute(first, start), minute(first, start + length)).unwrap()
            })
            .collect()
    })
}

fn minute(first: NaiveDate, minute: i64) -> Timestamp {
    let midnight = first.and_time(chrono::NaiveTime::MIN).and_utc();
    Timestamp::try_from(midnight).unwrap().plus_minutes(minute).unwrap()
}

/// Every form that a rule of recurrence has.
fn rule() -> impl Strategy<Value = String> {
    let days = prop::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 1..=4);
    let frequency = prop_oneof![
        2 => Just("FREQ=DAILY".to_owned()),
        1 => Just("FREQ=WEEKLY".to_owned()),
        3 => days.prop_map(|days| format!("FREQ=WEEKLY;BYDAY={}", days.join(","))),
        1 => Just("FREQ=MONTHLY".to_owned()),
        1 => (prop_oneof![1..=31_i8, -31..=-1_i8])
            .prop_map(|day| format!("FREQ=MONTHLY;BYMONTHDAY={day}")),
        1 => (prop_oneof![1..=5_i8, -5..=-1_i8], prop::sample::select(vec!["SU", "TU", "FR"]))
            .prop_map(|(number, day)| format!("FREQ=MONTHLY;BYDAY={number}{day}")),
    ];
    (frequency, 1..=3_u8, prop::option::weighted(0.4, 1..30_u16)).prop_map(
        |(frequency, interval, count)| {
            let count = count.map(|count| format!(";COUNT={count}")).unwrap_or_default();
            format!("{frequency};INTERVAL={interval}{count}")
        },
    )
}

prop_compose! {
    /// Of some weeks around the first day.
    fn recurring(first: NaiveDate)(
        rule in rule(), window in window(), except in prop::collection::vec(0..8_u64, 0..2),
        start in -90_000..3000_i64, length in prop_oneof![1..100_000_i64, 90_000..200_000_i64],
    ) -> RecurringTime {
        let day = |days| first - chrono::Days::new(2) + chrono::Days::new(days);
        let except = except.into_iter().map(day);
        let recurrence = Recurrence::new(rule.parse().unwrap(), window, except).unwrap();
        let within = TimeRange::new(minute(first, start), minute(first, start + length)).unwrap();
        RecurringTime { within, recurrence }
    }
}

/// What is blocked once, and what recurs.
fn blockouts(first: NaiveDate, most: usize) -> impl Strategy<Value = Blockouts> {
    let recurring = prop_oneof![
        2 => Just(Vec::new()), 1 => prop::collection::vec(recurring(first), 1..=2)];
    (ranges(first, most), recurring).prop_map(|(once, recurring)| Blockouts { once, recurring })
}

prop_compose! {
    fn place(first: NaiveDate)(
        hours in prop::option::weighted(0.9, week(first)),
        overrides in prop::collection::btree_map(
            (0..8_u64).prop_map(move |day| first - chrono::Days::new(2) + chrono::Days::new(day)),
            prop::collection::vec(window(), 0..3).prop_map(|day| DayHours::new(day).unwrap()),
            0..3,
        ),
        blocked in blockouts(first, 2),
    ) -> Place {
        Place { hours, overrides, blocked }
    }
}

pub(crate) fn any_timing() -> impl Strategy<Value = Timing> {
    let whole = prop_oneof![8 => 1..=120_i64, 1 => 1..=1440_i64].prop_map(|minutes| vec![minutes]);
    let parts = (1..=4_usize).prop_flat_map(|gaps| prop::collection::vec(1..=45_i64, 2 * gaps + 1));
    let buffer = || prop_oneof![12 => Just(0_i64), 12 => 0..=45_i64, 1 => 0..=1440_i64];
    (prop_oneof![2 => whole, 1 => parts], buffer(), buffer()).prop_map(
        |(minutes, before, after)| match minutes[..] {
            [duration] => timing(duration, before, after),
            _ => in_parts(&minutes, before, after),
        },
    )
}

prop_compose! {
    fn provider(first: NaiveDate, usual: Timing)(
        timing in prop_oneof![3 => Just(usual), 1 => any_timing()],
        place in place(first),
        busy in ranges(first, 8),
        day_full in full(first),
        skills in 1..=2_u32,
        sessions in prop::option::weighted(0.3, sessions(first, usual)),
    ) -> Provider {
        Provider { skills, timing, place, busy, day_full, sessions: sessions.unwrap_or_default() }
    }
}

/// Days, mostly none, on which somebody has as many appointments as they may.
fn full(first: NaiveDate) -> impl Strategy<Value = Vec<TimeRange>> {
    let day = move |number: i64| {
        let range =
            TimeRange::new(minute(first, number * 1440), minute(first, number * 1440 + 1440));
        range.unwrap()
    };
    let days = prop::collection::btree_set(-1..=4_i64, 0..3)
        .prop_map(move |days| days.into_iter().map(day).collect());
    prop_oneof![3 => Just(Vec::new()), 1 => days, 1 => ranges(first, 2)]
}

/// Sessions of a class, no two of which start together.
fn sessions(first: NaiveDate, usual: Timing) -> impl Strategy<Value = Vec<ClassSession>> {
    let start = prop_oneof![4 => (0..400_i64).prop_map(|quarter| quarter * 15), 1 => 0..6000_i64];
    let session = (
        prop_oneof![3 => Just(usual), 1 => any_timing()],
        prop::option::weighted(0.4, 1001..1005_u128),
        0..=3_u32,
    );
    prop::collection::btree_map(start, session, 1..6).prop_map(move |sessions| {
        let session = |(start, (timing, room, seats_left)): (i64, (Timing, Option<u128>, u32))| {
            let starts_at = minute(first, start);
            ClassSession { starts_at, timing, room: room.map(Uuid::from_u128), seats_left }
        };
        sessions.into_iter().map(session).collect()
    })
}

fn rooms(first: NaiveDate) -> impl Strategy<Value = Option<Vec<CandidateRoom>>> {
    let rooms = prop::collection::vec((blockouts(first, 1), ranges(first, 6)), 0..6);
    let room =
        |((blocked, full), number)| CandidateRoom { id: Uuid::from_u128(number), blocked, full };
    let rooms = rooms.prop_map(move |rooms| rooms.into_iter().zip(1001_u128..).map(room).collect());
    prop::option::weighted(0.4, rooms)
}

/// Any world of a few days, most of them around a clock change.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    (clock(), any_timing()).prop_flat_map(|((zone, first_day), usual)| {
        let center = prop_oneof![2 => Just(Place::default()), 1 => place(first_day)];
        let step = prop_oneof![
            4 => prop::sample::select(&[5_i64, 10, 15, 20, 30, 60][..]),
            2 => 3..=240_i64
        ];
        let past = || prop_oneof![3 => -3000..0_i64, 1 => 0..4000_i64];
        let instants = (past(), past(), prop_oneof![3 => 6000..9000_i64, 1 => 0..6000_i64]);
        (
            (Just(zone), Just(first_day), 1..=4_i64, step, instants, any::<bool>()),
            (
                center,
                prop_oneof![
1 => Just(Vec::new()), 15 => prop::collection::vec(provider(first_day, usual), 1..4)],
                rooms(first_day),
                prop::sample::select(&[Assignment::LeastBusy, Assignment::AsListed][..]),
                prop::option::weighted(0.3, 2..=10_u32),
                full(first_day),
            ),
        )
            .prop_map(
                |(first_part, (center, providers, rooms, assignment, seats, guest_full))| {
                    let (zone, first_day, days, step, (now, earliest, latest), within) = first_part;
                    World {
                        zone,
                        first_day,
                        days: DayCount::new(days).unwrap(),
                        step: StepMinutes::new(step).unwrap(),
                        now: minute(first_day, now),
                        earliest: minute(first_day, earliest),
                        latest: minute(first_day, latest),
                        guest_full,
                        buffers_within_hours: within,
                        center,
                        assignment,
                        seats,
                        providers,
                        rooms,
                    }
                },
            )
    })
}
