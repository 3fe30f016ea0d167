//! Tests of the engine as a whole.

mod cases;
mod explained;
mod invariants;
mod worlds;
