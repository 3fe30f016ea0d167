//! People who work at several centers: who comes to one from elsewhere, and what they do there.
//!
//! Each has one calendar. What is taken of them is read wherever it lies, and between two centers
//! lies the way. No constraint knows of that: so whoever books one of them writes their calendar, on
//! which the others rely. All of this is read where somebody works at several centers, and costs
//! nothing where nobody does.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    Availability, ServiceResources,
    travel::{Elsewhere, Visitors},
};
use crate::{
    engine::{View, reading::first},
    entity::{Query, Stored},
    error::Result,
    model::{Blockout, Calendar, Center, Occupancy, Organization, Provider},
    row::Select,
    value::{Id, TimeRange, Timestamp},
};

/// Reads of those among some providers who come to a center from elsewhere their zones, and the
/// blockouts around some time.
pub(in crate::ops) async fn read_visitors(
    view: &mut View<'_>,
    (center, providers): (Id<Center>, &[Stored<Provider>]),
    around: TimeRange,
) -> Result<(Visitors, Vec<Vec<Stored<Blockout>>>)> {
    let visitors = || providers.iter().filter(|one| one.center_id != center);
    let mut homes: Vec<Id<Center>> = visitors().map(|one| one.center_id).collect();
    homes.sort_unstable();
    homes.dedup();
    let blockouts =
        homes.iter().flat_map(|home| Blockout::meeting(*home, around, Select::LIMIT_MAX));
    let blockouts: Vec<Query<Blockout>> = blockouts.collect();
    let centers: Vec<Query<Center>> = all_of(homes.clone());
    let (centers, blockouts) = view.read_to_decide((centers, blockouts)).await?;
    let centers = centers.concat();
    let visitors = visitors().filter_map(|one| {
        let home = centers.iter().find(|center| center.id == one.center_id)?;
        Some((one.id.uuid(), home.time_zone.clone()))
    });
    Ok((visitors.collect(), blockouts))
}

/// Asks for some centers.
fn all_of(mut ids: Vec<Id<Center>>) -> Vec<Query<Center>> {
    ids.sort_unstable();
    ids.dedup();
    let some = |ids: &[Id<Center>]| Query::limit(Select::LIMIT_MAX).ids(ids);
    ids.chunks(Select::SET_MAX).map(some).collect()
}

impl ServiceResources {
    /// Reads what matters about those who work at several centers, if anybody does.
    pub(super) async fn add_elsewhere(view: &mut View<'_>, all: &mut [Self]) -> Result<()> {
        let homes = |one: &Self| {
            let visitors = one.providers.iter().filter(|performer| performer.visit.is_some());
            let mut homes: Vec<Id<Center>> =
                visitors.map(|visitor| visitor.provider.center_id).collect();
            homes.sort_unstable();
            homes.dedup();
            homes
        };
        let travels = |one: &&mut Self| one.providers.iter().any(|of| of.provider.travels());
        let asked: Vec<Id<Center>> = all.iter().flat_map(homes).collect();
        // A snapshot is of one tenant, and has one.
        let found = (first(Query::<Organization>::one()), all_of(asked));
        let (organization, centers): (_, Vec<Vec<Stored<Center>>>) =
            view.read_to_decide(found).await?;
        let centers = centers.concat();
        let zone = |id: Id<Center>| {
            centers.iter().find(|one| one.id == id).map(|one| one.time_zone.clone())
        };
        for one in all.iter_mut().filter(travels) {
            let visitors = one.providers.iter().filter(|performer| performer.visit.is_some());
            let visitors = visitors.filter_map(|visitor| {
                Some((visitor.provider.id.uuid(), zone(visitor.provider.center_id)?))
            });
            let visitors = visitors.collect();
            let travellers = one.providers.iter().filter(|of| of.provider.travels());
            let travellers = travellers.map(|of| Id::from_uuid(of.provider.id.uuid())).collect();
            let organization = organization.clone();
            let homes = homes(one);
            one.elsewhere = Some(Box::new(Elsewhere { organization, visitors, homes, travellers }));
        }
        Ok(())
    }

