//! Rules by which something recurs: a part of those of RFC 5545 (section 3.3.10), over local
//! dates. How they are written is told by `recurrence_text`.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use super::Weekday;

/// On which dates something recurs, counted from a first date.
///
/// `FREQ` is `DAILY`, `WEEKLY` or `MONTHLY`, in one of every `INTERVAL` days, weeks (from Monday)
/// or months. A week has the days of `BYDAY`, or that of the first date. A month has the day
/// `BYMONTHDAY`, counted from its end if it is negative, or a weekday such as `BYDAY=2TU` or
/// `-1FR`, or the day of the first date; months without it are skipped. It ends after `COUNT`
/// dates, or with the local date or time `UNTIL`, which counts; without either it goes on.
///
/// ```
/// use chrono::NaiveDate;
/// use clientline_core::value::RecurrenceRule;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let (first, last) = (date("2027-01-06"), date("2027-12-31"));
/// let dates = |rule: RecurrenceRule| rule.dates(first, (first, last)).collect::<Vec<_>>();
/// let counted = dates("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3".parse()?);
/// assert_eq!(counted, [date("2027-01-07"), date("2027-01-12"), date("2027-01-14")]);
/// assert_eq!(dates("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270114".parse()?), counted);
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecurrenceRule {
    pub(super) frequency: Frequency,
    pub(super) interval: u16,
    pub(super) end: RuleEnd,
}

/// How often, and on which days of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Frequency {
    Daily,
    /// On some days of the week; on that of the first date, if on none.
    Weekly([bool; 7]),
    /// On a day of the month; on that of the first date, if none is named.
    MonthlyOnDay(Option<i8>),
    /// On the first of this weekday, the second and so on, or the last, the last but one.
    MonthlyOnWeekday(i8, Weekday),
}

/// What ends a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RuleEnd {
    Never,
    /// So many dates.
    Count(u16),
    /// A local date, and the latest time of it at which something may start.
    Until(NaiveDate, Option<NaiveTime>),
}

impl RecurrenceRule {
    /// The most dates that a rule counts.
    pub const COUNT_MAX: u16 = 1_000;
    /// The most days, weeks or months in which there is one.
    pub const INTERVAL_MAX: u16 = 99;

    /// Returns the dates from one to another, both included, in order, of those that are counted
    /// from the first date on. An `UNTIL` with a time has its date; see
    /// [`starting_at`](Self::starting_at).
    ///
    /// It costs what the days between do, and the dates that are counted before them, of which
    /// there are [`COUNT_MAX`](Self::COUNT_MAX) at most.
    pub fn dates(
        self,
        first: NaiveDate,
        (from, to): (NaiveDate, NaiveDate),
    ) -> impl Iterator<Item = NaiveDate> {
        // Only those who count have to begin where the rule does.
        let (begin, most, last) = match self.end {
            RuleEnd::Never => (first.max(from), usize::MAX, to),
            RuleEnd::Until(until, _) => (first.max(from), usize::MAX, to.min(until)),
            RuleEnd::Count(count) => (first, usize::from(count), to),
        };
        let step = self.step_of(first, begin) / u64::from(self.interval);
        let starts = (step..).map_while(move |step| self.start_of(first, step));
        let dates = starts
            .take_while(move |start| *start <= last)
            .flat_map(move |start| self.days_from(start))
            .filter(move |date| *date >= begin && self.has_day(first, *date));
        dates.take(most).skip_while(move |date| *date < from).take_while(move |date| *date <= last)
    }

    /// Returns whether the rule itself says where it ends.
    #[must_use]
    pub const fn ends(self) -> bool {
        !matches!(self.end, RuleEnd::Never)
    }

    /// Returns the date with which it ends, if that is what ends it.
    #[must_use]
    pub const fn until(self) -> Option<NaiveDate> {
        match self.end {
            RuleEnd::Until(date, _) => Some(date),
            RuleEnd::Never | RuleEnd::Count(_) => None,
        }
    }

    /// Returns the rule for what starts at this time of its dates: an `UNTIL` with an earlier time
    /// excludes its date.
    #[must_use]
    pub fn starting_at(self, time: NaiveTime) -> Self {
        let end = match self.end {
            RuleEnd::Until(date, Some(latest)) if latest < time => {
                RuleEnd::Until(date.pred_opt().unwrap_or(date), None)
            }
            RuleEnd::Until(date, _) => RuleEnd::Until(date, None),
            end => end,
        };
        Self { end, ..self }
    }

    /// Returns a date after which there is none, if the rule says where it ends: `UNTIL`, or the
    /// last that is counted from the first date on.
    #[must_use]
    pub fn last_date(self, first: NaiveDate) -> Option<NaiveDate> {
        match self.end {
            RuleEnd::Never => None,
            RuleEnd::Until(date, _) => Some(date),
            // Some rules have fewer dates than they count: the 31st of each February.
            RuleEnd::Count(_) => self.dates(first, (first, Self::LAST_DATE)).last().or(Some(first)),
        }
    }

