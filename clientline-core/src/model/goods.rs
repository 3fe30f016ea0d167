//! Goods: products, and packages of sessions.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{BusinessUnit, Category, Center, Service, Tax, row_policy::row_policy};
use crate::{
    entity::{entity, json_scalar, word_enum},
    value::{
        Active, Amount, Code, Currency, Id, IdList, Name, Notes, Percent, SessionCount, Stock,
        Tags, UnitPrice, ValidityDays, ValueError,
    },
};

word_enum! {
    /// Whether a product can be had.
    ProductStatus {
        /// It is sold.
        Available = "available",
        /// There is none left for now.
        OutOfStock = "out_of_stock",
        /// It is not sold any more.
        Discontinued = "discontinued",
    }
}

impl Default for ProductStatus {
    /// The default: it is for sale.
    fn default() -> Self {
        Self::Available
    }
}

word_enum! {
    /// Whether a product is sold when none is left.
    StockPolicy {
        /// It is sold all the same: what is there was not counted, or more is on its way.
        Counted = "counted",
        /// No invoice is issued over more than there is.
        Required = "required",
    }
}

impl Default for StockPolicy {
    /// The default: the stock says what was counted, and stops nobody.
    fn default() -> Self {
        Self::Counted
    }
}

entity! {
    /// A thing that is sold over the counter.
    Product in "product", from NewProduct, by ProductPatch {
        required {
            /// The name of the product.
            name: Name,
            /// The price of one.
            sale_price: UnitPrice,
        }
        made {
            /// A code, unique in the organization.
            code: Code,
            /// The currency of the prices; the organization's, unless given.
            currency: Currency,
        }
        optional {
            /// Which colour it has, in words.
            color: Option<Name>,
            /// How large it is, in words.
            size: Option<Name>,
            /// The manufacturer.
            brand: Option<Name>,
            /// The group that it belongs to.
            category_id: Option<Id<Category>>,
            /// The part of that group.
            subcategory: Option<Name>,
            /// The business unit that its revenue counts for.
            business_unit_id: Option<Id<BusinessUnit>>,
            /// The kind of product: for sale, for use in the house, …
            r#type: Option<Name>,
            /// The price that the maker recommends.
            mrp: Option<UnitPrice>,
            /// How many there are: as it was last counted, less what was invoiced since.
            stock: Stock,
            /// Whether it is sold when none is left.
            stock_policy: StockPolicy,
            /// With how many left it should be ordered again.
            reorder_level: Option<Stock>,
            /// Whether it can be had.
            status: ProductStatus,
            /// The taxes on it, in the order in which they are charged.
            tax_ids: IdList<Tax>,
        }
    }
    unique product_code_taken (code);
}

row_policy! {
    Product,
    staff: ALL,
    client: RowPolicy::of(Rows::Within(&[SOLD])).without(&["reorder_level", "business_unit_id"]),
}

entity! {
    /// A tax on a product: the reference behind
    /// [`Product::tax_ids`](field@Product::tax_ids), so that a tax in use stays.
    ProductTax in "product_tax" {
        /// The product.
        product_id: Id<Product>,
        /// The tax.
        tax_id: Id<Tax>,
    }
    unique product_tax_exists (product_id, tax_id);
    part of product_id;
}

row_policy! { ProductTax, staff: ALL, client: DECIDING }

word_enum! {
    /// How the commission on a package is reckoned.
    CommissionType {
        /// As a share of its price, in percent.
        Percentage = "percentage",
        /// As a sum of money.
        Fixed = "fixed",
    }
}

