//! What decides when a service can be had: read once, for all resources and
//! days at once, and handed to the slot engine.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate, NaiveTime};
use uuid::Uuid;

use crate::{
    engine::{Env, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Blockout, Calendar, Center, HoursOverride, Occupancy, Provider, ProviderService, Room,
        Service,
    },
    row::Select,
    slots::{Availability, Candidate, Need, RoomUnit, Situation, UnitKey},
    value::{DayCount, DayHours, DurationMinutes, Id, StepMinutes, TimeRange, TimeZone, Timestamp},
};

/// The most providers, or rooms, of a center that one request looks at.
const RESOURCES_MAX: u32 = 1_000;
/// The longest blockout: a year, in minutes. It bounds how far back a search
/// has to look.
pub(super) const BLOCKOUT_MINUTES_MAX: i64 = 366 * 24 * 60;

/// Everything that was read about one service at one center.
pub(super) struct Scene {
    pub(super) center: Stored<Center>,
    pub(super) service: Stored<Service>,
    pub(super) providers: Vec<Performer>,
    rooms: Option<Vec<Stored<Room>>>,
    overfill: bool,
    overrides: HashMap<Uuid, BTreeMap<NaiveDate, DayHours>>,
    blocked: HashMap<Uuid, Vec<TimeRange>>,
    busy: HashMap<(Uuid, i32), Vec<TimeRange>>,
}

/// A provider who performs the service, and how.
pub(super) struct Performer {
    pub(super) provider: Stored<Provider>,
    pub(super) own: Option<Stored<ProviderService>>,
}

/// What a scene is read for.
pub(super) struct Scope {
    pub(super) first_day: NaiveDate,
    pub(super) days: DayCount,
    /// Only this provider; all who perform the service, if absent.
    pub(super) provider: Option<Id<Provider>>,
    /// Only this room; all of the kind that the service needs, if absent.
    pub(super) room: Option<Id<Room>>,
    /// Leave out what this visit takes.
    pub(super) except: Option<Id<crate::model::Appointment>>,
    /// Whether rooms that may be overfilled are.
    pub(super) overfill: bool,
}

impl Scene {
    /// Reads the scene for some days.
    pub(super) async fn read(
        view: &mut View<'_>,
        center: Stored<Center>,
        service: Stored<Service>,
        scope: &Scope,
    ) -> Result<Self> {
        let providers = performers(view, &center, &service, scope.provider).await?;
        let rooms = rooms(view, &center, &service, scope).await?;
        let window = window(&center, scope)?;
        let mut scene = Self {
            center,
            service,
            providers,
            rooms,
            overfill: scope.overfill,
            overrides: HashMap::new(),
            blocked: HashMap::new(),
            busy: HashMap::new(),
        };
        scene.read_overrides(view, scope).await?;
        scene.read_blockouts(view, window).await?;
        scene.read_busy(view, window, scope).await?;
        Ok(scene)
    }

