//! The network that a client asks from.

use std::net::{IpAddr, Ipv4Addr};

/// The part of an address that who asks from it can't choose freely: the first 24
/// bits of IPv4, the first 64 of IPv6. This machine is one network.
///
/// ```
/// use clientline_core::value::NetworkPrefix;
/// let network = |text: &str| NetworkPrefix::of(text.parse().unwrap());
/// assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.200"));
/// assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
/// assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
/// assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
/// assert_eq!(network("127.0.0.1"), network("::1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NetworkPrefix(IpAddr);

impl NetworkPrefix {
    /// This machine itself.
    pub const LOCAL: Self = Self(IpAddr::V4(Ipv4Addr::LOCALHOST));

    /// Returns the network of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            local if local.is_loopback() => Self::LOCAL,
            IpAddr::V4(v4) => Self(IpAddr::V4((v4.to_bits() >> 8 << 8).into())),
            IpAddr::V6(v6) => Self(IpAddr::V6((v6.to_bits() >> 64 << 64).into())),
        }
    }
}
