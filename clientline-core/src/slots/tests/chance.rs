//! Worlds by chance, most of them around a clock change.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::world::{Place, Provider, World, in_parts, minute, timing};
use crate::{
    slots::{
        Assignment, Blockouts, CandidateRoom, ClassSession, FurtherIds, FurtherProviders,
        RecurringTime, Timing,
    },
    value::{
        DayCount, DayHours, LocalTime, LocalWindow, Recurrence, SlotAnchor, StepMinutes, TimeRange,
        TimeZone, Timestamp, Validity, Weekday, WeeklyHours,
    },
};

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

/// Every form that a rule of recurrence has, and every way to end.
fn rule(first: NaiveDate) -> impl Strategy<Value = String> {
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
    let day =
        move |days: u64| (first - chrono::Days::new(4) + chrono::Days::new(days)).format("%Y%m%d");
    let end = prop_oneof![
        3 => Just(String::new()),
        2 => prop_oneof![9 => 1..30_u16, 1 => 30..=1000_u16]
            .prop_map(|count| format!(";COUNT={count}")),
        1 => (0..10_u64).prop_map(move |days| format!(";UNTIL={}", day(days))),
        1 => (0..10_u64, minute_of_day(1439)).prop_map(move |(days, minute)| {
            format!(";UNTIL={}T{:02}{:02}00", day(days), minute / 60, minute % 60)
        }),
    ];
    (frequency, 1..=3_u8, end)
        .prop_map(|(frequency, interval, end)| format!("{frequency};INTERVAL={interval}{end}"))
}

prop_compose! {
    /// Of some weeks around the first day, or of years, or without an end.
    fn recurring(first: NaiveDate)(
        rule in rule(first), window in window(), except in prop::collection::vec(0..8_u64, 0..2),
        start in prop_oneof![7 => -90_000..3000_i64, 1 => -1_800_000..-500_000_i64],
        length in prop_oneof![
            3 => 1..100_000_i64, 3 => 90_000..200_000_i64, 1 => 1_700_000..3_000_000_i64,
            1 => Just(i64::MAX),
        ],
    ) -> RecurringTime {
        let day = |days| first - chrono::Days::new(2) + chrono::Days::new(days);
        let except = except.into_iter().map(day);
        let recurrence = Recurrence::new(rule.parse().unwrap(), window, except).unwrap();
        let start = minute(first, start);
        let end = start.plus_minutes(length).unwrap_or(Timestamp::MAX);
        RecurringTime { within: TimeRange::new(start, end).unwrap(), recurrence }
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
        on_the_way in prop_oneof![3 => Just(Vec::new()), 1 => ranges(first, 3)],
        begun in prop::collection::vec((-9000..9000_i64).prop_map(move |at| minute(first, at)), 0..4),
        day_full in full(first),
        skills in 1..=2_u32,
        sessions in prop::option::weighted(0.3, sessions(first, usual)),
    ) -> Provider {
        let sessions = sessions.unwrap_or_default();
        Provider { skills, timing, place, busy, on_the_way, begun, day_full, sessions }
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
    prop::option::weighted(0.4, rooms_of_kind(first, 0..6, 1001))
}

/// So many rooms of one kind, numbered from one on.
fn rooms_of_kind(
    first: NaiveDate,
    count: std::ops::Range<usize>,
    number: u128,
) -> impl Strategy<Value = Vec<CandidateRoom>> {
    let rooms = prop::collection::vec((blockouts(first, 1), ranges(first, 6)), count);
    let room =
        |((blocked, full), number)| CandidateRoom { id: Uuid::from_u128(number), blocked, full };
    rooms.prop_map(move |rooms| rooms.into_iter().zip(number..).map(room).collect())
}

/// The rooms of further kinds, mostly of none.
fn further_rooms(first: NaiveDate) -> impl Strategy<Value = Vec<Vec<CandidateRoom>>> {
    let kind = move |number| rooms_of_kind(first, 0..4, number);
    let kinds = (kind(2001), kind(3001), kind(4001), 1..=3_usize).prop_map(|(a, b, c, count)| {
        let mut kinds = vec![a, b, c];
        kinds.truncate(count);
        kinds
    });
    prop_oneof![3 => Just(Vec::new()), 2 => kinds]
}

prop_compose! {
    /// One or two of three providers, some of whom are kept.
    fn some_further_providers()(
        count in 1..=2_usize,
        first in prop::option::weighted(0.2, 1..=3_u128),
        kept in prop::sample::subsequence(vec![3_u128, 2, 1], 0..=2),
    ) -> FurtherProviders {
        let kept = FurtherIds::of(kept.into_iter().map(Uuid::from_u128));
        FurtherProviders { count, first: first.map(Uuid::from_u128), kept }
    }
}

/// Whom a service needs beside the first provider, mostly nobody.
fn further_providers() -> impl Strategy<Value = FurtherProviders> {
    prop_oneof![2 => Just(FurtherProviders::default()), 1 => some_further_providers()]
}

/// So many worlds a property, unless `PROPTEST_CASES` says how many.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    if is_asked { asked } else { ProptestConfig { cases: usual, ..asked } }
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
                (rooms(first_day), further_rooms(first_day), further_providers()),
                prop::sample::select(
                    &[
                        Assignment::LeastSpecialised,
                        Assignment::LeastBusy,
                        Assignment::Even,
                        Assignment::AsListed,
                    ][..],
                ),
                prop::option::weighted(0.3, 2..=10_u32),
                (
                    full(first_day),
                    prop::option::weighted(0.2, week(first_day)),
                    prop_oneof![3 => Just(SlotAnchor::Midnight), 1 => Just(SlotAnchor::Window)],
                ),
            ),
        )
            .prop_map(
                |(first_part, (center, mut providers, kinds, assignment, seats, limits))| {
                    let (guest_full, service_hours, anchor) = limits;
                    let (rooms, further_rooms, further_providers) = kinds;
                    let (zone, first_day, days, step, (now, earliest, latest), within) = first_part;
                    // A class needs no further ones.
                    let is_alone = further_providers.count == 0;
                    for provider in providers.iter_mut().filter(|_| !is_alone) {
                        provider.sessions.clear();
                    }
                    let seats = seats.filter(|_| is_alone);
                    World {
                        zone,
                        first_day,
                        days: DayCount::new(days).unwrap(),
                        step: StepMinutes::new(step).unwrap(),
                        anchor,
                        now: minute(first_day, now),
                        earliest: minute(first_day, earliest),
                        latest: minute(first_day, latest),
                        guest_full,
                        buffers_within_hours: within,
                        center,
                        service_hours,
                        assignment,
                        seats,
                        providers,
                        further_providers,
                        rooms,
                        further_rooms,
                    }
                },
            )
    })
}
