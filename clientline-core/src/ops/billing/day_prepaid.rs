//! What was sold on a day of what guests pay before, and what invoices of that day took off it:
//! money that came on another day than what it pays for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{draft::items_of_all, settlement::too_large};
use crate::{
    engine::View,
    entity::{Query, Stored, word_enum},
    error::{Error, Result},
    model::{Center, Invoice, InvoiceItem, InvoiceStatus, ItemType},
    value::{Currency, Id, Money},
};

/// The most invoices of a day of which totals are made.
const INVOICES_MAX: u32 = 20_000;
/// The lines of how many invoices are read by one query.
const AT_A_TIME: usize = 100;

word_enum! {
    /// What guests pay before.
    PrepaidKind {
        /// A package of sessions.
        Package = "package",
        /// A gift card.
        GiftCard = "gift_card",
        /// A deposit.
        Deposit = "deposit",
    }
}

/// What was sold and redeemed of what guests pay before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrepaidTotals {
    /// What it is.
    pub kind: PrepaidKind,
    /// The currency of the amounts.
    pub currency: Currency,
    /// How many lines sold some.
    pub sold: u32,
    /// What those come to, with tax.
    pub sold_amount: Money,
    /// For how many lines it was redeemed.
    pub redeemed: u32,
    /// How much that took off them, beside payments.
    pub redeemed_amount: Money,
}

impl PrepaidTotals {
    const fn nothing(kind: PrepaidKind, currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { kind, currency, sold: 0, sold_amount: zero, redeemed: 0, redeemed_amount: zero }
    }
}

/// Reads the invoices that were issued at a center on a business day, and stand, and sums up what
/// they sold and redeemed.
///
/// # Errors
///
/// [`Error::Conflict`] `day_too_large` if there are too many.
pub(super) async fn prepaid_of(
    view: &mut View<'_>,
    center: Id<Center>,
    date: NaiveDate,
) -> Result<Vec<PrepaidTotals>> {
    let invoices = Query::limit(INVOICES_MAX + 1)
        .eq(Invoice::center_id(), &center)
        .eq(Invoice::invoice_date(), &Some(date));
    let invoices = view.list(&invoices).await?;
    if invoices.len() > INVOICES_MAX as usize {
        let detail = format!("A day has totals of at most {INVOICES_MAX} invoices.");
        return Err(Error::conflict("day_too_large", detail));
    }
    let standing = invoices.iter().filter(|invoice| invoice.status != InvoiceStatus::Void);
    let ids: Vec<Id<Invoice>> = standing.map(|invoice| invoice.id).collect();
    let lines: Vec<Query<InvoiceItem>> = ids.chunks(AT_A_TIME).map(items_of_all).collect();
    totals(&view.read(lines).await?.concat())
}

/// Sums lines up by what they sold, and by what was redeemed for them.
fn totals(lines: &[Stored<InvoiceItem>]) -> Result<Vec<PrepaidTotals>> {
    let mut sums: BTreeMap<(PrepaidKind, &str), PrepaidTotals> = BTreeMap::new();
    for line in lines {
        let key = |kind| (kind, line.currency.code());
        if let Some(kind) = sold_by(line) {
            let amount = line.net_price.checked_add(line.tax).map_err(too_large)?;
            let nothing = || PrepaidTotals::nothing(kind, line.currency);
            let sum = sums.entry(key(kind)).or_insert_with(nothing);
            sum.sold += 1;
            sum.sold_amount = sum.sold_amount.checked_add(amount).map_err(too_large)?;
        }
        for (kind, amount) in redeemed_for(line) {
            let nothing = || PrepaidTotals::nothing(kind, line.currency);
            let sum = sums.entry(key(kind)).or_insert_with(nothing);
            sum.redeemed += 1;
            sum.redeemed_amount = sum.redeemed_amount.checked_add(amount).map_err(too_large)?;
        }
    }
    Ok(sums.into_values().collect())
}

const fn sold_by(line: &InvoiceItem) -> Option<PrepaidKind> {
    match line.item_type {
        ItemType::Package => Some(PrepaidKind::Package),
        ItemType::GiftCard => Some(PrepaidKind::GiftCard),
        ItemType::Deposit => Some(PrepaidKind::Deposit),
        ItemType::Service | ItemType::Product | ItemType::Fee | ItemType::FreeText => None,
    }
}

/// What was redeemed for a line: a session of a package, and a deposit or a gift card.
fn redeemed_for(line: &InvoiceItem) -> impl Iterator<Item = (PrepaidKind, Money)> {
    let session = line.guest_package_id.map(|_| (PrepaidKind::Package, line.redeemed));
    let kind = if line.deposit_id.is_some() { PrepaidKind::Deposit } else { PrepaidKind::GiftCard };
    let deducted = (line.deducted.minor() > 0).then_some((kind, line.deducted));
    session.into_iter().chain(deducted)
}
