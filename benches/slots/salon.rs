//! A salon in Vienna with a busy calendar, the same in every run.
#![expect(clippy::expect_used, reason = "a benchmark's constants are valid or it must stop")]

use chrono::NaiveDate;
use clientline_core::{
    slots::{Assignment, CandidateProvider, FurtherProviders, Schedule, Situation, Timing},
    value::{
        BufferMinutes, DayCount, DurationMinutes, LocalTime, LocalWindow, SlotAnchor, StepMinutes,
        TimeRange, TimeZone, Timestamp, Weekday, WeeklyHours,
    },
};
use uuid::Uuid;

/// How large a salon, and which days are searched.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) providers: u16,
    pub(crate) first_day: (i32, u32, u32),
    pub(crate) days: u16,
    /// Appointments of all providers together.
    pub(crate) busy: usize,
}

/// A salon with its calendar.
pub(crate) struct Salon {
    pub(crate) zone: TimeZone,
    pub(crate) first_day: NaiveDate,
    pub(crate) days: DayCount,
    pub(crate) step: StepMinutes,
    pub(crate) timing: Timing,
    pub(crate) now: Timestamp,
    pub(crate) latest: Timestamp,
    pub(crate) providers: Vec<Provider>,
}

/// A provider with own hours, a break at noon, and appointments in order of time.
pub(crate) struct Provider {
    pub(crate) id: Uuid,
    pub(crate) hours: WeeklyHours,
    pub(crate) busy: Vec<TimeRange>,
}

impl Salon {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let (year, month, day) = scenario.first_day;
        let first_day = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let zone = TimeZone::new("Europe/Vienna").expect("a zone");
        let now = zone.instant(first_day.into()).expect("an instant");
        let mut chance = Chance(7);
        let busy_each = scenario.busy / usize::from(scenario.providers);
        let providers = (0..scenario.providers).map(|number| Provider {
            id: Uuid::from_u128(number.into()),
            hours: hours(number),
            busy: appointments(&mut chance, now, scenario.days, busy_each),
        });
        Self {
            first_day,
            days: DayCount::new(scenario.days.into()).expect("a count"),
            step: StepMinutes::default(),
            timing: Timing {
                duration: DurationMinutes::new(45).expect("a duration"),
                buffer_before: BufferMinutes::default(),
                buffer_after: BufferMinutes::new(10).expect("a buffer"),
                segments: None,
            },
            now,
            latest: now.saturating_plus_minutes(730 * 24 * 60),
            providers: providers.collect(),
            zone,
        }
    }

    pub(crate) fn situation(&self) -> Situation<'_> {
        let candidates = self.providers.iter().map(|provider| CandidateProvider {
            id: provider.id,
            skills: 1,
            timing: self.timing,
            schedule: Schedule { hours: Some(&provider.hours), ..Schedule::default() },
            busy: provider.busy.clone(),
            on_the_way: Vec::new(),
            begun: Vec::new(),
            day_full: Vec::new(),
            sessions: Vec::new(),
        });
        Situation {
            zone: &self.zone,
            step: self.step,
            anchor: SlotAnchor::Midnight,
            now: self.now,
            earliest: self.now,
            latest: self.latest,
            guest_full: Vec::new(),
            buffers_within_hours: false,
            center: Schedule::default(),
            service_hours: None,
            assignment: Assignment::default(),
            seats: None,
            providers: candidates.collect(),
            further_providers: FurtherProviders::default(),
            rooms: None,
            further_rooms: Vec::new(),
        }
    }
}

/// Six days a week, from a quarter to nine or later, with half an hour's break.
fn hours(number: u16) -> WeeklyHours {
    let time = |minute| LocalTime::from_minute_of_day(minute).expect("a time");
    let opens = 525 + number % 8 * 15;
    let windows = [(opens, 720), (750, opens + 510)];
    let windows =
        windows.map(|(start, end)| LocalWindow::new(time(start), time(end)).expect("a window"));
    let days = Weekday::ALL.into_iter().take(6);
    WeeklyHours::new(days.flat_map(|day| windows.map(|window| (day, window)))).expect("hours")
}

/// Appointments of 20 to 80 minutes at any minute of the working day, in order.
fn appointments(chance: &mut Chance, from: Timestamp, days: u16, count: usize) -> Vec<TimeRange> {
    let mut appointments: Vec<TimeRange> = (0..count)
        .map(|_| {
            let start = chance.below(days.into()) * 1440 + 510 + chance.below(540);
            let start = from.saturating_plus_minutes(start);
            let end = start.saturating_plus_minutes(20 + chance.below(61));
            TimeRange::new(start, end).expect("a range")
        })
        .collect();
    appointments.sort_unstable();
    appointments
}

/// A linear congruential sequence: the same salon in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}
