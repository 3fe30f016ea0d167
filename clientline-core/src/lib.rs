//! clientline-core

pub mod slots;
pub mod value;
