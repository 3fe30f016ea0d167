//! One service that is offered, and whom a guest may choose for it, where the organization leaves
//! that to the guests.
//!
//! Of a provider it shows what a guest goes by: what they are called, and what the service takes
//! and costs with them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    further_services::{check_further, field_of},
    offered::{PublicService, Tariff},
    storefront::{center_meant, centers_in_use},
};
use crate::{
    engine::{
        Env, Operation, Plan, View,
        reading::{peek, require},
        shown_whole,
    },
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{
        AddOns, Added, Center, Organization, Permission, Provider, ProviderChoice, PublicBooking,
        Service,
    },
    ops::scheduling::availability::{BookingTarget, Performer, ServiceResources},
    value::{Code, DurationMinutes, Id, IdList, Money, Name, UnitPrice},
};

/// The most providers that are shown of a service.
const PROVIDERS_MAX: usize = 200;

/// Where a service is looked at, and what with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferedPlace {
    /// The center; not needed while there is only one.
    pub center_id: Option<Id<Center>>,
    /// The services that shall follow it: at most four.
    #[schemars(length(max = 4))]
    pub further_service_ids: Vec<Id<Service>>,
    /// The codes of what is added to it, with which it takes and costs what is shown: at most five.
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
}

/// Shows a service that is offered, and whom a guest may choose for it.
#[derive(Clone, Debug)]
pub struct GetOffered {
    /// The service.
    pub id: Id<Service>,
    /// Where.
    pub place: OfferedPlace,
}

/// A service with those whom a guest may choose for it, as the public sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfferedService {
    /// The service.
    #[serde(flatten)]
    pub service: PublicService,
    /// Who performs it at the center, by their names: the first 200 of them. Nobody, if guests
    /// don't choose, or if there are several centers and none is named.
    pub providers: Vec<PublicProvider>,
    /// The services that shall follow it, as they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<PublicService>,
}

/// A provider of a service, as the public sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicProvider {
    /// The identifier.
    pub id: Id<Provider>,
    /// The first name.
    pub name: Name,
    /// The specialization.
    pub specialization: Option<Name>,
    /// How long the service takes with them.
    pub duration_minutes: DurationMinutes,
    /// What it costs with them.
    pub price: UnitPrice,
    /// What the guest pays: that price with the taxes that are charged today.
    pub price_with_tax: Money,
    /// What of the price is asked for beforehand; absent, if nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_due: Option<Money>,
}

shown_whole!(OfferedService);

impl Operation for GetOffered {
    type Answer = OfferedService;
    const NAME: &'static str = "offered_get";
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OfferedService>> {
        let named = self.place.center_id;
        let organization = require(Id::<Organization>::from_uuid(env.tenant().0));
        let in_use = named.is_none().then(|| centers_in_use(2));
        let further = &self.place.further_service_ids;
        check_further(further)?;
        let asked =
            (!further.is_empty()).then(|| Query::limit(IdList::<Service>::LIMIT).ids(further));
        let (service, organization, in_use, found, here) =
            view.read((require(self.id), organization, in_use, asked, named.map(peek))).await?;
        let is_offered = |one: &Service| one.must_be_online().is_ok() && one.is_active.0;
        if !is_offered(&service) {
            return Err(Error::NotFound { entity: Service::NAME });
        }
        let chosen = service.chosen(&self.place.add_ons)?;
        let added = chosen.as_deref().map(AddOns::added).unwrap_or_default();
        let found = found.unwrap_or_default();
        let each = (1..).zip(further).map(|(at, id)| {
            let one = found.iter().find(|one| one.id == *id && is_offered(one));
            one.cloned().ok_or_else(|| Error::missing_reference(&field_of(at), Service::NAME))
        });
        let further = each.collect::<Result<Vec<Stored<Service>>>>()?;
        let settings = organization.settings.public_booking;
        let center = match settings.provider_choice {
            ProviderChoice::Anyone => None,
            ProviderChoice::Guest => center_meant(named, in_use.as_deref()).ok(),
        };
        let performers = match center {
            Some(center) => self.performers(view, center).await?,
            None => Vec::new(),
        };
        let all: Vec<_> = [service.clone()].into_iter().chain(further.iter().cloned()).collect();
        let center = here.flatten().or_else(|| match in_use.as_deref() {
            Some([only]) => Some(only.clone()),
            _ => None,
        });
        let tariff = Tariff::read(env, view, &organization, center, &all).await?;
        let shown = |one: &Performer| -> Result<PublicProvider> {
            let with_them = tariff.show(&service, one.own.as_ref(), added)?;
            Ok(PublicProvider {
                id: one.provider.id,
                name: one.provider.first_name.clone(),
                specialization: one.provider.specialization.clone(),
                duration_minutes: with_them.duration_minutes,
                price: with_them.price,
                price_with_tax: with_them.price_with_tax,
                deposit_due: with_them.deposit_due,
            })
        };
        let providers = performers.iter().map(shown).collect::<Result<_>>()?;
        let alone = |one: &Stored<Service>| tariff.show(one, None, Added::default());
        let further = further.iter().map(alone).collect::<Result<_>>()?;
        let service = tariff.show(&service, None, added)?;
        Ok(Plan::read(env, OfferedService { service, providers, further }))
    }
}

impl GetOffered {
    /// Reads who performs the service at a center, by their names.
    async fn performers(&self, view: &mut View<'_>, center: Id<Center>) -> Result<Vec<Performer>> {
        let target =
            BookingTarget { center, service: self.id, provider: None, room: None, moved: None };
        let (resources, ()) = ServiceResources::read(view, &target, ()).await?;
        let mut performers = resources.providers;
        performers.sort_by(|one, other| {
            let key = |one: &Performer| (one.provider.first_name.clone(), one.provider.id);
            key(one).cmp(&key(other))
        });
        performers.truncate(PROVIDERS_MAX);
        Ok(performers)
    }
}

impl PublicBooking {
    /// Checks that a guest may choose the provider whom they chose, if they did.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`], as for a provider who is not there, where guests don't choose.
    pub(super) fn lets_choose(&self, provider: Option<Id<Provider>>) -> Result<()> {
        match (self.provider_choice, provider) {
            (ProviderChoice::Guest, _) | (_, None) => Ok(()),
            (ProviderChoice::Anyone, Some(_)) => {
                Err(Error::missing_reference("/provider_id", Provider::NAME))
            }
        }
    }
}
