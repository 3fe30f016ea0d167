//! A start by the clock on the center's wall.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use crate::value::{OffsetPeriod, Timestamp};

/// An instant, and what the clock on the wall shows then.
///
/// As text it is the local time to the minute, with its offset from UTC in an hour that is
/// repeated: `2026-12-01T09:00`, `2027-10-31T02:30+01:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WallTime {
    pub(super) at: Timestamp,
    pub(super) offset: FixedOffset,
    pub(super) is_repeated: bool,
}

impl WallTime {
    /// Returns the instant.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        self.at
    }

    /// Returns how far the clock is ahead of UTC.
    #[must_use]
    pub const fn offset(self) -> FixedOffset {
        self.offset
    }

    /// Returns the local time.
    #[must_use]
    pub fn local(self) -> NaiveDateTime {
        DateTime::<Utc>::from(self.at).with_timezone(&self.offset).naive_local()
    }

    /// Whether the clock shows this time at another instant too.
    #[must_use]
    pub const fn is_repeated(self) -> bool {
        self.is_repeated
    }
}

#[cfg(test)]
impl WallTime {
    /// An instant at which the clock shows UTC for the second time.
    pub(crate) fn repeated(at: Timestamp) -> Self {
        Self { is_repeated: true, ..Self::at_offset(at, 0) }
    }

    pub(crate) fn at_offset(at: Timestamp, seconds: i32) -> Self {
        Self { at, offset: FixedOffset::east_opt(seconds).unwrap(), is_repeated: false }
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local().format("%Y-%m-%dT%H:%M"))?;
        if self.is_repeated { write!(f, "{}", self.offset) } else { Ok(()) }
    }
}

/// Whether the clock shows the same time at an instant under one offset, and at another one
/// under an offset of these periods.
pub(super) fn is_repeated(periods: &[OffsetPeriod], at: Timestamp, offset: FixedOffset) -> bool {
    let shift = |other: FixedOffset| {
        i64::from(offset.local_minus_utc() - other.local_minus_utc()) * 1_000_000
    };
    periods.iter().any(|period| {
        let twin = at.micros() + shift(period.offset);
        twin != at.micros() && (period.start..period.end).contains(&twin)
    })
}
