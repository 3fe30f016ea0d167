//! Parties: several guests who come at the same time, a couple or a family, booked together.
//!
//! All of them are judged at once, by what was read once ([`slots::place_party`]): nobody takes
//! whom only another could have. All are booked, or none. Each has an appointment of their own,
//! which is moved and cancelled alone, or cancelled with the others
//! ([`CancelTogether`](super::cancel_together::CancelTogether)).

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use uuid::Uuid;

use super::{
    availability::{
        Availability, AvailabilityWindow, BookingTarget, CountedBookings, FullBy, ServiceResources,
    },
    booking::{BookAppointment, Booking, rules},
    placement::{Placement, conflict_of, invalid, nearest},
    several::of_part,
};
use crate::{
    engine::{
        Env, Operation, Plan, View,
        reading::{peek, referred},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Calendar, Center, EventKind, Guest, Organization,
        Permission, Provider, Service,
    },
    slots::{self, BookingRules, Candidate, PartyRefusal, Situation, TakenPlace},
    value::{DayCount, Id, Notes, PriceMode, Timestamp},
};

/// The most guests who come together.
const GUESTS_MAX: usize = 8;

/// A guest of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyGuest {
    /// Who.
    pub guest_id: Id<Guest>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
}

/// Books an appointment for each of several guests, all at the same start and in one commit: all
/// of them, or none.
///
/// Each is served by somebody else. Services that several guests attend in one session are booked
/// one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookParty {
    /// Where.
    pub center_id: Id<Center>,
    /// When all services start.
    pub starts_at: Timestamp,
    /// The guests: two to eight, nobody twice.
    #[serde(deserialize_with = "two_to_eight")]
    #[schemars(length(min = 2, max = 8))]
    pub guests: Vec<PartyGuest>,
    /// Notes of the guests.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    #[serde(default)]
    pub internal_notes: Option<Notes>,
    /// Where the booking comes from.
    #[serde(default)]
    pub source: AppointmentSource,
    /// Book outside hours and notice (managers only). What is taken stays
    /// taken.
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

/// Reads two to eight of something.
pub(super) fn two_to_eight<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let guests = Vec::deserialize(from)?;
    check_guests(&guests).map_err(|_| D::Error::custom("it has two to eight guests"))?;
    Ok(guests)
}

/// Checks how many guests come together.
pub(super) fn check_guests<T>(guests: &[T]) -> Result<()> {
    if (2..=GUESTS_MAX).contains(&guests.len()) {
        return Ok(());
    }
    Err(Error::invalid("/guests", "out_of_range", "A party has two to eight guests."))
}

/// Returns where in the body a field of a guest stands.
pub(super) fn field_of(at: usize, field: &str) -> String {
    format!("/guests/{at}{field}")
}

/// Checks that a service is none of which several guests attend one session: seats are booked
/// alone.
pub(super) fn must_be_no_class(at: usize, service: &Service) -> Result<()> {
    if service.seats().is_none() {
        return Ok(());
    }
    let detail = "Several guests attend this service in one session: book each of them alone.";
    Err(Error::invalid(&field_of(at, "/service_id"), "is_a_class", detail))
}

impl BookParty {
    /// Asks for several guests at the same start, at the desk.
    #[must_use]
    pub fn new(center_id: Id<Center>, starts_at: Timestamp, guests: Vec<PartyGuest>) -> Self {
        Self {
            center_id,
            starts_at,
            guests,
            notes: None,
            internal_notes: None,
            source: AppointmentSource::default(),
            override_rules: false,
        }
    }

    fn check(&self) -> Result<()> {
        check_guests(&self.guests)?;
        let again = |at: &usize| {
            let before = &self.guests[..*at];
            before.iter().any(|one| one.guest_id == self.guests[*at].guest_id)
        };
        match (0..self.guests.len()).find(again) {
            Some(at) => {
                let detail = "The guest stands in the same list before.";
                Err(Error::invalid(&field_of(at, "/guest_id"), "duplicate", detail))
            }
            None => Ok(()),
        }
    }

