//! Booking without a sign-in, and managing that one visit by its token.
//!
//! The visit is pending: it holds its time until it is confirmed by a token that was
//! sent to the email address (`holds.rs`), and frees it after a while. Whether the
//! address is that of a guest shows nowhere: who is known is found, who is not is
//! made, and the answer holds nothing of either. Nothing that is known of a guest is
//! changed by somebody who only knows the address.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    appointment_status::{ChangeStatus, must_be_ahead},
    booking::{Booking, Reschedule, RescheduleAppointment},
    placing::Request,
    public::{center_meant, centers_in_use},
    resource::{Making, Resource},
    scene::{Cast, Parts},
};
use crate::{
    engine::{
        Env, Operation, Plan, Reach, TokenKind, View,
        reading::{First, first, peek, require},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, Guest, NewGuest, Organization,
        Permission, Provider, PublicBooking, SelfBooking, Service,
    },
    slots::Leniency,
    value::{
        Active, Currency, EmailAddress, Id, Money, Name, Notes, PhoneNumber, TimeZone, Timestamp,
    },
};

/// The window of [`PublicBooking::max_per_hour`], in minutes.
const HOUR: i64 = 60;
/// The window of [`PublicBooking::max_per_contact`], in minutes.
const DAY: i64 = 24 * 60;
/// How many steps the history of a visit may have so that its token still moves it:
/// each is kept for good.
const STEPS_MAX: i32 = 20;

/// Who books what without a sign-in, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSelfBooking {
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
    /// When the service starts: one of the starts that are listed.
    pub starts_at: Timestamp,
    /// What there is to say.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Books a visit that has to be confirmed.
#[derive(Clone, Debug)]
pub struct BookPublicly(pub NewSelfBooking);

/// A visit, as whoever booked it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnBooking {
    /// The visit's identifier.
    pub id: Id<Appointment>,
    /// How far it has come.
    pub status: AppointmentStatus,
    /// Until when it is held, while it is pending.
    pub held_until: Option<Timestamp>,
    /// Where.
    pub center_id: Id<Center>,
    /// What the center is called.
    pub center: Option<Name>,
    /// With what.
    pub service_id: Id<Service>,
    /// What the service is called.
    pub service: Option<Name>,
    /// The first name of who performs it.
    pub provider: Option<Name>,
    /// When the service starts.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The center's time zone.
    pub time_zone: TimeZone,
    /// The start on the wall clock of that zone.
    pub local_start: String,
    /// The price.
    pub price: Money,
    /// The currency of the price.
    pub currency: Currency,
    /// What was said when booking.
    pub notes: Option<Notes>,
}

/// A visit that was booked, and the token that opens it.
#[derive(Clone, Serialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct BookedVisit {
    /// The visit.
    #[serde(flatten)]
    pub visit: OwnBooking,
    /// The token by which the visit is seen, moved and cancelled, for the
    /// `Authorization` header. It is shown here and nowhere else.
    pub manage_token: String,
}

shown_whole!(OwnBooking, BookedVisit);

/// What things are called that a visit has to do with.
#[derive(Default)]
struct Names {
    center: Option<Name>,
    service: Option<Name>,
    provider: Option<Name>,
}

impl Names {
    fn of(center: Option<&Center>, service: Option<&Service>, provider: Option<&Provider>) -> Self {
        let shown = |center: &Center| center.display_name.as_ref().unwrap_or(&center.name).clone();
        Self {
            center: center.map(shown),
            service: service.map(|service| service.name.clone()),
            provider: provider.map(|provider| provider.first_name.clone()),
        }
    }
}

impl OwnBooking {
    fn of(visit: Stored<Appointment>, names: Names) -> Self {
        let visit = visit.into_inner();
        Self {
            id: visit.id,
            status: visit.status,
            held_until: visit.held_until,
            center_id: visit.center_id,
            center: names.center,
            service_id: visit.service_id,
            service: names.service,
            provider: names.provider,
            starts_at: visit.starts_at,
            ends_at: visit.ends_at,
            time_zone: visit.time_zone,
            local_start: visit.local_start,
            price: visit.price,
            currency: visit.currency,
            notes: visit.notes,
        }
    }
}

