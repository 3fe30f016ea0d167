//! Services with rules of their own for guests: how early and how late they are booked, moved and
//! cancelled.

use clientline_core::{
    Scope,
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{Appointment, AppointmentStatus, Center, NewService, Organization, Service},
    ops::{
        access::organizations::UpdateOrganization,
        resource::Update,
        scheduling::{
            appointment_status::ChangeStatus, booking::BookAppointment,
            first_starts::FindFirstStarts, reschedule::Reschedule, slots::FindSlots,
        },
    },
    value::{DurationMinutes, Id, StepMinutes},
};
use serde_json::{Value, json};

use super::{World, change_service, desk, guest_at, refused, reschedule, stored_world};

const DAY: i64 = 24 * 60;

async fn at_center(world: &World, policies: Value) {
    let patch = serde_json::from_value(json!({ "policies": policies })).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
}

async fn for_all(world: &World, settings: Value) {
    let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
    let patch = json!({"settings": {"public_booking": settings}});
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&UpdateOrganization { id, patch, expected: None }).await.unwrap();
}

/// Another service, which says nothing of its own.
async fn plain(world: &World) -> Stored<Service> {
    let duration = DurationMinutes::new(45).unwrap();
    create(&world.scope, NewService::new(name("Colour"), duration, "80".parse().unwrap())).await
}

/// How many starts of a service are listed on the day of the appointments.
async fn listed(scope: &Scope, world: &World, service: Id<Service>) -> usize {
    let find = FindSlots::new(world.center.id, service, day());
    scope.run(&find).await.unwrap().slots.len()
}

fn wish(world: &World, service: Id<Service>, minutes: i64) -> BookAppointment {
    let guest = world.guests[0].id;
    BookAppointment::new(world.center.id, guest, service, at(minutes))
}

async fn cancel(scope: &Scope, one: &Stored<Appointment>) -> Result<(), clientline_core::Error> {
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: one.id, to, reason: None, fee: None, expected: None };
    scope.run(&cancel).await.map(|_| ())
}

