//! Drafts that are saved: every amount is worked out anew, and what was paid beyond the new total
//! becomes the guest's credit.

use super::Draft;
use crate::{
    engine::{Env, View},
    error::Result,
    model::{GiftCard, GuestCreditReason},
    ops::{
        billing::{deductions::Deductions, settlement::too_large},
        people::guest_credit::{Ledger, Posting},
    },
    row::ChangeSet,
    value::{Id, Money},
};

impl Draft {
    /// Draws what its lines deduct from the deposits and gift cards, as it is issued: so nothing is
    /// deducted twice, since whoever does writes them. Returns the gift cards.
    pub(in crate::ops::billing) fn draw(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
    ) -> Result<Vec<Id<GiftCard>>> {
        self.deductions.draw(env, changes, &self.items)
    }

    /// Works out every amount anew and saves it. What was paid beyond the new total becomes
    /// the guest's credit.
    pub(in crate::ops::billing) async fn save(
        self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<Self> {
        let deductions = Deductions::of(view, &self.items).await?;
        let (draft, beyond) = Self { deductions, ..self }.work_out(changes)?;
        draft.credit(env, view, changes, beyond).await
    }

    /// Makes what was paid beyond the total the guest's credit.
    async fn credit(
        mut self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        beyond: Money,
    ) -> Result<Self> {
        if beyond.minor() <= 0 {
            return Ok(self);
        }
        let mut ledger = Ledger::of_invoice(view, &self.invoice).await?;
        let posting = Posting {
            reason: GuestCreditReason::Reduction,
            amount: beyond,
            invoice_id: Some(self.invoice.id),
            payment_id: None,
        };
        ledger.post(env, changes, posting)?;
        let kept = self.invoice.total_collection.checked_sub(beyond).map_err(too_large)?;
        let refundable = self.invoice.refundable.checked_add(beyond).map_err(too_large)?;
        self.edit(changes, |invoice| {
            invoice.total_collection = kept;
            invoice.refundable = refundable;
        });
        Ok(self)
    }
}

/// Saves drafts between which lines went, as each by itself; what they deduct is read at once.
pub(in crate::ops::billing) async fn save_all(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    drafts: Vec<Draft>,
) -> Result<Vec<Draft>> {
    let items = drafts.iter().flat_map(|draft| &draft.items);
    let mut deductions = Deductions::of(view, items).await?;
    let mut saved = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let (mut draft, beyond) = Draft { deductions, ..draft }.work_out(changes)?;
        deductions = std::mem::take(&mut draft.deductions);
        // The one that lines left comes to less, and the others don't: nothing is read for those.
        saved.push(draft.credit(env, view, changes, beyond).await?);
    }
    Ok(saved)
}
