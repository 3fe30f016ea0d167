//! Blocked time, and how what meets a period is found.
//!
//! What meets `[from, until)` starts before `until` and ends after `from`, and an index can
//! follow only one of the two. So a blockout is stored with how long it lasts at most. What
//! lasts a day ends within a day of the period, which bounds the index on both sides; of what
//! lasts longer there is little, and what is over stays out of the way. History, however
//! long, is never gone through, and a blockout may have begun any time ago.

use super::{Calendar, Center, row_policy::row_policy};
use crate::{
    entity::{Query, entity, word_enum},
    value::{Id, Notes, Recurrence, TimeRange, Timestamp},
};

word_enum! {
    /// Why time is blocked.
    BlockoutReason {
        /// A break.
        Break = "break",
        /// A meeting.
        Meeting = "meeting",
        /// A training.
        Training = "training",
        /// Maintenance.
        Maintenance = "maintenance",
        /// Vacation.
        Vacation = "vacation",
        /// Something else.
        Other = "other",
    }
}

entity! {
    /// Time in which a provider, a room or a whole center can't be booked.
    ///
    /// It may be laid over what is booked already, which stays. One that recurs is one row: it
    /// blocks only the times of its recurrence between its start and its end.
    Blockout in "blockout" {
        /// Whose time.
        calendar_id: Id<Calendar>,
        /// Where.
        center_id: Id<Center>,
        /// The first blocked instant.
        starts_at: Timestamp,
        /// The first instant after it.
        ends_at: Timestamp,
        /// Why.
        reason: BlockoutReason,
        /// More about it.
        notes: Option<Notes>,
        /// When it recurs, if it does; all of it is blocked, if absent.
        recurrence: Option<Recurrence>,
        /// How long it lasts at most; it is computed, and finds the row.
        #[serde(skip_serializing)]
        span: BlockoutSpan,
    }
}

row_policy! { Blockout, staff: ALL, client: DECIDING, public: DECIDING }

word_enum! {
    /// How long a blockout lasts at most: by what it is found.
    BlockoutSpan {
        /// A day, which is 24 hours, or less.
        Day = "day",
        /// Any time. Those are found too that servers wrote which did not know of spans.
        Longer = "longer",
    }
    absent: Longer
}

impl BlockoutSpan {
    const DAY_MINUTES: i64 = 24 * 60;

    /// Returns the span of what lasts from one instant to another.
    #[must_use]
    pub fn of(starts_at: Timestamp, ends_at: Timestamp) -> Self {
        let a_day_later = starts_at.plus_minutes(Self::DAY_MINUTES);
        if a_day_later.is_none_or(|last| ends_at <= last) { Self::Day } else { Self::Longer }
    }
}

impl Blockout {
    /// Asks for the blockouts of a center, its providers and its rooms that meet a period:
    /// one query for each span, which have no row in common, of at most `limit` rows each.
    ///
    /// Each costs an index range of what ends in the period or a day after it, and for long
    /// ones of what ends after its start.
    pub fn meeting(center: Id<Center>, period: TimeRange, limit: u32) -> [Query<Self>; 2] {
        let query = |span| {
            Query::limit(limit)
                .eq(Self::center_id(), &center)
                .eq(Self::span(), &span)
                .gt(Self::ends_at(), &period.start())
                .lt(Self::starts_at(), &period.end())
        };
        let latest_end = period.end().saturating_plus_minutes(BlockoutSpan::DAY_MINUTES);
        let short = query(BlockoutSpan::Day).lt(Self::ends_at(), &latest_end);
        [short, query(BlockoutSpan::Longer)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_24_hours_and_not_a_microsecond_more() {
        let start = Timestamp::clamped(0);
        let day = start.saturating_plus_minutes(24 * 60);
        let longer = Timestamp::clamped(day.micros() + 1);
        assert_eq!(BlockoutSpan::of(start, day), BlockoutSpan::Day);
        assert_eq!(BlockoutSpan::of(start, longer), BlockoutSpan::Longer);
        // No blockout can end after the last instant.
        let last = Timestamp::clamped(i64::MAX);
        assert_eq!(BlockoutSpan::of(last, last), BlockoutSpan::Day);
    }
}
