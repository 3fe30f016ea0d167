//! The view of a use case: a snapshot of one tenant that remembers what was
//! relied on.

use uuid::Uuid;

use super::{
    bounded::Bounded,
    listing::{Listed, Listing, listed},
    reading::{self, Answers, Reading},
    row_security::RowSecurity,
    sight::{Consistency, Sight},
};
use crate::{
    engine::Actor,
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    row::{ChangeSet, Column, Guard, Position, Read, Row, Table, Value, Version},
    storage::Snapshot,
    value::Id,
};

/// A consistent view of what an actor reaches of one tenant: what is out of
/// reach is not there.
///
/// What is taken by [`require`](Self::require) or
/// [`referred`](Self::referred) is relied on: the commit fails, and the request
/// is planned again, if it changed meanwhile. What is only
/// [`peek`](Self::peek)ed at or [`list`](Self::list)ed is not.
#[expect(missing_debug_implementations, reason = "a snapshot has nothing to show")]
pub struct View<'a> {
    sight: Sight<'a>,
    policy: RowSecurity,
    relied: Vec<Guard>,
}

impl<'a> View<'a> {
    /// Looks at a snapshot for no operation's sake: nothing is committed on it.
    pub(crate) fn of(snapshot: &'a mut dyn Snapshot) -> Self {
        Self::new(snapshot, Actor::system())
    }

    /// Looks at a snapshot for no operation's sake, by reads each of which sees what is there
    /// when it is made.
    pub(in crate::engine) fn each_alone(snapshot: &'a mut dyn Snapshot) -> Self {
        Self::on(Sight::each_alone(snapshot), Actor::system())
    }

    /// Looks at what an actor reaches of a snapshot.
    pub(in crate::engine) const fn new(snapshot: &'a mut dyn Snapshot, actor: Actor) -> Self {
        Self::on(Sight::new(snapshot, Consistency::Snapshot), actor)
    }

    /// Looks at what an actor reaches of a snapshot, as consistently as said.
    pub(in crate::engine) const fn consistent(
        snapshot: &'a mut dyn Snapshot,
        actor: Actor,
        consistency: Consistency,
    ) -> Self {
        Self::on(Sight::new(snapshot, consistency), actor)
    }

    const fn on(sight: Sight<'a>, actor: Actor) -> Self {
        Self { sight, policy: RowSecurity::to(actor), relied: Vec::new() }
    }

