//! Series of numbers without gaps: what they start with, and by which counter they are counted.
//!
//! A number alone identifies its document: it is made of its series, which is what it starts
//! with, and of its place in that. A series names the center, unless that writes its numbers by
//! a pattern of its own; so a center whose code or pattern changes begins another series, and
//! two that write theirs alike share one. In either case each series is numbered through.
//! The year in a series is that in which the fiscal year of its center began.

use chrono::{Datelike, NaiveDate};

use crate::{
    error::{Error, Result},
    model::{Center, NumberedDocument},
    value::{Code, Month, NumberPattern},
};

/// A series of numbers without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSeries {
    series: Code,
    counter: String,
    digits: usize,
}

impl NumberSeries {
    /// The series of a kind of document, at a center, in the fiscal year of a local date.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if no series is written so, which can't be of a pattern that was parsed.
    pub fn of(document: NumberedDocument, center: &Center, date: NaiveDate) -> Result<Self> {
        let year = fiscal_year(center.fiscal_year_month.unwrap_or_default(), date);
        let pattern = pattern_of(document, center)?;
        let (series, digits) = (pattern.series(&center.code, year), pattern.digits());
        let word = document.word();
        // Two kinds of documents never count together, though they were written alike.
        let names_its_kind = series.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'));
        let counter = if names_its_kind { series.clone() } else { format!("{word} {series}") };
        Ok(Self { series: code(&series)?, counter, digits })
    }

    /// Returns what its numbers start with: `INV-C1-2026`.
    #[must_use]
    pub const fn series(&self) -> &Code {
        &self.series
    }

    /// Returns the name of its counter.
    #[must_use]
    pub fn counter(&self) -> &str {
        &self.counter
    }

    /// Returns the number at a place of it: `INV-C1-2026-0001`. How many digits it has at least is
    /// no part of the series: the same place is never given twice, written in another way.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] beyond ten digits.
    pub fn number(&self, sequence: i64) -> Result<Code> {
        code(&NumberPattern::number(&self.series, self.digits, sequence))
    }
}

/// Checks how a center writes its numbers: no kind of document as another, but for deposits, which
/// are invoices; and none as it was done while numbers named no center.
///
/// # Errors
///
/// [`Error::Invalid`] `repeated` or `out_of_range`, with a pointer to the pattern.
pub fn check_patterns(center: &Center) -> Result<()> {
    let Some(patterns) = &center.number_patterns else { return Ok(()) };
    let today = NaiveDate::default();
    let mut seen: Vec<(Code, &str)> = Vec::with_capacity(NumberedDocument::ALL.len());
    for document in NumberedDocument::ALL {
        let series = NumberSeries::of(document, center, today)?.series;
        let field = if patterns.of(document).is_some() { document.field() } else { "" };
        let pointer = format!("/number_patterns/{field}");
        let pointer = pointer.trim_end_matches('/');
        let word = document.word();
        if seen.iter().any(|(other, of)| *other == series && *of != word) {
            let pattern = pattern_of(document, center)?;
            let detail = format!(
                "Numbers like `{}` would start as those of another kind of document.",
                pattern.as_str()
            );
            return Err(Error::invalid(pointer, "repeated", detail));
        }
        if is_of_no_center(document, &series) {
            let pattern = pattern_of(document, center)?;
            let detail =
                format!("Numbers like `{}` were given once; name the center.", pattern.as_str());
            return Err(Error::invalid(pointer, "out_of_range", detail));
        }
        seen.push((series, word));
    }
    Ok(())
}

