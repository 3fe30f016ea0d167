//! The client's address of a request, behind proxies.
//!
//! A proxy adds the address that it was asked from to `X-Forwarded-For`. Only
//! the word of a proxy that the configuration names is taken, and only for the
//! address that it saw itself: whatever stands further left anybody could have
//! written.
//!
//! A client on this very machine is counted as any other: it may be a proxy that is not named, or
//! that does not say whom it asks for. All its clients are counted together then, and where a request
//! shows that it was forwarded the log says once what to set.

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

    /// Returns the address to count a request by; none, if it came by no network.
    pub(super) fn client(&self, request: &Request) -> Option<IpAddr> {
        let Addr::SocketAddr(peer) = &request.remote_addr().0 else { return None };
        Some(self.counted(peer.ip().to_canonical(), request.headers()))
    }

    fn counted(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let forwarded = headers.get_all(FORWARDED_FOR);
        let lines: Vec<&str> = forwarded.iter().filter_map(|line| line.to_str().ok()).collect();
        let client = self.nearest(peer, &lines);
        // What a named proxy saw on this machine is its word; all else hides somebody.
        let is_from_proxy = self.name(peer) && !lines.is_empty() && Self::is_readable(&lines);
        let hides = client.is_loopback() && !is_from_proxy && is_forwarded(headers);
        if hides && !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                address = %peer,
                "a proxy on this machine does not say in X-Forwarded-For whom it asks for, or is \
                 not named by --trusted-proxies: all its clients share the limits of one address"
            );
        }
        client
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

    /// Whom a request of this machine is counted by, and whether the log was warned.
    fn counted(proxies: &[&str], headers: &[(&str, &str)]) -> (String, bool) {
        let proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        let proxies = Proxies::new(Live::new(proxies));
        let counted = proxies.counted("127.0.0.1".parse().unwrap(), &headers);
        (counted.to_string(), proxies.warned.load(Ordering::Relaxed))
    }

    #[test]
    fn a_client_of_this_machine_is_counted_and_the_log_warned_of_a_proxy_that_hides_it() {
        let loopback = |warned| ("127.0.0.1".to_owned(), warned);
        let named: &[&str] = &["127.0.0.1/32"];
        assert_eq!(counted(&[], &[]), loopback(false));
        assert_eq!(counted(named, &[]), loopback(false));
        for name in FORWARDING {
            assert_eq!(counted(&[], &[(name.as_str(), "192.0.2.1")]), loopback(true), "{name}");
        }
        let said = counted(named, &[("x-forwarded-for", "192.0.2.1")]);
        assert_eq!(said, ("192.0.2.1".to_owned(), false));
        assert_eq!(counted(named, &[("x-forwarded-for", "127.0.0.1")]), loopback(false));
        assert_eq!(counted(named, &[("x-forwarded-for", "unknown")]), loopback(true));
        assert_eq!(counted(named, &[("via", "1.1 proxy")]), loopback(true));
        assert_eq!(counted(&[], &[("x-forwarded-for", "127.0.0.1")]), loopback(true));
    }
}
