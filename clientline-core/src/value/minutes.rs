//! Bounded counts of time: each carries its limits in its type, so that a day
//! of arithmetic on them can't overflow.

use super::bounded::bounded;

bounded! {
    /// How long a service takes, in minutes: 1 to 1440 (a day).
    DurationMinutes: u16, "duration in minutes", 1..=1440
}

bounded! {
    /// Time kept free before or after a service, in minutes: 0 to 1440; none
    /// by default.
    #[derive(Default)]
    BufferMinutes: u16, "buffer in minutes", 0..=1440
}

bounded! {
    /// How much longer something makes a service, in minutes: 0 to 480; none by default.
    #[derive(Default)]
    AddedMinutes: u16, "number of minutes", 0..=480
}

bounded! {
    /// The distance of the starts that are offered, in minutes of the wall
    /// clock: 1 to 240; 15 by default. It need not divide the hour.
    StepMinutes: u16, "step in minutes", 1..=240
}

bounded! {
    /// How many days a search for slots spans: 1 to 62 (two months).
    DayCount: u16, "number of days", 1..=62
}

bounded! {
    /// How many days of a calendar are shown at once: 1 to 31 (a month).
    CalendarDays: u16, "number of days", 1..=31
}

impl Default for CalendarDays {
    /// One day.
    fn default() -> Self {
        Self::MIN
    }
}

impl Default for DayCount {
    /// One day.
    fn default() -> Self {
        Self::MIN
    }
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
