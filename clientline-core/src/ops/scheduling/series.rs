//! Series: one appointment again and again, by a rule of RFC 5545 in the local time of the
//! center.
//!
//! Ten o'clock stays ten o'clock over a change of the clocks. All dates are read as one scene,
//! judged by the predicate that judges each alone, and written in one commit.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    availability::{Availability, local_text},
    booking::{BookAppointment, Booking},
    placement::{Placement, conflict_of, invalid},
};
use crate::{
    engine::{Actor, Env, Operation, Plan, Shown, View, reading::peek},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSource, Center, EventKind, Guest, Organization, Permission,
        Provider, Room, Service,
    },
    slots::{BookingRules, Candidate, Refusal},
    value::{Id, Notes, RecurrenceRule, TimeZone, Timestamp},
};

/// What becomes of a series of which a date can't be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    /// Nothing is booked.
    #[default]
    Fail,
    /// The other dates are booked.
    Skip,
    /// Nothing is booked, whether or not all dates can be had: it is said which can.
    Report,
}

/// Books an appointment again and again: on all dates of a rule, or on those that can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookSeries {
    /// Where.
    pub center_id: Id<Center>,
    /// The guest.
    pub guest_id: Id<Guest>,
    /// With what.
    pub service_id: Id<Service>,
    /// By whom; by anyone who is free, if absent: by who has the first date wherever they are
    /// free.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// In which room; in any that fits, if absent.
    #[serde(default)]
    pub room_id: Option<Id<Room>>,
    /// When the first appointment starts, which has to be a date of the rule. The others start
    /// at the same time by the clock on the wall of the center.
    pub starts_at: Timestamp,
    /// On which dates, counted from the first one: at most sixty, within 366 days. It has a
    /// COUNT, or the series an `until`.
    pub rule: RecurrenceRule,
    /// The last local date.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What becomes of the series if a date can't be had.
    #[serde(default)]
    pub on_conflict: OnConflict,
    /// Notes of the guest.
    #[serde(default)]
    pub notes: Option<Notes>,
    /// Notes that only staff may read.
    #[serde(default)]
    pub internal_notes: Option<Notes>,
    /// Where the booking comes from.
    #[serde(default)]
    pub source: AppointmentSource,
    /// Book outside hours and notice (managers only). What is taken stays
    /// taken.
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

/// A series, and what became of its dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BookedSeries {
    /// The series; absent if nothing was booked.
    pub series_id: Option<Uuid>,
    /// What was booked, earliest first.
    pub appointments: Vec<Stored<Appointment>>,
    /// Every date of the rule, earliest first.
    pub dates: Vec<SeriesDate>,
}

/// A date of a series: whether it can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeriesDate {
    /// When it starts.
    pub starts_at: Timestamp,
    /// The same on the wall clock of the center.
    pub local: String,
    /// The rule that refuses it; absent if it can be had.
    pub rule: Option<Refusal>,
    /// The same in a sentence.
    pub detail: Option<String>,
}

impl Shown for BookedSeries {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self { appointments: self.appointments.shown_to(actor)?, ..self })
    }
}

impl BookSeries {
    /// The most dates of a series.
    pub const DATES_MAX: usize = 60;
    /// Over how many days they lie at most.
    pub const DAYS_MAX: u64 = 366;

    /// Asks for the same time with anyone who is free, on all dates of a rule, at the desk.
    #[must_use]
    pub fn new(
        center_id: Id<Center>,
        guest_id: Id<Guest>,
        service_id: Id<Service>,
        starts_at: Timestamp,
        rule: RecurrenceRule,
    ) -> Self {
        Self {
            center_id,
            guest_id,
            service_id,
            provider_id: None,
            room_id: None,
            starts_at,
            rule,
            until: None,
            on_conflict: OnConflict::default(),
            notes: None,
            internal_notes: None,
            source: AppointmentSource::default(),
            override_rules: false,
        }
    }

