//! The kinds of room that one appointment needs, and which rooms serve for each.
//!
//! A room serves for one kind alone: so what is taken of one kind is in the way of no other.

use super::{BookingTarget, ServiceResources};
use crate::{
    entity::Stored,
    error::{Error, Result},
    model::{Room, RoomCategory, Service},
    ops::scheduling::agreement::Moved,
    value::{FewIds, Id},
};

/// The kinds of room that one appointment needs.
struct Kinds {
    /// What serves as the first room; `None` if none is needed.
    first: Option<Vec<RoomKind>>,
    /// What serves as each further one.
    further: Vec<RoomKind>,
}

/// What serves as a room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RoomKind {
    /// Any of a category.
    Any(Id<RoomCategory>),
    /// This one alone.
    Only(Id<Room>),
}

/// The rooms of a center that serve: as the first one, if one is needed, and as each further one.
pub(super) type ServingRooms = (Option<Vec<Stored<Room>>>, Vec<Vec<Stored<Room>>>);

impl RoomKind {
    fn has(self, room: &Room) -> bool {
        match self {
            Self::Any(category) => room.room_category_id == category,
            Self::Only(id) => room.id == id,
        }
    }
}

impl Kinds {
    /// Those that a service asks for.
    fn of_service(service: &Service) -> Self {
        let first = service.room_category_id;
        let further = service.further_room_category_ids.iter();
        Self {
            first: first.map(|first| vec![RoomKind::Any(first)]),
            further: further.filter(|kind| Some(*kind) != first).map(RoomKind::Any).collect(),
        }
    }

    /// Those that were agreed: the kinds of the rooms that an appointment has. As the first one,
    /// one of the kind that the service asks for by now serves as well.
    ///
    /// Rooms that came to be of one kind since serve alone: else one would serve for two.
    fn agreed(moved: &Moved, service: &Service, found: &[Stored<Room>]) -> Self {
        let category = |id: Id<Room>| {
            found.iter().find(|room| room.id == id).map(|room| room.room_category_id)
        };
        let agreed: Vec<Id<Room>> = moved.rooms().collect();
        let kind = |id: Id<Room>| {
            let own = category(id);
            let is_alone = !agreed.iter().any(|other| *other != id && category(*other) == own);
            own.filter(|_| is_alone).map_or(RoomKind::Only(id), RoomKind::Any)
        };
        let further: Vec<Id<Room>> = moved.further_rooms.iter().collect();
        let of_now = service
            .room_category_id
            .filter(|now| !further.iter().any(|id| category(*id) == Some(*now)));
        let kept = moved.room.map(kind);
        Self {
            first: Some(kept.into_iter().chain(of_now.map(RoomKind::Any)).collect()),
            further: further.into_iter().map(kind).collect(),
        }
    }
}

impl ServiceResources {
    /// Keeps to the rooms that are wished for beside the first one. Of a kind of which none is
    /// wished for any serves.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `not_a_room` naming one that serves for none of the further kinds, or for
    /// one of which another is wished for.
    pub(in crate::ops) fn keep_to_further(&mut self, wished: FewIds<Room>) -> Result<()> {
        for (at, wish) in wished.iter().enumerate() {
            let is_wished = |room: &Stored<Room>| room.id == wish;
            let kind = self.further_rooms.iter_mut().find(|rooms| rooms.iter().any(is_wished));
            let Some(kind) = kind else {
                let detail = "The room is none of the center's rooms for a further kind that the \
                              service needs, or another one of that kind is named.";
                let field = format!("/further_room_ids/{at}");
                return Err(Error::invalid(&field, "not_a_room", detail));
            };
            kind.retain(is_wished);
        }
        Ok(())
    }
}

impl BookingTarget {
    /// Returns the rooms of a center that serve.
    ///
    /// An appointment that is moved needs those that it was agreed to have: of the kinds that
    /// they are.
    pub(super) fn rooms(&self, service: &Service, found: Vec<Stored<Room>>) -> ServingRooms {
        let agreed = self.moved.filter(|moved| moved.agreed.is_some());
        let kinds = match agreed {
            None => Kinds::of_service(service),
            Some(Moved { room: None, .. }) if self.room.is_none() => return (None, Vec::new()),
            Some(moved) => Kinds::agreed(&moved, service, &found),
        };
        let mut first = kinds.first.as_ref().map(|_| Vec::new());
        let mut further = vec![Vec::new(); kinds.further.len()];
        for room in found.into_iter().filter(|room| room.is_active.0) {
            if kinds.first.iter().flatten().any(|kind| kind.has(&room)) {
                let is_wanted = self.room.is_none_or(|wanted| wanted == room.id);
                if let Some(first) = first.as_mut().filter(|_| is_wanted) {
                    first.push(room);
                }
            } else if let Some(at) = kinds.further.iter().position(|kind| kind.has(&room)) {
                further[at].push(room);
            }
        }
        (first, further)
    }
}
