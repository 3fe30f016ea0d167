//! Locks of a request: rows, and things that have a name.
//!
//! A commit never needs a lock, since versions and constraints keep it right
//! (optimistic concurrency control). Locks are for those who would otherwise lose
//! again and again: they wait in line, and then plan while nobody else writes.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use crate::row::{ChangeSet, Guard, Table};

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

    /// A name that stands for one thing in the whole tenant.
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
    ///
    /// Parts are locked by the root of their aggregate: those that one plan finds are
    /// gone when the next one is made, so whoever locked them had locked nothing.
    #[must_use]
    pub fn of(changes: &ChangeSet) -> Self {
        let guards = changes.guards();
        let tables: HashSet<&str> = guards.iter().map(|guard| guard.table.name).collect();
        let root = |guard: &Guard| guard.table.root().filter(|root| tables.contains(root.name));
        let written = guards.iter().filter(|guard| guard.written);
        let changed: HashSet<&str> = written.filter_map(root).map(|root| root.name).collect();
        let whole = guards.iter().filter(|guard| root(guard).is_none());
        whole
            .map(|guard| {
                let is_changed = guard.written || changed.contains(guard.table.name);
                let mode = if is_changed { LockMode::Exclusive } else { LockMode::Shared };
                (Key::of(guard.table, guard.id), mode)
            })
            .collect()
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

    /// Returns whether whoever holds these locks holds the others, too.
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
    use crate::{
        row::{Column, Kind, Version, Write},
        value::Timestamp,
    };

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

    static ROOT: Table = Table { name: "root", columns: &[], constraints: &[], part_of: None };
    static PART: Table = Table {
        name: "part",
        columns: &[Column {
            name: "root_id",
            kind: Kind::Uuid,
            nullable: false,
            references: Some(&ROOT),
        }],
        constraints: &[],
        part_of: Some(0),
    };

    /// A change set that deletes a row of one table, and relies on one of another.
    fn deletes(written: &'static Table, relied: Option<&'static Table>) -> ChangeSet {
        let mut changes = ChangeSet::new(Timestamp::MIN);
        let (id, version) = (Uuid::from_u128(2), Version(1));
        changes.push(Write::Delete { table: written, id, version });
        if let Some(relied) = relied {
            changes.expect(relied, Uuid::from_u128(1), version);
        }
        changes
    }

    #[test]
    fn parts_are_locked_by_their_root_if_it_is_written_or_relied_on() {
        let one =
            |table, id, mode| LockSet::from_iter([(Key::of(table, Uuid::from_u128(id)), mode)]);
        let of_root = LockSet::of(&deletes(&PART, Some(&ROOT)));
        assert_eq!(of_root, one(&ROOT, 1, LockMode::Exclusive));
        assert_eq!(LockSet::of(&deletes(&PART, None)), one(&PART, 2, LockMode::Exclusive));
        // Who only relies on a part shares its root.
        let mut changes = deletes(&ROOT, Some(&PART));
        assert_eq!(LockSet::of(&changes), one(&ROOT, 2, LockMode::Exclusive));
        changes = ChangeSet::new(Timestamp::MIN);
        for table in [&ROOT, &PART] {
            changes.expect(table, Uuid::from_u128(1), Version(1));
        }
        assert_eq!(LockSet::of(&changes), one(&ROOT, 1, LockMode::Shared));
    }
}
