//! Services that need several providers at once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::json;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, create, name, working_hours},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Guest, NewProvider, Provider, Room, RoomPatch, Service,
        ServicePatch,
    },
    ops::{
        resource::Update,
        scheduling::{
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            cancel_together::CancelTogether,
            parties::{BookParty, PartyGuest},
            party_moves::MoveParty,
        },
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

/// Of couples who want the same time at once, whose services need two providers for each guest, as
/// many are booked as there are providers for, whole; and what is left goes to who comes alone.
pub async fn books_as_many_couples_as_there_are_pairs_for(storage: Arc<dyn Storage>) {
    let world = with_pairs(&storage, 8).await;
    let guest = |guest: &Stored<Guest>| PartyGuest::new(guest.id, world.service.id);
    let couple = |guests: &[Stored<Guest>]| {
        BookParty::new(world.center.id, at(60), guests.iter().map(guest).collect())
    };
    let couples = world.guests.chunks(2).map(couple);
    let (won, lost): (Vec<_>, Vec<_>) =
        all(&world.scope, couples).await.into_iter().partition(Result::is_ok);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "slot_taken"), "{error:?}");
    }
    let won: Vec<Stored<Appointment>> = won.into_iter().flat_map(Result::unwrap).collect();
    let alone = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let taken = won.iter().chain([&alone]).flat_map(|one| one.providers());
    assert_eq!((won.len(), taken.collect::<BTreeSet<_>>().len()), (2, 6));
    // As one they pass over their own times, with whom they have.
    let party_id = won[0].party_id.unwrap();
    let to = MoveParty { party_id, starts_at: at(75), reason: None, override_rules: false };
    let moved = world.scope.run(&to).await.unwrap();
    let served = |all: &[Stored<Appointment>]| {
        let each = all.iter().map(|one| (one.id, one.providers().collect::<Vec<_>>()));
        each.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(served(&moved), served(&won));
    let cancel = CancelTogether { party_id: Some(party_id), ..CancelTogether::default() };
    world.scope.run(&cancel).await.unwrap();
    world.scope.run(&couple(&world.guests[2..4])).await.unwrap();
}
