//! A new password of one's own, by the old one.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    secret,
    sessions::{account, own_session},
    throttle::{check_due, count_failure},
    users::sign_out,
};
use crate::{
    engine::{
        Conflicts, Env, Plan, Requester, Scope, UseCase, View,
        reading::{peek, require},
    },
    error::{Error, Result},
    model::{Credential, Permission, SignInThrottle},
    value::{Id, Password},
};

/// The old and the new password.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The password until now.
    pub current_password: Password,
    /// The password from now on.
    pub new_password: Password,
}

/// Changes one's own password, and ends one's other sign-ins.
#[derive(Debug)]
pub struct ChangePassword {
    passwords: NewPassword,
}

/// The new password, once the old one was right.
#[expect(missing_debug_implementations, reason = "a hash is not logged")]
pub struct ChangedPassword {
    hash: String,
    /// Where failures with the old one are counted.
    throttle: Id<SignInThrottle>,
}

impl ChangePassword {
    /// Asks for a new password.
    #[must_use]
    pub const fn new(passwords: NewPassword) -> Self {
        Self { passwords }
    }
}

impl UseCase for ChangePassword {
    type Answer = ();
    type Prepared = ChangedPassword;
    const NAME: &'static str = "password_change";
    const NEEDS: Permission = Permission::UseAccount;
    const SECRET: bool = true;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["no_session"]]);

    async fn prepare(&self, scope: &Scope) -> Result<ChangedPassword> {
        let throttle = verify_own(scope, &self.passwords.current_password).await?;
        let hash = secret::hash(scope, "/new_password", &self.passwords.new_password).await?;
        Ok(ChangedPassword { hash, throttle })
    }

    async fn plan(
        &self,
        changed: &ChangedPassword,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<Plan<()>> {
        let session = view.require(own_session(env.actor().session)?).await;
        let session = session.map_err(|_ended| Error::Unauthenticated)?.id;
        let (user, credential) = account(Id::from_uuid(env.actor().id), view).await?;
        check_due(changed.throttle, env, view).await?;
        let mut changes = env.changes();
        changes.update(&credential, |credential| credential.replace(Some(changed.hash.clone())));
        sign_out(user.id, Some(session), view, &mut changes).await?;
        Ok(Plan::new((), changes))
    }
}

/// Verifies the password of whoever asks, given as `current_password`, and returns where failures
/// with it are counted.
///
/// # Errors
///
/// [`Error::Invalid`] `wrong_password` at `/current_password`, [`Error::TooManyAttempts`], and
/// [`Error::Conflict`] `no_session` of who did not sign in.
pub(super) async fn verify_own(scope: &Scope, current: &Password) -> Result<Id<SignInThrottle>> {
    own_session(scope.actor().session)?;
    let (client, tenant) = (scope.client(), scope.tenant());
    let mac = client.mac().await?;
    let mut snapshot = client.storage().snapshot(tenant).await?;
    let mut view = View::of(&mut *snapshot);
    let id = scope.actor().id;
    // Who failed at the user's address makes nobody wait who is in already.
    let throttle = SignInThrottle::of_device(mac, Id::from_uuid(id), b"");
    let asked = (require(Id::<Credential>::from_uuid(id)), peek(throttle));
    let (credential, failures) = view.read(asked).await?;
    drop(snapshot);
    failures.map_or(Ok(()), |failures| failures.check(client.environment().now()))?;
    let hash = credential.password_hash.as_deref();
    if !client.passwords().verify(tenant, Requester::Verified(id), current, hash).await? {
        count_failure(client, tenant, throttle).await?;
        let detail = "This is not the password until now.";
        return Err(Error::invalid("/current_password", "wrong_password", detail));
    }
    Ok(throttle)
}
