//! Actors: who acts, with which role, and what it reaches.

use uuid::Uuid;

use crate::{
    error::{Barred, Error, Result},
    model::{
        ActorKind, Appointment, Calendar, Center, Guest, Permission, PermissionSet, Provider, Role,
        Session,
    },
    value::Id,
};

/// Which rows of an organization an actor reaches; the matrix
/// [`ROW_POLICIES`](crate::model::ROW_POLICIES) says what that means for each table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reach {
    /// All of them.
    Tenant,
    /// Those of a member of staff.
    Staff {
        /// The provider that the member is: whose calendar is their own.
        provider: Option<Id<Provider>>,
        /// Where the member works: the centers of that provider, and the one of the
        /// employee that the member is.
        centers: Vec<Id<Center>>,
    },
    /// Those of a guest: of its own record, and of those that were merged into it.
    /// Without one, none that are anybody's.
    Guest(Vec<Id<Guest>>),
    /// Those that it takes to book without a sign-in, and to manage what was booked: one
    /// appointment, or the parts of one visit, of which the first stands first.
    Appointments(Vec<Id<Appointment>>),
}

/// An actor in a tenant, with its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The kind of actor.
    pub kind: ActorKind,
    /// Which one; nil for the application itself.
    pub id: Uuid,
    /// The role in the organization.
    pub role: Role,
    /// Which rows it reaches.
    pub reach: Reach,
    /// The permissions of the role that it is limited to.
    pub scopes: PermissionSet,
    /// The sign-in by which it acts, if it is a person.
    pub session: Option<Id<Session>>,
}

impl Actor {
    /// Someone of a kind who may do all that a role may.
    ///
    /// Admins, managers and programs reach the whole organization. A client, and
    /// a member of staff who signed in, reach nothing of their own until it is
    /// said [what](Self::reaching).
    #[must_use]
    pub const fn new(kind: ActorKind, id: Uuid, role: Role) -> Self {
        let reach = match (role, kind) {
            (Role::Client, _) => Reach::Guest(Vec::new()),
            (Role::Staff, ActorKind::User) => Reach::Staff { provider: None, centers: Vec::new() },
            _ => Reach::Tenant,
        };
        Self { kind, id, role, reach, scopes: PermissionSet::ALL, session: None }
    }

    /// Somebody who did not sign in, and has to do with one appointment, or the parts of one
    /// visit, alone.
    ///
    /// Where it counts what role somebody has, it is that of a client.
    #[must_use]
    pub fn public(id: Uuid, own: Vec<Id<Appointment>>, scopes: &[Permission]) -> Self {
        let scopes = scopes.iter().copied().collect();
        let public = Self::new(ActorKind::Public, id, Role::Client);
        Self { scopes, ..public.reaching(Reach::Appointments(own)) }
    }

    /// The same actor with another reach.
    #[must_use]
    pub fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// The application itself, which may do all that an admin may.
    #[must_use]
    pub const fn system() -> Self {
        Self::new(ActorKind::System, Uuid::nil(), Role::Admin)
    }

    /// Checks that the actor's role has a permission, or the one of which it is
    /// [a part](Permission::part_of), and that the actor is not kept to others.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if it does not.
    pub const fn must(&self, permission: Permission) -> Result<()> {
        if self.has(permission) {
            return Ok(());
        }
        if let Some(whole) = permission.part_of()
            && self.has(whole)
        {
            return Ok(());
        }
        let may = self.may_by_role(permission);
        let who = match self.kind {
            // Who holds the role may do it.
            ActorKind::ApiKey if may => Barred::Key,
            _ => self.barred(),
        };
        Err(Error::Forbidden { who, permission: permission.as_str() })
    }

    const fn has(&self, permission: Permission) -> bool {
        self.may_by_role(permission) && self.scopes.has(permission)
    }

    const fn may_by_role(&self, permission: Permission) -> bool {
        match self.kind {
            ActorKind::Public => permission.is_of_the_public(),
            _ => self.role.may(permission),
        }
    }

    /// Checks that the actor may block time of a calendar: anybody's, or that of the provider
    /// that the actor is.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if the calendar is another's, or a room's or a center's.
    pub(crate) fn must_block(&self, calendar: Id<Calendar>) -> Result<()> {
        let is_own = matches!(
            self.reach,
            Reach::Staff { provider: Some(own), .. } if own.uuid() == calendar.uuid()
        );
        if is_own || self.has(Permission::WriteCatalogue) {
            return Ok(());
        }
        let permission = "block any time but their own as a provider";
        Err(Error::Forbidden { who: self.barred(), permission })
    }

    /// Returns the reason why the actor may not do something, unless it is kept to a part of
    /// that.
    #[must_use]
    pub const fn barred(&self) -> Barred {
        match self.kind {
            ActorKind::Public => Barred::Token,
            _ => Barred::Role(self.role.as_str()),
        }
    }

    /// Checks that the actor may attend to the appointments of a provider: a member of
    /// staff who is a provider attends to their own.
    ///
    /// # Errors
    ///
    /// [`Error::Forbidden`] if the appointment is another's.
    pub(crate) fn must_attend(&self, provider: Id<Provider>) -> Result<()> {
        match self.reach {
            Reach::Staff { provider: Some(own), .. } if own != provider => {
                let permission = "attend to the appointments of another provider";
                Err(Error::Forbidden { who: self.barred(), permission })
            }
            _ => Ok(()),
        }
    }

    /// Names the actor in histories: `system` and `public`, or as `user:<id>`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.kind {
            ActorKind::System | ActorKind::Public => self.kind.as_str().to_owned(),
            kind => format!("{}:{}", kind.as_str(), self.id),
        }
    }
}
