//! Tests of the store on a real server.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod access;
mod attacks;
mod conformance;
mod database;
mod distribution;
mod drift;
mod function;
mod salon;
mod store;
// The rows that the other store is tested with: the schemas state the same rules.
#[path = "../../../clientline-store-sqlite/tests/sqlite/world.rs"]
mod world;
