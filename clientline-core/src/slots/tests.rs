//! What the slot engine is held to: cases one by one, and properties of every world.

mod builders;
mod cases;
mod clocks;
mod properties;
pub(crate) mod world;