impl Operation for BookPublicly {
    type Answer = BookedVisit;
    const NAME: &'static str = "self_booking_create";
    const NEEDS: Permission = Permission::BookPublicly;
    // One after the other within a process: the quotas are counted, and so is whether
    // an address is known.
    const QUEUE: Option<&'static str> = Some("self bookings");
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<BookedVisit>> {
        let Self(new) = self;
        let visit = own_visit(env)?;
        let (settings, center_id, known) = self.read(env, view).await?;
        let guest_id = known.as_ref().map_or_else(|| env.new_id(), |guest| guest.id);
        let parts =
            Parts { center: center_id, service: new.service_id, provider: None, room: None };
        let of_contact = Query::one().eq(SelfBooking::guest_id(), &guest_id);
        let of_contact = before_the_latest(of_contact, settings.max_per_contact);
        let (cast, of_contact) = Cast::read(view, parts, of_contact).await?;
        must_be_long_ago(of_contact.as_ref(), DAY, env.now())?;

        let request = Request {
            provider_id: None,
            room_id: None,
            starts_at: new.starts_at,
            leniency: Leniency::Listed,
            except: None,
        };
        let (scene, offer) = request.place(env, view, cast).await?;
        let mut changes = env.changes();
        if known.is_none() {
            let mut making = Making { env, view, changes: &mut changes };
            self.make_guest(guest_id, center_id, &mut making).await?;
        }
        let held_until = env.now().saturating_plus_minutes(settings.hold_minutes.into());
        let booking = Booking {
            id: visit,
            guest_id,
            starts_at: new.starts_at,
            held_until: Some(held_until.min(new.starts_at)),
            series_id: None,
            notes: new.notes.clone(),
            internal_notes: None,
            source: AppointmentSource::Online,
        };
        let booked = booking.write(env, &scene, &offer, &mut changes)?;
        let token = env.token(TokenKind::Manage)?;
        changes.insert(SelfBooking {
            id: Id::from_uuid(visit.uuid()),
            appointment_id: visit,
            guest_id,
            manage_hash: token.hash(),
            confirm_hash: None,
        });
        let cast = &scene.cast;
        let provider = cast.performer(&offer).map(|performer| &*performer.provider);
        let names = Names::of(Some(&cast.center), Some(&cast.service), provider);
        let manage_token = token.expose().to_owned();
        let answer = BookedVisit { visit: OwnBooking::of(booked, names), manage_token };
        Ok(Plan::new(answer, changes).tell("requested", visit))
    }
}

impl BookPublicly {
    /// Reads by what rules, where, and for whom, if the address is known; checks
    /// that not too many visits were booked.
    async fn read(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<(PublicBooking, Id<Center>, Option<Stored<Guest>>)> {
        let Self(new) = self;
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let organization = view.require(organization).await?;
        let settings = organization.settings.public_booking;
        let known = Query::one()
            .eq(Guest::email(), &Some(new.email.clone()))
            .eq(Guest::is_active(), &Active(true));
        let (in_use, known, of_all) = view
            .read((
                new.center_id.is_none().then(|| centers_in_use(2)),
                first(known),
                before_the_latest(Query::one(), settings.max_per_hour),
            ))
            .await?;
        must_be_long_ago(of_all.as_ref(), HOUR, env.now())?;
        if let Some(known) = &known {
            view.rely_on(known);
        }
        Ok((settings, center_meant(new.center_id, in_use.as_deref())?, known))
    }

    async fn make_guest(
        &self,
        id: Id<Guest>,
        center: Id<Center>,
        making: &mut Making<'_, '_>,
    ) -> Result<()> {
        let NewSelfBooking { first_name, last_name, email, phone, .. } = self.0.clone();
        let new =
            NewGuest { email: Some(email), phone, ..NewGuest::new(center, first_name, last_name) };
        let guest = Guest { id, ..Guest::make(new, making).await? };
        making.changes.insert(guest).settle(None, making).await
    }
}

/// Asks for the booking that has this many, less one, after it.
fn before_the_latest(query: Query<SelfBooking>, many: u32) -> First<SelfBooking> {
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
    booking: Option<&Stored<SelfBooking>>,
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

/// Returns the visit that whoever did not sign in has to do with.
fn own_visit(env: &Env) -> Result<Id<Appointment>> {
    match env.actor().reach {
        Reach::Visit(visit) => Ok(visit),
        _ => Err(Error::NotFound { entity: "appointment" }),
    }
}

/// The visit of a token, with what is shown and decided of it.
struct Own {
    visit: Stored<Appointment>,
    names: Names,
    settings: PublicBooking,
}

impl Own {
    async fn read(env: &Env, view: &mut View<'_>) -> Result<Self> {
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let (visit, organization) =
            view.read((require(own_visit(env)?), require(organization))).await?;
        let settings = organization.settings.public_booking;
        let (center, service, provider) = view
            .read((peek(visit.center_id), peek(visit.service_id), peek(visit.provider_id)))
            .await?;
        let names = Names::of(center.as_deref(), service.as_deref(), provider.as_deref());
        Ok(Self { visit, names, settings })
    }

    /// Checks that the visit is still far enough ahead.
    fn must_be_changeable(&self, env: &Env) -> Result<()> {
        must_be_ahead(&self.visit, env)?;
        let notice = self.settings.change_notice_minutes.into();
        if env.now().saturating_plus_minutes(notice) > self.visit.starts_at {
            let detail = "It is too near to its start to be changed online; ask the front desk.";
            return Err(Error::conflict("change_too_late", detail));
        }
        Ok(())
    }
}

/// Shows the visit of a token.
#[derive(Clone, Copy, Debug)]
pub struct GetOwnBooking;

impl Operation for GetOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "own_booking_get";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let Own { visit, names, .. } = Own::read(env, view).await?;
        Ok(Plan::read(env, OwnBooking::of(visit, names)))
    }
}

