//! Staff who are providers enter their own time off, and nobody else's.

use clientline_core::{
    Actor, Error, Scope,
    conformance::fixture::{World, at, new_id},
    engine::Reach,
    entity::Stored,
    model::{ActorKind, Blockout, Guest, Permission, Provider, Role},
    ops::{
        resource::Get,
        scheduling::{
            calendar_edits::EditBlockout,
            calendars::{CreateBlockout, DeleteBlockout},
        },
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{colleague, guest_at, world};

/// A member of staff who is a provider, or none.
fn staff(world: &World, provider: Option<Id<Provider>>) -> Scope {
    let centers = vec![world.center.id];
    let user = new_id::<Guest>().uuid();
    let actor = Actor::new(ActorKind::User, user, Role::Staff);
    let actor = actor.reaching(Reach::Staff { provider, centers });
    Scope::trusted(world.scope.client(), world.scope.tenant(), actor)
}

fn blockout(whose: &Value) -> CreateBlockout {
    let mut new = json!({"reason": "vacation", "starts_at": at(0), "ends_at": at(60)});
    new.as_object_mut().unwrap().extend(whose.as_object().unwrap().clone());
    serde_json::from_value(new).unwrap()
}

fn of_provider(id: Id<Provider>) -> CreateBlockout {
    blockout(&json!({ "provider_id": id }))
}

fn edit(of: &Stored<Blockout>) -> EditBlockout {
    let patch = serde_json::from_value(json!({"ends_at": at(120)})).unwrap();
    EditBlockout { id: of.id, patch, expected: None }
}

#[track_caller]
fn forbidden<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    let refused = outcome.unwrap_err();
    assert!(matches!(refused, Error::Forbidden { .. }), "{refused}");
}

#[tokio::test]
async fn a_provider_enters_changes_and_removes_their_own() {
    let world = world(1).await;
    let eva = staff(&world, Some(world.provider.id));
    let own = eva.run(&of_provider(world.provider.id)).await.unwrap();
    assert_eq!(eva.run(&edit(&own)).await.unwrap().ends_at, at(120));
    eva.run(&DeleteBlockout(own.id)).await.unwrap();
    assert!(matches!(eva.run(&Get::<Blockout>(own.id)).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn nobody_enters_a_colleagues_or_that_of_a_room_or_a_center() {
    let world = world(1).await;
    let eva = staff(&world, Some(world.provider.id));
    let rita = colleague(&world, "Rita").await;
    forbidden(eva.run(&of_provider(rita.id)).await);
    forbidden(eva.run(&blockout(&json!({"center_id": world.center.id}))).await);
    let others = world.scope.run(&of_provider(rita.id)).await.unwrap();
    forbidden(eva.run(&edit(&others)).await);
    forbidden(eva.run(&DeleteBlockout(others.id)).await);
    // Who is nobody in particular has no time of their own.
    let nobody = staff(&world, None);
    forbidden(nobody.run(&of_provider(world.provider.id)).await);
    forbidden(nobody.run(&edit(&others)).await);
    // What is none is none, for everybody.
    let none = Id::from_uuid(new_id::<Guest>().uuid());
    assert!(matches!(eva.run(&DeleteBlockout(none)).await, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn who_may_change_anybodys_hours_needs_no_other_permission() {
    let world = world(1).await;
    let limited = |permission| {
        let mut actor = Actor::new(ActorKind::ApiKey, new_id::<Guest>().uuid(), Role::Manager);
        actor.scopes = [permission].into_iter().collect();
        Scope::trusted(world.scope.client(), world.scope.tenant(), actor)
    };
    let whole = limited(Permission::WriteCatalogue);
    let made = whole.run(&of_provider(world.provider.id)).await.unwrap();
    whole.run(&edit(&made)).await.unwrap();
    whole.run(&DeleteBlockout(made.id)).await.unwrap();
    forbidden(limited(Permission::ReadCalendars).run(&of_provider(world.provider.id)).await);
    // A program is no provider.
    forbidden(limited(Permission::OwnTimeOff).run(&of_provider(world.provider.id)).await);
    let guest = guest_at(&world.scope, &world, 0);
    forbidden(guest.run(&of_provider(world.provider.id)).await);
}
