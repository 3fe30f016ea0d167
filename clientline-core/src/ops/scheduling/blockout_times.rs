//! From when to when time is blocked: as it is asked for, and as it is kept.
//!
//! What recurs may go on for years, or without an end. It is one row all the same, whose end is
//! that of its rule unless another is said: so what is over stays out of the way of every search,
//! and what goes on costs each search what its own days do.

use chrono::{NaiveTime, TimeDelta};

use crate::{
    error::{Error, Result},
    model::Blockout,
    ops::resource::must_be_clear,
    value::{Recurrence, TimeRange, TimeZone, Timestamp},
};

/// The longest blockout that does not recur: 366 days, in minutes. It bounds what a slip of the
/// keyboard does.
const MINUTES_MAX: i64 = 366 * 24 * 60;

/// From when to when time is to be blocked, as somebody says it.
#[derive(Clone, Copy)]
pub(super) struct BlockoutTimes<'b> {
    /// The first blocked instant.
    pub(super) starts_at: Timestamp,
    /// The first instant after it. What recurs ends with its rule, if it is absent, or not at all.
    pub(super) ends_at: Option<Timestamp>,
    /// When it recurs between the two.
    pub(super) recurrence: Option<&'b Recurrence>,
}

impl<'b> BlockoutTimes<'b> {
    /// Returns what was said of a blockout: nothing of an end that is its rule's.
    pub(super) fn of(blockout: &'b Blockout, zone: Option<&TimeZone>) -> Self {
        let Blockout { starts_at, ends_at, recurrence, .. } = blockout;
        let said = Self { starts_at: *starts_at, ends_at: None, recurrence: recurrence.as_ref() };
        let is_of_rule = recurrence.is_some() && said.end(zone) == Some(*ends_at);
        Self { ends_at: (!is_of_rule).then_some(*ends_at), ..said }
    }

    /// Returns whether the zone of the center is needed to know the end.
    pub(super) fn end_with_rule(&self) -> bool {
        self.ends_at.is_none() && self.recurrence.is_some_and(|recurrence| recurrence.rule().ends())
    }

    /// Returns what is blocked, or in what it recurs; without a zone no rule ends. The object that
    /// says so is at the pointer `at`.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if it does not last from one whole minute to a later one, has no end and
    /// does not recur, or lasts over 366 days and does not recur.
    pub(super) fn range(&self, at: &str, zone: Option<&TimeZone>) -> Result<TimeRange> {
        let window = self.recurrence.map(Recurrence::window);
        must_be_clear(&format!("{at}/recurrence/window"), window.iter())?;
        let invalid = |field: &str, code: &'static str, detail: String| {
            Err(Error::invalid(&format!("{at}/{field}"), code, detail))
        };
        let Some(ends_at) = self.end(zone) else {
            let detail = "What does not recur needs an end.";
            return invalid("ends_at", "required", detail.to_owned());
        };
        let range = match TimeRange::new(self.starts_at, ends_at) {
            Ok(range) => range,
            Err(error) => return invalid("ends_at", "ends_before_start", error.to_string()),
        };
        // Nothing is later than the last instant, which is no whole minute.
        let is_whole = |at: Timestamp| at == Timestamp::MAX || at.is_whole_minute();
        if !self.starts_at.is_whole_minute() || !is_whole(ends_at) {
            let detail = "A blockout must start and end on whole minutes.";
            return invalid("starts_at", "not_a_minute", detail.to_owned());
        }
        let most = range.start().plus_minutes(MINUTES_MAX);
        if self.recurrence.is_none() && most.is_none_or(|last| range.end() > last) {
            let detail = "A blockout that does not recur may last 366 days at most.";
            return invalid("ends_at", "out_of_range", detail.to_owned());
        }
        Ok(range)
    }

    /// Returns the end: what was said, or else that of the rule.
    fn end(&self, zone: Option<&TimeZone>) -> Option<Timestamp> {
        let of_rule = || zone.and_then(|zone| self.end_of_rule(zone));
        let without_end = || self.recurrence.map(|_| Timestamp::MAX);
        self.ends_at.or_else(of_rule).or_else(without_end)
    }

    /// Returns when the window of the rule's last date ends.
    fn end_of_rule(&self, zone: &TimeZone) -> Option<Timestamp> {
        let recurrence = self.recurrence?;
        let window = recurrence.window();
        let last = recurrence.last_date(zone.local(self.starts_at).date())?;
        let date = if window.is_overnight() { last.succ_opt()? } else { last };
        let minutes = TimeDelta::minutes(window.end().minute_of_day().into());
        zone.instant(date.and_time(NaiveTime::MIN).checked_add_signed(minutes)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// The end of a lunch break in Vienna from a Monday on.
    fn end(rule: &str, ends_at: Option<&str>) -> Timestamp {
        let json = serde_json::json!({"rule": rule, "window": {"start": "12:00", "end": "13:00"}});
        let recurrence: Recurrence = serde_json::from_value(json).unwrap();
        let times = BlockoutTimes {
            starts_at: at("2027-03-01T08:00:00Z"),
            ends_at: ends_at.map(at),
            recurrence: Some(&recurrence),
        };
        times.range("", Some(&TimeZone::new("Europe/Vienna").unwrap())).unwrap().end()
    }

    #[test]
    fn what_recurs_ends_with_its_rule_or_not_at_all() {
        assert_eq!(end("FREQ=DAILY", None), Timestamp::MAX);
        assert_eq!(end("FREQ=DAILY", Some("2037-01-01T00:00:00Z")), at("2037-01-01T00:00:00Z"));
        // Over the change of the clocks it is noon by the clock on the wall.
        assert_eq!(end("FREQ=WEEKLY;COUNT=5", None), at("2027-03-29T11:00:00Z"));
        assert_eq!(end("FREQ=DAILY;UNTIL=20270326", None), at("2027-03-26T12:00:00Z"));
        assert_eq!(end("FREQ=DAILY;UNTIL=20270326T115959", None), at("2027-03-25T12:00:00Z"));
        // What is said comes before the rule.
        let early = Some("2027-03-02T00:00:00Z");
        assert_eq!(end("FREQ=WEEKLY;COUNT=5", early), at("2027-03-02T00:00:00Z"));
    }

    #[test]
    fn what_does_not_recur_has_an_end_within_a_year() {
        let code = |ends_at: Option<&str>| {
            let starts_at = at("2027-03-01T08:00:00Z");
            let times = BlockoutTimes { starts_at, ends_at: ends_at.map(at), recurrence: None };
            times.range("", None).err().map(|error| error.code().to_owned())
        };
        assert_eq!(code(Some("2028-03-01T08:00:00Z")), None);
        for wrong in [None, Some("2028-03-01T08:01:00Z"), Some("2027-03-01T08:00:00Z")] {
            assert!(code(wrong).is_some(), "{wrong:?}");
        }
    }
}
