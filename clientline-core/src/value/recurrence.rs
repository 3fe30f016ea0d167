//! What recurs: a rule, a window of each of its dates, and the dates that are excepted.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LocalWindow, RecurrenceRule, ValueError};

/// When something recurs: on which dates, and from when to when on each by the clock on the
/// wall.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "RawRecurrence", into = "RawRecurrence")]
#[schemars(with = "RawRecurrence")]
pub struct Recurrence {
    rule: RecurrenceRule,
    window: LocalWindow,
    except: BTreeSet<NaiveDate>,
}

/// A recurrence as it is written, before its rule is checked.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Recurrence")]
struct RawRecurrence {
    /// On which dates, counted from the first one.
    rule: RecurrenceRule,
    /// From when to when.
    window: LocalWindow,
    /// On which of the dates not.
    #[serde(default)]
    #[schemars(length(max = 366))]
    except: Vec<NaiveDate>,
}

impl Recurrence {
    /// The most dates that are excepted.
    pub const EXCEPTIONS_MAX: usize = 366;

    /// Recurs by a rule during a window of each date, but for some dates.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] for more than [`EXCEPTIONS_MAX`](Self::EXCEPTIONS_MAX) dates that
    /// are excepted.
    pub fn new(
        rule: RecurrenceRule,
        window: LocalWindow,
        except: impl IntoIterator<Item = NaiveDate>,
    ) -> Result<Self, ValueError> {
        let except: BTreeSet<_> = except.into_iter().collect();
        if except.len() > Self::EXCEPTIONS_MAX {
            return Err(ValueError::invalid("recurrence", "it excepts over 366 dates"));
        }
        Ok(Self { rule, window, except })
    }

    /// From when to when on each date.
    #[must_use]
    pub const fn window(&self) -> LocalWindow {
        self.window
    }

    /// On which dates.
    #[must_use]
    pub const fn rule(&self) -> RecurrenceRule {
        self.rule
    }

    /// Returns the dates from one to another, both included, on which it recurs that is counted
    /// from the first date on.
    pub fn dates(
        &self,
        first: NaiveDate,
        between: (NaiveDate, NaiveDate),
    ) -> impl Iterator<Item = NaiveDate> {
        let dates = self.of_window().dates(first, between);
        dates.filter(|date| !self.except.contains(date))
    }

    /// Returns a date after which it does not recur, if its rule says where it ends.
    #[must_use]
    pub fn last_date(&self, first: NaiveDate) -> Option<NaiveDate> {
        self.of_window().last_date(first)
    }

    /// Returns the rule for what starts when the window does.
    fn of_window(&self) -> RecurrenceRule {
        let start = self.window.start().naive();
        start.map_or(self.rule, |start| self.rule.starting_at(start))
    }
}

impl TryFrom<RawRecurrence> for Recurrence {
    type Error = ValueError;

    fn try_from(raw: RawRecurrence) -> Result<Self, ValueError> {
        Self::new(raw.rule, raw.window, raw.except)
    }
}

impl From<Recurrence> for RawRecurrence {
    fn from(recurrence: Recurrence) -> Self {
        let Recurrence { rule, window, except } = recurrence;
        Self { rule, window, except: except.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recurrence_is_read_as_it_is_written_and_excepts_a_year_of_dates_at_most() {
        let text = r#"{"rule":"FREQ=DAILY","window":{"start":"22:00","end":"02:00"},"except":["2027-01-02"]}"#;
        let recurrence: Recurrence = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&recurrence).unwrap(), text);
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (first, last) = (date("2027-01-01"), date("2027-01-03"));
        let dates: Vec<_> = recurrence.dates(first, (first, last)).collect();
        assert_eq!(dates, [first, last]);
        let with = |count| {
            Recurrence::new(recurrence.rule(), recurrence.window(), first.iter_days().take(count))
        };
        assert!(with(366).is_ok() && with(367).is_err());
    }
}
