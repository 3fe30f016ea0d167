//! The promises of the product, on top of a storage and under concurrency.

use std::sync::Arc;

use super::fixture::{Visit, World, at, day, new_id};
use crate::{
    Error, Scope,
    engine::{IdempotencyKey, Operation, Outcome},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Collection, CollectionKind, Invoice, InvoiceDiscounts,
        InvoiceItem, InvoiceStatus, NewService, Payment, PaymentMethod, PaymentStatus, Provider,
        Sale, SaleStatus, Service,
    },
    ops::{
        appointments::{ChangeStatus, GetAppointmentSale, ListAppointmentHistory},
        booking::{BookAppointment, Reschedule, RescheduleAppointment},
        calendars::{CreateHoursOverride, NewHoursOverride},
        collections::ReversePayment,
        guest_search::{GuestFilter, ListGuests},
        invoices::{CreateInvoice, GenerateInvoice, GetOrCreateInvoice, IssueInvoice, VoidInvoice},
        page::PageRequest,
        payments::{Arrival, RecordPayment},
        resource::{Create, Delete, Get, List, Update},
        slots::{FindSlots, SlotList},
    },
    storage::Storage,
    value::{
        Code, DayHours, DurationMinutes, Id, Money, PriceMode, Segment, SegmentKind, Segments,
        Timestamp,
    },
};

/// Of many rivals for one slot exactly one gets it, with its sale and history.
pub async fn books_a_slot_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 16).await;
    let tasks = world.guests.iter().map(|guest| world.book(guest.id, at(0)));
    let outcomes = all(&world.scope, tasks).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "slot_taken"), "{error:?}");
    }
    let list = List::<Appointment>::new(PageRequest::default());
    let visits = world.scope.run(&list).await.unwrap().items;
    assert_eq!(visits.len(), 1);
    let sale = world.scope.run(&GetAppointmentSale(visits[0].id)).await.unwrap();
    assert_eq!((sale.status, sale.net_value.minor()), (SaleStatus::Open, 4_500));
    let sales = world.scope.run(&List::<Sale>::new(PageRequest::default())).await.unwrap();
    assert_eq!(sales.items.len(), 1);
}

/// Cancelling frees the time at once, and voids the sale.
pub async fn a_cancelled_visit_frees_its_time(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let first = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let again = world.book(world.guests[1].id, at(30));
    let error = world.scope.run(&again).await.unwrap_err();
    let Error::Unavailable { code: "slot_taken", alternatives, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(alternatives.first(), Some(&at(60)));

    let cancel = |to| ChangeStatus { id: first.id, to, reason: None, expected: None };
    world.scope.run(&cancel(AppointmentStatus::Cancelled)).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(first.id)).await.unwrap();
    assert_eq!(sale.status, SaleStatus::Void);
    world.scope.run(&again).await.unwrap();
    let error = world.scope.run(&cancel(AppointmentStatus::Confirmed)).await.unwrap_err();
    assert!(code_is(&error, "invalid_transition"), "{error:?}");
}

/// A visit may move to a time that overlaps its own, and to no other's.
pub async fn a_visit_moves_onto_its_own_time(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let first = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let second = world.scope.run(&world.book(world.guests[1].id, at(120))).await.unwrap();
    let to = |id, starts_at| {
        let to = Reschedule {
            starts_at,
            provider_id: None,
            room_id: None,
            reason: None,
            override_rules: false,
        };
        RescheduleAppointment { id, to, expected: None }
    };
    let moved = world.scope.run(&to(first.id, at(30))).await.unwrap();
    assert_eq!((moved.starts_at, moved.ends_at), (at(30), at(75)));
    let error = world.scope.run(&to(second.id, at(60))).await.unwrap_err();
    assert!(code_is(&error, "slot_taken"), "{error:?}");
    world.scope.run(&to(second.id, at(90))).await.unwrap();
}

