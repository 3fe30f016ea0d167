//! Services that need several kinds of room.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Value as Json, json};

use super::{all, code_is};
use crate::{
    Result,
    conformance::fixture::{World, at, create, name, working_hours},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, NewProvider, NewRoom, NewRoomCategory, Provider, Room,
        RoomCategory, Service,
    },
    ops::{
        resource::Update,
        scheduling::{
            appointment_status::ChangeStatus, booking::BookAppointment, calendars::CreateBlockout,
        },
    },
    storage::Storage,
    value::{Id, Timestamp},
};

/// A world of four providers and a room for eight, whose service needs one of two lasers as well.
pub(super) async fn with_lasers(
    storage: &Arc<dyn Storage>,
    guests: usize,
) -> (World, Vec<Id<Room>>) {
    let world = World::make(storage, guests).await;
    let scope = &world.scope;
    for number in 1..4 {
        let last = name(&format!("No {number}"));
        let mut new = NewProvider::new(name("Ana"), last, world.center.id);
        new.hours = Some(working_hours());
        create::<Provider>(scope, new).await;
    }
    let laser = create::<RoomCategory>(scope, NewRoomCategory::new(name("Laser"))).await.id;
    let mut lasers = Vec::new();
    for number in 1..=2 {
        let new = NewRoom::new(name(&format!("Laser {number}")), laser, world.center.id);
        lasers.push(create::<Room>(scope, new).await.id);
    }
    let patch = |json: Json| serde_json::from_value(json).unwrap();
    let size = json!({"capacity": 8});
    let room = Update::<Room> { id: world.room.id, patch: patch(size), expected: None };
    scope.run(&room).await.unwrap();
    let kinds = serde_json::from_value(json!({"further_room_category_ids": [laser]})).unwrap();
    let service = Update::<Service> { id: world.service.id, patch: kinds, expected: None };
    scope.run(&service).await.unwrap();
    (world, lasers)
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
}

/// Of sixteen who want the same time at once, as many are booked as there are lasers, each with
/// one of their own.
pub async fn books_as_many_as_there_are_of_each_kind(storage: Arc<dyn Storage>) {
    let (world, lasers) = with_lasers(&storage, 16).await;
    let wishes: Vec<BookAppointment> =
        world.guests.iter().map(|guest| world.book(guest.id, at(60))).collect();
    let outcomes: Vec<Result<Stored<Appointment>>> = all(&world.scope, wishes.into_iter()).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "slot_taken"), "{error:?}");
    }
    let won: Vec<Stored<Appointment>> = won.into_iter().map(Result::unwrap).collect();
    let taken: BTreeSet<Id<Room>> = won.iter().flat_map(|one| one.rooms().skip(1)).collect();
    assert_eq!((won.len(), taken), (2, lasers.into_iter().collect()));
    // What is cancelled gives its laser back.
    cancel(&world, won[0].id).await;
    let again = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    assert_eq!(again.further_room_ids, won[0].further_room_ids);
}

/// A start of a service that needs several kinds is listed if and only if booking it succeeds.
pub async fn lists_a_start_if_and_only_if_each_kind_is_free(storage: Arc<dyn Storage>) {
    let (world, lasers) = with_lasers(&storage, 1).await;
    let guest = world.guests[0].id;
    world.scope.run(&world.book(guest, at(60))).await.unwrap();
    // For half an hour each is away, at times that meet.
    for (laser, minutes) in lasers.iter().zip([200, 215]) {
        let absence = json!({
            "room_id": laser, "starts_at": at(minutes), "ends_at": at(minutes + 30),
            "reason": "other",
        });
        let absence: CreateBlockout = serde_json::from_value(absence).unwrap();
        world.scope.run(&absence).await.unwrap();
    }
    let listed = world.slots().await;
    let listed: Vec<Timestamp> = listed.slots.iter().map(|slot| slot.starts_at).collect();
    let (mut booked, mut refused) = (0, 0);
    for start in (0..32).map(|step| at(15 * step)) {
        match world.scope.run(&world.book(guest, start)).await {
            Ok(appointment) => {
                assert!(listed.contains(&start), "{start} was booked, but not listed");
                assert_eq!(appointment.rooms().count(), 2);
                cancel(&world, appointment.id).await;
                booked += 1;
            }
            Err(error) => {
                assert!(!listed.contains(&start), "{start} was listed: {error:?}");
                refused += 1;
            }
        }
    }
    assert!(booked > 10 && refused > 5, "{booked} {refused}");
}
