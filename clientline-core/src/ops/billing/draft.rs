//! An invoice while its lines may still change.
//!
//! Whatever changes a draft reads it whole, changes it here, and saves it:
//! every line's amounts and the totals follow from the same pure function that
//! a preview runs.

mod amounts;
mod removal;
mod taxes;

use chrono::NaiveDate;

use super::{
    deposits::{Deposits, deposit_of},
    line_sales::bill,
    line_taxes::{taxes_by, taxes_of, taxes_of_sessions},
    parties::{Buying, exemption_of},
    settlement::too_large,
    stock::Shelf,
};
use crate::{
    engine::{
        Env, View,
        reading::{First, Required, first, peek, require},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, Center, Guest, GuestCreditReason, Invoice, InvoiceItem, InvoiceKind,
        InvoiceStatus, ItemTaxes, Organization, Provider, Sale,
    },
    ops::{
        catalogue::items::{Item, ItemRef},
        people::guest_credit::{Ledger, Posting},
    },
    row::ChangeSet,
    value::{Discount, Id, Money, PriceMode, Quantity, Stock, UnitPrice},
};

/// The most lines of an invoice.
const ITEMS_MAX: u32 = 1_000;

/// A draft with its lines.
pub(super) struct Draft {
    invoice: Stored<Invoice>,
    items: Vec<Stored<InvoiceItem>>,
    /// The deposits that its lines deduct, once it was saved.
    deposits: Deposits,
}

/// A line that is to be added.
pub(super) struct NewItem {
    pub(super) sale: Option<Stored<Sale>>,
    pub(super) item: Item,
    pub(super) provider_id: Option<Id<Provider>>,
    pub(super) quantity: Quantity,
    pub(super) unit_price: UnitPrice,
    /// Whether the price includes tax; as the draft reads prices, if absent.
    pub(super) price_mode: Option<PriceMode>,
    pub(super) discount: Option<Discount>,
    /// The local day of performance, unless an appointment says it; that of issue, if neither
    /// does.
    pub(super) performed_on: Option<NaiveDate>,
    /// The appointment that a fee is for.
    pub(super) fee_for: Option<Id<Appointment>>,
    /// The invoice of the deposit that is deducted, unless the sale says it.
    pub(super) deposit_id: Option<Id<Invoice>>,
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
        Self { invoice, items: Vec::new(), deposits: Deposits::default() }
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
        Self { invoice, items, deposits: Deposits::default() }
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

