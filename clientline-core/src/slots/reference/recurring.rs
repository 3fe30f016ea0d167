//! Blocked time that recurs, told as plainly: the rule is read off its text, and counted from the
//! first date on, one day after the other.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::{
    slots::RecurringTime,
    value::{LocalTime, TimeRange, TimeZone},
};

/// The times of some days.
pub(super) fn times(zone: &TimeZone, one: &RecurringTime, days: &[NaiveDate]) -> Vec<TimeRange> {
    let Ok(text) = serde_json::to_value(&one.recurrence) else { return Vec::new() };
    let rule = text["rule"].as_str().unwrap_or_default();
    let first = zone.local(one.within.start()).date();
    let is_excepted = |date: NaiveDate| {
        let dates = text["except"].as_array().into_iter().flatten();
        dates.into_iter().any(|except| *except == date.to_string())
    };
    let of_rule = dates(rule, first, days.last().copied().unwrap_or(first));
    let time = |field: &str| text["window"][field].as_str()?.parse::<LocalTime>().ok();
    let (Some(start), Some(end)) = (time("start"), time("end")) else { return Vec::new() };
    // Digits are in the order of the times that they write.
    let written = |date: &NaiveDate| {
        let (hour, minute) = (start.minute_of_day() / 60, start.minute_of_day() % 60);
        format!("{}T{hour:02}{minute:02}00", date.format("%Y%m%d"))
    };
    let until = rule.split(';').find_map(|part| part.strip_prefix("UNTIL="));
    let is_before_end = |date: &NaiveDate| match until {
        None => true,
        Some(until) if until.contains('T') => written(date).as_str() <= until,
        Some(until) => written(date)[..8] <= *until,
    };
    let wanted = days.iter().filter(|date| of_rule.contains(date) && !is_excepted(**date));
    let wanted = wanted.filter(|date| is_before_end(date));
    let range = |date: &NaiveDate| {
        let instant = |days: u64, time: LocalTime| {
            let minutes = TimeDelta::minutes(time.minute_of_day().into());
            zone.instant(NaiveDateTime::from(*date + Days::new(days)) + minutes).ok()
        };
        let from = instant(0, start)?.max(one.within.start());
        let until = instant(u64::from(end <= start), end)?.min(one.within.end());
        TimeRange::new(from, until).ok()
    };
    wanted.filter_map(range).collect()
}

/// The dates of a rule from the first one to the last one.
fn dates(rule: &str, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name));
    let number = |name: &str, otherwise: i64| {
        part(name).map_or(otherwise, |number| number.parse().unwrap_or(otherwise))
    };
    let (interval, count) = (number("INTERVAL=", 1), number("COUNT=", i64::MAX));
    let name = |date: NaiveDate| date.weekday().to_string()[..2].to_uppercase();
    let (mut step, mut found) = (0, Vec::new());
    for date in first.iter_days().take_while(|date| *date <= last) {
        let begins = match part("FREQ=") {
            Some("DAILY") => true,
            Some("WEEKLY") => name(date) == "MO",
            _ => date.day() == 1,
        };
        step += i64::from(begins && date > first);
        // How often this weekday comes in its month up to the date, and from it on.
        let of_month = |other: &NaiveDate| other.month() == date.month();
        let back = (0..5).map(|weeks| date - Days::new(7 * weeks)).take_while(of_month).count();
        let on = (0..5).map(|weeks| date + Days::new(7 * weeks)).take_while(of_month).count();
        let days_left = date.iter_days().take_while(of_month).count();
        let is_day = match (part("FREQ="), part("BYDAY="), part("BYMONTHDAY=")) {
            (Some("DAILY"), ..) => true,
            (Some("WEEKLY"), None, _) => date.weekday() == first.weekday(),
            (Some("WEEKLY"), Some(days), _) => days.split(',').any(|day| day == name(date)),
            (_, Some(day), _) => {
                day == format!("{back}{}", name(date)) || day == format!("-{on}{}", name(date))
            }
            (_, None, Some(day)) => day == date.day().to_string() || day == format!("-{days_left}"),
            (_, None, None) => date.day() == first.day(),
        };
        if is_day && step % interval == 0 && i64::try_from(found.len()).unwrap_or(0) < count {
            found.push(date);
        }
    }
    found
}
