//! Services that are given in some hours of the week alone.

use clientline_core::{
    conformance::fixture::{at, create, day},
    model::{AppointmentSource, NewService, Service},
    ops::{
        resource::Update,
        scheduling::{
            affected::{FindAffected, ForeseeAffected},
            booking::BookAppointment,
            first_starts::FindFirstStarts,
            reschedule::Reschedule,
            slot_formats::NoSlots,
            slots::{FindSlots, SlotList},
        },
    },
    slots::Refusal,
    value::{DurationMinutes, Timestamp, WeeklyHours},
};

use super::{World, change_service, guest_at, name, refused, reschedule, world};

/// On Monday afternoons, of which the day of the appointments has one.
const AFTERNOON: &str =
    r#"{"hours": {"weekly": [{"day": "monday", "start": "13:00", "end": "15:00"}]}}"#;

async fn found(world: &World) -> SlotList {
    let find =
        FindSlots { explain: true, ..FindSlots::new(world.center.id, world.service.id, day()) };
    world.scope.run(&find).await.unwrap()
}

async fn starts(world: &World) -> Vec<Timestamp> {
    found(world).await.slots.iter().map(|slot| slot.starts_at).collect()
}

/// What a guest asks for who is not at the desk.
fn wish(world: &World, starts_at: Timestamp) -> BookAppointment {
    BookAppointment {
        source: AppointmentSource::Online,
        ..world.book(world.guests[0].id, starts_at)
    }
}

#[tokio::test]
async fn a_service_is_listed_and_booked_in_its_own_hours_alone() {
    let world = world(1).await;
    let before = starts(&world).await;
    change_service(&world, AFTERNOON).await;
    let duration = i64::from(world.service.duration_minutes.get());
    let within = |start: &Timestamp| {
        at(240) <= *start && start.plus_minutes(duration).is_some_and(|end| end <= at(360))
    };
    let of_afternoon: Vec<_> = before.iter().copied().filter(within).collect();
    assert!(!of_afternoon.is_empty() && of_afternoon.len() < before.len());
    let now = found(&world).await;
    assert!(now.slots.iter().map(|slot| slot.starts_at).eq(of_afternoon.iter().copied()));
    let refused_for = |start| {
        let left_out = now.refused.as_ref().unwrap().iter();
        left_out.filter(|one| one.starts_at == start).map(|one| one.rule).next()
    };
    // Whatever is not listed any more can't be booked, for the reason that is given.
    for start in before.into_iter().filter(|start| !within(start)) {
        assert_eq!(refused_for(start), Some(Refusal::ServiceHours), "{start}");
        let booked = world.scope.run(&wish(&world, start)).await;
        assert_eq!(booked.unwrap_err().to_string(), Refusal::ServiceHours.to_string());
    }
    world.scope.run(&wish(&world, of_afternoon[0])).await.unwrap();
    assert!(!starts(&world).await.contains(&of_afternoon[0]));
}

#[tokio::test]
async fn hours_of_a_service_open_nothing_that_is_closed_and_are_said_for_a_day_without_any() {
    let world = world(1).await;
    let night = r#"{"hours": {"weekly": [{"day": "monday", "start": "22:00", "end": "06:00"}]}}"#;
    change_service(&world, night).await;
    let found = found(&world).await;
    assert!(found.slots.is_empty());
    assert_eq!(found.reason.map(|reason| reason.code), Some(NoSlots::ServiceHours));
    // The first free time is looked for on the days that have one.
    let tuesday =
        r#"{"hours": {"weekly": [{"day": "tuesday", "start": "10:00", "end": "11:00"}]}}"#;
    change_service(&world, tuesday).await;
    let first = FindFirstStarts { date: Some(day()), ..FindFirstStarts::new(world.service.id) };
    let first = world.scope.run(&first).await.unwrap();
    assert_eq!(first.starts[0].starts_at, at(24 * 60 + 60));
}

