//! clientline-store-sqlite
