//! How often each use case asks its storage: over a network every read is a wait. The
//! file `reads.txt` keeps the numbers, so that more of them are seen in review.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod counting;
mod together;

use clientline_core::{
    ClientLine, Scope,
    conformance::fixture::{World, at, client, client_after, day, name},
    engine::{Actor, IdempotencyKey, Outcome, PlatformScope},
    entity::{MergePatch, Stored},
    model::{
        Appointment, AppointmentStatus, Blockout, BlockoutReason, Center, Guest, Invoice,
        InvoiceItem, NewGuest, NewProvider, NewService, Organization, PaymentMethod, Provider,
        ProviderTips, Role, Room, Sale, Service,
    },
    ops::{
        access::organizations::UpdateOrganization,
        billing::{
            collections::{RecordCollection, ReverseCollection},
            guest_merge::{GuestMerge, MergeGuests},
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{
                CreateInvoice, DeleteInvoice, EditInvoice, GenerateInvoice, GetOrCreateInvoice,
            },
            issuing::{IssueInvoice, VoidInvoice},
            line_edit::EditInvoiceItem,
            payments::RecordPayment,
            sales::{CreateSale, DeleteSale, EditSale},
        },
        online::{
            book::BookOnline,
            confirm::ConfirmOnlineBooking,
            manage::{
                CancelOnlineBooking, Cancellation, GetOnlineBooking, MoveOnlineBooking, NewStart,
            },
            offered::ListOffered,
            storefront::{FindPublicSlots, GetStorefront},
        },
        page::PageRequest,
        people::{
            guest_export::ExportGuest,
            guest_search::{GuestFilter, ListGuests},
            guest_timeline::{ReadGuestTimeline, TimelinePage},
        },
        resource::{Create, Delete, Get, List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::{
                AppointmentFilter, EditAppointment, GetAppointmentSale, ListAppointmentHistory,
                ListAppointments, ListAppointmentsOf,
            },
            booking::BookAppointment,
            calendar::ReadCalendar,
            calendars::{CreateBlockout, CreateHoursOverride, DeleteBlockout, NewHoursOverride},
            holds::{LapseHolds, Lapsed, MakeConfirmation},
            parties::{BookParty, PartyGuest},
            party_starts::FindPartyStarts,
            reschedule::{Reschedule, RescheduleAppointment},
            slots::FindSlots,
        },
    },
    value::{DayHours, DurationMinutes, Id},
};
use serde::de::DeserializeOwned;
use serde_json::json;

use self::counting::Counter;

async fn world(counter: &Counter) -> World {
    let world = World::make(&counter.storage, 3).await;
    // The numbers of sales are leased by the first of them.
    let first = world.book(world.guests[0].id, at(300));
    let first = world.scope.run(&first).await.unwrap();
    world.scope.run(&status(first.id, AppointmentStatus::Cancelled)).await.unwrap();
    world
}

fn status(id: Id<Appointment>, to: AppointmentStatus) -> ChangeStatus {
    ChangeStatus { id, to, reason: None, fee: None, expected: None }
}

fn request<T: DeserializeOwned>(fields: serde_json::Value) -> T {
    serde_json::from_value(fields).unwrap()
}

fn page() -> PageRequest {
    PageRequest::default()
}