    /// Adds a line; bills the sale that it is for.
    pub(super) async fn add(
        &mut self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        new: NewItem,
    ) -> Result<Id<InvoiceItem>> {
        self.must_have_room()?;
        // What was sold keeps the currency that it was sold in.
        let currency = new.sale.as_ref().map_or(new.item.currency, |sale| sale.currency);
        if currency != self.invoice.currency {
            let detail = "What is sold is priced in another currency than the invoice's.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        self.read_prices(changes, new.price_mode)?;
        let ids = match new.item.named {
            Some(ItemRef::Package(_)) => taxes_of_sessions(view, &new.item.sessions_of).await?,
            _ => new.item.taxes,
        };
        let appointment = new.sale.as_ref().and_then(|sale| sale.appointment_id);
        let buying = Buying { guest: self.invoice.guest_id, center: self.invoice.center_id };
        let (taxes, unit, category, appointment, terms) = view
            .read((
                taxes_by(&ids),
                new.item.business_unit_id.map(require),
                new.item.category_id.map(require),
                appointment.map(peek),
                buying,
            ))
            .await?;
        let performed = appointment.flatten().zip(terms.as_ref());
        let performed = performed
            .map(|(appointment, terms)| terms.time_zone.local(appointment.starts_at).date());
        let performed_on = performed.or(new.performed_on);
        if let Some(terms) = terms {
            Box::pin(self.tax_as(view, changes, terms.exemption)).await?;
        }
        let exemption = self.invoice.tax_exemption.as_ref();
        let taxes = taxes_of(view, &ids, &taxes, performed_on, exemption);
        let business_unit = unit.map(|unit| unit.name.clone());
        let category = category.map(|category| category.name.clone());
        let id = env.new_id();
        let zero = Money::zero(self.invoice.currency);
        let row_num = self.next_row();
        let item = InvoiceItem {
            id,
            invoice_id: self.invoice.id,
            sale_id: new.sale.as_ref().map(|sale| sale.id),
            row_num,
            item_type: new.item.kind,
            service_id: new.item.named.and_then(ItemRef::service),
            product_id: new.item.named.and_then(ItemRef::product),
            package_id: new.item.named.and_then(ItemRef::package),
            item_code: new.item.code,
            item_name: new.item.name,
            business_unit,
            category,
            item_quantity: new.quantity,
            unit_price: new.unit_price.in_currency(self.invoice.currency),
            discount: new.discount,
            item_discount: zero,
            net_price: zero,
            tax: zero,
            currency: self.invoice.currency,
            taxes,
            provider_id: new.provider_id,
            performed_on,
            guest_package_id: None,
            redeemed: zero,
            gift_card_expires_on: None,
            stock_taken: Stock::default(),
            appointment_id: new.fee_for,
            deposit_id: new.sale.as_ref().map_or(new.deposit_id, |sale| deposit_of(sale)),
            deducted: zero,
            deducted_taxes: ItemTaxes::default(),
        };
        if let Some(sale) = &new.sale {
            bill(changes, sale, &item, self.invoice.price_mode)?;
        }
        self.items.push(changes.insert(item));
        Ok(id)
    }

    /// Adds a line that needs nothing to be read.
    pub(super) fn push(
        &mut self,
        changes: &mut ChangeSet,
        item: InvoiceItem,
    ) -> Result<Id<InvoiceItem>> {
        self.must_have_room()?;
        let id = item.id;
        self.items.push(changes.insert(item));
        Ok(id)
    }

    /// Returns the place of a line that comes.
    pub(super) fn next_row(&self) -> i32 {
        self.items.iter().map(|item| item.row_num).max().unwrap_or(0) + 1
    }

    fn must_have_room(&self) -> Result<()> {
        if self.items.len() >= ITEMS_MAX as usize {
            return Err(Error::conflict("invoice_full", "An invoice has at most 1,000 lines."));
        }
        Ok(())
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

    /// Draws what its lines deduct from the deposits, as it is issued: so nothing is deducted
    /// twice, since whoever does writes them.
    pub(super) fn draw_deposits(&mut self, changes: &mut ChangeSet) -> Result<()> {
        self.deposits.draw(changes, &self.items)
    }

    /// Works out every amount anew and saves it. What was paid beyond the new total becomes
    /// the guest's credit.
    pub(super) async fn save(
        self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<Self> {
        let deposits = Deposits::of(view, &self.items).await?;
        let (mut draft, beyond) = Self { deposits, ..self }.work_out(changes)?;
        if beyond.minor() > 0 {
            let mut ledger = Ledger::of_invoice(view, &draft.invoice).await?;
            let posting = Posting {
                reason: GuestCreditReason::Reduction,
                amount: beyond,
                invoice_id: Some(draft.invoice.id),
                payment_id: None,
            };
            ledger.post(env, changes, posting)?;
            let kept = draft.invoice.total_collection.checked_sub(beyond).map_err(too_large)?;
            let refundable = draft.invoice.refundable.checked_add(beyond).map_err(too_large)?;
            draft.edit(changes, |invoice| {
                invoice.total_collection = kept;
                invoice.refundable = refundable;
            });
        }
        Ok(draft)
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

/// Asks for the lines of an invoice.
pub(super) fn items_of(invoice: Id<Invoice>) -> Query<InvoiceItem> {
    Query::limit(ITEMS_MAX).eq(InvoiceItem::invoice_id(), &invoice)
}

/// Asks for the lines of several invoices.
pub(super) fn items_of_all(invoices: &[Id<Invoice>]) -> Query<InvoiceItem> {
    let count = u32::try_from(invoices.len()).unwrap_or(u32::MAX);
    Query::limit(ITEMS_MAX.saturating_mul(count)).any(InvoiceItem::invoice_id(), invoices)
}
