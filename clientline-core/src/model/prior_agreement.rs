//! What was agreed on an appointment before it was moved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Provider, Room, Service};
use crate::{
    entity::json_scalar,
    value::{BufferMinutes, FewIds, Id, Segments, Timestamp, UnitPrice},
};

/// What was agreed on an appointment before it was moved: by it the move is undone.
///
/// It is a note in the history, and no reference: what it names may be gone by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorAgreement {
    /// With what.
    pub service_id: Id<Service>,
    /// By whom.
    pub provider_id: Id<Provider>,
    /// In which room, if it had one.
    pub room_id: Option<Id<Room>>,
    /// The rooms that it had beside the first room, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_room_ids: Option<FewIds<Room>>,
    /// Who performed it beside the first provider, if anybody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_provider_ids: Option<FewIds<Provider>>,
    /// When the service started.
    pub starts_at: Timestamp,
    /// When it ended, without the buffer after it.
    pub ends_at: Timestamp,
    /// Time taken before the start, in minutes.
    pub buffer_before_minutes: BufferMinutes,
    /// Time taken after the end, in minutes.
    pub buffer_after_minutes: BufferMinutes,
    /// The parts of the service.
    pub segments: Option<Segments>,
    /// The price of one that its sale had; absent if the move agreed on no other.
    pub unit_price: Option<UnitPrice>,
}

json_scalar!(PriorAgreement);
