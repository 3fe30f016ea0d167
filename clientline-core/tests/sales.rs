//! What becomes of sales and payments where visits and invoices take turns.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    memory::MemoryStorage,
    model::{Appointment, AppointmentStatus, Invoice, PaymentMethod, SaleStatus},
    ops::{
        appointment_status::ChangeStatus,
        appointments::GetAppointmentSale,
        invoices::{CreateInvoice, DeleteInvoice, GenerateInvoice, IssueInvoice, VoidInvoice},
        page::PageRequest,
        payments::{Arrival, RecordPayment},
        resource::List,
    },
    storage::Storage,
    value::Id,
};

async fn world() -> World {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    World::make(&storage, 1).await
}

/// The visit of the one guest, on a draft.
async fn billed_visit(world: &World) -> (Stored<Appointment>, Stored<Invoice>) {
    let draft = world.billed(0, 0).await;
    let visits = List::<Appointment>::new(PageRequest::default());
    let visit = world.scope.run(&visits).await.unwrap().items.pop().unwrap();
    (visit, draft)
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    world.scope.run(&ChangeStatus { id, to, reason: None, expected: None }).await.unwrap();
}

#[tokio::test]
async fn the_sale_of_a_cancelled_visit_is_void_once_its_invoice_is() {
    let world = world().await;
    let (visit, draft) = billed_visit(&world).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    cancel(&world, visit.id).await;
    let sale = world.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Billed, "what was issued stays");

    world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
    assert_eq!((sale.status, sale.invoice_item_id), (SaleStatus::Void, None));
    let error = world.scope.run(&GenerateInvoice(sale.id)).await.unwrap_err();
    assert_eq!(error.code(), "sale_void");
}

#[tokio::test]
async fn the_sale_of_a_cancelled_visit_is_void_once_it_leaves_a_draft() {
    let world = world().await;
    let (visit, draft) = billed_visit(&world).await;
    cancel(&world, visit.id).await;
    world.scope.run(&DeleteInvoice { id: draft.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
}

#[tokio::test]
async fn the_sale_of_a_visit_that_goes_on_waits_to_be_billed_again() {
    let world = world().await;
    let (visit, draft) = billed_visit(&world).await;
    world.scope.run(&DeleteInvoice { id: draft.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Open);
}

#[tokio::test]
async fn cash_is_not_taken_where_nothing_is_owed() {
    let world = world().await;
    let empty = CreateInvoice {
        guest_id: world.guests[0].id,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let draft = world.scope.run(&empty).await.unwrap();
    let cash = RecordPayment {
        invoice_id: Some(draft.id),
        appointment_id: None,
        employee_id: None,
        payment_method: PaymentMethod::Cash,
        amount: "10".parse().unwrap(),
        tip: None,
        tendered: None,
        status: Arrival::default(),
        transaction_no: None,
        reference_no: None,
        remarks: None,
    };
    let error = world.scope.run(&cash).await.unwrap_err();
    assert_eq!(error.code(), "invoice_paid");
}
