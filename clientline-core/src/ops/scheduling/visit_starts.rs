//! Finding times for several services of one guest, one after the other.
//!
//! A start is listed if and only if a [visit](super::visits::BookVisit) that begins then can be
//! booked: the first service at a listed start, and each further one when the one before it ends.
//! Of a visit that is [moved](super::visits::MoveVisit) as a whole the distances stay.

use chrono::{Days, NaiveDate};
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
    visit_distances::{self, Distance},
    visit_size::{check_services, one_to_ten},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, shown_whole},
    error::Result,
    model::{Appointment, Center, Permission, Provider, Room, Service},
    slots::{self, ConsecutiveService, PlacedService, Preference, Succession},
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
///
/// Where they are all that is to come of one visit, in its order and with who has them, the times
/// between them stay, as when the visit is moved.
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
        let asked: Vec<_> =
            self.services.iter().map(|one| (one.provider_id, one.room_id)).collect();
        let only: Vec<_> = moved.iter().map(|one| one.map(|one| one.moved)).collect();
        let kept = Box::pin(visit_distances::kept(env, view, &asked, &only)).await?;
        let wanted = WantedStarts {
            most: self.limit.get().into(),
            counted: CountedBookings::signed_in(env),
            kept,
            ..WantedStarts::default()
        };
        self.find(env, view, (&named, moved), |_| Ok(()), wanted).await
    }
}

/// Which of the starts are wanted: as many as so many that are later than one.
#[derive(Default)]
pub(in crate::ops) struct WantedStarts {
    pub(in crate::ops) after: Option<Timestamp>,
    pub(in crate::ops) most: usize,
    /// Whose bookings count against the limits of a guest; nobody's, if absent.
    pub(in crate::ops) counted: Option<CountedBookings>,
    /// How far from the first service each one begins, by their order: one without a distance, or
    /// beyond the end of the list, when the one before it is over.
    pub(in crate::ops) kept: Vec<Option<Distance>>,
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
        mut wanted: WantedStarts,
    ) -> Result<VisitStarts> {
        check_services(&self.services)?;
        wanted.kept.resize(self.services.len(), None);
        let targets = self.services.iter().zip(named).enumerate();
        let targets = targets.map(|(at, (service, named))| {
            let moved = moved.get(at).copied().flatten().map(|one| one.moved);
            let kept = moved.filter(|_| wanted.kept[at].is_some()).map(|moved| moved.provider);
            let target = self.target(service);
            let provider = target.provider.or(kept);
            (BookingTarget { provider, moved, ..target }, named.as_str())
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
        if let Some(counted) = wanted.counted.take() {
            counted.limit(env, view, &mut resources).await?;
        }
        let each = resources.into_iter().zip(&targets).zip(&wanted.kept);
        let windows = each.map(|((resources, (target, _)), kept)| {
            (resources, self.window(env, target.provider, *kept))
        });
        let all = Availability::read_all(view, windows.collect()).await?;
        let time_zone = all[0].resources.center.time_zone.clone();
        let is_offered = all.iter().zip(&self.services).all(|(one, service)| {
            let Availability { resources, .. } = one;
            let has_room = service.room_id.is_none() || resources.rooms.is_some();
            (resources.is_offered() || resources.is_agreed()) && has_room
        });
        let providers: Vec<_> = targets.iter().map(|(target, _)| target.provider).collect();
        let scene = (all.as_slice(), providers.as_slice());
        let starts = if is_offered { self.starts(env, scene, &wanted) } else { Vec::new() };
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

    fn window(
        &self,
        env: &Env,
        provider: Option<Id<Provider>>,
        kept: Option<Distance>,
    ) -> AvailabilityWindow {
        let first_day = kept.and_then(|kept| self.date.checked_add_days(Days::new(kept.days())));
        // After midnight perhaps.
        let longer = kept.and_then(|_| DayCount::new(i64::from(self.days.get()) + 1).ok());
        AvailabilityWindow {
            first_day: first_day.unwrap_or(self.date),
            days: longer.unwrap_or(self.days),
            starts: None,
            provider,
            overfill: None,
            now: env.now(),
        }
    }

    /// Goes through the starts of the first service, and keeps those that all of them leave.
    fn starts(
        &self,
        env: &Env,
        (all, providers): (&[Availability], &[Option<Id<Provider>>]),
        wanted: &WantedStarts,
    ) -> Vec<VisitStart> {
        let each = all.iter().zip(&self.services).zip(providers.iter().zip(&wanted.kept));
        let mut services: Vec<ConsecutiveService<'_>> = each
            .map(|((one, service), (provider, kept))| ConsecutiveService {
                situation: situation(env, one),
                preference: Preference {
                    provider: provider.map(Id::uuid),
                    room: service.room_id.map(Id::uuid),
                    ..Preference::default()
                },
                succession: kept.map_or(Succession::AfterPrevious, Distance::kept),
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
        let first = placed.first()?;
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
            ends_at: placed.iter().map(|one| one.candidate.ends_at).max()?,
            services: services.collect(),
        })
    }
}

/// Shows what was read about a service to the slot engine.
fn situation<'a>(env: &Env, of: &'a Availability) -> slots::Situation<'a> {
    of.situation(env, of.resources.center.policies.step_minutes, None)
}
