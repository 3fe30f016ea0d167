//! Connections that are lent out, and what is known of each.
//!
//! The driver's pool asks a server whether it is there each time that a connection comes
//! back, and knows nothing of what a session is bound to. Here a connection comes back as
//! it is when all that was asked on it was answered, and keeps the tenant whose rows it
//! shows: a single read of the same tenant is then one message. When anything failed, or
//! somebody stopped waiting, the session is set back first.

use std::{
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use clientline_core::{
    storage::{Error, Result, Turn},
    value::TenantId,
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};
use tokio::{runtime::Handle, time::Instant};

use crate::{Options, deadline::within, failure::explain};

/// A connection that was used this recently is taken to be alive. To try each one before
/// use costs a round trip a read; never to try them hands out, one by one, all that died
/// with a restarted server.
const PRESUMED_ALIVE: Duration = Duration::from_secs(1);

/// How long a connection is kept that nobody needs.
const IDLE_MAX: Duration = Duration::from_mins(10);

/// How long a connection is used, so that what a session piles up in the server has an end.
const LIFETIME_MAX: Duration = Duration::from_mins(30);

/// How the database learns whose rows a read may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    /// By a setting of the session, which is made anew when the tenant changes.
    Session,
    /// By a setting of each transaction: whoever passes statements on to other servers
    /// (Citus) passes on no others, and a pooler may pass on each to another session.
    Transaction,
}

/// The connections that are open and lent to nobody, and the way to more of them.
///
/// Whoever borrows one has a [`Turn`], which says how many there may be.
#[derive(Clone, Debug)]
pub(crate) struct Leases(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Opens connections, and keeps none.
    pool: PgPool,
    idle: Mutex<Vec<Idle>>,
    /// Each connection that is open has a clone.
    open: Arc<()>,
    binding: Binding,
    options: Options,
}

#[derive(Debug)]
struct Idle {
    session: Session,
    since: Instant,
}

/// A connection, and what its session is bound to.
#[derive(Debug)]
struct Session {
    connection: PgConnection,
    bound: Option<TenantId>,
    opened: Instant,
    _open: Arc<()>,
}

impl Leases {
    pub(crate) fn new(pool: PgPool, binding: Binding, options: Options) -> Self {
        let (idle, open) = (Mutex::default(), Arc::default());
        Self(Arc::new(Shared { pool, idle, open, binding, options }))
    }

    /// Returns how many connections are open, and how many of them are lent to nobody.
    pub(crate) fn open_and_idle(&self) -> (usize, usize) {
        let kept = usize::try_from(self.0.pool.size()).unwrap_or_default();
        let idle = self.idle().len() + kept;
        (Arc::strong_count(&self.0.open) - 1 + kept, idle)
    }

    /// Borrows a connection, best one that shows the tenant's rows already.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if there is none in time.
    pub(crate) async fn borrow(&self, tenant: TenantId, turn: Turn) -> Result<Lease> {
        while let Some(Idle { mut session, since }) = self.pop(tenant) {
            let is_alive = since.elapsed() < PRESUMED_ALIVE
                || within(self.0.options.acquire, session.connection.ping()).await.is_ok();
            if is_alive {
                return Ok(self.lend(session, turn));
            }
        }
        let connection = self.0.pool.acquire().await.map_err(explain)?.detach();
        Ok(self.lend(
            Session {
                connection,
                bound: None,
                opened: Instant::now(),
                _open: Arc::clone(&self.0.open),
            },
            turn,
        ))
    }

    fn lend(&self, session: Session, turn: Turn) -> Lease {
        let session = Some(session);
        Lease {
            session,
            in_snapshot: false,
            is_settled: true,
            leases: self.clone(),
            turn: Some(turn),
        }
    }

