//! A room is full when as many appointments as fit lie in it, whichever places they have.

use clientline_core::{
    conformance::fixture::at,
    entity::Stored,
    model::{Appointment, AppointmentStatus, NewService, Room, RoomPatch, Service},
    ops::{
        catalogue::room_resize::{Misfits, ResizeRoom, RoomSize},
        resource::{Create, Update},
        scheduling::{
            appointment_status::ChangeStatus, booking::BookAppointment, reschedule::Reschedule,
        },
    },
    value::{Capacity, DurationMinutes, Id},
};

use super::{World, colleague, refused, reschedule, world};

/// A world of so many providers, whose service takes an hour, without buffers.
async fn with_room(
    providers: usize,
    room: &str,
) -> (World, Vec<Id<clientline_core::model::Provider>>) {
    let mut world = world(1).await;
    let minutes = DurationMinutes::new(60).unwrap();
    let new = NewService {
        room_category_id: world.service.room_category_id,
        ..NewService::new("Wash".parse().unwrap(), minutes, "10".parse().unwrap())
    };
    world.service = world.scope.run(&Create::<Service>(new)).await.unwrap();
    change_room(&world, room).await.unwrap();
    let mut all = vec![world.provider.id];
    for number in 1..providers {
        all.push(colleague(&world, &format!("P{number}")).await.id);
    }
    (world, all)
}

async fn change_room(world: &World, json: &str) -> clientline_core::Result<Stored<Room>> {
    let patch: RoomPatch = serde_json::from_str(json).unwrap();
    world.scope.run(&Update::<Room> { id: world.room.id, patch, expected: None }).await
}

fn book(
    world: &World,
    provider: Id<clientline_core::model::Provider>,
    minutes: i64,
) -> BookAppointment {
    BookAppointment { provider_id: Some(provider), ..world.book(world.guests[0].id, at(minutes)) }
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    world
        .scope
        .run(&ChangeStatus { id, to, reason: None, fee: None, expected: None })
        .await
        .unwrap();
}

