//! Appointments that change places, go on longer, end sooner, or are written up.

use clientline_core::{
    Error,
    conformance::fixture::at,
    entity::Stored,
    model::{Appointment, AppointmentStatus},
    ops::scheduling::{
        appointment_status::ChangeStatus,
        booking::BookAppointment,
        completion::CompleteAppointment,
        moves::{Move, MoveAppointments},
        reschedule::Reschedule,
        undo::{UndoLastStep, Undoing},
    },
    value::{DurationMinutes, Id},
};

use super::{World, desk, refused, reschedule, stored_world, world};

async fn booked(world: &World, guest: usize, minutes: i64) -> Stored<Appointment> {
    let wish = BookAppointment {
        provider_id: Some(world.provider.id),
        ..world.book(world.guests[guest].id, at(minutes))
    };
    world.scope.run(&wish).await.unwrap()
}

fn moves(all: &[(Id<Appointment>, Reschedule)]) -> MoveAppointments {
    let one =
        |(id, to): &(_, Reschedule)| Move { appointment_id: *id, to: to.clone(), version: None };
    MoveAppointments { moves: all.iter().map(one).collect() }
}

#[tokio::test]
async fn two_guests_change_places_in_one_commit() {
    let world = world(2).await;
    let (first, second) = (booked(&world, 0, 0).await, booked(&world, 1, 60).await);
    // One after the other they can't.
    let alone = world.scope.run(&reschedule(first.id, Reschedule::to(at(60)))).await;
    assert_eq!(refused(alone), "slot_taken");
    let swap = moves(&[(first.id, Reschedule::to(at(60))), (second.id, Reschedule::to(at(0)))]);
    let moved = world.scope.run(&swap).await.unwrap();
    assert_eq!([moved[0].starts_at, moved[1].starts_at], [at(60), at(0)]);
    // Each takes its new time, and nothing else.
    for (minutes, free) in [(0, false), (60, false), (120, true)] {
        let wish = world.book(world.guests[0].id, at(minutes));
        assert_eq!(world.scope.run(&wish).await.is_ok(), free, "{minutes}");
    }
}

#[tokio::test]
async fn several_are_moved_all_or_none_and_the_error_says_which_can_not() {
    let world = world(3).await;
    let (first, second) = (booked(&world, 0, 0).await, booked(&world, 1, 60).await);
    booked(&world, 2, 240).await;
    let one_taken =
        moves(&[(first.id, Reschedule::to(at(120))), (second.id, Reschedule::to(at(240)))]);
    let Err(Error::SlotUnavailable { code, detail, .. }) = world.scope.run(&one_taken).await else {
        panic!("it was done")
    };
    assert_eq!(code, "slot_taken");
    assert!(detail.starts_with("Move 2: "), "{detail}");
    // Both onto one time: the second finds the first there.
    let onto_one =
        moves(&[(first.id, Reschedule::to(at(120))), (second.id, Reschedule::to(at(120)))]);
    assert_eq!(refused(world.scope.run(&onto_one).await), "slot_taken");
    let stays = world.scope.run(&world.book(world.guests[0].id, at(0))).await;
    assert_eq!(refused(stays), "slot_taken");
    for (wrong, code) in [
        (moves(&[]), "out_of_range"),
        (
            moves(&[(first.id, Reschedule::to(at(120))), (first.id, Reschedule::to(at(0)))]),
            "duplicate",
        ),
    ] {
        assert_eq!(refused(world.scope.run(&wrong).await), code);
    }
}

const fn to(id: Id<Appointment>, to: AppointmentStatus) -> ChangeStatus {
    ChangeStatus { id, to, reason: None, fee: None, expected: None }
}

fn lasting(starts: i64, minutes: i64) -> Reschedule {
    let duration_minutes = Some(DurationMinutes::new(minutes).unwrap());
    Reschedule { duration_minutes, ..Reschedule::to(at(starts)) }
}

