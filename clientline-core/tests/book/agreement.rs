//! What was agreed stays so when an appointment is moved, unless it is asked for anew.

use clientline_core::{
    conformance::fixture::{at, day},
    model::{Appointment, Invoice, InvoiceItem, NewService, Sale, Service},
    ops::{
        billing::{invoices::GenerateInvoice, issuing::IssueInvoice},
        page::PageRequest,
        resource::{Create, Get, List},
        scheduling::{
            agreement::Terms,
            appointments::GetAppointmentSale,
            hours::{Performance, Performances, SetPerformances},
            reschedule::Reschedule,
            slots::FindSlots,
        },
    },
    value::{DurationMinutes, Id},
};

use super::{World, change_provider, change_service, colleague, refused, reschedule, world};

/// How long an appointment lasts, with its buffers, and what it costs.
fn terms(appointment: &Appointment) -> (i64, i32, i32, i64) {
    let minutes = appointment.ends_at.since(appointment.starts_at).num_minutes();
    let before = i32::from(appointment.buffer_before_minutes.get());
    let after = i32::from(appointment.buffer_after_minutes.get());
    (minutes, before, after, appointment.price.minor())
}

fn minutes(count: i64) -> DurationMinutes {
    DurationMinutes::new(count).unwrap()
}

async fn sale(world: &World, id: Id<Appointment>) -> Sale {
    Sale::clone(&world.scope.run(&GetAppointmentSale(id)).await.unwrap())
}

/// The one line there is.
async fn line(world: &World) -> InvoiceItem {
    let list = List::<InvoiceItem>::new(PageRequest::default());
    let mut items = world.scope.run(&list).await.unwrap().items;
    assert_eq!(items.len(), 1);
    items.pop().unwrap().into_inner()
}

async fn invoice(world: &World, id: Id<Invoice>) -> Invoice {
    Invoice::clone(&world.scope.run(&Get::<Invoice>(id)).await.unwrap())
}

/// A colleague who takes half an hour, and seventy.
async fn dear_colleague(world: &World) -> Id<clientline_core::model::Provider> {
    let colleague = colleague(world, "Ana").await.id;
    let performance = Performance {
        service_id: world.service.id,
        duration_minutes: Some(minutes(30)),
        price: Some("70".parse().unwrap()),
    };
    let performs = Performances { services: vec![performance] };
    let set = SetPerformances { id: colleague, performs, expected: None };
    world.scope.run(&set).await.unwrap();
    colleague
}

#[tokio::test]
async fn a_moved_appointment_keeps_its_length_its_buffers_and_its_price() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    assert_eq!(terms(&booked), (45, 0, 15, 4_500));
    let change = r#"{"duration_minutes": 90, "price": "80", "buffer_before_minutes": 10,
        "buffer_after_minutes": 5}"#;
    change_service(&world, change).await;
    let to = Reschedule::to(at(60));
    let moved = world.scope.run(&reschedule(booked.id, to.clone())).await.unwrap();
    assert_eq!(terms(&moved), (45, 0, 15, 4_500));
    let now = Reschedule { terms: Terms::Current, ..to };
    let moved = world.scope.run(&reschedule(booked.id, now)).await.unwrap();
    assert_eq!(terms(&moved), (90, 10, 5, 8_000));
    assert_eq!(sale(&world, booked.id).await.net_value.minor(), 8_000);
}

