//! The connections that read: a bounded number of them, lent to snapshots, one
//! tenant after the other.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clientline_core::{
    storage::{Error, Result, Turn, Turns},
    value::TenantId,
};
use rusqlite::Connection;
use tokio::time::Instant;

use crate::{
    Options,
    apply::run,
    connect::{Role, connect},
    deadline::Deadline,
    failure::{Act, explain},
};

/// How long a snapshot waits for a connection. Whoever holds one while waiting
/// for another would wait for ever; so would everyone behind a stuck one.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// The connections that read.
pub(crate) struct Readers {
    path: PathBuf,
    options: Options,
    turns: Turns,
    idle: Arc<Mutex<Vec<Reader>>>,
}

/// A connection, and when what it runs has to be done.
struct Reader {
    connection: Connection,
    deadline: Deadline,
}

impl Readers {
    pub(crate) fn open(path: &Path, options: Options) -> Result<Self> {
        // The first shows early whether any can be had.
        let first = Reader::open(path)?;
        Ok(Self {
            path: path.to_owned(),
            options,
            turns: Turns::new(options.readers),
            idle: Arc::new(Mutex::new(vec![first])),
        })
    }

    /// Returns how many snapshots have no connection yet.
    pub(crate) fn waiting(&self) -> usize {
        self.turns.waiting()
    }

    /// Lends a connection with a transaction begun; waits for the tenant's turn
    /// if all are lent, without blocking the thread.
    pub(crate) async fn lease(&self, tenant: TenantId) -> Result<Lease> {
        let turn = self.turns.take(tenant, WAIT_MAX).await?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = idle.map_or_else(|| Reader::open(&self.path), Ok)?;
        let mut lease = Lease {
            lent: Some((reader, turn)),
            home: Arc::clone(&self.idle),
            ends_at: Instant::now() + self.options.snapshot,
            statement: self.options.statement,
        };
        begin(lease.connection()?)?;
        Ok(lease)
    }
}

impl Reader {
    fn open(path: &Path) -> Result<Self> {
        let connection = connect(path, Role::Reader)?;
        let deadline = Deadline::watch(&connection)?;
        Ok(Self { connection, deadline })
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

/// A lent connection; it goes back, rolled back, when it is dropped, or asked for
/// too late.
pub(crate) struct Lease {
    lent: Option<(Reader, Turn)>,
    home: Arc<Mutex<Vec<Reader>>>,
    ends_at: Instant,
    statement: Duration,
}

impl Lease {
    /// Returns the connection, for one statement.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] once it was lent for too long.
    pub(crate) fn connection(&mut self) -> Result<&Connection> {
        let now = Instant::now();
        if now >= self.ends_at {
            self.give_back();
        }
        let (reader, _turn) = self
            .lent
            .as_ref()
            .ok_or_else(|| Error::Unavailable("a snapshot was open for too long".into()))?;
        reader.deadline.set(Some(self.ends_at.min(now + self.statement)));
        Ok(&reader.connection)
    }

    fn give_back(&mut self) {
        let Some((reader, _turn)) = self.lent.take() else { return };
        // It must not be broken off for what came before it.
        reader.deadline.set(None);
        let connection = &reader.connection;
        // One that can't be rolled back is closed, and another opened in its
        // place when it is needed.
        if connection.is_autocommit() || run(connection, "ROLLBACK").is_ok() {
            self.home.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.give_back();
    }
}
