//! The one place that names a store.

use std::sync::Arc;

use clientline_core::storage::Storage;
use clientline_server::config::Database;
use clientline_store_sqlite::{Options, SqliteStorage};

/// Opens the database that the configuration names.
///
/// # Errors
///
/// As the store's.
pub(crate) fn open(database: &Database) -> Result<Arc<dyn Storage>, clientline_core::Error> {
    match database {
        Database::Sqlite(path) => Ok(Arc::new(SqliteStorage::open(path, Options::default())?)),
    }
}
