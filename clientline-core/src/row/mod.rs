//! Rows as storage sees them: tables, rows, selects, and change sets, as data.
//!
//! Nothing here knows what an appointment is, and nothing here knows SQL.
//!
//! The grammar is closed: a storage that lacked a word of it would answer what was not asked, so
//! that a new word (of [`Condition`], [`Write`], [`Read`] or [`Kind`]) is to stop its build. It comes
//! with a release that says so, as does a new clause of the contract.

mod change;
mod select;
mod table;
mod value;

pub use self::{
    change::{ChangeSet, Guard, Write},
    select::{Condition, Direction, Filter, NamedBy, Position, Read, Select, Subject},
    table::{Column, Constraint, Row, Span, Table, Version, When},
    value::{Kind, Value},
};
