//! Where a server stands: a folder, and a database of either kind.

use std::{path::Path, sync::Arc};

use clientline_core::storage::Storage;

use crate::place::Held;

/// A folder, which goes when this does, and the address of a database.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: String,
    /// What the database needs to be there.
    pub(crate) held: Held,
}

impl Place {
    /// A place on a database that is at an address, as the server is told it: from the
    /// folder, if it is a file.
    pub(crate) fn on(database: &str, held: Held) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: database.to_owned(), held }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> String {
        self.database.clone()
    }

    /// The database, without a server.
    pub(crate) async fn storage(&self) -> Arc<dyn Storage> {
        #[cfg(feature = "sqlite")]
        if let Some(file) = self.database.strip_prefix("sqlite:") {
            use clientline_store_sqlite::{Options, SqliteStorage};
            let file = self.folder().join(file);
            return Arc::new(SqliteStorage::open(file, Options::default()).unwrap());
        }
        #[cfg(feature = "postgres")]
        if self.database.starts_with("postgres") {
            use clientline_store_pg::{Options, PostgresStorage};
            let storage = PostgresStorage::connect(&self.database, Options::default()).await;
            return Arc::new(storage.unwrap());
        }
        panic!("this build has no store for {}", self.database)
    }
}
