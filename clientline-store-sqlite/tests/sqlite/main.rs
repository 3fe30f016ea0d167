//! Tests of the store on real files.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

// The other store is attacked in the same ways.
#[path = "../attacks/mod.rs"]
mod attacks;
mod booking;
mod contract;
mod damage;
mod distribution;
mod drift;
mod history;
mod indexes;
mod limits;
mod newer_words;
mod plans;
mod processes;
mod refusals;
mod salon;
mod selects;
mod store;
mod target;
mod tricks;
mod upgrade;
mod world;

// The settings of the store's own connections; they are tested where they belong.
#[allow(dead_code, reason = "the tests use a part of it")]
#[path = "../../src/connect.rs"]
mod connect;
#[allow(dead_code, reason = "the tests use a part of it")]
#[path = "../../src/failure.rs"]
mod failure;
