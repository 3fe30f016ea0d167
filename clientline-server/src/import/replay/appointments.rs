//! Appointments, booked and taken to their status.

use std::collections::{HashMap, HashSet};

use clientline_core::{
    entity::{Entity as _, Query, Stored},
    error::Result,
    model::{
        Appointment, AppointmentSource, AppointmentStatus, Center, Guest, Provider, Room, Service,
    },
    ops::{
        billing::fees::FeeChoice,
        scheduling::{appointment_status::ChangeStatus, booking::BookAppointment},
    },
    row::Select,
    value::{Code, FewIds, Id, Timestamp},
};
use serde_json::json;

use super::{
    super::{findings::SourceLine, records::AppointmentRow, sheet::Placed},
    Outcome, Replay, Stop, taken,
};

/// An appointment that was imported, by this import or an earlier one.
#[derive(Clone, Copy)]
pub(super) struct ReplayedAppointment {
    pub(super) id: Id<Appointment>,
    pub(super) guest: Id<Guest>,
    pub(super) center: Id<Center>,
    /// Whether it was there before.
    pub(super) is_known: bool,
}

/// A line, and the rows that it names.
struct Booking<'l> {
    line: &'l Placed<AppointmentRow>,
    center: Id<Center>,
    guest: Id<Guest>,
    service: Id<Service>,
    provider: Id<Provider>,
    room: Option<Id<Room>>,
    starts_at: Timestamp,
}

/// What an appointment is known by.
type Identity = (Id<Center>, Id<Guest>, Id<Service>, Id<Provider>, Timestamp);

impl Booking<'_> {
    const fn identity(&self) -> Identity {
        (self.center, self.guest, self.service, self.provider, self.starts_at)
    }
}

/// The appointments that are there already.
type Book = HashMap<Identity, Vec<Stored<Appointment>>>;

impl Replay<'_, '_> {
    /// Replays the appointments, earliest first: taken so, any free place of a room
    /// is as good as another. Those that take no time any more come before all
    /// others, each freeing its time at once.
    pub(super) async fn appointments(&mut self, lines: &[Placed<AppointmentRow>]) -> Result<()> {
        self.meet(lines).await?;
        self.find_resources(lines).await?;
        let mut bookings = Vec::with_capacity(lines.len());
        for line in lines {
            match self.begin(line).await {
                Ok(booking) => bookings.push(booking),
                Err(stop) => {
                    self.settle::<Appointment>(line.at, &line.row.reference, Err(stop))?;
                }
            }
        }
        let book = self.book(&bookings).await?;
        bookings.sort_by_key(|booking| (booking.line.row.status.occupies(), booking.starts_at));
        for booking in bookings {
            let line = booking.line;
            let made = self.appointment(booking, &book).await;
            let made = self.settle::<Appointment>(line.at, &line.row.reference, made)?;
            self.report.appointments += made;
        }
        Ok(())
    }

    /// Looks up where, with what, by whom and in which rooms the lines are: each once.
    async fn find_resources(&mut self, lines: &[Placed<AppointmentRow>]) -> Result<()> {
        let rows = || lines.iter().map(|line| &line.row);
        let named = |code: &Code| (code.to_string(), code.clone());
        let centers = rows().map(|row| named(&row.center));
        self.look_up(Center::code(), centers, |it| Some(it.code.to_string())).await?;
        let services = rows().map(|row| named(&row.service));
        self.look_up(Service::service_code(), services, |it| Some(it.service_code.to_string()))
            .await?;
        let providers = rows().map(|row| (row.provider.to_string(), Some(row.provider.clone())));
        let email = |it: &Provider| it.email.as_ref().map(ToString::to_string);
        self.look_up(Provider::email(), providers, email).await?;
        let rooms = rows().filter_map(|row| row.room.as_ref().map(named));
        self.look_up(Room::code(), rooms, |it| Some(it.code.to_string())).await
    }

