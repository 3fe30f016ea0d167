//! Tests of the store on real files.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod attacks;
mod contract;
mod distribution;
mod drift;
mod plans;
mod processes;
mod salon;
mod store;
mod world;
