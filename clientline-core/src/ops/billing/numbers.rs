//! Numbers of documents, without gaps.
//!
//! The counter of a series moves in the commit of the document that takes its number: a number is
//! used if and only if a document has it. What a series is, is pure ([`NumberSeries`]); it starts
//! with 1, unless somebody [says](super::number_starts) another number.

use chrono::NaiveDate;

use crate::{
    billing::NumberSeries,
    engine::{
        Env, View,
        reading::{First, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Counter, NumberedDocument},
    row::ChangeSet,
    value::Code,
};

/// A number of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentNumber {
    /// The whole number: `INV-C1-2026-0001`.
    pub(super) number: Code,
    /// What it starts with: `INV-C1-2026`.
    pub(super) series: Code,
    /// Its place in the series.
    pub(super) sequence: i64,
    /// That place, if it is the first one of a series that starts after 1.
    pub(super) series_start: Option<i64>,
}

/// Takes the next number of a gapless series: of a kind of document, at a center, in the fiscal
/// year of a local date. The counter moves in the same commit, once in each: several numbers are
/// [taken](take) together.
pub(super) async fn next_number(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    document: NumberedDocument,
    center: &Center,
    date: NaiveDate,
) -> Result<DocumentNumber> {
    let series = NumberSeries::of(document, center, date)?;
    let counter = view.read(counter_of(&series)).await?;
    let mut numbers = take(&series, env, changes, counter.as_ref(), 1)?;
    numbers.pop().ok_or(Error::NotFound { entity: "counter" })
}

/// Asks for the counter of a series.
pub(super) fn counter_of(series: &NumberSeries) -> First<Counter> {
    first(Query::one().eq(Counter::series(), &series.counter().to_owned()))
}

/// Returns a counter of a series of which no number was taken yet.
pub(super) fn begun(series: &NumberSeries, env: &Env, first_number: i64) -> Counter {
    let series = series.counter().to_owned();
    Counter { id: env.new_id(), series, next: first_number, first_number }
}

/// Takes the next few numbers of a series from its counter, the least last.
pub(super) fn take(
    series: &NumberSeries,
    env: &Env,
    changes: &mut ChangeSet,
    counter: Option<&Stored<Counter>>,
    count: u32,
) -> Result<Vec<DocumentNumber>> {
    let count = i64::from(count);
    let (start, next) = match counter {
        Some(counter) => {
            changes.update(counter, |counter| counter.next += count);
            (counter.first_number, counter.next)
        }
        None => {
            changes.insert(Counter { next: 1 + count, ..begun(series, env, 1) });
            (1, 1)
        }
    };
    let numbers = (next..next + count).rev().map(|sequence| {
        Ok(DocumentNumber {
            number: series.number(sequence)?,
            series: series.series().clone(),
            sequence,
            series_start: (sequence == start && start > 1).then_some(sequence),
        })
    });
    numbers.collect()
}
