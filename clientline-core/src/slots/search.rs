//! Listing: the starts of some days that can be booked, and with whom.

use chrono::{Days, FixedOffset, NaiveDate, NaiveDateTime};

use super::{
    BookingRules, Candidate, CandidateProvider, CandidateRoom, ClassSession, FurtherIds, Situation,
    Timing,
    assignment::DayOrders,
    bits,
    calendar::{Clock, seconds_to_micros},
    further_providers::FreeBeside,
    grid::Grid,
    lists::{Lists, Stretch},
    offered::{Alike, Found, Offered},
    rules::Rules,
    sessions::TakenBeside,
    shifts::Shifts,
    wall_time::{WallTime, is_repeated},
};
use crate::value::{DAY_MICROS, DayCount, OffsetPeriod, Timestamp};

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
///     skills: 1,
///     timing: Timing {
///         duration: DurationMinutes::new(60)?,
///         buffer_before: BufferMinutes::default(),
///         buffer_after: BufferMinutes::default(),
///         segments: None,
///     },
///     schedule: Schedule { hours: Some(&hours), ..Schedule::default() },
///     busy: Vec::new(),
///     on_the_way: Vec::new(),
///     begun: Vec::new(),
///     day_full: Vec::new(),
///     sessions: Vec::new(),
/// };
/// let situation = Situation {
///     zone: &zone,
///     step: StepMinutes::default(),
///     anchor: SlotAnchor::default(),
///     now: "2026-11-21T09:00:00Z".parse()?,
///     earliest: "2026-11-21T09:00:00Z".parse()?,
///     latest: "2027-11-21T09:00:00Z".parse()?,
///     guest_full: Vec::new(),
///     buffers_within_hours: false,
///     center: Schedule::default(),
///     service_hours: None,
///     assignment: Assignment::default(),
///     seats: None,
///     providers: vec![provider],
///     further_providers: FurtherProviders::default(),
///     rooms: None,
///     further_rooms: Vec::new(),
/// };
/// let tuesday = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
/// let slots = search(&situation, tuesday, DayCount::MIN);
/// let starts: Vec<_> = slots.iter().map(|slot| slot.local().format("%H:%M").to_string()).collect();
/// assert_eq!(starts, ["09:00", "09:15", "09:30"]);
/// # Ok::<(), ValueError>(())
/// ```
#[must_use]
pub fn search<'a>(situation: &'a Situation<'a>, first_day: NaiveDate, days: DayCount) -> Slots<'a> {
    let last_day = first_day.checked_add_days(Days::new(days.get().into())).unwrap_or(first_day);
    let clock = Clock::new(situation.zone, first_day, last_day);
    let grid = Grid::of_days(&clock, first_day, days, situation.candidate_step());
    let rules = Rules::new(situation, &clock, grid, BookingRules::Listed);

    let words = rules.words();
    let mut any = vec![0; words];
    let mut rows = Vec::with_capacity(words * situation.providers.len());
    let mut courses: Vec<Course> = Vec::new();
    let mut course_of = Vec::with_capacity(situation.providers.len());
    let mut shifts = Shifts::default();
    for candidate in &situation.providers {
        let known = courses.iter().position(|course| course.timing == candidate.timing);
        let course = known.unwrap_or_else(|| {
            courses.push(Course::new(&rules, candidate.timing, situation));
            courses.len() - 1
        });
        let from = rows.len();
        shifts.add(&rules, candidate, (course, &courses[course].admitted), &mut rows);
        let row = &mut rows[from..];
        rules.leave(candidate, row, &mut ());
        rules.anchored(candidate, row);
        for session in &candidate.sessions {
            mark(situation, &rules.grid, candidate, session, row);
        }
        bits::join(&mut any, row);
        course_of.push(course);
    }
    let mut beside = FreeBeside::default();
    if situation.further_providers.count > 0 {
        let each = courses.iter().map(|course| (course.timing, course.admitted.as_slice()));
        beside = FreeBeside::leave(&rules, situation, each, &course_of, &mut rows);
        any.fill(0);
        rows.chunks(words.max(1)).for_each(|row| bits::join(&mut any, row));
    }
    let orders = DayOrders::of(situation, first_day, days);
    let days = rules.grid.days();
    let stretches = days.map(|(day, starts)| Stretch { starts, order: orders.on(day) });
    let offered = Lists::of(&rows, &any, stretches);
    let has_sessions = situation.providers.iter().any(|candidate| !candidate.sessions.is_empty());
    let (grid, periods) = (rules.grid, clock.periods);
    Slots {
        situation,
        grid,
        periods,
        any,
        offered,
        orders,
        has_sessions,
        courses,
        course_of,
        beside,
    }
}

