//! Exceptions to the weekly hours of some calendars: dates with hours of their own, and blocked
//! time.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::travel::Visitors;
use crate::{
    entity::{Query, Stored},
    model::{Blockout, Calendar, Center, HoursOverride},
    row::Select,
    slots::{Blockouts, RecurringTime, Schedule},
    value::{DayHours, Id, Recurrence, TimeRange, WeeklyHours},
};

/// What was found of exceptions: hours of some dates, and blockouts.
pub(in crate::ops) type FoundExceptions =
    (Vec<Vec<Stored<HoursOverride>>>, Vec<Vec<Stored<Blockout>>>);

/// The exceptions of some calendars, each by the identifier of its owner.
#[derive(Clone, Default)]
pub(in crate::ops) struct Exceptions {
    overrides: HashMap<Uuid, BTreeMap<NaiveDate, DayHours>>,
    blocked: HashMap<Uuid, Blockouts>,
}

/// Asks for the hours of their own that calendars have on dates from `first` to the day before
/// `last`, and on two days around them: the shift of an evening may run on.
pub(in crate::ops) fn overrides_around(
    calendars: &[Id<Calendar>],
    (first, last): (NaiveDate, NaiveDate),
) -> Vec<Query<HoursOverride>> {
    let some = |calendars: &[Id<Calendar>]| {
        Query::limit(Select::LIMIT_MAX)
            .any(HoursOverride::calendar_id(), calendars)
            .ge(HoursOverride::date(), &(first - Days::new(2)))
            .lt(HoursOverride::date(), &(last + Days::new(2)))
    };
    calendars.chunks(Select::SET_MAX).map(some).collect()
}

/// Returns the hours of a date at a center: of somebody who has them at another one, none.
pub(in crate::ops) fn windows_at(
    of: &HoursOverride,
    center: Id<Center>,
    visitors: &Visitors,
) -> DayHours {
    let is_visitor = || visitors.contains_key(&of.calendar_id.uuid());
    let is_here = of.center_id.map_or_else(|| !is_visitor(), |at| at == center);
    if is_here { of.windows.clone() } else { DayHours::default() }
}

impl Exceptions {
    /// Puts together what was found for a center, to which some come from others, around some time.
    pub(in crate::ops) fn of(
        (overrides, blockouts): FoundExceptions,
        center: Id<Center>,
        visitors: &Visitors,
        around: Option<TimeRange>,
    ) -> Self {
        let mut exceptions = Self::default();
        for row in overrides.into_iter().flatten() {
            let windows = windows_at(&row, center, visitors);
            exceptions.replace_hours(row.calendar_id.uuid(), row.date, windows);
        }
        for row in blockouts.into_iter().flatten() {
            let Ok(within) = TimeRange::new(row.starts_at, row.ends_at) else { continue };
            let of = row.calendar_id.uuid();
            match (visitors.get(&of).zip(around), row.recurrence.clone()) {
                // It recurs by the clock of the center that they come from.
                (Some((zone, around)), Some(recurrence)) => {
                    let recurring = RecurringTime { within, recurrence };
                    let times: Vec<TimeRange> = recurring.meeting(zone, around).collect();
                    for time in times {
                        exceptions.block(of, time, None);
                    }
                }
                (_, recurrence) => exceptions.block(of, within, recurrence),
            }
        }
        exceptions
    }

    /// Gives a date of somebody hours of its own, in place of those that it has.
    pub(in crate::ops) fn replace_hours(&mut self, of: Uuid, date: NaiveDate, hours: DayHours) {
        self.overrides.entry(of).or_default().insert(date, hours);
    }

    /// Blocks time of somebody: all of it, or when something recurs in it.
    pub(in crate::ops) fn block(
        &mut self,
        of: Uuid,
        within: TimeRange,
        recurrence: Option<Recurrence>,
    ) {
        let blocked = self.blocked.entry(of).or_default();
        match recurrence {
            None => blocked.once.push(within),
            Some(recurrence) => blocked.recurring.push(RecurringTime { within, recurrence }),
        }
    }

    /// Returns when somebody can be had who has these weekly hours.
    pub(in crate::ops) fn schedule<'a>(
        &self,
        of: Uuid,
        hours: Option<&'a WeeklyHours>,
    ) -> Schedule<'a> {
        Schedule {
            hours,
            overrides: self.overrides.get(&of).cloned().unwrap_or_default(),
            blocked: self.blocked(of),
        }
    }

    /// Returns when somebody, or a room, is blocked.
    pub(in crate::ops) fn blocked(&self, of: Uuid) -> Blockouts {
        self.blocked.get(&of).cloned().unwrap_or_default()
    }
}
