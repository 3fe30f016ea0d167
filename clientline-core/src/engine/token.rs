//! Opaque bearer tokens: `cl_key_<organization>_<256 random bits>_<checksum>`.
//!
//! They are not signed: the database is read anyway, so that revoking one, or
//! changing a role, takes effect at once. What is stored is the SHA-256 of the
//! whole text (design: security, "Credentials").

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Environment;
use crate::{error::Result, value::TenantId};

/// A key to an organization, as its holder has it. It has no debug output, so
/// that it is not logged by accident.
pub struct ApiToken {
    text: String,
    tenant: TenantId,
}

impl ApiToken {
    const PREFIX: &'static str = "cl_key_";
    /// Letters of the organization, the secret and the checksum.
    const PARTS: [usize; 3] = [32, 64, 8];

    /// Makes a new one.
    pub(super) fn make(environment: &dyn Environment, tenant: TenantId) -> Result<Self> {
        let mut secret = [0; 32];
        environment.random(&mut secret)?;
        let body = format!("{}{}_{}", Self::PREFIX, tenant.0.simple(), hex(&secret));
        let text = format!("{body}_{}", checksum(&body));
        Ok(Self { text, tenant })
    }

    /// Reads one; `None` if it can't be one, which costs no look-up.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (body, check) = text.rsplit_once('_')?;
        let (organization, secret) = body.strip_prefix(Self::PREFIX)?.split_once('_')?;
        let lengths = [organization.len(), secret.len(), check.len()];
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if lengths != Self::PARTS || !plain || check != checksum(body) {
            return None;
        }
        let tenant = TenantId(Uuid::try_parse(organization).ok()?);
        Some(Self { text: text.to_owned(), tenant })
    }

    /// Returns the text, to be shown to its holder once.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Returns the organization that the key belongs to.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns what is stored of it.
    pub(super) fn hash(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }
}

/// Tells a mistyped key from a wrong one, without a look-up.
fn checksum(body: &str) -> String {
    hex(&Sha256::digest(body.as_bytes())[..4])
}

/// Writes bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SystemEnvironment;

    #[test]
    fn a_key_is_read_back_and_one_wrong_letter_is_not() {
        let tenant = TenantId(Uuid::from_u128(7));
        let token = ApiToken::make(&SystemEnvironment, tenant).unwrap();
        let read = ApiToken::parse(token.expose()).unwrap();
        assert_eq!((read.tenant(), read.hash()), (tenant, token.hash()));

        let mut wrong = token.expose().to_owned();
        let last = if wrong.ends_with('0') { "1" } else { "0" };
        wrong.replace_range(wrong.len() - 1.., last);
        for text in [wrong.as_str(), "", "cl_key_", "cl_key___", "Bearer x", "cl_key_é_é_é"] {
            assert!(ApiToken::parse(text).is_none(), "{text}");
        }
    }
}
