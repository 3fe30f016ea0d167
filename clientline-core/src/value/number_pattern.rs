//! How the numbers of documents are written: all that stands before the running number.
//!
//! A number is made of its series and of its place in that, and only one series and place have
//! it: the running number comes last, with a mark before it, so that where it begins shows, however
//! many digits it has. Whoever writes two series alike has one, which is numbered through.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
    ops::Deref,
    str::FromStr,
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    ValueError,
    text::{parse_code, text},
};

text! {
    /// How the numbers of a kind of document are written: letters, digits, `-`, `_`, `.` or `/`,
    /// `{center}` for the code of the center, `{year}` for the year in which its fiscal year
    /// began, and at the end `{seq}` for the running number, after `-`, `/` or `.`: with four
    /// digits at least, or up to ten, as `{seq:6}`. What they start with has at most 28 characters,
    /// of which `{center}` counts for 18.
    NumberPattern, "number pattern", parse_number_pattern, {
        "maxLength": 60,
        "pattern": r"^([A-Za-z0-9._/-]|\{center\}|\{year\})*([A-Za-z0-9]|\{center\}|\{year\})[/.-]\{seq(:([4-9]|10))?\}$",
        "examples": ["RE-{year}-{seq}"]
    }
}

/// What begins the place of the running number.
const SEQUENCE: &str = "{seq";
/// What stands for the center's code.
const CENTER: &str = "{center}";
/// What stands for the year in which the fiscal year began.
const YEAR: &str = "{year}";
/// How many characters of a center's code are in its numbers.
const CENTER_MAX: usize = 18;
/// The longest series: so long that the longest number of it is a code.
const SERIES_MAX: usize = 29;
/// How many digits a running number has at least, unless its pattern says more.
const DIGITS: usize = 4;
/// The most digits that a running number has.
const DIGITS_MAX: usize = 10;

impl NumberPattern {
    /// Returns what the numbers of a center start with in a fiscal year, named by the year in
    /// which that began; without the hyphen before the running number, if it is one.
    ///
    /// ```
    /// use clientline_core::value::NumberPattern;
    ///
    /// let pattern: NumberPattern = "RE-{year}-{seq}".parse()?;
    /// let series = pattern.series("A", 2027);
    /// assert_eq!(series, "RE-2027");
    /// assert_eq!(NumberPattern::number(&series, pattern.digits(), 4_711), "RE-2027-4711");
    ///
    /// let pattern: NumberPattern = "{center}.{year}/{seq:6}".parse()?;
    /// let series = pattern.series("A", 2027);
    /// assert_eq!(NumberPattern::number(&series, pattern.digits(), 7), "A.2027/000007");
    /// # Ok::<(), clientline_core::value::ValueError>(())
    /// ```
    #[must_use]
    pub fn series(&self, center: &str, year: i32) -> String {
        let start = self.as_str().rsplit_once(SEQUENCE).map_or(self.as_str(), |(start, _)| start);
        let start = start.strip_suffix('-').unwrap_or(start);
        let center: String = center.chars().take(CENTER_MAX).collect();
        start.replace(YEAR, &format!("{year:04}")).replace(CENTER, &center)
    }

    /// Returns how many digits the running numbers have at least.
    #[must_use]
    pub fn digits(&self) -> usize {
        let end = self.as_str().rsplit_once(SEQUENCE).map_or("", |(_, end)| end);
        parse_digits(end).unwrap_or(DIGITS)
    }

    /// Returns the number at a place of a series: with so many digits, or as many as it has.
    #[must_use]
    pub fn number(series: &str, digits: usize, sequence: i64) -> String {
        let mut number = series.to_owned();
        if !series.ends_with(['/', '.']) {
            number.push('-');
        }
        // Writing into a text never fails.
        let _ = write!(number, "{sequence:0digits$}");
        number
    }
}

/// Reads what follows [`SEQUENCE`]: how many digits there are at least.
fn parse_digits(end: &str) -> Option<usize> {
    let end = end.strip_suffix('}')?;
    let Some(digits) = end.strip_prefix(':') else { return end.is_empty().then_some(DIGITS) };
    let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0');
    let digits = digits.parse().ok().filter(|_| is_plain)?;
    (DIGITS..=DIGITS_MAX).contains(&digits).then_some(digits)
}

