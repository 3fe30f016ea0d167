//! The conflicts that a use case can give, by their codes.
//!
//! A use case declares them beside its plan, in groups: a function that several plan by
//! declares its own beside itself, and they name that. The server's document lists them by
//! operation. In tests (feature `fixture`) the engine panics at one that is not declared.

use std::collections::BTreeSet;

use crate::{
    entity::Entity as _,
    error::{Error, ErrorKind},
    model::Idempotency,
    row::Table,
};

/// What a storage that gives a number twice is told: counters never do.
const OF_BROKEN_COUNTERS: ConflictGroup = &["collection_number_taken", "invoice_number_taken"];

/// Codes of conflicts that one function gives.
pub type ConflictGroup = &'static [&'static str];

/// The conflicts that a use case can give, beside `already_done`, which any can whose request
/// is sent twice.
///
/// ```
/// use clientline_core::engine::Conflicts;
///
/// const NOT_SERVED: &[&str] = &["guest_erased", "guest_inactive"];
/// const CONFLICTS: Conflicts = Conflicts::of(&[NOT_SERVED, &["in_the_past"]]);
///
/// assert!(CONFLICTS.codes().contains("guest_inactive"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Conflicts {
    groups: &'static [ConflictGroup],
    table: Option<&'static Table>,
    is_any: bool,
}

impl Conflicts {
    /// None at all: what only reads, as a rule.
    pub const NONE: Self = Self::of(&[]);

    /// Any at all: what runs use cases of others' choice.
    pub const ANY: Self = Self { is_any: true, ..Self::NONE };

    /// Those of some groups.
    #[must_use]
    pub const fn of(groups: &'static [ConflictGroup]) -> Self {
        Self { groups, table: None, is_any: false }
    }

    /// These, and that a row of a table is as another one must not be: the names of the table's
    /// constraints.
    #[must_use]
    pub const fn or_taken(self, table: &'static Table) -> Self {
        Self { table: Some(table), ..self }
    }

    /// Returns their codes; none of any.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<&'static str> {
        let taken = self.table.into_iter().flat_map(|table| table.constraints);
        let taken = taken.map(|constraint| constraint.name);
        self.groups.iter().copied().flatten().copied().chain(taken).collect()
    }

    /// Returns whether an error is none of a conflict that was not declared.
    pub(in crate::engine) fn allow(&self, error: &Error) -> bool {
        let code = error.code();
        let of_key = || Idempotency::TABLE.constraints.iter().any(|rule| rule.name == code);
        self.is_any
            || error.kind() != ErrorKind::Conflict
            || code == "already_done"
            || self.codes().contains(code)
            || of_key()
            || OF_BROKEN_COUNTERS.contains(&code)
    }
}
