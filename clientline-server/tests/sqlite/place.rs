//! Where a server stands: a folder, and a file in it.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use clientline_core::storage::Storage;
use clientline_store_sqlite::{Options, SqliteStorage};
use rusqlite::Connection;

use crate::dump;

/// The name of the database's file.
const FILE: &str = "test.db";

/// A folder with an empty database, which goes when this does.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn make() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The folder in which the databases of earlier releases are kept.
    pub(crate) fn kept() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../clientline-store-sqlite/tests/upgrade")
    }

    /// With the database that a text makes.
    pub(crate) fn of(text: &str) -> Self {
        let place = Self::make();
        place.raw().execute_batch(text).unwrap();
        // The server warns of a file that others may open.
        let own = fs::Permissions::from_mode(0o600);
        fs::set_permissions(place.folder().join(FILE), own).unwrap();
        place
    }

    /// The database as a text that makes it.
    pub(crate) fn dump(&self) -> String {
        dump::dump(&self.raw())
    }

    fn raw(&self) -> Connection {
        Connection::open(self.folder().join(FILE)).unwrap()
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
