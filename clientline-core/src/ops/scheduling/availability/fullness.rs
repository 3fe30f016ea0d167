//! What is full once more is taken: by several services of a guest, or by several guests.

use uuid::Uuid;

use super::Availability;
use crate::{
    engine::Env,
    slots::{Fullness, TakenPlace},
    value::{TimeRange, Timestamp},
};

/// What is full by what was read, and by what else of the same booking would take.
pub(in crate::ops) struct FullBy<'a> {
    all: &'a [Availability],
    now: Timestamp,
}

impl<'a> FullBy<'a> {
    /// Judges by what was read of each service.
    pub(in crate::ops) const fn new(env: &Env, all: &'a [Availability]) -> Self {
        Self { all, now: env.now() }
    }
}

impl Fullness for FullBy<'_> {
    fn of_room(&self, service: usize, room: Uuid, taken: &[TimeRange]) -> Vec<TimeRange> {
        // A place of its own: none is counted twice.
        let more = taken.iter().map(|time| TakenPlace { place: i32::MAX, time: *time });
        self.all.get(service).map(|one| one.full_with(room, more)).unwrap_or_default()
    }

    fn of_guest(&self, service: usize, starts: &[Timestamp]) -> Option<Vec<TimeRange>> {
        let resources = &self.all.get(service)?.resources;
        resources.booked.as_ref()?;
        Some(resources.full_for_guest(self.now, starts))
    }

    fn of_provider(
        &self,
        service: usize,
        provider: Uuid,
        begins: &[Timestamp],
    ) -> Option<Vec<TimeRange>> {
        let one = self.all.get(service)?;
        one.resources.center.policies.provider_max_per_day?;
        Some(one.full_days(provider, begins))
    }
}
