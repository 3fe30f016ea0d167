//! A stream that waits for the next head only so long.
//!
//! Between two requests a client may be silent for longer than a head may take to come
//! in: proxies keep connections in stock, and must not find one closed in the moment
//! they use it. When the time is over, and when a server that closes has made its last
//! call, the stream ends, as if the client had left.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

use super::exchange::{Exchange, Turn};

/// How long a client may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadlines {
    /// For a head: from the connection's beginning, or from the head's first byte.
    pub(super) head: Duration,
    /// From an answer to the first byte of the next head.
    pub(super) idle: Duration,
}

/// The kind of wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaited {
    FirstByte,
    NextByte,
    RestOfHead,
}

/// A stream with deadlines for what is read while it is the client's turn.
pub(super) struct Patience<S> {
    stream: S,
    exchange: Exchange,
    deadlines: Deadlines,
    /// The current wait for the client, and how long still.
    waiting: (Awaited, Pin<Box<Sleep>>),
}

impl<S> Patience<S> {
    pub(super) fn new(stream: S, exchange: Exchange, deadlines: Deadlines) -> Self {
        let waiting = (Awaited::FirstByte, Box::pin(sleep(deadlines.head)));
        Self { stream, exchange, deadlines, waiting }
    }

    /// Something of a head has come.
    fn heard(&mut self) {
        match self.waiting.0 {
            // The first head has its time from the connection's beginning.
            Awaited::FirstByte => self.waiting.0 = Awaited::RestOfHead,
            Awaited::RestOfHead => {}
            Awaited::NextByte => {
                self.waiting = (Awaited::RestOfHead, Box::pin(sleep(self.deadlines.head)));
            }
        }
    }

    /// Waits on, or ends the stream.
    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let (awaited, time) = &mut self.waiting;
        if self.exchange.last_call_is_over() {
            // Of a next head the protocol may hold bytes that came with the one before.
            if *awaited != Awaited::FirstByte {
                self.exchange.cut_short();
            }
        } else {
            ready!(time.as_mut().poll(cx));
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patience<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, into);
        match read {
            _ if self.exchange.turn() != Turn::Client => read,
            Poll::Ready(Ok(())) if into.filled().len() > before => {
                self.heard();
                read
            }
            Poll::Ready(Ok(()) | Err(_)) => read,
            Poll::Pending => self.wait(cx),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patience<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// The protocol flushes once it has written all that it held, and does not read again
    /// until it is woken: so the wait for the next head begins here.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = ready!(Pin::new(&mut self.stream).poll_flush(cx));
        if self.exchange.flushed() {
            let mut time = Box::pin(sleep(self.deadlines.idle));
            if time.as_mut().poll(cx).is_ready() {
                cx.waker().wake_by_ref();
            }
            self.waiting = (Awaited::NextByte, time);
        }
        Poll::Ready(flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