/// Returns whether numbers started so while they named no center: with the kind and the year.
fn is_of_no_center(document: NumberedDocument, series: &str) -> bool {
    let year = series.strip_prefix(document.word()).and_then(|rest| rest.strip_prefix('-'));
    year.is_some_and(|year| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Returns how a center numbers a kind of document.
fn pattern_of(document: NumberedDocument, center: &Center) -> Result<NumberPattern> {
    let own = center.number_patterns.as_ref().and_then(|patterns| patterns.of(document));
    own.cloned().map_or_else(|| unpatterned(document), Ok)
}

/// Returns how a kind of document is numbered unless its center says something else.
fn unpatterned(document: NumberedDocument) -> Result<NumberPattern> {
    let pattern = format!("{}-{{center}}-{{year}}-{{seq}}", document.word());
    NumberPattern::parse(&pattern).map_err(|error| Error::value("", &error))
}

fn code(text: &str) -> Result<Code> {
    Code::parse(text).map_err(|error| Error::value("", &error))
}

/// Returns the fiscal year of a date: the year in which it began.
fn fiscal_year(begins: Month, date: NaiveDate) -> i32 {
    date.year() - i32::from(date.month() < u32::from(begins.get()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entity::sample;

    #[test]
    fn a_fiscal_year_is_named_by_the_year_in_which_it_began() {
        let year =
            |month, date: &str| fiscal_year(Month::new(month).unwrap(), date.parse().unwrap());
        assert_eq!(["2026-01-01", "2026-12-31"].map(|date| year(1, date)), [2026, 2026]);
        let of_april = ["2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"];
        assert_eq!(of_april.map(|date| year(4, date)), [2025, 2026, 2026, 2027]);
        assert_eq!(["2026-11-30", "2026-12-01"].map(|date| year(12, date)), [2025, 2026]);
    }

    fn center(code: &str, patterns: &serde_json::Value) -> Center {
        let patterns = serde_json::from_value(patterns.clone()).unwrap();
        Center { code: code.parse().unwrap(), number_patterns: patterns, ..sample() }
    }

    fn series(center: &Center) -> [String; 4] {
        let day = "2026-05-01".parse().unwrap();
        NumberedDocument::ALL.map(|document| {
            let series = NumberSeries::of(document, center, day).unwrap();
            format!("{} {}", series.series, series.counter)
        })
    }

    #[test]
    fn centers_number_apart() {
        let [one, other] = ["C-1", "C-2"].map(|code| series(&center(code, &json!(null))));
        assert_eq!(one[0], "INV-C-1-2026 INV-C-1-2026");
        assert_eq!(
            other,
            ["INV", "INV", "COLL", "CN"].map(|word| format!("{word}-C-2-2026 {word}-C-2-2026"))
        );
    }

    #[test]
    fn a_counter_says_of_which_kind_of_document_it_is() {
        let patterns =
            json!({"invoice": "CN-{center}-{year}-{seq}", "credit_note": "{year}/{seq}"});
        let series = series(&center("A", &patterns));
        let invoices = "CN-A-2026 INV CN-A-2026";
        let expected = [invoices, invoices, "COLL-A-2026 COLL-A-2026", "2026/ CN 2026/"];
        assert_eq!(series, expected);
    }

    #[test]
    fn deposits_are_numbered_among_the_invoices_unless_their_pattern_differs() {
        let of = |patterns| series(&center("A", &patterns))[1].clone();
        assert_eq!(of(json!(null)), "INV-A-2026 INV-A-2026");
        assert_eq!(of(json!({"invoice": "R/{seq}"})), "R/ INV R/");
        assert_eq!(of(json!({"invoice": "R/{seq}", "deposit": "D/{seq}"})), "D/ INV D/");
    }

    #[test]
    fn how_many_digits_a_number_has_is_no_part_of_its_series() {
        let day = "2026-05-01".parse().unwrap();
        let [short, long] = ["R/{seq}", "R/{seq:6}"].map(|pattern| {
            let center = center("A", &json!({ "invoice": pattern }));
            NumberSeries::of(NumberedDocument::Invoice, &center, day).unwrap()
        });
        assert_eq!((short.series(), short.counter()), (long.series(), long.counter()));
        let numbers = [short, long].map(|series| series.number(12).unwrap().to_string());
        assert_eq!(numbers, ["R/0012", "R/000012"]);
    }

    #[test]
    fn patterns_that_give_two_kinds_one_number_are_refused() {
        let check = |code: &str, patterns: serde_json::Value| match check_patterns(&center(
            code, &patterns,
        )) {
            Ok(()) => None,
            Err(Error::Invalid(wrong)) => {
                // The year of a number is not known yet.
                assert!(!wrong[0].detail.contains("1970"), "{}", wrong[0].detail);
                Some((wrong[0].pointer.clone(), wrong[0].code))
            }
            Err(error) => panic!("{error}"),
        };
        assert_eq!(check("A", json!({"invoice": "R-{seq}", "credit_note": "R/{seq}"})), None);
        assert_eq!(check("A", json!({"invoice": "R-{seq}", "deposit": "R-{seq:6}"})), None);
        for (code, patterns, field, fault) in [
            (
                "A",
                json!({"invoice": "R-{seq}", "credit_note": "R-{seq}"}),
                "/credit_note",
                "repeated",
            ),
            (
                "A",
                json!({"deposit": "R-{seq:6}", "collection": "R-{seq}"}),
                "/collection",
                "repeated",
            ),
            (
                "R",
                json!({"collection": "R-{seq}", "invoice": "{center}-{seq}"}),
                "/collection",
                "repeated",
            ),
            ("A", json!({"invoice": "CN-{center}-{year}-{seq}"}), "", "repeated"),
            ("A", json!({"invoice": "INV-{year}-{seq}"}), "/invoice", "out_of_range"),
            ("1234", json!({"collection": "COLL-{center}-{seq}"}), "/collection", "out_of_range"),
        ] {
            let expected = (format!("/number_patterns{field}"), fault);
            let found = check(code, patterns).unwrap();
            assert_eq!((found.0, found.1), expected);
        }
    }
}
