//! Limits hold, however many book at once.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{all, code_is};
use crate::{
    Result, Scope,
    conformance::fixture::{World, at},
    engine::{Actor, Reach},
    entity::Stored,
    model::{ActorKind, Appointment, Center, Role},
    ops::{resource::Update, scheduling::booking::BookAppointment},
    storage::Storage,
};

async fn limited(storage: &Arc<dyn Storage>, guests: usize, limits: Json) -> World {
    let world = World::make(storage, guests).await;
    let patch = serde_json::from_value(json!({ "policies": limits })).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    world
}

/// Returns how many were booked; all others were refused for one of the causes.
fn booked(outcomes: Vec<Result<Stored<Appointment>>>, causes: &[&str]) -> usize {
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(causes.iter().any(|cause| code_is(&error, cause)), "{error:?}");
    }
    won.len()
}

/// A guest who books sixteen times at once gets two a day, and three in all.
pub async fn a_guest_books_no_more_than_is_allowed_at_once(storage: Arc<dyn Storage>) {
    let limits = json!({"guest_max_per_day": 2, "guest_max_to_come": 3});
    let world = limited(&storage, 1, limits).await;
    let guest = world.guests[0].id;
    let user = world.provider.id.uuid();
    let actor = Actor::new(ActorKind::User, user, Role::Client).reaching(Reach::Guest(vec![guest]));
    let own = Scope::trusted(world.scope.client(), world.scope.tenant(), actor);
    let wishes = (0..8).flat_map(|hour| [hour * 60, hour * 60 + 24 * 60]);
    let wishes: Vec<BookAppointment> =
        wishes.map(|minutes| world.book(guest, at(minutes))).collect();
    let outcomes = all(&own, wishes.clone().into_iter()).await;
    assert_eq!(booked(outcomes, &["guest_limit_reached"]), 3);
    // The desk keeps to none of it.
    let outcomes = all(&world.scope, wishes.into_iter()).await;
    assert_eq!(booked(outcomes, &["slot_taken"]), 13);
}

/// Of sixteen who want to come to one provider on one day, three do.
pub async fn a_day_of_a_provider_has_no_more_than_is_allowed_at_once(storage: Arc<dyn Storage>) {
    let world = limited(&storage, 16, json!({"provider_max_per_day": 3})).await;
    let times = (0..8).chain(0..8).map(|hour| at(hour * 60));
    let wishes = world.guests.iter().zip(times);
    let wishes: Vec<_> = wishes.map(|(guest, time)| world.book(guest.id, time)).collect();
    let outcomes = all(&world.scope, wishes.into_iter()).await;
    assert_eq!(booked(outcomes, &["provider_limit_reached", "slot_taken"]), 3);
}
