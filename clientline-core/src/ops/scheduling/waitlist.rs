//! The waiting list: guests for whom no time is free, and the times that are free for them by
//! now.
//!
//! What matches is found by the search that lists times, so that a match can be booked as any
//! listed time can.

use std::slice;

use chrono::{Days, NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    availability::{
        Availability, AvailabilityWindow, BookingTarget, CountedBookings, ServiceResources,
    },
    slot_table::{Gather, Slot, SlotTable},
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, View, reading::referred, shown_whole},
    error::{Error, Result},
    model::{EventKind, LifecycleEvents, NewWaitlistEntry, Permission, WaitlistEntry},
    ops::{
        people::guest_erase::NOT_SERVED,
        resource::{BuildContext, Readable, Resource, must_be_clear},
    },
    slots::{self, OpenHours, Schedule, StartPage},
    value::{DayCount, Id, TimeRange, TimeZone, Timestamp, WeeklyHours},
};

/// The most matches of one answer.
const MATCHES_MAX: usize = 100;

impl Readable for WaitlistEntry {
    const READS: Permission = Permission::ReadAppointments;
    const FILTERS: &'static [&'static str] =
        &["center_id", "guest_id", "service_id", "provider_id", "status"];
    const CHECKED: &'static [&'static str] = &["status"];
}

impl Resource for WaitlistEntry {
    const WRITES: Permission = Permission::BookAppointments;
    const EVENTS: Option<LifecycleEvents> = EventKind::WAITLIST_ENTRY;
    const OWN_FIELDS: &'static [&'static str] =
        &["service_id", "first_date", "last_date", "provider_id", "hours", "notes"];
    const CREATE_CONFLICTS: Conflicts = Conflicts::of(&[NOT_SERVED]);
    const CHANGE_CONFLICTS: Conflicts =
        Conflicts::of(&[NOT_SERVED, &["offer_open", "waitlist_booked"]]);
    const DELETE_CONFLICTS: Conflicts = Conflicts::of(&[&["in_use", "offer_open"]]);

    async fn make(new: NewWaitlistEntry, context: &mut BuildContext<'_, '_>) -> Result<Self> {
        Ok(Self::from_new(context.env.new_id(), new))
    }

    async fn after_save(
        &self,
        before: Option<&Self>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        if self.last_date < self.first_date {
            let detail = "The last date is before the first.";
            return Err(Error::invalid("/last_date", "ends_before_start", detail));
        }
        if self.days() > i64::from(DayCount::MAX.get()) {
            let detail = "A guest waits for 62 days at most; make another entry for later.";
            return Err(Error::invalid("/last_date", "out_of_range", detail));
        }
        let windows = self.hours.iter().flat_map(WeeklyHours::all_windows);
        must_be_clear("/hours/weekly", windows)?;
        let place = |entry: &Self| (entry.provider_id, entry.center_id);
        let is_new = before.map(place) != Some(place(self));
        let provider = self.provider_id.filter(|_| is_new).map(|id| referred("/provider_id", id));
        let asked = (referred("/guest_id", self.guest_id), provider);
        let (guest, provider) = context.view.read(asked).await?;
        // Who was erased meanwhile waits for nothing.
        guest.must_be_served()?;
        let whose = |entry: &Self| (entry.guest_id, entry.center_id, entry.service_id);
        if before.is_some_and(|before| whose(before) != whose(self)) {
            self.must_have_no_offer(context.env.now())?;
            self.must_still_wait()?;
        }
        if provider.is_some_and(|provider| !provider.works_at(self.center_id)) {
            let detail = "The provider works at another center.";
            return Err(Error::invalid("/provider_id", "other_center", detail));
        }
        Ok(())
    }

    async fn before_delete(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        self.must_have_no_offer(context.env.now())
    }
}

impl WaitlistEntry {
    /// Returns on how many dates the guest would come.
    fn days(&self) -> i64 {
        (self.last_date - self.first_date).num_days() + 1
    }