    /// Asks for one of the guests alone.
    fn part(&self, guest: &PartyGuest) -> BookAppointment {
        let PartyGuest { guest_id, service_id, provider_id } = *guest;
        BookAppointment {
            provider_id,
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            ..BookAppointment::new(self.center_id, guest_id, service_id, self.starts_at)
        }
    }

    /// Says of an error which guest it is about.
    fn of_guest(at: usize, error: Error) -> Error {
        of_part(&format!("Guest {}", at + 1), error, |field| match field {
            "/service_id" | "/provider_id" | "/guest_id" => field_of(at, field),
            // What all guests have alike stands in the body itself.
            _ => field.to_owned(),
        })
    }
}

impl Operation for BookParty {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "party_book";
    const NEEDS: Permission = Permission::AttendAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.check()?;
        let rules = rules(env, self.source, self.override_rules)?;
        let parts: Vec<BookAppointment> =
            self.guests.iter().map(|guest| self.part(guest)).collect();
        let asked = Asked { party: self, parts, rules };
        let (resources, price_mode) = asked.resources(env, view).await?;
        let windows = asked.windows(env, &resources);
        let calendars: Vec<_> = resources.iter().map(ServiceResources::calendars).collect();
        let wanted = resources.into_iter().zip(windows).collect();
        let (scene, calendars) = Availability::read_each(view, wanted, calendars).await?;
        match judge(env, &scene, self.starts_at, rules) {
            Ok(candidates) => {
                let calendars = calendars.into_iter().flatten().flatten().collect();
                asked.book(env, view, Found { scene, candidates, calendars, price_mode })
            }
            // Seldom, and large.
            Err(refusal) => Box::pin(asked.refuse(env, view, scene, refusal)).await,
        }
    }
}

/// A party, each of its guests as if they came alone, and the rules by which all are booked.
struct Asked<'a> {
    party: &'a BookParty,
    parts: Vec<BookAppointment>,
    rules: BookingRules,
}

/// What was found for a party.
struct Found {
    scene: Vec<Availability>,
    candidates: Vec<Candidate>,
    calendars: Vec<Stored<Calendar>>,
    price_mode: Option<PriceMode>,
}

