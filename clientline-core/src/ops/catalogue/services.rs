//! Services, taxes, and how what is sold is sorted.

use super::fee_policies::{check_deposit, check_fees};
use crate::{
    engine::{Conflicts, Series},
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        BusinessUnit, Category, EventKind, LifecycleEvents, NewBusinessUnit, NewCategory,
        NewService, NewTax, Permission, Product, ProductTax, Service, ServiceTax, Tax,
    },
    ops::resource::{BuildContext, Readable, Resource, must_be_clear},
    value::{Id, IdList},
};

impl Readable for Tax {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &[];
}

impl Resource for Tax {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::TAX;
    const CHANGE_CONFLICTS: Conflicts = Conflicts::of(&[&["tax_in_use"]]).or_taken(Self::TABLE);

    async fn make(new: NewTax, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        Ok(Self::from_new(context.env.new_id(), new))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        self.check_rates(context).await?;
        self.check_category()?;
        let retires = before.is_some_and(|before| before.is_active.0) && !self.is_active.0;
        if retires { must_be_unused(self.id, context).await } else { Ok(()) }
    }
}

/// Refuses to retire a tax that something bears, and names what.
///
/// It serves to give the error: whoever bears a retired tax is charged it all the same.
async fn must_be_unused(tax: Id<Tax>, context: &mut BuildContext<'_, '_>) -> Result<()> {
    let (services, products) = context
        .view
        .read((
            Query::limit(NAMED_MAX).eq(ServiceTax::tax_id(), &tax),
            Query::limit(NAMED_MAX).eq(ProductTax::tax_id(), &tax),
        ))
        .await?;
    let services: Vec<Id<Service>> = services.iter().map(|link| link.service_id).collect();
    let products: Vec<Id<Product>> = products.iter().map(|link| link.product_id).collect();
    if services.is_empty() && products.is_empty() {
        return Ok(());
    }
    let named = (
        Query::<Service>::limit(NAMED_MAX).ids(&services),
        Query::<Product>::limit(NAMED_MAX).ids(&products),
    );
    let (services, products) = context.view.read(named).await?;
    let services = services.iter().map(|service| format!("service {:?}", service.name.as_str()));
    let products = products.iter().map(|product| format!("product {:?}", product.name.as_str()));
    let named: Vec<String> = services.chain(products).collect();
    let detail = format!("This tax is charged on: {}.", named.join(", "));
    Err(Error::conflict("tax_in_use", detail))
}

/// How many services, and how many products, an error names that bear a tax.
const NAMED_MAX: u32 = 20;

impl Readable for BusinessUnit {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["code"];
}

impl Resource for BusinessUnit {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::BUSINESS_UNIT;

    async fn make(new: NewBusinessUnit, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.code.clone(), Series::BusinessUnit)?;
        Ok(Self::from_new(context.env.new_id(), new, code))
    }
}

impl Readable for Category {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &[];
}

impl Resource for Category {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::CATEGORY;

    async fn make(new: NewCategory, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        Ok(Self::from_new(context.env.new_id(), new))
    }
}

impl Readable for Service {
    const READS: Permission = Permission::ReadCatalogue;
    // [`ListServices`](super::service_list::ListServices) has them, and those by who performs.
    const FILTERS: &'static [&'static str] = &[];
}

impl Resource for Service {
    const WRITES: Permission = Permission::WriteCatalogue;
    const EVENTS: Option<LifecycleEvents> = EventKind::SERVICE;

    async fn make(new: NewService, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        let code = context.code(new.service_code.clone(), Series::Service)?;
        let currency = context.currency(new.currency).await?;
        Ok(Self::from_new(context.env.new_id(), new, code, currency))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let duration = i64::from(self.duration_minutes.get());
        if self.segments.is_some_and(|segments| segments.minutes() != duration) {
            let detail = "The segments must take as long as the service.";
            return Err(Error::invalid("/segments", "segments_mismatch", detail));
        }
        check_fees(self.fees.as_ref(), self.currency)?;
        check_deposit(self.deposit.as_ref(), self.currency)?;
        self.check_kinds()?;
        self.check_providers()?;
        self.check_add_ons()?;
        if before.is_none_or(|before| before.hours != self.hours) {
            must_be_clear("/hours", self.hours.iter().flat_map(|hours| hours.all_windows()))?;
        }
        let kinds = self.further_room_category_ids;
        if before.map(|before| before.further_room_category_ids).unwrap_or_default() != kinds {
            self.link_kinds(kinds, context).await?;
        }
        if let Some(policies) = &self.policies {
            policies.check().map_err(|error| Error::value("/policies", &error))?;
        }
        if before.is_some_and(|before| before.tax_ids == self.tax_ids) {
            return Ok(());
        }
        self.link_taxes(&self.tax_ids, context).await
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        self.unlink_kinds(context).await?;
        self.link_taxes(&IdList::default(), context).await
    }
}

impl Service {
    async fn link_taxes(
        &self,
        taxes: &IdList<Tax>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let query = Query::limit(IdList::<Tax>::LIMIT).eq(ServiceTax::service_id(), &self.id);
        let links = context.view.list(&query).await?;
        sync_links(
            "/tax_ids",
            taxes,
            links,
            |link| link.tax_id,
            context,
            |id, tax_id| ServiceTax { id, service_id: self.id, tax_id },
        )
        .await
    }
}

/// Makes the link rows beside a list of identifiers say what the list says.
///
/// # Errors
///
/// [`Error::Invalid`] naming each entry of the list that refers to nothing.
pub(in crate::ops) async fn sync_links<L: Entity, T: Entity>(
    pointer: &str,
    list: &IdList<T>,
    links: Vec<Stored<L>>,
    target: impl Fn(&L) -> Id<T>,
    context: &mut BuildContext<'_, '_>,
    link: impl Fn(Id<L>, Id<T>) -> L,
) -> Result<()> {
    let wanted = list.as_slice();
    let linked: Vec<Id<T>> = links.iter().map(|link| target(link)).collect();
    let new: Vec<Id<T>> = wanted.iter().filter(|id| !linked.contains(id)).copied().collect();
    let asked = (!new.is_empty()).then(|| Query::limit(IdList::<T>::LIMIT).ids(&new));
    let found = context.view.read(asked).await?.unwrap_or_default();
    if let Some(missing) = new.iter().find(|id| !found.iter().any(|row| row.id() == **id)) {
        let index = wanted.iter().position(|id| id == missing).unwrap_or_default();
        return Err(Error::missing_reference(&format!("{pointer}/{index}"), T::NAME));
    }
    for row in links.iter().filter(|link| !wanted.contains(&target(link))) {
        context.changes.delete(row);
    }
    for id in new {
        context.changes.insert(link(context.env.new_id(), id));
    }
    Ok(())
}
