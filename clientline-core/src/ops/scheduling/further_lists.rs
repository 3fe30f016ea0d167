//! Lists of appointments by a provider or a room that they have, whether as the first one or beside
//! it.
//!
//! By their first ones they have indexes themselves; by the others those rows have one that refer
//! to these. Few providers and rooms are ever a further one: so it is looked first whether any
//! appointment has them so, together with those that have them as the first one.

use crate::{
    engine::reading::{First, first},
    entity::Query,
    model::{Appointment, AppointmentProvider, AppointmentRoom, Provider, Room},
    value::Id,
};

/// Where an appointment has a provider, or a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    /// As the first one.
    First,
    /// Beside the first one.
    Further,
}

impl Has {
    /// Keeps the appointments that have a provider there.
    pub(super) fn with_provider(
        self,
        query: Query<Appointment>,
        id: Id<Provider>,
    ) -> Query<Appointment> {
        let with = Query::one().eq(AppointmentProvider::provider_id(), &id);
        match self {
            Self::First => query.eq(Appointment::provider_id(), &id),
            Self::Further => query.named_by(AppointmentProvider::appointment_id(), &with),
        }
    }

    /// Keeps the appointments that have a room there.
    pub(super) fn with_room(self, query: Query<Appointment>, id: Id<Room>) -> Query<Appointment> {
        let with = Query::one().eq(AppointmentRoom::room_id(), &id);
        match self {
            Self::First => query.eq(Appointment::room_id(), &Some(id)),
            Self::Further => query.named_by(AppointmentRoom::appointment_id(), &with),
        }
    }
}

/// Asks whether an appointment has a provider beside its first one.
pub(super) fn by_provider(id: Id<Provider>) -> First<AppointmentProvider> {
    let with = Query::one().eq(AppointmentProvider::provider_id(), &id);
    first(with.order_by(AppointmentProvider::starts_at()))
}

/// Asks whether an appointment has a room beside its first one.
pub(super) fn in_room(id: Id<Room>) -> First<AppointmentRoom> {
    let with = Query::one().eq(AppointmentRoom::room_id(), &id);
    first(with.order_by(AppointmentRoom::starts_at()))
}
