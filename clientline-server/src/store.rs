//! The one place that names the stores.

use std::{path::Path, sync::Arc, time::Duration};

use clientline_core::storage::{Error, Result, Storage};
use clientline_server::config::{Config, Database};
#[cfg(feature = "postgres")]
use clientline_store_pg::{self as pg, PostgresStorage};
#[cfg(feature = "sqlite")]
use clientline_store_sqlite::{self as sqlite, SqliteStorage};

/// How long a statement may run, and a snapshot stay open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// As long as a request may.
    Request,
    /// As long as a part of an import, or the demo, may: thousands of lines are planned on one
    /// snapshot, and go in by one commit, beside whatever else the machine does.
    Import,
}

impl Patience {
    /// Returns the longer one of what is usual and what an import may take.
    const fn or(self, usual: Duration) -> Duration {
        match self {
            Self::Request => usual,
            Self::Import => Duration::from_mins(2),
        }
    }
}

/// Opens the database that the configuration names.
///
/// # Errors
///
/// As the store's; `Corrupt` if this build lacks the store.
pub(crate) async fn open(config: &Config, patience: Patience) -> Result<Arc<dyn Storage>> {
    match &config.database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => {
            is_there(path, config)?;
            let usual = sqlite::Options::default();
            let given = config.database_connections.and_then(|most| most.try_into().ok());
            let options = usual
                .readers(given.unwrap_or(usual.readers))
                .snapshot(patience.or(usual.snapshot))
                .statement(patience.or(usual.statement));
            Ok(Arc::new(SqliteStorage::open(path, options)?))
        }
        #[cfg(feature = "postgres")]
        Database::Postgres(url) => {
            let usual = pg::Options::default();
            let connections = config.database_connections.unwrap_or(usual.connections);
            let options = usual
                .connections(connections)
                .statement(patience.or(usual.statement))
                .idle_in_transaction(patience.or(usual.idle_in_transaction));
            Ok(Arc::new(PostgresStorage::connect(url.expose(), options).await?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        database => Err(lacking(database)),
    }
}

/// Returns whether a database has still to be made.
pub(crate) fn is_new(config: &Config) -> bool {
    matches!(&config.database, Database::Sqlite(path) if !path.exists())
}

/// Refuses a path with nothing there, unless a database is to be made: a path that was
/// mistyped would otherwise serve an empty book.
#[cfg(feature = "sqlite")]
fn is_there(path: &Path, config: &Config) -> Result<()> {
    let is_folder = path.is_dir();
    if !is_folder && (config.create || path.exists()) {
        return Ok(());
    }
    let path = path.display();
    if is_folder {
        let advice = format!("name a file in it, such as sqlite:{path}/clientline.db");
        return Err(Error::Schema(format!("{path} is a directory; {advice}")));
    }
    Err(Error::Schema(format!("{path} is not there; to make a new database, add `--create`")))
}

/// Copies the database into a file, which must not be there.
///
/// # Errors
///
/// As [`SqliteStorage::copy_file`]; of another store, how that is backed up.
#[cfg_attr(not(feature = "sqlite"), expect(unused_variables, reason = "SQLite alone has files"))]
pub(crate) fn back_up(config: &Config, to: &Path) -> Result<()> {
    match &config.database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => SqliteStorage::copy_file(path, to),
        _ => Err(Error::Schema("a PostgreSQL database is backed up by `pg_dump`".to_owned())),
    }
}

/// Puts a copy in the database's place, where nothing may be.
///
/// # Errors
///
/// As [`back_up`].
#[cfg_attr(not(feature = "sqlite"), expect(unused_variables, reason = "SQLite alone has files"))]
pub(crate) fn restore(config: &Config, from: &Path) -> Result<()> {
    match &config.database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => SqliteStorage::copy_file(from, path),
        _ => Err(Error::Schema("a PostgreSQL database is restored by `pg_restore`".to_owned())),
    }
}

/// Looks through the database for damage, without opening it for anything else.
///
/// # Errors
///
/// As [`open`].
pub(crate) async fn inspect(config: &Config) -> Result<Vec<String>> {
    match &config.database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => SqliteStorage::inspect_file(path),
        // Its own programs look through its pages; what is asked here is whether it
        // writes.
        #[cfg(feature = "postgres")]
        Database::Postgres(_) => {
            open(config, Patience::Request).await?.probe().await?;
            println!("PostgreSQL takes writes; `pg_amcheck` looks through its pages");
            Ok(Vec::new())
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        database => Err(lacking(database)),
    }
}

/// Looks through the books of all organizations, and says what does not add up.
///
/// # Errors
///
/// As the store's; `Corrupt` if this build lacks the store.
pub(crate) async fn examine_books(config: &Config) -> Result<Vec<String>> {
    match &config.database {
        #[cfg(feature = "sqlite")]
        Database::Sqlite(path) => SqliteStorage::examine_books(path),
        #[cfg(feature = "postgres")]
        Database::Postgres(url) => PostgresStorage::examine_books(url.expose()).await,
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        database => Err(lacking(database)),
    }
}

/// Brings the tables of the database up to date.
///
/// # Errors
///
/// As [`open`].
pub(crate) async fn migrate(config: &Config) -> Result<()> {
    match &config.database {
        // A file is brought up to date whenever it is opened.
        #[cfg(feature = "sqlite")]
        Database::Sqlite(_) => open(config, Patience::Request).await.map(drop),
        #[cfg(feature = "postgres")]
        Database::Postgres(url) => PostgresStorage::migrate(url.expose()).await,
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        database => Err(lacking(database)),
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
