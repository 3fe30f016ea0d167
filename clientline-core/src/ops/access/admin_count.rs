//! The rules of every change of a user: nobody reaches one above what they may manage,
//! a user is said to be somebody who is there, and the last active admin stays.

use crate::{
    engine::{Actor, Env, View},
    entity::{Entity, Stored},
    error::{Error, Result},
    model::{AdminCount, Role, User},
    row::{ChangeSet, Version},
    storage::Key,
    value::Id,
};

/// What whoever may change how many admins there are has for themselves: the one row
/// that counts them.
pub(super) const ADMINS: Key = Key::named("admins");

pub(super) fn forbidden(actor: &Actor) -> Error {
    Error::Forbidden {
        who: actor.barred(),
        permission: "manage users of that role, or change the role of users",
    }
}

/// Checks that someone may make users of a role.
pub(super) fn must_manage(actor: &Actor, role: Role) -> Result<()> {
    if actor.role.manages(role) { Ok(()) } else { Err(forbidden(actor)) }
}

/// Returns a user that the actor may manage; others are not there for it.
pub(super) async fn managed(
    id: Id<User>,
    expected: Option<Version>,
    env: &Env,
    view: &mut View<'_>,
) -> Result<Stored<User>> {
    let user = view.require(id).await?;
    if !env.actor().role.manages(user.role) {
        return Err(Error::NotFound { entity: User::NAME });
    }
    match expected {
        Some(version) if version != user.version() => Err(Error::Stale { entity: User::NAME }),
        _ => Ok(user),
    }
}

/// Checks whom a user is said to be: who is new there must be there, and a guest
/// must be one who is served.
///
/// # Errors
///
/// [`Error::Invalid`] naming each field that refers to nothing, and
/// [`Error::Conflict`] `guest_erased`, `guest_merged` or `guest_inactive`.
pub(super) async fn check_links(
    user: &User,
    before: Option<&User>,
    view: &mut View<'_>,
) -> Result<()> {
    view.check_references(user, before).await?;
    match user.guest_id {
        Some(guest) if before.is_none_or(|before| before.guest_id != Some(guest)) => {
            view.referred("/guest_id", guest).await?.must_be_served()
        }
        _ => Ok(()),
    }
}

/// Counts the active admins anew.
///
/// # Errors
///
/// [`Error::Conflict`] `last_admin` if none would be left.
pub(super) async fn count_admins(
    before: Option<&User>,
    after: Option<&User>,
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
) -> Result<()> {
    let counts = |user: Option<&User>| {
        i64::from(user.is_some_and(|user| user.role == Role::Admin && user.is_active.0))
    };
    let more = counts(after) - counts(before);
    if more == 0 {
        return Ok(());
    }
    let id = Id::<AdminCount>::from_uuid(env.tenant().0);
    let count = view.peek(id).await?;
    let admins = count.as_ref().map_or(0, |count| count.admins).saturating_add(more);
    if admins < 1 {
        let detail = "the organization needs another active admin first";
        return Err(Error::conflict("last_admin", detail));
    }
    match count {
        Some(count) => drop(changes.update(&count, |count| count.admins = admins)),
        None => drop(changes.insert(AdminCount { id, admins })),
    }
    Ok(())
}