/// The local day of an instant, counted from 1970.
pub(super) fn local_day(at: Timestamp, offset: FixedOffset) -> i64 {
    (at.micros() + seconds_to_micros(offset.local_minus_utc())).div_euclid(DAY_MICROS)
}

/// Sets the start of a session that can be joined, and clears that of another.
fn mark(
    situation: &Situation<'_>,
    grid: &Grid,
    candidate: &CandidateProvider<'_>,
    session: &ClassSession,
    row: &mut [u64],
) {
    let at = session.starts_at.micros();
    let number = grid.rank(at);
    if number == grid.rank(at + 1) {
        return;
    }
    bits::clear(row, number..number + 1);
    let date = situation.zone.local(session.starts_at).date();
    let clock = Clock::new(situation.zone, date, date);
    let alone = Grid::single(session.starts_at, situation.zone.offset(session.starts_at));
    let rules = Rules::new(situation, &clock, alone, BookingRules::Listed);
    if session.judge(situation, &rules, candidate, None).is_ok() {
        bits::set(row, number..number + 1);
    }
}

/// The part that providers with one timing share: the duration decides what the center and
/// the rooms leave to them.
struct Course {
    timing: Timing,
    /// The starts that policy, center and rooms leave.
    admitted: Vec<u64>,
    /// The starts that each room leaves; empty if no room is needed.
    rooms: Vec<Vec<u64>>,
    /// The same for each further kind of rooms.
    further: Vec<Vec<Vec<u64>>>,
}

impl Course {
    fn new(rules: &Rules<'_>, timing: Timing, situation: &Situation<'_>) -> Self {
        let mut admitted = rules.admitted(timing, &mut ());
        let mut of_kind = |rooms: &Vec<CandidateRoom>| {
            let rows: Vec<Vec<u64>> = rooms.iter().map(|room| rules.roomy(room, timing)).collect();
            let mut any = vec![0; admitted.len()];
            for row in &rows {
                bits::join(&mut any, row);
            }
            bits::keep(&mut admitted, &any);
            rows
        };
        let rooms = situation.rooms.as_ref().map(&mut of_kind).unwrap_or_default();
        let further = situation.further_rooms.iter().map(of_kind).collect();
        Self { timing, admitted, rooms, further }
    }
}

/// The starts that a search found, in order.
pub struct Slots<'a> {
    situation: &'a Situation<'a>,
    grid: Grid,
    /// What the clocks do around the days.
    periods: Vec<OffsetPeriod>,
    /// The starts that anyone offers.
    any: Vec<u64>,
    offered: Lists,
    orders: DayOrders,
    has_sessions: bool,
    courses: Vec<Course>,
    /// For each provider, the course of its timing.
    course_of: Vec<usize>,
    /// Who is free beside a provider, if the service needs further ones.
    beside: FreeBeside,
}

