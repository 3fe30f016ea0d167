//! The first times that are free, at one center or at any of them, however far ahead they are.
//!
//! The days are searched in stretches, the nearest first and each longer than the one before, of
//! all centers at once, by the search that lists times: so it costs what the days cost that are
//! looked at.

use chrono::{Days, NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_checks::NOT_CHANGEABLE,
    availability::{
        Availability, AvailabilityWindow, BookingTarget, CountedBookings, ServiceResources,
    },
    moving::Moving,
    reschedule::NOT_MOVED,
    slot_table::{Gather, SlotProvider, SlotTable},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, shown_whole},
    entity::Query,
    error::Result,
    model::{Appointment, Center, Permission, Provider, Service},
    slots::{self, StartPage},
    value::{Active, Code, DayCount, Id, StartLimit, TimeZone, Timestamp},
};

/// The most centers that are searched at once.
const CENTERS_MAX: u32 = 200;

/// How many days are looked at first; then twice as many, and so on.
const FIRST_DAYS: u16 = 7;

/// Finds the first starts at which a service can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindFirstStarts {
    /// Which service.
    pub service_id: Id<Service>,
    /// Where; at any center that is in use, if absent: of the first 200.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// Only with this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The codes of what is added to the service: at most five. If absent, none; to one that is
    /// moved, what it has.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Option<Vec<Code>>,
    /// The appointment to be moved.
    #[serde(default)]
    pub moving: Option<Id<Appointment>>,
    /// The first local day of a center; today, if absent.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// How many starts.
    #[serde(default)]
    pub limit: StartLimit,
}

impl FindFirstStarts {
    /// Asks for the first start at any center.
    #[must_use]
    pub fn new(service_id: Id<Service>) -> Self {
        Self {
            service_id,
            center_id: None,
            provider_id: None,
            add_ons: None,
            moving: None,
            date: None,
            limit: StartLimit::MIN,
        }
    }
}

/// The first starts at which a service can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FirstStarts {
    /// Which service.
    pub service_id: Id<Service>,
    /// The starts, earliest first: fewer than were asked for, if there are no more before the
    /// horizons of the centers.
    pub starts: Vec<FirstStart>,
}

/// A start at one of several centers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FirstStart {
    /// Where.
    pub center_id: Id<Center>,
    /// The zone of the local time.
    pub time_zone: TimeZone,
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in an hour that is
    /// repeated.
    pub local: String,
    /// The providers who are free for it, and in which room.
    pub providers: Vec<SlotProvider>,
}

shown_whole!(FirstStarts);

impl Operation for FindFirstStarts {
    type Answer = FirstStarts;
    const NAME: &'static str = "first_starts_find";
    const NEEDS: Permission = Permission::ReadSlots;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CHANGEABLE, NOT_MOVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<FirstStarts>> {
        let moving = match self.moving {
            None => None,
            Some(id) => Some(Moving::read(env, view, id, (self.center_id, self.service_id)).await?),
        };
        let moved = moving.as_ref().map(|moving| moving.moved(self.service_id)).transpose()?;
        let centers = match &moving {
            Some(moving) => vec![moving.appointment.center_id],
            None => self.centers(view).await?,
        };
        let target = |center| BookingTarget { moved, ..self.target(center) };
        let targets: Vec<BookingTarget> = centers.into_iter().map(target).collect();
        let mut resources = ServiceResources::read_all(view, &targets).await?;
        Moving::add_to(env, moving.as_ref(), self.add_ons.as_deref(), &mut resources)?;
        if let (Some(moving), Some(one)) = (&moving, resources.first()) {
            moving.must_be_changeable(&one.service, env)?;
        }
        if let Some(counted) = CountedBookings::signed_in(env) {
            counted.limit(env, view, &mut resources).await?;
        }
        let mut search = Search {
            limit: self.limit.get().into(),
            found: Vec::new(),
            next: resources.into_iter().filter_map(|one| self.begin(env, one)).collect(),
        };
        let mut days = FIRST_DAYS;
        while !search.next.is_empty() {
            search.look(env, view, self.provider_id, days).await?;
            days = days.saturating_mul(2).min(DayCount::MAX.get());
        }
        let mut starts = search.found;
        starts.truncate(search.limit);
        Ok(Plan::read(env, FirstStarts { service_id: self.service_id, starts }))
    }
}

