//! What was held for somebody is given back, since they book it, or hold something else.
//!
//! Who asks need not reach it: that they have its token is what counts. So all of it follows by the
//! organization's own rules.

use crate::{
    engine::{Env, Operation, Plan, Token, TokenKind, View, reading::peek},
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentProvider, AppointmentRoom, AppointmentStatus, EventKind, Occupancy,
        OnlineBooking, Organization, Permission, Phrase, Sale, SaleStatus, StartHold,
    },
    ops::{
        billing::withdrawal::withdraw,
        scheduling::{appointment_rows::occupancies, offer_answers::give_back},
    },
    value::{Id, Notes},
};

use super::contact::PART;

/// The most appointments that are held at once.
const PARTS_MAX: u32 = 5;

const _: () = assert!(OnlineBooking::PARTS_MAX == PARTS_MAX as usize);

/// Gives back what is held by a token. What nothing else came of leaves no trace; what was moved
/// meanwhile, or billed, is cancelled.
pub(super) struct ReleaseHold(Token);

impl ReleaseHold {
    /// Reads a token.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/hold_token`, if it is none of a hold.
    pub(super) fn of(text: &str) -> Result<Self> {
        let token = Token::parse(text).filter(|token| token.kind() == TokenKind::Hold);
        token.map(Self).ok_or_else(unknown)
    }

    /// Reads the appointments that are still held.
    async fn read(&self, view: &mut View<'_>) -> Result<Released> {
        let hold = Query::one().eq(StartHold::token_hash(), &self.0.hash());
        let hold = view.first(&hold).await?.ok_or_else(unknown)?;
        let first = hold.appointment_id;
        let parts = Appointment::booked_online_with(&[first]);
        let (alone, parts) = view.read((peek(first), parts)).await?;
        let further = parts.into_iter().filter(|part| part.id != first);
        let mut held: Vec<_> = alone.into_iter().chain(further).collect();
        held.retain(|one| one.status == AppointmentStatus::Pending);
        let ids: Vec<_> = held.iter().map(|one| one.id).collect();
        let sold: Vec<_> = ids.iter().copied().map(Some).collect();
        let sales = Query::limit(PARTS_MAX).any(Sale::appointment_id(), &sold);
        let times = held.iter().map(|one| occupancies(one)).collect::<Vec<_>>();
        let rooms = Query::limit(PARTS_MAX * 3).any(AppointmentRoom::appointment_id(), &ids);
        let others = Query::limit(PARTS_MAX * 3).any(AppointmentProvider::appointment_id(), &ids);
        let (sales, times, links) = view.read((sales, times, (rooms, others))).await?;
        Ok(Released { hold, held, sales, times: times.concat(), links })
    }
}

fn unknown() -> Error {
    Error::missing_reference("/hold_token", StartHold::NAME)
}

/// What is given back.
struct Released {
    hold: Stored<StartHold>,
    held: Vec<Stored<Appointment>>,
    sales: Vec<Stored<Sale>>,
    times: Vec<Stored<Occupancy>>,
    links: (Vec<Stored<AppointmentRoom>>, Vec<Stored<AppointmentProvider>>),
}

impl Released {
    /// Returns whether nothing but the hold itself came of it.
    fn is_untouched(&self) -> bool {
        self.held.iter().all(|one| one.steps == 1)
            && self.sales.iter().all(|sale| sale.status == SaleStatus::Open)
    }
}

impl Operation for ReleaseHold {
    type Answer = ();
    const NAME: &'static str = PART;
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let mut view = view.unrestricted()?;
        let all = self.read(&mut view).await?;
        let mut plan = Plan::new((), env.changes());
        let mut changes = env.changes();
        if all.held.is_empty() {
            return Ok(plan);
        }
        if all.is_untouched() {
            all.times.iter().for_each(|time| changes.delete(time));
            all.links.0.iter().for_each(|link| changes.delete(link));
            all.links.1.iter().for_each(|link| changes.delete(link));
            all.sales.iter().for_each(|sale| changes.delete(sale));
            changes.delete(&all.hold);
            all.held.iter().for_each(|one| changes.delete(one));
        } else {
            let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
            let center = peek(all.held[0].center_id);
            let (center, organization) = view.read((center, organization)).await?;
            changes = withdraw(env, &mut view, &all.sales, None).await?.changes;
            let language = Organization::language(organization.as_deref());
            let reason = Notes::parse(language.says(Phrase::NotWanted)).ok();
            for one in &all.held {
                let why = (reason.clone(), None);
                give_back(env, center.as_ref(), one, &all.times, why, &mut changes);
                plan = plan.emit(EventKind::AppointmentCancelled, one.id);
            }
        }
        view.guard(&mut changes);
        Ok(plan.follow(changes))
    }
}
