//! A room that is made smaller or larger, and what becomes of the appointments that don't fit
//! any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::require_version, shown_whole},
    entity::Stored,
    error::Result,
    model::{Appointment, EventKind, Permission, Room},
    ops::resource::BuildContext,
    row::Version,
    storage::Key,
    value::{Capacity, Id},
};

/// What becomes of appointments to come that don't fit into a smaller room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Misfits {
    /// The room stays as it is, as long as there are any.
    #[default]
    Refused,
    /// They stay where they are, and the room is full meanwhile.
    Stay,
}

/// The new size of a room. An absent field stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RoomSize {
    /// How many appointments fit in it at a time.
    pub capacity: Option<Capacity>,
    /// Whether one appointment takes the whole room, whatever its capacity.
    pub only_one_appointment: Option<bool>,
    /// What becomes of appointments that don't fit.
    pub misfits: Misfits,
}

/// Makes a room smaller or larger, whatever is booked in it if it is told so.
///
/// It is refused with `room_too_small` if appointments don't fit that are not to stay.
#[derive(Clone, Debug)]
pub struct ResizeRoom {
    /// Which room.
    pub id: Id<Room>,
    /// Its size.
    pub size: RoomSize,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl ResizeRoom {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Room>, size: RoomSize) -> Self {
        Self { id, size, expected: None }
    }
}

/// A room, and who has no place in it any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ResizedRoom {
    /// The room.
    pub room: Stored<Room>,
    /// The appointments to come that don't fit, in the order of their starts: they stay, until
    /// somebody moves them.
    pub misfits: Vec<Id<Appointment>>,
}

shown_whole!(ResizedRoom);

impl Operation for ResizeRoom {
    type Answer = ResizedRoom;
    const NAME: &'static str = "room_resize";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["room_too_small"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<ResizedRoom>> {
        let RoomSize { capacity, only_one_appointment, misfits } = &self.size;
        let before = view.read(require_version(self.id, self.expected)).await?;
        let mut wanted = Room::clone(&before);
        wanted.capacity = capacity.unwrap_or(before.capacity);
        wanted.only_one_appointment = only_one_appointment.unwrap_or(before.only_one_appointment);
        let mut changes = env.changes();
        let mut context = BuildContext { env, view, changes: &mut changes };
        let beyond = match misfits {
            Misfits::Refused => {
                wanted.shrink(&before, &mut context).await?;
                Vec::new()
            }
            Misfits::Stay => wanted.overfill(&before, &mut context).await?,
        };
        let room = changes.update(&before, |room| *room = wanted);
        let answer = ResizedRoom { room, misfits: beyond };
        Ok(Plan::new(answer, changes).emit(EventKind::RoomUpdated, self.id))
    }
}
