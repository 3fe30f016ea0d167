//! What lines and sales say of their discounts.

use super::{GivenDiscount, InvoiceItem, Sale};
use crate::value::Discount;

impl InvoiceItem {
    /// Returns the line's own discount, with its reason.
    #[must_use]
    pub fn given_discount(&self) -> Option<GivenDiscount> {
        let (reason, offer_id) = (self.discount_reason.clone(), self.discount_offer_id);
        self.discount.map(|discount| GivenDiscount { discount, reason, offer_id })
    }

    /// Gives the line a discount of its own, or none.
    pub fn give(&mut self, given: Option<GivenDiscount>) {
        self.discount = given.as_ref().map(|given| given.discount);
        self.discount_offer_id = given.as_ref().and_then(|given| given.offer_id);
        self.discount_reason = given.and_then(|given| given.reason);
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
        let (reason, offer_id) = (self.discount_reason.clone(), self.discount_id);
        self.discount.map(|discount| GivenDiscount { discount, reason, offer_id })
    }

    /// Gives the sale a discount, or none.
    pub fn give(&mut self, given: Option<GivenDiscount>) {
        self.discount = given.as_ref().map(|given| given.discount);
        self.discount_id = given.as_ref().and_then(|given| given.offer_id);
        self.discount_reason = given.and_then(|given| given.reason);
    }
}
