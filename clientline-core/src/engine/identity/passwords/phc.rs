//! The stored form of a password's hash: a PHC string,
//! `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
//!
//! What is read back may have been written with other parameters than today's, or
//! by somebody who wants to keep the server busy: it has bounds.

use std::ops::RangeInclusive;

use argon2::{
    ARGON2ID_IDENT, Params, PasswordHash, Version,
    password_hash::phc::{Output, ParamsString, Salt},
};

/// A hash with all that it takes to make it again.
#[derive(Debug)]
pub(super) struct Hashed {
    pub(super) params: Params,
    pub(super) salt: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl Hashed {
    /// KiB of memory that are accepted: up to 64 MiB.
    const MEMORY: RangeInclusive<u32> = 8..=64 * 1_024;
    /// Passes that are accepted.
    const PASSES: RangeInclusive<u32> = 1..=10;
    /// Lanes that are accepted; the library computes them one after the other.
    const LANES: RangeInclusive<u32> = 1..=4;
    /// Bytes of a hash that are accepted.
    const HASH: RangeInclusive<usize> = 16..=64;

    /// Reads what is stored; nothing if it is no PHC string of argon2id, or beyond
    /// the bounds.
    pub(super) fn parse(stored: &str) -> Option<Self> {
        let phc = PasswordHash::new(stored).ok()?;
        let is_known = phc.algorithm == ARGON2ID_IDENT
            && phc.version.is_some_and(|version| Version::try_from(version) == Ok(Version::V0x13));
        let params = Params::try_from(&phc).ok()?;
        let (salt, hash) = (phc.salt?, phc.hash?);
        let is_bounded = Self::MEMORY.contains(&params.m_cost())
            && Self::PASSES.contains(&params.t_cost())
            && Self::LANES.contains(&params.p_cost())
            && Self::HASH.contains(&hash.len());
        let (salt, hash) = (salt.as_ref().to_vec(), hash.as_bytes().to_vec());
        (is_known && is_bounded).then_some(Self { params, salt, hash })
    }

    /// Writes what is to be stored; nothing if salt or hash can't be.
    pub(super) fn write(&self) -> Option<String> {
        let written = PasswordHash {
            algorithm: ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&self.params).ok()?,
            salt: Some(Salt::new(&self.salt).ok()?),
            hash: Some(Output::new(&self.hash).ok()?),
        };
        Some(written.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: &str = "BwcHBwcHBwcHBwcHBwcHBw";
    const HASH: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

    #[test]
    fn what_is_written_is_a_phc_string_and_is_read_back() {
        let params = Params::new(19_456, 2, 1, Some(32)).unwrap();
        let written = Hashed { params, salt: vec![7; 16], hash: vec![7; 32] }.write().unwrap();
        assert_eq!(written, format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}${HASH}"));
        let read = Hashed::parse(&written).unwrap();
        assert_eq!((read.salt, read.hash), (vec![7; 16], vec![7; 32]));
        assert_eq!(
            (read.params.m_cost(), read.params.t_cost(), read.params.p_cost()),
            (19_456, 2, 1)
        );
    }

    #[test]
    fn other_algorithms_and_costs_beyond_the_bounds_are_not_read() {
        let stored = |head: &str| Hashed::parse(&format!("{head}${SALT}${HASH}"));
        assert!(stored("$argon2id$v=19$m=65536,t=10,p=4").is_some());
        for head in [
            "$argon2i$v=19$m=19456,t=2,p=1",
            "$argon2id$v=16$m=19456,t=2,p=1",
            "$argon2id$m=19456,t=2,p=1",
            "$argon2id$v=19$m=65537,t=2,p=1",
            "$argon2id$v=19$m=19456,t=11,p=1",
            "$argon2id$v=19$m=19456,t=2,p=5",
            "$argon2id$v=19$m=4294967295,t=4294967295,p=1",
            "argon2id:19456:2:1",
        ] {
            assert!(stored(head).is_none(), "{head}");
        }
        for text in [
            "",
            "$argon2id$v=19$m=19456,t=2,p=1",
            &format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}"),
        ] {
            assert!(Hashed::parse(text).is_none(), "{text}");
        }
    }
}