impl FindFirstStarts {
    /// Returns the centers that are searched: of a provider all at which they work.
    async fn centers(&self, view: &mut View<'_>) -> Result<Vec<Id<Center>>> {
        match (self.center_id, self.provider_id) {
            (Some(center), _) => return Ok(vec![center]),
            (None, Some(provider)) => {
                let provider = view.referred("/provider_id", provider).await?;
                let further = provider.further_center_ids.as_slice().iter().copied();
                return Ok([provider.center_id].into_iter().chain(further).collect());
            }
            (None, None) => {}
        }
        let in_use = Query::limit(CENTERS_MAX).eq(Center::is_active(), &Active(true));
        let found = view.list(&in_use).await?;
        Ok(found.iter().map(|center| center.id).collect())
    }

    fn target(&self, center: Id<Center>) -> BookingTarget {
        BookingTarget {
            center,
            service: self.service_id,
            provider: self.provider_id,
            room: None,
            moved: None,
        }
    }

    /// Begins the search of a center, if the service can be booked there at all.
    fn begin(&self, env: &Env, resources: ServiceResources) -> Option<AtCenter> {
        let is_bookable = resources.is_offered() || resources.is_agreed();
        let is_offered = is_bookable && !resources.providers.is_empty();
        let zone = &resources.center.time_zone;
        let today = zone.local(env.now()).date();
        let horizon = slots::horizon_end(zone, env.now(), resources.policies().max_horizon_days);
        let last_day = zone.local(horizon).date();
        let day = self.date.map_or(today, |date| date.max(today));
        (is_offered && day <= last_day).then_some(AtCenter { resources, day, last_day })
    }
}

/// A center, and what is left to search of its days.
struct AtCenter {
    resources: ServiceResources,
    day: NaiveDate,
    last_day: NaiveDate,
}

impl AtCenter {
    /// Returns how many days of a stretch are left.
    fn days(&self, most: u16) -> DayCount {
        let left = (self.last_day - self.day).num_days() + 1;
        DayCount::new(left.min(i64::from(most))).unwrap_or(DayCount::MIN)
    }

    /// Returns when the next day begins that was not looked at.
    fn begins(&self) -> Timestamp {
        let zone = &self.resources.center.time_zone;
        zone.instant(self.day.and_time(NaiveTime::MIN)).unwrap_or(Timestamp::MAX)
    }
}

/// A search over the days of some centers.
struct Search {
    limit: usize,
    /// What was found, earliest first.
    found: Vec<FirstStart>,
    /// The centers of which more days are to be looked at.
    next: Vec<AtCenter>,
}

impl Search {
    /// Looks at so many more days of each center, and keeps those of which days that were not
    /// looked at may yet be earlier than what was found.
    async fn look(
        &mut self,
        env: &Env,
        view: &mut View<'_>,
        provider: Option<Id<Provider>>,
        most: u16,
    ) -> Result<()> {
        let (mut days, mut wanted) = (Vec::new(), Vec::new());
        for center in self.next.drain(..) {
            let count = center.days(most);
            let AtCenter { resources, day, last_day } = center;
            let window = AvailabilityWindow {
                first_day: day,
                days: count,
                starts: None,
                provider,
                overfill: None,
                now: env.now(),
            };
            days.push((day, count, last_day));
            wanted.push((resources, window));
        }
        let read = Availability::read_all(view, wanted).await?;
        for (availability, (day, count, last_day)) in read.into_iter().zip(days) {
            self.gather(env, &availability, day, count);
            let day = day.checked_add_days(Days::new(count.get().into())).unwrap_or(NaiveDate::MAX);
            if day <= last_day {
                self.next.push(AtCenter { resources: availability.resources, day, last_day });
            }
        }
        self.found.sort_by(|one, other| {
            (one.starts_at, one.center_id).cmp(&(other.starts_at, other.center_id))
        });
        self.found.truncate(self.limit);
        if self.found.len() == self.limit
            && let Some(last) = self.found.last()
        {
            self.next.retain(|center| center.begins() < last.starts_at);
        }
        Ok(())
    }

    /// Adds the first starts of a center on some days.
    fn gather(&mut self, env: &Env, availability: &Availability, day: NaiveDate, count: DayCount) {
        let center = &availability.resources.center;
        let situation = availability.situation(env, center.policies.step_minutes, None);
        let part = StartPage { after: None, starts: self.limit, offers: SlotTable::OFFERS_MAX };
        let mut table = SlotTable::new(&situation);
        slots::page(&situation, day, count, part, |slot| table.add(slot));
        self.found.extend(table.iter().map(|slot| FirstStart {
            center_id: center.id,
            time_zone: center.time_zone.clone(),
            starts_at: slot.starts_at,
            local: slot.local,
            providers: slot.providers,
        }));
    }
}