impl Asked<'_> {
    fn placement(&self, part: &BookAppointment) -> Placement {
        part.placement(self.rules)
    }

    /// Reads who and what can serve the guests, all of whom are served at all, with what limits
    /// them.
    async fn resources(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<(Vec<ServiceResources>, Option<PriceMode>)> {
        let fields = |field: &str| -> Vec<String> {
            (0..self.parts.len()).map(|at| field_of(at, field)).collect()
        };
        let (guest_fields, service_fields) = (fields("/guest_id"), fields("/service_id"));
        let named = self.parts.iter().zip(&guest_fields);
        let guests: Vec<_> = named.map(|(part, field)| referred(field, part.guest_id)).collect();
        let named = self.parts.iter().zip(&service_fields);
        let targets: Vec<_> = named.map(|(part, field)| (target(part), field.as_str())).collect();
        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let (mut resources, (guests, organization)) =
            ServiceResources::read_each(view, &targets, (guests, organization)).await?;
        for (at, (part, of_guest)) in self.parts.iter().zip(&resources).enumerate() {
            let check = || {
                guests[at].must_be_served()?;
                self.placement(part).check_offered(of_guest)
            };
            check().map_err(|error| BookParty::of_guest(at, error))?;
            must_be_no_class(at, &of_guest.service)?;
        }
        if self.rules.bind_guests() {
            let ids: Vec<Id<Guest>> = guests.iter().map(|guest| guest.id).collect();
            CountedBookings::limit_each(&ids, env, view, &mut resources).await?;
        }
        Ok((resources, organization.map(|organization| organization.price_mode)))
    }

    /// Returns what decides about the start, for each guest.
    fn windows(&self, env: &Env, resources: &[ServiceResources]) -> Vec<AvailabilityWindow> {
        let each = self.parts.iter().zip(resources);
        each.map(|(part, resources)| self.placement(part).window(env, resources)).collect()
    }

    /// Books what was found.
    fn book(
        &self,
        env: &Env,
        view: &mut View<'_>,
        found: Found,
    ) -> Result<Plan<Vec<Stored<Appointment>>>> {
        let Found { scene, candidates, calendars, price_mode } = found;
        let party_id = Some(env.new_id::<Appointment>().uuid());
        let mut changes = env.changes();
        let mut booked: Vec<Stored<Appointment>> = Vec::with_capacity(self.parts.len());
        let mut taken: Vec<(Uuid, Vec<TakenPlace>)> = Vec::new();
        let each = self.parts.iter().zip(scene).zip(candidates);
        for ((part, mut availability), candidate) in each {
            // Of one room those before have their places already.
            for (room, places) in &taken {
                availability.add_taken(*room, places);
            }
            let placement = self.placement(part);
            let mut placed = placement.settle(view, availability, candidate, calendars.clone())?;
            placed.price_mode = price_mode;
            taken.extend(placed.room_places().map(|(room, places)| (room, places.to_vec())));
            let booking = Booking { party_id, ..part.booking(env, self.party.source) };
            booked.push(booking.write(env, &placed, &mut changes)?);
        }
        let ids: Vec<Id<Appointment>> = booked.iter().map(|one| one.id).collect();
        let plan = Plan::new(booked, changes);
        Ok(ids.into_iter().fold(plan, |plan, id| plan.emit(EventKind::AppointmentBooked, id)))
    }

    /// Explains why the start can't be had, and names those of the day that can.
    async fn refuse<T>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        scene: Vec<Availability>,
        refusal: PartyRefusal,
    ) -> Result<T> {
        if let PartyRefusal::Guest(at, alone) = refusal
            && let Some(error) = invalid(alone)
        {
            return Err(BookParty::of_guest(at, error));
        }
        let resources: Vec<ServiceResources> = scene.into_iter().map(|one| one.resources).collect();
        let windows = self.windows(env, &resources).into_iter();
        let of_day: Vec<_> =
            windows.map(|window| AvailabilityWindow { start: None, ..window }).collect();
        let day = of_day[0].first_day;
        let wanted = resources.into_iter().zip(of_day).collect();
        let scene = Availability::read_all(view, wanted).await?;
        let situations = situations(env, &scene);
        let fullness = FullBy::new(env, &scene);
        let days = (day, DayCount::MIN);
        let found = slots::search_party(&situations, days, usize::MAX, &fullness);
        let starts = found.into_iter().map(|(start, _)| start).collect();
        let alternatives = nearest(self.party.starts_at, starts);
        let (code, at) = match refusal {
            PartyRefusal::Guest(at, alone) => (conflict_of(alone), Some(at)),
            PartyRefusal::Providers | PartyRefusal::Rooms => ("slot_taken", None),
        };
        let error = Error::SlotUnavailable { code, detail: refusal.to_string(), alternatives };
        Err(match at {
            Some(at) => BookParty::of_guest(at, error),
            None => error,
        })
    }
}

fn target(part: &BookAppointment) -> BookingTarget {
    BookingTarget {
        center: part.center_id,
        service: part.service_id,
        provider: part.provider_id,
        room: None,
        moved: None,
    }
}

/// Judges a start by what was read about each guest.
fn judge(
    env: &Env,
    scene: &[Availability],
    starts_at: Timestamp,
    rules: BookingRules,
) -> Result<Vec<Candidate>, PartyRefusal> {
    slots::place_party(&situations(env, scene), starts_at, rules, &FullBy::new(env, scene))
}

/// Shows what was read about each guest to the slot engine.
pub(super) fn situations<'s>(env: &Env, scene: &'s [Availability]) -> Vec<Situation<'s>> {
    let situation = |one: &'s Availability| {
        let step = one.resources.center.policies.step_minutes;
        one.situation(env, step, env.chance_of_rival())
    };
    scene.iter().map(situation).collect()
}