    /// Asks for the first date alone.
    fn first(&self) -> BookAppointment {
        BookAppointment {
            provider_id: self.provider_id,
            room_id: self.room_id,
            notes: self.notes.clone(),
            internal_notes: self.internal_notes.clone(),
            source: self.source,
            override_rules: self.override_rules,
            ..BookAppointment::new(self.center_id, self.guest_id, self.service_id, self.starts_at)
        }
    }

    /// Returns the starts of all dates, in order.
    fn starts(&self, zone: &TimeZone) -> Result<Vec<Timestamp>> {
        let wrong =
            |pointer, code, detail: &'static str| Err(Error::invalid(pointer, code, detail));
        let local = zone.local(self.starts_at);
        let first = local.date();
        let furthest = first.checked_add_days(Days::new(Self::DAYS_MAX)).unwrap_or(first);
        if self.until.is_none() && !self.rule.ends() {
            let detail = "A series ends: its rule has a COUNT, or it has an `until`.";
            return wrong("/until", "required", detail);
        }
        if self.until.is_some_and(|until| until < first || until > furthest) {
            let detail = "A series ends on its first date or later, and within 366 days.";
            return wrong("/until", "out_of_range", detail);
        }
        let last = self.until.unwrap_or(furthest);
        let mut dates = self.rule.dates(first, (first, last)).peekable();
        if dates.peek() != Some(&first) {
            let detail = "The first start has to be on a date of the rule.";
            return wrong("/starts_at", "not_of_the_rule", detail);
        }
        let dates: Vec<NaiveDate> = dates.take(Self::DATES_MAX + 1).collect();
        if dates.len() > Self::DATES_MAX {
            return wrong("/rule", "out_of_range", "A series has sixty dates at most.");
        }
        let at = |date: NaiveDate| zone.instant(date.and_time(local.time())).ok();
        let mut starts: Vec<Timestamp> = dates.into_iter().filter_map(at).collect();
        // In an hour that is repeated the first date may be the second of two.
        if let Some(first) = starts.first_mut() {
            *first = self.starts_at;
        }
        Ok(starts)
    }
}

impl Operation for BookSeries {
    type Answer = BookedSeries;
    const NAME: &'static str = "series_book";
    const NEEDS: Permission = Permission::BookAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let first = self.first();
        let source = first.source_of(env.actor())?;
        let rules = first.rules(env, source)?;
        let resources = first.resources(env, view, rules).await?;
        let starts = self.starts(&resources.center.time_zone)?;
        let first = Template { booking: first, rules };
        first.placement(self.starts_at).check_offered(&resources)?;

        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let (calendars, organization) = view.read((resources.calendars(), organization)).await?;
        let windows = starts
            .iter()
            .map(|start| (resources.clone(), first.placement(*start).window(env, &resources)));
        let mut scene = Availability::read_all(view, windows.collect()).await?;

        let judged = first.judge(env, &mut scene, &starts)?;
        let zone = &resources.center.time_zone;
        let dates: Vec<SeriesDate> = starts
            .iter()
            .zip(&judged)
            .map(|(start, judged)| of_date(zone, *start, judged))
            .collect();
        if self.on_conflict == OnConflict::Report {
            let answer = BookedSeries { series_id: None, appointments: Vec::new(), dates };
            return Ok(Plan::read(env, answer));
        }
        self.check_conflicts(&dates, &judged)?;

        let price_mode = organization.map(|organization| organization.price_mode);
        let calendars = calendars.concat();
        let series_id = Some(env.new_id::<Appointment>().uuid());
        let mut changes = env.changes();
        let mut appointments = Vec::new();
        for ((availability, starts_at), judged) in scene.into_iter().zip(starts).zip(judged) {
            let Ok(candidate) = judged else { continue };
            let placement = first.placement(starts_at);
            let mut placed = placement.settle(view, availability, candidate, calendars.clone())?;
            placed.price_mode = price_mode;
            let booking = Booking { starts_at, series_id, ..first.booking.booking(env, source) };
            appointments.push(booking.write(env, &placed, &mut changes)?);
        }
        let booked: Vec<Id<Appointment>> = appointments.iter().map(|one| one.id).collect();
        let answer = BookedSeries { series_id, appointments, dates };
        let plan = Plan::new(answer, changes);
        Ok(booked.into_iter().fold(plan, |plan, id| plan.emit(EventKind::AppointmentBooked, id)))
    }
}

