//! Booking an appointment.
//!
//! One commit writes the appointment, the time it takes, its sale, its history, the
//! audit row and the event. What decides whether the time can be had is the
//! predicate that lists slots ([`slots::place`](crate::slots::place)); what
//! makes it exclusive is the database's own constraint on `occupancy`.

use std::slice;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    availability::{Availability, BookingTarget, CountedBookings, ServiceResources, local_text},
    placement::{Follows, NOT_BOOKABLE, NOT_PLACED, Placed, Placement},
};
use crate::{
    billing::BillingError,
    engine::{Actor, Conflicts, Env, Operation, Plan, Series, SetAside, View, reading::referred},
    entity::Stored,
    error::{Error, Result},
    model::{
        AddOns, Appointment, AppointmentSource, AppointmentStatus, Center, EventKind, Guest,
        ItemType, Permission, Provider, Role, Room, Sale, SaleStatus, Service,
    },
    ops::people::guest_erase::NOT_SERVED,
    row::ChangeSet,
    slots::{BookingRules, Candidate},
    value::{Code, FewIds, Id, Money, Name, Notes, PhoneNumber, Quantity, Timestamp, UnitPrice},
};

/// Books an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookAppointment {
    /// Where.
    pub center_id: Id<Center>,
    /// The guest.
    pub guest_id: Id<Guest>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// In which rooms beside the first; in any that fits of a kind of which none is named.
    #[serde(default)]
    pub further_room_ids: FewIds<Room>,
    /// Who performs it beside the first provider; whoever is free, if absent.
    #[serde(default)]
    pub further_provider_ids: FewIds<Provider>,
    /// The codes of what is added to the service: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// When the service starts.
    pub starts_at: Timestamp,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    #[serde(default)]
    pub internal_notes: Option<Notes>,
    /// Where the booking comes from.
    #[serde(default)]
    pub source: AppointmentSource,
    /// The series that the appointment is one date of: an identifier that whoever books them
    /// makes up.
    #[serde(default)]
    pub series_id: Option<Uuid>,
    /// Book what took place before: within hours, and at any time that is past. For those who
    /// attend to guests.
    #[serde(default)]
    pub written_up: bool,
    /// Book outside hours and notice (managers only). What is taken stays
    /// taken.
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl BookAppointment {
    /// Asks for a start with anyone who is free, at the desk.
    #[must_use]
    pub fn new(
        center_id: Id<Center>,
        guest_id: Id<Guest>,
        service_id: Id<Service>,
        starts_at: Timestamp,
    ) -> Self {
        Self {
            center_id,
            guest_id,
            service_id,
            provider_id: None,
            room_id: None,
            further_room_ids: FewIds::default(),
            further_provider_ids: FewIds::default(),
            add_ons: Vec::new(),
            starts_at,
            notes: None,
            internal_notes: None,
            source: AppointmentSource::default(),
            series_id: None,
            written_up: false,
            override_rules: false,
        }
    }
}

impl Operation for BookAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_book";
    const NEEDS: Permission = Permission::BookAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.book(env, view, None).await
    }
}

/// The place of an appointment in a visit.
#[derive(Clone, Copy)]
pub(super) struct VisitPart {
    pub(super) visit_id: Uuid,
    /// How it follows another part, if it does: it begins anywhere on the grid then.
    pub(super) follows: Option<Follows>,
}

impl BookAppointment {
    /// Books the appointment, alone or as a part of a visit.
    pub(super) async fn book(
        &self,
        env: &Env,
        view: &mut View<'_>,
        part: Option<VisitPart>,
    ) -> Result<Plan<Stored<Appointment>>> {
        let source = self.source_of(env.actor())?;
        let follows = part.and_then(|part| part.follows);
        let rules = match self.rules(env, source)? {
            BookingRules::Listed if follows.is_some() => BookingRules::Following,
            rules => rules,
        };
        let resources = self.resources(env, view, rules).await?;
        let placement = self.placement(rules);
        // Large, beside all else that is kept here.
        let placed = Box::pin(placement.place_following(env, view, resources, follows)).await?;
        let (visit_id, starts_at) = (part.map(|part| part.visit_id), placed.starts_at);
        let booking = Booking { starts_at, visit_id, ..self.booking(env, source) };
        let mut changes = env.changes();
        let appointment = booking.write(env, &placed, &mut changes)?;
        let id = appointment.id;
        let plan = Plan::new(appointment, changes).emit(EventKind::AppointmentBooked, id);
        Ok(plan.setting_aside(SetAside::by(self.override_rules, self.written_up)))
    }
}

