//! The records that a commit carries beside the change itself: the audit trail, events, and what is
//! remembered of a request that may be sent twice.

mod audit;
pub(in crate::engine) mod idempotency;
mod payload;

pub(in crate::engine) use self::audit::record;
pub use self::{
    audit::Emitted,
    idempotency::{IdempotencyKey, Outcome},
    payload::{PAYLOADS, Payload},
};
