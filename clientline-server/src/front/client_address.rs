//! Which address a request comes from.
//!
//! A proxy adds the address that it was asked from to `X-Forwarded-For`. Only
//! the word of a proxy that the configuration names is taken, and only for the
//! address that it saw itself: whatever stands further left anybody could have
//! written.

use std::net::IpAddr;

use ipnet::IpNet;
use poem::{Addr, Request, http::HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose word is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(pub(super) Vec<IpNet>);

impl Proxies {
    /// Returns the address of the client; none, if it has none.
    pub(super) fn client(&self, request: &Request) -> Option<IpAddr> {
        let Addr::SocketAddr(peer) = &request.remote_addr().0 else { return None };
        let forwarded = request.headers().get_all(FORWARDED_FOR);
        let lines: Vec<&str> = forwarded.iter().filter_map(|line| line.to_str().ok()).collect();
        Some(self.nearest(peer.ip().to_canonical(), &lines))
    }

    /// Returns the nearest address that is no proxy's.
    fn nearest(&self, peer: IpAddr, lines: &[&str]) -> IpAddr {
        let mut nearest = peer;
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.0.iter().any(|network| network.contains(&nearest)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies = proxies.iter().map(|network| network.parse().unwrap()).collect();
        Proxies(proxies).nearest(peer.parse().unwrap(), lines).to_string()
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
}
