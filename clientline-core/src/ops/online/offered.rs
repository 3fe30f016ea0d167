//! What is offered to those who don't sign in, with what they pay for it: the price and the
//! taxes on it, as an invoice of today would come to.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    billing::{self, InvoiceInput, LineInput},
    engine::{
        Env, Operation, Plan, View,
        reading::{peek, require},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        AddOn, Added, Center, Organization, Permission, Provider, ProviderService, Service,
        ServiceVisibility, Tax,
    },
    ops::{
        billing::deposit_invoices::policy_of,
        catalogue::service_list::Performers,
        page::{Page, PageRequest},
    },
    value::{
        Active, Currency, DurationMinutes, Id, IdList, Money, Name, Notes, PriceMode, Quantity,
        UnitPrice,
    },
};

shown_whole!(PublicService);

/// Which of the services that are offered are wanted; all conditions hold at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferedFilter {
    /// That somebody performs at this center.
    pub center_id: Option<Id<Center>>,
    /// That this provider performs: with their own time and price, if they have some.
    pub provider_id: Option<Id<Provider>>,
}

/// Lists the services that are offered to everybody, newest first.
#[derive(Clone, Debug, Default)]
pub struct ListOffered {
    /// Which ones.
    pub filter: OfferedFilter,
    /// Which page.
    pub page: PageRequest,
}

/// A service, as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicService {
    /// The identifier.
    pub id: Id<Service>,
    /// The name of the service.
    pub name: Name,
    /// A description of the service.
    pub description: Option<Notes>,
    /// How long it takes, unless a provider takes another time.
    pub duration_minutes: DurationMinutes,
    /// The price, unless a provider has another.
    pub price: UnitPrice,
    /// What the guest pays: that price with the taxes that are charged today.
    pub price_with_tax: Money,
    /// The currency of the prices.
    pub currency: Currency,
    /// What can be added to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_ons: Vec<PublicAddOn>,
    /// What of the price is asked for beforehand; absent, if nothing, and where no center is
    /// named whose rule it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_due: Option<Money>,
}

/// Something that can be added to a service, as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicAddOn {
    /// What it is, and what it costs.
    #[serde(flatten)]
    pub add_on: AddOn,
    /// What the guest pays for it: its price with the taxes of the service.
    pub price_with_tax: Money,
}

impl Operation for ListOffered {
    type Answer = Page<PublicService>;
    const NAME: &'static str = "offered_list";
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let OfferedFilter { center_id, provider_id } = self.filter;
        let performed = Performers { center_id, provider_id }.performed(view).await?;
        let offered = Query::<Service>::limit(PageRequest::LIMIT_MAX)
            .eq(Service::is_active(), &Active(true))
            .eq(Service::visibility(), &ServiceVisibility::Public)
            .descending();
        let organization = require(Id::<Organization>::from_uuid(env.tenant().0));
        let own = provider_id.map(|provider| {
            Query::limit(IdList::<Service>::LIMIT).eq(ProviderService::provider_id(), &provider)
        });
        let offered = performed.keep(offered);
        let beside = (organization, own, center_id.map(peek));
        let (page, (organization, own, center)) =
            self.page.read_with(view, offered, beside).await?;
        let center = center.flatten();
        let tariff = Tariff::read(env, view, &organization, center, &page.items).await?;
        let own = own.unwrap_or_default();
        let shown = |service: &Stored<Service>| {
            let own = own.iter().find(|own| own.service_id == service.id);
            tariff.show(service, own, Added::default())
        };
        let items = page.items.iter().map(shown).collect::<Result<_>>()?;
        let Page { next_cursor, total, .. } = page;
        Ok(Plan::read(env, Page { items, next_cursor, total }))
    }
}

/// The taxes on some services, what is asked for beforehand, and how prices are meant.
pub(super) struct Tariff {
    price_mode: PriceMode,
    /// Where it is, whose rule for deposits stands where a service has none.
    center: Option<Stored<Center>>,
    taxes: Vec<Stored<Tax>>,
    /// The day by the calendar of UTC: rates that change at a midnight may do so some hours
    /// early or late.
    day: NaiveDate,
}

