//! When a statement of a connection has to be done.

use std::sync::{Arc, Mutex, PoisonError};

use clientline_core::storage::Result;
use rusqlite::Connection;
use tokio::time::Instant;

use crate::failure::{Act, explain};

/// How many steps of the library's machine pass between two looks at the clock: well
/// below a millisecond of work, and many times what a usual statement takes.
const STEPS: i32 = 10_000;

/// The deadline of whatever a connection runs; none, until one is set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deadline(Arc<Mutex<Option<Instant>>>);

impl Deadline {
    /// Watches a connection: a statement that runs past the deadline fails with
    /// [`Unavailable`](clientline_core::storage::Error::Unavailable).
    pub(crate) fn watch(connection: &Connection) -> Result<Self> {
        let deadline = Self::default();
        let watched = deadline.clone();
        connection
            .progress_handler(STEPS, Some(move || watched.has_passed()))
            .map_err(|error| explain(error, Act::Transact))?;
        Ok(deadline)
    }

    pub(crate) fn set(&self, at: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    fn has_passed(&self) -> bool {
        let at = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        at.is_some_and(|at| Instant::now() >= at)
    }
}
