//! Finding times for several services of one guest, one after the other.
//!
//! A start is listed if and only if a [visit](super::visits::BookVisit) that begins then can be
//! booked: the first service at a listed start, and each further one when the one before it ends.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    availability::{
        Availability, AvailabilityWindow, BookingTarget, CountedBookings, FullBy, ServiceResources,
        local_text,
    },
    moving::{MovedBeside, MovedService, StartsOfSeveral, starts_of},
    placed::few,
    reschedule::NOT_MOVED,
    several::of_part,
    visits::{check_services, one_to_ten},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, shown_whole},
    error::Result,
    model::{Appointment, Center, Permission, Provider, Room, Service},
    slots::{self, ConsecutiveService, PlacedService, Preference},
    value::{Code, DayCount, FewIds, Id, StartLimit, TimeZone, Timestamp},
};

/// A service to find a time for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedService {
    /// Which service.
    pub service_id: Id<Service>,
    /// Only with this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// Only in this room.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The codes of what is added to it: at most five. If absent, none; to one that is moved, what
    /// it has.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Option<Vec<Code>>,
    /// The appointment to be moved there: the times of all that are named count as free.
    #[serde(default)]
    pub moving: Option<Id<Appointment>>,
}

impl WantedService {
    /// Asks for a service with anyone who is free.
    #[must_use]
    pub const fn new(service_id: Id<Service>) -> Self {
        Self { service_id, provider_id: None, room_id: None, add_ons: None, moving: None }
    }
}

/// Lists the starts at which several services can be had one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindVisitStarts {
    /// Where.
    pub center_id: Id<Center>,
    /// The services, one after the other: one to ten.
    #[serde(deserialize_with = "one_to_ten")]
    #[schemars(length(min = 1, max = 10))]
    pub services: Vec<WantedService>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: StartLimit,
}

/// The starts at which several services can be had: of one guest one after the other, or of
/// several guests at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitStarts {
    /// Where.
    pub center_id: Id<Center>,
    /// The zone of the local times.
    pub time_zone: TimeZone,
    /// The starts, earliest first.
    pub starts: Vec<VisitStart>,
}

/// A start at which several services can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VisitStart {
    /// When the first service starts, or all of them.
    pub starts_at: Timestamp,
    /// When the first service starts, or all of them, on the wall clock of the center.
    pub local: String,
    /// When the last one ends.
    pub ends_at: Timestamp,
    /// Who would perform each service, and when, in the order in which they were asked for.
    pub services: Vec<ServiceStart>,
}

/// When one of several services would start, by whom and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceStart {
    /// Which service.
    pub service_id: Id<Service>,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// By whom.
    pub provider_id: Id<Provider>,
    /// By whom beside that one; absent if by nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub further_provider_ids: Option<FewIds<Provider>>,
    /// In which room, if it needs one.
    pub room_id: Option<Id<Room>>,
}

shown_whole!(VisitStarts);

impl Operation for FindVisitStarts {
    type Answer = VisitStarts;
    const NAME: &'static str = "visit_starts_find";
    const NEEDS: Permission = Permission::ReadSlots;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_MOVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<VisitStarts>> {
        starts_of(self, self.center_id, env, view).await
    }
}

impl StartsOfSeveral for FindVisitStarts {
    fn services(&self) -> Vec<MovedService> {
        self.services.iter().map(|one| (one.moving, one.service_id)).collect()
    }

    fn field(at: usize) -> String {
        format!("/services/{at}/moving")
    }

    async fn found(
        &self,
        env: &Env,
        view: &mut View<'_>,
        moved: &[Option<MovedBeside<'_>>],
    ) -> Result<VisitStarts> {
        let named = (0..self.services.len()).map(|at| format!("/services/{at}/service_id"));
        let named: Vec<String> = named.collect();
        let wanted = WantedStarts { after: None, most: self.limit.get().into() };
        self.find(env, view, (&named, moved), |_| Ok(()), wanted).await
    }
}

/// Which of the starts are wanted: as many as so many that are later than one.
#[derive(Clone, Copy)]
pub(in crate::ops) struct WantedStarts {
    pub(in crate::ops) after: Option<Timestamp>,
    pub(in crate::ops) most: usize,
}

impl FindVisitStarts {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>, services: Vec<WantedService>, date: NaiveDate) -> Self {
        Self { center_id, services, date, days: DayCount::default(), limit: StartLimit::default() }
    }

