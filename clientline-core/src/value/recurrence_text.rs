//! How rules of recurrence are written: as RFC 5545 does, parts of a name and a value in any order,
//! and answered in one order.

use std::{borrow::Cow, collections::BTreeSet, fmt, str::FromStr};

use chrono::{NaiveDate, NaiveTime, Timelike};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    ValueError, Weekday,
    recurrence_rule::{Frequency, RecurrenceRule, RuleEnd},
};

/// The days of the week as RFC 5545 writes them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// How it writes a date, and a local time of one.
const DATE: &str = "%Y%m%d";
const DATE_TIME: &str = "%Y%m%dT%H%M%S";

fn invalid(why: impl Into<String>) -> ValueError {
    ValueError::invalid("rule of recurrence", why)
}

/// Reads a number within bounds.
fn number<T: FromStr + PartialOrd + Copy>(text: &str, least: T, most: T) -> Result<T, ValueError> {
    let number = text.parse().ok().filter(|number| least <= *number && *number <= most);
    number.ok_or_else(|| invalid(format!("{text} is out of range, or no number")))
}

/// Reads a day of the week.
fn weekday(text: &str) -> Result<Weekday, ValueError> {
    let place = DAYS.iter().position(|day| *day == text);
    let day = place.and_then(|place| Weekday::ALL.get(place));
    day.copied().ok_or_else(|| invalid("its days are MO, TU, WE, TH, FR, SA and SU"))
}

/// Reads a local date, or a local date and time.
fn local(text: &str) -> Result<(NaiveDate, Option<NaiveTime>), ValueError> {
    let wrong =
        || invalid("its UNTIL is a local date such as 20271231, or a time such as 20271231T180000");
    // Their widths are exact, which reading a date by itself does not ask for.
    let is_exact = |text: &str, width: usize| {
        text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    if !is_exact(date, 8) || time.is_some_and(|time| !is_exact(time, 6)) {
        return Err(wrong());
    }
    let time = time.map(|time| NaiveTime::parse_from_str(time, "%H%M%S")).transpose();
    let date = NaiveDate::parse_from_str(date, DATE);
    // Nobody's clock on the wall shows a leap second.
    let time = time.ok().filter(|time| time.is_none_or(|time| time.nanosecond() < 1_000_000_000));
    date.ok().zip(time).ok_or_else(wrong)
}

impl FromStr for RecurrenceRule {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (mut interval, mut count, mut until) = (1, None, None);
        let (mut frequency, mut by_day, mut by_month_day) = (None, None, None);
        let mut seen = BTreeSet::new();
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or_else(|| {
                invalid("it has the form FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10")
            })?;
            if !seen.insert(name) {
                return Err(invalid(format!("it says {name} twice")));
            }
            match name {
                "FREQ" => frequency = Some(value),
                "INTERVAL" => interval = number(value, 1, Self::INTERVAL_MAX)?,
                "COUNT" => count = Some(number(value, 1, Self::COUNT_MAX)?),
                "UNTIL" => until = Some(local(value)?),
                "BYDAY" => by_day = Some(value),
                "BYMONTHDAY" => by_month_day = Some(number(value, -31_i8, 31)?),
                _ => {
                    let known = "it has FREQ, INTERVAL, COUNT, UNTIL, BYDAY and BYMONTHDAY alone";
                    return Err(invalid(known));
                }
            }
        }
        let frequency = match (frequency, by_day, by_month_day) {
            (Some("DAILY"), None, None) => Frequency::Daily,
            (Some("WEEKLY"), days, None) => Frequency::Weekly(weekdays(days)?),
            (Some("MONTHLY"), None, Some(0)) => return Err(invalid("no month has a day 0")),
            (Some("MONTHLY"), None, day) => Frequency::MonthlyOnDay(day),
            (Some("MONTHLY"), Some(day), None) => {
                let (wanted, day) = day.split_at_checked(day.len().saturating_sub(2)).unzip();
                let wanted = number(wanted.unwrap_or_default(), -5_i8, 5)?;
                if wanted == 0 {
                    return Err(invalid("no weekday of a month has the number 0"));
                }
                Frequency::MonthlyOnWeekday(wanted, weekday(day.unwrap_or_default())?)
            }
            _ => {
                let form = "FREQ is DAILY, WEEKLY (with BYDAY) or MONTHLY (with one day of \
                            BYMONTHDAY, or a BYDAY such as 2TU)";
                return Err(invalid(form));
            }
        };
        let end = match (count, until) {
            (None, None) => RuleEnd::Never,
            (Some(count), None) => RuleEnd::Count(count),
            (None, Some((date, time))) => RuleEnd::Until(date, time),
            (Some(_), Some(_)) => return Err(invalid("it ends by COUNT or by UNTIL, not by both")),
        };
        Ok(Self { frequency, interval, end })
    }
}

/// Reads the days of a week, separated by commas.
fn weekdays(text: Option<&str>) -> Result<[bool; 7], ValueError> {
    let mut days = [false; 7];
    for day in text.into_iter().flat_map(|text| text.split(',')) {
        days[weekday(day)? as usize] = true;
    }
    Ok(days)
}

