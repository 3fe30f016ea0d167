//! The calendar of a center: some days in one read, with every name that a
//! front desk shows.
//!
//! It takes as many selects for one appointment as for a thousand, in three steps: the
//! center, the appointments with the blocked time and the providers, and then everything
//! that these name, one select for each kind.

mod elsewhere;
mod names;
mod settlement;
mod shown;

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use self::names::by_id;
pub use self::shown::{
    CalendarAppointment, CalendarBlockout, CalendarElsewhere, CalendarFlag,
    CalendarFurtherProvider, CalendarProvider, CalendarRoom, CalendarTimeOff, CenterCalendar,
    LocalSpan, OffsetChange, Settlement,
};
use self::{
    elsewhere::Elsewhere,
    names::{Names, Wall, full_name, keyed, named},
    settlement::settlements,
};
use crate::{
    engine::{Env, Operation, Plan, Reading, View, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentStatus, Blockout, Calendar, Center, HoursOverride, Permission,
        Provider, ProviderCenter, Sale, TimeOffRequest,
    },
    ops::{
        page::{self, ListPart},
        scheduling::availability::{Visitors, windows_at},
    },
    row::Select,
    slots::{OpenHours, RecurringTime, Schedule},
    value::{
        CalendarDays, DayHours, Id, LocalWindow, OffsetPeriod, Recurrence, TimeRange, TimeZone,
        Timestamp,
    },
};

/// How far before the days the start of an appointment that reaches into them may lie:
/// a service lasts a day at most.
const APPOINTMENT_MINUTES_MAX: i64 = 24 * 60;

/// Reads the appointments of some local days of a center, with names and times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadCalendar {
    /// Where.
    pub center_id: Id<Center>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: CalendarDays,
    /// Only appointments with one of these statuses; all but the cancelled ones, if
    /// absent.
    #[serde(default)]
    #[schemars(length(max = 7))]
    pub status: Vec<AppointmentStatus>,
    /// How many appointments the answer has at most.
    #[serde(default = "limit_max")]
    #[schemars(range(min = 1, max = 2_000))]
    pub limit: u32,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}\.[0-9a-f]{32}$"))]
    pub cursor: Option<String>,
    /// The `next_providers_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^[0-9a-f]{32}$"))]
    pub providers_cursor: Option<String>,
}

const fn limit_max() -> u32 {
    ReadCalendar::LIMIT_MAX
}

impl ReadCalendar {
    /// The most appointments in one answer, and how many there are if nothing is
    /// said.
    pub const LIMIT_MAX: u32 = 2_000;
    /// The most blockouts in some days, and the most providers in one answer.
    pub const OTHERS_MAX: u32 = 1_000;

    /// Asks for one day.
    #[must_use]
    pub fn new(center_id: Id<Center>, date: NaiveDate) -> Self {
        Self {
            center_id,
            date,
            days: CalendarDays::default(),
            status: Vec::new(),
            limit: Self::LIMIT_MAX,
            cursor: None,
            providers_cursor: None,
        }
    }
}

shown_whole!(CenterCalendar);

