//! Rules by which something recurs: a part of those of RFC 5545 (section 3.3.10), over local
//! dates.

use std::{borrow::Cow, collections::BTreeSet, fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{ValueError, Weekday};

/// On which dates something recurs, counted from a first date.
///
/// `FREQ` is `DAILY`, `WEEKLY` or `MONTHLY`, in one of every `INTERVAL` days, weeks (from Monday)
/// or months. A week has the days of `BYDAY`, or that of the first date. A month has the day
/// `BYMONTHDAY`, counted from its end if it is negative, or a weekday such as `BYDAY=2TU` or
/// `-1FR`, or the day of the first date; months without it are skipped. `COUNT` says how many
/// dates there are. Where it ends otherwise (`UNTIL`) is for whoever has a rule to say.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::value::RecurrenceRule;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let rule: RecurrenceRule = "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3".parse()?;
/// let (first, last) = (date("2027-01-06"), date("2027-12-31"));
/// let dates: Vec<_> = rule.dates(first, (first, last)).collect();
/// assert_eq!(dates, [date("2027-01-07"), date("2027-01-12"), date("2027-01-14")]);
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecurrenceRule {
    frequency: Frequency,
    interval: u16,
    count: Option<u16>,
}

/// How often, and on which days of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Frequency {
    Daily,
    /// On some days of the week; on that of the first date, if on none.
    Weekly([bool; 7]),
    /// On a day of the month; on that of the first date, if none is named.
    MonthlyOnDay(Option<i8>),
    /// On the first of this weekday, the second and so on, or the last, the last but one.
    MonthlyOnWeekday(i8, Weekday),
}

/// The days of the week as RFC 5545 writes them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl RecurrenceRule {
    /// The most dates that a rule counts.
    pub const COUNT_MAX: u16 = 1_000;
    /// The most days, weeks or months in which there is one.
    pub const INTERVAL_MAX: u16 = 99;

    /// Returns the dates from one to another, both included, in order, of those that are counted
    /// from the first date on.
    pub fn dates(
        self,
        first: NaiveDate,
        (from, to): (NaiveDate, NaiveDate),
    ) -> impl Iterator<Item = NaiveDate> {
        // Only those who count have to begin where the rule does.
        let begin = if self.count.is_some() { first } else { first.max(from) };
        let days = begin.iter_days().take_while(move |date| *date <= to);
        let dates = days.filter(move |date| self.has(first, *date));
        let most = self.count.map_or(usize::MAX, usize::from);
        dates.take(most).skip_while(move |date| *date < from)
    }

    /// Returns whether the rule itself says how many dates there are.
    #[must_use]
    pub const fn ends(self) -> bool {
        self.count.is_some()
    }

    /// Returns whether a date that is not before the first one is one of the rule, but for how
    /// many there are.
    fn has(self, first: NaiveDate, date: NaiveDate) -> bool {
        let monday = |date: NaiveDate| date.week(chrono::Weekday::Mon).first_day();
        let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let steps = match self.frequency {
            Frequency::Daily => (date - first).num_days(),
            Frequency::Weekly(_) => (monday(date) - monday(first)).num_days() / 7,
            Frequency::MonthlyOnDay(_) | Frequency::MonthlyOnWeekday(..) => {
                month(date) - month(first)
            }
        };
        let day = |date: NaiveDate| Weekday::from(date.weekday());
        let is_of_step = match self.frequency {
            Frequency::Daily => true,
            Frequency::Weekly(days) if days == [false; 7] => day(date) == day(first),
            Frequency::Weekly(days) => days[day(date) as usize],
            Frequency::MonthlyOnDay(None) => date.day() == first.day(),
            Frequency::MonthlyOnDay(Some(wanted)) => is_day(date, wanted, 1),
            Frequency::MonthlyOnWeekday(wanted, of) => day(date) == of && is_day(date, wanted, 7),
        };
        is_of_step && steps % i64::from(self.interval) == 0
    }
}

/// Returns whether a date is the day of its month that has this number, counted by so many days,
/// and from the end of the month if it is negative.
fn is_day(date: NaiveDate, wanted: i8, by: u32) -> bool {
    let number =
        if wanted > 0 { date.day() } else { u32::from(date.num_days_in_month()) + 1 - date.day() };
    number.div_ceil(by) == u32::from(wanted.unsigned_abs())
}

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

impl FromStr for RecurrenceRule {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (mut interval, mut count) = (1, None);
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
                "BYDAY" => by_day = Some(value),
                "BYMONTHDAY" => by_month_day = Some(number(value, -31_i8, 31)?),
                _ => {
                    let known = "it has FREQ, INTERVAL, COUNT, BYDAY and BYMONTHDAY alone";
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
        Ok(Self { frequency, interval, count })
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
        self.count.map_or(Ok(()), |count| write!(f, ";COUNT={count}"))
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
            "description": "A part of an RFC 5545 rule: FREQ (DAILY, WEEKLY or MONTHLY), INTERVAL, \
                COUNT, BYDAY and BYMONTHDAY. It has no UNTIL: what recurs has an end of its own.",
            "examples": ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(rule: &str, first: &str) -> Vec<String> {
        let rule: RecurrenceRule = rule.parse().unwrap();
        let (from, to) = (date("2027-01-01"), date("2027-06-30"));
        rule.dates(date(first), (from, to)).map(|date| date.format("%m-%d").to_string()).collect()
    }

    #[test]
    fn a_rule_has_the_dates_of_rfc_5545() {
        assert_eq!(
            dates("FREQ=DAILY;INTERVAL=45", "2027-01-01"),
            ["01-01", "02-15", "04-01", "05-16", "06-30"]
        );
        assert_eq!(dates("FREQ=WEEKLY;COUNT=2", "2027-01-05"), ["01-05", "01-12"]);
        let every_other = dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4", "2027-01-06");
        assert_eq!(every_other, ["01-10", "01-18", "01-24", "02-01"]);
        // Short months are skipped, unless their last day is asked for.
        assert_eq!(dates("FREQ=MONTHLY", "2026-12-31"), ["01-31", "03-31", "05-31"]);
        let last = dates("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", "2027-01-01");
        assert_eq!(last, ["01-31", "02-28", "03-31", "04-30"]);
        let second = dates("FREQ=MONTHLY;BYDAY=2TU;INTERVAL=2", "2027-01-01");
        assert_eq!(second, ["01-12", "03-09", "05-11"]);
        assert_eq!(dates("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2027-01-30"), ["02-26", "03-26"]);
        assert_eq!(dates("FREQ=MONTHLY;BYDAY=5SA", "2027-01-01"), ["01-30", "05-29"]);
    }

    #[test]
    fn dates_before_those_asked_for_count() {
        let rule: RecurrenceRule = "FREQ=WEEKLY;COUNT=3".parse().unwrap();
        let asked = (date("2027-01-13"), date("2027-12-31"));
        let found: Vec<_> = rule.dates(date("2027-01-05"), asked).collect();
        assert_eq!(found, [date("2027-01-19")]);
    }

    #[test]
    fn what_is_no_rule_of_this_part_is_refused() {
        for wrong in [
            "",
            "WEEKLY",
            "FREQ=YEARLY",
            "FREQ=WEEKLY;UNTIL=20271231",
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
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
        ] {
            assert_eq!(text.parse::<RecurrenceRule>().unwrap().to_string(), text);
        }
    }
}