    /// The last date that something may have; as far as dates are counted.
    const LAST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9_999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    };

    /// Returns in which day, week or month a date lies, counted from that of the first one.
    fn step_of(self, first: NaiveDate, date: NaiveDate) -> u64 {
        let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let steps = match self.frequency {
            Frequency::Daily => (date - first).num_days(),
            Frequency::Weekly(_) => (monday(date) - monday(first)).num_days() / 7,
            Frequency::MonthlyOnDay(_) | Frequency::MonthlyOnWeekday(..) => {
                month(date) - month(first)
            }
        };
        u64::try_from(steps).unwrap_or(0)
    }

    /// Returns the first date of a step: one of every so many days, weeks or months.
    fn start_of(self, first: NaiveDate, step: u64) -> Option<NaiveDate> {
        let units = step.checked_mul(u64::from(self.interval))?;
        match self.frequency {
            Frequency::Daily => first.checked_add_days(Days::new(units)),
            Frequency::Weekly(_) => monday(first).checked_add_days(Days::new(units * 7)),
            Frequency::MonthlyOnDay(_) | Frequency::MonthlyOnWeekday(..) => {
                first.with_day(1)?.checked_add_months(Months::new(u32::try_from(units).ok()?))
            }
        }
    }

    /// Returns the days of the step that has this start.
    fn days_from(self, start: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let days = match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly(_) => 7,
            Frequency::MonthlyOnDay(_) | Frequency::MonthlyOnWeekday(..) => {
                start.num_days_in_month()
            }
        };
        start.iter_days().take(usize::from(days))
    }

    /// Returns whether a date of a step is one of the rule.
    fn has_day(self, first: NaiveDate, date: NaiveDate) -> bool {
        let day = |date: NaiveDate| Weekday::from(date.weekday());
        match self.frequency {
            Frequency::Daily => true,
            Frequency::Weekly(days) if days == [false; 7] => day(date) == day(first),
            Frequency::Weekly(days) => days[day(date) as usize],
            Frequency::MonthlyOnDay(None) => date.day() == first.day(),
            Frequency::MonthlyOnDay(Some(wanted)) => is_day(date, wanted, 1),
            Frequency::MonthlyOnWeekday(wanted, of) => day(date) == of && is_day(date, wanted, 7),
        }
    }
}

/// Returns the first day of a date's week.
fn monday(date: NaiveDate) -> NaiveDate {
    date.week(chrono::Weekday::Mon).first_day()
}

/// Returns whether a date is the day of its month that has this number, counted by so many days,
/// and from the end of the month if it is negative.
fn is_day(date: NaiveDate, wanted: i8, by: u32) -> bool {
    let number =
        if wanted > 0 { date.day() } else { u32::from(date.num_days_in_month()) + 1 - date.day() };
    number.div_ceil(by) == u32::from(wanted.unsigned_abs())
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
    fn a_rule_ends_with_the_date_or_the_time_of_its_until() {
        let until = |until: &str, time: (u32, u32)| {
            let rule: RecurrenceRule = format!("FREQ=DAILY;UNTIL={until}").parse().unwrap();
            let time = NaiveTime::from_hms_opt(time.0, time.1, 0).unwrap();
            let (from, to) = (date("2027-01-02"), date("2027-01-31"));
            rule.starting_at(time).dates(date("2027-01-01"), (from, to)).count()
        };
        assert_eq!(until("20270104", (23, 59)), 3);
        // What starts with the last instant is the last one.
        assert_eq!(until("20270104T120000", (12, 0)), 3);
        assert_eq!(until("20270104T115959", (12, 0)), 2);
        assert_eq!(until("20261231", (0, 0)), 0);
    }

    #[test]
    fn the_last_date_is_that_of_until_or_the_last_that_is_counted() {
        let last =
            |rule: &str| rule.parse::<RecurrenceRule>().unwrap().last_date(date("2027-01-31"));
        assert_eq!(last("FREQ=DAILY"), None);
        assert_eq!(last("FREQ=DAILY;UNTIL=20280229"), Some(date("2028-02-29")));
        assert_eq!(last("FREQ=MONTHLY;COUNT=3"), Some(date("2027-05-31")));
        // A rule that never has a date ends with the first.
        let of_february = "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=2";
        let rule: RecurrenceRule = of_february.parse().unwrap();
        assert_eq!(rule.last_date(date("2027-02-01")), Some(date("2027-02-01")));
    }

    #[test]
    fn a_rule_of_many_years_costs_what_is_asked_for() {
        // Day by day from the first date it would take until long after this test.
        let rule: RecurrenceRule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".parse().unwrap();
        let (first, last) = (date("0001-01-01"), date("9999-12-31"));
        for year in 1..=9_999 {
            let monday = NaiveDate::from_isoywd_opt(year, 10, chrono::Weekday::Mon).unwrap();
            let sunday = monday + Days::new(6);
            assert_eq!(rule.dates(first, (monday, sunday)).count(), 5);
        }
        assert_eq!(rule.dates(first, (last, last)).count(), 1);
    }
}
