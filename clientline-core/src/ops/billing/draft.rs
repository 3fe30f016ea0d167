//! An invoice while its lines may still change.
//!
//! Whatever changes a draft reads it whole, changes it here, and saves it:
//! every line's amounts and the totals follow from the same pure function that
//! a preview runs.

use std::collections::{HashMap, HashSet};

use crate::{
    billing::{self, BillingError, InvoiceDiscount, InvoiceInput, InvoiceStage, LineInput, TaxKey},
    engine::{
        Env, View,
        reading::{First, Required, first, require, require_all},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, Center, Guest, Invoice, InvoiceItem, InvoiceStatus, ItemTax, ItemTaxes,
        Organization, Provider, Sale, SaleStatus, Tax,
    },
    ops::catalogue::items::Item,
    row::ChangeSet,
    value::{Discount, Id, Money, MoneyError, Quantity, UnitPrice},
};

/// The most lines of an invoice.
const ITEMS_MAX: u32 = 1_000;

/// A draft with its lines.
pub(super) struct Draft {
    invoice: Stored<Invoice>,
    items: Vec<Stored<InvoiceItem>>,
}

/// A line that is to be added.
pub(super) struct NewItem {
    pub(super) sale: Option<Stored<Sale>>,
    pub(super) item: Item,
    pub(super) provider_id: Option<Id<Provider>>,
    pub(super) quantity: Quantity,
    pub(super) unit_price: UnitPrice,
    pub(super) discount: Option<Discount>,
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
            invoice_no: None,
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
            total_collection: zero,
            balance_due: zero,
            invoice_date: None,
            employee_id: None,
            bill_to: None,
            discounts: crate::model::InvoiceDiscounts::default(),
            notes: None,
        });
        Self { invoice, items: Vec::new() }
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

    /// Takes up a draft with its lines.
    pub(super) fn of(invoice: Stored<Invoice>, mut items: Vec<Stored<InvoiceItem>>) -> Self {
        items.sort_by_key(|item| item.row_num);
        Self { invoice, items }
    }

    /// Returns the invoice as it stands.
    pub(super) const fn invoice(&self) -> &Stored<Invoice> {
        &self.invoice
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
        if self.items.len() >= ITEMS_MAX as usize {
            return Err(Error::conflict("invoice_full", "An invoice has at most 1,000 lines."));
        }
        // What was sold keeps the currency that it was sold in.
        let currency = new.sale.as_ref().map_or(new.item.currency, |sale| sale.currency);
        if currency != self.invoice.currency {
            let detail = "What is sold is priced in another currency than the invoice's.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        let (taxes, unit, category) = view
            .read((
                Query::limit(200).ids(&new.item.taxes),
                new.item.business_unit_id.map(require),
                new.item.category_id.map(require),
            ))
            .await?;
        let taxes = taxes_of(view, &new.item.taxes, &taxes);
        let business_unit = unit.map(|unit| unit.name.clone());
        let category = category.map(|category| category.name.clone());
        let id = env.new_id();
        if let Some(sale) = &new.sale {
            bill(changes, sale, id)?;
        }
        let zero = Money::zero(self.invoice.currency);
        let row_num = self.items.iter().map(|item| item.row_num).max().unwrap_or(0) + 1;
        self.items.push(changes.insert(InvoiceItem {
            id,
            invoice_id: self.invoice.id,
            sale_id: new.sale.map(|sale| sale.id),
            row_num,
            item_type: new.item.named.kind(),
            service_id: new.item.named.service(),
            product_id: new.item.named.product(),
            package_id: new.item.named.package(),
            item_code: Some(new.item.code),
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
        }));
        Ok(id)
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

    /// Takes a line away; its sale waits to be billed again.
    pub(super) async fn remove(
        &mut self,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
        id: Id<InvoiceItem>,
    ) -> Result<()> {
        let at = self.items.iter().position(|item| item.id == id);
        let item = self.items.remove(at.ok_or(Error::NotFound { entity: "invoice_item" })?);
        release(view, changes, std::slice::from_ref(&item)).await?;
        changes.delete(&item);
        Ok(())
    }

    /// Takes away the line of a sale that will not be billed, and returns whether it stood
    /// here. The sale is not touched.
    pub(super) fn strike(&mut self, changes: &mut ChangeSet, sale: &Sale) -> bool {
        let Some(at) = self.items.iter().position(|item| item.sale_id == Some(sale.id)) else {
            return false;
        };
        changes.delete(&self.items.remove(at));
        true
    }

    /// Changes what concerns the whole invoice.
    pub(super) fn edit(&mut self, changes: &mut ChangeSet, change: impl FnOnce(&mut Invoice)) {
        self.invoice = changes.update(&self.invoice, change);
    }

    /// Works out every amount anew and saves it.
    pub(super) fn save(mut self, changes: &mut ChangeSet) -> Result<Self> {
        let totals = billing::total(&self.input()?).map_err(|error| wrong(&error))?;
        let mut gross = Money::zero(self.invoice.currency);
        let mut discount = Money::zero(self.invoice.currency);
        for (item, line) in self.items.iter_mut().zip(&totals.lines) {
            let mut allocated = line.allocated_discounts.iter();
            let taken = allocated.try_fold(line.discount, |sum, share| sum.checked_add(*share));
            let taken = taken.map_err(too_large)?;
            gross = gross.checked_add(line.gross).map_err(too_large)?;
            discount = discount.checked_add(taken).map_err(too_large)?;
            *item = changes.update(item, |item| {
                item.item_discount = taken;
                item.net_price = line.net;
                item.tax = line.tax;
            });
        }
        let due = totals.total.checked_sub(self.invoice.total_collection).map_err(too_large)?;
        if due.minor() < 0 {
            let detail = "More has been paid already than the invoice would come to.";
            return Err(Error::conflict("invoice_overpaid", detail));
        }
        self.edit(changes, |invoice| {
            invoice.gross_invoice_value = gross;
            invoice.invoice_discount = discount;
            invoice.net_invoice_value = totals.net;
            invoice.tax = totals.tax;
            invoice.total = totals.total;
            invoice.balance_due = due;
        });
        Ok(self)
    }

    fn input(&self) -> Result<InvoiceInput> {
        let mut taxes: HashMap<TaxKey, billing::Tax> = HashMap::new();
        let mut lines = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let mut keys = Vec::with_capacity(item.taxes.0.len());
            for tax in &item.taxes.0 {
                let id = key_of(tax)?;
                let (rate, compound) = (tax.rate, tax.compound);
                keys.push(id.clone());
                taxes.insert(id.clone(), billing::Tax { id, rate, compound });
            }
            lines.push(LineInput {
                quantity: item.item_quantity,
                unit_price: item.unit_price,
                discount: item.discount,
                taxes: keys,
            });
        }
        let mut taxes: Vec<billing::Tax> = taxes.into_values().collect();
        taxes.sort_by(|a, b| a.id.cmp(&b.id));
        let discounts = self.invoice.discounts.0.iter();
        let discounts = discounts.map(|&discount| InvoiceDiscount { discount, lines: None });
        Ok(InvoiceInput {
            currency: self.invoice.currency,
            price_mode: self.invoice.price_mode,
            taxes,
            lines,
            discounts: discounts.collect(),
        })
    }
}

