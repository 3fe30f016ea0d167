//! Lines of an invoice as what totals are worked out of.

use std::collections::HashMap;

use super::line_amounts::amount_of;
use crate::{
    billing::{self, BillingError, InvoiceInput, LineInput, TaxKey},
    entity::Stored,
    error::{Error, Result},
    model::{Invoice, InvoiceItem, ItemTax},
    value::{Discount, PriceMode},
};

/// Returns what some lines come to by themselves is worked out of.
pub(super) fn input_of<'a>(
    invoice: &Invoice,
    items: impl Iterator<Item = &'a Stored<InvoiceItem>>,
) -> Result<InvoiceInput> {
    let mut taxes: HashMap<TaxKey, billing::Tax> = HashMap::new();
    let mut lines = Vec::with_capacity(items.size_hint().0);
    for item in items {
        lines.push(line_of(item, &mut taxes)?);
    }
    let mut taxes: Vec<billing::Tax> = taxes.into_values().collect();
    taxes.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(InvoiceInput {
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        taxes,
        lines,
        discounts: Vec::new(),
    })
}

/// Returns a line as totals are worked out of it, and adds its taxes to those of the invoice.
fn line_of(item: &InvoiceItem, taxes: &mut HashMap<TaxKey, billing::Tax>) -> Result<LineInput> {
    let mut keys = Vec::with_capacity(item.taxes.0.len());
    for tax in &item.taxes.0 {
        let id = key_of(tax)?;
        let (rate, compound, category) = (tax.rate, tax.compound, tax.category);
        keys.push(id.clone());
        taxes.insert(id.clone(), billing::Tax { id, rate, compound, category });
    }
    Ok(LineInput {
        quantity: item.item_quantity,
        unit_price: item.unit_price,
        discount: item.discount,
        taxes: keys,
    })
}

/// Returns a line's own discount as its price is read: a sum that is said with its tax, or without,
/// as what it takes off.
pub(super) fn discount_as_read(
    item: &InvoiceItem,
    price_mode: PriceMode,
) -> Result<Option<Discount>> {
    if let None | Some(Discount::Percent(_) | Discount::Amount(_)) = item.discount {
        return Ok(item.discount);
    }
    let mut taxes = HashMap::new();
    let line = line_of(item, &mut taxes)?;
    let taxes = taxes.into_values().collect();
    let (currency, discounts) = (item.currency, Vec::new());
    let alone = InvoiceInput { currency, price_mode, taxes, lines: vec![line], discounts };
    let totals = billing::total(&alone).map_err(|error| wrong(&error))?;
    let taken = totals.lines.first().map(|line| amount_of(line.discount)).transpose()?;
    Ok(taken.map(Discount::Amount))
}

/// The error of a draft. A request is about one line, or about the whole
/// invoice: the fields of the line are its own.
pub(super) fn wrong(error: &BillingError) -> Error {
    let pointer = error.pointer();
    let field = match pointer.strip_prefix("/lines/") {
        Some(line) => line.find('/').map_or("", |at| &line[at..]),
        None => &pointer,
    };
    Error::invalid(field, error.code(), error.to_string())
}

/// Names a tax as it was when billed: a rate or a category that changed since is another tax.
pub(super) fn key_of(tax: &ItemTax) -> Result<TaxKey> {
    let kind = if tax.compound { "c" } else { "s" };
    let category = tax.category().as_str();
    let text = format!("{}:{}{kind}{category}", tax.id.uuid().simple(), tax.rate);
    text.parse().map_err(|error| Error::value("/tax_ids", &error))
}