    fn pop(&self, tenant: TenantId) -> Option<Idle> {
        let mut idle = self.idle();
        let bound = idle.iter().rposition(|one| one.session.bound == Some(tenant));
        match bound {
            Some(at) => Some(idle.remove(at)),
            None => idle.pop(),
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes back a connection on which nothing is open.
    fn take_back(&self, session: Session) {
        let now = Instant::now();
        let mut idle = self.idle();
        if self.0.pool.is_closed() || now - session.opened > LIFETIME_MAX {
            return end(session);
        }
        idle.push(Idle { session, since: now });
        // The oldest lie at the beginning.
        if idle.first().is_some_and(|first| now - first.since > IDLE_MAX) {
            end(idle.remove(0).session);
        }
    }

    /// Closes what is lent to nobody, and has the rest closed when it comes back.
    pub(crate) async fn close(&self) {
        let closing = self.0.pool.close();
        let idle = std::mem::take(&mut *self.idle());
        for Idle { session, .. } in idle {
            // One that can't say good-bye is gone all the same.
            session.connection.close().await.ok();
        }
        closing.await;
    }
}

/// Says good-bye, where there is still somebody who could.
fn end(session: Session) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(async move { session.connection.close().await.ok() });
    }
}

/// A connection that is lent to one user. When it is dropped, it goes back.
#[derive(Debug)]
pub(crate) struct Lease {
    /// There until it is dropped.
    session: Option<Session>,
    in_snapshot: bool,
    /// Whether all that was asked was answered.
    is_settled: bool,
    leases: Leases,
    // Given on with the connection.
    turn: Option<Turn>,
}

impl Lease {
    /// Returns the connection, to ask something. Unless it is [`settled`](Self::settle)
    /// afterwards, since that failed or nobody waits for it any more, the session is set
    /// back before anybody else gets it.
    pub(crate) fn open(&mut self) -> Result<&mut PgConnection> {
        self.is_settled = false;
        Ok(&mut self.session()?.connection)
    }

    /// Says that all was answered.
    pub(crate) const fn settle(&mut self) {
        self.is_settled = true;
    }

    /// Begins a snapshot of a tenant's rows, unless it was begun; the tenant goes along in
    /// the same message.
    pub(crate) async fn begin(&mut self, tenant: TenantId) -> Result<()> {
        if self.in_snapshot {
            return Ok(());
        }
        let mut begin = BEGIN.to_owned();
        if self.session()?.bound != Some(tenant) {
            write!(begin, "; SET LOCAL {}", setting(tenant)).ok();
        }
        // Also if nobody waits until it has begun.
        self.in_snapshot = true;
        self.say(begin).await
    }

    /// Has a read outside of a transaction see a tenant's rows. Returns whether that can be.
    pub(crate) async fn bind(&mut self, tenant: TenantId) -> Result<bool> {
        if self.in_snapshot || self.leases.0.binding == Binding::Transaction {
            return Ok(false);
        }
        if self.session()?.bound != Some(tenant) {
            self.session()?.bound = None;
            self.say(format!("SET {}", setting(tenant))).await?;
            self.session()?.bound = Some(tenant);
        }
        Ok(true)
    }

    async fn say(&mut self, text: String) -> Result<()> {
        let limit = self.leases.0.options.statement;
        within(limit, self.open()?.execute(AssertSqlSafe(text))).await?;
        self.settle();
        Ok(())
    }

    fn session(&mut self) -> Result<&mut Session> {
        let missing = || Error::Corrupt("a connection that was given back".to_owned());
        self.session.as_mut().ok_or_else(missing)
    }
}

/// Begins a snapshot.
pub(crate) const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The setting by which row-level security shows a tenant's rows.
pub(crate) fn setting(tenant: TenantId) -> String {
    format!("app.organization = '{}'", tenant.0)
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else { return };
        let text = match (self.in_snapshot, self.is_settled) {
            (false, true) => return self.leases.take_back(session),
            (true, true) => "ROLLBACK",
            (true, false) => "ROLLBACK; RESET app.organization",
            (false, false) => "RESET app.organization",
        };
        // Where nothing runs any more, nobody needs it again.
        let Ok(runtime) = Handle::try_current() else { return };
        runtime.spawn(set_back(
            session,
            text,
            self.is_settled,
            self.leases.clone(),
            self.turn.take(),
        ));
    }
}

/// Ends what is open on a connection, and takes it back if that works.
async fn set_back(
    mut session: Session,
    text: &'static str,
    stays_bound: bool,
    leases: Leases,
    turn: Option<Turn>,
) {
    let limit = leases.0.options.statement;
    if within(limit, session.connection.execute(text)).await.is_ok() {
        session.bound = session.bound.filter(|_| stays_bound);
        leases.take_back(session);
    }
    // The next one in line finds it there.
    drop(turn);
}
