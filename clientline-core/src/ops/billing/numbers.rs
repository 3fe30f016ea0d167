//! Numbers of documents, without gaps.
//!
//! A number alone identifies its document: it names the center that gave it. A series is what
//! its numbers start with, so a center whose code changes begins another series, and two whose
//! codes start alike share one. In either case each series is 1 to n.
//! A series lasts for a fiscal year of its center, and names the year in which that began.

use chrono::{Datelike, NaiveDate};

use crate::{
    engine::{
        Env, View,
        reading::{First, first},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, Counter},
    row::ChangeSet,
    value::{Code, Month},
};

/// How many characters of a center's code are in its numbers: so many that the longest number
/// is a code.
const PREFIX_MAX: usize = 18;

/// A kind of document that is numbered without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Document {
    /// An invoice.
    Invoice,
    /// A record of money that came or went.
    Collection,
    /// A credit note.
    CreditNote,
}

impl Document {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Invoice => "INV",
            Self::Collection => "COLL",
            Self::CreditNote => "CN",
        }
    }
}

/// A number of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentNumber {
    /// The whole number: `INV-C1-2026-0001`.
    pub(super) number: Code,
    /// What it starts with: `INV-C1-2026`.
    pub(super) series: Code,
}

/// Takes the next number of a gapless series: of a kind of document, at a center, in the fiscal
/// year of a local date. The counter moves in the same commit, once in each: several numbers are
/// [taken](NumberSeries::take) together.
pub(super) async fn next_number(
    env: &Env,
    view: &mut View<'_>,
    changes: &mut ChangeSet,
    document: Document,
    center: &Center,
    date: NaiveDate,
) -> Result<DocumentNumber> {
    let series = NumberSeries::of(document, center, date);
    let counter = view.read(series.counter()).await?;
    let mut numbers = series.take(env, changes, counter.as_ref(), 1)?;
    numbers.pop().ok_or(Error::NotFound { entity: "counter" })
}

/// A series of gapless numbers, by what they start with.
pub(super) struct NumberSeries(String);

impl NumberSeries {
    /// The series of a kind of document, at a center, in the fiscal year of a local date.
    pub(super) fn of(document: Document, center: &Center, date: NaiveDate) -> Self {
        let year = fiscal_year(center.fiscal_year_month.unwrap_or_default(), date);
        Self(series_of(document, center.code.as_str(), year))
    }

    /// Asks for its counter.
    pub(super) fn counter(&self) -> First<Counter> {
        first(Query::one().eq(Counter::series(), &self.0))
    }

    /// Begins its counter, of which no number was taken yet.
    pub(super) fn begin(&self, env: &Env, changes: &mut ChangeSet) {
        changes.insert(Counter { id: env.new_id(), series: self.0.clone(), next: 1 });
    }

    /// Takes the next few numbers of its counter, the least last.
    pub(super) fn take(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        counter: Option<&Stored<Counter>>,
        count: u32,
    ) -> Result<Vec<DocumentNumber>> {
        let first = match counter {
            Some(counter) => {
                changes.update(counter, |counter| counter.next += i64::from(count));
                counter.next
            }
            None => {
                let next = 1 + i64::from(count);
                changes.insert(Counter { id: env.new_id(), series: self.0.clone(), next });
                1
            }
        };
        let code = |text: &str| Code::parse(text).map_err(|error| Error::value("", &error));
        let series = code(&self.0)?;
        let numbers = (first..first + i64::from(count)).rev().map(|number| {
            let number = code(&format!("{series}-{number:04}"))?;
            Ok(DocumentNumber { number, series: series.clone() })
        });
        numbers.collect()
    }
}

/// Returns the fiscal year of a date: the year in which it began.
fn fiscal_year(begins: Month, date: NaiveDate) -> i32 {
    date.year() - i32::from(date.month() < u32::from(begins.get()))
}

/// Returns what the numbers of a series start with.
fn series_of(document: Document, center: &str, year: i32) -> String {
    let center: String = center.chars().take(PREFIX_MAX).collect();
    format!("{}-{center}-{year:04}", document.prefix())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_number_is_a_code() {
        for document in [Document::Invoice, Document::Collection, Document::CreditNote] {
            let series = series_of(document, &"x".repeat(40), 9_999);
            Code::parse(&format!("{series}-{:04}", 9_999_999_999_i64)).unwrap();
        }
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_year_in_which_it_began() {
        let year =
            |month, date: &str| fiscal_year(Month::new(month).unwrap(), date.parse().unwrap());
        assert_eq!(["2026-01-01", "2026-12-31"].map(|date| year(1, date)), [2026, 2026]);
        let of_april = ["2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"];
        assert_eq!(of_april.map(|date| year(4, date)), [2025, 2026, 2026, 2027]);
        assert_eq!(["2026-11-30", "2026-12-01"].map(|date| year(12, date)), [2025, 2026]);
    }

    #[test]
    fn centers_number_apart() {
        let [one, other] = ["C-1", "C-2"].map(|code| series_of(Document::Invoice, code, 2026));
        assert_eq!((one.as_str(), other.as_str()), ("INV-C-1-2026", "INV-C-2-2026"));
    }
}
