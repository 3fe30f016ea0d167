//! The agreement of an appointment: what stays as it was agreed when the appointment is moved.
//!
//! An appointment carries the length, the buffers, the segments and the price that were agreed
//! when it was booked (scheduling, "What was agreed"). What is changed of the service, or of
//! what its provider performs, is about new bookings; an appointment that is moved gets it
//! only if that is asked for, and then as a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::appointment_rows::timing_of;
use crate::{
    error::{Error, Result},
    model::{AddOns, Added, Appointment, PriorAgreement, Provider, Room},
    slots::Timing,
    value::{DurationMinutes, FewIds, Id, Timestamp, UnitPrice},
};

/// The terms on which an appointment is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Terms {
    /// As they were agreed: the length, the buffers, the segments and the price stay.
    #[default]
    Agreed,
    /// As they are now, for the service and the provider: a new agreement.
    Current,
}

/// An appointment that is moved.
#[derive(Clone, Copy, Debug)]
pub(in crate::ops) struct Moved {
    pub(in crate::ops) id: Id<Appointment>,
    /// The visit that it is a part of, if it is.
    pub(in crate::ops) visit: Option<Uuid>,
    pub(in crate::ops) starts_at: Timestamp,
    pub(in crate::ops) provider: Id<Provider>,
    pub(in crate::ops) room: Option<Id<Room>>,
    /// The rooms that it has beside that one.
    pub(in crate::ops) further_rooms: FewIds<Room>,
    /// Those who perform it beside the first provider.
    pub(in crate::ops) further_providers: FewIds<Provider>,
    /// The time that was agreed; a new agreement is made, if absent.
    pub(in crate::ops) agreed: Option<Timing>,
    /// How long the guest is to be served, whatever was agreed.
    pub(in crate::ops) duration: Option<DurationMinutes>,
    /// What seat it has, if its service is a class.
    pub(in crate::ops) seat: KeptSeat,
    /// What is added to the service, which a new agreement has as well.
    pub(in crate::ops) added: Added,
}

/// Which seat of a class somebody keeps who is moved, though the service has fewer by now: fewer
/// seats send nobody away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ops) enum KeptSeat {
    /// One that is free.
    #[default]
    Free,
    /// Their own, as long as they stay in their session.
    Own,
    /// One of so many: all who attend the session are moved as one.
    OfSession(u32),
}

/// Returns what is agreed on an appointment, as its history keeps it once it is moved; with
/// the price of its sale, if another is agreed on.
pub(super) const fn prior(
    appointment: &Appointment,
    unit_price: Option<UnitPrice>,
) -> PriorAgreement {
    PriorAgreement {
        service_id: appointment.service_id,
        provider_id: appointment.provider_id,
        room_id: appointment.room_id,
        further_room_ids: appointment.further_room_ids,
        further_provider_ids: appointment.further_provider_ids,
        starts_at: appointment.starts_at,
        ends_at: appointment.ends_at,
        buffer_before_minutes: appointment.buffer_before_minutes,
        buffer_after_minutes: appointment.buffer_after_minutes,
        segments: appointment.segments,
        unit_price,
    }
}

impl Moved {
    /// Returns what of an appointment decides where it can be moved to.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the appointment lasts longer than any can.
    pub(in crate::ops) fn of(
        appointment: &Appointment,
        terms: Terms,
        duration: Option<DurationMinutes>,
    ) -> Result<Self> {
        let out_of_range = || {
            let detail = "The appointment lasts no minute, or more than a day.";
            Error::invalid("/duration_minutes", "out_of_range", detail)
        };
        let agreed = match terms {
            Terms::Agreed => Some(timing_of(appointment).ok_or_else(out_of_range)?),
            Terms::Current => None,
        };
        Ok(Self {
            id: appointment.id,
            visit: appointment.visit_id,
            starts_at: appointment.starts_at,
            provider: appointment.provider_id,
            room: appointment.room_id,
            further_rooms: appointment.further_room_ids.unwrap_or_default(),
            further_providers: appointment.further_provider_ids.unwrap_or_default(),
            agreed,
            duration,
            seat: KeptSeat::default(),
            added: appointment.add_ons.as_deref().map(AddOns::added).unwrap_or_default(),
        })
    }

    /// Has something else added to the service than was: what was agreed is as much longer, at
    /// its end, or shorter.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/add_ons`, if the appointment would last no minute, or more than a day.
    pub(in crate::ops) fn exchange(&mut self, added: Added) -> Result<()> {
        if let Some(agreed) = &mut self.agreed {
            let lasting = self.added.exchanged(added, agreed.duration);
            agreed.duration = lasting.ok_or_else(|| {
                let detail = "The appointment would last no minute, or more than a day.";
                Error::invalid("/add_ons", "out_of_range", detail)
            })?;
            agreed.segments = agreed.segments.and_then(|parts| parts.lasting(agreed.duration));
        }
        self.added = added;
        Ok(())
    }

    /// Returns all rooms that the appointment has.
    pub(in crate::ops) fn rooms(&self) -> impl Iterator<Item = Id<Room>> {
        self.room.into_iter().chain(self.further_rooms.iter())
    }

    /// Returns all who perform the appointment.
    pub(in crate::ops) fn providers(&self) -> impl Iterator<Item = Id<Provider>> {
        [self.provider].into_iter().chain(self.further_providers.iter())
    }

    /// Returns the time that the appointment takes, of a provider whose own for the service
    /// is `current`.
    pub(in crate::ops) fn timing(&self, current: Timing) -> Timing {
        let timing = self.agreed.unwrap_or(current);
        match self.duration {
            // The last part is longer or shorter then.
            Some(duration) => {
                let segments = timing.segments.and_then(|parts| parts.lasting(duration));
                Timing { duration, segments, ..timing }
            }
            None => timing,
        }
    }
}
