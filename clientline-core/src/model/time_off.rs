//! Time off that somebody asks for, and that blocks nothing before it is approved.

use uuid::Uuid;

use super::{BlockoutReason, Center, Provider, row_policy::row_policy};
use crate::{
    entity::{Query, entity, word_enum},
    value::{Id, Notes, Recurrence, TimeRange, Timestamp},
};

word_enum! {
    /// What became of time off that somebody asks for.
    TimeOffStatus {
        /// Nobody has decided yet.
        Requested = "requested",
        /// The time is blocked.
        Approved = "approved",
        /// It is not.
        Declined = "declined",
    }
}

impl Default for TimeOffStatus {
    /// The default: nobody has decided yet.
    fn default() -> Self {
        Self::Requested
    }
}

entity! {
    /// Time off that a provider asks for.
    ///
    /// It blocks nothing: what is asked for is there to be booked, until it is approved and becomes
    /// [blocked time](super::Blockout), which is looked at wherever times are.
    TimeOffRequest in "time_off_request" {
        /// Whose time.
        provider_id: Id<Provider>,
        /// The provider's own center.
        center_id: Id<Center>,
        /// The first instant of it.
        starts_at: Timestamp,
        /// The first instant after it.
        ends_at: Timestamp,
        /// Why.
        reason: BlockoutReason,
        /// More about it.
        notes: Option<Notes>,
        /// When it recurs, if it does.
        recurrence: Option<Recurrence>,
        /// What became of it.
        status: TimeOffStatus,
        /// When that was decided.
        decided_at: Option<Timestamp>,
        /// What was said to it by who decided.
        answer: Option<Notes>,
        /// The blocked time that it would change, or that it is once it is approved. It is no
        /// reference: that may be given back.
        blockout_id: Option<Uuid>,
    }
}

row_policy! { TimeOffRequest, staff: OWN_CENTERS, client: NOTHING }

impl TimeOffRequest {
    /// Asks for what nobody has decided about, at a center in a period.
    pub(crate) fn open_at(center: Id<Center>, period: TimeRange, limit: u32) -> Query<Self> {
        Query::limit(limit)
            .eq(Self::center_id(), &center)
            .eq(Self::status(), &TimeOffStatus::Requested)
            .gt(Self::ends_at(), &period.start())
            .lt(Self::starts_at(), &period.end())
    }
}
