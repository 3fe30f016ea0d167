//! Numbers with gaps: codes and sale numbers, leased in blocks.
//!
//! A process leases a block of a series in a commit of its own, and hands the
//! numbers out from memory. What is left of a block when the process ends is
//! lost, which is why invoices don't number this way.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    ops::Range,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use super::codes;
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
    left: Mutex<HashMap<(TenantId, Series), Stock>>,
}

/// The numbers of a series that are left.
#[derive(Debug, Default)]
struct Stock(VecDeque<Range<i64>>);

impl Stock {
    fn take(&mut self) -> Option<i64> {
        while let Some(first) = self.0.front_mut() {
            if let Some(number) = first.next() {
                return Some(number);
            }
            self.0.pop_front();
        }
        None
    }

    fn free(&self) -> impl Iterator<Item = i64> {
        self.0.iter().cloned().flatten()
    }

    fn pass_over(&mut self, taken: &BTreeSet<i64>) {
        let mut free = VecDeque::new();
        for Range { mut start, end } in std::mem::take(&mut self.0) {
            for &number in taken.range(start..end) {
                free.push_back(start..number);
                start = number + 1;
            }
            free.push_back(start..end);
        }
        free.retain(|range| !range.is_empty());
        self.0 = free;
    }
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
        let left = [Series::Guest, Series::Sale];
        let left = left.map(|series| ((tenant, series), Stock([range.clone()].into())));
        Self { last_commit: AtomicI64::default(), left: Mutex::new(HashMap::from(left)) }
    }

    /// Takes the next leased number.
    pub(in crate::engine) fn take(&self, tenant: TenantId, series: Series) -> Option<i64> {
        self.stocks().get_mut(&(tenant, series))?.take()
    }

    /// Returns whether so many leased numbers are left.
    pub(in crate::engine) fn has(&self, tenant: TenantId, series: Series, count: u32) -> bool {
        let stocks = self.stocks();
        let left: i64 = stocks
            .get(&(tenant, series))
            .map_or(0, |stock| stock.0.iter().map(|range| range.end - range.start).sum());
        left >= i64::from(count)
    }

    /// Gives none of some numbers to anybody.
    pub(in crate::engine) fn pass_over(
        &self,
        tenant: TenantId,
        series: Series,
        taken: &BTreeSet<i64>,
    ) {
        if let Some(stock) = self.stocks().get_mut(&(tenant, series)) {
            stock.pass_over(taken);
        }
    }

    /// Finds out which of the numbers that are left were chosen by hand as a code, and passes
    /// over them.
    pub(in crate::engine) async fn pass_over_chosen(
        &self,
        storage: &Arc<dyn Storage>,
        tenant: TenantId,
        series: Series,
    ) -> Result<(), storage::Error> {
        let left: Vec<i64> = match self.stocks().get(&(tenant, series)) {
            Some(stock) => stock.free().collect(),
            None => return Ok(()),
        };
        let taken = codes::taken(storage, tenant, series, &left).await?;
        self.pass_over(tenant, series, &taken);
        Ok(())
    }

    fn stocks(&self) -> MutexGuard<'_, HashMap<(TenantId, Series), Stock>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leases a block of numbers whose codes nobody chose, of as many as are short if those are
    /// more than usual; it begins with one that is free. Unlike everything else this writes while
    /// planning is under way; it says nothing about the request, so nothing is undone when the
    /// request fails.
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
        let counter = found.map(Stored::<Counter>::decode).transpose()?;
        let next = counter.as_ref().map_or(1, |counter| counter.next);
        let first = codes::first_free(storage, tenant, series, next).await?;
        let leased = first..first.saturating_add(block);
        let numbers: Vec<i64> = leased.clone().collect();
        let taken = codes::taken(storage, tenant, series, &numbers).await?;
        let mut changes = ChangeSet::new(at);
        match counter {
            Some(counter) => {
                changes.update(&counter, |counter| counter.next = leased.end);
            }
            None => {
                let next = leased.end;
                changes.insert(Counter { id, series: name, next, first_number: 1 });
            }
        }
        storage.commit(tenant, changes).await?;
        let mut stocks = self.stocks();
        let stock = stocks.entry((tenant, series)).or_default();
        stock.0.push_back(leased);
        stock.pass_over(&taken);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUESTS: (TenantId, Series) = (TenantId::PLATFORM, Series::Guest);

    #[test]
    fn numbers_that_were_chosen_by_hand_are_passed_over() {
        let numbers = Numbers::default();
        let (tenant, series) = GUESTS;
        assert!(!numbers.has(tenant, series, 1));
        numbers.stocks().insert(GUESTS, Stock([1..6, 8..10].into()));
        assert!(numbers.has(tenant, series, 7));
        numbers.pass_over(tenant, series, &BTreeSet::from([0, 1, 2, 4, 6, 9, 10]));
        assert!(numbers.has(tenant, series, 3));
        assert!(!numbers.has(tenant, series, 4));
        let taken: Vec<i64> = std::iter::from_fn(|| numbers.take(tenant, series)).collect();
        assert_eq!(taken, [3, 5, 8]);
        assert!(numbers.has(tenant, series, 0));
    }
}
