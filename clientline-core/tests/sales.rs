//! What becomes of sales and payments where appointments and invoices take turns.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    conformance::fixture::{World, at},
    entity::Stored,
    error::Error,
    memory::MemoryStorage,
    model::{
        Appointment, AppointmentStatus, Center, Collection, CollectionKind, Guest, Invoice,
        InvoiceItem, InvoiceStatus, Party, PaymentMethod, Sale, SaleStatus,
    },
    ops::{
        billing::{
            collections::ReversePayment,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{CreateInvoice, DeleteInvoice, EditInvoice, GenerateInvoice},
            issuing::{IssueInvoice, VoidInvoice},
            line_moves::{InvoiceMerge, LineMove, MergeInvoices, MoveInvoiceItem},
            payment_conclusion::{ConcludePayment, PaymentOutcome},
            payments::{Arrival, RecordPayment},
        },
        page::PageRequest,
        resource::{Get, List, Update},
        scheduling::{appointment_status::ChangeStatus, appointments::GetAppointmentSale},
    },
    storage::Storage,
    value::Id,
};
use serde_json::json;

/// A payment by card.
fn payment(invoice_id: Id<Invoice>, sale_id: Option<Id<Sale>>) -> RecordPayment {
    let amount = "10".parse().unwrap();
    RecordPayment { sale_id, ..RecordPayment::towards(invoice_id, PaymentMethod::Card, amount) }
}

async fn world() -> World {
    world_of(1).await
}

async fn world_of(guests: usize) -> World {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    World::make(&storage, guests).await
}

/// The appointment of the one guest, on a draft.
async fn billed_appointment(world: &World) -> (Stored<Appointment>, Stored<Invoice>) {
    let draft = world.billed(0, 0).await;
    let appointments = List::<Appointment>::new(PageRequest::default());
    let appointment = world.scope.run(&appointments).await.unwrap().items.pop().unwrap();
    (appointment, draft)
}

async fn cancel(world: &World, id: Id<Appointment>) {
    let to = AppointmentStatus::Cancelled;
    world
        .scope
        .run(&ChangeStatus { id, to, reason: None, fee: None, expected: None })
        .await
        .unwrap();
}

#[tokio::test]
async fn the_sale_of_a_cancelled_appointment_is_void_once_its_invoice_is() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    cancel(&world, appointment.id).await;
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Billed, "what was issued stays");

    world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!((sale.status, sale.invoice_item_id), (SaleStatus::Void, None));
    let error = world.scope.run(&GenerateInvoice(sale.id)).await.unwrap_err();
    assert_eq!(error.code(), "sale_void");
}

#[tokio::test]
async fn the_sale_of_a_cancelled_appointment_is_void_once_it_leaves_a_draft() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    cancel(&world, appointment.id).await;
    world.scope.run(&DeleteInvoice { id: draft.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
}

#[tokio::test]
async fn the_sale_of_an_appointment_that_goes_on_waits_to_be_billed_again() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    world.scope.run(&DeleteInvoice { id: draft.id, expected: None }).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Open);
}

#[tokio::test]
async fn cash_is_not_taken_where_nothing_is_owed() {
    let world = world().await;
    let empty = CreateInvoice {
        payer_id: None,
        guest_id: world.guests[0].id,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let draft = world.scope.run(&empty).await.unwrap();
    let cash = RecordPayment { payment_method: PaymentMethod::Cash, ..payment(draft.id, None) };
    let error = world.scope.run(&cash).await.unwrap_err();
    assert_eq!(error.code(), "invoice_paid");
}

/// The collections for a sale, in the order of their numbers.
async fn collections_for(world: &World, sale: Id<Sale>) -> Vec<Stored<Collection>> {
    let collections = List::<Collection>::new(PageRequest::default());
    let collections = collections.with(Collection::sale_id(), &Some(sale));
    let mut collections = world.scope.run(&collections).await.unwrap().items;
    collections.sort_by(|a, b| a.collection_no.as_str().cmp(b.collection_no.as_str()));
    collections
}

/// Where a request is wrong, and how.
fn fault(error: &Error) -> (&str, &str) {
    let Error::Invalid(faults) = error else { panic!("{error:?}") };
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    (&fault.pointer, fault.code)
}

#[tokio::test]
async fn money_is_taken_for_a_sale_of_the_invoice_and_its_reversal_says_so_too() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap().id;
    let paid = world.scope.run(&payment(draft.id, Some(sale))).await.unwrap();
    world.scope.run(&payment(draft.id, None)).await.unwrap();
    world.scope.run(&ReversePayment { id: paid.id, expected: None }).await.unwrap();

    let collections = collections_for(&world, sale).await;
    let [collection, reversal] = collections.as_slice() else { panic!("{collections:?}") };
    assert_eq!((collection.payment_id, collection.sale_id), (paid.id, Some(sale)));
    assert_eq!((reversal.kind, reversal.sale_id), (CollectionKind::Reversal, Some(sale)));
    assert_eq!(reversal.reverses_id, Some(collection.id.uuid()));
}

