//! Those who wait for a time to become free, and what they are offered.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Center, Guest, Provider, Service, row_policy::row_policy};
use crate::{
    entity::{entity, word_enum},
    value::{Id, Notes, Timestamp, WeeklyHours},
};

word_enum! {
    /// How far an entry of the waiting list has come.
    WaitlistStatus {
        /// The guest waits.
        Waiting = "waiting",
        /// A time is held for the guest, who has not answered.
        Offered = "offered",
        /// The guest took a time that was offered.
        Booked = "booked",
    }
}

impl Default for WaitlistStatus {
    /// The default: the guest waits.
    fn default() -> Self {
        Self::Waiting
    }
}

entity! {
    /// A guest who waits for a time to become free: for a service, on some dates.
    ///
    /// An offer is an appointment that is held for the guest. There is one of an entry at most,
    /// since the entry itself names it.
    WaitlistEntry in "waitlist_entry", from NewWaitlistEntry, by WaitlistEntryPatch {
        required {
            /// Who waits.
            guest_id: Id<Guest>,
            /// Where.
            center_id: Id<Center>,
            /// For which service.
            service_id: Id<Service>,
            /// The first local date of the center on which the guest would come.
            first_date: NaiveDate,
            /// The last one: at most 61 days later.
            last_date: NaiveDate,
        }
        optional {
            /// Only with this provider; with anyone, if absent.
            provider_id: Option<Id<Provider>>,
            /// When the service may start, by the clock on the wall of the center; at any time,
            /// if absent.
            hours: Option<WeeklyHours>,
            /// Notes.
            notes: Option<Notes>,
        }
        computed {
            /// How far it has come. An offer that has lapsed is no offer any more, though it may
            /// be said to be one for a minute.
            status: WaitlistStatus,
            /// The appointment that is held for the guest, or was booked. It is no reference: the
            /// entry is written before the appointment that is made with it.
            appointment_id: Option<Uuid>,
            /// Until when the guest can take what is offered.
            offered_until: Option<Timestamp>,
        }
    }
    unique waitlist_appointment_taken (appointment_id);
}

row_policy! { WaitlistEntry, staff: OWN_CENTERS, client: OWN_GUEST }

entity! {
    /// A stretch of time at a center that became free, and is to be offered to those who wait.
    /// It waits for a job in the background, which deletes it.
    FreedTime in "freed_time" {
        /// Where. It is no reference: at a center that is deleted nobody waits.
        center_id: Uuid,
        /// The first free instant.
        starts_at: Timestamp,
        /// For how many minutes.
        minutes: i32,
        /// The last [entry](WaitlistEntry) that was passed over; it is offered to those that
        /// come after it alone. No reference, since who waits may be deleted.
        after_entry: Option<Uuid>,
    }
}

impl FreedTime {
    /// Returns the first instant after the stretch.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.starts_at.saturating_plus_minutes(self.minutes.into())
    }
}

row_policy! { FreedTime, staff: DECIDING, client: DECIDING, public: DECIDING }

impl WaitlistEntry {
    /// Returns whether a time is held for the guest.
    #[must_use]
    pub fn has_offer(&self, now: Timestamp) -> bool {
        self.status == WaitlistStatus::Offered
            && self.offered_until.is_some_and(|until| until > now)
    }

    /// Says that the guest waits, and that nothing is offered.
    pub(crate) fn wait(&mut self) {
        self.status = WaitlistStatus::Waiting;
        (self.appointment_id, self.offered_until) = (None, None);
    }
}