fn patch<P: MergePatch>(text: &str) -> P {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn a_booking_is_read_in_two_messages_whether_it_has_a_key_or_not() {
    let counter = Counter::new();
    let world = world(&counter).await;
    let mut booking = world.book(world.guests[0].id, at(0));
    counter.since();
    let key = IdempotencyKey::new("k", b"request").unwrap();
    let first = world.scope.run_once(&key, &booking).await.unwrap();
    assert_eq!(counter.since(), [1, 2, 1]);
    assert!(matches!(first, Outcome::Fresh(_)));
    assert!(matches!(
        world.scope.run_once(&key, &booking).await.unwrap(),
        Outcome::Replayed(answer) if answer.contains("scheduled")
    ));
    // Its time is taken by itself: other times of the day are looked for, and then the key.
    assert_eq!(counter.since(), [1, 4, 0]);
    booking.provider_id = Some(world.provider.id);
    booking.starts_at = at(120);
    world.scope.run(&booking).await.unwrap();
    assert_eq!(counter.since(), [1, 2, 1]);
}

#[tokio::test]
async fn a_key_is_checked_by_one_read() {
    let counter = Counter::new();
    let world = world(&counter).await;
    let client: ClientLine = client(&counter.storage);
    let platform = PlatformScope::trusted(&client);
    let token = platform.create_api_key(world.scope.tenant(), name("Desk"), Role::Admin);
    let token = token.await.unwrap();
    counter.since();
    client.authenticate(token.expose()).await.unwrap();
    assert_eq!(counter.since(), [1, 1, 0]);
}

#[tokio::test]
async fn a_request_reads_on_the_snapshot_that_its_token_was_checked_on() {
    let counter = Counter::new();
    let world = world(&counter).await;
    let client: ClientLine = client(&counter.storage);
    let platform = PlatformScope::trusted(&client);
    let token = platform.create_api_key(world.scope.tenant(), name("Desk"), Role::Admin);
    let token = token.await.unwrap();
    let enter = async || client.authenticate_request(token.expose()).await.unwrap();
    // The numbers of sales are leased by this client's first.
    enter().await.run(&world.book(world.guests[0].id, at(180))).await.unwrap();
    counter.since();
    let scope = enter().await;
    scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    assert_eq!(counter.since(), [1, 3, 1]);
    // What comes after it has one of its own.
    scope.run(&world.book(world.guests[0].id, at(60))).await.unwrap();
    assert_eq!(counter.since(), [1, 2, 1]);
    let read = Get::<Guest>(world.guests[0].id);
    enter().await.run(&read).await.unwrap();
    assert_eq!(counter.since(), [1, 2, 0]);
    // Whoever waits for others first does not keep it open meanwhile.
    let edit = Update::<Guest> { id: read.0, patch: patch(r#"{"notes":"x"}"#), expected: None };
    enter().await.run(&edit).await.unwrap();
    assert_eq!(counter.since()[0], 2);
}

#[tokio::test]
async fn withdrawing_a_long_invoice_takes_no_more_reads_than_a_short_one() {
    let counter = Counter::new();
    let world = world(&counter).await;
    let mut reads = Vec::new();
    for (lines, guest) in [1, 6].into_iter().zip(&world.guests) {
        for _ in 0..lines {
            let sale = json!({ "guest_id": guest.id, "service_id": world.service.id });
            let sale: CreateSale = request(sale);
            let sale = world.scope.run(&sale).await.unwrap();
            world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
        }
        let wish = CreateInvoice {
            guest_id: guest.id,
            payer_id: None,
            center_id: None,
            employee_id: None,
            notes: None,
        };
        let draft = world.scope.run(&GetOrCreateInvoice(wish)).await.unwrap().invoice;
        world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
        counter.since();
        world.scope.run(&VoidInvoice { id: draft.id, expected: None }).await.unwrap();
        reads.push(counter.since()[1]);
    }
    assert_eq!(reads[0], reads[1]);
}

#[tokio::test]
async fn no_use_case_reads_more_often_than_is_noted() {
    let mut counter = Counter::new();
    let world = world(&counter).await;
    resources(&mut counter, &world).await;
    Box::pin(appointments(&mut counter, &world)).await;
    Box::pin(billing(&mut counter, &world)).await;
    Box::pin(public(&mut counter, &world)).await;
    let noted = include_str!("reads.txt");
    let (_, noted) = noted.split_once("\n\n").unwrap();
    assert_eq!(counter.table(), noted, "write this into reads.txt:\n{}", counter.table());
}

async fn resources(counter: &mut Counter, world: &World) {
    let World { scope, center, service, .. } = world;
    let guest = NewGuest::new(center.id, name("Ana"), name("Reis"));
    let guest = counter.run(scope, &Create::<Guest>(guest)).await;
    let provider = NewProvider::new(name("Rui"), name("Melo"), center.id);
    let provider = counter.run(scope, &Create::<Provider>(provider)).await;
    let minutes = DurationMinutes::new(30).unwrap();
    let mut new = NewService::new(name("Trim"), minutes, "20.00".parse().unwrap());
    new.tax_ids = service.tax_ids.clone();
    counter.run(scope, &Create::<Service>(new)).await;
    counter.run(scope, &Get::<Guest>(guest.id)).await;
    counter.run(scope, &List::<Guest>::new(page())).await;
    let of_center = List::<Room>::new(page()).with(Room::center_id(), &center.id);
    counter.run(scope, &of_center).await;
    let found = GuestFilter { q: Some(name("ana re")), ..GuestFilter::default() };
    counter.run(scope, &ListGuests { filter: found, page: page() }).await;
    let edit = Update { id: guest.id, patch: patch(r#"{"last_name":"Melo"}"#), expected: None };
    counter.run(scope, &edit).await;
    let hours = patch(r#"{"hours":{"weekly":[]}}"#);
    counter.run(scope, &Update { id: provider.id, patch: hours, expected: None }).await;
    let blockout = CreateBlockout {
        provider_id: Some(provider.id),
        room_id: None,
        center_id: None,
        starts_at: at(0),
        ends_at: Some(at(60)),
        reason: BlockoutReason::Vacation,
        notes: None,
        recurrence: None,
    };
    let blockout: Stored<Blockout> = counter.run(scope, &blockout).await;
    counter.run(scope, &DeleteBlockout(blockout.id)).await;
    let new = NewHoursOverride { date: day(), windows: DayHours::default(), center_id: None };
    let calendar_id = Id::from_uuid(provider.id.uuid());
    counter.run(scope, &CreateHoursOverride { calendar_id, new }).await;
    let same = NewGuest::new(center.id, name("Ana"), name("Melo"));
    let same = scope.run(&Create::<Guest>(same)).await.unwrap();
    let merge = GuestMerge { from: same.id };
    counter.run(scope, &MergeGuests { id: guest.id, merge, expected: None }).await;
    counter.run(scope, &ExportGuest(guest.id)).await;
    let page = TimelinePage::default();
    counter.run(scope, &ReadGuestTimeline { id: guest.id, page }).await;
    let other = NewGuest::new(center.id, name("Eva"), name("Melo"));
    let other = scope.run(&Create::<Guest>(other)).await.unwrap();
    counter.run(scope, &Delete::<Guest> { id: other.id, expected: None }).await;
}

async fn appointments(counter: &mut Counter, world: &World) {
    let World { scope, center, service, guests, .. } = world;
    counter.run(scope, &FindSlots::new(center.id, service.id, day())).await;
    let appointment = counter.run(scope, &world.book(guests[0].id, at(0))).await;
    let calendar = json!({ "center_id": center.id, "date": day() });
    counter.run::<ReadCalendar>(scope, &request(calendar)).await;
    let to = Reschedule::to(at(30));
    let id = appointment.id;
    counter.run(scope, &RescheduleAppointment { id, to, expected: None }).await;
    let edit = EditAppointment { id, patch: patch(r#"{"notes":"Late"}"#), expected: None };
    counter.run(scope, &edit).await;
    counter.run(scope, &GetAppointmentSale(id)).await;
    counter.run(scope, &ListAppointmentHistory { id, page: page() }).await;
    let filter = AppointmentFilter { center_id: Some(center.id), ..AppointmentFilter::default() };
    counter.run(scope, &ListAppointments { filter, page: page() }).await;
    counter.run(scope, &ListAppointmentsOf::<Center> { of: center.id, page: page() }).await;
    counter.run(scope, &status(id, AppointmentStatus::Cancelled)).await;
    party(counter, world).await;
}

/// As many reads as one guest alone, however many come.
async fn party(counter: &mut Counter, world: &World) {
    let World { scope, center, provider, guests, .. } = world;
    let mut other = NewProvider::new(name("Ana"), name("Reis"), center.id);
    other.hours.clone_from(&provider.hours);
    let other = scope.run(&Create::<Provider>(other)).await.unwrap();
    let minutes = DurationMinutes::new(60).unwrap();
    let colour = NewService::new(name("Colour"), minutes, "80.00".parse().unwrap());
    let service_id = scope.run(&Create::<Service>(colour)).await.unwrap().id;
    let guest = |at: usize, provider_id| PartyGuest {
        provider_id,
        ..PartyGuest::new(guests[at].id, service_id)
    };
    let party = vec![guest(0, None), guest(1, Some(other.id))];
    counter.run(scope, &BookParty::new(center.id, at(420), party)).await;
    let wish = json!({"service_id": service_id});
    let find = json!({"center_id": center.id, "date": day(), "guests": [wish, wish]});
    counter.run::<FindPartyStarts>(scope, &request(find)).await;
}

async fn public(counter: &mut Counter, world: &World) {
    let World { scope, service, .. } = world;
    let id = Id::<Organization>::from_uuid(scope.tenant().0);
    let open = patch(r#"{"settings":{"public_booking":{"is_open":true}}}"#);
    let open = UpdateOrganization { id, patch: open, expected: None };
    let slug = scope.run(&open).await.unwrap().slug.clone();
    let client = scope.client().clone();
    let stranger = client.public_scope(&slug).await.unwrap();
    counter.run(&stranger, &GetStorefront).await;
    counter.run(&stranger, &ListOffered { page: page(), ..ListOffered::default() }).await;
    let find = json!({ "service_id": service.id, "date": day() });
    counter.run::<FindPublicSlots>(&stranger, &request(find)).await;
    let wish = |email: &str, start| -> BookOnline {
        BookOnline(request(json!({
            "first_name": "Rui", "last_name": "Melo", "email": email,
            "service_id": service.id, "starts_at": start,
        })))
    };
    let booked = counter.run(&stranger, &wish("rui@example.com", at(180))).await;
    let confirmation = counter.run(scope, &MakeConfirmation(booked.appointment.id)).await;
    let holder = client.authenticate(&confirmation.confirmation_token).await.unwrap();
    counter.run(&holder, &GetOnlineBooking::default()).await;
    counter.run(&holder, &ConfirmOnlineBooking).await;
    let to = NewStart { starts_at: at(240), appointment_id: None };
    counter.run(&holder, &MoveOnlineBooking(to)).await;
    counter.run(&holder, &CancelOnlineBooking(Cancellation::default())).await;
    // Whether the address is known costs no read.
    let stranger = client.public_scope(&slug).await.unwrap();
    counter.since();
    stranger.run(&wish("rui@example.com", at(180))).await.unwrap();
    let known = counter.since();
    let stranger = client.public_scope(&slug).await.unwrap();
    counter.since();
    stranger.run(&wish("eva@example.com", at(300))).await.unwrap();
    assert_eq!(known, counter.since());
    let late = client_after(&counter.storage, 60);
    let late = Scope::trusted(&late, scope.tenant(), Actor::system());
    assert_eq!(counter.run(&late, &LapseHolds).await, Lapsed { appointments: 2 });
}

async fn billing(counter: &mut Counter, world: &World) {
    let World { scope, service, guests, provider, .. } = world;
    let appointment: BookAppointment = world.book(guests[1].id, at(120));
    let appointment = counter.run(scope, &appointment).await;
    let sale: Stored<Sale> = scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    let draft: Stored<Invoice> = counter.run(scope, &GenerateInvoice(sale.id)).await;
    let line: AddInvoiceItem = request(json!({
        "invoice_id": draft.id, "service_id": service.id, "provider_id": provider.id,
    }));
    let line: Stored<InvoiceItem> = counter.run(scope, &line).await;
    let twice = patch(r#"{"item_quantity":"2"}"#);
    counter.run(scope, &EditInvoiceItem { id: line.id, patch: twice, expected: None }).await;
    counter.run(scope, &RemoveInvoiceItem { id: line.id, expected: None }).await;
    let edit = patch(r#"{"notes":"Thank you"}"#);
    counter.run(scope, &EditInvoice { id: draft.id, patch: edit, expected: None }).await;
    counter.run(scope, &IssueInvoice { id: draft.id, expected: None }).await;
    let collection = counter.run(scope, &collect(draft.id, sale.id)).await;
    counter.run(scope, &ReverseCollection { id: collection.id, expected: None }).await;
    counter.run(scope, &VoidInvoice { id: draft.id, expected: None }).await;
    counter.run(scope, &pay(appointment.id)).await;

    let wish = CreateInvoice {
        guest_id: guests[2].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let draft = counter.run(scope, &wish).await;
    counter.run(scope, &GetOrCreateInvoice(wish)).await;
    let sale: CreateSale = request(json!({
        "guest_id": guests[2].id, "service_id": service.id, "provider_id": provider.id,
    }));
    let sale = counter.run(scope, &sale).await;
    let twice = patch(r#"{"quantity":"2"}"#);
    counter.run(scope, &EditSale { id: sale.id, patch: twice, expected: None }).await;
    counter.run(scope, &GenerateInvoice(sale.id)).await;
    counter.run(scope, &DeleteInvoice { id: draft.id, expected: None }).await;
    counter.run(scope, &DeleteSale { id: sale.id, expected: None }).await;
}

fn collect(invoice_id: Id<Invoice>, sale_id: Id<Sale>) -> RecordCollection {
    RecordCollection {
        gift_card_code: None,
        invoice_id,
        sale_id: Some(sale_id),
        employee_id: None,
        payment_method: PaymentMethod::Card,
        amount: "1.00".parse().unwrap(),
        tip: None,
        tips: ProviderTips::default(),
        tendered: None,
        cash_back: None,
        received_on: None,
        transaction_no: None,
        reference_no: None,
        remarks: None,
    }
}

/// The payment of an appointment whose sale is on no invoice yet.
fn pay(appointment: Id<Appointment>) -> RecordPayment {
    RecordPayment::for_appointment(appointment, PaymentMethod::Card, "1.00".parse().unwrap())
}
