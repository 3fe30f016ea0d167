//! The places of open streams: how many there may be, in all and of one organization.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use clientline_core::value::TenantId;
use prometheus_client::metrics::gauge::Gauge;

use crate::problem::Refusal;

/// The most streams that are open.
const STREAMS_MAX: u32 = 512;
/// The most of them of one organization: a browser has one, however many tabs.
const ORGANIZATION_STREAMS_MAX: u32 = 64;

/// The places. Clones share them.
#[derive(Clone)]
pub(super) struct StreamPlaces {
    taken: Arc<Mutex<HashMap<TenantId, u32>>>,
    open: Gauge,
}

impl StreamPlaces {
    /// All places are free; the gauge counts those that are not.
    pub(super) fn new(open: Gauge) -> Self {
        Self { taken: Arc::default(), open }
    }

    /// Takes a place until it is dropped.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] if there is none.
    pub(super) fn enter(&self, organization: TenantId) -> Result<StreamPlace, Refusal> {
        let mut taken = self.taken();
        let all: u32 = taken.values().sum();
        let own = taken.get(&organization).copied().unwrap_or_default();
        if all >= STREAMS_MAX || own >= ORGANIZATION_STREAMS_MAX {
            return Err(Refusal::Overloaded);
        }
        taken.insert(organization, own + 1);
        self.open.set(i64::from(all + 1));
        drop(taken);
        Ok(StreamPlace { places: self.clone(), organization })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<TenantId, u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one stream.
pub(super) struct StreamPlace {
    places: StreamPlaces,
    organization: TenantId,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.organization) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.organization);
            }
        }
        let all: u32 = taken.values().sum();
        self.places.open.set(i64::from(all));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_organization_has_so_many_and_leaves_the_others_theirs() {
        let gauge = Gauge::default();
        let places = StreamPlaces::new(gauge.clone());
        let (one, other) = (TenantId(Uuid::from_u128(1)), TenantId(Uuid::from_u128(2)));
        let held: Vec<_> = (0..ORGANIZATION_STREAMS_MAX).map(|_| places.enter(one)).collect();
        assert!(held.iter().all(Result::is_ok) && places.enter(one).is_err());
        let stranger = places.enter(other).unwrap();
        assert_eq!(gauge.get(), i64::from(ORGANIZATION_STREAMS_MAX) + 1);
        drop(held);
        assert!(places.enter(one).is_ok());
        drop(stranger);
        assert_eq!(gauge.get(), 0);
    }

    #[test]
    fn all_together_have_so_many() {
        let places = StreamPlaces::new(Gauge::default());
        let tenant = |number: u32| TenantId(Uuid::from_u128(number.into()));
        let held: Vec<_> = (0..STREAMS_MAX).map(|number| places.enter(tenant(number))).collect();
        assert!(held.iter().all(Result::is_ok));
        assert!(places.enter(tenant(STREAMS_MAX)).is_err());
    }
}
