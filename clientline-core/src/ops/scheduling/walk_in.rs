//! Who walks in: served now, before anybody asks for a name, and given one later.
//!
//! Each center has one nameless guest for all of them, who is made with the first and has the
//! center's identifier. An appointment of theirs keeps the name that was given, if any was, and
//! is handed over to a guest of their own once it is known who they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    availability::{BookingTarget, ServiceResources},
    booking::{Booking, Contact},
    placement::{NOT_BOOKABLE, NOT_PLACED, Placement},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, referred, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Center, EventKind, Guest, NewGuest, Organization,
        Permission, Phrase, Provider, Room, Service,
    },
    ops::{
        billing::{sales::sale_of, withdrawal::hand_over},
        people::guest_erase::NOT_SERVED,
        resource::{BuildContext, Resource},
    },
    row::Version,
    slots::BookingRules,
    storage::Key,
    value::{Code, FewIds, Id, Name, Notes, PhoneNumber, Timestamp},
};

/// Books an appointment for somebody who walked in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkIn {
    /// Where.
    pub center_id: Id<Center>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// The codes of what is added to the service: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// When the service starts; now, if absent. It may have begun within the last hour.
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
    /// The first name that was given.
    #[serde(default)]
    pub first_name: Option<Name>,
    /// The last name that was given.
    #[serde(default)]
    pub last_name: Option<Name>,
    /// The telephone number that was given.
    #[serde(default)]
    pub phone: Option<PhoneNumber>,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    #[serde(default)]
    pub internal_notes: Option<Notes>,
}

impl WalkIn {
    /// Asks for an appointment that starts now, with anyone who is free.
    #[must_use]
    pub const fn new(center_id: Id<Center>, service_id: Id<Service>) -> Self {
        Self {
            center_id,
            service_id,
            provider_id: None,
            room_id: None,
            add_ons: Vec::new(),
            starts_at: None,
            first_name: None,
            last_name: None,
            phone: None,
            notes: None,
            internal_notes: None,
        }
    }
}

impl Operation for WalkIn {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_walk_in";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: self.room_id,
            moved: None,
        };
        let guest_id = Guest::of_walk_ins(self.center_id);
        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let read = (peek(guest_id), organization);
        let (mut resources, (guest, organization)) =
            ServiceResources::read(view, &target, read).await?;
        resources.add(&self.add_ons)?;
        let starts_at = self.starts_at.unwrap_or_else(|| env.now().floor_to_minute());
        let request = Placement {
            provider_id: self.provider_id,
            room_id: self.room_id,
            further_provider_ids: FewIds::default(),
            starts_at,
            rules: BookingRules::OffGrid,
        };
        // Large, beside all else that is kept here.
        let placed = Box::pin(request.place(env, view, resources)).await?;
        let mut changes = env.changes();
        let center = &placed.availability.resources.center;
        let mut context = BuildContext { env, view, changes: &mut changes };
        serve_nameless(guest.as_ref(), center, organization.as_deref(), &mut context).await?;
        let booking = Booking {
            id: env.new_id(),
            guest_id,
            starts_at,
            held_until: None,
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            source: AppointmentSource::Desk,
            series_id: None,
            visit_id: None,
            party_id: None,
            contact: Contact {
                first_name: self.first_name.clone(),
                last_name: self.last_name.clone(),
                phone: self.phone.clone(),
            },
        };
        let appointment = booking.write(env, &placed, &mut changes)?;
        let id = appointment.id;
        Ok(Plan::new(appointment, changes).emit(EventKind::AppointmentBooked, id))
    }
}

/// Has the guest of all who walk in at a center served, who is made if there is none.
pub(in crate::ops) async fn serve_nameless(
    guest: Option<&Stored<Guest>>,
    center: &Stored<Center>,
    organization: Option<&Organization>,
    context: &mut BuildContext<'_, '_>,
) -> Result<()> {
    if let Some(guest) = guest {
        guest.must_be_served()?;
        context.view.rely_on(guest);
        return Ok(());
    }
    let first_name = Name::parse(Organization::language(organization).says(Phrase::WalkIn));
    let first_name = first_name.map_err(|error| Error::value("/center_id", &error))?;
    let new = NewGuest::new(center.id, first_name, center.name.clone());
    let guest = Guest { id: Guest::of_walk_ins(center.id), ..Guest::make(new, context).await? };
    context.changes.insert(guest).after_save(None, context).await
}

/// Whose an appointment is from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The guest who walked in.
    pub guest_id: Id<Guest>,
}

/// Hands the appointment of somebody who walked in over to a guest, once it is known who they
/// are. Its sale goes with it, and leaves the draft on which it stands; what was issued stays
/// made out as it was.
///
/// It is refused with `not_a_walk_in` if the appointment is another guest's.
#[derive(Clone, Debug)]
pub struct HandOverAppointment {
    /// Which appointment.
    pub id: Id<Appointment>,
    /// To whom.
    pub to: HandOver,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl HandOverAppointment {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Appointment>, to: HandOver) -> Self {
        Self { id, to, expected: None }
    }
}

impl Operation for HandOverAppointment {
    type Answer = Stored<Appointment>;
    const NAME: &'static str = "appointment_hand_over";
    const NEEDS: Permission = Permission::AttendAppointments;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_SERVED, &["not_a_walk_in"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let guest_id = self.to.guest_id;
        let (before, guest, sale) = view
            .read((
                require_version(self.id, self.expected),
                referred("/guest_id", guest_id),
                sale_of(self.id),
            ))
            .await?;
        guest.must_be_served()?;
        if before.guest_id != Guest::of_walk_ins(before.center_id) {
            let detail = "The appointment is a guest's already; merge guests who are the same.";
            return Err(Error::conflict("not_a_walk_in", detail));
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |appointment| appointment.guest_id = guest_id);
        let plan = Plan::new(after, changes).emit(EventKind::AppointmentUpdated, self.id);
        Ok(match sale {
            Some(sale) => plan.follow(hand_over(env, view, &sale, guest_id).await?),
            None => plan,
        })
    }
}
