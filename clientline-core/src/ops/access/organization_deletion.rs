//! Deleting an organization: its row and those who could sign in, and its entry in the directory.

use super::organizations::TenantOrPlatform;
use crate::{
    engine::{
        Conflicts, Env, IdempotencyKey, Operation, Plan, PlatformScope, Reading, Scope, View,
        reading::first,
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{
        AdminCount, ApiKey, BusinessUnit, Category, Center, Credential, Employee, EventKind,
        OfferDiscount, Organization, Package, Permission, Product, RoomCategory, Service, Session,
        SignInThrottle, Tax, User,
    },
    row::Version,
    storage::{self, Key},
    value::Id,
};

/// Deletes an organization that has nothing but its users and its keys, with
/// these.
#[derive(Clone, Copy, Debug)]
pub struct DeleteOrganization {
    /// Which one.
    pub id: Id<Organization>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeleteOrganization {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Organization>) -> Self {
        Self { id, expected: None }
    }

    /// How many users, and how many keys, are deleted with it at most.
    const PEOPLE_MAX: u32 = 100;

    /// An organization that is gone may be in the directory still, if the process
    /// ended between the two: whoever deletes it again takes it out.
    async fn run(&self, scope: &Scope) -> Result<()> {
        let outcome = scope.run(self).await;
        if matches!(outcome, Ok(()) | Err(Error::NotFound { .. }))
            && scope.tenant().0 == self.id.uuid()
        {
            scope.leave_directory().await?;
        }
        outcome
    }
}

impl Operation for DeleteOrganization {
    type Answer = ();
    const NAME: &'static str = "organization_delete";
    const NEEDS: Permission = Permission::WriteOrganization;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["in_use"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let organization = view.require_version(self.id, self.expected).await?;
        // All else refers to one of these.
        let places = (any::<Center>(), any::<RoomCategory>(), any::<Employee>());
        let sorted = (any::<Tax>(), any::<BusinessUnit>(), any::<Category>());
        let sold = (any::<Service>(), any::<Product>(), any::<Package>(), any::<OfferDiscount>());
        let (places, sorted, sold) = view.read((places, sorted, sold)).await?;
        let in_use = !matches!(places, (None, None, None))
            || !matches!(sorted, (None, None, None))
            || !matches!(sold, (None, None, None, None));
        if in_use {
            return Err(Error::Storage(storage::Error::InUse));
        }
        let mut changes = env.changes();
        changes.delete(&organization);
        let most = Self::PEOPLE_MAX;
        for session in all::<Session>(view, most * User::SESSIONS_MAX).await? {
            changes.delete(&session);
        }
        for credential in all::<Credential>(view, most).await? {
            changes.delete(&credential);
        }
        for throttle in all::<SignInThrottle>(view, SignInThrottle::ROWS_MAX * 2).await? {
            changes.delete(&throttle);
        }
        for user in all::<User>(view, most).await? {
            changes.delete(&user);
        }
        for count in all::<AdminCount>(view, 1).await? {
            changes.delete(&count);
        }
        for key in all::<ApiKey>(view, most).await? {
            changes.delete(&key);
        }
        Ok(Plan::new((), changes).emit(EventKind::OrganizationDeleted, self.id))
    }
}

/// Asks for any one of a kind.
fn any<E: Entity>() -> impl Reading<Found = Option<Stored<E>>> {
    first(Query::one())
}

/// All rows of a kind, if there are no more than so many.
async fn all<E: Entity>(view: &mut View<'_>, most: u32) -> Result<Vec<Stored<E>>> {
    let found = view.list(&Query::<E>::limit(most + 1)).await?;
    if found.len() > most as usize {
        return Err(Error::Storage(storage::Error::InUse));
    }
    Ok(found)
}

impl TenantOrPlatform for DeleteOrganization {
    type Answer = ();
    const NEEDS: Permission = Permission::WriteOrganization;
    const CONFLICTS: Conflicts = <Self as Operation>::CONFLICTS;

    async fn within(&self, scope: &Scope) -> Result<()> {
        self.run(scope).await
    }

    async fn above(&self, platform: &PlatformScope, _key: Option<&IdempotencyKey>) -> Result<()> {
        self.run(&platform.within(self.id)).await
    }
}
