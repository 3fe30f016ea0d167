//! Where a server stands: a folder, and a file in it.

use std::{path::Path, sync::Arc};

use clientline_core::storage::Storage;
use clientline_store_sqlite::{Options, SqliteStorage};

/// The name of the database's file.
const FILE: &str = "test.db";

/// A folder with an empty database, which goes when this does.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn make() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    /// The database, as the server is told it.
    #[expect(clippy::unused_self, reason = "a place on another store needs itself")]
    pub(crate) fn database(&self) -> String {
        format!("sqlite:{FILE}")
    }

    #[expect(clippy::unused_async, reason = "a place on another store waits")]
    pub(crate) async fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(SqliteStorage::open(self.folder().join(FILE), Options::default()).unwrap())
    }
}
