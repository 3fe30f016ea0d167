//! The gate before the handlers: how many run at once, and for how long.
//!
//! A request beyond the cap is refused at once, since a longer queue would only make
//! all of them late: the one that there is stands before the storage, where
//! organizations take turns. Each one runs as a task of its own, which does two things:
//! a panic in it becomes an answer, and a write runs to its end though its
//! client leaves.

use std::{sync::Arc, time::Duration};

use poem::{Response, Result};
use tokio::{sync::Semaphore, task::AbortHandle, time::timeout};

use crate::problem::{Problem, Refusal};

/// The fate of a request whose client leaves before the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abandoned {
    /// It is dropped: nobody wants what it reads.
    Dropped,
    /// It runs to its end: it may have begun to write.
    Finished,
}

/// Whether a request counts against the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// It does.
    Counted,
    /// It does not: a health check must see a busy server as alive.
    Free,
}

/// The gate.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    places: Arc<Semaphore>,
    capacity: u32,
    deadline: Duration,
}

impl Gate {
    /// Lets `capacity` requests run at once, each for at most `deadline`.
    #[must_use]
    pub(super) fn new(capacity: u32, deadline: Duration) -> Self {
        let places = Arc::new(Semaphore::new(capacity as usize));
        Self { places, capacity, deadline }
    }

    /// Runs a request's work.
    ///
    /// # Errors
    ///
    /// The error of the work; [`Refusal::Overloaded`] at once when the cap
    /// is reached, [`Refusal::DeadlineExceeded`] when the deadline passes (the
    /// work is dropped, which the storage's contract makes all or nothing),
    /// and [`Refusal::Internal`] when the work panics.
    pub(super) async fn run<F>(
        &self,
        admission: Admission,
        abandoned: Abandoned,
        work: F,
    ) -> Result<Response>
    where
        F: Future<Output = Result<Response>> + Send + 'static,
    {
        let place = match admission {
            Admission::Free => None,
            Admission::Counted => {
                let place = Arc::clone(&self.places).try_acquire_owned();
                Some(place.map_err(|_full| Problem::from(Refusal::Overloaded))?)
            }
        };
        let deadline = self.deadline;
        let task = tokio::spawn(async move {
            let _place = place;
            timeout(deadline, work).await
        });
        let _abort = (abandoned == Abandoned::Dropped).then(|| AbortOnDrop(task.abort_handle()));
        match task.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_elapsed)) => Err(Refusal::DeadlineExceeded.into()),
            Err(_panicked) => Err(Refusal::Internal.into()),
        }
    }

    /// Waits until nothing runs, and lets nothing run any more.
    pub(super) async fn drained(&self) {
        // Fails only when the semaphore is closed, and then nothing can run.
        let _all = self.places.acquire_many(self.capacity).await;
        self.places.close();
    }
}

/// Ends a task when the one who waits for it is dropped.
struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use poem::http::StatusCode;
    use tokio::sync::oneshot;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    async fn status(
        gate: &Gate,
        work: impl Future<Output = Result<Response>> + Send + 'static,
    ) -> StatusCode {
        match gate.run(Admission::Counted, Abandoned::Finished, work).await {
            Ok(response) => response.status(),
            Err(error) => error.status(),
        }
    }

    fn ok() -> Response {
        StatusCode::OK.into()
    }

    #[tokio::test]
    async fn a_request_beyond_the_cap_is_refused_and_a_health_check_is_not() {
        let gate = Gate::new(1, LONG);
        let (begun, has_begun) = oneshot::channel();
        let (finish, may_finish) = oneshot::channel::<()>();
        let first = tokio::spawn({
            let gate = gate.clone();
            async move {
                status(&gate, async {
                    begun.send(()).unwrap();
                    may_finish.await.unwrap();
                    Ok(ok())
                })
                .await
            }
        });
        has_begun.await.unwrap();
        assert_eq!(status(&gate, async { Ok(ok()) }).await, 503);
        let health = gate.run(Admission::Free, Abandoned::Dropped, async { Ok(ok()) }).await;
        assert_eq!(health.unwrap().status(), 200);
        finish.send(()).unwrap();
        assert_eq!(first.await.unwrap(), 200);
        assert_eq!(status(&gate, async { Ok(ok()) }).await, 200);
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_given_up() {
        let gate = Gate::new(1, Duration::from_millis(1));
        assert_eq!(status(&gate, std::future::pending()).await, 503);
        assert_eq!(status(&gate, async { Ok(ok()) }).await, 200, "its place is free again");
    }

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        let gate = Gate::new(1, LONG);
        assert_eq!(status(&gate, async { panic!("boom") }).await, 500);
        assert_eq!(status(&gate, async { Ok(ok()) }).await, 200, "its place is free again");
    }

    /// Starts work, drops the one who waits for it, and says whether the work
    /// reached its end.
    async fn reached_its_end(abandoned: Abandoned) -> bool {
        let gate = Gate::new(1, LONG);
        let (begun, has_begun) = oneshot::channel();
        let (go_on, may_go_on) = oneshot::channel::<()>();
        let (reach, reached) = oneshot::channel();
        let waiting = tokio::spawn(async move {
            let work = async move {
                begun.send(()).unwrap();
                let _ = may_go_on.await;
                reach.send(()).unwrap();
                Ok(ok())
            };
            gate.run(Admission::Counted, abandoned, work).await
        });
        has_begun.await.unwrap();
        waiting.abort();
        let _ = waiting.await;
        // Let the runtime carry the end of an aborted task out.
        tokio::task::yield_now().await;
        let _ = go_on.send(());
        reached.await.is_ok()
    }

    #[tokio::test]
    async fn a_write_runs_to_its_end_though_its_client_leaves() {
        assert!(reached_its_end(Abandoned::Finished).await);
    }

    #[tokio::test]
    async fn a_read_is_dropped_when_its_client_leaves() {
        assert!(!reached_its_end(Abandoned::Dropped).await);
    }

    #[tokio::test]
    async fn a_drained_gate_lets_nothing_in() {
        let gate = Gate::new(2, LONG);
        gate.drained().await;
        assert_eq!(status(&gate, async { Ok(ok()) }).await, 503);
    }
}
