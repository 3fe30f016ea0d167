//! Where servers stand: a folder, and a database of either kind.

use std::{path::Path, sync::Arc};

use clientline_core::storage::Storage;
use clientline_store_pg::{Options, PostgresStorage};

/// A folder, which goes when this does, and the address of a database.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: String,
}

impl Place {
    /// A place with a file of its own.
    pub(crate) fn make() -> Self {
        Self::on("sqlite:load.db")
    }

    /// A place on a database that is elsewhere.
    pub(crate) fn on(database: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: database.to_owned() }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> String {
        self.database.clone()
    }

    pub(crate) async fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(PostgresStorage::connect(&self.database, Options::default()).await.unwrap())
    }
}
