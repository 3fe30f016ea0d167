//! Several kinds of room: what services and appointments need beside their first one.

use super::{Appointment, Room, RoomCategory, Service, row_policy::row_policy};
use crate::{
    entity::entity,
    value::{Id, Timestamp},
};

entity! {
    /// A further kind of room that a service needs: the reference behind
    /// [`Service::further_room_category_ids`](field@Service::further_room_category_ids), so that
    /// a kind in use stays.
    ServiceRoomCategory in "service_room_category" {
        /// The service.
        service_id: Id<Service>,
        /// The kind.
        room_category_id: Id<RoomCategory>,
    }
    unique service_room_category_exists (service_id, room_category_id);
    part of service_id;
}

row_policy! { ServiceRoomCategory, staff: ALL, client: DECIDING }

entity! {
    /// A room that an appointment has beside its first one: the reference behind
    /// [`Appointment::further_room_ids`](field@Appointment::further_room_ids). The time that it
    /// takes of it is [occupied](super::Occupancy) as that of the first one is.
    AppointmentRoom in "appointment_room" {
        /// The appointment.
        appointment_id: Id<Appointment>,
        /// The room.
        room_id: Id<Room>,
        /// When the appointment starts: by that the appointments of a further room are listed.
        starts_at: Timestamp,
    }
    unique appointment_room_exists (appointment_id, room_id);
    part of appointment_id;
}

row_policy! { AppointmentRoom, staff: DECIDING, client: DECIDING, public: DECIDING }
