//! Time off that providers enter themselves.

use clientline_core::{
    Actor, Scope,
    conformance::fixture::{at, day, new_id},
    engine::Reach,
    model::{ActorKind, BlockoutReason, Provider, Role},
    ops::scheduling::{
        slots::FindSlots,
        time_off::{EnterTimeOff, RemoveTimeOff},
    },
    value::Id,
};

use super::{World, colleague, refused, world};

fn staff(world: &World, provider: Option<Id<Provider>>) -> Scope {
    let reach = Reach::Staff { provider, centers: [Some(world.center.id), None] };
    let user = new_id::<Provider>().uuid();
    let actor = Actor::new(ActorKind::User, user, Role::Staff).reaching(reach);
    Scope::trusted(world.scope.client(), world.scope.tenant(), actor)
}

fn morning(provider_id: Id<Provider>) -> EnterTimeOff {
    EnterTimeOff {
        provider_id,
        starts_at: at(0),
        ends_at: at(180),
        reason: BlockoutReason::Vacation,
        notes: None,
        recurrence: None,
    }
}

#[tokio::test]
async fn providers_enter_and_remove_their_own_time_off_and_nobody_elses() {
    let world = world(1).await;
    let rita = colleague(&world, "Rita").await;
    let own = staff(&world, Some(world.provider.id));
    let other = staff(&world, Some(rita.id));
    let entered = own.run(&morning(world.provider.id)).await.unwrap();
    assert_eq!(entered.calendar_id.uuid(), world.provider.id.uuid());
    let mut find = FindSlots::new(world.center.id, world.service.id, day());
    find.provider_id = Some(world.provider.id);
    let first = world.scope.run(&find).await.unwrap().slots.first().unwrap().starts_at;
    assert_eq!(first, at(180));

    assert_eq!(refused(other.run(&morning(world.provider.id)).await), "forbidden");
    assert_eq!(refused(other.run(&RemoveTimeOff(entered.id)).await), "forbidden");
    let no_provider = staff(&world, None);
    assert_eq!(refused(no_provider.run(&morning(rita.id)).await), "forbidden");
    own.run(&RemoveTimeOff(entered.id)).await.unwrap();
    // Who may change the catalogue does so for everybody.
    let for_rita = world.scope.run(&morning(rita.id)).await.unwrap();
    other.run(&RemoveTimeOff(for_rita.id)).await.unwrap();
}
