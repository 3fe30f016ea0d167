//! The contract of a storage: a few methods in two traits, and their contract.
//!
//! Who uses the slots or the totals alone, without the feature `engine`, has nothing of it but
//! the error.

#[cfg(feature = "engine")]
mod contract;
mod error;
#[cfg(feature = "engine")]
mod gauge;
#[cfg(feature = "engine")]
mod locks;
#[cfg(feature = "engine")]
mod maintenance;
#[cfg(feature = "engine")]
mod rounds;
#[cfg(feature = "engine")]
mod schema;
#[cfg(feature = "engine")]
mod turns;

pub use self::error::{Cause, Error, Result};
#[cfg(feature = "engine")]
pub use self::{
    contract::{Snapshot, Storage},
    gauge::Gauge,
    locks::{Key, LockMode, LockSet},
    maintenance::{TenantsWith, Work},
    rounds::{Line, Rounds},
    schema::{Fit, Schema},
    turns::{Queue, TenantLines, Turn, Turns, Waiter},
};
