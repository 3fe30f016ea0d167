//! Signing in: who has no token yet gets one, by a password, a refresh token or a
//! token that sets a password once (design: security, "Credentials").
//!
//! Whatever is wrong (the organization, the email address, the password, or that
//! the user is disabled), the answer is the same and takes as long. Failures are
//! counted for each email address of an organization, whether somebody has it or
//! not: after five in a row each further one makes the next attempt wait longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::{
    secret::Secret,
    sessions::{BeginSession, Grant, RotateSession},
};
use crate::{
    engine::{
        Actor, ClientLine, Env, IdempotencyKey, Operation, Outcome, Plan, Scope, Token, TokenKind,
        View,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{ActorKind, Credential, Directory, Permission, Session, User},
    storage,
    value::{EmailAddress, Id, Password, Slug, TenantId, Timestamp},
};

/// A request of someone who brings, in it, what lets them in.
pub trait Entrance: Send + Sync {
    /// What the caller gets.
    type Answer: Serialize + JsonSchema + Send;

    /// Lets the caller in.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if what was brought does not open.
    fn enter(
        &self,
        client: &ClientLine,
        key: Option<&IdempotencyKey>,
    ) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Signs in by a password.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The organization's short name; not needed while there is only one.
    #[serde(default)]
    pub organization: Option<Slug>,
    /// The user's email address.
    pub email: EmailAddress,
    /// The user's password.
    pub password: Password,
}

impl Entrance for SignIn {
    type Answer = Grant;

    async fn enter(&self, client: &ClientLine, key: Option<&IdempotencyKey>) -> Result<Grant> {
        let tenant = self.tenant(client).await?;
        let (user, credential) = self.look_up(client, tenant).await?;
        let now = client.environment().now();
        credential.check_patience(now)?;
        let user = user.filter(|user| user.is_active.0);
        let hash = user.as_ref().and(credential.password_hash.as_deref());
        let matches = client.passwords().verify(tenant, &self.password, hash).await?;
        let (Some(user), Some(hash), true) = (user, hash, matches) else {
            count_failure(client, tenant, &credential).await?;
            return Err(Error::Unauthenticated);
        };
        let begin = BeginSession::by_password(user.id, hash.to_owned());
        once(as_user(client, tenant, &user), key, &begin).await
    }
}

impl SignIn {
    /// The organization that is meant; the platform's own tenant, in which
    /// nobody signs in, if there is none.
    async fn tenant(&self, client: &ClientLine) -> Result<TenantId> {
        let query = match &self.organization {
            Some(slug) => Query::limit(2).eq(Directory::slug(), slug),
            None => Query::limit(2),
        };
        let mut snapshot = client.storage().snapshot(TenantId::PLATFORM).await?;
        let found = View::of(&mut *snapshot).list(&query).await?;
        match &found[..] {
            [entry] if entry.is_active.0 => Ok(TenantId(entry.id.uuid())),
            [_, _, ..] => {
                let detail = "There are several organizations: say which one.";
                Err(Error::invalid("/organization", "required", detail))
            }
            _ => Ok(TenantId::PLATFORM),
        }
    }

    /// The user, if there is one, and what counts the failures.
    async fn look_up(
        &self,
        client: &ClientLine,
        tenant: TenantId,
    ) -> Result<(Option<Stored<User>>, Credential)> {
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let mut view = View::of(&mut *snapshot);
        let user = view.first(&Query::one().eq(User::email(), &self.email)).await?;
        let stranger = || stranger(&self.email);
        let id = user.as_ref().map_or_else(stranger, |user| user.id.uuid());
        let credential = view.peek(Id::<Credential>::from_uuid(id)).await?;
        let credential = credential.map_or_else(|| Credential::of_nobody(id), Stored::into_inner);
        Ok((user, credential))
    }
}

/// The row that counts the failures at an email address which nobody has. Such
/// addresses share [`Credential::STRANGERS_MAX`] of them, so that strangers can't
/// fill the database.
fn stranger(email: &EmailAddress) -> Uuid {
    let digest = Sha256::digest(email.as_bytes());
    let number = u32::from_be_bytes([0, 0, digest[0], digest[1]]) % Credential::STRANGERS_MAX;
    Builder::from_custom_bytes(u128::from(number).to_be_bytes()).into_uuid()
}

impl Credential {
    /// How many failures in a row cost nothing yet.
    pub const FAILURES_FREE: i64 = 5;
    /// The longest wait, in seconds: a quarter of an hour, so that nobody is
    /// locked out for good.
    pub const WAIT_MAX: u16 = 900;
    /// After how many minutes failures are forgotten: a day.
    const FORGOTTEN_MINUTES: i64 = 24 * 60;

    /// Checks that the next attempt is due: after five failures one second after
    /// the last, and twice as long after each further one.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] with the time that is left.
    pub(super) fn check_patience(&self, now: Timestamp) -> Result<()> {
        let Some(failed_at) = self.failed_at else { return Ok(()) };
        if self.failures < Self::FAILURES_FREE {
            return Ok(());
        }
        let doublings = u32::try_from(self.failures - Self::FAILURES_FREE).unwrap_or(u32::MAX);
        let wait = 1_i64.checked_shl(doublings).filter(|wait| *wait > 0);
        let wait = wait.unwrap_or(i64::MAX).min(Self::WAIT_MAX.into());
        let waited = now.micros().saturating_sub(failed_at.micros());
        let left = (wait * 1_000_000).saturating_sub(waited);
        if left <= 0 {
            return Ok(());
        }
        let seconds = left.saturating_add(999_999) / 1_000_000;
        let retry_after = u16::try_from(seconds).unwrap_or(Self::WAIT_MAX).min(Self::WAIT_MAX);
        Err(Error::TooManyAttempts { retry_after })
    }

    fn fail(&mut self, now: Timestamp) {
        let forgotten = |at: Timestamp| at.saturating_plus_minutes(Self::FORGOTTEN_MINUTES) <= now;
        let before = if self.failed_at.is_some_and(forgotten) { 0 } else { self.failures };
        self.failures = before.saturating_add(1);
        self.failed_at = Some(now);
    }
}

/// Counts a failed attempt. It is not in the audit trail, which strangers could
/// fill that way.
struct CountFailure<'a>(&'a Credential);

