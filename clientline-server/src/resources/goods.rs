//! Products, packages, and offers on what is sold.

use clientline_core::model::{OfferDiscount, Package, Product};

use crate::endpoint::{Endpoints, Words};

pub(super) fn declare(table: &mut Endpoints) {
    let words = Words { path: "/products", name: "products", one: "a product", many: "products" };
    table.tag("products", "What is sold over the counter.").resource::<Product>(words);
    let words = Words { path: "/packages", name: "packages", one: "a package", many: "packages" };
    table.tag("packages", "Sessions that are bought at once.").resource::<Package>(words);
    let words = Words {
        path: "/offers-discounts",
        name: "offers_discounts",
        one: "an offer",
        many: "offers",
    };
    table.tag("offers-discounts", "What is taken off prices.").resource::<OfferDiscount>(words);
}
