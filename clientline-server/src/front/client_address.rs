//! The client's address of a request, behind proxies.
//!
//! A proxy adds the address that it was asked from to `X-Forwarded-For`. Only
//! the word of a proxy that the configuration names is taken, and only for the
//! address that it saw itself: whatever stands further left anybody could have
//! written.
//!
//! A client on this very machine is not counted by its address. A proxy on this machine
//! that is not named would look like one, and take the limit off all its clients: so a
//! request that was forwarded, and by nobody who is named, is counted, for all of them
//! together, and the log says once what to set.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use ipnet::IpNet;
use poem::{
    Addr, Request,
    http::{HeaderMap, HeaderName, header},
};

use crate::live::Live;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// The headers that proxies add to a request; clients don't.
const FORWARDING: [HeaderName; 6] = [
    FORWARDED_FOR,
    header::FORWARDED,
    header::VIA,
    HeaderName::from_static("x-real-ip"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-forwarded-host"),
];

/// The proxies whose word is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies {
    networks: Live<Vec<IpNet>>,
    /// Whether the log was warned of a proxy that nobody named.
    warned: Arc<AtomicBool>,
}

impl Proxies {
    pub(super) fn new(networks: Live<Vec<IpNet>>) -> Self {
        Self { networks, warned: Arc::default() }
    }

    /// Whether an address is a proxy's.
    pub(super) fn name(&self, address: IpAddr) -> bool {
        self.networks.now().iter().any(|network| network.contains(&address))
    }

    /// Returns the address to count a request by; none, if its client is on this machine.
    pub(super) fn client(&self, request: &Request) -> Option<IpAddr> {
        let Addr::SocketAddr(peer) = &request.remote_addr().0 else { return None };
        self.counted(peer.ip().to_canonical(), request.headers())
    }

    fn counted(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        let forwarded = headers.get_all(FORWARDED_FOR);
        let lines: Vec<&str> = forwarded.iter().filter_map(|line| line.to_str().ok()).collect();
        let client = self.nearest(peer, &lines);
        if !client.is_loopback() {
            return Some(client);
        }
        // What a named proxy saw on this machine is its word; all else hides somebody.
        let is_from_proxy = self.name(peer) && !lines.is_empty() && Self::is_readable(&lines);
        if is_from_proxy || !is_forwarded(headers) {
            return None;
        }
        if !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                address = %peer,
                "a proxy on this machine does not say in X-Forwarded-For whom it asks for, or is \
                 not named by --trusted-proxies: all its clients share the limits of one address"
            );
        }
        Some(client)
    }

    /// Whether the hop that the nearest proxy wrote is an address.
    fn is_readable(lines: &[&str]) -> bool {
        let last = lines.last().and_then(|line| line.rsplit(',').next());
        last.is_some_and(|hop| hop.trim().parse::<IpAddr>().is_ok())
    }

    /// Returns the nearest address that is no proxy's.
    fn nearest(&self, peer: IpAddr, lines: &[&str]) -> IpAddr {
        let mut nearest = peer;
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.name(nearest) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(address) => nearest = address.to_canonical(),
                // What can't be read was not written by our proxy's kind.
                Err(_unreadable) => break,
            }
        }
        nearest
    }
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    FORWARDING.iter().any(|name| headers.contains_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
        Proxies::new(Live::new(proxies)).nearest(peer.parse().unwrap(), lines).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(nearest(&[], "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(nearest(&["10.0.0.0/8"], "192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn a_proxy_is_believed_for_what_it_saw_itself() {
        let proxies = ["10.0.0.0/8", "127.0.0.1/32"];
        for (lines, client) in [
            (&["203.0.113.5, 198.51.100.7"] as &[&str], "198.51.100.7"),
            (&["203.0.113.5", "198.51.100.7, 10.1.2.3"], "198.51.100.7"),
            (&["198.51.100.7, unknown"], "10.0.0.1"),
            (&[], "10.0.0.1"),
        ] {
            assert_eq!(nearest(&proxies, "10.0.0.1", lines), client, "{lines:?}");
        }
        assert_eq!(nearest(&proxies, "127.0.0.1", &["2001:db8::1"]), "2001:db8::1");
    }
    /// Whom a request of this machine is counted by.
    fn counted(proxies: &[&str], headers: &[(&str, &str)]) -> Option<String> {
        let proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        let counted =
            Proxies::new(Live::new(proxies)).counted("127.0.0.1".parse().unwrap(), &headers);
        counted.map(|address| address.to_string())
    }

    #[test]
    fn a_client_of_this_machine_is_not_counted_unless_a_proxy_hides_it() {
        let loopback = Some("127.0.0.1".to_owned());
        let named: &[&str] = &["127.0.0.1/32"];
        assert_eq!(counted(&[], &[]), None);
        assert_eq!(counted(named, &[]), None);
        for name in FORWARDING {
            assert_eq!(counted(&[], &[(name.as_str(), "192.0.2.1")]), loopback, "{name}");
        }
        assert_eq!(counted(named, &[("x-forwarded-for", "192.0.2.1")]), Some("192.0.2.1".into()));
        assert_eq!(counted(named, &[("x-forwarded-for", "127.0.0.1")]), None);
        assert_eq!(counted(named, &[("x-forwarded-for", "unknown")]), loopback);
        assert_eq!(counted(named, &[("via", "1.1 proxy")]), loopback);
        assert_eq!(counted(&[], &[("x-forwarded-for", "127.0.0.1")]), loopback);
    }
}
