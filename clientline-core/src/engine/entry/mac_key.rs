//! The key of keyed hashes.
//!
//! It is drawn by chance when it is first needed, and kept as a row of the platform's own
//! tenant, so that all processes over one database have the same.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    engine::{
        Actor, ClientLine, Env, Mac, Operation, Plan, Scope, View,
        identity::token::{hex, unhex},
        shown_whole,
    },
    error::{Error, Result},
    model::{MacKey, Permission},
    storage,
    value::{Id, TenantId},
};

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
        Ok(Mac::new(key.map_err(Error::Storage)?))
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
