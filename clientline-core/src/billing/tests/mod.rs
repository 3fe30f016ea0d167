//! Tests of the engine as a whole.

mod cases;
mod explained;
mod invariants;
pub(super) mod worlds;
