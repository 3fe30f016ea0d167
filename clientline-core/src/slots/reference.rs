//! The rules once more, told as plainly as they can be: one start after the
//! other, one minute after the other, one range after the other.
//!
//! It shares nothing with the engine but the types, takes thousands of times as
//! long, and is what the engine is held against. It serves zones whose distance
//! from UTC is a whole number of minutes, as all have been since 1972.

mod cost;
mod recurring;
mod several;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use uuid::Uuid;

pub use self::several::{DayLimits, PartyGuest, SharedRoom, VisitService, party, visit};
use super::{
    Assignment, Blockouts, BookingRules, Candidate, CandidateProvider, CandidateRoom, FurtherIds,
    FurtherProviders, Schedule, Situation, Timing,
};
use crate::value::{
    DayCount, LocalTime, LocalWindow, SegmentKind, Segments, SlotAnchor, TimeRange, Timestamp,
    Weekday, WeeklyHours,
};

/// A situation with all of its hours written out for the days around a search.
pub struct Reference<'a> {
    situation: &'a Situation<'a>,
    first_day: NaiveDate,
    days: DayCount,
    /// `None` if the center sets no limit.
    center: Option<Vec<TimeRange>>,
    /// `None` if the service has no hours of its own.
    service: Option<Vec<TimeRange>>,
    providers: Vec<Vec<TimeRange>>,
    /// When the center, each provider and each room is blocked.
    blocked: (Vec<TimeRange>, Vec<Vec<TimeRange>>, Vec<Vec<TimeRange>>),
    /// When each room of each further kind is.
    further_blocked: Vec<Vec<Vec<TimeRange>>>,
}

