//! What deposits, and gift cards whose tax was charged when they were sold, take off later
//! invoices.
//!
//! Both were invoiced before, with their tax. The final invoice asks for the whole price with its
//! tax, and deducts of each line what was paid for it, tax by tax as that was taxed: so what both
//! leave is the price and its tax, to the cent, whatever became of the rates. What is deducted of a
//! draft follows from the deposit or the gift card each time that it is saved; whoever issues it
//! draws that from there, and writes it, so of two one sees what the other drew.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    gift_card_ledger::{About, post},
    line_amounts::{amounts_of, taxes_in, wrong},
    settlement::too_large,
};
use crate::{
    billing::{IssuedLine, LineAmounts},
    engine::{Env, View},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        CreditNoteItem, GiftCard, GiftCardReason, Invoice, InvoiceItem, InvoiceStatus, ItemTaxes,
        Sale,
    },
    row::{ChangeSet, Select},
    value::{Currency, Id, Money, PriceMode},
};

/// Returns the invoice of the deposit that was asked for a sale.
pub(super) fn deposit_of(sale: &Sale) -> Option<Id<Invoice>> {
    sale.deposit_id.map(Id::from_uuid)
}

/// What a deposit or a gift card takes off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deducted {
    /// The invoice of the deposit; none, if nothing was deposited.
    pub deposit_id: Option<Id<Invoice>>,
    /// How much, with its tax.
    pub amount: Money,
    /// The taxes in that: those that were charged before, shared out by how much was used.
    pub taxes: ItemTaxes,
}

impl Deducted {
    /// Returns what is taken off a line, if anything is.
    pub(super) fn by(item: &InvoiceItem) -> Option<Self> {
        let (amount, taxes) = (item.deducted, item.deducted_taxes.clone());
        (amount.minor() > 0).then_some(Self { deposit_id: item.deposit_id, amount, taxes })
    }

    fn nothing(currency: Currency) -> Self {
        let (amount, taxes) = (Money::zero(currency), ItemTaxes::default());
        Self { deposit_id: None, amount, taxes }
    }
}

/// What a line names that was paid before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Deposit(Id<Invoice>),
    GiftCard(Id<GiftCard>),
}

impl Source {
    fn of(item: &InvoiceItem) -> Option<Self> {
        let card = || item.gift_card_id.map(|card| Self::GiftCard(Id::from_uuid(card)));
        item.deposit_id.map(Self::Deposit).or_else(card)
    }
}

/// The row that says how much of it is used.
enum Kept {
    Deposit(Box<Stored<Invoice>>),
    GiftCard(Box<Stored<GiftCard>>),
}

/// A deposit with its only line, or a gift card, and how much of that was credited or is deducted.
struct Advance {
    kept: Kept,
    /// Its taxes, as they were charged.
    taxes: ItemTaxes,
    line: IssuedLine,
}

impl Advance {
    fn of_deposit(
        invoice: Stored<Invoice>,
        item: &InvoiceItem,
        credited: &[Stored<CreditNoteItem>],
    ) -> Result<Self> {
        let total = item.net_price.checked_add(item.tax).map_err(too_large)?;
        let whole = amounts_of(total, &item.taxes)?;
        let mut used = drawn_of(&invoice, item)?;
        for part in credited.iter().filter(|part| part.invoice_item_id == item.id) {
            let total = part.net.checked_add(part.tax).map_err(too_large)?;
            used.add(&amounts_of(total, &part.taxes)?).map_err(|error| wrong(&error))?;
        }
        let line = IssuedLine { price_mode: invoice.price_mode, whole, credited: used };
        Ok(Self { kept: Kept::Deposit(Box::new(invoice)), taxes: item.taxes.clone(), line })
    }

    fn of_card(card: Stored<GiftCard>) -> Result<Self> {
        let whole = amounts_of(card.value, &card.taxes)?;
        let used = used_of(&card)?;
        let line = IssuedLine { price_mode: PriceMode::Inclusive, whole, credited: used };
        Ok(Self { taxes: card.taxes.clone(), kept: Kept::GiftCard(Box::new(card)), line })
    }

