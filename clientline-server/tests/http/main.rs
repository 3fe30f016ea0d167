//! The built server over real HTTP, on a SQLite file of its own.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]
#![cfg(all(unix, feature = "sqlite"))]

mod contract;
mod counter;
mod crash;
mod document;
mod goods;
mod guests;
mod job;
mod permissions;
mod process;
mod rivals;
mod running;
mod salon;
mod schema;
mod tenants;
