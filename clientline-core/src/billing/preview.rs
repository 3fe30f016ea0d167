//! `POST /invoices/preview`: totals for a body, nothing stored.
//!
//! Its body is the model of every invoice body of the API, and its numbers are
//! those of [`total`], as a stored invoice's are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{
    CashRounding, Currency, Discount, Money, Percent, PriceMode, Quantity, UnitPrice,
};

use super::{
    charge::charge_on,
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
    /// The price of one unit; of a charge in percent there is none.
    #[serde(default)]
    pub unit_price: Option<UnitPrice>,
    /// What the line charges in percent of the others, instead of a price.
    #[serde(default)]
    pub percent: Option<Percent>,
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
/// [`BillingError::ChargeOrPrice`] if a line says both how many percent it charges and what it
/// costs, or neither; and else as [`total`], and as [`CashRounding::of`].
pub fn preview(request: &PreviewRequest) -> Result<Preview, BillingError> {
    let Totals { subtotal, discount, net, tax, total, lines, taxes } = total(&request.input()?)?;
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
    /// Returns what the totals depend on: charges in percent have their price by now.
    ///
    /// # Errors
    /// As [`preview`].
    pub fn input(&self) -> Result<InvoiceInput, BillingError> {
        let lines = self.lines.iter().enumerate().map(|(at, line)| line.priced(at));
        let mut invoice = InvoiceInput {
            currency: self.currency,
            price_mode: self.price_mode,
            taxes: self.taxes.clone(),
            lines: lines.collect::<Result<_, _>>()?,
            discounts: Vec::new(),
        };
        if self.lines.iter().any(|line| line.percent.is_some()) {
            let base = total(&invoice)?.subtotal;
            for (line, asked) in invoice.lines.iter_mut().zip(&self.lines) {
                let Some(percent) = asked.percent else { continue };
                let price = charge_on(percent, base)?.amount.amount.to_string();
                line.unit_price = price.parse().map_err(|_| BillingError::TooLarge)?;
            }
        }
        invoice.discounts.clone_from(&self.discounts);
        Ok(invoice)
    }
}

impl PreviewLine {
    /// Returns the line at its price; a charge in percent, which is on the others, at none.
    fn priced(&self, line: usize) -> Result<LineInput, BillingError> {
        let is_one = self.quantity == Quantity::default();
        let (unit_price, discount) = match (self.unit_price, self.percent) {
            (Some(price), None) => (price, self.discount),
            (None, Some(_)) if is_one => (UnitPrice::default(), self.discount),
            _ => return Err(BillingError::ChargeOrPrice { line }),
        };
        let (quantity, taxes) = (self.quantity, self.taxes.clone());
        Ok(LineInput { quantity, unit_price, discount, taxes })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(lines: &serde_json::Value) -> Result<Preview, BillingError> {
        let body = json!({
            "currency": "EUR", "lines": lines, "discounts": [{"percent": "50"}],
            "taxes": [{"id": "V", "rate": "20"}],
        });
        preview(&serde_json::from_value(body).unwrap())
    }

    #[test]
    fn a_charge_in_percent_is_on_the_other_lines_as_on_a_draft() {
        let bill = of(&json!([
            {"unit_price": "45.00", "taxes": ["V"]},
            {"percent": "12.5", "taxes": ["V"]},
            {"percent": "10"},
        ]))
        .unwrap();
        let gross: Vec<i64> = bill.lines.iter().map(|line| line.gross.minor()).collect();
        // Of 45.00 it is 5.625; the discount over all takes its part of each.
        assert_eq!(gross, [45_00, 5_63, 4_50]);
        assert_eq!((bill.subtotal.minor(), bill.net.minor()), (55_13, 27_56));
    }

    #[test]
    fn a_line_has_a_price_or_charges_in_percent() {
        for line in [
            json!({}),
            json!({"unit_price": "1", "percent": "10"}),
            json!({"quantity": "2", "percent": "10"}),
        ] {
            let error = of(&json!([{"unit_price": "1"}, line])).unwrap_err();
            assert_eq!((error.code(), error.pointer().as_str()), ("exactly_one", "/lines/1"));
        }
    }
}
