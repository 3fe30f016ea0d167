//! Gift cards: what is left on them, and the ledger behind it.

use chrono::NaiveDate;

use super::{Center, Guest, Invoice, InvoiceItem, Payment, row_policy::row_policy};
use crate::{
    entity::{entity, word_enum},
    value::{Code, Currency, Id, Money},
};

entity! {
    /// A gift card (a multi-purpose voucher): made when the invoice is issued on which it stands.
    /// Its balance is the sum of its entries, and never below zero, also when many spend it at
    /// once. Whoever knows its code pays with it, at any center.
    GiftCard in "gift_card" {
        /// Its code, which pays.
        code: Code,
        /// The end of the code, by which it is told apart where the code is not shown.
        last_four: Code,
        /// What was bought.
        value: Money,
        /// What is left.
        balance: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// The guest who bought it.
        guest_id: Id<Guest>,
        /// The center that sold it.
        center_id: Id<Center>,
        /// The invoice that sold it.
        invoice_id: Id<Invoice>,
        /// The line of that invoice.
        invoice_item_id: Id<InvoiceItem>,
        /// The local day on which it was sold.
        issued_on: NaiveDate,
        /// The last day on which it pays; none, if it does for ever.
        expires_on: Option<NaiveDate>,
        /// How many entries there are.
        steps: i32,
    }
    unique gift_card_code_taken (code);
    unique gift_card_exists (invoice_item_id);
}

row_policy! { GiftCard, staff: ALL, client: OWN_GUEST }

word_enum! {
    /// Why an entry was made in the ledger of a gift card.
    GiftCardReason {
        /// It was sold.
        Issued = "issued",
        /// It paid for an invoice.
        Redeemed = "redeemed",
        /// A payment by it was given back, or taken back.
        Refunded = "refunded",
        /// What it was sold for was credited.
        Credited = "credited",
        /// The invoice that sold it was withdrawn.
        Voided = "voided",
    }
}

entity! {
    /// An entry in the ledger of a gift card. It never changes.
    GiftCardEntry in "gift_card_entry" {
        /// The gift card.
        gift_card_id: Id<GiftCard>,
        /// Its place in the ledger, counted from 1.
        step: i32,
        /// Why it was made.
        reason: GiftCardReason,
        /// How much was added; below zero, taken.
        amount: Money,
        /// The currency of the amounts.
        currency: Currency,
        /// How much there was afterwards.
        balance: Money,
        /// The payment that it is about.
        payment_id: Option<Id<Payment>>,
    }
    unique gift_card_step_taken (gift_card_id, step);
    part of gift_card_id;
}

// The payment may be of another center, or of another guest.
row_policy! {
    GiftCardEntry,
    staff: ALL.without(&["payment_id"]),
    client: RowPolicy::of(Rows::Of("gift_card_id")).without(&["payment_id"]),
}