/// An appointment to be booked, once it is known for whom and that it can be had.
pub(in crate::ops) struct Booking {
    pub(in crate::ops) id: Id<Appointment>,
    pub(in crate::ops) guest_id: Id<Guest>,
    pub(in crate::ops) starts_at: Timestamp,
    /// Until when the appointment is held, if it has to be confirmed.
    pub(in crate::ops) held_until: Option<Timestamp>,
    pub(in crate::ops) notes: Option<Notes>,
    pub(in crate::ops) internal_notes: Option<Notes>,
    pub(in crate::ops) source: AppointmentSource,
    pub(in crate::ops) series_id: Option<Uuid>,
    pub(in crate::ops) visit_id: Option<Uuid>,
    pub(in crate::ops) party_id: Option<Uuid>,
    /// Who booked it, as they said themselves.
    pub(in crate::ops) contact: Contact,
}

/// The names and the number that somebody gave who did not sign in: several people may book by
/// one address, and each appointment keeps its own.
#[derive(Default)]
pub(in crate::ops) struct Contact {
    pub(in crate::ops) first_name: Option<Name>,
    pub(in crate::ops) last_name: Option<Name>,
    pub(in crate::ops) phone: Option<PhoneNumber>,
}

impl Booking {
    /// Adds the appointment to the changes, with its time and its sale. It says who booked it,
    /// which is the first step of its history.
    pub(in crate::ops) fn write(
        self,
        env: &Env,
        placed: &Placed,
        changes: &mut ChangeSet,
    ) -> Result<Stored<Appointment>> {
        let Placed { availability, candidate, .. } = placed;
        let Contact { first_name, last_name, phone } = self.contact;
        let price = availability.price(candidate)?;
        let (center, service) = (&availability.resources.center, &availability.resources.service);
        let starts_at = self.starts_at;
        let appointment = changes.insert(Appointment {
            id: self.id,
            center_id: center.id,
            guest_id: self.guest_id,
            service_id: service.id,
            provider_id: Id::from_uuid(candidate.provider),
            room_id: candidate.room.map(Id::from_uuid),
            room_unit: placed.room_unit(),
            further_room_ids: placed.further_room_ids(),
            further_provider_ids: placed.further_provider_ids(),
            add_ons: availability.resources.add_ons.clone(),
            starts_at,
            ends_at: candidate.ends_at,
            time_zone: center.time_zone.clone(),
            local_start: local_text(&center.time_zone, starts_at),
            buffer_before_minutes: candidate.timing.buffer_before,
            buffer_after_minutes: candidate.timing.buffer_after,
            segments: candidate.timing.segments,
            status: match self.held_until {
                None => AppointmentStatus::Scheduled,
                Some(_) => AppointmentStatus::Pending,
            },
            held_until: self.held_until,
            notes: self.notes,
            internal_notes: self.internal_notes,
            source: self.source,
            series_id: self.series_id,
            visit_id: self.visit_id,
            party_id: self.party_id,
            cancelled_reason: None,
            price: price.total,
            currency: center.currency,
            steps: 1,
            contact_first_name: first_name,
            contact_last_name: last_name,
            contact_phone: phone,
            booked_by: Some(env.actor().name()),
        });
        placed.take(env, &appointment, changes)?;
        changes.insert(sale(env, &appointment, placed, price)?);
        Ok(appointment)
    }
}

