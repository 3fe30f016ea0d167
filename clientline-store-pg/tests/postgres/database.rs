//! Stores on databases to throw away.

use std::sync::Arc;

use clientline_core::storage::Storage;
use clientline_store_pg::{Options, PostgresStorage};

pub(crate) use throwaway_postgres::Database;

/// Opens the one database that all cases of the conformance suite share: each
/// of them makes tenants of its own.
pub(crate) async fn open() -> Arc<dyn Storage> {
    Arc::new(connect(&throwaway_postgres::shared().await).await)
}

/// Connects a store as the server does.
pub(crate) async fn connect(url: &str) -> PostgresStorage {
    PostgresStorage::connect(url, Options::default()).await.unwrap()
}
