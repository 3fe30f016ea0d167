//! Moving a party as one, and what is kept of requests about several guests.

use clientline_core::{
    Error, Scope,
    conformance::fixture::{at, create, name},
    engine::{IdempotencyKey, Outcome, UseCase},
    entity::Stored,
    model::{Appointment, AppointmentStatus, InvoiceItem, NewRoom, Room, Service},
    ops::{
        billing::invoices::GenerateInvoice,
        page::PageRequest,
        people::guest_erase::EraseGuest,
        resource::{List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            booking::BookAppointment,
            cancel_together::CancelTogether,
            moves::{Move, MoveAppointments},
            parties::BookParty,
            party_moves::MoveParty,
            reschedule::Reschedule,
        },
    },
    value::{Notes, Timestamp},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    World, change_service, colleague, guest_at,
    parties::{holds, party, service},
    refused, reschedule, world,
};

const DAY: i64 = 24 * 60;

fn to(booked: &[Stored<Appointment>], minutes: i64) -> MoveParty {
    MoveParty {
        party_id: booked[0].party_id.unwrap(),
        starts_at: at(minutes),
        reason: None,
        override_rules: false,
    }
}

fn starts(moved: &[Stored<Appointment>]) -> Vec<Timestamp> {
    moved.iter().map(|one| one.starts_at).collect()
}

/// A couple from ten o'clock on, who share the only room.
async fn couple(world: &World) -> Vec<Stored<Appointment>> {
    colleague(world, "Ana").await;
    holds(world, 2).await;
    let cut = (world.service.id, None);
    world.scope.run(&party(world, 60, &[cut, cut])).await.unwrap()
}

#[tokio::test]
async fn all_of_a_party_start_at_another_time_with_who_serves_them() {
    let world = world(3).await;
    let booked = couple(&world).await;
    // Over their own times, which are free for them, and on what was agreed.
    change_service(&world, r#"{"duration_minutes": 120, "is_active": false}"#).await;
    let moved = world.scope.run(&to(&booked, 75)).await.unwrap();
    assert_eq!(starts(&moved), [at(75); 2]);
    for (before, after) in booked.iter().zip(&moved) {
        assert_eq!((before.id, before.provider_id), (after.id, after.provider_id));
        assert_eq!(after.ends_at.since(after.starts_at).num_minutes(), 45);
        assert_eq!(after.steps, 2);
    }
    // One who was moved alone comes with the others again.
    world.scope.run(&reschedule(moved[1].id, Reschedule::to(at(300)))).await.unwrap();
    assert_eq!(starts(&world.scope.run(&to(&booked, DAY)).await.unwrap()), [at(DAY); 2]);
    // One who does not come any more stays where they were.
    let (id, status) = (moved[0].id, AppointmentStatus::Cancelled);
    let cancel = ChangeStatus { id, to: status, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
    let rest = world.scope.run(&to(&booked, 60)).await.unwrap();
    assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [moved[1].id]);
}

#[tokio::test]
async fn all_of_a_party_are_moved_or_none_and_the_nearest_times_are_named() {
    let world = world(3).await;
    let booked = couple(&world).await;
    let with = booked[1].provider_id;
    let other = world.book(world.guests[2].id, at(180));
    let other = BookAppointment { provider_id: Some(with), ..other };
    world.scope.run(&other).await.unwrap();
    let error = world.scope.run(&to(&booked, 195)).await.unwrap_err();
    let Error::SlotUnavailable { code, alternatives, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*code, alternatives.len()), ("slot_taken", 3));
    assert!(error.to_string().starts_with("Guest 2: "), "{error}");
    let outside = world.scope.run(&to(&booked, 20 * 60)).await;
    assert_eq!(refused(outside), "outside_hours");
    let nothing = MoveParty { party_id: Uuid::from_u128(7), ..to(&booked, 300) };
    assert_eq!(refused(world.scope.run(&nothing).await), "not_found");
    let guest = guest_at(&world.scope, &world, 0);
    assert_eq!(refused(guest.run(&to(&booked, 300)).await), "forbidden");
    for listed in alternatives.clone() {
        let moved = MoveParty { starts_at: listed, ..to(&booked, 0) };
        assert_eq!(starts(&world.scope.run(&moved).await.unwrap()), [listed; 2]);
    }
}

