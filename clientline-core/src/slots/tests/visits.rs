//! Visits under limits, against services that are booked one after the other.

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    chance::{cases, worlds},
    several::{AllRooms, Shared, Wish, room, shared, wish},
    world::World,
};
use crate::{
    slots::{
        ConsecutiveService, Fullness, LimitPeriod, Preference, Succession, full_periods,
        place_consecutive,
        reference::{DayLimits, Reference, VisitService, visit},
        search,
    },
    value::{DayCount, TimeRange, Timestamp},
};

/// A world, and a visit of several services to it.
#[derive(Debug, Clone)]
struct Visit {
    world: World,
    rooms: AllRooms,
    wishes: Vec<(Wish, Option<Uuid>)>,
    limits: DayLimits,
}

fn visits() -> impl Strategy<Value = Visit> {
    let provider = prop::option::weighted(0.2, (1..=3_u128).prop_map(Uuid::from_u128));
    let limit = || prop::option::weighted(0.4, 1..=3_usize);
    let starts = prop::collection::vec(0..5760_i64, 0..4);
    (
        worlds(),
        prop::collection::vec((wish(), provider), 1..=3),
        prop::collection::vec(1..=3_usize, 6),
        (limit(), starts, limit()),
    )
        .prop_map(|(mut world, wishes, capacities, (guest, starts, provider))| {
            let midnight = world.zone.instant(world.first_day.into()).unwrap();
            let starts = starts.into_iter().map(|minute| midnight.plus_minutes(minute).unwrap());
            let starts = starts.collect();
            world.guest_full.clear();
            let mut begins = Vec::new();
            for (one, id) in world.providers.iter_mut().zip(1..) {
                one.day_full.clear();
                begins.extend(one.busy.iter().map(|busy| (Uuid::from_u128(id), busy.start())));
            }
            // Who is beside others counts as they do; the reference counts the first one alone.
            let provider = provider.filter(|_| wishes.iter().all(|(wish, _)| wish.further == 0));
            let rooms = shared(&mut world, &capacities);
            let limits = DayLimits { guest, starts, provider, begins };
            Visit { world, rooms, wishes, limits }
        })
}

impl Visit {
    fn full(&self, most: usize, all: &[Timestamp]) -> Vec<TimeRange> {
        let most = u16::try_from(most).unwrap();
        full_periods(&self.world.zone, LimitPeriod::Day, most, all, None)
    }

    /// The services with what was booked before, under the limits.
    fn services(&self) -> Vec<ConsecutiveService<'_>> {
        let service = |(wish, provider): &(Wish, Option<Uuid>)| {
            let mut situation = wish.situation(&self.world, &self.rooms);
            situation.guest_full = self.of_guest(0, &[]).unwrap_or_default();
            for one in &mut situation.providers {
                one.day_full = self.of_provider(0, one.id, &[]).unwrap_or_default();
            }
            let preference = Preference { provider: *provider, ..Preference::default() };
            ConsecutiveService { situation, preference, succession: Succession::default() }
        };
        self.wishes.iter().map(service).collect()
    }
}

impl Fullness for Visit {
    fn of_room(&self, _: usize, id: Uuid, taken: &[TimeRange]) -> Vec<TimeRange> {
        room(&self.rooms, id).full(taken)
    }

    fn of_guest(&self, _: usize, starts: &[Timestamp]) -> Option<Vec<TimeRange>> {
        Some(self.full(self.limits.guest?, &[starts, &self.limits.starts].concat()))
    }

    fn of_provider(
        &self,
        _: usize,
        provider: Uuid,
        begins: &[Timestamp],
    ) -> Option<Vec<TimeRange>> {
        let most = self.limits.provider?;
        let own = self.limits.begins.iter().filter(|(of, _)| *of == provider).map(|(_, at)| *at);
        Some(self.full(most, &own.chain(begins.iter().copied()).collect::<Vec<_>>()))
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_visit_is_placed_as_if_its_services_were_booked_one_after_the_other(of in visits()) {
        let (first_day, days) = (of.world.first_day, of.world.days);
        let before: Vec<_> =
            of.wishes.iter().map(|(wish, _)| wish.situation(&of.world, &of.rooms)).collect();
        // The last of them may lie days after the first.
        let around = DayCount::new(i64::from(days.get()) + 12).unwrap();
        let naive: Vec<VisitService<'_>> = before
            .iter()
            .zip(&of.wishes)
            .map(|(situation, (wish, provider))| {
                let rooms = wish.rooms(&of.rooms).unwrap_or_default();
                let first = situation.providers.first();
                VisitService {
                    reference: Reference::new(situation, first_day, around),
                    rooms: rooms.into_iter().map(Shared::told).collect(),
                    further_rooms: wish.further_told(&of.rooms),
                    provider: *provider,
                    buffer_before: first.map(|one| one.timing.buffer_before).unwrap_or_default(),
                }
            })
            .collect();
        let mut services = of.services();
        let starts: Vec<Timestamp> =
            search(&before[0], first_day, days).iter().map(|start| start.starts_at).collect();
        for start in starts.into_iter().step_by(3).take(40) {
            let placed = place_consecutive(&mut services, start, &of).ok();
            let placed: Option<Vec<_>> = placed
                .map(|all| all.into_iter().map(|one| (one.starts_at, one.candidate)).collect());
            prop_assert_eq!(placed, visit(&naive, &of.limits, start), "{:?}", start);
        }
    }
}