#[tokio::test]
async fn money_is_taken_for_no_sale_that_does_not_stand_on_the_invoice() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let other = world.billed(0, 60).await;
    let billed = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap().id;
    for (invoice, sale, code) in [
        (other.id, billed, "other_invoice"),
        (issued.id, Id::from_uuid(appointment.id.uuid()), "not_found"),
    ] {
        let error = world.scope.run(&payment(invoice, Some(sale))).await.unwrap_err();
        assert_eq!(fault(&error), ("/sale_id", code));
    }
    world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    let error = world.scope.run(&payment(other.id, Some(billed))).await.unwrap_err();
    assert_eq!(fault(&error), ("/sale_id", "other_invoice"), "it waits to be billed");
    assert_eq!(collections_for(&world, billed).await.len(), 0);
}

#[tokio::test]
async fn money_for_an_appointment_is_for_the_sale_of_its_invoice_that_is_named() {
    let world = world().await;
    let (first, draft) = billed_appointment(&world).await;
    let second = world.scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    let [one, two] = [first.id, second.id].map(GetAppointmentSale);
    let one = world.scope.run(&one).await.unwrap().id;
    let two = world.scope.run(&two).await.unwrap().id;
    let pay = |appointment: Id<Appointment>, sale_id| RecordPayment {
        invoice_id: None,
        appointment_id: Some(appointment),
        ..payment(draft.id, sale_id)
    };
    // The second appointment is on no invoice yet: this bills it.
    world.scope.run(&pay(second.id, Some(two))).await.unwrap();
    world.scope.run(&pay(second.id, Some(one))).await.unwrap();
    world.scope.run(&pay(first.id, None)).await.unwrap();
    for sale in [one, two] {
        let collections = collections_for(&world, sale).await;
        assert_eq!(collections.len(), 1);
        assert_eq!(collections[0].invoice_id, draft.id);
    }
}

#[tokio::test]
async fn awaited_money_is_for_a_sale_once_it_is_there() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let other = world.billed(0, 60).await;
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap().id;
    let awaited =
        |invoice, sale| RecordPayment { status: Arrival::Pending, ..payment(invoice, sale) };
    let error = world.scope.run(&awaited(issued.id, Some(sale))).await.unwrap_err();
    assert_eq!(fault(&error), ("/sale_id", "completed_only"));
    let right = world.scope.run(&awaited(issued.id, None)).await.unwrap();
    let wrong = world.scope.run(&awaited(other.id, None)).await.unwrap();
    let arrived = |id| {
        let outcome = PaymentOutcome::Arrived { sale_id: Some(sale), received_on: None };
        ConcludePayment { id, outcome, expected: None }
    };
    let error = world.scope.run(&arrived(wrong.id)).await.unwrap_err();
    assert_eq!(fault(&error), ("/sale_id", "other_invoice"));
    world.scope.run(&arrived(right.id)).await.unwrap();
    let collections = collections_for(&world, sale).await;
    assert_eq!(collections.iter().map(|one| one.payment_id).collect::<Vec<_>>(), [right.id]);
}

#[tokio::test]
async fn a_collection_keeps_its_sale_though_that_leaves_the_draft() {
    let world = world().await;
    let (appointment, draft) = billed_appointment(&world).await;
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    let line = Id::from_uuid(sale.invoice_item_id.unwrap());
    let paid = world.scope.run(&payment(draft.id, Some(sale.id))).await.unwrap();
    world.scope.run(&ReversePayment { id: paid.id, expected: None }).await.unwrap();
    world.scope.run(&RemoveInvoiceItem { id: line, expected: None }).await.unwrap();
    assert_eq!(collections_for(&world, sale.id).await.len(), 2);
    let error = world.scope.run(&payment(draft.id, Some(sale.id))).await.unwrap_err();
    assert_eq!(error.code(), "invalid_request");
}

