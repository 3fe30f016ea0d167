//! The storages that the simulation runs over: all that are compiled in.

use std::{any::Any, future::ready, pin::Pin, sync::Arc};

use clientline::{memory::MemoryStorage, storage::Storage};

/// An empty storage.
pub(crate) struct Opened {
    pub(crate) name: &'static str,
    pub(crate) storage: Arc<dyn Storage>,
    /// What must be kept for as long as the storage is in use: a folder, say.
    pub(crate) place: Box<dyn Any + Send>,
}

/// Makes an empty storage.
pub(crate) type Open = fn() -> Pin<Box<dyn Future<Output = Opened> + Send>>;

/// One line for each storage that needs nothing else; the first is the
/// reference.
pub(crate) const STORAGES: &[Open] = &[
    || Box::pin(ready(memory())),
    #[cfg(feature = "sqlite")]
    || Box::pin(ready(sqlite())),
];

/// Opens all of them.
pub(crate) async fn all() -> Vec<Opened> {
    let mut opened = Vec::with_capacity(STORAGES.len());
    for open in STORAGES {
        opened.push(open().await);
    }
    opened
}

pub(crate) fn memory() -> Opened {
    Opened { name: "memory", storage: Arc::new(MemoryStorage::new()), place: Box::new(()) }
}

/// Opens all of them, and a database of a PostgreSQL server.
pub(crate) async fn everywhere() -> Vec<Opened> {
    #[cfg_attr(not(feature = "postgres"), expect(unused_mut, reason = "there is no more"))]
    let mut opened = all().await;
    #[cfg(feature = "postgres")]
    opened.push(postgres().await);
    opened
}

/// Opens the reference, and a database of a PostgreSQL server.
#[cfg(feature = "postgres")]
pub(crate) async fn memory_and_postgres() -> Vec<Opened> {
    vec![memory(), postgres().await]
}

#[cfg(feature = "postgres")]
async fn postgres() -> Opened {
    use clientline::postgres::{Options, PostgresStorage};
    let database = throwaway_postgres::Database::migrated().await;
    let storage = PostgresStorage::connect(&database.url(), Options::default()).await.unwrap();
    Opened { name: "postgres", storage: Arc::new(storage), place: Box::new(database) }
}

#[cfg(feature = "sqlite")]
fn sqlite() -> Opened {
    use clientline::sqlite::{Options, SqliteStorage};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clientline.db");
    let storage = Arc::new(SqliteStorage::open(path, Options::default()).unwrap());
    Opened { name: "sqlite", storage, place: Box::new(folder) }
}
