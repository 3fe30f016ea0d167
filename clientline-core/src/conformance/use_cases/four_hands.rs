//! Services that need several providers at once.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::json;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, create, name, working_hours},
    model::{
        Appointment, AppointmentStatus, NewProvider, Provider, Room, RoomPatch, Service,
        ServicePatch,
    },
    ops::{
        resource::Update,
        scheduling::{appointment_status::ChangeStatus, booking::BookAppointment},
    },
    storage::Storage,
    value::Id,
};

/// A world of six providers and a room for eight, whose service needs two of them at once.
async fn with_pairs(storage: &Arc<dyn Storage>, guests: usize) -> World {
    let world = World::make(storage, guests).await;
    let scope = &world.scope;
    for number in 1..6 {
        let last = name(&format!("No {number}"));
        let mut new = NewProvider::new(name("Ana"), last, world.center.id);
        new.hours = Some(working_hours());
        create::<Provider>(scope, new).await;
    }
    let patch: RoomPatch = serde_json::from_value(json!({"capacity": 8})).unwrap();
    let room = Update::<Room> { id: world.room.id, patch, expected: None };
    scope.run(&room).await.unwrap();
    let patch: ServicePatch = serde_json::from_value(json!({"further_providers": 1})).unwrap();
    let service = Update::<Service> { id: world.service.id, patch, expected: None };
    scope.run(&service).await.unwrap();
    world
}

/// Of twelve who want the same time at once, as many are booked as there are pairs of providers,
/// and nobody is taken twice.
pub async fn books_as_many_as_there_are_providers_for(storage: Arc<dyn Storage>) {
    let world = with_pairs(&storage, 12).await;
    let wishes: Vec<BookAppointment> =
        world.guests.iter().map(|guest| world.book(guest.id, at(60))).collect();
    let (won, lost): (Vec<_>, Vec<_>) =
        all(&world.scope, wishes.into_iter()).await.into_iter().partition(Result::is_ok);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "slot_taken"), "{error:?}");
    }
    let won: Vec<_> = won.into_iter().map(Result::unwrap).collect();
    let taken: BTreeSet<Id<Provider>> = won.iter().flat_map(|one| one.providers()).collect();
    assert_eq!((won.len(), taken.len()), (3, 6));
    // What is cancelled gives both back.
    let id: Id<Appointment> = won[0].id;
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
    let again = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let both = |one: &Appointment| one.providers().collect::<BTreeSet<_>>();
    assert_eq!(both(&again), both(&won[0]));
}
