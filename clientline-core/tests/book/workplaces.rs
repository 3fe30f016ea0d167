//! One person at several centers: one calendar, hours at each, and the way between.

use clientline_core::{
    conformance::fixture::{at, create, day},
    entity::Stored,
    model::{Appointment, Center, NewCenter, NewRoom, Organization, Provider, Room},
    ops::{
        access::organizations::UpdateOrganization,
        catalogue::service_list::{ListServices, ServiceFilter},
        page::PageRequest,
        scheduling::{
            affected::FindAffected,
            booking::BookAppointment,
            calendar::{CenterCalendar, ReadCalendar},
            calendars::{CreateBlockout, CreateHoursOverride, DeleteHoursOverride},
            reschedule::Reschedule,
            slots::{FindSlots, SlotList},
            workplaces::SetWorkplaces,
        },
    },
    slots::Refusal,
    value::{Id, Timestamp},
};
use serde_json::{Value, json};

use super::{World, change_provider, change_service, colleague, name, refused, reschedule, world};

/// From eleven to three on Mondays, of which the day of the appointments is one.
fn midday() -> Value {
    json!({"weekly": [{"day": "monday", "start": "11:00", "end": "15:00"}]})
}

/// A world with another center, where the provider is from eleven to three; the way takes half an
/// hour.
pub(super) async fn two_centers(guests: usize) -> (World, Stored<Center>) {
    let world = world(guests).await;
    let mut porto = NewCenter::new(name("Porto"), world.center.time_zone.clone());
    porto.policies = world.center.policies;
    let porto = create::<Center>(&world.scope, porto).await;
    let room = NewRoom::new(name("Chair"), world.room.room_category_id, porto.id);
    create::<Room>(&world.scope, room).await;
    set(&world, json!([{"center_id": porto.id, "hours": midday()}])).await.unwrap();
    let patch = serde_json::from_value(json!({"settings": {"travel_minutes": 30}})).unwrap();
    let id = Id::<Organization>::from(world.scope.tenant());
    world.scope.run(&UpdateOrganization { id, patch, expected: None }).await.unwrap();
    // Nothing after it: times are as they look.
    change_service(&world, r#"{"buffer_after_minutes": 0, "duration_minutes": 60}"#).await;
    (world, porto)
}

async fn set(world: &World, centers: Value) -> clientline_core::Result<Stored<Provider>> {
    let workplaces = serde_json::from_value(json!({ "centers": centers })).unwrap();
    world.scope.run(&SetWorkplaces::new(world.provider.id, workplaces)).await
}

async fn found(world: &World, center: Id<Center>, more: FindSlots) -> SlotList {
    let find = FindSlots { center_id: center, service_id: world.service.id, explain: true, ..more };
    world.scope.run(&find).await.unwrap()
}

/// The listed starts at full hours, in minutes after nine.
async fn hours(world: &World, center: Id<Center>) -> Vec<i64> {
    let on = FindSlots::new(center, world.service.id, day());
    let slots = found(world, center, on).await.slots;
    (0..8)
        .map(|hour| hour * 60)
        .filter(|of| slots.iter().any(|one| one.starts_at == at(*of)))
        .collect()
}

async fn rule(world: &World, center: Id<Center>, minutes: i64) -> Option<Refusal> {
    let on = FindSlots::new(center, world.service.id, day());
    let refused = found(world, center, on).await.refused.unwrap();
    refused.iter().find(|one| one.starts_at == at(minutes)).map(|one| one.rule)
}

async fn book(
    world: &World,
    center: Id<Center>,
    starts_at: Timestamp,
) -> clientline_core::Result<Stored<Appointment>> {
    let wish = world.book(world.guests[0].id, starts_at);
    world.scope.run(&BookAppointment { center_id: center, ..wish }).await
}

#[tokio::test]
async fn somebody_is_had_at_each_of_their_centers_and_at_one_at_a_time() {
    let (world, porto) = two_centers(1).await;
    let baixa = world.center.id;
    assert_eq!(hours(&world, porto.id).await, [120, 180, 240, 300]);
    book(&world, porto.id, at(180)).await.unwrap();
    // From twelve to one in Porto: neither before half past one nor from half past ten on.
    assert_eq!(hours(&world, baixa).await, [0, 60, 300, 360, 420]);
    assert_eq!(rule(&world, baixa, 180).await, Some(Refusal::Busy));
    assert_eq!(rule(&world, baixa, 120).await, Some(Refusal::OnTheWay));
    assert_eq!(refused(book(&world, baixa, at(120)).await), "slot_taken");
    assert_eq!(rule(&world, baixa, 90).await, None);
    book(&world, baixa, at(90)).await.unwrap();
    // Nothing lies between two appointments at one center.
    assert_eq!(hours(&world, porto.id).await, [240, 300]);
    let named = FindSlots {
        provider_id: Some(world.provider.id),
        ..FindSlots::new(porto.id, world.service.id, day())
    };
    assert!(!found(&world, porto.id, named).await.slots.is_empty());
}

#[tokio::test]
async fn what_is_moved_does_not_stand_in_its_own_way() {
    let (world, porto) = two_centers(1).await;
    book(&world, world.center.id, at(0)).await.unwrap();
    let there = book(&world, porto.id, at(120)).await.unwrap();
    let to = |minutes| reschedule(there.id, Reschedule::to(at(minutes)));
    for minutes in [180, 150] {
        world.scope.run(&to(minutes)).await.unwrap();
    }
    book(&world, world.center.id, at(270)).await.unwrap();
    assert_eq!(refused(world.scope.run(&to(195)).await), "slot_taken");
    // Half an hour before it.
    world.scope.run(&to(180)).await.unwrap();
}

#[tokio::test]
async fn the_hours_of_a_date_are_at_one_center_and_a_day_off_is_off_everywhere() {
    let (world, porto) = two_centers(1).await;
    let baixa = world.center.id;
    let calendar_id = Id::from_uuid(world.provider.id.uuid());
    let on = |json: Value| {
        let new = serde_json::from_value(json).unwrap();
        CreateHoursOverride { calendar_id, new }
    };
    let windows = json!([{"start": "09:00", "end": "11:00"}]);
    let there = on(json!({"date": day(), "windows": windows, "center_id": porto.id}));
    let there = world.scope.run(&there).await.unwrap();
    assert_eq!((hours(&world, porto.id).await, hours(&world, baixa).await), (vec![0, 60], vec![]));
    world.scope.run(&DeleteHoursOverride { calendar_id, id: there.id }).await.unwrap();
    // At their own center, if nothing is said.
    let here = world.scope.run(&on(json!({"date": day(), "windows": windows}))).await.unwrap();
    assert_eq!((hours(&world, porto.id).await, hours(&world, baixa).await), (vec![], vec![0, 60]));
    world.scope.run(&DeleteHoursOverride { calendar_id, id: here.id }).await.unwrap();
    world.scope.run(&on(json!({"date": day(), "windows": []}))).await.unwrap();
    assert_eq!((hours(&world, porto.id).await, hours(&world, baixa).await), (vec![], vec![]));
    // The center's own calendar has no other place.
    let of_center = CreateHoursOverride {
        calendar_id: Id::from_uuid(baixa.uuid()),
        ..on(json!({"date": day(), "windows": [], "center_id": porto.id}))
    };
    assert_eq!(refused(world.scope.run(&of_center).await), "other_center");
}

#[tokio::test]
async fn who_is_away_is_away_everywhere_by_the_clock_of_their_own_center() {
    let world = world(1).await;
    // An hour later than in Lisbon.
    let madrid = NewCenter::new(name("Madrid"), "Europe/Madrid".parse().unwrap());
    let madrid = create::<Center>(&world.scope, madrid).await;
    let all_day = json!({"weekly": [{"day": "monday", "start": "09:00", "end": "18:00"}]});
    set(&world, json!([{"center_id": madrid.id, "hours": all_day}])).await.unwrap();
    change_service(
        &world,
        r#"{"buffer_after_minutes": 0, "duration_minutes": 60, "room_category_id": null}"#,
    )
    .await;
    // From ten to nine in Lisbon's afternoon and evening; Madrid opens at eight in Lisbon.
    assert_eq!(hours(&world, madrid.id).await, [0, 60, 120, 180, 240, 300, 360, 420]);
    let lunch = json!({
        "provider_id": world.provider.id, "reason": "break", "starts_at": at(-24 * 60),
        "recurrence": {"rule": "FREQ=DAILY", "window": {"start": "12:00", "end": "13:00"}},
    });
    let lunch: CreateBlockout = serde_json::from_value(lunch).unwrap();
    world.scope.run(&lunch).await.unwrap();
    let without_noon = [0, 60, 120, 240, 300, 360, 420];
    assert_eq!(hours(&world, madrid.id).await, without_noon);
    assert_eq!(hours(&world, world.center.id).await, without_noon);
    let once = json!({
        "provider_id": world.provider.id, "reason": "meeting",
        "starts_at": at(300), "ends_at": at(360),
    });
    let once: CreateBlockout = serde_json::from_value(once).unwrap();
    let there = book(&world, madrid.id, at(300)).await.unwrap();
    world.scope.run(&once).await.unwrap();
    assert_eq!(rule(&world, madrid.id, 300).await, Some(Refusal::Blocked));
    // Who looks there is told whom that hits.
    let affected = world.scope.run(&FindAffected::new(madrid.id)).await.unwrap().appointments;
    let hit: Vec<_> = affected.iter().map(|one| (one.appointment_id, one.rule)).collect();
    assert_eq!(hit, [(there.id, Refusal::Blocked)]);
    let named =
        FindAffected { provider_id: Some(world.provider.id), ..FindAffected::new(madrid.id) };
    assert_eq!(world.scope.run(&named).await.unwrap().appointments.len(), 1);
}

#[tokio::test]
async fn a_center_is_left_when_nothing_is_to_come_there() {
    let (world, porto) = two_centers(1).await;
    let own = json!([{"center_id": world.center.id}]);
    assert_eq!(refused(set(&world, own).await), "own_center");
    let twice = json!([{"center_id": porto.id}, {"center_id": porto.id}]);
    assert_eq!(refused(set(&world, twice).await), "invalid_value");
    book(&world, porto.id, at(180)).await.unwrap();
    assert_eq!(refused(set(&world, json!([])).await), "in_use");
    // Without hours nothing more comes, and what is there is known.
    let without = json!([{"center_id": porto.id}]);
    let after = set(&world, without).await.unwrap();
    assert_eq!(after.further_center_ids.as_slice(), [porto.id]);
    assert_eq!(hours(&world, porto.id).await, [0; 0]);
    assert_eq!(rule(&world, world.center.id, 120).await, Some(Refusal::OnTheWay));
    let affected = world.scope.run(&FindAffected::new(porto.id)).await.unwrap().appointments;
    assert_eq!(affected.iter().map(|one| one.rule).collect::<Vec<_>>(), [Refusal::OutsideHours]);
    let next_week = json!([{"center_id": porto.id, "hours": midday()}]);
    set(&world, next_week).await.unwrap();
    assert_eq!(hours(&world, porto.id).await, [120, 240, 300]);
}

#[tokio::test]
async fn others_beside_somebody_may_come_from_elsewhere() {
    let (world, porto) = two_centers(2).await;
    change_service(&world, r#"{"further_providers": 1}"#).await;
    assert_eq!(hours(&world, porto.id).await, [0; 0]);
    let other = colleague(&world, "Eva").await;
    let both =
        serde_json::from_value(json!({"centers": [{"center_id": porto.id, "hours": midday()}]}));
    world.scope.run(&SetWorkplaces::new(other.id, both.unwrap())).await.unwrap();
    assert_eq!(hours(&world, porto.id).await, [120, 180, 240, 300]);
    let wish = world.book(world.guests[0].id, at(180));
    let provider_id = Some(world.provider.id);
    let wish = BookAppointment { center_id: porto.id, provider_id, ..wish };
    let booked = world.scope.run(&wish).await.unwrap();
    assert_eq!(booked.further_provider_ids.unwrap().iter().collect::<Vec<_>>(), [other.id]);
    assert_eq!(rule(&world, world.center.id, 240).await, Some(Refusal::OnTheWay));
}

#[tokio::test]
async fn a_session_elsewhere_is_not_joined_here() {
    let (world, porto) = two_centers(2).await;
    change_service(&world, r#"{"max_guests": 5}"#).await;
    book(&world, porto.id, at(180)).await.unwrap();
    assert_eq!(rule(&world, world.center.id, 180).await, Some(Refusal::Busy));
    let wish = world.book(world.guests[1].id, at(180));
    let wish = BookAppointment { center_id: porto.id, ..wish };
    world.scope.run(&wish).await.unwrap();
}

async fn calendar(world: &World, center: Id<Center>) -> CenterCalendar {
    world.scope.run(&ReadCalendar::new(center, day())).await.unwrap()
}

#[tokio::test]
async fn a_day_shows_who_comes_from_elsewhere_and_when_they_are_taken_there() {
    let (world, porto) = two_centers(1).await;
    change_provider(&world, world.provider.id, r##"{"color": "#123456"}"##).await;
    book(&world, porto.id, at(180)).await.unwrap();
    let there = calendar(&world, porto.id).await;
    let works = &there.providers[0].works;
    assert_eq!((works[0].starts_at, works[0].ends_at), (at(120), at(360)));
    assert!(there.elsewhere.is_empty());
    let here = calendar(&world, world.center.id).await;
    assert!(here.appointments.is_empty());
    let taken: Vec<_> = here.elsewhere.iter().collect();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].provider_id, taken[0].center_id), (world.provider.id, porto.id));
    assert_eq!((taken[0].starts_at, taken[0].ends_at), (at(180), at(240)));
    let filter = ServiceFilter { center_id: Some(porto.id), ..ServiceFilter::default() };
    let services = ListServices { filter, page: PageRequest::default() };
    assert_eq!(world.scope.run(&services).await.unwrap().items.len(), 1);
}