/// While a service processes, its provider serves somebody else who fits.
pub async fn a_visit_fits_into_the_processing_of_another(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let segments = [(SegmentKind::Active, 15), (SegmentKind::Processing, 60)]
        .into_iter()
        .chain([(SegmentKind::Active, 15)])
        .map(|(kind, minutes)| Segment { kind, minutes: DurationMinutes::new(minutes).unwrap() });
    let segments = Segments::new(&segments.collect::<Vec<_>>()).unwrap();
    let colour = |minutes: i64| {
        let name = "Colour".parse().unwrap();
        let minutes = DurationMinutes::new(minutes).unwrap();
        NewService {
            segments: Some(segments),
            ..NewService::new(name, minutes, "80".parse().unwrap())
        }
    };
    let error = world.scope.run(&Create::<Service>(colour(60))).await.unwrap_err();
    assert!(format!("{error:?}").contains("segments_mismatch"), "{error:?}");
    let colour = world.scope.run(&Create::<Service>(colour(90))).await.unwrap();
    let book = BookAppointment { service_id: colour.id, ..world.book(world.guests[0].id, at(0)) };
    let first = world.scope.run(&book).await.unwrap();
    assert_eq!((first.ends_at, first.segments), (at(90), Some(segments)));
    for minutes in [0, 60, 75] {
        let early = world.book(world.guests[1].id, at(minutes));
        let error = world.scope.run(&early).await.unwrap_err();
        assert!(code_is(&error, "slot_taken"), "{minutes}: {error:?}");
    }
    world.scope.run(&world.book(world.guests[1].id, at(15))).await.unwrap();
    // Moved, it takes the same parts of another time.
    let to = Reschedule {
        starts_at: at(150),
        provider_id: None,
        room_id: None,
        reason: None,
        override_rules: false,
    };
    let moved = RescheduleAppointment { id: first.id, to, expected: None };
    assert_eq!(world.scope.run(&moved).await.unwrap().segments, Some(segments));
    world.scope.run(&world.book(world.guests[0].id, at(75))).await.unwrap();
    world.scope.run(&world.book(world.guests[0].id, at(165))).await.unwrap();
}

