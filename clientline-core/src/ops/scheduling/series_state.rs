//! A series as it stands: its rule, and what became of each of its dates.
//!
//! What was planned is kept with the series; what became of it is what its appointments say by
//! now. So nothing has to be written when one of them is moved or cancelled alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::appointments::AppointmentFilter;
use crate::{
    engine::{Consistency, Env, Operation, Plan, View, reading::peek, shown_whole},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, AppointmentSeries, AppointmentStatus, Permission, PlannedDate},
    slots::Refusal,
    value::{Id, RecurrenceRule, Timestamp},
};

/// Reads a series: its rule as it was given, and what became of each of its dates.
#[derive(Clone, Copy, Debug)]
pub struct GetSeries(pub Id<AppointmentSeries>);

/// A series as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesState {
    /// The series: what its appointments have as `series_id`.
    pub series_id: Id<AppointmentSeries>,
    /// On which dates, as it was given. Absent if its appointments were booked one by one, or
    /// before rules were kept; all of them are `added` then.
    pub rule: Option<RecurrenceRule>,
    /// The last local date, if one was given beside the rule.
    pub until: Option<NaiveDate>,
    /// Its dates, earliest first: those of the rule, and those that were added since, of which
    /// there are the latest two hundred.
    pub dates: Vec<DateOfSeries>,
}

shown_whole!(SeriesState);

/// A date of a series, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateOfSeries {
    /// When it starts by the rule; absent if it was added.
    pub planned_at: Option<Timestamp>,
    /// What became of it.
    pub became: DateOutcome,
    /// Its appointment; absent if it was left out.
    pub appointment_id: Option<Id<Appointment>>,
    /// When that starts by now.
    pub starts_at: Option<Timestamp>,
    /// How far that has come.
    pub status: Option<AppointmentStatus>,
    /// The rule that refused the date when the series was booked.
    pub rule: Option<Refusal>,
    /// Why the date was refused then, in a sentence.
    pub detail: Option<String>,
}

/// What became of a date of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateOutcome {
    /// It was booked, and starts when the series does.
    Booked,
    /// It could not be had, and was booked at another time of its day.
    Shifted,
    /// It was moved alone.
    Moved,
    /// It will not take place.
    Cancelled,
    /// It could not be had, and was left out.
    Skipped,
    /// It is no date of the rule: it was booked alone, as one of the series.
    Added,
}

impl Operation for GetSeries {
    type Answer = SeriesState;
    const NAME: &'static str = "series_get";
    const NEEDS: Permission = Permission::ReadAppointments;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let series_id = Some(self.0.uuid());
        let of_series = AppointmentFilter { series_id, ..AppointmentFilter::default() };
        let (kept, appointments) = view.read((peek(self.0), of_series.query())).await?;
        if kept.is_none() && appointments.is_empty() {
            return Err(Error::NotFound { entity: "series" });
        }
        let kept = kept.map(Stored::into_inner);
        Ok(Plan::read(env, SeriesState::of(self.0, kept, appointments)))
    }
}

impl SeriesState {
    /// Puts together what was planned and what there is by now.
    fn of(
        series_id: Id<AppointmentSeries>,
        kept: Option<AppointmentSeries>,
        appointments: Vec<Stored<Appointment>>,
    ) -> Self {
        let mut there: BTreeMap<_, _> = appointments.into_iter().map(|one| (one.id, one)).collect();
        let (rule, until) = kept.as_ref().map(|kept| (kept.rule, kept.until)).unzip();
        let planned = kept.into_iter().flat_map(|kept| kept.dates.0);
        let mut dates: Vec<DateOfSeries> = planned
            .filter_map(|planned| match planned.appointment_id {
                None => Some(DateOfSeries::of(Some(&planned), None)),
                // One that is out of reach is not there.
                Some(id) => {
                    there.remove(&id).map(|one| DateOfSeries::of(Some(&planned), Some(&*one)))
                }
            })
            .collect();
        dates.extend(there.values().map(|added| DateOfSeries::of(None, Some(&**added))));
        dates.sort_by_key(|date| (date.planned_at.or(date.starts_at), date.appointment_id));
        Self { series_id, rule, until: until.flatten(), dates }
    }
}

