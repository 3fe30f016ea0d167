//! Tenancy, scheduling, slots and billing over any [`storage::Storage`].
//!
//! The layers, lowest first; each may use only those before it, and
//! `tests/layers.rs` checks that:
//!
//! 1. [`value`]: identifiers, amounts, times and texts.
//! 2. [`row`]: what storage sees: tables, rows, selects, and change sets.
//! 3. [`storage`]: the two traits that a backend implements.
//! 4. [`memory`]: the reference storage.
//! 5. [`error`]: what callers must handle.
//! 6. [`entity`]: the typed view of rows.
//! 7. [`model`]: the entities themselves.
//! 8. [`slots`] and [`billing`]: pure functions over values.
//! 9. [`engine`]: runs a use case, and runs it again when it loses a race.
//! 10. [`ops`]: the use cases; each reads a view and returns a change set.
//! 11. [`work`]: what is done in the background.
//! 12. `conformance`: what every storage must do (a feature of that name).
//!
//! Without the feature `engine`, which is on by default, there are the slots, the totals, and what
//! they are made of: no storage, no runtime.

#![cfg_attr(not(feature = "engine"), allow(dead_code, reason = "use cases alone call some of it"))]

pub mod billing;
#[cfg(feature = "conformance")]
#[macro_use]
pub mod conformance;
#[cfg(feature = "engine")]
pub mod engine;
pub mod entity;
pub mod error;
#[cfg(test)]
mod fuzz;
#[cfg(feature = "engine")]
pub mod memory;
pub mod model;
#[cfg(feature = "engine")]
pub mod ops;
pub mod row;
pub mod slots;
pub mod storage;
pub mod strict;
pub mod value;
#[cfg(feature = "engine")]
pub mod work;

#[cfg(feature = "engine")]
pub use crate::engine::{Actor, ClientLine, Scope};
pub use crate::error::{Error, ErrorKind, Result};
