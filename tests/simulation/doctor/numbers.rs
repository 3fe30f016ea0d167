//! Rules about numbers without gaps.

use std::collections::BTreeMap;

use clientline::model::{Collection, Counter, CreditNote, Invoice};

use super::must;
use crate::content::Content;

/// Each series is 1 to n, and its counter goes on from there.
pub(super) fn numbers_have_no_gaps(content: &Content) -> Result<(), String> {
    let mut given: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut note = |series: Option<&str>, number: &str| {
        let series = series.ok_or_else(|| format!("{number} is of no series"))?;
        let last = number.strip_prefix(series).and_then(|rest| rest.strip_prefix('-'));
        let last = last.and_then(|last| last.parse().ok());
        let last = last.ok_or_else(|| format!("{number} is not of {series}"))?;
        given.entry(series.to_owned()).or_default().push(last);
        Ok::<(), String>(())
    };
    for invoice in content.all::<Invoice>() {
        if let Some(number) = &invoice.invoice_no {
            note(invoice.series.as_deref(), number.as_str())?;
        }
    }
    for collection in content.all::<Collection>() {
        note(collection.series.as_deref(), collection.collection_no.as_str())?;
    }
    for credit in content.all::<CreditNote>() {
        note(Some(credit.series.as_str()), credit.credit_note_no.as_str())?;
    }
    let counters: BTreeMap<String, i64> = content
        .all::<Counter>()
        .into_iter()
        .map(|counter| (counter.series.clone(), counter.next))
        .collect();
    for (series, mut numbers) in given {
        numbers.sort_unstable();
        let count = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
        must(numbers.iter().copied().eq(1..=count), || format!("{series}: {numbers:?}"))?;
        let next = counters.get(&series);
        must(next == Some(&(count + 1)), || {
            format!("{series} goes on with {next:?} after {count}")
        })?;
    }
    Ok(())
}
