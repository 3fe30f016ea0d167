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
    credit_notes::credited_taxes,
    creditable::{Issued, wrong},
    credited_parts::Part,
    draft::items_of_all,
    settlement::too_large,
};
use crate::{
    billing::LineAmounts,
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

/// The deposits that lines name, while a use case plans.
#[derive(Default)]
pub(super) struct Deposits(BTreeMap<Id<Invoice>, Issued>);

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
        let (invoices, items, credited) =
            view.read((invoices, items_of_all(&ids), credited)).await?;
        let mut found = BTreeMap::new();
        for invoice in invoices {
            let own = items.iter().filter(|item| item.invoice_id == invoice.id).cloned().collect();
            found.insert(invoice.id, Issued::of(invoice, own, &credited)?);
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
        let (invoice, most) = (&deposit.invoice, total.checked_sub(item.redeemed));
        let most = most.map_err(too_large)?;
        if invoice.status != InvoiceStatus::Paid || invoice.currency != item.currency {
            return Ok(nothing());
        }
        let Some((own, line)) = deposit.items.first().zip(deposit.lines.first_mut()) else {
            return Ok(nothing());
        };
        let left = line.left().map_err(|error| wrong(&error))?;
        let amount = if left.minor() < most.minor() { left } else { most };
        if amount.minor() <= 0 {
            return Ok(nothing());
        }
        let part = line.credit(amount).map_err(|error| wrong(&error))?;
        line.credited.add(&part).map_err(|error| wrong(&error))?;
        let taxes = credited_taxes(own, &part);
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
        let own = deposit.items.first().ok_or_else(missing)?;
        let mut drawn = drawn_of(&deposit.invoice, own)?;
        drawn.add(part).map_err(|error| wrong(&error))?;
        let total = drawn.total().map_err(|error| wrong(&error))?;
        let taxes = credited_taxes(own, &drawn);
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

/// Divides an amount with its taxes into those and what is without.
fn amounts_of(total: Money, taxes: &ItemTaxes) -> Result<LineAmounts> {
    let mut amounts = LineAmounts { net: total, taxes: Vec::with_capacity(taxes.0.len()) };
    for tax in &taxes.0 {
        let amount = tax.amount.unwrap_or_default().to_money(total.currency());
        let amount = amount.map_err(too_large)?;
        amounts.net = amounts.net.checked_sub(amount).map_err(too_large)?;
        amounts.taxes.push(amount);
    }
    Ok(amounts)
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

/// Gives deposits back that lines drew which a credit note takes off as a whole, and returns how
/// much: the guest had paid that on the invoice of the deposit, where it is credited.
///
/// # Errors
///
/// [`Error::Conflict`] `deposit_deducted` if less would be left of a line than was deducted of it,
/// but something.
pub(super) async fn give_back(
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    issued: &Issued,
    parts: &[Part],
) -> Result<Money> {
    let mut sum = Money::zero(issued.invoice.currency);
    let mut whole = Vec::new();
    for part in parts {
        let (item, line) = (&issued.items[part.at], &issued.lines[part.at]);
        let mut credited = line.credited.clone();
        credited.add(&part.amounts).map_err(|error| wrong(&error))?;
        let credited = credited.total().map_err(|error| wrong(&error))?;
        let all = line.whole.total().map_err(|error| wrong(&error))?;
        let left = all.checked_sub(credited).map_err(too_large)?;
        if left.minor() >= item.deducted.minor() {
            continue;
        }
        if left.minor() > 0 {
            let detail = format!(
                "Of this line, {} is deducted from a deposit: leave as much, or credit it whole.",
                item.deducted
            );
            return Err(Error::conflict("deposit_deducted", detail));
        }
        sum = sum.checked_add(item.deducted).map_err(too_large)?;
        whole.push(item.clone());
    }
    free(view, changes, &whole).await?;
    Ok(sum)
}
