//! Tests of the slot engine: cases one by one, and properties of every world.

mod builders;
mod cases;
mod clocks;
mod properties;
mod ranking;
pub(crate) mod world;
