//! A center that gets another time zone: what its appointments keep is for whoever changes it
//! to say, and then all agrees.
//!
//! An appointment has an instant and a wall time, and another zone can leave only one of them
//! as it is. The hours of the center and of its people are wall times, and stay so.

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    agreement::prior,
    appointment_rows::{FurtherLinks, further_links_of_all, history, out_of_range},
    availability::local_text,
    calendars::mark,
    zone_ways::must_leave_the_way,
};
use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{peek, require, require_version},
    },
    entity::{Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, AppointmentChange, AppointmentSeries, Blockout, BlockoutSpan, Calendar,
        Center, EventKind, Occupancy, Permission,
    },
    row::{ChangeSet, Select, Version},
    storage::Key,
    value::{Id, TimeZone, Timestamp},
};

/// The most appointments, and the most blockouts, that change with the zone of their center.
const CHANGED_MAX: u32 = 1_000;

/// What appointments keep when the zone of their center changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeptTime {
    /// The time on the clock: at ten they stay at ten, at another instant. So do blockouts. For a
    /// center that was given the wrong zone.
    WallTime,
    /// The instant: the clock shows another time. For a center whose clocks are set otherwise.
    Instant,
}

/// The new zone of a center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneChange {
    /// The zone (IANA).
    pub time_zone: TimeZone,
    /// What the appointments to come keep.
    pub appointments: KeptTime,
}

/// Gives a center another zone, and its appointments to come with it.
///
/// What has begun stays when it is. It is refused with `center_has_appointments` if more are
/// to come than one commit changes, and with `slot_taken` if two would overlap, between which
/// clocks go back in the new zone, or forward, or if somebody could not get to or from another
/// center in time.
#[derive(Clone, Debug)]
pub struct ChangeZone {
    /// Which center.
    pub id: Id<Center>,
    /// The zone.
    pub change: ZoneChange,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl Operation for ChangeZone {
    type Answer = Stored<Center>;
    const NAME: &'static str = "center_zone_change";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["center_has_appointments", "slot_taken"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let ZoneChange { time_zone, appointments: kept } = &self.change;
        // Ranges with both ends, which an index serves however many are to come.
        let appointments = Query::<Appointment>::limit(CHANGED_MAX + 1)
            .eq(Appointment::center_id(), &self.id)
            .ge(Appointment::starts_at(), &env.now())
            .lt(Appointment::starts_at(), &Timestamp::MAX)
            .order_by(Appointment::starts_at());
        let blockouts = Query::<Blockout>::limit(CHANGED_MAX + 1)
            .eq(Blockout::center_id(), &self.id)
            .ge(Blockout::starts_at(), &env.now())
            .lt(Blockout::starts_at(), &Timestamp::MAX)
            .order_by(Blockout::starts_at());
        let blockouts = (*kept == KeptTime::WallTime).then_some(blockouts);
        let calendar = require(Id::<Calendar>::from_uuid(self.id.uuid()));
        let (before, calendar, appointments, blockouts) = view
            .read((require_version(self.id, self.expected), calendar, appointments, blockouts))
            .await?;
        let blockouts = blockouts.unwrap_or_default();
        if appointments.len().max(blockouts.len()) > CHANGED_MAX as usize {
            let detail = "More than 1,000 appointments, or blockouts, are to come; that is more \
                          than can be changed at once.";
            return Err(Error::conflict("center_has_appointments", detail));
        }
        let mut changes = env.changes();
        let after = changes.update(&before, |center| center.time_zone = time_zone.clone());
        // Whoever books at this moment relies on the calendar.
        mark(&mut changes, &calendar);
        let mut plan = Plan::new(after, env.changes()).emit(EventKind::CenterUpdated, self.id);
        let held = appointments.iter().filter(|appointment| appointment.status.occupies());
        let held: Vec<&Stored<Appointment>> = held.collect();
        match kept {
            KeptTime::Instant => self.show_anew(&held, &mut changes),
            KeptTime::WallTime => {
                self.shift(env, view, &held, &mut changes).await?;
                self.shift_series(env, view, &before.time_zone, &held, &mut changes).await?;
                for appointment in &held {
                    plan = plan.emit(EventKind::AppointmentRescheduled, appointment.id);
                }
                for blockout in &blockouts {
                    self.shift_blockout(&before.time_zone, blockout, &mut changes)?;
                }
            }
        }
        plan.changes = changes;
        Ok(plan)
    }
}

