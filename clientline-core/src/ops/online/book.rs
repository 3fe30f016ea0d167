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
use uuid::Uuid;

use super::{
    further_services::{check_further, field_of},
    managed::{ManagedBooking, Names, own_appointments, parts_of},
    storefront::{center_meant, centers_in_use},
};
use crate::{
    engine::{
        Batch, Conflicts, Env, Operation, Plan, TokenKind, View,
        reading::{First, first},
        shown_whole,
    },
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Center, EventKind, Guest, NewGuest, OnlineBooking,
        Organization, Permission, Provider, PublicBooking, Service,
    },
    ops::{
        resource::{BuildContext, Resource},
        scheduling::{
            availability::{BookingTarget, CountedBookings, ServiceResources},
            booking::{Booking, Contact},
            placement::{Follows, NOT_BOOKABLE, NOT_PLACED, Placement},
            several::of_part,
            visit_spans::{SpannedService, spans},
        },
    },
    slots::BookingRules,
    storage::Key,
    value::{EmailAddress, FewIds, Id, Name, Notes, PhoneNumber, Timestamp},
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
    /// The services that follow it one after the other, with anyone who is free: at most four.
    #[serde(default)]
    #[schemars(length(max = 4))]
    pub further_service_ids: Vec<Id<Service>>,
    /// By whom, where guests choose; by whoever is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// When the service starts: one of the starts that are listed.
    pub starts_at: Timestamp,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Books an appointment that has to be confirmed, or a visit of several.
#[derive(Clone, Debug)]
pub struct BookOnline(pub NewOnlineBooking);

/// An appointment that was booked, and the token that opens it.
#[derive(Clone, Serialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct BookedAppointment {
    /// The appointment.
    #[serde(flatten)]
    pub appointment: ManagedBooking,
    /// The token by which the appointment, or the whole visit, is seen, moved and cancelled, for
    /// the `Authorization` header. It is shown here and nowhere else.
    pub manage_token: String,
}

shown_whole!(BookedAppointment);

impl Operation for BookOnline {
    type Answer = BookedAppointment;
    const NAME: &'static str = "online_booking_create";
    const NEEDS: Permission = Permission::BookOnline;
    const SECRET: bool = true;
    // A guest who is known is served; one who is made may be given a code that somebody else has.
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, &["guest_code_taken"]]);

    // One after the other: the quotas are counted.
    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::named("self bookings"))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<BookedAppointment>> {
        let Self(new) = self;
        check_further(&new.further_service_ids)?;
        let own = own_appointments(env)?.get(..=new.further_service_ids.len());
        let own = own.ok_or(Error::NotFound { entity: Appointment::NAME })?;
        let (settings, center_id, known) = self.read(env, view).await?;
        settings.lets_choose(new.provider_id)?;
        let guest_id = known.as_ref().map_or_else(|| env.new_id(), |guest| guest.id);
        let held_until = env.now().saturating_plus_minutes(settings.hold_minutes.into());
        let token = env.token(TokenKind::Manage)?;
        let first = OnlinePart {
            new,
            id: own[0],
            visit_id: (!new.further_service_ids.is_empty()).then(|| own[0].uuid()),
            center_id,
            guest_id,
            service_id: new.service_id,
            provider_id: new.provider_id,
            starts_at: new.starts_at,
            held_until: held_until.min(new.starts_at),
            place: PartPlace::First(token.hash()),
        };
        // What is booked refers to the guest, who comes before it.
        let mut changes = env.changes();
        if known.is_none() {
            let mut context = BuildContext { env, view, changes: &mut changes };
            self.make_guest(guest_id, center_id, &mut context).await?;
        }
        let mut plan = match first.visit_id {
            // Large, beside all else that is kept here.
            None => Box::pin(first.plan(env, view)).await?,
            Some(_) => Box::pin(first.with_those_after(env, view, own)).await?,
        };
        changes.absorb(plan.changes);
        plan.changes = changes;
        let manage_token = token.expose().to_owned();
        let shown = |booked: BookedPart| {
            let mut appointment = ManagedBooking::of(booked.appointment, booked.names);
            appointment.parts = parts_of(own);
            BookedAppointment { appointment, manage_token }
        };
        Ok(plan.map(shown))
    }
}

/// One appointment of an online booking.
struct OnlinePart<'a> {
    new: &'a NewOnlineBooking,
    id: Id<Appointment>,
    visit_id: Option<Uuid>,
    center_id: Id<Center>,
    guest_id: Id<Guest>,
    service_id: Id<Service>,
    provider_id: Option<Id<Provider>>,
    starts_at: Timestamp,
    held_until: Timestamp,
    place: PartPlace,
}

/// Where an appointment stands in what is booked.
enum PartPlace {
    /// It is the first, or the only one, and is opened by the token of this hash.
    First(String),
    /// It follows another.
    After(Follows),
}

/// An appointment that was booked, and what the things are called that it refers to.
#[derive(Serialize, JsonSchema)]
struct BookedPart {
    appointment: Stored<Appointment>,
    names: Names,
}

shown_whole!(BookedPart);