    /// Returns whether it can be deducted of a line: it was paid, in the same currency, and a gift
    /// card bears the line's taxes.
    fn is_for(&self, item: &InvoiceItem) -> bool {
        match &self.kept {
            Kept::Deposit(invoice) => {
                invoice.status == InvoiceStatus::Paid && invoice.currency == item.currency
            }
            Kept::GiftCard(card) => {
                card.currency == item.currency && are_alike(&card.taxes, &item.taxes)
            }
        }
    }

    /// How much of it lines deducted that were issued.
    fn drawn(&self) -> Result<LineAmounts> {
        match &self.kept {
            Kept::Deposit(invoice) => {
                drawn_amounts(invoice.drawn, &invoice.drawn_taxes, self.taxes.0.len())
            }
            Kept::GiftCard(card) => used_of(card),
        }
    }
}

/// Returns whether two lines bear the same taxes, whatever their rates are.
pub(super) fn are_alike(one: &ItemTaxes, other: &ItemTaxes) -> bool {
    let ids = |taxes: &ItemTaxes| taxes.0.iter().map(|tax| tax.id).collect::<Vec<_>>();
    ids(one) == ids(other)
}

/// The deposits and gift cards that lines name, while a use case plans.
#[derive(Default)]
pub(super) struct Deductions(BTreeMap<Source, Advance>);

impl Deductions {
    /// How many deposits are read by one query.
    const AT_A_TIME: usize = 20;

