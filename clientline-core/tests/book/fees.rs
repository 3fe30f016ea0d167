//! What it costs to cancel late, or not to come: on whose draft it stands, and when it leaves it.

use clientline_core::{
    Scope,
    conformance::fixture::{World, at, name},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, CenterPatch, Invoice, InvoiceItem, InvoiceStatus,
        ItemType,
    },
    ops::{
        billing::{
            fees::{FeeChoice, GetAppointmentFees},
            free_text::FreeText,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{CreateInvoice, GenerateInvoice, GetOrCreateInvoice},
            issuing::IssueInvoice,
            line_edit::EditInvoiceItem,
        },
        page::PageRequest,
        resource::{List, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            cancel_together::CancelTogether,
            undo::{UndoLastStep, Undoing},
        },
    },
    value::{Id, IdList},
};
use serde_json::json;

use super::{Storage, change_service, desk, guest_at, refused, stored_world};

/// A center where cancelling within a day of the start costs half the price, and not coming costs
/// 20.00.
async fn strict_world(guests: usize) -> (World, Storage) {
    let (world, storage) = stored_world(guests).await;
    let fees = json!({"fees": {
        "notice_minutes": 1_440,
        "late_cancellation": {"percent": "50"},
        "no_show": {"amount": "20.00"},
    }});
    let patch: CenterPatch = serde_json::from_value(fees).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    (world, storage)
}

async fn booked(world: &World, guest: usize) -> Stored<Appointment> {
    world.scope.run(&world.book(world.guests[guest].id, at(0))).await.unwrap()
}

fn to(id: Id<Appointment>, to: AppointmentStatus, fee: Option<FeeChoice>) -> ChangeStatus {
    ChangeStatus { id, to, reason: None, fee, expected: None }
}

async fn lines(world: &World) -> Vec<Stored<InvoiceItem>> {
    world.scope.run(&List::<InvoiceItem>::new(PageRequest::default())).await.unwrap().items
}

async fn draft(world: &World) -> Stored<Invoice> {
    let all = List::<Invoice>::new(PageRequest::default());
    let mut invoices = world.scope.run(&all).await.unwrap().items;
    invoices.retain(|invoice| invoice.status == InvoiceStatus::Draft);
    assert_eq!(invoices.len(), 1);
    invoices.pop().unwrap()
}

fn minors(lines: &[Stored<InvoiceItem>]) -> Vec<(ItemType, i64, i64)> {
    lines.iter().map(|line| (line.item_type, line.net_price.minor(), line.tax.minor())).collect()
}

async fn undo(desk: &Scope, id: Id<Appointment>) {
    let undo = UndoLastStep { id, undoing: Undoing::default(), expected: None };
    desk.run(&undo).await.unwrap();
}

#[tokio::test]
async fn a_guest_who_cancels_late_is_charged_and_one_in_time_is_not() {
    let (world, storage) = strict_world(2).await;
    let (early, late) = (booked(&world, 0).await, world.scope.clone());
    let second = late.run(&world.book(world.guests[1].id, at(60))).await.unwrap();
    let cancelled = AppointmentStatus::Cancelled;
    let two_days_before = desk(&world, &storage, -2 * 1_440);
    let first = guest_at(&two_days_before, &world, 0);
    first.run(&to(early.id, cancelled, None)).await.unwrap();
    assert!(lines(&world).await.is_empty());

    let hour_before = desk(&world, &storage, 0);
    let other = guest_at(&hour_before, &world, 1);
    let free_until = Some(at(60 - 1_440));
    let fees = other.run(&GetAppointmentFees(second.id)).await.unwrap();
    assert_eq!(fees.free_until, free_until);
    assert_eq!((fees.late_cancellation.minor(), fees.no_show.minor()), (22_50, 20_00));
    other.run(&to(second.id, cancelled, None)).await.unwrap();
    let lines = lines(&world).await;
    // With the tax of the service, 20 % on top.
    assert_eq!(minors(&lines), [(ItemType::Fee, 22_50, 4_50)]);
    assert_eq!(lines[0].item_name, name("Late cancellation: Cut"));
    assert_eq!(lines[0].appointment_id, Some(second.id));
    let draft = draft(&world).await;
    assert_eq!((draft.guest_id, draft.total.minor()), (world.guests[1].id, 27_00));
}