entity! {
    /// A number of sessions that are bought at once.
    Package in "package", from NewPackage, by PackagePatch {
        required {
            /// The name of the package.
            name: Name,
            /// The price.
            price: UnitPrice,
            /// How many sessions of which services it gives.
            items: PackageItems,
        }
        made {
            /// A code, unique in the organization.
            code: Code,
            /// The currency of the price; the organization's, unless given.
            currency: Currency,
        }
        optional {
            /// A description for guests.
            description: Option<Notes>,
            /// The kind of package.
            r#type: Option<Name>,
            /// The group that it belongs to.
            category_id: Option<Id<Category>>,
            /// The business unit that its revenue counts for.
            business_unit_id: Option<Id<BusinessUnit>>,
            /// The only center that sells it; all do, if absent.
            center_id: Option<Id<Center>>,
            /// For how many days after the sale it can be redeemed; for ever,
            /// if absent.
            validity_days: Option<ValidityDays>,
            /// The first day on which it is sold.
            booking_start_date: Option<NaiveDate>,
            /// The last day on which it is sold.
            booking_end_date: Option<NaiveDate>,
            /// Whether who sells it gets a commission.
            commission_eligible: bool,
            /// How the commission is reckoned.
            commission_type: Option<CommissionType>,
            /// The commission: in percent, or in the package's currency.
            commission_value: Option<Amount>,
            /// The share of the price that commission is paid on, in percent.
            commission_factor: Option<Percent>,
            /// Words to find it by.
            tags: Tags,
            /// Whether it is offered.
            is_active: Active,
        }
    }
    unique package_code_taken (code);
}

row_policy! {
    Package,
    staff: ALL,
    client: ACTIVE.without(&[
        "business_unit_id",
        "commission_type",
        "commission_value",
        "commission_factor",
    ]),
}

entity! {
    /// A service in a package: the reference behind
    /// [`Package::items`](field@Package::items), so that a service in use
    /// stays.
    PackageService in "package_service" {
        /// The package.
        package_id: Id<Package>,
        /// The service.
        service_id: Id<Service>,
    }
    unique package_service_exists (package_id, service_id);
    part of package_id;
}

row_policy! { PackageService, staff: ALL, client: DECIDING }

/// Sessions of one service in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageItem {
    /// The service.
    pub service_id: Id<Service>,
    /// How many sessions of it.
    pub sessions: SessionCount,
}

/// The services of a package: 1 to 100 services, each of them once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct PackageItems(#[schemars(length(min = 1, max = 100))] Vec<PackageItem>);

json_scalar!(PackageItems);

#[cfg(feature = "fixture")]
impl crate::entity::Sample for PackageItems {
    fn sample() -> Self {
        let service_id = crate::entity::sample();
        Self(vec![PackageItem { service_id, sessions: SessionCount::MIN }])
    }
}

impl PackageItems {
    /// The most services in a package.
    pub const MAX: usize = 100;

    /// Takes a list.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if it is empty or too long, or names a service
    /// twice.
    pub fn new(items: Vec<PackageItem>) -> Result<Self, ValueError> {
        if !(1..=Self::MAX).contains(&items.len()) {
            let reason = "it must name 1 to 100 services";
            return Err(ValueError::invalid("package", reason));
        }
        let twice = |(at, item): (usize, &PackageItem)| {
            items[..at].iter().any(|earlier| earlier.service_id == item.service_id)
        };
        if items.iter().enumerate().any(twice) {
            return Err(ValueError::invalid("package", "it names a service twice"));
        }
        Ok(Self(items))
    }

    /// Returns the services with their sessions.
    #[must_use]
    pub fn as_slice(&self) -> &[PackageItem] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PackageItems {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_holds_something_and_each_service_once() {
        let item = |number| PackageItem {
            service_id: Id::from_uuid(uuid::Uuid::from_u128(number)),
            sessions: SessionCount::MIN,
        };
        assert!(PackageItems::new(Vec::new()).is_err());
        assert!(PackageItems::new(vec![item(1), item(2)]).is_ok());
        assert!(PackageItems::new(vec![item(1), item(2), item(1)]).is_err());
        assert!(PackageItems::new((0..101).map(item).collect()).is_err());
    }
}
