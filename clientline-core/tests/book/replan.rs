//! The sick call of the morning: where those could go who can't stay, with everybody else in
//! place.

use clientline_core::{
    conformance::fixture::{at, day},
    entity::Stored,
    model::{Appointment, Provider},
    ops::scheduling::{
        calendars::{CreateHoursOverride, NewHoursOverride},
        moves::{Move, MoveAppointments},
        replan::{Proposal, Proposals, Replan},
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{Storage, World, colleague, refused, stored_world};

/// Somebody comes to the first provider at each of these minutes after nine; then that provider
/// is away for the day.
async fn sick(minutes: &[i64]) -> (World, Storage, Vec<Stored<Appointment>>) {
    let (world, storage) = stored_world(1).await;
    let mut booked = Vec::new();
    for start in minutes {
        let mut booking = world.book(world.guests[0].id, at(*start));
        booking.provider_id = Some(world.provider.id);
        booked.push(world.scope.run(&booking).await.unwrap());
    }
    let away: NewHoursOverride =
        serde_json::from_value(json!({"date": day(), "windows": []})).unwrap();
    let calendar_id = Id::from_uuid(world.provider.id.uuid());
    let away = CreateHoursOverride { calendar_id, new: away };
    world.scope.run(&away).await.unwrap();
    (world, storage, booked)
}

async fn replan(world: &World, more: Value) -> Proposals {
    let mut body = json!({ "center_id": world.center.id });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let replan: Replan = serde_json::from_value(body).unwrap();
    world.scope.run(&replan).await.unwrap()
}

fn places(found: &Proposals) -> Vec<Option<(i64, Id<Provider>)>> {
    let place = |one: &Proposal| {
        one.to.as_ref().map(|to| (to.starts_at.since(at(0)).num_minutes(), to.provider_id))
    };
    found.proposals.iter().map(place).collect()
}

#[tokio::test]
async fn a_colleague_who_is_free_takes_over_and_others_stay_where_they_are() {
    let (world, _, booked) = sick(&[0, 60]).await;
    let other = colleague(&world, "Eva").await;
    let found = replan(&world, json!({})).await;
    assert_eq!(places(&found), [Some((0, other.id)), Some((60, other.id))]);
    assert_eq!(found.proposals[0].version, booked[0].version());

    let moves = found.proposals.iter().map(|one| Move {
        appointment_id: one.affected.appointment_id,
        // As it is.
        to: serde_json::from_value(json!(one.to)).unwrap(),
        version: Some(one.version.0),
    });
    let moves = MoveAppointments { moves: moves.collect() };
    world.scope.run(&moves).await.unwrap();
    assert_eq!(replan(&world, json!({})).await.proposals, []);
}

#[tokio::test]
async fn where_nobody_is_free_the_nearest_time_is_proposed_and_each_only_once() {
    let (world, _, _) = sick(&[0, 60]).await;
    let other = colleague(&world, "Eva").await;
    let half: NewHoursOverride = serde_json::from_value(
        json!({"date": day(), "windows": [{"start": "10:00", "end": "17:00"}]}),
    )
    .unwrap();
    let half = CreateHoursOverride { calendar_id: Id::from_uuid(other.id.uuid()), new: half };
    world.scope.run(&half).await.unwrap();
    let found = replan(&world, json!({})).await;
    // The first one gets ten, which is nearest to nine; the second one the next that is free.
    assert_eq!(places(&found), [Some((60, other.id)), Some((120, other.id))]);
}

#[tokio::test]
async fn with_nobody_else_they_go_to_another_day_if_that_is_allowed() {
    let (world, _, _) = sick(&[0]).await;
    assert_eq!(places(&replan(&world, json!({})).await), [None]);
    let found = replan(&world, json!({"days": 3})).await;
    assert_eq!(places(&found), [Some((24 * 60, world.provider.id))]);
    // Nothing was done.
    assert_eq!(replan(&world, json!({"days": 3})).await, found);
    let many: Replan =
        serde_json::from_value(json!({"center_id": world.center.id, "limit": 21})).unwrap();
    assert_eq!(refused(world.scope.run(&many).await), "out_of_range");
}