impl Operation for ReadCalendar {
    type Answer = CenterCalendar;
    const NAME: &'static str = "calendar_read";
    const NEEDS: Permission = Permission::ReadCalendars;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<CenterCalendar>> {
        let center = view.referred("/center_id", self.center_id).await?;
        let window = self.window(&center.time_zone)?;
        let part = self.providers()?;
        let blockouts = Blockout::meeting(self.center_id, window, Self::OTHERS_MAX + 1);
        let blockouts = blockouts.map(|query| query.order_by(Blockout::starts_at()));
        let visits = ProviderCenter::visits_to(self.center_id);
        let asked_for = TimeOffRequest::open_at(self.center_id, window, Self::OTHERS_MAX);
        let others = (Vec::from(blockouts), part.query(), visits, asked_for);
        let (appointments, next_cursor, (blockouts, providers, visits, asked_for)) =
            self.appointments(view, window, others).await?;
        let mut blockouts: Vec<_> = blockouts.into_iter().flatten().collect();
        let (mut providers, next_providers_cursor) = part.cut(providers);
        providers.retain(|provider| provider.is_active.0);
        let elsewhere = Elsewhere::read(view, self.center_id, (&providers, visits), window);
        let elsewhere = Box::pin(elsewhere).await?;
        blockouts.extend(elsewhere.blockouts.iter().cloned());
        if next_providers_cursor.is_none() {
            providers.extend(elsewhere.visitors.iter().cloned());
        }
        let others =
            (by_id(blockouts.iter().map(|row| row.calendar_id)), self.overrides(&providers));
        let sales = sales_of(env, &appointments);
        let (names, (owners, overrides, sales)) =
            Names::read(view, &appointments, (others.0, others.1, sales)).await?;
        let settled = settlements(view, sales).await?;
        let wall = Wall { zone: &center.time_zone };
        let show = |appointment: &Stored<Appointment>| {
            let settlement = settled.as_ref().map(|all| all.of(appointment));
            names.appointment(appointment, settlement, env.now(), &wall)
        };
        let appointments: Result<_> = appointments.iter().map(show).collect();
        let blockouts =
            show_blockouts(&blockouts, window, (&keyed(owners), &elsewhere.zones), &wall)?;
        let overrides = by_owner(&overrides, self.center_id, &elsewhere.zones);
        let hours = OpenHours::new(&center.time_zone, window);
        let open = |schedule: &Schedule<'_>, otherwise: &[LocalWindow]| {
            let ranges = hours.of(schedule, otherwise).into_iter();
            ranges.map(|range| wall.span(range.start(), range.end())).collect()
        };
        let own = |id: uuid::Uuid| overrides.get(&id).cloned().unwrap_or_default();
        let schedule = |hours, id| Schedule { hours, overrides: own(id), ..Schedule::default() };
        let whole_day = [LocalWindow::WHOLE_DAY];
        let answer = CenterCalendar {
            center_id: center.id,
            time_zone: center.time_zone.clone(),
            date: self.date,
            days: self.days,
            day_starts_at: window.start(),
            day_ends_at: window.end(),
            offsets: offsets(&center.time_zone, window),
            open: open(&schedule(center.hours.as_ref(), center.id.uuid()), &whole_day),
            appointments: appointments?,
            blockouts,
            time_off_requests: show_requests(&asked_for, window, &wall),
            providers: providers
                .iter()
                .map(|provider| CalendarProvider {
                    id: provider.id,
                    name: full_name(&provider.first_name, &provider.last_name),
                    color: provider.color.clone(),
                    works: open(&schedule(elsewhere.hours(provider), provider.id.uuid()), &[]),
                })
                .collect(),
            elsewhere: elsewhere.shown(env),
            next_cursor,
            next_providers_cursor,
        };
        Ok(Plan::read(env, answer))
    }
}

impl ReadCalendar {
    /// The instants of the days.
    fn window(&self, zone: &TimeZone) -> Result<TimeRange> {
        let end = self.date.checked_add_days(Days::new(self.days.get().into()));
        let midnight = |date: NaiveDate| zone.instant(date.and_time(NaiveTime::MIN)).ok();
        let range = midnight(self.date)
            .zip(end.and_then(midnight))
            .and_then(|(start, end)| TimeRange::new(start, end).ok());
        range.ok_or_else(|| Error::invalid("/date", "out_of_range", "The date is out of range."))
    }

    /// Reads a page of the appointments, and something else together with it.
    async fn appointments<R: Reading>(
        &self,
        view: &mut View<'_>,
        window: TimeRange,
        others: R,
    ) -> Result<(Vec<Stored<Appointment>>, Option<String>, R::Found)> {
        if !(1..=Self::LIMIT_MAX).contains(&self.limit) {
            return Err(Error::invalid("/limit", "out_of_range", "The limit must be 1 to 2,000."));
        }
        let all_but_cancelled: Vec<AppointmentStatus> = AppointmentStatus::ALL
            .iter()
            .copied()
            .filter(|status| *status != AppointmentStatus::Cancelled)
            .collect();
        let statuses = if self.status.is_empty() { &all_but_cancelled } else { &self.status };
        let since = window.start().saturating_plus_minutes(-APPOINTMENT_MINUTES_MAX);
        let query = Query::limit(self.limit)
            .eq(Appointment::center_id(), &self.center_id)
            .ge(Appointment::starts_at(), &since)
            .lt(Appointment::starts_at(), &window.end())
            .gt(Appointment::ends_at(), &window.start())
            .any(Appointment::status(), statuses)
            .order_by(Appointment::starts_at());
        page::read(view, query, self.limit, self.cursor.as_deref(), others).await
    }

    /// The providers who are at the center, or were.
    fn providers(&self) -> Result<ListPart<Provider>> {
        let query = Query::limit(Self::OTHERS_MAX).eq(Provider::center_id(), &self.center_id);
        let cursor = self.providers_cursor.as_deref();
        ListPart::new(query, Self::OTHERS_MAX, "/providers_cursor", cursor)
    }

    /// The dates of these days that have hours of their own.
    fn overrides(&self, providers: &[Stored<Provider>]) -> Vec<Query<HoursOverride>> {
        let mut calendars = vec![Id::<Calendar>::from_uuid(self.center_id.uuid())];
        calendars.extend(providers.iter().map(|one| Id::from_uuid(one.id.uuid())));
        // The window has shown that these dates can be counted on from.
        let (first, last) = (self.date - Days::new(2), self.date + Days::new(33));
        let some = |calendars: &[Id<Calendar>]| {
            Query::limit(Select::LIMIT_MAX)
                .any(HoursOverride::calendar_id(), calendars)
                .ge(HoursOverride::date(), &first)
                .lt(HoursOverride::date(), &last)
        };
        calendars.chunks(Select::SET_MAX).map(some).collect()
    }
}

