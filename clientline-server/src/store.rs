//! The one place that names the stores.

use std::sync::Arc;

use clientline_core::storage::{Result, Storage};
use clientline_server::config::Database;
#[cfg(feature = "postgres")]
use clientline_store_pg::{self as pg, PostgresStorage};
#[cfg(feature = "sqlite")]
use clientline_store_sqlite::{self as sqlite, SqliteStorage};

/// Opens the database that the configuration names.
///
/// # Errors
///
/// As the store's; `Corrupt` if this build lacks the store.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Storage>> {
    match database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => {
            Ok(Arc::new(SqliteStorage::open(path, sqlite::Options::default())?))
        }
        #[cfg(feature = "postgres")]
        Database::Postgres(url) => {
            Ok(Arc::new(PostgresStorage::connect(url.expose(), pg::Options::default()).await?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        _ => Err(lacking(database)),
    }
}

/// Brings the tables of the database up to date.
///
/// # Errors
///
/// As [`open`].
pub(crate) async fn migrate(database: &Database) -> Result<()> {
    match database {
        // A file is brought up to date whenever it is opened.
        #[cfg(feature = "sqlite")]
        Database::Sqlite(_) => open(database).await.map(drop),
        #[cfg(feature = "postgres")]
        Database::Postgres(url) => PostgresStorage::migrate(url.expose()).await,
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        _ => Err(lacking(database)),
    }
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn lacking(database: &Database) -> clientline_core::storage::Error {
    let store = match database {
        Database::Sqlite(_) => "SQLite",
        Database::Postgres(_) => "PostgreSQL",
    };
    clientline_core::storage::Error::Corrupt(format!("this build has no {store} store"))
}
