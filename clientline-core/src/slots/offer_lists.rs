//! Keeping those who offer each start, without the search that found them.

use std::{iter::Copied, ops::Range, slice};

use super::{
    bits,
    offered::{Alike, Offer, Offered},
    search::FreeStart,
};

/// Who offers each of some starts, as numbers of their situation.
///
/// Where all are in the same room, a start is the row of bits that the search found, and the order
/// that its day has: there are up to thousands of offers, and they are looked at once, when an
/// answer is written.
#[derive(Clone, Debug, Default)]
pub struct OfferLists {
    starts: Vec<Kept>,
    /// The rows of the starts at which all are alike.
    rows: Vec<u64>,
    /// The orders of days, one after the other.
    orders: Vec<u32>,
    /// The offers of the other starts.
    each: Vec<Offer>,
}

/// Where the offers of a start are kept.
#[derive(Clone, Debug)]
enum Kept {
    Alike { row: Range<usize>, order: Range<usize>, room: Option<usize> },
    Each(Range<usize>),
}

impl OfferLists {
    /// Adds those who offer a start, which is of the same situation as those before.
    pub fn add(&mut self, start: &FreeStart<'_>) {
        let Alike { row, order, room } = match start.found() {
            Offered::Alike(alike) => alike,
            Offered::Each(each) => return self.add_each(each),
        };
        // The day before ended with its order: nearly always that of this start, too.
        if !self.orders.ends_with(order) {
            self.orders.extend_from_slice(order);
        }
        self.rows.extend_from_slice(row);
        let last = |whole: usize, length: usize| whole - length..whole;
        let row = last(self.rows.len(), row.len());
        let order = last(self.orders.len(), order.len());
        self.starts.push(Kept::Alike { row, order, room });
    }

    /// Adds a start with offers as they are given.
    pub fn add_each(&mut self, offers: impl IntoIterator<Item = (usize, Option<usize>)>) {
        let from = self.each.len();
        self.each.extend(offers);
        self.starts.push(Kept::Each(from..self.each.len()));
    }

    /// Returns how many offers all starts have together.
    #[must_use]
    pub fn offer_count(&self) -> usize {
        bits::count(&self.rows) + self.each.len()
    }

    /// Goes through the starts in the order in which they were added, each with those who offer
    /// it.
    pub fn iter(&self) -> impl Iterator<Item = impl Iterator<Item = (usize, Option<usize>)>> {
        self.starts.iter().map(|kept| self.kept(kept).offers())
    }

    fn kept(&self, kept: &Kept) -> Offered<'_, Copied<slice::Iter<'_, Offer>>> {
        match kept {
            Kept::Alike { row, order, room } => Offered::Alike(Alike {
                row: self.rows.get(row.clone()).unwrap_or_default(),
                order: self.orders.get(order.clone()).unwrap_or_default(),
                room: *room,
            }),
            Kept::Each(offers) => {
                let offers = self.each.get(offers.clone()).unwrap_or_default();
                Offered::Each(offers.iter().copied())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::slots::{search, tests::chance::worlds};

    proptest! {
        #[test]
        fn lists_keep_what_a_search_found(world in worlds()) {
            let situation = world.situation();
            let found = search(&situation, world.first_day, world.days);
            let mut lists = OfferLists::default();
            found.iter().for_each(|start| lists.add(&start));
            let kept: Vec<Vec<Offer>> = lists.iter().map(Iterator::collect).collect();
            let folded: Vec<Vec<Offer>> = lists.iter().map(|offers| {
                let mut list = Vec::new();
                offers.for_each(|offer| list.push(offer));
                list
            }).collect();
            let expected: Vec<Vec<Offer>> =
                found.iter().map(|start| start.offered().collect()).collect();
            prop_assert_eq!(&kept, &expected);
            prop_assert_eq!(lists.offer_count(), kept.iter().map(Vec::len).sum::<usize>());
            prop_assert_eq!(folded, expected);
        }
    }
}
