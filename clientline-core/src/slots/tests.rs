//! Tests of the slot engine: cases one by one, and properties of every world.

mod builders;
mod cases;
mod clocks;
mod properties;
pub(super) mod world;
