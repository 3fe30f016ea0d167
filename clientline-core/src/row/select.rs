//! The one query form that every storage must answer.
//!
//! The grammar is small on purpose: equality, ranges, sets and null, all of
//! them at once, in one order. Whatever else a list needs is a column that is
//! computed on write.

use uuid::Uuid;

use super::{Row, Table, Value};

/// What a condition or an order is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The row's identifier.
    Id,
    /// The declared column at this position.
    Column(usize),
}

/// A comparison with constants, none of them [`Value::Null`].
#[derive(Clone, Debug)]
pub enum Condition {
    /// Equal to.
    Eq(Value),
    /// Less than.
    Lt(Value),
    /// Greater than.
    Gt(Value),
    /// Greater than or equal to.
    Ge(Value),
    /// Equal to one of at most [`Select::SET_MAX`].
    In(Vec<Value>),
    /// Has no value.
    IsNull,
}

/// One condition; a select's conditions all hold at once.
#[derive(Clone, Debug)]
pub struct Filter {
    /// What is compared.
    pub subject: Subject,
    /// With what.
    pub condition: Condition,
}

impl Filter {
    /// Tells whether a row passes.
    #[must_use]
    pub fn passes(&self, row: &Row) -> bool {
        let value = value_of(row, self.subject);
        match &self.condition {
            Condition::IsNull => value == Value::Null,
            _ if value == Value::Null => false,
            Condition::Eq(other) => value == *other,
            Condition::Lt(other) => value < *other,
            Condition::Gt(other) => value > *other,
            Condition::Ge(other) => value >= *other,
            Condition::In(others) => others.contains(&value),
        }
    }
}

/// Which way an order runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Greatest first.
    Descending,
}

/// Asks for the rows of one table that pass every filter.
///
/// Rows come in the order of `order_by`, then of identifier, both running the
/// same way.
#[derive(Clone, Debug)]
pub struct Select {
    /// The table to read.
    pub table: &'static Table,
    /// The conditions.
    pub filters: Vec<Filter>,
    /// What to order by; never a nullable column.
    pub order_by: Subject,
    /// Which way the order runs.
    pub direction: Direction,
    /// Start after this place in the order.
    pub after: Option<Place>,
    /// Leave out this many rows at the start.
    pub skip: u32,
    /// The most rows to return.
    pub limit: u32,
}

/// One of several reads that are made together.
#[derive(Clone, Debug)]
pub enum Read {
    /// The row with this identifier: one row, or none.
    Row(&'static Table, Uuid),
    /// The rows that a select asks for.
    Rows(Select),
}

impl Read {
    /// Returns the table that is read.
    #[must_use]
    pub const fn table(&self) -> &'static Table {
        match self {
            Self::Row(table, _) => table,
            Self::Rows(select) => select.table,
        }
    }
}

/// A row's place in the order of a select: the value ordered by, then the
/// identifier.
pub type Place = (Value, Uuid);

impl Select {
    /// The most rows that one select may ask for: a center's busy times for
    /// two months, and then some.
    pub const LIMIT_MAX: u32 = 100_000;
    /// The most rows that a select may leave out: past that, a cursor costs
    /// less.
    pub const SKIP_MAX: u32 = 10_000;
    /// The most values in one set.
    pub const SET_MAX: usize = 1_000;

    /// Tells whether a row passes every filter and lies past `after`.
    ///
    /// This is the reference meaning of a select; storages are tested against
    /// it.
    #[must_use]
    pub fn matches(&self, row: &Row) -> bool {
        let past = |after: &Place| match self.direction {
            Direction::Ascending => self.place(row) > *after,
            Direction::Descending => self.place(row) < *after,
        };
        self.filters.iter().all(|filter| filter.passes(row)) && self.after.as_ref().is_none_or(past)
    }

    /// Returns a row's place in the order.
    #[must_use]
    pub fn place(&self, row: &Row) -> Place {
        (value_of(row, self.order_by), row.id)
    }
}

fn value_of(row: &Row, subject: Subject) -> Value {
    match subject {
        Subject::Id => Value::Uuid(row.id),
        Subject::Column(position) => row.values[position].clone(),
    }
}
