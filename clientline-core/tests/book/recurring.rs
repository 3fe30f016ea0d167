//! Blocked time that recurs: one row, and every way of asking sees it.

use chrono::Days;
use clientline_core::{
    conformance::fixture::{at, day},
    model::Blockout,
    ops::resource::Get,
    ops::scheduling::{
        affected::{FindAffected, ForeseeAffected},
        calendar::ReadCalendar,
        calendar_edits::EditBlockout,
        calendars::{CreateBlockout, DeleteBlockout},
        slots::FindSlots,
    },
    value::{DayCount, Id, Timestamp},
};
use serde_json::{Value, json};

use super::{World, refused, world};

/// The minutes from nine on the day of the appointments at which starts are listed in some days.
async fn starts(world: &World, days: i64) -> Vec<i64> {
    let find = FindSlots {
        days: DayCount::new(days).unwrap(),
        ..FindSlots::new(world.center.id, world.service.id, day())
    };
    let found = world.scope.run(&find).await.unwrap();
    found.slots.iter().map(|slot| slot.starts_at.since(at(0)).num_minutes()).collect()
}

const DAY: i64 = 24 * 60;

/// The whole mornings, by a rule that is counted from the day of the appointments on.
fn mornings(world: &World, rule: &str) -> Value {
    json!({
        "provider_id": world.provider.id, "reason": "training",
        "starts_at": at(-60), "ends_at": at(30 * DAY),
        "recurrence": {"rule": rule, "window": {"start": "00:00", "end": "12:00"}},
    })
}

async fn make(world: &World, new: Value) -> Id<Blockout> {
    let new: CreateBlockout = serde_json::from_value(new).unwrap();
    world.scope.run(&new).await.unwrap().id
}

async fn edit(world: &World, id: Id<Blockout>, json: Value) {
    let patch = serde_json::from_value(json).unwrap();
    world.scope.run(&EditBlockout { id, patch, expected: None }).await.unwrap();
}

#[tokio::test]
async fn it_is_changed_excepted_and_deleted_as_one() {
    let world = world(1).await;
    let before = starts(&world, 7).await;
    let morning = |days: i64| {
        let noon = 3 * 60;
        move |start: &i64| (days * DAY..days * DAY + noon).contains(start)
    };
    let without = |days: &[i64]| {
        let kept = before.iter().copied();
        kept.filter(|start| !days.iter().any(|day| morning(*day)(start))).collect::<Vec<_>>()
    };
    let id = make(&world, mornings(&world, "FREQ=DAILY;INTERVAL=2")).await;
    assert_eq!(starts(&world, 7).await, without(&[0, 2, 4, 6]));
    let excepted = json!({"recurrence": {
        "rule": "FREQ=DAILY;INTERVAL=2", "window": {"start": "00:00", "end": "12:00"},
        "except": [day() + Days::new(2)],
    }});
    edit(&world, id, excepted).await;
    assert_eq!(starts(&world, 7).await, without(&[0, 4, 6]));
    // It ends, by its own end or as often as it says.
    edit(&world, id, json!({"ends_at": at(4 * DAY)})).await;
    let half = starts(&world, 7).await;
    assert!(half.contains(&(4 * DAY)) && !half.contains(&0));
    let counted = mornings(&world, "FREQ=DAILY;COUNT=2")["recurrence"].clone();
    edit(&world, id, json!({"ends_at": at(30 * DAY), "recurrence": counted})).await;
    assert_eq!(starts(&world, 7).await, without(&[0, 1]));
    // Without a rule it is there throughout.
    edit(&world, id, json!({"recurrence": null})).await;
    assert_eq!(starts(&world, 7).await, [0; 0]);
    world.scope.run(&DeleteBlockout(id)).await.unwrap();
    assert_eq!(starts(&world, 7).await, before);
}

#[tokio::test]
async fn booking_explaining_and_affected_see_it_as_listing_does() {
    let world = world(2).await;
    let appointment = world.scope.run(&world.book(world.guests[0].id, at(DAY))).await;
    let appointment = appointment.map(|one| one.id);
    let new = mornings(&world, "FREQ=DAILY");
    let blockout = json!({
        "starts_at": new["starts_at"], "ends_at": new["ends_at"], "recurrence": new["recurrence"],
    });
    let foresee: ForeseeAffected = serde_json::from_value(json!({
        "center_id": world.center.id, "provider_id": world.provider.id,
        "change": {"blockout": blockout},
    }))
    .unwrap();
    let foreseen = world.scope.run(&foresee).await.unwrap();
    make(&world, new).await;
    let find: FindAffected = serde_json::from_value(json!({"center_id": world.center.id})).unwrap();
    let found = world.scope.run(&find).await.unwrap();
    assert_eq!(found, foreseen);
    let hit: Vec<_> = found.appointments.iter().map(|one| one.appointment_id).collect();
    assert_eq!(hit, appointment.into_iter().collect::<Vec<_>>());
    let booked = world.scope.run(&world.book(world.guests[1].id, at(0))).await;
    assert_eq!(refused(booked), "blocked");
    let explain =
        FindSlots { explain: true, ..FindSlots::new(world.center.id, world.service.id, day()) };
    let refused = world.scope.run(&explain).await.unwrap().refused.unwrap();
    let at_nine = refused.iter().find(|one| one.starts_at == at(0)).unwrap();
    assert_eq!(serde_json::to_value(at_nine.rule).unwrap(), "blocked");
}

