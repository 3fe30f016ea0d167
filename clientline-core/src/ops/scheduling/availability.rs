//! The facts that decide when a service can be had: read in two steps, for all resources
//! and days at once, and handed to the slot engine.
//!
//! First the resources: where, with what, by whom and in which rooms. Then the availability:
//! when they are there and free.

mod booked;
mod classes;
mod colleagues;
mod elsewhere;
mod exceptions;
mod fullness;
mod kinds;
mod limits;
mod order;
mod performers;
mod resources;
mod rooms;
mod shuffle;
mod travel;

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use uuid::Uuid;

use self::{classes::Sessions, limits::Begun};
pub(in crate::ops) use self::{
    elsewhere::read_visitors,
    exceptions::{Exceptions, FoundExceptions, overrides_around, windows_at},
    fullness::FullBy,
    limits::CountedBookings,
    performers::Performer,
    resources::{BookingTarget, ServiceResources},
    travel::Visitors,
};
use crate::{
    engine::{Env, Reading, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Blockout, Calendar, Occupancy, Provider, Room},
    row::{ChangeSet, Select},
    slots::{self, Situation, TakenPlace},
    value::{DayCount, DurationMinutes, Id, StepMinutes, TimeRange, TimeZone, Timestamp},
};

/// The most providers, or rooms, of a center that one request looks at.
const RESOURCES_MAX: u32 = 1_000;

/// Everything that was read about one service at one center on some days.
pub(in crate::ops) struct Availability {
    pub(in crate::ops) resources: ServiceResources,
    overfill: Option<Id<Room>>,
    exceptions: Exceptions,
    /// The places that are taken of each provider, who has one, and of each room.
    taken: HashMap<Uuid, Vec<TakenPlace>>,
    /// The time that lapsed holds of appointments still take.
    lapsed: Vec<Stored<Occupancy>>,
    /// The sessions of the class that somebody attends, if the service is one.
    sessions: Sessions,
    /// When appointments begin to take each provider, if that is counted.
    begun: HashMap<Uuid, Begun>,
    /// When somebody is at another center, or on the way.
    elsewhere: HashMap<Uuid, Vec<TimeRange>>,
}

/// The days and resources for which availability is read.
pub(in crate::ops) struct AvailabilityWindow {
    pub(in crate::ops) first_day: NaiveDate,
    pub(in crate::ops) days: DayCount,
    /// Look at what decides about the starts from one to another, both included, alone, and not
    /// about all of the days.
    pub(in crate::ops) starts: Option<(Timestamp, Timestamp)>,
    /// Look at the times of these resources alone, and not at the whole center's.
    pub(in crate::ops) provider: Option<Id<Provider>>,
    /// Into which room one more is put than fits, if it may be exceeded.
    pub(in crate::ops) overfill: Option<Id<Room>>,
    /// The instant up to which holds have lapsed.
    pub(in crate::ops) now: Timestamp,
}

impl ServiceResources {
    fn times(&self, window: &AvailabilityWindow) -> Result<impl Reading<Found = FoundTimes>> {
        let time = self.time_around(window)?;
        let dates = (window.first_day, window.first_day + Days::new(window.days.get().into()));
        let mut blockouts = Vec::from(Blockout::meeting(self.center.id, time, Select::LIMIT_MAX));
        blockouts.extend(self.blocked_elsewhere(time));
        let time = self.with_travel(time);
        // Of one provider all is asked for, wherever it is.
        let all = self.alone(window).is_none();
        let elsewhere = if all { self.busy_elsewhere(time) } else { Vec::new() };
        let exceptions = (overrides_around(&self.staffed(), dates), blockouts);
        Ok((exceptions, self.busy(time, window), elsewhere))
    }

    /// Returns the instants between which anything may matter.
    fn time_around(&self, window: &AvailabilityWindow) -> Result<TimeRange> {
        let field = if window.starts.is_some() { "/starts_at" } else { "/date" };
        let out_of_range = || Error::invalid(field, "out_of_range", "The date is out of range.");
        let midnight =
            |date: NaiveDate| self.center.time_zone.instant(date.and_time(NaiveTime::MIN)).ok();
        let days = self.days(window);
        let days = days.and_then(|(first, end)| midnight(first).zip(midnight(end)));
        let (first, last) = days.ok_or_else(out_of_range)?;
        // A session of a class may be longer than the service is by now.
        let starts = window.starts.filter(|_| self.seats().is_none());
        let (from, until) = match starts {
            // A day of service and buffers around the days.
            None => {
                let before = self.days_counted(1) * 24 * 60;
                (first.saturating_plus_minutes(-before), last.saturating_plus_minutes(2 * 24 * 60))
            }
            Some((earliest, latest)) => {
                let timings = self.providers.iter().map(|one| self.timing(one));
                let needs = timings.flat_map(|timing| {
                    [earliest, latest].into_iter().filter_map(move |at| timing.occupancy(at))
                });
                // Who comes first depends on how busy all of them are on the day, or in the week.
                let day = self.alone(window).is_none().then_some((first, last));
                let before = self.days_counted(0) * 24 * 60;
                let counted =
                    (before > 0).then_some((first.saturating_plus_minutes(-before), last));
                let spans = needs.map(|need| (need.start(), need.end())).chain(day).chain(counted);
                let alone = (earliest, latest.saturating_plus_minutes(1));
                spans.fold(alone, |(from, until), (start, end)| (from.min(start), until.max(end)))
            }
        };
        TimeRange::new(from, until).map_err(|_| out_of_range())
    }