impl Operation for CountFailure<'_> {
    type Answer = ();
    const NAME: &'static str = "sign_in_fail";
    const NEEDS: Permission = Permission::UseAccount;
    const AUDITED: bool = false;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let mut changes = env.changes();
        match view.peek(self.0.id).await? {
            Some(credential) => {
                // Who guesses in parallel learns no more than who waits.
                credential.check_patience(env.now())?;
                changes.update(&credential, |credential| credential.fail(env.now()));
            }
            None if self.0.user_id.is_none() => {
                let mut credential = self.0.clone();
                credential.fail(env.now());
                changes.insert(credential);
            }
            None => {}
        }
        Ok(Plan::new((), changes))
    }
}

pub(super) async fn count_failure(
    client: &ClientLine,
    tenant: TenantId,
    credential: &Credential,
) -> Result<()> {
    Scope::trusted(client, tenant, Actor::system()).run(&CountFailure(credential)).await
}

fn as_user(client: &ClientLine, tenant: TenantId, user: &User) -> Scope {
    let actor = Actor::new(ActorKind::User, user.id.uuid(), user.role);
    Scope::trusted(client, tenant, actor)
}

/// Runs an operation whose answer is not kept.
async fn once<O: Operation>(
    scope: Scope,
    key: Option<&IdempotencyKey>,
    operation: &O,
) -> Result<O::Answer> {
    let Some(key) = key else { return scope.run(operation).await };
    match scope.run_once(key, operation).await? {
        Outcome::Fresh(answer) => Ok(answer),
        Outcome::Replayed(_) => {
            let detail = "an answer with a secret was kept".to_owned();
            Err(Error::Storage(storage::Error::Corrupt(detail)))
        }
    }
}

