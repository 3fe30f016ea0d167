//! Keyed hashes: what nobody can compute who does not read the database.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

/// Makes message authentication codes (HMAC-SHA-256) with the deployment's key.
#[derive(Clone)]
pub(crate) struct Mac([u8; 32]);

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mac(…)")
    }
}

impl Mac {
    /// Takes the key of the deployment.
    pub(in crate::engine) const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Returns the code of some parts, for one purpose: no other parts and no other
    /// purpose have the same. It is cut to 128 bits (RFC 2104, section 5).
    pub(crate) fn code(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 16] {
        // Any length is a key.
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 16] };
        for part in [purpose.as_bytes()].iter().chain(parts) {
            hmac.update(&part.len().to_be_bytes());
            hmac.update(part);
        }
        let mut code = [0; 16];
        code.copy_from_slice(&hmac.finalize().into_bytes()[..16]);
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_one_key_one_purpose_and_these_very_parts() {
        let code = |key: u8, purpose: &str, parts: &[&[u8]]| Mac([key; 32]).code(purpose, parts);
        let one = code(1, "device", &[b"ab", b"c"]);
        assert_eq!(one, code(1, "device", &[b"ab", b"c"]));
        for other in [
            code(2, "device", &[b"ab", b"c"]),
            code(1, "devic", &[b"eab", b"c"]),
            code(1, "device", &[b"a", b"bc"]),
            code(1, "device", &[b"ab", b"c", b""]),
        ] {
            assert_ne!(one, other);
        }
    }
}
