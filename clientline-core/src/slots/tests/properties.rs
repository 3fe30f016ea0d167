//! Properties of every world.

use proptest::prelude::*;

use super::{
    chance::{cases, worlds},
    world::World,
};
use crate::{
    slots::{
        BookingRules, Candidate, Preference, RefusedStart, explain, place, reference::Reference,
        search,
    },
    value::{SlotAnchor, Timestamp},
};

fn listed(world: &World) -> Vec<(Timestamp, Vec<Candidate>)> {
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    assert_eq!(slots.len(), slots.iter().count());
    assert!(slots.is_empty() == slots.iter().next().is_none());
    slots.iter().map(|slot| (slot.starts_at, slot.offers().collect())).collect()
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn the_engine_lists_what_the_reference_lists(world in worlds()) {
        let situation = world.situation();
        let expected = Reference::new(&situation, world.first_day, world.days).search();
        prop_assert_eq!(listed(&world), expected);
    }

    #[test]
    fn every_listed_offer_can_be_booked(world in worlds()) {
        let situation = world.situation();
        for (start, offers) in listed(&world) {
            let anyone = place(&situation, start, Preference::default(), BookingRules::Listed);
            prop_assert_eq!(anyone.as_ref(), Ok(&offers[0]));
            for offer in offers {
                let (provider, room) = (Some(offer.provider), offer.room);
                let open = Preference { provider, room, ..Preference::default() };
                let further_providers = offer.further_providers;
                for preference in [open, Preference { further_providers, ..open }] {
                    let booked = place(&situation, start, preference, BookingRules::Listed);
                    prop_assert_eq!(booked, Ok(offer));
                }
            }
        }
    }

    #[test]
    fn a_start_can_be_booked_only_if_it_is_listed(
        world in worlds(), minutes in prop::collection::vec(0..5760_i64, 40)
    ) {
        let situation = world.situation();
        let reference = Reference::new(&situation, world.first_day, world.days);
        let listed = listed(&world);
        let midnight = world.zone.instant(world.first_day.into()).unwrap();
        for minute in minutes {
            let start = midnight.plus_minutes(minute).unwrap();
            let day = (world.zone.local(start).date() - world.first_day).num_days();
            if !(0..i64::from(world.days.get())).contains(&day) {
                continue;
            }
            let booked = place(&situation, start, Preference::default(), BookingRules::Listed);
            let found = listed.iter().find(|(at, _)| *at == start);
            prop_assert_eq!(booked.ok(), found.map(|(_, offers)| offers[0]));
            for rules in [
                BookingRules::Listed, BookingRules::Following, BookingRules::OffGrid, BookingRules::Begun,
                BookingRules::Override,
            ] {
                let booked = place(&situation, start, Preference::default(), rules);
                let expected = reference.offers(start, rules).first().copied();
                prop_assert_eq!(booked.ok(), expected, "{:?} {:?}", start, rules);
            }
        }
    }

    #[test]
    fn what_is_not_listed_is_explained_by_what_booking_it_says(world in worlds()) {
        let situation = world.situation();
        let any = Preference::default();
        let reference = Reference::new(&situation, world.first_day, world.days);
        let refused = explain(&situation, world.first_day, world.days, any, usize::MAX);
        let listed = listed(&world);
        for RefusedStart { time, refusal } in &refused {
            prop_assert!(reference.offers(time.at(), BookingRules::Listed).is_empty());
            prop_assert_eq!(place(&situation, time.at(), any, BookingRules::Listed), Err(*refusal));
        }
        // Together they are the grid, if everybody has the same.
        if world.anchor == SlotAnchor::Window {
            return Ok(());
        }
        let mut all: Vec<Timestamp> = listed.iter().map(|(start, _)| *start).collect();
        all.extend(refused.iter().map(|refused| refused.time.at()));
        all.sort_unstable();
        let on_grid = |start: &Timestamp| {
            let local = world.zone.local(*start);
            let minute = chrono::Timelike::hour(&local) * 60 + chrono::Timelike::minute(&local);
            let day = (local.date() - world.first_day).num_days();
            minute.is_multiple_of(world.step.get().into())
                && (0..i64::from(world.days.get())).contains(&day)
        };
        let first = world.zone.instant(world.first_day.into()).unwrap();
        let minutes = -180..i64::from(world.days.get()) * 1440 + 1440;
        let grid: Vec<Timestamp> = minutes
            .filter_map(|minute| first.plus_minutes(minute))
            .filter(on_grid)
            .collect();
        prop_assert_eq!(all, grid);
    }

    #[test]
    fn local_time_and_offset_of_a_slot_name_its_instant(world in worlds()) {
        let situation = world.situation();
        for slot in search(&situation, world.first_day, world.days).iter() {
            prop_assert_eq!(world.zone.local(slot.starts_at), slot.local());
            prop_assert_eq!(world.zone.offset(slot.starts_at), slot.offset);
        }
    }
}
