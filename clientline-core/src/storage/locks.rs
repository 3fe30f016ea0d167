//! What a request may lock: rows, and things that have a name.
//!
//! A commit never needs a lock, since versions and constraints keep it right
//! (optimistic concurrency control). Locks are for those who would otherwise lose
//! again and again: they wait in line, and then plan while nobody else writes.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::row::{ChangeSet, Table};

/// Something of a tenant that can be locked: a row, or what a name stands for.
///
/// Keys are ordered as rows are in [`ChangeSet::guards`]. Whoever locks several
/// does so in this order, so that nobody waits for each other in a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    kind: &'static str,
    id: Uuid,
}

impl Key {
    /// The row of a table.
    #[must_use]
    pub const fn of(table: &Table, id: Uuid) -> Self {
        Self { kind: table.name, id }
    }

    /// What a name stands for in the whole tenant.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self { kind: name, id: Uuid::nil() }
    }

    /// The name of the row's table, or of what it is.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The row's identifier; nil for what has a name.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }
}

/// With whom a lock can be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockMode {
    /// With all others who only rely on the row.
    Shared,
    /// With nobody: the row is written.
    Exclusive,
}

/// Locks to be taken together, each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockSet(BTreeMap<Key, LockMode>);

impl LockSet {
    /// The locks that a commit would have to hold so as to lose to nobody: what it
    /// writes for itself alone, what it relies on with others.
    #[must_use]
    pub fn of(changes: &ChangeSet) -> Self {
        let modes = changes.guards().into_iter().map(|guard| {
            let mode = if guard.written { LockMode::Exclusive } else { LockMode::Shared };
            (Key::of(guard.table, guard.id), mode)
        });
        Self(modes.collect())
    }

    /// Adds a lock; of two on one key the stronger one stays.
    pub fn add(&mut self, key: Key, mode: LockMode) {
        let held = self.0.entry(key).or_insert(mode);
        *held = mode.max(*held);
    }

    /// Adds all locks of another set.
    pub fn add_all(&mut self, other: &Self) {
        for (key, mode) in other.iter() {
            self.add(key, mode);
        }
    }

    /// Tells whether whoever holds these locks holds the others, too.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|(key, mode)| self.0.get(&key).is_some_and(|held| *held >= mode))
    }

    /// Returns the locks in the order in which they are taken.
    pub fn iter(&self) -> impl Iterator<Item = (Key, LockMode)> {
        self.0.iter().map(|(key, mode)| (*key, *mode))
    }
}

impl FromIterator<(Key, LockMode)> for LockSet {
    fn from_iter<I: IntoIterator<Item = (Key, LockMode)>>(locks: I) -> Self {
        let mut set = Self::default();
        locks.into_iter().for_each(|(key, mode)| set.add(key, mode));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_locks_on_one_key_the_stronger_stays_and_covers_both() {
        let key = Key::named("a");
        let [shared, exclusive] = [LockMode::Shared, LockMode::Exclusive]
            .map(|mode| [(key, mode)].into_iter().collect::<LockSet>());
        let both: LockSet =
            [(key, LockMode::Exclusive), (key, LockMode::Shared)].into_iter().collect();
        assert_eq!(both, exclusive);
        assert!(both.covers(&shared) && !shared.covers(&both));
        assert!(!both.covers(&[(Key::named("b"), LockMode::Shared)].into_iter().collect()));
    }
}
