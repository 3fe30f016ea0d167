//! Offers: discounts on items, and when they hold.

use chrono::NaiveDate;

use super::{Package, Product, Service, row_policy::row_policy};
use crate::{
    entity::{entity, word_enum},
    value::{Active, Amount, Currency, Id, Name, Notes},
};

word_enum! {
    /// The type of item that an offer is for.
    OfferItemType {
        /// A service, or all of them.
        Service = "service",
        /// A product, or all of them.
        Product = "product",
        /// A package, or all of them.
        Package = "package",
        /// Whatever is sold.
        Any = "any",
    }
}

impl Default for OfferItemType {
    /// The default: an offer for all that is sold.
    fn default() -> Self {
        Self::Any
    }
}

word_enum! {
    /// How an offer's discount is reckoned.
    DiscountType {
        /// As a share of the price, in percent.
        Percentage = "percentage",
        /// As a sum of money, once for a sale.
        Fixed = "fixed",
    }
}

entity! {
    /// A discount that sales may be given: on one item, on a whole type of
    /// items, or on anything; for ever, or for a while.
    OfferDiscount in "offer_discount", from NewOfferDiscount, by OfferDiscountPatch {
        required {
            /// How the discount is reckoned.
            discount_type: DiscountType,
            /// How much is taken off: in percent (0 to 100), or in the offer's
            /// currency.
            discount_value: Amount,
        }
        made {
            /// The currency of a fixed discount; the organization's, unless
            /// given.
            currency: Currency,
        }
        optional {
            /// The name of the offer.
            name: Option<Name>,
            /// A description for guests.
            description: Option<Notes>,
            /// The type of item that it is for.
            item_type: OfferItemType,
            /// The one service that it is for; all, if absent.
            service_id: Option<Id<Service>>,
            /// The one product that it is for; all, if absent.
            product_id: Option<Id<Product>>,
            /// The one package that it is for; all, if absent.
            package_id: Option<Id<Package>>,
            /// The first day on which it is given.
            valid_from: Option<NaiveDate>,
            /// The last day on which it is given.
            valid_until: Option<NaiveDate>,
            /// Whether it is given at all.
            is_active: Active,
        }
    }
}

row_policy! { OfferDiscount, staff: ALL, client: ACTIVE }
