//! Taking in a request's body: counted as it streams, within a deadline.
//!
//! Every body of this API is small JSON, so it is read whole before anything
//! else runs: a client that sends slowly keeps a connection busy, but never a
//! place among the running requests. What all bodies together take has a budget.

use std::time::Duration;

use poem::{Body, Request, http::header};
use tokio::{
    io::AsyncReadExt,
    select,
    time::{sleep, timeout},
};

use super::{
    budget::{Budget, Share},
    lifecycle::{Lifecycle, ServerStage},
};
use crate::problem::Refusal;

/// The limits of a body.
#[derive(Debug, Clone)]
pub(super) struct BodyReader {
    /// The most bytes.
    pub(super) limit: usize,
    /// The time from the head's end to the body's end.
    pub(super) deadline: Duration,
    /// The time from when the server closes to the body's end.
    pub(super) last_call: Duration,
    /// Where the server stands.
    pub(super) life: Lifecycle,
    /// The limit of all bodies together.
    pub(super) budget: Budget,
}

impl BodyReader {
    /// Gives the request back with its whole body in memory, and the share that it
    /// takes.
    ///
    /// # Errors
    ///
    /// [`Refusal::BodyTooLarge`] once more than the limit is announced or has
    /// come, [`Refusal::BodyTooSlow`] when the deadline passes first,
    /// [`Refusal::NotReady`] when the server closes and the body does not come soon
    /// after, [`Refusal::MalformedRequest`] when the body breaks off, and
    /// [`Refusal::Overloaded`] when others take what there is for bodies.
    pub(super) async fn take(&self, mut request: Request) -> Result<(Request, Share), Refusal> {
        if announced(&request).is_some_and(|length| length > self.limit as u64) {
            return Err(Refusal::BodyTooLarge { limit: self.limit });
        }
        let reading = self.read(request.take_body());
        let read = select! {
            biased;
            read = timeout(self.deadline, reading) => read,
            () = self.last_call_is_over() => return Err(Refusal::NotReady),
        };
        let (bytes, share) = read.map_err(|_elapsed| Refusal::BodyTooSlow)??;
        request.set_body(bytes);
        Ok((request, share))
    }

    async fn read(&self, body: Body) -> Result<(Vec<u8>, Share), Refusal> {
        let (mut bytes, mut share) = (Vec::new(), self.budget.share());
        let mut body = body.into_async_read();
        let mut come = [0; 4096];
        loop {
            let length = body.read(&mut come).await;
            let length = length.map_err(|_broken_off| Refusal::MalformedRequest)?;
            if length == 0 {
                return Ok((bytes, share));
            }
            if bytes.len() + length > self.limit {
                return Err(Refusal::BodyTooLarge { limit: self.limit });
            }
            share.grow(length)?;
            bytes.extend_from_slice(&come[..length]);
        }
    }

    async fn last_call_is_over(&self) {
        self.life.reached(ServerStage::Closing).await;
        sleep(self.last_call).await;
    }
}

/// The length that the head announces, if it does.
fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
