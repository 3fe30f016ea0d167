//! Where a server stands: a folder, and a database.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clientline_core::storage::Storage;
use clientline_store_pg::{Options, PostgresStorage};
use throwaway_postgres::Database;

use crate::{dump, unfiltered::Unfiltered};

/// A folder and a database, which go when this does.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: Database,
    /// What stands before the database, if anything.
    pub(crate) before: Option<Unfiltered>,
}

impl Place {
    pub(crate) fn make() -> Self {
        Self::with(Database::migrated())
    }

    /// With a database that has no tables.
    pub(crate) fn unmigrated() -> Self {
        Self::with(Database::empty())
    }

    /// With a database that is reached without the application's own filter by tenant.
    pub(crate) fn unfiltered() -> Self {
        let place = Self::make();
        let before = Some(Unfiltered::before(&place.database.url()));
        Self { before, ..place }
    }

    /// How many statements came without that filter.
    pub(crate) fn taken_out(&self) -> usize {
        self.before.as_ref().map_or(0, Unfiltered::taken_out)
    }

    /// The folder in which the databases of earlier releases are kept.
    pub(crate) fn kept() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../clientline-store-pg/tests/upgrade")
    }

    /// With the database that a text makes.
    pub(crate) fn of(text: &str) -> Self {
        let place = Self::unmigrated();
        place.run(text);
        place
    }

    /// The database as a text that makes it.
    pub(crate) fn dump(&self) -> String {
        dump::dump(&self.database.url())
    }

    /// Runs a statement as the owner of the tables.
    pub(crate) fn run(&self, statement: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(self.database.run(statement));
    }

    fn with(database: impl Future<Output = Database>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let database = runtime.unwrap().block_on(database);
        Self { folder: tempfile::tempdir().unwrap(), database, before: None }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database, as the server is told it.
    pub(crate) fn database(&self) -> String {
        let url = self.database.url();
        self.before.as_ref().map_or_else(|| url.clone(), |before| before.url(&url))
    }

    pub(crate) async fn storage(&self) -> Arc<dyn Storage> {
        Arc::new(PostgresStorage::connect(&self.database(), Options::default()).await.unwrap())
    }
}
