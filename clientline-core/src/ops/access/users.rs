//! Users: who may sign in, and as what.
//!
//! Nobody makes or changes a user above what they may manage, and the last active
//! admin stays (`admin_count.rs`). Whoever is disabled, or gets another role or password, is
//! signed out in the same commit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    accounts::Account,
    admin_count::{ADMINS, check_links, count_admins, forbidden, managed, must_manage},
    secret,
};
use crate::{
    engine::{Conflicts, Env, Mac, Operation, Plan, Scope, UseCase, View},
    entity::{Entity as _, MergePatch, Patch, Query, Stored, patch},
    error::Result,
    model::{
        Credential, Employee, EventKind, Guest, Permission, Provider, Role, Session,
        SignInThrottle, User,
    },
    ops::people::guest_erase::NOT_SERVED,
    row::{ChangeSet, Version},
    storage::Key,
    value::{Active, EmailAddress, Id, Name, Password, PhoneNumber},
};

/// The fields of a new user, and of a change of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The name of the person.
    pub name: Name,
    /// The email address to sign in with; unique in the organization.
    pub email: EmailAddress,
    /// The role of the person.
    pub role: Role,
    /// The password; without one, a token that an admin
    /// makes sets it. It is never shown.
    #[serde(default, skip_serializing)]
    pub password: Option<Password>,
    /// Telephone number.
    #[serde(default)]
    pub phone: Option<PhoneNumber>,
    /// The guest that the person is.
    #[serde(default)]
    pub guest_id: Option<Id<Guest>>,
    /// The provider that the person is.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The employee that the person is.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// Whether the person may sign in.
    #[serde(default)]
    pub is_active: Active,
}

impl NewUser {
    /// Gives the required fields; the others take their defaults.
    #[must_use]
    pub fn new(name: Name, email: EmailAddress, role: Role) -> Self {
        Self {
            name,
            email,
            role,
            password: None,
            phone: None,
            guest_id: None,
            provider_id: None,
            employee_id: None,
            is_active: Active::default(),
        }
    }

    fn of(user: &User) -> Self {
        Self {
            phone: user.phone.clone(),
            guest_id: user.guest_id,
            provider_id: user.provider_id,
            employee_id: user.employee_id,
            is_active: user.is_active,
            ..Self::new(user.name.clone(), user.email.clone(), user.role)
        }
    }

    fn into_user(self, id: Id<User>) -> User {
        User {
            id,
            name: self.name,
            email: self.email,
            role: self.role,
            phone: self.phone,
            guest_id: self.guest_id,
            provider_id: self.provider_id,
            employee_id: self.employee_id,
            is_active: self.is_active,
        }
    }
}

patch! {
    UserPatch of NewUser {
        required {
            name: Name,
            email: EmailAddress,
            role: Role,
        }
        optional {
            password: Option<Password>,
            phone: Option<PhoneNumber>,
            guest_id: Option<Id<Guest>>,
            provider_id: Option<Id<Provider>>,
            employee_id: Option<Id<Employee>>,
            is_active: Active,
        }
    }
}

/// Makes a user.
#[derive(Debug)]
pub struct CreateUser {
    new: NewUser,
}

impl CreateUser {
    /// Asks for a user.
    #[must_use]
    pub const fn new(new: NewUser) -> Self {
        Self { new }
    }
}

impl UseCase for CreateUser {
    type Answer = Account;
    /// The hash of the password, if one is given.
    type Prepared = Option<String>;
    const NAME: &'static str = "user_create";
    const NEEDS: Permission = Permission::WriteUsers;
    const SECRET: bool = true;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_SERVED]).or_taken(User::TABLE);

    fn exclusive_by(&self) -> Option<Key> {
        Some(ADMINS)
    }

    async fn prepare(&self, scope: &Scope) -> Result<Option<String>> {
        must_manage(scope.actor(), self.new.role)?;
        match &self.new.password {
            Some(password) => Ok(Some(secret::hash(scope, "/password", password).await?)),
            None => Ok(None),
        }
    }

    async fn plan(
        &self,
        password_hash: &Option<String>,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<Plan<Account>> {
        must_manage(env.actor(), self.new.role)?;
        let user = self.new.clone().into_user(env.new_id());
        check_links(&user, None, view).await?;
        let mut changes = env.changes();
        let user = changes.insert(user);
        let credential =
            Credential { password_hash: password_hash.clone(), ..Credential::of_user(user.id) };
        let credential = changes.insert(credential);
        count_admins(None, Some(&user), env, view, &mut changes).await?;
        let id = user.id;
        Ok(Plan::new(Account::new(user, Some(&credential)), changes)
            .emit(EventKind::UserCreated, id))
    }
}

/// Changes a user by a merge patch (RFC 7396).
#[derive(Debug)]
pub struct UpdateUser {
    id: Id<User>,
    patch: UserPatch,
    expected: Option<Version>,
}

