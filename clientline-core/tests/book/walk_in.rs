//! Who walks in is served now, and named later.

use clientline_core::{
    conformance::fixture::{at, name},
    model::{AppointmentStatus, Guest, InvoiceItem, SaleStatus},
    ops::{
        billing::{
            guest_merge::{GuestMerge, MergeGuests},
            invoices::GenerateInvoice,
            issuing::IssueInvoice,
        },
        page::PageRequest,
        people::guest_erase::EraseGuest,
        resource::{Get, List},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            walk_in::{HandOver, HandOverAppointment, WalkIn},
        },
    },
};

use super::{colleague, desk, refused, stored_world};

#[tokio::test]
async fn all_who_walk_in_at_a_center_are_one_nameless_guest_and_start_now() {
    let (world, storage) = stored_world(0).await;
    let walk_in =
        WalkIn { first_name: Some(name("Rui")), ..WalkIn::new(world.center.id, world.service.id) };
    let first = desk(&world, &storage, 7).run(&walk_in).await.unwrap();
    assert_eq!((first.starts_at, first.status), (at(7), AppointmentStatus::Scheduled));
    assert_eq!(first.contact_first_name, Some(name("Rui")));
    let later = desk(&world, &storage, 130);
    let second = later.run(&walk_in).await.unwrap();
    assert_eq!(second.guest_id, first.guest_id);
    let guest = later.run(&Get::<Guest>(first.guest_id)).await.unwrap();
    assert!(guest.is_of_walk_ins());
    assert_eq!(guest.first_name, name("Walk-in"));
    // Nobody else is free, and nobody begins longer ago than an hour.
    assert_eq!(refused(later.run(&walk_in).await), "slot_taken");
    let past = WalkIn { starts_at: Some(at(69)), ..walk_in.clone() };
    assert_eq!(refused(later.run(&past).await), "in_the_past");
    // They are no person.
    let merge = |id, from| MergeGuests { id, merge: GuestMerge { from }, expected: None };
    let other = desk(&world, &storage, 0);
    let known = super::guest(&world, "Eva").await;
    for merge in [merge(known, guest.id), merge(guest.id, known)] {
        assert_eq!(refused(other.run(&merge).await), "guest_of_walk_ins");
    }
    assert_eq!(refused(other.run(&EraseGuest::new(guest.id, None)).await), "guest_of_walk_ins");
}

#[tokio::test]
async fn an_appointment_of_who_walked_in_is_handed_over_with_its_sale() {
    let (world, storage) = stored_world(2).await;
    colleague(&world, "Ana").await;
    let desk = desk(&world, &storage, 0);
    let walk_in = WalkIn::new(world.center.id, world.service.id);
    let booked = desk.run(&walk_in).await.unwrap();
    let sale = desk.run(&GetAppointmentSale(booked.id)).await.unwrap();
    desk.run(&GenerateInvoice(sale.id)).await.unwrap();
    let lines = List::<InvoiceItem>::new(PageRequest::default());
    assert_eq!(desk.run(&lines).await.unwrap().items.len(), 1);
    let guest_id = world.guests[0].id;
    let over =
        |guest_id| HandOverAppointment { id: booked.id, to: HandOver { guest_id }, expected: None };
    let after = desk.run(&over(guest_id)).await.unwrap();
    let sale = desk.run(&GetAppointmentSale(booked.id)).await.unwrap();
    assert_eq!((after.guest_id, sale.guest_id), (guest_id, guest_id));
    assert_eq!((sale.status, sale.invoice_item_id), (SaleStatus::Open, None));
    assert_eq!(desk.run(&lines).await.unwrap().items.len(), 0);
    assert_eq!(refused(desk.run(&over(world.guests[1].id)).await), "not_a_walk_in");
    // Theirs is billed and cancelled as any other.
    let theirs = desk.run(&GenerateInvoice(sale.id)).await.unwrap();
    assert_eq!(theirs.guest_id, guest_id);
    desk.run(&IssueInvoice { id: theirs.id, expected: None }).await.unwrap();
    let cancel = ChangeStatus {
        id: booked.id,
        to: AppointmentStatus::Cancelled,
        reason: None,
        fee: None,
        expected: None,
    };
    desk.run(&cancel).await.unwrap();
}
