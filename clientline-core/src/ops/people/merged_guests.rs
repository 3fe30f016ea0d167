//! What moves with a guest who is merged into another, and who was merged into one.

use super::{
    guest_credit::{Ledger, credit_of},
    guest_records::Records,
};
use crate::{
    engine::{Env, View},
    entity::Stored,
    error::{Error, Result},
    model::{Guest, GuestCredit},
    row::ChangeSet,
    value::Id,
};

impl Guest {
    /// Checks that the guest stands for one person, and not for all who walk in at a center.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `guest_of_walk_ins` if it does.
    pub(in crate::ops) fn must_be_somebody(&self) -> Result<()> {
        if self.is_of_walk_ins() {
            let detail = "The guest is all who walk in; hand the appointment over instead.";
            return Err(Error::conflict("guest_of_walk_ins", detail));
        }
        Ok(())
    }
}

impl Records {
    /// Moves what the guest has to their credit, in each currency, to another guest.
    pub(in crate::ops) async fn move_credit_to(
        &self,
        guest: Id<Guest>,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let credits = self.credits.iter().filter(|credit| credit.balance.minor() > 0);
        let credits: Vec<&Stored<GuestCredit>> = credits.collect();
        let asked: Vec<_> =
            credits.iter().map(|credit| credit_of(guest, credit.currency)).collect();
        for (credit, found) in credits.into_iter().zip(view.read(asked).await?) {
            let mut from = Ledger::of(credit.guest_id, credit.currency, Some(credit.clone()));
            let mut to = Ledger::of(guest, credit.currency, found);
            from.move_to(&mut to, env, changes)?;
        }
        Ok(())
    }

    /// Moves what may change to another guest.
    pub(in crate::ops) fn move_to(&self, guest: Id<Guest>, changes: &mut ChangeSet) {
        for appointment in &self.appointments {
            changes.update(appointment, |appointment| appointment.guest_id = guest);
        }
        for booking in &self.online_bookings {
            changes.update(booking, |booking| booking.guest_id = guest);
        }
        for entry in &self.waitlist_entries {
            changes.update(entry, |entry| entry.guest_id = guest);
        }
        for sale in &self.sales {
            changes.update(sale, |sale| sale.guest_id = guest);
        }
        for package in &self.packages {
            changes.update(package, |package| package.guest_id = guest);
        }
        for card in &self.gift_cards {
            changes.update(card, |card| card.guest_id = guest);
        }
        for user in &self.users {
            changes.update(user, |user| user.guest_id = Some(guest));
        }
    }
}

/// Returns the guests that were merged into one.
pub(in crate::ops) async fn tombstones_of(
    view: &mut View<'_>,
    guest: &Guest,
) -> Result<Vec<Stored<Guest>>> {
    if guest.merges == 0 {
        return Ok(Vec::new());
    }
    view.list(&Guest::tombstones(guest.id)).await
}
