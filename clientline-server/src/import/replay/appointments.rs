//! Appointments, booked and taken to their status.

use clientline_core::{
    entity::Query,
    error::Result,
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, Guest, Provider, Room, Service,
    },
    ops::scheduling::{appointment_status::ChangeStatus, booking::BookAppointment},
    value::{Id, Timestamp},
};

use super::{
    super::{findings::SourceLine, records::AppointmentRow, sheet::Placed},
    Replay, Stop, taken,
};

/// An appointment that was imported.
#[derive(Clone, Copy)]
pub(super) struct ReplayedAppointment {
    pub(super) id: Id<Appointment>,
    pub(super) guest: Id<Guest>,
    pub(super) center: Id<Center>,
}

impl Replay<'_, '_> {
    /// Replays the appointments, earliest first: taken so, any free place of a room
    /// is as good as another. Those that take no time any more come before all
    /// others, each freeing its time at once.
    pub(super) async fn appointments(&mut self, lines: &[Placed<AppointmentRow>]) -> Result<()> {
        let mut appointments = Vec::with_capacity(lines.len());
        for line in lines {
            let placed = self.begin(line.at, &line.row).await;
            match placed {
                Ok((center, starts_at)) => appointments.push((starts_at, center, line)),
                Err(stop) => drop(self.settle::<Appointment>(&line.row.reference, Err(stop))?),
            }
        }
        appointments.sort_by_key(|&(starts_at, _, line)| (line.row.status.occupies(), starts_at));
        for (starts_at, center, line) in appointments {
            let made = self.appointment(line.at, &line.row, center, starts_at).await;
            self.report.appointments += self.settle::<Appointment>(&line.row.reference, made)?;
        }
        Ok(())
    }

    async fn begin(
        &mut self,
        at: SourceLine,
        row: &AppointmentRow,
    ) -> Result<(Id<Center>, Timestamp), Stop> {
        let center = self.center(at, &row.center).await?;
        Ok((center, self.instant(at, row.starts, center).await?))
    }

    async fn appointment(
        &mut self,
        at: SourceLine,
        row: &AppointmentRow,
        center_id: Id<Center>,
        starts_at: Timestamp,
    ) -> Result<(), Stop> {
        if self.appointments.contains_key(&row.reference) {
            let detail = taken::<Appointment>(&row.reference);
            return Err(self.findings.note(at, Some("reference"), detail).into());
        }
        let guest = self.guest_of(at, &row.guest).await;
        let by_code = Query::limit(2).eq(Service::service_code(), &row.service);
        let service = self.refer(at, ("service", &row.service), &by_code).await;
        let by_email = Query::limit(2).eq(Provider::email(), &Some(row.provider.clone()));
        let provider = self.refer(at, ("provider", &row.provider), &by_email).await;
        let room_id = match &row.room {
            None => None,
            Some(code) => {
                let by_code = Query::limit(2).eq(Room::code(), code);
                Some(self.refer(at, ("room", code), &by_code).await?)
            }
        };
        let guest_id = guest?;
        let booking = BookAppointment {
            center_id,
            guest_id,
            service_id: service?,
            provider_id: Some(provider?),
            room_id,
            starts_at,
            notes: row.notes.clone(),
            internal_notes: row.internal_notes.clone(),
            source: AppointmentSource::Import,
            series_id: None,
            written_up: false,
            // Hours may have been others then; what is taken stays taken.
            override_rules: true,
        };
        let booked = self.run(at, starts_at.min(self.now), &booking).await?;
        let status = self.status(at, row, starts_at, booked.ends_at)?;
        if status != AppointmentStatus::Scheduled {
            let reason = row.cancelled_reason.clone();
            let change = ChangeStatus { id: booked.id, to: status, reason, expected: None };
            self.run(at, self.now, &change).await?;
        }
        let appointment = ReplayedAppointment { id: booked.id, guest: guest_id, center: center_id };
        self.appointments.insert(row.reference.clone(), appointment);
        Ok(())
    }

    async fn guest_of(&mut self, at: SourceLine, name: &str) -> Result<Id<Guest>, Stop> {
        let query = match (name.parse(), name.parse()) {
            // Any other address may be one that a guest has given, and another's.
            (Ok(email), _) if name.contains('@') => Guest::known_by(&email),
            (_, Ok(code)) => Query::limit(2).eq(Guest::guest_code(), &code),
            _ => {
                let detail = "This is neither the code nor the email address of a guest.";
                return Err(self.findings.note(at, Some("guest"), detail).into());
            }
        };
        self.refer(at, ("guest", name), &query).await
    }

    /// Returns the status that an appointment has by now. One that moves with the
    /// week is not further than its time allows.
    fn status(
        &mut self,
        at: SourceLine,
        row: &AppointmentRow,
        starts_at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<AppointmentStatus, Stop> {
        use AppointmentStatus as S;
        let begun = starts_at <= self.now;
        match row.status {
            S::CheckedIn | S::InProgress | S::Completed | S::NoShow if !begun => {
                if row.starts.is_relative() {
                    return Ok(S::Confirmed);
                }
                let status = row.status.as_str();
                let detail = format!("An appointment that has not begun can't be {status}.");
                Err(self.findings.note(at, Some("status"), detail).into())
            }
            S::Completed if row.starts.is_relative() && self.now < ends_at => Ok(S::InProgress),
            status => Ok(status),
        }
    }
}
