//! The limits of open connections: so many in all, and so many of one address.
//!
//! One address has only a part of the places, so that it can't keep the others out. Who
//! finds no place comes into the anteroom, where health checks are answered and
//! everything else is told to come back; a connection stays there for seconds at most.
//! It is small, so that whoever floods it finds it full, and is closed unheard, which
//! costs next to nothing. The sockets that are open at once are so never more than the
//! places and the anteroom's together.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::client_address::Proxies;
use crate::{config::Limits, quota::network};

/// How many connections the anteroom holds.
pub(super) const ANTEROOM: u32 = 64;
/// How many of them may be of one address.
const ANTEROOM_ADDRESS: u32 = 8;

/// Where a connection is let in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Room {
    /// Where every request is served.
    House,
    /// Where only health checks are.
    Anteroom,
}

/// The places, and who has them. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Places(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    house: Arc<Semaphore>,
    anteroom: Arc<Semaphore>,
    connections: u32,
    /// How many may be of one address; any number, if 0.
    address_connections: u32,
    proxies: Proxies,
    /// How many each address has in each room.
    taken: Mutex<HashMap<(Room, IpAddr), u32>>,
}

impl Places {
    pub(super) fn new(limits: &Limits, proxies: Proxies) -> Self {
        Self(Arc::new(Kept {
            house: Arc::new(Semaphore::new(limits.connections as usize)),
            anteroom: Arc::new(Semaphore::new(ANTEROOM as usize)),
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
        self.take_in(Room::House, peer, own)
            .or_else(|| self.take_in(Room::Anteroom, peer, ANTEROOM_ADDRESS))
    }

    fn take_in(&self, room: Room, peer: IpAddr, own: u32) -> Option<ConnectionPermit> {
        let all = match room {
            Room::House => &self.0.house,
            Room::Anteroom => &self.0.anteroom,
        };
        let key = (room, network(peer));
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
        let _house = self.0.house.acquire_many(self.0.connections).await;
        let _anteroom = self.0.anteroom.acquire_many(ANTEROOM).await;
    }
}

impl Kept {
    fn taken(&self) -> MutexGuard<'_, HashMap<(Room, IpAddr), u32>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place for one connection; dropping it gives it back.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    _permit: OwnedSemaphorePermit,
    key: (Room, IpAddr),
    kept: Arc<Kept>,
}

impl ConnectionPermit {
    /// Where it is.
    pub(super) fn room(&self) -> Room {
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

    fn places(connections: u32, address_connections: u32) -> Places {
        let limits = Limits { connections, address_connections, ..Limits::default() };
        Places::new(&limits, Proxies::new(vec!["10.0.0.1/32".parse().unwrap()]))
    }

    /// The rooms that so many connections of an address come into.
    fn rooms(
        places: &Places,
        peer: &str,
        many: usize,
    ) -> (Vec<ConnectionPermit>, usize, usize, usize) {
        let peer = peer.parse().unwrap();
        let taken: Vec<_> = (0..many).filter_map(|_| places.take(peer)).collect();
        let house = taken.iter().filter(|place| place.room() == Room::House).count();
        let (anteroom, closed) = (taken.len() - house, many - taken.len());
        (taken, house, anteroom, closed)
    }

    #[test]
    fn one_address_has_its_part_and_leaves_the_rest_to_others() {
        let places = places(20, 5);
        let (flood, house, anteroom, closed) = rooms(&places, "192.0.2.1", 100);
        assert_eq!((house, anteroom, closed), (5, 8, 87));
        let (_desk, house, ..) = rooms(&places, "192.0.2.2", 5);
        assert_eq!(house, 5);
        drop(flood);
        let (_flood, house, ..) = rooms(&places, "192.0.2.1", 5);
        assert_eq!(house, 5);
    }

    #[test]
    fn all_of_one_network_of_ipv6_are_one_address() {
        let places = places(20, 2);
        let (_first, house, ..) = rooms(&places, "2001:db8::1", 2);
        assert_eq!(house, 2);
        let (_second, house, ..) = rooms(&places, "2001:db8::2", 2);
        assert_eq!(house, 0);
        let (_other, house, ..) = rooms(&places, "2001:db8:0:1::1", 2);
        assert_eq!(house, 2);
    }

    #[test]
    fn a_proxy_that_is_named_may_have_every_place_but_no_more_of_the_anteroom() {
        let places = places(20, 2);
        let (_all, house, anteroom, closed) = rooms(&places, "10.0.0.1", 40);
        assert_eq!((house, anteroom, closed), (20, 8, 12));
        let (_other, house, anteroom, _) = rooms(&places, "192.0.2.1", 1);
        assert_eq!((house, anteroom), (0, 1));
    }

    #[tokio::test]
    async fn nobody_who_left_is_remembered() {
        let places = places(20, 0);
        drop(rooms(&places, "192.0.2.1", 40));
        assert!(places.0.taken().is_empty());
        places.all_free().await;
    }
}
