//! What a calendar shows.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    entity::word_enum,
    model::{
        Appointment, AppointmentStatus, Blockout, BlockoutReason, CalendarKind, Center, Guest,
        Provider, Room, Service, TimeOffRequest,
    },
    value::{
        CalendarDays, Color, Currency, Id, Money, Name, Notes, RecurrenceRule, Segments, TimeZone,
        Timestamp,
    },
};

/// Some days of a center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CenterCalendar {
    /// Where.
    pub center_id: Id<Center>,
    /// The zone of the local times.
    pub time_zone: TimeZone,
    /// The first day.
    pub date: NaiveDate,
    /// How many days.
    pub days: CalendarDays,
    /// The first instant of the first day.
    pub day_starts_at: Timestamp,
    /// The first instant after the last day.
    pub day_ends_at: Timestamp,
    /// The offset from UTC at the start, and each change of it: so that nobody who shows these
    /// days needs the rules of the zone.
    pub offsets: Vec<OffsetChange>,
    /// When the center is open.
    pub open: Vec<LocalSpan>,
    /// The appointments that lie in these days, or reach into them, earliest first.
    pub appointments: Vec<CalendarAppointment>,
    /// The time that is blocked in these days, earliest first.
    pub blockouts: Vec<CalendarBlockout>,
    /// The time off that its providers ask for in these days, earliest first: nobody has decided
    /// about it, and it blocks nothing. Absent if there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time_off_requests: Vec<CalendarTimeOff>,
    /// The providers who take bookings at the center, and when.
    pub providers: Vec<CalendarProvider>,
    /// When they are taken elsewhere, buffers and all; absent if never.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<CalendarElsewhere>,
    /// Where the appointments go on, if there are more of them; absent on the last
    /// answer. All else is the same in each.
    pub next_cursor: Option<String>,
    /// Where the providers go on, if a center has more than 1,000, those who left
    /// included; absent on the last answer. All else is the same in each.
    pub next_providers_cursor: Option<String>,
}

/// A stretch of time, as UTC and on the wall clock of the center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LocalSpan {
    /// Its first instant.
    pub starts_at: Timestamp,
    /// The first instant after it.
    pub ends_at: Timestamp,
    /// Its start on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local_start: String,
    /// Its end on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local_end: String,
}

/// An offset from UTC that holds from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OffsetChange {
    /// The instant.
    pub from: Timestamp,
    /// How far the local time is ahead of UTC, in minutes.
    pub offset_minutes: i32,
}

word_enum! {
    /// What a front desk looks out for.
    CalendarFlag {
        /// The guest was entered within a day before booking.
        NewGuest = "new_guest",
        /// It should have begun, and the guest is not there.
        Late = "late",
        /// There are notes.
        Notes = "notes",
    }
}

word_enum! {
    /// How much was paid of the invoice on which an appointment stands.
    Settlement {
        /// Nothing, or it stands on none.
        Unpaid = "none",
        /// Some of it.
        Part = "part",
        /// All of it.
        Paid = "paid",
    }
}

/// An appointment, as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CalendarAppointment {
    /// The appointment.
    pub id: Id<Appointment>,
    /// Its version.
    pub version: i64,
    /// How far it has come.
    pub status: AppointmentStatus,
    /// When it takes place, without buffers.
    #[serde(flatten)]
    pub time: LocalSpan,
    /// The parts of the service, if the provider is free for others while something is processed.
    pub segments: Option<Segments>,
    /// The series that it is one date of.
    pub series_id: Option<Uuid>,
    /// The visit that it is a part of.
    pub visit_id: Option<Uuid>,
    /// The party that it is a part of.
    pub party_id: Option<Uuid>,
    /// Until when it is held, while it is pending.
    pub held_until: Option<Timestamp>,
    /// The price that was agreed.
    pub price: Money,
    /// The currency of the price.
    pub currency: Currency,
    /// What was paid of its invoice; absent for those who may not see invoices.
    pub settlement: Option<Settlement>,
    /// What to look out for.
    pub flags: Vec<CalendarFlag>,
    /// The guest.
    pub guest_id: Id<Guest>,
    /// The first and last name that it was booked by without a sign-in, or else the guest's.
    pub guest_name: String,
    /// The provider.
    pub provider_id: Id<Provider>,
    /// The provider's first and last name.
    pub provider_name: String,
    /// The provider's colour.
    pub color: Option<Color>,
    /// Those who perform it beside the first provider; absent if nobody does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further_providers: Vec<CalendarFurtherProvider>,
    /// With what.
    pub service_id: Id<Service>,
    /// The name of the service.
    pub service_name: Name,
    /// In which room, if in one.
    pub room_id: Option<Id<Room>>,
    /// The name of the room.
    pub room_name: Option<Name>,
    /// The rooms that it has beside the first; absent if it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further_rooms: Vec<CalendarRoom>,
    /// Notes of the guest.
    pub notes: Option<Notes>,
}

/// Time off that a provider asks for, in some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CalendarTimeOff {
    /// The identifier of the request.
    pub id: Id<TimeOffRequest>,
    /// Whose time.
    pub provider_id: Id<Provider>,
    /// When.
    #[serde(flatten)]
    pub time: LocalSpan,
    /// By which rule it recurs; absent if it does not.
    pub recurs: Option<RecurrenceRule>,
    /// Why.
    pub reason: BlockoutReason,
    /// More about it.
    pub notes: Option<Notes>,
}

/// A provider whom an appointment has beside its first one, as a calendar shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarFurtherProvider {
    /// The provider.
    pub id: Id<Provider>,
    /// First and last name.
    pub name: String,
}

/// A room that an appointment has beside its first one, as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarRoom {
    /// The room.
    pub id: Id<Room>,
    /// Its name.
    pub name: Name,
}

/// Blocked time, as a calendar shows it: of a provider, of a room, or of the
/// whole center. A blockout that recurs is shown as often as it recurs in the days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarBlockout {
    /// The blockout.
    pub id: Id<Blockout>,
    /// Whose time: what kind of thing `owner_id` is the identifier of.
    pub kind: CalendarKind,
    /// Whose time: the provider, the room or the center.
    pub owner_id: Uuid,
    /// When.
    #[serde(flatten)]
    pub time: LocalSpan,
    /// The rule by which it recurs, if it does.
    pub recurs: Option<RecurrenceRule>,
    /// Why.
    pub reason: BlockoutReason,
    /// More about it.
    pub notes: Option<Notes>,
}

/// Time in which a provider is taken at another center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarElsewhere {
    /// Who.
    pub provider_id: Id<Provider>,
    /// Where.
    pub center_id: Id<Center>,
    /// The first taken instant.
    pub starts_at: Timestamp,
    /// The first instant after it.
    pub ends_at: Timestamp,
}

/// Someone who takes bookings, as a calendar shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CalendarProvider {
    /// The provider.
    pub id: Id<Provider>,
    /// First and last name.
    pub name: String,
    /// The provider's colour.
    pub color: Option<Color>,
    /// When the provider works by their own hours; what is blocked is not taken
    /// off.
    pub works: Vec<LocalSpan>,
}
