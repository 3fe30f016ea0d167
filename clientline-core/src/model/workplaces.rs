//! Where a provider works beside the own center.

use super::{Center, Provider, row_policy::row_policy};
use crate::{
    entity::{Query, Stored, entity},
    row::Select,
    value::{Id, WeeklyHours},
};

entity! {
    /// A center at which a provider works beside the own one: the reference behind
    /// [`Provider::further_center_ids`](field@Provider::further_center_ids), with the hours there.
    ///
    /// The provider has one calendar, wherever they are: what is taken of them, and when they are
    /// away, holds at all of their centers.
    ProviderCenter in "provider_center" {
        /// The provider.
        provider_id: Id<Provider>,
        /// The center.
        center_id: Id<Center>,
        /// When the provider works there, by the clock of that center; without them, never.
        hours: Option<WeeklyHours>,
    }
    unique provider_center_exists (provider_id, center_id);
    part of provider_id;
}

row_policy! { ProviderCenter, staff: ALL, client: ALL, public: DECIDING }

impl ProviderCenter {
    /// The most further centers of one provider.
    pub const MAX: usize = 20;
    /// The most providers who visit one center that are looked at.
    const VISITORS_MAX: u32 = 1_000;

    /// Asks for those who work at a center that is not their own.
    pub fn visits_to(center: Id<Center>) -> Query<Self> {
        Query::limit(Self::VISITORS_MAX).eq(Self::center_id(), &center)
    }

    /// Asks for the providers of some visits.
    #[must_use]
    pub fn visitors(visits: &[Stored<Self>]) -> Vec<Query<Provider>> {
        let mut ids: Vec<Id<Provider>> = visits.iter().map(|visit| visit.provider_id).collect();
        ids.sort_unstable();
        let some = |ids: &[Id<Provider>]| Query::limit(Select::LIMIT_MAX).ids(ids);
        ids.chunks(Select::SET_MAX).map(some).collect()
    }
}

impl Provider {
    /// Returns whether the provider works at more than one center.
    #[must_use]
    pub fn travels(&self) -> bool {
        !self.further_center_ids.as_slice().is_empty()
    }

    /// Returns whether the provider works at a center: their own, or a further one.
    #[must_use]
    pub fn works_at(&self, center: Id<Center>) -> bool {
        self.center_id == center || self.further_center_ids.as_slice().contains(&center)
    }
}
