//! The first times that are free, at one center or at any.

use clientline_core::{
    conformance::fixture::{at, create, day, name, working_hours},
    model::{
        Center, NewCenter, NewProvider, NewRoom, NewWaitlistEntry, Provider, Room, WaitlistEntry,
    },
    ops::scheduling::{
        calendars::CreateBlockout,
        first_starts::FindFirstStarts,
        slot_formats::NoSlots,
        slots::FindSlots,
        visit_starts::{FindVisitStarts, WantedService},
        waitlist::FindMatches,
    },
    value::{Active, DayCount, StartLimit, TimeZone, Timestamp},
};
use serde_json::json;

use super::{World, change_service, refused, world};

fn find(world: &World, limit: i64) -> FindFirstStarts {
    let limit = StartLimit::new(limit).unwrap();
    let date = world.center.time_zone.local(at(0)).date();
    FindFirstStarts { limit, date: Some(date), ..FindFirstStarts::new(world.service.id) }
}

async fn starts(world: &World, find: &FindFirstStarts) -> Vec<Timestamp> {
    let found = world.scope.run(find).await.unwrap();
    found.starts.iter().map(|start| start.starts_at).collect()
}

async fn away(world: &World, from: i64, until: i64) {
    let blockout: CreateBlockout = serde_json::from_value(json!({
        "provider_id": world.provider.id, "reason": "vacation",
        "starts_at": at(from), "ends_at": at(until),
    }))
    .unwrap();
    world.scope.run(&blockout).await.unwrap();
}

#[tokio::test]
async fn the_first_starts_are_the_first_that_are_listed_however_far_ahead() {
    let world = world(1).await;
    let listed = |day: Timestamp| FindSlots {
        days: DayCount::new(7).unwrap(),
        ..FindSlots::new(
            world.center.id,
            world.service.id,
            world.center.time_zone.local(day).date(),
        )
    };
    let list = world.scope.run(&listed(at(0))).await.unwrap();
    let expected: Vec<Timestamp> = list.slots.iter().map(|slot| slot.starts_at).take(50).collect();
    assert_eq!(starts(&world, &find(&world, 50)).await, expected);
    // Half a year later.
    let minutes = 180 * 24 * 60;
    away(&world, 0, minutes).await;
    let list = world.scope.run(&listed(at(minutes))).await.unwrap();
    let first = list.slots.first().unwrap();
    let found = world.scope.run(&find(&world, 1)).await.unwrap().starts;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].starts_at, &found[0].local), (first.starts_at, &first.local));
    assert_eq!(found[0].providers, first.providers);
    // Nobody performs it any more.
    change_service(&world, r#"{"is_active": false}"#).await;
    assert_eq!(starts(&world, &find(&world, 1)).await, []);
}

#[tokio::test]
async fn a_center_is_found_though_many_others_are_there_or_were() {
    let world = world(1).await;
    let zone = TimeZone::new("Atlantic/Azores").unwrap();
    // The newest come first: of these nobody works at any.
    for number in 0..120 {
        let mut new = NewCenter::new(name(&format!("Island {number}")), zone.clone());
        new.is_active = Active(number % 2 == 0);
        create::<Center>(&world.scope, new).await;
    }
    assert_eq!(starts(&world, &find(&world, 1)).await, [at(0)]);
}

#[tokio::test]
async fn what_is_priced_in_another_currency_is_listed_nowhere() {
    let world = world(1).await;
    let guest = world.guests[0].id;
    change_service(&world, r#"{"currency": "USD"}"#).await;
    assert_eq!(refused(world.scope.run(&world.book(guest, at(0))).await), "currency_mismatch");
    assert_eq!(starts(&world, &find(&world, 1)).await, []);
    let (center, service, date) = (world.center.id, world.service.id, day());
    let listed = world.scope.run(&FindSlots::new(center, service, date)).await.unwrap();
    assert!(listed.slots.is_empty());
    assert_eq!(listed.reason.map(|reason| reason.code), Some(NoSlots::CurrencyMismatch));
    let one = WantedService::new(service);
    let visit = FindVisitStarts {
        center_id: center,
        services: vec![one],
        date,
        days: DayCount::MIN,
        limit: StartLimit::MAX,
    };
    assert!(world.scope.run(&visit).await.unwrap().starts.is_empty());
    let waits = NewWaitlistEntry::new(guest, center, service, date, date);
    let waits = create::<WaitlistEntry>(&world.scope, waits).await;
    assert!(world.scope.run(&FindMatches(waits.id)).await.unwrap().slots.is_empty());
}

#[tokio::test]
async fn of_several_centers_each_start_comes_in_its_turn() {
    let world = world(1).await;
    // An hour behind: their nine is the others' ten.
    let mut new = NewCenter::new(name("Ponta Delgada"), TimeZone::new("Atlantic/Azores").unwrap());
    new.hours = Some(working_hours());
    let other = create::<Center>(&world.scope, new).await;
    let mut provider = NewProvider::new(name("Ana"), name("Costa"), other.id);
    provider.hours = Some(working_hours());
    let provider = create::<Provider>(&world.scope, provider).await;
    let category = world.service.room_category_id.unwrap();
    create::<Room>(&world.scope, NewRoom::new(name("Chair"), category, other.id)).await;
    let found = world.scope.run(&find(&world, 6)).await.unwrap().starts;
    let times: Vec<_> = found.iter().map(|start| (start.starts_at, start.center_id)).collect();
    let mut sorted = times.clone();
    sorted.sort_unstable();
    assert_eq!(times, sorted);
    assert_eq!(times[..4], [0, 15, 30, 45].map(|minutes| (at(minutes), world.center.id)));
    let sixth = times[4..].iter().map(|(at, _)| *at).collect::<Vec<_>>();
    assert_eq!(sixth, [at(60), at(60)]);
    // At one of them, or with one who works there.
    let there = FindFirstStarts { center_id: Some(other.id), ..find(&world, 1) };
    assert_eq!(starts(&world, &there).await, [at(60)]);
    let with = FindFirstStarts { provider_id: Some(provider.id), ..find(&world, 1) };
    assert_eq!(starts(&world, &with).await, [at(60)]);
    // Whoever is away here is found there.
    away(&world, -600, 10_000).await;
    assert_eq!(starts(&world, &find(&world, 1)).await, [at(60)]);
}
