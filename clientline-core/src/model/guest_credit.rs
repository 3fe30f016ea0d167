//! What guests have to their credit: a balance, and the ledger behind it.

use chrono::NaiveDate;

use super::{Center, Guest, Invoice, Payment, row_policy::row_policy};
use crate::{
    entity::{entity, word_enum},
    value::{Currency, Id, Money},
};

entity! {
    /// What a guest has to their credit in a currency: the sum of its entries, which the
    /// database keeps from falling below zero, also when many spend it at once.
    GuestCredit in "guest_credit" {
        /// The guest.
        guest_id: Id<Guest>,
        /// The currency.
        currency: Currency,
        /// How much there is.
        balance: Money,
        /// How many entries there are.
        steps: i32,
    }
    unique guest_credit_exists (guest_id, currency);
}

row_policy! { GuestCredit, staff: ALL, client: OWN_GUEST }

word_enum! {
    /// Why an entry was made in the ledger of a guest's credit.
    GuestCreditReason {
        /// A payment was more than was due.
        Overpayment = "overpayment",
        /// That payment was taken back.
        OverpaymentReversed = "overpayment_reversed",
        /// An invoice came to less than was paid on it already.
        Reduction = "reduction",
        /// The money that was paid on it was taken back.
        ReductionReversed = "reduction_reversed",
        /// It paid for an invoice.
        Payment = "payment",
        /// That payment was taken back.
        PaymentReversed = "payment_reversed",
        /// Two guests were merged: what one had is the other's.
        Transfer = "transfer",
        /// A credit note took more off an invoice than was still due.
        CreditNote = "credit_note",
        /// Money of a payment was given back as credit.
        Refund = "refund",
        /// Money that had become credit was given back.
        PaidOut = "paid_out",
    }
}

entity! {
    /// An entry in the ledger of a guest's credit. It never changes.
    GuestCreditEntry in "guest_credit_entry" {
        /// The credit.
        guest_credit_id: Id<GuestCredit>,
        /// The guest.
        guest_id: Id<Guest>,
        /// Its place in the ledger, counted from 1.
        step: i32,
        /// Why it was made.
        reason: GuestCreditReason,
        /// How much was added; below zero, taken.
        amount: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// How much there was afterwards.
        balance: Money,
        /// The invoice that it is about.
        invoice_id: Option<Id<Invoice>>,
        /// The payment that it is about.
        payment_id: Option<Id<Payment>>,
        /// The center that billed; none where guests were merged.
        center_id: Option<Id<Center>>,
        /// The business day there.
        entry_date: Option<NaiveDate>,
    }
    unique guest_credit_step_taken (guest_credit_id, step);
    part of guest_credit_id;
}

// What it is about may be of another center than those of staff.
row_policy! {
    GuestCreditEntry,
    staff: ALL.without(&["invoice_id", "payment_id"]),
    client: OWN_GUEST,
}