impl<'a> Reference<'a> {
    /// The reference for a search of these days, which must not lie at the end
    /// of the calendar.
    #[must_use]
    pub fn new(situation: &'a Situation<'a>, first_day: NaiveDate, days: DayCount) -> Self {
        let write_out = |schedule: &Schedule<'_>, otherwise: &[LocalWindow]| {
            let around = (first_day - Days::new(4)).iter_days().take(usize::from(days.get()) + 8);
            around.flat_map(|date| windows(situation, schedule, otherwise, date)).collect()
        };
        let blocked = |blockouts: &Blockouts| {
            let days = (first_day - Days::new(4)).iter_days().take(usize::from(days.get()) + 8);
            let days: Vec<NaiveDate> = days.collect();
            let recurring = blockouts.recurring.iter();
            let times = recurring.flat_map(|one| recurring::times(situation.zone, one, &days));
            times.chain(blockouts.once.iter().copied()).collect()
        };
        let rooms = situation.rooms.iter().flatten();
        let center = &situation.center;
        let limits = center.hours.is_some() || !center.overrides.is_empty();
        Self {
            situation,
            first_day,
            days,
            center: limits.then(|| write_out(center, &[LocalWindow::WHOLE_DAY])),
            service: situation.service_hours.map(|hours| {
                write_out(&Schedule { hours: Some(hours), ..Schedule::default() }, &[])
            }),
            providers: situation
                .providers
                .iter()
                .map(|candidate| write_out(&candidate.schedule, &[]))
                .collect(),
            blocked: (
                blocked(&center.blocked),
                situation.providers.iter().map(|one| blocked(&one.schedule.blocked)).collect(),
                rooms.map(|room| blocked(&room.blocked)).collect(),
            ),
            further_blocked: situation
                .further_rooms
                .iter()
                .map(|kind| kind.iter().map(|room| blocked(&room.blocked)).collect())
                .collect(),
        }
    }

    /// The reference for a situation in which the same people and rooms are there at the same
    /// hours, but are taken at other times.
    #[must_use]
    pub fn of_same_hours<'b>(&'b self, situation: &'b Situation<'b>) -> Reference<'b> {
        Reference {
            situation,
            first_day: self.first_day,
            days: self.days,
            center: self.center.clone(),
            service: self.service.clone(),
            providers: self.providers.clone(),
            blocked: self.blocked.clone(),
            further_blocked: self.further_blocked.clone(),
        }
    }

    /// The starts that can be booked, each with all that is offered.
    #[must_use]
    pub fn search(&self) -> Vec<(Timestamp, Vec<Candidate>)> {
        let first = self.first_day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(2);
        let minutes = (i64::from(self.days.get()) + 4) * 24 * 60;
        let last_day = self.first_day + Days::new(u64::from(self.days.get()) - 1);
        (0..minutes)
            .filter_map(|minute| Timestamp::try_from(first + TimeDelta::minutes(minute)).ok())
            .filter(|start| {
                let date = self.situation.zone.local(*start).date();
                self.first_day <= date && date <= last_day
            })
            .map(|start| (start, self.offers(start, BookingRules::Listed)))
            .filter(|(_, offers)| !offers.is_empty())
            .collect()
    }

    /// All that is offered at one start of the days.
    #[must_use]
    pub fn offers(&self, start: Timestamp, booking_rules: BookingRules) -> Vec<Candidate> {
        let situation = self.situation;
        let local = situation.zone.local(start);
        let minute_of_day = local.hour() * 60 + local.minute();
        let from_midnight = minute_of_day.is_multiple_of(situation.step.get().into());
        let on_grid = from_midnight || situation.anchor == SlotAnchor::Window;
        let binds_guests = start >= situation.now
            && start >= situation.earliest
            && start <= situation.latest
            && !covered(&situation.guest_full, start);
        let is_in_time = match booking_rules {
            BookingRules::Listed => on_grid && binds_guests,
            BookingRules::Following => binds_guests,
            // An hour of grace for who walks in.
            BookingRules::OffGrid => start.saturating_plus_minutes(60) >= situation.now,
            BookingRules::Begun | BookingRules::Override => true,
        };
        if !start.is_whole_minute() || !is_in_time {
            return Vec::new();
        }
        let mut offers = Vec::new();
        let all = situation.providers.iter().zip(&self.providers).zip(&self.blocked.1);
        for ((candidate, hours), blocked) in all {
            let begins_session = candidate.sessions.iter().any(|one| one.starts_at == start);
            if booking_rules == BookingRules::Listed
                && situation.anchor == SlotAnchor::Window
                && !begins_session
                && !self.is_counted(hours, start, from_midnight)
            {
                continue;
            }
            if let Some(offer) = self.offer(candidate, (hours, blocked), start, booking_rules)
                && let Some(further_providers) = self.further(&offer, start, booking_rules)
            {
                let offer = Candidate { further_providers, ..offer };
                let standing = standing(situation, candidate, local.date());
                offers.push((!begins_session, standing, offer));
            }
        }
        offers.sort_by_key(|(begins, standing, _)| (*begins, *standing));
        offers.into_iter().map(|(_, _, offer)| offer).collect()
    }

    /// Whether a start is a whole number of steps after work began, walking back minute by minute;
    /// if that is a day ago, after midnight.
    fn is_counted(&self, hours: &[TimeRange], start: Timestamp, from_midnight: bool) -> bool {
        let is_at_work = |minute: &Timestamp| {
            covered(hours, *minute)
                && self.center.as_ref().is_none_or(|hours| covered(hours, *minute))
                && self.service.as_ref().is_none_or(|hours| covered(hours, *minute))
        };
        let before = |minutes: &usize| {
            let minutes = i64::try_from(*minutes).unwrap_or(i64::MAX);
            start.plus_minutes(-minutes).is_some_and(|minute| is_at_work(&minute))
        };
        let worked = (1..=24 * 60).take_while(before).count();
        if worked == 24 * 60 {
            return from_midnight;
        }
        worked.is_multiple_of(self.situation.step.get().into())
    }

    /// The further providers beside the one of an offer: everybody is asked who performs the
    /// service, as if they were to give it alone for the same time.
    fn further(
        &self,
        offer: &Candidate,
        start: Timestamp,
        booking_rules: BookingRules,
    ) -> Option<FurtherIds> {
        let FurtherProviders { count, first, .. } = self.situation.further_providers;
        if count == 0 {
            return Some(FurtherIds::default());
        }
        if first.is_some_and(|first| first != offer.provider) {
            return None;
        }
        let others = self.free_beside(offer, start, booking_rules);
        (others.len() >= count).then(|| FurtherIds::of(others.into_iter().take(count)))
    }

    /// All who are free beside the provider of an offer, in the order in which they are taken.
    fn free_beside(
        &self,
        offer: &Candidate,
        start: Timestamp,
        booking_rules: BookingRules,
    ) -> Vec<Uuid> {
        let situation = self.situation;
        let kept = situation.further_providers.kept;
        let date = situation.zone.local(start).date();
        let mut others = Vec::new();
        let all = situation.providers.iter().zip(&self.providers).zip(&self.blocked.1);
        for ((other, hours), blocked) in all.filter(|((one, _), _)| one.id != offer.provider) {
            let as_long = CandidateProvider { timing: offer.timing, ..other.clone() };
            if self.offer(&as_long, (hours, blocked), start, booking_rules).is_some() {
                let place = kept.iter().position(|kept| kept == other.id).unwrap_or(usize::MAX);
                others.push((place, standing(situation, other, date), other.id));
            }
        }
        others.sort_by_key(|(place, standing, _)| (*place, *standing));
        others.into_iter().map(|(.., id)| id).collect()
    }

    fn offer(
        &self,
        candidate: &CandidateProvider<'_>,
        (hours, blocked): (&[TimeRange], &[TimeRange]),
        start: Timestamp,
        booking_rules: BookingRules,
    ) -> Option<Candidate> {
        let situation = self.situation;
        let session = candidate.sessions.iter().find(|session| session.starts_at == start);
        let timing = session.map_or(candidate.timing, |session| session.timing);
        let (service, occupied) = (timing.service(start)?, timing.occupancy(start)?);
        let within_hours = if situation.buffers_within_hours { occupied } else { service };
        let works = booking_rules == BookingRules::Override
            || minutes(within_hours).all(|minute| {
                covered(hours, minute)
                    && self.center.as_ref().is_none_or(|hours| covered(hours, minute))
                    && self.service.as_ref().is_none_or(|hours| covered(hours, minute))
            });
        let work = at_work(timing, service, occupied);
        let is_there =
            is_free(&self.blocked.0, occupied) && work.iter().all(|part| is_free(blocked, *part));
        if !works || !is_there {
            return None;
        }
        let mut further = Vec::new();
        let (room, seats_left) = if let Some(session) = session {
            if session.seats_left == 0 {
                return None;
            }
            let room = match (&situation.rooms, session.room) {
                (None, None) => None,
                (Some(rooms), Some(id)) => {
                    let place = rooms.iter().position(|room| room.id == id)?;
                    Some(is_free(&self.blocked.2[place], occupied).then_some(id)?)
                }
                _ => return None,
            };
            (room, Some(session.seats_left))
        } else {
            let is_full = booking_rules != BookingRules::Override
                && covered(&candidate.day_full, occupied.start());
            let is_elsewhere = |part: &TimeRange| !is_free(&candidate.on_the_way, *part);
            if is_full || !work.iter().all(|part| is_free(&candidate.busy, *part)) {
                return None;
            }
            if work.iter().any(is_elsewhere) {
                return None;
            }
            let room = match &situation.rooms {
                None => None,
                Some(rooms) => Some(first_free(rooms, &self.blocked.2, occupied)?),
            };
            for (kind, blocked) in situation.further_rooms.iter().zip(&self.further_blocked) {
                further.push(first_free(kind, blocked, occupied)?);
            }
            (room, situation.seats)
        };
        Some(Candidate {
            provider: candidate.id,
            further_providers: FurtherIds::default(),
            timing,
            ends_at: service.end(),
            room,
            further_rooms: FurtherIds::of(further),
            seats_left,
        })
    }
}

