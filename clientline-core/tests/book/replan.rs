//! The sick call of the morning: where those could go who can't stay, with everybody else in
//! place.

use clientline_core::{
    conformance::fixture::{at, day},
    entity::Stored,
    model::{Appointment, Provider},
    ops::scheduling::{
        calendars::{CreateHoursOverride, NewHoursOverride},
        moves::{Move, MoveAppointments},
        parties::{BookParty, PartyGuest},
        replan::{Proposal, Proposals, Replan},
        visits::{BookVisit, VisitService},
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{Storage, World, change_service, colleague, parties::holds, refused, stored_world};

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

/// The provider is away on the day, and colleagues are there between these times.
async fn away(world: &World, colleagues: &[(&str, &str, &str)]) {
    let hours = async |calendar: Id<Provider>, windows: Value| {
        let new = serde_json::from_value(json!({"date": day(), "windows": windows})).unwrap();
        let calendar_id = Id::from_uuid(calendar.uuid());
        world.scope.run(&CreateHoursOverride { calendar_id, new }).await.unwrap();
    };
    for (called, start, end) in colleagues {
        let one = colleague(world, called).await;
        hours(one.id, json!([{"start": start, "end": end}])).await;
    }
    hours(world.provider.id, json!([])).await;
}

#[tokio::test]
async fn the_services_of_a_visit_are_proposed_in_their_order_and_one_at_a_time() {
    let sick = async |colleagues: &[(&str, &str, &str)]| {
        let (world, _) = stored_world(1).await;
        change_service(&world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
        let own = VisitService {
            provider_id: Some(world.provider.id),
            ..VisitService::new(world.service.id)
        };
        let visit = BookVisit::new(world.center.id, world.guests[0].id, at(180), vec![own; 2]);
        world.scope.run(&visit).await.unwrap();
        away(&world, colleagues).await;
        world
    };
    // Where both are free at ten alone, the second one has no place, and so neither has.
    let world = sick(&[("Uma", "10:00", "11:00"), ("Vera", "10:00", "11:00")]).await;
    assert_eq!(places(&replan(&world, json!({})).await), [None, None]);
    let rosa = colleague(&world, "Rosa").await;
    let found = replan(&world, json!({})).await;
    assert_eq!(places(&found), [Some((180, rosa.id)), Some((240, rosa.id))]);
    // The second one alone could be had at ten: but the first one is at two by then.
    let world = sick(&[("Uma", "13:45", "15:00"), ("Vera", "10:00", "10:45")]).await;
    assert_eq!(places(&replan(&world, json!({})).await), [None, None]);
    let world = sick(&[("Uma", "14:00", "15:00"), ("Vera", "10:00", "11:00")]).await;
    let starts: Vec<_> = places(&replan(&world, json!({})).await);
    assert_eq!(starts.iter().flatten().map(|(at, _)| *at).collect::<Vec<_>>(), [60, 300]);
}

#[tokio::test]
async fn a_party_is_proposed_together_or_not_at_all() {
    let (world, _) = stored_world(2).await;
    holds(&world, 2).await;
    let ana = colleague(&world, "Ana").await;
    let guest = |at: usize, provider: Id<Provider>| PartyGuest {
        guest_id: world.guests[at].id,
        service_id: world.service.id,
        provider_id: Some(provider),
        add_ons: vec![],
    };
    let guests = vec![guest(0, world.provider.id), guest(1, ana.id)];
    world.scope.run(&BookParty::new(world.center.id, at(60), guests)).await.unwrap();
    // One of them could come at nine: but the other one stays at ten.
    away(&world, &[("Uma", "09:00", "10:00")]).await;
    assert_eq!(places(&replan(&world, json!({})).await), [None]);
    let rosa = colleague(&world, "Rosa").await;
    assert_eq!(places(&replan(&world, json!({})).await), [Some((60, rosa.id))]);
}

#[tokio::test]
async fn who_attends_a_session_is_proposed_one_with_all_others() {
    let (world, _) = stored_world(3).await;
    change_service(&world, r#"{"max_guests": 3}"#).await;
    let ana = colleague(&world, "Ana").await;
    let wish = |guest: usize, minutes: i64, provider: Id<Provider>| {
        let mut wish = world.book(world.guests[guest].id, at(minutes));
        wish.provider_id = Some(provider);
        wish
    };
    for guest in [0, 1] {
        world.scope.run(&wish(guest, 60, world.provider.id)).await.unwrap();
    }
    // At ten two seats are taken.
    away(&world, &[]).await;
    holds(&world, 2).await;
    let found = replan(&world, json!({})).await;
    assert_eq!(places(&found), [Some((60, ana.id)); 2]);
    let mut other = colleague(&world, "Eva").await.id;
    if other < ana.id {
        other = ana.id;
    }
    for guest in [2, 0] {
        world.scope.run(&wish(guest, 60, other)).await.unwrap();
    }
    let found = replan(&world, json!({})).await;
    let all = places(&found);
    assert!(all.iter().all(|one| one.is_some() && *one == all[0]), "{all:?}");
}
