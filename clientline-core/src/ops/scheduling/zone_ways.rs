//! The way between two centers, when the clocks of one of them change: nobody's appointments come so
//! near to what they have elsewhere that they could not get there.

use super::calendars::mark;
use crate::{
    engine::{
        View,
        reading::{first, require_all},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Calendar, Occupancy, Organization, Provider},
    row::{ChangeSet, Select},
    value::{Id, TimeRange, Timestamp},
};

/// A time that is taken, and when it is taken instead.
pub(super) type MovedTime<'t> = (&'t Stored<Occupancy>, Occupancy);

/// Checks that who works at several centers gets from one to the other, and relies on what they have
/// there: whoever books one of them writes their calendar, and so does this.
///
/// # Errors
///
/// [`Error::Conflict`] `slot_taken` if some can't who could before, and `center_has_appointments` if
/// there is more elsewhere than is looked at.
pub(super) async fn must_leave_the_way(
    view: &mut View<'_>,
    moved: &[MovedTime<'_>],
    changes: &mut ChangeSet,
) -> Result<()> {
    let Some(center) = moved.first().map(|(before, _)| before.center_id) else { return Ok(()) };
    let mut ids: Vec<Id<Provider>> =
        moved.iter().map(|(before, _)| Id::from_uuid(before.resource_id.uuid())).collect();
    ids.sort_unstable();
    ids.dedup();
    let providers = |ids: &[Id<Provider>]| Query::limit(Select::LIMIT_MAX).ids(ids);
    let providers: Vec<Query<Provider>> = ids.chunks(Select::SET_MAX).map(providers).collect();
    let (organization, providers) =
        view.read((first(Query::<Organization>::one()), providers)).await?;
    let travellers = providers.iter().flatten().filter(|one| one.travels());
    let travellers: Vec<Id<Calendar>> =
        travellers.map(|one| Id::from_uuid(one.id.uuid())).collect();
    let Some(organization) = organization.filter(|_| !travellers.is_empty()) else {
        return Ok(());
    };
    view.rely_on(&organization);
    let way = i64::from(organization.settings.travel_minutes.unwrap_or(0));
    let ends = moved.iter().map(|(_, after)| (after.starts_at, after.ends_at));
    let around = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let Some(around) = around.and_then(|(from, until)| widened(from, until, way)) else {
        return Ok(());
    };
    let of = |some: &[Id<Calendar>]| {
        let times = Occupancy::around(around).any(Occupancy::resource_id(), some);
        times.any(Occupancy::unit(), &[1])
    };
    let times: Vec<Query<Occupancy>> = travellers.chunks(Select::SET_MAX).map(of).collect();
    let (calendars, times) = view.read((require_all(travellers), times)).await?;
    for calendar in &calendars {
        mark(changes, calendar);
    }
    if times.iter().any(|some| some.len() >= Select::LIMIT_MAX as usize) {
        let detail = "Those who work here have more at other centers than can be looked at.";
        return Err(Error::conflict("center_has_appointments", detail));
    }
    let elsewhere: Vec<&Stored<Occupancy>> =
        times.iter().flatten().filter(|row| row.center_id != center).collect();
    let is_near = |own: &Occupancy, other: &Occupancy| {
        let own = widened(own.starts_at, own.ends_at, way);
        own.is_some_and(|own| other.starts_at < own.end() && own.start() < other.ends_at)
    };
    for (before, after) in moved {
        let mut others = elsewhere.iter().filter(|other| other.resource_id == after.resource_id);
        if others.any(|other| is_near(after, other) && !is_near(before, other)) {
            let detail = "Somebody who works at several centers could not get from one to the \
                          other in time.";
            return Err(Error::conflict("slot_taken", detail));
        }
    }
    Ok(())
}

fn widened(from: Timestamp, until: Timestamp, minutes: i64) -> Option<TimeRange> {
    let from = from.saturating_plus_minutes(-minutes);
    TimeRange::new(from, until.saturating_plus_minutes(minutes)).ok()
}