#[tokio::test]
async fn whether_a_fee_is_charged_is_for_the_desk_to_say() {
    let (world, storage) = strict_world(2).await;
    let today = desk(&world, &storage, 60);
    let guest = guest_at(&desk(&world, &storage, -10), &world, 0);
    let first = booked(&world, 0).await;
    let (cancelled, missed) = (AppointmentStatus::Cancelled, AppointmentStatus::NoShow);
    let waive = Some(FeeChoice::Waive);
    assert_eq!(refused(guest.run(&to(first.id, cancelled, waive)).await), "desk_only");
    let confirm = to(first.id, AppointmentStatus::Confirmed, waive);
    assert_eq!(refused(world.scope.run(&confirm).await), "no_fee");

    // The desk may cancel for reasons of its own.
    today.run(&to(first.id, cancelled, None)).await.unwrap();
    assert!(lines(&world).await.is_empty());
    undo(&today, first.id).await;
    today.run(&to(first.id, missed, waive)).await.unwrap();
    assert!(lines(&world).await.is_empty());
    undo(&today, first.id).await;
    today.run(&to(first.id, cancelled, Some(FeeChoice::Charge))).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Fee, 22_50, 4_50)]);
    undo(&today, first.id).await;
    assert!(lines(&world).await.is_empty());
    today.run(&to(first.id, missed, None)).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Fee, 20_00, 4_00)]);
}

#[tokio::test]
async fn the_fee_takes_the_place_of_the_line_on_the_draft_and_gives_it_back() {
    let (world, storage) = strict_world(1).await;
    let today = desk(&world, &storage, 60);
    let booked = booked(&world, 0).await;
    let sale = world.scope.run(&GetAppointmentSale(booked.id)).await.unwrap();
    world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    today.run(&to(booked.id, AppointmentStatus::NoShow, None)).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Fee, 20_00, 4_00)]);
    assert_eq!(draft(&world).await.total.minor(), 24_00);
    undo(&today, booked.id).await;
    assert_eq!(draft(&world).await.total.minor(), 0);
    world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Service, 45_00, 9_00)]);
}

#[tokio::test]
async fn a_fee_that_was_issued_stays_and_none_comes_on_top() {
    let (world, storage) = strict_world(1).await;
    let today = desk(&world, &storage, 60);
    let booked = booked(&world, 0).await;
    let missed = to(booked.id, AppointmentStatus::NoShow, None);
    today.run(&missed).await.unwrap();
    let id = draft(&world).await.id;
    today.run(&IssueInvoice { id, expected: None }).await.unwrap();
    undo(&today, booked.id).await;
    assert_eq!(lines(&world).await.len(), 1);
    assert_eq!(today.run(&GetAppointmentFees(booked.id)).await.unwrap().no_show.minor(), 0);
    today.run(&missed).await.unwrap();
    assert_eq!(lines(&world).await.len(), 1);
}

#[tokio::test]
async fn what_was_billed_already_costs_no_fee() {
    let (world, storage) = strict_world(1).await;
    let today = desk(&world, &storage, 60);
    let booked = booked(&world, 0).await;
    let sale = world.scope.run(&GetAppointmentSale(booked.id)).await.unwrap();
    let invoice = world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    world.scope.run(&IssueInvoice { id: invoice.id, expected: None }).await.unwrap();
    today.run(&to(booked.id, AppointmentStatus::NoShow, None)).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Service, 45_00, 9_00)]);
}

