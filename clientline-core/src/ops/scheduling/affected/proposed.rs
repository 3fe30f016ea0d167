//! A change of hours, or an absence, that is not made yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    model::{Calendar, Room, Service},
    ops::{
        resource::must_be_clear,
        scheduling::{blockout_times::BlockoutTimes, calendars::NewHoursOverride},
    },
    value::{Active, Id, Recurrence, TimeRange, Timestamp, WeeklyHours},
};

/// Whose hours a change is about.
#[derive(Clone, Copy)]
pub(super) enum ChangeOf {
    /// A provider's, a room's or a center's.
    Calendar(Id<Calendar>),
    /// A service's: those in which alone it is given.
    Service(Id<Service>),
}

/// A change that is not made: what a write of each would say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProposedChange {
    /// Other weekly hours: of a provider, of a service, or of the center.
    pub hours: Option<WeeklyHours>,
    /// Whether there are bookings at all.
    pub is_active: Option<Active>,
    /// A date with hours of its own: of a provider, or of the center.
    pub hours_override: Option<NewHoursOverride>,
    /// Time that would be blocked.
    pub blockout: Option<ProposedBlockout>,
}

/// Time that would be blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposedBlockout {
    /// The first blocked instant.
    pub starts_at: Timestamp,
    /// The first instant after it: at most 366 days later, unless it recurs. If absent, what
    /// recurs ends with its rule, if ever.
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
    /// When it would recur between them; all of it would be blocked, if absent.
    #[serde(default)]
    pub recurrence: Option<Recurrence>,
}

impl ProposedChange {
    /// Checks what a write would refuse, too.
    pub(super) fn check(&self, room: Option<Id<Room>>, owner: ChangeOf) -> Result<()> {
        let is_of_calendars =
            self.is_active.is_some() || self.hours_override.is_some() || self.blockout.is_some();
        if matches!(owner, ChangeOf::Service(_)) && is_of_calendars {
            let detail = "A service has weekly hours alone.";
            return Err(Error::invalid("/service_id", "hours_alone", detail));
        }
        if room.is_some() && (self.hours.is_some() || self.hours_override.is_some()) {
            let detail = "A room has no hours.";
            return Err(Error::invalid("/room_id", "without_hours", detail));
        }
        let windows = self.hours.iter().flat_map(WeeklyHours::all_windows);
        must_be_clear("/change/hours/weekly", windows)?;
        let dates = self.hours_override.iter();
        let windows = dates.flat_map(|date| date.windows.windows());
        must_be_clear("/change/hours_override/windows", windows)?;
        let blockout = self.blockout.as_ref().map(|blockout| blockout.range("/change/blockout"));
        blockout.transpose().map(|_| ())
    }
}

impl ProposedBlockout {
    /// Returns what would be blocked, or in what it would recur.
    pub(super) fn range(&self, at: &str) -> Result<TimeRange> {
        let Self { starts_at, ends_at, recurrence } = self;
        let times = BlockoutTimes {
            starts_at: *starts_at,
            ends_at: *ends_at,
            recurrence: recurrence.as_ref(),
        };
        times.range(at, None)
    }
}
