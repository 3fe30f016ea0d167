//! Organizations, seen from within and from the platform above them.
//!
//! An organization is a row of its own tenant, and its slug, email address and
//! name stand in the platform's directory as well, where they are unique. A
//! change is made in the directory first, so that nothing is promised twice; if
//! the second half fails the directory is set back, and if the process ends
//! between the two, making the change again completes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{
        Conflicts, Env, FirstAdmin, IdempotencyKey, Operation, Plan, PlatformScope, Scope, View,
        reading::first, shown_whole,
    },
    entity::{Entity, MergePatch, Query, Stored},
    error::{Error, Result},
    model::{
        Directory, EventKind, Invoice, InvoiceStatus, NewOrganization, Organization,
        OrganizationPatch, Permission, Sale, SaleStatus,
    },
    ops::page::{Page, PageRequest},
    row::Version,
    storage::Key,
    value::{Active, EmailAddress, Id, Name, Slug, Timestamp},
};

/// A request about organizations: of someone within one, who sees that one
/// alone, or of the platform above them all.
pub trait TenantOrPlatform: Send + Sync {
    /// The answer to the caller.
    type Answer: Serialize + JsonSchema + Send;
    /// The permission within an organization.
    const NEEDS: Permission;
    /// The conflicts that it can give.
    const CONFLICTS: Conflicts = Conflicts::NONE;

    /// Does it for someone within an organization.
    fn within(&self, scope: &Scope) -> impl Future<Output = Result<Self::Answer>> + Send;

    /// Does it for the platform.
    fn above(
        &self,
        platform: &PlatformScope,
        key: Option<&IdempotencyKey>,
    ) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Makes an organization, and its first admin, who has the organization's email
/// address.
#[derive(Clone, Debug)]
pub struct FoundOrganization(pub NewOrganization);

/// An organization that was made, and the token by which its first admin sets a
/// password.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundedOrganization {
    /// The organization.
    #[serde(flatten)]
    pub organization: Stored<Organization>,
    /// The token for `POST /auth/setup`, which works once, for a day. It is shown
    /// here and nowhere else.
    pub setup_token: String,
}

impl TenantOrPlatform for FoundOrganization {
    type Answer = FoundedOrganization;
    const NEEDS: Permission = Permission::FoundOrganizations;
    const CONFLICTS: Conflicts = Conflicts::NONE.or_taken(Directory::TABLE);

    async fn within(&self, scope: &Scope) -> Result<Self::Answer> {
        let who = scope.actor().barred();
        Err(Error::Forbidden { who, permission: Self::NEEDS.as_str() })
    }

    async fn above(
        &self,
        platform: &PlatformScope,
        key: Option<&IdempotencyKey>,
    ) -> Result<Self::Answer> {
        let admin = FirstAdmin { name: self.0.name.clone(), email: self.0.email.clone() };
        let (organization, token) = platform.found_organization(self.0.clone(), admin, key).await?;
        Ok(FoundedOrganization { organization, setup_token: token.expose().to_owned() })
    }
}

/// Reads an organization.
#[derive(Clone, Copy, Debug)]
pub struct GetOrganization(pub Id<Organization>);

impl Operation for GetOrganization {
    type Answer = Stored<Organization>;
    const NAME: &'static str = "organization_get";
    const NEEDS: Permission = Permission::ReadOrganization;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        Ok(Plan::read(env, view.require(self.0).await?))
    }
}

impl TenantOrPlatform for GetOrganization {
    type Answer = Stored<Organization>;
    const NEEDS: Permission = Permission::ReadOrganization;

    async fn within(&self, scope: &Scope) -> Result<Self::Answer> {
        scope.run(self).await
    }

    async fn above(
        &self,
        platform: &PlatformScope,
        _key: Option<&IdempotencyKey>,
    ) -> Result<Self::Answer> {
        platform.within(self.0).run(self).await
    }
}

/// The directory's entry of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrganizationEntry {
    /// The identifier.
    pub id: Id<Organization>,
    /// The name of the business.
    pub name: Name,
    /// Its short name in addresses.
    pub slug: Slug,
    /// Where it can be written to.
    pub email: EmailAddress,
    /// Whether it is in use.
    pub is_active: Active,
    /// When it was created.
    pub created_at: Timestamp,
}

shown_whole!(OrganizationEntry);

impl From<Stored<Directory>> for OrganizationEntry {
    fn from(entry: Stored<Directory>) -> Self {
        let created_at = entry.created_at();
        let Directory { id, slug, email, name, is_active } = entry.into_inner();
        Self { id: Id::from_uuid(id.uuid()), name, slug, email, is_active, created_at }
    }
}

impl From<Stored<Organization>> for OrganizationEntry {
    fn from(organization: Stored<Organization>) -> Self {
        let created_at = organization.created_at();
        let Organization { id, name, slug, email, is_active, .. } = organization.into_inner();
        Self { id, name, slug, email, is_active, created_at }
    }
}