#[tokio::test]
async fn a_colleague_takes_over_what_was_agreed_and_the_sale_and_its_line_follow() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let colleague = dear_colleague(&world).await;
    let generate = GenerateInvoice(sale(&world, booked.id).await.id);
    let draft = world.scope.run(&generate).await.unwrap();
    let to = Reschedule { provider_id: Some(colleague), ..Reschedule::to(at(0)) };
    let moved = world.scope.run(&reschedule(booked.id, to.clone())).await.unwrap();
    assert_eq!((moved.provider_id, terms(&moved)), (colleague, (45, 0, 15, 4_500)));
    assert_eq!(sale(&world, booked.id).await.provider_id, Some(colleague));
    assert_eq!(line(&world).await.provider_id, Some(colleague));
    assert_eq!(invoice(&world, draft.id).await.total.minor(), 5_400);

    let to = Reschedule { terms: Terms::Current, ..to };
    let moved = world.scope.run(&reschedule(booked.id, to)).await.unwrap();
    assert_eq!(terms(&moved), (30, 0, 15, 7_000));
    let sale = sale(&world, booked.id).await;
    assert_eq!((sale.unit_price.to_string(), sale.net_value.minor()), ("70.00".into(), 7_000));
    assert_eq!(line(&world).await.net_price.minor(), 7_000);
    assert_eq!(invoice(&world, draft.id).await.total.minor(), 8_400);
}

#[tokio::test]
async fn the_day_of_a_drafts_line_follows_the_appointment_and_an_issued_one_stays() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let draft = world.scope.run(&GenerateInvoice(sale(&world, booked.id).await.id)).await.unwrap();
    assert_eq!(line(&world).await.performed_on, Some(day()));
    let next_week = 7 * 24 * 60;
    let to = |minutes| reschedule(booked.id, Reschedule::to(at(minutes)));
    world.scope.run(&to(next_week)).await.unwrap();
    let later = day() + chrono::Days::new(7);
    assert_eq!(line(&world).await.performed_on, Some(later));
    // Another service, too, is performed on the day to which it is moved.
    let beard = NewService::new("Beard".parse().unwrap(), minutes(20), "15".parse().unwrap());
    let beard = world.scope.run(&Create::<Service>(beard)).await.unwrap();
    let other = Reschedule { service_id: Some(beard.id), ..Reschedule::to(at(0)) };
    world.scope.run(&reschedule(booked.id, other)).await.unwrap();
    assert_eq!(line(&world).await.performed_on, Some(day()));
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    world.scope.run(&to(next_week)).await.unwrap();
    assert_eq!(line(&world).await.performed_on, Some(day()));
}

#[tokio::test]
async fn what_was_issued_stays_as_it_was_issued() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let colleague = dear_colleague(&world).await;
    let draft = world.scope.run(&GenerateInvoice(sale(&world, booked.id).await.id)).await.unwrap();
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let to = Reschedule { provider_id: Some(colleague), ..Reschedule::to(at(0)) };
    let now = Reschedule { terms: Terms::Current, ..to.clone() };
    let outcome = world.scope.run(&reschedule(booked.id, now)).await;
    assert_eq!(refused(outcome), "invoice_not_draft");
    world.scope.run(&reschedule(booked.id, to)).await.unwrap();
    assert_eq!(line(&world).await.provider_id, Some(world.provider.id));
}

#[tokio::test]
async fn another_service_is_a_new_agreement_with_a_line_of_its_own() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let draft = world.scope.run(&GenerateInvoice(sale(&world, booked.id).await.id)).await.unwrap();
    let beard = NewService::new("Beard".parse().unwrap(), minutes(20), "15".parse().unwrap());
    let beard = world.scope.run(&Create::<Service>(beard)).await.unwrap();
    let to = Reschedule { service_id: Some(beard.id), ..Reschedule::to(at(0)) };
    let moved = world.scope.run(&reschedule(booked.id, to)).await.unwrap();
    assert_eq!((terms(&moved), moved.room_id), ((20, 0, 0, 1_500), None));
    let (sale, line) = (sale(&world, booked.id).await, line(&world).await);
    assert_eq!((sale.service_id, sale.net_value.minor()), (Some(beard.id), 1_500));
    assert_eq!((line.service_id, line.sale_id), (Some(beard.id), Some(sale.id)));
    assert_eq!(sale.invoice_item_id, Some(line.id.uuid()));
    // It has no tax.
    assert_eq!(invoice(&world, draft.id).await.total.minor(), 1_500);
}

