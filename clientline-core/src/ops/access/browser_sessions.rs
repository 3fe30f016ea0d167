//! Sessions in a browser, which keeps one token, in a cookie that no script can read.
//!
//! They are sessions as all others (`sessions.rs`), and end with the same sign-out and the same
//! change of a password. But one token both opens and keeps alive: it ends when it was idle for
//! twelve hours, and is renewed while it is used. All tabs share the cookie, so several may
//! renew it at once: each gets the same successor, which is a keyed hash of the token, and who
//! was on the way meanwhile is let in by the spent one for half a minute. Whoever shows a spent
//! one later has stolen it, or was stolen from: the session ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    accounts::Account,
    sessions::{Grant, account},
    sign_in::{Redeem, SignIn, as_owner_of, of_kind, once, redeem},
};
use crate::{
    engine::{
        ClientLine, Env, IdempotencyKey, Mac, Operation, Plan, PlatformScope, Token, TokenKind,
        View, shown_whole,
    },
    entity::Query,
    error::{Error, Result},
    model::{Credential, Permission, Session, User},
    value::{Id, NetworkPrefix, Timestamp},
};

impl Session {
    /// How long a session in a browser may be idle, in minutes: twelve hours.
    pub const BROWSER_MINUTES: i64 = 12 * 60;
    /// After how many minutes its token is renewed.
    pub const RENEWAL_MINUTES: i64 = 15;

    /// For how long the last spent token works again, in microseconds.
    const LOST_REPLY: u64 = 30_000_000;

    /// Returns whether a token is the last one that was spent, not long ago.
    pub(super) fn was_just(&self, hash: &str, now: Timestamp) -> bool {
        // Who asks at the same time may have read the clock before the token was spent.
        let apart = |at: Timestamp| now.micros().abs_diff(at.micros());
        self.spent_token_hash.as_deref() == Some(hash)
            && self.spent_at.is_some_and(|at| apart(at) < Self::LOST_REPLY)
    }

    /// Returns whether a session token of this family opens it, which it does not while the desk
    /// is locked.
    pub(crate) fn is_opened_by(&self, token: &Token, now: Timestamp) -> bool {
        self.locked_at.is_none() && self.is_of(token, now)
    }

    /// Returns whether a token of this family is the one that lasts, whether it opens it or not.
    pub(super) fn is_of(&self, token: &Token, now: Timestamp) -> bool {
        let hash = token.hash();
        self.refresh_expires_at > now
            && (self.refresh_token_hash == hash || self.was_just(&hash, now))
    }
}

/// A session that a browser has.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct BrowserSession {
    /// The token that opens it.
    pub token: String,
    /// When it ends, unless it is used until then.
    pub expires_at: Timestamp,
}

impl From<Grant> for BrowserSession {
    fn from(grant: Grant) -> Self {
        Self { token: grant.refresh_token, expires_at: grant.refresh_expires_at }
    }
}

/// The token of a link that signs in.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct LinkToken {
    /// The token; it works once.
    pub token: String,
}

/// A way into a session in a browser.
#[expect(missing_debug_implementations, reason = "a token is not logged")]
#[non_exhaustive]
pub enum BrowserSignIn {
    /// By a password.
    Password(SignIn),
    /// By a token that sets a password.
    NewPassword(Redeem),
    /// By the token of a link.
    Link(LinkToken),
}

impl BrowserSignIn {
    /// Begins a session of whoever asks, from a network.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if what was brought does not open, and as
    /// [`SignInFlow::run`](super::sign_in::SignInFlow::run) of what it consists of.
    pub async fn run(
        &self,
        client: &ClientLine,
        from: NetworkPrefix,
        key: Option<&IdempotencyKey>,
    ) -> Result<BrowserSession> {
        let (scope, begin) = match self {
            Self::Password(sign_in) => sign_in.verify(client, from).await?,
            Self::NewPassword(token) => token.verify(client).await?,
            Self::Link(LinkToken { token }) => {
                redeem(client, &of_kind(token, TokenKind::Link)?, None).await?
            }
        };
        Ok(once(scope, key, &begin.in_browser()).await?.into())
    }
}

