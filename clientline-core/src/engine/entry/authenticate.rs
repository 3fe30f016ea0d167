//! From a bearer token, or from none, to what it opens.

use uuid::Uuid;

use crate::{
    engine::{
        Actor, ClientLine, PlatformScope, Reach, Reading, Scope, Token, TokenKind, View,
        read::reading::{first, glance, peek},
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        ActorKind, ApiKey, Appointment, Directory, Employee, Guest, OnlineBooking, Organization,
        Permission, PermissionSet, Provider, Role, Session, StartHold, User,
    },
    storage::Snapshot,
    value::{Id, Slug, TenantId, Timestamp},
};

impl ClientLine {
    /// Lets the holder of a key, a user who signed in, or whoever booked an appointment
    /// without a sign-in, into an organization.
    ///
    /// The role is read anew each time, so that a change of it, or its end,
    /// takes effect at once.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] if the token is malformed, unknown, expired or
    /// revoked, or of another kind, or its user or organization is not in use.
    pub async fn authenticate(&self, token: &str) -> Result<Scope> {
        let (scope, _snapshot) = self.checked(token).await?;
        Ok(scope)
    }

    /// As [`authenticate`](Self::authenticate), for one request that is made at once: the
    /// first use case reads on the snapshot that the token was checked on, which stays
    /// open until then, or until the scope is dropped.
    ///
    /// # Errors
    ///
    /// As [`authenticate`](Self::authenticate).
    pub async fn authenticate_request(&self, token: &str) -> Result<Scope> {
        let (scope, snapshot) = self.checked(token).await?;
        Ok(scope.reading_on(snapshot))
    }

    /// Checks a token, and returns what it was checked on beside what it opens.
    async fn checked(&self, token: &str) -> Result<(Scope, Box<dyn Snapshot>)> {
        let token = Token::parse(token).ok_or(Error::Unauthenticated)?;
        let tenant = token.tenant();
        let mut snapshot = self.storage.snapshot(tenant).await?;
        let mut view = View::each_alone(&mut *snapshot);
        let now = self.environment.now();
        let is_active = glance(Id::<Organization>::from_uuid(tenant.0), Organization::is_active());
        let (actor, is_active) = match token.kind() {
            TokenKind::Key => {
                let (key, is_active) = view.read((key(&token), is_active)).await?;
                (by_key(key, now)?, is_active)
            }
            TokenKind::Access => {
                let (session, is_active) = view.read((session(&token), is_active)).await?;
                let session = session.filter(|session| session.access_expires_at > now);
                (by_session(session, &mut view).await?, is_active)
            }
            TokenKind::Session => {
                let (session, is_active) = view.read((family(&token), is_active)).await?;
                let session = session.filter(|session| session.is_opened_by(&token, now));
                (by_session(session, &mut view).await?, is_active)
            }
            TokenKind::Manage | TokenKind::Confirm => {
                let (booking, is_active) = view.read((booking(&token), is_active)).await?;
                let first = booking.ok_or(Error::Unauthenticated)?.appointment_id;
                (of_appointments(first, token.kind(), &mut view).await?, is_active)
            }
            TokenKind::Hold => {
                let (hold, is_active) = view.read((start_hold(&token), is_active)).await?;
                let first = hold.ok_or(Error::Unauthenticated)?.appointment_id;
                (of_appointments(first, token.kind(), &mut view).await?, is_active)
            }
            _ => return Err(Error::Unauthenticated),
        };
        if is_active.is_some_and(|is_active| is_active.0) {
            return Ok((Scope::trusted(self, tenant, actor), snapshot));
        }
        Err(Error::Unauthenticated)
    }

