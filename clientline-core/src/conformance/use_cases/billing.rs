//! What is owed is billed once, numbered without gaps, and collected to the cent.

use std::sync::Arc;

use super::{all, code_is};
use crate::{
    conformance::fixture::{AppointmentFixture, World, at, day, new_id},
    entity::{Patch, Stored, sample},
    model::{
        Center, CenterPatch, Collection, CollectionKind, Invoice, InvoiceItem, InvoiceStatus,
        NumberPatterns, NumberedDocument, Payment, PaymentMethod, PaymentStatus,
    },
    ops::{
        billing::{
            collections::ReversePayment,
            invoices::{CreateInvoice, GenerateInvoice, GetOrCreateInvoice},
            issuing::{IssueInvoice, VoidInvoice},
            number_starts::{NumberStart, StartNumbers},
            payments::RecordPayment,
        },
        page::PageRequest,
        resource::{Get, List, Update},
        scheduling::appointments::GetAppointmentSale,
    },
    storage::Storage,
    value::{Code, Id, Money, PriceMode, StartNumber},
};

/// Asking many times at once for a guest's draft makes one.
pub async fn opens_one_draft(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let wish = CreateInvoice {
        guest_id: world.guests[0].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let outcomes = all(&world.scope, (0..16).map(|_| GetOrCreateInvoice(wish.clone()))).await;
    let found: Vec<_> = outcomes.into_iter().map(Result::unwrap).collect();
    assert!(found.iter().all(|one| one.invoice.id == found[0].invoice.id));
    assert_eq!(found.iter().filter(|one| one.created).count(), 1);
    let error = world.scope.run(&wish).await.unwrap_err();
    assert!(code_is(&error, "invoice_draft_exists"), "{error:?}");
}

/// Numbers have no gaps and no repeats, whoever issues when.
pub async fn numbers_invoices_without_gaps(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 12).await;
    let mut drafts = Vec::new();
    for number in 0..12 {
        drafts.push(world.billed(number, 60 * i64::try_from(number).unwrap()).await);
    }
    let issue = drafts.iter().map(|draft| IssueInvoice { id: draft.id, expected: None });
    let outcomes = all(&world.scope, issue).await;
    let mut numbers: Vec<String> = outcomes
        .into_iter()
        .map(|issued| issued.unwrap().invoice_no.clone().unwrap().to_string())
        .collect();
    numbers.sort_unstable();
    let expected: Vec<String> =
        (1..=12).map(|number| format!("INV-{}-2035-{number:04}", world.center.code)).collect();
    assert_eq!(numbers, expected);
}

/// Two centers that write their numbers alike number through together, from where they are told
/// to start, whoever issues when; and nobody starts the series again.
pub async fn numbers_by_a_pattern_from_where_it_starts(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 8).await;
    let patch = CenterPatch {
        number_patterns: Patch::Value(Box::new(NumberPatterns {
            invoice: Some("R.{year}/{seq}".parse().unwrap()),
            ..NumberPatterns::default()
        })),
        ..CenterPatch::default()
    };
    let change = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&change).await.unwrap();
    let mut drafts = Vec::new();
    for number in 0..8 {
        drafts.push(world.billed(number, 60 * i64::try_from(number).unwrap()).await);
    }
    let start = |first| StartNumbers {
        id: world.center.id,
        start: NumberStart {
            document: NumberedDocument::Invoice,
            first_number: StartNumber::new(first).unwrap(),
        },
    };
    world.scope.run(&start(5)).await.unwrap();
    let next = world.scope.run(&start(9_998)).await.unwrap();
    assert_eq!((&*next.series, &*next.next_number), ("R.2035/", "R.2035/9998"));
    let issue = drafts.iter().map(|draft| IssueInvoice { id: draft.id, expected: None });
    let outcomes = all(&world.scope, issue).await;
    let mut places: Vec<(i64, String)> = outcomes
        .into_iter()
        .map(|issued| {
            let issued = issued.unwrap();
            (issued.sequence.unwrap(), issued.invoice_no.clone().unwrap().to_string())
        })
        .collect();
    places.sort_unstable();
    let expected = (9_998..10_006).map(|place| (place, format!("R.2035/{place}")));
    assert!(places.iter().cloned().eq(expected), "{places:?}");
    let error = world.scope.run(&start(20_000)).await.unwrap_err();
    assert!(code_is(&error, "series_begun"), "{error:?}");
}

