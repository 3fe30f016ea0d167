//! The closed set of column types, and their values.

use uuid::Uuid;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A truth value.
    Bool,
    /// A signed 64-bit integer.
    Int,
    /// UTF-8 text without NUL, compared byte by byte.
    Text,
    /// An instant with microsecond precision.
    Time,
    /// A calendar date.
    Date,
    /// A 128-bit identifier.
    Uuid,
}

/// One column's value in one row.
///
/// Two values of the same kind compare as every storage must compare them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// No value.
    Null,
    /// See [`Kind::Bool`].
    Bool(bool),
    /// See [`Kind::Int`].
    Int(i64),
    /// See [`Kind::Text`].
    Text(String),
    /// See [`Kind::Time`]; microseconds since the Unix epoch.
    Time(i64),
    /// See [`Kind::Date`]; days since the Unix epoch.
    Date(i32),
    /// See [`Kind::Uuid`].
    Uuid(Uuid),
}
