//! The waiting list: who waits for what, and what is free for them by now.

use std::collections::BTreeSet;

use chrono::Datelike;
use clientline_core::{
    Error,
    conformance::fixture::{at, create, day},
    entity::Stored,
    model::{AppointmentStatus, NewWaitlistEntry, WaitlistEntry, WaitlistEntryPatch},
    ops::{
        billing::guest_merge::{GuestMerge, MergeGuests},
        page::PageRequest,
        people::{guest_erase::EraseGuest, guest_export::ExportGuest},
        resource::{Create, Delete, List, Update},
        scheduling::{appointment_status::ChangeStatus, slots::FindSlots, waitlist::FindMatches},
    },
    value::Weekday,
};
use serde_json::{Value, json};

use super::{World, colleague, guest, guest_at, refused, stored_world, world};

fn entry(world: &World, more: &Value) -> NewWaitlistEntry {
    let mut new = json!({
        "guest_id": world.guests[0].id, "center_id": world.center.id,
        "service_id": world.service.id, "first_date": day(), "last_date": day(),
    });
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(new).unwrap()
}

async fn waits(world: &World, more: Value) -> Stored<WaitlistEntry> {
    create::<WaitlistEntry>(&world.scope, entry(world, &more)).await
}

/// The minutes after nine of the starts that match.
async fn matches(world: &World, entry: &Stored<WaitlistEntry>) -> Vec<i64> {
    let found = world.scope.run(&FindMatches(entry.id)).await.unwrap();
    found.slots.iter().map(|slot| slot.starts_at.since(at(0)).num_minutes()).collect()
}

#[tokio::test]
async fn what_matches_is_what_is_listed() {
    let world = world(1).await;
    let find = FindSlots::new(world.center.id, world.service.id, day());
    let listed = world.scope.run(&find).await.unwrap();
    let listed: Vec<_> = listed.slots.iter().collect();
    let waiting = waits(&world, json!({})).await;
    let found = world.scope.run(&FindMatches(waiting.id)).await.unwrap();
    assert_eq!(found.slots, listed);
    // With a provider who has no hours there is nothing, and another day has its own.
    let other = colleague(&world, "Rita").await;
    let with = waits(&world, json!({"provider_id": other.id})).await;
    let found = world.scope.run(&FindMatches(with.id)).await.unwrap();
    assert!(found.slots.iter().flat_map(|slot| &slot.providers).all(|p| p.provider_id == other.id));
    assert!(!found.slots.is_empty());
    let yesterday = waits(&world, json!({"first_date": "2020-01-01", "last_date": "2020-01-02"}));
    assert_eq!(matches(&world, &yesterday.await).await, [0; 0]);
}

#[tokio::test]
async fn a_time_that_becomes_free_matches() {
    let world = world(2).await;
    let weekday = format!("{:?}", Weekday::from(day().weekday())).to_lowercase();
    let at_ten = json!({"weekly": [{"day": weekday, "start": "10:00", "end": "10:01"}]});
    let waiting = waits(&world, json!({ "hours": at_ten })).await;
    assert_eq!(matches(&world, &waiting).await, [60]);
    let booked = world.scope.run(&world.book(world.guests[1].id, at(60))).await.unwrap();
    assert_eq!(matches(&world, &waiting).await, [0; 0]);
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: booked.id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
    assert_eq!(matches(&world, &waiting).await, [60]);
}

#[tokio::test]
async fn an_entry_is_changed_listed_and_withdrawn() {
    let world = world(2).await;
    let first = waits(&world, json!({})).await;
    let second = waits(&world, json!({"guest_id": world.guests[1].id})).await;
    let list = List::<WaitlistEntry>::new(PageRequest::default());
    let ids = |page: clientline_core::ops::page::Page<Stored<WaitlistEntry>>| {
        page.items.iter().map(|one| one.id).collect::<BTreeSet<_>>()
    };
    let center = list.clone().with(WaitlistEntry::center_id(), &world.center.id);
    assert_eq!(ids(world.scope.run(&center).await.unwrap()), [first.id, second.id].into());
    let of_guest = list.with(WaitlistEntry::guest_id(), &world.guests[0].id);
    assert_eq!(ids(world.scope.run(&of_guest).await.unwrap()), [first.id].into());
    let patch: WaitlistEntryPatch = serde_json::from_value(json!({"notes": "Mornings"})).unwrap();
    let update = Update::<WaitlistEntry> { id: first.id, patch, expected: Some(first.version()) };
    let after = world.scope.run(&update).await.unwrap();
    assert_eq!(after.notes.as_ref().unwrap().to_string(), "Mornings");
    assert_eq!(refused(world.scope.run(&update).await), "stale_version");
    let delete = Delete::<WaitlistEntry> { id: first.id, expected: None };
    world.scope.run(&delete).await.unwrap();
    assert_eq!(refused(world.scope.run(&FindMatches(first.id)).await), "not_found");
}

#[tokio::test]
async fn what_nobody_can_wait_for_is_refused() {
    let world = world(1).await;
    let day_after = |days: u64| day() + chrono::Days::new(days);
    for (more, code) in [
        (json!({"first_date": day_after(1)}), "ends_before_start"),
        (json!({"last_date": day_after(62)}), "out_of_range"),
        (
            json!({"hours": {"weekly": [{"day": "monday", "start": "09:00", "end": "09:00"}]}}),
            "ambiguous_window",
        ),
    ] {
        let create = Create::<WaitlistEntry>(entry(&world, &more));
        assert_eq!(refused(world.scope.run(&create).await), code, "{more}");
    }
    waits(&world, json!({"last_date": day_after(61)})).await;
}

#[tokio::test]
async fn guests_see_their_own_alone() {
    let (world, storage) = stored_world(2).await;
    let own = waits(&world, json!({})).await;
    let other = waits(&world, json!({"guest_id": world.guests[1].id})).await;
    let guest = guest_at(&super::desk(&world, &storage, 0), &world, 0);
    assert!(guest.run(&FindMatches(own.id)).await.is_ok());
    assert_eq!(refused(guest.run(&FindMatches(other.id)).await), "not_found");
}

#[tokio::test]
async fn it_goes_with_the_guest() {
    let world = world(1).await;
    let twin = guest(&world, "Ana").await;
    let waiting = waits(&world, json!({ "guest_id": twin })).await;
    let into = world.guests[0].id;
    let merge = MergeGuests { id: into, merge: GuestMerge { from: twin }, expected: None };
    world.scope.run(&merge).await.unwrap();
    let kept = world.scope.run(&ExportGuest(into)).await.unwrap().waitlist_entries;
    assert_eq!(kept.iter().map(|one| one.id).collect::<Vec<_>>(), [waiting.id]);
    world.scope.run(&EraseGuest::new(into, None)).await.unwrap();
    let gone = world.scope.run(&FindMatches(waiting.id)).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })));
    let create = Create::<WaitlistEntry>(entry(&world, &json!({})));
    assert_eq!(refused(world.scope.run(&create).await), "guest_erased");
}
