//! Bounded counts of things: goods on a shelf, sessions of a package, days of
//! its validity or until an invoice is due, places in a room or in a row, starts in an answer.

use super::bounded::bounded;

bounded! {
    /// How many pieces of a product there are: 0 to 1,000,000,000; none by
    /// default.
    #[derive(Default)]
    Stock: u32, "stock", 0..=1_000_000_000
}

bounded! {
    /// How many sessions of a service a package gives: 1 to 1,000.
    SessionCount: u16, "number of sessions", 1..=1_000
}

bounded! {
    /// For how many days something is good: 1 to 3,650 (ten years).
    ValidityDays: u16, "number of days", 1..=3_650
}

bounded! {
    /// How many days after an invoice was issued it is due: 0, the same day, to 365.
    PaymentDays: u16, "number of days", 0..=365
}

bounded! {
    /// How many days after its last day something prepaid is written off: 0, the day after that, to
    /// 3,650 (ten years).
    GraceDays: u16, "number of days", 0..=3_650
}

bounded! {
    /// The number with which a series starts: 1 to 999,999,999.
    StartNumber: u32, "number", 1..=999_999_999
}

bounded! {
    /// A month of the year: 1, which is January, to 12; January by default.
    Month: u8, "month", 1..=12
}

bounded! {
    /// How many appointments or guests fit: 1 to 1,000; one by default.
    Capacity: i32, "capacity", 1..=1_000
}

bounded! {
    /// How many providers a service needs beside the first one: 0 to 3; none by default.
    #[derive(Default)]
    FurtherCount: u8, "number of further providers", 0..=3
}

bounded! {
    /// The place of a provider among those whom a guest may have: 1, who comes first, to 1,000.
    Priority: u16, "priority", 1..=1_000
}

bounded! {
    /// How many starts one answer of a search for slots lists: 1 to 1,500, and as
    /// many if nothing is said. A day is always whole, at a step of one minute and
    /// with an hour that is repeated; so is a month of twelve hours a day at quarter
    /// hours.
    SlotLimit: u16, "number of starts", 1..=1_500
}

bounded! {
    /// How many of the first starts are found: 1 to 100; one by default.
    StartLimit: u16, "number of starts", 1..=100
}

impl Default for StartLimit {
    fn default() -> Self {
        Self::MIN
    }
}

impl Default for Month {
    fn default() -> Self {
        Self::MIN
    }
}

impl Default for SlotLimit {
    fn default() -> Self {
        Self::MAX
    }
}

impl Default for Capacity {
    fn default() -> Self {
        Self::MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_taken_and_their_neighbours_refused() {
        assert_eq!(Stock::new(1_000_000_000).unwrap(), Stock::MAX);
        for count in [-1, 1_000_000_001, i64::MAX] {
            assert!(Stock::new(count).is_err(), "{count}");
        }
        for count in [0, 1_001] {
            assert!(SessionCount::new(count).is_err(), "{count}");
        }
        assert!(ValidityDays::new(0).is_err() && ValidityDays::new(3_651).is_err());
    }
}