/// What providers are ordered by on a date, the least first.
fn standing(
    situation: &Situation<'_>,
    of: &CandidateProvider<'_>,
    date: NaiveDate,
) -> (usize, u32, usize) {
    let week = |at: &Timestamp| situation.zone.local(*at).date().iso_week();
    match situation.assignment {
        Assignment::LeastSpecialised => (0, of.skills, busy_minutes(situation, of, date)),
        Assignment::LeastBusy => (0, 0, busy_minutes(situation, of, date)),
        Assignment::Even => {
            let begun = of.begun.iter().filter(|at| week(at) == date.iso_week()).count();
            (begun, of.skills, busy_minutes(situation, of, date))
        }
        Assignment::AsListed => (0, 0, 0),
    }
}

/// The minutes of a local day that a provider is taken, each as often as it is.
fn busy_minutes(
    situation: &Situation<'_>,
    candidate: &CandidateProvider<'_>,
    date: NaiveDate,
) -> usize {
    let midnight = |date: NaiveDate| situation.zone.instant(date.and_time(NaiveTime::MIN)).ok();
    let (Some(from), Some(until)) = (midnight(date), date.succ_opt().and_then(midnight)) else {
        return 0;
    };
    let of_day = |minute: &Timestamp| from <= *minute && *minute < until;
    candidate.busy.iter().map(|range| minutes(*range).filter(of_day).count()).sum()
}

