//! Services that need several providers at once.

use uuid::Uuid;

use super::{
    builders::{at, provider, range, try_at, utc, world},
    world::{World, timing},
};
use crate::slots::{
    BookingRules, Candidate, FurtherIds, FurtherProviders, Preference, Refusal, place, search,
};

fn ids<const COUNT: usize>(numbers: [u128; COUNT]) -> FurtherIds {
    FurtherIds::of(numbers.map(Uuid::from_u128))
}

/// Three who work from nine to noon, and a massage of an hour by some of them at once.
fn by_several(further: usize) -> World {
    let mut world = world("UTC", "2026-12-01", &[("09:00", "12:00")], timing(60, 0, 0));
    for _ in 0..2 {
        world.providers.push(provider(&[("09:00", "12:00")], timing(60, 0, 0)));
    }
    world.further_providers = FurtherProviders { count: further, ..FurtherProviders::default() };
    world
}

fn book(world: &World, start: &str, preference: Preference) -> Result<Candidate, Refusal> {
    place(&world.situation(), at(start), preference, BookingRules::Listed)
}

#[test]
fn it_can_be_had_while_as_many_are_free_as_it_needs() {
    let mut world = by_several(1);
    world.providers[0].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z")];
    world.providers[1].busy = vec![range("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")];
    assert_eq!(utc(&world), ["09:00", "10:00", "10:30", "11:00"]);
    world.further_providers.count = 2;
    assert_eq!(utc(&world), ["11:00"]);
    let refused = try_at(&world, "2026-12-01T10:00:00Z", BookingRules::Listed);
    assert_eq!(refused, Err(Refusal::TooFewProviders));
    world.further_providers.count = 3;
    assert_eq!(utc(&world), [""; 0]);
}

#[test]
fn the_others_are_those_who_come_next_and_those_who_are_kept_come_first() {
    let mut world = by_several(1);
    // By load: the third, the first, the second.
    world.providers[0].busy = vec![range("2026-12-01T11:00:00Z", "2026-12-01T11:30:00Z")];
    world.providers[1].busy = vec![range("2026-12-01T11:00:00Z", "2026-12-01T12:00:00Z")];
    let any = |world: &World| {
        let booked = book(world, "2026-12-01T09:00:00Z", Preference::default()).unwrap();
        (booked.provider.as_u128(), booked.further_providers)
    };
    assert_eq!(any(&world), (3, ids([1])));
    world.further_providers.kept = ids([2]);
    assert_eq!(any(&world), (3, ids([2])));
    // Who is kept and comes first is the first one.
    world.further_providers.kept = ids([3]);
    assert_eq!(any(&world), (3, ids([1])));
    world.further_providers = FurtherProviders { count: 2, first: None, kept: ids([2]) };
    assert_eq!(any(&world), (3, ids([2, 1])));
}

#[test]
fn those_who_are_wished_for_have_to_be_free() {
    let mut world = by_several(2);
    let start = "2026-12-01T09:00:00Z";
    let with = |further| Preference { further_providers: further, ..Preference::default() };
    let booked = book(&world, start, with(ids([1, 3]))).unwrap();
    assert_eq!((booked.provider.as_u128(), booked.further_providers), (2, ids([1, 3])));
    let booked = book(&world, start, with(ids([3]))).unwrap();
    assert_eq!((booked.provider.as_u128(), booked.further_providers), (1, ids([3, 2])));
    world.further_providers.count = 1;
    world.providers[2].busy = vec![range("2026-12-01T09:30:00Z", "2026-12-01T09:31:00Z")];
    assert_eq!(book(&world, start, with(ids([3]))), Err(Refusal::TooFewProviders));
    assert!(book(&world, start, Preference::default()).is_ok());
    for nobody in [ids([9]), ids([1, 2])] {
        assert_eq!(book(&world, start, with(nobody)), Err(Refusal::TooFewProviders));
    }
}

#[test]
fn the_others_work_for_as_long_as_the_first_one() {
    let mut world = by_several(1);
    world.providers.truncate(2);
    // With the second it takes half an hour, and the first is free for no more.
    world.providers[1].timing = timing(30, 0, 0);
    world.providers[0].busy = vec![range("2026-12-01T09:30:00Z", "2026-12-01T12:00:00Z")];
    let situation = world.situation();
    let slots = search(&situation, world.first_day, world.days);
    let offers = slots.iter().flat_map(|start| start.offers().collect::<Vec<_>>());
    let offers: Vec<Candidate> = offers.collect();
    assert_eq!(offers.len(), 1);
    assert_eq!((offers[0].provider.as_u128(), offers[0].further_providers), (2, ids([1])));
    assert_eq!(offers[0].timing, timing(30, 0, 0));
}

#[test]
fn who_alone_may_be_first_is_helped_by_the_others() {
    let mut world = by_several(1);
    world.further_providers.first = Some(Uuid::from_u128(2));
    world.providers[1].busy = vec![range("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z")];
    assert_eq!(utc(&world), ["10:00", "10:30", "11:00"]);
    let booked = book(&world, "2026-12-01T10:00:00Z", Preference::default()).unwrap();
    assert_eq!((booked.provider.as_u128(), booked.further_providers), (2, ids([1])));
}
