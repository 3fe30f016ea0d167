//! An organization's entry in the directory, by which it is found across tenants: it follows
//! what the organization says of itself.

use std::sync::Arc;

use super::platform::{PlatformScope, taken};
use crate::{
    engine::{ClientLine, Env, Scope, plan::operation::Plan},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Directory, Organization},
    storage::{self, Key, LockMode, LockSet},
    value::{Id, TenantId},
};

/// An organization's own entry in the directory, and no other's.
impl Scope {
    /// Makes the directory say of the organization what it is about to be.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `organization_slug_taken` or
    /// `organization_email_taken`.
    pub(crate) async fn enter_directory(&self, organization: &Organization) -> Result<()> {
        let wanted = Directory::of(organization);
        self.change_entry("directory_enter", |env, found| {
            let mut changes = env.changes();
            match found {
                Some(entry) => drop(changes.update(entry, |entry| *entry = wanted.clone())),
                None => drop(changes.insert(wanted.clone())),
            }
            Plan::new((), changes)
        })
        .await
    }

    /// Takes the organization out of the directory.
    pub(crate) async fn leave_directory(&self) -> Result<()> {
        self.change_entry("directory_leave", |env, found| {
            let mut changes = env.changes();
            if let Some(entry) = found {
                changes.delete(entry);
            }
            Plan::new((), changes)
        })
        .await
    }

    async fn change_entry(
        &self,
        operation: &'static str,
        plan: impl Fn(&Env, Option<&Stored<Directory>>) -> Plan<()>,
    ) -> Result<()> {
        let platform = PlatformScope::of(self.client(), self.actor().clone());
        platform.observed(operation, self.change_entry_as(platform.clone(), operation, plan)).await
    }

    async fn change_entry_as(
        &self,
        mut platform: PlatformScope,
        operation: &str,
        plan: impl Fn(&Env, Option<&Stored<Directory>>) -> Plan<()>,
    ) -> Result<()> {
        let entry = Id::<Directory>::from_uuid(self.tenant().0);
        let alone = LockSet::from_iter([(Key::row(entry), LockMode::Exclusive)]);
        let storage = &self.client().storage;
        let mut lost = 0;
        loop {
            let env = platform.env(TenantId::PLATFORM)?;
            let found = platform.entry(&Query::one().ids(&[entry])).await?;
            let plan = plan(&env, found.as_ref());
            if plan.changes.is_empty() {
                return Ok(());
            }
            match platform.commit(TenantId::PLATFORM, &env, operation, plan).await {
                Err(Error::Storage(storage::Error::Retry)) if lost < ClientLine::ATTEMPTS_MAX => {
                    lost += 1;
                    // One lock at a time: the earlier one goes first.
                    platform.client.storage = Arc::clone(storage);
                    let locked = storage.lock(TenantId::PLATFORM, &alone, ClientLine::PATIENCE);
                    if let Some(locked) = locked.await? {
                        platform.client.storage = locked;
                    }
                }
                outcome => return outcome.map_err(taken),
            }
        }
    }
}