impl Operation for OnlinePart<'_> {
    type Answer = BookedPart;
    const NAME: &'static str = BookOnline::NAME;
    const NEEDS: Permission = BookOnline::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<BookedPart>> {
        let target = BookingTarget {
            center: self.center_id,
            service: self.service_id,
            provider: self.provider_id,
            room: None,
            moved: None,
        };
        let (mut resources, ()) = ServiceResources::read(view, &target, ()).await?;
        resources.service.must_be_online()?;
        let mailbox = self.new.email.mailbox();
        let counted = CountedBookings::Mailbox(mailbox.clone());
        counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        let request = Placement {
            provider_id: self.provider_id,
            room_id: None,
            further_provider_ids: FewIds::default(),
            starts_at: self.starts_at,
            rules: match self.place {
                PartPlace::First(_) => BookingRules::Listed,
                PartPlace::After(_) => BookingRules::Following,
            },
        };
        let follows = match self.place {
            PartPlace::First(_) => None,
            PartPlace::After(follows) => Some(follows),
        };
        // Large, beside all else that is kept here.
        let placed = Box::pin(request.place_following(env, view, resources, follows)).await?;
        let mut changes = env.changes();
        let booking = Booking { starts_at: placed.starts_at, ..self.booking() };
        let appointment = booking.write(env, &placed, &mut changes)?;
        if let PartPlace::First(manage_token_hash) = &self.place {
            changes.insert(OnlineBooking {
                id: Id::from_uuid(self.id.uuid()),
                appointment_id: self.id,
                guest_id: self.guest_id,
                email: self.new.email.clone(),
                mailbox,
                manage_token_hash: manage_token_hash.clone(),
                confirm_token_hash: None,
            });
        }
        let resources = &placed.availability.resources;
        let provider =
            resources.performer(placed.candidate.provider).map(|performer| &*performer.provider);
        let names = Names::of(Some(&resources.center), Some(&resources.service), provider);
        let booked = BookedPart { appointment, names };
        Ok(Plan::new(booked, changes).emit(EventKind::AppointmentRequested, self.id))
    }
}

impl OnlinePart<'_> {
    /// Books the first part of a visit and those after it, and returns the first.
    async fn with_those_after(
        &self,
        env: &Env,
        view: &mut View<'_>,
        own: &[Id<Appointment>],
    ) -> Result<Plan<BookedPart>> {
        let further = self.new.further_service_ids.iter().copied();
        let alone =
            |service_id, provider_id| SpannedService { service_id, provider_id, starts_at: None };
        let all = [alone(self.service_id, self.provider_id)].into_iter();
        let all = all.chain(further.clone().map(|service| alone(service, None)));
        let spans = spans(view, self.starts_at, &all.collect::<Vec<_>>()).await?;
        let part = |(id, service_id), starts_at, follows| OnlinePart {
            id,
            service_id,
            provider_id: None,
            starts_at,
            place: PartPlace::After(follows),
            ..*self
        };
        let mut batch = Batch::new(env, view);
        let first = batch.run(env.now(), self).await?;
        // Those after it count it against the limits of the address.
        let further: Vec<_> =
            own.iter().copied().skip(1).zip(further).zip(spans.iter().skip(1)).collect();
        let foreseen = further.iter().map(|(of, span)| part(*of, span.usual, span.foreseen()));
        batch.read_ahead(env.now(), &foreseen.collect::<Vec<_>>()).await?;
        let mut before = first.appointment.clone();
        for (at, (of, span)) in (1..).zip(further) {
            let follows = span.follows(before.buffer_after_minutes);
            let after = batch.run(env.now(), &part(of, before.ends_at, follows)).await;
            let place = |field: &str| match field {
                "/service_id" => field_of(at),
                _ => field.to_owned(),
            };
            let name = format!("Service {}", at + 1);
            before = after.map_err(|error| of_part(&name, error, place))?.appointment;
        }
        Ok(batch.finish(first))
    }

    fn booking(&self) -> Booking {
        let NewOnlineBooking { first_name, last_name, phone, notes, .. } = self.new.clone();
        let (first_name, last_name) = (Some(first_name), Some(last_name));
        Booking {
            id: self.id,
            guest_id: self.guest_id,
            starts_at: self.starts_at,
            held_until: Some(self.held_until),
            series_id: None,
            visit_id: self.visit_id,
            party_id: None,
            notes,
            internal_notes: None,
            source: AppointmentSource::Online,
            contact: Contact { first_name, last_name, phone },
        }
    }
}

impl BookOnline {
    /// Reads by what rules, where, and for whom, if the address is known; checks
    /// that not too many appointments were booked: a visit counts as one.
    async fn read(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<(PublicBooking, Id<Center>, Option<Stored<Guest>>)> {
        let Self(new) = self;
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let organization = view.require(organization).await?;
        let settings = organization.settings.public_booking;
        let of_contact = Query::one().eq(OnlineBooking::mailbox(), &new.email.mailbox());
        let (in_use, known, of_all, of_contact) = view
            .read((
                new.center_id.is_none().then(|| centers_in_use(2)),
                Guest::known_by(&new.email),
                before_the_latest(Query::one(), settings.max_per_hour),
                before_the_latest(of_contact, settings.max_per_contact),
            ))
            .await?;
        must_be_long_ago(of_all.as_ref(), HOUR_MINUTES, env.now())?;
        must_be_long_ago(of_contact.as_ref(), DAY_MINUTES, env.now())?;
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
