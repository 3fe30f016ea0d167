//! clientline-core

pub mod value;
