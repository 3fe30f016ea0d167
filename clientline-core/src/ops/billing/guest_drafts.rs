//! The drafts of a guest who is merged into another: they go on as the other's. Where that one has a
//! draft at the same center the two become one, and what the guest was to pay for others the other
//! pays.

use super::{
    draft::{Draft, draft_of, save_all},
    line_moves::{give, take_over},
};
use crate::{
    engine::{ConflictGroup, Env, View},
    entity::Stored,
    error::{Error, Result},
    model::{Guest, Invoice, InvoiceItem, InvoiceStatus, Payment},
    row::ChangeSet,
    value::Id,
};

/// The conflicts of drafts that can't go on as another guest's.
pub(super) const NOT_HANDED_ON: ConflictGroup = &[
    "currency_mismatch",
    "invoice_full",
    "invoice_has_discounts",
    "invoice_has_payments",
    "price_mode_mismatch",
];

/// What a guest leaves open when they are merged into another.
pub(super) struct OpenBills<'a> {
    pub(super) from: Id<Guest>,
    pub(super) into: Id<Guest>,
    /// The invoices that are made out to them.
    pub(super) invoices: &'a [Stored<Invoice>],
    /// Those of others that they pay.
    pub(super) paid_for_others: &'a [Stored<Invoice>],
    /// What was paid on their invoices.
    pub(super) payments: &'a [Stored<Payment>],
}

/// What became of drafts.
#[derive(Default)]
pub(super) struct HandedOn {
    /// Those that go on.
    pub(super) changed: Vec<Id<Invoice>>,
    /// Those whose lines stand on another by now, as they were.
    pub(super) gone: Vec<Stored<Invoice>>,
}

impl OpenBills<'_> {
    /// Hands the drafts on. How the other guest is taxed is shown when they are opened next, or get
    /// a line, and decided when they are issued.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] with one of [`NOT_HANDED_ON`]: `invoice_has_payments` if money was taken on
    /// a draft that would become part of another.
    pub(super) async fn hand_on(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<HandedOn> {
        let is_draft = |invoice: &&Stored<Invoice>| invoice.status == InvoiceStatus::Draft;
        let own: Vec<&Stored<Invoice>> = self.invoices.iter().filter(is_draft).collect();
        let asked: Vec<_> = own.iter().map(|draft| draft_of(self.into, draft.center_id)).collect();
        let theirs = view.read(asked).await?;
        let mut handed = HandedOn::default();
        let mut pairs = Vec::new();
        for (draft, into) in own.into_iter().zip(theirs) {
            match into {
                Some(into) => pairs.push((draft, into)),
                None => {
                    self.change(changes, draft, |invoice| invoice.guest_id = self.into);
                    handed.changed.push(draft.id);
                }
            }
        }
        for draft in self.paid_for_others.iter().filter(is_draft) {
            if !pairs.iter().any(|(_, into)| into.id == draft.id) {
                self.change(changes, draft, |_| {});
                handed.changed.push(draft.id);
            }
        }
        self.join(env, view, changes, &pairs).await?;
        handed.changed.extend(pairs.iter().map(|(_, into)| into.id));
        handed.gone.extend(pairs.into_iter().map(|(draft, _)| draft.clone()));
        Ok(handed)
    }

    /// Changes a draft, and who pays it: nobody is said to pay their own.
    fn change(
        &self,
        changes: &mut ChangeSet,
        draft: &Stored<Invoice>,
        change: impl FnOnce(&mut Invoice),
    ) {
        changes.update(draft, |invoice| {
            change(invoice);
            self.pay(invoice);
        });
    }

    fn pay(&self, invoice: &mut Invoice) {
        let payer =
            invoice.payer_id.map(|payer| if payer == self.from { self.into } else { payer });
        invoice.payer_id = payer.filter(|payer| *payer != invoice.guest_id);
    }

    /// Gives all lines of the first draft of each pair to the second, and throws the first away.
    async fn join(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        pairs: &[(&Stored<Invoice>, Stored<Invoice>)],
    ) -> Result<()> {
        if pairs.iter().any(|(from, _)| self.payments.iter().any(|paid| paid.invoice_id == from.id))
        {
            let detail = "Money was taken on a draft of the guest, and the other has a draft as well: \
                          issue one of them.";
            return Err(Error::conflict("invoice_has_payments", detail));
        }
        let ids = pairs.iter().flat_map(|(from, into)| [from.id, into.id]);
        let mut drafts = Draft::among(view, &ids.collect::<Vec<_>>()).await?;
        let mut taken = |id: Id<Invoice>| {
            let at = drafts.iter().position(|draft| draft.invoice().id == id);
            at.map(|at| drafts.swap_remove(at)).ok_or(Error::NotFound { entity: "invoice" })
        };
        let (mut emptied, mut joined) = (Vec::new(), Vec::new());
        for (from, into) in pairs {
            let (from, mut into) = (taken(from.id)?, taken(into.id)?);
            take_over(changes, &from, &mut into)?;
            let lines: Vec<Id<InvoiceItem>> = from.items().iter().map(|item| item.id).collect();
            let (from, into) = give(changes, (from, into), &lines)?;
            emptied.push(from);
            joined.push(into);
        }
        // They are all taxed as the draft is on which they stand now.
        let taxes = joined.iter().map(Draft::taxes).collect::<Vec<_>>();
        for (draft, taxes) in joined.iter_mut().zip(view.read(taxes).await?) {
            let exemption = draft.invoice().tax_exemption.clone();
            let taxes = taxes.unwrap_or_default();
            draft.charge_taxes(view, changes, &taxes, exemption.as_ref(), None);
            draft.edit(changes, |invoice| self.pay(invoice));
        }
        // Lines that moved can't be written before what they left is deleted.
        for mut draft in save_all(env, view, changes, emptied).await? {
            draft.edit(changes, |invoice| invoice.status = InvoiceStatus::Void);
        }
        save_all(env, view, changes, joined).await?;
        Ok(())
    }
}
