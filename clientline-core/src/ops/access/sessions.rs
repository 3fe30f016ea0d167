//! Sign-ins that last: their tokens, and their end.
//!
//! A refresh token works once, and all of one sign-in form a family. Whoever
//! spends one a second time has stolen it, or was stolen from: the family ends.
//! One exception is made for a lost reply: the last token that was spent works
//! again for half a minute, so long as the refresh token that was given for it
//! is not used. Two who do that at once end the family, too.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{accounts::Account, device::device_token, throttle::check_due, users::sessions};
use crate::{
    engine::{Conflicts, Env, Mac, Operation, Plan, Token, TokenKind, View, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Credential, Permission, Session, SignInThrottle, User},
    row::ChangeSet,
    value::{Id, Timestamp},
};

/// The tokens of a user who signed in.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[expect(missing_debug_implementations, reason = "tokens are not logged")]
pub struct Grant {
    /// The token for the `Authorization` header.
    pub access_token: String,
    /// How the token is used: always `Bearer`.
    pub token_type: String,
    /// When the access token stops working.
    pub expires_at: Timestamp,
    /// The token for `POST /auth/refresh`, which works once.
    pub refresh_token: String,
    /// When the refresh token stops working.
    pub refresh_expires_at: Timestamp,
    /// The token by which this device is known at the next sign-in: only signing in
    /// returns one. It works until the password changes.
    pub device_token: Option<String>,
    /// The user who signed in.
    pub user: Account,
}

impl Session {
    /// How long an access token works, in minutes.
    pub const ACCESS_MINUTES: i64 = 15;
    /// How long a refresh token works, in minutes: thirty days.
    pub const REFRESH_MINUTES: i64 = 30 * 24 * 60;

    /// Takes over new tokens, and says what their holder gets.
    pub(super) fn renew(&mut self, refresh: &Token, env: &Env, user: Account) -> Result<Grant> {
        let lasts = match refresh.kind() {
            TokenKind::Session => Self::BROWSER_MINUTES,
            _ => Self::REFRESH_MINUTES,
        };
        let access = env.token(TokenKind::Access)?;
        self.access_token_hash = access.hash();
        self.access_expires_at = env.now().saturating_plus_minutes(Self::ACCESS_MINUTES);
        self.refresh_token_hash = refresh.hash();
        self.refresh_expires_at = env.now().saturating_plus_minutes(lasts);
        Ok(Grant {
            access_token: access.expose().to_owned(),
            token_type: "Bearer".to_owned(),
            expires_at: self.access_expires_at,
            refresh_token: refresh.expose().to_owned(),
            refresh_expires_at: self.refresh_expires_at,
            device_token: None,
            user,
        })
    }
}

/// Begins a sign-in of a user who has shown who they are.
pub(super) struct BeginSession {
    user: Id<User>,
    /// The kind of the token that keeps it alive.
    kind: TokenKind,
    proof: Proof,
    /// The count of failures until now.
    throttle: Id<SignInThrottle>,
    mac: Mac,
}

/// The proof of who a user is.
enum Proof {
    /// The password with this hash.
    Password(String),
    /// The PIN with this hash, on a desk that has a session.
    Pin(String),
    /// A token with this hash, and which password to set for it, if any.
    Token { hash: String, password_hash: Option<String> },
}

impl BeginSession {
    pub(super) const fn by_password(
        user: Id<User>,
        hash: String,
        throttle: Id<SignInThrottle>,
        mac: Mac,
    ) -> Self {
        Self { user, kind: TokenKind::Refresh, proof: Proof::Password(hash), throttle, mac }
    }

    pub(super) const fn by_pin(
        user: Id<User>,
        hash: String,
        throttle: Id<SignInThrottle>,
        mac: Mac,
    ) -> Self {
        Self { user, kind: TokenKind::Session, proof: Proof::Pin(hash), throttle, mac }
    }

    pub(super) const fn by_token(
        user: Id<User>,
        hash: String,
        password_hash: Option<String>,
        throttle: Id<SignInThrottle>,
        mac: Mac,
    ) -> Self {
        let proof = Proof::Token { hash, password_hash };
        Self { user, kind: TokenKind::Refresh, proof, throttle, mac }
    }

    /// The same in a browser, which keeps one token alone, in a cookie.
    pub(super) fn in_browser(self) -> Self {
        Self { kind: TokenKind::Session, ..self }
    }

    /// Checks that the proof still holds.
    fn check(&self, credential: &Credential, now: Timestamp) -> Result<()> {
        let holds = match &self.proof {
            Proof::Password(hash) => credential.password_hash.as_ref() == Some(hash),
            Proof::Pin(hash) => credential.pin_hash.as_ref() == Some(hash),
            Proof::Token { hash, .. } => {
                credential.check_token(now)?;
                credential.one_time_token_hash.as_ref() == Some(hash)
            }
        };
        if holds { Ok(()) } else { Err(Error::Unauthenticated) }
    }

