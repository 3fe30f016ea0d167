//! Numbers with gaps: codes and sale numbers, leased in blocks.
//!
//! A process leases a block of a series in a commit of its own, and hands the
//! numbers out from memory. What is left of a block when the process ends is
//! lost, which is why invoices don't number this way.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use crate::{
    entity::{Query, Stored},
    error::{Result, Shortage},
    model::Counter,
    row::ChangeSet,
    storage::{self, Storage},
    value::{Id, Series, TenantId, Timestamp},
};

/// How many numbers a process leases at a time: few where people see the
/// gap, many where numbers are used up fast.
const fn block(series: Series) -> i64 {
    match series {
        Series::Center
        | Series::Room
        | Series::Service
        | Series::Product
        | Series::Package
        | Series::BusinessUnit
        | Series::Employee => 10,
        Series::Guest | Series::Sale => 1_000,
    }
}

/// The bits of an identifier after its milliseconds that count (RFC 9562, section 6.2).
const COUNT_BITS: u32 = 12;

/// The leased numbers of a process, and the order of its commits.
#[derive(Debug, Default)]
pub(in crate::engine) struct Numbers {
    /// The time of the last identifier of a commit, and its count within the millisecond.
    last_commit: AtomicI64,
    left: Mutex<HashMap<(TenantId, Series), Range<i64>>>,
}

impl Numbers {
    /// Returns the milliseconds and the count of the next identifier of a commit, together
    /// greater than those before: within a process, commits are numbered in the order of their
    /// plans, even while a clock goes back.
    ///
    /// The count begins at the part of the millisecond that is over (RFC 9562, section 6.2,
    /// method 3), so that commits of several processes follow each other within it, too.
    pub(in crate::engine) fn commit_tick(&self, at: Timestamp) -> (i64, u32) {
        let micros = at.micros();
        let part = (micros.rem_euclid(1_000) << COUNT_BITS) / 1_000;
        let now = (micros.div_euclid(1_000) << COUNT_BITS) | part;
        let after = |last: i64| now.max(last.saturating_add(1));
        // An update that always gives a value never fails.
        let last = self
            .last_commit
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(after(last)));
        let tick = after(last.unwrap_or_default());
        let count = u32::try_from(tick & ((1 << COUNT_BITS) - 1)).unwrap_or_default();
        (tick >> COUNT_BITS, count)
    }

    /// Makes numbers that are not leased, for plans that are never committed: more
    /// of the series that an import takes from than it could use, far from those
    /// that are in use.
    pub(in crate::engine) fn nobodys(tenant: TenantId) -> Self {
        const FIRST: i64 = 1 << 40;
        let range = FIRST..FIRST + i64::from(u32::MAX);
        let left = [Series::Guest, Series::Sale].map(|series| ((tenant, series), range.clone()));
        Self { last_commit: AtomicI64::default(), left: Mutex::new(HashMap::from(left)) }
    }

    /// Takes the next leased number.
    pub(in crate::engine) fn take(&self, tenant: TenantId, series: Series) -> Option<i64> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.get_mut(&(tenant, series))?.next()
    }

    /// Returns whether so many leased numbers are left.
    pub(in crate::engine) fn has(&self, tenant: TenantId, series: Series, count: u32) -> bool {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let left = left.get(&(tenant, series)).map_or(0, |range| range.end - range.start);
        left >= i64::from(count)
    }

    /// Leases a block, or as many as are short if those are more. Unlike everything else
    /// this writes while planning is under way; it says nothing about the request, so
    /// nothing is undone when the request fails.
    pub(in crate::engine) async fn lease(
        &self,
        storage: &Arc<dyn Storage>,
        tenant: TenantId,
        Shortage { series, count }: Shortage,
        at: Timestamp,
        id: Id<Counter>,
    ) -> Result<(), storage::Error> {
        let block = block(series).max(i64::from(count));
        let name = format!("code {}", series.prefix());
        let select = Query::<Counter>::one().eq(Counter::series(), &name);
        let found = storage.snapshot(tenant).await?.select(select.select()).await?.pop();
        let mut changes = ChangeSet::new(at);
        let first = match found {
            Some(row) => {
                let counter: Stored<Counter> = Stored::decode(row)?;
                changes.update(&counter, |counter| counter.next += block);
                counter.next
            }
            None => {
                changes.insert(Counter { id, series: name, next: 1 + block });
                1
            }
        };
        storage.commit(tenant, changes).await?;
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.insert((tenant, series), first..first + block);
        Ok(())
    }
}
