//! The one query form that every storage must answer.
//!
//! The grammar is small on purpose: equality, ranges, sets, null, and being named
//! by rows of another table, all of them at once, in one order. Whatever else a
//! list needs is a column that is computed on write.

use uuid::Uuid;

use super::{Row, Table, Value};

/// The subject of a condition or of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The row's identifier.
    Id,
    /// The declared column at this position.
    Column(usize),
}

/// A comparison with constants, none of them [`Value::Null`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// Is named by a row of another table (a semi-join).
    NamedBy(NamedBy),
    /// What the condition inside means; but rows are found by something else, and
    /// held against this one by one. This is how to read, and never what: planners
    /// misjudge by which of two conditions fewer rows are found.
    Checked(Box<Self>),
}

impl Condition {
    /// Returns the condition, to be held against rows that something else found.
    #[must_use]
    pub fn checked(self) -> Self {
        match self {
            Self::Checked(_) => self,
            other => Self::Checked(Box::new(other)),
        }
    }

    /// Returns what the condition means, however rows are held against it.
    #[must_use]
    pub fn meaning(&self) -> &Self {
        match self {
            Self::Checked(inner) => inner.meaning(),
            other => other,
        }
    }
}

/// The rows of a table that name others in one column, and pass every filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamedBy {
    /// The table.
    pub table: &'static Table,
    /// The position of the column that names the other row.
    pub column: usize,
    /// The conditions; none of them is a [`Condition::NamedBy`].
    pub filters: Vec<Filter>,
}

impl NamedBy {
    /// Asks for the rows that name others, in an order.
    #[must_use]
    pub fn select(&self, order_by: Subject) -> Select {
        Select {
            table: self.table,
            filters: self.filters.clone(),
            order_by,
            direction: Direction::Ascending,
            after: None,
            skip: 0,
            limit: Select::LIMIT_MAX,
        }
    }
}

/// One condition; a select's conditions all hold at once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The subject that is compared.
    pub subject: Subject,
    /// With what.
    pub condition: Condition,
}

impl Filter {
    /// Returns whether a row passes.
    ///
    /// What is named by rows of another table can't be told from the row alone:
    /// none passes, until [`Select::resolved`] has looked there.
    #[must_use]
    pub fn passes(&self, row: &Row) -> bool {
        let value = value_of(row, self.subject);
        match self.condition.meaning() {
            Condition::NamedBy(_) | Condition::Checked(_) => false,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Select {
    /// The table to read.
    pub table: &'static Table,
    /// The conditions.
    pub filters: Vec<Filter>,
    /// The subject to order by; a nullable column only where a filter leaves out the rows
    /// without a value.
    pub order_by: Subject,
    /// Which way the order runs.
    pub direction: Direction,
    /// Start after this place in the order.
    pub after: Option<Position>,
    /// Leave out this many rows at the start.
    pub skip: u32,
    /// The most rows to return.
    pub limit: u32,
}

/// One of several reads that are made together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// A row's position in the order of a select: the value ordered by, then the
/// identifier.
pub type Position = (Value, Uuid);

impl Select {
    /// The most rows that one select may ask for: a center's busy times for
    /// two months, and then some.
    pub const LIMIT_MAX: u32 = 100_000;
    /// The most rows that a select may leave out: past that, a cursor costs
    /// less.
    pub const SKIP_MAX: u32 = 10_000;
    /// The most values in one set.
    pub const SET_MAX: usize = 1_000;

    /// Returns whether a row passes every filter and lies past `after`.
    ///
    /// This is the reference meaning of a select; storages are tested against
    /// it.
    #[must_use]
    pub fn matches(&self, row: &Row) -> bool {
        let past = |after: &Position| match self.direction {
            Direction::Ascending => self.place(row) > *after,
            Direction::Descending => self.place(row) < *after,
        };
        self.filters.iter().all(|filter| filter.passes(row)) && self.after.as_ref().is_none_or(past)
    }

    /// Returns whether every row passes a filter: it asks for each word of its column.
    #[must_use]
    pub fn keeps_all(&self, filter: &Filter) -> bool {
        let Subject::Column(column) = filter.subject else { return false };
        let words = self.table.columns[column].words;
        let is_asked = |word: &&str| match filter.condition.meaning() {
            Condition::In(values) => {
                values.iter().any(|value| matches!(value, Value::Text(text) if text == word))
            }
            _ => false,
        };
        !words.is_empty() && words.iter().all(is_asked)
    }

    /// Returns the other tables by whose rows the rows of this select are named.
    pub fn named_by(&self) -> impl Iterator<Item = &NamedBy> {
        self.filters.iter().filter_map(|filter| match filter.condition.meaning() {
            Condition::NamedBy(named) => Some(named),
            _ => None,
        })
    }

    /// Returns the select with a set in the place of each [`NamedBy`], in their
    /// order: the values that were found there.
    #[must_use]
    pub fn resolved(&self, named: impl IntoIterator<Item = Vec<Value>>) -> Self {
        let (mut resolved, mut named) = (self.clone(), named.into_iter());
        for filter in &mut resolved.filters {
            if let Condition::NamedBy(_) = filter.condition.meaning() {
                filter.condition = Condition::In(named.next().unwrap_or_default());
            }
        }
        resolved
    }

    /// Returns a row's place in the order.
    #[must_use]
    pub fn place(&self, row: &Row) -> Position {
        (value_of(row, self.order_by), row.id)
    }

    /// Puts rows into the order.
    pub(crate) fn sort(&self, rows: &mut [Row]) {
        rows.sort_by_cached_key(|row| self.place(row));
        if self.direction == Direction::Descending {
            rows.reverse();
        }
    }
}

fn value_of(row: &Row, subject: Subject) -> Value {
    match subject {
        Subject::Id => Value::Uuid(row.id),
        Subject::Column(position) => row.values[position].clone(),
    }
}
