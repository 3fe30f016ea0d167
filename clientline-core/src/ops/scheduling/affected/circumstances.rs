//! The circumstances by which appointments are judged: who is in use, when they work and are
//! away, whatever else is booked.

use std::collections::{HashMap, HashSet};

use chrono::Days;
use uuid::Uuid;

use super::proposed::{ChangeOf, ProposedChange};
use crate::{
    engine::View,
    entity::{Query, Stored},
    error::Result,
    model::{Appointment, Blockout, Calendar, Center, Provider, ProviderCenter, Room, Service},
    ops::scheduling::{
        appointment_rows::timing_of,
        availability::{Exceptions, Visitors, overrides_around, read_visitors},
        calendar::by_id,
    },
    row::Select,
    slots::{
        self, Assignment, BookingRules, CandidateProvider, CandidateRoom, FurtherIds,
        FurtherProviders, Preference, Refusal, Situation,
    },
    value::{DayHours, Id, SlotAnchor, StepMinutes, TimeRange, Timestamp, WeeklyHours},
};

/// When a center, its providers and its rooms can be had; each is known by the identifier of its
/// calendar, which is its own.
#[derive(Clone)]
pub(super) struct Circumstances {
    center: Stored<Center>,
    /// Who and what takes bookings.
    in_use: HashSet<Uuid>,
    hours: HashMap<Uuid, WeeklyHours>,
    /// When services are given that are so in some hours alone.
    service_hours: HashMap<Id<Service>, WeeklyHours>,
    exceptions: Exceptions,
}

impl Circumstances {
    /// Reads the circumstances of appointments, which are in the order of their starts: in one
    /// round trip.
    pub(super) async fn read(
        view: &mut View<'_>,
        center: Stored<Center>,
        appointments: &[Stored<Appointment>],
    ) -> Result<Self> {
        let mut this = Self {
            in_use: HashSet::new(),
            hours: HashMap::new(),
            service_hours: HashMap::new(),
            exceptions: Exceptions::default(),
            center,
        };
        let (Some(first), Some(last)) = (appointments.first(), appointments.last()) else {
            return Ok(this);
        };
        let date = |at| this.center.time_zone.local(at).date();
        let dates = (date(first.starts_at), date(last.starts_at) + Days::new(2));
        // A day of service and buffers on either side, and a day to spare.
        let around = TimeRange::new(
            first.starts_at.saturating_plus_minutes(-2 * 24 * 60),
            last.starts_at.saturating_plus_minutes(3 * 24 * 60),
        );
        let blockouts =
            around.as_ref().ok().copied().map(|around| {
                Vec::from(Blockout::meeting(this.center.id, around, Select::LIMIT_MAX))
            });
        let providers: Vec<Id<Provider>> =
            appointments.iter().flat_map(|one| one.providers()).collect();
        let mut calendars: Vec<Id<Calendar>> =
            providers.iter().map(|id| Id::from_uuid(id.uuid())).collect();
        calendars.push(Id::from_uuid(this.center.id.uuid()));
        calendars.sort_unstable();
        calendars.dedup();
        let providers: Vec<Query<Provider>> = by_id(providers.into_iter());
        let visits = ProviderCenter::visits_to(this.center.id);
        let rooms: Vec<Query<Room>> = by_id(appointments.iter().flat_map(|one| one.rooms()));
        let services: Vec<Query<Service>> = by_id(appointments.iter().map(|one| one.service_id));
        let overrides = overrides_around(&calendars, dates);
        let (providers, visits, (rooms, services), overrides, blockouts) =
            view.read((providers, visits, (rooms, services), overrides, blockouts)).await?;
        let given = |one: Stored<Service>| Some((one.id, *one.hours.clone()?));
        this.service_hours = services.into_iter().flatten().filter_map(given).collect();
        let providers = providers.concat();
        let mut blockouts = blockouts.unwrap_or_default();
        let (mut visitors, around) = (Visitors::new(), around.ok());
        if let Some(around) = around.filter(|_| !visits.is_empty()) {
            // Seldom.
            let of = (this.center.id, providers.as_slice());
            let found = Box::pin(read_visitors(view, of, around)).await?;
            visitors = found.0;
            blockouts.extend(found.1);
        }
        let center = this.center.id;
        this.exceptions = Exceptions::of((overrides, blockouts), center, &visitors, around);
        let center = (this.center.id.uuid(), this.center.is_active.0, this.center.hours.clone());
        let providers = providers.iter().filter_map(|one| {
            let visit = visits.iter().find(|visit| visit.provider_id == one.id);
            let is_own = one.center_id == this.center.id;
            let hours = if is_own { Some(&one.hours) } else { visit.map(|visit| &visit.hours) };
            Some((one.id.uuid(), one.is_active.0, hours?.clone()))
        });
        let rooms = rooms.into_iter().flatten();
        let rooms = rooms.map(|room| (room.id.uuid(), room.is_active.0, None));
        let owners: Vec<_> = providers.chain(rooms).chain([center]).collect();
        for (owner, is_active, hours) in owners {
            this.use_or_not(owner, is_active);
            this.hours.extend(hours.map(|hours| (owner, hours)));
        }
        Ok(this)
    }

