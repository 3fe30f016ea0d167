//! What guests have to their credit: the ledger, and how it is posted to.
//!
//! Whoever posts writes the row with the balance. So of two who spend the same credit at once
//! one is planned again, and finds what the other left.

use chrono::NaiveDate;

use crate::{
    engine::{
        Env, View,
        reading::{First, first, require},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Center, Guest, GuestCredit, GuestCreditEntry, GuestCreditReason, Invoice, Payment,
        Permission,
    },
    ops::resource::Readable,
    row::ChangeSet,
    value::{Currency, Id, Money},
};

impl Readable for GuestCredit {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_id"];
}

impl Readable for GuestCreditEntry {
    const READS: Permission = Permission::ReadPayments;
    const FILTERS: &'static [&'static str] = &["guest_credit_id", "guest_id"];
}

/// An entry that is to be posted.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Posting {
    pub(in crate::ops) reason: GuestCreditReason,
    /// How much is added; below zero, taken.
    pub(in crate::ops) amount: Money,
    pub(in crate::ops) invoice_id: Option<Id<Invoice>>,
    pub(in crate::ops) payment_id: Option<Id<Payment>>,
}

/// The credit of one guest in one currency, while a use case plans.
pub(in crate::ops) struct Ledger {
    guest_id: Id<Guest>,
    currency: Currency,
    credit: Option<Stored<GuestCredit>>,
    /// The center on whose day it is posted.
    center: Option<Stored<Center>>,
    /// That day, if it is not the present one.
    date: Option<NaiveDate>,
}

/// Asks for what a guest has to their credit in a currency.
pub(in crate::ops) fn credit_of(guest: Id<Guest>, currency: Currency) -> First<GuestCredit> {
    first(Query::one().eq(GuestCredit::guest_id(), &guest).eq(GuestCredit::currency(), &currency))
}

impl Ledger {
    /// Takes up a guest's ledger as it was found.
    pub(in crate::ops) const fn of(
        guest_id: Id<Guest>,
        currency: Currency,
        credit: Option<Stored<GuestCredit>>,
    ) -> Self {
        Self { guest_id, currency, credit, center: None, date: None }
    }

    /// Reads the ledger of the guest whom an invoice bills: of the one that they were merged
    /// into, if they were.
    pub(in crate::ops) async fn of_invoice(view: &mut View<'_>, invoice: &Invoice) -> Result<Self> {
        let (guest, center) =
            view.read((require(invoice.guest_id), require(invoice.center_id))).await?;
        let guest_id = guest.merged_into.map_or(guest.id, Id::from_uuid);
        let credit = view.read(credit_of(guest_id, invoice.currency)).await?;
        Ok(Self { center: Some(center), ..Self::of(guest_id, invoice.currency, credit) })
    }

    /// Dates the entries that come: they are of the present day otherwise.
    pub(in crate::ops) const fn date(&mut self, date: NaiveDate) {
        self.date = Some(date);
    }

    /// Moves all that there is to the ledger of another guest.
    pub(super) fn move_to(
        &mut self,
        other: &mut Self,
        env: &Env,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let amount = self.balance();
        let taken = Money::from_minor(-amount.minor(), amount.currency());
        for (ledger, amount) in [(self, taken), (other, amount)] {
            let reason = GuestCreditReason::Transfer;
            let posting = Posting { reason, amount, invoice_id: None, payment_id: None };
            ledger.post(env, changes, posting)?;
        }
        Ok(())
    }

    /// Returns how much there is.
    pub(in crate::ops) fn balance(&self) -> Money {
        self.credit.as_ref().map_or(Money::zero(self.currency), |credit| credit.balance)
    }

    /// Adds an entry, and moves the balance.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `guest_credit_short` if more is taken than there is.
    pub(in crate::ops) fn post(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        posting: Posting,
    ) -> Result<()> {
        let Posting { reason, amount, invoice_id, payment_id } = posting;
        if amount.minor() == 0 {
            return Ok(());
        }
        let balance = self.balance().checked_add(amount);
        let balance =
            balance.map_err(|error| Error::invalid("", "amount_too_large", error.to_string()))?;
        if balance.minor() < 0 {
            let detail = "The guest has less to their credit than that.";
            return Err(Error::conflict("guest_credit_short", detail));
        }
        let credit = match &self.credit {
            Some(credit) => changes.update(credit, |credit| {
                credit.balance = balance;
                credit.steps = credit.steps.saturating_add(1);
            }),
            None => changes.insert(GuestCredit {
                id: env.new_id(),
                guest_id: self.guest_id,
                currency: self.currency,
                balance,
                steps: 1,
            }),
        };
        changes.insert(GuestCreditEntry {
            id: env.new_id(),
            guest_credit_id: credit.id,
            guest_id: self.guest_id,
            step: credit.steps,
            reason,
            amount,
            currency: self.currency,
            balance,
            invoice_id,
            payment_id,
            center_id: self.center.as_ref().map(|center| center.id),
            entry_date: self
                .center
                .as_ref()
                .map(|center| self.date.unwrap_or_else(|| center.business_day(env.now()))),
        });
        self.credit = Some(credit);
        Ok(())
    }
}