    /// Forgets the failures until now; who shows a password can't while others who try
    /// the same have to wait.
    async fn forget_failures(
        &self,
        env: &Env,
        view: &mut View<'_>,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let throttle = match &self.proof {
            Proof::Password(_) | Proof::Pin(_) => check_due(self.throttle, env, view).await?,
            Proof::Token { .. } => view.peek(self.throttle).await?,
        };
        if let Some(throttle) = throttle {
            changes.delete(&throttle);
        }
        Ok(())
    }

    /// Makes a token by which the device is known from now on.
    fn device_token(&self, env: &Env) -> Result<Option<String>> {
        let hash = match &self.proof {
            Proof::Password(hash) | Proof::Token { password_hash: Some(hash), .. } => hash,
            Proof::Token { .. } | Proof::Pin(_) => return Ok(None),
        };
        let token = device_token(&self.mac, env.tenant(), self.user, hash, env.secret()?);
        Ok(Some(token.expose().to_owned()))
    }

    /// Makes room: what is over goes, and the oldest if there are too many. Who
    /// sets a password anew ends all sign-ins.
    async fn clear(&self, env: &Env, view: &mut View<'_>, changes: &mut ChangeSet) -> Result<()> {
        let mut lasting = Vec::new();
        for session in sessions(self.user, view).await? {
            let over = session.refresh_expires_at <= env.now();
            if over || matches!(self.proof, Proof::Token { password_hash: Some(_), .. }) {
                changes.delete(&session);
            } else {
                lasting.push(session);
            }
        }
        let most = User::SESSIONS_MAX as usize - 1;
        for session in lasting.iter().take(lasting.len().saturating_sub(most)) {
            changes.delete(session);
        }
        Ok(())
    }
}

shown_whole!(Grant);

impl Operation for BeginSession {
    type Answer = Grant;
    const NAME: &'static str = "session_begin";
    const NEEDS: Permission = Permission::UseAccount;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Grant>> {
        let (user, credential) = account(self.user, view).await?;
        self.check(&credential, env.now())?;
        let mut changes = env.changes();
        self.forget_failures(env, view, &mut changes).await?;
        self.clear(env, view, &mut changes).await?;
        let credential = changes.update(&credential, |credential| {
            credential.last_login_at = Some(env.now());
            if let Proof::Token { password_hash, .. } = &self.proof {
                if password_hash.is_some() {
                    credential.replace(password_hash.clone());
                }
                credential.one_time_token_hash = None;
                credential.one_time_expires_at = None;
            }
        });
        let refresh = env.token(self.kind)?;
        let mut session = Session {
            id: env.new_id(),
            user_id: user.id,
            access_token_hash: String::new(),
            access_expires_at: env.now(),
            family_hash: refresh.family_hash(),
            refresh_token_hash: String::new(),
            refresh_expires_at: env.now(),
            spent_token_hash: None,
            spent_at: None,
            locked_at: None,
        };
        let mut grant = session.renew(&refresh, env, Account::new(user, Some(&credential)))?;
        grant.device_token = self.device_token(env)?;
        changes.insert(session);
        Ok(Plan::new(grant, changes))
    }
}

/// Returns a user who may sign in, with the credential; relies on both.
pub(super) async fn account(
    user: Id<User>,
    view: &mut View<'_>,
) -> Result<(Stored<User>, Stored<Credential>)> {
    let user = view.require(user).await.map_err(|_gone| Error::Unauthenticated)?;
    let credential = view.require(Id::<Credential>::from_uuid(user.id.uuid())).await?;
    if user.is_active.0 { Ok((user, credential)) } else { Err(Error::Unauthenticated) }
}

/// Spends a refresh token; without an answer the family has ended.
pub(super) struct RotateSession(pub(super) Token);

impl Operation for RotateSession {
    type Answer = Option<Grant>;
    const NAME: &'static str = "session_rotate";
    const NEEDS: Permission = Permission::UseAccount;
    const SECRET: bool = true;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let family = Query::one().eq(Session::family_hash(), &self.0.family_hash());
        let session = view.first(&family).await?.ok_or(Error::Unauthenticated)?;
        let (user, credential) = account(session.user_id, view).await?;
        if session.refresh_expires_at <= env.now() {
            return Err(Error::Unauthenticated);
        }
        let mut changes = env.changes();
        let mut renewed = session.clone().into_inner();
        let hash = self.0.hash();
        if hash == session.refresh_token_hash {
            renewed.spent_token_hash = Some(hash);
            renewed.spent_at = Some(env.now());
        } else if !session.was_just(&hash, env.now()) {
            changes.delete(&session);
            return Ok(Plan::new(None, changes));
        }
        let refresh = env.next_token(&self.0)?;
        let grant = renewed.renew(&refresh, env, Account::new(user, Some(&credential)))?;
        changes.update(&session, |session| *session = renewed);
        Ok(Plan::new(Some(grant), changes))
    }
}

/// Ends the sign-in by which one asks, with all its tokens.
#[derive(Clone, Copy, Debug)]
pub struct SignOut;

impl Operation for SignOut {
    type Answer = ();
    const NAME: &'static str = "session_end";
    const NEEDS: Permission = Permission::UseAccount;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["no_session"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let session = view.require(own_session(env.actor().session)?).await?;
        let mut changes = env.changes();
        changes.delete(&session);
        Ok(Plan::new((), changes))
    }
}

/// The sign-in by which one asks.
pub(super) fn own_session(session: Option<Id<Session>>) -> Result<Id<Session>> {
    let detail = "who has a key did not sign in: revoke the key instead";
    session.ok_or_else(|| Error::conflict("no_session", detail))
}