/// The occupied time, cut where something is processed.
fn at_work(timing: Timing, service: TimeRange, occupied: TimeRange) -> Vec<TimeRange> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (occupied.start(), service.start());
    for segment in timing.segments.into_iter().flat_map(Segments::parts) {
        let end = at.saturating_plus_minutes(segment.minutes.get().into());
        if segment.kind == SegmentKind::Processing {
            parts.extend(TimeRange::new(from, at));
            from = end;
        }
        at = end;
    }
    parts.extend(TimeRange::new(from, occupied.end()));
    parts
}

fn first_free(
    rooms: &[CandidateRoom],
    blocked: &[Vec<TimeRange>],
    occupied: TimeRange,
) -> Option<Uuid> {
    rooms
        .iter()
        .zip(blocked)
        .find(|(room, blocked)| is_free(blocked, occupied) && is_free(&room.full, occupied))
        .map(|(room, _)| room.id)
}

fn is_free(taken: &[TimeRange], occupied: TimeRange) -> bool {
    taken.iter().all(|range| !range.overlaps(occupied))
}

fn covered(ranges: &[TimeRange], minute: Timestamp) -> bool {
    ranges.iter().any(|range| range.contains(minute))
}

fn minutes(range: TimeRange) -> impl Iterator<Item = Timestamp> {
    let next = |minute: &Timestamp| minute.plus_minutes(1);
    std::iter::successors(Some(range.start()), next).take_while(move |at| *at < range.end())
}

/// The windows of a week that open on a date: read off the JSON that a client gives.
fn windows_of_week(week: &WeeklyHours, date: NaiveDate) -> Vec<LocalWindow> {
    let Ok(week) = serde_json::from_str::<serde_json::Value>(&week.to_text()) else {
        return Vec::new();
    };
    let rows = week["weekly"].as_array().cloned().unwrap_or_default();
    let opens = |row: &serde_json::Value| {
        let date_of = |field: &str| row[field].as_str().and_then(|text| text.parse().ok());
        let (from, until): (Option<NaiveDate>, Option<NaiveDate>) =
            (date_of("valid_from"), date_of("valid_until"));
        let every = row["every_weeks"].as_u64().unwrap_or(1);
        let is_of_week = date_of("anchor").or(from).is_none_or(|anchor| {
            // From week to week, one after the other.
            let mut monday = date.min(anchor).week(chrono::Weekday::Mon).first_day();
            let last = date.max(anchor).week(chrono::Weekday::Mon).first_day();
            let mut weeks = 0;
            while monday < last {
                monday = monday + Days::new(7);
                weeks += 1;
            }
            weeks % every == 0
        });
        row["day"]
            == format!("{:?}", Weekday::from(chrono::Datelike::weekday(&date))).to_lowercase()
            && from.is_none_or(|from| from <= date)
            && until.is_none_or(|until| until >= date)
            && is_of_week
    };
    let window = |row: serde_json::Value| {
        let time = |field: &str| row[field].as_str()?.parse::<LocalTime>().ok();
        LocalWindow::new(time("start")?, time("end")?).ok()
    };
    rows.into_iter().filter(opens).filter_map(window).collect()
}

/// The windows that open on a date, as instants.
fn windows(
    situation: &Situation<'_>,
    schedule: &Schedule<'_>,
    otherwise: &[LocalWindow],
    date: NaiveDate,
) -> Vec<TimeRange> {
    let windows: Vec<LocalWindow> = match (schedule.overrides.get(&date), schedule.hours) {
        (Some(day), _) => day.windows().to_vec(),
        (None, Some(week)) => windows_of_week(week, date),
        (None, None) => otherwise.to_vec(),
    };
    let instant = |date: NaiveDate, time: LocalTime| {
        let minutes = TimeDelta::minutes(time.minute_of_day().into());
        situation.zone.instant(NaiveDateTime::from(date) + minutes).ok()
    };
    let range = |window: &LocalWindow| {
        let end_date = if window.is_overnight() { date.succ_opt()? } else { date };
        TimeRange::new(instant(date, window.start())?, instant(end_date, window.end())?).ok()
    };
    windows.iter().filter_map(range).collect()
}
