//! The rules by which a start is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a start can't be booked, by the rule that refused it. Later rules are
/// greater: of several providers, the one who came furthest gives the reason.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// There is no such provider among those who perform the service.
    #[error("No such provider performs this service at this center.")]
    NoProvider,
    /// The start is not a whole minute of the wall clock.
    #[error("A start must be a whole minute.")]
    NotAMinute,
    /// The start is none of those that are listed.
    #[error("The start is not one of the starts that this center offers.")]
    OffGrid,
    /// The start lies before the present.
    #[error("The start lies in the past.")]
    Past,
    /// The start lies before the end of the notice.
    #[error("The start is too soon: the center asks for more notice.")]
    TooSoon,
    /// The start lies beyond the horizon.
    #[error("The start is too late: the center does not book so far ahead.")]
    TooLate,
    /// The guest has as many appointments as the center allows.
    #[error("The guest has as many appointments as this center allows.")]
    GuestLimit,
    /// The service would lie outside the hours of the center.
    #[error("The center is not open for all of this time.")]
    CenterClosed,
    /// The service would lie outside the hours in which it is given.
    #[error("The service is not given for all of this time.")]
    ServiceHours,
    /// A closure of the center would meet the occupied time.
    #[error("The center is closed for a part of this time.")]
    CenterBlocked,
    /// The service would lie outside the hours of the provider.
    #[error("The provider does not work for all of this time.")]
    OutsideHours,
    /// The same, on a date that has hours of its own.
    #[error("The provider has other hours on this date.")]
    OverriddenHours,
    /// A blockout of the provider would meet the occupied time.
    #[error("The provider is away for a part of this time.")]
    Blocked,
    /// Something already takes the provider for a part of the occupied time.
    #[error("The provider is taken for a part of this time.")]
    Busy,
    /// The provider would not get from or to another center in time.
    #[error("The provider is at another center, too soon before or after this time to get there.")]
    OnTheWay,
    /// The provider has as many appointments as a day may have.
    #[error("The provider has as many appointments as a day may have.")]
    ProviderLimit,
    /// The session of the class has no seat left.
    #[error("All seats are taken.")]
    Full,
    /// No unit of a room that fits is free for all of the occupied time.
    #[error("No room that fits is free for all of this time.")]
    NoRoom,
    /// Nothing of the second kind that the service needs is free then.
    #[error("Nothing of the second kind that the service needs is free for all of this time.")]
    NoSecondRoom,
    /// Nothing of the third kind is.
    #[error("Nothing of the third kind that the service needs is free for all of this time.")]
    NoThirdRoom,
    /// Nothing of the fourth kind is.
    #[error("Nothing of the fourth kind that the service needs is free for all of this time.")]
    NoFourthRoom,
    /// Fewer others are free than the service needs beside the first provider.
    #[error("Too few other providers are free for all of this time.")]
    TooFewProviders,
}

impl Refusal {
    /// Returns the word that names it in JSON.
    #[must_use]
    pub fn word(self) -> String {
        let word = serde_json::to_value(self).ok();
        word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Returns what a word names, if it is one of those that are known.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        serde_json::from_value(word.into()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_by_the_word_that_names_it() {
        assert_eq!(Refusal::OutsideHours.word(), "outside_hours");
        assert_eq!(Refusal::of_word("outside_hours"), Some(Refusal::OutsideHours));
        assert_eq!(Refusal::of_word("of a later release"), None);
    }
}
