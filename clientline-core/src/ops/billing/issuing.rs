//! The two ends of an invoice: it is issued, and it is voided.

use super::{
    commissions::{Ledgers, any_rule, becomes_paid, earn, earned_on},
    deductions::free,
    draft::{Draft, NO_DRAFT, items_of},
    gift_cards,
    guest_packages::{NOT_WHOLE, packages_of, sell, withdraw},
    line_sales::release,
    numbers::next_number,
    parties::{Parties, exemption_of},
    sale_billing::organization,
    settlement::{balance_of, settle},
    stock::Shelf,
};
use crate::{
    billing::InvoiceStage,
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{require, require_all, require_version},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        Center, EventKind, GiftCard, GiftCardReason, Invoice, InvoiceItem, InvoiceKind,
        InvoiceStatus, ItemType, NumberedDocument, Permission,
    },
    row::{ChangeSet, Version},
    storage::Key,
    value::{GraceDays, Id, Money},
};

/// Issues a draft: gives it the next number of its center and year, without
/// gaps. It never changes after that.
#[derive(Clone, Copy, Debug)]
pub struct IssueInvoice {
    /// Which draft.
    pub id: Id<Invoice>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl IssueInvoice {
    /// Issues a draft as it is now.
    #[must_use]
    pub const fn new(id: Id<Invoice>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for IssueInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_issue";
    const NEEDS: Permission = Permission::IssueInvoices;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_WHOLE, NO_DRAFT, &["invoice_empty", "out_of_stock"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let draft = Draft::require(view, require_version(self.id, self.expected)).await?;
        let mut changes = env.changes();
        let Issue { invoice, sold, drawn } = issue(env, view, &mut changes, draft).await?;
        let plan = Plan::new(invoice, changes).emit(EventKind::InvoiceIssued, self.id);
        let plan = gift_cards::tell(plan, EventKind::GiftCardIssued, sold);
        Ok(gift_cards::tell(plan, EventKind::GiftCardRedeemed, drawn))
    }
}

/// An invoice that is issued.
pub(super) struct Issue {
    pub(super) invoice: Stored<Invoice>,
    /// The gift cards that it sold.
    pub(super) sold: Vec<Id<GiftCard>>,
    /// Those that its lines deduct.
    pub(super) drawn: Vec<Id<GiftCard>>,
}

/// Gives a draft its number, with all that follows from it.
pub(super) async fn issue(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    mut draft: Draft,
) -> Result<Issue> {
    if draft.items().is_empty() {
        let detail = "An invoice without lines can't be issued.";
        return Err(Error::conflict("invoice_empty", detail));
    }
    let payer = draft.invoice().payer_id.map(require);
    let parties = (require(draft.invoice().center_id), require(draft.invoice().guest_id), payer);
    let packages = draft.items().iter().filter_map(|item| item.package_id);
    let sold = (draft.taxes(), Shelf::of(draft.items()), require_all(packages));
    let ((center, guest, payer), (taxes, products, packages), rule) =
        view.read((parties, sold, any_rule())).await?;
    let date = center.business_day(env.now());
    let exemption = exemption_of(&guest, &center);
    let taxes = taxes.unwrap_or_default();
    draft.charge_taxes(view, changes, &taxes, exemption.as_ref(), Some(date));
    let mut shelf = Shelf::with(products);
    draft.take_stock(changes, &mut shelf)?;
    shelf.save(changes)?;
    let document = match draft.invoice().kind {
        InvoiceKind::Invoice => NumberedDocument::Invoice,
        InvoiceKind::Deposit => NumberedDocument::Deposit,
    };
    let number = next_number(env, view, changes, document, &center, date).await?;
    let mut draft = draft.save(env, view, changes).await?;
    let drawn = draft.draw(env, changes)?;
    let at = (write_off_after(env, view, &center, draft.items()).await?, date);
    sell(env, changes, (draft.invoice(), draft.items()), &packages, at)?;
    let sold = gift_cards::issue(env, changes, draft.invoice(), draft.items(), at)?;
    let parties = Parties::of(&center, &guest, payer.as_deref(), date)?;
    draft.edit(changes, |invoice| {
        invoice.invoice_no = Some(number.number);
        invoice.series = Some(number.series);
        invoice.sequence = Some(number.sequence);
        invoice.series_start = number.series_start;
        invoice.invoice_date = Some(date);
        // Its lines are written before it: they are frozen with it.
        invoice.tax_exemption = exemption;
        parties.keep_on(invoice);
    });
    let nothing = Money::zero(draft.invoice().currency);
    let invoice = settle(changes, draft.invoice(), nothing, nothing, InvoiceStage::Issued)?;
    if rule.is_some() && becomes_paid(draft.invoice(), &invoice) {
        let lines = draft.items().iter().map(|item| (&**item, item.net_price)).collect();
        Box::pin(earn(env, view, changes, (&*invoice, date), lines)).await?;
    }
    Ok(Issue { invoice, sold, drawn })
}

/// Returns how many days after its end is written off what lines sell that is prepaid: as their
/// center says, or else its organization.
async fn write_off_after(
    env: &Env,
    view: &mut View<'_>,
    center: &Center,
    items: &[Stored<InvoiceItem>],
) -> Result<Option<GraceDays>> {
    let is_prepaid = |item: &Stored<InvoiceItem>| {
        matches!(item.item_type, ItemType::Package | ItemType::GiftCard)
    };
    if center.write_off_after_days.is_some() || !items.iter().any(is_prepaid) {
        return Ok(center.write_off_after_days);
    }
    let organization = view.peek(organization(env)).await?;
    Ok(organization.and_then(|organization| organization.settings.write_off_after_days))
}

/// Withdraws an issued invoice on which nothing was paid. It keeps its number,
/// and its sales wait to be billed again.
#[derive(Clone, Copy, Debug)]
pub struct VoidInvoice {
    /// Which invoice.
    pub id: Id<Invoice>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl VoidInvoice {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Invoice>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for VoidInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_void";
    const NEEDS: Permission = Permission::IssueInvoices;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["gift_card_in_use", "invalid_transition", "package_in_use"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let invoice = require_version(self.id, self.expected);
        let asked = (invoice, items_of(self.id), packages_of(self.id), earned_on(self.id));
        let (invoice, items, packages, earned) = view.read(asked).await?;
        let stands = matches!(invoice.status, InvoiceStatus::Issued | InvoiceStatus::Paid);
        if !stands || !balance_of(&invoice)?.is_untouched() {
            let detail = "Only an issued invoice on which nothing was paid can be voided.";
            return Err(Error::conflict("invalid_transition", detail));
        }
        let mut changes = env.changes();
        release(env, view, &mut changes, &items).await?;
        Box::pin(free(env, view, &mut changes, &items)).await?;
        withdraw(env, view, &mut changes, &packages)?;
        gift_cards::withdraw(env, view, &mut changes, &items, GiftCardReason::Voided).await?;
        let products = view.read(Shelf::of(&items)).await?;
        let mut shelf = Shelf::with(products);
        for item in &items {
            shelf.put_back(item, item.stock_taken);
        }
        shelf.save(&mut changes)?;
        let nothing = Money::zero(invoice.currency);
        let voided = settle(&mut changes, &invoice, nothing, nothing, InvoiceStage::Void)?;
        if !earned.is_empty() {
            let center = view.require(invoice.center_id).await?;
            let date = center.business_day(env.now());
            Ledgers::of(&earned)?.take_back(env, &mut changes, date)?;
        }
        Ok(Plan::new(voided, changes).emit(EventKind::InvoiceVoided, self.id))
    }
}
