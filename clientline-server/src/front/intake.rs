//! Taking in a request's body: counted as it streams, within a deadline.
//!
//! Every body of this API is small JSON, so it is read whole before anything
//! else runs: a client that sends slowly keeps a connection busy, but never a
//! place among the running requests.

use std::time::Duration;

use poem::{Request, error::ReadBodyError, http::header};
use tokio::{
    select,
    time::{sleep, timeout},
};

use super::lifecycle::{Lifecycle, Stage};
use crate::problem::Refusal;

/// What a body may take.
#[derive(Debug, Clone)]
pub(super) struct Intake {
    /// The most bytes.
    pub(super) limit: usize,
    /// The time from the head's end to the body's end.
    pub(super) deadline: Duration,
    /// The time from when the server closes to the body's end.
    pub(super) last_call: Duration,
    /// Where the server stands.
    pub(super) life: Lifecycle,
}

impl Intake {
    /// Gives the request back with its whole body in memory.
    ///
    /// # Errors
    ///
    /// [`Refusal::BodyTooLarge`] once more than the limit is announced or has
    /// come, [`Refusal::BodyTooSlow`] when the deadline passes first,
    /// [`Refusal::NotReady`] when the server closes and the body does not come soon
    /// after, and [`Refusal::MalformedRequest`] when the body breaks off.
    pub(super) async fn take(&self, mut request: Request) -> Result<Request, Refusal> {
        let too_large = Refusal::BodyTooLarge { limit: self.limit };
        if announced(&request).is_some_and(|length| length > self.limit as u64) {
            return Err(too_large);
        }
        let reading = request.take_body().into_bytes_limit(self.limit);
        let read = select! {
            biased;
            read = timeout(self.deadline, reading) => read,
            () = self.last_call_is_over() => return Err(Refusal::NotReady),
        };
        let bytes = match read {
            Err(_elapsed) => return Err(Refusal::BodyTooSlow),
            Ok(Err(ReadBodyError::PayloadTooLarge)) => return Err(too_large),
            Ok(Err(_broken_off)) => return Err(Refusal::MalformedRequest),
            Ok(Ok(bytes)) => bytes,
        };
        request.set_body(bytes);
        Ok(request)
    }

    async fn last_call_is_over(&self) {
        self.life.reached(Stage::Closing).await;
        sleep(self.last_call).await;
    }
}

/// The length that the head announces, if it does.
fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
