//! Other starts of all of a visit that can't be had.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    availability::CountedBookings,
    moving::MovedBeside,
    placement::nearest,
    visit_distances::Distance,
    visit_starts::{FindVisitStarts, WantedService, WantedStarts},
};
use crate::{
    engine::{Env, View, shown_whole},
    error::Result,
    model::{Center, Service},
    value::{DayCount, Id, StartLimit, TimeZone, Timestamp},
};

/// Other starts of a visit, nearest first, as a part of a batch finds them.
#[derive(Serialize, JsonSchema)]
pub(in crate::ops) struct OtherStarts(pub(in crate::ops) Vec<Timestamp>);

shown_whole!(OtherStarts);

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
    ) -> Result<OtherStarts> {
        let Self { center_id, starts_at, services, moved, named, check } = self;
        let (date, days) = (zone.local(starts_at).date(), DayCount::MIN);
        let limit = StartLimit::default();
        let find = FindVisitStarts { center_id, services, date, days, limit };
        let wanted = WantedStarts { after: None, most: usize::MAX, counted, kept };
        let found = find.find(env, view, (&named, moved), check, wanted).await?;
        let starts = found.starts.iter().map(|start| start.starts_at);
        Ok(OtherStarts(nearest(starts_at, starts.filter(|start| *start != starts_at).collect())))
    }
}
