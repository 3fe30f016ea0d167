//! What is owed on an invoice, and what follows from money that comes for it.

use crate::{
    billing::{Balance, InvoiceStage},
    entity::Stored,
    error::{Error, Result},
    model::{Invoice, InvoiceStatus},
    row::ChangeSet,
    value::{Amount, Currency, Money, MoneyError, UnitPrice},
};

/// Returns the balance of an invoice as it stands.
pub(super) fn balance_of(invoice: &Invoice) -> Result<Balance> {
    let payable = invoice.total.checked_add(invoice.cash_rounding).map_err(too_large)?;
    let payable = payable.checked_sub(invoice.redeemed).map_err(too_large)?;
    let payable = payable.checked_sub(invoice.deducted).map_err(too_large)?;
    Ok(Balance { payable, credited: invoice.credited, paid: invoice.total_collection })
}

/// Returns how far an invoice has come.
pub(super) const fn stage_of(invoice: &Invoice) -> InvoiceStage {
    match invoice.status {
        InvoiceStatus::Draft => InvoiceStage::Draft,
        InvoiceStatus::Issued | InvoiceStatus::Paid => InvoiceStage::Issued,
        InvoiceStatus::Uncollectible => InvoiceStage::WrittenOff,
        InvoiceStatus::Void => InvoiceStage::Void,
    }
}

/// Sets what follows from money that was received for an invoice, and from what the smallest
/// coin added for it.
pub(super) fn settle(
    changes: &mut ChangeSet,
    invoice: &Stored<Invoice>,
    received: Money,
    rounding: Money,
    stage: InvoiceStage,
) -> Result<Stored<Invoice>> {
    let paid = invoice.total_collection.checked_add(received).map_err(too_large)?;
    let before = balance_of(invoice)?;
    let payable = before.payable.checked_add(rounding).map_err(too_large)?;
    let rounding = invoice.cash_rounding.checked_add(rounding).map_err(too_large)?;
    // What is deducted elsewhere stays paid for, whoever takes money back; coins that were not
    // asked for count as paid. Money that comes in is never refused.
    let kept = paid.checked_sub(rounding).map_err(too_large)?;
    if received.minor() < 0 && invoice.drawn.minor() > kept.minor().max(0) {
        let detail = format!("Of the deposit, {} is deducted on another invoice.", invoice.drawn);
        return Err(Error::conflict("deposit_deducted", detail));
    }
    let balance = Balance { payable, paid, ..before };
    // Nobody owes what was withdrawn.
    let due = match stage {
        InvoiceStage::Void => Money::zero(invoice.currency),
        _ => balance.due().map_err(too_large)?,
    };
    let status = balance.status(stage).map_err(too_large)?;
    Ok(changes.update(invoice, |invoice| {
        invoice.cash_rounding = rounding;
        invoice.total_collection = paid;
        invoice.balance_due = due;
        invoice.status = status;
    }))
}

/// The error of amounts that don't fit.
pub(super) fn too_large(error: MoneyError) -> Error {
    Error::invalid("", "amount_too_large", error.to_string())
}

/// Reads an amount of the request's body as money.
pub(super) fn money(pointer: &str, amount: Amount, currency: Currency) -> Result<Money> {
    let money = amount.to_money(currency);
    money.map_err(|error| Error::invalid(pointer, "invalid_amount", error.to_string()))
}

/// Returns an amount as the price of one.
pub(super) fn price_of(value: Money) -> Result<UnitPrice> {
    value.to_string().parse().map_err(|error| Error::value("", &error))
}
