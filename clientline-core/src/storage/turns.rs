//! A bounded number of places that tenants take in turn.
//!
//! A plain semaphore serves whoever came first, so that a tenant who sends a
//! hundred requests makes everybody wait behind all of them. Here each tenant
//! has a line of its own, and a place that becomes free goes to the next line:
//! whoever asks now and then waits for one request of each busy neighbour, and
//! not for its crowd.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

use super::{
    Error, Result,
    rounds::{Line, Rounds},
};
use crate::value::TenantId;

/// A bounded number of places that are taken in turn: in the order that `Q` keeps.
///
/// Both stores hand out their connections by it. Clones share the places.
pub struct Turns<Q: Queue = TenantLines>(Arc<Mutex<Places<Q>>>);

/// The order in which those who wait are called.
pub trait Queue: Sized + Send + 'static {
    /// The key of a line.
    type Key: Send;

    /// Takes somebody in at the end of a line. Whoever is dropped is turned away.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if there is no room.
    fn line_up(&mut self, key: Self::Key, waiter: Waiter<Self>) -> Result<()>;

    /// Returns the one whose turn it is; nobody who has left.
    fn call(&mut self) -> Option<Waiter<Self>>;

    /// Returns how many are in line.
    fn waiting(&self) -> usize;
}

/// Somebody who waits for a place.
pub struct Waiter<Q: Queue>(oneshot::Sender<Turn<Q>>);

impl<Q: Queue> Waiter<Q> {
    /// Returns whether nobody waits here any more.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.0.is_closed()
    }
}

impl<Q: Queue> Line for VecDeque<Waiter<Q>> {
    type Waiter = Waiter<Q>;

    fn call(&mut self) -> Option<Waiter<Q>> {
        std::iter::from_fn(|| self.pop_front()).find(|waiter| !waiter.has_left())
    }

    fn waiting(&self) -> usize {
        self.len()
    }
}

impl<Q: Queue> fmt::Debug for Waiter<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waiter")
    }
}

/// The places that are free, and who waits for one.
struct Places<Q> {
    free: usize,
    queue: Q,
}

/// A line for each tenant; they are called in rounds.
#[derive(Debug)]
pub struct TenantLines {
    /// How many of one tenant may wait.
    longest: usize,
    lines: Rounds<TenantId, VecDeque<Waiter<Self>>>,
}

impl Queue for TenantLines {
    type Key = TenantId;

    fn line_up(&mut self, tenant: TenantId, waiter: Waiter<Self>) -> Result<()> {
        let line = self.lines.line(tenant);
        // Who came first loses patience first: else a line in which nobody gets
        // a turn would grow by all who left it.
        while line.front().is_some_and(Waiter::has_left) {
            line.pop_front();
        }
        if line.len() >= self.longest {
            return Err(Error::Unavailable("too many are waiting".into()));
        }
        line.push_back(waiter);
        Ok(())
    }

    fn call(&mut self) -> Option<Waiter<Self>> {
        self.lines.call()
    }

    fn waiting(&self) -> usize {
        self.lines.waiting()
    }
}

impl Turns {
    /// Makes this many places.
    #[must_use]
    pub fn new(places: NonZeroUsize) -> Self {
        Self::with_lines(places, usize::MAX)
    }

    /// Makes this many places, and lets so many of one tenant wait for them.
    #[must_use]
    pub fn with_lines(places: NonZeroUsize, longest: usize) -> Self {
        Self::in_order_of(TenantLines { longest, lines: Rounds::default() }, places)
    }
}

impl<Q: Queue> Turns<Q> {
    /// Makes this many places, for which a queue says whose turn it is.
    #[must_use]
    pub fn in_order_of(queue: Q, places: NonZeroUsize) -> Self {
        Self(Arc::new(Mutex::new(Places { free: places.get(), queue })))
    }

    /// Takes a place, or waits at the end of the line of `key` until it is its
    /// turn. Whoever stops waiting has left the line.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] if none becomes free within `patience`, or if too
    /// many wait already.
    pub async fn take(&self, key: Q::Key, patience: Duration) -> Result<Turn<Q>> {
        let (waiter, turn) = oneshot::channel();
        let is_free = {
            let mut places = self.lock();
            let is_free = places.take();
            if !is_free {
                places.queue.line_up(key, Waiter(waiter))?;
            }
            is_free
        };
        if is_free {
            return Ok(self.hold().await);
        }
        match timeout(patience, turn).await {
            Ok(turn) => turn.map_err(|gone| Error::Unavailable(gone.into())),
            Err(elapsed) => Err(Error::Unavailable(elapsed.into())),
        }
    }

    /// Takes a place if one is free, which it is only while nobody waits.
    pub async fn take_free(&self) -> Option<Turn<Q>> {
        let is_free = self.lock().take();
        if is_free { Some(self.hold().await) } else { None }
    }

    /// Holds a place that was taken.
    async fn hold(&self) -> Turn<Q> {
        let turn = Turn(self.clone());
        // Whoever has a place may compute to the end without a pause. All who
        // could run just as well get into line meanwhile: else the order of
        // turns would be that in which the tasks happen to run.
        last_in_the_queue().await;
        turn
    }

    /// Returns how many wait for a place.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().queue.waiting()
    }

    fn lock(&self) -> MutexGuard<'_, Places<Q>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Q: Queue> Clone for Turns<Q> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Q: Queue> fmt::Debug for Turns<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.lock();
        let waiting = places.queue.waiting();
        f.debug_struct("Turns").field("free", &places.free).field("waiting", &waiting).finish()
    }
}

impl<Q: Queue> Places<Q> {
    fn take(&mut self) -> bool {
        let left = self.free.checked_sub(1);
        self.free = left.unwrap_or_default();
        left.is_some()
    }

    /// The one whose turn it is; if nobody waits any more, the place is free.
    fn call(&mut self) -> Option<Waiter<Q>> {
        let called = self.queue.call();
        self.free += usize::from(called.is_none());
        called
    }
}

/// Lets everybody run who could run now.
///
/// A task that wakes itself goes to the end of its worker's queue; one that yields by
/// the runtime's own means would be the next to run.
async fn last_in_the_queue() {
    let mut is_last = false;
    poll_fn(|context| {
        if is_last {
            return Poll::Ready(());
        }
        is_last = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A place that was taken; dropping it gives the place to the next in turn.
#[must_use = "the place is given on when this is dropped"]
pub struct Turn<Q: Queue = TenantLines>(Turns<Q>);

impl<Q: Queue> Drop for Turn<Q> {
    fn drop(&mut self) {
        let called = self.0.lock().call();
        if let Some(called) = called {
            // Whoever left in this very moment does not take it: then it is
            // dropped again, and goes on to the next.
            let _ = called.0.send(Turn(self.0.clone()));
        }
    }
}

impl<Q: Queue> fmt::Debug for Turn<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Turn")
    }
}

#[cfg(test)]
mod tests;
