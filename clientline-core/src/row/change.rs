//! Everything that one commit writes, as data.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Row, Table, Value, Version};
use crate::value::Timestamp;

/// One write to one row.
#[derive(Clone, Debug)]
pub enum Write {
    /// Adds a row; its version becomes 1.
    Insert(Row),
    /// Replaces the row that has the same identifier and version; its version
    /// grows by one.
    Update {
        /// The row as it shall be, with the version that was read.
        row: Row,
        /// Names of the columns whose values differ from what was read.
        changed: Vec<&'static str>,
    },
    /// Removes the row that has this identifier and version.
    Delete {
        /// The row's table.
        table: &'static Table,
        /// The row's identifier.
        id: Uuid,
        /// The version that was read.
        version: Version,
    },
}

impl Write {
    /// Names the row that is written.
    #[must_use]
    pub fn target(&self) -> (&'static str, Uuid) {
        match self {
            Self::Insert(row) | Self::Update { row, .. } => (row.table.name, row.id),
            Self::Delete { table, id, .. } => (table.name, *id),
        }
    }
}

/// A row that must still have the version that was read.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// The row's table.
    pub table: &'static Table,
    /// The row's identifier.
    pub id: Uuid,
    /// The version that was read.
    pub version: Version,
    /// Whether the commit writes the row too, or only relies on it.
    pub written: bool,
}

/// Everything that one commit writes and relies on.
#[derive(Clone, Debug)]
pub struct ChangeSet {
    at: Timestamp,
    writes: Vec<Write>,
    /// Where the write to each row stands: an import pushes thousands.
    places: HashMap<(&'static str, Uuid), usize>,
    expected: Vec<Guard>,
}

impl ChangeSet {
    /// Creates an empty change set; `at` becomes `created_at` and `updated_at`
    /// of what it writes.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        Self { at, writes: Vec::new(), places: HashMap::new(), expected: Vec::new() }
    }

    /// Returns the instant at which the rows are written.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns whether nothing is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Returns the writes in the order in which they were added.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// Returns the writes alone, in the order in which they were added.
    #[must_use]
    pub fn into_writes(self) -> Vec<Write> {
        self.writes
    }

    /// Adds a write. A later write to the same row replaces an earlier one,
    /// except that an insert stays an insert, and one that is deleted again
    /// leaves nothing to do.
    pub fn push(&mut self, write: Write) {
        let target = write.target();
        let Some(&at) = self.places.get(&target) else {
            self.places.insert(target, self.writes.len());
            return self.writes.push(write);
        };
        match (&mut self.writes[at], &write) {
            (Write::Insert(_), Write::Delete { .. }) => {
                self.writes.remove(at);
                let targets = self.writes.iter().map(Write::target);
                self.places = targets.enumerate().map(|(at, target)| (target, at)).collect();
            }
            (earlier, _) => earlier.merge(write),
        }
    }

    /// Adds the writes of another change set, and relies on what that relies on.
    pub fn absorb(&mut self, other: Self) {
        for write in other.writes {
            self.push(write);
        }
        self.expected.extend(other.expected);
    }

    /// Returns the version that a row will have once the change set is applied,
    /// if it writes the row.
    #[must_use]
    pub fn version_after(&self, table: &'static Table, id: Uuid) -> Option<Version> {
        match self.writes.get(*self.places.get(&(table.name, id))?)? {
            Write::Insert(_) => Some(Version(1)),
            Write::Update { row, .. } => Some(Version(row.version.0 + 1)),
            Write::Delete { .. } => None,
        }
    }

    /// Returns the write to a row of the table with a name, if there is one.
    #[must_use]
    pub fn written(&self, table: &'static str, id: Uuid) -> Option<&Write> {
        self.writes.get(*self.places.get(&(table, id))?)
    }

    /// Relies on a row staying as it was read.
    pub fn expect(&mut self, table: &'static Table, id: Uuid, version: Version) {
        self.expected.push(Guard { table, id, version, written: false });
    }

    /// Returns every row whose version must still be the one that was read, in
    /// the order in which all storages lock: by table name, then identifier.
    ///
    /// A row that is both expected and written appears once, as written.
    #[must_use]
    pub fn guards(&self) -> Vec<Guard> {
        let written = self.writes.iter().filter_map(|write| match write {
            Write::Insert(_) => None,
            Write::Update { row, .. } => {
                Some(Guard { table: row.table, id: row.id, version: row.version, written: true })
            }
            Write::Delete { table, id, version } => {
                Some(Guard { table, id: *id, version: *version, written: true })
            }
        });
        let mut guards: Vec<Guard> = written.chain(self.expected.iter().copied()).collect();
        guards.sort_by_key(|guard| (guard.table.name, guard.id, !guard.written));
        guards.dedup_by_key(|guard| (guard.table.name, guard.id));
        guards
    }