impl BookAppointment {
    /// Reads who and what can serve a guest who is served at all, with what limits them by these
    /// rules.
    pub(super) async fn resources(
        &self,
        env: &Env,
        view: &mut View<'_>,
        rules: BookingRules,
    ) -> Result<ServiceResources> {
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: self.room_id,
            moved: None,
        };
        let guest = referred("/guest_id", self.guest_id);
        let (mut resources, guest) = ServiceResources::read(view, &target, guest).await?;
        guest.must_be_served()?;
        resources.keep_to_further(self.further_room_ids)?;
        resources.add(&self.add_ons)?;
        if rules.bind_guests() {
            let counted = CountedBookings::of(env, self.guest_id);
            counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        }
        Ok(resources)
    }

    /// Asks for the time.
    pub(super) const fn placement(&self, rules: BookingRules) -> Placement {
        let Self { provider_id, room_id, further_provider_ids, starts_at, .. } = *self;
        Placement { provider_id, room_id, further_provider_ids, starts_at, rules }
    }

    /// Returns what is booked once it has its place.
    pub(super) fn booking(&self, env: &Env, source: AppointmentSource) -> Booking {
        Booking {
            id: env.new_id(),
            guest_id: self.guest_id,
            starts_at: self.starts_at,
            held_until: None,
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            source,
            series_id: self.series_id,
            visit_id: None,
            party_id: None,
            contact: Contact::default(),
        }
    }

    /// Returns the rules by which it is booked.
    pub(super) fn rules(&self, env: &Env, source: AppointmentSource) -> Result<BookingRules> {
        let rules = rules(env, source, self.override_rules)?;
        if !self.written_up {
            return Ok(rules);
        }
        env.actor().must(Permission::AttendAppointments)?;
        Ok(if self.override_rules { rules } else { BookingRules::Begun })
    }

    /// Returns where the booking comes from: that of a client comes from online,
    /// whatever it says.
    pub(super) fn source_of(&self, actor: &Actor) -> Result<AppointmentSource> {
        if actor.role != Role::Client {
            return Ok(self.source);
        }
        if self.internal_notes.is_some() {
            return Err(Error::withheld("/internal_notes"));
        }
        Ok(AppointmentSource::Online)
    }
}

/// Which rules a booking may set aside: guests book what is listed, staff any
/// minute, and managers outside hours if they say so.
pub(super) fn rules(
    env: &Env,
    source: AppointmentSource,
    override_rules: bool,
) -> Result<BookingRules> {
    if override_rules {
        env.actor().must(Permission::OverrideRules)?;
        return Ok(BookingRules::Override);
    }
    Ok(match source {
        AppointmentSource::Online => BookingRules::Listed,
        AppointmentSource::Desk | AppointmentSource::Api | AppointmentSource::Import => {
            BookingRules::OffGrid
        }
    })
}

/// The price of an appointment.
#[derive(Clone, Copy)]
pub(super) struct Price {
    pub(super) unit: UnitPrice,
    pub(super) total: Money,
}

impl Availability {
    /// Returns the price with the chosen provider.
    pub(super) fn price(&self, candidate: &Candidate) -> Result<Price> {
        let resources = &self.resources;
        let performer = resources.performer(candidate.provider);
        let own = performer.and_then(|performer| performer.own.as_ref()?.price);
        let currency = resources.center.currency;
        let too_large = |text: String| Error::invalid("/service_id", "amount_too_large", text);
        let price = resources.added().raise(own.unwrap_or(resources.service.price));
        let unit = price.ok_or_else(|| too_large(BillingError::TooLarge.to_string()))?;
        let unit = unit.in_currency(currency);
        let total = crate::billing::gross(Quantity::default(), unit, currency)
            .map_err(|error| too_large(error.to_string()))?;
        Ok(Price { unit, total })
    }
}

/// Makes the sale of an appointment.
fn sale(
    env: &Env,
    appointment: &Stored<Appointment>,
    placed: &Placed,
    price: Price,
) -> Result<Sale> {
    let center = &placed.availability.resources.center;
    let currency = center.currency;
    Ok(Sale {
        id: env.new_id(),
        sale_no: env.code(Series::Sale)?,
        appointment_id: Some(appointment.id),
        invoice_item_id: None,
        guest_id: appointment.guest_id,
        center_id: appointment.center_id,
        item_type: ItemType::Service,
        service_id: Some(appointment.service_id),
        product_id: None,
        package_id: None,
        provider_id: Some(appointment.provider_id),
        quantity: Quantity::default(),
        unit_price: price.unit,
        price_mode: placed.price_mode,
        discount_id: None,
        discount: None,
        discount_reason: None,
        gross_value: price.total,
        discount_value: Money::zero(currency),
        net_value: price.total,
        currency,
        status: SaleStatus::Open,
        remarks: appointment.add_ons.as_deref().and_then(AddOns::names),
        sale_date: center.business_day(env.now()),
        deposit_id: None,
    })
}
