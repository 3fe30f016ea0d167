//! Booking without a sign-in.
//!
//! The appointment is pending: it holds its time until it is confirmed by a token that was
//! sent to the email address ([`holds`](crate::ops::scheduling::holds)), and frees it after a
//! while; until it begins whoever booked it manages it by a token ([`manage`](super::manage)).
//! Whose record that is, `contact` says; what was [held](super::hold) meanwhile goes with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    contact::OnlineContact,
    further_services::check_further,
    managed::{ManagedBooking, own_appointments, parts_of},
    part::{BookedPart, OnlinePart, PartPlace},
    released::ReleaseHold,
    storefront::{center_meant, centers_in_use},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, TokenKind, View, shown_whole},
    entity::Entity as _,
    error::{Error, Result},
    model::{Appointment, Center, Permission, Provider, Service},
    ops::{
        resource::BuildContext,
        scheduling::placement::{NOT_BOOKABLE, NOT_PLACED},
    },
    storage::Key,
    value::{Code, EmailAddress, Id, Name, Notes, PhoneNumber, Timestamp},
};

/// A booking without a sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
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
    /// The codes of what is added to the first service: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// By whom, where guests choose; by whoever is free, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// When the service starts: one of the starts that are listed.
    pub starts_at: Timestamp,
    /// The token of what the same person held meanwhile: that, or what takes its place.
    #[serde(default)]
    #[schemars(length(max = 200), regex(pattern = r"^[^\x00]*$"))]
    pub hold_token: Option<String>,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Books an appointment that has to be confirmed, or a visit of several.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
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
        let contact = new.contact();
        let in_use = new.center_id.is_none().then(|| centers_in_use(2));
        let (settings, known, in_use) = contact.read(env, view, in_use).await?;
        let center_id = center_meant(new.center_id, in_use.as_deref())?;
        settings.lets_choose(new.provider_id)?;
        let guest_id = known.as_ref().map_or_else(|| env.new_id(), |guest| guest.id);
        let held_until = env.now().saturating_plus_minutes(settings.hold_minutes.into());
        let token = env.token(TokenKind::Manage)?;
        let first = OnlinePart {
            id: own[0],
            visit_id: (!new.further_service_ids.is_empty()).then(|| own[0].uuid()),
            center_id,
            guest_id,
            service_id: new.service_id,
            add_ons: &new.add_ons,
            provider_id: new.provider_id,
            starts_at: new.starts_at,
            held_until: held_until.min(new.starts_at),
            contact: Some(&contact),
            place: PartPlace::First(token.hash()),
        };
        // What is booked refers to the guest, who comes before it.
        let mut changes = env.changes();
        if known.is_none() {
            let mut context = BuildContext { env, view, changes: &mut changes };
            contact.make_guest(guest_id, center_id, &mut context).await?;
        }
        let held = new.hold_token.as_deref().map(ReleaseHold::of).transpose()?;
        let mut plan = match (first.visit_id, &held) {
            // Large, beside all else that is kept here.
            (None, None) => Box::pin(first.plan(env, view)).await?,
            _ => {
                let all = (own, new.further_service_ids.as_slice());
                Box::pin(first.with_those_after(env, view, all, held.as_ref())).await?
            }
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

impl NewOnlineBooking {
    /// Returns who comes.
    fn contact(&self) -> OnlineContact {
        let Self { first_name, last_name, email, phone, notes, .. } = self.clone();
        OnlineContact { first_name, last_name, email, phone, notes }
    }
}