#[tokio::test]
async fn a_manager_sets_hours_of_a_service_aside_and_what_is_booked_stays() {
    let world = world(1).await;
    let booked = world.scope.run(&wish(&world, at(60))).await.unwrap();
    change_service(&world, AFTERNOON).await;
    let over = BookAppointment { override_rules: true, ..wish(&world, at(180)) };
    world.scope.run(&over).await.unwrap();
    // The guest moves within the hours, and no more out of them.
    let guest = guest_at(&world.scope, &world, 0);
    let out = guest.run(&reschedule(booked.id, Reschedule::to(at(120)))).await;
    assert_eq!(out.unwrap_err().to_string(), Refusal::ServiceHours.to_string());
    let moved = guest.run(&reschedule(booked.id, Reschedule::to(at(240)))).await.unwrap();
    assert_eq!(moved.starts_at, at(240));
}

#[tokio::test]
async fn a_window_that_may_mean_closed_or_all_day_is_refused() {
    let world = world(0).await;
    let hours = r#"{"weekly": [{"day": "monday", "start": "09:00", "end": "09:00"}]}"#;
    let hours = WeeklyHours::parse_text(hours).unwrap();
    let patch = serde_json::from_value(serde_json::json!({ "hours": hours })).unwrap();
    let update = Update::<Service> { id: world.service.id, patch, expected: None };
    assert_eq!(refused(world.scope.run(&update).await), "ambiguous_window");
    let duration = DurationMinutes::new(30).unwrap();
    let mut new = NewService::new(name("Night"), duration, "10".parse().unwrap());
    new.hours = Some(Box::new(hours));
    let made =
        world.scope.run(&clientline_core::ops::resource::Create::<Service>(new.clone())).await;
    assert_eq!(refused(made), "ambiguous_window");
    new.hours = None;
    assert_eq!(create::<Service>(&world.scope, new).await.hours, None);
}

/// Whom shorter hours of a service hit is said before, and after, as of a provider's.
#[tokio::test]
async fn whom_shorter_hours_of_a_service_hit_is_told_before_and_after() {
    let world = world(2).await;
    let morning = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    world.scope.run(&world.book(world.guests[1].id, at(240))).await.unwrap();
    let hours: serde_json::Value = serde_json::from_str(AFTERNOON).unwrap();
    let of_service = ForeseeAffected {
        service_id: Some(world.service.id),
        change: serde_json::from_value(hours).unwrap(),
        ..ForeseeAffected::new(world.center.id)
    };
    let find =
        FindAffected { service_id: Some(world.service.id), ..FindAffected::new(world.center.id) };
    assert_eq!(world.scope.run(&find).await.unwrap().appointments, []);
    let foreseen = world.scope.run(&of_service).await.unwrap().appointments;
    let hit: Vec<_> = foreseen.iter().map(|one| (one.appointment_id, one.rule)).collect();
    assert_eq!(hit, [(morning.id, Refusal::ServiceHours)]);
    // Another service's hours are nobody's.
    let other = NewService::new(name("Beard"), DurationMinutes::MIN, "15".parse().unwrap());
    let other = Some(create::<Service>(&world.scope, other).await.id);
    let of_other = ForeseeAffected { service_id: other, ..of_service.clone() };
    assert_eq!(world.scope.run(&of_other).await.unwrap().appointments, []);
    change_service(&world, AFTERNOON).await;
    assert_eq!(world.scope.run(&find).await.unwrap().appointments, foreseen);
    assert_eq!(world.scope.run(&of_service).await.unwrap().appointments, []);
    let both = ForeseeAffected { provider_id: Some(world.provider.id), ..of_service.clone() };
    assert_eq!(refused(world.scope.run(&both).await), "too_many");
    let closed = serde_json::from_str(r#"{"is_active": false}"#).unwrap();
    let closed = ForeseeAffected { change: closed, ..of_service };
    assert_eq!(refused(world.scope.run(&closed).await), "hours_alone");
}
