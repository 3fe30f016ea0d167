//! What it costs a guest to cancel late, or not to come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::{json_scalar, replaced_whole, word_enum},
    value::{Fee, Timestamp, ValueError},
};

word_enum! {
    /// The taxes on a fee.
    #[derive(Default)]
    FeeTaxation {
        /// Those on the service: the fee is what is paid for the time that was kept (Court of
        /// Justice of the European Union, C-295/17).
        #[default]
        AsService = "as_service",
        /// None: the fee makes a loss good (C-277/05).
        Untaxed = "untaxed",
    }
}

word_enum! {
    /// What a fee is for.
    FeeReason {
        /// The appointment was cancelled later than is free.
        LateCancellation = "late_cancellation",
        /// The guest did not come.
        NoShow = "no_show",
    }
}

/// What it costs to cancel an appointment late, or not to come to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FeePolicy {
    /// How long before its start an appointment is cancelled for nothing, in minutes.
    #[schemars(range(min = 0, max = 525_600))]
    pub notice_minutes: u32,
    /// What cancelling it later costs; nothing, if absent.
    pub late_cancellation: Option<Fee>,
    /// What not coming costs; nothing, if absent.
    pub no_show: Option<Fee>,
    /// The taxes on either.
    pub taxation: FeeTaxation,
}

json_scalar!(FeePolicy);
replaced_whole!(FeePolicy);

impl FeePolicy {
    /// The longest notice: a year, in minutes.
    pub const NOTICE_MAX: u32 = 525_600;

    /// Checks the bounds of the notice.
    ///
    /// # Errors
    ///
    /// [`ValueError::OutOfRange`] if it is longer than a year.
    pub const fn check(&self) -> Result<(), ValueError> {
        if self.notice_minutes > Self::NOTICE_MAX {
            let range = "at most 525,600 minutes, which is a year";
            return Err(ValueError::OutOfRange { value: "notice", range });
        }
        Ok(())
    }

    /// Returns until when an appointment is cancelled for nothing, or none, if it always is.
    ///
    /// ```
    /// use clientline_core::{model::FeePolicy, value::{Fee, Timestamp}};
    ///
    /// let half = Fee::Percent("50".parse()?);
    /// let policy =
    ///     FeePolicy { notice_minutes: 1_440, late_cancellation: Some(half), ..FeePolicy::default() };
    /// let starts_at: Timestamp = "2027-03-02T10:00:00Z".parse()?;
    /// assert_eq!(policy.free_until(starts_at), Some("2027-03-01T10:00:00Z".parse()?));
    /// assert_eq!(FeePolicy::default().free_until(starts_at), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn free_until(&self, starts_at: Timestamp) -> Option<Timestamp> {
        let minutes = -i64::from(self.notice_minutes);
        self.late_cancellation.map(|_| starts_at.saturating_plus_minutes(minutes))
    }

    /// Returns what something costs that happens at a time, if it costs anything.
    #[must_use]
    pub fn asks(&self, reason: FeeReason, starts_at: Timestamp, at: Timestamp) -> Option<Fee> {
        match reason {
            FeeReason::LateCancellation => {
                let is_late = self.free_until(starts_at).is_some_and(|last| at > last);
                self.late_cancellation.filter(|_| is_late)
            }
            FeeReason::NoShow => self.no_show,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> FeePolicy {
        FeePolicy {
            notice_minutes: 60,
            late_cancellation: Some(Fee::Percent("50".parse().unwrap())),
            no_show: Some(Fee::Amount("20".parse().unwrap())),
            taxation: FeeTaxation::default(),
        }
    }

    #[test]
    fn to_the_last_minute_of_the_notice_cancelling_is_free() {
        let starts_at: Timestamp = "2027-03-02T10:00:00Z".parse().unwrap();
        let asks =
            |at: &str| policy().asks(FeeReason::LateCancellation, starts_at, at.parse().unwrap());
        assert_eq!(asks("2027-03-02T09:00:00Z"), None);
        assert_eq!(asks("2027-03-02T09:00:01Z"), policy().late_cancellation);
        assert_eq!(asks("2027-03-02T11:00:00Z"), policy().late_cancellation);
    }

    #[test]
    fn not_coming_costs_what_the_policy_says_whenever_it_is_noted() {
        let starts_at: Timestamp = "2027-03-02T10:00:00Z".parse().unwrap();
        assert_eq!(policy().asks(FeeReason::NoShow, starts_at, starts_at), policy().no_show);
        let free = FeePolicy { no_show: None, ..policy() };
        assert_eq!(free.asks(FeeReason::NoShow, starts_at, starts_at), None);
    }

    #[test]
    fn a_notice_is_at_most_a_year() {
        assert!(policy().check().is_ok());
        assert!(FeePolicy { notice_minutes: 525_601, ..policy() }.check().is_err());
    }
}
