//! PINs: by a few digits somebody else takes over a desk on which a person signed in fully.
//!
//! A PIN opens nothing by itself. It counts beside the token of a session in a browser, which may
//! be locked meanwhile: then that token opens nothing else. Failures are counted by user, whichever
//! desk they come from, as those of sign-ins are (`throttle.rs`). Who takes a desk over gets a
//! session of their own, and the one before ends; so a desk that was signed in stays one until it
//! is signed out, or idle for twelve hours. A new password ends the PIN.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    accounts::credentials_of,
    browser_sessions::BrowserSession,
    own_password::verify_own,
    secret,
    sessions::{BeginSession, account, own_session},
    sign_in::{as_user, of_kind, once},
    throttle::{check_due, count_failure},
};
use crate::{
    engine::{
        Actor, ClientLine, Conflicts, Env, IdempotencyKey, Operation, Plan, Requester, Scope,
        TokenKind, UseCase, View,
        reading::{glance, peek},
        shown_whole,
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Credential, Organization, Permission, Role, Session, SignInThrottle, User},
    ops::page::{Page, PageRequest},
    value::{Id, Name, Password, Pin, TenantId},
};

/// One's password, and the PIN from now on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPin {
    /// One's password.
    pub current_password: Password,
    /// The PIN from now on; none any more, if absent.
    #[serde(default)]
    pub pin: Option<Pin>,
}

/// Sets one's own PIN, or takes it away.
#[derive(Debug)]
pub struct SetPin(pub NewPin);

/// The hash of a PIN, once the password was right.
#[expect(missing_debug_implementations, reason = "a hash is not logged")]
pub struct PreparedPin {
    hash: Option<String>,
    throttle: Id<SignInThrottle>,
}

impl UseCase for SetPin {
    type Answer = ();
    type Prepared = PreparedPin;
    const NAME: &'static str = "pin_set";
    const NEEDS: Permission = Permission::UseAccount;
    const SECRET: bool = true;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["no_session"]]);

    async fn prepare(&self, scope: &Scope) -> Result<PreparedPin> {
        let throttle = verify_own(scope, &self.0.current_password).await?;
        let hash = match &self.0.pin {
            Some(pin) if pin.is_common() => {
                let detail = "This is one of the PINs that are tried first; choose another.";
                return Err(Error::invalid("/pin", "common_pin", detail));
            }
            Some(pin) => Some(secret::hash_unchecked(scope, pin.password()).await?),
            None => None,
        };
        Ok(PreparedPin { hash, throttle })
    }

    async fn plan(
        &self,
        prepared: &PreparedPin,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<Plan<()>> {
        let (_, credential) = account(Id::from_uuid(env.actor().id), view).await?;
        check_due(prepared.throttle, env, view).await?;
        let mut changes = env.changes();
        changes.update(&credential, |credential| credential.pin_hash.clone_from(&prepared.hash));
        Ok(Plan::new((), changes))
    }
}

/// Locks the desk by whose session one asks: its token opens nothing until somebody takes the
/// desk over.
#[derive(Clone, Copy, Debug)]
pub struct LockDesk;

impl Operation for LockDesk {
    type Answer = ();
    const NAME: &'static str = "desk_lock";
    const NEEDS: Permission = Permission::UseAccount;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["no_session"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let session = view.require(own_session(env.actor().session)?).await?;
        let mut changes = env.changes();
        changes.update(&session, |session| session.locked_at = Some(env.now()));
        Ok(Plan::new((), changes))
    }
}

/// A desk that has a session of somebody who signed in, locked or not.
struct Desk {
    tenant: TenantId,
    session: Id<Session>,
    /// Acts as whoever has the session.
    scope: Scope,
}

impl Desk {
    /// Finds the desk that holds a token.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if the session is over, or its user may not come in any more.
    async fn of(client: &ClientLine, token: &str) -> Result<Self> {
        let token = of_kind(token, TokenKind::Session)?;
        let tenant = token.tenant();
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let mut view = View::of(&mut *snapshot);
        let family = Query::one().eq(Session::family_hash(), &token.family_hash());
        let session = view.first(&family).await?.ok_or(Error::Unauthenticated)?;
        let is_in_use = glance(Id::<Organization>::from_uuid(tenant.0), Organization::is_active());
        let (user, is_in_use) = view.read((peek(session.user_id), is_in_use)).await?;
        let user = user.filter(|user| user.is_active.0).ok_or(Error::Unauthenticated)?;
        let is_in_use = is_in_use.is_some_and(|is_in_use| is_in_use.0);
        if !is_in_use || !session.is_of(&token, client.environment().now()) {
            return Err(Error::Unauthenticated);
        }
        Ok(Self { tenant, session: session.id, scope: as_user(client, tenant, &user) })
    }
}

