//! Bounded counts of time: each carries its limits in its type, so that a day
//! of arithmetic on them can't overflow.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::ValueError;

macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $what:literal, $least:literal..=$most:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name(u16);

        impl $name {
            #[doc = concat!("The least that is taken: ", $least, ".")]
            pub const MIN: Self = Self($least);
            #[doc = concat!("The most that is taken: ", $most, ".")]
            pub const MAX: Self = Self($most);

            #[doc = concat!("A ", $what, " of so many.")]
            ///
            /// # Errors
            #[doc = concat!(
                "[`ValueError::Invalid`] outside ", $least, " to ", $most, "."
            )]
            pub fn new(count: i64) -> Result<Self, ValueError> {
                u16::try_from(count).ok().filter(|count| ($least..=$most).contains(count)).map(Self)
                    .ok_or_else(|| ValueError::invalid(
                        $what, concat!("it must be between ", $least, " and ", $most)
                    ))
            }

            /// The plain number.
            #[must_use]
            pub const fn get(self) -> u16 {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = ValueError;

            fn try_from(count: i64) -> Result<Self, ValueError> {
                Self::new(count)
            }
        }

        impl From<$name> for i64 {
            fn from(count: $name) -> i64 {
                count.0.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "minimum": $least, "maximum": $most })
            }
        }
    };
}

bounded! {
    /// How long a service takes, in minutes: 1 to 1440 (a day).
    DurationMinutes, "duration in minutes", 1..=1440
}

bounded! {
    /// Time kept free before or after a service, in minutes: 0 to 1440; none
    /// by default.
    #[derive(Default)]
    BufferMinutes, "buffer in minutes", 0..=1440
}

bounded! {
    /// The distance of the starts that are offered, in minutes of the wall
    /// clock: 1 to 240; 15 by default. It need not divide the hour.
    StepMinutes, "step in minutes", 1..=240
}

bounded! {
    /// How many days a search for slots spans: 1 to 62 (two months).
    DayCount, "number of days", 1..=62
}

impl Default for StepMinutes {
    fn default() -> Self {
        Self(15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_taken_and_their_neighbours_refused() {
        assert_eq!(DurationMinutes::new(1).unwrap(), DurationMinutes::MIN);
        assert_eq!(DurationMinutes::new(1440).unwrap(), DurationMinutes::MAX);
        for count in [0, 1441, -1, i64::MAX, i64::MIN, 65_537] {
            assert!(DurationMinutes::new(count).is_err(), "{count}");
        }
        assert!(StepMinutes::new(241).is_err() && DayCount::new(63).is_err());
    }

    #[test]
    fn the_defaults_are_no_buffer_and_a_quarter_of_an_hour() {
        assert_eq!(BufferMinutes::default().get(), 0);
        assert_eq!(StepMinutes::default().get(), 15);
    }

    #[test]
    fn json_takes_only_whole_numbers_within_the_limits() {
        assert_eq!(serde_json::from_str::<BufferMinutes>("30").unwrap().get(), 30);
        assert_eq!(serde_json::to_string(&BufferMinutes(30)).unwrap(), "30");
        for text in ["-1", "1441", "1.5", "\"30\"", "null", "99999999999999999999"] {
            assert!(serde_json::from_str::<BufferMinutes>(text).is_err(), "{text}");
        }
    }
}
