//! A token by which a user can set a new password, made by somebody who manages them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::admin_count::managed;
use crate::{
    engine::{Env, Operation, Plan, PlatformScope, TokenKind, View, shown_whole},
    error::Result,
    model::{Credential, Permission, User},
    value::{Id, Timestamp},
};

/// Makes a token by which a user can set a new password, once.
#[derive(Clone, Copy, Debug)]
pub struct ResetUser(pub Id<User>);

/// A token by which a user can set a new password.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct PasswordReset {
    /// The token for `POST /auth/reset`, which works once. It is shown here and
    /// nowhere else.
    pub reset_token: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

shown_whole!(PasswordReset);

impl Operation for ResetUser {
    type Answer = PasswordReset;
    const NAME: &'static str = "user_reset";
    const NEEDS: Permission = Permission::ResetPasswords;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<PasswordReset>> {
        let user = managed(self.0, None, env, view).await?;
        let credential = view.require(Id::<Credential>::from_uuid(user.id.uuid())).await?;
        let token = env.token(TokenKind::Reset)?;
        let expires_at = env.now().saturating_plus_minutes(PlatformScope::SETUP_MINUTES);
        let mut changes = env.changes();
        changes.update(&credential, |credential| {
            credential.one_time_token_hash = Some(token.hash());
            credential.one_time_expires_at = Some(expires_at);
        });
        let reset_token = token.expose().to_owned();
        Ok(Plan::new(PasswordReset { reset_token, expires_at }, changes))
    }
}
