//! Series: one appointment again and again, by a rule of RFC 5545 in the local time of the
//! center.
//!
//! Ten o'clock stays ten o'clock over a change of the clocks. All dates are read as one scene,
//! judged by the predicate that judges each alone, and written in one commit.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use super::series_dates::{OnConflict, SeriesDate};
use super::{
    availability::Availability,
    booking::{BookAppointment, Booking},
    placement::{NOT_BOOKABLE, NOT_PLACED},
    series_dates::{JudgedDate, Template, cannot_be_had},
};
use crate::{
    engine::{Actor, Conflicts, Env, Operation, Plan, SetAside, Shown, View, reading::peek},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSeries, AppointmentSource, Center, EventKind, Guest, Organization,
        Permission, PlannedDate, PlannedDates, Provider, Room, Service,
    },
    ops::people::guest_erase::NOT_SERVED,
    row::ChangeSet,
    value::{Code, FewIds, Id, Notes, RecurrenceRule, TimeZone, Timestamp},
};

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
    /// In which rooms beside that one; in any that fits of a kind of which none is named.
    #[serde(default)]
    pub further_room_ids: FewIds<Room>,
    /// Who performs it beside the first one; whoever is free, if absent: those who do so on the
    /// first date, as far as they are free.
    #[serde(default)]
    pub further_provider_ids: FewIds<Provider>,
    /// The codes of what is added to the service on each date: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// When the first appointment starts, which has to be a date of the rule. The others start
    /// at the same time by the clock on the wall of the center.
    pub starts_at: Timestamp,
    /// On which dates, counted from the first one: at most sixty, within 366 days. It has a
    /// COUNT or an UNTIL, or the series an `until`.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BookedSeries {
    /// The series; absent if nothing was booked.
    pub series_id: Option<Uuid>,
    /// What was booked, earliest first.
    pub appointments: Vec<Stored<Appointment>>,
    /// Every date of the rule, earliest first.
    pub dates: Vec<SeriesDate>,
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
            further_room_ids: FewIds::default(),
            further_provider_ids: FewIds::default(),
            add_ons: Vec::new(),
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
            further_room_ids: self.further_room_ids,
            further_provider_ids: self.further_provider_ids,
            add_ons: self.add_ons.clone(),
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
        let rule = self.rule.starting_at(local.time());
        if self.until.is_none() && !rule.ends() {
            let detail = "A series ends: its rule has a COUNT or an UNTIL, or it has an `until`.";
            return wrong("/until", "required", detail);
        }
        for (pointer, until) in [("/until", self.until), ("/rule", rule.until())] {
            if until.is_some_and(|until| until < first || until > furthest) {
                let detail = "A series ends on its first date or later, and within 366 days.";
                return wrong(pointer, "out_of_range", detail);
            }
        }
        let last = self.until.unwrap_or(furthest);
        let mut dates = rule.dates(first, (first, last)).peekable();
        if dates.peek() != Some(&first) {
            let detail = "The first start has to be on a date of the rule.";
            return wrong("/starts_at", "not_of_the_rule", detail);
        }
        let dates: Vec<NaiveDate> = dates.take(Self::DATES_MAX + 1).collect();
        if dates.len() > Self::DATES_MAX {
            return wrong("/rule", "out_of_range", "A series has sixty dates at most.");
        }
        if self.until.is_none() && rule.last_date(first).is_some_and(|last| last > furthest) {
            let detail = "The rule has dates more than 366 days after the first one.";
            return wrong("/rule", "out_of_range", detail);
        }
        let out_of_range =
            |_| Error::invalid("/starts_at", "out_of_range", "The date is out of range.");
        let at = |date: NaiveDate| zone.instant(date.and_time(local.time())).map_err(out_of_range);
        let mut starts = dates.into_iter().map(at).collect::<Result<Vec<Timestamp>>>()?;
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
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_BOOKABLE, NOT_PLACED, NOT_SERVED]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let first = self.first();
        let source = first.source_of(env.actor())?;
        let rules = first.rules(env, source)?;
        let resources = first.resources(env, view, rules).await?;
        let starts = self.starts(&resources.center.time_zone)?;
        let first = Template { booking: first, rules, on_conflict: self.on_conflict };
        first.placement(self.starts_at).check_offered(&resources)?;

        let organization = peek(Id::<Organization>::from_uuid(env.tenant().0));
        let windows =
            starts.iter().map(|start| (resources.clone(), first.window(env, &resources, *start)));
        let beside = (resources.calendars(), organization);
        let (mut scene, (calendars, organization)) =
            Availability::read_each(view, windows.collect(), beside).await?;

        let judged = first.judge(env, &mut scene, &starts)?;
        let zone = &resources.center.time_zone;
        let dates: Vec<SeriesDate> = judged.iter().map(|date| date.shown(zone)).collect();
        if self.on_conflict == OnConflict::Report {
            let answer = BookedSeries { series_id: None, appointments: Vec::new(), dates };
            return Ok(Plan::read(env, answer));
        }
        self.check_conflicts(&dates, &judged)?;

        let price_mode = organization.map(|organization| organization.price_mode);
        let calendars = calendars.concat();
        let id = env.new_id::<AppointmentSeries>();
        let series_id = Some(id.uuid());
        let mut changes = env.changes();
        let (mut appointments, mut planned) = (Vec::new(), Vec::new());
        for (availability, judged) in scene.into_iter().zip(judged) {
            let Some((starts_at, candidate)) = judged.found else {
                planned.push(judged.planned(None));
                continue;
            };
            let placement = first.placement(starts_at);
            let mut placed = placement.settle(view, availability, candidate, calendars.clone())?;
            placed.price_mode = price_mode;
            let booking = Booking { starts_at, series_id, ..first.booking.booking(env, source) };
            let appointment = booking.write(env, &placed, &mut changes)?;
            planned.push(judged.planned(Some(appointment.id)));
            appointments.push(appointment);
        }
        self.keep(id, &appointments, planned, &mut changes);
        let booked: Vec<Id<Appointment>> = appointments.iter().map(|one| one.id).collect();
        let answer = BookedSeries { series_id, appointments, dates };
        let plan =
            Plan::new(answer, changes).setting_aside(SetAside::by(self.override_rules, false));
        Ok(booked.into_iter().fold(plan, |plan, id| plan.emit(EventKind::AppointmentBooked, id)))
    }
}

impl BookSeries {
    /// Keeps the rule, and what was planned by it.
    fn keep(
        &self,
        id: Id<AppointmentSeries>,
        booked: &[Stored<Appointment>],
        planned: Vec<PlannedDate>,
        changes: &mut ChangeSet,
    ) {
        let Some(first) = booked.first() else { return };
        let (appointment_id, dates) = (first.id, PlannedDates(planned));
        let Self { rule, until, .. } = *self;
        changes.insert(AppointmentSeries { id, appointment_id, rule, until, dates });
    }

    /// Fails if a date can't be had and all have to, or if none can.
    fn check_conflicts(&self, dates: &[SeriesDate], judged: &[JudgedDate]) -> Result<()> {
        let Some(refusal) = judged.iter().find_map(JudgedDate::refusal) else {
            return Ok(());
        };
        let is_one_had = judged.iter().any(|date| date.found.is_some());
        if self.on_conflict == OnConflict::Skip && is_one_had {
            return Ok(());
        }
        let refused: Vec<String> = dates
            .iter()
            .zip(judged)
            .filter(|(_, judged)| judged.found.is_none())
            .map(|(date, _)| date.local.clone())
            .collect();
        Err(cannot_be_had(refusal, &refused))
    }
}
