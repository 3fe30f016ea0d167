//! Which tenants have work in the background: the one question that is about all of them.

use crate::{
    row::{Row, Value},
    value::{TenantId, Timestamp},
};

/// A kind of work that rows wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Work {
    /// Commits whose events have no position yet.
    Outbox,
    /// Keys of repeated requests, to be forgotten.
    IdempotencyKeys,
    /// Sessions that may have ended.
    Sessions,
    /// Events that are old.
    Events,
    /// Holds of appointments that nobody confirmed in time.
    LapsedHolds,
    /// Time that became free, for those who wait.
    FreedTimes,
    /// Gift cards and packages that expired, and are to be written off.
    ExpiredPrepaid,
}

impl Work {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Outbox,
        Self::IdempotencyKeys,
        Self::Sessions,
        Self::Events,
        Self::LapsedHolds,
        Self::FreedTimes,
        Self::ExpiredPrepaid,
    ];

    /// Returns the name of the kind.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::IdempotencyKeys => "idempotency_keys",
            Self::Sessions => "sessions",
            Self::Events => "events",
            Self::LapsedHolds => "lapsed_holds",
            Self::FreedTimes => "freed_times",
            Self::ExpiredPrepaid => "expired_prepaid",
        }
    }

    /// Returns the table whose rows wait, oldest first by identifier; `None` for holds, and for what
    /// is to be written off, which have indexes of their own.
    #[must_use]
    pub const fn table(self) -> Option<&'static str> {
        match self {
            Self::Outbox => Some("outbox"),
            Self::IdempotencyKeys => Some("idempotency"),
            Self::Sessions => Some("session"),
            Self::Events => Some("event"),
            Self::FreedTimes => Some("freed_time"),
            Self::LapsedHolds | Self::ExpiredPrepaid => None,
        }
    }
}

/// Asks for the tenants that have work of a kind.
///
/// A tenant has some if one of its rows is what is [looked for](Self::finds). Of rows that wait in a
/// [table](Work::table), the first by its identifier tells: none was made before it.
#[derive(Clone, Copy, Debug)]
pub struct TenantsWith {
    /// The kind of work.
    pub work: Work,
    /// The instant.
    pub before: Timestamp,
    /// Start after this tenant, in the order of identifiers.
    pub after: Option<TenantId>,
    /// The most tenants to answer.
    pub limit: u32,
}

impl TenantsWith {
    /// The most tenants of one answer.
    pub const LIMIT_MAX: u32 = 1_000;

    /// Asks for the first tenants that have work of a kind.
    #[must_use]
    pub const fn new(work: Work, before: Timestamp, limit: u32) -> Self {
        Self { work, before, after: None, limit }
    }

    /// Returns whether a row is work of the kind: made before the instant, in the kind's
    /// [table](Work::table); an `appointment` whose `status` is `pending`, and whose `held_until` is
    /// before the instant; or a `gift_card` or a `guest_package` with a `write_off_on` that is not
    /// after the day of the instant (UTC).
    ///
    /// This is the reference meaning of the question; storages are tested against it.
    #[must_use]
    pub fn finds(&self, row: &Row) -> bool {
        let value = |name| row.table.position(name).map(|at| &row.values[at]);
        match (self.work, row.table.name) {
            (Work::LapsedHolds, "appointment") => {
                matches!(value("status"), Some(Value::Text(status)) if status == "pending")
                    && matches!(value("held_until"), Some(Value::Time(until)) if *until < self.before.micros())
            }
            (Work::ExpiredPrepaid, "gift_card" | "guest_package") => {
                let day = self.before.micros().div_euclid(24 * 60 * 60 * 1_000_000);
                matches!(value("write_off_on"), Some(Value::Date(due)) if i64::from(*due) <= day)
            }
            (work, table) => work.table() == Some(table) && row.created_at < self.before,
        }
    }
}