#[tokio::test]
async fn what_is_under_way_goes_on_longer_where_it_began_and_is_not_moved() {
    let (world, storage) = stored_world(2).await;
    let booked_at_nine = booked(&world, 0, 0).await;
    let id = booked_at_nine.id;
    // Longer ago than anybody walks in.
    let desk = desk(&world, &storage, 70);
    desk.run(&to(id, AppointmentStatus::InProgress)).await.unwrap();
    let longer = desk.run(&reschedule(id, lasting(0, 90))).await.unwrap();
    assert_eq!((longer.ends_at, longer.price), (at(90), booked_at_nine.price));
    assert_eq!(refused(desk.run(&reschedule(id, lasting(15, 90))).await), "invalid_transition");
    booked(&world, 1, 120).await;
    assert_eq!(refused(desk.run(&reschedule(id, lasting(0, 120))).await), "slot_taken");
    // The day ends at five.
    assert_eq!(refused(desk.run(&reschedule(id, lasting(0, 9 * 60))).await), "outside_hours");
    desk.run(&to(id, AppointmentStatus::Completed)).await.unwrap();
    assert_eq!(refused(desk.run(&reschedule(id, lasting(0, 60))).await), "invalid_transition");
}

#[tokio::test]
async fn who_is_served_sooner_frees_the_rest_if_that_is_asked_for() {
    let (world, storage) = stored_world(2).await;
    let first = booked(&world, 0, 0).await;
    let desk = desk(&world, &storage, 20);
    let complete =
        |frees_rest| CompleteAppointment { id: first.id, reason: None, frees_rest, expected: None };
    let undo = UndoLastStep { id: first.id, undoing: Undoing::default(), expected: None };
    let whole = desk.run(&complete(false)).await.unwrap();
    assert_eq!((whole.status, whole.ends_at), (AppointmentStatus::Completed, at(45)));
    let wish = BookAppointment { ..world.book(world.guests[1].id, at(35)) };
    assert_eq!(refused(desk.run(&wish).await), "slot_taken");
    desk.run(&undo).await.unwrap();

    // Twenty minutes, and the quarter after it.
    let short = desk.run(&complete(true)).await.unwrap();
    assert_eq!((short.status, short.ends_at), (AppointmentStatus::Completed, at(20)));
    let back = desk.run(&undo).await.unwrap();
    assert_eq!((back.status, back.ends_at), (AppointmentStatus::Scheduled, at(45)));
    desk.run(&complete(true)).await.unwrap();
    assert_eq!(
        refused(desk.run(&BookAppointment { starts_at: at(34), ..wish.clone() }).await),
        "slot_taken"
    );
    desk.run(&wish).await.unwrap();
    assert_eq!(refused(desk.run(&undo).await), "slot_taken");
}

#[tokio::test]
async fn what_took_place_is_written_up_by_who_attends_to_guests_and_takes_no_others_time() {
    let (world, storage) = stored_world(2).await;
    let desk = desk(&world, &storage, 3 * 24 * 60);
    let wish = world.book(world.guests[0].id, at(60));
    assert_eq!(refused(desk.run(&wish).await), "in_the_past");
    let written_up = BookAppointment { written_up: true, ..wish };
    let written = desk.run(&written_up).await.unwrap();
    assert_eq!(written.starts_at, at(60));
    assert_eq!(refused(desk.run(&written_up).await), "slot_taken");
    let at_night = BookAppointment { starts_at: at(-60), ..written_up.clone() };
    assert_eq!(refused(desk.run(&at_night).await), "outside_hours");
    let guest = super::guest_at(&desk, &world, 1);
    let theirs = BookAppointment { guest_id: world.guests[1].id, starts_at: at(180), ..written_up };
    assert_eq!(refused(guest.run(&theirs).await), "forbidden");
}

#[tokio::test]
async fn nothing_of_the_time_of_a_later_day_is_freed() {
    let (world, storage) = stored_world(1).await;
    let ahead = booked(&world, 0, 0).await;
    let complete = CompleteAppointment::new(ahead.id, true);
    let the_day_before = desk(&world, &storage, -24 * 60);
    assert_eq!(refused(the_day_before.run(&complete).await), "invalid_transition");
    // Who comes early is served early.
    let early = desk(&world, &storage, -30).run(&complete).await.unwrap();
    assert_eq!(early.status, AppointmentStatus::Completed);
}
