//! Scheduling: calendars, and all that stands in them.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AddOns, Center, Guest, PriorAgreement, Provider, Room, Service, row_policy::row_policy,
};
use crate::{
    entity::{Query, entity, word_enum},
    value::{
        BufferMinutes, Currency, DayHours, EmailAddress, FewIds, Id, Money, Name, Notes,
        PhoneNumber, Segments, TimeZone, Timestamp,
    },
};

word_enum! {
    /// Whose time a calendar is about.
    CalendarKind {
        /// A provider's.
        Provider = "provider",
        /// A room's.
        Room = "room",
        /// A whole center's.
        Center = "center",
    }
}

entity! {
    /// The time of one provider, room or center, whose identifier it shares.
    ///
    /// Whatever changes when its owner is to be had (hours, overrides,
    /// blockouts) also writes this row, and every booking relies on it: so a
    /// booking that was decided on yesterday's hours is planned again.
    Calendar in "calendar" {
        /// Whose time it is.
        kind: CalendarKind,
        /// Where.
        center_id: Id<Center>,
        /// How often its hours changed.
        revision: i64,
    }
}

row_policy! { Calendar, staff: ALL, client: DECIDING, public: DECIDING }

entity! {
    /// The hours of one date, in place of the weekly ones.
    HoursOverride in "hours_override" {
        /// Whose hours.
        calendar_id: Id<Calendar>,
        /// The local date.
        date: NaiveDate,
        /// The windows of that date; closed, if there is none.
        windows: DayHours,
        /// At which center of the provider; at their own, if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        center_id: Option<Id<Center>>,
    }
    unique hours_override_exists (calendar_id, date);
}

row_policy! { HoursOverride, staff: ALL, client: DECIDING, public: DECIDING }

word_enum! {
    /// How far an appointment has come.
    AppointmentStatus {
        /// It was booked by somebody without a sign-in, and is held until they
        /// confirm it.
        Pending = "pending",
        /// It is booked.
        Scheduled = "scheduled",
        /// The guest said that they will come.
        Confirmed = "confirmed",
        /// The guest is there.
        CheckedIn = "checked_in",
        /// The guest is being served.
        InProgress = "in_progress",
        /// The guest was served.
        Completed = "completed",
        /// It will not take place.
        Cancelled = "cancelled",
        /// The guest did not come.
        NoShow = "no_show",
    }
}

word_enum! {
    /// Where a booking came from.
    AppointmentSource {
        /// The front desk.
        Desk = "desk",
        /// The guest, online.
        Online = "online",
        /// Another program.
        Api = "api",
        /// An import.
        Import = "import",
    }
}

impl Default for AppointmentSource {
    /// The default: it was booked at the desk.
    fn default() -> Self {
        Self::Desk
    }
}

