//! Whose turn it is on a connection: the client's to ask, or the server's to answer.
//!
//! The protocol does not tell, but what watches over the bytes has to know: while the
//! client asks, silence has an end; while the server answers, the client may be silent.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use hyper::body::{Body, Frame, SizeHint};

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Turn {
    /// The next head is awaited.
    #[default]
    Client,
    /// A head has come in whole; its body and its answer are under way.
    Server,
    /// The answer was made, and its last bytes may still be on their way out.
    Flushing,
}

#[derive(Debug, Default)]
struct State {
    turn: Turn,
    last_call_is_over: bool,
    was_cut_short: bool,
}

/// The state that the parts of one connection share. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchange(Arc<Mutex<State>>);

impl Exchange {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins the server's turn: a head is there.
    pub(super) fn asked(&self) {
        self.state().turn = Turn::Server;
    }

    /// Ends the server's turn, if everything that is to be written is on its way; returns
    /// whether it did.
    pub(super) fn flushed(&self) -> bool {
        let mut state = self.state();
        let is_over = state.turn == Turn::Flushing;
        if is_over {
            state.turn = Turn::Client;
        }
        is_over
    }

    pub(super) fn turn(&self) -> Turn {
        self.state().turn
    }

    /// Takes no further request but what has arrived by now.
    pub(super) fn end_last_call(&self) {
        self.state().last_call_is_over = true;
    }

    pub(super) fn last_call_is_over(&self) -> bool {
        self.state().last_call_is_over
    }

    /// Notes that a head was given up that had begun.
    pub(super) fn cut_short(&self) {
        self.state().was_cut_short = true;
    }

    pub(super) fn was_cut_short(&self) -> bool {
        self.state().was_cut_short
    }
}

/// The body of an answer, which says when it has been taken whole.
#[derive(Debug)]
pub(super) struct AnswerBody<B> {
    body: B,
    exchange: Exchange,
}

impl<B> AnswerBody<B> {
    pub(super) fn new(body: B, exchange: Exchange) -> Self {
        Self { body, exchange }
    }
}

impl<B: Body + Unpin> Body for AnswerBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> Drop for AnswerBody<B> {
    fn drop(&mut self) {
        self.exchange.state().turn = Turn::Flushing;
    }
}
