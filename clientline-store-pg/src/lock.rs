//! Locks on rows that one request holds over several statements.
//!
//! They are the advisory locks that the function for commits takes for one transaction, held
//! by a session: so every commit of any process waits for whoever holds them, in the
//! order in which the database lines them up. The session reads and commits for its
//! holder, too; it comes from a pool of its own, so that who has locks never waits for
//! a connection of those who wait for the locks.

use std::sync::Arc;

use async_trait::async_trait;
use clientline_core::{
    row::ChangeSet,
    storage::{Error, LockMode, LockSet, Result, Snapshot, Storage, Turn},
    value::TenantId,
};
use sqlx::{Executor as _, PgPool, Postgres, pool::PoolConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    Options,
    clock::DatabaseClock,
    commit::commit,
    deadline::within,
    failure::{explain, sqlstate},
    snapshot::PostgresSnapshot,
};

/// Takes each lock when its turn comes, in the order given: that of the guards of a
/// commit. The numbers of the locks are those of its function.
const LOCK: &str = "
SELECT CASE WHEN wanted.exclusive THEN pg_advisory_lock(wanted.number)
       ELSE pg_advisory_lock_shared(wanted.number) END::text
FROM (
  SELECT given.exclusive, uuid_hash_extended(given.id,
    uuid_hash_extended($1, hashtextextended(given.kind, 0))) AS number
  FROM unnest($2::text[], $3::uuid[], $4::bool[]) AS given (kind, id, exclusive)
) AS wanted";

/// A session that holds locks, and reads and commits meanwhile. When it is dropped, the
/// pool lets go of them.
#[derive(Debug)]
pub(crate) struct Locked {
    session: Arc<Mutex<PoolConnection<Postgres>>>,
    clock: Arc<DatabaseClock>,
    options: Options,
    // Given on after the session, which the order of the fields says.
    _turn: Turn,
}

impl Locked {
    /// Waits for locks.
    ///
    /// # Errors
    ///
    /// [`Error::Retry`] if others have them for longer than a statement may take.
    pub(crate) async fn take(
        (pool, clock): (&PgPool, &Arc<DatabaseClock>),
        options: Options,
        turn: Turn,
        (tenant, locks): (TenantId, &LockSet),
    ) -> Result<Self> {
        let (mut kinds, mut ids, mut exclusive) = (Vec::new(), Vec::<Uuid>::new(), Vec::new());
        for (key, mode) in locks.iter() {
            kinds.push(key.kind());
            ids.push(key.id());
            exclusive.push(mode == LockMode::Exclusive);
        }
        let mut session = pool.acquire().await.map_err(explain)?;
        let locks = sqlx::query(LOCK).bind(tenant.0).bind(kinds).bind(ids).bind(exclusive);
        match locks.execute(&mut *session).await {
            Err(error) if waited_too_long(&error) => return Err(Error::Retry),
            locked => locked.map_err(explain)?,
        };
        let session = Arc::new(Mutex::new(session));
        Ok(Self { session, clock: Arc::clone(clock), options, _turn: turn })
    }
}

/// Returns whether the database ended a wait for locks.
fn waited_too_long(error: &sqlx::Error) -> bool {
    matches!(sqlstate(error).as_deref(), Some("55P03" | "57014" | "40P01"))
}

#[async_trait]
impl Storage for Locked {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let session = Arc::clone(&self.session).lock_owned().await;
        Ok(Box::new(PostgresSnapshot::within(session, self.options, tenant).await?))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let mut session = self.session.lock().await;
        // What was read before was read in a transaction.
        let end = session.execute("ROLLBACK");
        within(self.options.statement, end).await?;
        commit(&mut session, &self.clock, self.options, tenant, &changes).await
    }
}