/// A history lists its steps in the order in which they were made, though all were
/// made in one instant.
pub async fn a_history_lists_its_steps_in_their_order(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let visit = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    for minutes in [60, 120, 180, 240] {
        let to = Reschedule {
            starts_at: at(minutes),
            provider_id: None,
            room_id: None,
            reason: None,
            override_rules: false,
        };
        let moved = RescheduleAppointment { id: visit.id, to, expected: None };
        world.scope.run(&moved).await.unwrap();
    }
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: visit.id, to, reason: None, expected: None };
    world.scope.run(&cancel).await.unwrap();

    let mut steps = Vec::new();
    let mut page = PageRequest { limit: 2, ..PageRequest::default() };
    loop {
        let list = ListAppointmentHistory { id: visit.id, page: page.clone() };
        let found = world.scope.run(&list).await.unwrap();
        steps.extend(found.items.iter().map(|one| (one.step, one.starts_at, one.to_status)));
        page.cursor = found.next_cursor;
        if page.cursor.is_none() {
            break;
        }
    }
    let starts = [0, 60, 120, 180, 240, 240].map(at);
    assert_eq!(steps.iter().map(|step| step.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(steps.iter().map(|step| step.1).collect::<Vec<_>>(), starts);
    assert_eq!(steps[5].2, AppointmentStatus::Cancelled);
}

/// Asking many times at once for a guest's draft makes one.
pub async fn opens_one_draft(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let wish = CreateInvoice {
        guest_id: world.guests[0].id,
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
    let expected: Vec<String> = (1..=12).map(|number| format!("INV-2035-{number:04}")).collect();
    assert_eq!(numbers, expected);
}

/// What an invoice says was collected is the sum of its payments, each with a
/// receipt; and it is never more than what is owed.
pub async fn collects_what_is_paid(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let draft = world.billed(0, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    assert_eq!((issued.total.minor(), issued.tax.minor()), (5_400, 900));
    let outcomes = all(&world.scope, (0..8).map(|_| pay(issued.id, "10.00"))).await;
    let paid = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(paid, 5, "{outcomes:?}");
    let invoice = world.scope.run(&Get(issued.id)).await.unwrap();
    assert_eq!((invoice.total_collection.minor(), invoice.balance_due.minor()), (5_000, 400));
    assert_eq!(invoice.status, InvoiceStatus::Issued);

    let cash = RecordPayment {
        employee_id: None,
        payment_method: PaymentMethod::Cash,
        tendered: Some("20".parse().unwrap()),
        ..pay(issued.id, "4.00")
    };
    let payment = world.scope.run(&cash).await.unwrap();
    assert_eq!((payment.amount.minor(), payment.change.minor()), (400, 1_600));
    let invoice = world.scope.run(&Get(issued.id)).await.unwrap();
    assert_eq!((invoice.status, invoice.balance_due.minor()), (InvoiceStatus::Paid, 0));

    let page = PageRequest::default();
    let payments = List::<Payment>::new(page.clone()).with(Payment::invoice_id(), &issued.id);
    let payments = world.scope.run(&payments).await.unwrap().items;
    let receipts = List::<Collection>::new(page).with(Collection::invoice_id(), &issued.id);
    let receipts = world.scope.run(&receipts).await.unwrap().items;
    let sum = |amounts: Vec<Money>| amounts.iter().map(|amount| amount.minor()).sum::<i64>();
    assert_eq!(sum(payments.iter().map(|one| one.amount).collect()), 5_400);
    assert_eq!(sum(receipts.iter().map(|one| one.amount).collect()), 5_400);
    let mut numbers: Vec<String> =
        receipts.iter().map(|receipt| receipt.collection_no.to_string()).collect();
    numbers.sort_unstable();
    let expected: Vec<String> = (1..=6).map(|number| format!("COLL-2035-{number:04}")).collect();
    assert_eq!(numbers, expected);
}

/// Of many rivals exactly one takes a receipt back: with a reversal of the next
/// number, and the invoice owed again.
pub async fn takes_a_receipt_back_once(storage: Arc<dyn Storage>) {
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
    let receipts = List::<Collection>::new(PageRequest::default());
    let receipts = receipts.with(Collection::sale_id(), &sale_id);
    let mut receipts = world.scope.run(&receipts).await.unwrap().items;
    // The clock stands still, so that their order in time is unknown.
    receipts.sort_by_key(|receipt| receipt.kind);
    let [receipt, reversal] = receipts.as_slice() else { panic!("{receipts:?}") };
    assert_eq!(reversal.collection_no.as_str(), "COLL-2035-0002");
    assert_eq!((reversal.kind, reversal.amount.minor()), (CollectionKind::Reversal, -5_400));
    assert_eq!((reversal.reverses_id, receipt.is_reversed), (Some(receipt.id.uuid()), true));
    assert_eq!((reversal.sale_id, receipt.sale_id), (sale_id, sale_id));
}

/// A guest is found by the beginnings of their words, as they are now.
pub async fn finds_guests_by_their_words(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 12).await;
    let find = async |text: &str| {
        let filter = GuestFilter { q: Some(text.parse().unwrap()), ..GuestFilter::default() };
        let page = PageRequest::default();
        world.scope.run(&ListGuests { filter, page }).await.unwrap().items.len()
    };
    for (text, count) in [("gue", 12), ("guest 1", 3), ("11", 1), ("g-00", 12), ("uest", 0)] {
        assert_eq!(find(text).await, count, "{text}");
    }
    let patch = serde_json::json!({ "last_name": "\u{10ffff}Zoë" });
    let patch = patch.as_object().cloned().unwrap();
    let guest = world.guests[11].id;
    world.scope.run(&Update { id: guest, patch, expected: None }).await.unwrap();
    for (text, count) in [("11", 0), ("guest 1", 2), ("\u{10ffff}zo", 1)] {
        assert_eq!(find(text).await, count, "{text}");
    }
    world.scope.run(&Delete { id: guest, expected: None }).await.unwrap();
    assert_eq!(find("gue").await, 11);
}

/// A sale stands on one live invoice; a voided one gives it back.
pub async fn bills_a_sale_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let visit = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
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

/// The same key and request, sent many times at once, has its effect once.
pub async fn a_repeated_request_takes_effect_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let book = world.book(world.guests[0].id, at(0));
    let key = IdempotencyKey::new("key-1", b"request").unwrap();
    let tasks = (0..16).map(|_| {
        let (scope, key, book) = (world.scope.clone(), key.clone(), book.clone());
        tokio::spawn(async move { scope.run_once(&key, &book).await })
    });
    let mut fresh = 0;
    for task in tasks.collect::<Vec<_>>() {
        match task.await.unwrap().unwrap() {
            Outcome::Fresh(_) => fresh += 1,
            Outcome::Replayed(json) => assert!(json.contains("\"status\":\"scheduled\""), "{json}"),
        }
    }
    assert_eq!(fresh, 1);
    let other = IdempotencyKey::new("key-1", b"another").unwrap();
    let error = world.scope.run_once(&other, &book).await.unwrap_err();
    assert!(matches!(error, Error::KeyReused), "{error:?}");
}

/// A booking is not decided on hours that changed under it.
pub async fn a_booking_relies_on_the_hours_it_saw(storage: Arc<dyn Storage>) {
    for _ in 0..5 {
        let world = World::make(&storage, 1).await;
        let close = CreateHoursOverride {
            calendar_id: Id::from_uuid(world.provider.id.uuid()),
            new: NewHoursOverride { date: day(), windows: DayHours::default() },
        };
        let (scope, book) = (world.scope.clone(), world.book(world.guests[0].id, at(0)));
        let booking = tokio::spawn(async move { scope.run(&book).await });
        let closed = world.scope.run(&close).await.unwrap();
        match booking.await.unwrap() {
            // Whoever came first: a visit that was booked before the day was
            // closed stays.
            Ok(visit) => assert!(visit.created_at() <= closed.created_at()),
            Err(error) => assert!(code_is(&error, "outside_hours"), "{error:?}"),
        }
        let late = world.scope.run(&world.book(world.guests[0].id, at(120))).await.unwrap_err();
        assert!(code_is(&late, "outside_hours"), "{late:?}");
    }
}

/// A start is listed if and only if booking it succeeds.
pub async fn lists_a_start_if_and_only_if_it_can_be_booked(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    for minutes in [60, 200, 330] {
        world.scope.run(&world.book(world.guests[0].id, at(minutes))).await.unwrap();
    }
    let slots = world.slots().await;
    let listed: Vec<Timestamp> = slots.slots.iter().map(|slot| slot.starts_at).collect();
    assert!(listed.len() > 5, "{listed:?}");
    for step in -8..40 {
        let start = at(15 * step);
        let book = world.book(world.guests[0].id, start);
        match world.scope.run(&book).await {
            Ok(visit) => {
                assert!(listed.contains(&start), "{start} was booked, but not listed");
                let (id, to) = (visit.id, AppointmentStatus::Cancelled);
                let cancel = ChangeStatus { id, to, reason: None, expected: None };
                world.scope.run(&cancel).await.unwrap();
            }
            Err(error) => assert!(!listed.contains(&start), "{start} was listed: {error:?}"),
        }
    }
    let patch = serde_json::json!({ "hours": null }).as_object().cloned().unwrap();
    let id = world.provider.id;
    world.scope.run(&Update::<Provider> { id, patch, expected: None }).await.unwrap();
    assert!(world.slots().await.slots.is_empty());
}

impl World {
    /// A booking of the service with anyone who is free.
    #[must_use]
    pub fn book(&self, guest_id: Id<crate::model::Guest>, starts_at: Timestamp) -> BookAppointment {
        BookAppointment::new(self.center.id, guest_id, self.service.id, starts_at)
    }

    /// Books a visit, and puts its sale onto a draft.
    pub async fn billed(&self, guest: usize, minutes: i64) -> Stored<Invoice> {
        // One visit takes an hour of the one provider, so that each hour of
        // the working days of two weeks holds one.
        let starts_at = at(minutes % 480 + minutes / 480 * 24 * 60);
        let book = self.book(self.guests[guest].id, starts_at);
        let visit = self.scope.run(&book).await.unwrap();
        let sale = self.scope.run(&GetAppointmentSale(visit.id)).await.unwrap();
        self.scope.run(&GenerateInvoice(sale.id)).await.unwrap()
    }

    /// The slots of the day.
    pub async fn slots(&self) -> SlotList {
        let find = FindSlots::new(self.center.id, self.service.id, day());
        self.scope.run(&find).await.unwrap()
    }
}

/// An invoice over nothing, as a row.
pub(super) fn invoice(visit: &Visit, number: Option<Code>, status: InvoiceStatus) -> Invoice {
    let zero = Money::zero(visit.center.currency);
    Invoice {
        id: new_id(),
        invoice_no: number,
        guest_id: visit.guest.id,
        center_id: visit.center.id,
        status,
        price_mode: PriceMode::Exclusive,
        currency: visit.center.currency,
        gross_invoice_value: zero,
        invoice_discount: zero,
        net_invoice_value: zero,
        tax: zero,
        total: zero,
        total_collection: zero,
        balance_due: zero,
        invoice_date: (status != InvoiceStatus::Draft).then(day),
        employee_id: None,
        bill_to: None,
        discounts: InvoiceDiscounts::default(),
        notes: None,
    }
}

fn pay(invoice: Id<Invoice>, amount: &str) -> RecordPayment {
    RecordPayment {
        invoice_id: Some(invoice),
        appointment_id: None,
        sale_id: None,
        employee_id: None,
        payment_method: PaymentMethod::Card,
        amount: amount.parse().unwrap(),
        tip: None,
        tendered: None,
        status: Arrival::Completed,
        transaction_no: None,
        reference_no: None,
        remarks: None,
    }
}

fn code_is(error: &Error, code: &str) -> bool {
    error.code() == code
}

/// Runs operations at once, each in a task of its own.
async fn all<O: Operation<Answer: 'static> + 'static>(
    scope: &Scope,
    operations: impl Iterator<Item = O>,
) -> Vec<crate::Result<O::Answer>> {
    let tasks: Vec<_> = operations
        .map(|operation| {
            let scope = scope.clone();
            tokio::spawn(async move { scope.run(&operation).await })
        })
        .collect();
    let mut outcomes = Vec::with_capacity(tasks.len());
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}