/// A new password, and by what the failures with the old one are found.
#[expect(missing_debug_implementations, reason = "a hash is not logged")]
pub struct ReplacedPassword {
    hash: String,
    mac: Mac,
}

impl UpdateUser {
    /// Asks for changes, at the version that the client read if it says so.
    #[must_use]
    pub const fn new(id: Id<User>, patch: UserPatch, expected: Option<Version>) -> Self {
        Self { id, patch, expected }
    }
}

impl UseCase for UpdateUser {
    type Answer = Account;
    type Prepared = Option<ReplacedPassword>;
    const NAME: &'static str = "user_update";
    const NEEDS: Permission = Permission::WriteUsers;
    const CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_SERVED, &["last_admin"]]).or_taken(User::TABLE);

    fn exclusive_by(&self) -> Option<Key> {
        Some(ADMINS)
    }

    async fn prepare(&self, scope: &Scope) -> Result<Option<ReplacedPassword>> {
        match &self.patch.password {
            Patch::Value(password) => {
                let mac = scope.client().mac().await?.clone();
                let hash = secret::hash(scope, "/password", password).await?;
                Ok(Some(ReplacedPassword { hash, mac }))
            }
            // There is no way to have none again.
            Patch::Absent | Patch::Null => Ok(None),
        }
    }

    async fn plan(
        &self,
        password: &Option<ReplacedPassword>,
        env: &Env,
        view: &mut View<'_>,
    ) -> Result<Plan<Account>> {
        let before = managed(self.id, self.expected, env, view).await?;
        let mut after = NewUser::of(&before);
        self.patch.apply_to(&mut after)?;
        let after = after.into_user(self.id);
        if after.role != before.role && env.actor().role != Role::Admin {
            return Err(forbidden(env.actor()));
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |user| *user = after);
        check_links(&after, Some(&before), view).await?;
        count_admins(Some(&before), Some(&after), env, view, &mut changes).await?;
        let credential = view.require(Id::<Credential>::from_uuid(self.id.uuid())).await?;
        let is_out = password.is_some()
            || after.role != before.role
            || (before.is_active.0 && !after.is_active.0);
        let credential = if is_out {
            sign_out(self.id, None, view, &mut changes).await?;
            // Nobody waits for what failed with the old one.
            if let Some(ReplacedPassword { mac, .. }) = password {
                let throttle = SignInThrottle::of_address(mac, env.tenant(), None, &after.email);
                if let Some(throttle) = view.peek(throttle).await? {
                    changes.delete(&throttle);
                }
            }
            let hash = password.as_ref().map(|password| password.hash.clone());
            changes.update(&credential, |credential| credential.replace(hash))
        } else {
            credential
        };
        Ok(Plan::new(Account::new(after, Some(&credential)), changes)
            .emit(EventKind::UserUpdated, self.id))
    }
}

impl Credential {
    /// Takes a new password, if there is one, which ends the PIN. A token that was handed out
    /// before works no more: whoever has it may have less to say now.
    pub(super) fn replace(&mut self, password_hash: Option<String>) {
        self.one_time_token_hash = None;
        self.one_time_expires_at = None;
        if password_hash.is_some() {
            self.password_hash = password_hash;
            self.pin_hash = None;
        }
    }
}

/// Deletes a user, with all sign-ins.
#[derive(Clone, Copy, Debug)]
pub struct DeleteUser {
    /// Which one.
    pub id: Id<User>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeleteUser {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<User>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for DeleteUser {
    type Answer = ();
    const NAME: &'static str = "user_delete";
    const NEEDS: Permission = Permission::WriteUsers;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["in_use", "last_admin"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(ADMINS)
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let user = managed(self.id, self.expected, env, view).await?;
        let mut changes = env.changes();
        count_admins(Some(&user), None, env, view, &mut changes).await?;
        sign_out(self.id, None, view, &mut changes).await?;
        let credential = view.require(Id::<Credential>::from_uuid(self.id.uuid())).await?;
        changes.delete(&credential);
        changes.delete(&user);
        Ok(Plan::new((), changes).emit_removed(EventKind::UserDeleted, &user))
    }
}

/// Ends every sign-in of a user but one.
pub(super) async fn sign_out(
    user: Id<User>,
    keep: Option<Id<Session>>,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
) -> Result<()> {
    for session in sessions(user, view).await? {
        if keep != Some(session.id) {
            changes.delete(&session);
        }
    }
    Ok(())
}

/// Every sign-in of a user, the oldest first.
pub(super) async fn sessions(user: Id<User>, view: &mut View<'_>) -> Result<Vec<Stored<Session>>> {
    view.list(&Query::limit(User::SESSIONS_MAX + 1).eq(Session::user_id(), &user)).await
}
