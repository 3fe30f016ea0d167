//! Listing: the starts of some days that can be booked, and with whom.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, Utc};

use super::{
    Candidate, CandidateProvider, RoomUnit, Situation, Timing, bits, calendar::Clock, grid::Grid,
    rules::Rules,
};
use crate::value::{DayCount, Timestamp};

/// The starts that can be booked on `days` local days of the center, from
/// `first_day` on. A service may run on past the last of them.
///
/// Beyond the years 1900 to 9999 there are none.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::{slots::*, value::*};
/// use uuid::Uuid;
///
/// let zone: TimeZone = "Europe/Vienna".parse()?;
/// let hours = WeeklyHours::parse_text(
///     r#"{"weekly":[{"day":"tuesday","start":"09:00","end":"10:30"}]}"#,
/// )?;
/// let provider = CandidateProvider {
///     id: Uuid::nil(),
///     timing: Timing {
///         duration: DurationMinutes::new(60)?,
///         buffer_before: BufferMinutes::default(),
///         buffer_after: BufferMinutes::default(),
///         segments: None,
///     },
///     schedule: Schedule { hours: Some(&hours), ..Schedule::default() },
///     busy: Vec::new(),
/// };
/// let situation = Situation {
///     zone: &zone,
///     step: StepMinutes::default(),
///     now: "2026-11-21T09:00:00Z".parse()?,
///     earliest: "2026-11-21T09:00:00Z".parse()?,
///     latest: "2027-11-21T09:00:00Z".parse()?,
///     buffers_within_hours: false,
///     center: Schedule::default(),
///     providers: vec![provider],
///     rooms: None,
/// };
/// let tuesday = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
/// let slots = search(&situation, tuesday, DayCount::MIN);
/// let starts: Vec<_> = slots.iter().map(|slot| slot.local.format("%H:%M").to_string()).collect();
/// assert_eq!(starts, ["09:00", "09:15", "09:30"]);
/// # Ok::<(), ValueError>(())
/// ```
#[must_use]
pub fn search<'a>(situation: &'a Situation<'a>, first_day: NaiveDate, days: DayCount) -> Slots<'a> {
    let last_day = first_day.checked_add_days(Days::new(days.get().into())).unwrap_or(first_day);
    let clock = Clock::new(situation.zone, first_day, last_day);
    let grid = Grid::of_days(&clock, first_day, days, situation.step);
    let rules = Rules::new(situation, &clock, grid, false);

    let words = rules.words();
    let mut any = vec![0; words];
    let mut row = vec![0; words];
    let mut offered = Lists::new(rules.grid.len(), situation.providers.len());
    let mut courses: Vec<Course> = Vec::new();
    let mut course_of = Vec::with_capacity(situation.providers.len());
    let mut ranges = Vec::new();
    for (number, candidate) in situation.providers.iter().enumerate() {
        let known = courses.iter().position(|course| course.timing == candidate.timing);
        let course = known.unwrap_or_else(|| {
            courses.push(Course::new(&rules, candidate.timing, situation.rooms.as_deref()));
            courses.len() - 1
        });
        rules.provided(candidate, &courses[course].admitted, &mut row, &mut ranges, &mut ());
        bits::join(&mut any, &row);
        offered.add(number, &row);
        course_of.push(course);
    }
    Slots { situation, grid: rules.grid, any, offered, courses, course_of }
}

/// The part that providers with one timing share: the duration decides what the center and
/// the rooms leave to them.
struct Course {
    timing: Timing,
    /// The starts that policy, center and rooms leave.
    admitted: Vec<u64>,
    /// The starts that each unit leaves; empty if no room is needed.
    units: Vec<Vec<u64>>,
}

impl Course {
    fn new(rules: &Rules<'_>, timing: Timing, rooms: Option<&[RoomUnit]>) -> Self {
        let mut admitted = rules.admitted(timing, &mut ());
        let mut units = Vec::new();
        if let Some(rooms) = rooms {
            units.extend(rooms.iter().map(|unit| rules.roomy(unit, timing)));
            let mut any = vec![0; admitted.len()];
            for unit in &units {
                bits::join(&mut any, unit);
            }
            bits::keep(&mut admitted, &any);
        }
        Self { timing, admitted, units }
    }
}

