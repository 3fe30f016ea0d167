//! Signing in: who has no token yet gets one, by a password, a refresh token or a
//! token that sets a password once (design: security, "Credentials").
//!
//! Whatever is wrong (the organization, the email address, the password, or that
//! the user is disabled), the answer is the same and takes as long; failures are counted
//! the same (`throttle.rs`). What an attempt at an account has ahead of one of a stranger
//! is that its password is hashed first (`engine/passwords.rs`): so a flood of strangers
//! who fail keeps nobody out, and still can't tell by the time who has an account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    device::known_device,
    secret,
    sessions::{BeginSession, Grant, RotateSession},
    throttle::count_failure,
};
use crate::{
    engine::{
        Actor, ClientLine, IdempotencyKey, Outcome, Requester, Scope, Token, TokenKind, UseCase,
        View,
        reading::{first, peek},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{ActorKind, Credential, Directory, Session, SignInThrottle, User},
    storage,
    value::{EmailAddress, Id, NetworkPrefix, Password, Slug, TenantId, Timestamp},
};

/// A request of someone who brings, in it, what lets them in.
pub trait SignInFlow: Send + Sync {
    /// The answer to the caller.
    type Answer: Serialize + JsonSchema + Send;

    /// Lets the caller in, who asks from a network.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if what was brought does not open.
    fn run(
        &self,
        client: &ClientLine,
        from: NetworkPrefix,
        key: Option<&IdempotencyKey>,
    ) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Signs in by a password.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct SignIn {
    /// The organization to sign in to, by its short name: its `slug`, as it stands in the address
    /// of its booking page. Where there is only one organization, it may be left out; where there
    /// are several, nobody is let in without it.
    #[serde(default)]
    pub organization: Option<Slug>,
    /// The user's email address.
    pub email: EmailAddress,
    /// The user's password.
    pub password: Password,
    /// The `device_token` that the last sign-in on this device returned, if there was
    /// one. Whoever shows it does not wait for what strangers failed.
    #[serde(default)]
    #[schemars(length(max = 200), regex(pattern = r"^[^\x00]*$"))]
    pub device_token: Option<String>,
}

impl SignInFlow for SignIn {
    type Answer = Grant;

    async fn run(
        &self,
        client: &ClientLine,
        from: NetworkPrefix,
        key: Option<&IdempotencyKey>,
    ) -> Result<Grant> {
        let (scope, begin) = self.verify(client, from).await?;
        once(scope, key, &begin).await
    }
}

impl SignIn {
    /// Verifies the password, and returns how the user's session begins.
    pub(super) async fn verify(
        &self,
        client: &ClientLine,
        from: NetworkPrefix,
    ) -> Result<(Scope, BeginSession)> {
        let tenant = self.tenant(client).await?;
        let attempt = self.look_up(client, tenant, from).await?;
        let Attempt { throttle, requester, user } = &attempt;
        let hash = user.as_ref().map(|(_, hash)| hash.as_str());
        let verified = client.passwords().verify(tenant, *requester, &self.password, hash).await;
        let (Some((user, hash)), Ok(true)) = (user, &verified) else {
            // Who got no turn is counted too: an account may have had one even so.
            count_failure(client, tenant, *throttle).await?;
            return Err(verified.err().unwrap_or(Error::Unauthenticated));
        };
        let mac = client.mac().await?.clone();
        let begin = BeginSession::by_password(user.id, hash.clone(), *throttle, mac);
        Ok((as_user(client, tenant, user), begin))
    }
}

/// An attempt before its password is checked.
struct Attempt {
    /// The count of its failures.
    throttle: Id<SignInThrottle>,
    requester: Requester,
    /// The user who may be signing in, and the hash of their password; none, if nobody can.
    user: Option<(Stored<User>, String)>,
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

    /// Reads what the attempt is about, by as many reads whoever is meant, and checks
    /// that it is due.
    async fn look_up(
        &self,
        client: &ClientLine,
        tenant: TenantId,
        from: NetworkPrefix,
    ) -> Result<Attempt> {
        let mac = client.mac().await?;
        let unknown = self.organization.as_ref().filter(|_| tenant == TenantId::PLATFORM);
        let throttle = SignInThrottle::of_address(mac, tenant, unknown, &self.email);
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let mut view = View::of(&mut *snapshot);
        let user = first(Query::one().eq(User::email(), &self.email));
        let (user, failures) = view.read((user, peek(throttle))).await?;
        let id = user.as_ref().map_or_else(|| throttle.uuid(), |user| user.id.uuid());
        let credential = view.peek(Id::<Credential>::from_uuid(id)).await?;
        let hash = credential.and_then(|credential| credential.into_inner().password_hash);
        let user = user.filter(|user| user.is_active.0).zip(hash);
        let device = user.as_ref().and_then(|(user, hash)| {
            let shown = self.device_token.as_deref().and_then(Token::parse)?;
            Some((user.id, known_device(mac, &shown, user.id, hash)?))
        });
        let (throttle, failures, requester) = match device {
            Some((user, device)) => {
                let throttle = SignInThrottle::of_device(mac, user, &device);
                (throttle, view.peek(throttle).await?, Requester::Verified(user.uuid()))
            }
            None if user.is_some() => (throttle, failures, Requester::Account(from)),
            None => (throttle, failures, Requester::Stranger(from)),
        };
        let now = client.environment().now();
        failures.map_or(Ok(()), |failures| failures.check(now))?;
        Ok(Attempt { throttle, requester, user })
    }
}

pub(super) fn as_user(client: &ClientLine, tenant: TenantId, user: &User) -> Scope {
    let actor = Actor::new(ActorKind::User, user.id.uuid(), user.role);
    Scope::trusted(client, tenant, actor)
}

/// Runs an operation whose answer is not kept.
pub(super) async fn once<O: UseCase>(
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

impl SignInFlow for Refresh {
    type Answer = Grant;

    async fn run(
        &self,
        client: &ClientLine,
        _from: NetworkPrefix,
        key: Option<&IdempotencyKey>,
    ) -> Result<Grant> {
        let token = of_kind(&self.refresh_token, TokenKind::Refresh)?;
        let scope = as_owner_of(client, &token).await?;
        once(scope, key, &RotateSession(token)).await?.ok_or(Error::Unauthenticated)
    }
}

/// Acts as the user whose session a token is of.
///
/// # Errors
///
/// [`Error::Unauthenticated`] if it is of none.
pub(super) async fn as_owner_of(client: &ClientLine, token: &Token) -> Result<Scope> {
    let mut snapshot = client.storage().snapshot(token.tenant()).await?;
    let mut view = View::of(&mut *snapshot);
    let family = Query::one().eq(Session::family_hash(), &token.family_hash());
    let session = view.first(&family).await?.ok_or(Error::Unauthenticated)?;
    let user = view.peek::<User>(session.user_id).await?.ok_or(Error::Unauthenticated)?;
    Ok(as_user(client, token.tenant(), &user))
}

/// Reads a token of one kind.
pub(super) fn of_kind(text: &str, kind: TokenKind) -> Result<Token> {
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

impl SignInFlow for Redeem {
    type Answer = Grant;

    async fn run(
        &self,
        client: &ClientLine,
        _from: NetworkPrefix,
        key: Option<&IdempotencyKey>,
    ) -> Result<Grant> {
        let (scope, begin) = self.verify(client).await?;
        once(scope, key, &begin).await
    }
}

impl Redeem {
    /// Verifies the token, and returns how the user's session begins.
    pub(super) async fn verify(&self, client: &ClientLine) -> Result<(Scope, BeginSession)> {
        redeem(client, &of_kind(&self.given.token, self.kind)?, Some(&self.given.password)).await
    }
}

/// Verifies a token that works once, and returns how the session of its user begins, with a
/// new password if there is one.
pub(super) async fn redeem(
    client: &ClientLine,
    token: &Token,
    password: Option<&Password>,
) -> Result<(Scope, BeginSession)> {
    let tenant = token.tenant();
    let mut snapshot = client.storage().snapshot(tenant).await?;
    let mut view = View::of(&mut *snapshot);
    let credential = Credential::by_token(&token.hash(), &mut view).await?;
    credential.check_token(client.environment().now())?;
    let user = view.peek::<User>(credential.user_id).await?.ok_or(Error::Unauthenticated)?;
    // Nobody holds a snapshot while a password is hashed.
    drop(snapshot);
    let scope = as_user(client, tenant, &user);
    let hash = match password {
        Some(password) => Some(secret::hash(&scope, "/password", password).await?),
        None => None,
    };
    let mac = client.mac().await?.clone();
    let throttle = SignInThrottle::of_address(&mac, tenant, None, &user.email);
    Ok((scope, BeginSession::by_token(user.id, token.hash(), hash, throttle, mac)))
}

impl Credential {
    /// Finds whom a token that sets a password belongs to.
    pub(super) async fn by_token(hash: &str, view: &mut View<'_>) -> Result<Stored<Self>> {
        let query = Query::one().eq(Self::one_time_token_hash(), &Some(hash.to_owned()));
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
