//! Rows as storage sees them: tables, rows, selects, and change sets, as data.
//!
//! Nothing here knows what an appointment is, and nothing here knows SQL.

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
