//! Several providers at once: who performs an appointment beside its first provider.

use super::{Appointment, Provider, row_policy::row_policy};
use crate::{
    entity::entity,
    value::{Id, Timestamp},
};

entity! {
    /// A provider whom an appointment has beside its first one: the reference behind
    /// [`Appointment::further_provider_ids`](field@Appointment::further_provider_ids). The time
    /// that it takes of them is [occupied](super::Occupancy) as that of the first one is.
    AppointmentProvider in "appointment_provider" {
        /// The appointment.
        appointment_id: Id<Appointment>,
        /// The provider.
        provider_id: Id<Provider>,
        /// When the appointment starts: by that the appointments of a further provider are listed.
        starts_at: Timestamp,
    }
    unique appointment_provider_exists (appointment_id, provider_id);
    part of appointment_id;
}

row_policy! { AppointmentProvider, staff: DECIDING, client: DECIDING, public: DECIDING }
