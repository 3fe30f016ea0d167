//! The dates of a series, each judged as if it were booked alone after those before it, and what
//! becomes of one that can't be had.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    availability::{Availability, AvailabilityWindow, ServiceResources, local_text},
    booking::BookAppointment,
    placement::{Placement, conflict_of, invalid},
};
use crate::{
    engine::Env,
    error::{Error, Result},
    model::{Appointment, PlannedDate, Provider},
    slots::{self, BookingRules, Candidate, FurtherIds, Refusal},
    value::{DayCount, Id, TimeZone, Timestamp},
};

/// What becomes of a series of which a date can't be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OnConflict {
    /// Nothing is booked.
    #[default]
    Fail,
    /// The other dates are booked.
    Skip,
    /// It is booked at the listed start of the same day that is nearest, the earlier of two.
    /// Nothing is booked if a day has none.
    Shift,
    /// Nothing is booked, whether or not all dates can be had: it is said which can.
    Report,
}

/// A date of a series: whether it can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SeriesDate {
    /// When it starts by the rule.
    pub starts_at: Timestamp,
    /// When it starts by the rule, on the wall clock of the center.
    pub local: String,
    /// The rule that refuses it; absent if it can be had.
    pub rule: Option<Refusal>,
    /// Why it can't be had, in a sentence.
    pub detail: Option<String>,
    /// When it starts instead, if it was shifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifted_to: Option<Timestamp>,
}

/// What was judged of a date.
pub(super) struct JudgedDate {
    /// When it starts by the rule.
    asked: Timestamp,
    /// Why it can't be had then.
    refusal: Option<Refusal>,
    /// When it is had, and with whom.
    pub(super) found: Option<(Timestamp, Candidate)>,
}

impl JudgedDate {
    /// Returns why the date can't be had at all.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal.filter(|_| self.found.is_none())
    }

    /// Says of the date whether it can be had.
    pub(super) fn shown(&self, zone: &TimeZone) -> SeriesDate {
        SeriesDate {
            starts_at: self.asked,
            local: local_text(zone, self.asked),
            rule: self.refusal,
            detail: self.refusal.as_ref().map(ToString::to_string),
            shifted_to: self.shifted_to(),
        }
    }

    /// Says of the date what was planned for it, and by which appointment, if there is one.
    pub(super) fn planned(&self, appointment_id: Option<Id<Appointment>>) -> PlannedDate {
        PlannedDate {
            at: self.asked,
            appointment_id,
            refused_by: self.refusal.map(Refusal::word),
            shifted_to: self.shifted_to(),
            moved_to: None,
        }
    }

    fn shifted_to(&self) -> Option<Timestamp> {
        self.found.map(|(at, _)| at).filter(|at| *at != self.asked)
    }
}

/// What all appointments of a series have alike.
pub(super) struct Template {
    pub(super) booking: BookAppointment,
    pub(super) rules: BookingRules,
    pub(super) on_conflict: OnConflict,
}

impl Template {
    /// Asks for the time of one date.
    pub(super) fn placement(&self, starts_at: Timestamp) -> Placement {
        Placement { starts_at, ..self.booking.placement(self.rules) }
    }

    /// Returns what decides about a date: about all of its day, where it may be shifted.
    pub(super) fn window(
        &self,
        env: &Env,
        resources: &ServiceResources,
        start: Timestamp,
    ) -> AvailabilityWindow {
        let window = self.placement(start).window(env, resources);
        match self.on_conflict {
            OnConflict::Shift => AvailabilityWindow { starts: None, ..window },
            OnConflict::Fail | OnConflict::Skip | OnConflict::Report => window,
        }
    }

    /// Judges each date: with who has the first one, if they are free and nobody else is asked
    /// for, and those beside them.
    pub(super) fn judge(
        &self,
        env: &Env,
        scene: &mut [Availability],
        starts: &[Timestamp],
    ) -> Result<Vec<JudgedDate>> {
        let (mut same, mut beside) = (None, FurtherIds::default());
        let mut judged: Vec<JudgedDate> = Vec::with_capacity(starts.len());
        let mut booked: Vec<(Timestamp, Candidate)> = Vec::new();
        for (availability, start) in scene.iter_mut().zip(starts) {
            // Those before count against the limits of a guest.
            if let Some(counted) = availability.resources.booked.as_deref_mut() {
                for (start, _) in &booked {
                    counted.add(*start);
                }
            }
            availability.resources.kept = beside;
            let availability = &*availability;
            let (refusal, found) = match self.judge_start(env, availability, *start, same) {
                Ok(candidate) => (None, Some((*start, candidate))),
                Err(refusal) => {
                    (Some(refusal), self.shift(env, availability, *start, same, refusal))
                }
            };
            if let Some(found) = found {
                follows(booked.last(), found)?;
                booked.push(found);
                if same.is_none() {
                    same = Some(Id::from_uuid(found.1.provider));
                    beside = found.1.further_providers;
                }
            }
            judged.push(JudgedDate { asked: *start, refusal, found });
        }
        Ok(judged)
    }

    /// Judges one start: with somebody if they are free, or else with whoever may serve.
    fn judge_start(
        &self,
        env: &Env,
        availability: &Availability,
        start: Timestamp,
        same: Option<Id<Provider>>,
    ) -> Result<Candidate, Refusal> {
        let any = self.placement(start);
        let with = same.map(|provider| Placement { provider_id: Some(provider), ..any });
        let found = with.and_then(|with| with.judge(env, availability).ok());
        found.map_or_else(|| any.judge(env, availability), Ok)
    }

    /// Finds the start of the same day that is nearest to one that can't be had.
    fn shift(
        &self,
        env: &Env,
        availability: &Availability,
        asked: Timestamp,
        same: Option<Id<Provider>>,
        refusal: Refusal,
    ) -> Option<(Timestamp, Candidate)> {
        if self.on_conflict != OnConflict::Shift || invalid(refusal).is_some() {
            return None;
        }
        let center = &availability.resources.center;
        let day = center.time_zone.local(asked).date();
        let situation = availability.situation(env, center.policies.step_minutes, None);
        let found = slots::search(&situation, day, DayCount::MIN);
        let mut starts: Vec<Timestamp> = found.iter().map(|slot| slot.starts_at).collect();
        starts.sort_by_key(|start| (start.since(asked).abs(), Reverse(asked > *start)));
        let had = |start| Some((start, self.judge_start(env, availability, start, same).ok()?));
        starts.into_iter().find_map(had)
    }
}

/// Checks that an appointment of a series begins once the one before it is over, buffers and all.
fn follows(
    before: Option<&(Timestamp, Candidate)>,
    (start, candidate): (Timestamp, Candidate),
) -> Result<()> {
    let ends = before.map(|(_, before)| {
        before.ends_at.saturating_plus_minutes(before.timing.buffer_after.get().into())
    });
    let occupied = candidate.timing.occupancy(start);
    if occupied.zip(ends).is_some_and(|(occupied, ends)| occupied.start() < ends) {
        let detail = "One appointment of the series would run into the next.";
        return Err(Error::invalid("/rule", "overlaps_itself", detail));
    }
    Ok(())
}

/// Explains why some dates of a series can't be had, which are named by the clock on the wall.
pub(super) fn cannot_be_had(refusal: Refusal, dates: &[String]) -> Error {
    invalid(refusal).unwrap_or_else(|| Error::SlotUnavailable {
        code: conflict_of(refusal),
        detail: format!("{refusal} It can't be had at {}.", dates.join(", ")),
        alternatives: Vec::new(),
    })
}
