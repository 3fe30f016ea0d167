//! clientline-core
