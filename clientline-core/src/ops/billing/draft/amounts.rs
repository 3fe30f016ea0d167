//! What a draft comes to: every line's amounts and the totals, by the same pure function that a
//! preview runs.

use std::collections::HashMap;

use super::Draft;
use crate::{
    billing::{
        self, Charge, GivenBy, HandShares, InvoiceDiscount, InvoiceInput, LineGiving, TaxKey,
        Totals,
    },
    error::{Error, Result},
    model::{InvoiceItem, InvoiceTax, InvoiceTaxes, ItemTax, ItemType, OfferDiscount},
    ops::billing::{
        deductions::Deducted,
        discount_limit::Listed,
        explained::{ExplainedDiscount, ExplainedLine, ExplainedTax, InvoiceExplanation},
        line_amounts::amount_of,
        line_input::{input_of, key_of, wrong},
        settlement::{price_of, too_large},
    },
    row::ChangeSet,
    value::{Id, Money},
};

impl Draft {
    /// Works out every amount anew, and returns how much was paid beyond the new total.
    pub(super) fn work_out(mut self, changes: &mut ChangeSet) -> Result<(Self, Money)> {
        self.follow_lines(changes)?;
        let totals = self.totals()?;
        let mut gross = Money::zero(self.invoice.currency);
        let mut discount = Money::zero(self.invoice.currency);
        let mut redeemed = Money::zero(self.invoice.currency);
        let mut deducted = Money::zero(self.invoice.currency);
        for (item, line) in self.items.iter_mut().zip(&totals.lines) {
            let mut allocated = line.allocated_discounts.iter();
            let taken = allocated.try_fold(line.discount, |sum, share| sum.checked_add(*share));
            let taken = taken.map_err(too_large)?;
            gross = gross.checked_add(line.gross).map_err(too_large)?;
            discount = discount.checked_add(taken).map_err(too_large)?;
            redeemed = redeemed.checked_add(item.redeemed).map_err(too_large)?;
            let own = self.deductions.deduct(item, line.total)?;
            deducted = deducted.checked_add(own.amount).map_err(too_large)?;
            let mut taxes = item.taxes.clone();
            for (tax, share) in taxes.0.iter_mut().zip(&line.taxes) {
                tax.base = Some(amount_of(share.base)?);
                tax.amount = Some(amount_of(share.amount)?);
            }
            *item = changes.update(item, |item| {
                item.discount = item.discount.map(|discount| discount.in_currency(item.currency));
                item.item_discount = taken;
                item.net_price = line.net;
                item.tax = line.tax;
                item.deducted = own.amount;
                item.deducted_taxes = own.taxes;
                item.taxes = taxes;
            });
        }
        let zero = Money::zero(self.invoice.currency);
        // It was for the amount that was settled then.
        let is_settled = totals.total == self.invoice.total;
        let rounding = if is_settled { self.invoice.cash_rounding } else { zero };
        let balance = billing::Balance {
            payable: totals
                .total
                .checked_add(rounding)
                .and_then(|total| total.checked_sub(redeemed)?.checked_sub(deducted))
                .map_err(too_large)?,
            credited: zero,
            paid: self.invoice.total_collection,
        };
        let (due, beyond) =
            (balance.due().map_err(too_large)?, balance.excess().map_err(too_large)?);
        let taxes = self.tax_totals(&totals)?;
        self.edit(changes, |invoice| {
            invoice.gross_invoice_value = gross;
            invoice.invoice_discount = discount;
            invoice.net_invoice_value = totals.net;
            invoice.tax = totals.tax;
            invoice.tax_totals = taxes;
            invoice.total = totals.total;
            invoice.redeemed = redeemed;
            invoice.deducted = deducted;
            invoice.cash_rounding = rounding;
            invoice.balance_due = due;
            for given in &mut invoice.discounts.0 {
                given.discount = given.discount.in_currency(invoice.currency);
            }
        });
        Ok((self, beyond))
    }

    /// Has charges in percent follow the lines that they are on.
    fn follow_lines(&mut self, changes: &mut ChangeSet) -> Result<()> {
        for at in 0..self.items.len() {
            let Some(charge) = self.charge(&self.items[at])? else { continue };
            let unit_price = price_of(charge.amount.amount)?.in_currency(self.invoice.currency);
            let item = &mut self.items[at];
            *item = changes.update(item, |item| item.unit_price = unit_price);
        }
        Ok(())
    }

    /// What a line charges in percent of the others, if it does: none that is one as well, and
    /// none that no discount is on.
    fn charge(&self, item: &InvoiceItem) -> Result<Option<Charge>> {
        let Some(percent) = item.charge_percent else { return Ok(None) };
        let others = self.items.iter().filter(|other| other.charge_percent.is_none());
        let others = others.filter(|other| is_reducible(other));
        let charge = billing::charge(percent, &input_of(&self.invoice, others)?);
        charge.map(Some).map_err(|error| Error::invalid("", error.code(), error.to_string()))
    }

