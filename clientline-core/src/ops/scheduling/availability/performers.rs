//! Who performs a service, and how.

use std::collections::HashMap;

use crate::{
    entity::Stored,
    model::{Center, Provider, ProviderCenter, ProviderService, Service},
    ops::scheduling::agreement::Moved,
    value::{Id, WeeklyHours},
};

/// A provider who performs the service, and how.
#[derive(Clone)]
pub(in crate::ops) struct Performer {
    pub(in crate::ops) provider: Stored<Provider>,
    pub(in crate::ops) own: Option<Stored<ProviderService>>,
    /// When they work at this center, if it is not their own.
    pub(in crate::ops) visit: Option<Box<Stored<ProviderCenter>>>,
}

impl Performer {
    /// Returns the weekly hours at this center.
    pub(super) fn hours(&self) -> Option<&WeeklyHours> {
        match &self.visit {
            Some(visit) => visit.hours.as_ref(),
            None => self.provider.hours.as_ref(),
        }
    }
}

/// Returns who performs a service at a center, in the order in which they were
/// found; with them who was agreed to perform it, and who visits it from another one.
pub(super) fn performers(
    center: &Stored<Center>,
    service: &Stored<Service>,
    moved: Option<&Moved>,
    found: impl Iterator<Item = Stored<Provider>>,
    links: Vec<Stored<ProviderService>>,
    visits: &[Stored<ProviderCenter>],
) -> Vec<Performer> {
    let visit = |provider: &Stored<Provider>| {
        let elsewhere = provider.center_id != center.id;
        let mut visits = visits.iter().filter(|_| elsewhere);
        visits.find(|visit| visit.provider_id == provider.id).cloned().map(Box::new)
    };
    let mut own: HashMap<Id<Provider>, Stored<ProviderService>> =
        links.into_iter().map(|link| (link.provider_id, link)).collect();
    let agreed = moved.filter(|moved| moved.agreed.is_some());
    let is_agreed = |id| agreed.is_some_and(|moved| moved.providers().any(|of| of == id));
    let performs = |provider: &Stored<Provider>| {
        let services = provider.services.as_slice();
        let is_offered =
            provider.is_active.0 && (services.is_empty() || services.contains(&service.id));
        is_offered || is_agreed(provider.id)
    };
    let performing = found.filter(performs).filter_map(|provider| {
        let visit = visit(&provider);
        let is_here = provider.center_id == center.id || visit.is_some();
        is_here.then(|| Performer { own: own.remove(&provider.id), provider, visit })
    });
    performing.collect()
}