#[tokio::test]
async fn a_calendar_shows_it_as_often_as_it_is_there() {
    let world = world(1).await;
    let id = make(&world, mornings(&world, "FREQ=DAILY;INTERVAL=2")).await;
    let read: ReadCalendar = serde_json::from_value(json!({
        "center_id": world.center.id, "date": day(), "days": 4,
    }))
    .unwrap();
    let shown = world.scope.run(&read).await.unwrap().blockouts;
    let times: Vec<_> = shown.iter().map(|one| (one.id, one.time.ends_at)).collect();
    assert_eq!(times, [(id, at(180)), (id, at(180 + 2 * DAY))]);
    // What lies before its start is cut off.
    assert_eq!(shown[0].time.starts_at, at(-60));
    assert_eq!(shown[0].recurs.unwrap().to_string(), "FREQ=DAILY;INTERVAL=2");
}

#[tokio::test]
async fn a_window_that_may_mean_closed_or_all_day_is_refused() {
    let world = world(1).await;
    let mut new = mornings(&world, "FREQ=DAILY");
    new["recurrence"]["window"] = json!({"start": "09:00", "end": "09:00"});
    let new: CreateBlockout = serde_json::from_value(new).unwrap();
    assert_eq!(refused(world.scope.run(&new).await), "ambiguous_window");
}

/// A lunch break on working days, counted from the day of the appointments on.
fn lunch(world: &World, rule: &str) -> Value {
    json!({
        "provider_id": world.provider.id, "reason": "break", "starts_at": at(0),
        "recurrence": {"rule": rule, "window": {"start": "12:00", "end": "13:00"}},
    })
}

async fn ends_at(world: &World, id: Id<Blockout>) -> Timestamp {
    world.scope.run(&Get::<Blockout>(id)).await.unwrap().ends_at
}

#[tokio::test]
async fn a_lunch_break_is_laid_once_and_stays() {
    let world = world(2).await;
    let weekdays = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    let id = make(&world, lunch(&world, weekdays)).await;
    assert_eq!(ends_at(&world, id).await, Timestamp::MAX);
    // Nine years later, on a Monday.
    let later = 470 * 7 * DAY;
    let find = FindSlots::new(world.center.id, world.service.id, day() + Days::new(470 * 7));
    let found = world.scope.run(&find).await.unwrap();
    let is_listed = |minutes| found.slots.iter().any(|slot| slot.starts_at == at(later + minutes));
    assert!(is_listed(120) && !is_listed(180) && is_listed(240));
    let booked = world.scope.run(&world.book(world.guests[0].id, at(later + 180))).await;
    assert_eq!(refused(booked), "blocked");
    // Then it is given up from a date on: history stays as it was.
    let until = (day() + Days::new(469 * 7)).format("%Y%m%d");
    let ended = lunch(&world, &format!("{weekdays};UNTIL={until}"))["recurrence"].clone();
    edit(&world, id, json!({ "recurrence": ended })).await;
    assert_eq!(ends_at(&world, id).await, at(469 * 7 * DAY + 240));
    world.scope.run(&world.book(world.guests[1].id, at(later + 180))).await.unwrap();
    assert!(!starts(&world, 1).await.contains(&180));
    // Its rule ends it, unless it ends earlier by what is said.
    edit(&world, id, json!({"ends_at": at(7 * DAY)})).await;
    edit(&world, id, json!({"recurrence": lunch(&world, weekdays)["recurrence"]})).await;
    assert_eq!(ends_at(&world, id).await, at(7 * DAY));
    edit(&world, id, json!({"ends_at": null})).await;
    assert_eq!(ends_at(&world, id).await, Timestamp::MAX);
}

#[tokio::test]
async fn what_does_not_recur_ends_within_a_year() {
    let world = world(1).await;
    let mut new = lunch(&world, "FREQ=DAILY");
    new["recurrence"] = Value::Null;
    let create = |new: &Value| serde_json::from_value::<CreateBlockout>(new.clone()).unwrap();
    assert_eq!(refused(world.scope.run(&create(&new)).await), "required");
    new["ends_at"] = json!(at(367 * DAY));
    assert_eq!(refused(world.scope.run(&create(&new)).await), "out_of_range");
    let id = make(&world, lunch(&world, "FREQ=DAILY")).await;
    let patch = serde_json::from_value(json!({"recurrence": null})).unwrap();
    let alone = EditBlockout { id, patch, expected: None };
    assert_eq!(refused(world.scope.run(&alone).await), "required");
    // A rule that has ended before it begins blocks nothing.
    let past = create(&lunch(&world, "FREQ=DAILY;UNTIL=20350107"));
    assert_eq!(refused(world.scope.run(&past).await), "ends_before_start");
}
