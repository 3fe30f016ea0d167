//! Booking without a sign-in.
//!
//! The appointment is pending: it holds its time until it is confirmed by a token that was
//! sent to the email address (`holds.rs`), and frees it after a while; until it begins
//! whoever booked it manages it by a token (`own_booking.rs`).
//!
//! A guest is known by an address that was verified to be theirs, and is theirs alone;
//! any other address may be whose it likes, and whoever has given it to a guest would
//! see what is booked with it. So who is known is found, who is not is made anew, each
//! time until a mail to the address came back; which of these are one person is for the
//! desk to say. Whether the address is that of a guest shows nowhere: the answer holds
//! nothing of either. Nothing that is known of a guest is changed by somebody who only
//! knows the address.

use std::slice;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    manage::{ManagedBooking, Names, own_appointment},
    storefront::{center_meant, centers_in_use},
};
use crate::{
    engine::{
        Env, Operation, Plan, TokenKind, View,
        reading::{First, first},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        AppointmentSource, Center, EventKind, Guest, NewGuest, OnlineBooking, Organization,
        Permission, Provider, PublicBooking, Service,
    },
    ops::{
        resource::{BuildContext, Resource},
        scheduling::{
            availability::{BookingTarget, CountedBookings, ServiceResources},
            booking::{Booking, Contact},
            placement::Placement,
        },
    },
    slots::BookingRules,
    storage::Key,
    value::{EmailAddress, Id, Name, Notes, PhoneNumber, Timestamp},
};

/// The window of [`PublicBooking::max_per_hour`], in minutes.
const HOUR_MINUTES: i64 = 60;
/// The window of [`PublicBooking::max_per_contact`], in minutes.
const DAY_MINUTES: i64 = 24 * 60;

/// A booking without a sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOnlineBooking {
    /// First name.
    pub first_name: Name,
    /// Last name.
    pub last_name: Name,
    /// Where the confirmation is sent to.
    pub email: EmailAddress,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<PhoneNumber>,
    /// Where; not needed while there is only one center.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom, where guests choose; by whoever is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// When the service starts: one of the starts that are listed.
    pub starts_at: Timestamp,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Books an appointment that has to be confirmed.
#[derive(Clone, Debug)]
pub struct BookOnline(pub NewOnlineBooking);

/// An appointment that was booked, and the token that opens it.
#[derive(Clone, Serialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct BookedAppointment {
    /// The appointment.
    #[serde(flatten)]
    pub appointment: ManagedBooking,
    /// The token by which the appointment is seen, moved and cancelled, for the
    /// `Authorization` header. It is shown here and nowhere else.
    pub manage_token: String,
}

shown_whole!(BookedAppointment);

impl Operation for BookOnline {
    type Answer = BookedAppointment;
    const NAME: &'static str = "online_booking_create";
    const NEEDS: Permission = Permission::BookOnline;
    const SECRET: bool = true;