#[tokio::test]
async fn who_was_let_in_over_the_capacity_fills_the_room_whichever_place_they_have() {
    let (world, providers) = with_room(3, r#"{"can_exceed_capacity": true}"#).await;
    let over =
        |provider| BookAppointment { room_id: Some(world.room.id), ..book(&world, provider, 60) };
    let first = world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
    let second = world.scope.run(&over(providers[1])).await.unwrap();
    cancel(&world, first.id).await;
    assert!(!world.slots().await.slots.iter().any(|slot| slot.starts_at == at(60)));
    assert_eq!(refused(world.scope.run(&book(&world, providers[2], 60)).await), "slot_taken");
    // It stays where it is, and the desk goes over the capacity again.
    world.scope.run(&reschedule(second.id, Reschedule::to(at(60)))).await.unwrap();
    world.scope.run(&over(providers[0])).await.unwrap();
    cancel(&world, second.id).await;
    assert_eq!(refused(world.scope.run(&book(&world, providers[2], 60)).await), "slot_taken");
}

#[tokio::test]
async fn who_is_in_a_room_over_its_capacity_goes_on_longer_there_and_is_handed_to_somebody_else() {
    let (world, providers) = with_room(3, r#"{"can_exceed_capacity": true}"#).await;
    world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
    let over = BookAppointment { room_id: Some(world.room.id), ..book(&world, providers[1], 60) };
    let over = world.scope.run(&over).await.unwrap();
    // At its own time it stays where it is, though no room is named.
    let longer = Reschedule {
        duration_minutes: Some(DurationMinutes::new(75).unwrap()),
        ..Reschedule::to(at(60))
    };
    let longer = world.scope.run(&reschedule(over.id, longer)).await.unwrap();
    assert_eq!((longer.room_id, longer.ends_at), (Some(world.room.id), at(135)));
    let to = Reschedule { provider_id: Some(providers[2]), ..Reschedule::to(at(60)) };
    let handed = world.scope.run(&reschedule(over.id, to)).await.unwrap();
    assert_eq!(handed.provider_id, providers[2]);
    // Anywhere else the room is named again; and nobody else is let in by that.
    let third = world.scope.run(&book(&world, providers[1], 60)).await;
    assert_eq!(refused(third), "slot_taken");
    let elsewhere = reschedule(over.id, Reschedule::to(at(75)));
    assert_eq!(refused(world.scope.run(&elsewhere).await), "slot_taken");
}

#[tokio::test]
async fn a_guest_never_puts_one_more_into_a_room() {
    let (world, storage, providers) = {
        let (world, storage) = super::stored_world(2).await;
        change_room(&world, r#"{"can_exceed_capacity": true}"#).await.unwrap();
        let other = colleague(&world, "P1").await.id;
        let providers = [world.provider.id, other];
        (world, storage, providers)
    };
    world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
    let over = BookAppointment { room_id: Some(world.room.id), ..book(&world, providers[1], 60) };
    let over = world.scope.run(&over).await.unwrap();
    let guest = super::guest_at(&super::desk(&world, &storage, -600), &world, 0);
    let same = guest.run(&reschedule(over.id, Reschedule::to(at(60)))).await;
    assert_eq!(refused(same), "slot_taken");
}

#[tokio::test]
async fn as_many_overlap_as_the_room_has_places_for() {
    let (world, providers) = with_room(4, r#"{"capacity": 3}"#).await;
    let long = |minutes| {
        let minutes = DurationMinutes::new(minutes).unwrap();
        NewService {
            room_category_id: world.service.room_category_id,
            ..NewService::new("Long".parse().unwrap(), minutes, "10".parse().unwrap())
        }
    };
    let of_90 = world.scope.run(&Create::<Service>(long(90))).await.unwrap();
    let of_180 = world.scope.run(&Create::<Service>(long(180))).await.unwrap();
    world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
    let beside = BookAppointment { service_id: of_90.id, ..book(&world, providers[1], 30) };
    world.scope.run(&beside).await.unwrap();
    world.scope.run(&book(&world, providers[2], 120)).await.unwrap();
    let whole = BookAppointment { service_id: of_180.id, ..book(&world, providers[3], 0) };
    world.scope.run(&whole).await.unwrap();
    // Now three are there from 9:30 on.
    assert_eq!(refused(world.scope.run(&book(&world, providers[2], 30)).await), "slot_taken");
    world.scope.run(&book(&world, providers[0], 180)).await.unwrap();
}

#[tokio::test]
async fn places_that_came_apart_keep_nobody_out() {
    let (world, providers) = with_room(3, r#"{"capacity": 2}"#).await;
    // Two places at nine; then the first of one, and the second of the next hour.
    let first = world.scope.run(&book(&world, providers[0], 0)).await.unwrap();
    world.scope.run(&book(&world, providers[1], 0)).await.unwrap();
    world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
    cancel(&world, first.id).await;
    let long = NewService {
        room_category_id: world.service.room_category_id,
        ..NewService::new(
            "Long".parse().unwrap(),
            DurationMinutes::new(120).unwrap(),
            "1".parse().unwrap(),
        )
    };
    let long = world.scope.run(&Create::<Service>(long)).await.unwrap();
    let across = BookAppointment { service_id: long.id, ..book(&world, providers[2], 0) };
    let across = world.scope.run(&across).await.unwrap();
    assert_eq!(refused(world.scope.run(&book(&world, providers[0], 0)).await), "slot_taken");
    // It moves along its own places.
    world.scope.run(&reschedule(across.id, Reschedule::to(at(15)))).await.unwrap();
}

#[tokio::test]
async fn a_smaller_room_names_whom_it_has_no_place_for_and_places_the_others_anew() {
    let (world, providers) = with_room(3, r#"{"capacity": 3}"#).await;
    let mut booked = Vec::new();
    for provider in &providers {
        booked.push(world.scope.run(&book(&world, *provider, 60)).await.unwrap());
    }
    assert_eq!(booked[2].room_unit, Some(3));
    for smaller in [r#"{"capacity": 2}"#, r#"{"only_one_appointment": true}"#] {
        let error = change_room(&world, smaller).await.unwrap_err();
        assert_eq!(error.code(), "room_too_small");
        assert!(
            booked.iter().any(|one| error.to_string().contains(&one.id.to_string())),
            "{error}"
        );
    }
    cancel(&world, booked[0].id).await;
    cancel(&world, booked[1].id).await;
    change_room(&world, r#"{"capacity": 1}"#).await.unwrap();
    assert_eq!(refused(world.scope.run(&book(&world, providers[0], 60)).await), "slot_taken");
    cancel(&world, booked[2].id).await;
    world.scope.run(&book(&world, providers[0], 60)).await.unwrap();
}

#[tokio::test]
async fn a_moved_appointment_keeps_its_room_when_that_is_free() {
    let (world, providers) = with_room(1, "{}").await;
    let category = world.service.room_category_id.unwrap();
    let mut rooms = vec![world.room.id];
    for number in 2..6 {
        let name = format!("Chair {number}").parse().unwrap();
        let new = clientline_core::model::NewRoom::new(name, category, world.center.id);
        rooms.push(world.scope.run(&Create::<Room>(new)).await.unwrap().id);
    }
    for room in rooms {
        let wish = BookAppointment { room_id: Some(room), ..book(&world, providers[0], 60) };
        let booked = world.scope.run(&wish).await.unwrap();
        let moved = world.scope.run(&reschedule(booked.id, Reschedule::to(at(120)))).await.unwrap();
        assert_eq!(moved.room_id, Some(room));
        cancel(&world, booked.id).await;
    }
}

#[tokio::test]
async fn a_room_that_is_made_smaller_all_the_same_is_full_until_those_beyond_it_are_gone() {
    let (world, providers) = with_room(5, r#"{"capacity": 4}"#).await;
    let mut booked = Vec::new();
    for provider in &providers[..4] {
        booked.push(world.scope.run(&book(&world, *provider, 60)).await.unwrap());
    }
    let resize = |misfits| ResizeRoom {
        id: world.room.id,
        size: RoomSize { capacity: Some(Capacity::MIN), misfits, ..RoomSize::default() },
        expected: None,
    };
    assert_eq!(refused(world.scope.run(&resize(Misfits::Refused)).await), "room_too_small");
    let resized = world.scope.run(&resize(Misfits::Stay)).await.unwrap();
    assert_eq!((resized.room.capacity, resized.misfits.len()), (Capacity::MIN, 3));
    // Whoever of them is cancelled: the last one keeps the room full, on the highest place.
    for gone in &booked[..3] {
        assert_eq!(refused(world.scope.run(&book(&world, providers[4], 60)).await), "slot_taken");
        let listed = world.slots().await.slots;
        assert!(!listed.iter().any(|slot| slot.starts_at == at(60)));
        cancel(&world, gone.id).await;
    }
    assert_eq!(booked[3].room_unit, Some(4));
    assert_eq!(refused(world.scope.run(&book(&world, providers[4], 60)).await), "slot_taken");
    cancel(&world, booked[3].id).await;
    world.scope.run(&book(&world, providers[4], 60)).await.unwrap();
}