    /// Returns the dates that are left of them, if there are any: the first, and how many.
    fn days_left(&self, zone: &TimeZone, now: Timestamp) -> Option<(NaiveDate, DayCount)> {
        let first_day = self.first_date.max(zone.local(now).date());
        let days = (self.last_date - first_day).num_days() + 1;
        Some((first_day, DayCount::new(days).ok()?))
    }
}

/// Finds the times that are free for a guest who waits.
#[derive(Clone, Copy, Debug)]
pub struct FindMatches(pub Id<WaitlistEntry>);

/// The times that are free for a guest who waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaitlistMatches {
    /// Who waits.
    pub waitlist_entry_id: Id<WaitlistEntry>,
    /// The zone of the local times.
    pub time_zone: TimeZone,
    /// The starts at which the service can be booked, earliest first: the first 100.
    pub slots: Vec<Slot>,
}

shown_whole!(WaitlistMatches);

impl Operation for FindMatches {
    type Answer = WaitlistMatches;
    const NAME: &'static str = "waitlist_matches_find";
    const NEEDS: Permission = Permission::ReadSlots;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<WaitlistMatches>> {
        let entry = view.require(self.0).await?;
        let target = BookingTarget {
            center: entry.center_id,
            service: entry.service_id,
            provider: entry.provider_id,
            room: None,
            moved: None,
        };
        let (mut resources, ()) = ServiceResources::read(view, &target, ()).await?;
        if let Some(counted) = CountedBookings::signed_in(env) {
            counted.limit(env, view, slice::from_mut(&mut resources)).await?;
        }
        let time_zone = resources.center.time_zone.clone();
        let is_offered = resources.is_offered();
        let mut slots = Vec::new();
        if let Some((first_day, days)) = entry.days_left(&time_zone, env.now())
            && is_offered
        {
            let window = AvailabilityWindow {
                first_day,
                days,
                starts: None,
                provider: entry.provider_id,
                overfill: None,
                now: env.now(),
            };
            let (availability, ()) = Availability::read(view, resources, &window, ()).await?;
            slots = matches(env, &entry, &availability, &window);
        }
        let answer = WaitlistMatches { waitlist_entry_id: entry.id, time_zone, slots };
        Ok(Plan::read(env, answer))
    }
}

/// Returns the first starts of some days at which a guest would come.
fn matches(
    env: &Env,
    entry: &WaitlistEntry,
    availability: &Availability,
    window: &AvailabilityWindow,
) -> Vec<Slot> {
    let step = availability.resources.center.policies.step_minutes;
    let situation = availability.situation(env, step, None);
    let wanted = wanted(entry, situation.zone, (window.first_day, window.days));
    let is_wanted = |at| wanted.as_ref().is_none_or(|times| times.iter().any(|t| t.contains(at)));
    let mut table = SlotTable::new(&situation);
    let part = StartPage { after: None, starts: usize::MAX, offers: usize::MAX };
    slots::page(&situation, window.first_day, window.days, part, |slot| {
        if table.len() < MATCHES_MAX && is_wanted(slot.starts_at) {
            table.add(slot);
        }
    });
    table.iter().collect()
}

/// Returns when the service may start on some days; at any time, if nothing is returned.
pub(super) fn wanted(
    entry: &WaitlistEntry,
    zone: &TimeZone,
    (first_day, days): (NaiveDate, DayCount),
) -> Option<Vec<TimeRange>> {
    let hours = entry.hours.as_ref()?;
    let schedule = Schedule { hours: Some(hours), ..Schedule::default() };
    let last_day = first_day + Days::new(u64::from(days.get()) + 1);
    let midnight = |date: NaiveDate| zone.instant(date.and_time(NaiveTime::MIN)).ok();
    let period = midnight(first_day).zip(midnight(last_day));
    let period = period.and_then(|(from, until)| TimeRange::new(from, until).ok());
    Some(period.map(|period| OpenHours::new(zone, period).of(&schedule, &[])).unwrap_or_default())
}
