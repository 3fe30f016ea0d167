//! Tests of the slot engine: cases one by one, and properties of every world.

mod builders;
mod cases;
pub(crate) mod chance;
mod clocks;
mod further_providers;
mod parties;
mod properties;
mod ranking;
mod several;
mod visits;
pub(crate) mod world;
