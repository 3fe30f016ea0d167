//! The one thread that writes, and the queue before it.
//!
//! What waits together is committed together: the disk is asked once for all
//! of them. That is what makes durable commits cheap, see `benches/booking.rs`.
//! The queue is short, one group while another is being written, and tenants take
//! turns to get into it.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use clientline_core::{
    row::ChangeSet,
    storage::{Error, Result, Turn, Turns},
    value::TenantId,
};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{
    Options,
    apply::{Verdict, apply, run},
    failure::{Act, explain},
};

/// How long a commit waits for its turn.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// How long nobody has to write before what is in the log alone is copied into the file:
/// so a copy of the file has all of it, however little a salon writes.
const IDLE: Duration = Duration::from_secs(2);

/// How long the disk counts as in trouble after a write that failed. One that succeeds
/// meanwhile says little: a full disk still takes what fits into pages that became free.
const TROUBLED_FOR: Duration = Duration::from_secs(10);

/// The writing thread. Dropping it waits until all that was queued is written.
pub(crate) struct Writer {
    turns: Turns,
    queue: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    trouble: Trouble,
}

/// When a transaction failed last, and why.
#[derive(Clone, Debug, Default)]
struct Trouble(Arc<Mutex<Option<(Instant, String)>>>);

impl Trouble {
    fn note(&self, cause: String) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some((Instant::now(), cause));
    }

    fn check(&self) -> Result<()> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((at, cause)) if at.elapsed() < TROUBLED_FOR => Err(unavailable(cause)),
            _ => Ok(()),
        }
    }
}

struct Job {
    work: Work,
    answer: oneshot::Sender<Verdict>,
    /// Given on once there is an answer, though nobody wait for it any more: so
    /// the queue has no more jobs than there are turns.
    _turn: Turn,
}

/// The work of the writer.
enum Work {
    /// A change set of a tenant.
    Apply(TenantId, ChangeSet),
    /// Nothing that changes: it shows that the disk takes it.
    Probe,
}

impl Writer {
    pub(crate) fn start(connection: Connection, options: Options) -> Result<Self> {
        let group = options.group;
        let places = group.saturating_mul(const { NonZeroUsize::new(2).unwrap() });
        let turns = Turns::with_lines(places, options.queue.get());
        let (queue, jobs) = channel();
        let trouble = Trouble::default();
        let noted = trouble.clone();
        let thread = thread::Builder::new()
            .name("clientline-writer".to_owned())
            .spawn(move || work(&connection, &jobs, group.get(), &noted))
            .map_err(|error| Error::Unavailable(error.into()))?;
        Ok(Self { turns, queue: Some(queue), thread: Some(thread), trouble })
    }

    /// Queues a change set when it is the tenant's turn, and waits for its answer.
    ///
    /// Whoever stops waiting leaves the change set in the queue: it is applied
    /// as a whole, or, if its turn has not come yet, not at all.
    pub(crate) async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        self.queue(tenant, Work::Apply(tenant, changes)).await
    }

    /// Writes to the disk, and waits until that is there; no row changes. A disk that just
    /// had no room for a commit may have some for that.
    pub(crate) async fn probe(&self) -> Result<()> {
        self.trouble.check()?;
        self.queue(TenantId::PLATFORM, Work::Probe).await
    }

    /// Returns how many commits have no turn yet.
    pub(crate) fn waiting(&self) -> usize {
        self.turns.waiting()
    }

    async fn queue(&self, tenant: TenantId, work: Work) -> Result<()> {
        let turn = self.turns.take(tenant, WAIT_MAX).await?;
        let (answer, answered) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.send(Job { work, answer, _turn: turn }).map_err(|_job| gone())?;
        answered.await.unwrap_or_else(|_| Err(gone()))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Without a sender the queue ends once it is drained.
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was reported to everyone who waited.
            let _ = thread.join();
        }
    }
}