#[tokio::test]
async fn an_appointment_fits_onto_its_own_time_whatever_its_service_needs_by_now() {
    let world = world(3).await;
    let mut booked = Vec::new();
    for (guest, minutes) in world.guests.iter().zip([0, 60, 120]) {
        booked.push(world.scope.run(&world.book(guest.id, at(minutes))).await.unwrap());
    }
    let change = r#"{"buffer_before_minutes": 15, "buffer_after_minutes": 30}"#;
    change_service(&world, change).await;
    world.scope.run(&reschedule(booked[1].id, Reschedule::to(at(60)))).await.unwrap();
    // Without a room, too, it has the one that it was agreed to have.
    change_service(&world, r#"{"room_category_id": null}"#).await;
    let moved = world.scope.run(&reschedule(booked[1].id, Reschedule::to(at(60)))).await.unwrap();
    assert_eq!(moved.room_id, Some(world.room.id));
    let now = Reschedule { terms: Terms::Current, ..Reschedule::to(at(60)) };
    assert_eq!(refused(world.scope.run(&reschedule(booked[1].id, now)).await), "slot_taken");
}

#[tokio::test]
async fn what_is_not_offered_any_more_is_still_moved() {
    let world = world(1).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let other = NewService::new("Beard".parse().unwrap(), minutes(20), "15".parse().unwrap());
    let other = world.scope.run(&Create::<Service>(other)).await.unwrap();
    let only_other = format!(r#"{{"services": ["{}"]}}"#, other.id);
    change_provider(&world, world.provider.id, &only_other).await;
    change_service(&world, r#"{"is_active": false}"#).await;
    world.scope.run(&reschedule(booked.id, Reschedule::to(at(60)))).await.unwrap();
    let now = Reschedule { terms: Terms::Current, ..Reschedule::to(at(60)) };
    assert_eq!(refused(world.scope.run(&reschedule(booked.id, now)).await), "service_inactive");
    let colleague = colleague(&world, "Ana").await.id;
    change_provider(&world, colleague, &only_other).await;
    let to = Reschedule { provider_id: Some(colleague), ..Reschedule::to(at(60)) };
    assert_eq!(refused(world.scope.run(&reschedule(booked.id, to)).await), "not_a_performer");
}

#[tokio::test]
async fn times_for_moving_are_those_that_it_can_be_moved_to() {
    let world = world(2).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    world.scope.run(&world.book(world.guests[1].id, at(180))).await.unwrap();
    change_service(&world, r#"{"duration_minutes": 120, "is_active": false}"#).await;
    let find = FindSlots::new(world.center.id, world.service.id, day());
    let find = FindSlots { moving: Some(booked.id), provider_id: Some(world.provider.id), ..find };
    let found = world.scope.run(&find).await.unwrap();
    assert_eq!(found.duration_minutes, minutes(45));
    let listed: Vec<_> = found.slots.iter().map(|slot| slot.starts_at).collect();
    assert!(listed.contains(&at(75)) && !listed.contains(&at(150)), "{listed:?}");
    for step in -4..36 {
        let start = at(15 * step);
        let moved = world.scope.run(&reschedule(booked.id, Reschedule::to(start))).await;
        assert_eq!(moved.is_ok(), listed.contains(&start), "{start}");
    }
}

#[tokio::test]
async fn a_length_that_is_asked_for_is_agreed_on_at_the_same_price() {
    let world = world(2).await;
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    world.scope.run(&world.book(world.guests[1].id, at(75))).await.unwrap();
    let longer = |count| {
        let duration_minutes = Some(minutes(count));
        reschedule(booked.id, Reschedule { duration_minutes, ..Reschedule::to(at(0)) })
    };
    let moved = world.scope.run(&longer(60)).await.unwrap();
    assert_eq!(terms(&moved), (60, 0, 15, 4_500));
    assert_eq!(refused(world.scope.run(&longer(61)).await), "slot_taken");
}
