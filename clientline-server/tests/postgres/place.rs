//! Where a server stands: a folder, and a database.

use std::{path::Path, sync::Arc};

use clientline_core::storage::Storage;
use clientline_store_pg::{Options, PostgresStorage};
use throwaway_postgres::Database;

/// A folder and a database, which go when this does.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: Database,
}

impl Place {
    pub(crate) fn make() -> Self {
        Self::with(Database::migrated())
    }

    /// With a database that has no tables.
    pub(crate) fn unmigrated() -> Self {
        Self::with(Database::empty())
    }

    fn with(database: impl Future<Output = Database>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let database = runtime.unwrap().block_on(database);
        Self { folder: tempfile::tempdir().unwrap(), database }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database, as the server is told it.
    pub(crate) fn database(&self) -> String {
        self.database.url()
    }

    pub(crate) async fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(PostgresStorage::connect(&self.database(), Options::default()).await.unwrap())
    }
}
