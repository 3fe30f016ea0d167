//! Money that goes back: how much of it had become the guest's credit, and how much counted on
//! the invoice.
//!
//! What became credit is taken from there first, since nothing is owed for it: that which the
//! payment itself gave, being more than was due, and that by which the invoice came to less
//! later. Only the rest is owed on the invoice again.

use super::settlement::too_large;
use crate::{
    engine::Env,
    entity::Stored,
    error::{Error, Result},
    model::{GuestCreditReason, Invoice, Payment, PaymentMethod},
    ops::people::guest_credit::{Ledger, Posting},
    row::ChangeSet,
    value::Money,
};

/// What was found for money that goes back.
pub(super) struct TakenBack {
    /// The invoice, of which as much less may be given back instead of credit.
    pub(super) invoice: Stored<Invoice>,
    /// How much of it the payment itself had given to the guest's credit.
    pub(super) credited: Money,
    /// What counts on the invoice no more: not above zero.
    pub(super) owed: Money,
}

/// Returns whether the guest's credit changes when money of a payment goes back.
pub(super) fn touches_credit(invoice: &Invoice, payment: &Payment, amount: Money) -> bool {
    payment.payment_method == PaymentMethod::GuestCredit
        || payment.credited.minor() > 0
        || invoice.refundable.minor() > 0
        || amount.minor() > invoice.total_collection.minor()
}

/// Takes back what became the guest's credit, as far as it is still there. The entries have the
/// first reason for what the payment gave, and the second for what the invoice left.
///
/// # Errors
///
/// [`Error::Conflict`] `guest_credit_short` if the guest has spent what was no more owed on the
/// invoice: whoever takes what it paid back first has it again.
pub(super) fn take_back(
    env: &Env,
    changes: &mut ChangeSet,
    ledger: &mut Ledger,
    (invoice, payment): (&Stored<Invoice>, &Payment),
    amount: Money,
    reasons: (GuestCreditReason, GuestCreditReason),
) -> Result<TakenBack> {
    let minor = |minor| Money::from_minor(minor, payment.currency);
    let there = ledger.balance().minor();
    let given = amount.minor().min(payment.credited.minor()).min(there);
    let rest = amount.minor() - given;
    let uncounted = (rest - invoice.total_collection.minor()).max(0);
    let left = rest.min(invoice.refundable.minor()).min(there - given).max(uncounted);
    if given + left > there {
        let short = minor(given + left - there);
        let detail = format!(
            "Of this, {short} became the guest's credit and was spent: take that payment by \
             guest credit back first, which is owed then."
        );
        return Err(Error::conflict("guest_credit_short", detail));
    }
    let (invoice_id, payment_id) = (Some(invoice.id), Some(payment.id));
    let (reason, amount) = (reasons.0, minor(-given));
    ledger.post(env, changes, Posting { reason, amount, invoice_id, payment_id })?;
    let (reason, amount) = (reasons.1, minor(-left));
    ledger.post(env, changes, Posting { reason, amount, invoice_id, payment_id })?;
    let refundable = (invoice.refundable.minor() - left).max(0);
    let invoice = if left == 0 {
        invoice.clone()
    } else {
        changes.update(invoice, |invoice| invoice.refundable = minor(refundable))
    };
    Ok(TakenBack { invoice, credited: minor(given), owed: minor(left - rest) })
}

/// Returns what undoes the rounding of a payment, unless the invoice is settled otherwise by
/// now.
pub(super) fn unrounded(invoice: &Invoice, payment: &Payment) -> Result<Money> {
    let (all, own) = (invoice.cash_rounding.minor(), payment.cash_rounding.minor());
    let undone = if all.signum() == own.signum() && all.abs() >= own.abs() { own } else { all };
    let undone = if own == 0 { 0 } else { undone };
    Money::from_minor(undone, payment.currency).checked_neg().map_err(too_large)
}