impl Tariff {
    /// Reads the taxes on some services.
    pub(super) async fn read(
        env: &Env,
        view: &mut View<'_>,
        organization: &Organization,
        center: Option<Stored<Center>>,
        services: &[Stored<Service>],
    ) -> Result<Self> {
        let ids = services.iter().flat_map(|service| service.tax_ids.as_slice());
        let ids: Vec<Id<Tax>> = ids.copied().collect::<BTreeSet<_>>().into_iter().collect();
        let some = |ids: &[Id<Tax>]| Query::limit(IdList::<Tax>::LIMIT).ids(ids);
        let asked: Vec<_> = ids.chunks(IdList::<Tax>::MAX).map(some).collect();
        let taxes = view.read(asked).await?.concat();
        let day = DateTime::<Utc>::from(env.now()).date_naive();
        Ok(Self { price_mode: organization.price_mode, center, taxes, day })
    }

    /// Shows a service to the public, with what a provider has of their own, and with what is added
    /// to it.
    pub(super) fn show(
        &self,
        service: &Service,
        own: Option<&Stored<ProviderService>>,
        added: Added,
    ) -> Result<PublicService> {
        let price = added.raise(own.and_then(|own| own.price).unwrap_or(service.price));
        let price = price.ok_or_else(|| {
            let detail = "It would cost more than can be said.";
            Error::invalid("/add_ons", "amount_too_large", detail)
        })?;
        Ok(PublicService {
            id: service.id,
            name: service.name.clone(),
            description: service.description.clone(),
            duration_minutes: added.lengthen(
                own.and_then(|own| own.duration_minutes).unwrap_or(service.duration_minutes),
            ),
            price,
            price_with_tax: self.with_tax(service, price)?,
            currency: service.currency,
            add_ons: self.add_ons(service)?,
            deposit_due: self.deposit(service, price)?,
        })
    }

    fn add_ons(&self, service: &Service) -> Result<Vec<PublicAddOn>> {
        let shown = |one: &AddOn| {
            let price_with_tax = self.with_tax(service, one.price)?;
            Ok(PublicAddOn { add_on: one.clone(), price_with_tax })
        };
        service.add_ons.iter().flat_map(|all| &all.0).map(shown).collect()
    }

    /// What is asked for beforehand, of the price as a sale keeps it.
    fn deposit(&self, service: &Service, price: UnitPrice) -> Result<Option<Money>> {
        let wrong = |code, text| Error::invalid("", code, text);
        let Some(policy) = policy_of(Some(service), self.center.as_deref()) else {
            return Ok(None);
        };
        let price = billing::gross(Quantity::default(), price, service.currency);
        let price = price.map_err(|error| wrong(error.code(), error.to_string()))?;
        let asked = policy.of(price).map_err(|error| wrong(error.code(), error.to_string()))?;
        Ok((asked.minor() > 0).then_some(asked))
    }

    fn with_tax(&self, service: &Service, price: UnitPrice) -> Result<Money> {
        let borne = service.tax_ids.as_slice().iter();
        let borne = borne.filter_map(|id| self.taxes.iter().find(|tax| tax.id == *id));
        let mut taxes = Vec::new();
        for tax in borne {
            let id = tax.id.uuid().simple().to_string();
            let id = id.parse().map_err(|error| Error::value("", &error))?;
            let center = self.center.as_ref().map(|center| center.id);
            let (rate, compound) = (tax.rate_on(self.day, center), tax.compound);
            let category = Some(tax.category_at(rate));
            taxes.push(billing::Tax { id, rate, compound, category });
        }
        let line = LineInput {
            quantity: Quantity::default(),
            unit_price: price,
            discount: None,
            taxes: taxes.iter().map(|tax| tax.id.clone()).collect(),
        };
        let input = InvoiceInput {
            currency: service.currency,
            price_mode: self.price_mode,
            taxes,
            lines: vec![line],
            discounts: Vec::new(),
        };
        let total = billing::total(&input);
        let total = total.map_err(|error| Error::invalid("", error.code(), error.to_string()))?;
        Ok(total.total)
    }
}