entity! {
    /// A guest's appointment to a provider.
    Appointment in "appointment" {
        /// Where.
        center_id: Id<Center>,
        /// The guest.
        guest_id: Id<Guest>,
        /// With what.
        service_id: Id<Service>,
        /// By whom.
        provider_id: Id<Provider>,
        /// In which room, if the service needs one.
        room_id: Option<Id<Room>>,
        /// Which unit of the room, counted from 1.
        room_unit: Option<i32>,
        /// The rooms that it has beside the first, one of each further kind. Absent if it has none.
        #[serde(skip_serializing_if = "Option::is_none")]
        further_room_ids: Option<FewIds<Room>>,
        /// What was added to the service, as it was then; it stays whatever it is moved to.
        #[serde(skip_serializing_if = "Option::is_none")]
        add_ons: Option<Box<AddOns>>,
        /// Who performs it beside the first provider.
        #[serde(skip_serializing_if = "Option::is_none")]
        further_provider_ids: Option<FewIds<Provider>>,
        /// When the service starts.
        starts_at: Timestamp,
        /// When it ends, without the buffer after it.
        ends_at: Timestamp,
        /// The zone in which the appointment was agreed.
        time_zone: TimeZone,
        /// The start on the wall clock of its `time_zone`, as it was agreed.
        local_start: String,
        /// Time taken before the start, as it was when booked.
        buffer_before_minutes: BufferMinutes,
        /// Time taken after the end, as it was when booked.
        buffer_after_minutes: BufferMinutes,
        /// The parts of the service, as they were when booked; the provider is free for
        /// others while something is processed.
        segments: Option<Segments>,
        /// How far it has come.
        status: AppointmentStatus,
        /// Until when it is held, while it is pending; or was, if it was not confirmed by then.
        held_until: Option<Timestamp>,
        /// Notes of the guest.
        notes: Option<Notes>,
        /// Notes that only staff may read.
        internal_notes: Option<Notes>,
        /// Where the booking came from.
        source: AppointmentSource,
        /// The series that it is one date of: an identifier that whoever booked it made up, or
        /// that of a [series](crate::ops::scheduling::series::BookSeries).
        series_id: Option<Uuid>,
        /// The visit that it is a part of: several appointments of one guest that were agreed
        /// together. Absent for any other.
        #[serde(skip_serializing_if = "Option::is_none")]
        visit_id: Option<Uuid>,
        /// The party that it is a part of: appointments of several guests that were agreed
        /// together, and start together. Absent for any other.
        #[serde(skip_serializing_if = "Option::is_none")]
        party_id: Option<Uuid>,
        /// Why it was cancelled.
        cancelled_reason: Option<Notes>,
        /// The price agreed when booking.
        price: Money,
        /// The currency of the price.
        currency: Currency,
        /// How many steps its history has, the booking among them.
        steps: i32,
        /// The first name that was given when it was booked without a sign-in, whatever the
        /// guest is called who is known by the address.
        contact_first_name: Option<Name>,
        /// The last name that was given when it was booked without a sign-in.
        contact_last_name: Option<Name>,
        /// The telephone number that was given when it was booked without a sign-in.
        contact_phone: Option<PhoneNumber>,
        /// Who booked it, as in the audit trail: of the booking there is no row in the
        /// [history](AppointmentChange::booking) since. Absent if there is one.
        #[serde(skip_serializing)]
        booked_by: Option<String>,
    }
}

row_policy! {
    Appointment,
    staff: OWN_CENTERS,
    client: OWN_GUEST.without(&[
        "internal_notes",
        "contact_first_name",
        "contact_last_name",
        "contact_phone",
    ]),
    public: OWN_APPOINTMENT,
}

entity! {
    /// One step in the history of an appointment. Of the first, the booking, there is no row if
    /// the appointment says who booked it: all else [follows](AppointmentChange::booking).
    AppointmentChange in "appointment_change" {
        /// The appointment.
        appointment_id: Id<Appointment>,
        /// Which step of it, counted from 1, which is the booking.
        step: i32,
        /// Its status before; absent for the booking itself.
        from_status: Option<AppointmentStatus>,
        /// Its status after.
        to_status: AppointmentStatus,
        /// Its start after the step.
        starts_at: Timestamp,
        /// The actor, as in the audit trail.
        actor: String,
        /// Why.
        reason: Option<Notes>,
        /// What was agreed before, if the step moved the appointment, or made it shorter.
        moved_from: Option<PriorAgreement>,
        /// What was added to the service before, maybe nothing, if the step changed that.
        add_ons_before: Option<Box<AddOns>>,
    }
}

row_policy! {
    AppointmentChange,
    staff: RowPolicy::of(Rows::Of("appointment_id")),
    client: RowPolicy::of(Rows::Of("appointment_id")),
    public: RowPolicy::of(Rows::Of("appointment_id")),
}

entity! {
    /// Time that an appointment takes of a provider, or of one unit of a room, with
    /// its buffers. The one table that keeps time exclusive.
    ///
    /// The appointments of one session of a class take the same time, each by a seat of its own.
    ///
    /// These rows are never updated: a reschedule deletes and inserts.
    Occupancy in "occupancy" {
        /// Whose time.
        resource_id: Id<Calendar>,
        /// Which unit of it: 1 for a provider, 1 and up for a room.
        unit: i32,
        /// The first taken instant.
        starts_at: Timestamp,
        /// The first instant after it; at most four days later.
        ends_at: Timestamp,
        /// Where.
        center_id: Id<Center>,
        /// The appointment that takes it.
        appointment_id: Id<Appointment>,
        /// Until when it is only held; from then on the time is free, and whoever
        /// wants it removes this row.
        held_until: Option<Timestamp>,
        /// The class, if it is a session of one: the identifier of its service.
        class_id: Option<Uuid>,
        /// Which of the session's seats, counted from 1; absent without a class.
        seat: Option<i32>,
    }
    unique seat_taken (resource_id, unit, starts_at, seat);
    no_overlap slot_taken (resource_id, unit) during starts_at..ends_at shared by class_id;
    part of appointment_id;
}

