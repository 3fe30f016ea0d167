//! The connections that read: a bounded number of them, lent to snapshots.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clientline_core::storage::{Error, Result};
use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    apply::run,
    connect::{Role, connect},
    failure::{Act, explain},
};

/// How long a snapshot waits for a connection. Whoever holds one while waiting
/// for another would wait for ever; so would everyone behind a stuck one.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// The connections that read.
pub(crate) struct Readers {
    path: PathBuf,
    turns: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn open(path: &Path, most: NonZeroUsize) -> Result<Self> {
        // The first shows early whether any can be had.
        let first = connect(path, Role::Reader)?;
        Ok(Self {
            path: path.to_owned(),
            turns: Arc::new(Semaphore::new(most.get())),
            idle: Arc::new(Mutex::new(vec![first])),
        })
    }

    /// Lends a connection with a transaction begun; waits for one if all are
    /// lent, without blocking the thread.
    pub(crate) async fn lease(&self) -> Result<Lease> {
        let turn = tokio::time::timeout(WAIT_MAX, Arc::clone(&self.turns).acquire_owned());
        let turn = match turn.await {
            Ok(turn) => turn.map_err(|error| Error::Unavailable(error.into()))?,
            Err(elapsed) => return Err(Error::Unavailable(elapsed.into())),
        };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| connect(&self.path, Role::Reader), Ok)?;
        let home = Arc::clone(&self.idle);
        let lease = Lease { connection: Some(connection), home, _turn: turn };
        begin(lease.connection()?)?;
        Ok(lease)
    }
}

/// Begins a transaction that reads.
fn begin(connection: &Connection) -> Result<()> {
    run(connection, "BEGIN")?;
    // A deferred transaction takes its snapshot at its first read. That one is
    // made here, so that a snapshot is of when it was opened.
    connection
        .prepare_cached("SELECT 1 FROM sqlite_schema LIMIT 1")
        .and_then(|mut statement| statement.exists([]))
        .map(drop)
        .map_err(|error| explain(error, Act::Transact))
}

/// A lent connection; it goes back, rolled back, when it is dropped.
pub(crate) struct Lease {
    connection: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
    _turn: OwnedSemaphorePermit,
}

impl Lease {
    /// Returns the connection.
    ///
    /// # Errors
    ///
    /// None, until it is dropped.
    pub(crate) fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or_else(|| Error::Corrupt("a snapshot was closed".to_owned()))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // One that can't be rolled back is closed, and another opened in its
        // place when it is needed.
        if connection.is_autocommit() || run(&connection, "ROLLBACK").is_ok() {
            self.home.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}
