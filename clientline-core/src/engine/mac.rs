//! Keyed hashes: what nobody can compute who does not read the database.
//!
//! The key is drawn by chance when it is first needed, and kept as a row of the
//! platform's own tenant, so that all processes over one database have the same.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::Sha256;

use super::{
    Actor, ClientLine, Env, Operation, Plan, Scope, View, shown_whole,
    token::{hex, unhex},
};
use crate::{
    error::{Error, Result},
    model::{MacKey, Permission},
    storage,
    value::{Id, TenantId},
};

/// Makes message authentication codes (HMAC-SHA-256) with the deployment's key.
#[derive(Clone)]
pub(crate) struct Mac([u8; 32]);

impl fmt::Debug for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mac(…)")
    }
}

impl Mac {
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

impl ClientLine {
    /// Returns what makes keyed hashes, whose key is read once, and made if there is
    /// none yet.
    pub(crate) async fn mac(&self) -> Result<&Mac> {
        self.mac.get_or_try_init(|| self.read_key()).await
    }

    async fn read_key(&self) -> Result<Mac> {
        let platform = Scope::trusted(self, TenantId::PLATFORM, Actor::system());
        let Key { secret } = platform.run(&FindKey).await?;
        let corrupt = || storage::Error::Corrupt("the key of keyed hashes".to_owned());
        let key = unhex(&secret).and_then(|key| key.try_into().ok()).ok_or_else(corrupt);
        Ok(Mac(key.map_err(Error::Storage)?))
    }
}

/// Finds the key, or makes it.
struct FindKey;

/// The key, in hexadecimal.
#[derive(Serialize, JsonSchema)]
struct Key {
    secret: String,
}

shown_whole!(Key);

impl Operation for FindKey {
    type Answer = Key;
    const NAME: &'static str = "mac_key_find";
    const NEEDS: Permission = Permission::UseAccount;
    const AUDITED: bool = false;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Key>> {
        let id = Id::<MacKey>::from_uuid(TenantId::PLATFORM.0);
        if let Some(key) = view.peek(id).await? {
            return Ok(Plan::read(env, Key { secret: key.into_inner().secret }));
        }
        let secret = hex(&env.secret()?);
        let mut changes = env.changes();
        changes.insert(MacKey { id, secret: secret.clone() });
        Ok(Plan::new(Key { secret }, changes))
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