/// Keeps a sign-in alive: spends a refresh token, and gets new tokens for it.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct Refresh {
    /// The refresh token; it works once.
    #[schemars(length(max = 200), regex(pattern = r"^[^\x00]*$"))]
    pub refresh_token: String,
}

impl Entrance for Refresh {
    type Answer = Grant;

    async fn enter(&self, client: &ClientLine, key: Option<&IdempotencyKey>) -> Result<Grant> {
        let token = of_kind(&self.refresh_token, TokenKind::Refresh)?;
        let tenant = token.tenant();
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let mut view = View::of(&mut *snapshot);
        let family = Query::one().eq(Session::family_hash(), &token.family_hash());
        let session = view.first(&family).await?.ok_or(Error::Unauthenticated)?;
        let user = view.peek::<User>(session.user_id).await?.ok_or(Error::Unauthenticated)?;
        drop(snapshot);
        let scope = as_user(client, tenant, &user);
        once(scope, key, &RotateSession(token)).await?.ok_or(Error::Unauthenticated)
    }
}

/// Reads a token of one kind.
fn of_kind(text: &str, kind: TokenKind) -> Result<Token> {
    Token::parse(text).filter(|token| token.kind() == kind).ok_or(Error::Unauthenticated)
}

/// Sets a password by a token that works once, and signs in.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct PasswordByToken {
    /// The token that was handed out.
    #[schemars(length(max = 200), regex(pattern = r"^[^\x00]*$"))]
    pub token: String,
    /// The password to set.
    pub password: Password,
}

/// Redeems a token that sets a password.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct Redeem {
    kind: TokenKind,
    given: PasswordByToken,
}

impl Redeem {
    /// Redeems the token that came with a new organization.
    #[must_use]
    pub const fn setup(given: PasswordByToken) -> Self {
        Self { kind: TokenKind::Setup, given }
    }

    /// Redeems the token that an admin made for a user.
    #[must_use]
    pub const fn reset(given: PasswordByToken) -> Self {
        Self { kind: TokenKind::Reset, given }
    }
}

impl Entrance for Redeem {
    type Answer = Grant;

    async fn enter(&self, client: &ClientLine, key: Option<&IdempotencyKey>) -> Result<Grant> {
        let token = of_kind(&self.given.token, self.kind)?;
        let tenant = token.tenant();
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let mut view = View::of(&mut *snapshot);
        let credential = Credential::by_token(&token.hash(), &mut view).await?;
        credential.check_token(client.environment().now())?;
        let user = credential.user_id.ok_or(Error::Unauthenticated)?;
        let user = view.peek::<User>(user).await?.ok_or(Error::Unauthenticated)?;
        // Nobody holds a snapshot while a password is hashed.
        drop(snapshot);
        let scope = as_user(client, tenant, &user);
        let secret = Secret::default();
        secret.hash(&scope, "/password", &self.given.password).await?;
        let hash = secret.hashed().ok_or(Error::Overloaded)?;
        let begin = BeginSession::by_token(user.id, token.hash(), hash);
        once(scope, key, &begin).await
    }
}

impl Credential {
    /// Finds whom a token that sets a password belongs to.
    pub(super) async fn by_token(hash: &str, view: &mut View<'_>) -> Result<Stored<Self>> {
        let query = Query::one().eq(Self::one_time_hash(), &Some(hash.to_owned()));
        view.first(&query).await?.ok_or(Error::Unauthenticated)
    }

    /// Checks that the token still works.
    pub(super) fn check_token(&self, now: Timestamp) -> Result<()> {
        match self.one_time_expires_at {
            Some(until) if now < until => Ok(()),
            _ => Err(Error::Unauthenticated),
        }
    }
}
