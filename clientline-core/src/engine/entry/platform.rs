//! The platform, across tenants: the directory of organizations, and making one.
//!
//! There is no other door between tenants. An organization is made in its own
//! tenant first and entered into the directory second; one that was not entered
//! is reachable by nobody.

use std::sync::Arc;

use tracing::Instrument as _;

use crate::{
    engine::{
        Actor, ClientLine, Env, IdempotencyKey, Scope, Token, TokenKind, View,
        plan::{observation::Observed, operation::Plan},
        read::reading::first,
        record::{
            idempotency::{Remembered, already_done},
            record,
        },
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        AdminCount, ApiKey, Credential, Directory, EventKind, NewOrganization, Organization, Role,
        User,
    },
    storage,
    value::{Active, EmailAddress, Id, Name, Slug, TenantId},
};

/// The platform: makes organizations, finds them, and hands out keys to them.
///
/// It is another type than [`Scope`], so that no request of an organization can
/// come by it.
#[derive(Clone, Debug)]
pub struct PlatformScope {
    pub(super) client: ClientLine,
    actor: Actor,
}

/// The first admin of an organization that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAdmin {
    /// The name of the person.
    pub name: Name,
    /// The email address to sign in with.
    pub email: EmailAddress,
}

impl PlatformScope {
    /// For how long the first password of a user can be set, in minutes: a day
    /// (design: security, "Credentials").
    pub const SETUP_MINUTES: i64 = 24 * 60;

    /// Acts for the whole platform, on one's own word.
    #[must_use]
    pub fn trusted(client: &ClientLine) -> Self {
        Self::of(client, Actor::system())
    }

    pub(in crate::engine) fn of(client: &ClientLine, actor: Actor) -> Self {
        Self { client: client.clone(), actor }
    }

    /// Acts in one organization, whichever.
    ///
    /// Whether there is such an organization shows when a use case reads it.
    #[must_use]
    pub fn within(&self, id: Id<Organization>) -> Scope {
        Scope::trusted(&self.client, TenantId(id.uuid()), self.actor.clone())
    }

    /// Acts in the platform's own tenant, where the directory is.
    pub(crate) fn directory(&self) -> Scope {
        Scope::trusted(&self.client, TenantId::PLATFORM, self.actor.clone())
    }

    /// Makes an organization that nobody can sign in to yet.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `organization_slug_taken` or
    /// `organization_email_taken`.
    pub async fn create_organization(&self, new: NewOrganization) -> Result<Stored<Organization>> {
        Ok(self.observed(MAKE, self.make(new, None, None)).await?.0)
    }

    /// Makes an organization with its first admin, and a token by which that
    /// admin can set a password once, for [`Self::SETUP_MINUTES`]. Its text is in
    /// the answer and nowhere else.
    ///
    /// # Errors
    ///
    /// As [`create_organization`](Self::create_organization), and
    /// [`Error::Conflict`] `already_done` if the key came before, with
    /// [`Error::KeyReused`] if it came with another request.
    pub async fn found_organization(
        &self,
        new: NewOrganization,
        admin: FirstAdmin,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Stored<Organization>, Token)> {
        let (organization, token) = self.observed(MAKE, self.make(new, Some(admin), key)).await?;
        Ok((organization, token.ok_or(Error::Overloaded)?))
    }

    async fn make(
        &self,
        new: NewOrganization,
        admin: Option<FirstAdmin>,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Stored<Organization>, Option<Token>)> {
        new.settings.check().map_err(|(pointer, error)| Error::value(pointer, &error))?;
        let remembered = self.check_first(key).await?;
        self.check_free(&new.slug, &new.email).await?;
        let id = self.env(TenantId::PLATFORM)?.new_id::<Organization>();
        let tenant = TenantId(id.uuid());
        let env = self.env(tenant)?;
        let mut changes = env.changes();
        let organization = changes.insert(Organization::from_new(id, new));
        let token = match admin {
            None => None,
            Some(FirstAdmin { name, email }) => {
                let token = env.token(TokenKind::Setup)?;
                let user = changes.insert(User {
                    id: env.new_id(),
                    name,
                    email,
                    role: Role::Admin,
                    phone: None,
                    guest_id: None,
                    provider_id: None,
                    employee_id: None,
                    is_active: Active(true),
                });
                let mut credential = Credential::of_user(user.id);
                credential.one_time_token_hash = Some(token.hash());
                let until = env.now().saturating_plus_minutes(Self::SETUP_MINUTES);
                credential.one_time_expires_at = Some(until);
                changes.insert(credential);
                changes.insert(AdminCount { id: Id::from_uuid(id.uuid()), admins: 1 });
                Some(token)
            }
        };
        let plan = Plan::new(organization, changes).emit(EventKind::OrganizationCreated, id);
        let organization = self.commit(tenant, &env, MAKE, plan).await?;
        self.enter_first(&organization, key, &remembered).await?;
        Ok((organization, token))
    }

    /// Enters a new organization, and remembers the request that made it.
    async fn enter_first(
        &self,
        organization: &Organization,
        key: Option<&IdempotencyKey>,
        remembered: &Remembered,
    ) -> Result<()> {
        let env = self.env(TenantId::PLATFORM)?;
        let mut changes = env.changes();
        changes.insert(Directory::of(organization));
        if let Some(key) = key {
            key.remember(&env, &self.actor, MAKE, String::new(), remembered, &mut changes);
        }
        let plan = Plan::new((), changes);
        match self.commit(TenantId::PLATFORM, &env, "directory_enter", plan).await {
            Err(error @ Error::Storage(storage::Error::Violated(_))) => {
                // A rival may have come first with the same key.
                self.check_first(key).await?;
                Err(taken(error))
            }
            outcome => outcome,
        }
    }

