//! Those who wait for a time to become free.

use chrono::NaiveDate;

use super::{Center, Guest, Provider, Service, row_policy::row_policy};
use crate::{
    entity::entity,
    value::{Id, Notes, WeeklyHours},
};

entity! {
    /// A guest who waits for a time to become free: for a service, on some dates.
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
    }
}

row_policy! { WaitlistEntry, staff: OWN_CENTERS, client: OWN_GUEST }
