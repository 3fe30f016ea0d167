//! Products and packages.

use chrono::NaiveDate;

use super::services::sync_links;
use crate::{
    engine::Series,
    entity::Query,
    error::{Error, Result},
    model::{
        CommissionType, EventKind, LifecycleEvents, NewPackage, NewProduct, Package,
        PackageService, Permission, Product, ProductTax, Service, Tax,
    },
    ops::resource::{BuildContext, Readable, Resource},
    value::{Amount, Id, IdList, Percent},
};

impl Readable for Product {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["code", "category_id", "business_unit_id"];
}

impl Resource for Product {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::PRODUCT;

    async fn make(new: NewProduct, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.code.clone(), Series::Product)?;
        let currency = context.currency(new.currency).await?;
        Ok(Self::from_new(context.env.new_id(), new, code, currency))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        if before.is_some_and(|before| before.tax_ids == self.tax_ids) {
            return Ok(());
        }
        self.link_taxes(&self.tax_ids, context).await
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        self.link_taxes(&IdList::default(), context).await
    }
}

impl Product {
    async fn link_taxes(
        &self,
        taxes: &IdList<Tax>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let query = Query::limit(IdList::<Tax>::LIMIT).eq(ProductTax::product_id(), &self.id);
        let links = context.view.list(&query).await?;
        sync_links(
            "/tax_ids",
            taxes,
            links,
            |link| link.tax_id,
            context,
            |id, tax_id| ProductTax { id, product_id: self.id, tax_id },
        )
        .await
    }
}

impl Readable for Package {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] =
        &["code", "category_id", "business_unit_id", "center_id"];
}

impl Resource for Package {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::PACKAGE;

    async fn make(new: NewPackage, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.code.clone(), Series::Package)?;
        let currency = context.currency(new.currency).await?;
        Ok(Self::from_new(context.env.new_id(), new, code, currency))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        check_period("/booking_end_date", self.booking_start_date, self.booking_end_date)?;
        self.check_commission()?;
        if before.is_some_and(|before| before.items == self.items) {
            return Ok(());
        }
        let services: Vec<Id<Service>> =
            self.items.as_slice().iter().map(|item| item.service_id).collect();
        let services = IdList::new(services).map_err(|error| Error::value("/items", &error))?;
        self.link_services(&services, context).await
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        self.link_services(&IdList::default(), context).await
    }
}

impl Package {
    /// A commission has a kind and a value, or neither; and is no more than
    /// the price.
    fn check_commission(&self) -> Result<()> {
        match (self.commission_type, self.commission_value) {
            (None, None) => Ok(()),
            (Some(CommissionType::Percentage), Some(value)) => {
                percent_of("/commission_value", value).map(drop)
            }
            (Some(CommissionType::Fixed), Some(value)) => {
                let money = value.to_money(self.currency);
                money.map(drop).map_err(|error| {
                    Error::invalid("/commission_value", "invalid_amount", error.to_string())
                })
            }
            _ => {
                let detail = "Give commission_type and commission_value together.";
                Err(Error::invalid("/commission_value", "incomplete", detail))
            }
        }
    }

    async fn link_services(
        &self,
        services: &IdList<Service>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let query =
            Query::limit(IdList::<Service>::LIMIT).eq(PackageService::package_id(), &self.id);
        let links = context.view.list(&query).await?;
        sync_links(
            "/items",
            services,
            links,
            |link| link.service_id,
            context,
            |id, service_id| PackageService { id, package_id: self.id, service_id },
        )
        .await
    }
}

/// Reads a number as a percentage of 0 to 100.
///
/// # Errors
///
/// [`Error::Invalid`] at the pointer for any other.
pub(super) fn percent_of(pointer: &str, value: Amount) -> Result<Percent> {
    Percent::from_scaled(value.scaled()).map_err(|error| Error::value(pointer, &error))
}

/// Refuses a period that ends before it starts.
///
/// # Errors
///
/// [`Error::Invalid`] at the pointer.
pub(super) fn check_period(
    pointer: &str,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> Result<()> {
    match (first, last) {
        (Some(first), Some(last)) if last < first => {
            let detail = "The last day is before the first.";
            Err(Error::invalid(pointer, "ends_before_start", detail))
        }
        _ => Ok(()),
    }
}
