//! A stretch of time, half-open: its end belongs to what follows.

use super::{Timestamp, ValueError};

/// The instants from `start` up to, but not including, `end`; never empty.
///
/// Ranges that touch do not overlap: an appointment may begin the moment another ends.
///
/// ```
/// use clientline_core::value::TimeRange;
///
/// let at = |text: &str| text.parse();
/// let first = TimeRange::new(at("2026-12-01T09:00:00Z")?, at("2026-12-01T10:00:00Z")?)?;
/// let second = TimeRange::new(at("2026-12-01T10:00:00Z")?, at("2026-12-01T11:00:00Z")?)?;
/// assert!(first.touches(second) && !first.overlaps(second));
/// # Ok::<(), clientline_core::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    start: Timestamp,
    end: Timestamp,
}

impl TimeRange {
    /// The range `[start, end)`.
    ///
    /// # Errors
    /// [`ValueError::Invalid`] unless `start` lies before `end`.
    pub fn new(start: Timestamp, end: Timestamp) -> Result<Self, ValueError> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(ValueError::invalid("time range", "its end must lie after its start"))
        }
    }

    /// The first instant of the range.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// The first instant after the range.
    #[must_use]
    pub const fn end(self) -> Timestamp {
        self.end
    }

    /// Whether the two ranges have an instant in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the instant lies in the range.
    #[must_use]
    pub fn contains(self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether every instant of `other` lies in this range.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether one range begins exactly where the other ends.
    #[must_use]
    pub fn touches(self, other: Self) -> bool {
        self.start == other.end || other.start == self.end
    }

    /// Whether both ends fall on whole minutes, as those of everything that is
    /// scheduled must.
    #[must_use]
    pub const fn is_whole_minutes(self) -> bool {
        self.start.is_whole_minute() && self.end.is_whole_minute()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_micros(minute * 60_000_000).unwrap()
    }

    #[test]
    fn an_empty_or_reversed_range_is_refused() {
        assert!(TimeRange::new(minute(5), minute(5)).is_err());
        assert!(TimeRange::new(minute(6), minute(5)).is_err());
    }

    proptest! {
        #[test]
        fn the_comparisons_agree_with_counting_minutes(
            a in 0..20_i64, b in 1..20_i64, c in 0..20_i64, d in 1..20_i64
        ) {
            let one = TimeRange::new(minute(a), minute(a + b)).unwrap();
            let two = TimeRange::new(minute(c), minute(c + d)).unwrap();
            let inside = |range: TimeRange| (0..60).filter(move |m| range.contains(minute(*m)));
            let shared = inside(one).filter(|m| two.contains(minute(*m))).count();
            prop_assert_eq!(one.overlaps(two), shared > 0);
            prop_assert_eq!(one.covers(two), shared == inside(two).count());
            prop_assert!(!(one.touches(two) && one.overlaps(two)));
        }
    }
}
