//! The book: what was agreed, where there is room, when something can be had, and what becomes of
//! what was paid before.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod affected;
mod agreement;
mod assignment;
mod classes;
mod deposit_histories;
mod deposits;
mod fees;
mod first;
mod four_hands;
mod hours;
mod kinds;
mod limits;
mod moves;
mod moving;
mod named_moves;
mod offers;
mod offers_by_job;
mod own_time;
mod parties;
mod party_moves;
mod prepaid;
mod recurring;
mod replan;
mod rooms;
mod series;
mod series_moves;
mod service_hours;
mod service_policies;
mod set_aside;
mod several_hands;
mod times;
mod undo;
mod visit_moves;
mod visits;
mod waitlist;
mod walk_in;
mod workplaces;
mod zones;

use std::sync::Arc;

use clientline_core::{
    Actor, Error, Scope,
    conformance::fixture::{World, client_after, create, name, new_id, working_hours},
    engine::Reach,
    entity::Stored,
    memory::MemoryStorage,
    model::{
        ActorKind, Guest, NewGuest, NewProvider, Provider, ProviderPatch, Role, Service,
        ServicePatch,
    },
    ops::{
        resource::Update,
        scheduling::reschedule::{Reschedule, RescheduleAppointment},
    },
    value::Id,
};

/// Where a world is stored.
type Storage = Arc<dyn clientline_core::storage::Storage>;

/// A world in memory.
async fn world(guests: usize) -> World {
    stored_world(guests).await.0
}

/// A world in memory, and that memory.
async fn stored_world(guests: usize) -> (World, Storage) {
    let storage: Storage = Arc::new(MemoryStorage::new());
    (World::make(&storage, guests).await, storage)
}

/// The desk so many minutes after nine on the day of the appointments.
fn desk(world: &World, storage: &Storage, minutes: i64) -> Scope {
    let client = client_after(storage, 7 * 24 * 60 + minutes);
    Scope::trusted(&client, world.scope.tenant(), Actor::system())
}

/// A guest who signed in, at the time of a desk.
fn guest_at(desk: &Scope, world: &World, guest: usize) -> Scope {
    let user = new_id::<Guest>().uuid();
    let guest = Reach::Guest(vec![world.guests[guest].id]);
    let actor = Actor::new(ActorKind::User, user, Role::Client).reaching(guest);
    Scope::trusted(desk.client(), desk.tenant(), actor)
}

/// A guest.
async fn guest(world: &World, first_name: &str) -> Id<Guest> {
    let new = NewGuest::new(world.center.id, name(first_name), name("Reis"));
    create::<Guest>(&world.scope, new).await.id
}

/// Another provider who works when the first one does.
async fn colleague(world: &World, first_name: &str) -> Stored<Provider> {
    let mut new = NewProvider::new(name(first_name), name("Costa"), world.center.id);
    new.hours = Some(working_hours());
    create::<Provider>(&world.scope, new).await
}

async fn change_service(world: &World, json: &str) {
    let patch: ServicePatch = serde_json::from_str(json).unwrap();
    let id = world.service.id;
    world.scope.run(&Update::<Service> { id, patch, expected: None }).await.unwrap();
}

async fn change_provider(world: &World, id: Id<Provider>, json: &str) {
    let patch: ProviderPatch = serde_json::from_str(json).unwrap();
    world.scope.run(&Update::<Provider> { id, patch, expected: None }).await.unwrap();
}

const fn reschedule(
    id: Id<clientline_core::model::Appointment>,
    to: Reschedule,
) -> RescheduleAppointment {
    RescheduleAppointment { id, to, expected: None }
}

#[track_caller]
fn refused<T>(outcome: Result<T, Error>) -> &'static str {
    match outcome {
        Ok(_) => panic!("it was done"),
        Err(Error::Invalid(inputs)) => inputs[0].code,
        Err(error) => error.code(),
    }
}
