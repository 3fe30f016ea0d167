//! Those of a calendar who work at several centers: who comes from another one, and when those who
//! are shown are taken elsewhere.

use super::shown::CalendarElsewhere;
use crate::{
    engine::{Env, View},
    entity::{Query, Stored},
    error::Result,
    model::{Blockout, Calendar, Center, Occupancy, Provider, ProviderCenter},
    ops::scheduling::availability::{Visitors, read_visitors},
    row::Select,
    value::{Id, TimeRange, WeeklyHours},
};

/// What a calendar shows of those who work at several centers.
#[derive(Default)]
pub(super) struct Elsewhere {
    pub(super) visits: Vec<Stored<ProviderCenter>>,
    /// Those who come from another center.
    pub(super) visitors: Vec<Stored<Provider>>,
    pub(super) zones: Visitors,
    pub(super) blockouts: Vec<Stored<Blockout>>,
    /// What is taken elsewhere of those who are shown.
    taken: Vec<Stored<Occupancy>>,
}

impl Elsewhere {
    /// Reads it of those who have their own center there, and of those who visit it.
    pub(super) async fn read(
        view: &mut View<'_>,
        center: Id<Center>,
        (own, visits): (&[Stored<Provider>], Vec<Stored<ProviderCenter>>),
        window: TimeRange,
    ) -> Result<Self> {
        let travels = own.iter().filter(|provider| provider.travels());
        let own: Vec<_> = travels.map(|provider| provider.id.uuid()).collect();
        if own.is_empty() && visits.is_empty() {
            return Ok(Self::default());
        }
        let all = own.into_iter().chain(visits.iter().map(|visit| visit.provider_id.uuid()));
        let all: Vec<Id<Calendar>> = all.map(Id::from_uuid).collect();
        let taken = all.chunks(Select::SET_MAX).map(|some| {
            let around = Occupancy::around(window);
            around.any(Occupancy::resource_id(), some).any(Occupancy::unit(), &[1])
        });
        let taken: Vec<Query<Occupancy>> = taken.collect();
        let (taken, visitors) = view.read((taken, ProviderCenter::visitors(&visits))).await?;
        let visitors: Vec<_> =
            visitors.into_iter().flatten().filter(|provider| provider.is_active.0).collect();
        let of = (center, visitors.as_slice());
        let (zones, blockouts) = read_visitors(view, of, window).await?;
        let of_visitors = |row: &Stored<Blockout>| zones.contains_key(&row.calendar_id.uuid());
        let blockouts = blockouts.into_iter().flatten().filter(of_visitors).collect();
        let mut taken = taken.concat();
        taken.retain(|row| row.center_id != center);
        Ok(Self { visits, visitors, zones, blockouts, taken })
    }

    /// Returns the weekly hours of a provider at the center.
    pub(super) fn hours<'a>(&'a self, of: &'a Stored<Provider>) -> Option<&'a WeeklyHours> {
        if !self.zones.contains_key(&of.id.uuid()) {
            return of.hours.as_ref();
        }
        let visit = self.visits.iter().find(|visit| visit.provider_id == of.id);
        visit.and_then(|visit| visit.hours.as_ref())
    }

    /// Shows when those who are shown are taken elsewhere, and by nobody's name.
    pub(super) fn shown(&self, env: &Env) -> Vec<CalendarElsewhere> {
        let held = self.taken.iter().filter(|row| !row.has_lapsed(env.now()));
        let mut held: Vec<_> = held.collect();
        held.sort_by_key(|row| (row.starts_at, row.resource_id, row.ends_at));
        // The seats of a session are one time.
        held.dedup_by_key(|row| (row.resource_id, row.starts_at, row.ends_at));
        let shown = held.into_iter().map(|row| CalendarElsewhere {
            provider_id: Id::from_uuid(row.resource_id.uuid()),
            center_id: row.center_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        });
        shown.collect()
    }
}