/// Lists organizations, newest first: from within, just the own one.
#[derive(Clone, Debug)]
pub struct ListOrganizations(pub PageRequest);

/// Lists the directory.
struct ListDirectory<'a>(&'a PageRequest);

impl Operation for ListDirectory<'_> {
    type Answer = Page<OrganizationEntry>;
    const NAME: &'static str = "directory_list";
    const NEEDS: Permission = Permission::ReadOrganization;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = Query::<Directory>::limit(PageRequest::LIMIT_MAX).descending();
        Ok(Plan::read(env, self.0.read(view, query).await?.map(OrganizationEntry::from)))
    }
}

/// Lists the own organization.
struct ListOwn<'a>(&'a PageRequest);

impl Operation for ListOwn<'_> {
    type Answer = Page<OrganizationEntry>;
    const NAME: &'static str = "organization_list";
    const NEEDS: Permission = Permission::ReadOrganization;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let query = Query::<Organization>::limit(PageRequest::LIMIT_MAX).descending();
        Ok(Plan::read(env, self.0.read(view, query).await?.map(OrganizationEntry::from)))
    }
}

impl TenantOrPlatform for ListOrganizations {
    type Answer = Page<OrganizationEntry>;
    const NEEDS: Permission = Permission::ReadOrganization;

    async fn within(&self, scope: &Scope) -> Result<Self::Answer> {
        scope.run(&ListOwn(&self.0)).await
    }

    async fn above(
        &self,
        platform: &PlatformScope,
        _key: Option<&IdempotencyKey>,
    ) -> Result<Self::Answer> {
        platform.directory().run(&ListDirectory(&self.0)).await
    }
}

/// Changes an organization by a merge patch (RFC 7396).
#[derive(Clone, Debug)]
pub struct UpdateOrganization {
    /// Which one.
    pub id: Id<Organization>,
    /// The change.
    pub patch: OrganizationPatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl UpdateOrganization {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Organization>, patch: OrganizationPatch) -> Self {
        Self { id, patch, expected: None }
    }

    /// The organization with the patch applied.
    fn changed(&self, before: &Organization) -> Result<Organization> {
        let mut after = before.clone();
        self.patch.apply_to(&mut after)?;
        after.settings.check().map_err(|(pointer, error)| Error::value(pointer, &error))?;
        Ok(after)
    }

    async fn run(&self, scope: &Scope) -> Result<Stored<Organization>> {
        scope.actor().must(<Self as Operation>::NEEDS)?;
        // The row and its entry in the directory are changed together, by one at a time.
        let _turn = scope.alone(Key::named("directory entry")).await?;
        let before = scope.run(&GetOrganization(self.id)).await?;
        if self.expected.is_some_and(|version| version != before.version()) {
            return Err(Error::Stale { entity: Organization::NAME });
        }
        let wanted = self.changed(&before)?;
        scope.enter_directory(&wanted).await?;
        let outcome = scope.run(self).await;
        if outcome.as_ref().map_or(true, |after| **after != wanted) {
            // Someone else changed it meanwhile: the directory follows the row.
            let now = scope.run(&GetOrganization(self.id)).await?;
            scope.enter_directory(&now).await?;
        }
        outcome
    }
}

impl Operation for UpdateOrganization {
    type Answer = Stored<Organization>;
    const NAME: &'static str = "organization_update";
    const NEEDS: Permission = Permission::WriteOrganization;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[&["price_mode_in_use"]]).or_taken(Directory::TABLE);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        let wanted = self.changed(&before)?;
        if wanted.price_mode != before.price_mode {
            nothing_is_priced(view).await?;
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |organization| *organization = wanted);
        Ok(Plan::new(after, changes).emit(EventKind::OrganizationUpdated, self.id))
    }
}

/// Refuses to read prices anew while something is sold that was priced the other way, and not
/// issued yet.
async fn nothing_is_priced(view: &mut View<'_>) -> Result<()> {
    let draft = Query::one().eq(Invoice::status(), &InvoiceStatus::Draft);
    let sale = Query::one().eq(Sale::status(), &SaleStatus::Open);
    let what = match view.read((first(draft), first(sale))).await? {
        (Some(_), _) => "an invoice is a draft",
        (_, Some(_)) => "a sale waits to be billed",
        (None, None) => return Ok(()),
    };
    let detail = format!("Prices can't be read another way while {what}.");
    Err(Error::conflict("price_mode_in_use", detail))
}

impl TenantOrPlatform for UpdateOrganization {
    type Answer = Stored<Organization>;
    const NEEDS: Permission = Permission::WriteOrganization;
    const CONFLICTS: Conflicts = <Self as Operation>::CONFLICTS;

    async fn within(&self, scope: &Scope) -> Result<Self::Answer> {
        self.run(scope).await
    }

    async fn above(
        &self,
        platform: &PlatformScope,
        _key: Option<&IdempotencyKey>,
    ) -> Result<Self::Answer> {
        self.run(&platform.within(self.id)).await
    }
}
