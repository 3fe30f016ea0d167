//! Dates and decimals as people and spreadsheets write them, where only one
//! thing can be meant; and advice where it could be two.

use chrono::NaiveDate;

/// Reads a date: `2026-12-31`, `31.12.2026`, `31/12/2026` or `12/31/2026`.
///
/// # Errors
///
/// A sentence: with the two days that a text like `03/04/2026` may mean, or with
/// the form that is wanted.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    const FORM: &str = "This is no date; write it like 2026-12-31.";
    let mark = text.chars().find(|mark| matches!(mark, '-' | '/' | '.')).ok_or(FORM)?;
    let mut numbers = [0_u32; 3];
    let mut parts = text.split(mark);
    for number in &mut numbers {
        let part = parts.next().ok_or(FORM)?.trim();
        if part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FORM.to_owned());
        }
        *number = part.parse().map_err(|_| FORM)?;
    }
    if parts.next().is_some() {
        return Err(FORM.to_owned());
    }
    let ymd = |year: u32, month, day| {
        i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
    };
    match numbers {
        [year, month, day] if year >= 1000 => ymd(year, month, day).ok_or_else(|| FORM.to_owned()),
        [_, _, 0..1000] => Err("Write the year with four digits, as in 2026-12-31.".to_owned()),
        // Whoever puts points between puts the day first.
        [day, month, year] if mark == '.' => ymd(year, month, day).ok_or_else(|| FORM.to_owned()),
        [first, second, year] => match (ymd(year, second, first), ymd(year, first, second)) {
            (Some(one), Some(other)) if one != other => Err(format!(
                "This can be two days: write it as {one} or as {other}, whichever is meant."
            )),
            (Some(only), _) | (None, Some(only)) => Ok(only),
            (None, None) => Err(FORM.to_owned()),
        },
    }
}

/// Rewrites a decimal with a comma, or with marks between thousands, as a plain
/// one; other texts stay as they are.
///
/// `is_local` says that the file has no commas between its cells: whoever wrote
/// it may mean thousands by a point.
///
/// # Errors
///
/// A sentence, for what like `1,234` may be a thousand or a fraction.
pub(super) fn decimal(text: &str, is_local: bool) -> Result<String, String> {
    let (point, comma) = (text.matches('.').count(), text.matches(',').count());
    let mark = match (point, comma) {
        (0, 0) => return Ok(text.to_owned()),
        (_, 1) if point == 0 || text.rfind('.') < text.rfind(',') => ',',
        (1, _) => '.',
        (_, 0) => return thousands(text, '.').ok_or_else(|| ambiguous(text)),
        (0, _) => return thousands(text, ',').ok_or_else(|| ambiguous(text)),
        _ => return Err(ambiguous(text)),
    };
    let Some((whole, fraction)) = text.split_once(mark) else { return Ok(text.to_owned()) };
    let is_single = point + comma == 1;
    let may_be_thousands = fraction.len() == 3 && !matches!(whole, "" | "0" | "-0");
    if is_single && may_be_thousands && (mark == ',' || is_local) {
        return Err(ambiguous(text));
    }
    let other = if mark == ',' { '.' } else { ',' };
    let whole = if is_single { Some(whole.to_owned()) } else { thousands(whole, other) };
    let whole = whole.ok_or_else(|| ambiguous(text))?;
    Ok(format!("{whole}.{fraction}"))
}

/// Takes the marks between thousands away; `None` where they stand elsewhere.
fn thousands(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let is_right = (1..=3).contains(&first.trim_start_matches('-').len())
        && groups.all(|group| group.len() == 3);
    is_right.then(|| text.replace(mark, ""))
}

fn ambiguous(text: &str) -> String {
    format!("{text} can be read in two ways; write it like 1234.50, with one point and no comma.")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_read_in_every_form_that_means_one_day() {
        let forms = [
            "2026-12-31",
            "31.12.2026",
            "31/12/2026",
            "12/31/2026",
            "31-12-2026",
            "2026/12/31",
            "2026.12.31",
            "31. 12. 2026",
        ];
        for text in forms {
            assert_eq!(date(text).map(|date| date.to_string()), Ok("2026-12-31".into()), "{text}");
        }
        assert_eq!(date("1.2.2026").unwrap().to_string(), "2026-02-01");
        assert_eq!(date("03/03/2026").unwrap().to_string(), "2026-03-03");
    }

    #[test]
    fn a_date_that_can_be_two_days_is_answered_with_both() {
        for text in ["03/04/2026", "03-04-2026"] {
            let advice = date(text).unwrap_err();
            assert!(advice.contains("2026-04-03") && advice.contains("2026-03-04"), "{advice}");
        }
        assert!(date("31.12.26").unwrap_err().contains("four digits"));
        for text in ["", "tomorrow", "2026-13-01", "31.02.2026", "1/2", "1/2/3/2026", "+1/2/2026"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_decimal_is_read_with_a_comma_where_that_means_one_number() {
        let pairs = [
            ("50,00", "50.00"),
            ("50.00", "50.00"),
            ("50", "50"),
            ("0,125", "0.125"),
            ("1.234,50", "1234.50"),
            ("1,234.50", "1234.50"),
            ("1.234.567", "1234567"),
            ("-5,5", "-5.5"),
            ("1,234,567.5", "1234567.5"),
            ("19,1250", "19.1250"),
        ];
        for (text, plain) in pairs {
            assert_eq!(decimal(text, true).as_deref(), Ok(plain), "{text}");
        }
        assert_eq!(decimal("1.234", false).as_deref(), Ok("1.234"));
    }

    #[test]
    fn a_decimal_that_may_be_a_thousand_is_answered_with_advice() {
        for text in ["1,234", "1.234", "1.23.4", "1,2.3,4", "12.34,5.6"] {
            let advice = decimal(text, true).unwrap_err();
            assert!(advice.contains("1234.50"), "{text}: {advice}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[0-9.,/ -]{0,12}|\\PC{0,12}") {
            let _ = (date(&text), decimal(&text, true), decimal(&text, false));
        }
    }
}