    /// Works out what the lines come to.
    pub(in crate::ops::billing) fn totals(&self) -> Result<Totals> {
        billing::total(&self.input()?).map_err(|error| wrong(&error))
    }

    /// Returns which share of its prices is taken off by hand.
    pub(in crate::ops::billing) fn by_hand(&self, listed: Listed) -> Result<HandShares> {
        let by = |offer: Option<Id<OfferDiscount>>| match offer {
            Some(_) => GivenBy::Offer,
            None => GivenBy::Hand,
        };
        let input = self.input()?;
        let totals = billing::total(&input).map_err(|error| wrong(&error))?;
        let lines = self.items.iter().map(|item| LineGiving {
            given_by: by(item.discount_offer_id),
            list_price: listed.filter(|(line, _)| *line == item.id).map(|(_, price)| price),
        });
        let discounts = self.invoice.discounts.0.iter().map(|given| by(given.offer_id));
        let (lines, discounts): (Vec<_>, Vec<_>) = (lines.collect(), discounts.collect());
        Ok(billing::shares_by_hand(&input, &totals, &lines, &discounts))
    }

    /// Says of each tax of the invoice which it is, and why it is not charged.
    fn tax_totals(&self, totals: &Totals) -> Result<InvoiceTaxes> {
        let borne = self.borne()?;
        let mut taxes = Vec::with_capacity(totals.taxes.len());
        for total in &totals.taxes {
            let Some(tax) = borne.get(&total.id) else { continue };
            taxes.push(InvoiceTax {
                id: tax.id,
                code: tax.code.clone(),
                name: tax.name.clone(),
                category: total.category,
                rate: total.rate,
                exemption_reason: tax.exemption_reason.clone(),
                exemption_code: tax.exemption_code.clone(),
                base: Some(amount_of(total.base)?),
                amount: Some(amount_of(total.amount)?),
            });
        }
        Ok(InvoiceTaxes(taxes))
    }

    /// Explains what the lines come to.
    pub(in crate::ops::billing) fn explained(&self) -> Result<InvoiceExplanation> {
        let explained = billing::explain(&self.input()?).map_err(|error| wrong(&error))?;
        let borne = self.borne()?;
        let lines = self.items.iter().zip(explained.lines).map(|(item, amounts)| {
            Ok(ExplainedLine {
                invoice_item_id: item.id,
                deducted: Deducted::by(item),
                charge: self.charge(item)?,
                discount_reason: item.discount_reason.clone(),
                discount_offer_id: item.discount_offer_id,
                amounts,
            })
        });
        let taxes = explained.taxes.into_iter().filter_map(|tax| {
            let of = borne.get(&tax.id)?;
            Some(ExplainedTax {
                tax_id: of.id,
                code: of.code.clone(),
                name: of.name.clone(),
                category: of.category(),
                rate: of.rate,
                amount: tax.amount,
            })
        });
        let given = self.invoice.discounts.0.iter().zip(explained.discounts);
        let discounts = given.map(|(given, amount)| ExplainedDiscount {
            reason: given.reason.clone(),
            offer_id: given.offer_id,
            amount,
        });
        Ok(InvoiceExplanation {
            currency: self.invoice.currency,
            price_mode: self.invoice.price_mode,
            lines: lines.collect::<Result<_>>()?,
            discounts: discounts.collect(),
            taxes: taxes.collect(),
        })
    }

    /// The taxes that lines bear, by the keys that they have in totals.
    fn borne(&self) -> Result<HashMap<TaxKey, &ItemTax>> {
        let taxes = self.items.iter().flat_map(|item| &item.taxes.0);
        taxes.map(|tax| Ok((key_of(tax)?, tax))).collect()
    }

    /// Returns what its totals are worked out of.
    pub(in crate::ops::billing) fn input(&self) -> Result<InvoiceInput> {
        let input = input_of(&self.invoice, self.items.iter())?;
        let charged = (0..self.items.len()).filter(|&at| is_reducible(&self.items[at]));
        let charged: Vec<usize> = charged.collect();
        let lines_of = (charged.len() < self.items.len()).then_some(charged);
        let is_for_some = lines_of.as_ref().is_none_or(|lines| !lines.is_empty());
        let discounts = self.invoice.discounts.0.iter().filter(|_| is_for_some);
        let discounts = discounts
            .map(|given| InvoiceDiscount { discount: given.discount, lines: lines_of.clone() });
        Ok(InvoiceInput { discounts: discounts.collect(), ..input })
    }
}

/// Returns whether discounts over the invoice take something off a line: what a package paid is
/// no price, and a gift card is worth what it costs.
fn is_reducible(item: &InvoiceItem) -> bool {
    item.guest_package_id.is_none() && item.item_type != ItemType::GiftCard
}