    /// Returns the first of the days that are looked at, and the one after the last.
    fn days(&self, window: &AvailabilityWindow) -> Option<(NaiveDate, NaiveDate)> {
        let first = window.first_day;
        let end = first.checked_add_days(Days::new(window.days.get().into()))?;
        if !self.counts_weeks() || self.alone(window).is_some() {
            return Some((first, end));
        }
        // What follows a start that is listed may begin on the day after the last one.
        let last = if window.starts.is_some() { end.pred_opt()? } else { end };
        let (first, last) = (first.week(Weekday::Mon), last.week(Weekday::Mon));
        Some((first.checked_first_day()?, last.checked_last_day()?.succ_opt()?))
    }

    /// Returns the provider whose times alone are looked at: nobody's, if others may be needed.
    fn alone(&self, window: &AvailabilityWindow) -> Option<Id<Provider>> {
        window.provider.filter(|_| self.first.is_none())
    }

    fn busy(&self, time: TimeRange, window: &AvailabilityWindow) -> Query<Occupancy> {
        let query = Occupancy::around(time);
        match self.alone(window) {
            // By start, since that is the order of the index: thousands of rows
            // need not be sorted.
            None => {
                query.eq(Occupancy::center_id(), &self.center.id).order_by(Occupancy::starts_at())
            }
            // One provider and some rooms are few seeks; the whole center's
            // times would be many rows.
            Some(provider) => {
                let mut resources: Vec<Id<Calendar>> =
                    self.all_rooms().map(|room| Id::from_uuid(room.id.uuid())).collect();
                resources.push(Id::from_uuid(provider.uuid()));
                let units = self.all_rooms().map(|room| Self::places_max(room)).max();
                query
                    .any(Occupancy::resource_id(), &resources)
                    .any(Occupancy::unit(), &(1..=units.unwrap_or(1)).collect::<Vec<_>>())
            }
        }
    }
}

/// What is found of the times: exceptions to the hours, what is taken, and what is taken, wherever
/// it is, of those who work at several centers.
type FoundTimes = (FoundExceptions, Vec<Stored<Occupancy>>, Vec<Vec<Stored<Occupancy>>>);

impl Availability {
    /// Reads the availability of resources on some days, and something else together with
    /// it.
    pub(in crate::ops) async fn read<R: Reading>(
        view: &mut View<'_>,
        resources: ServiceResources,
        window: &AvailabilityWindow,
        other: R,
    ) -> Result<(Self, R::Found)> {
        let (found, other) = view.read((resources.times(window)?, other)).await?;
        let (mut availability, held) = Self::of(resources, window, found);
        let sessions = Sessions::read(view, &[(&availability.resources, &held)]).await?;
        availability.sessions = sessions.into_iter().next().unwrap_or_default();
        Ok((availability, other))
    }

    /// Reads the availability of several resources at once, each on days of its own.
    pub(in crate::ops) async fn read_all(
        view: &mut View<'_>,
        wanted: Vec<(ServiceResources, AvailabilityWindow)>,
    ) -> Result<Vec<Self>> {
        Ok(Self::read_each(view, wanted, ()).await?.0)
    }

    /// Reads the same, and something else together with it.
    pub(in crate::ops) async fn read_each<R: Reading>(
        view: &mut View<'_>,
        wanted: Vec<(ServiceResources, AvailabilityWindow)>,
        other: R,
    ) -> Result<(Vec<Self>, R::Found)> {
        let times = wanted.iter().map(|(resources, window)| resources.times(window));
        let (found, other) = view.read((times.collect::<Result<Vec<_>>>()?, other)).await?;
        let parts = wanted.into_iter().zip(found);
        let (mut all, held): (Vec<Self>, Vec<_>) =
            parts.map(|((resources, window), found)| Self::of(resources, &window, found)).unzip();
        let of_all = all.iter().zip(&held).map(|(one, held)| (&one.resources, held.as_slice()));
        let sessions = Sessions::read(view, &of_all.collect::<Vec<_>>()).await?;
        for (one, sessions) in all.iter_mut().zip(sessions) {
            one.sessions = sessions;
        }
        Ok((all, other))
    }

