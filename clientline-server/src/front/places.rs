//! The limits of open connections: so many in all, and so many of one address.
//!
//! One address has only a part of the places, so that it can't keep the others out. A
//! connection that finds no place is served health checks alone, for seconds at most:
//! everything else is answered that it should come again. These places are few, so that a
//! flood finds them taken, and is closed unheard, which costs next to nothing. So never
//! more sockets are open than both kinds of places together.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::client_address::Proxies;
use crate::{config::Limits, quota::network};

/// How many connections are served health checks alone.
pub(super) const HEALTH_ONLY: u32 = 64;
/// How many of them may be of one address.
const HEALTH_ONLY_ADDRESS: u32 = 8;

/// What a connection is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ServiceLevel {
    /// Every request.
    Full,
    /// Health checks alone.
    HealthOnly,
}

/// The places, and who has them. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Places(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    full: Arc<Semaphore>,
    health_only: Arc<Semaphore>,
    connections: u32,
    /// How many may be of one address; any number, if 0.
    address_connections: u32,
    proxies: Proxies,
    /// How many each address has on each level.
    taken: Mutex<HashMap<(ServiceLevel, IpAddr), u32>>,
}

impl Places {
    pub(super) fn new(limits: &Limits, proxies: Proxies) -> Self {
        Self(Arc::new(Kept {
            full: Arc::new(Semaphore::new(limits.connections as usize)),
            health_only: Arc::new(Semaphore::new(HEALTH_ONLY as usize)),
            connections: limits.connections,
            address_connections: limits.address_connections,
            proxies,
            taken: Mutex::new(HashMap::new()),
        }))
    }

    /// Takes the best place that there is for a peer, if there is one.
    pub(super) fn take(&self, peer: IpAddr) -> Option<ConnectionPermit> {
        let peer = peer.to_canonical();
        // Behind a proxy are many, whom the proxy has to bound.
        let own = match self.0.address_connections {
            0 => u32::MAX,
            _ if self.0.proxies.name(peer) => u32::MAX,
            most => most,
        };
        self.take_in(ServiceLevel::Full, peer, own)
            .or_else(|| self.take_in(ServiceLevel::HealthOnly, peer, HEALTH_ONLY_ADDRESS))
    }

    fn take_in(&self, level: ServiceLevel, peer: IpAddr, own: u32) -> Option<ConnectionPermit> {
        let all = match level {
            ServiceLevel::Full => &self.0.full,
            ServiceLevel::HealthOnly => &self.0.health_only,
        };
        let key = (level, network(peer));
        let mut taken = self.0.taken();
        let count = taken.get(&key).copied().unwrap_or_default();
        if count >= own {
            return None;
        }
        let permit = Arc::clone(all).try_acquire_owned().ok()?;
        taken.insert(key, count + 1);
        Some(ConnectionPermit { _permit: permit, key, kept: Arc::clone(&self.0) })
    }

    /// Waits until every place has been given back.
    pub(super) async fn all_free(&self) {
        // Fails only when the semaphore is closed, which nobody does.
        let _house = self.0.full.acquire_many(self.0.connections).await;
        let _anteroom = self.0.health_only.acquire_many(HEALTH_ONLY).await;
    }
}

impl Kept {
    fn taken(&self) -> MutexGuard<'_, HashMap<(ServiceLevel, IpAddr), u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place for one connection; dropping it gives it back.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    _permit: OwnedSemaphorePermit,
    key: (ServiceLevel, IpAddr),
    kept: Arc<Kept>,
}

impl ConnectionPermit {
    /// What it is served.
    pub(super) fn level(&self) -> ServiceLevel {
        self.key.0
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut taken = self.kept.taken();
        if let Some(count) = taken.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::Live;

    fn places(connections: u32, address_connections: u32) -> Places {
        let limits = Limits { connections, address_connections, ..Limits::default() };
        Places::new(&limits, Proxies::new(Live::new(vec!["10.0.0.1/32".parse().unwrap()])))
    }

    /// How many of so many connections of an address are served in full, health checks alone, and not at all.
    fn levels(
        places: &Places,
        peer: &str,
        many: usize,
    ) -> (Vec<ConnectionPermit>, usize, usize, usize) {
        let peer = peer.parse().unwrap();
        let taken: Vec<_> = (0..many).filter_map(|_| places.take(peer)).collect();
        let full = taken.iter().filter(|place| place.level() == ServiceLevel::Full).count();
        let (health_only, closed) = (taken.len() - full, many - taken.len());
        (taken, full, health_only, closed)
    }

    #[test]
    fn one_address_has_its_part_and_leaves_the_rest_to_others() {
        let places = places(20, 5);
        let (flood, full, health_only, closed) = levels(&places, "192.0.2.1", 100);
        assert_eq!((full, health_only, closed), (5, 8, 87));
        let (_desk, full, ..) = levels(&places, "192.0.2.2", 5);
        assert_eq!(full, 5);
        drop(flood);
        let (_flood, full, ..) = levels(&places, "192.0.2.1", 5);
        assert_eq!(full, 5);
    }

    #[test]
    fn all_of_one_network_of_ipv6_are_one_address() {
        let places = places(20, 2);
        let (_first, full, ..) = levels(&places, "2001:db8::1", 2);
        assert_eq!(full, 2);
        let (_second, full, ..) = levels(&places, "2001:db8::2", 2);
        assert_eq!(full, 0);
        let (_other, full, ..) = levels(&places, "2001:db8:0:1::1", 2);
        assert_eq!(full, 2);
    }

    #[test]
    fn a_proxy_that_is_named_may_have_every_place_but_no_more_of_the_anteroom() {
        let places = places(20, 2);
        let (_all, full, health_only, closed) = levels(&places, "10.0.0.1", 40);
        assert_eq!((full, health_only, closed), (20, 8, 12));
        let (_other, full, health_only, _) = levels(&places, "192.0.2.1", 1);
        assert_eq!((full, health_only), (0, 1));
    }

    #[tokio::test]
    async fn nobody_who_left_is_remembered() {
        let places = places(20, 0);
        drop(levels(&places, "192.0.2.1", 40));
        assert!(places.0.taken().is_empty());
        places.all_free().await;
    }
}
