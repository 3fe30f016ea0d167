//! Weekly hours of centers and providers, and what providers perform.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Env, Operation, Plan, View, reading::require_version, shown_whole},
    entity::{Entity as _, Patch, Query, Stored},
    error::{Error, Result},
    model::{
        Calendar, Center, CenterPatch, EventKind, Permission, Provider, ProviderPatch,
        ProviderService, Service,
    },
    ops::resource::{Readable, Resource, Update},
    row::Version,
    storage::Key,
    value::{DurationMinutes, Id, IdList, UnitPrice, WeeklyHours},
};

/// Someone or somewhere with weekly hours.
pub trait Working: Resource {
    /// Returns the hours, if there are any.
    fn hours(&self) -> Option<&WeeklyHours>;

    /// Makes the patch that replaces them.
    fn with_hours(hours: WeeklyHours) -> Self::Patch;
}

impl Working for Center {
    fn hours(&self) -> Option<&WeeklyHours> {
        self.hours.as_ref()
    }

    fn with_hours(hours: WeeklyHours) -> CenterPatch {
        CenterPatch { hours: Patch::Value(hours), ..CenterPatch::default() }
    }
}

impl Working for Provider {
    fn hours(&self) -> Option<&WeeklyHours> {
        self.hours.as_ref()
    }

    fn with_hours(hours: WeeklyHours) -> ProviderPatch {
        ProviderPatch { hours: Patch::Value(hours), ..ProviderPatch::default() }
    }
}

shown_whole!(WeeklyHours);

/// Reads the weekly hours.
#[derive(Clone, Copy, Debug)]
pub struct GetHours<E>(pub Id<E>);

impl<E: Working> Operation for GetHours<E> {
    type Answer = WeeklyHours;
    const NAME: &'static str = "hours_get";
    const NEEDS: Permission = E::READS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<WeeklyHours>> {
        let owner = view.require(self.0).await?;
        let hours = owner.hours().cloned().ok_or(Error::NotFound { entity: "hours" })?;
        Ok(Plan::read(env, hours))
    }
}

/// Replaces the weekly hours.
#[derive(Clone, Debug)]
pub struct SetHours<E> {
    /// Whose.
    pub id: Id<E>,
    /// The hours.
    pub hours: WeeklyHours,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl<E: Working> Operation for SetHours<E> {
    type Answer = Stored<E>;
    const NAME: &'static str = "hours_set";
    const NEEDS: Permission = E::WRITES;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(Id::<Calendar>::from_uuid(self.id.uuid())))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let patch = E::with_hours(self.hours.clone());
        Update::<E> { id: self.id, patch, expected: self.expected }.plan(env, view).await
    }
}

impl Readable for ProviderService {
    const READS: Permission = Permission::ReadCatalogue;
    const FILTERS: &'static [&'static str] = &["provider_id", "service_id"];
}

/// A service that a provider performs, and what differs for this provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Performance {
    /// The service.
    pub service_id: Id<Service>,
    /// How long this provider takes; the service's own time, if absent.
    #[serde(default)]
    pub duration_minutes: Option<DurationMinutes>,
    /// The price of this provider; the service's own, if absent.
    #[serde(default)]
    pub price: Option<UnitPrice>,
}

/// Everything that a provider performs; all services, if it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Performances {
    /// The services, at most 200.
    #[schemars(length(max = 200))]
    pub services: Vec<Performance>,
}

/// Replaces what a provider performs.
#[derive(Clone, Debug)]
pub struct SetPerformances {
    /// Who.
    pub id: Id<Provider>,
    /// What.
    pub performs: Performances,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl SetPerformances {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Provider>, performs: Performances) -> Self {
        Self { id, performs, expected: None }
    }
}

impl Operation for SetPerformances {
    type Answer = Stored<Provider>;
    const NAME: &'static str = "provider_services_set";
    const NEEDS: Permission = Permission::WriteCatalogue;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let ids = self.performs.services.iter().map(|performs| performs.service_id);
        let list = IdList::new(ids.collect()).map_err(|error| Error::value("/services", &error))?;
        let most = IdList::<Service>::LIMIT;
        let (before, services, links) = view
            .read((
                require_version(self.id, self.expected),
                Query::<Service>::limit(most).ids(list.as_slice()),
                Query::limit(most).eq(ProviderService::provider_id(), &self.id),
            ))
            .await?;
        let is_missing = |id: &Id<Service>| !services.iter().any(|service| service.id == *id);
        if let Some(at) = list.as_slice().iter().position(is_missing) {
            let pointer = format!("/services/{at}/service_id");
            return Err(Error::missing_reference(&pointer, Service::NAME));
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |provider| provider.services = list);
        for link in &links {
            match self.performs.services.iter().find(|own| own.service_id == link.service_id) {
                Some(own) => _ = changes.update(link, |link| own.apply(link)),
                None => changes.delete(link),
            }
        }
        let linked =
            |own: &&Performance| links.iter().any(|link| link.service_id == own.service_id);
        for own in self.performs.services.iter().filter(|own| !linked(own)) {
            changes.insert(ProviderService {
                id: env.new_id(),
                provider_id: self.id,
                service_id: own.service_id,
                duration_minutes: own.duration_minutes,
                price: own.price,
            });
        }
        Ok(Plan::new(after, changes).emit(EventKind::ProviderUpdated, self.id))
    }
}

impl Performance {
    fn apply(&self, link: &mut ProviderService) {
        link.duration_minutes = self.duration_minutes;
        link.price = self.price;
    }
}
