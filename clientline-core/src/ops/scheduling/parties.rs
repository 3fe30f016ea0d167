//! Parties: several guests who come at the same time, a couple or a family, booked together.
//!
//! All of them are judged at once, by what was read once
//! ([`slots::place_party`](crate::slots::place_party)): nobody takes whom only another could have.
//! All are booked, or none. Each has an appointment of their own, which is moved and cancelled
//! alone, or with the others.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{
    availability::{BookingTarget, CountedBookings, ServiceResources},
    booking::{BookAppointment, Booking, rules},
    party_places::PartyPlacement,
    placement::{NOT_BOOKABLE, NOT_PLACED},
    several::of_part,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, SetAside, View,
        reading::{peek, referred},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Center, EventKind, Guest, Organization, Permission,
        Provider, Service,
    },
    ops::people::guest_erase::NOT_SERVED,
    value::{Code, Id, Notes, PriceMode, Timestamp},
};

/// The most guests who come together.
const GUESTS_MAX: usize = 8;

/// A guest of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyGuest {
    /// Who.
    pub guest_id: Id<Guest>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent. Whom the service needs beside that one is whoever
    /// is free.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The codes of what is added to the service: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
}

impl PartyGuest {
    /// Asks for a service for a guest, with anyone who is free.
    #[must_use]
    pub const fn new(guest_id: Id<Guest>, service_id: Id<Service>) -> Self {
        Self { guest_id, service_id, provider_id: None, add_ons: Vec::new() }
    }
}

/// Books an appointment for each of several guests, all at the same start and in one commit: all
/// of them, or none.
///
/// Each is served by somebody else, or by several where the service needs them. Services that several
/// guests attend in one session are booked one by one.
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

/// Checks that what a guest asks for, at a field of the body, is none of which several guests
/// attend one session: these are booked and moved alone.
pub(super) fn must_suit_a_party(field: &str, resources: &ServiceResources) -> Result<()> {
    if resources.service.seats().is_none() {
        return Ok(());
    }
    let detail =
        "Several guests attend this service in one session: each is booked and moved alone.";
    Err(Error::invalid(field, "is_a_class", detail))
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
        let PartyGuest { guest_id, service_id, provider_id, .. } = *guest;
        BookAppointment {
            provider_id,
            add_ons: guest.add_ons.clone(),
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            ..BookAppointment::new(self.center_id, guest_id, service_id, self.starts_at)
        }
    }

    /// Says of an error which guest it is about.
    fn of_guest(at: usize, error: Error) -> Error {
        of_part(&format!("Guest {}", at + 1), error, |field| match field {
            "/service_id" | "/provider_id" | "/guest_id" => field_of(at, field),
            _ if field.starts_with("/add_ons") => field_of(at, field),
            // What all guests have alike stands in the body itself.
            _ => field.to_owned(),
        })
    }
}

impl Operation for BookParty {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "party_book";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.check()?;
        let rules = rules(env, self.source, self.override_rules)?;
        let parts: Vec<BookAppointment> =
            self.guests.iter().map(|guest| self.part(guest)).collect();
        let placement = PartyPlacement {
            starts_at: self.starts_at,
            rules,
            guests: parts.iter().map(|part| part.placement(rules)).collect(),
            of_guest: Self::of_guest,
        };
        let (resources, price_mode) = resources(env, view, &parts, &placement).await?;
        let places = placement.place(env, view, resources).await?;

        let party_id = Some(env.new_id::<Appointment>().uuid());
        let mut changes = env.changes();
        let mut booked: Vec<Stored<Appointment>> = Vec::with_capacity(parts.len());
        for (part, mut placed) in parts.iter().zip(places) {
            placed.price_mode = price_mode;
            let booking = Booking { party_id, ..part.booking(env, self.source) };
            booked.push(booking.write(env, &placed, &mut changes)?);
        }
        let ids: Vec<Id<Appointment>> = booked.iter().map(|one| one.id).collect();
        let plan =
            Plan::new(booked, changes).setting_aside(SetAside::by(self.override_rules, false));
        Ok(ids.into_iter().fold(plan, |plan, id| plan.emit(EventKind::AppointmentBooked, id)))
    }
}

/// Reads who and what can serve the guests, all of whom are served at all, with what limits them.
async fn resources(
    env: &Env,
    view: &mut View<'_>,
    parts: &[BookAppointment],
    placement: &PartyPlacement,
) -> Result<(Vec<ServiceResources>, Option<PriceMode>)> {
    let fields =
        |field: &str| -> Vec<String> { (0..parts.len()).map(|at| field_of(at, field)).collect() };
    let (guest_fields, service_fields) = (fields("/guest_id"), fields("/service_id"));
    let named = parts.iter().zip(&guest_fields);
    let guests: Vec<_> = named.map(|(part, field)| referred(field, part.guest_id)).collect();
    let named = parts.iter().zip(&service_fields);
    let targets: Vec<_> = named.map(|(part, field)| (target(part), field.as_str())).collect();
    let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
    let (mut resources, (guests, organization)) =
        ServiceResources::read_each(view, &targets, (guests, organization)).await?;
    for (at, (asked, of_guest)) in placement.guests.iter().zip(&resources).enumerate() {
        let check = || {
            guests[at].must_be_served()?;
            asked.check_offered(of_guest)
        };
        check().map_err(|error| BookParty::of_guest(at, error))?;
        must_suit_a_party(&service_fields[at], of_guest)?;
    }
    for (at, (part, of_guest)) in parts.iter().zip(&mut resources).enumerate() {
        of_guest.add(&part.add_ons).map_err(|error| BookParty::of_guest(at, error))?;
    }
    if placement.rules.bind_guests() {
        let ids: Vec<Id<Guest>> = guests.iter().map(|guest| guest.id).collect();
        CountedBookings::limit_each(&ids, env, view, &mut resources).await?;
    }
    Ok((resources, organization.map(|organization| organization.price_mode)))
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
