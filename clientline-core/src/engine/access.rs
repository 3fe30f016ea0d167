//! Who acts.

use uuid::Uuid;

use crate::{
    error::{Error, Result},
    model::{ActorKind, Permission, PermissionSet, Role, Session},
    value::Id,
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
    /// What of its role it is kept to.
    pub scopes: PermissionSet,
    /// The sign-in by which it acts, if it is a person.
    pub session: Option<Id<Session>>,
}

impl Actor {
    /// Someone of a kind who may do all that a role may.
    #[must_use]
    pub const fn new(kind: ActorKind, id: Uuid, role: Role) -> Self {
        Self { kind, id, role, scopes: PermissionSet::ALL, session: None }
    }

    /// The application itself, which may do all that an admin may.
    #[must_use]
    pub const fn system() -> Self {
        Self::new(ActorKind::System, Uuid::nil(), Role::Admin)
    }

    /// Checks that the actor's role has a permission, and that the actor is not
    /// kept to others.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if it does not.
    pub const fn must(&self, permission: Permission) -> Result<()> {
        if self.role.may(permission) && self.scopes.has(permission) {
            return Ok(());
        }
        Err(Error::Forbidden { role: self.role.as_str(), permission: permission.as_str() })
    }

    /// Names the actor in histories: `system`, or as `user:<id>`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            ActorKind::System => self.kind.as_str().to_owned(),
            kind => format!("{}:{}", kind.as_str(), self.id),
        }
    }
}