/// The error of a draft. A request is about one line, or about the whole
/// invoice: the fields of the line are its own.
fn wrong(error: &BillingError) -> Error {
    let pointer = error.pointer();
    let field = match pointer.strip_prefix("/lines/") {
        Some(line) => line.find('/').map_or("", |at| &line[at..]),
        None => &pointer,
    };
    Error::invalid(field, error.code(), error.to_string())
}

/// Names a tax as it was when billed: a rate that changed since is another tax.
fn key_of(tax: &ItemTax) -> Result<TaxKey> {
    let kind = if tax.compound { "c" } else { "s" };
    let text = format!("{}:{}{kind}", tax.id.uuid().simple(), tax.rate);
    text.parse().map_err(|error| Error::value("/tax_ids", &error))
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

/// Puts a sale onto an invoice, which it may be on only once.
fn bill(changes: &mut ChangeSet, sale: &Stored<Sale>, item: Id<InvoiceItem>) -> Result<()> {
    match sale.status {
        SaleStatus::Billed => {
            let detail = "This sale stands on an invoice already.";
            Err(Error::conflict("sale_already_billed", detail))
        }
        SaleStatus::Void => Err(Error::conflict("sale_void", "This sale was voided.")),
        SaleStatus::Open => {
            changes.update(sale, |sale| {
                sale.invoice_item_id = Some(item.uuid());
                sale.status = SaleStatus::Billed;
            });
            Ok(())
        }
    }
}

/// Takes the sales of lines off the invoice again. Each waits to be billed anew,
/// unless its appointment was cancelled or missed meanwhile.
pub(super) async fn release(
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: &[Stored<InvoiceItem>],
) -> Result<()> {
    let sales = items.iter().filter_map(|item| item.sale_id);
    let sales = view.read(require_all(sales)).await?;
    let appointments = sales.iter().filter_map(|sale| sale.appointment_id);
    let appointments = view.read(require_all(appointments)).await?;
    let lost = appointments.iter().filter(|appointment| !appointment.status.occupies());
    let lost: HashSet<Id<Appointment>> = lost.map(|appointment| appointment.id).collect();
    for sale in &sales {
        let due = sale.appointment_id.is_none_or(|appointment| !lost.contains(&appointment));
        changes.update(sale, |sale| {
            sale.invoice_item_id = None;
            sale.status = if due { SaleStatus::Open } else { SaleStatus::Void };
        });
    }
    Ok(())
}

/// Returns taxes as they are now, in their order. One that was retired since is charged all the
/// same: what bears it says so.
fn taxes_of(view: &mut View<'_>, ids: &[Id<Tax>], found: &[Stored<Tax>]) -> ItemTaxes {
    let mut taxes = Vec::with_capacity(ids.len());
    for tax in ids.iter().filter_map(|id| found.iter().find(|tax| tax.id == *id)) {
        view.rely_on(tax);
        taxes.push(ItemTax {
            id: tax.id,
            code: tax.code.clone(),
            name: tax.name.clone(),
            rate: tax.rate,
            compound: tax.compound,
        });
    }
    ItemTaxes(taxes)
}

/// Returns the balance of an invoice as it stands.
pub(super) const fn balance_of(invoice: &Invoice) -> billing::Balance {
    let credited = Money::zero(invoice.currency);
    billing::Balance { payable: invoice.total, credited, paid: invoice.total_collection }
}

/// Sets what follows from money that was received for an invoice.
pub(super) fn settle(
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    received: Money,
    stage: InvoiceStage,
) -> Result<Stored<Invoice>> {
    let paid = invoice.total_collection.checked_add(received).map_err(too_large)?;
    let balance = billing::Balance { paid, ..balance_of(invoice) };
    // Nobody owes what was withdrawn.
    let due = match stage {
        InvoiceStage::Void => Money::zero(invoice.currency),
        _ => balance.due().map_err(too_large)?,
    };
    let status = balance.status(stage).map_err(too_large)?;
    Ok(changes.update(invoice, |invoice| {
        invoice.total_collection = paid;
        invoice.balance_due = due;
        invoice.status = status;
    }))
}

/// The error of amounts that don't fit.
pub(super) fn too_large(error: MoneyError) -> Error {
    Error::invalid("", "amount_too_large", error.to_string())
}
