//! Who performs a service, and how.

use std::collections::HashMap;

use crate::{
    entity::Stored,
    model::{Center, Provider, ProviderService, Service},
    ops::scheduling::agreement::Moved,
    value::Id,
};

/// A provider who performs the service, and how.
#[derive(Clone)]
pub(in crate::ops) struct Performer {
    pub(in crate::ops) provider: Stored<Provider>,
    pub(in crate::ops) own: Option<Stored<ProviderService>>,
}

/// Returns who performs a service at a center, in the order in which they were
/// found; with them who was agreed to perform it.
pub(super) fn performers(
    center: &Stored<Center>,
    service: &Stored<Service>,
    moved: Option<Moved>,
    found: impl Iterator<Item = Stored<Provider>>,
    links: Vec<Stored<ProviderService>>,
) -> Vec<Performer> {
    let mut own: HashMap<Id<Provider>, Stored<ProviderService>> =
        links.into_iter().map(|link| (link.provider_id, link)).collect();
    let agreed = moved.filter(|moved| moved.agreed.is_some());
    let is_agreed = |id| agreed.is_some_and(|moved| moved.providers().any(|of| of == id));
    let performs = |provider: &Stored<Provider>| {
        let services = provider.services.as_slice();
        let is_offered =
            provider.is_active.0 && (services.is_empty() || services.contains(&service.id));
        provider.center_id == center.id && (is_offered || is_agreed(provider.id))
    };
    let performing = found.filter(performs);
    performing.map(|provider| Performer { own: own.remove(&provider.id), provider }).collect()
}
