//! What every storage must do.

clientline_core::storage_conformance_tests!(crate::database::open);