    /// Shows the scene to the slot engine. Rivals who try the units of rooms
    /// and the providers from different `turn`s meet less often.
    pub(super) fn situation(&self, env: &Env, step: StepMinutes, turn: usize) -> Situation<'_> {
        let policies = &self.center.policies;
        let now = env.now();
        let mut providers: Vec<Candidate<'_>> =
            self.providers.iter().map(|performer| self.candidate(performer)).collect();
        let mut rooms = self.rooms.as_ref().map(|rooms| self.units(rooms));
        rotate(&mut providers, turn);
        if let Some(units) = &mut rooms {
            rotate(units, turn);
        }
        Situation {
            zone: &self.center.time_zone,
            step,
            now,
            earliest: now.saturating_plus_minutes(policies.min_notice_minutes.into()),
            latest: now.saturating_plus_minutes(i64::from(policies.max_horizon_days) * 24 * 60),
            buffers_within_hours: policies.buffers_within_hours,
            center: Availability {
                hours: self.center.hours.as_ref(),
                ..self.availability(self.center.id.uuid())
            },
            providers,
            rooms,
        }
    }

    /// Returns how long the service takes with a provider.
    pub(super) fn need(&self, performer: &Performer) -> Need {
        let own: Option<DurationMinutes> =
            performer.own.as_ref().and_then(|own| own.duration_minutes);
        Need {
            duration: own.unwrap_or(self.service.duration_minutes),
            buffer_before: self.service.buffer_before_minutes,
            buffer_after: self.service.buffer_after_minutes,
        }
    }

    fn candidate<'s>(&'s self, performer: &'s Performer) -> Candidate<'s> {
        let id = performer.provider.id.uuid();
        let hours = performer.provider.hours.as_ref();
        Candidate {
            id,
            need: self.need(performer),
            availability: Availability { hours, ..self.availability(id) },
            busy: self.busy.get(&(id, 1)).cloned().unwrap_or_default(),
        }
    }

    fn availability(&self, calendar: Uuid) -> Availability<'_> {
        Availability {
            hours: None,
            overrides: self.overrides.get(&calendar).cloned().unwrap_or_default(),
            blocked: self.blocked.get(&calendar).cloned().unwrap_or_default(),
        }
    }

    fn units(&self, rooms: &[Stored<Room>]) -> Vec<RoomUnit> {
        let units =
            rooms.iter().flat_map(|room| (1..=self.places(room)).map(move |unit| (room, unit)));
        units
            .map(|(room, unit)| {
                let id = room.id.uuid();
                RoomUnit {
                    key: UnitKey { room: id, unit },
                    blocked: self.blocked.get(&id).cloned().unwrap_or_default(),
                    busy: self.busy.get(&(id, unit)).cloned().unwrap_or_default(),
                }
            })
            .collect()
    }

    /// Returns how many visits may be put into a room: twice as many as fit,
    /// where staff may go over.
    fn places(&self, room: &Room) -> i32 {
        let over = self.overfill && room.can_exceed_capacity && !room.only_one_appointment;
        if over { room.units() * 2 } else { room.units() }
    }

    async fn read_overrides(&mut self, view: &mut View<'_>, scope: &Scope) -> Result<()> {
        let mut calendars: Vec<Id<Calendar>> =
            self.providers.iter().map(|one| Id::from_uuid(one.provider.id.uuid())).collect();
        calendars.push(Id::from_uuid(self.center.id.uuid()));
        let (first, last) = (scope.first_day, scope.first_day + Days::new(scope.days.get().into()));
        for some in calendars.chunks(Select::SET_MAX) {
            let query = Query::limit(Select::LIMIT_MAX)
                .any(HoursOverride::calendar_id(), some)
                // The shift of the evening before may run on.
                .ge(HoursOverride::date(), &(first - Days::new(2)))
                .lt(HoursOverride::date(), &(last + Days::new(2)));
            for row in view.list(&query).await? {
                let days = self.overrides.entry(row.calendar_id.uuid()).or_default();
                days.insert(row.date, row.windows.clone());
            }
        }
        Ok(())
    }

    async fn read_blockouts(&mut self, view: &mut View<'_>, window: TimeRange) -> Result<()> {
        let since = window.start().saturating_plus_minutes(-BLOCKOUT_MINUTES_MAX);
        let query = Query::limit(Select::LIMIT_MAX)
            .eq(Blockout::center_id(), &self.center.id)
            .gt(Blockout::starts_at(), &since)
            .lt(Blockout::starts_at(), &window.end())
            .gt(Blockout::ends_at(), &window.start());
        for row in view.list(&query).await? {
            if let Ok(range) = TimeRange::new(row.starts_at, row.ends_at) {
                self.blocked.entry(row.calendar_id.uuid()).or_default().push(range);
            }
        }
        Ok(())
    }

    async fn read_busy(
        &mut self,
        view: &mut View<'_>,
        window: TimeRange,
        scope: &Scope,
    ) -> Result<()> {
        let since = window.start().saturating_plus_minutes(-Occupancy::MINUTES_MAX);
        let query = Query::limit(Select::LIMIT_MAX)
            .gt(Occupancy::starts_at(), &since)
            .lt(Occupancy::starts_at(), &window.end())
            .gt(Occupancy::ends_at(), &window.start());
        let query = match scope.provider {
            // By start, since that is the order of the index: thousands of rows
            // need not be sorted.
            None => {
                query.eq(Occupancy::center_id(), &self.center.id).order_by(Occupancy::starts_at())
            }
            // One provider and some rooms are few seeks; the whole center's
            // times would be many rows.
            Some(provider) => {
                let rooms = self.rooms.as_deref().unwrap_or_default();
                let mut resources: Vec<Id<Calendar>> =
                    rooms.iter().map(|room| Id::from_uuid(room.id.uuid())).collect();
                resources.push(Id::from_uuid(provider.uuid()));
                let units = rooms.iter().map(|room| self.places(room)).max().unwrap_or(1);
                query
                    .any(Occupancy::resource_id(), &resources)
                    .any(Occupancy::unit(), &(1..=units).collect::<Vec<_>>())
            }
        };
        for row in view.list(&query).await? {
            if scope.except == Some(row.appointment_id) {
                continue;
            }
            if let Ok(range) = TimeRange::new(row.starts_at, row.ends_at) {
                self.busy.entry((row.resource_id.uuid(), row.unit)).or_default().push(range);
            }
        }
        Ok(())
    }
}

