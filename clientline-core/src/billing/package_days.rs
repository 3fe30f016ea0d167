//! The days on which sessions of a package are taken: to the last one, but for those on which it
//! rests.
//!
//! Resting moves the last day by as many days as it rests, and ending a rest early takes back what
//! of it is not used.

use chrono::{Days, NaiveDate};

/// The days of a package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackageDays {
    /// The last day; none, if sessions are taken for ever.
    pub expires_on: Option<NaiveDate>,
    /// The latest rest.
    pub rest: Option<Rest>,
}

/// Days on which no session is taken, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// Why the days of a package don't allow something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackageDaysError {
    /// Its last day is over.
    #[error("The package has expired.")]
    Expired,
    /// It rests, or will.
    #[error("The package rests until {until}.")]
    Rests {
        /// The last day on which it does.
        until: NaiveDate,
    },
    /// It does not rest.
    #[error("The package does not rest, and will not.")]
    DoesNotRest,
    /// The rest has no days, begins before today or after the last day, or is longer than a year.
    #[error("A rest begins today or later, before the package expires, and lasts a year at most.")]
    NoRest,
}

impl Rest {
    /// The most days of a rest.
    const DAYS_MAX: u64 = 366;

    /// Returns how many days it has from a day on.
    fn days_from(self, day: NaiveDate) -> u64 {
        let days = self.until.signed_duration_since(self.from.max(day)).num_days() + 1;
        u64::try_from(days).unwrap_or(0)
    }
}

impl PackageDays {
    /// Checks that a session can be taken on a day.
    ///
    /// # Errors
    ///
    /// [`PackageDaysError::Expired`] after the last day, and [`PackageDaysError::Rests`] on one on
    /// which it rests.
    pub fn check(&self, day: NaiveDate) -> Result<(), PackageDaysError> {
        if self.is_over(day) {
            return Err(PackageDaysError::Expired);
        }
        match self.rest.filter(|rest| (rest.from..=rest.until).contains(&day)) {
            Some(rest) => Err(PackageDaysError::Rests { until: rest.until }),
            None => Ok(()),
        }
    }

    /// Returns whether a day is after the last one.
    #[must_use]
    pub fn is_over(&self, day: NaiveDate) -> bool {
        self.expires_on.is_some_and(|last| day > last)
    }

    /// Has it rest, as is decided on a day: the last day moves by as many days.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use clientline_core::billing::{PackageDays, Rest};
    ///
    /// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    /// let days = PackageDays { expires_on: Some(day(20)), rest: None };
    /// let resting = days.put_to_rest(Rest { from: day(5), until: day(9) }, day(1)).unwrap();
    /// assert_eq!(resting.expires_on, Some(day(25)));
    /// assert!(resting.check(day(9)).is_err() && resting.check(day(10)).is_ok());
    /// // Back two days early.
    /// let back = resting.wake(day(8)).unwrap();
    /// assert_eq!(back.expires_on, Some(day(23)));
    /// assert!(back.check(day(8)).is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// [`PackageDaysError::Expired`] if it is over, [`PackageDaysError::Rests`] if it rests
    /// already, or will, and [`PackageDaysError::NoRest`] if these are no days to rest.
    pub fn put_to_rest(self, rest: Rest, today: NaiveDate) -> Result<Self, PackageDaysError> {
        if self.is_over(today) {
            return Err(PackageDaysError::Expired);
        }
        if let Some(rest) = self.rest.filter(|rest| rest.until >= today) {
            return Err(PackageDaysError::Rests { until: rest.until });
        }
        let days = rest.days_from(rest.from);
        let begins = rest.from >= today && !self.is_over(rest.from);
        if !begins || !(1..=Rest::DAYS_MAX).contains(&days) {
            return Err(PackageDaysError::NoRest);
        }
        let later = |last: NaiveDate| last.checked_add_days(Days::new(days));
        let expires_on = self.expires_on.map(|last| later(last).ok_or(PackageDaysError::NoRest));
        Ok(Self { expires_on: expires_on.transpose()?, rest: Some(rest) })
    }

    /// Ends its rest, so that sessions are taken from today on: the days that it would still have
    /// rested come off the last day.
    ///
    /// # Errors
    ///
    /// [`PackageDaysError::DoesNotRest`] if it does not rest, and will not.
    pub fn wake(self, today: NaiveDate) -> Result<Self, PackageDaysError> {
        let rest = self.rest.filter(|rest| rest.until >= today);
        let rest = rest.ok_or(PackageDaysError::DoesNotRest)?;
        let unused = Days::new(rest.days_from(today));
        let kept = today.pred_opt().filter(|until| *until >= rest.from);
        Ok(Self {
            expires_on: self.expires_on.and_then(|last| last.checked_sub_days(unused)),
            rest: kept.map(|until| Rest { until, ..rest }),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(number)
    }

    fn days(last: u64) -> PackageDays {
        PackageDays { expires_on: Some(day(last)), rest: None }
    }

    #[test]
    fn a_rest_begins_today_and_ends_within_a_year() {
        let rest =
            |from, until| days(10).put_to_rest(Rest { from: day(from), until: day(until) }, day(2));
        assert!(rest(2, 2).is_ok() && rest(10, 300).is_ok());
        for (from, until) in [(1, 5), (5, 4), (11, 12), (2, 2 + 366)] {
            assert_eq!(rest(from, until), Err(PackageDaysError::NoRest), "{from} to {until}");
        }
        let once = rest(5, 6).unwrap();
        let again = Rest { from: day(8), until: day(9) };
        let rests = Err(PackageDaysError::Rests { until: day(6) });
        assert_eq!(once.put_to_rest(again, day(2)), rests);
        assert_eq!(once.put_to_rest(again, day(7)).unwrap().expires_on, Some(day(14)));
        assert_eq!(days(1).put_to_rest(again, day(2)), Err(PackageDaysError::Expired));
    }

    #[test]
    fn without_a_last_day_it_rests_all_the_same() {
        let rest = Rest { from: day(1), until: day(3) };
        let resting = PackageDays::default().put_to_rest(rest, day(0)).unwrap();
        assert_eq!(resting.expires_on, None);
        assert!(resting.check(day(2)).is_err() && resting.check(day(900)).is_ok());
        assert_eq!(resting.wake(day(0)), Ok(PackageDays::default()));
        assert_eq!(resting.wake(day(4)), Err(PackageDaysError::DoesNotRest));
    }

    proptest! {
        /// Woken on any day, a package loses none of the days on which sessions are taken, and
        /// wins none.
        #[test]
        fn resting_changes_no_number_of_days(
            last in 0_u64..100, from in 0_u64..100, length in 0_u64..50, woken in 0_u64..200,
        ) {
            let rest = Rest { from: day(from), until: day(from + length) };
            let Ok(resting) = days(last).put_to_rest(rest, day(0)) else { return Ok(()) };
            let usable = |days: PackageDays| (0..400).filter(|at| days.check(day(*at)).is_ok()).count();
            prop_assert_eq!(usable(resting), usable(days(last)));
            if let Ok(woken_up) = resting.wake(day(woken)) {
                prop_assert_eq!(usable(woken_up), usable(days(last)));
                prop_assert!(woken_up.check(day(woken)).is_ok() || woken_up.is_over(day(woken)));
            }
        }
    }
}
