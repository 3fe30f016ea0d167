//! The one thread that writes, and the queue before it.
//!
//! What waits together is committed together: the disk is asked once for all
//! of them. That is what makes durable commits cheap, see `benches/booking.rs`.

use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread::{self, JoinHandle},
};

use clientline_core::{
    row::ChangeSet,
    storage::{Error, Result},
    value::TenantId,
};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{
    Options,
    apply::{Verdict, apply, run},
};

/// The writing thread. Dropping it waits until all that was queued is written.
pub(crate) struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

struct Job {
    tenant: TenantId,
    changes: ChangeSet,
    answer: oneshot::Sender<Verdict>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, options: Options) -> Result<Self> {
        let (queue, jobs) = sync_channel(options.queue.get());
        let thread = thread::Builder::new()
            .name("clientline-writer".to_owned())
            .spawn(move || work(&connection, &jobs, options.group.get()))
            .map_err(|error| Error::Unavailable(error.into()))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Queues a change set and waits for its answer.
    ///
    /// Whoever stops waiting leaves the change set in the queue: it is applied
    /// as a whole, or, if its turn has not come yet, not at all.
    pub(crate) async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.try_send(Job { tenant, changes, answer }).map_err(|error| match error {
            TrySendError::Full(_) => unavailable("too many commits are waiting"),
            TrySendError::Disconnected(_) => gone(),
        })?;
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