#[tokio::test]
async fn a_service_may_ask_for_a_notice_and_a_horizon_of_its_own() {
    let (world, storage) = stored_world(1).await;
    let own = world.service.id;
    let other = plain(&world).await.id;
    // The day of the appointments is in a week.
    let guest = guest_at(&desk(&world, &storage, -7 * DAY), &world, 0);
    let all = listed(&guest, &world, own).await;
    assert!(all > 10);
    // From noon on it is early enough.
    let notice = 7 * DAY + 180;
    change_service(&world, &format!(r#"{{"policies": {{"min_notice_minutes": {notice}}}}}"#)).await;
    let some = listed(&guest, &world, own).await;
    assert!(0 < some && some < all, "{some} of {all}");
    assert_eq!(refused(guest.run(&wish(&world, own, 0)).await), "too_soon");
    guest.run(&wish(&world, other, 0)).await.unwrap();
    // The desk keeps to none of them.
    world.scope.run(&wish(&world, own, 60)).await.unwrap();

    // Less than the center asks for, too.
    at_center(&world, json!({"min_notice_minutes": 30 * DAY, "max_horizon_days": 3})).await;
    assert_eq!(listed(&guest, &world, own).await, 0);
    assert_eq!(refused(guest.run(&wish(&world, other, 180)).await), "too_soon");
    let policies = r#"{"policies": {"min_notice_minutes": 0, "max_horizon_days": 7}}"#;
    change_service(&world, policies).await;
    guest.run(&wish(&world, own, 180)).await.unwrap();
    assert_eq!(listed(&guest, &world, other).await, 0);
    assert_eq!(refused(guest.run(&wish(&world, own, DAY)).await), "too_late");
    let center_id = Some(world.center.id);
    let mut first = FindFirstStarts { center_id, date: Some(day()), ..FindFirstStarts::new(own) };
    assert!(!guest.run(&first).await.unwrap().starts.is_empty());
    first.service_id = other;
    assert!(guest.run(&first).await.unwrap().starts.is_empty());
}

#[tokio::test]
async fn moving_and_cancelling_may_have_notices_of_their_own() {
    let (world, storage) = stored_world(1).await;
    let own = world.service.id;
    let other = plain(&world).await.id;
    for_all(&world, json!({"change_notice_minutes": 120})).await;
    let moved = world.scope.run(&wish(&world, own, 240)).await.unwrap();
    // Half an hour before it, as everybody is asked for two.
    let guest = guest_at(&desk(&world, &storage, 210), &world, 0);
    let to = || reschedule(moved.id, Reschedule::to(at(DAY)));
    assert_eq!(refused(guest.run(&to()).await), "change_too_late");
    assert_eq!(refused(cancel(&guest, &moved).await), "change_too_late");
    change_service(&world, r#"{"policies": {"move_notice_minutes": 30}}"#).await;
    assert_eq!(refused(cancel(&guest, &moved).await), "change_too_late");
    guest.run(&to()).await.unwrap();
    guest.run(&reschedule(moved.id, Reschedule::to(at(240)))).await.unwrap();
    // Cancelling has a notice for all, and for the service.
    for_all(&world, json!({"cancel_notice_minutes": 31})).await;
    assert_eq!(refused(cancel(&guest, &moved).await), "change_too_late");
    change_service(&world, r#"{"policies": {"cancel_notice_minutes": 30}}"#).await;
    assert_eq!(refused(guest.run(&to()).await), "change_too_late");
    cancel(&guest, &moved).await.unwrap();
    // Where the service says nothing, it is as for all; also for what is out of use.
    let last = world.scope.run(&wish(&world, other, 240)).await.unwrap();
    for_all(&world, json!({"cancel_notice_minutes": 30})).await;
    assert_eq!(
        refused(guest.run(&reschedule(last.id, Reschedule::to(at(DAY)))).await),
        "change_too_late"
    );
    cancel(&guest, &last).await.unwrap();
}

#[tokio::test]
async fn where_nothing_can_be_moved_no_times_are_listed() {
    let (world, storage) = stored_world(1).await;
    let own = world.service.id;
    for_all(&world, json!({"change_notice_minutes": 120})).await;
    let booked = world.scope.run(&wish(&world, own, 240)).await.unwrap();
    let moving = |id| FindSlots { moving: Some(id), ..FindSlots::new(world.center.id, own, day()) };
    let list = async |scope: &Scope| scope.run(&moving(booked.id)).await;
    let late = guest_at(&desk(&world, &storage, 121), &world, 0);
    assert_eq!(refused(list(&late).await), "change_too_late");
    let early = guest_at(&desk(&world, &storage, 120), &world, 0);
    let listed = list(&early).await.unwrap().slots;
    assert!(listed.iter().any(|slot| slot.starts_at == at(240)));
    // The desk keeps to no notice, until there is nothing to move.
    let desk = desk(&world, &storage, 230);
    assert!(!list(&desk).await.unwrap().slots.is_empty());
    cancel(&desk, &booked).await.unwrap();
    assert_eq!(refused(list(&desk).await), "invalid_transition");
}

#[tokio::test]
async fn guests_are_listed_what_they_may_ask_for_alone() {
    let (world, storage) = stored_world(1).await;
    let own = world.service.id;
    let other = plain(&world).await.id;
    let guest = guest_at(&desk(&world, &storage, -7 * DAY), &world, 0);
    let fine =
        FindSlots { step: Some(StepMinutes::MIN), ..FindSlots::new(world.center.id, own, day()) };
    assert_eq!(refused(guest.run(&fine).await), "withheld");
    assert!(!world.scope.run(&fine).await.unwrap().slots.is_empty());
    // Nor do they change the service of what they move.
    let booked = guest.run(&wish(&world, own, 240)).await.unwrap();
    let find = |service| FindSlots {
        moving: Some(booked.id),
        ..FindSlots::new(world.center.id, service, day())
    };
    assert_eq!(refused(guest.run(&find(other)).await), "withheld");
    assert!(!guest.run(&find(own)).await.unwrap().slots.is_empty());
    assert!(!world.scope.run(&find(other)).await.unwrap().slots.is_empty());
}

#[tokio::test]
async fn what_was_booked_keeps_the_notice_of_a_service_that_is_given_up() {
    let (world, storage) = stored_world(1).await;
    let booked = world.scope.run(&wish(&world, world.service.id, 240)).await.unwrap();
    let policies = r#"{"policies": {"cancel_notice_minutes": 60}, "is_active": false}"#;
    change_service(&world, policies).await;
    let late = guest_at(&desk(&world, &storage, 181), &world, 0);
    assert_eq!(refused(cancel(&late, &booked).await), "change_too_late");
    let early = guest_at(&desk(&world, &storage, 180), &world, 0);
    cancel(&early, &booked).await.unwrap();
}

#[tokio::test]
async fn numbers_out_of_range_are_refused() {
    let (world, _) = stored_world(1).await;
    for wrong in [json!({"max_horizon_days": 0}), json!({"cancel_notice_minutes": 525_601})] {
        let patch = serde_json::from_value(json!({ "policies": wrong })).unwrap();
        let update = Update::<Service> { id: world.service.id, patch, expected: None };
        assert_eq!(refused(world.scope.run(&update).await), "invalid_value");
    }
}