    fn use_or_not(&mut self, owner: Uuid, is_active: bool) {
        if is_active {
            self.in_use.insert(owner);
        } else {
            self.in_use.remove(&owner);
        }
    }

    /// Changes what a proposal would change of somebody.
    pub(super) fn change(&mut self, owner: ChangeOf, change: &ProposedChange) {
        let owner = match owner {
            ChangeOf::Calendar(owner) => owner,
            ChangeOf::Service(service) => {
                let hours = change.hours.clone().map(|hours| (service, hours));
                self.service_hours.extend(hours);
                return;
            }
        };
        let owner = owner.uuid();
        self.hours.extend(change.hours.clone().map(|hours| (owner, hours)));
        if let Some(is_active) = change.is_active {
            self.use_or_not(owner, is_active.0);
        }
        if let Some(of_date) = &change.hours_override {
            // What is named is where the windows are: elsewhere nobody works on that date.
            let is_here = of_date.center_id.is_none_or(|at| at == self.center.id);
            let windows = of_date.windows.clone();
            let windows = if is_here { windows } else { DayHours::default() };
            self.exceptions.replace_hours(owner, of_date.date, windows);
        }
        let blockout = change.blockout.as_ref();
        let within = blockout.and_then(|b| Some((b, b.range("").ok()?)));
        if let Some((blockout, within)) = within {
            self.exceptions.block(owner, within, blockout.recurrence.clone());
        }
    }

    /// Judges an appointment at its own time, as if nothing were booked but it.
    pub(super) fn refusal(&self, one: &Appointment) -> Option<Refusal> {
        let center = self.center.id.uuid();
        if !self.in_use.contains(&center) {
            return Some(Refusal::CenterClosed);
        }
        let situation = Situation {
            zone: &self.center.time_zone,
            step: StepMinutes::MIN,
            anchor: SlotAnchor::Midnight,
            now: Timestamp::MIN,
            earliest: Timestamp::MIN,
            latest: Timestamp::MAX,
            guest_full: Vec::new(),
            buffers_within_hours: self.center.policies.buffers_within_hours,
            center: self.exceptions.schedule(center, self.hours.get(&center)),
            service_hours: self.service_hours.get(&one.service_id),
            assignment: Assignment::AsListed,
            seats: None,
            providers: one.providers().filter_map(|id| self.candidate(one, id.uuid())).collect(),
            further_providers: FurtherProviders {
                count: one.providers().skip(1).count(),
                first: Some(one.provider_id.uuid()),
                kept: FurtherIds::default(),
            },
            rooms: one.room_id.map(|id| self.room(id.uuid()).into_iter().collect()),
            further_rooms: one
                .further_room_ids
                .iter()
                .flat_map(|ids| ids.iter())
                .map(|id| self.room(id.uuid()).into_iter().collect())
                .collect(),
        };
        slots::place(&situation, one.starts_at, Preference::default(), BookingRules::Begun).err()
    }

    fn candidate(&self, one: &Appointment, id: Uuid) -> Option<CandidateProvider<'_>> {
        let timing = timing_of(one).filter(|_| self.in_use.contains(&id))?;
        Some(CandidateProvider {
            id,
            skills: 1,
            timing,
            schedule: self.exceptions.schedule(id, self.hours.get(&id)),
            busy: Vec::new(),
            on_the_way: Vec::new(),
            begun: Vec::new(),
            day_full: Vec::new(),
            sessions: Vec::new(),
        })
    }

    fn room(&self, id: Uuid) -> Option<CandidateRoom> {
        let blocked = self.exceptions.blocked(id);
        self.in_use.contains(&id).then_some(CandidateRoom { id, blocked, full: Vec::new() })
    }
}