/// What an invoice says was collected is the sum of its payments, each with a
/// collection; and it is never more than what is owed.
pub async fn collects_what_is_paid(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let draft = world.billed(0, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    assert_eq!((issued.total.minor(), issued.tax.minor()), (5_400, 900));
    let cash = RecordPayment {
        employee_id: None,
        payment_method: PaymentMethod::Cash,
        tendered: Some("20".parse().unwrap()),
        ..pay(issued.id, "4.00")
    };
    let payment = world.scope.run(&cash).await.unwrap();
    assert_eq!((payment.amount.minor(), payment.change.minor()), (400, 1_600));
    let invoice = world.scope.run(&Get(issued.id)).await.unwrap();
    assert_eq!((invoice.total_collection.minor(), invoice.balance_due.minor()), (400, 5_000));
    assert_eq!(invoice.status, InvoiceStatus::Issued);

    let outcomes = all(&world.scope, (0..8).map(|_| pay(issued.id, "10.00"))).await;
    let paid = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(paid, 5, "{outcomes:?}");
    let invoice = world.scope.run(&Get(issued.id)).await.unwrap();
    assert_eq!((invoice.status, invoice.balance_due.minor()), (InvoiceStatus::Paid, 0));

    let page = PageRequest::default();
    let payments = List::<Payment>::new(page.clone()).with(Payment::invoice_id(), &issued.id);
    let payments = world.scope.run(&payments).await.unwrap().items;
    let collections = List::<Collection>::new(page).with(Collection::invoice_id(), &issued.id);
    let collections = world.scope.run(&collections).await.unwrap().items;
    let sum = |amounts: Vec<Money>| amounts.iter().map(|amount| amount.minor()).sum::<i64>();
    assert_eq!(sum(payments.iter().map(|one| one.amount).collect()), 5_400);
    assert_eq!(sum(collections.iter().map(|one| one.amount).collect()), 5_400);
    let mut numbers: Vec<String> =
        collections.iter().map(|collection| collection.collection_no.to_string()).collect();
    numbers.sort_unstable();
    let expected: Vec<String> =
        (1..=6).map(|number| format!("COLL-{}-2035-{number:04}", world.center.code)).collect();
    assert_eq!(numbers, expected);
}

/// Of many rivals exactly one takes a collection back: with a reversal of the next
/// number, and the invoice owed again.
pub async fn takes_a_collection_back_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let draft = world.billed(0, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let line = List::<InvoiceItem>::new(PageRequest::default());
    let line = line.with(InvoiceItem::invoice_id(), &issued.id);
    let sale_id = world.scope.run(&line).await.unwrap().items.remove(0).sale_id;
    let pay = RecordPayment { sale_id, ..pay(issued.id, "54.00") };
    let payment = world.scope.run(&pay).await.unwrap();
    let rivals = (0..8).map(|_| ReversePayment { id: payment.id, expected: None });
    let outcomes = all(&world.scope, rivals).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "collection_already_reversed"), "{error:?}");
    }
    let invoice = world.scope.run(&Get(issued.id)).await.unwrap();
    assert_eq!((invoice.status, invoice.balance_due.minor()), (InvoiceStatus::Issued, 5_400));
    assert_eq!(invoice.total_collection.minor(), 0);
    let payment = world.scope.run(&Get(payment.id)).await.unwrap();
    assert_eq!(payment.status, PaymentStatus::Reversed);
    let collections = List::<Collection>::new(PageRequest::default());
    let collections = collections.with(Collection::sale_id(), &sale_id);
    let mut collections = world.scope.run(&collections).await.unwrap().items;
    // The clock stands still, so that their order in time is unknown.
    collections.sort_by_key(|collection| collection.kind);
    let [collection, reversal] = collections.as_slice() else { panic!("{collections:?}") };
    let number = format!("COLL-{}-2035-0002", world.center.code);
    assert_eq!(reversal.collection_no.as_str(), number);
    assert_eq!((reversal.kind, reversal.amount.minor()), (CollectionKind::Reversal, -5_400));
    assert_eq!((reversal.reverses_id, collection.is_reversed), (Some(collection.id.uuid()), true));
    assert_eq!((reversal.sale_id, collection.sale_id), (sale_id, sale_id));
}

/// A sale stands on one live invoice; a voided one gives it back.
pub async fn bills_a_sale_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let appointment = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    let outcomes = all(&world.scope, (0..8).map(|_| GenerateInvoice(sale.id))).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "sale_already_billed"), "{error:?}");
    }
    let draft = won.into_iter().next().unwrap().unwrap();
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let voided = world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    assert_eq!((voided.status, &voided.invoice_no), (InvoiceStatus::Void, &issued.invoice_no));
    assert_eq!(voided.balance_due.minor(), 0);
    let again = world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    assert_ne!(again.id, voided.id);
    assert_eq!(again.total, voided.total);
}

impl World {
    /// Books an appointment, and puts its sale onto a draft.
    pub async fn billed(&self, guest: usize, minutes: i64) -> Stored<Invoice> {
        // One appointment takes an hour of the one provider, so that each hour of
        // the working days of two weeks holds one.
        let starts_at = at(minutes % 480 + minutes / 480 * 24 * 60);
        let book = self.book(self.guests[guest].id, starts_at);
        let appointment = self.scope.run(&book).await.unwrap();
        let sale = self.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
        self.scope.run(&GenerateInvoice(sale.id)).await.unwrap()
    }
}

/// An invoice over nothing, as a row.
pub(in crate::conformance) fn invoice(
    appointment: &AppointmentFixture,
    number: Option<Code>,
    status: InvoiceStatus,
) -> Invoice {
    let zero = Money::zero(appointment.center.currency);
    Invoice {
        id: new_id(),
        invoice_no: number,
        guest_id: appointment.guest.id,
        center_id: appointment.center.id,
        status,
        price_mode: PriceMode::Exclusive,
        currency: appointment.center.currency,
        gross_invoice_value: zero,
        invoice_discount: zero,
        net_invoice_value: zero,
        tax: zero,
        total: zero,
        total_collection: zero,
        balance_due: zero,
        invoice_date: (status != InvoiceStatus::Draft).then(day),
        ..sample()
    }
}

fn pay(invoice: Id<Invoice>, amount: &str) -> RecordPayment {
    RecordPayment::towards(invoice, PaymentMethod::Card, amount.parse().unwrap())
}
