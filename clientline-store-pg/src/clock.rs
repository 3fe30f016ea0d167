//! The database's clock, as far as this process knows it.
//!
//! A commit says until when it may begin, by the clock of the database itself. One that lay
//! in the network or before a database that hangs for longer than that does nothing: whoever
//! sent it was told meanwhile that the database does not answer, has perhaps sent the request
//! again, and may have been refused, by what stood in the way then.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use clientline_core::{
    storage::{Error, Result},
    value::Timestamp,
};
use sqlx::PgConnection;

use crate::deadline::within;

/// How long a reading holds: two clocks go apart by milliseconds in that time.
const HOLDS: Duration = Duration::from_mins(10);

/// What the database's clock showed, and when.
#[derive(Clone, Copy, Debug)]
struct Reading {
    micros: i64,
    /// When it was asked: so what it shows now is less than this says by at most the time that
    /// the answer took.
    at: Instant,
}

/// A clock that is read over a connection, now and then.
#[derive(Debug, Default)]
pub(crate) struct DatabaseClock(Mutex<Option<Reading>>);

impl DatabaseClock {
    /// Returns the instant so long after now, by the database's clock, which is read unless
    /// that was done a short while ago.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if the database does not answer within a second.
    pub(crate) async fn after(
        &self,
        delay: Duration,
        connection: &mut PgConnection,
    ) -> Result<Timestamp> {
        let known = self.known().filter(|reading| reading.at.elapsed() < HOLDS);
        let reading = match known {
            Some(reading) => reading,
            None => self.read(connection).await?,
        };
        let passed = i64::try_from((reading.at.elapsed() + delay).as_micros());
        let micros = reading.micros.saturating_add(passed.unwrap_or(i64::MAX));
        Timestamp::from_micros(micros)
            .map_err(|_| Error::Corrupt("the database's clock is out of range".to_owned()))
    }

    /// Forgets what was read: the clock has been set since.
    pub(crate) fn forget(&self) {
        self.know(None);
    }

    async fn read(&self, connection: &mut PgConnection) -> Result<Reading> {
        let at = Instant::now();
        let micros = sqlx::query_scalar::<_, i64>(
            "SELECT (extract(epoch FROM statement_timestamp()) * 1000000)::bigint",
        );
        let micros = within(Duration::ZERO, micros.fetch_one(connection)).await?;
        let reading = Reading { micros, at };
        self.know(Some(reading));
        Ok(reading)
    }

    fn known(&self) -> Option<Reading> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn know(&self, reading: Option<Reading>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = reading;
    }
}

#[cfg(test)]
mod tests {
    use clientline_core::{
        model::Counter,
        row::ChangeSet,
        storage::Storage as _,
        value::{Id, TenantId},
    };
    use throwaway_postgres::Database;
    use uuid::Uuid;

    use super::*;
    use crate::{Options, PostgresStorage};

    #[tokio::test]
    async fn a_clock_that_was_set_is_read_again() {
        let database = Database::empty().await;
        PostgresStorage::migrate(&database.url()).await.unwrap();
        let storage = PostgresStorage::connect(&database.url(), Options::default()).await.unwrap();
        let commit = async |number| {
            let now = Timestamp::from_micros(0).unwrap();
            let mut changes = ChangeSet::new(now);
            let id = Id::from_uuid(Uuid::from_u128(number));
            changes.insert(Counter { id, series: number.to_string(), next: 1, first_number: 1 });
            storage.commit(TenantId(Uuid::from_u128(1)), changes).await
        };
        commit(1).await.unwrap();
        let reading = storage.clock.known().unwrap();
        let micros = reading.micros - 3_600_000_000;
        storage.clock.know(Some(Reading { micros, ..reading }));
        assert!(matches!(commit(2).await, Err(Error::Retry)));
        commit(2).await.unwrap();
    }
}