/// Renews the token of a session in a browser.
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct RenewSession(pub String);

impl RenewSession {
    /// Returns the token that takes the place of another; that one ends half a minute later.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if the token does not open a session; if it was spent, the
    /// session ends.
    pub async fn run(&self, client: &ClientLine) -> Result<BrowserSession> {
        let token = of_kind(&self.0, TokenKind::Session)?;
        let scope = as_owner_of(client, &token).await?;
        let renewal = Renewal { token, mac: client.mac().await?.clone() };
        let renewed = scope.run(&renewal).await?;
        renewed.map(BrowserSession::from).ok_or(Error::Unauthenticated)
    }
}

/// Puts the successor into the place of a token; without an answer the session has ended.
struct Renewal {
    token: Token,
    mac: Mac,
}

impl Operation for Renewal {
    type Answer = Option<Grant>;
    const NAME: &'static str = "browser_session_renew";
    const NEEDS: Permission = Permission::UseAccount;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let family = Query::one().eq(Session::family_hash(), &self.token.family_hash());
        let session = view.first(&family).await?.ok_or(Error::Unauthenticated)?;
        let (user, credential) = account(session.user_id, view).await?;
        // A desk that is locked renews nothing: it waits for somebody to take it over.
        if session.refresh_expires_at <= env.now() || session.locked_at.is_some() {
            return Err(Error::Unauthenticated);
        }
        let (hash, next) = (self.token.hash(), self.token.successor(&self.mac));
        let mut changes = env.changes();
        let mut renewed = session.clone().into_inner();
        if hash == session.refresh_token_hash {
            renewed.spent_token_hash = Some(hash);
            renewed.spent_at = Some(env.now());
        } else if next.hash() != session.refresh_token_hash || !session.was_just(&hash, env.now()) {
            changes.delete(&session);
            return Ok(Plan::new(None, changes));
        }
        let grant = renewed.renew(&next, env, Account::new(user, Some(&credential)))?;
        changes.update(&session, |session| *session = renewed);
        Ok(Plan::new(Some(grant), changes))
    }
}

/// Makes a link that signs a user in once, for as long as a set-up token works.
#[derive(Clone, Copy, Debug)]
pub struct CreateSignInLink(pub Id<User>);

/// A link that was made.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "a token is not logged")]
pub struct SignInLink {
    /// The token of the link. It is shown here and nowhere else.
    pub token: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

shown_whole!(SignInLink);

impl Operation for CreateSignInLink {
    type Answer = SignInLink;
    const NAME: &'static str = "sign_in_link_create";
    const NEEDS: Permission = Permission::ResetPasswords;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<SignInLink>> {
        let credential = view.require(Id::<Credential>::from_uuid(self.0.uuid())).await?;
        let token = env.token(TokenKind::Link)?;
        let expires_at = env.now().saturating_plus_minutes(PlatformScope::SETUP_MINUTES);
        let mut changes = env.changes();
        changes.update(&credential, |credential| {
            credential.one_time_token_hash = Some(token.hash());
            credential.one_time_expires_at = Some(expires_at);
        });
        Ok(Plan::new(SignInLink { token: token.expose().to_owned(), expires_at }, changes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::sample;

    #[test]
    fn whoever_asked_just_before_a_token_was_spent_is_let_in_as_just_after() {
        let spent = Timestamp::from_micros(1_800_000_000_000_000).unwrap();
        let session = Session {
            spent_token_hash: Some("spent".to_owned()),
            spent_at: Some(spent),
            ..sample()
        };
        let at = |micros: i64| Timestamp::from_micros(spent.micros() + micros).unwrap();
        assert!(session.was_just("spent", at(-200)) && session.was_just("spent", at(29_000_000)));
        assert!(!session.was_just("spent", at(30_000_000)));
        assert!(!session.was_just("another", at(0)));
    }
}