    /// Looks at all rows, those that the actor does not reach among them: to decide what
    /// follows by the organization's own rules. Nothing of it may be in the answer, and what is
    /// decided by it is a [consequence](crate::engine::Plan::follow), which this view
    /// [guards](Self::guard) by itself.
    ///
    /// # Errors
    ///
    /// [`Error::Replan`] if something was read alone before.
    pub(crate) fn unrestricted(&mut self) -> Result<View<'_>> {
        Ok(View::new(self.sight.whole()?, Actor::system()))
    }

    /// Reads several things in one round trip to the storage: a tuple of
    /// [`require`](reading::require), [`referred`](reading::referred),
    /// [`peek`](reading::peek), [`Query`] and the like.
    ///
    /// # Errors
    ///
    /// That of the first one which must be there and is not.
    pub async fn read<R: Reading>(&mut self, reading: R) -> Result<R::Found> {
        let mut reads = Vec::new();
        reading.ask(&mut reads);
        let rows = self.policy.read(&mut self.sight, reads).await?;
        reading.take(&mut Answers::new(rows, &mut self.relied))
    }

    /// Returns an entity that the request is about, and relies on it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none.
    pub async fn require<E: Entity>(&mut self, id: Id<E>) -> Result<Stored<E>> {
        self.read(reading::require(id)).await
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
        self.read(reading::require_version(id, expected)).await
    }

    /// Returns an entity that the request's body refers to at `pointer`, and
    /// relies on it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at the pointer if there is none.
    pub async fn referred<E: Entity>(&mut self, pointer: &str, id: Id<E>) -> Result<Stored<E>> {
        self.read(reading::referred(pointer, id)).await
    }

    /// Returns an entity without relying on it, or `None`.
    pub async fn peek<E: Entity>(&mut self, id: Id<E>) -> Result<Option<Stored<E>>> {
        self.read(reading::peek(id)).await
    }

    /// Returns the entities that a query asks for, without relying on them.
    pub async fn list<E: Entity>(&mut self, query: &Query<E>) -> Result<Vec<Stored<E>>> {
        self.read(query.clone()).await
    }

    /// Reads what was agreed with the actor and serves to decide, as [`read`](Self::read) does,
    /// whether the actor is shown it by now or not: no answer may hold it.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub(crate) async fn read_to_decide<R: Reading>(&mut self, reading: R) -> Result<R::Found> {
        let mut all = self.unrestricted()?;
        let found = all.read(reading).await;
        let relied = all.into_relied();
        self.rely_on_all(relied);
        found
    }

    /// Reads a page of a query's rows at a bounded cost, and something else together
    /// with it. If the page is not full and there may be more, it says after which
    /// place. A row with a word that a newer release wrote is left out.
    ///
    /// # Errors
    ///
    /// The error of the other reading.
    pub async fn page<E: Entity, R: Reading>(
        &mut self,
        query: Query<E>,
        other: R,
    ) -> Result<(Vec<Stored<E>>, Option<Position>, R::Found)> {
        let (mut pages, other) = self.pages(vec![query], other).await?;
        let (rows, further) = pages.pop().unwrap_or_default();
        Ok((rows, further, other))
    }

    /// Reads a page of each of several queries, as [`page`](Self::page) does, and something else
    /// together with them: as often as for one of them.
    ///
    /// # Errors
    ///
    /// The error of the other reading.
    pub(crate) async fn pages<E: Entity, R: Reading>(
        &mut self,
        queries: Vec<Query<E>>,
        other: R,
    ) -> Result<(Vec<Listed<E>>, R::Found)> {
        let bounded = |query: &Query<E>| {
            let restricted = self.policy.restricted(query.select());
            restricted.and_then(|all| Bounded::of(&all))
        };
        let bounded: Vec<Option<Bounded>> = queries.iter().map(bounded).collect();
        if bounded.iter().all(Option::is_none) {
            let (other, pages) = self.read((other, listings(queries))).await?;
            return Ok((pages, other));
        }
        // There are two reads.
        self.reads_several()?;
        let mut reads = Vec::new();
        other.ask(&mut reads);
        let edges = bounded.iter().map(|one| one.as_ref().map(Bounded::edges).unwrap_or_default());
        let edges: Vec<Vec<Read>> = edges.collect();
        let counts: Vec<usize> = edges.iter().map(Vec::len).collect();
        let (found, edges) =
            self.policy.read_beside(&mut self.sight, reads, edges.concat()).await?;
        let other = other.take(&mut Answers::new(found, &mut self.relied))?;
        let mut edges = edges.into_iter();
        let mut decided = Vec::with_capacity(queries.len());
        for ((query, bounded), count) in queries.iter().zip(bounded).zip(counts) {
            let own: Vec<Vec<Row>> = edges.by_ref().take(count).collect();
            let plain = || (query.select().clone(), None);
            decided.push(bounded.map_or_else(plain, |bounded| bounded.decided(&own)));
        }
        let reads = decided.iter().map(|(select, _)| Read::Rows(select.clone())).collect();
        let found = self.policy.read(&mut self.sight, reads).await?;
        let mut pages = Vec::with_capacity(decided.len());
        for ((select, further), found) in decided.into_iter().zip(found) {
            let is_full = found.len() >= select.limit as usize;
            let (rows, after) = listed(&select, found)?;
            pages.push((rows, after.or_else(|| further.filter(|_| !is_full))));
        }
        Ok((pages, other))
    }

    /// Reads what several queries ask for, of whatever cost, to show it: a row with a word that a
    /// newer release wrote is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Storage`](crate::Error::Storage) if something can't be read.
    pub(crate) async fn listed<E: Entity>(
        &mut self,
        queries: Vec<Query<E>>,
    ) -> Result<Vec<Listed<E>>> {
        self.read(listings(queries)).await
    }

    /// Says that more reads will follow, which see one state.
    ///
    /// # Errors
    ///
    /// [`Error::Replan`] if something was read alone before.
    pub(crate) fn reads_several(&mut self) -> Result<()> {
        self.sight.whole().map(drop)
    }

    /// Returns the first entity that a query asks for, without relying on it.
    pub async fn first<E: Entity>(&mut self, query: &Query<E>) -> Result<Option<Stored<E>>> {
        self.read(reading::first(query.clone())).await
    }

    /// Counts the entities that pass a query's filters.
    pub async fn count<E: Entity>(&mut self, query: &Query<E>) -> Result<u64> {
        self.policy.count(&mut self.sight, query.select().clone()).await
    }

    /// Relies on an entity staying as it was read.
    pub fn rely_on<E: Entity>(&mut self, read: &Stored<E>) {
        self.relied.push(read.guard());
    }

    /// Checks that every reference among an entity's fields leads somewhere;
    /// those that are as they were `before` do.
    ///
    /// The database checks it again; this gives the error that names the field.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] naming each field that refers to nothing.
    pub async fn check_references<E: Entity>(
        &mut self,
        entity: &E,
        before: Option<&E>,
    ) -> Result<()> {
        let before = before.map(E::to_values).unwrap_or_default();
        let changed = |(at, value): &(usize, Value)| before.get(*at) != Some(value);
        let values = entity.to_values().into_iter().enumerate().filter(changed);
        let references: Vec<(&Column, &'static Table, Uuid)> = values
            .filter_map(|(at, value)| {
                let column = &E::TABLE.columns[at];
                let Value::Uuid(id) = value else { return None };
                Some((column, column.references?, id))
            })
            .collect();
        let targets = references.iter().map(|&(_, table, id)| reading::exists(table, id));
        let found = self.read(targets.collect::<Vec<_>>()).await?;
        let missing = references.iter().zip(found).filter(|(_, found)| !found);
        let inputs = missing.map(|((column, target, _), _)| crate::error::Invalid {
            pointer: format!("/{}", column.name),
            code: "not_found",
            detail: format!("There is no such {}.", target.name),
        });
        let inputs: Vec<_> = inputs.collect();
        if inputs.is_empty() { Ok(()) } else { Err(Error::Invalid(inputs)) }
    }

    /// Returns what is read from, for reads that see one state.
    ///
    /// # Errors
    ///
    /// [`Error::Replan`] if something was read alone before.
    pub(in crate::engine) fn snapshot(&mut self) -> Result<&mut dyn Snapshot> {
        self.sight.whole()
    }

    /// Returns everything that was relied on here.
    pub(in crate::engine) fn into_relied(self) -> Vec<Guard> {
        self.relied
    }

    /// Relies on what another view relied on.
    pub(in crate::engine) fn rely_on_all(&mut self, relied: Vec<Guard>) {
        self.relied.extend(relied);
    }

    /// Makes a change set rely on everything that was relied on here.
    pub(crate) fn guard(self, changes: &mut ChangeSet) {
        for guard in self.relied {
            changes.expect(guard.table, guard.id, guard.version);
        }
    }
}

/// Asks for rows that are only shown.
fn listings<E: Entity>(queries: Vec<Query<E>>) -> Vec<Listing<E>> {
    queries.into_iter().map(Listing).collect()
}
