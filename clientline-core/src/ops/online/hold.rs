//! Holding a start for somebody who has not said yet who they are: while they fill in a form, nobody
//! else gets it.
//!
//! What is held is an appointment that is pending, as one that was booked is, of the center's
//! nameless guest; so lists, bookings and limits of providers see it by the one predicate, and it
//! frees its time by itself. Its token moves it, gives it back, and extends it once
//! ([`ExtendHold`](super::held::ExtendHold)). Whoever books, or holds another start, by its token
//! gives it back in the same commit ([`BookOnline`](super::book::BookOnline)): so the booking
//! can't lose the time to anybody.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    contact::{before_the_latest, must_be_an_hour_ago, settings},
    further_services::check_further,
    managed::{ManagedBooking, own_appointments, parts_of},
    part::{BookedPart, OnlinePart, PartPlace},
    released::ReleaseHold,
    storefront::{center_meant, centers_in_use},
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, TokenKind, View,
        reading::{peek, referred},
        shown_whole,
    },
    entity::{Entity as _, Query},
    error::{Error, Result},
    model::{Appointment, Center, Guest, Organization, Permission, Provider, Service, StartHold},
    ops::{
        people::guest_erase::NOT_SERVED,
        resource::BuildContext,
        scheduling::{
            placement::{NOT_BOOKABLE, NOT_PLACED},
            walk_in::serve_nameless,
        },
    },
    row::ChangeSet,
    storage::Key,
    value::{Code, Id, Timestamp},
};

/// A start that somebody wants while they say who they are.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct NewStartHold {
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
    /// The token of what the same person held before, which is given back.
    #[serde(default)]
    #[schemars(length(max = 200), regex(pattern = r"^[^\x00]*$"))]
    pub hold_token: Option<String>,
}

impl NewStartHold {
    /// Asks for a start with anyone who is free, at the only center.
    #[must_use]
    pub const fn new(service_id: Id<Service>, starts_at: Timestamp) -> Self {
        Self {
            center_id: None,
            service_id,
            further_service_ids: Vec::new(),
            add_ons: Vec::new(),
            provider_id: None,
            starts_at,
            hold_token: None,
        }
    }
}

/// Holds a start, or the starts of a visit, for as long as the organization says
/// (`cart_minutes`).
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct HoldStart(pub NewStartHold);

/// What is held, and the token that opens it.
#[derive(Clone, Serialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct HeldStart {
    /// What is held.
    #[serde(flatten)]
    pub appointment: ManagedBooking,
    /// The token by which it is booked, extended, moved and given back, for the `Authorization`
    /// header. It is shown here and nowhere else.
    pub hold_token: String,
}

shown_whole!(HeldStart);

impl Operation for HoldStart {
    type Answer = HeldStart;
    const NAME: &'static str = "start_hold";
    const NEEDS: Permission = Permission::BookOnline;
    const SECRET: bool = true;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED, &["guest_code_taken"]]);

    // One after the other: they are counted.
    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::named("self bookings"))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<HeldStart>> {
        let Self(new) = self;
        check_further(&new.further_service_ids)?;
        let replaced = new.hold_token.as_deref().map(ReleaseHold::of).transpose()?;
        let own = own_appointments(env)?.get(..=new.further_service_ids.len());
        let own = own.ok_or(Error::NotFound { entity: Appointment::NAME })?;
        let (center_id, minutes) = self.read(env, view).await?;
        let mut changes = env.changes();
        let guest_id = nameless(env, view, center_id, &mut changes).await?;
        let until = env.now().saturating_plus_minutes(minutes.into());
        let token = env.token(TokenKind::Hold)?;
        let first = OnlinePart {
            id: own[0],
            visit_id: (own.len() > 1).then(|| own[0].uuid()),
            center_id,
            guest_id,
            service_id: new.service_id,
            add_ons: &new.add_ons,
            provider_id: new.provider_id,
            starts_at: new.starts_at,
            held_until: until.min(new.starts_at),
            contact: None,
            place: PartPlace::First(token.hash()),
        };
        let all = (own, new.further_service_ids.as_slice());
        // Large, beside all else that is kept here.
        let plan = Box::pin(first.with_those_after(env, view, all, replaced.as_ref())).await?;
        let mut plan = plan.map(|held: BookedPart| {
            let mut appointment = ManagedBooking::of(held.appointment, held.names);
            appointment.parts = parts_of(own);
            HeldStart { appointment, hold_token: token.expose().to_owned() }
        });
        changes.absorb(plan.changes);
        plan.changes = changes;
        Ok(plan)
    }
}

impl HoldStart {
    /// Reads where, and for how many minutes; checks that not too many were held within the hour.
    async fn read(&self, env: &Env, view: &mut View<'_>) -> Result<(Id<Center>, u32)> {
        let Self(new) = self;
        let settings = settings(env, view).await?;
        settings.lets_choose(new.provider_id)?;
        let latest = before_the_latest(Query::<StartHold>::one(), settings.max_per_hour);
        let in_use = new.center_id.is_none().then(|| centers_in_use(2));
        let (latest, in_use) = view.read((latest, in_use)).await?;
        must_be_an_hour_ago(latest.as_ref(), env.now())?;
        Ok((center_meant(new.center_id, in_use.as_deref())?, settings.cart_minutes))
    }
}

/// Returns the nameless guest of a center, and makes one if there is none.
async fn nameless(
    env: &Env,
    view: &mut View<'_>,
    center: Id<Center>,
    changes: &mut ChangeSet,
) -> Result<Id<Guest>> {
    let id = Guest::of_walk_ins(center);
    let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
    let read = (peek(id), referred("/center_id", center), organization);
    let (guest, center, organization) = view.read(read).await?;
    let mut context = BuildContext { env, view, changes };
    serve_nameless(guest.as_ref(), &center, organization.as_deref(), &mut context).await?;
    Ok(id)
}