/// Somebody who may take a desk over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeskPerson {
    /// The user.
    pub id: Id<User>,
    /// The name of the person.
    pub name: Name,
}

shown_whole!(DeskPerson);

impl DeskPerson {
    /// Lists those who may take the desk over that holds a token, page by page: who has a PIN;
    /// nobody, if it is no desk. A page may be short, even empty, and say that there may be more:
    /// it is one of the team, with or without a PIN, who are all that is counted.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the page is out of range, [`Error::Storage`] if they can't be read.
    pub async fn of_desk(
        client: &ClientLine,
        token: &str,
        page: PageRequest,
    ) -> Result<Page<Self>> {
        match Desk::of(client, token).await {
            Ok(desk) => {
                let scope = Scope::trusted(client, desk.tenant, Actor::system());
                scope.run(&ListPeople(page)).await
            }
            Err(Error::Unauthenticated) => {
                Ok(Page { items: Vec::new(), next_cursor: None, total: None })
            }
            Err(error) => Err(error),
        }
    }
}

/// Lists those who have a PIN, of a page of the team.
struct ListPeople(PageRequest);

impl Operation for ListPeople {
    type Answer = Page<DeskPerson>;
    const NAME: &'static str = "desk_people_list";
    const NEEDS: Permission = Permission::UseAccount;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_of_team()).collect();
        let team = Query::<User>::limit(PageRequest::LIMIT_MAX).descending();
        let mut page = self.0.read(view, team.any(User::role(), &roles)).await?;
        let credentials = credentials_of(view, &page.items).await?;
        let has_pin = |user: &User| {
            credentials.iter().any(|one| one.user_id == user.id && one.pin_hash.is_some())
        };
        page.items.retain(|user| user.is_active.0 && has_pin(user));
        let person = |user: Stored<User>| DeskPerson { id: user.id, name: user.name.clone() };
        Ok(Plan::read(env, page.map(person)))
    }
}

impl Role {
    /// Returns whether who has it works at the desk.
    const fn is_of_team(self) -> bool {
        !matches!(self, Self::Client)
    }
}

/// Takes a desk over by one's PIN.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchPerson {
    /// Who takes it over.
    pub user_id: Id<User>,
    /// Their PIN.
    pub pin: Pin,
}

impl SwitchPerson {
    /// Begins a session of the person at the desk that holds a token, and ends the one before.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if it is no desk, [`Error::Invalid`] `wrong_pin`, and
    /// [`Error::TooManyAttempts`].
    pub async fn run(
        &self,
        client: &ClientLine,
        token: &str,
        key: Option<&IdempotencyKey>,
    ) -> Result<BrowserSession> {
        let desk = Desk::of(client, token).await?;
        let mac = client.mac().await?;
        let throttle = SignInThrottle::of_device(mac, self.user_id, b"pin");
        let mut snapshot = client.storage().snapshot(desk.tenant).await?;
        let credential = peek(Id::<Credential>::from_uuid(self.user_id.uuid()));
        let asked = (peek(self.user_id), credential, peek(throttle));
        let (user, credential, failures) = View::of(&mut *snapshot).read(asked).await?;
        // Nobody holds a snapshot while a PIN is hashed.
        drop(snapshot);
        failures.map_or(Ok(()), |failures| failures.check(client.environment().now()))?;
        let user = user.filter(|user| user.is_active.0 && user.role.is_of_team());
        let hash = credential.and_then(|credential| credential.into_inner().pin_hash);
        let requester = Requester::Verified(desk.scope.actor().id);
        let (passwords, pin) = (client.passwords(), self.pin.password());
        let is_right = passwords.verify(desk.tenant, requester, pin, hash.as_deref()).await?;
        let (Some(user), Some(hash), true) = (user, hash, is_right) else {
            count_failure(client, desk.tenant, throttle).await?;
            return Err(Error::invalid("/pin", "wrong_pin", "This is not the PIN."));
        };
        let begin = BeginSession::by_pin(user.id, hash, throttle, mac.clone());
        let session = once(as_user(client, desk.tenant, &user), key, &begin).await?;
        desk.scope.run(&LeaveDesk(desk.session)).await?;
        Ok(session.into())
    }
}

/// Ends the session of who had the desk before, unless it has ended.
struct LeaveDesk(Id<Session>);

impl Operation for LeaveDesk {
    type Answer = ();
    const NAME: &'static str = "desk_leave";
    const NEEDS: Permission = Permission::UseAccount;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let session = view.peek(self.0).await?;
        let mut changes = env.changes();
        if let Some(session) = session {
            changes.delete(&session);
        }
        Ok(Plan::new((), changes))
    }
}
