//! A class: as many guests attend one session as it has seats, and nobody else has its time.

use clientline_core::{
    conformance::fixture::at,
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, NewRoom, NewService, Provider, ProviderPatch, Room, Service,
    },
    ops::{
        catalogue::room_resize::{Misfits, ResizeRoom, RoomSize},
        resource::{Create, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            cancel_together::CancelTogether,
            class_moves::MoveClass,
            completion::CompleteAppointment,
            moves::{Move, MoveAppointments},
            reschedule::Reschedule,
            slots::{FindSlots, Slot},
            undo::{UndoLastStep, Undoing},
        },
    },
    value::{Capacity, DurationMinutes, Id, Timestamp},
};

use super::{Storage, World, change_service, colleague, desk, refused, reschedule, stored_world};

/// A world whose service is a class of so many seats, for which a room is needed.
async fn class(seats: u32) -> (World, Storage) {
    let (world, storage) = stored_world(8).await;
    change_service(&world, &format!(r#"{{"max_guests": {seats}}}"#)).await;
    (world, storage)
}

fn wish(world: &World, guest: usize, minutes: i64) -> BookAppointment {
    BookAppointment {
        provider_id: Some(world.provider.id),
        ..world.book(world.guests[guest].id, at(minutes))
    }
}

async fn book(world: &World, guest: usize, minutes: i64) -> Stored<Appointment> {
    world.scope.run(&wish(world, guest, minutes)).await.unwrap()
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    world
        .scope
        .run(&ChangeStatus { id, to, reason: None, fee: None, expected: None })
        .await
        .unwrap();
}

/// The start that is listed at a time, if one is.
async fn listed(world: &World, starts_at: Timestamp) -> Option<Slot> {
    world.slots().await.slots.iter().find(|slot| slot.starts_at == starts_at)
}

/// How many seats are listed at a time with the provider; none, if the start is not listed.
async fn seats_left(world: &World, minutes: i64) -> Option<u32> {
    let slot = listed(world, at(minutes)).await?;
    slot.providers.iter().find(|one| one.provider_id == world.provider.id)?.seats_left
}

#[tokio::test]
async fn as_many_attend_as_there_are_seats_and_each_start_says_how_many_are_left() {
    let (world, _) = class(3).await;
    for guest in 0..3 {
        assert_eq!(seats_left(&world, 60).await, Some(3 - u32::try_from(guest).unwrap()));
        let booked = book(&world, guest, 60).await;
        assert_eq!((booked.room_id, booked.room_unit), (Some(world.room.id), Some(1)));
    }
    assert_eq!(seats_left(&world, 60).await, None);
    assert_eq!(refused(world.scope.run(&wish(&world, 3, 60)).await), "slot_taken");
    // An hour later there is another one.
    assert_eq!(seats_left(&world, 120).await, Some(3));
    // No session begins within another, and no other service is performed meanwhile.
    for minutes in [15, 30, 75, 90] {
        assert_eq!(seats_left(&world, minutes).await, None, "{minutes}");
        assert_eq!(refused(world.scope.run(&wish(&world, 3, minutes)).await), "slot_taken");
    }
}

#[tokio::test]
async fn the_time_of_a_session_is_nobody_elses() {
    let (world, _) = class(3).await;
    let minutes = DurationMinutes::new(45).unwrap();
    let new = NewService::new("Solo".parse().unwrap(), minutes, "10".parse().unwrap());
    let solo = world.scope.run(&Create::<Service>(new)).await.unwrap();
    let alone = BookAppointment { service_id: solo.id, ..wish(&world, 3, 60) };
    let booked = book(&world, 0, 60).await;
    assert_eq!(refused(world.scope.run(&alone).await), "slot_taken");
    cancel(&world, booked.id).await;
    world.scope.run(&alone).await.unwrap();
    assert_eq!(refused(world.scope.run(&wish(&world, 1, 60)).await), "slot_taken");
    // Nor does another class share it.
    let new = NewService {
        max_guests: Capacity::new(5).unwrap(),
        ..NewService::new("Choir".parse().unwrap(), minutes, "10".parse().unwrap())
    };
    let choir = world.scope.run(&Create::<Service>(new)).await.unwrap();
    book(&world, 0, 180).await;
    let sing = BookAppointment { service_id: choir.id, ..wish(&world, 1, 180) };
    assert_eq!(refused(world.scope.run(&sing).await), "slot_taken");
}

#[tokio::test]
async fn who_leaves_gives_a_seat_back_and_the_last_one_the_time() {
    let (world, storage) = class(2).await;
    let desk = desk(&world, &storage, 0);
    let (first, second) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    desk.run(&cancelled(first.id)).await.unwrap();
    assert_eq!(seats_left(&world, 60).await, Some(1));
    let third = book(&world, 2, 60).await;
    // The seat is taken, and given back.
    let undo = UndoLastStep { id: first.id, undoing: Undoing::default(), expected: None };
    assert_eq!(refused(desk.run(&undo).await), "slot_taken");
    cancel(&world, third.id).await;
    assert_eq!(desk.run(&undo).await.unwrap().status, AppointmentStatus::Scheduled);
    assert_eq!(seats_left(&world, 60).await, None);
    cancel(&world, first.id).await;
    cancel(&world, second.id).await;
    assert_eq!(seats_left(&world, 75).await, Some(2));
}

const fn cancelled(id: Id<Appointment>) -> ChangeStatus {
    ChangeStatus { id, to: AppointmentStatus::Cancelled, reason: None, fee: None, expected: None }
}

#[tokio::test]
async fn a_guest_moves_from_one_session_to_another_and_onto_their_own_time() {
    let (world, _) = class(2).await;
    let (first, second) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    let third = book(&world, 2, 120).await;
    let to = |id, minutes| reschedule(id, Reschedule::to(at(minutes)));
    world.scope.run(&to(first.id, 60)).await.unwrap();
    world.scope.run(&to(first.id, 120)).await.unwrap();
    assert_eq!((seats_left(&world, 60).await, seats_left(&world, 120).await), (Some(1), None));
    assert_eq!(refused(world.scope.run(&to(second.id, 120)).await), "slot_taken");
    // Within the time of those who stay there is nothing but their session.
    assert_eq!(refused(world.scope.run(&to(third.id, 135)).await), "slot_taken");
    let moving = FindSlots { moving: Some(third.id), ..find(&world) };
    let starts: Vec<Timestamp> =
        world.scope.run(&moving).await.unwrap().slots.iter().map(|slot| slot.starts_at).collect();
    assert!(starts.contains(&at(120)) && !starts.contains(&at(135)));
    // Two of two sessions change places, and a whole session moves.
    let swap = [(third.id, 60), (second.id, 120)];
    world.scope.run(&moves(&swap)).await.unwrap();
    let all = [(first.id, 300), (second.id, 300)];
    world.scope.run(&moves(&all)).await.unwrap();
    assert_eq!((seats_left(&world, 300).await, seats_left(&world, 120).await), (None, Some(2)));
}

fn find(world: &World) -> FindSlots {
    let day = world.center.time_zone.local(at(0)).date();
    FindSlots {
        provider_id: Some(world.provider.id),
        ..FindSlots::new(world.center.id, world.service.id, day)
    }
}

fn moves(all: &[(Id<Appointment>, i64)]) -> MoveAppointments {
    let one = |(id, minutes): &(_, i64)| Move {
        appointment_id: *id,
        to: Reschedule::to(at(*minutes)),
        version: None,
    };
    MoveAppointments { moves: all.iter().map(one).collect() }
}

#[tokio::test]
async fn more_seats_are_had_at_once_and_fewer_send_nobody_away() {
    let (world, _) = class(3).await;
    let mut booked = Vec::new();
    for guest in 0..3 {
        booked.push(book(&world, guest, 60).await);
    }
    change_service(&world, r#"{"max_guests": 4}"#).await;
    assert_eq!(seats_left(&world, 60).await, Some(1));
    booked.push(book(&world, 3, 60).await);
    change_service(&world, r#"{"max_guests": 2}"#).await;
    for gone in &booked[..3] {
        assert_eq!(refused(world.scope.run(&wish(&world, 4, 60)).await), "slot_taken");
        // Who attends is not in their own way.
        let stays = reschedule(booked[3].id, Reschedule::to(at(60)));
        if gone.id == booked[2].id {
            world.scope.run(&stays).await.unwrap();
        }
        cancel(&world, gone.id).await;
    }
    assert_eq!(seats_left(&world, 60).await, Some(1));
    book(&world, 4, 60).await;
    // A class no more: whoever attends does, and nobody joins.
    change_service(&world, r#"{"max_guests": 1}"#).await;
    assert_eq!(refused(world.scope.run(&wish(&world, 5, 60)).await), "slot_taken");
    assert!(listed(&world, at(60)).await.is_none());
    let plain = listed(&world, at(180)).await.unwrap();
    assert_eq!(plain.providers[0].seats_left, None);
}

#[tokio::test]
async fn who_attends_more_than_there_are_seats_stays_and_is_moved_with_the_others() {
    for seats in [2, 1] {
        let (world, _) = class(3).await;
        let other = colleague(&world, "Ana").await;
        let mut booked = Vec::new();
        for guest in 0..3 {
            booked.push(book(&world, guest, 60).await);
        }
        change_service(&world, &format!(r#"{{"max_guests": {seats}}}"#)).await;
        // Onto their own time.
        for one in &booked {
            let stays = reschedule(one.id, Reschedule::to(at(60)));
            assert_eq!(world.scope.run(&stays).await.unwrap().starts_at, at(60));
        }
        let moving = FindSlots { moving: Some(booked[0].id), ..find(&world) };
        let found = world.scope.run(&moving).await.unwrap().slots;
        assert!(found.iter().any(|slot| slot.starts_at == at(60)));
        // Nobody joins them, and nobody takes the time of one of them.
        assert_eq!(refused(world.scope.run(&wish(&world, 4, 60)).await), "slot_taken");
        // To an empty hour, to a colleague, and back.
        for (minutes, provider) in [(240, world.provider.id), (240, other.id), (60, other.id)] {
            let to = MoveClass {
                provider_id: Some(provider),
                ..MoveClass::new(booked[1].id, at(minutes))
            };
            let moved = world.scope.run(&to).await.unwrap();
            let there = moved
                .iter()
                .filter(|one| (one.starts_at, one.provider_id) == (at(minutes), provider));
            assert_eq!(there.count(), 3);
            let join = BookAppointment { provider_id: Some(provider), ..wish(&world, 4, minutes) };
            assert_eq!(refused(world.scope.run(&join).await), "slot_taken");
        }
        // One alone finds no more seats than there are.
        let alone = world.scope.run(&reschedule(booked[0].id, Reschedule::to(at(180)))).await;
        assert_eq!(alone.unwrap().starts_at, at(180));
        let back = reschedule(booked[0].id, Reschedule::to(at(60)));
        assert_eq!(refused(world.scope.run(&back).await), "slot_taken");
    }
}

#[tokio::test]
async fn a_seat_is_not_had_twice_by_moving_several_at_once() {
    let (world, _) = class(2).await;
    let (first, _) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    let third = book(&world, 2, 180).await;
    // The third takes the seat that the first one lets go of, and then wants again.
    assert_eq!(
        refused(world.scope.run(&moves(&[(third.id, 60), (first.id, 60)])).await),
        "slot_taken"
    );
}

#[tokio::test]
async fn a_session_is_joined_as_it_was_agreed() {
    let (world, _) = class(4).await;
    let first = book(&world, 0, 60).await;
    let longer = r#"{"duration_minutes": 90, "buffer_before_minutes": 10, "price": "80"}"#;
    change_service(&world, longer).await;
    assert_eq!(seats_left(&world, 60).await, Some(3));
    let second = book(&world, 1, 60).await;
    assert_eq!((second.starts_at, second.ends_at), (first.starts_at, first.ends_at));
    assert_eq!(second.buffer_before_minutes, first.buffer_before_minutes);
    // It costs what it costs by now, and another session is as long as it is by now.
    assert_eq!(second.price.to_string(), "80.00");
    let next = book(&world, 2, 180).await;
    assert_eq!(next.ends_at, at(180 + 90));
    // One who asks for another length asks for another time.
    let shorter = Reschedule {
        duration_minutes: Some(DurationMinutes::new(30).unwrap()),
        ..Reschedule::to(at(60))
    };
    assert_eq!(refused(world.scope.run(&reschedule(second.id, shorter)).await), "slot_taken");
}

#[tokio::test]
async fn with_anyone_one_session_fills_up_before_another_begins() {
    let (world, _) = class(2).await;
    let other = colleague(&world, "Ana").await;
    let category = world.service.room_category_id.unwrap();
    let chair = NewRoom::new("Chair 2".parse().unwrap(), category, world.center.id);
    world.scope.run(&Create::<Room>(chair)).await.unwrap();
    let anyone = |guest: usize| world.book(world.guests[guest].id, at(60));
    let first = world.scope.run(&anyone(0)).await.unwrap();
    let slot = listed(&world, at(60)).await.unwrap();
    assert_eq!(slot.providers[0].provider_id, first.provider_id);
    let lefts: Vec<_> = slot.providers.iter().map(|one| one.seats_left).collect();
    assert_eq!(lefts, [Some(1), Some(2)]);
    let second = world.scope.run(&anyone(1)).await.unwrap();
    assert_eq!(second.provider_id, first.provider_id);
    let third = world.scope.run(&anyone(2)).await.unwrap();
    assert_ne!(third.provider_id, first.provider_id);
    assert_ne!(third.room_id, first.room_id);
    assert!([world.provider.id, other.id].contains(&third.provider_id));
    world.scope.run(&anyone(3)).await.unwrap();
    assert_eq!(refused(world.scope.run(&anyone(4)).await), "slot_taken");
}

#[tokio::test]
async fn a_session_takes_one_place_of_a_room_and_keeps_it_when_the_room_gets_smaller() {
    let (world, _) = class(3).await;
    let other = colleague(&world, "Ana").await;
    let patch = serde_json::from_str(r#"{"capacity": 2}"#).unwrap();
    let id = world.room.id;
    world.scope.run(&Update::<Room> { id, patch, expected: None }).await.unwrap();
    let with = |guest: usize| BookAppointment {
        provider_id: Some(other.id),
        ..world.book(world.guests[guest].id, at(60))
    };
    let first = book(&world, 0, 60).await;
    for guest in 1..3 {
        assert_eq!(world.scope.run(&with(guest)).await.unwrap().room_unit, Some(2));
    }
    let size = |misfits| RoomSize { capacity: Some(Capacity::MIN), misfits, ..RoomSize::default() };
    let resize = |misfits| ResizeRoom { id, size: size(misfits), expected: None };
    assert_eq!(refused(world.scope.run(&resize(Misfits::Refused)).await), "room_too_small");
    cancel(&world, first.id).await;
    let resized = world.scope.run(&resize(Misfits::Refused)).await.unwrap();
    assert!(resized.misfits.is_empty());
    // The whole session went to the place that is left, and is joined there.
    assert_eq!(world.scope.run(&with(3)).await.unwrap().room_unit, Some(1));
    assert_eq!(refused(world.scope.run(&with(4)).await), "slot_taken");
    assert_eq!(refused(world.scope.run(&wish(&world, 4, 60)).await), "slot_taken");
}

#[tokio::test]
async fn one_who_is_done_early_frees_nobody_elses_time() {
    let (world, storage) = class(3).await;
    let desk = desk(&world, &storage, 80);
    let (first, second) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    let done = |id| CompleteAppointment { id, reason: None, frees_rest: true, expected: None };
    desk.run(&done(first.id)).await.unwrap();
    let walk_in = wish(&world, 2, 105);
    assert_eq!(refused(desk.run(&walk_in).await), "slot_taken");
    desk.run(&done(second.id)).await.unwrap();
    desk.run(&walk_in).await.unwrap();
}

#[tokio::test]
async fn hours_and_absences_close_a_session_to_newcomers_and_who_attends_stays() {
    let (world, _) = class(3).await;
    let first = book(&world, 0, 60).await;
    let id: Id<Provider> = world.provider.id;
    let patch: ProviderPatch = serde_json::from_str(
        r#"{"hours": {"weekly": [{"day": "monday", "start": "12:00", "end": "13:00"}]}}"#,
    )
    .unwrap();
    world.scope.run(&Update::<Provider> { id, patch, expected: None }).await.unwrap();
    assert_eq!(seats_left(&world, 60).await, None);
    assert_eq!(refused(world.scope.run(&wish(&world, 1, 60)).await), "outside_hours");
    assert_eq!(first.status, AppointmentStatus::Scheduled);
}

#[tokio::test]
async fn a_session_is_moved_with_all_who_attend_it_or_with_nobody() {
    let (world, _) = class(3).await;
    let (first, second) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    let gone = book(&world, 2, 60).await;
    cancel(&world, gone.id).await;
    let to = |minutes| MoveClass {
        class_of: second.id,
        starts_at: at(minutes),
        provider_id: None,
        room_id: None,
        reason: None,
        override_rules: false,
    };
    // It makes way for itself.
    let moved = world.scope.run(&to(75)).await.unwrap();
    let moved: Vec<_> = moved.iter().map(|one| (one.id, one.starts_at)).collect();
    let mut both = [(first.id, at(75)), (second.id, at(75))];
    both.sort_by_key(|(id, _)| *id);
    assert_eq!(moved, both);
    assert_eq!(seats_left(&world, 75).await, Some(1));
    // Where there is room for one of the two, both stay.
    book(&world, 3, 180).await;
    book(&world, 4, 180).await;
    assert_eq!(refused(world.scope.run(&to(180)).await), "slot_taken");
    assert_eq!(seats_left(&world, 75).await, Some(1));
}

#[tokio::test]
async fn a_session_is_cancelled_for_all_who_attend_it_and_for_nobody_else() {
    let (world, _) = class(3).await;
    let (first, _second) = (book(&world, 0, 60).await, book(&world, 1, 60).await);
    let later = book(&world, 2, 120).await;
    let whole = CancelTogether { class_of: Some(first.id), ..CancelTogether::default() };
    assert_eq!(world.scope.run(&whole).await.unwrap().len(), 2);
    assert_eq!((seats_left(&world, 60).await, seats_left(&world, 120).await), (Some(3), Some(2)));
    assert_eq!(refused(world.scope.run(&whole).await), "nothing_to_cancel");
    let both = CancelTogether { visit_id: Some(later.id.uuid()), ..whole };
    assert_eq!(refused(world.scope.run(&both).await), "one_of");
}