impl ChangeZone {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Center>, change: ZoneChange) -> Self {
        Self { id, change, expected: None }
    }

    /// Says what the clocks show of appointments that stay at their instants.
    fn show_anew(&self, appointments: &[&Stored<Appointment>], changes: &mut ChangeSet) {
        let zone = &self.change.time_zone;
        for before in appointments {
            changes.update(before, |appointment| {
                appointment.time_zone = zone.clone();
                appointment.local_start = local_text(zone, appointment.starts_at);
            });
        }
    }

    /// Moves appointments to the instants at which the clocks show what was agreed.
    async fn shift(
        &self,
        env: &Env,
        view: &mut View<'_>,
        appointments: &[&Stored<Appointment>],
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let since = appointments.iter().map(|one| {
            one.starts_at.saturating_plus_minutes(-i64::from(one.buffer_before_minutes.get()))
        });
        let Some(since) = since.min() else { return Ok(()) };
        let times = Query::<Occupancy>::limit(Select::LIMIT_MAX)
            .eq(Occupancy::center_id(), &self.id)
            .ge(Occupancy::starts_at(), &since)
            .lt(Occupancy::starts_at(), &Timestamp::MAX)
            .order_by(Occupancy::starts_at());
        let ids: BTreeSet<Id<Appointment>> = appointments.iter().map(|one| one.id).collect();
        let links = further_links_of_all(appointments);
        let (mut taken, links) = view.read((times, links)).await?;
        taken.retain(|row| ids.contains(&row.appointment_id));
        // All are let go of before any is taken anew: they pass over each other's.
        for row in &taken {
            changes.delete(row);
        }
        let zone = &self.change.time_zone;
        let mut moved = Vec::with_capacity(taken.len());
        let mut starts = HashMap::with_capacity(appointments.len());
        for before in appointments {
            let minutes = self.minutes_later(&before.time_zone, before.starts_at)?;
            let later = |at: Timestamp| at.plus_minutes(minutes).ok_or_else(out_of_range);
            let (starts_at, ends_at) = (later(before.starts_at)?, later(before.ends_at)?);
            let after = changes.update(before, |appointment| {
                appointment.steps = appointment.steps.saturating_add(1);
                (appointment.starts_at, appointment.ends_at) = (starts_at, ends_at);
                appointment.time_zone = zone.clone();
                appointment.local_start = local_text(zone, starts_at);
            });
            for row in taken.iter().filter(|row| row.appointment_id == before.id) {
                let (starts_at, ends_at) = (later(row.starts_at)?, later(row.ends_at)?);
                let id = env.new_id();
                let after = Occupancy { id, starts_at, ends_at, ..Occupancy::clone(row) };
                moved.push((row, after.clone()));
                changes.insert(after);
            }
            starts.insert(before.id, starts_at);
            let step = history(env, &after, before.status, None);
            changes.insert(AppointmentChange { moved_from: Some(prior(before, None)), ..step });
        }
        restart(&links, &starts, changes);
        must_leave_the_way(view, &moved, changes).await
    }

    /// Moves what was planned of their series with them, so that no date of those is an exception
    /// by that.
    async fn shift_series(
        &self,
        env: &Env,
        view: &mut View<'_>,
        zone: &TimeZone,
        appointments: &[&Stored<Appointment>],
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let ids: BTreeSet<Uuid> = appointments.iter().filter_map(|one| one.series_id).collect();
        let kept = ids.into_iter().map(|id| peek(Id::<AppointmentSeries>::from_uuid(id)));
        let later =
            |at: Timestamp| at.plus_minutes(self.minutes_later(zone, at)?).ok_or_else(out_of_range);
        for before in view.read(kept.collect::<Vec<_>>()).await?.iter().flatten() {
            let mut dates = before.dates.clone();
            for date in dates.0.iter_mut().filter(|date| date.at >= env.now()) {
                date.at = later(date.at)?;
                date.shifted_to = date.shifted_to.map(later).transpose()?;
                date.moved_to = date.moved_to.map(later).transpose()?;
            }
            changes.update(before, |series| series.dates = dates);
        }
        Ok(())
    }

    fn shift_blockout(
        &self,
        zone: &TimeZone,
        before: &Stored<Blockout>,
        changes: &mut ChangeSet,
    ) -> Result<()> {
        let later =
            |at: Timestamp| at.plus_minutes(self.minutes_later(zone, at)?).ok_or_else(out_of_range);
        // What recurs without an end goes on without one.
        let ends_at = match before.ends_at {
            Timestamp::MAX => Timestamp::MAX,
            ends_at => later(ends_at)?,
        };
        let starts_at = later(before.starts_at)?;
        if starts_at < ends_at {
            changes.update(before, |blockout| {
                (blockout.starts_at, blockout.ends_at) = (starts_at, ends_at);
                blockout.span = BlockoutSpan::of(starts_at, ends_at);
            });
        }
        Ok(())
    }

    /// Returns how many minutes later the clocks of the new zone show what those of another one
    /// show at an instant.
    fn minutes_later(&self, zone: &TimeZone, at: Timestamp) -> Result<i64> {
        let then = self.change.time_zone.instant(zone.local(at)).map_err(|_| out_of_range())?;
        Ok(then.since(at).num_minutes())
    }
}

/// Says anew when the appointments start that have further rooms and providers: by that they are
/// listed with them.
fn restart(
    (rooms, providers): &FurtherLinks,
    starts: &HashMap<Id<Appointment>, Timestamp>,
    changes: &mut ChangeSet,
) {
    for link in rooms.iter().flatten() {
        if let Some(start) = starts.get(&link.appointment_id) {
            changes.update(link, |link| link.starts_at = *start);
        }
    }
    for link in providers.iter().flatten() {
        if let Some(start) = starts.get(&link.appointment_id) {
            changes.update(link, |link| link.starts_at = *start);
        }
    }
}
