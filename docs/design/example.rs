// The day that the examples of this folder ask for free times of: one provider, no center hours
// and no room, unless an example says so. Each example includes this file.

use clientline::{slots::*, value::*};
use uuid::Uuid;

/// The question of one example, and what it stands on.
struct Day {
    zone: TimeZone,
    date: chrono::NaiveDate,
    now: Timestamp,
    notice_minutes: i64,
    center: Option<WeeklyHours>,
    service: Option<WeeklyHours>,
    hours: Vec<WeeklyHours>,
    timing: Timing,
    blocked: Blockouts,
    busy: Vec<Vec<TimeRange>>,
    on_the_way: Vec<TimeRange>,
    begun: Vec<Vec<Timestamp>>,
    skills: Vec<u32>,
    assignment: Assignment,
    rooms: Option<Vec<Vec<TimeRange>>>,
    devices: Vec<Vec<TimeRange>>,
    further: usize,
    step: StepMinutes,
    anchor: SlotAnchor,
    seats: Option<u32>,
    sessions: Vec<ClassSession>,
    day_full: Vec<TimeRange>,
}

/// The windows `from-until` of every day of a week.
fn weekly(windows: &str) -> WeeklyHours {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let window = |day: &str, window: &str| {
        let (start, end) = window.split_once('-').unwrap();
        format!(r#"{{"day":"{day}","start":"{start}","end":"{end}"}}"#)
    };
    let all: Vec<String> = days
        .iter()
        .flat_map(|day| windows.split_whitespace().map(move |one| window(day, one)))
        .collect();
    WeeklyHours::parse_text(&format!(r#"{{"weekly":[{}]}}"#, all.join(","))).unwrap()
}

impl Day {
    /// A date in a zone, on which one provider works during the windows, for an hour's service.
    fn new(zone: &str, date: &str, hours: &str) -> Self {
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        let timing = Timing {
            duration: DurationMinutes::new(60).unwrap(),
            buffer_before: BufferMinutes::default(),
            buffer_after: BufferMinutes::default(),
            segments: None,
        };
        Self {
            zone: zone.parse().unwrap(),
            date: date.parse().unwrap(),
            now,
            notice_minutes: 0,
            center: None,
            service: None,
            hours: vec![weekly(hours)],
            timing,
            blocked: Blockouts::default(),
            busy: vec![Vec::new()],
            on_the_way: Vec::new(),
            begun: vec![Vec::new()],
            skills: vec![1],
            assignment: Assignment::default(),
            rooms: None,
            devices: Vec::new(),
            further: 0,
            step: StepMinutes::new(60).unwrap(),
            anchor: SlotAnchor::Midnight,
            seats: None,
            sessions: Vec::new(),
            day_full: Vec::new(),
        }
    }

    /// Another provider, who works during the windows.
    fn and(mut self, hours: &str) -> Self {
        self.hours.push(weekly(hours));
        self.busy.push(Vec::new());
        self.begun.push(Vec::new());
        self.skills.push(1);
        self
    }

    /// The provider of this number performs so many services.
    fn performs(mut self, provider: usize, services: u32) -> Self {
        self.skills[provider] = services;
        self
    }

    /// The provider of this number has an appointment that begins at this instant.
    fn begun(mut self, provider: usize, at: &str) -> Self {
        self.begun[provider].push(at.parse().unwrap());
        self
    }

    /// How it is chosen who serves a guest who wants nobody in particular.
    fn assigned(mut self, assignment: Assignment) -> Self {
        self.assignment = assignment;
        self
    }

    fn open(mut self, windows: &str) -> Self {
        self.center = Some(weekly(windows));
        self
    }

    /// Starts are counted from each opening.
    fn from_openings(mut self) -> Self {
        self.anchor = SlotAnchor::Window;
        self
    }

    /// The service is given in some hours alone.
    fn given(mut self, windows: &str) -> Self {
        self.service = Some(weekly(windows));
        self
    }

    fn lasting(mut self, minutes: i64) -> Self {
        self.timing.duration = DurationMinutes::new(minutes).unwrap();
        self
    }

    fn buffers(mut self, before: i64, after: i64) -> Self {
        self.timing.buffer_before = BufferMinutes::try_from(before).unwrap();
        self.timing.buffer_after = BufferMinutes::try_from(after).unwrap();
        self
    }

    /// Active, processing and active minutes.
    fn parts(mut self, parts: [u16; 3]) -> Self {
        let [first, wait, last] = parts;
        let text = format!(
            r#"[{{"kind":"active","minutes":{first}}},{{"kind":"processing","minutes":{wait}}},{{"kind":"active","minutes":{last}}}]"#
        );
        self.timing.segments = Some(serde_json::from_str(&text).unwrap());
        self.lasting(i64::from(first + wait + last))
    }

    fn every(mut self, minutes: i64) -> Self {
        self.step = StepMinutes::new(minutes).unwrap();
        self
    }

    /// The wall clock shows this time, and guests give so much notice.
    fn now(mut self, time: &str, notice_minutes: i64) -> Self {
        self.now = self.instant(time);
        self.notice_minutes = notice_minutes;
        self
    }

    /// The provider of this number is taken, buffers and all.
    fn taken(mut self, provider: usize, time: &str) -> Self {
        let range = self.range(time);
        self.busy[provider].push(range);
        self
    }

    /// The provider of number 0 is taken at another center, so many minutes away.
    fn elsewhere(self, time: &str, minutes: i64) -> Self {
        let mut this = self.taken(0, time);
        let there = this.range(time);
        let left = there.start().plus_minutes(-minutes).unwrap();
        let back = there.end().plus_minutes(minutes).unwrap();
        this.on_the_way.push(TimeRange::new(left, back).unwrap());
        this
    }

    /// The provider of number 0, who is taken as often as was said before, has at most so many
    /// appointments a day.
    fn most(mut self, most: u16) -> Self {
        let begin: Vec<Timestamp> = self.busy[0].iter().map(|range| range.start()).collect();
        self.day_full = full_periods(&self.zone, LimitPeriod::Day, most, &begin, None);
        self
    }

    fn away(mut self, time: &str) -> Self {
        let range = self.range(time);
        self.blocked.once.push(range);
        self
    }

    /// The provider is away again and again within a year of the date: by a rule that is counted
    /// from the date on, and from when to when on each date.
    fn away_again(mut self, rule: &str, time: &str) -> Self {
        let (start, end) = time.split_once('-').unwrap();
        let window = LocalWindow::new(start.parse().unwrap(), end.parse().unwrap()).unwrap();
        let recurrence = Recurrence::new(rule.parse().unwrap(), window, []).unwrap();
        let midnight = self.instant("00:00:00");
        let within = TimeRange::new(midnight, Timestamp::MAX).unwrap();
        self.blocked.recurring.push(RecurringTime { within, recurrence });
        self
    }

    /// So many days later.
    fn later(mut self, days: u64) -> Self {
        self.date = self.date + chrono::Days::new(days);
        self
    }

    /// A room is needed, and there is one that is full at these times.
    fn room(mut self, full: &str) -> Self {
        let full = full.split_whitespace().map(|time| self.range(time)).collect();
        self.rooms.get_or_insert_default().push(full);
        self
    }

    /// The service needs a device as well; one more of them is full at these times.
    fn device(mut self, full: &str) -> Self {
        let full = full.split_whitespace().map(|time| self.range(time)).collect();
        self.devices.push(full);
        self
    }

    /// The service needs so many providers at once beside the first one.
    fn helped_by(mut self, further: usize) -> Self {
        self.further = further;
        self
    }

    /// The service is a class of so many seats.
    fn class(mut self, seats: u32) -> Self {
        self.seats = Some(seats);
        self
    }

    /// So many guests attend a session of the class, which begins at this time.
    fn attended(mut self, time: &str, guests: u32) -> Self {
        let starts_at = self.instant(&format!("{time}:00"));
        let seats_left = self.seats.unwrap() - guests;
        self.busy[0].push(self.timing.service(starts_at).unwrap());
        self.sessions.push(ClassSession { starts_at, timing: self.timing, room: None, seats_left });
        self
    }

    fn instant(&self, time: &str) -> Timestamp {
        self.zone.instant(self.date.and_time(time.parse().unwrap())).unwrap()
    }

    fn range(&self, time: &str) -> TimeRange {
        let (start, end) = time.split_once('-').unwrap();
        let of = |time: &str| self.instant(&format!("{time}:00"));
        TimeRange::new(of(start), of(end)).unwrap()
    }

    fn situation(&self) -> Situation<'_> {
        let provider = |(number, hours): (usize, _)| CandidateProvider {
            id: Uuid::from_u128(number as u128 + 1),
            skills: self.skills[number],
            timing: self.timing,
            schedule: Schedule {
                hours: Some(hours),
                blocked: if number == 0 { self.blocked.clone() } else { Blockouts::default() },
                ..Schedule::default()
            },
            busy: self.busy[number].clone(),
            on_the_way: if number == 0 { self.on_the_way.clone() } else { Vec::new() },
            begun: self.begun[number].clone(),
            day_full: if number == 0 { self.day_full.clone() } else { Vec::new() },
            sessions: self.sessions.clone(),
        };
        let room = |(number, full): (usize, &Vec<TimeRange>)| CandidateRoom {
            id: Uuid::from_u128(number as u128 + 101),
            blocked: Blockouts::default(),
            full: full.clone(),
        };
        let devices = self.devices.iter().enumerate().map(|(at, full)| room((at + 100, full)));
        let devices: Vec<CandidateRoom> = devices.collect();
        Situation {
            zone: &self.zone,
            step: self.step,
            anchor: self.anchor,
            now: self.now,
            earliest: self.now.saturating_plus_minutes(self.notice_minutes),
            latest: Timestamp::MAX,
            guest_full: Vec::new(),
            buffers_within_hours: false,
            center: Schedule { hours: self.center.as_ref(), ..Schedule::default() },
            service_hours: self.service.as_ref(),
            assignment: self.assignment,
            seats: self.seats,
            providers: self.hours.iter().enumerate().map(provider).collect(),
            further_providers: FurtherProviders {
                count: self.further,
                ..FurtherProviders::default()
            },
            rooms: self.rooms.as_ref().map(|rooms| rooms.iter().enumerate().map(room).collect()),
            further_rooms: if devices.is_empty() { Vec::new() } else { vec![devices] },
        }
    }

    /// The starts that are listed, as the clock on the center's wall shows them.
    fn starts(&self) -> Vec<String> {
        let situation = self.situation();
        let slots = search(&situation, self.date, DayCount::MIN);
        slots.iter().map(|start| start.local().format("%H:%M").to_string()).collect()
    }

    /// The best starts by a rank, each with its score.
    fn ranked(&self, rank: Rank) -> Vec<(String, u32)> {
        let situation = self.situation();
        let mut ranking = Ranking::new(&situation, rank, self.date, DayCount::MIN);
        search(&situation, self.date, DayCount::MIN).iter().for_each(|start| ranking.add(&start));
        let said = |start: &RankedStart| (start.time.local().format("%H:%M").to_string(), start.score);
        ranking.best(usize::MAX).iter().map(said).collect()
    }

    /// Who serves several guests at the same time, each of whom only providers of these numbers
    /// can serve.
    fn together(&self, time: &str, guests: &[&[u128]]) -> Option<Vec<u128>> {
        let of_guest = |able: &&[u128]| {
            let mut situation = self.situation();
            situation.providers.retain(|one| able.contains(&(one.id.as_u128() - 1)));
            situation
        };
        let guests: Vec<Situation<'_>> = guests.iter().map(of_guest).collect();
        let start = self.instant(&format!("{time}:00"));
        let placed = place_party(&guests, start, BookingRules::Listed, &NoRooms).ok()?;
        Some(placed.iter().map(|one| one.provider.as_u128() - 1).collect())
    }

    /// Who serves a guest: the first provider, and those beside.
    fn served_by(&self, time: &str) -> Vec<u128> {
        let start = self.instant(&format!("{time}:00"));
        let placed =
            place(&self.situation(), start, Preference::default(), BookingRules::Listed).unwrap();
        placed.providers().map(|id| id.as_u128() - 1).collect()
    }

    /// How many seats are left at a start that is listed.
    fn seats_left(&self, time: &str) -> Option<u32> {
        let situation = self.situation();
        let at = self.instant(&format!("{time}:00"));
        let slots = search(&situation, self.date, DayCount::MIN);
        slots.iter().find(|start| start.starts_at == at).and_then(|start| start.seats_left(0))
    }

    /// Why a start is refused; nothing if it can be booked.
    fn refusal(&self, time: &str) -> Option<Refusal> {
        let start = self.instant(&format!("{time}:00"));
        place(&self.situation(), start, Preference::default(), BookingRules::Listed).err()
    }

    /// The same for the desk, which is free of notice and of the grid.
    fn refusal_at_the_desk(&self, time: &str) -> Option<Refusal> {
        let start = self.instant(&format!("{time}:00"));
        place(&self.situation(), start, Preference::default(), BookingRules::OffGrid).err()
    }
}

/// What is full where no room is needed, and nothing limited.
struct NoRooms;

impl Fullness for NoRooms {
    fn of_room(&self, _: usize, _: Uuid, _: &[TimeRange]) -> Vec<TimeRange> {
        Vec::new()
    }

    fn of_guest(&self, _: usize, _: &[Timestamp]) -> Option<Vec<TimeRange>> {
        None
    }

    fn of_provider(&self, _: usize, _: Uuid, _: &[Timestamp]) -> Option<Vec<TimeRange>> {
        None
    }
}
