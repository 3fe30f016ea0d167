//! Series of appointments, as they were booked: the rule as it was given, and what was planned
//! by it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Appointment, row_policy::row_policy};
use crate::{
    entity::{entity, json_scalar},
    value::{Id, RecurrenceRule, Timestamp},
};

entity! {
    /// A series of appointments as it was booked: its identifier is their
    /// [`series_id`](field@Appointment::series_id). Where whoever booked them made that up, there
    /// is none.
    AppointmentSeries in "appointment_series" {
        /// Its first appointment: whoever sees that sees the series.
        appointment_id: Id<Appointment>,
        /// On which dates, as it was given.
        rule: RecurrenceRule,
        /// The last local date, if one was given beside the rule.
        until: Option<NaiveDate>,
        /// Every date of the rule, earliest first.
        dates: PlannedDates,
    }
}

row_policy! {
    AppointmentSeries,
    staff: RowPolicy::of(Rows::Of("appointment_id")),
    client: RowPolicy::of(Rows::Of("appointment_id")),
}

/// A date of a series, as it was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedDate {
    /// When it starts by the rule.
    pub at: Timestamp,
    /// The appointment that was booked for it; absent if it was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment_id: Option<Id<Appointment>>,
    /// The word of the rule that refused it, if it could not be had as it was planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<String>,
    /// When it started instead, if it was shifted since it could not be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shifted_to: Option<Timestamp>,
    /// When it starts since the series was moved as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Timestamp>,
}

impl PlannedDate {
    /// Returns when it starts if it was not moved singly.
    #[must_use]
    pub fn starts_at(&self) -> Timestamp {
        self.moved_to.or(self.shifted_to).unwrap_or(self.at)
    }
}

/// The dates of a series.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct PlannedDates(#[schemars(length(max = 60))] pub Vec<PlannedDate>);

impl PlannedDates {
    /// Notes when an appointment starts since the series was moved as one. One that was moved alone
    /// to another day stays an exception: nobody planned it there.
    pub(crate) fn note_move(&mut self, of: &Appointment) {
        let day = |at| of.time_zone.local(at).date();
        let mut dates = self.0.iter_mut();
        let planned = dates.find(|date| date.appointment_id == Some(of.id));
        if let Some(planned) =
            planned.filter(|planned| day(planned.starts_at()) == day(of.starts_at))
        {
            planned.moved_to = Some(of.starts_at);
        }
    }
}

json_scalar!(PlannedDates);
#[cfg(feature = "fixture")]
crate::entity::by_default!(PlannedDates);
