//! A service at a center as it would be if nothing were booked: read off the description of the
//! world by hand.

use clientline::{
    model::{AssignmentPolicy, Center, Provider, ProviderCenter, Room, Service},
    slots::{
        Assignment, Blockouts, CandidateProvider, CandidateRoom, FurtherIds, FurtherProviders,
        RecurringTime, Schedule, Situation, Timing,
    },
    value::{
        DayHours, DurationMinutes, Priority, Segment, Segments, TimeRange, Timestamp, WeeklyHours,
    },
};
use uuid::Uuid;

use super::world::World;

impl World {
    /// What decides about a service at a center but for what is booked, and for the present.
    pub(super) fn bare<'w>(
        &'w self,
        center: &Center,
        service: &'w Service,
        is_added_to: bool,
    ) -> Situation<'w> {
        let center = self.centers.iter().find(|one| one.id == center.id).unwrap();
        let assignment = center.policies.assignment;
        let performs = |one: &&Provider| {
            let services = one.services.as_slice();
            (one.center_id == center.id || self.workplace(one, center).is_some())
                && one.is_active.0
                && (services.is_empty() || services.contains(&service.id))
        };
        let mut providers: Vec<&Provider> = self.providers.iter().filter(performs).collect();
        // Those who are alike by all that comes to be booked: who performs fewer services comes
        // first, or, by priority, who has a lower one, and last who has none.
        providers.sort_by_key(|one| {
            let priority = one.priority.map_or(9_999, Priority::get);
            let is_by_priority = assignment == AssignmentPolicy::Priority;
            let first = if is_by_priority { priority.into() } else { skills(one) };
            (first, one.id.uuid())
        });
        let rooms = |kind| {
            let serves = |one: &&Room| {
                one.center_id == center.id && one.room_category_id == kind && one.is_active.0
            };
            let mut ids: Vec<Uuid> =
                self.rooms.iter().filter(serves).map(|one| one.id.uuid()).collect();
            ids.sort_unstable();
            let room = |id| CandidateRoom { id, blocked: self.blocked(id), full: Vec::new() };
            ids.into_iter().map(room).collect::<Vec<_>>()
        };
        Situation {
            zone: &center.time_zone,
            step: center.policies.step_minutes,
            anchor: center.policies.slot_anchor,
            now: Timestamp::MIN,
            earliest: Timestamp::MIN,
            latest: Timestamp::MAX,
            guest_full: Vec::new(),
            buffers_within_hours: center.policies.buffers_within_hours,
            center: self.schedule(center.id.uuid(), center.hours.as_ref()),
            service_hours: service.hours.as_deref(),
            assignment: match assignment {
                AssignmentPolicy::LeastSpecialised => Assignment::LeastSpecialised,
                AssignmentPolicy::LeastBusy => Assignment::LeastBusy,
                AssignmentPolicy::Even => Assignment::Even,
                AssignmentPolicy::Priority => Assignment::AsListed,
                other => panic!("no world has {other:?}"),
            },
            seats: (service.max_guests.get() > 1).then(|| service.max_guests.get().cast_unsigned()),
            providers: providers
                .into_iter()
                .map(|one| {
                    let alone = self.candidate(center, one, service);
                    if is_added_to { longer(alone, service) } else { alone }
                })
                .collect(),
            further_providers: FurtherProviders {
                count: service.further_providers.get().into(),
                first: None,
                kept: FurtherIds::default(),
            },
            rooms: service.room_category_id.map(rooms),
            further_rooms: service.further_room_category_ids.iter().map(rooms).collect(),
        }
    }

    /// Where and when somebody works at a center that is not their own.
    fn workplace(&self, provider: &Provider, center: &Center) -> Option<&ProviderCenter> {
        let mut all = self.workplaces.iter();
        all.find(|one| one.provider_id == provider.id && one.center_id == center.id)
    }

    fn candidate<'w>(
        &'w self,
        center: &Center,
        provider: &'w Provider,
        service: &Service,
    ) -> CandidateProvider<'w> {
        let mut schedule = self.schedule(provider.id.uuid(), provider.hours.as_ref());
        if let Some(there) = self.workplace(provider, center) {
            schedule.hours = there.hours.as_ref();
        }
        // The hours of a date are at one center.
        let calendar = provider.id.uuid();
        for date in self.overrides.iter().filter(|one| one.calendar_id.uuid() == calendar) {
            if date.center_id.unwrap_or(provider.center_id) != center.id {
                schedule.overrides.insert(date.date, DayHours::default());
            }
        }
        let own = self.performances.iter().find(|performance| {
            performance.provider_id == provider.id && performance.service_id == service.id
        });
        let usual = service.duration_minutes;
        let duration = own.and_then(|own| own.duration_minutes).unwrap_or(usual);
        CandidateProvider {
            id: provider.id.uuid(),
            skills: skills(provider),
            timing: Timing {
                duration,
                buffer_before: service.buffer_before_minutes,
                buffer_after: service.buffer_after_minutes,
                segments: service.segments.filter(|_| duration == usual),
            },
            schedule,
            busy: Vec::new(),
            on_the_way: Vec::new(),
            begun: Vec::new(),
            day_full: Vec::new(),
            sessions: Vec::new(),
        }
    }

    fn schedule<'w>(&'w self, of: Uuid, hours: Option<&'w WeeklyHours>) -> Schedule<'w> {
        let own = self.overrides.iter().filter(|one| one.calendar_id.uuid() == of);
        let overrides = own.map(|one| (one.date, one.windows.clone())).collect();
        Schedule { hours, overrides, blocked: self.blocked(of) }
    }

    fn blocked(&self, of: Uuid) -> Blockouts {
        let mut blocked = Blockouts::default();
        for one in self.blockouts.iter().filter(|one| one.calendar_id.uuid() == of) {
            let within = TimeRange::new(one.starts_at, one.ends_at).unwrap();
            match one.recurrence.clone() {
                None => blocked.once.push(within),
                Some(recurrence) => blocked.recurring.push(RecurringTime { within, recurrence }),
            }
        }
        blocked
    }
}

/// The same provider, of whom what can be added to a service takes its time as well: at its end.
fn longer<'w>(alone: CandidateProvider<'w>, service: &Service) -> CandidateProvider<'w> {
    let all = service.add_ons.iter().flat_map(|all| &all.0);
    let more: u16 = all.map(|one| one.minutes.get()).sum();
    let lasting = |minutes: DurationMinutes| {
        DurationMinutes::new(i64::from(minutes.get()) + i64::from(more)).unwrap()
    };
    let segments = alone.timing.segments.map(|segments| {
        let mut parts: Vec<Segment> = segments.parts().collect();
        let last = parts.last_mut().unwrap();
        last.minutes = lasting(last.minutes);
        Segments::new(&parts).unwrap()
    });
    let duration = lasting(alone.timing.duration);
    CandidateProvider { timing: Timing { duration, segments, ..alone.timing }, ..alone }
}

/// How many services somebody performs: without any all of them, more than anybody has who has some.
fn skills(provider: &Provider) -> u32 {
    match provider.services.as_slice().len() {
        0 => u32::MAX,
        count => u32::try_from(count).unwrap(),
    }
}
