//! An invoice while its lines may still change.
//!
//! Whatever changes a draft reads it whole, changes it here, and saves it:
//! every line's amounts and the totals follow from the same pure function that
//! a preview runs.

mod adding;
mod amounts;
mod removal;
mod saving;
mod taxes;

pub(super) use self::{adding::NewItem, saving::save_all};
use super::{deductions::Deductions, parties::exemption_of, stock::Shelf};
use crate::{
    engine::{
        ConflictGroup, Env, View,
        reading::{First, Required, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Center, Guest, Invoice, InvoiceItem, InvoiceKind, InvoiceStatus, ItemTaxes, Organization,
    },
    row::ChangeSet,
    value::{Id, Money, PriceMode},
};

/// The conflict of an invoice that changes no more.
pub(in crate::ops) const NO_DRAFT: ConflictGroup = &["invoice_not_draft"];

/// The conflicts of a line that a draft does not take.
pub(in crate::ops) const NOT_ADDED: ConflictGroup =
    &["currency_mismatch", "invoice_full", "price_mode_mismatch"];

/// The most lines of an invoice.
const ITEMS_MAX: u32 = 1_000;

/// A draft with its lines.
pub(super) struct Draft {
    invoice: Stored<Invoice>,
    items: Vec<Stored<InvoiceItem>>,
    /// What its lines deduct, once it was saved.
    deductions: Deductions,
}

impl Draft {
    /// Makes an empty draft.
    pub(super) fn make(
        env: &Env,
        changes: &mut ChangeSet,
        guest: &Guest,
        center: &Center,
        organization: &Organization,
    ) -> Self {
        let zero = Money::zero(center.currency);
        let invoice = changes.insert(Invoice {
            id: env.new_id(),
            kind: InvoiceKind::Invoice,
            invoice_no: None,
            series: None,
            sequence: None,
            series_start: None,
            payer_id: None,
            guest_id: guest.id,
            center_id: center.id,
            status: InvoiceStatus::Draft,
            price_mode: organization.price_mode,
            currency: center.currency,
            gross_invoice_value: zero,
            invoice_discount: zero,
            net_invoice_value: zero,
            tax: zero,
            total: zero,
            cash_rounding: zero,
            credited: zero,
            redeemed: zero,
            deducted: zero,
            drawn: zero,
            drawn_taxes: ItemTaxes::default(),
            refundable: zero,
            total_collection: zero,
            balance_due: zero,
            invoice_date: None,
            employee_id: None,
            bill_to: None,
            seller: None,
            buyer: None,
            payer: None,
            tax_totals: crate::model::InvoiceTaxes::default(),
            tax_exemption: exemption_of(guest, center),
            due_on: None,
            discounts: crate::model::InvoiceDiscounts::default(),
            notes: None,
        });
        Self { invoice, items: Vec::new(), deductions: Deductions::default() }
    }

    /// Reads an invoice with its lines, which must be a draft.
    pub(super) async fn require(
        view: &mut View<'_>,
        invoice: Required<'_, Invoice>,
    ) -> Result<Self> {
        let items = items_of(invoice.id);
        let (invoice, items) = view.read((invoice, items)).await?;
        if invoice.status != InvoiceStatus::Draft {
            let detail = "Only a draft can be changed; an issued invoice is corrected by another.";
            return Err(Error::conflict("invoice_not_draft", detail));
        }
        Ok(Self::of(invoice, items))
    }

    /// Reads those of some invoices that are drafts, with their lines.
    pub(super) async fn among(view: &mut View<'_>, ids: &[Id<Invoice>]) -> Result<Vec<Self>> {
        let Ok(most) = u32::try_from(ids.len()) else { return Ok(Vec::new()) };
        if most == 0 {
            return Ok(Vec::new());
        }
        let asked = (Query::<Invoice>::limit(most).ids(ids), items_of_all(ids));
        let (invoices, items) = view.read(asked).await?;
        let drafts = invoices.into_iter().filter(|invoice| invoice.status == InvoiceStatus::Draft);
        Ok(drafts
            .map(|invoice| {
                let own = items.iter().filter(|item| item.invoice_id == invoice.id);
                let own = own.cloned().collect();
                Self::of(invoice, own)
            })
            .collect())
    }

    /// Takes up a draft with its lines.
    pub(super) fn of(invoice: Stored<Invoice>, mut items: Vec<Stored<InvoiceItem>>) -> Self {
        items.sort_by_key(|item| item.row_num);
        Self { invoice, items, deductions: Deductions::default() }
    }

    /// Returns the invoice as it stands.
    pub(super) const fn invoice(&self) -> &Stored<Invoice> {
        &self.invoice
    }

    /// Gives the invoice and its lines up, the lines in order.
    pub(super) fn into_parts(self) -> (Stored<Invoice>, Vec<Stored<InvoiceItem>>) {
        (self.invoice, self.items)
    }

    /// Returns the lines as they stand.
    pub(super) fn items(&self) -> &[Stored<InvoiceItem>] {
        &self.items
    }

    /// Returns whether a line names a deposit or a gift card that is deducted.
    pub(super) fn deducts(&self) -> bool {
        self.items.iter().any(|item| item.deposit_id.is_some() || item.gift_card_id.is_some())
    }

    /// Reads prices as those of a line that comes are read, unless there are other lines
    /// already.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `price_mode_mismatch` if those are read the other way.
    pub(super) fn read_prices(
        &mut self,
        changes: &mut ChangeSet,
        mode: Option<PriceMode>,
    ) -> Result<()> {
        let Some(mode) = mode.filter(|mode| *mode != self.invoice.price_mode) else {
            return Ok(());
        };
        if self.items.is_empty() {
            self.edit(changes, |invoice| invoice.price_mode = mode);
            return Ok(());
        }
        let detail = format!(
            "Its price is {mode} of tax, and the prices of the draft are not; issue that first."
        );
        Err(Error::conflict("price_mode_mismatch", detail))
    }

    /// Changes a line.
    pub(super) fn change(
        &mut self,
        changes: &mut ChangeSet,
        id: Id<InvoiceItem>,
        change: impl FnOnce(&mut InvoiceItem),
    ) -> Result<()> {
        let item = self.items.iter_mut().find(|item| item.id == id);
        let item = item.ok_or(Error::NotFound { entity: "invoice_item" })?;
        *item = changes.update(item, change);
        Ok(())
    }

    /// Says how many units each line takes out of stock.
    pub(super) fn take_stock(&mut self, changes: &mut ChangeSet, stock: &mut Shelf) -> Result<()> {
        for item in &mut self.items {
            let taken = stock.take(item)?;
            *item = changes.update(item, |item| item.stock_taken = taken);
        }
        Ok(())
    }

    /// Changes what concerns the whole invoice.
    pub(super) fn edit(&mut self, changes: &mut ChangeSet, change: impl FnOnce(&mut Invoice)) {
        self.invoice = changes.update(&self.invoice, change);
    }
}

/// Asks for the guest's draft at a center.
pub(super) fn draft_of(guest: Id<Guest>, center: Id<Center>) -> First<Invoice> {
    first(
        Query::one()
            .eq(Invoice::center_id(), &center)
            .eq(Invoice::guest_id(), &guest)
            .eq(Invoice::status(), &InvoiceStatus::Draft),
    )
}

/// Asks for the drafts of at most fifty guests at a center.
pub(super) fn draft_of_all(guests: &[Id<Guest>], center: Id<Center>) -> Query<Invoice> {
    Query::limit(50)
        .eq(Invoice::center_id(), &center)
        .any(Invoice::guest_id(), guests)
        .eq(Invoice::status(), &InvoiceStatus::Draft)
}

/// Asks for the lines of an invoice.
pub(super) fn items_of(invoice: Id<Invoice>) -> Query<InvoiceItem> {
    Query::limit(ITEMS_MAX).eq(InvoiceItem::invoice_id(), &invoice)
}

/// Asks for the lines of several invoices.
pub(super) fn items_of_all(invoices: &[Id<Invoice>]) -> Query<InvoiceItem> {
    let count = u32::try_from(invoices.len()).unwrap_or(u32::MAX);
    Query::limit(ITEMS_MAX.saturating_mul(count)).any(InvoiceItem::invoice_id(), invoices)
}
