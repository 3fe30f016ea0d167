//! The feed of events within a process: which tenants committed something that has no position
//! yet, and who waits for new positions.
//!
//! It keeps nothing that is not in the storage, too: it only spares asking.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::{Notify, watch};

use crate::value::TenantId;

/// The feed of events within a process.
#[derive(Debug, Default)]
pub struct Feed {
    /// Whether a runner listens to what is committed.
    is_heard: AtomicBool,
    committed: Mutex<BTreeSet<TenantId>>,
    bell: Notify,
    watched: Mutex<HashMap<TenantId, watch::Sender<i64>>>,
}

impl Feed {
    /// Watches a tenant's feed: the last position that is known of it, 0 at first. It changes
    /// at once when this process gives new positions, and soon when another one does, as long
    /// as a [`Runner`](crate::work::Runner) runs in this process.
    #[must_use]
    pub fn watch(&self, tenant: TenantId) -> watch::Receiver<i64> {
        lock(&self.watched).entry(tenant).or_default().subscribe()
    }

    /// Notes that a tenant committed something, and wakes the sequencer.
    pub(crate) fn committed(&self, tenant: TenantId) {
        if self.is_heard.load(Ordering::Relaxed) {
            lock(&self.committed).insert(tenant);
            self.bell.notify_one();
        }
    }

    /// Begins to note what is committed.
    pub(crate) fn listen(&self) {
        self.is_heard.store(true, Ordering::Relaxed);
    }

    /// Waits until a tenant committed something, and takes all that did.
    pub(crate) async fn take_committed(&self) -> BTreeSet<TenantId> {
        loop {
            let taken = std::mem::take(&mut *lock(&self.committed));
            if !taken.is_empty() {
                return taken;
            }
            self.bell.notified().await;
        }
    }

    /// Tells those who watch a tenant that there is a new position.
    pub(crate) fn advance(&self, tenant: TenantId, position: i64) {
        if let Some(watched) = lock(&self.watched).get(&tenant) {
            watched.send_if_modified(|last| {
                let is_new = position > *last;
                *last = position.max(*last);
                is_new
            });
        }
    }

    /// Returns the tenants that somebody watches, and forgets those that nobody does any more.
    pub(crate) fn watched(&self) -> Vec<TenantId> {
        let mut watched = lock(&self.watched);
        watched.retain(|_, sender| sender.receiver_count() > 0);
        watched.keys().copied().collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
