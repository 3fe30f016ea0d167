//! Offering what has become free to those who wait, the one who waits longest first.
//!
//! One step deals with one stretch of free time, in one commit: it offers a time in it to the first
//! of some who wait, or passes over them; and once nobody is left it forgets the stretch. Whoever
//! takes the same step at the same moment writes the same row, and so one of them alone commits.

use chrono::NaiveDate;

use super::{
    availability::{Availability, AvailabilityWindow, BookingTarget, ServiceResources},
    waitlist::wanted,
    waitlist_offers::{OfferedTime, hold},
};
use crate::{
    engine::{Env, Operation, Plan, Scope, View, reading::peek, shown_whole},
    entity::{Query, Stored},
    error::{Error, Result},
    model::{Center, FreedTime, Permission, WaitlistEntry, WaitlistStatus},
    slots::{self, BookingRules, StartPage},
    value::{DayCount, Id, Timestamp},
};

/// Offers a time of the stretch that has been free longest.
#[derive(Clone, Copy, Debug)]
pub struct OfferFreedTime;

/// What one step came to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct OfferStep {
    /// How many times were offered: one, or none.
    pub offers: u32,
    /// Whether there was any free time to be looked at.
    pub is_found: bool,
}

shown_whole!(OfferStep);

impl OfferFreedTime {
    /// How many of those who wait are looked at in one step.
    const AT_ONCE: usize = 10;
    /// The most of a center's entries that are gone through in one step.
    const ENTRIES: u32 = 200;
    /// The most stretches that are forgotten in one step, where a center makes no offers.
    const FORGOTTEN: u32 = 100;
    /// The most steps for one organization in one run; the next run goes on.
    const STEPS_MAX: u32 = 200;

    /// Offers what has become free in one organization, and returns how many offers there were.
    pub(crate) async fn within(scope: &Scope) -> Result<u64> {
        let mut offers = 0;
        for _ in 0..Self::STEPS_MAX {
            let step = scope.run(&Self).await?;
            offers += u64::from(step.offers);
            if !step.is_found {
                break;
            }
        }
        Ok(offers)
    }
}

impl Operation for OfferFreedTime {
    type Answer = OfferStep;
    const NAME: &'static str = "freed_time_offer";
    const NEEDS: Permission = Permission::AttendAppointments;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<OfferStep>> {
        let all = view.list(&Query::<FreedTime>::limit(Self::FORGOTTEN)).await?;
        let Some(freed) = all.first() else {
            return Ok(Plan::read(env, OfferStep { offers: 0, is_found: false }));
        };
        let center_id = Id::<Center>::from_uuid(freed.center_id);
        let mut waiting = Query::limit(Self::ENTRIES)
            .eq(WaitlistEntry::center_id(), &center_id)
            .checked_eq(WaitlistEntry::status(), &WaitlistStatus::Waiting);
        if let Some(last) = freed.after_entry {
            waiting = waiting.past(Id::from_uuid(last));
        }
        let (center, entries) = view.read((peek(center_id), waiting)).await?;
        let Some(center) = center.filter(|center| center.makes_offers()) else {
            let of_center = all.iter().filter(|one| one.center_id == freed.center_id);
            return Ok(forget(env, of_center));
        };
        let is_last = entries.len() < Self::ENTRIES as usize;
        let last_of_all = entries.last().map(|entry| entry.id);
        let times = entries.into_iter().filter_map(|entry| {
            let window = window(env, &center, freed, &entry)?;
            Some((entry, window))
        });
        let candidates: Vec<_> = times.take(Self::AT_ONCE).collect();
        let is_full = candidates.len() == Self::AT_ONCE;
        let passed = if is_full { candidates.last().map(|(one, _)| one.id) } else { last_of_all };
        if let Some((entry, time)) = find(env, view, freed, candidates).await? {
            let held = Box::pin(hold(env, view, &entry, time, BookingRules::Listed)).await;
            match held {
                Ok(plan) => return Ok(go_on(plan.map(|_| ()), freed, entry.id, 1)),
                // It is listed, and can't be booked all the same: for this guest.
                Err(Error::SlotUnavailable { .. } | Error::Conflict { .. } | Error::Invalid(_)) => {
                    let plan = Plan::new((), env.changes());
                    return Ok(go_on(plan, freed, entry.id, 0));
                }
                Err(error) => return Err(error),
            }
        }
        match passed {
            Some(passed) if is_full || !is_last => {
                Ok(go_on(Plan::new((), env.changes()), freed, passed, 0))
            }
            _ => Ok(forget(env, [freed])),
        }
    }
}