    // One after the other: the quotas are counted.
    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::named("self bookings"))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<BookedAppointment>> {
        let Self(new) = self;
        let appointment = own_appointment(env)?;
        let (settings, center_id, known) = self.read(env, view).await?;
        settings.lets_choose(new.provider_id)?;
        let guest_id = known.as_ref().map_or_else(|| env.new_id(), |guest| guest.id);
        let target = BookingTarget {
            center: center_id,
            service: new.service_id,
            provider: new.provider_id,
            room: None,
            moved: None,
        };
        let mailbox = new.email.mailbox();
        let of_contact = Query::one().eq(OnlineBooking::mailbox(), &mailbox);
        let of_contact = before_the_latest(of_contact, settings.max_per_contact);
        let (mut resources, of_contact) = ServiceResources::read(view, target, of_contact).await?;
        resources.service.must_be_online()?;
        must_be_long_ago(of_contact.as_ref(), DAY_MINUTES, env.now())?;
        let counted = CountedBookings::Mailbox(mailbox.clone());
        counted.limit(env, view, slice::from_mut(&mut resources)).await?;

        let request = Placement {
            provider_id: new.provider_id,
            room_id: None,
            starts_at: new.starts_at,
            rules: BookingRules::Listed,
        };
        // Large, beside all else that is kept here.
        let placed = Box::pin(request.place(env, view, resources)).await?;
        let mut changes = env.changes();
        if known.is_none() {
            let mut context = BuildContext { env, view, changes: &mut changes };
            self.make_guest(guest_id, center_id, &mut context).await?;
        }
        let held_until = env.now().saturating_plus_minutes(settings.hold_minutes.into());
        let booking = Booking {
            id: appointment,
            guest_id,
            starts_at: new.starts_at,
            held_until: Some(held_until.min(new.starts_at)),
            series_id: None,
            visit_id: None,
            party_id: None,
            notes: new.notes.clone(),
            internal_notes: None,
            source: AppointmentSource::Online,
            contact: Contact {
                first_name: Some(new.first_name.clone()),
                last_name: Some(new.last_name.clone()),
                phone: new.phone.clone(),
            },
        };
        let booked = booking.write(env, &placed, &mut changes)?;
        let token = env.token(TokenKind::Manage)?;
        changes.insert(OnlineBooking {
            id: Id::from_uuid(appointment.uuid()),
            appointment_id: appointment,
            guest_id,
            email: new.email.clone(),
            mailbox,
            manage_token_hash: token.hash(),
            confirm_token_hash: None,
        });
        let resources = &placed.availability.resources;
        let provider = resources.performer(&placed.candidate).map(|performer| &*performer.provider);
        let names = Names::of(Some(&resources.center), Some(&resources.service), provider);
        let manage_token = token.expose().to_owned();
        let answer =
            BookedAppointment { appointment: ManagedBooking::of(booked, names), manage_token };
        Ok(Plan::new(answer, changes).emit(EventKind::AppointmentRequested, appointment))
    }
}

impl BookOnline {
    /// Reads by what rules, where, and for whom, if the address is known; checks
    /// that not too many appointments were booked.
    async fn read(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<(PublicBooking, Id<Center>, Option<Stored<Guest>>)> {
        let Self(new) = self;
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let organization = view.require(organization).await?;
        let settings = organization.settings.public_booking;
        let (in_use, known, of_all) = view
            .read((
                new.center_id.is_none().then(|| centers_in_use(2)),
                Guest::known_by(&new.email),
                before_the_latest(Query::one(), settings.max_per_hour),
            ))
            .await?;
        must_be_long_ago(of_all.as_ref(), HOUR_MINUTES, env.now())?;
        let known = <[Stored<Guest>; 1]>::try_from(known).ok().map(|[known]| known);
        if let Some(known) = &known {
            view.rely_on(known);
        }
        Ok((settings, center_meant(new.center_id, in_use.as_deref())?, known))
    }

    async fn make_guest(
        &self,
        id: Id<Guest>,
        center: Id<Center>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let NewOnlineBooking { first_name, last_name, email, phone, .. } = self.0.clone();
        let new =
            NewGuest { email: Some(email), phone, ..NewGuest::new(center, first_name, last_name) };
        let guest = Guest { id, ..Guest::make(new, context).await? };
        context.changes.insert(guest).after_save(None, context).await
    }
}

/// Asks for the booking that has this many, less one, after it.
fn before_the_latest(query: Query<OnlineBooking>, many: u32) -> First<OnlineBooking> {
    let mut query = query.descending();
    query.select_mut().skip = many.saturating_sub(1);
    first(query)
}

/// Checks that a booking was made longer ago than so many minutes.
///
/// # Errors
///
/// [`Error::TooManyBookings`] with the time that is left.
fn must_be_long_ago(
    booking: Option<&Stored<OnlineBooking>>,
    minutes: i64,
    now: Timestamp,
) -> Result<()> {
    let Some(booking) = booking else { return Ok(()) };
    let free_at = booking.created_at().saturating_plus_minutes(minutes);
    let left = free_at.micros().saturating_sub(now.micros());
    if left <= 0 {
        return Ok(());
    }
    let seconds = left.saturating_add(999_999) / 1_000_000;
    Err(Error::TooManyBookings { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) })
}