fn work(connection: &Connection, queue: &Receiver<Job>, group: usize, trouble: &Trouble) {
    // To open the file may have written.
    let mut is_behind = true;
    loop {
        let next = if is_behind {
            queue.recv_timeout(IDLE)
        } else {
            queue.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        let first = match next {
            Ok(first) => first,
            Err(RecvTimeoutError::Timeout) => {
                is_behind = !checkpoint(connection);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        is_behind = true;
        // Commits that come while others are being applied still join them.
        let jobs = std::iter::once(first).chain(queue.try_iter());
        let jobs = jobs.take(group).filter(|job| !job.answer.is_closed());
        commit_together(connection, jobs, trouble);
    }
    checkpoint(connection);
}

/// Copies what is in the log alone into the file, without waiting for anybody, and returns
/// whether that was all of it. A snapshot that is open may keep some of it back.
fn checkpoint(connection: &Connection) -> bool {
    let copied = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
        Ok(row.get::<_, i64>(1)? == row.get::<_, i64>(2)?)
    });
    // What it can't copy now stays in the log, where it is as safe.
    copied.unwrap_or(false)
}

/// Applies change sets in one transaction, and answers when it is on the disk.
///
/// One that failed is answered with the others: its failure may be due to one
/// of them, which counts only once that is committed. What only the end of the
/// transaction refuses is one of them: they are then committed one by one.
fn commit_together(
    connection: &Connection,
    mut jobs: impl Iterator<Item = Job>,
    trouble: &Trouble,
) {
    let mut applied = Vec::new();
    let committed = apply_all(connection, &mut jobs, &mut applied);
    let Err(error) = committed else {
        for (job, verdict) in applied {
            // Nobody may be waiting any more.
            let _ = job.answer.send(verdict);
        }
        return;
    };
    if !connection.is_autocommit() {
        // Should this fail as well, so does the next BEGIN.
        let _ = run(connection, "ROLLBACK");
    }
    if let Error::Rejected(cause) = error {
        let alone = applied.len() == 1;
        for (job, _) in applied {
            if alone {
                let _ = job.answer.send(Err(Error::Rejected(cause.clone())));
            } else {
                commit_together(connection, std::iter::once(job), trouble);
            }
        }
        return;
    }
    trouble.note(cause_of(&error));
    // Whoever is still queued would meet the same trouble, after the same wait.
    for job in applied.into_iter().map(|(job, _)| job).chain(jobs) {
        let _ = job.answer.send(Err(again(&error)));
    }
}

fn apply_all(
    connection: &Connection,
    jobs: &mut impl Iterator<Item = Job>,
    applied: &mut Vec<(Job, Verdict)>,
) -> Result<()> {
    // IMMEDIATE: a transaction that begins by reading can lose its turn to
    // another process, and then can neither write nor wait.
    run(connection, "BEGIN IMMEDIATE")?;
    for job in jobs {
        let done = match &job.work {
            Work::Apply(tenant, changes) => apply(connection, *tenant, changes),
            Work::Probe => touch(connection).map(Ok),
        };
        match done {
            Ok(verdict) => applied.push((job, verdict)),
            Err(error) => {
                applied.push((job, Err(again(&error))));
                return Err(error);
            }
        }
    }
    run(connection, "COMMIT")
}

/// Writes the number of the schema's version, which the file holds already.
fn touch(connection: &Connection) -> Result<()> {
    let version: i64 = connection
        .query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))
        .map_err(|error| explain(error, Act::Transact))?;
    run(connection, &format!("PRAGMA user_version = {version}"))
}

/// Answers the error of a transaction to each change set that was part of it, with its cause.
fn again(error: &Error) -> Error {
    match error {
        Error::Damaged(what) => Error::Damaged(what.clone()),
        other => unavailable(&cause_of(other)),
    }
}

fn cause_of(error: &Error) -> String {
    match error {
        Error::Unavailable(cause) => cause.to_string(),
        other => other.to_string(),
    }
}

fn unavailable(cause: &str) -> Error {
    Error::Unavailable(cause.into())
}

fn gone() -> Error {
    unavailable("the writer has stopped")
}

#[cfg(test)]
mod tests;