/// Where the visit of a token is moved to: by whom it is performed stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStart {
    /// When the service shall start: one of the starts that are listed.
    pub starts_at: Timestamp,
}

/// Moves the visit of a token.
#[derive(Clone, Debug)]
pub struct MoveOwnBooking(pub NewStart);

impl Operation for MoveOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "own_booking_move";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let own = Own::read(env, view).await?;
        own.must_be_changeable(env)?;
        if own.visit.steps >= STEPS_MAX {
            let detail = "The visit was changed too often; ask the front desk.";
            return Err(Error::conflict("changed_too_often", detail));
        }
        let to = Reschedule {
            starts_at: self.0.starts_at,
            provider_id: None,
            room_id: None,
            reason: None,
            override_rules: false,
        };
        let request = RescheduleAppointment { id: own.visit.id, to, expected: None };
        let plan = request.plan(env, view).await?;
        Ok(plan.map(|visit| OwnBooking::of(visit, own.names)))
    }
}

/// Why the visit of a token is cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cancellation {
    /// Why.
    pub reason: Option<Notes>,
}

/// Cancels the visit of a token.
#[derive(Clone, Debug)]
pub struct CancelOwnBooking(pub Cancellation);

impl Operation for CancelOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "own_booking_cancel";
    const NEEDS: Permission = Permission::ManageOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let own = Own::read(env, view).await?;
        own.must_be_changeable(env)?;
        let (id, reason) = (own.visit.id, self.0.reason.clone());
        let request = ChangeStatus { id, to: AppointmentStatus::Cancelled, reason, expected: None };
        let plan = request.plan(env, view).await?;
        Ok(plan.map(|visit| OwnBooking::of(visit, own.names)))
    }
}

/// Confirms the visit of a token that was sent to its email address. One that is
/// confirmed already stays so.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmOwnBooking;

impl Operation for ConfirmOwnBooking {
    type Answer = OwnBooking;
    const NAME: &'static str = "own_booking_confirm";
    const NEEDS: Permission = Permission::ConfirmOwnBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OwnBooking>> {
        let Own { visit, names, .. } = Own::read(env, view).await?;
        if visit.status == AppointmentStatus::Confirmed {
            return Ok(Plan::read(env, OwnBooking::of(visit, names)));
        }
        let (id, to) = (visit.id, AppointmentStatus::Confirmed);
        let plan = ChangeStatus { id, to, reason: None, expected: None }.plan(env, view).await?;
        Ok(plan.map(|visit| OwnBooking::of(visit, names)))
    }
}
