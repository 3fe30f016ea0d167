//! Whom a change of hours, an absence or a leaver hits: after it, and before.

use clientline_core::{
    conformance::fixture::{at, day},
    entity::Stored,
    model::{Appointment, Provider, ProviderPatch},
    ops::{
        resource::Update,
        scheduling::{
            affected::{AffectedAppointments, FindAffected, ForeseeAffected},
            appointment_status::ChangeStatus,
            calendars::{CreateBlockout, CreateHoursOverride, NewHoursOverride},
            hours::SetHours,
        },
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{Storage, World, colleague, refused, stored_world};

/// What a request about the center of a world says, and more.
fn about(world: &World, more: &Value) -> Value {
    let mut body = json!({ "center_id": world.center.id });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

async fn now(world: &World, more: Value) -> AffectedAppointments {
    let find: FindAffected = serde_json::from_value(about(world, &more)).unwrap();
    world.scope.run(&find).await.unwrap()
}

/// What of a provider's a change would hit.
async fn then(world: &World, change: Value) -> AffectedAppointments {
    let more = json!({"provider_id": world.provider.id, "change": change});
    let foresee: ForeseeAffected = serde_json::from_value(about(world, &more)).unwrap();
    world.scope.run(&foresee).await.unwrap()
}

fn starts_and_rules(found: &AffectedAppointments) -> Vec<(i64, Value)> {
    let minutes = |one| (one, at(0));
    found
        .appointments
        .iter()
        .map(|one| {
            let (start, nine) = minutes(one.starts_at);
            (start.since(nine).num_minutes(), serde_json::to_value(one.rule).unwrap())
        })
        .collect()
}

/// A world in which somebody comes at nine, at ten and at eleven, and nobody is affected.
async fn booked() -> (World, Storage, Vec<Stored<Appointment>>) {
    let (world, storage) = stored_world(1).await;
    let mut appointments = Vec::new();
    for minutes in [0, 60, 120] {
        let mut booking = world.book(world.guests[0].id, at(minutes));
        booking.provider_id = Some(world.provider.id);
        appointments.push(world.scope.run(&booking).await.unwrap());
    }
    assert_eq!(starts_and_rules(&now(&world, json!({})).await), []);
    (world, storage, appointments)
}

#[tokio::test]
async fn what_would_be_hit_is_what_is_hit() {
    let ten = || json!([{"start": "10:00", "end": "11:00"}]);
    let weekday = format!("{:?}", chrono::Datelike::weekday(&day()));
    let name = match &*weekday {
        "Mon" => "monday",
        "Tue" => "tuesday",
        "Wed" => "wednesday",
        "Thu" => "thursday",
        "Fri" => "friday",
        "Sat" => "saturday",
        _ => "sunday",
    };
    let weekly = json!({"weekly": [{"day": name, "start": "10:00", "end": "11:00"}]});
    let away = json!({"starts_at": at(90), "ends_at": at(150)});
    for (change, expected) in [
        (json!({ "blockout": away }), vec![(60, "blocked"), (120, "blocked")]),
        (json!({"hours": weekly}), vec![(0, "outside_hours"), (120, "outside_hours")]),
        (
            json!({"hours_override": {"date": day(), "windows": ten()}}),
            vec![(0, "overridden_hours"), (120, "overridden_hours")],
        ),
        (
            json!({"is_active": false}),
            vec![(0, "no_provider"), (60, "no_provider"), (120, "no_provider")],
        ),
    ] {
        let (world, ..) = booked().await;
        let expected: Vec<_> =
            expected.into_iter().map(|(start, rule)| (start, json!(rule))).collect();
        let foreseen = then(&world, change.clone()).await;
        // The service lasts longer than half an hour.
        assert_eq!(starts_and_rules(&foreseen), expected, "{change}");
        // Nothing was changed by asking.
        assert_eq!(starts_and_rules(&now(&world, json!({})).await), []);
        make(&world, &change).await;
        let found = now(&world, json!({})).await;
        assert_eq!(found.appointments, foreseen.appointments, "{change}");
        // What is hit already is not hit by it.
        assert_eq!(starts_and_rules(&then(&world, change.clone()).await), [], "{change}");
    }
}

/// Makes a change that was proposed.
async fn make(world: &World, change: &Value) {
    let provider = world.provider.id;
    if let Some(hours) = change.get("hours") {
        let hours = serde_json::from_value(hours.clone()).unwrap();
        let set = SetHours::<Provider> { id: provider, hours, expected: None };
        world.scope.run(&set).await.unwrap();
    }
    if let Some(of_date) = change.get("hours_override") {
        let new: NewHoursOverride = serde_json::from_value(of_date.clone()).unwrap();
        let calendar_id = Id::from_uuid(provider.uuid());
        world.scope.run(&CreateHoursOverride { calendar_id, new }).await.unwrap();
    }
    if let Some(blockout) = change.get("blockout") {
        let mut new = blockout.clone();
        new["provider_id"] = json!(provider);
        new["reason"] = json!("vacation");
        let new: CreateBlockout = serde_json::from_value(new).unwrap();
        world.scope.run(&new).await.unwrap();
    }
    if change.get("is_active").is_some() {
        let patch: ProviderPatch = serde_json::from_value(json!({"is_active": false})).unwrap();
        let leave = Update::<Provider> { id: provider, patch, expected: None };
        world.scope.run(&leave).await.unwrap();
    }
}

#[tokio::test]
async fn a_closure_hits_everyone_and_a_provider_only_their_own() {
    let (world, _, appointments) = booked().await;
    let other = colleague(&world, "Rita").await;
    let closed = json!({"change": {"blockout": {"starts_at": at(-60), "ends_at": at(30)}}});
    let foresee: ForeseeAffected = serde_json::from_value(about(&world, &closed)).unwrap();
    let foreseen = world.scope.run(&foresee).await.unwrap();
    assert_eq!(starts_and_rules(&foreseen), [(0, json!("center_blocked"))]);
    assert_eq!(foreseen.appointments[0].appointment_id, appointments[0].id);
    let theirs = json!({"provider_id": other.id, "change": {"is_active": false}});
    let foresee: ForeseeAffected = serde_json::from_value(about(&world, &theirs)).unwrap();
    assert_eq!(starts_and_rules(&world.scope.run(&foresee).await.unwrap()), []);
}

#[tokio::test]
async fn who_is_cancelled_or_out_of_the_time_asked_for_is_not_hit() {
    let (world, _, appointments) = booked().await;
    let cancel = ChangeStatus {
        id: appointments[0].id,
        to: clientline_core::model::AppointmentStatus::Cancelled,
        reason: None,
        fee: None,
        expected: None,
    };
    world.scope.run(&cancel).await.unwrap();
    make(&world, &json!({"is_active": false})).await;
    let found = now(&world, json!({})).await;
    assert_eq!(starts_and_rules(&found).len(), 2);
    let found = now(&world, json!({"from": at(61)})).await;
    assert_eq!(starts_and_rules(&found), [(120, json!("no_provider"))]);
    let found = now(&world, json!({"to": at(61)})).await;
    assert_eq!(starts_and_rules(&found), [(60, json!("no_provider"))]);
}

#[tokio::test]
async fn the_search_goes_on_where_the_last_answer_ended() {
    let (world, ..) = booked().await;
    make(&world, &json!({"is_active": false})).await;
    let (mut starts, mut more, mut answers) = (Vec::new(), json!({"limit": 1}), 0);
    loop {
        let found = now(&world, more.clone()).await;
        starts.extend(starts_and_rules(&found).into_iter().map(|(start, _)| start));
        answers += 1;
        let Some(cursor) = found.next_cursor else { break };
        more["cursor"] = json!(cursor);
    }
    assert_eq!((starts, answers), (vec![0, 60, 120], 3));
}

#[tokio::test]
async fn a_change_that_could_not_be_made_is_refused() {
    let (world, ..) = booked().await;
    let (provider, room) = (world.provider.id, world.provider.id);
    for (more, code) in [
        (
            json!({"change": {"blockout": {"starts_at": at(0), "ends_at": at(0)}}}),
            "ends_before_start",
        ),
        (
            json!({"change": {"hours_override": {"date": day(), "windows": [
                {"start": "09:00", "end": "09:00"}]}}}),
            "ambiguous_window",
        ),
        (json!({"to": at(400 * 24 * 60)}), "out_of_range"),
        (json!({"limit": 0}), "out_of_range"),
        (json!({"provider_id": provider, "room_id": room}), "too_many"),
        (json!({"room_id": room, "change": {"hours": {"weekly": []}}}), "without_hours"),
    ] {
        let foresee: ForeseeAffected = serde_json::from_value(about(&world, &more)).unwrap();
        assert_eq!(refused(world.scope.run(&foresee).await), code, "{more}");
    }
}
