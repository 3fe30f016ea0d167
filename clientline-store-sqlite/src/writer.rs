//! The one thread that writes, and the queue before it.
//!
//! What waits together is committed together: the disk is asked once for all
//! of them. That is what makes durable commits cheap, see `benches/booking.rs`.
//! The queue is short, one group while another is being written, and tenants take
//! turns to get into it.

use std::{
    num::NonZeroUsize,
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
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
};

/// How long a commit waits for its turn.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// The writing thread. Dropping it waits until all that was queued is written.
pub(crate) struct Writer {
    turns: Turns,
    queue: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

struct Job {
    tenant: TenantId,
    changes: ChangeSet,
    answer: oneshot::Sender<Verdict>,
    /// Given on once there is an answer, though nobody wait for it any more: so
    /// the queue has no more jobs than there are turns.
    _turn: Turn,
}

impl Writer {
    pub(crate) fn start(connection: Connection, options: Options) -> Result<Self> {
        let group = options.group;
        let places = group.saturating_mul(const { NonZeroUsize::new(2).unwrap() });
        let turns = Turns::with_lines(places, options.queue.get());
        let (queue, jobs) = channel();
        let thread = thread::Builder::new()
            .name("clientline-writer".to_owned())
            .spawn(move || work(&connection, &jobs, group.get()))
            .map_err(|error| Error::Unavailable(error.into()))?;
        Ok(Self { turns, queue: Some(queue), thread: Some(thread) })
    }

    /// Queues a change set when it is the tenant's turn, and waits for its answer.
    ///
    /// Whoever stops waiting leaves the change set in the queue: it is applied
    /// as a whole, or, if its turn has not come yet, not at all.
    pub(crate) async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let turn = self.turns.take(tenant, WAIT_MAX).await?;
        let (answer, answered) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.send(Job { tenant, changes, answer, _turn: turn }).map_err(|_job| gone())?;
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

fn work(connection: &Connection, queue: &Receiver<Job>, group: usize) {
    while let Ok(first) = queue.recv() {
        // Commits that come while others are being applied still join them.
        let jobs = std::iter::once(first).chain(queue.try_iter());
        let jobs = jobs.take(group).filter(|job| !job.answer.is_closed());
        commit_together(connection, jobs);
    }
}

/// Applies change sets in one transaction, and answers when it is on the disk.
///
/// One that failed is answered with the others: its failure may be due to one
/// of them, which counts only once that is committed. What only the end of the
/// transaction refuses is one of them: they are then committed one by one.
fn commit_together(connection: &Connection, mut jobs: impl Iterator<Item = Job>) {
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
                commit_together(connection, std::iter::once(job));
            }
        }
        return;
    }
    let cause = error.to_string();
    // Whoever is still queued would meet the same trouble, after the same wait.
    for job in applied.into_iter().map(|(job, _)| job).chain(jobs) {
        let _ = job.answer.send(Err(unavailable(&cause)));
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
        match apply(connection, job.tenant, &job.changes) {
            Ok(verdict) => applied.push((job, verdict)),
            Err(error) => {
                let detail = unavailable(&error.to_string());
                applied.push((job, Err(detail)));
                return Err(error);
            }
        }
    }
    run(connection, "COMMIT")
}

fn unavailable(cause: &str) -> Error {
    Error::Unavailable(cause.into())
}

fn gone() -> Error {
    unavailable("the writer has stopped")
}

#[cfg(test)]
mod tests;
