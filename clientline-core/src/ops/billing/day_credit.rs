//! What became the guests' credit on a day, and what of it was spent or paid out: what a center owes
//! its guests grows and shrinks by that.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::settlement::too_large;
use crate::{
    engine::View,
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, GuestCreditEntry, GuestCreditReason},
    value::{Currency, Id, Money, MoneyError},
};

/// The most entries of a day of which totals are made.
const ENTRIES_MAX: u32 = 20_000;

/// What became the guests' credit, was spent and was paid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CreditTotals {
    /// The currency of the amounts.
    pub currency: Currency,
    /// What became credit, less what was credit no more since the money went back.
    pub given: Money,
    /// What of it paid invoices, less what came back of that.
    pub used: Money,
    /// What of it was given back in money.
    pub paid_out: Money,
}

impl CreditTotals {
    const fn nothing(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { currency, given: zero, used: zero, paid_out: zero }
    }

    fn add(&mut self, entry: &GuestCreditEntry) -> Result<(), MoneyError> {
        use GuestCreditReason as Reason;
        let amount = entry.amount;
        match entry.reason {
            Reason::Overpayment
            | Reason::OverpaymentReversed
            | Reason::Reduction
            | Reason::ReductionReversed
            | Reason::CreditNote
            | Reason::Refund => self.given = self.given.checked_add(amount)?,
            Reason::Payment | Reason::PaymentReversed => {
                self.used = self.used.checked_sub(amount)?;
            }
            Reason::PaidOut => self.paid_out = self.paid_out.checked_sub(amount)?,
            Reason::Transfer => {}
        }
        Ok(())
    }
}

/// Reads how the credit of guests changed at a center on a business day, and sums it up.
///
/// # Errors
///
/// [`Error::Conflict`] `day_too_large` if there are too many entries.
pub(super) async fn credit_of_day(
    view: &mut View<'_>,
    center: Id<Center>,
    date: NaiveDate,
) -> Result<Vec<CreditTotals>> {
    let entries = Query::limit(ENTRIES_MAX + 1)
        .eq(GuestCreditEntry::center_id(), &Some(center))
        .eq(GuestCreditEntry::entry_date(), &Some(date));
    let entries = view.list(&entries).await?;
    if entries.len() > ENTRIES_MAX as usize {
        let detail = format!("A day has totals of at most {ENTRIES_MAX} entries of credit.");
        return Err(Error::conflict("day_too_large", detail));
    }
    totals(&entries)
}

/// Sums entries up by currency.
fn totals(entries: &[Stored<GuestCreditEntry>]) -> Result<Vec<CreditTotals>> {
    let mut sums: BTreeMap<&str, CreditTotals> = BTreeMap::new();
    for entry in entries {
        let nothing = || CreditTotals::nothing(entry.currency);
        let sum = sums.entry(entry.currency.code()).or_insert_with(nothing);
        sum.add(entry).map_err(too_large)?;
    }
    Ok(sums.into_values().collect())
}
