//! Lists whose rows several queries ask for, each those of one kind: page by page, in one order.
//!
//! Each query has an index of its own, and none has the rows of all. So a page is read of each,
//! and as much of them is shown as is known whole: down to where the first of them breaks off.

use std::cmp::Reverse;

use super::page::{ListPart, Page, PageRequest, write_cursor};
use crate::{
    engine::View,
    entity::{Entity, Query, Stored},
    error::Result,
    row::Position,
};

impl PageRequest {
    /// Reads the page of what any of several queries asks for: all in one order, the greatest
    /// first, and each row by one of them alone.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`](crate::Error::Invalid) if the limit, the skip or the cursor is out of
    /// range.
    pub(super) async fn read_joined<E: Entity>(
        &self,
        view: &mut View<'_>,
        queries: Vec<Query<E>>,
    ) -> Result<Page<Stored<E>>> {
        self.must_be_in_range()?;
        view.reads_several()?;
        let mut total = None;
        if self.count {
            for query in &queries {
                *total.get_or_insert(0) += view.count(query).await?;
            }
        }
        // What is left out at the start may be of any of them.
        let many = self.limit + self.skip;
        let part = |query: &Query<E>| {
            ListPart::new(query.clone(), many, "/cursor", self.cursor.as_deref())
        };
        let parts: Vec<ListPart<E>> = queries.iter().map(part).collect::<Result<_>>()?;
        let asked = parts.iter().map(ListPart::query).collect();
        let pages = if self.skip == 0 {
            view.pages(asked, ()).await?.0
        } else {
            view.listed(asked).await?
        };
        let place = |row: &Stored<E>| queries[0].place(row);
        let (items, next) = joined(pages, place, (self.skip as usize, self.limit as usize));
        Ok(Page { items, next_cursor: next.as_ref().map(write_cursor), total })
    }
}

/// Puts pages of several lists into one, each with where that one breaks off unless it ends; if it
/// has more than the rows that are left out and shown, it breaks off after its last one.
fn joined<T>(
    pages: Vec<(Vec<T>, Option<Position>)>,
    place: impl Fn(&T) -> Position,
    (skip, limit): (usize, usize),
) -> (Vec<T>, Option<Position>) {
    let many = skip + limit;
    let breaks_off = pages.iter().filter_map(|(rows, further)| {
        let last = rows.last().filter(|_| rows.len() > many);
        last.map(&place).or_else(|| further.clone())
    });
    let known = breaks_off.max();
    let mut rows: Vec<T> = pages.into_iter().flat_map(|(rows, _)| rows).collect();
    rows.retain(|row| known.as_ref().is_none_or(|known| place(row) >= *known));
    rows.sort_by_cached_key(|row| Reverse(place(row)));
    let is_cut = rows.len() > many;
    rows.truncate(many);
    let rows = rows.split_off(skip.min(rows.len()));
    let last = rows.last().map(&place);
    let next = if is_cut { last.or(known) } else { known };
    (rows, next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::row::Value;

    fn place(row: &(i64, u8)) -> Position {
        (Value::Time(row.0), Uuid::from_u128(row.1.into()))
    }

    /// The part of a list after a place, as `View::pages` reads it: it may break off early, once
    /// all rows of an instant are read.
    fn page(
        list: &[(i64, u8)],
        after: Option<&Position>,
        limit: usize,
        looked_at: usize,
    ) -> (Vec<(i64, u8)>, Option<Position>) {
        let is_after = |row: &&(i64, u8)| after.is_none_or(|after| place(row) < *after);
        let rest: Vec<(i64, u8)> = list.iter().filter(is_after).copied().collect();
        let edge = rest.get(looked_at).map(|row| row.0);
        let mut rows = rest;
        rows.retain(|row| edge.is_none_or(|edge| row.0 >= edge));
        let is_full = rows.len() > limit;
        rows.truncate(limit + 1);
        let further = edge.filter(|_| !is_full).map(|at| (Value::Time(at), Uuid::nil()));
        (rows, further)
    }

    proptest! {
        #[test]
        fn whoever_reads_pages_to_the_end_has_every_row_once_and_in_order(
            rows in prop::collection::btree_map((0..12_i64, 1..9_u8), 0..3_usize, 0..40),
            limit in 1..6_usize,
            looked_at in 1..6_usize,
        ) {
            let mut expected: Vec<(i64, u8)> = rows.keys().copied().collect();
            expected.reverse();
            let list = |of: usize| -> Vec<(i64, u8)> {
                let own = rows.iter().rev().filter(|(_, list)| **list == of);
                own.map(|(row, _)| *row).collect()
            };
            let lists = [list(0), list(1), list(2)];
            let (mut found, mut after) = (Vec::new(), None);
            for pages in 0.. {
                prop_assert!(pages <= 2 * rows.len() + 1, "it has no end");
                let read = lists.iter().map(|list| page(list, after.as_ref(), limit, looked_at));
                let (items, next) = joined(read.collect(), place, (0, limit));
                prop_assert!(items.len() <= limit);
                found.extend(items);
                let Some(next) = next else { break };
                after = Some(next);
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_skipped_is_of_all_of_them(
            rows in prop::collection::btree_map((0..12_i64, 1..9_u8), 0..2_usize, 0..30),
            skip in 0..10_usize,
            limit in 1..6_usize,
        ) {
            let list = |of: usize| {
                let own = rows.iter().rev().filter(|(_, list)| **list == of);
                let own: Vec<(i64, u8)> = own.map(|(row, _)| *row).collect();
                page(&own, None, skip + limit, usize::MAX)
            };
            let (found, next) = joined(vec![list(0), list(1)], place, (skip, limit));
            let expected: Vec<(i64, u8)> =
                rows.keys().rev().skip(skip).take(limit).copied().collect();
            prop_assert_eq!(next.is_some(), rows.len() > skip + limit);
            prop_assert_eq!(found, expected);
        }
    }
}
