//! What a center or a service may say of fees and deposits.

use crate::{
    error::{Error, Result},
    model::{DepositPolicy, FeePolicy},
    value::{Currency, Money},
};

/// Checks that what is asked for as a deposit is money in a currency.
pub(super) fn check_deposit(policy: Option<&DepositPolicy>, currency: Currency) -> Result<()> {
    let checked = policy.map(|policy| policy.asks.of(Money::zero(currency)));
    let checked = checked
        .transpose()
        .map_err(|error| Error::invalid("/deposit/asks/amount", error.code(), error.to_string()));
    checked.map(|_| ())
}

/// Checks that what is said of fees is money in a currency, and its notice no more than a year.
pub(super) fn check_fees(policy: Option<&FeePolicy>, currency: Currency) -> Result<()> {
    let Some(policy) = policy else { return Ok(()) };
    policy.check().map_err(|error| Error::value("/fees/notice_minutes", &error))?;
    let fees = [
        ("/fees/late_cancellation/amount", policy.late_cancellation),
        ("/fees/no_show/amount", policy.no_show),
    ];
    for (pointer, fee) in fees {
        let Some(fee) = fee else { continue };
        fee.of(Money::zero(currency))
            .map_err(|error| Error::invalid(pointer, error.code(), error.to_string()))?;
    }
    Ok(())
}