/// Returns who performs a service at a center, by name, then identifier.
async fn performers(
    view: &mut View<'_>,
    center: &Stored<Center>,
    service: &Stored<Service>,
    only: Option<Id<Provider>>,
) -> Result<Vec<Performer>> {
    let found = match only {
        Some(id) => Vec::from_iter(view.peek(id).await?),
        None => {
            let query = Query::limit(RESOURCES_MAX).eq(Provider::center_id(), &center.id);
            view.list(&query).await?
        }
    };
    let links = Query::limit(RESOURCES_MAX).eq(ProviderService::service_id(), &service.id);
    let mut own: HashMap<Id<Provider>, Stored<ProviderService>> =
        view.list(&links).await?.into_iter().map(|link| (link.provider_id, link)).collect();
    let performs = |provider: &Stored<Provider>| {
        let services = provider.services.as_slice();
        provider.is_active.0
            && provider.center_id == center.id
            && (services.is_empty() || services.contains(&service.id))
    };
    let performing = found.into_iter().filter(performs);
    Ok(performing.map(|provider| Performer { own: own.remove(&provider.id), provider }).collect())
}

/// Returns the rooms that serve, if the service needs one.
async fn rooms(
    view: &mut View<'_>,
    center: &Stored<Center>,
    service: &Stored<Service>,
    scope: &Scope,
) -> Result<Option<Vec<Stored<Room>>>> {
    let Some(category) = service.room_category_id else { return Ok(None) };
    let query = Query::limit(RESOURCES_MAX)
        .eq(Room::center_id(), &center.id)
        .eq(Room::room_category_id(), &category);
    let serves =
        |room: &Stored<Room>| room.is_active.0 && scope.room.is_none_or(|wanted| wanted == room.id);
    Ok(Some(view.list(&query).await?.into_iter().filter(serves).collect()))
}

/// Returns the instants between which anything may matter: the days, and a day
/// of service and buffers around them.
fn window(center: &Stored<Center>, scope: &Scope) -> Result<TimeRange> {
    let zone = &center.time_zone;
    let end = scope.first_day.checked_add_days(Days::new(scope.days.get().into()));
    let midnight = |date: NaiveDate| zone.instant(date.and_time(NaiveTime::MIN)).ok();
    let out_of_range = || Error::invalid("/date", "out_of_range", "The date is out of range.");
    let start = midnight(scope.first_day).ok_or_else(out_of_range)?;
    let end = end.and_then(midnight).ok_or_else(out_of_range)?;
    let (start, end) =
        (start.saturating_plus_minutes(-24 * 60), end.saturating_plus_minutes(2 * 24 * 60));
    TimeRange::new(start, end).map_err(|_| out_of_range())
}

fn rotate<T>(items: &mut [T], turn: usize) {
    if !items.is_empty() {
        let middle = turn % items.len();
        items.rotate_left(middle);
    }
}

/// Writes an instant as the clock on a zone's walls shows it, with the offset
/// from UTC where the clock shows that time twice.
pub(super) fn local_text(zone: &TimeZone, at: Timestamp) -> String {
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
