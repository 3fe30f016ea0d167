//! From a bearer token to what it opens.

use super::{Actor, ClientLine, PlatformScope, Scope, Token, TokenKind, View};
use crate::{
    entity::Query,
    error::{Error, Result},
    model::{ActorKind, ApiKey, Organization, PermissionSet, Role, Session, User},
    value::{Id, TenantId, Timestamp},
};

impl ClientLine {
    /// Lets the holder of a key, or a user who signed in, into an organization.
    ///
    /// The role is read anew each time, so that a change of it, or its end,
    /// takes effect at once.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if the token is malformed, unknown, expired or
    /// revoked, or of another kind, or its user or organization is not in use.
    pub async fn authenticate(&self, token: &str) -> Result<Scope> {
        let token = Token::parse(token).ok_or(Error::Unauthenticated)?;
        let tenant = token.tenant();
        let mut snapshot = self.storage.snapshot(tenant).await?;
        let mut view = View::new(&mut *snapshot);
        let now = self.environment.now();
        let actor = match token.kind() {
            TokenKind::Key => by_key(&mut view, &token, now).await?,
            TokenKind::Access => by_session(&mut view, &token, now).await?,
            _ => return Err(Error::Unauthenticated),
        };
        let organization = view.peek(Id::<Organization>::from_uuid(tenant.0)).await?;
        match organization {
            Some(organization) if organization.is_active.0 => {
                Ok(Scope::trusted(self, tenant, actor))
            }
            _ => Err(Error::Unauthenticated),
        }
    }

    /// Lets the holder of a key to the platform in.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] as [`authenticate`](Self::authenticate): a key
    /// to an organization is of another kind.
    pub async fn authenticate_platform(&self, token: &str) -> Result<PlatformScope> {
        let token = Token::parse(token).ok_or(Error::Unauthenticated)?;
        if token.kind() != TokenKind::Platform || token.tenant() != TenantId::PLATFORM {
            return Err(Error::Unauthenticated);
        }
        let mut snapshot = self.storage.snapshot(TenantId::PLATFORM).await?;
        let mut view = View::new(&mut *snapshot);
        let actor = by_key(&mut view, &token, self.environment.now()).await?;
        Ok(PlatformScope::of(self, Actor { kind: ActorKind::Platform, role: Role::Admin, ..actor }))
    }
}

async fn by_key(view: &mut View<'_>, token: &Token, now: Timestamp) -> Result<Actor> {
    let query = Query::one().eq(ApiKey::token_hash(), &token.hash());
    let key = view.first(&query).await?.ok_or(Error::Unauthenticated)?;
    let expired = key.expires_at.is_some_and(|at| at <= now);
    if expired || key.revoked_at.is_some() {
        return Err(Error::Unauthenticated);
    }
    let scopes = key.scopes.unwrap_or(PermissionSet::ALL);
    Ok(Actor { scopes, ..Actor::new(ActorKind::ApiKey, key.id.uuid(), key.role) })
}

async fn by_session(view: &mut View<'_>, token: &Token, now: Timestamp) -> Result<Actor> {
    let query = Query::one().eq(Session::access_hash(), &token.hash());
    let session = view.first(&query).await?.ok_or(Error::Unauthenticated)?;
    let user = view.peek::<User>(session.user_id).await?.ok_or(Error::Unauthenticated)?;
    if session.access_expires_at <= now || !user.is_active.0 {
        return Err(Error::Unauthenticated);
    }
    let session = Some(session.id);
    Ok(Actor { session, ..Actor::new(ActorKind::User, user.id.uuid(), user.role) })
}