#[tokio::test]
async fn a_party_of_whom_one_is_served_by_several_by_now_keeps_all_of_them() {
    let world = world(2).await;
    let booked = couple(&world).await;
    colleague(&world, "Rui").await;
    change_service(&world, r#"{"further_providers": 1}"#).await;
    // What was agreed needs one for each of them.
    let moved = world.scope.run(&to(&booked, 120)).await.unwrap();
    let now: Reschedule =
        serde_json::from_value(json!({"starts_at": at(120), "terms": "current"})).unwrap();
    let served_by_two = world.scope.run(&reschedule(moved[1].id, now)).await.unwrap();
    assert!(served_by_two.further_provider_ids.is_some());
    let moved = world.scope.run(&to(&booked, 240)).await.unwrap();
    assert_eq!(starts(&moved), [at(240); 2]);
    let both = |one: &Appointment| one.providers().collect::<Vec<_>>();
    assert_eq!(both(&moved[1]), both(&served_by_two));
    assert_eq!(moved[0].further_provider_ids, None);
}

/// The small room is free for longer: whoever comes first must not take it from who needs it.
#[tokio::test]
async fn rooms_are_matched_where_a_greedy_choice_serves_one() {
    let world = world(3).await;
    let long = service(&world, "Colour", 90).await.id;
    let needs = format!(r#"{{"room_category_id": "{}"}}"#, world.room.room_category_id.uuid());
    let patch = serde_json::from_str(&needs).unwrap();
    world.scope.run(&Update::<Service> { id: long, patch, expected: None }).await.unwrap();
    let ana = colleague(&world, "Ana").await.id;
    let rui = colleague(&world, "Rui").await.id;
    let second = NewRoom::new(name("Chair 2"), world.room.room_category_id, world.center.id);
    let second = create::<Room>(&world.scope, second).await.id;
    let couple = party(&world, 60, &[(world.service.id, Some(ana)), (long, Some(rui))]);
    let booked = world.scope.run(&couple).await.unwrap();
    // From four o'clock on, an hour later each of the rooms in turn is somebody else's.
    for (room, minutes) in [(world.room.id, 360), (second, 720)] {
        let other = world.book(world.guests[2].id, at(minutes + 60));
        let other = BookAppointment {
            room_id: Some(room),
            provider_id: Some(world.provider.id),
            override_rules: true,
            ..other
        };
        world.scope.run(&other).await.unwrap();
        let moved = MoveParty { override_rules: true, ..to(&booked, minutes) };
        let moved = world.scope.run(&moved).await.unwrap();
        assert_eq!(starts(&moved), [at(minutes); 2]);
        assert_eq!(moved[0].room_id, Some(room));
    }
}

#[tokio::test]
async fn the_lines_of_a_party_say_the_day_to_which_it_was_moved() {
    let world = world(2).await;
    let booked = couple(&world).await;
    for one in &booked {
        let sale = world.scope.run(&GetAppointmentSale(one.id)).await.unwrap().id;
        world.scope.run(&GenerateInvoice(sale)).await.unwrap();
    }
    let moved = world.scope.run(&to(&booked, DAY + 60)).await.unwrap();
    let day = moved[0].time_zone.local(moved[0].starts_at).date();
    let lines = List::<InvoiceItem>::new(PageRequest::default());
    let lines = world.scope.run(&lines).await.unwrap().items;
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.performed_on == Some(day)));
}

/// Sends a request once more, whose answer was kept.
async fn again<U: UseCase>(scope: &Scope, request: &U) -> Result<Outcome<U::Answer>, Error> {
    scope.run_once(&IdempotencyKey::new("key", b"request").unwrap(), request).await
}

/// An answer about several guests is filed under the first of them: whoever of them is erased,
/// it tells nothing any more.
#[tokio::test]
async fn an_answer_about_several_guests_is_forgotten_with_each_of_them() {
    for erased in 0..2 {
        let world = world(2).await;
        colleague(&world, "Ana").await;
        holds(&world, 2).await;
        let cut = (world.service.id, None);
        let notes = Some(Notes::parse("allergic to nuts").unwrap());
        let book = BookParty { notes, ..party(&world, 60, &[cut, cut]) };
        let booked = again(&world.scope, &book).await.unwrap().into_answer().unwrap();
        let alone = world.book(world.guests[1 - erased].id, at(DAY));
        again(&world.scope, &alone).await.unwrap();
        let moves = booked.iter().map(|one| Move {
            appointment_id: one.id,
            to: Reschedule::to(at(120)),
            version: None,
        });
        let moves = MoveAppointments { moves: moves.collect() };
        again(&world.scope, &moves).await.unwrap();
        let as_one = to(&booked, 180);
        again(&world.scope, &as_one).await.unwrap();
        let party_id = booked[0].party_id;
        let cancel = CancelTogether { party_id, ..CancelTogether::default() };
        again(&world.scope, &cancel).await.unwrap();
        world.scope.run(&EraseGuest::new(world.guests[erased].id, None)).await.unwrap();

        assert_eq!(refused(again(&world.scope, &book).await), "already_done");
        assert_eq!(refused(again(&world.scope, &moves).await), "already_done");
        assert_eq!(refused(again(&world.scope, &as_one).await), "already_done");
        assert_eq!(refused(again(&world.scope, &cancel).await), "already_done");
        // What is about the other one alone is still known.
        let other = again(&world.scope, &alone).await.unwrap();
        assert!(matches!(other, Outcome::Replayed(_)));
    }
}
