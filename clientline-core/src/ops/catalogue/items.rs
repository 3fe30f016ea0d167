//! Items that can be sold: a service, a product or a package, as one kind of thing.

use chrono::NaiveDate;

use crate::{
    engine::{
        ConflictGroup,
        reading::{Answers, Reading, referred},
    },
    entity::Stored,
    error::{Error, Result},
    model::{
        BusinessUnit, Category, Center, ItemType, Package, Product, ProductStatus, Service, Tax,
    },
    row::Read,
    value::{Code, Currency, Id, Name, UnitPrice},
};

/// The conflicts of what is not sold, or not then.
pub(in crate::ops) const NOT_OFFERED: ConflictGroup = &[
    "currency_mismatch",
    "package_inactive",
    "package_not_on_sale",
    "product_unavailable",
    "service_inactive",
];

/// Names what is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ops) enum ItemRef {
    Service(Id<Service>),
    Product(Id<Product>),
    Package(Id<Package>),
}

/// The facts of an item that a sale or a line needs.
pub(in crate::ops) struct Item {
    pub(in crate::ops) kind: ItemType,
    /// What it refers to, unless its line says in words what it is.
    pub(in crate::ops) named: Option<ItemRef>,
    pub(in crate::ops) code: Option<Code>,
    pub(in crate::ops) name: Name,
    pub(in crate::ops) price: UnitPrice,
    pub(in crate::ops) currency: Currency,
    pub(in crate::ops) taxes: Vec<Id<Tax>>,
    /// The services that it gives sessions of, if it is a package.
    pub(in crate::ops) sessions_of: Vec<Id<Service>>,
    pub(in crate::ops) category_id: Option<Id<Category>>,
    pub(in crate::ops) business_unit_id: Option<Id<BusinessUnit>>,
}

impl ItemRef {
    /// Returns the one thing that is named, or none.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if more than one is.
    pub(in crate::ops) fn at_most_one(
        service: Option<Id<Service>>,
        product: Option<Id<Product>>,
        package: Option<Id<Package>>,
    ) -> Result<Option<Self>> {
        match (service, product, package) {
            (None, None, None) => Ok(None),
            (Some(id), None, None) => Ok(Some(Self::Service(id))),
            (None, Some(id), None) => Ok(Some(Self::Product(id))),
            (None, None, Some(id)) => Ok(Some(Self::Package(id))),
            _ => {
                let detail = "Name only one of service_id, product_id and package_id.";
                Err(Error::invalid("", "exactly_one", detail))
            }
        }
    }

    pub(in crate::ops) const fn kind(self) -> ItemType {
        match self {
            Self::Service(_) => ItemType::Service,
            Self::Product(_) => ItemType::Product,
            Self::Package(_) => ItemType::Package,
        }
    }

    pub(in crate::ops) const fn service(self) -> Option<Id<Service>> {
        if let Self::Service(id) = self { Some(id) } else { None }
    }

    pub(in crate::ops) const fn product(self) -> Option<Id<Product>> {
        if let Self::Product(id) = self { Some(id) } else { None }
    }

    pub(in crate::ops) const fn package(self) -> Option<Id<Package>> {
        if let Self::Package(id) = self { Some(id) } else { None }
    }
}

/// What is named is relied on; if it is not there, that is [`Error::Invalid`].
impl Reading for ItemRef {
    type Found = Sold;

    fn ask(&self, reads: &mut Vec<Read>) {
        match *self {
            Self::Service(id) => referred("/service_id", id).ask(reads),
            Self::Product(id) => referred("/product_id", id).ask(reads),
            Self::Package(id) => referred("/package_id", id).ask(reads),
        }
    }

    fn take(self, answers: &mut Answers<'_>) -> Result<Sold> {
        Ok(match self {
            Self::Service(id) => Sold::Service(referred("/service_id", id).take(answers)?),
            Self::Product(id) => Sold::Product(referred("/product_id", id).take(answers)?),
            Self::Package(id) => Sold::Package(referred("/package_id", id).take(answers)?),
        })
    }
}

