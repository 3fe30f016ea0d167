//! Tests of the store on a real server.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod access;
mod arrivals;
// Both stores are attacked in the same ways.
#[path = "../../../clientline-store-sqlite/tests/attacks/mod.rs"]
mod attacks;
mod booking;
mod conformance;
mod database;
mod distribution;
mod drift;
mod history;
mod indexes;
mod late;
mod moving;
mod newcomers;
mod plans;
mod pooler;
mod quiet;
// What the other store makes of a refusal, this one makes of it too.
#[path = "../../../clientline-store-sqlite/tests/sqlite/refusals.rs"]
mod refusals;
mod salon;
mod selects;
mod statements;
mod store;
mod target;
#[cfg(feature = "tls")]
mod tls;
mod tricks;
mod upgrade;
#[allow(
    dead_code,
    unused_imports,
    reason = "the tests read no rows by it, and it tests itself elsewhere"
)]
#[path = "../../src/wire.rs"]
mod wire;
// The rows that the other store is tested with: the schemas state the same rules.
#[path = "../../../clientline-store-sqlite/tests/sqlite/world.rs"]
mod world;