    /// Puts together what was found, and returns it with the times that are held at the center; the
    /// sessions of a class among them are to be read.
    fn of(
        resources: ServiceResources,
        window: &AvailabilityWindow,
        (exceptions, mut busy, elsewhere): FoundTimes,
    ) -> (Self, Vec<Stored<Occupancy>>) {
        let center = resources.center.id;
        busy.extend(elsewhere.into_iter().flatten().filter(|row| row.center_id != center));
        let visitors = resources.visitors();
        let around = resources.time_around(window).ok();
        let begun = resources.begun(&busy, window.now);
        let moved = resources.moved.map(|moved| moved.id);
        let others = busy.into_iter().filter(|row| Some(row.appointment_id) != moved);
        let (lapsed, mut held): (Vec<_>, Vec<_>) =
            others.partition(|row| row.has_lapsed(window.now));
        let elsewhere = elsewhere::ways(&resources, &held);
        let mut availability = Self {
            resources,
            overfill: window.overfill,
            exceptions: Exceptions::of(exceptions, center, &visitors, around),
            taken: HashMap::new(),
            lapsed,
            sessions: Sessions::default(),
            begun,
            elsewhere,
        };
        for row in classes::once_a_session(&held) {
            if let Ok(time) = TimeRange::new(row.starts_at, row.ends_at) {
                let taken = availability.taken.entry(row.resource_id.uuid()).or_default();
                taken.push(TakenPlace { place: row.unit, time });
            }
        }
        held.retain(|row| row.center_id == center);
        (availability, held)
    }

    /// Removes what was held, and is free by now, from the way of what is about to
    /// take its place.
    pub(in crate::ops) fn clear(&self, taking: &Occupancy, changes: &mut ChangeSet) {
        let in_the_way = |row: &&Stored<Occupancy>| {
            (row.resource_id, row.unit) == (taking.resource_id, taking.unit)
                && row.starts_at < taking.ends_at
                && taking.starts_at < row.ends_at
        };
        for row in self.lapsed.iter().filter(in_the_way) {
            changes.delete(row);
        }
    }

    /// Shows the availability to the slot engine: the providers in the order of the center, and the
    /// rooms by their identifiers, or, for who has lost a race for the first of them, shuffled by
    /// chance, so that rivals meet as seldom as can be.
    pub(in crate::ops) fn situation(
        &self,
        env: &Env,
        step: StepMinutes,
        chance: Option<u64>,
    ) -> Situation<'_> {
        let policies = self.resources.policies();
        let now = env.now();
        let providers = self.candidates(chance);
        let only = match providers.as_slice() {
            [only] => Some(only.id),
            _ => self.resources.first.map(Id::uuid),
        };
        let rooms = |rooms: &Vec<Stored<Room>>| self.rooms(rooms, only, chance);
        Situation {
            zone: &self.resources.center.time_zone,
            step,
            anchor: policies.slot_anchor,
            now,
            earliest: now.saturating_plus_minutes(policies.min_notice_minutes.into()),
            latest: slots::horizon_end(
                &self.resources.center.time_zone,
                now,
                policies.max_horizon_days,
            ),
            guest_full: self.resources.full_for_guest(now, &[]),
            buffers_within_hours: policies.buffers_within_hours,
            center: self
                .exceptions
                .schedule(self.resources.center.id.uuid(), self.resources.center.hours.as_ref()),
            service_hours: self.resources.service.hours.as_deref(),
            seats: self.resources.seats(),
            assignment: self.assignment(chance),
            providers,
            further_providers: self.resources.further_providers(),
            rooms: self.resources.rooms.as_ref().map(rooms),
            further_rooms: self.resources.further_rooms.iter().map(rooms).collect(),
        }
    }

    /// Returns how long the service takes, unless a provider takes another time.
    pub(in crate::ops) fn usual_duration(&self) -> DurationMinutes {
        let agreed = self.resources.moved.and_then(|moved| moved.agreed);
        let usual = self.resources.service.duration_minutes;
        agreed.map_or_else(|| self.resources.added().lengthen(usual), |timing| timing.duration)
    }

    /// Returns what is taken of a provider or a room.
    fn taken(&self, resource: Uuid) -> &[TakenPlace] {
        self.taken.get(&resource).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Writes an instant as the clock on a zone's walls shows it, with the offset
/// from UTC where the clock shows that time twice.
pub(in crate::ops) fn local_text(zone: &TimeZone, at: Timestamp) -> String {
    let local = zone.local(at);
    let offset = zone.offset(at);
    let day = 24 * 60;
    let other = |minutes: i64| {
        let shift = offset.local_minus_utc()
            - zone.offset(at.saturating_plus_minutes(minutes)).local_minus_utc();
        let twin = at.saturating_plus_minutes(i64::from(shift / 60));
        twin != at && zone.local(twin) == local
    };
    if other(-day) || other(day) {
        format!("{}{offset}", local.format("%Y-%m-%dT%H:%M"))
    } else {
        local.format("%Y-%m-%dT%H:%M").to_string()
    }
}
