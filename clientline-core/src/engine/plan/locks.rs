//! The locks of one process: who writes a row waits for those before them, in the
//! order in which they came.
//!
//! Each row in use has a fair lock: who only relies on the row shares it with all
//! others who do, and whoever comes while somebody waits lines up behind. So neither
//! bookings, which rely on hours, nor changes of hours starve the other.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock},
    time::{Instant, timeout_at},
};

use crate::{
    error::{Error, Result},
    storage::{Key, LockMode, LockSet},
    value::TenantId,
};

/// The most requests that hold one key or wait for it: as many as a server runs. More
/// of them are refused.
const IN_LINE_MAX: usize = 1_024;

type RowLock = Arc<RwLock<()>>;

/// The locks that are in use, one for each key of a tenant.
#[derive(Debug, Default)]
pub(in crate::engine) struct Locks {
    in_use: Mutex<HashMap<(TenantId, Key), RowLock>>,
}

impl Locks {
    pub(super) fn in_use(&self) -> MutexGuard<'_, HashMap<(TenantId, Key), RowLock>> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One lock that is held, or waited for.
enum Hold {
    Awaited,
    Shared { _lock: OwnedRwLockReadGuard<()> },
    Exclusive { _lock: OwnedRwLockWriteGuard<()> },
}

impl Hold {
    /// Waits until all who came before have had their turn.
    async fn take(lock: RowLock, mode: LockMode) -> Self {
        match mode {
            LockMode::Shared => Self::Shared { _lock: lock.read_owned().await },
            LockMode::Exclusive => Self::Exclusive { _lock: lock.write_owned().await },
        }
    }

    /// Takes the lock unless somebody else holds it or waits for it.
    fn try_take(lock: RowLock, mode: LockMode) -> Option<Self> {
        match mode {
            LockMode::Shared => lock.try_read_owned().ok().map(|lock| Self::Shared { _lock: lock }),
            LockMode::Exclusive => {
                lock.try_write_owned().ok().map(|lock| Self::Exclusive { _lock: lock })
            }
        }
    }

    const fn mode(&self) -> Option<LockMode> {
        match self {
            Self::Awaited => None,
            Self::Shared { .. } => Some(LockMode::Shared),
            Self::Exclusive { .. } => Some(LockMode::Exclusive),
        }
    }
}

/// The locks of one request. Dropping it gives them to the next in line, and leaves
/// the line that it stood in.
pub(crate) struct Held {
    locks: Arc<Locks>,
    tenant: TenantId,
    holds: BTreeMap<Key, Hold>,
}

impl Held {
    /// Begins with no lock.
    pub(in crate::engine) const fn none(locks: Arc<Locks>, tenant: TenantId) -> Self {
        Self { locks, tenant, holds: BTreeMap::new() }
    }

    /// Returns the locks that are held.
    pub(in crate::engine) fn set(&self) -> LockSet {
        let held = self.holds.iter().filter_map(|(key, hold)| Some((*key, hold.mode()?)));
        held.collect()
    }

    /// Gives up all that is held, and waits in line for each of the locks wanted.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] if that takes longer than until the deadline, or if too many
    /// are in line.
    pub(in crate::engine) async fn wait(
        &mut self,
        wanted: &LockSet,
        deadline: Instant,
    ) -> Result<()> {
        self.release();
        for (key, mode) in wanted.iter() {
            let lock = self.line_up(key)?;
            let taken = timeout_at(deadline, Hold::take(lock, mode)).await;
            self.holds.insert(key, taken.map_err(|_elapsed| Error::Busy)?);
        }
        Ok(())
    }

    fn line_up(&mut self, key: Key) -> Result<RowLock> {
        let mut in_use = self.locks.in_use();
        let lock = in_use.entry((self.tenant, key)).or_default();
        // The table's own is none of them.
        if Arc::strong_count(lock) > IN_LINE_MAX {
            return Err(Error::Busy);
        }
        // From now on it is this request's to forget the lock.
        self.holds.insert(key, Hold::Awaited);
        Ok(Arc::clone(lock))
    }

    /// Takes the locks wanted beside those that are held, unless that would mean to
    /// wait, or to strengthen one. Returns whether all of them are held.
    ///
    /// This never waits, and so can be done while others are held.
    pub(in crate::engine) fn extend(&mut self, wanted: &LockSet) -> bool {
        let mut in_use = self.locks.in_use();
        for (key, mode) in wanted.iter() {
            if let Some(hold) = self.holds.get(&key) {
                if hold.mode().is_none_or(|held| held < mode) {
                    return false;
                }
                continue;
            }
            let lock = in_use.entry((self.tenant, key)).or_default();
            match Hold::try_take(Arc::clone(lock), mode) {
                Some(hold) => self.holds.insert(key, hold),
                None => return false,
            };
        }
        true
    }

    /// Gives up all that is held.
    pub(in crate::engine) fn release(&mut self) {
        if self.holds.is_empty() {
            return;
        }
        let mut in_use = self.locks.in_use();
        for (key, hold) in std::mem::take(&mut self.holds) {
            drop(hold);
            // A lock that nobody else holds or waits for is forgotten.
            if let Entry::Occupied(entry) = in_use.entry((self.tenant, key))
                && Arc::strong_count(entry.get()) == 1
            {
                entry.remove();
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests;
