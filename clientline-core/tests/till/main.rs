//! The till: what stands on a draft, who pays it, and what was paid before.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cash_back;
mod center_rates;
mod charges;
mod discount_limits;
mod discount_reasons;
mod discounts;
mod early_refusals;
mod guest_deposits;
mod merged_drafts;
mod performed;
mod shares;
mod spent_credit;
mod taxed_gift_cards;

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::{World, client},
    engine::ClientLine,
    entity::Stored,
    error::Error,
    memory::MemoryStorage,
    model::{Invoice, InvoiceItem},
    ops::{
        billing::{
            credit_notes::CreateCreditNote, invoice_items::AddInvoiceItem, invoices::CreateInvoice,
        },
        page::PageRequest,
        resource::List,
    },
    storage::Storage,
    value::Id,
};
use serde_json::json;

/// A world of three guests in memory.
async fn world() -> World {
    till_of().await.0
}

/// A world of three guests in memory, and a handle over its storage.
async fn till_of() -> (World, ClientLine) {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    (World::make(&storage, 3).await, client(&storage))
}

async fn lines(world: &World, invoice: Id<Invoice>) -> Vec<Stored<InvoiceItem>> {
    let lines = List::<InvoiceItem>::new(PageRequest::default());
    world.scope.run(&lines.with(InvoiceItem::invoice_id(), &invoice)).await.unwrap().items
}

/// Drafts an invoice to a guest.
fn to(world: &World, guest: usize) -> CreateInvoice {
    CreateInvoice {
        payer_id: None,
        guest_id: world.guests[guest].id,
        center_id: None,
        employee_id: None,
        notes: None,
    }
}

async fn draft(world: &World, guest: usize) -> Stored<Invoice> {
    world.scope.run(&to(world, guest)).await.unwrap()
}

/// A line of a cut: 45.00 with 20 % on top.
async fn cut(world: &World, invoice: Id<Invoice>) -> Stored<InvoiceItem> {
    let service_id = Some(world.service.id);
    let line = AddInvoiceItem { service_id, ..AddInvoiceItem::new(invoice) };
    world.scope.run(&line).await.unwrap()
}

/// Credits all that is left of an invoice.
const fn all_of(invoice_id: Id<Invoice>) -> CreateCreditNote {
    CreateCreditNote { invoice_id, lines: None, refunds: vec![], employee_id: None, reason: None }
}

/// A line in words without tax.
async fn tea(world: &World, invoice: Id<Invoice>, price: &str) -> Stored<InvoiceItem> {
    let add = AddInvoiceItem {
        free_text: Some(serde_json::from_value(json!({"name": "Tea"})).unwrap()),
        unit_price: Some(price.parse().unwrap()),
        ..AddInvoiceItem::new(invoice)
    };
    world.scope.run(&add).await.unwrap()
}

#[track_caller]
fn refused<T>(outcome: Result<T, Error>) -> &'static str {
    match outcome {
        Ok(_) => panic!("it was done"),
        Err(Error::Invalid(inputs)) => inputs[0].code,
        Err(error) => error.code(),
    }
}
