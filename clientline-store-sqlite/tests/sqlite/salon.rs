//! A store with a salon in it.

use std::{path::PathBuf, sync::Arc};

use clientline_core::{
    entity::{Entity, Query, Stored},
    row::ChangeSet,
    storage::{self, Snapshot, Storage},
    value::Id,
};
use clientline_store_sqlite::{Options, SqliteStorage};
use rusqlite::Connection;

use crate::world::{World, tenant};

/// A store in a folder of its own, which goes when the salon does.
pub(crate) struct Salon {
    folder: tempfile::TempDir,
    pub(crate) storage: Arc<SqliteStorage>,
    pub(crate) world: World,
}

impl Salon {
    /// Opens an empty store.
    pub(crate) fn open() -> Self {
        Self::open_with(Options::default())
    }

    pub(crate) fn open_with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = SqliteStorage::open(folder.path().join("clientline.db"), options).unwrap();
        Self { folder, storage: Arc::new(storage), world: World::new() }
    }

    /// Opens a store with all that a booking refers to.
    pub(crate) async fn furnished() -> Self {
        let salon = Self::open();
        salon.commit(salon.world.base()).await.unwrap();
        salon
    }

    /// Opens the file once more, as another process would.
    pub(crate) fn again(&self) -> SqliteStorage {
        SqliteStorage::open(self.path(), Options::default()).unwrap()
    }

    /// Closes the store, and leaves its file, which goes with the folder.
    pub(crate) fn into_file(self) -> (PathBuf, tempfile::TempDir) {
        (self.path(), self.folder)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("clientline.db")
    }

    /// Opens the file behind the store's back, as a buggy service would.
    pub(crate) fn raw(&self) -> Connection {
        let connection = Connection::open(self.path()).unwrap();
        let settings = "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON";
        connection.execute_batch(settings).unwrap();
        connection
    }

    pub(crate) async fn commit(&self, changes: ChangeSet) -> storage::Result<()> {
        self.storage.commit(tenant(1), changes).await
    }

    pub(crate) async fn snapshot(&self) -> Box<dyn Snapshot> {
        self.storage.snapshot(tenant(1)).await.unwrap()
    }

    pub(crate) async fn all<E: Entity>(&self) -> Vec<Stored<E>> {
        let rows = self.snapshot().await.select(Query::<E>::limit(100_000).select()).await.unwrap();
        rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
    }

    pub(crate) async fn get<E: Entity>(&self, id: Id<E>) -> Stored<E> {
        let row = self.snapshot().await.get(E::TABLE, id.uuid()).await.unwrap();
        Stored::decode(row.unwrap()).unwrap()
    }
}
