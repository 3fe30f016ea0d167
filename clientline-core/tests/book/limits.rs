//! Limits: how many appointments a guest has a day, a week and to come, and a provider a day.

use clientline_core::{
    Scope,
    conformance::fixture::{at, day},
    entity::Stored,
    model::{Appointment, AppointmentStatus, Center, Organization},
    ops::{
        access::organizations::UpdateOrganization,
        online::book::BookOnline,
        resource::Update,
        scheduling::{
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            first_starts::FindFirstStarts,
            reschedule::Reschedule,
            slot_formats::NoSlots,
            slots::{FindSlots, SlotList},
        },
    },
    slots::Refusal,
    value::Id,
};
use serde_json::{Value, json};

use super::{World, change_service, guest_at, refused, reschedule, stored_world};

const DAY: i64 = 24 * 60;

/// A world with limits, and its first guest, who signed in.
async fn limited(guests: usize, limits: Value) -> (World, Scope) {
    let (world, _) = stored_world(guests).await;
    limit(&world, limits).await;
    let own = guest_at(&world.scope, &world, 0);
    (world, own)
}

async fn limit(world: &World, limits: Value) {
    let patch = serde_json::from_value(json!({ "policies": limits })).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
}

fn wish(world: &World, guest: usize, minutes: i64) -> BookAppointment {
    world.book(world.guests[guest].id, at(minutes))
}

async fn book(scope: &Scope, world: &World, guest: usize, minutes: i64) -> Stored<Appointment> {
    scope.run(&wish(world, guest, minutes)).await.unwrap()
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    world
        .scope
        .run(&ChangeStatus { id, to, reason: None, fee: None, expected: None })
        .await
        .unwrap();
}

async fn find(scope: &Scope, world: &World, more: FindSlots) -> SlotList {
    let find = FindSlots { center_id: world.center.id, service_id: world.service.id, ..more };
    scope.run(&find).await.unwrap()
}

fn on(world: &World, days: u64) -> FindSlots {
    FindSlots::new(world.center.id, world.service.id, day() + chrono::Days::new(days))
}

#[tokio::test]
async fn a_guest_books_what_is_listed_for_them_and_the_desk_books_more() {
    let (world, own) = limited(2, json!({"guest_max_per_day": 1})).await;
    let first = book(&own, &world, 0, 60).await;
    let listed = find(&own, &world, on(&world, 0)).await;
    assert_eq!(listed.slots.len(), 0);
    assert_eq!(listed.reason.map(|reason| reason.code), Some(NoSlots::GuestLimit));
    assert!(!find(&own, &world, on(&world, 1)).await.slots.is_empty());
    assert!(!find(&world.scope, &world, on(&world, 0)).await.slots.is_empty());
    let again = own.run(&wish(&world, 0, 180)).await;
    assert_eq!(refused(again), "guest_limit_reached");
    // Nor is it offered as the first free time.
    let date = Some(day());
    let first_start = FindFirstStarts { date, ..FindFirstStarts::new(world.service.id) };
    let starts = own.run(&first_start).await.unwrap().starts;
    assert_eq!(starts[0].starts_at, at(DAY));
    // It is nobody else's limit, and none of the desk's.
    let other = guest_at(&world.scope, &world, 1);
    book(&other, &world, 1, 300).await;
    book(&world.scope, &world, 0, 180).await;
    // What is cancelled counts no more.
    cancel(&world, first.id).await;
    assert_eq!(refused(own.run(&wish(&world, 0, 240)).await), "guest_limit_reached");
    limit(&world, json!({"guest_max_per_day": 2})).await;
    book(&own, &world, 0, 240).await;
    limit(&world, json!({"guest_max_per_day": null})).await;
    book(&own, &world, 0, 420).await;
}

#[tokio::test]
async fn a_guest_has_so_many_a_week_and_so_many_to_come() {
    let (world, own) = limited(1, json!({"guest_max_per_week": 1})).await;
    book(&own, &world, 0, 60).await;
    for days in 0..14 {
        let is_listed = !find(&own, &world, on(&world, days)).await.slots.is_empty();
        let date = day() + chrono::Days::new(days);
        let is_same_week = date.week(chrono::Weekday::Mon) == day().week(chrono::Weekday::Mon);
        let is_working = chrono::Datelike::weekday(&date).num_days_from_monday() < 5;
        assert_eq!(is_listed, is_working && !is_same_week, "{date}");
    }
    book(&own, &world, 0, 7 * DAY).await;
    limit(&world, json!({"guest_max_per_week": null, "guest_max_to_come": 2})).await;
    let third = wish(&world, 0, 14 * DAY);
    assert_eq!(refused(own.run(&third).await), "guest_limit_reached");
    limit(&world, json!({"guest_max_to_come": 3})).await;
    own.run(&third).await.unwrap();
}