impl DateOfSeries {
    fn of(planned: Option<&PlannedDate>, appointment: Option<&Appointment>) -> Self {
        let rule = planned.and_then(|planned| Refusal::of_word(planned.refused_by.as_deref()?));
        Self {
            planned_at: planned.map(|planned| planned.at),
            became: DateOutcome::of(planned, appointment),
            appointment_id: appointment.map(|one| one.id),
            starts_at: appointment.map(|one| one.starts_at),
            status: appointment.map(|one| one.status),
            rule,
            detail: rule.map(|rule| rule.to_string()),
        }
    }
}

impl DateOutcome {
    fn of(planned: Option<&PlannedDate>, appointment: Option<&Appointment>) -> Self {
        let Some(appointment) = appointment else { return Self::Skipped };
        if appointment.status == AppointmentStatus::Cancelled {
            return Self::Cancelled;
        }
        match planned {
            None => Self::Added,
            Some(planned) if appointment.starts_at != planned.starts_at() => Self::Moved,
            Some(PlannedDate { shifted_to: Some(_), moved_to: None, .. }) => Self::Shifted,
            Some(_) => Self::Booked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{entity::sample, model::PlannedDates, row::Version};

    fn at(hour: i64) -> Timestamp {
        Timestamp::MIN.saturating_plus_minutes(60 * hour)
    }

    fn appointment(hour: i64, status: AppointmentStatus) -> Stored<Appointment> {
        let entity = Appointment { starts_at: at(hour), status, ..sample() };
        let (created_at, updated_at) = (at(0), at(0));
        Stored { entity, version: Version(1), created_at, updated_at, objects: Vec::new() }
    }

    fn planned(hour: i64, appointment: Option<&Stored<Appointment>>) -> PlannedDate {
        PlannedDate {
            at: at(hour),
            appointment_id: appointment.map(|one| one.id),
            refused_by: None,
            shifted_to: None,
            moved_to: None,
        }
    }

    #[test]
    fn of_each_date_it_is_said_what_became_of_it() {
        use DateOutcome::{Added, Booked, Cancelled, Shifted, Skipped};
        let scheduled = AppointmentStatus::Scheduled;
        let all = [
            appointment(10, scheduled),
            appointment(12, scheduled),
            appointment(15, AppointmentStatus::NoShow),
            appointment(19, AppointmentStatus::Cancelled),
            appointment(21, scheduled),
        ];
        let busy = Some("busy".to_owned());
        let dates = vec![
            planned(10, Some(&all[0])),
            PlannedDate {
                refused_by: busy.clone(),
                shifted_to: Some(at(12)),
                ..planned(11, Some(&all[1]))
            },
            PlannedDate { refused_by: busy, ..planned(13, None) },
            // Moved as one, which none of them is an exception by.
            PlannedDate { moved_to: Some(at(15)), ..planned(14, Some(&all[2])) },
            planned(16, Some(&all[3])),
        ];
        let kept = AppointmentSeries { dates: PlannedDates(dates), ..sample() };
        let found = SeriesState::of(kept.id, Some(kept), all.to_vec());
        let became: Vec<DateOutcome> = found.dates.iter().map(|date| date.became).collect();
        assert_eq!(became, [Booked, Shifted, Skipped, Booked, Cancelled, Added]);
        let rules: Vec<_> = found.dates.iter().map(|date| date.rule).collect();
        assert_eq!(rules[..3], [None, Some(Refusal::Busy), Some(Refusal::Busy)]);
        assert_eq!(found.dates[5].planned_at, None);
    }

    #[test]
    fn what_starts_at_another_time_than_its_series_was_moved() {
        let one = appointment(12, AppointmentStatus::Confirmed);
        let outcome = |planned: &PlannedDate| DateOutcome::of(Some(planned), Some(&one));
        let by_rule = planned(10, Some(&one));
        assert_eq!(outcome(&by_rule), DateOutcome::Moved);
        let shifted = PlannedDate { shifted_to: Some(at(11)), ..by_rule.clone() };
        assert_eq!(outcome(&shifted), DateOutcome::Moved);
        let with_all = PlannedDate { moved_to: Some(at(12)), ..shifted };
        assert_eq!(outcome(&with_all), DateOutcome::Booked);
    }

    #[test]
    fn a_series_without_a_rule_has_what_was_booked_for_it() {
        let all = vec![
            appointment(12, AppointmentStatus::Cancelled),
            appointment(10, AppointmentStatus::Completed),
        ];
        let found = SeriesState::of(sample(), None, all);
        assert_eq!((found.rule, found.until), (None, None));
        let became: Vec<DateOutcome> = found.dates.iter().map(|date| date.became).collect();
        assert_eq!(became, [DateOutcome::Added, DateOutcome::Cancelled]);
    }
}
