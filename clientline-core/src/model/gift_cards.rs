//! Gift cards, and what is left on them.

use chrono::NaiveDate;

use super::{Center, Guest, Invoice, InvoiceItem, ItemTaxes, row_policy::row_policy};
use crate::{
    entity::entity,
    value::{Code, Currency, GraceDays, Id, Money},
};

entity! {
    /// A gift card: made when the invoice is issued on which it stands. Its balance is the sum of
    /// its entries, and never below zero, also when many spend it at once. Whoever knows its code
    /// pays with it, at any center.
    GiftCard in "gift_card" {
        /// Its code, which pays.
        code: Code,
        /// The end of the code, by which it is told apart where the code is not shown.
        last_four: Code,
        /// What was bought.
        value: Money,
        /// What is left.
        balance: Money,
        /// The taxes that were charged when it was sold (a single-purpose voucher).
        taxes: ItemTaxes,
        /// How much of those taxes is in what lines deduct of it.
        drawn_taxes: ItemTaxes,
        /// The currency of the amounts.
        currency: Currency,
        /// The guest who bought it.
        guest_id: Id<Guest>,
        /// The center that sold it.
        center_id: Id<Center>,
        /// The invoice that sold it.
        invoice_id: Id<Invoice>,
        /// The line of the invoice that sold it.
        invoice_item_id: Id<InvoiceItem>,
        /// The business day on which it was sold.
        issued_on: NaiveDate,
        /// The last day on which it pays; none, if it does for ever.
        expires_on: Option<NaiveDate>,
        /// How many days after that what is left is written off by itself, as its center said when
        /// it was sold; never, if absent.
        #[serde(skip_serializing)]
        write_off_after_days: Option<GraceDays>,
        /// The day on which what is left is written off by itself.
        write_off_on: Option<NaiveDate>,
        /// How many entries there are.
        steps: i32,
    }
    unique gift_card_code_taken (code);
    unique gift_card_exists (invoice_item_id);
}

impl GiftCard {
    /// Returns whether its tax was charged when it was sold, since it is known what it pays for (a
    /// single-purpose voucher).
    #[must_use]
    pub fn is_single_purpose(&self) -> bool {
        !self.taxes.0.is_empty()
    }
}

row_policy! { GiftCard, staff: ALL, client: OWN_GUEST }
