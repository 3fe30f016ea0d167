//! Create, read, list, change and delete: once, for everything that clients
//! edit by its own fields.
//!
//! A resource says what differs: how a new one is made, and what goes with it.

mod list;

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

pub use self::list::List;
use crate::{
    engine::{Actor, Conflicts, Consistency, Env, Operation, Plan, View},
    entity::{Editable, Entity, MergePatch, Stored},
    error::{Error, Result},
    model::{LifecycleEvents, Permission, Role},
    row::{ChangeSet, Version},
    storage::Key,
    value::{Id, LocalWindow},
};

/// Something that clients read and list.
pub trait Readable: Entity + Serialize + JsonSchema {
    /// The permission to read it.
    const READS: Permission;
    /// The fields by which lists can be filtered; each has an index, but for those that are
    /// [checked](Self::CHECKED).
    const FILTERS: &'static [&'static str];
    /// The field with the local day by which lists can be kept to a period, latest day first,
    /// by an index; none, if they can't.
    const DAY: Option<&'static str> = None;
    /// The filters without an index of their own, since many rows pass: of the newest rows
    /// so many are looked at for a page.
    const CHECKED: &'static [&'static str] = &[];
}

/// Something that clients create and change by its own fields.
pub trait Resource:
    Readable + Editable<New: Serialize + DeserializeOwned + JsonSchema + Clone + Send + Sync>
{
    /// The permission to create and delete it.
    const WRITES: Permission;
    /// The permission to change it.
    const CHANGES: Permission = Self::WRITES;
    /// The conflicts of creating one.
    const CREATE_CONFLICTS: Conflicts = Conflicts::NONE.or_taken(Self::TABLE);
    /// The conflicts of changing one.
    const CHANGE_CONFLICTS: Conflicts = Conflicts::NONE.or_taken(Self::TABLE);
    /// The conflicts of deleting one.
    const DELETE_CONFLICTS: Conflicts = Conflicts::of(&[&["in_use"]]);
    /// The events about it; none if others need not be told.
    const EVENTS: Option<LifecycleEvents> = None;
    /// The fields that clients may change, of what they reach.
    const OWN_FIELDS: &'static [&'static str] = &[];

    /// Makes a new one of what the client gave.
    fn make(
        new: Self::New,
        context: &mut BuildContext<'_, '_>,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// Sets what follows from the fields that a client changed.
    fn derive(&mut self, _before: &Self, _env: &Env) {}

    /// Checks a new or changed one, and changes what goes with it: `before` is
    /// what it was, if it was.
    fn after_save(
        &self,
        _before: Option<&Self>,
        _making: &mut BuildContext<'_, '_>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Removes what goes with one that is deleted.
    fn before_delete(
        &self,
        _making: &mut BuildContext<'_, '_>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// Checks that no window of new hours ends as it starts.
///
/// # Errors
///
/// [`Error::Invalid`] `ambiguous_window` at the pointer, which says how to write closed, and how
/// to write all day.
pub(in crate::ops) fn must_be_clear<'w>(
    pointer: &str,
    mut windows: impl Iterator<Item = &'w LocalWindow>,
) -> Result<()> {
    let Some(window) = windows.find(|window| window.is_ambiguous()) else { return Ok(()) };
    let detail = format!(
        "A window from {0} to {0} may mean closed or all day: leave it out for closed, and write \
         00:00 to 24:00 for all day.",
        window.start()
    );
    Err(Error::invalid(pointer, "ambiguous_window", detail))
}

/// The context in which a new resource is built.
#[expect(missing_debug_implementations, reason = "a view has nothing to show")]
pub struct BuildContext<'a, 'v> {
    /// Time, identifiers and numbers.
    pub env: &'a Env,
    /// The snapshot.
    pub view: &'a mut View<'v>,
    /// The changes that are committed with the resource.
    pub changes: &'a mut ChangeSet,
}

/// Creates a resource.
#[derive(Clone, Debug)]
pub struct Create<E: Editable>(pub E::New);

impl<E: Resource> Operation for Create<E> {
    type Answer = Stored<E>;
    const NAME: &'static str = E::VERBS.create;
    const NEEDS: Permission = E::WRITES;
    const CONFLICTS: Conflicts = E::CREATE_CONFLICTS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<E>>> {
        let mut changes = env.changes();
        let mut context = BuildContext { env, view, changes: &mut changes };
        let entity = E::make(self.0.clone(), &mut context).await?;
        context.view.check_references(&entity, None).await?;
        let stored = context.changes.insert(entity);
        stored.after_save(None, &mut context).await?;
        let id = stored.id();
        let plan = Plan::new(stored, changes);
        Ok(match E::EVENTS {
            Some(events) => plan.emit(events.created, id),
            None => plan,
        })
    }
}

/// Reads a resource.
#[derive(Clone, Copy, Debug)]
pub struct Get<E>(pub Id<E>);

impl<E: Readable> Operation for Get<E> {
    type Answer = Stored<E>;
    const NAME: &'static str = E::VERBS.get;
    const NEEDS: Permission = E::READS;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<E>>> {
        Ok(Plan::read(env, view.require(self.0).await?))
    }
}

/// Changes a resource by a merge patch (RFC 7396): an absent field stays, and
/// `null` clears it.
#[derive(Clone, Debug)]
pub struct Update<E: Editable> {
    /// Which one.
    pub id: Id<E>,
    /// The change.
    pub patch: E::Patch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl<E: Editable> Update<E> {
    /// Changes a resource as it is now.
    #[must_use]
    pub const fn new(id: Id<E>, patch: E::Patch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl<E: Resource> Operation for Update<E> {
    type Answer = Stored<E>;
    const NAME: &'static str = E::VERBS.update;
    const NEEDS: Permission = E::CHANGES;
    const CONFLICTS: Conflicts = E::CHANGE_CONFLICTS;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Stored<E>>> {
        self.check_fields(env.actor())?;
        let before = view.require_version(self.id, self.expected).await?;
        let mut wanted = E::clone(&before);
        self.patch.apply_to(&mut wanted)?;
        wanted.derive(&before, env);
        let mut changes = env.changes();
        let after = changes.update(&before, |entity| *entity = wanted);
        let mut context = BuildContext { env, view, changes: &mut changes };
        context.view.check_references(&*after, Some(&*before)).await?;
        after.after_save(Some(&*before), &mut context).await?;
        let plan = Plan::new(after, changes);
        Ok(match E::EVENTS {
            Some(events) => plan.emit(events.updated, self.id),
            None => plan,
        })
    }
}

impl<E: Resource> Update<E> {
    /// Refuses fields that the actor may not write.
    fn check_fields(&self, actor: &Actor) -> Result<()> {
        let withheld = |field: &&str| match actor.role {
            Role::Admin | Role::Manager => false,
            Role::Staff => actor.hidden::<E>().contains(field),
            Role::Client => !E::OWN_FIELDS.contains(field),
        };
        match self.patch.fields().find(withheld) {
            Some(field) => Err(Error::withheld(&format!("/{field}"))),
            None => Ok(()),
        }
    }
}

/// Deletes a resource that nothing refers to.
#[derive(Clone, Copy, Debug)]
pub struct Delete<E> {
    /// Which one.
    pub id: Id<E>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl<E> Delete<E> {
    /// Deletes a resource as it is now.
    #[must_use]
    pub const fn new(id: Id<E>) -> Self {
        Self { id, expected: None }
    }
}

impl<E: Resource> Operation for Delete<E> {
    type Answer = ();
    const NAME: &'static str = E::VERBS.delete;
    const NEEDS: Permission = E::WRITES;
    const CONFLICTS: Conflicts = E::DELETE_CONFLICTS;

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let stored = view.require_version(self.id, self.expected).await?;
        let mut changes = env.changes();
        stored.before_delete(&mut BuildContext { env, view, changes: &mut changes }).await?;
        changes.delete(&stored);
        let plan = Plan::new((), changes);
        Ok(match E::EVENTS {
            Some(events) => plan.emit_removed(events.deleted, &stored),
            None => plan,
        })
    }
}