#[tokio::test]
async fn what_is_moved_adds_nothing_where_it_was() {
    let (world, own) = limited(1, json!({"guest_max_per_day": 1, "guest_max_to_come": 2})).await;
    let first = book(&own, &world, 0, 60).await;
    book(&own, &world, 0, 7 * DAY).await;
    let moving = || FindSlots { moving: Some(first.id), ..on(&world, 0) };
    assert!(!find(&own, &world, moving()).await.slots.is_empty());
    let to = |minutes| reschedule(first.id, Reschedule::to(at(minutes)));
    own.run(&to(240)).await.unwrap();
    assert_eq!(refused(own.run(&to(7 * DAY + 120)).await), "guest_limit_reached");
    own.run(&to(8 * DAY)).await.unwrap();
    // The desk moves it onto the full day, within which the guest then moves it.
    world.scope.run(&to(7 * DAY + 120)).await.unwrap();
    own.run(&to(7 * DAY + 240)).await.unwrap();
}

#[tokio::test]
async fn a_day_of_a_provider_is_full_for_all_but_an_override() {
    let (world, own) = limited(2, json!({"provider_max_per_day": 2})).await;
    book(&own, &world, 0, 0).await;
    let second = book(&world.scope, &world, 1, 120).await;
    for scope in [&own, &world.scope] {
        assert_eq!(find(scope, &world, on(&world, 0)).await.slots.len(), 0);
        assert_eq!(refused(scope.run(&wish(&world, 0, 300)).await), "provider_limit_reached");
    }
    // A provider who is named is read in another way.
    let named = BookAppointment { provider_id: Some(world.provider.id), ..wish(&world, 0, 300) };
    assert_eq!(refused(world.scope.run(&named).await), "provider_limit_reached");
    let explained = FindSlots { explain: true, ..on(&world, 0) };
    let refused_starts = find(&world.scope, &world, explained).await.refused.unwrap();
    let rule = |minutes| {
        let one = refused_starts.iter().find(|one| one.starts_at == at(minutes));
        one.map(|one| one.rule)
    };
    assert_eq!((rule(0), rule(300)), (Some(Refusal::Busy), Some(Refusal::ProviderLimit)));
    let anyway = BookAppointment { override_rules: true, ..wish(&world, 0, 300) };
    world.scope.run(&anyway).await.unwrap();
    // Though the day has more than it may, its appointments move within it.
    let to = |minutes| reschedule(second.id, Reschedule::to(at(minutes)));
    world.scope.run(&to(180)).await.unwrap();
    world.scope.run(&to(DAY)).await.unwrap();
    assert_eq!(refused(world.scope.run(&to(60)).await), "provider_limit_reached");
}

#[tokio::test]
async fn a_session_of_a_class_is_one_appointment_of_its_day() {
    let (world, _) = limited(4, json!({"provider_max_per_day": 1})).await;
    change_service(&world, r#"{"max_guests": 3}"#).await;
    for guest in 0..3 {
        book(&world.scope, &world, guest, 60).await;
        let starts = find(&world.scope, &world, on(&world, 0)).await.slots;
        assert_eq!(starts.len(), usize::from(guest < 2), "only the session itself");
    }
    assert_eq!(refused(world.scope.run(&wish(&world, 3, 240)).await), "provider_limit_reached");
}

#[tokio::test]
async fn of_somebody_who_did_not_sign_in_counts_what_was_booked_with_their_address() {
    let (world, _) = limited(1, json!({"guest_max_to_come": 2})).await;
    let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
    let settings = json!({"public_booking": {"is_open": true, "max_per_contact": 100}});
    let patch = serde_json::from_value(json!({ "settings": settings })).unwrap();
    let open = UpdateOrganization { id, patch, expected: None };
    let slug = world.scope.run(&open).await.unwrap().slug.clone();
    let wish = |email: &str, minutes| {
        let wish = json!({
            "first_name": "Rui", "last_name": "Melo", "email": email,
            "service_id": world.service.id, "starts_at": at(minutes),
        });
        BookOnline(serde_json::from_value(wish).unwrap())
    };
    let book = async |email: &str, minutes| {
        let stranger = world.scope.client().public_scope(&slug).await.unwrap();
        stranger.run(&wish(email, minutes)).await
    };
    book("rui@example.com", 0).await.unwrap();
    book("rui@example.com", DAY).await.unwrap();
    let third = book("rui@example.com", 2 * DAY).await;
    assert_eq!(refused(third), "guest_limit_reached");
    book("ana@example.com", 2 * DAY).await.unwrap();
}

#[tokio::test]
async fn a_limit_is_one_to_a_thousand() {
    let (world, _) = stored_world(0).await;
    for limits in [json!({"guest_max_per_day": 0}), json!({"provider_max_per_day": 1001})] {
        let patch = serde_json::from_value(json!({ "policies": limits })).unwrap();
        let id = world.center.id;
        let change = Update::<Center> { id, patch, expected: None };
        assert_eq!(refused(world.scope.run(&change).await), "invalid_value");
    }
}
