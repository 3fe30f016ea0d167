//! Keys by which programs act in an organization.
//!
//! A key is shown once, when it is made. It may do what its role may, or less, and
//! never more than who makes it. A key that was revoked opens nothing from then on;
//! its row stays, for the audit trail to lead to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Actor, Env, Operation, Plan, TokenKind, View, shown_whole},
    entity::Stored,
    error::{Error, Result},
    model::{ActorKind, ApiKey, EventKind, Permission, PermissionSet, Role},
    ops::resource::Readable,
    row::Version,
    storage::Key,
    value::{Id, Name, Timestamp},
};

impl Readable for ApiKey {
    const READS: Permission = Permission::ManageKeys;
    const FILTERS: &'static [&'static str] = &[];
}

/// The fields of a new key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// The purpose of the key.
    pub name: Name,
    /// The role of the key.
    pub role: Role,
    /// The permissions of the role that the key is limited to; all, if absent.
    #[serde(default)]
    pub scopes: Option<PermissionSet>,
    /// When the key stops working; never, if absent.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// Makes a key.
#[derive(Clone, Debug)]
pub struct CreateApiKey(pub NewApiKey);

/// A key that was made.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct IssuedApiKey {
    /// The key's row.
    #[serde(flatten)]
    pub key: Stored<ApiKey>,
    /// The key itself, for the `Authorization` header. It is shown here and
    /// nowhere else.
    pub token: String,
}

shown_whole!(IssuedApiKey);

impl Operation for CreateApiKey {
    type Answer = IssuedApiKey;
    const NAME: &'static str = "key_create";
    const NEEDS: Permission = Permission::ManageKeys;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, _view: &mut View<'_>) -> Result<Plan<IssuedApiKey>> {
        let NewApiKey { name, role, scopes, expires_at } = self.0.clone();
        not_above(env.actor(), role, scopes)?;
        if expires_at.is_some_and(|at| at <= env.now()) {
            let detail = "This is past: the key would never work.";
            return Err(Error::invalid("/expires_at", "past", detail));
        }
        let token = env.token(TokenKind::Key)?;
        let mut changes = env.changes();
        let key = changes.insert(ApiKey {
            id: env.new_id(),
            name,
            role,
            scopes,
            token_hash: token.hash(),
            expires_at,
            revoked_at: None,
        });
        let (id, token) = (key.id, token.expose().to_owned());
        Ok(Plan::new(IssuedApiKey { key, token }, changes).emit(EventKind::ApiKeyCreated, id))
    }
}

/// Checks that who makes a key may do all that the key may.
fn not_above(actor: &Actor, role: Role, scopes: Option<PermissionSet>) -> Result<()> {
    let scopes = scopes.unwrap_or(PermissionSet::ALL);
    let key = Actor { scopes, ..Actor::new(ActorKind::ApiKey, actor.id, role) };
    let given = Permission::ALL.iter().filter(|permission| key.must(**permission).is_ok());
    for permission in given {
        actor.must(*permission)?;
    }
    Ok(())
}

/// Revokes a key.
#[derive(Clone, Copy, Debug)]
pub struct RevokeApiKey {
    /// Which one.
    pub id: Id<ApiKey>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl RevokeApiKey {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<ApiKey>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for RevokeApiKey {
    type Answer = ();
    const NAME: &'static str = "key_revoke";
    const NEEDS: Permission = Permission::ManageKeys;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let key = view.require_version(self.id, self.expected).await?;
        let mut changes = env.changes();
        changes.update(&key, |key| {
            key.revoked_at.get_or_insert(env.now());
        });
        Ok(Plan::new((), changes).emit(EventKind::ApiKeyRevoked, self.id))
    }
}