/// What all appointments of a series have alike.
struct Template {
    booking: BookAppointment,
    rules: BookingRules,
}

impl Template {
    /// Asks for the time of one date.
    fn placement(&self, starts_at: Timestamp) -> Placement {
        Placement { starts_at, ..self.booking.placement(self.rules) }
    }

    /// Judges each date: with who has the first one, if they are free and nobody else is asked
    /// for.
    fn judge(
        &self,
        env: &Env,
        scene: &mut [Availability],
        starts: &[Timestamp],
    ) -> Result<Vec<Result<Candidate, Refusal>>> {
        let mut same = None;
        let mut judged: Vec<Result<Candidate, Refusal>> = Vec::with_capacity(starts.len());
        let mut booked: Vec<Timestamp> = Vec::new();
        for (availability, start) in scene.iter_mut().zip(starts) {
            // Those before count against the limits of a guest.
            if let Some(counted) = availability.resources.booked.as_deref_mut() {
                for start in &booked {
                    counted.add(*start);
                }
            }
            let availability = &*availability;
            let any = self.placement(*start);
            let with = same.map(|provider| Placement { provider_id: Some(provider), ..any });
            let found = with.and_then(|with| with.judge(env, availability).ok());
            let found = found.map_or_else(|| any.judge(env, availability), Ok);
            if let Ok(candidate) = &found {
                booked.push(*start);
                same.get_or_insert(Id::from_uuid(candidate.provider));
                let before = judged.last().and_then(|before| before.as_ref().ok());
                let occupied = candidate.timing.occupancy(*start);
                let ends = before.map(|before| {
                    before.ends_at.saturating_plus_minutes(before.timing.buffer_after.get().into())
                });
                if occupied.zip(ends).is_some_and(|(occupied, ends)| occupied.start() < ends) {
                    let detail = "One appointment of the series would run into the next.";
                    return Err(Error::invalid("/rule", "overlaps_itself", detail));
                }
            }
            judged.push(found);
        }
        Ok(judged)
    }
}

impl BookSeries {
    /// Fails if a date can't be had and all have to, or if none can.
    fn check_conflicts(
        &self,
        dates: &[SeriesDate],
        judged: &[Result<Candidate, Refusal>],
    ) -> Result<()> {
        let Some(refusal) = judged.iter().find_map(|judged| judged.as_ref().err()) else {
            return Ok(());
        };
        let may_skip = self.on_conflict == OnConflict::Skip && judged.iter().any(Result::is_ok);
        if may_skip {
            return Ok(());
        }
        if let Some(error) = invalid(*refusal) {
            return Err(error);
        }
        let refused: Vec<&str> = dates
            .iter()
            .filter(|date| date.rule.is_some())
            .map(|date| date.local.as_str())
            .collect();
        let detail = format!("{refusal} It can't be had at {}.", refused.join(", "));
        let code = conflict_of(*refusal);
        Err(Error::SlotUnavailable { code, detail, alternatives: Vec::new() })
    }
}

/// Says of a date whether it can be had.
fn of_date(
    zone: &TimeZone,
    starts_at: Timestamp,
    judged: &Result<Candidate, Refusal>,
) -> SeriesDate {
    let refusal = judged.as_ref().err();
    SeriesDate {
        starts_at,
        local: local_text(zone, starts_at),
        rule: refusal.copied(),
        detail: refusal.map(ToString::to_string),
    }
}
