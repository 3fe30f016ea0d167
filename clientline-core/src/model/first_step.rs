//! The first step of an appointment's history: its booking.
//!
//! It has no row of its own: the appointment says by whom and when it was booked, and the step
//! after it what was before that one. A row would be two more entries of B-trees for each
//! booking. Appointments that were booked before have one, and don't say who booked them.

use super::{Appointment, AppointmentChange};
use crate::{entity::Stored, row::Version, value::Id};

impl AppointmentChange {
    /// Returns the first step of an appointment's history, by the step after it, if there is
    /// one; or `None` if the first step has a row.
    ///
    /// Its identifier is the appointment's.
    #[must_use]
    pub fn booking(of: &Stored<Appointment>, second: Option<&Self>) -> Option<Stored<Self>> {
        let actor = of.booked_by.clone()?;
        let moved_from = second.and_then(|step| step.moved_from);
        let starts_at = match (moved_from, second) {
            (Some(before), _) => before.starts_at,
            (None, Some(step)) => step.starts_at,
            (None, None) => of.starts_at,
        };
        let entity = Self {
            id: Id::from_uuid(of.id.uuid()),
            appointment_id: of.id,
            step: 1,
            from_status: None,
            to_status: second.and_then(|step| step.from_status).unwrap_or(of.status),
            starts_at,
            actor,
            reason: None,
            moved_from: None,
            add_ons_before: None,
        };
        let created_at = of.created_at();
        let (version, updated_at, objects) = (Version(1), created_at, Vec::new());
        Some(Stored { entity, version, created_at, updated_at, objects })
    }

    /// Puts the first step before those that have rows, which are all of an appointment's, or as
    /// many as there are room for, first step first.
    pub(crate) fn after_booking(
        of: &Stored<Appointment>,
        mut steps: Vec<Stored<Self>>,
    ) -> Vec<Stored<Self>> {
        let second = steps.first().map(|step| &**step);
        if let Some(booking) = Self::booking(of, second) {
            steps.insert(0, booking);
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entity::sample,
        model::{AppointmentStatus, PriorAgreement},
        value::{BufferMinutes, Timestamp},
    };

    fn at(hour: i64) -> Timestamp {
        Timestamp::MIN.saturating_plus_minutes(60 * hour)
    }

    fn booked(status: AppointmentStatus, hour: i64, steps: i32) -> Stored<Appointment> {
        let booked_by = Some("system".to_owned());
        let starts_at = at(hour);
        let entity = Appointment { starts_at, status, steps, booked_by, ..sample() };
        let (version, created_at, updated_at) = (Version(7), at(1), at(2));
        Stored { entity, version, created_at, updated_at, objects: Vec::new() }
    }

    fn second(from: AppointmentStatus, to: AppointmentStatus, hour: i64) -> AppointmentChange {
        let (from_status, to_status, starts_at) = (Some(from), to, at(hour));
        AppointmentChange { step: 2, from_status, to_status, starts_at, ..sample() }
    }

    #[test]
    fn alone_it_is_what_the_appointment_says() {
        let appointment = booked(AppointmentStatus::Pending, 30, 1);
        let step = AppointmentChange::booking(&appointment, None).unwrap();
        assert_eq!((step.step, step.from_status), (1, None));
        assert_eq!((step.to_status, step.starts_at), (AppointmentStatus::Pending, at(30)));
        assert_eq!((step.id.uuid(), &*step.actor), (appointment.id.uuid(), "system"));
        assert_eq!(
            (step.created_at(), step.updated_at(), step.version()),
            (at(1), at(1), Version(1))
        );
    }

    #[test]
    fn before_others_it_is_what_was_before_them() {
        let appointment = booked(AppointmentStatus::Cancelled, 50, 4);
        let confirmed = second(AppointmentStatus::Pending, AppointmentStatus::Scheduled, 30);
        let step = AppointmentChange::booking(&appointment, Some(&confirmed)).unwrap();
        assert_eq!((step.to_status, step.starts_at), (AppointmentStatus::Pending, at(30)));
        let minutes = BufferMinutes::default();
        let prior = PriorAgreement {
            service_id: appointment.service_id,
            provider_id: appointment.provider_id,
            room_id: None,
            further_room_ids: None,
            further_provider_ids: None,
            starts_at: at(29),
            ends_at: at(30),
            buffer_before_minutes: minutes,
            buffer_after_minutes: minutes,
            segments: None,
            unit_price: None,
        };
        let moved = second(AppointmentStatus::Scheduled, AppointmentStatus::Scheduled, 50);
        let moved = AppointmentChange { moved_from: Some(prior), ..moved };
        let step = AppointmentChange::booking(&appointment, Some(&moved)).unwrap();
        assert_eq!((step.to_status, step.starts_at), (AppointmentStatus::Scheduled, at(29)));
    }

    #[test]
    fn what_has_a_row_is_not_told_twice() {
        let mut appointment = booked(AppointmentStatus::Scheduled, 30, 1);
        appointment.entity.booked_by = None;
        assert_eq!(AppointmentChange::booking(&appointment, None), None);
        assert_eq!(AppointmentChange::after_booking(&appointment, Vec::new()), Vec::new());
    }
}
