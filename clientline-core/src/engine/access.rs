//! Who acts.

use uuid::Uuid;

use crate::{
    error::{Error, Result},
    model::{ActorKind, Permission, Role},
};

/// Who acts in a tenant, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What kind of actor.
    pub kind: ActorKind,
    /// Which one; nil for the application itself.
    pub id: Uuid,
    /// What it is in the organization.
    pub role: Role,
}

impl Actor {
    /// The application itself, which may do everything.
    #[must_use]
    pub const fn system() -> Self {
        Self { kind: ActorKind::System, id: Uuid::nil(), role: Role::Admin }
    }

    /// Checks that the actor's role has a permission.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if it does not.
    pub const fn must(&self, permission: Permission) -> Result<()> {
        if self.role.may(permission) {
            return Ok(());
        }
        Err(Error::Forbidden { role: self.role.as_str(), permission: permission.as_str() })
    }

    /// Names the actor in histories: `system`, or `api_key:<id>`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            ActorKind::System => self.kind.as_str().to_owned(),
            ActorKind::ApiKey => format!("{}:{}", self.kind.as_str(), self.id),
        }
    }
}
