//! What can be sold: a service, a product or a package, as one kind of thing.

use chrono::NaiveDate;

use crate::{
    engine::View,
    error::{Error, Result},
    model::{
        BusinessUnit, Category, Center, ItemType, Package, Product, ProductStatus, Service, Tax,
    },
    value::{Code, Currency, Id, Name, UnitPrice},
};

/// Names what is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemRef {
    Service(Id<Service>),
    Product(Id<Product>),
    Package(Id<Package>),
}

/// What a sale or a line wants to know of what is sold.
pub(super) struct Item {
    pub(super) named: ItemRef,
    pub(super) code: Code,
    pub(super) name: Name,
    pub(super) price: UnitPrice,
    pub(super) currency: Currency,
    pub(super) taxes: Vec<Id<Tax>>,
    pub(super) category_id: Option<Id<Category>>,
    pub(super) business_unit_id: Option<Id<BusinessUnit>>,
}

impl ItemRef {
    /// Returns the one thing that is named, or none.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if more than one is.
    pub(super) fn at_most_one(
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

    pub(super) const fn kind(self) -> ItemType {
        match self {
            Self::Service(_) => ItemType::Service,
            Self::Product(_) => ItemType::Product,
            Self::Package(_) => ItemType::Package,
        }
    }

    pub(super) const fn service(self) -> Option<Id<Service>> {
        if let Self::Service(id) = self { Some(id) } else { None }
    }

    pub(super) const fn product(self) -> Option<Id<Product>> {
        if let Self::Product(id) = self { Some(id) } else { None }
    }

    pub(super) const fn package(self) -> Option<Id<Package>> {
        if let Self::Package(id) = self { Some(id) } else { None }
    }

    /// Reads what is named, whether it is offered still or not, and relies on
    /// it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if it is not there.
    pub(super) async fn read(self, view: &mut View<'_>) -> Result<Item> {
        Ok(match self {
            Self::Service(id) => Item::of_service(&*view.referred("/service_id", id).await?),
            Self::Product(id) => Item::of_product(&*view.referred("/product_id", id).await?),
            Self::Package(id) => Item::of_package(&*view.referred("/package_id", id).await?),
        })
    }

    /// Reads what is to be sold at a center on a day, and relies on it.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); [`Error::Conflict`] if it is not sold, or not
    /// then; and [`Error::Invalid`] if it is not sold there.
    pub(super) async fn offered(
        self,
        view: &mut View<'_>,
        center: &Center,
        day: NaiveDate,
    ) -> Result<Item> {
        match self {
            Self::Service(id) => {
                let service = view.referred("/service_id", id).await?;
                if !service.is_active.0 {
                    return Err(Error::conflict(
                        "service_inactive",
                        "This service is not offered.",
                    ));
                }
            }
            Self::Product(id) => {
                let product = view.referred("/product_id", id).await?;
                if product.status != ProductStatus::Available {
                    let detail = format!("This product is {}.", product.status.as_str());
                    return Err(Error::conflict("product_unavailable", detail));
                }
            }
            Self::Package(id) => {
                let package = view.referred("/package_id", id).await?;
                check_package(&package, center, day)?;
            }
        }
        let item = self.read(view).await?;
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
            named: ItemRef::Service(service.id),
            code: service.service_code.clone(),
            name: service.name.clone(),
            price: service.price,
            currency: service.currency,
            taxes: service.tax_ids.as_slice().to_vec(),
            category_id: service.category_id,
            business_unit_id: service.business_unit_id,
        }
    }

    fn of_product(product: &Product) -> Self {
        Self {
            named: ItemRef::Product(product.id),
            code: product.code.clone(),
            name: product.name.clone(),
            price: product.sale_price,
            currency: product.currency,
            taxes: product.tax_ids.as_slice().to_vec(),
            category_id: product.category_id,
            business_unit_id: product.business_unit_id,
        }
    }

    /// A package carries no tax of its own: its sessions do when they are
    /// taken.
    fn of_package(package: &Package) -> Self {
        Self {
            named: ItemRef::Package(package.id),
            code: package.code.clone(),
            name: package.name.clone(),
            price: package.price,
            currency: package.currency,
            taxes: Vec::new(),
            category_id: package.category_id,
            business_unit_id: package.business_unit_id,
        }
    }
}
