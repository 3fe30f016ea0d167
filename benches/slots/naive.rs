//! Two naive ways to find the same starts, for comparison.
//!
//! `records` is what application code over an object mapper does: appointments are
//! records with text and times in them; for each day and provider it picks the
//! day's appointments, then tries one start after the other in local time, converts
//! it, and compares it with each of them. `integers` is careful code without
//! the engine's idea: minutes as integers, the zone asked once a day, and only
//! appointments that can matter are looked at.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDateTime, TimeDelta, Utc};
use clientline_core::{
    slots::{Situation, search},
    value::{LocalWindow, Weekday, WeeklyHours},
};
use uuid::Uuid;

use crate::salon::Salon;

const MINUTE: i64 = 60_000_000;

/// Fails unless both naive ways list what the engine lists.
pub(crate) fn check(salon: &Salon, situation: &Situation<'_>) {
    let slots = search(situation, salon.first_day, salon.days);
    let listed: Vec<(DateTime<Utc>, Vec<Uuid>)> = slots
        .iter()
        .map(|slot| (slot.starts_at.into(), slot.offers().map(|offer| offer.provider).collect()))
        .collect();
    assert!(!listed.is_empty(), "nothing to compare");
    assert!(listed == records(salon).into_iter().collect::<Vec<_>>(), "records differ");
    let integers = integers(salon).into_iter().filter_map(|(minute, providers)| {
        Some((DateTime::from_timestamp(minute * 60, 0)?, providers))
    });
    assert!(listed == integers.collect::<Vec<_>>(), "integers differ");
}

/// An appointment as an object mapper hands it out.
struct Record {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    status: String,
}

/// Loads the records of one provider and day, as a query would.
fn records_of_day(busy: &[clientline_core::value::TimeRange], day: NaiveDateTime) -> Vec<Record> {
    let (from, until) = (day - TimeDelta::days(1), day + TimeDelta::days(2));
    busy.iter()
        .map(|range| (DateTime::from(range.start()), DateTime::from(range.end())))
        .filter(|(start, end): &(DateTime<Utc>, DateTime<Utc>)| {
            start.naive_utc() < until && end.naive_utc() > from
        })
        .map(|(starts_at, ends_at)| Record { starts_at, ends_at, status: "scheduled".to_owned() })
        .collect()
}

/// Day by day, provider by provider, start by start, on records.
pub(crate) fn records(salon: &Salon) -> BTreeMap<DateTime<Utc>, Vec<Uuid>> {
    let mut slots = BTreeMap::<DateTime<Utc>, Vec<Uuid>>::new();
    let now = DateTime::<Utc>::from(salon.now);
    let duration = TimeDelta::minutes(salon.timing.duration.get().into());
    let after = TimeDelta::minutes(salon.timing.buffer_after.get().into());
    for date in salon.first_day.iter_days().take(salon.days.get().into()) {
        let midnight = NaiveDateTime::from(date);
        for provider in &salon.providers {
            let appointments = records_of_day(&provider.busy, midnight);
            for window in provider.hours.windows(Weekday::from(date.weekday())) {
                let closes = midnight + TimeDelta::minutes(window.end().minute_of_day().into());
                for local in starts(salon, window, midnight) {
                    let Ok(start) = salon.zone.instant(local) else { continue };
                    let start = DateTime::<Utc>::from(start);
                    let taken = appointments.iter().any(|appointment| {
                        appointment.status != "cancelled"
                            && appointment.starts_at < start + duration + after
                            && appointment.ends_at > start
                    });
                    if start >= now && local + duration <= closes && !taken {
                        slots.entry(start).or_default().push(provider.id);
                    }
                }
            }
        }
    }
    slots
}

/// The starts of the grid inside a window.
fn starts(
    salon: &Salon,
    window: &LocalWindow,
    midnight: NaiveDateTime,
) -> impl Iterator<Item = NaiveDateTime> {
    let step = salon.step.get();
    let first = window.start().minute_of_day().next_multiple_of(step);
    (first..window.end().minute_of_day())
        .step_by(step.into())
        .map(move |minute| midnight + TimeDelta::minutes(minute.into()))
}

/// The same with integers: minutes since 1970, and whom they are offered by.
pub(crate) fn integers(salon: &Salon) -> Vec<(i64, Vec<Uuid>)> {
    let midnights: Vec<i64> = (0..u64::from(salon.days.get()))
        .filter_map(|day| salon.zone.instant((salon.first_day + Days::new(day)).into()).ok())
        .map(|at| at.micros() / MINUTE)
        .collect();
    let step = i64::from(salon.step.get());
    let mut days =
        vec![vec![Vec::new(); 1440_usize.div_ceil(salon.step.get().into())]; midnights.len()];
    for provider in &salon.providers {
        let busy: Vec<(i64, i64)> = provider
            .busy
            .iter()
            .map(|range| (range.start().micros() / MINUTE, range.end().micros() / MINUTE))
            .collect();
        let dates = salon.first_day.iter_days().zip(&midnights).zip(&mut days);
        for ((date, &midnight), offers) in dates {
            // No appointment takes longer than two hours.
            let first = busy.partition_point(|(start, _)| *start < midnight - 120);
            let beyond = busy.partition_point(|(start, _)| *start < midnight + 1560);
            let day = Weekday::from(date.weekday());
            for start in free_starts(salon, &provider.hours, day, midnight, &busy[first..beyond]) {
                let number = usize::try_from((start - midnight) / step).unwrap_or(0);
                offers[number].push(provider.id);
            }
        }
    }
    let starts = midnights
        .iter()
        .flat_map(|midnight| (*midnight..midnight + 1440).step_by(salon.step.get().into()));
    let slots = starts.zip(days.into_iter().flatten());
    slots.filter(|(_, providers)| !providers.is_empty()).collect()
}

fn free_starts(
    salon: &Salon,
    hours: &WeeklyHours,
    day: Weekday,
    midnight: i64,
    busy: &[(i64, i64)],
) -> impl Iterator<Item = i64> {
    let step = i64::from(salon.step.get());
    let duration = i64::from(salon.timing.duration.get());
    let taken = duration + i64::from(salon.timing.buffer_after.get());
    // On the day of a clock change this would be wrong; it is a Sunday, when the
    // salon is closed.
    hours.windows(day).iter().flat_map(move |window| {
        let opens = i64::from(window.start().minute_of_day());
        let closes = i64::from(window.end().minute_of_day());
        let first = (opens + step - 1) / step * step;
        let last = closes - duration;
        let count = usize::try_from((last - first) / step + 1).unwrap_or(0);
        (0_i64..).take(count).map(move |number| midnight + first + number * step).filter(
            move |start| busy.iter().all(|(from, to)| *from >= start + taken || to <= start),
        )
    })
}
