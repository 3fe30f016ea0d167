//! The ledgers of gift cards.

use super::{GiftCard, Payment, row_policy::row_policy};
use crate::{
    entity::{entity, word_enum},
    value::{Currency, Id, Money},
};

word_enum! {
    /// Why an entry was made in the ledger of a gift card.
    GiftCardReason {
        /// It was sold.
        Issued = "issued",
        /// It paid for an invoice.
        Redeemed = "redeemed",
        /// What it paid was given back, or taken back.
        Refunded = "refunded",
        /// What it was sold for was credited.
        Credited = "credited",
        /// What was left was written off: it had expired, or was given up.
        WrittenOff = "written_off",
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
        /// The line that deducts it, or did.
        redeemed_by: Option<uuid::Uuid>,
    }
    unique gift_card_step_taken (gift_card_id, step);
    part of gift_card_id;
}

// The payment, or the line, may be of another center, or of another guest: staff don't see it, and
// those who bought the card see what is left on it, and not who spent it where.
row_policy! {
    GiftCardEntry,
    staff: ALL.without(&["payment_id", "redeemed_by"]),
    client: NOTHING,
}
