//! What becomes of sales and payments where visits and invoices take turns.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::World,
    memory::MemoryStorage,
    model::PaymentMethod,
    ops::{invoices::CreateInvoice, payments::RecordPayment},
    storage::Storage,
};

async fn world() -> World {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    World::make(&storage, 1).await
}

#[tokio::test]
async fn cash_is_not_taken_where_nothing_is_owed() {
    let world = world().await;
    let empty = CreateInvoice { guest_id: world.guests[0].id, center_id: None, notes: None };
    let draft = world.scope.run(&empty).await.unwrap();
    let cash = RecordPayment {
        invoice_id: Some(draft.id),
        appointment_id: None,
        payment_method: PaymentMethod::Cash,
        amount: "10".parse().unwrap(),
        tip: None,
        tendered: None,
        transaction_no: None,
        reference_no: None,
        remarks: None,
    };
    let error = world.scope.run(&cash).await.unwrap_err();
    assert_eq!(error.code(), "invoice_paid");
}
