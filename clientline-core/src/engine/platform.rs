//! What goes across tenants: the directory of organizations, and making one.
//!
//! There is no other door between tenants. An organization is made in its own
//! tenant first and entered into the directory second; one that was not entered
//! is reachable by nobody.

use super::{
    Actor, ApiToken, ClientLine, Env, View, operation::Plan, reading::first, record::record,
};
use crate::{
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{ApiKey, Directory, NewOrganization, Organization, Role},
    storage,
    value::{EmailAddress, Id, Name, Slug, TenantId},
};

/// The platform: makes organizations, finds them, and hands out keys to them.
///
/// It is another type than [`Scope`](super::Scope), so that no request of an
/// organization can come by it.
#[derive(Clone, Debug)]
pub struct PlatformScope {
    client: ClientLine,
}

impl PlatformScope {
    /// Acts for the whole platform, on one's own word.
    #[must_use]
    pub fn trusted(client: &ClientLine) -> Self {
        Self { client: client.clone() }
    }

    /// Makes an organization.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `organization_slug_taken` or
    /// `organization_email_taken`.
    pub async fn create_organization(&self, new: NewOrganization) -> Result<Stored<Organization>> {
        self.check_free(&new.slug, &new.email).await?;
        let id = self.env(TenantId::PLATFORM)?.new_id::<Organization>();
        let tenant = TenantId(id.uuid());
        let env = self.env(tenant)?;
        let entry = Directory {
            id: Id::from_uuid(id.uuid()),
            slug: new.slug.clone(),
            email: new.email.clone(),
            name: new.name.clone(),
        };
        let mut changes = env.changes();
        let organization = changes.insert(Organization::from_new(id, new));
        let plan = Plan::new(organization, changes).tell("created", id);
        let organization = self.commit(tenant, &env, "organization_create", plan).await?;

        let env = self.env(TenantId::PLATFORM)?;
        let mut changes = env.changes();
        changes.insert(entry);
        let plan = Plan::new((), changes);
        self.commit(TenantId::PLATFORM, &env, "directory_enter", plan).await.map_err(taken)?;
        Ok(organization)
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
    pub async fn create_api_key(
        &self,
        tenant: TenantId,
        name: Name,
        role: Role,
    ) -> Result<ApiToken> {
        let env = self.env(tenant)?;
        let token = ApiToken::make(self.client.environment(), tenant)?;
        let mut changes = env.changes();
        let key = changes.insert(ApiKey {
            id: env.new_id(),
            name,
            role,
            token_hash: token.hash(),
            expires_at: None,
            revoked_at: None,
        });
        let plan = Plan::new(token, changes).tell("created", key.id);
        self.commit(tenant, &env, "api_key_create", plan).await
    }

    async fn check_free(&self, slug: &Slug, email: &EmailAddress) -> Result<()> {
        let slugs = Query::one().eq(Directory::slug(), slug);
        let emails = Query::one().eq(Directory::email(), email);
        let mut snapshot = self.client.storage().snapshot(TenantId::PLATFORM).await?;
        let (slug, email) = View::new(&mut *snapshot).read((first(slugs), first(emails))).await?;
        let found = [(slug, "organization_slug_taken"), (email, "organization_email_taken")];
        match found.into_iter().find(|(entry, _)| entry.is_some()) {
            Some((_, code)) => Err(taken(Error::Storage(storage::Error::Violated(code)))),
            None => Ok(()),
        }
    }

    async fn entry(&self, query: &Query<Directory>) -> Result<Option<Stored<Directory>>> {
        let mut snapshot = self.client.storage().snapshot(TenantId::PLATFORM).await?;
        View::new(&mut *snapshot).first(query).await
    }

    fn env(&self, tenant: TenantId) -> Result<Env> {
        Env::new(self.client.environment(), tenant, Actor::system(), std::sync::Arc::default())
    }

    async fn commit<T>(
        &self,
        tenant: TenantId,
        env: &Env,
        operation: &str,
        plan: Plan<T>,
    ) -> Result<T> {
        let Plan { answer, mut changes, events } = plan;
        record(env, &Actor::system(), operation, events, &mut changes);
        self.client.storage().commit(tenant, changes).await?;
        Ok(answer)
    }
}

/// Says in words which of the directory's two names is taken.
fn taken(error: Error) -> Error {
    match error {
        Error::Storage(storage::Error::Violated(code)) => {
            Error::conflict(code, "another organization has this slug or email address")
        }
        other => other,
    }
}