/// For each start, the providers who offer it, as a row of bits.
struct Lists {
    /// How many words the row of one start has.
    words: usize,
    rows: Vec<u64>,
}

impl Lists {
    fn new(starts: usize, providers: usize) -> Self {
        let words = providers.div_ceil(64);
        Self { words, rows: vec![0; starts * words] }
    }

    /// Adds a provider to the starts of its row.
    fn add(&mut self, provider: usize, starts: &[u64]) {
        let (word, bit) = (provider / 64, 1 << (provider % 64));
        for start in bits::ones(starts) {
            if let Some(row) = self.rows.get_mut(start * self.words + word) {
                *row |= bit;
            }
        }
    }

    /// How many providers offer a start.
    fn count(&self, start: usize) -> usize {
        let from = start * self.words;
        bits::count(self.rows.get(from..from + self.words).unwrap_or_default())
    }

    /// The numbers of the providers who offer a start, in order.
    fn of(&self, start: usize) -> impl Iterator<Item = usize> {
        let from = start * self.words;
        bits::ones(self.rows.get(from..from + self.words).unwrap_or_default())
    }
}

/// The starts that a search found, in order.
pub struct Slots<'a> {
    situation: &'a Situation<'a>,
    grid: Grid,
    /// The starts that anyone offers.
    any: Vec<u64>,
    offered: Lists,
    courses: Vec<Course>,
    /// For each provider, the course of its timing.
    course_of: Vec<usize>,
}

impl Slots<'_> {
    /// How many starts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        bits::count(&self.any)
    }

    /// Whether nothing can be booked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.any.iter().all(|word| *word == 0)
    }

    /// The slots in order of their starts.
    pub fn iter(&self) -> impl Iterator<Item = Slot<'_>> {
        bits::ones(&self.any).filter_map(|number| {
            let (starts_at, offset) = self.grid.start(number)?;
            let at = DateTime::<Utc>::from(starts_at);
            let local = at.with_timezone(&offset).naive_local();
            Some(Slot { starts_at, local, offset, number, slots: self })
        })
    }

    fn offers(&self, number: usize, starts_at: Timestamp) -> impl Iterator<Item = Candidate> {
        self.offered.of(number).filter_map(move |provider| {
            let candidate = self.situation.providers.get(provider)?;
            Some(Candidate {
                provider: candidate.id,
                timing: candidate.timing,
                ends_at: ends_at(candidate, starts_at),
                unit: self.unit(*self.course_of.get(provider)?, number),
            })
        })
    }

    /// The first unit that is free for a course.
    fn unit(&self, course: usize, number: usize) -> Option<super::UnitKey> {
        let units = &self.courses[course].units;
        let free = units.iter().position(|row| bits::test(row, number))?;
        Some(self.situation.rooms.as_ref()?.get(free)?.key)
    }
}

/// When the service ends that a candidate begins at `start`.
pub(super) fn ends_at(candidate: &CandidateProvider<'_>, start: Timestamp) -> Timestamp {
    start.saturating_plus_minutes(candidate.timing.duration.get().into())
}

/// A start that can be booked.
pub struct Slot<'s> {
    /// The start.
    pub starts_at: Timestamp,
    /// The start by the clock on the center's wall.
    pub local: NaiveDateTime,
    /// How far that clock is ahead of UTC then; it tells the two occurrences of
    /// a repeated hour apart.
    pub offset: FixedOffset,
    number: usize,
    slots: &'s Slots<'s>,
}

impl Slot<'_> {
    /// The providers who can be booked for this start, in the order of the
    /// situation, each with the first room that is free.
    pub fn offers(&self) -> impl Iterator<Item = Candidate> {
        self.slots.offers(self.number, self.starts_at)
    }

    /// How many providers can be booked for this start.
    #[must_use]
    pub fn offer_count(&self) -> usize {
        self.slots.offered.count(self.number)
    }
}