    /// Reads those of some lines, if they name any.
    pub(super) async fn of<'i>(
        view: &mut View<'_>,
        items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
    ) -> Result<Self> {
        let named: BTreeSet<Source> =
            items.into_iter().filter_map(|item| Source::of(item)).collect();
        if named.is_empty() {
            return Ok(Self::default());
        }
        let (mut ids, mut cards) = (Vec::new(), Vec::new());
        for source in named {
            match source {
                Source::Deposit(id) => ids.push(id),
                Source::GiftCard(id) => cards.push(id),
            }
        }
        // Some at a time, so that many notes on one leave room for those on the others.
        let some = || ids.chunks(Self::AT_A_TIME);
        let invoices: Vec<_> = some().map(|ids| Query::<Invoice>::limit(100).ids(ids)).collect();
        let whole = Select::LIMIT_MAX;
        let lines: Vec<_> =
            some().map(|ids| Query::limit(whole).any(InvoiceItem::invoice_id(), ids)).collect();
        let credited: Vec<_> =
            some().map(|ids| Query::limit(whole).any(CreditNoteItem::invoice_id(), ids)).collect();
        let cards = cards.chunks(Self::AT_A_TIME);
        let cards: Vec<_> = cards.map(|ids| Query::<GiftCard>::limit(100).ids(ids)).collect();
        let (invoices, lines, credited, cards) =
            view.read((invoices, lines, credited, cards)).await?;
        let (lines, credited) = (lines.concat(), credited.concat());
        let mut found = BTreeMap::new();
        for invoice in invoices.concat() {
            let own = lines.iter().find(|line| line.invoice_id == invoice.id);
            if let Some(own) = own {
                let source = Source::Deposit(invoice.id);
                found.insert(source, Advance::of_deposit(invoice, own, &credited)?);
            }
        }
        for card in cards.concat() {
            found.insert(Source::GiftCard(card.id), Advance::of_card(card)?);
        }
        Ok(Self(found))
    }

    /// Returns what is deducted of a line that comes to an amount: what is left of what it names,
    /// and no more than a package leaves to pay.
    pub(super) fn deduct(&mut self, item: &InvoiceItem, total: Money) -> Result<Deducted> {
        let nothing = || Deducted::nothing(item.currency);
        let named = Source::of(item).and_then(|source| self.0.get_mut(&source));
        let Some(advance) = named.filter(|advance| advance.is_for(item)) else {
            return Ok(nothing());
        };
        let Advance { taxes, line, .. } = advance;
        let most = total.checked_sub(item.redeemed).map_err(too_large)?;
        let left = line.left().map_err(|error| wrong(&error))?;
        let amount = if left.minor() < most.minor() { left } else { most };
        if amount.minor() <= 0 {
            return Ok(nothing());
        }
        let part = line.credit(amount).map_err(|error| wrong(&error))?;
        line.credited.add(&part).map_err(|error| wrong(&error))?;
        Ok(Deducted { deposit_id: item.deposit_id, amount, taxes: taxes_in(taxes, &part)? })
    }

    /// Draws what lines deduct from their deposits and gift cards; returns the latter.
    pub(super) fn draw(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        items: &[Stored<InvoiceItem>],
    ) -> Result<Vec<Id<GiftCard>>> {
        let mut drawn = Vec::new();
        for item in items.iter().filter(|item| item.deducted.minor() > 0) {
            let part = amounts_of(item.deducted, &item.deducted_taxes)?;
            self.post(env, changes, item, &part)?;
            drawn.extend(item.gift_card_id.map(Id::from_uuid));
        }
        drawn.sort_unstable();
        drawn.dedup();
        Ok(drawn)
    }

    /// Gives back what lines drew that are no more owed.
    fn free<'i>(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        items: impl IntoIterator<Item = &'i Stored<InvoiceItem>>,
    ) -> Result<()> {
        for item in items {
            let part = amounts_of(item.deducted, &item.deducted_taxes)?;
            let part = part.negated().map_err(|error| wrong(&error))?;
            self.post(env, changes, item, &part)?;
        }
        Ok(())
    }

    /// Adds to what was drawn, or takes from it, if a part is below zero.
    fn post(
        &mut self,
        env: &Env,
        changes: &mut ChangeSet,
        item: &InvoiceItem,
        part: &LineAmounts,
    ) -> Result<()> {
        let missing = || Error::NotFound { entity: "invoice" };
        let named = Source::of(item).and_then(|source| self.0.get_mut(&source));
        let advance = named.ok_or_else(missing)?;
        let mut drawn = advance.drawn()?;
        drawn.add(part).map_err(|error| wrong(&error))?;
        let taxes = taxes_in(&advance.taxes, &drawn)?;
        match &mut advance.kept {
            Kept::Deposit(invoice) => {
                let total = drawn.total().map_err(|error| wrong(&error))?;
                **invoice = changes.update(invoice, |invoice| {
                    invoice.drawn = total;
                    invoice.drawn_taxes = taxes;
                });
            }
            Kept::GiftCard(card) => {
                let spent = part.total().map_err(|error| wrong(&error))?;
                let reason = if spent.minor() < 0 {
                    GiftCardReason::Refunded
                } else {
                    GiftCardReason::Redeemed
                };
                let amount = spent.checked_neg().map_err(too_large)?;
                let about = (reason, About::Line(item.id));
                let posted = post(env, changes, card, about, amount)?;
                **card = changes.update(&posted, |card| card.drawn_taxes = taxes);
            }
        }
        Ok(())
    }
}

/// An amount that was drawn, by so many taxes.
fn drawn_amounts(total: Money, taxes: &ItemTaxes, of: usize) -> Result<LineAmounts> {
    let mut drawn = amounts_of(total, taxes)?;
    drawn.taxes.resize(of, Money::zero(total.currency()));
    Ok(drawn)
}

/// Returns how much of a deposit other invoices deduct, by the taxes of its line.
pub(super) fn drawn_of(deposit: &Invoice, item: &InvoiceItem) -> Result<LineAmounts> {
    drawn_amounts(deposit.drawn, &deposit.drawn_taxes, item.taxes.0.len())
}

/// Returns how much of a gift card is gone, by its taxes.
fn used_of(card: &GiftCard) -> Result<LineAmounts> {
    let gone = card.value.checked_sub(card.balance).map_err(too_large)?;
    drawn_amounts(gone, &card.drawn_taxes, card.taxes.0.len())
}

/// Gives deposits and gift cards back that the lines of a withdrawn invoice drew.
pub(super) async fn free(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    items: &[Stored<InvoiceItem>],
) -> Result<()> {
    let drawing = || items.iter().filter(|item| item.deducted.minor() > 0);
    Deductions::of(view, drawing()).await?.free(env, changes, drawing())
}
