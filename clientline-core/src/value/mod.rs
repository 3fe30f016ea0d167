//! Values: the small types that every layer speaks in. Each holds only what is
//! valid, so nothing below the edge has to check again.

mod hours;
mod minutes;
mod range;
mod time;
mod zone;

pub use hours::{
    DayHours, LocalTime, LocalWindow, MAX_DAY_WINDOWS, MAX_WEEKLY_WINDOWS, Weekday, WeeklyHours,
};
pub use minutes::{BufferMinutes, DayCount, DurationMinutes, StepMinutes};
pub use range::TimeRange;
pub use time::Timestamp;
pub(crate) use time::{DAY, MINUTE};
pub(crate) use zone::OffsetPeriod;
pub use zone::{TimeZone, tzdb_version};

/// Why a value was refused. The message is a whole sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The value lies outside what its type holds.
    #[error("This is not a valid {what}: {reason}.")]
    Invalid {
        /// What was asked for, as "time zone".
        what: &'static str,
        /// What is wrong with it, without a full stop.
        reason: String,
    },
}

impl ValueError {
    pub(crate) fn invalid(what: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { what, reason: reason.into() }
    }
}
