//! Visits of which the times between the services stay.

use uuid::Uuid;

use super::{agreement::Moved, appointments::AppointmentFilter};
use crate::{
    engine::{Env, View},
    error::Result,
    model::{Provider, Room},
    slots::Succession,
    value::{Id, Timestamp},
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

/// By whom and in which room a service is asked for.
type Asked = (Option<Id<Provider>>, Option<Id<Room>>);

/// Returns the distances that stay, if some services are all that is to come of one visit, in its
/// order, as they were agreed and with who has them: that is what moving the visit moves. None are
/// kept where something else is asked for.
pub(super) async fn kept(
    env: &Env,
    view: &mut View<'_>,
    asked: &[Asked],
    moved: &[Option<Moved>],
) -> Result<Vec<Option<Distance>>> {
    let Some(visit_id) = visit_meant(asked, moved) else { return Ok(Vec::new()) };
    let visit_id = Some(visit_id);
    let of_visit = AppointmentFilter { visit_id, ..AppointmentFilter::default() };
    let mut parts = view.list(&of_visit.query()).await?;
    parts.retain(|part| part.status.is_to_come() && !part.has_lapsed(env.now()));
    let is_named = |id| moved.iter().flatten().any(|one| one.id == id);
    if !parts.iter().all(|part| is_named(part.id)) {
        return Ok(Vec::new());
    }
    let starts: Vec<Timestamp> = moved.iter().flatten().map(|one| one.starts_at).collect();
    Ok(distances(&starts))
}

fn visit_meant(asked: &[Asked], moved: &[Option<Moved>]) -> Option<Uuid> {
    let first = moved.first().copied().flatten()?;
    let mut before = first.starts_at;
    let mut is_next = |((wanted, room), one): (&Asked, &Option<Moved>)| {
        one.is_some_and(|one| {
            let is_in_order = before <= one.starts_at;
            before = one.starts_at;
            let is_own = wanted.is_none_or(|provider| provider == one.provider);
            let is_agreed = one.agreed.is_some() && room.is_none();
            is_in_order && is_own && is_agreed && one.visit == first.visit
        })
    };
    first.visit.filter(|_| asked.iter().zip(moved).all(&mut is_next))
}

/// Returns how far from the first start each one is.
pub(super) fn distances(starts: &[Timestamp]) -> Vec<Option<Distance>> {
    let Some(first) = starts.first() else { return Vec::new() };
    starts.iter().map(|own| Some(Distance::between(*first, *own))).collect()
}
