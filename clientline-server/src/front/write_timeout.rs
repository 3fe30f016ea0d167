//! A stream that gives up on a peer who does not take what is written, or takes it
//! too slowly.
//!
//! A client that asks and then never reads, or reads a byte now and then, would hold its
//! connection and its answer for ever, since TCP sees nothing wrong with that. So a write
//! that waits has a deadline, which every byte that is taken moves on by its share of a
//! second, and never further than patience goes: an answer of so many bytes is taken after
//! patience and their time at the least rate, or given up.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// A stream whose writes fail once the peer takes less than it has to.
pub(super) struct WriteTimeout<S> {
    stream: S,
    patience: Duration,
    /// The bytes that a peer has to take in a second, on average.
    rate: u32,
    /// Runs from when a write first had to wait until the peer has made up for it.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S> WriteTimeout<S> {
    pub(super) fn new(stream: S, patience: Duration, rate: u32) -> Self {
        Self { stream, patience, rate, deadline: None }
    }

    /// Moves the deadline on by what was taken, and lets a write that waits run into it.
    fn judge<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
        taken: impl FnOnce(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        let furthest = Instant::now() + self.patience;
        match &written {
            Poll::Ready(Ok(done)) => self.made_up(taken(done), furthest),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let fresh = || Box::pin(sleep_until(furthest));
                ready!(self.deadline.get_or_insert_with(fresh).as_mut().poll(cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }

    fn made_up(&mut self, bytes: usize, furthest: Instant) {
        let Some(deadline) = &mut self.deadline else { return };
        // A write is far below 4 GiB, and what is above counts as that much.
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let later = deadline.deadline() + Duration::from_secs(bytes.into()) / self.rate.max(1);
        if later >= furthest {
            self.deadline = None;
        } else {
            deadline.as_mut().reset(later);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WriteTimeout<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WriteTimeout<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judge(cx, written, |bytes| *bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.judge(cx, written, |bytes| *bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        self.judge(cx, flushed, |()| 0)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn a_peer_that_takes_nothing_is_given_up() {
        let (ours, _theirs) = duplex(4);
        let mut ours = WriteTimeout::new(ours, Duration::from_millis(5), 1);
        let error = ours.write_all(b"more than four bytes").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_peer_that_takes_its_bytes_gets_them_all() {
        let (ours, mut theirs) = duplex(4);
        let mut ours = WriteTimeout::new(ours, Duration::from_mins(1), 1);
        let writing = tokio::spawn(async move {
            ours.write_all(b"more than four bytes").await.unwrap();
        });
        let mut taken = String::new();
        theirs.read_to_string(&mut taken).await.unwrap();
        writing.await.unwrap();
        assert_eq!(taken, "more than four bytes");
    }
    #[tokio::test]
    async fn a_peer_that_takes_a_byte_now_and_then_is_given_up() {
        let (ours, mut theirs) = duplex(4);
        let mut ours = WriteTimeout::new(ours, Duration::from_millis(50), 1_000_000);
        let taking = tokio::spawn(async move {
            let mut byte = [0];
            // Far more often than patience asks for, and far less than the rate.
            while theirs.read(&mut byte).await.is_ok_and(|read| read > 0) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        let error = ours.write_all(&vec![0; 1_000_000]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(ours);
        taking.await.unwrap();
    }
}
