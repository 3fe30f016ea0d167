//! The runs of use cases as an operator sees them: how each ended, where its time went, and
//! what it lost to.
//!
//! Each run is a span of `tracing` at the level `debug`, and is told to the [`Observer`] of
//! the [`ClientLine`](crate::engine::ClientLine), if it has one. Neither says anything of
//! what is in a request: only names of this crate.

use std::{fmt, sync::Arc, time::Duration};

use tokio::time::Instant;
use tracing::{Span, field::Empty};

use crate::{error::Error, storage};

/// A part of the time that a run takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunStage {
    /// What is prepared before any plan: to hash a password, above all.
    Prepare,
    /// Waiting in line for others who write the same rows.
    Queue,
    /// Opening a snapshot, which may wait for a connection.
    Connection,
    /// Reading and deciding.
    Plan,
    /// Applying the change set.
    Commit,
}

impl RunStage {
    /// Every stage, in the order in which a run goes through them.
    pub const ALL: [Self; 5] =
        [Self::Prepare, Self::Queue, Self::Connection, Self::Plan, Self::Commit];

    /// Returns its name, as labels have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Queue => "queue",
            Self::Connection => "connection",
            Self::Plan => "plan",
            Self::Commit => "commit",
        }
    }
}

/// One run of a use case.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The use case: its [`NAME`](crate::engine::UseCase::NAME).
    pub operation: &'static str,
    /// How it ended: `ok`, `replayed`, `cancelled` if its caller did not wait for the end, or
    /// the code of its error.
    pub outcome: &'static str,
    /// How often it was planned.
    pub plans: u32,
    /// What it lost to, once for each time: the constraint that another commit broke first,
    /// or `stale` for a row that had changed.
    pub races: Vec<&'static str>,
    /// The whole time.
    pub took: Duration,
    /// The time in each stage, in the order of [`RunStage::ALL`].
    pub stages: [Duration; RunStage::ALL.len()],
}

/// An observer of runs: metrics, above all. It is called at the end of each run, on the task
/// that ran it, and must not wait for anything.
pub trait Observer: fmt::Debug + Send + Sync {
    /// Takes note of a run that ended.
    fn ended(&self, run: &Observation);
}

/// A run that goes on; it is told to the observer when it is dropped.
pub(in crate::engine) struct Observed {
    observer: Option<Arc<dyn Observer>>,
    span: Span,
    begun: Instant,
    run: Observation,
}

impl Observed {
    /// Begins the run of a use case.
    pub(in crate::engine) fn begin(
        observer: Option<Arc<dyn Observer>>,
        operation: &'static str,
    ) -> Self {
        let span = tracing::debug_span!(
            "operation",
            operation,
            outcome = Empty,
            plans = Empty,
            races = Empty,
            prepare_us = Empty,
            queue_us = Empty,
            connection_us = Empty,
            plan_us = Empty,
            commit_us = Empty,
        );
        let run = Observation {
            operation,
            outcome: "cancelled",
            plans: 0,
            races: Vec::new(),
            took: Duration::ZERO,
            stages: [Duration::ZERO; RunStage::ALL.len()],
        };
        Self { observer, span, begun: Instant::now(), run }
    }

    /// Returns the span of the run.
    pub(in crate::engine) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Adds the time since an instant to a stage.
    pub(in crate::engine) fn spent(&mut self, stage: RunStage, since: Instant) {
        self.run.stages[stage as usize] += since.elapsed();
    }

    /// Counts a plan.
    pub(in crate::engine) fn planned(&mut self) {
        self.run.plans += 1;
    }

    /// Takes note of a race that was lost.
    pub(in crate::engine) fn lost_to(&mut self, race: &storage::Error) {
        self.run.races.push(match race {
            storage::Error::Violated(constraint) => constraint,
            storage::Error::Dangling => "missing_row",
            storage::Error::InUse => "row_in_use",
            _ => "stale",
        });
    }

    /// Says how it ended.
    pub(in crate::engine) fn ended(&mut self, outcome: &'static str) {
        self.run.outcome = outcome;
    }

    /// Says that it failed, and with what. A refusal of the database is a fault of this
    /// program, since a plan keeps to the rules: it is said aloud, by the rule's name.
    pub(in crate::engine) fn failed(&mut self, error: &Error) {
        self.run.outcome = error.code();
        if let Error::Storage(storage::Error::Rejected(rule)) = error {
            tracing::warn!(operation = self.run.operation, %rule, "refused by the database");
        }
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.run.took = self.begun.elapsed();
        if !self.span.is_disabled() {
            let [prepare, queue, connection, plan, commit] = self.run.stages;
            let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
            self.span.record("outcome", self.run.outcome);
            self.span.record("plans", self.run.plans);
            self.span.record("races", self.run.races.join(","));
            self.span.record("prepare_us", micros(prepare));
            self.span.record("queue_us", micros(queue));
            self.span.record("connection_us", micros(connection));
            self.span.record("plan_us", micros(plan));
            self.span.record("commit_us", micros(commit));
        }
        if let Some(observer) = &self.observer {
            observer.ended(&self.run);
        }
    }
}
