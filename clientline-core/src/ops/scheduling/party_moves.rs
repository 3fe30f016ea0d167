//! Moving a party: all of its guests to another start, each with who serves them.
//!
//! They let go of their times first, and are then judged at once, by the predicate by which
//! parties are booked: so they pass over each other's times and rooms. All are moved, or none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    added_later::AddedFromNow,
    agreement::{Moved, Terms},
    appointment_rows::{FurtherLinks, further_links, occupancies, unlink},
    appointments::AppointmentFilter,
    availability::{BookingTarget, ServiceResources},
    booking::rules,
    moves::MoveAppointments,
    parties::must_suit_a_party,
    party_places::PartyPlacement,
    placement::{NOT_PLACED, Placement},
    reschedule::{Departure, NOT_MOVED, moved_plan},
    several::of_part,
};
use crate::{
    engine::{Batch, Conflicts, Env, Operation, Plan, SetAside, View},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentSource, Occupancy, Permission, Sale},
    ops::billing::{appointment_sale::NOT_SETTLED, moved_sales::MovedSale, sales::sale_of},
    value::{FewIds, Notes, Timestamp},
};

/// Moves what is to come of a party to another start, in one commit: all of it, or nothing. All
/// start together then, and who serves them stays: those who do so beside a first one as far as they
/// are free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveParty {
    /// Which party.
    #[schemars(extend("examples" = ["019aa5b0-7c00-7000-8000-000000000002"]))]
    pub party_id: Uuid,
    /// When they shall start.
    pub starts_at: Timestamp,
    /// Why.
    #[serde(default)]
    pub reason: Option<Notes>,
    /// Move outside hours and notice (managers only).
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl Operation for MoveParty {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "party_move";
    const NEEDS: Permission = MoveAppointments::NEEDS;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_MOVED, NOT_PLACED, NOT_SETTLED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let parts = self.parts(env, view).await?;
        let rules = rules(env, AppointmentSource::Desk, self.override_rules)?;
        let starts_at = self.starts_at;
        let guest = |part: &Stored<Appointment>| Placement {
            provider_id: Some(part.provider_id),
            room_id: None,
            further_provider_ids: FewIds::default(),
            starts_at,
            rules,
        };
        let guests = parts.iter().map(guest).collect();
        let placement = PartyPlacement { starts_at, rules, guests, of_guest: Self::of_guest };
        let targets = parts.iter().map(|part| Ok((target(part)?, PARTY)));
        let targets = targets.collect::<Result<Vec<_>>>()?;
        let taken: Vec<_> = parts.iter().map(|part| occupancies(part)).collect();
        let links: Vec<_> = parts.iter().map(|part| further_links(part)).collect();
        let sales: Vec<_> = parts.iter().map(|part| sale_of(part.id)).collect();
        let (resources, (taken, links, sales)) =
            ServiceResources::read_each(view, &targets, (taken, links, sales)).await?;
        for (guest, resources) in placement.guests.iter().zip(&resources) {
            guest.check_offered(resources)?;
            must_suit_a_party(PARTY, resources)?;
        }
        let rows = parts.into_iter().zip(links).zip(sales);
        let guests = rows.map(|((before, links), sale)| PartGuest { before, links, sale });
        let guests = guests.collect();
        let mut batch = Batch::new(env, view);
        batch.run_part(env.now(), &Leave(taken)).await?;
        let arrive = Arrive { reason: self.reason.as_ref(), placement, resources, guests };
        let moved = batch.run_part(env.now(), &arrive).await?;
        let set_aside = SetAside::by(self.override_rules, false);
        Ok(batch.finish(moved).setting_aside(set_aside))
    }
}

/// The field that names the party.
const PARTY: &str = "/party_id";

impl MoveParty {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(party_id: Uuid, starts_at: Timestamp) -> Self {
        Self { party_id, starts_at, reason: None, override_rules: false }
    }

    /// Reads what is to come of the party.
    async fn parts(&self, env: &Env, view: &mut View<'_>) -> Result<Vec<Stored<Appointment>>> {
        let party_id = Some(self.party_id);
        let of_party = AppointmentFilter { party_id, ..AppointmentFilter::default() };
        let mut parts = view.list(&of_party.query()).await?;
        parts.retain(|part| part.status.is_to_come() && !part.has_lapsed(env.now()));
        parts.sort_by_key(|part| part.id);
        if parts.is_empty() {
            return Err(Error::NotFound { entity: "party" });
        }
        Ok(parts)
    }

    fn of_guest(at: usize, error: Error) -> Error {
        of_part(&format!("Guest {}", at + 1), error, str::to_owned)
    }
}

/// A guest of a party that is moved, with what was read of their appointment.
struct PartGuest {
    before: Stored<Appointment>,
    /// What refers to its rooms beside the first one.
    links: FurtherLinks,
    sale: Option<Stored<Sale>>,
}

/// Frees the times of a party that is about to be placed anew.
struct Leave(Vec<Vec<Stored<Occupancy>>>);

impl Operation for Leave {
    type Answer = ();
    const NAME: &'static str = MoveParty::NAME;
    const NEEDS: Permission = MoveParty::NEEDS;

    async fn plan(&self, env: &Env, _: &mut View<'_>) -> Result<Plan<()>> {
        let mut changes = env.changes();
        for taken in self.0.iter().flatten() {
            changes.delete(taken);
        }
        Ok(Plan::new((), changes))
    }
}

/// Places a party anew, whose times are free.
struct Arrive<'p> {
    reason: Option<&'p Notes>,
    placement: PartyPlacement,
    resources: Vec<ServiceResources>,
    guests: Vec<PartGuest>,
}

impl Operation for Arrive<'_> {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = MoveParty::NAME;
    const NEEDS: Permission = MoveParty::NEEDS;
    const CONFLICTS: Conflicts = MoveParty::CONFLICTS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let Self { reason, placement, resources, guests } = self;
        let places = placement.place(env, view, resources.clone()).await?;
        let mut changes = env.changes();
        for guest in guests {
            unlink(&guest.links, &mut changes);
        }
        let (mut moved, mut follow) = (Vec::with_capacity(guests.len()), Vec::new());
        for (PartGuest { before, sale, .. }, placed) in guests.iter().zip(places) {
            let (starts_at, reason) = (placement.starts_at, *reason);
            let departure = Departure {
                before,
                starts_at,
                reason,
                agreed: None,
                added: AddedFromNow::AsBefore,
            };
            let after = departure.write(env, &placed, &mut changes)?;
            let day = |of: &Appointment| of.time_zone.local(of.starts_at).date();
            let sale = sale.as_ref().filter(|_| day(&after) != day(before));
            follow.extend(sale.map(|sale| MovedSale::of(&after, sale.clone())));
            moved.push(after);
        }
        moved_plan(env, view, (moved, follow), changes).await
    }
}

/// Asks for what was agreed with a guest, and who serves them.
fn target(part: &Appointment) -> Result<BookingTarget> {
    Ok(BookingTarget {
        center: part.center_id,
        service: part.service_id,
        provider: Some(part.provider_id),
        room: None,
        moved: Some(Moved::of(part, Terms::Agreed, None)?),
    })
}
