//! Tables, their constraints, and their rows.

use std::hash::{Hash, Hasher};

use uuid::Uuid;

use super::{Kind, Value};
use crate::value::Timestamp;

/// A table, declared once in the core and mirrored by every storage.
///
/// Every table also has the columns `organization_id`, `id`, `version`,
/// `created_at` and `updated_at`; its key is the first two.
#[derive(Debug)]
pub struct Table {
    /// The table's name, in the singular.
    pub name: &'static str,
    /// The declared columns, in order.
    pub columns: &'static [Column],
    /// The constraints between the table's rows, within one tenant.
    pub constraints: &'static [Constraint],
    /// Position of the column that refers to the row which each row is a part of, if any.
    pub part_of: Option<usize>,
}

/// One declared column.
#[derive(Debug)]
pub struct Column {
    /// The column's name: the same in core, SQL and JSON.
    pub name: &'static str,
    /// The column's type.
    pub kind: Kind,
    /// Whether the column may be null.
    pub nullable: bool,
    /// The table of the same tenant that the column refers to, if any.
    pub references: Option<&'static Table>,
    /// The words of which the column holds one; none, if it may hold others.
    pub words: &'static [&'static str],
}

/// A unique constraint: no two rows of one tenant agree on `keys`.
///
/// With a `span` they may agree so long as their spans do not overlap. A row
/// with a null among its keys agrees with no other.
#[derive(Debug)]
pub struct Constraint {
    /// The constraint's name: unique across tables, and the stable error code
    /// that callers see.
    pub name: &'static str,
    /// Positions of the columns that identify a group of rivals.
    pub keys: &'static [usize],
    /// The half-open period in which a row holds its keys; always, if `None`.
    pub span: Option<Span>,
    /// Which rows the constraint is about; all of them, if `None`.
    pub when: Option<When>,
}

/// Picks the rows whose text column holds one word.
#[derive(Clone, Copy, Debug)]
pub struct When {
    /// Position of the text column.
    pub column: usize,
    /// The word.
    pub equals: &'static str,
}

/// Positions of the two columns of a half-open period.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Position of the first instant in the period.
    pub start: usize,
    /// Position of the first instant after the period.
    pub end: usize,
    /// Position of the column whose value, if rows have the same, lets them share a period that
    /// begins at the same instant; none do, if absent.
    pub shared_by: Option<usize>,
}

/// How often a row has been written; a new row has version 1.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Version(pub i64);

/// One stored row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row's table.
    pub table: &'static Table,
    /// The row's identifier within its tenant.
    pub id: Uuid,
    /// The row's version.
    pub version: Version,
    /// When the row was inserted.
    pub created_at: Timestamp,
    /// When the row was last written.
    pub updated_at: Timestamp,
    /// The values of the declared columns, in order.
    pub values: Vec<Value>,
}

/// A table is known by its name.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Table {}

impl Hash for Table {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Table {
    /// Returns the position of a column by its name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Returns the table of the aggregate's root: of the row that a row of this table is
    /// a part of, and is written together with.
    #[must_use]
    pub fn root(&self) -> Option<&'static Self> {
        self.columns.get(self.part_of?)?.references
    }
}

impl Row {
    /// Returns the column that holds a word which is none of those declared, if any does: a
    /// newer release wrote it.
    #[must_use]
    pub fn unknown_word(&self) -> Option<&'static Column> {
        let mut columns = self.table.columns.iter().zip(&self.values);
        let is_unknown = |(column, value): &(&Column, &Value)| {
            !column.words.is_empty()
                && matches!(value, Value::Text(text) if !column.words.contains(&text.as_str()))
        };
        columns.find(is_unknown).map(|(column, _)| column)
    }
}

impl Constraint {
    /// Returns whether `a` and `b`, two rows of one tenant, may not coexist.
    #[must_use]
    pub fn forbids(&self, a: &Row, b: &Row) -> bool {
        let on = |row: &Row| {
            self.when.is_none_or(
                |when| matches!(&row.values[when.column], Value::Text(text) if text == when.equals),
            )
        };
        let same = |&key: &usize| a.values[key] != Value::Null && a.values[key] == b.values[key];
        let shares = |span: Span| {
            span.shared_by.is_some_and(|key| same(&key))
                && a.values[span.start] == b.values[span.start]
        };
        let clash = |span: Span| {
            a.values[span.start] < b.values[span.end]
                && b.values[span.start] < a.values[span.end]
                && !shares(span)
        };
        a.id != b.id && on(a) && on(b) && self.keys.iter().all(same) && self.span.is_none_or(clash)
    }
}
