//! Finding times for several guests who come together.
//!
//! A start is listed if and only if a [party](super::parties::BookParty) can be booked then.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    availability::{
        Availability, AvailabilityWindow, BookingTarget, FullBy, ServiceResources, local_text,
    },
    moving::{MovedBeside, MovedService, StartsOfSeveral, starts_of},
    parties::{check_guests, field_of, must_suit_a_party, two_to_eight},
    party_places::situations,
    placed::few,
    reschedule::NOT_MOVED,
    several::of_part,
    visit_starts::{ServiceStart, VisitStart, VisitStarts},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View},
    error::Result,
    model::{Appointment, Center, Permission, Provider, Service},
    slots::{self, Candidate},
    value::{Code, DayCount, Id, StartLimit, TimeZone, Timestamp},
};

/// What a guest of a party wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyWish {
    /// Which service.
    pub service_id: Id<Service>,
    /// Only with this provider.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The codes of what is added to the service: at most five. If absent, none; to one that is
    /// moved, what it has.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Option<Vec<Code>>,
    /// The appointment to be moved there: the times of all that are named count as free.
    #[serde(default)]
    pub moving: Option<Id<Appointment>>,
}

/// Lists the starts at which several guests can be served at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindPartyStarts {
    /// Where.
    pub center_id: Id<Center>,
    /// What each guest wants: two to eight of them.
    #[serde(deserialize_with = "two_to_eight")]
    #[schemars(length(min = 2, max = 8))]
    pub guests: Vec<PartyWish>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: StartLimit,
}

impl Operation for FindPartyStarts {
    type Answer = VisitStarts;
    const NAME: &'static str = "party_starts_find";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_MOVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<VisitStarts>> {
        check_guests(&self.guests)?;
        starts_of(self, self.center_id, env, view).await
    }
}

impl StartsOfSeveral for FindPartyStarts {
    fn services(&self) -> Vec<MovedService> {
        self.guests.iter().map(|one| (one.moving, one.service_id)).collect()
    }

    fn field(at: usize) -> String {
        field_of(at, "/moving")
    }

    async fn found(
        &self,
        env: &Env,
        view: &mut View<'_>,
        moved: &[Option<MovedBeside<'_>>],
    ) -> Result<VisitStarts> {
        let fields: Vec<String> =
            (0..self.guests.len()).map(|at| field_of(at, "/service_id")).collect();
        let named = self.guests.iter().zip(&fields);
        let targets = named.enumerate().map(|(at, (wish, field))| {
            let moved = moved.get(at).copied().flatten().map(|one| one.moved);
            (BookingTarget { moved, ..self.target(wish) }, field.as_str())
        });
        let targets: Vec<_> = targets.collect();
        let (mut resources, ()) = ServiceResources::read_each(view, &targets, ()).await?;
        for (resources, field) in resources.iter().zip(&fields) {
            must_suit_a_party(field, resources)?;
        }
        for (at, (one, wish)) in resources.iter_mut().zip(&self.guests).enumerate() {
            let Some(codes) = &wish.add_ons else { continue };
            let before = moved.get(at).copied().flatten().map(|one| one.appointment);
            let place = |field: &str| field_of(at, field);
            one.add_instead(before, codes).map_err(|error| of_part("", error, place))?;
        }
        let wanted = resources.into_iter().zip(&self.guests);
        let windows = wanted.map(|(resources, wish)| (resources, self.window(env, wish)));
        let scene = Availability::read_all(view, windows.collect()).await?;
        let time_zone = scene[0].resources.center.time_zone.clone();
        let starts = self.starts(env, &scene, &time_zone);
        Ok(VisitStarts { center_id: self.center_id, time_zone, starts })
    }
}

impl PartyWish {
    /// Asks for a service with anyone who is free.
    #[must_use]
    pub const fn new(service_id: Id<Service>) -> Self {
        Self { service_id, provider_id: None, add_ons: None, moving: None }
    }
}

impl FindPartyStarts {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(center_id: Id<Center>, guests: Vec<PartyWish>, date: NaiveDate) -> Self {
        Self { center_id, guests, date, days: DayCount::default(), limit: StartLimit::default() }
    }

    fn target(&self, wish: &PartyWish) -> BookingTarget {
        BookingTarget {
            center: self.center_id,
            service: wish.service_id,
            provider: wish.provider_id,
            room: None,
            moved: None,
        }
    }

    fn window(&self, env: &Env, wish: &PartyWish) -> AvailabilityWindow {
        AvailabilityWindow {
            first_day: self.date,
            days: self.days,
            starts: None,
            provider: wish.provider_id,
            overfill: None,
            now: env.now(),
        }
    }

    fn starts(&self, env: &Env, scene: &[Availability], zone: &TimeZone) -> Vec<VisitStart> {
        let is_had = |one: &Availability| one.resources.is_offered() || one.resources.is_agreed();
        if !scene.iter().all(is_had) {
            return Vec::new();
        }
        let situations = situations(env, scene);
        let fullness = FullBy::new(env, scene);
        let (days, limit) = ((self.date, self.days), self.limit.get().into());
        let found = slots::search_party(&situations, days, limit, &fullness);
        found.into_iter().filter_map(|(at, placed)| self.start(zone, at, &placed)).collect()
    }

    fn start(&self, zone: &TimeZone, at: Timestamp, placed: &[Candidate]) -> Option<VisitStart> {
        let services = placed.iter().zip(&self.guests).map(|(placed, wish)| ServiceStart {
            service_id: wish.service_id,
            starts_at: at,
            ends_at: placed.ends_at,
            provider_id: Id::from_uuid(placed.provider),
            further_provider_ids: few(placed.further_providers),
            room_id: placed.room.map(Id::from_uuid),
        });
        Some(VisitStart {
            starts_at: at,
            local: local_text(zone, at),
            ends_at: placed.iter().map(|placed| placed.ends_at).max()?,
            services: services.collect(),
        })
    }
}