/// Forgets stretches that serve nobody.
fn forget<'f>(
    env: &Env,
    freed: impl IntoIterator<Item = &'f Stored<FreedTime>>,
) -> Plan<OfferStep> {
    let mut changes = env.changes();
    for freed in freed {
        changes.delete(freed);
    }
    Plan::new(OfferStep { offers: 0, is_found: true }, changes)
}

/// Goes on with those who wait since later than one.
fn go_on(
    mut plan: Plan<()>,
    freed: &Stored<FreedTime>,
    passed: Id<WaitlistEntry>,
    offers: u32,
) -> Plan<OfferStep> {
    plan.changes.update(freed, |freed| freed.after_entry = Some(passed.uuid()));
    plan.map(|()| OfferStep { offers, is_found: true })
}

/// Returns the days of a free stretch on which a guest would come, if there are any.
fn window(
    env: &Env,
    center: &Center,
    freed: &FreedTime,
    entry: &WaitlistEntry,
) -> Option<AvailabilityWindow> {
    let date = |at: Timestamp| center.time_zone.local(at).date();
    if freed.ends_at() <= env.now() {
        return None;
    }
    let first_day: NaiveDate = entry.first_date.max(date(freed.starts_at.max(env.now())));
    let last_day = entry.last_date.min(date(freed.ends_at()));
    let days = DayCount::new((last_day - first_day).num_days() + 1).ok()?;
    Some(AvailabilityWindow {
        first_day,
        days,
        starts: None,
        provider: entry.provider_id,
        overfill: None,
        now: env.now(),
    })
}

/// Finds the first of some who wait for whom a time is free that takes some of a stretch.
async fn find(
    env: &Env,
    view: &mut View<'_>,
    freed: &FreedTime,
    candidates: Vec<(Stored<WaitlistEntry>, AvailabilityWindow)>,
) -> Result<Option<(Stored<WaitlistEntry>, OfferedTime)>> {
    let target = |(entry, _): &(Stored<WaitlistEntry>, AvailabilityWindow)| BookingTarget {
        center: entry.center_id,
        service: entry.service_id,
        provider: entry.provider_id,
        room: None,
        moved: None,
    };
    let targets: Vec<_> = candidates.iter().map(target).collect();
    if targets.is_empty() {
        return Ok(None);
    }
    let resources = ServiceResources::read_all(view, &targets).await?;
    let (entries, windows): (Vec<_>, Vec<_>) = candidates.into_iter().unzip();
    let wished: Vec<_> = windows.iter().map(|window| (window.first_day, window.days)).collect();
    let asked = resources.into_iter().zip(windows).collect();
    let all = Availability::read_all(view, asked).await?;
    for ((entry, days), availability) in entries.into_iter().zip(wished).zip(&all) {
        if let Some(time) = first_time(env, &entry, days, freed, availability) {
            return Ok(Some((entry, time)));
        }
    }
    Ok(None)
}

/// Returns the first time at which a guest would come, and which takes some of a stretch.
fn first_time(
    env: &Env,
    entry: &WaitlistEntry,
    (first_day, days): (NaiveDate, DayCount),
    freed: &FreedTime,
    availability: &Availability,
) -> Option<OfferedTime> {
    let resources = &availability.resources;
    if !resources.is_offered() {
        return None;
    }
    let situation = availability.situation(env, resources.center.policies.step_minutes, None);
    let wanted = wanted(entry, situation.zone, (first_day, days));
    let is_wanted = |at| wanted.as_ref().is_none_or(|times| times.iter().any(|t| t.contains(at)));
    let part = StartPage { after: None, starts: usize::MAX, offers: usize::MAX };
    let mut found = None;
    slots::page(&situation, first_day, days, part, |slot| {
        if found.is_some() || !is_wanted(slot.starts_at) {
            return;
        }
        let takes_some = |offer: &slots::Candidate| {
            let taken = offer.timing.occupancy(slot.starts_at);
            taken.is_some_and(|taken| {
                taken.start() < freed.ends_at() && freed.starts_at < taken.end()
            })
        };
        found = slot.offers().find(takes_some).map(|offer| OfferedTime {
            starts_at: slot.starts_at,
            provider_id: Some(Id::from_uuid(offer.provider)),
        });
    });
    found
}