    /// Returns whether somebody who performs the service works at several centers.
    pub(super) fn has_travellers(&self) -> bool {
        self.providers.iter().any(|of| of.provider.travels())
    }

    /// Returns whether a provider works at several centers.
    pub(in crate::ops) fn travels(&self, provider: Uuid) -> bool {
        self.performer(provider).is_some_and(|of| of.provider.travels())
    }

    /// Returns what says how long the ways take, if that decided about one of some providers.
    pub(in crate::ops) fn travel_rule(
        &self,
        mut of: impl Iterator<Item = Uuid>,
    ) -> Option<&Stored<Organization>> {
        let elsewhere = self.elsewhere.as_deref()?;
        elsewhere.organization.as_ref().filter(|_| of.any(|provider| self.travels(provider)))
    }

    /// Returns those who come from another center.
    pub(super) fn visitors(&self) -> Visitors {
        self.elsewhere.as_deref().map(|of| of.visitors.clone()).unwrap_or_default()
    }

    /// Returns the time around some time within which what is taken elsewhere matters.
    pub(super) fn with_travel(&self, time: TimeRange) -> TimeRange {
        let way = self.elsewhere.as_deref().map_or(0, Elsewhere::travel_minutes);
        let from = time.start().saturating_plus_minutes(-way);
        TimeRange::new(from, time.end().saturating_plus_minutes(way)).unwrap_or(time)
    }

    /// Asks for the blockouts of those who come from other centers.
    pub(super) fn blocked_elsewhere(&self, time: TimeRange) -> Vec<Query<Blockout>> {
        let homes = self.elsewhere.iter().flat_map(|of| of.homes.iter());
        homes.flat_map(|home| Blockout::meeting(*home, time, Select::LIMIT_MAX)).collect()
    }

    /// Asks for what is taken, wherever it is, of those who work at several centers.
    pub(super) fn busy_elsewhere(&self, time: TimeRange) -> Vec<Query<Occupancy>> {
        let travellers = self.elsewhere.as_deref().map(|of| of.travellers.as_slice());
        let some = |of: &[Id<Calendar>]| {
            Occupancy::around(time).any(Occupancy::resource_id(), of).any(Occupancy::unit(), &[1])
        };
        travellers.unwrap_or_default().chunks(Select::SET_MAX).map(some).collect()
    }
}

impl Occupancy {
    /// Asks for what meets some time.
    pub(in crate::ops) fn around(time: TimeRange) -> Query<Self> {
        let since = time.start().saturating_plus_minutes(-Self::MINUTES_MAX);
        Query::limit(Select::LIMIT_MAX)
            .gt(Self::starts_at(), &since)
            .lt(Self::starts_at(), &time.end())
            .gt(Self::ends_at(), &time.start())
    }
}

impl Availability {
    /// Returns when a provider is at another center, or on the way.
    pub(super) fn on_the_way(&self, provider: Uuid) -> Vec<TimeRange> {
        self.elsewhere.get(&provider).cloned().unwrap_or_default()
    }
}

/// Returns when those who work at several centers are at another one than this, or on the way.
pub(super) fn ways(
    resources: &ServiceResources,
    held: &[Stored<Occupancy>],
) -> HashMap<Uuid, Vec<TimeRange>> {
    let mut ways: HashMap<Uuid, Vec<TimeRange>> = HashMap::new();
    let Some(elsewhere) = resources.elsewhere.as_deref() else { return ways };
    let way = elsewhere.travel_minutes();
    if way == 0 {
        return ways;
    }
    let around = |at: Timestamp, minutes: i64| at.saturating_plus_minutes(minutes);
    for row in held.iter().filter(|row| row.center_id != resources.center.id) {
        let time = TimeRange::new(around(row.starts_at, -way), around(row.ends_at, way));
        if elsewhere.travellers.contains(&row.resource_id)
            && let Ok(time) = time
        {
            ways.entry(row.resource_id.uuid()).or_default().push(time);
        }
    }
    ways
}
