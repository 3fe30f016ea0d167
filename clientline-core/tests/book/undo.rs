//! The last step of an appointment is taken back on its day, with all that it changed.

use clientline_core::{
    Scope,
    conformance::fixture::at,
    entity::Stored,
    model::{Appointment, AppointmentStatus, NewService, Sale, SaleStatus, Service},
    ops::{
        billing::{invoices::GenerateInvoice, issuing::IssueInvoice},
        page::PageRequest,
        people::guest_erase::EraseGuest,
        resource::Create,
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::{GetAppointmentSale, ListAppointmentHistory},
            booking::BookAppointment,
            calendars::CreateBlockout,
            reschedule::Reschedule,
            undo::{UndoLastStep, Undoing},
        },
    },
    value::{DurationMinutes, Id},
};

use super::{colleague, desk, refused, reschedule, stored_world};

fn undo(id: Id<Appointment>) -> UndoLastStep {
    UndoLastStep { id, undoing: Undoing::default(), expected: None }
}

const fn to(id: Id<Appointment>, to: AppointmentStatus) -> ChangeStatus {
    ChangeStatus { id, to, reason: None, fee: None, expected: None }
}

async fn sale(scope: &Scope, id: Id<Appointment>) -> Stored<Sale> {
    scope.run(&GetAppointmentSale(id)).await.unwrap()
}

/// What the appointment says but for its version and its steps.
fn agreed(appointment: &Appointment) -> Appointment {
    Appointment { steps: 0, ..appointment.clone() }
}

#[tokio::test]
async fn each_status_is_taken_back_and_the_history_keeps_both_steps() {
    use AppointmentStatus::{Cancelled, CheckedIn, Completed, Confirmed, InProgress, NoShow};

    let (world, storage) = stored_world(1).await;
    let desk = desk(&world, &storage, 10);
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    for status in [Confirmed, CheckedIn, InProgress, Completed, Cancelled, NoShow] {
        desk.run(&to(booked.id, status)).await.unwrap();
        let back = desk.run(&undo(booked.id)).await.unwrap();
        assert_eq!(agreed(&back), agreed(&booked), "{status:?}");
        assert_eq!(refused(desk.run(&undo(booked.id)).await), "nothing_to_undo");
    }
    let history = ListAppointmentHistory { id: booked.id, page: PageRequest::default() };
    let steps = desk.run(&history).await.unwrap().items;
    assert_eq!(steps.len(), 13);
    assert!(steps.windows(2).all(|pair| pair[1].from_status == Some(pair[0].to_status)));
}

#[tokio::test]
async fn the_booking_itself_and_the_step_of_another_day_stay() {
    let (world, storage) = stored_world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let today = desk(&world, &storage, 10);
    assert_eq!(refused(today.run(&undo(booked.id)).await), "nothing_to_undo");
    // By the clock of the center: one minute before midnight, and one after.
    let late = desk(&world, &storage, 15 * 60 - 1);
    late.run(&to(booked.id, AppointmentStatus::NoShow)).await.unwrap();
    let next = desk(&world, &storage, 15 * 60 + 1);
    assert_eq!(refused(next.run(&undo(booked.id)).await), "undo_too_late");
    late.run(&undo(booked.id)).await.unwrap();
}

#[tokio::test]
async fn what_was_freed_comes_back_only_while_its_time_is_free() {
    let (world, storage) = stored_world(2).await;
    let desk = desk(&world, &storage, -60);
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    desk.run(&to(booked.id, AppointmentStatus::Cancelled)).await.unwrap();
    assert_eq!(sale(&desk, booked.id).await.status, SaleStatus::Void);
    let rival = world.scope.run(&world.book(world.guests[1].id, at(0))).await.unwrap();
    assert_eq!(refused(desk.run(&undo(booked.id)).await), "slot_taken");
    desk.run(&to(rival.id, AppointmentStatus::Cancelled)).await.unwrap();
    desk.run(&undo(booked.id)).await.unwrap();
    assert_eq!(sale(&desk, booked.id).await.status, SaleStatus::Open);
    // Its time is taken again.
    assert_eq!(refused(desk.run(&undo(rival.id)).await), "slot_taken");
    let wish = world.book(world.guests[1].id, at(0));
    assert_eq!(refused(world.scope.run(&wish).await), "slot_taken");

    desk.run(&to(booked.id, AppointmentStatus::Cancelled)).await.unwrap();
    let blockout: CreateBlockout = serde_json::from_value(serde_json::json!({
        "provider_id": world.provider.id, "reason": "training",
        "starts_at": at(0), "ends_at": at(30),
    }))
    .unwrap();
    desk.run(&blockout).await.unwrap();
    assert_eq!(refused(desk.run(&undo(booked.id)).await), "blocked");
}

#[tokio::test]
async fn a_move_is_taken_back_with_provider_service_length_and_price() {
    let (world, storage) = stored_world(1).await;
    let desk = desk(&world, &storage, -60);
    let ana = colleague(&world, "Ana").await.id;
    let minutes = DurationMinutes::new(90).unwrap();
    let long = NewService::new("Colour".parse().unwrap(), minutes, "80".parse().unwrap());
    let long = world.scope.run(&Create::<Service>(long)).await.unwrap().id;
    let wish = BookAppointment {
        provider_id: Some(world.provider.id),
        ..world.book(world.guests[0].id, at(0))
    };
    let booked = world.scope.run(&wish).await.unwrap();
    let draft = desk.run(&GenerateInvoice(sale(&desk, booked.id).await.id)).await.unwrap();
    let before = sale(&desk, booked.id).await;
    for to in [
        Reschedule::to(at(60)),
        Reschedule { provider_id: Some(ana), ..Reschedule::to(at(0)) },
        Reschedule { duration_minutes: Some(minutes), ..Reschedule::to(at(15)) },
        Reschedule { service_id: Some(long), provider_id: Some(ana), ..Reschedule::to(at(120)) },
    ] {
        let moved = desk.run(&reschedule(booked.id, to.clone())).await.unwrap();
        assert_ne!(agreed(&moved), agreed(&booked), "{to:?}");
        let back = desk.run(&undo(booked.id)).await.unwrap();
        assert_eq!(agreed(&back), agreed(&booked), "{to:?}");
        let after = sale(&desk, booked.id).await;
        let terms = |sale: &Sale| {
            (sale.service_id, sale.provider_id, sale.unit_price, sale.net_value, sale.status)
        };
        assert_eq!(terms(&after), terms(&before), "{to:?}");
        assert_eq!(refused(desk.run(&undo(booked.id)).await), "nothing_to_undo");
    }
    // What was invoiced meanwhile stays as it was invoiced, at another price.
    let dear = Reschedule { service_id: Some(long), ..Reschedule::to(at(120)) };
    desk.run(&reschedule(booked.id, dear)).await.unwrap();
    desk.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    assert_eq!(refused(desk.run(&undo(booked.id)).await), "invoice_not_draft");
}

#[tokio::test]
async fn the_cancelled_appointment_of_a_guest_who_was_erased_stays_cancelled() {
    let (world, storage) = stored_world(1).await;
    let desk = desk(&world, &storage, -60);
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    desk.run(&to(booked.id, AppointmentStatus::Cancelled)).await.unwrap();
    desk.run(&EraseGuest::new(world.guests[0].id, None)).await.unwrap();
    assert_eq!(refused(desk.run(&undo(booked.id)).await), "guest_erased");
}
