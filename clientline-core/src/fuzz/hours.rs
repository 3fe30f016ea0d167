//! Hours of a week and of a day: a text that states some is written so that it is read as the
//! same, and each window opens on its days alone.

use bolero::check;
use chrono::{Datelike, Days, NaiveDate};

use crate::value::{DayHours, WeeklyHours};

#[test]
fn hours_are_written_as_they_were_read() {
    check!(name = "hours").for_each(|input: &[u8]| {
        let Ok(text) = str::from_utf8(input) else { return };
        if let Ok(hours) = DayHours::parse_text(text) {
            assert_eq!(DayHours::parse_text(&hours.to_text()), Ok(hours), "{text}");
        }
        let Ok(hours) = WeeklyHours::parse_text(text) else { return };
        assert_eq!(WeeklyHours::parse_text(&hours.to_text()), Ok(hours.clone()), "{text}");
        assert_eq!(hours.is_empty(), hours.all_windows().next().is_none());

        let monday = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        for day in monday.iter_days().take(7) {
            let always = hours.windows(day.weekday().into());
            assert!(always.is_sorted());
            let open: Vec<_> = hours.windows_on(day).collect();
            assert!(always.iter().all(|window| open.contains(&window)), "{text} {day}");
            let all: Vec<_> = hours.all_windows().collect();
            assert!(open.iter().all(|window| all.contains(window)), "{text} {day}");
            if hours.is_every_week() {
                let later: Vec<_> = hours.windows_on(day + Days::new(7)).collect();
                assert_eq!(open, later, "{text} {day}");
            }
        }
    });
}
