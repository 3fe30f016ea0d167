//! Rules of recurrence: a text that is one is written as it was read, and has the dates that it
//! has day by day.

use bolero::check;
use chrono::{Datelike, Days, NaiveDate};

use crate::value::RecurrenceRule;

/// How many days from the first one are looked at one by one.
const DAYS: u64 = 1_200;

/// A rule by its written parts, which asks each day whether it is one of its dates.
struct Naive<'a> {
    parts: Vec<(&'a str, &'a str)>,
    first: NaiveDate,
}

impl<'a> Naive<'a> {
    fn new(text: &'a str, first: NaiveDate) -> Self {
        let parts = text.split(';').filter_map(|part| part.split_once('='));
        Self { parts: parts.collect(), first }
    }

    fn part(&self, name: &str) -> Option<&'a str> {
        self.parts.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
    }

    fn has(&self, day: NaiveDate) -> bool {
        let interval = self.part("INTERVAL").map_or(1, |interval| interval.parse().unwrap());
        let monday = |day: NaiveDate| day - Days::new(day.weekday().num_days_from_monday().into());
        let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let is_in_turn = |passed: i64| passed % interval == 0;
        let is_of_week = |name: &str| {
            let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            names[day.weekday().num_days_from_monday() as usize] == name
        };
        match self.part("FREQ").unwrap() {
            "DAILY" => is_in_turn((day - self.first).num_days()),
            "WEEKLY" => {
                let is_its_day = match self.part("BYDAY") {
                    Some(days) => days.split(',').any(is_of_week),
                    None => day.weekday() == self.first.weekday(),
                };
                is_its_day && is_in_turn((monday(day) - monday(self.first)).num_days() / 7)
            }
            _ => {
                let length = i64::from(day.num_days_in_month());
                let number = i64::from(day.day());
                let is_its_day = match (self.part("BYMONTHDAY"), self.part("BYDAY")) {
                    (Some(wanted), _) => {
                        let wanted: i64 = wanted.parse().unwrap();
                        number == if wanted > 0 { wanted } else { length + 1 + wanted }
                    }
                    (None, Some(wanted)) => {
                        let (wanted, name) = wanted.split_at(wanted.len() - 2);
                        let wanted: i64 = wanted.parse().unwrap();
                        let from_start = (number - 1) / 7 + 1;
                        let from_end = -((length - number) / 7 + 1);
                        is_of_week(name) && (wanted == from_start || wanted == from_end)
                    }
                    (None, None) => day.day() == self.first.day(),
                };
                is_its_day && is_in_turn(month(day) - month(self.first))
            }
        }
    }

    fn dates(&self) -> Vec<NaiveDate> {
        let until = self
            .part("UNTIL")
            .map(|until| NaiveDate::parse_from_str(until.get(..8).unwrap(), "%Y%m%d").unwrap());
        let count = self.part("COUNT").map_or(usize::MAX, |count| count.parse().unwrap());
        let days = (0..DAYS).filter_map(|number| self.first.checked_add_days(Days::new(number)));
        let days = days.filter(|day| until.is_none_or(|until| *day <= until) && self.has(*day));
        days.take(count).collect()
    }
}

/// Some first day from the year 1900 on, after which all that are looked at lie before 10000.
fn first_day(number: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    first + Days::new(u64::from(number) % 2_956_000)
}

#[test]
fn a_rule_is_written_as_it_was_read_and_has_its_dates() {
    check!(name = "rules").for_each(|input: &[u8]| {
        let Some((number, text)) = input.split_first_chunk() else { return };
        let Ok(text) = str::from_utf8(text) else { return };
        let Ok(rule) = text.parse::<RecurrenceRule>() else { return };
        let written = rule.to_string();
        assert_eq!(written.parse(), Ok(rule), "{written}");
        assert!(written.len() <= 100, "{written}");

        let first = first_day(u32::from_le_bytes(*number));
        let last = first + Days::new(DAYS - 1);
        let expected = Naive::new(text, first).dates();
        assert_eq!(rule.dates(first, (first, last)).collect::<Vec<_>>(), expected, "{text}");
        // What is asked for later is the rest of it.
        let middle = first + Days::new(DAYS / 2);
        let rest: Vec<_> = expected.into_iter().filter(|date| *date >= middle).collect();
        assert_eq!(rule.dates(first, (middle, last)).collect::<Vec<_>>(), rest, "{text}");
        if let (Some(end), Some(date)) = (rule.last_date(first), rest.last()) {
            assert!(*date <= end, "{text}");
        }
    });
}