    /// Finds starts of services that all pass a check, each with the field that names it, and with
    /// the appointment that is moved, if one is.
    pub(in crate::ops) async fn find(
        &self,
        env: &Env,
        view: &mut View<'_>,
        (named, moved): (&[String], &[Option<MovedBeside<'_>>]),
        check: fn(&Service) -> Result<()>,
        wanted: WantedStarts,
    ) -> Result<VisitStarts> {
        check_services(&self.services)?;
        let targets = self.services.iter().zip(named).enumerate();
        let targets = targets.map(|(at, (service, named))| {
            let moved = moved.get(at).copied().flatten().map(|one| one.moved);
            (BookingTarget { moved, ..self.target(service) }, named.as_str())
        });
        let targets: Vec<_> = targets.collect();
        let (mut resources, ()) = ServiceResources::read_each(view, &targets, ()).await?;
        for (one, named) in resources.iter().zip(named) {
            check(&one.service).map_err(|error| of_part("", error, |_| named.clone()))?;
        }
        let each = resources.iter_mut().zip(&self.services).zip(named).enumerate();
        for (at, ((one, wanted), named)) in each {
            let Some(codes) = &wanted.add_ons else { continue };
            let before = moved.get(at).copied().flatten().map(|one| one.appointment);
            let of = named.strip_suffix("/service_id").unwrap_or_default();
            let place = |field: &str| format!("{of}{field}");
            one.add_instead(before, codes).map_err(|error| of_part("", error, place))?;
        }
        if let Some(counted) = CountedBookings::signed_in(env) {
            counted.limit(env, view, &mut resources).await?;
        }
        let each = resources.into_iter().zip(&self.services);
        let windows = each.map(|(resources, service)| (resources, self.window(env, service)));
        let all = Availability::read_all(view, windows.collect()).await?;
        let time_zone = all[0].resources.center.time_zone.clone();
        let is_offered = all.iter().zip(&self.services).all(|(one, service)| {
            let Availability { resources, .. } = one;
            let has_room = service.room_id.is_none() || resources.rooms.is_some();
            (resources.is_offered() || resources.is_agreed()) && has_room
        });
        let starts = if is_offered { self.starts(env, &all, wanted) } else { Vec::new() };
        Ok(VisitStarts { center_id: self.center_id, time_zone, starts })
    }

    fn target(&self, service: &WantedService) -> BookingTarget {
        BookingTarget {
            center: self.center_id,
            service: service.service_id,
            provider: service.provider_id,
            room: service.room_id,
            moved: None,
        }
    }

    fn window(&self, env: &Env, service: &WantedService) -> AvailabilityWindow {
        AvailabilityWindow {
            first_day: self.date,
            days: self.days,
            starts: None,
            provider: service.provider_id,
            overfill: None,
            now: env.now(),
        }
    }

    /// Goes through the starts of the first service, and keeps those that all of them leave.
    fn starts(&self, env: &Env, all: &[Availability], wanted: WantedStarts) -> Vec<VisitStart> {
        let mut services: Vec<ConsecutiveService<'_>> = all
            .iter()
            .zip(&self.services)
            .map(|(one, service)| ConsecutiveService {
                situation: situation(env, one),
                preference: Preference {
                    provider: service.provider_id.map(Id::uuid),
                    room: service.room_id.map(Id::uuid),
                    ..Preference::default()
                },
            })
            .collect();
        let fullness = FullBy::new(env, all);
        let first = situation(env, &all[0]);
        let found = slots::search(&first, self.date, self.days);
        let later = found.iter().filter(|start| Some(start.starts_at) > wanted.after);
        let placed = later.filter_map(|start| {
            slots::place_consecutive(&mut services, start.starts_at, &fullness).ok()
        });
        let zone = &all[0].resources.center.time_zone;
        let starts = placed.filter_map(|placed| self.start(zone, &placed));
        starts.take(wanted.most).collect()
    }

    fn start(&self, zone: &TimeZone, placed: &[PlacedService]) -> Option<VisitStart> {
        let (first, last) = (placed.first()?, placed.last()?);
        let services = placed.iter().zip(&self.services).map(|(placed, wanted)| ServiceStart {
            service_id: wanted.service_id,
            starts_at: placed.starts_at,
            ends_at: placed.candidate.ends_at,
            provider_id: Id::from_uuid(placed.candidate.provider),
            further_provider_ids: few(placed.candidate.further_providers),
            room_id: placed.candidate.room.map(Id::from_uuid),
        });
        Some(VisitStart {
            starts_at: first.starts_at,
            local: local_text(zone, first.starts_at),
            ends_at: last.candidate.ends_at,
            services: services.collect(),
        })
    }
}

/// Shows what was read about a service to the slot engine.
fn situation<'a>(env: &Env, of: &'a Availability) -> slots::Situation<'a> {
    of.situation(env, of.resources.center.policies.step_minutes, None)
}