impl Slots<'_> {
    /// The situation that was searched.
    #[must_use]
    pub const fn situation(&self) -> &Situation<'_> {
        self.situation
    }

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
    pub fn iter(&self) -> impl Iterator<Item = FreeStart<'_>> {
        bits::ones(&self.any).enumerate().filter_map(|(row, number)| {
            let (starts_at, offset) = self.grid.start(number)?;
            Some(FreeStart { starts_at, offset, number, row, slots: self })
        })
    }

    /// Who offers a start, and in which room: numbers of the situation, in the order of the day.
    #[inline]
    fn offered(&self, start: &FreeStart<'_>) -> Offered<'_, Found> {
        let row = self.offered.row(start.row);
        let order = self.orders.on(local_day(start.starts_at, start.offset));
        // Mostly all are of one course, and take the same room.
        if self.courses.len() == 1 && !self.has_sessions {
            return Offered::Alike(Alike { row, order, room: self.room(0, start.number) });
        }
        let numbers = bits::ones(row).filter_map(|position| order.get(position));
        let mut providers: Vec<usize> = numbers.map(|number| *number as usize).collect();
        if self.has_sessions {
            providers.sort_by_key(|provider| self.session(*provider, start.starts_at).is_none());
        }
        let each = providers.into_iter().map(|provider| {
            if let Some(session) = self.session(provider, start.starts_at) {
                return (provider, self.room_of(session));
            }
            let course = self.course_of.get(provider);
            (provider, course.and_then(|course| self.room(*course, start.number)))
        });
        Offered::Each(each.collect::<Vec<_>>().into_iter())
    }

    /// The session that a provider gives at a start.
    fn session(&self, provider: usize, start: Timestamp) -> Option<&ClassSession> {
        if !self.has_sessions {
            return None;
        }
        self.situation.providers.get(provider)?.session_at(start)
    }

    /// The number of a session's room.
    fn room_of(&self, session: &ClassSession) -> Option<usize> {
        let wanted = session.room?;
        self.situation.rooms.as_ref()?.iter().position(|room| room.id == wanted)
    }

    /// The first room that is free for a course.
    fn room(&self, course: usize, number: usize) -> Option<usize> {
        let rooms = &self.courses.get(course)?.rooms;
        rooms.iter().position(|row| bits::test(row, number))
    }

    /// The first rooms of further kinds that are free for a provider; who joins a session takes
    /// none.
    fn further_rooms(&self, provider: usize, start: &FreeStart<'_>) -> FurtherIds {
        let kinds = &self.situation.further_rooms;
        if kinds.is_empty() || self.session(provider, start.starts_at).is_some() {
            return FurtherIds::default();
        }
        let course = self.course_of.get(provider).and_then(|course| self.courses.get(*course));
        let rows = course.map(|course| course.further.as_slice()).unwrap_or_default();
        let first = |(rows, rooms): (&Vec<Vec<u64>>, &Vec<CandidateRoom>)| {
            let free = rows.iter().position(|row| bits::test(row, start.number))?;
            Some(rooms.get(free)?.id)
        };
        FurtherIds::of(rows.iter().zip(kinds).filter_map(first))
    }

    /// Those who are taken beside a provider.
    fn further_providers(&self, provider: usize, start: &FreeStart<'_>) -> FurtherIds {
        let first = self.situation.providers.get(provider).zip(self.course_of.get(provider));
        let Some((first, course)) = first.filter(|_| self.situation.further_providers.count > 0)
        else {
            return FurtherIds::default();
        };
        let order = self.orders.on(local_day(start.starts_at, start.offset));
        let order = order.iter().map(|number| *number as usize);
        let is_free =
            |_: &CandidateProvider<'_>, other| self.beside.has(*course, other, start.number);
        let found = self.situation.beside(first.id, FurtherIds::default(), order, is_free);
        found.unwrap_or_default()
    }
}

/// A start that can be booked.
pub struct FreeStart<'s> {
    /// The start.
    pub starts_at: Timestamp,
    /// How far the clock on the center's wall is ahead of UTC then; it tells the two
    /// occurrences of a repeated hour apart.
    pub offset: FixedOffset,
    number: usize,
    /// Its number among the starts that there are.
    row: usize,
    slots: &'s Slots<'s>,
}

impl FreeStart<'_> {
    /// The start by the clock on the center's wall.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        self.wall_time().local()
    }

    /// The start with what the clock on the center's wall shows.
    #[must_use]
    pub fn wall_time(&self) -> WallTime {
        let (at, offset) = (self.starts_at, self.offset);
        WallTime { at, offset, is_repeated: is_repeated(&self.slots.periods, at, offset) }
    }

    /// The providers who can be booked for this start, in the order of the
    /// situation, each with the first room that is free, of each kind, and with the first
    /// others, if the service needs several.
    pub fn offers(&self) -> impl Iterator<Item = Candidate> {
        let situation = self.slots.situation;
        self.offered().filter_map(move |(provider, room)| {
            let candidate = situation.providers.get(provider)?;
            let room = room.and_then(|room| Some(situation.rooms.as_ref()?.get(room)?.id));
            let further_rooms = self.slots.further_rooms(provider, self);
            let further_providers = self.slots.further_providers(provider, self);
            let beside = TakenBeside { room, further_rooms, further_providers };
            Some(situation.candidate(candidate, self.starts_at, beside))
        })
    }

    /// The same as numbers: of the provider, and of the room among those of the situation.
    pub fn offered(&self) -> impl Iterator<Item = (usize, Option<usize>)> {
        self.found().offers()
    }

    /// The same in the form in which it was found.
    #[inline]
    pub(super) fn found(&self) -> Offered<'_, Found> {
        self.slots.offered(self)
    }

    /// How many seats are left with a provider of the situation, if the service is a class.
    #[must_use]
    pub fn seats_left(&self, provider: usize) -> Option<u32> {
        let situation = self.slots.situation;
        let candidate = situation.providers.get(provider)?;
        let session = candidate.session_at(self.starts_at);
        session.map(|session| session.seats_left).or(situation.seats)
    }

    /// How many providers can be booked for this start.
    #[must_use]
    pub fn offer_count(&self) -> usize {
        self.slots.offered.count(self.row)
    }
}