    /// Returns the writes in the order in which all storages apply them:
    /// deletes, updates, inserts. Inserts into a table with exclusive periods
    /// come last, after all that they may refer to, sorted by key and start, so
    /// that rivals meet in one order and never deadlock.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Write> {
        let mut writes: Vec<&Write> = self.writes.iter().collect();
        writes.sort_by_cached_key(|write| match write {
            Write::Delete { .. } => (0, None),
            Write::Update { .. } => (1, None),
            Write::Insert(row) => (2, exclusive_key(row)),
        });
        writes
    }
}

/// Returns the keys and the start of an inserted row that holds a period.
fn exclusive_key(row: &Row) -> Option<Vec<Value>> {
    let constraint = row.table.constraints.iter().find(|constraint| constraint.span.is_some())?;
    let span = constraint.span?;
    Some(constraint.keys.iter().chain([&span.start]).map(|&at| row.values[at].clone()).collect())
}

impl Write {
    /// Lets a later write to the same row take the place of this one.
    fn merge(&mut self, later: Self) {
        *self = match (&*self, later) {
            (Self::Insert(first), Self::Update { row, .. }) => {
                Self::Insert(Row { version: first.version, ..row })
            }
            (Self::Update { row: first, changed: before }, Self::Update { row, mut changed }) => {
                let others = before.iter().filter(|name| !changed.contains(name));
                changed.extend(others.copied().collect::<Vec<_>>());
                Self::Update { row: Row { version: first.version, ..row }, changed }
            }
            (Self::Update { row: first, .. }, Self::Delete { table, id, .. }) => {
                Self::Delete { table, id, version: first.version }
            }
            (_, later) => later,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::{Column, Constraint, Kind, Span, Version};

    static APPOINTMENT: Table =
        Table { name: "appointment", columns: &[], constraints: &[], part_of: None };
    static PERIOD: Table = Table {
        name: "period",
        columns: &[
            Column {
                name: "start",
                kind: Kind::Int,
                nullable: false,
                references: None,
                words: &[],
            },
            Column { name: "end", kind: Kind::Int, nullable: false, references: None, words: &[] },
        ],
        constraints: &[Constraint {
            name: "taken",
            keys: &[],
            span: Some(Span { start: 0, end: 1, shared_by: None }),
            when: None,
        }],
        part_of: None,
    };

    fn at() -> Timestamp {
        Timestamp::MIN
    }

    fn insert(table: &'static Table, id: u128, values: Vec<Value>) -> Write {
        let id = Uuid::from_u128(id);
        let row =
            Row { table, id, version: Version(1), created_at: at(), updated_at: at(), values };
        Write::Insert(row)
    }

    #[test]
    fn a_row_that_is_changed_and_then_deleted_goes_at_the_version_that_was_read() {
        let id = Uuid::from_u128(1);
        let row = |version| Row {
            table: &APPOINTMENT,
            id,
            version: Version(version),
            created_at: at(),
            updated_at: at(),
            values: Vec::new(),
        };
        let mut changes = ChangeSet::new(at());
        changes.push(Write::Update { row: row(7), changed: Vec::new() });
        changes.push(Write::Update { row: row(8), changed: Vec::new() });
        changes.push(Write::Delete { table: &APPOINTMENT, id, version: Version(9) });
        let [guard] = changes.guards().try_into().unwrap();
        assert_eq!((guard.id, guard.version, guard.written), (id, Version(7), true));
        assert!(matches!(changes.writes(), [Write::Delete { version: Version(7), .. }]));
    }

    #[test]
    fn periods_come_last_in_their_order_and_so_after_what_they_refer_to() {
        let period =
            |id: u128, start: i64| insert(&PERIOD, id, vec![Value::Int(start), Value::Int(9)]);
        let mut changes = ChangeSet::new(at());
        changes.push(insert(&APPOINTMENT, 1, Vec::new()));
        for write in [period(2, 8), insert(&APPOINTMENT, 3, Vec::new()), period(4, 7)] {
            changes.push(write);
        }
        let (table, id) = (&APPOINTMENT, Uuid::from_u128(5));
        changes.push(Write::Delete { table, id, version: Version(1) });
        let order: Vec<u128> =
            changes.in_order().iter().map(|write| write.target().1.as_u128()).collect();
        assert_eq!(order, [5, 1, 3, 4, 2]);
    }
}
