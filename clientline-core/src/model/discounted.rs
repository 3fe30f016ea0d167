//! What lines and sales say of their discounts.

use super::{GivenDiscount, InvoiceItem, Sale};
use crate::value::Discount;

impl InvoiceItem {
    /// Returns the line's own discount, with its reason.
    #[must_use]
    pub fn given_discount(&self) -> Option<GivenDiscount> {
        let reason = self.discount_reason.as_ref();
        GivenDiscount::of(self.discount, reason, self.discount_offer_id)
    }

    /// Gives the line a discount of its own, or none.
    pub fn give(&mut self, given: Option<GivenDiscount>) {
        (self.discount, self.discount_reason, self.discount_offer_id) =
            GivenDiscount::columns(given);
    }

    /// Changes how much the line's own discount takes off; why, and by which offer, stays.
    pub fn give_as_much(&mut self, discount: Option<Discount>) {
        let given = self.given_discount().zip(discount);
        self.give(given.map(|(given, discount)| GivenDiscount { discount, ..given }));
    }
}

impl Sale {
    /// Returns the discount, with its reason.
    #[must_use]
    pub fn given_discount(&self) -> Option<GivenDiscount> {
        GivenDiscount::of(self.discount, self.discount_reason.as_ref(), self.discount_id)
    }

    /// Gives the sale a discount, or none.
    pub fn give(&mut self, given: Option<GivenDiscount>) {
        (self.discount, self.discount_reason, self.discount_id) = GivenDiscount::columns(given);
    }
}
