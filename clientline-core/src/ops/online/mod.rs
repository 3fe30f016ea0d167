//! What guests do by themselves, without the desk.

pub mod own_booking;
pub mod public;
pub mod self_booking;