/// Checks a pattern: each placeholder once at most, the running number last, and before it a
/// hyphen, a slash or a point that follows something else.
fn parse_number_pattern(text: &str) -> Result<String, String> {
    let Some((start, end)) = text.rsplit_once(SEQUENCE) else {
        return Err(format!("it must end in {SEQUENCE}}}"));
    };
    if parse_digits(end).is_none() {
        return Err(format!(
            "it must end in {SEQUENCE}}}, or in {SEQUENCE}:6}} for six digits at least, of \
             {DIGITS} to {DIGITS_MAX}"
        ));
    }
    let Some(before) = start.strip_suffix(['-', '/', '.']) else {
        return Err(format!("before {SEQUENCE}}} must be a hyphen, a slash or a point"));
    };
    if !before.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '}') {
        return Err(format!("what numbers start with must end in a letter, a digit, or {CENTER}"));
    }
    let once = before.replacen(YEAR, "0000", 1).replacen(CENTER, "A", 1);
    parse_code(&once)?;
    let code = if before.contains(CENTER) { CENTER_MAX - 1 } else { 0 };
    if once.len() + code > SERIES_MAX - 1 {
        return Err(format!(
            "its numbers would start with more than {} characters",
            SERIES_MAX - 1
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::value::Code;

    fn pattern(text: &str) -> NumberPattern {
        text.parse().unwrap()
    }

    #[test]
    fn the_longest_number_is_a_code() {
        for text in ["COLL-{center}-{year}-{seq}", "abcdef{center}{year}/{seq:10}"] {
            let pattern = pattern(text);
            let series = pattern.series(&"x".repeat(40), 9_999);
            let longest = NumberPattern::number(&series, pattern.digits(), 9_999_999_999);
            Code::parse(&longest).unwrap();
        }
        assert!("abcdefg{center}{year}/{seq}".parse::<NumberPattern>().is_err());
    }

    #[test]
    fn a_pattern_ends_in_a_mark_and_the_running_number() {
        let wrong = [
            "",
            "{seq}",
            "-{seq}",
            "RE{seq}",
            "RE-{seq}-{year}",
            "RE--{seq}",
            "RE_-{seq}",
            "RE-{month}-{seq}",
            "{year}{year}-{seq}",
            "{center}{center}-{seq}",
            "R E-{seq}",
            "RÉ-{seq}",
            "RE-{seq:3}",
            "RE-{seq:11}",
            "RE-{seq:06}",
            "RE-{seq:+6}",
            "RE-{seq:}",
            "RE-{seq6}",
            "RE-{seq:6",
            "RE-{seq}-{seq:6}",
        ];
        for text in wrong {
            assert!(text.parse::<NumberPattern>().is_err(), "{text}");
        }
        for text in ["RE-{seq}", "{year}/{seq}", "{center}.{seq}", "a_b{center}-{year}-{seq}"] {
            pattern(text);
        }
    }

    #[test]
    fn a_pattern_says_how_many_digits_there_are_at_least() {
        for (text, first, late) in [
            ("RE-{seq}", "RE-0007", "RE-1234567"),
            ("RE-{seq:4}", "RE-0007", "RE-1234567"),
            ("RE-{seq:6}", "RE-000007", "RE-1234567"),
            ("RE/{seq:10}", "RE/0000000007", "RE/0001234567"),
        ] {
            let pattern = pattern(text);
            let series = pattern.series("A", 2027);
            let numbers =
                [7, 1_234_567].map(|at| NumberPattern::number(&series, pattern.digits(), at));
            assert_eq!(numbers, [first, late], "{text}");
        }
    }

    proptest! {
        /// So two centers never give one number, however they write them.
        #[test]
        fn a_number_has_one_series_and_one_place(
            some in prop::collection::vec(
                (
                    "([A-B0]|\\{center\\}|\\{year\\}|[-/.]){0,3}[A-B0][-/.]\\{seq(:5)?\\}",
                    "[A0][A0/.-]{0,2}",
                    1_i64..30,
                ),
                1..60,
            ),
        ) {
            let mut seen: HashMap<String, (String, i64)> = HashMap::new();
            for (text, center, place) in some {
                let Ok(pattern) = text.parse::<NumberPattern>() else { continue };
                let series = pattern.series(&center, 2027);
                let here = (series, place);
                let number = NumberPattern::number(&here.0, pattern.digits(), place);
                let first = seen.entry(number).or_insert_with(|| here.clone());
                prop_assert_eq!(&*first, &here);
            }
        }
    }
}