row_policy! { Occupancy, staff: DECIDING, client: DECIDING, public: DECIDING }

impl Occupancy {
    /// The longest time that one row may take: a day of service and a day of
    /// buffer on either side, with a day to spare. It bounds how far back a
    /// search for overlaps has to look.
    pub const MINUTES_MAX: i64 = 4 * 24 * 60;

    /// Returns whether the time was only held, and is free by now.
    #[must_use]
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| until <= now)
    }

    /// Returns what the rows of one session of a class have in common, if it is one of those:
    /// whose time, which unit of it, which class, and since when.
    #[must_use]
    pub fn session(&self) -> Option<(Id<Calendar>, i32, Uuid, Timestamp)> {
        self.class_id.map(|class| (self.resource_id, self.unit, class, self.starts_at))
    }
}

impl Appointment {
    /// Returns whether the appointment was held for somebody who did not confirm it in
    /// time.
    #[must_use]
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| until <= now)
    }

    /// Returns all rooms that the appointment has, the first one first.
    pub fn rooms(&self) -> impl Iterator<Item = Id<Room>> {
        self.room_id.into_iter().chain(self.further_room_ids.into_iter().flat_map(FewIds::iter))
    }

    /// Returns all who perform it, the first provider first.
    pub fn providers(&self) -> impl Iterator<Item = Id<Provider>> {
        let further = self.further_provider_ids.into_iter().flat_map(FewIds::iter);
        [self.provider_id].into_iter().chain(further)
    }
}

entity! {
    /// The online booking of an appointment: how somebody without a sign-in manages it. It has
    /// the identifier of the appointment, so that the newest are the last. A visit has one alone,
    /// of its first part: the visit's identifier is that of this appointment.
    OnlineBooking in "online_booking" {
        /// The appointment.
        appointment_id: Id<Appointment>,
        /// For whom it was booked.
        guest_id: Id<Guest>,
        /// The address that it was booked with, and is confirmed by mail to, wherever
        /// the guest is written to since.
        email: EmailAddress,
        /// The [mailbox](EmailAddress::mailbox) of that address, by which bookings are
        /// counted.
        mailbox: String,
        /// SHA-256 of the token that opens the appointment, in hexadecimal.
        #[serde(skip_serializing)]
        manage_token_hash: String,
        /// SHA-256 of the token that opens and confirms it, in hexadecimal; none
        /// was made yet, if absent.
        #[serde(skip_serializing)]
        confirm_token_hash: Option<String>,
    }
    unique manage_token_taken (manage_token_hash);
    unique confirm_token_taken (confirm_token_hash);
}

row_policy! { OnlineBooking, staff: NOTHING, client: NOTHING, public: DECIDING }

impl OnlineBooking {
    /// The most services that are booked at once without a sign-in.
    pub const PARTS_MAX: usize = 5;
}

impl Appointment {
    /// Asks for the parts of the visits that were booked without a sign-in, by the first part of
    /// each, in the order of their starts.
    pub(crate) fn booked_online_with(first: &[Id<Self>]) -> Query<Self> {
        let visits: Vec<Option<Uuid>> = first.iter().map(|first| Some(first.uuid())).collect();
        let query = match &visits[..] {
            [visit] => Query::limit(PARTS_READ_MAX).eq(Self::visit_id(), visit),
            visits => Query::limit(PARTS_READ_MAX).any(Self::visit_id(), visits),
        };
        query.order_by(Self::starts_at())
    }
}

/// The most parts of online visits that are looked at: those of 100 visits.
const PARTS_READ_MAX: u32 = 500;
