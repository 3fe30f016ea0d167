//! What deposits take off later invoices.
//!
//! A deposit was invoiced and paid before, with its tax. The final invoice asks for the whole price
//! with its tax, and deducts of each line what was paid for it, tax by tax as the deposit was taxed:
//! so what both leave is the price and its tax, to the cent, whatever became of the rates. What is
//! deducted of a draft follows from the deposit each time that it is saved; whoever issues it draws
//! that from the deposit, and writes it, so of two one sees what the other drew.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    line_amounts::{amounts_of, taxes_in, wrong},
    settlement::too_large,
};
use crate::{
    billing::{IssuedLine, LineAmounts},
    engine::View,
    entity::{Query, Stored},
    error::{Error, Result},
    model::{CreditNoteItem, Invoice, InvoiceItem, InvoiceStatus, ItemTaxes, Sale},
    row::{ChangeSet, Select},
    value::{Id, Money},
};

/// Returns the invoice of the deposit that was asked for a sale.
pub(super) fn deposit_of(sale: &Sale) -> Option<Id<Invoice>> {
    sale.deposit_id.map(Id::from_uuid)
}

/// What a deposit takes off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deducted {
    /// The invoice of the deposit; none, if nothing was deposited.
    pub deposit_id: Option<Id<Invoice>>,
    /// How much, with its tax.
    pub amount: Money,
    /// The taxes in that: the deposit's, shared out by how much of it was used.
    pub taxes: ItemTaxes,
}

impl Deducted {
    /// Returns what a deposit takes off a line, if one does.
    pub(super) fn by(item: &InvoiceItem) -> Option<Self> {
        let (amount, taxes) = (item.deducted, item.deducted_taxes.clone());
        (amount.minor() > 0).then_some(Self { deposit_id: item.deposit_id, amount, taxes })
    }
}

/// A deposit with its only line, and how much of that was credited or is deducted.
struct Deposit {
    invoice: Stored<Invoice>,
    item: Stored<InvoiceItem>,
    line: IssuedLine,
}

impl Deposit {
    fn of(
        invoice: Stored<Invoice>,
        item: Stored<InvoiceItem>,
        credited: &[Stored<CreditNoteItem>],
    ) -> Result<Self> {
        let total = item.net_price.checked_add(item.tax).map_err(too_large)?;
        let whole = amounts_of(total, &item.taxes)?;
        let mut used = drawn_of(&invoice, &item)?;
        for part in credited.iter().filter(|part| part.invoice_item_id == item.id) {
            let total = part.net.checked_add(part.tax).map_err(too_large)?;
            used.add(&amounts_of(total, &part.taxes)?).map_err(|error| wrong(&error))?;
        }
        let line = IssuedLine { price_mode: invoice.price_mode, whole, credited: used };
        Ok(Self { invoice, item, line })
    }
}

/// The deposits that lines name, while a use case plans.
#[derive(Default)]
pub(super) struct Deposits(BTreeMap<Id<Invoice>, Deposit>);

impl Deposits {
    /// Reads those of some lines, if they name any.
    pub(super) async fn of<'i>(
        view: &mut View<'_>,
        items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
    ) -> Result<Self> {
        let mut ids: Vec<Id<Invoice>> =
            items.into_iter().filter_map(|item| item.deposit_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let most = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        if most == 0 {
            return Ok(Self::default());
        }
        let credited = Query::limit(Select::LIMIT_MAX).any(CreditNoteItem::invoice_id(), &ids);
        let invoices = Query::<Invoice>::limit(most).ids(&ids);
        let lines = Query::limit(Select::LIMIT_MAX).any(InvoiceItem::invoice_id(), &ids);
        let (invoices, lines, credited) = view.read((invoices, lines, credited)).await?;
        let mut found = BTreeMap::new();
        for invoice in invoices {
            let own = lines.iter().find(|line| line.invoice_id == invoice.id);
            if let Some(own) = own.cloned() {
                found.insert(invoice.id, Deposit::of(invoice, own, &credited)?);
            }
        }
        Ok(Self(found))
    }

    /// Returns what is deducted of a line that comes to an amount: what is left of its deposit,
    /// if that was paid, and no more than a package leaves to pay.
    pub(super) fn deduct(&mut self, item: &InvoiceItem, total: Money) -> Result<Deducted> {
        let nothing = || Deducted {
            deposit_id: None,
            amount: Money::zero(item.currency),
            taxes: ItemTaxes::default(),
        };
        let Some(deposit) = item.deposit_id.and_then(|id| self.0.get_mut(&id)) else {
            return Ok(nothing());
        };
        let Deposit { invoice, item: own, line } = deposit;
        let most = total.checked_sub(item.redeemed).map_err(too_large)?;
        if invoice.status != InvoiceStatus::Paid || invoice.currency != item.currency {
            return Ok(nothing());
        }
        let left = line.left().map_err(|error| wrong(&error))?;
        let amount = if left.minor() < most.minor() { left } else { most };
        if amount.minor() <= 0 {
            return Ok(nothing());
        }
        let part = line.credit(amount).map_err(|error| wrong(&error))?;
        line.credited.add(&part).map_err(|error| wrong(&error))?;
        let taxes = taxes_in(own, &part);
        Ok(Deducted { deposit_id: Some(invoice.id), amount, taxes })
    }

    /// Draws what lines deduct from their deposits.
    pub(super) fn draw(
        &mut self,
        changes: &mut ChangeSet,
        items: &[Stored<InvoiceItem>],
    ) -> Result<()> {
        for item in items.iter().filter(|item| item.deducted.minor() > 0) {
            let part = amounts_of(item.deducted, &item.deducted_taxes)?;
            self.post(changes, item, &part)?;
        }
        Ok(())
    }

    /// Gives back what lines drew that are no more owed.
    fn free<'i>(
        &mut self,
        changes: &mut ChangeSet,
        items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
    ) -> Result<()> {
        for item in items {
            let part = amounts_of(item.deducted, &item.deducted_taxes)?;
            let part = part.negated().map_err(|error| wrong(&error))?;
            self.post(changes, item, &part)?;
        }
        Ok(())
    }

    fn post(
        &mut self,
        changes: &mut ChangeSet,
        item: &InvoiceItem,
        part: &LineAmounts,
    ) -> Result<()> {
        let missing = || Error::NotFound { entity: "invoice" };
        let deposit = item.deposit_id.and_then(|id| self.0.get_mut(&id)).ok_or_else(missing)?;
        let mut drawn = drawn_of(&deposit.invoice, &deposit.item)?;
        drawn.add(part).map_err(|error| wrong(&error))?;
        let total = drawn.total().map_err(|error| wrong(&error))?;
        let taxes = taxes_in(&deposit.item, &drawn);
        deposit.invoice = changes.update(&deposit.invoice, |invoice| {
            invoice.drawn = total;
            invoice.drawn_taxes = taxes;
        });
        Ok(())
    }
}

/// Returns how much of a deposit other invoices deduct, by the taxes of its line.
pub(super) fn drawn_of(deposit: &Invoice, item: &InvoiceItem) -> Result<LineAmounts> {
    let mut drawn = amounts_of(deposit.drawn, &deposit.drawn_taxes)?;
    drawn.taxes.resize(item.taxes.0.len(), Money::zero(deposit.currency));
    Ok(drawn)
}

/// Gives deposits back that the lines of a withdrawn invoice drew.
pub(super) async fn free(
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: &[Stored<InvoiceItem>],
) -> Result<()> {
    let drawing = || items.iter().filter(|item| item.deducted.minor() > 0);
    Deposits::of(view, drawing()).await?.free(changes, drawing())
}
