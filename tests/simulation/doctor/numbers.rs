//! Rules about numbers without gaps.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use clientline::{
    model::{Center, Collection, Counter, Invoice},
    value::Id,
};

use super::must;
use crate::content::Content;

/// A series: a kind of document, at a center, in a year.
type Series = (&'static str, Id<Center>, i32);

pub(super) fn numbers_have_no_gaps(content: &Content) -> Result<(), String> {
    let mut given: BTreeMap<Series, Vec<i64>> = BTreeMap::new();
    for invoice in content.all::<Invoice>() {
        if let (Some(number), Some(date)) = (&invoice.invoice_no, invoice.invoice_date) {
            let series = ("INV", invoice.center_id, date.year());
            given.entry(series).or_default().push(number_of("INV", date, number.as_str())?);
        }
    }
    for collection in content.all::<Collection>() {
        let (number, date) = (&collection.collection_no, collection.collection_date);
        let series = ("COLL", collection.center_id, date.year());
        given.entry(series).or_default().push(number_of("COLL", date, number.as_str())?);
    }
    let counters: BTreeMap<String, i64> = content
        .all::<Counter>()
        .into_iter()
        .map(|counter| (counter.series.clone(), counter.next))
        .collect();
    for ((kind, center, year), mut numbers) in given {
        numbers.sort_unstable();
        let count = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
        must(numbers.iter().copied().eq(1..=count), || {
            format!("{kind} of {center} in {year}: {numbers:?}")
        })?;
        let next = counters.get(&format!("{kind} {center} {year}"));
        must(next == Some(&(count + 1)), || {
            format!("{kind} of {center} in {year} goes on with {next:?} after {count}")
        })?;
    }
    Ok(())
}

fn number_of(kind: &str, date: NaiveDate, text: &str) -> Result<i64, String> {
    let number = text.strip_prefix(&format!("{kind}-{}-", date.year()));
    number.and_then(|number| number.parse().ok()).ok_or_else(|| format!("{text} on {date}"))
}
