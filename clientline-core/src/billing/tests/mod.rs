//! Tests of the engine as a whole.

mod cases;
mod invariants;
mod worlds;
