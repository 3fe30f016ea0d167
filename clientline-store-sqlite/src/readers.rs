//! The connections that read: a bounded number of them, lent to snapshots, one
//! tenant after the other.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clientline_core::{
    storage::{Error, Result, Turn, Turns},
    value::TenantId,
};
use rusqlite::Connection;

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
    turns: Turns,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn open(path: &Path, most: NonZeroUsize) -> Result<Self> {
        // The first shows early whether any can be had.
        let first = connect(path, Role::Reader)?;
        Ok(Self {
            path: path.to_owned(),
            turns: Turns::new(most),
            idle: Arc::new(Mutex::new(vec![first])),
        })
    }

    /// Lends a connection with a transaction begun; waits for the tenant's turn
    /// if all are lent, without blocking the thread.
    pub(crate) async fn lease(&self, tenant: TenantId) -> Result<Lease> {
        let turn = self.turns.take(tenant, WAIT_MAX).await?;
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
    _turn: Turn,
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
