//! Rules about numbers without gaps.

use std::collections::{BTreeMap, HashSet};

use clientline::{
    model::{Collection, Counter, CreditNote, Invoice, NumberedDocument},
    value::{Code, NumberPattern},
};

use super::must;
use crate::content::Content;

/// Where a number stands: in which series, and at which place.
type Place<'a> = (Option<&'a Code>, Option<i64>, Option<i64>);

/// Each series is numbered from its start without a gap, its counter goes on from there, and no
/// two documents of a kind have one number.
pub(super) fn numbers_have_no_gaps(content: &Content) -> Result<(), String> {
    let mut given: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut numbers = HashSet::new();
    let mut starts: BTreeMap<String, i64> = BTreeMap::new();
    let mut note = |document: NumberedDocument, number: &Code, place: Place<'_>| {
        let (Some(series), Some(sequence), start) = place else {
            return Err(format!("{number} has no place in a series"));
        };
        // With four digits or more, as its pattern said then.
        let digits = 4..=number.len();
        let mut written = digits.map(|digits| NumberPattern::number(series, digits, sequence));
        must(written.any(|written| written == number.as_str()), || {
            format!("{number} is not number {sequence} of {series}")
        })?;
        must(numbers.insert((document.word(), number.clone())), || {
            format!("{number} was given twice")
        })?;
        let word = document.word();
        let named = series.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'));
        let name = if named { series.to_string() } else { format!("{word} {series}") };
        if let Some(start) = start {
            must(start == sequence && starts.insert(name.clone(), start).is_none(), || {
                format!("{number} starts its series with {start}")
            })?;
        }
        given.entry(name).or_default().push(sequence);
        Ok(())
    };
    for invoice in content.all::<Invoice>() {
        if let Some(number) = &invoice.invoice_no {
            let place = (invoice.series.as_ref(), invoice.sequence, invoice.series_start);
            note(NumberedDocument::Invoice, number, place)?;
        }
    }
    for collection in content.all::<Collection>() {
        let place = (collection.series.as_ref(), collection.sequence, collection.series_start);
        note(NumberedDocument::Collection, &collection.collection_no, place)?;
    }
    for credit in content.all::<CreditNote>() {
        let place = (Some(&credit.series), credit.sequence, credit.series_start);
        note(NumberedDocument::CreditNote, &credit.credit_note_no, place)?;
    }
    let counters: BTreeMap<String, (i64, i64)> = content
        .all::<Counter>()
        .into_iter()
        .map(|counter| (counter.series.clone(), (counter.first_number, counter.next)))
        .collect();
    for (series, mut numbers) in given {
        numbers.sort_unstable();
        let &(first, next) =
            counters.get(&series).ok_or_else(|| format!("{series} has no counter"))?;
        must(numbers.iter().copied().eq(first..next), || {
            format!("{series} goes from {first} on to {next}: {numbers:?}")
        })?;
        let start = starts.get(&series);
        must(start.copied() == (first > 1).then_some(first), || {
            format!("{series} starts with {first}, and its documents say {start:?}")
        })?;
    }
    Ok(())
}
