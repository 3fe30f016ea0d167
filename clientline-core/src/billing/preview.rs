//! `POST /invoices/preview`: totals for a body, nothing stored.
//!
//! Its body is the model of every invoice body of the API, and its numbers are
//! those of [`total`], as a stored invoice's are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{CashRounding, Currency, Discount, Money, PriceMode, Quantity, UnitPrice};

use super::{
    error::BillingError,
    input::{InvoiceDiscount, InvoiceInput, LineInput, Tax, TaxKey},
    total::{LineTotals, TaxTotal, Totals, total},
};

/// An invoice to compute.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether the prices contain their taxes; `exclusive` when absent.
    #[serde(default)]
    pub price_mode: PriceMode,
    /// The taxes that lines may refer to, at most 100.
    #[serde(default)]
    pub taxes: Vec<Tax>,
    /// The lines, at most 1,000.
    pub lines: Vec<PreviewLine>,
    /// The discounts over several lines, in the order in which they are taken;
    /// at most 100.
    #[serde(default)]
    pub discounts: Vec<InvoiceDiscount>,
    /// How the total is rounded when all of it is settled in cash.
    #[serde(default)]
    pub cash_rounding: Option<CashRounding>,
}

/// A line of an invoice to compute.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewLine {
    /// The name of the item; it changes no number.
    #[serde(default)]
    #[schemars(example = &"Cut", regex(pattern = r"^[^\x00]*$"))]
    pub name: Option<String>,
    /// How many units are sold; 1 when absent.
    #[serde(default)]
    pub quantity: Quantity,
    /// The price of one unit.
    pub unit_price: UnitPrice,
    /// The discount on this line alone.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// The ids of its taxes, at most 10, in the order in which compound ones
    /// build on them.
    #[serde(default)]
    pub taxes: Vec<TaxKey>,
}

/// The totals that an invoice would have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Preview {
    /// The currency of every amount.
    pub currency: Currency,
    /// All lines after their own discounts.
    pub subtotal: Money,
    /// The discounts over several lines together.
    pub discount: Money,
    /// The amount without taxes.
    pub net: Money,
    /// All taxes together.
    pub tax: Money,
    /// The amount with taxes.
    pub total: Money,
    /// The cash rounding, which is added to the total.
    pub cash_rounding: Money,
    /// The amount to pay: the total with its cash rounding.
    pub payable: Money,
    /// Each line, in the order given.
    pub lines: Vec<LineTotals>,
    /// Each tax that a line bears, in the order given.
    pub taxes: Vec<TaxTotal>,
}

/// Computes what an invoice would amount to.
///
/// # Errors
/// As [`total`], and as [`CashRounding::of`].
pub fn preview(request: &PreviewRequest) -> Result<Preview, BillingError> {
    let Totals { subtotal, discount, net, tax, total, lines, taxes } = total(&request.input())?;
    let cash_rounding = match &request.cash_rounding {
        Some(rounding) => rounding.of(total)?,
        None => Money::zero(request.currency),
    };
    Ok(Preview {
        currency: request.currency,
        subtotal,
        discount,
        net,
        tax,
        total,
        cash_rounding,
        payable: total.checked_add(cash_rounding)?,
        lines,
        taxes,
    })
}

impl PreviewRequest {
    /// Returns what the totals depend on.
    #[must_use]
    pub fn input(&self) -> InvoiceInput {
        let line = |line: &PreviewLine| LineInput {
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            taxes: line.taxes.clone(),
        };
        InvoiceInput {
            currency: self.currency,
            price_mode: self.price_mode,
            taxes: self.taxes.clone(),
            lines: self.lines.iter().map(line).collect(),
            discounts: self.discounts.clone(),
        }
    }
}
