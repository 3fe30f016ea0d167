//! What a use case reads: a snapshot of one tenant that remembers what was
//! relied on.

use uuid::Uuid;

use crate::{
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    row::{ChangeSet, Guard, Table, Value, Version},
    storage::{self, Snapshot},
    value::Id,
};

/// A consistent view of one tenant.
///
/// What is taken by [`require`](Self::require) or
/// [`referred`](Self::referred) is relied on: the commit fails, and the request
/// is planned again, if it changed meanwhile. What is only
/// [`peek`](Self::peek)ed at or [`list`](Self::list)ed is not.
#[expect(missing_debug_implementations, reason = "a snapshot has nothing to show")]
pub struct View<'a> {
    snapshot: &'a mut dyn Snapshot,
    relied: Vec<Guard>,
}

impl<'a> View<'a> {
    /// Looks at a snapshot for no operation's sake: nothing is committed on it.
    pub(crate) fn of(snapshot: &'a mut dyn Snapshot) -> Self {
        Self::new(snapshot)
    }

    pub(super) fn new(snapshot: &'a mut dyn Snapshot) -> Self {
        Self { snapshot, relied: Vec::new() }
    }

    /// Returns an entity that the request is about, and relies on it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none.
    pub async fn require<E: Entity>(&mut self, id: Id<E>) -> Result<Stored<E>> {
        let found = self.peek(id).await?.ok_or(Error::NotFound { entity: E::NAME })?;
        self.rely_on(&found);
        Ok(found)
    }

    /// Returns an entity that the request is about, at the version that the
    /// client read if it says so, and relies on it.
    ///
    /// # Errors
    ///
    /// As [`require`](Self::require), and [`Error::Stale`] if it has another
    /// version.
    pub async fn require_version<E: Entity>(
        &mut self,
        id: Id<E>,
        expected: Option<Version>,
    ) -> Result<Stored<E>> {
        let found = self.require(id).await?;
        match expected {
            Some(version) if version != found.version() => Err(Error::Stale { entity: E::NAME }),
            _ => Ok(found),
        }
    }

    /// Returns an entity that the request's body refers to at `pointer`, and
    /// relies on it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at the pointer if there is none.
    pub async fn referred<E: Entity>(&mut self, pointer: &str, id: Id<E>) -> Result<Stored<E>> {
        let missing = || Error::missing_reference(pointer, E::NAME);
        let found = self.peek(id).await?.ok_or_else(missing)?;
        self.rely_on(&found);
        Ok(found)
    }

    /// Returns an entity without relying on it, or `None`.
    pub async fn peek<E: Entity>(&mut self, id: Id<E>) -> Result<Option<Stored<E>>> {
        let row = self.snapshot.get(E::TABLE, id.uuid()).await?;
        Ok(row.map(Stored::decode).transpose()?)
    }

    /// Returns the entities that a query asks for, without relying on them.
    pub async fn list<E: Entity>(&mut self, query: &Query<E>) -> Result<Vec<Stored<E>>> {
        let rows = self.snapshot.select(query.select()).await?;
        Ok(rows.into_iter().map(Stored::decode).collect::<storage::Result<_>>()?)
    }

    /// Returns the first entity that a query asks for, without relying on it.
    pub async fn first<E: Entity>(&mut self, query: &Query<E>) -> Result<Option<Stored<E>>> {
        Ok(self.list(query).await?.into_iter().next())
    }

    /// Counts the entities that pass a query's filters.
    pub async fn count<E: Entity>(&mut self, query: &Query<E>) -> Result<u64> {
        Ok(self.snapshot.count(query.select()).await?)
    }

    /// Relies on an entity staying as it was read.
    pub fn rely_on<E: Entity>(&mut self, read: &Stored<E>) {
        let (id, version) = (read.id().uuid(), read.version());
        self.relied.push(Guard { table: E::TABLE, id, version, written: false });
    }

    /// Checks that every reference among an entity's fields leads somewhere.
    ///
    /// The database checks it again; this gives the error that names the field.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] naming each field that refers to nothing.
    pub async fn check_references<E: Entity>(&mut self, entity: &E) -> Result<()> {
        let mut missing = Vec::new();
        for (column, value) in E::TABLE.columns.iter().zip(entity.to_values()) {
            if let (Some(target), Value::Uuid(id)) = (column.references, value)
                && !self.exists(target, id).await?
            {
                missing.push((column.name, target.name));
            }
        }
        let inputs = missing.into_iter().map(|(column, target)| crate::error::Invalid {
            pointer: format!("/{column}"),
            code: "not_found",
            detail: format!("There is no such {target}."),
        });
        let inputs: Vec<_> = inputs.collect();
        if inputs.is_empty() { Ok(()) } else { Err(Error::Invalid(inputs)) }
    }

    /// Tells whether a row is there.
    pub async fn exists(&mut self, table: &'static Table, id: Uuid) -> Result<bool> {
        Ok(self.snapshot.get(table, id).await?.is_some())
    }

    /// Returns what is read from.
    pub(super) fn snapshot(&mut self) -> &mut dyn Snapshot {
        self.snapshot
    }

    /// Returns everything that was relied on here.
    pub(super) fn into_relied(self) -> Vec<Guard> {
        self.relied
    }

    /// Relies on what another view relied on.
    pub(super) fn rely_on_all(&mut self, relied: Vec<Guard>) {
        self.relied.extend(relied);
    }

    /// Makes a change set rely on everything that was relied on here.
    pub(super) fn guard(self, changes: &mut ChangeSet) {
        for guard in self.relied {
            changes.expect(guard.table, guard.id, guard.version);
        }
    }
}
