//! What hours take, what they refuse, and how they are written.

use super::*;

fn week(text: &str) -> Result<WeeklyHours, ValueError> {
    WeeklyHours::parse_text(text)
}

#[test]
fn a_local_time_is_written_with_two_digits_each() {
    for text in ["00:00", "09:05", "23:59", "24:00"] {
        assert_eq!(text.parse::<LocalTime>().unwrap().to_string(), text);
    }
    for text in ["9:00", "24:01", "12:60", "12:0x", "+1:00", "12:00:00", "", "１2:00"] {
        assert!(text.parse::<LocalTime>().is_err(), "{text}");
    }
}

#[test]
fn midnight_at_the_end_is_an_end_only() {
    assert!(DayHours::parse_text(r#"[{"start":"18:00","end":"24:00"}]"#).is_ok());
    assert!(DayHours::parse_text(r#"[{"start":"24:00","end":"02:00"}]"#).is_err());
}

#[test]
fn a_window_that_ends_no_later_than_it_starts_runs_over_midnight() {
    let window = |start: &str, end: &str| {
        LocalWindow::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    };
    assert!(window("22:00", "02:00").is_overnight());
    assert!(window("09:00", "09:00").is_overnight());
    assert!(!window("00:00", "24:00").is_overnight());
}

#[test]
fn a_week_is_kept_in_the_order_of_the_week_whatever_order_it_came_in() {
    let text = r#"{"weekly":[{"day":"sunday","start":"10:00","end":"12:00"},
        {"day":"monday","start":"13:00","end":"17:00"},
        {"day":"monday","start":"09:00","end":"12:00"}]}"#;
    let hours = week(text).unwrap();
    assert_eq!(
        hours.to_text(),
        r#"{"weekly":[{"day":"monday","start":"09:00","end":"12:00"},{"day":"monday","start":"13:00","end":"17:00"},{"day":"sunday","start":"10:00","end":"12:00"}]}"#
    );
    assert_eq!(week(&hours.to_text()).unwrap(), hours);
}

#[test]
fn hours_of_another_form_are_refused() {
    for text in [
        "[]",
        r#"{"weekly":[],"extra":1}"#,
        r#"{"weekly":[{"day":"Monday","start":"09:00","end":"17:00"}]}"#,
        r#"{"weekly":[{"day":"monday","start":"09:00"}]}"#,
        r#"{"weekly":[{"day":"monday","start":"24:00","end":"24:00"}]}"#,
        r#"{"weekly":[],"weekly":[]}"#,
    ] {
        assert!(week(text).is_err(), "{text}");
    }
    assert!(DayHours::parse_text(r#"[{"start":"09:00","end":"13:00","day":"monday"}]"#).is_err());
}

#[test]
fn a_week_holds_a_hundred_windows_and_a_day_twenty_four() {
    let window = LocalWindow::new("00:00".parse().unwrap(), "01:00".parse().unwrap()).unwrap();
    let rows = |count| std::iter::repeat_n((Weekday::Friday, window), count);
    assert!(WeeklyHours::new(rows(MAX_WEEKLY_WINDOWS)).is_ok());
    assert!(WeeklyHours::new(rows(MAX_WEEKLY_WINDOWS + 1)).is_err());
    assert!(DayHours::new(vec![window; MAX_DAY_WINDOWS]).is_ok());
    assert!(DayHours::new(vec![window; MAX_DAY_WINDOWS + 1]).is_err());
}