#[tokio::test]
async fn a_service_says_otherwise_than_its_center() {
    let (world, storage) = strict_world(1).await;
    change_service(&world, r#"{"fees": {"no_show": {"percent": "100"}, "taxation": "untaxed"}}"#)
        .await;
    let today = desk(&world, &storage, 60);
    let booked = booked(&world, 0).await;
    let charge = to(booked.id, AppointmentStatus::Cancelled, Some(FeeChoice::Charge));
    today.run(&charge).await.unwrap();
    assert!(lines(&world).await.is_empty());
    undo(&today, booked.id).await;
    today.run(&to(booked.id, AppointmentStatus::NoShow, None)).await.unwrap();
    assert_eq!(minors(&lines(&world).await), [(ItemType::Fee, 45_00, 0)]);
}

#[tokio::test]
async fn a_visit_that_is_cancelled_late_has_a_fee_for_each_part() {
    let (world, storage) = strict_world(1).await;
    let today = desk(&world, &storage, -30);
    let series_id = Some(uuid::Uuid::from_u128(7));
    for start in [at(0), at(60)] {
        let mut book = world.book(world.guests[0].id, start);
        book.series_id = series_id;
        world.scope.run(&book).await.unwrap();
    }
    let cancel = CancelTogether { series_id, fee: Some(FeeChoice::Charge), ..Default::default() };
    assert_eq!(today.run(&cancel).await.unwrap().len(), 2);
    assert_eq!(minors(&lines(&world).await), [(ItemType::Fee, 22_50, 4_50); 2]);
    assert_eq!(draft(&world).await.total.minor(), 54_00);
}

#[tokio::test]
async fn a_fee_is_money_in_the_currency_of_the_center() {
    let (world, _) = stored_world(1).await;
    let fees = json!({"fees": {"no_show": {"amount": "20.005"}}});
    let patch: CenterPatch = serde_json::from_value(fees).unwrap();
    let id = world.center.id;
    let refused_patch = world.scope.run(&Update::<Center> { id, patch, expected: None }).await;
    assert_eq!(refused(refused_patch), "invalid_money");
}

#[tokio::test]
async fn a_line_says_in_words_what_it_bills() {
    let (world, storage) = stored_world(1).await;
    let for_guest = CreateInvoice {
        guest_id: world.guests[0].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let made = world.scope.run(&GetOrCreateInvoice(for_guest)).await.unwrap();
    let text = |is_fee| FreeText {
        name: name("Broken mirror"),
        is_fee,
        percent: None,
        tax_ids: world.service.tax_ids.clone(),
    };
    let line = |text: FreeText| AddInvoiceItem {
        free_text: Some(text),
        unit_price: Some("12.50".parse().unwrap()),
        item_quantity: Some("2".parse().unwrap()),
        ..AddInvoiceItem::new(made.invoice.id)
    };
    let added = world.scope.run(&line(text(false))).await.unwrap();
    assert_eq!(
        (added.item_type, added.net_price.minor(), added.tax.minor(), added.item_code.clone()),
        (ItemType::FreeText, 25_00, 5_00, None)
    );
    let fee = world.scope.run(&line(text(true))).await.unwrap();
    assert_eq!(fee.item_type, ItemType::Fee);

    let without_price = AddInvoiceItem { unit_price: None, ..line(text(false)) };
    assert_eq!(refused(world.scope.run(&without_price).await), "required");
    let and_service = AddInvoiceItem { service_id: Some(world.service.id), ..line(text(false)) };
    assert_eq!(refused(world.scope.run(&and_service).await), "exactly_one");
    let unknown = FreeText {
        tax_ids: IdList::new(vec![Id::from_uuid(uuid::Uuid::from_u128(1))]).unwrap(),
        ..text(false)
    };
    assert_eq!(refused(world.scope.run(&line(unknown)).await), "not_found");

    let patch = serde_json::from_value(json!({"unit_price": "10.00"})).unwrap();
    let edit = EditInvoiceItem { id: added.id, patch, expected: None };
    assert_eq!(world.scope.run(&edit).await.unwrap().net_price.minor(), 20_00);
    world.scope.run(&RemoveInvoiceItem { id: fee.id, expected: None }).await.unwrap();
    let today = desk(&world, &storage, 0);
    let issued = today.run(&IssueInvoice { id: made.invoice.id, expected: None }).await.unwrap();
    assert_eq!(issued.total.minor(), 24_00);
}
