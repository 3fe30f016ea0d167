//! Amounts of a part of a line: what is credited, or deducted, and the taxes in it.

use super::settlement::too_large;
use crate::{
    billing::{BillingError, LineAmounts},
    error::{Error, Result},
    model::{ItemTax, ItemTaxes},
    value::{Amount, Money},
};

/// Divides an amount with its taxes into those and what is without.
pub(super) fn amounts_of(total: Money, taxes: &ItemTaxes) -> Result<LineAmounts> {
    let mut amounts = LineAmounts { net: total, taxes: Vec::with_capacity(taxes.0.len()) };
    for tax in &taxes.0 {
        let amount = tax.amount.unwrap_or_default().to_money(total.currency());
        let amount = amount.map_err(too_large)?;
        amounts.net = amounts.net.checked_sub(amount).map_err(too_large)?;
        amounts.taxes.push(amount);
    }
    Ok(amounts)
}

/// The error of amounts that can't be credited.
pub(super) fn wrong(error: &BillingError) -> Error {
    match error {
        BillingError::MoreThanLeft { .. } => {
            Error::conflict("credit_exceeds_invoice", error.to_string())
        }
        _ => Error::invalid("", error.code(), error.to_string()),
    }
}

/// Money as it stands beside a tax.
///
/// # Errors
///
/// [`Error::Invalid`] if it is more than can be said there, and could be credited by no one.
pub(super) fn amount_of(money: Money) -> Result<Amount> {
    Amount::try_from(money)
        .map_err(|error| Error::invalid("", "amount_too_large", error.to_string()))
}

/// Taxes with the part of each.
pub(super) fn taxes_in(taxes: &ItemTaxes, amounts: &LineAmounts) -> Result<ItemTaxes> {
    let taxes = taxes.0.iter().zip(&amounts.taxes).map(|(tax, amount)| {
        let base = if tax.compound { None } else { Some(amount_of(amounts.net)?) };
        Ok(ItemTax { base, amount: Some(amount_of(*amount)?), ..tax.clone() })
    });
    taxes.collect::<Result<_>>().map(ItemTaxes)
}