/// Asks for the sales of appointments, if the actor may see what is owed for them.
fn sales_of(env: &Env, appointments: &[Stored<Appointment>]) -> Option<Vec<Query<Sale>>> {
    env.actor().must(Permission::ReadInvoices).ok()?;
    let ids: Vec<_> = appointments.iter().map(|appointment| Some(appointment.id)).collect();
    let some = |ids: &[_]| Query::limit(Select::LIMIT_MAX).any(Sale::appointment_id(), ids);
    Some(ids.chunks(Select::SET_MAX).map(some).collect())
}

/// The offsets of a zone within some time: the first, and each change.
fn offsets(zone: &TimeZone, window: TimeRange) -> Vec<OffsetChange> {
    let periods = zone.offset_periods(window.start(), window.end()).into_iter();
    let change = |period: OffsetPeriod| {
        let from = Timestamp::from_micros(period.start).ok()?;
        Some(OffsetChange { from, offset_minutes: period.offset.local_minus_utc() / 60 })
    };
    periods.filter_map(change).collect()
}

fn show_blockouts(
    rows: &[Stored<Blockout>],
    window: TimeRange,
    (owners, visitors): (&HashMap<Id<Calendar>, Stored<Calendar>>, &Visitors),
    wall: &Wall<'_>,
) -> Result<Vec<CalendarBlockout>> {
    let most = ReadCalendar::OTHERS_MAX as usize;
    // What recurs does so by the clock of whose own center it is.
    let zone = |row: &Blockout| visitors.get(&row.calendar_id.uuid()).unwrap_or(wall.zone);
    let times = rows
        .iter()
        .flat_map(|row| blocked(row, zone(row), window).into_iter().map(move |time| (row, time)));
    let mut times: Vec<_> = times.take(most + 1).collect();
    if rows.len().max(times.len()) > most {
        let detail = "There are more than 1,000 blockouts in these days; ask for fewer days.";
        return Err(Error::invalid("/days", "too_many", detail));
    }
    times.sort_by_key(|(row, time)| (time.start(), row.id));
    let shown = times.into_iter().map(|(row, time)| {
        Ok(CalendarBlockout {
            id: row.id,
            kind: named(owners, row.calendar_id)?.kind,
            owner_id: row.calendar_id.uuid(),
            time: wall.span(time.start(), time.end()),
            recurs: row.recurrence.as_ref().map(Recurrence::rule),
            reason: row.reason,
            notes: row.notes.clone(),
        })
    });
    shown.collect()
}

/// Shows the time off that is asked for in some days.
fn show_requests(
    rows: &[Stored<TimeOffRequest>],
    window: TimeRange,
    wall: &Wall<'_>,
) -> Vec<CalendarTimeOff> {
    let times = |row: &TimeOffRequest| {
        recurring((row.starts_at, row.ends_at), row.recurrence.as_ref(), wall.zone, window)
    };
    let each = rows.iter().flat_map(|row| times(row).into_iter().map(move |time| (row, time)));
    let mut each: Vec<_> = each.take(ReadCalendar::OTHERS_MAX as usize).collect();
    each.sort_by_key(|(row, time)| (time.start(), row.id));
    let shown = each.into_iter().map(|(row, time)| CalendarTimeOff {
        id: row.id,
        provider_id: row.provider_id,
        time: wall.span(time.start(), time.end()),
        recurs: row.recurrence.as_ref().map(Recurrence::rule),
        reason: row.reason,
        notes: row.notes.clone(),
    });
    shown.collect()
}

/// Returns when a blockout blocks some days.
fn blocked(row: &Blockout, zone: &TimeZone, window: TimeRange) -> Vec<TimeRange> {
    recurring((row.starts_at, row.ends_at), row.recurrence.as_ref(), zone, window)
}

/// Returns when something is in some days that lasts from one instant to another, or recurs there.
fn recurring(
    (starts_at, ends_at): (Timestamp, Timestamp),
    recurrence: Option<&Recurrence>,
    zone: &TimeZone,
    window: TimeRange,
) -> Vec<TimeRange> {
    let Ok(within) = TimeRange::new(starts_at, ends_at) else { return Vec::new() };
    match recurrence.cloned() {
        None => vec![within],
        Some(recurrence) => RecurringTime { within, recurrence }.meeting(zone, window).collect(),
    }
}

/// Puts hours of their own to whose they are, by date: those at the center.
fn by_owner(
    rows: &[Vec<Stored<HoursOverride>>],
    center: Id<Center>,
    visitors: &Visitors,
) -> HashMap<uuid::Uuid, BTreeMap<NaiveDate, DayHours>> {
    let mut overrides: HashMap<_, BTreeMap<_, _>> = HashMap::new();
    for row in rows.iter().flatten() {
        let days = overrides.entry(row.calendar_id.uuid()).or_default();
        days.insert(row.date, windows_at(row, center, visitors));
    }
    overrides
}