/// An item that is sold, as it was read.
pub(in crate::ops) enum Sold {
    Service(Stored<Service>),
    Product(Stored<Product>),
    Package(Stored<Package>),
}

impl Sold {
    /// Returns the service, if it is one.
    pub(in crate::ops) const fn service(&self) -> Option<&Stored<Service>> {
        if let Self::Service(service) = self { Some(service) } else { None }
    }

    /// Returns what a sale wants to know of it, whether it is offered still or
    /// not.
    pub(in crate::ops) fn item(&self) -> Item {
        match self {
            Self::Service(service) => Item::of_service(service),
            Self::Product(product) => Item::of_product(product),
            Self::Package(package) => Item::of_package(package),
        }
    }

    /// Returns what is to be sold at a center on a day.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] if it is not sold, or not then; and
    /// [`Error::Invalid`] if it is not sold there.
    pub(in crate::ops) fn offered(&self, center: &Center, day: NaiveDate) -> Result<Item> {
        match self {
            Self::Service(service) if !service.is_active.0 => {
                return Err(Error::conflict("service_inactive", "This service is not offered."));
            }
            Self::Product(product) if product.status != ProductStatus::Available => {
                let detail = format!("This product is {}.", product.status.as_str());
                return Err(Error::conflict("product_unavailable", detail));
            }
            Self::Package(package) => check_package(package, center, day)?,
            Self::Service(_) | Self::Product(_) => {}
        }
        let item = self.item();
        if item.currency != center.currency {
            let detail = "It is priced in another currency than the center invoices in.";
            return Err(Error::conflict("currency_mismatch", detail));
        }
        Ok(item)
    }
}

fn check_package(package: &Package, center: &Center, day: NaiveDate) -> Result<()> {
    if package.center_id.is_some_and(|only| only != center.id) {
        let detail = "This package is sold at another center only.";
        return Err(Error::invalid("/package_id", "other_center", detail));
    }
    if !package.is_active.0 {
        return Err(Error::conflict("package_inactive", "This package is not offered."));
    }
    let early = package.booking_start_date.is_some_and(|first| day < first);
    let late = package.booking_end_date.is_some_and(|last| day > last);
    if early || late {
        let detail = "This package is not sold on that day.";
        return Err(Error::conflict("package_not_on_sale", detail));
    }
    Ok(())
}

impl Item {
    fn of_service(service: &Service) -> Self {
        Self {
            kind: ItemType::Service,
            named: Some(ItemRef::Service(service.id)),
            code: Some(service.service_code.clone()),
            name: service.name.clone(),
            price: service.price,
            currency: service.currency,
            taxes: service.tax_ids.as_slice().to_vec(),
            sessions_of: Vec::new(),
            category_id: service.category_id,
            business_unit_id: service.business_unit_id,
        }
    }

    fn of_product(product: &Product) -> Self {
        Self {
            kind: ItemType::Product,
            named: Some(ItemRef::Product(product.id)),
            code: Some(product.code.clone()),
            name: product.name.clone(),
            price: product.sale_price,
            currency: product.currency,
            taxes: product.tax_ids.as_slice().to_vec(),
            sessions_of: Vec::new(),
            category_id: product.category_id,
            business_unit_id: product.business_unit_id,
        }
    }

    /// A package carries no tax of its own: that of its sessions, when it is sold if they all
    /// bear the same, and else when they are taken.
    fn of_package(package: &Package) -> Self {
        Self {
            kind: ItemType::Package,
            named: Some(ItemRef::Package(package.id)),
            code: Some(package.code.clone()),
            name: package.name.clone(),
            price: package.price,
            currency: package.currency,
            taxes: Vec::new(),
            sessions_of: package.items.as_slice().iter().map(|item| item.service_id).collect(),
            category_id: package.category_id,
            business_unit_id: package.business_unit_id,
        }
    }
}
