//! What a credit note takes off the lines of an invoice: all that is left of each, or of some so
//! many, or so much.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    creditable::Issued,
    line_amounts::wrong,
    settlement::{money, too_large},
    stock::units,
};
use crate::{
    billing::LineAmounts,
    entity::Entity,
    error::{Error, Result},
    model::{InvoiceItem, ItemType},
    value::{Amount, Id, Money, Quantity, Stock},
};

/// What is taken off a line: so many, or an amount; all that is left of it, if neither is
/// said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineCredit {
    /// The line.
    pub invoice_item_id: Id<InvoiceItem>,
    /// How many are taken off; goods among them return to stock.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// How much of the price is taken off, as the invoice reads prices: without tax, or with
    /// it.
    #[serde(default)]
    pub amount: Option<Amount>,
}

/// What is taken off a line.
pub(super) struct Part {
    /// The place of the line.
    pub(super) at: usize,
    pub(super) quantity: Option<Quantity>,
    pub(super) amounts: LineAmounts,
    pub(super) returned: Stock,
}

impl LineCredit {
    fn part(&self, issued: &Issued, at: usize, number: usize) -> Result<Option<Part>> {
        let line = &issued.lines[at];
        match (self.quantity, self.amount) {
            (None, None) => issued.rest_of(at),
            _ if issued.is_prepaid(at) => {
                let detail = "What a package paid, or a prepaid line sold, is credited as a whole; \
                              say neither how many nor how much.";
                Err(Error::conflict("line_credited_whole", detail))
            }
            (Some(_), Some(_)) => {
                let detail = "Say how many are taken off, or how much.";
                Err(Error::invalid(&format!("/lines/{number}"), "exactly_one", detail))
            }
            (None, Some(amount)) => {
                let pointer = format!("/lines/{number}/amount");
                let price = money(&pointer, amount, issued.invoice.currency)?;
                if price.minor() == 0 {
                    let detail = "Credit more than nothing.";
                    return Err(Error::invalid(&pointer, "out_of_range", detail));
                }
                let amounts = line.credit(price).map_err(|error| wrong(&error))?;
                Ok(Some(Part { at, quantity: None, amounts, returned: Stock::default() }))
            }
            (Some(quantity), None) => {
                let (all, before) =
                    (issued.items[at].item_quantity.scaled(), issued.quantities[at]);
                if before.saturating_add(quantity.scaled()) > all {
                    let detail = "Fewer of this line are left to credit.";
                    return Err(Error::conflict("credit_exceeds_invoice", detail));
                }
                let price =
                    line.price_of(quantity.scaled(), before, all).map_err(|error| wrong(&error))?;
                // Its price may have been credited in part already.
                let left = line.left().map_err(|error| wrong(&error))?;
                let price = if price.minor() > left.minor() { left } else { price };
                let amounts = line.credit(price).map_err(|error| wrong(&error))?;
                let returned = issued.returned(at, quantity)?;
                Ok(Some(Part { at, quantity: Some(quantity), amounts, returned }))
            }
        }
    }
}

impl Issued {
    /// Works out what is taken off each line.
    pub(super) fn parts(&self, lines: Option<&[LineCredit]>) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        match lines {
            None => {
                for at in 0..self.items.len() {
                    parts.extend(self.rest_of(at)?);
                }
            }
            Some(lines) => {
                let mut seen = HashSet::new();
                for (number, line) in lines.iter().enumerate() {
                    let pointer = format!("/lines/{number}/invoice_item_id");
                    let at = self.items.iter().position(|item| item.id == line.invoice_item_id);
                    let at =
                        at.ok_or_else(|| Error::missing_reference(&pointer, InvoiceItem::NAME))?;
                    if !seen.insert(at) {
                        let detail = "This line is credited twice; say it once.";
                        return Err(Error::invalid(&pointer, "repeated", detail));
                    }
                    parts.extend(line.part(self, at, number)?);
                }
            }
        }
        if parts.is_empty() {
            let detail = match lines {
                Some([]) => "No line is named; leave `lines` out to credit all that is left.",
                _ => "Nothing is left to credit.",
            };
            return Err(Error::conflict("credit_exceeds_invoice", detail));
        }
        Ok(parts)
    }

    /// All that is left of a line, if anything is.
    fn rest_of(&self, at: usize) -> Result<Option<Part>> {
        let line = &self.lines[at];
        let left = self.items[at].item_quantity.scaled() - self.quantities[at];
        let price = self.left_of(&self.items[at], line)?;
        // What costs nothing is taken off once, too.
        let is_free = line.whole.total().map_err(|error| wrong(&error))?.minor() == 0;
        if price.minor() == 0 && (left <= 0 || !is_free) {
            return Ok(None);
        }
        let quantity = Quantity::from_scaled(left).ok();
        let amounts = line.credit(price).map_err(|error| wrong(&error))?;
        let returned = quantity.map_or(Ok(Stock::default()), |one| self.returned(at, one))?;
        Ok(Some(Part { at, quantity, amounts, returned }))
    }

    /// How much of the net of each line is left once some parts are credited.
    pub(super) fn left_after(&self, parts: &[Part]) -> Result<Vec<Money>> {
        let lines = self.lines.iter().enumerate().map(|(at, line)| {
            let left = line.whole.net.checked_sub(line.credited.net).map_err(too_large)?;
            match parts.iter().find(|part| part.at == at) {
                Some(part) => left.checked_sub(part.amounts.net).map_err(too_large),
                None => Ok(left),
            }
        });
        lines.collect()
    }

    /// Returns whether a package paid for a line, or was sold by it.
    fn is_prepaid(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.guest_package_id.is_some()
            || item.item_type == ItemType::GiftCard
            || self.package_of(item).is_some()
    }

    /// How many units return to stock if so many more of a line are taken off: never more than
    /// it took.
    fn returned(&self, at: usize, quantity: Quantity) -> Result<Stock> {
        let taken = self.items[at].stock_taken.get().saturating_sub(self.returned[at]);
        let units = units(quantity).min(taken.into());
        let units = i64::try_from(units).unwrap_or_default();
        Stock::new(units).map_err(|error| Error::value("", &error))
    }
}
