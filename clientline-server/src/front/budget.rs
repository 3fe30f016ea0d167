//! The memory of bodies: what all that are under way together may take.
//!
//! A body's first bytes are free, so that small requests have small answers whatever
//! others leave lying; those of all connections together are bounded by their number.
//! Beyond that a body counts for as long as it is in memory: that of a request until
//! its handler has ended, that of an answer until it is written, or its client gone.

use hyper::body::Bytes;
use poem::{Body, PathPattern, Response, Result};
use prometheus_client::metrics::gauge::Gauge;

use super::gate::Abandoned;
use crate::{config::Limits, metrics::BodyGauges, problem::Refusal};

/// How many bytes of each body are free: a usual page of a list has fewer.
const FREE_BYTES: usize = 32 * 1024;

/// A number of bytes that bodies share.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    limit: i64,
    taken: Gauge,
}

impl Budget {
    pub(super) fn new(limit: usize, taken: Gauge) -> Self {
        Self { limit: i64::try_from(limit).unwrap_or(i64::MAX), taken }
    }

    /// Begins a share with nothing in it.
    pub(super) fn share(&self) -> Share {
        Share { budget: self.clone(), length: 0, counted: 0 }
    }

    /// Whether nothing is left.
    fn is_spent(&self) -> bool {
        self.taken.get() >= self.limit
    }
}

/// The part of a budget that one body takes, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Budget,
    /// How long the body is, with the part that is free.
    length: usize,
    counted: i64,
}

impl Share {
    /// Counts more bytes of the body.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] if the budget has not as many left; a body that is
    /// alone passes, however long it is.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Refusal> {
        let others = self.overdraw(bytes);
        let is_alone = others == 0;
        if self.counted > 0 && !is_alone && others + self.counted > self.budget.limit {
            return Err(Refusal::Overloaded);
        }
        Ok(())
    }

    /// Counts more bytes of the body, as many as there are. Returns how many were taken
    /// by others.
    fn overdraw(&mut self, bytes: usize) -> i64 {
        let counted = |length: usize| length.saturating_sub(FREE_BYTES);
        let more = counted(self.length + bytes) - counted(self.length);
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        self.length += bytes;
        let before = self.budget.taken.inc_by(more) - self.counted;
        self.counted += more;
        before
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.taken.dec_by(self.counted);
    }
}

/// Bytes with the share that they take, which goes when the last of them was written.
struct Held {
    bytes: Bytes,
    _share: Share,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Marks an answer whose body has no end of its own: it is not collected, and holds no more than
/// the client has not taken yet.
#[derive(Clone, Copy)]
pub(crate) struct Endless;

/// The budgets of answers. Reads and changes have one each: a change that was made is
/// answered, so that it must not be reads that use up what its answer needs.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    reads: Budget,
    changes: Budget,
}

impl Answers {
    pub(super) fn new(limits: &Limits, gauges: &BodyGauges) -> Self {
        let budget = |gauge: &Gauge| Budget::new(limits.answer_memory_bytes, gauge.clone());
        Self { reads: budget(&gauges.reads), changes: budget(&gauges.changes) }
    }

    /// Refuses a change that could not be answered.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`].
    pub(super) fn admit(&self, abandoned: Abandoned) -> Result<(), Refusal> {
        match abandoned {
            Abandoned::Finished if self.changes.is_spent() => Err(Refusal::Overloaded),
            Abandoned::Finished | Abandoned::Dropped => Ok(()),
        }
    }

    /// Counts the body of an answer from now on, unless it is written as it comes.
    ///
    /// # Errors
    ///
    /// [`Refusal::Overloaded`] if it is that of a read, and the budget has not as many
    /// bytes left.
    pub(super) async fn hold(
        &self,
        abandoned: Abandoned,
        mut response: Response,
    ) -> Result<Response> {
        if response.data::<Endless>().is_some() {
            return Ok(response);
        }
        let bytes = response.take_body().into_bytes().await;
        let bytes = bytes.map_err(|_broken_off| Refusal::Internal)?;
        let body = match bytes.len() {
            0 => Body::empty(),
            1..=FREE_BYTES => bytes.into(),
            _ => match self.held(abandoned, bytes) {
                Ok(held) => held.into(),
                Err(refusal) => {
                    let mut error = poem::Error::from(refusal);
                    if let Some(pattern) = response.data::<PathPattern>() {
                        error.set_data(pattern.clone());
                    }
                    return Err(error);
                }
            },
        };
        response.set_body(body);
        Ok(response)
    }

    fn held(&self, abandoned: Abandoned, bytes: Bytes) -> Result<Bytes, Refusal> {
        let share = match abandoned {
            Abandoned::Dropped => {
                let mut share = self.reads.share();
                share.grow(bytes.len())?;
                share
            }
            Abandoned::Finished => {
                let mut share = self.changes.share();
                share.overdraw(bytes.len());
                share
            }
        };
        Ok(Bytes::from_owner(Held { bytes, _share: share }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_refused_beyond_the_budget_and_given_back() {
        let budget = Budget::new(1_000, Gauge::default());
        let mut first = budget.share();
        first.grow(FREE_BYTES).unwrap();
        assert_eq!(budget.taken.get(), 0, "the first bytes are free");
        first.grow(600).unwrap();
        let mut second = budget.share();
        second.grow(FREE_BYTES + 400).unwrap();
        assert!(budget.is_spent());
        assert!(second.grow(1).is_err());
        drop(second);
        assert_eq!(budget.taken.get(), 600);
        first.grow(1_000_000).unwrap();
        assert!(budget.share().grow(FREE_BYTES + 1).is_err());
        drop(first);
        assert_eq!(budget.taken.get(), 0);
    }

    #[tokio::test]
    async fn an_answer_counts_until_the_last_of_its_bytes_is_dropped() {
        let gauges = BodyGauges::default();
        let limits = Limits { answer_memory_bytes: 1_000, ..Limits::default() };
        let answers = Answers::new(&limits, &gauges);
        let long = || Response::builder().body(vec![b'x'; FREE_BYTES + 1_000]);
        let held = answers.hold(Abandoned::Dropped, long()).await.unwrap();
        let refused = answers.hold(Abandoned::Dropped, long()).await.unwrap_err();
        assert_eq!(refused.status(), 503);
        let bytes = held.into_body().into_bytes().await.unwrap();
        let rest = bytes.slice(FREE_BYTES..);
        drop(bytes);
        assert_eq!(gauges.reads.get(), 1_000);
        drop(rest);
        assert_eq!(gauges.reads.get(), 0);
    }

    #[tokio::test]
    async fn a_change_that_was_made_is_answered_and_the_next_is_not_begun() {
        let limits = Limits { answer_memory_bytes: 1_000, ..Limits::default() };
        let answers = Answers::new(&limits, &BodyGauges::default());
        let long = || Response::builder().body(vec![b'x'; FREE_BYTES + 800]);
        let mut held = Vec::new();
        for _ in 0..2 {
            answers.admit(Abandoned::Finished).unwrap();
            held.push(answers.hold(Abandoned::Finished, long()).await.unwrap());
        }
        assert_eq!(answers.admit(Abandoned::Finished), Err(Refusal::Overloaded));
        answers.admit(Abandoned::Dropped).unwrap();
        held.pop();
        answers.admit(Abandoned::Finished).unwrap();
    }
}
