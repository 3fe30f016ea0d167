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

/// One line for each storage; the first is the reference.
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

#[cfg(feature = "sqlite")]
fn sqlite() -> Opened {
    use clientline::sqlite::{Options, SqliteStorage};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clientline.db");
    let storage = Arc::new(SqliteStorage::open(path, Options::default()).unwrap());
    Opened { name: "sqlite", storage, place: Box::new(folder) }
}
