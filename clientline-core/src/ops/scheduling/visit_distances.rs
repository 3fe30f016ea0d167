//! Visits of which the times between the services stay, and other starts of all of one that can't be
//! had.

use uuid::Uuid;

use super::{
    appointments::AppointmentFilter,
    availability::CountedBookings,
    moving::MovedBeside,
    placement::nearest,
    visit_starts::{FindVisitStarts, WantedService, WantedStarts},
};
use crate::{
    engine::{Env, View},
    error::Result,
    model::{Center, Service},
    slots::Succession,
    value::{DayCount, Id, StartLimit, TimeZone, Timestamp},
};

/// How many microseconds a service begins after the first one of its visit.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Distance(i64);

impl Distance {
    /// From one instant to another.
    pub(super) const fn between(first: Timestamp, own: Timestamp) -> Self {
        Self(own.micros().saturating_sub(first.micros()))
    }

    /// Returns how many days that is, those that are begun left out; none, if it begins before.
    pub(super) fn days(self) -> u64 {
        u64::try_from(self.0 / (24 * 3_600 * 1_000_000)).unwrap_or_default()
    }

    pub(super) const fn kept(self) -> Succession {
        Succession::Kept(self.0)
    }
}

/// Returns the distances that stay, if some services are all that is to come of one visit, in its
/// order, as they were agreed and with who has them: that is what moving the visit moves. None are
/// kept where something else is asked for.
pub(super) async fn kept(
    env: &Env,
    view: &mut View<'_>,
    services: &[WantedService],
    moved: &[Option<MovedBeside<'_>>],
) -> Result<Vec<Option<Distance>>> {
    let Some(visit_id) = visit_meant(services, moved) else { return Ok(Vec::new()) };
    let visit_id = Some(visit_id);
    let of_visit = AppointmentFilter { visit_id, ..AppointmentFilter::default() };
    let mut parts = view.list(&of_visit.query()).await?;
    parts.retain(|part| part.status.is_to_come() && !part.has_lapsed(env.now()));
    let is_named = |id| moved.iter().flatten().any(|one| one.moved.id == id);
    if !parts.iter().all(|part| is_named(part.id)) {
        return Ok(Vec::new());
    }
    let starts: Vec<Timestamp> = moved.iter().flatten().map(|one| one.moved.starts_at).collect();
    Ok(distances(&starts))
}

fn visit_meant(services: &[WantedService], moved: &[Option<MovedBeside<'_>>]) -> Option<Uuid> {
    let first = moved.first().copied().flatten()?.moved;
    let mut before = first.starts_at;
    let mut is_next = |(wanted, one): (&WantedService, &Option<MovedBeside<'_>>)| {
        one.is_some_and(|MovedBeside { moved: one, .. }| {
            let is_in_order = before <= one.starts_at;
            before = one.starts_at;
            let is_own = wanted.provider_id.is_none_or(|provider| provider == one.provider);
            let is_agreed = one.agreed.is_some() && wanted.room_id.is_none();
            is_in_order && is_own && is_agreed && one.visit == first.visit
        })
    };
    first.visit.filter(|_| services.iter().zip(moved).all(&mut is_next))
}

/// Returns how far from the first start each one is.
pub(super) fn distances(starts: &[Timestamp]) -> Vec<Option<Distance>> {
    let Some(first) = starts.first() else { return Vec::new() };
    starts.iter().map(|own| Some(Distance::between(*first, *own))).collect()
}

/// A visit that can't be had at a start: what is asked for, to find others.
pub(in crate::ops) struct RefusedVisit<'a> {
    pub(in crate::ops) center_id: Id<Center>,
    pub(in crate::ops) starts_at: Timestamp,
    pub(in crate::ops) services: Vec<WantedService>,
    /// What is moved for each service, if anything is.
    pub(in crate::ops) moved: &'a [Option<MovedBeside<'a>>],
    /// The fields that name the services.
    pub(in crate::ops) named: Vec<String>,
    pub(in crate::ops) check: fn(&Service) -> Result<()>,
}

impl RefusedVisit<'_> {
    /// Returns the starts of the same day that are nearest to the one that was asked for, and at
    /// which all of the visit can be had.
    pub(in crate::ops) async fn alternatives(
        self,
        env: &Env,
        view: &mut View<'_>,
        zone: &TimeZone,
        (counted, kept): (Option<CountedBookings>, Vec<Option<Distance>>),
    ) -> Result<Vec<Timestamp>> {
        let Self { center_id, starts_at, services, moved, named, check } = self;
        let (date, days) = (zone.local(starts_at).date(), DayCount::MIN);
        let limit = StartLimit::default();
        let find = FindVisitStarts { center_id, services, date, days, limit };
        let wanted = WantedStarts { after: None, most: usize::MAX, counted, kept };
        let found = find.find(env, view, (&named, moved), check, wanted).await?;
        let starts = found.starts.iter().map(|start| start.starts_at);
        Ok(nearest(starts_at, starts.filter(|start| *start != starts_at).collect()))
    }
}