impl fmt::Display for RecurrenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.frequency {
            Frequency::Daily => "FREQ=DAILY",
            Frequency::Weekly(_) => "FREQ=WEEKLY",
            Frequency::MonthlyOnDay(_) | Frequency::MonthlyOnWeekday(..) => "FREQ=MONTHLY",
        })?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        match self.frequency {
            Frequency::Weekly(days) if days != [false; 7] => {
                let days = DAYS.iter().zip(days).filter_map(|(day, has)| has.then_some(*day));
                write!(f, ";BYDAY={}", days.collect::<Vec<_>>().join(","))?;
            }
            Frequency::MonthlyOnDay(Some(day)) => write!(f, ";BYMONTHDAY={day}")?,
            Frequency::MonthlyOnWeekday(wanted, day) => {
                write!(f, ";BYDAY={wanted}{}", DAYS[day as usize])?;
            }
            _ => {}
        }
        match self.end {
            RuleEnd::Never => Ok(()),
            RuleEnd::Count(count) => write!(f, ";COUNT={count}"),
            RuleEnd::Until(date, None) => write!(f, ";UNTIL={}", date.format(DATE)),
            RuleEnd::Until(date, Some(time)) => {
                write!(f, ";UNTIL={}", date.and_time(time).format(DATE_TIME))
            }
        }
    }
}

impl Serialize for RecurrenceRule {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecurrenceRule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for RecurrenceRule {
    fn schema_name() -> Cow<'static, str> {
        "RecurrenceRule".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "maxLength": 100,
            "pattern": format!("^{}$", pattern()),
            "description": "A part of an RFC 5545 rule; UNTIL is a local date or time.",
            "examples": ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20271231"],
        })
    }
}

/// Returns what a rule looks like in the order in which it is written.
fn pattern() -> String {
    let day = "(MO|TU|WE|TH|FR|SA|SU)";
    let leap = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)0229";
    let date = "[0-9]{4}((0[13578]|1[02])(0[1-9]|[12][0-9]|3[01])|(0[469]|11)(0[1-9]|[12][0-9]|30)\
                |02(0[1-9]|1[0-9]|2[0-8]))";
    let interval = "(;INTERVAL=[1-9][0-9]?)?";
    let frequency = [
        format!("DAILY{interval}"),
        format!("WEEKLY{interval}(;BYDAY={day}(,{day}){{0,6}})?"),
        format!("MONTHLY{interval}(;BYMONTHDAY=-?([1-9]|[12][0-9]|3[01])|;BYDAY=-?[1-5]{day})?"),
    ];
    let frequency = frequency.join("|");
    let time = "(T([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9])?";
    format!("FREQ=({frequency})(;COUNT=([1-9][0-9]{{0,2}}|1000)|;UNTIL=({date}|{leap}){time})?")
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, string::string_regex};

    use super::*;

    #[test]
    fn what_is_no_rule_of_this_part_is_refused() {
        for wrong in [
            "",
            "WEEKLY",
            "FREQ=YEARLY",
            "FREQ=WEEKLY;UNTIL=20271231;COUNT=3",
            "FREQ=WEEKLY;UNTIL=2027-12-31",
            "FREQ=WEEKLY;UNTIL=20270229",
            "FREQ=WEEKLY;UNTIL=20271231T1800",
            "FREQ=WEEKLY;UNTIL=20271231T180000Z",
            "FREQ=WEEKLY;UNTIL=20271231T235960",
            "FREQ=WEEKLY;UNTIL= 2027123",
            "FREQ=WEEKLY;UNTIL=+2027123",
            "FREQ=WEEKLY;UNTIL=",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=WEEKLY;BYDAY=2TU",
            "FREQ=WEEKLY;BYDAY=",
            "FREQ=DAILY;BYDAY=MO",
            "FREQ=MONTHLY;BYDAY=TU",
            "FREQ=MONTHLY;BYDAY=0TU",
            "FREQ=MONTHLY;BYDAY=6TU",
            "FREQ=MONTHLY;BYDAY=1TU,2TU",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYDAY=é",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=1001",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=100",
            "FREQ=DAILY;FREQ=DAILY",
            "freq=daily",
            "COUNT=2",
            "FREQ=DAILY;",
            "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO",
        ] {
            assert!(wrong.parse::<RecurrenceRule>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rule_is_written_as_it_is_read() {
        for text in [
            "FREQ=DAILY",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10",
            "FREQ=MONTHLY;COUNT=1",
            "FREQ=DAILY;UNTIL=20280229",
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231T235959",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
        ] {
            assert_eq!(text.parse::<RecurrenceRule>().unwrap().to_string(), text);
        }
    }

    proptest! {
        #[test]
        fn what_looks_like_a_rule_is_one(text in string_regex(&pattern()).unwrap()) {
            prop_assert!(text.parse::<RecurrenceRule>().is_ok(), "{text}");
        }
    }
}