    /// Checks that no request came with this key before, as long as that holds.
    async fn check_first(&self, key: Option<&IdempotencyKey>) -> Result<Remembered> {
        let Some(key) = key else { return Ok(Remembered::Nothing) };
        let mut snapshot = self.client.storage().snapshot(TenantId::PLATFORM).await?;
        let mut view = View::of(&mut *snapshot);
        let now = self.client.environment().now();
        match key.look_up(&mut view, &self.actor, MAKE, now).await? {
            Remembered::Answer(_) => Err(already_done()),
            new => Ok(new),
        }
    }

    /// Finds an organization by its slug.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none.
    pub async fn find(&self, slug: &Slug) -> Result<TenantId> {
        let query = Query::one().eq(Directory::slug(), slug);
        let entry = self.entry(&query).await?;
        entry
            .map(|entry| TenantId(entry.id.uuid()))
            .ok_or(Error::NotFound { entity: Organization::NAME })
    }

    /// Makes a key to an organization. Its text is in the answer and nowhere
    /// else.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`] if it can't be stored.
    pub async fn create_api_key(&self, tenant: TenantId, name: Name, role: Role) -> Result<Token> {
        self.observed(MAKE_KEY, self.make_key(TokenKind::Key, tenant, name, role)).await
    }

    /// Makes a key to the platform itself. Its text is in the answer and nowhere
    /// else.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`] if it can't be stored.
    pub async fn create_platform_key(&self, name: Name) -> Result<Token> {
        let made = self.make_key(TokenKind::Platform, TenantId::PLATFORM, name, Role::Admin);
        self.observed(MAKE_KEY, made).await
    }

    async fn make_key(
        &self,
        kind: TokenKind,
        tenant: TenantId,
        name: Name,
        role: Role,
    ) -> Result<Token> {
        let env = self.env(tenant)?;
        let token = env.token(kind)?;
        let mut changes = env.changes();
        let key = changes.insert(ApiKey {
            id: env.new_id(),
            name,
            role,
            scopes: None,
            token_hash: token.hash(),
            expires_at: None,
            revoked_at: None,
        });
        let plan = Plan::new(token, changes).emit(EventKind::ApiKeyCreated, key.id);
        self.commit(tenant, &env, MAKE_KEY, plan).await
    }

    async fn check_free(&self, slug: &Slug, email: &EmailAddress) -> Result<()> {
        let slugs = Query::one().eq(Directory::slug(), slug);
        let emails = Query::one().eq(Directory::email(), email);
        let mut snapshot = self.client.storage().snapshot(TenantId::PLATFORM).await?;
        let (slug, email) = View::of(&mut *snapshot).read((first(slugs), first(emails))).await?;
        let found = [(slug, "organization_slug_taken"), (email, "organization_email_taken")];
        match found.into_iter().find(|(entry, _)| entry.is_some()) {
            Some((_, code)) => Err(taken(Error::Storage(storage::Error::Violated(code)))),
            None => Ok(()),
        }
    }

    pub(super) async fn entry(
        &self,
        query: &Query<Directory>,
    ) -> Result<Option<Stored<Directory>>> {
        let mut snapshot = self.client.storage().snapshot(TenantId::PLATFORM).await?;
        View::of(&mut *snapshot).first(query).await
    }

    pub(super) fn env(&self, tenant: TenantId) -> Result<Env> {
        Env::new(
            &self.client.environment,
            tenant,
            self.actor.clone(),
            Arc::clone(&self.client.numbers),
        )
    }

    /// Tells the observer of a run that is no [`UseCase`](crate::engine::UseCase), and gives
    /// it a span.
    pub(super) async fn observed<T>(
        &self,
        operation: &'static str,
        run: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let mut observed = Observed::begin(self.client.observer.clone(), operation);
        observed.planned();
        let ended = run.instrument(observed.span()).await;
        match &ended {
            Ok(_) => observed.ended("ok"),
            Err(error) => observed.failed(error),
        }
        ended
    }

    pub(super) async fn commit<T>(
        &self,
        tenant: TenantId,
        env: &Env,
        operation: &str,
        plan: Plan<T>,
    ) -> Result<T> {
        let Plan { answer, mut changes, consequences, events, set_aside } = plan;
        if let Some(consequences) = consequences {
            changes.absorb(consequences);
        }
        record(env, &self.actor, (operation, set_aside), events, &mut changes);
        self.client.storage().commit(tenant, changes).await?;
        self.client.feed().committed(tenant);
        Ok(answer)
    }
}

/// The name of making an organization, in the audit trail.
const MAKE: &str = "organization_create";

/// The name of making a key, in the audit trail.
const MAKE_KEY: &str = "api_key_create";

impl Directory {
    /// The directory's entry of an organization.
    pub(super) fn of(organization: &Organization) -> Self {
        Self {
            id: Id::from_uuid(organization.id.uuid()),
            slug: organization.slug.clone(),
            email: organization.email.clone(),
            name: organization.name.clone(),
            is_active: organization.is_active,
        }
    }
}

/// The sentence on which of the directory's two names is taken.
pub(super) fn taken(error: Error) -> Error {
    match error {
        Error::Storage(storage::Error::Violated(code)) => {
            Error::conflict(code, "another organization has this slug or email address")
        }
        other => other,
    }
}