    /// Lets somebody without a token into an organization that is open to the
    /// public, to see what is offered and to book an appointment.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if no organization has the slug; and just as well if it
    /// is not in use, or not open.
    pub async fn public_scope(&self, slug: &Slug) -> Result<Scope> {
        let closed = Error::NotFound { entity: Organization::NAME };
        let mut snapshot = self.storage.snapshot(TenantId::PLATFORM).await?;
        let entry = Query::one().eq(Directory::slug(), slug);
        let Some(entry) = View::each_alone(&mut *snapshot).first(&entry).await? else {
            return Err(closed);
        };
        drop(snapshot);
        let tenant = TenantId(entry.id.uuid());
        let mut snapshot = self.storage.snapshot(tenant).await?;
        let organization = Id::<Organization>::from_uuid(tenant.0);
        match View::each_alone(&mut *snapshot).peek(organization).await? {
            Some(found) if found.is_active.0 && found.settings.public_booking.is_open => {
                let system = Scope::trusted(self, tenant, Actor::system());
                let scopes = [Permission::BookOnline];
                let parts = (0..OnlineBooking::PARTS_MAX).map(|_| system.new_id());
                let parts = parts.collect::<Result<_>>()?;
                let actor = Actor::public(Uuid::nil(), parts, &scopes);
                Ok(Scope::trusted(self, tenant, actor))
            }
            _ => Err(closed),
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
        let mut view = View::each_alone(&mut *snapshot);
        let found = view.read(key(&token)).await?;
        let actor = by_key(found, self.environment.now())?;
        Ok(PlatformScope::of(self, Actor { kind: ActorKind::Platform, role: Role::Admin, ..actor }))
    }
}

fn key(token: &Token) -> impl Reading<Found = Option<Stored<ApiKey>>> {
    first(Query::one().eq(ApiKey::token_hash(), &token.hash()))
}

fn session(token: &Token) -> impl Reading<Found = Option<Stored<Session>>> {
    first(Query::one().eq(Session::access_token_hash(), &token.hash()))
}

fn family(token: &Token) -> impl Reading<Found = Option<Stored<Session>>> {
    first(Query::one().eq(Session::family_hash(), &token.family_hash()))
}

fn booking(token: &Token) -> impl Reading<Found = Option<Stored<OnlineBooking>>> {
    let hash = token.hash();
    first(match token.kind() {
        TokenKind::Confirm => Query::one().eq(OnlineBooking::confirm_token_hash(), &Some(hash)),
        _ => Query::one().eq(OnlineBooking::manage_token_hash(), &hash),
    })
}

fn start_hold(token: &Token) -> impl Reading<Found = Option<Stored<StartHold>>> {
    first(Query::one().eq(StartHold::token_hash(), &token.hash()))
}

/// Lets in whoever has the token of an appointment, or of the visit of which that is the first
/// part: a confirm token confirms it as well.
async fn of_appointments(
    first: Id<Appointment>,
    kind: TokenKind,
    view: &mut View<'_>,
) -> Result<Actor> {
    let parts = view.list(&Appointment::booked_online_with(&[first])).await?;
    let further = parts.iter().map(|part| part.id).filter(|part| *part != first);
    let own = [first].into_iter().chain(further).collect();
    let scopes: &[Permission] = match kind {
        TokenKind::Confirm => &[Permission::ManageOnlineBooking, Permission::ConfirmOnlineBooking],
        _ => &[Permission::ManageOnlineBooking],
    };
    Ok(Actor::public(first.uuid(), own, scopes))
}

fn by_key(key: Option<Stored<ApiKey>>, now: Timestamp) -> Result<Actor> {
    let key = key.ok_or(Error::Unauthenticated)?;
    let expired = key.expires_at.is_some_and(|at| at <= now);
    if expired || key.revoked_at.is_some() {
        return Err(Error::Unauthenticated);
    }
    let scopes = key.scopes.unwrap_or(PermissionSet::ALL);
    Ok(Actor { scopes, ..Actor::new(ActorKind::ApiKey, key.id.uuid(), key.role) })
}

async fn by_session(session: Option<Stored<Session>>, view: &mut View<'_>) -> Result<Actor> {
    let session = session.ok_or(Error::Unauthenticated)?;
    let user = view.peek::<User>(session.user_id).await?.ok_or(Error::Unauthenticated)?;
    if !user.is_active.0 {
        return Err(Error::Unauthenticated);
    }
    let session = Some(session.id);
    let reach = reach(&user, view).await?;
    let actor = Actor::new(ActorKind::User, user.id.uuid(), user.role).reaching(reach);
    Ok(Actor { session, ..actor })
}

/// The rows that a user reaches, by role and identity.
async fn reach(user: &User, view: &mut View<'_>) -> Result<Reach> {
    match user.role {
        Role::Admin | Role::Manager => Ok(Reach::Tenant),
        Role::Client => match user.guest_id {
            Some(guest) => Ok(Reach::Guest(records_of(guest, view).await?)),
            None => Ok(Reach::Guest(Vec::new())),
        },
        Role::Staff => {
            let is = (user.provider_id.map(peek), user.employee_id.map(peek));
            let (provider, employee): (_, Option<Option<Stored<Employee>>>) = view.read(is).await?;
            let provider: Option<Stored<Provider>> = provider.flatten();
            let of_provider = provider.iter().flat_map(|provider| {
                let further = provider.further_center_ids.as_slice().iter();
                [provider.center_id].into_iter().chain(further.copied())
            });
            let of_employee = employee.flatten().and_then(|employee| employee.center_id);
            let mut centers: Vec<_> = of_provider.collect();
            centers.extend(of_employee.filter(|center| !centers.contains(center)));
            Ok(Reach::Staff { provider: user.provider_id, centers })
        }
    }
}

/// Returns a guest, and those that were merged into it.
async fn records_of(guest: Id<Guest>, view: &mut View<'_>) -> Result<Vec<Id<Guest>>> {
    let merged = view.list(&Guest::tombstones(guest)).await?;
    Ok([guest].into_iter().chain(merged.iter().map(|one| one.id)).collect())
}