    async fn begin<'l>(&mut self, line: &'l Placed<AppointmentRow>) -> Result<Booking<'l>, Stop> {
        let Placed { at, row } = line;
        let at = *at;
        if !self.made.insert((Appointment::NAME, row.reference.to_string())) {
            let detail = taken::<Appointment>(&row.reference);
            return Err(self.findings.note(at, Some("reference"), detail).into());
        }
        let center = self.center(at, &row.center).await?;
        let starts_at = self.instant(at, row.starts, center).await?;
        let guest = self.guest_of(at, &row.guest).await;
        let by_code = Query::limit(2).eq(Service::service_code(), &row.service);
        let service = self.refer(at, ("service", &row.service), &by_code).await;
        let by_email = Query::limit(2).eq(Provider::email(), &Some(row.provider.clone()));
        let provider = self.refer(at, ("provider", &row.provider), &by_email).await;
        let room = match &row.room {
            None => None,
            Some(code) => {
                let by_code = Query::limit(2).eq(Room::code(), code);
                Some(self.refer(at, ("room", code), &by_code).await?)
            }
        };
        let (guest, service, provider) = (guest?, service?, provider?);
        Ok(Booking { line, center, guest, service, provider, room, starts_at })
    }

    /// Reads the appointments that the guests have in the time of the lines.
    async fn book(&mut self, bookings: &[Booking<'_>]) -> Result<Book> {
        let starts = bookings.iter().map(|booking| booking.starts_at);
        let (Some(first), Some(last)) = (starts.clone().min(), starts.max()) else {
            return Ok(Book::new());
        };
        let guests: HashSet<_> = bookings.iter().map(|booking| booking.guest.uuid()).collect();
        let guests: Vec<Id<Guest>> = guests.into_iter().map(Id::from_uuid).collect();
        let mut book = Book::new();
        for guests in guests.chunks(Select::SET_MAX) {
            let query = Query::limit(Select::LIMIT_MAX)
                .any(Appointment::guest_id(), guests)
                .ge(Appointment::starts_at(), &first);
            for found in self.batch.list(&query).await? {
                if found.starts_at > last {
                    continue;
                }
                let (place, who) = ((found.center_id, found.guest_id), found.service_id);
                let identity = (place.0, place.1, who, found.provider_id, found.starts_at);
                book.entry(identity).or_default().push(found);
            }
        }
        Ok(book)
    }

    async fn appointment(&mut self, booking: Booking<'_>, book: &Book) -> Result<Outcome, Stop> {
        let (at, row) = (booking.line.at, &booking.line.row);
        let there = book.get(&booking.identity()).into_iter().flatten();
        let mut there: Vec<_> = there.filter(|found| !self.is_claimed(found.id.uuid())).collect();
        // Who cancelled and booked the same time again has two.
        there.sort_by_key(|found| found.status != row.status);
        if let Some(found) = there.first() {
            return self.know_appointment(&booking, found);
        }
        let Booking { center, guest, service, provider, room, starts_at, .. } = booking;
        let book = BookAppointment {
            add_ons: Vec::new(),
            center_id: center,
            guest_id: guest,
            service_id: service,
            provider_id: Some(provider),
            room_id: room,
            further_room_ids: FewIds::default(),
            further_provider_ids: FewIds::default(),
            starts_at,
            notes: row.notes.clone(),
            internal_notes: row.internal_notes.clone(),
            source: AppointmentSource::Import,
            series_id: None,
            written_up: false,
            // Hours may have been others then; what is taken stays taken.
            override_rules: true,
        };
        let booked = self.run(at, starts_at.min(self.now), &book).await?;
        let status = self.status(at, row, starts_at, booked.ends_at)?;
        if status != AppointmentStatus::Scheduled {
            let reason = row.cancelled_reason.clone();
            // What it cost was settled where the row comes from.
            let fee = (!status.occupies()).then_some(FeeChoice::Waive);
            let change = ChangeStatus { id: booked.id, to: status, reason, fee, expected: None };
            self.run(at, self.now, &change).await?;
        }
        self.claimed.insert(booked.id.uuid());
        let made = ReplayedAppointment { id: booked.id, guest, center, is_known: false };
        self.appointments.insert(row.reference.clone(), made);
        Ok(Outcome::Made)
    }

    fn know_appointment(
        &mut self,
        booking: &Booking<'_>,
        found: &Stored<Appointment>,
    ) -> Result<Outcome, Stop> {
        let (at, row) = (booking.line.at, &booking.line.row);
        let status = self.status(at, row, found.starts_at, found.ends_at)?;
        if status != found.status {
            self.report.differ(at, "status");
        }
        if booking.room.is_some() && booking.room != found.room_id {
            self.report.differ(at, "room");
        }
        let said = json!({
            "notes": row.notes,
            "internal_notes": row.internal_notes,
            "cancelled_reason": row.cancelled_reason,
        });
        self.compare(at, &said, &**found);
        self.claimed.insert(found.id.uuid());
        let known = ReplayedAppointment {
            id: found.id,
            guest: booking.guest,
            center: booking.center,
            is_known: true,
        };
        self.appointments.insert(row.reference.clone(), known);
        Ok(Outcome::Known)
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