/// A draft of the second guest with a line in words, for 10.00 without a tax.
async fn other_draft(world: &World) -> Stored<Invoice> {
    let create = CreateInvoice {
        payer_id: None,
        guest_id: world.guests[1].id,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let draft = world.scope.run(&create).await.unwrap();
    let text = json!({"name": "Tea"});
    let line = AddInvoiceItem {
        free_text: Some(serde_json::from_value(text).unwrap()),
        unit_price: Some("10.00".parse().unwrap()),
        ..AddInvoiceItem::new(draft.id)
    };
    world.scope.run(&line).await.unwrap();
    world.scope.run(&Get(draft.id)).await.unwrap()
}

async fn lines_of(world: &World, invoice: Id<Invoice>) -> Vec<Stored<InvoiceItem>> {
    let lines = List::<InvoiceItem>::new(PageRequest::default());
    let lines = lines.with(InvoiceItem::invoice_id(), &invoice);
    world.scope.run(&lines).await.unwrap().items
}

#[tokio::test]
async fn a_line_moves_to_the_draft_of_who_pays_for_it() {
    let world = world_of(2).await;
    let (appointment, draft) = billed_appointment(&world).await;
    let other = other_draft(&world).await;
    let line = lines_of(&world, draft.id).await.remove(0);
    let to = LineMove { invoice_id: other.id };
    let moved = MoveInvoiceItem { id: line.id, to, expected: None };
    let moved = world.scope.run(&moved).await.unwrap();
    assert_eq!((moved.invoice_id, moved.row_num), (other.id, 2));
    let before = world.scope.run(&Get(draft.id)).await.unwrap();
    let after = world.scope.run(&Get(other.id)).await.unwrap();
    assert_eq!((before.total.minor(), after.total.minor()), (0, draft.total.minor() + 10_00));
    let again = MoveInvoiceItem { id: line.id, to, expected: None };
    assert!(matches!(world.scope.run(&again).await, Err(Error::Invalid(_))));

    // What was sold is still the guest's who was served, and leaves the other's draft with it.
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!((sale.guest_id, sale.status), (world.guests[0].id, SaleStatus::Billed));
    cancel(&world, appointment.id).await;
    assert_eq!(world.scope.run(&Get(other.id)).await.unwrap().total.minor(), 10_00);
}

#[tokio::test]
async fn two_drafts_become_one_unless_money_was_taken_on_the_one_that_goes() {
    let world = world_of(2).await;
    let (_, draft) = billed_appointment(&world).await;
    let other = other_draft(&world).await;
    let pay = RecordPayment::towards(other.id, PaymentMethod::Card, "1".parse().unwrap());
    let paid = world.scope.run(&pay).await.unwrap();
    let merge = MergeInvoices {
        id: draft.id,
        merge: InvoiceMerge { invoice_id: other.id },
        expected: None,
    };
    assert_eq!(world.scope.run(&merge).await.unwrap_err().code(), "invoice_has_payments");
    let reverse = ReversePayment { id: paid.id, expected: None };
    world.scope.run(&reverse).await.unwrap();
    assert_eq!(world.scope.run(&merge).await.unwrap_err().code(), "invoice_has_payments");

    let back =
        MergeInvoices { id: other.id, merge: InvoiceMerge { invoice_id: draft.id }, ..merge };
    let merged = world.scope.run(&back).await.unwrap();
    assert_eq!(merged.total.minor(), draft.total.minor() + 10_00);
    assert_eq!(lines_of(&world, other.id).await.len(), 2);
    let gone = world.scope.run(&Get(draft.id)).await.unwrap();
    assert_eq!((gone.status, gone.total.minor()), (InvoiceStatus::Void, 0));
}

#[tokio::test]
async fn whoever_pays_is_kept_as_they_were_at_issue() {
    let world = world_of(2).await;
    let draft = world.billed(0, 0).await;
    let payer = world.guests[1].id;
    let patch = serde_json::from_value(json!({ "payer_id": payer })).unwrap();
    let edit = EditInvoice { id: draft.id, patch, expected: None };
    assert_eq!(world.scope.run(&edit).await.unwrap().payer, None);
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let name = |party: &Option<Box<Party>>| party.as_ref().unwrap().name.to_string();
    assert_eq!(
        (name(&issued.buyer), name(&issued.payer)),
        ("Guest No 0".into(), "Guest No 1".into())
    );
    let patch = serde_json::from_value(json!({"last_name": "Reis"})).unwrap();
    let rename = Update::<Guest> { id: payer, patch, expected: None };
    world.scope.run(&rename).await.unwrap();
    assert_eq!(world.scope.run(&Get(draft.id)).await.unwrap().payer, issued.payer);
}

#[tokio::test]
async fn a_fiscal_year_that_begins_in_april_goes_on_in_march() {
    let world = world().await;
    let patch = serde_json::from_value(json!({"fiscal_year_month": 4})).unwrap();
    let change = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&change).await.unwrap();
    // The present is the first of January 2035.
    let draft = world.billed(0, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let number = issued.invoice_no.as_ref().unwrap().to_string();
    assert!(number.ends_with("-2034-0001"), "{number}");
}
