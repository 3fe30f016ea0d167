//! Deposits: invoiced and paid before, deducted on the final invoice, kept as a fee, or given back.

use clientline_core::{
    Result, Scope,
    conformance::fixture::{World, at},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, CenterPatch, Commission, CommissionRule,
        CreditNote, GuestCredit, Invoice, InvoiceItem, InvoiceKind, InvoiceStatus, ItemType,
        NewCommissionRule, Payment, PaymentMethod, Sale,
    },
    ops::{
        billing::{
            appointment_deposit::GetAppointmentDeposit,
            credit_notes::{CreateCreditNote, CreditRefund},
            credited_parts::LineCredit,
            deposit_invoices::{InvoiceDeposit, NewDeposit},
            explained::ExplainInvoice,
            fees::FeeChoice,
            invoice_items::RemoveInvoiceItem,
            invoices::{EditInvoice, GenerateInvoice},
            issuing::{IssueInvoice, VoidInvoice},
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::{Get, List, Update},
        scheduling::{appointment_status::ChangeStatus, appointments::GetAppointmentSale},
    },
    value::Id,
};
use serde_json::json;

use super::{change_service, desk, refused, stored_world};

pub(super) async fn booked(world: &World) -> (Stored<Appointment>, Stored<Sale>) {
    let booked = world.scope.run(&world.book(world.guests[0].id, at(0))).await.unwrap();
    let sale = world.scope.run(&GetAppointmentSale(booked.id)).await.unwrap();
    (booked, sale)
}

/// Asks for a deposit.
pub(super) async fn asked(scope: &Scope, sale: Id<Sale>, amount: &str) -> Result<Stored<Invoice>> {
    let amount = Some(amount.parse().unwrap());
    let deposit = NewDeposit { amount, ..NewDeposit::default() };
    scope.run(&InvoiceDeposit { id: sale, deposit }).await
}

async fn pay(scope: &Scope, invoice: Id<Invoice>, amount: &str) -> Stored<Payment> {
    let amount = amount.parse().unwrap();
    scope.run(&RecordPayment::towards(invoice, PaymentMethod::Card, amount)).await.unwrap()
}

/// Asks for a deposit, which is paid.
async fn deposited(scope: &Scope, sale: Id<Sale>, amount: &str) -> (Id<Invoice>, Id<Payment>) {
    let deposit = asked(scope, sale, amount).await.unwrap();
    let payment = pay(scope, deposit.id, amount).await;
    (deposit.id, payment.id)
}

async fn issue(scope: &Scope, id: Id<Invoice>) -> Stored<Invoice> {
    scope.run(&IssueInvoice { id, expected: None }).await.unwrap()
}

async fn billed(scope: &Scope, sale: Id<Sale>) -> Stored<Invoice> {
    scope.run(&GenerateInvoice(sale)).await.unwrap()
}

pub(super) async fn read(scope: &Scope, id: Id<Invoice>) -> Stored<Invoice> {
    scope.run(&Get::<Invoice>(id)).await.unwrap()
}

pub(super) async fn lines(scope: &Scope, invoice: Id<Invoice>) -> Vec<Stored<InvoiceItem>> {
    let lines = List::<InvoiceItem>::new(PageRequest::default());
    scope.run(&lines.with(InvoiceItem::invoice_id(), &invoice)).await.unwrap().items
}

pub(super) async fn credit(
    scope: &Scope,
    invoice: Id<Invoice>,
    lines: Option<Vec<LineCredit>>,
    refunds: Vec<CreditRefund>,
) -> Result<Stored<CreditNote>> {
    let note =
        CreateCreditNote { invoice_id: invoice, lines, refunds, employee_id: None, reason: None };
    scope.run(&note).await
}

/// The net, the tax and what is due.
fn amounts(invoice: &Invoice) -> (i64, i64, i64) {
    (invoice.net_invoice_value.minor(), invoice.tax.minor(), invoice.balance_due.minor())
}

#[tokio::test]
async fn a_deposit_is_a_document_with_its_tax_and_is_deducted_with_it() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let (_, sale) = booked(&world).await;
    let deposit = asked(scope, sale.id, "12.00").await.unwrap();
    assert_eq!((deposit.kind, deposit.status), (InvoiceKind::Deposit, InvoiceStatus::Issued));
    assert_eq!(amounts(&deposit), (10_00, 2_00, 12_00));
    assert!(deposit.invoice_no.is_some() && deposit.seller.is_some());
    let line = lines(scope, deposit.id).await.remove(0);
    assert_eq!((line.item_type, line.item_name.as_str()), (ItemType::Deposit, "Deposit: Cut"));

    // What is not paid is not deducted yet, and there is one for a sale.
    let draft = billed(scope, sale.id).await;
    assert_eq!((amounts(&draft), draft.deducted.minor()), ((45_00, 9_00, 54_00), 0));
    assert_eq!(refused(asked(scope, sale.id, "1.00").await), "sale_already_billed");
    let line = lines(scope, draft.id).await.remove(0);
    scope.run(&RemoveInvoiceItem { id: line.id, expected: None }).await.unwrap();
    assert_eq!(refused(asked(scope, sale.id, "1.00").await), "deposit_exists");
    pay(scope, deposit.id, "12.00").await;
    let draft = billed(scope, sale.id).await;
    assert_eq!((amounts(&draft), draft.deducted.minor()), ((45_00, 9_00, 42_00), 12_00));
    assert_eq!(read(scope, deposit.id).await.drawn.minor(), 0);

    let issued = issue(scope, draft.id).await;
    assert_eq!((amounts(&issued), issued.status), ((45_00, 9_00, 42_00), InvoiceStatus::Issued));
    let line = lines(scope, issued.id).await.remove(0);
    let tax = line.deducted_taxes.0[0].clone();
    assert_eq!((line.deducted.minor(), line.deposit_id), (12_00, Some(deposit.id)));
    let told = (tax.base.unwrap().to_string(), tax.amount.unwrap().to_string());
    assert_eq!(told, ("10.00".to_owned(), "2.00".to_owned()));
    let explained = scope.run(&ExplainInvoice(issued.id)).await.unwrap();
    assert_eq!(explained.lines[0].deducted.as_ref().unwrap().amount.minor(), 12_00);
    assert_eq!(read(scope, deposit.id).await.drawn.minor(), 12_00);
    pay(scope, issued.id, "42.00").await;
    assert_eq!(read(scope, issued.id).await.status, InvoiceStatus::Paid);
}

#[tokio::test]
async fn more_than_the_price_or_nothing_is_no_deposit() {
    let (world, _) = stored_world(1).await;
    let (appointment, sale) = booked(&world).await;
    for amount in ["0", "45.01"] {
        assert_eq!(refused(asked(&world.scope, sale.id, amount).await), "out_of_range");
    }
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: appointment.id, to, reason: None, fee: None, expected: None };
    world.scope.run(&cancel).await.unwrap();
    assert_eq!(refused(asked(&world.scope, sale.id, "10.00").await), "sale_void");
}

#[tokio::test]
async fn what_is_deducted_is_neither_given_back_nor_credited_before_it_is_free() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let (_, sale) = booked(&world).await;
    let (deposit, payment) = deposited(scope, sale.id, "12.00").await;
    let draft = billed(scope, sale.id).await;
    let issued = issue(scope, draft.id).await;
    let refund = RefundPayment { id: payment, refund: Refund::default(), expected: None };
    assert_eq!(refused(scope.run(&refund).await), "deposit_deducted");
    assert_eq!(refused(credit(scope, deposit, None, vec![]).await), "credit_exceeds_invoice");

    scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    assert_eq!(read(scope, deposit).await.drawn.minor(), 0);
    let again = billed(scope, sale.id).await;
    assert_eq!(again.deducted.minor(), 12_00);
    // Given back while the draft shows it: then it is not deducted.
    let all = CreditRefund { payment_id: payment, refund: Refund::default() };
    let note = credit(scope, deposit, None, vec![all]).await.unwrap();
    assert_eq!((note.net.minor(), note.tax.minor(), note.excess.minor()), (10_00, 2_00, 12_00));
    let issued = issue(scope, again.id).await;
    assert_eq!((amounts(&issued), issued.deducted.minor()), ((45_00, 9_00, 54_00), 0));
}

#[tokio::test]
async fn a_fee_is_taken_from_the_deposit_and_the_rest_is_given_back() {
    let (world, storage) = stored_world(1).await;
    let fees = json!({"fees": {"notice_minutes": 1_440, "late_cancellation": {"percent": "50"}}});
    let patch: CenterPatch = serde_json::from_value(fees).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    let today = desk(&world, &storage, 0);
    let (appointment, sale) = booked(&world).await;
    let (deposit, payment) = deposited(&today, sale.id, "40.00").await;
    let (id, to) = (appointment.id, AppointmentStatus::Cancelled);
    let fee = Some(FeeChoice::Charge);
    today.run(&ChangeStatus { id, to, reason: None, fee, expected: None }).await.unwrap();
    let drafts = List::<Invoice>::new(PageRequest::default());
    let drafts = drafts.with(Invoice::status(), &InvoiceStatus::Draft);
    let draft = today.run(&drafts).await.unwrap().items.remove(0);
    assert_eq!((amounts(&draft), draft.deducted.minor()), ((22_50, 4_50, 0), 27_00));
    let issued = issue(&today, draft.id).await;
    assert_eq!(issued.status, InvoiceStatus::Paid);
    let all = CreditRefund { payment_id: payment, refund: Refund::default() };
    let more = credit(&today, deposit, None, vec![all]).await;
    assert_eq!(refused(more), "out_of_range");
    let amount = Some("13.00".parse().unwrap());
    let rest = CreditRefund { payment_id: payment, refund: Refund { amount, ..Refund::default() } };
    let note = credit(&today, deposit, None, vec![rest]).await.unwrap();
    // Of 40.00 with 6.67 of tax, 27.00 was deducted with 4.50.
    assert_eq!((note.total.minor(), note.tax.minor()), (13_00, 2_17));
    assert_eq!(read(&today, deposit).await.status, InvoiceStatus::Paid);
}

#[tokio::test]
async fn crediting_the_final_invoice_frees_the_deposit() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let (_, sale) = booked(&world).await;
    let (deposit, _) = deposited(scope, sale.id, "12.00").await;
    let draft = billed(scope, sale.id).await;
    let issued = issue(scope, draft.id).await;
    pay(scope, issued.id, "42.00").await;
    let line = lines(scope, issued.id).await.remove(0).id;
    let of_line = |amount: &str| {
        let amount = Some(amount.parse().unwrap());
        Some(vec![LineCredit { invoice_item_id: line, quantity: None, amount }])
    };
    // 54.00 less 48.00 is less than the 12.00 that came from the deposit.
    let more = credit(scope, issued.id, of_line("40.00"), vec![]).await;
    assert_eq!(refused(more), "deposit_deducted");
    let some = credit(scope, issued.id, of_line("10.00"), vec![]).await.unwrap();
    assert_eq!((some.total.minor(), some.excess.minor()), (12_00, 12_00));
    let rest = credit(scope, issued.id, None, vec![]).await.unwrap();
    // 42.00 was paid on this invoice; the deposit is given back on its own.
    assert_eq!((rest.total.minor(), rest.excess.minor()), (42_00, 30_00));
    let after = read(scope, issued.id).await;
    assert_eq!((after.deducted.minor(), after.total_collection.minor()), (0, 0));
    assert_eq!(read(scope, deposit).await.drawn.minor(), 0);
    credit(scope, deposit, None, vec![]).await.unwrap();
    let all = List::<GuestCredit>::new(PageRequest::default());
    assert_eq!(scope.run(&all).await.unwrap().items[0].balance.minor(), 54_00);
}

#[tokio::test]
async fn no_more_is_deducted_than_the_line_comes_to() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let (_, sale) = booked(&world).await;
    let (deposit, _) = deposited(scope, sale.id, "45.00").await;
    let draft = billed(scope, sale.id).await;
    assert_eq!(draft.balance_due.minor(), 9_00);
    let half = json!({"discounts": [{"percent": "50"}]});
    let edit =
        EditInvoice { id: draft.id, patch: serde_json::from_value(half).unwrap(), expected: None };
    let cut = scope.run(&edit).await.unwrap();
    assert_eq!((amounts(&cut), cut.deducted.minor()), ((22_50, 4_50, 0), 27_00));
    issue(scope, draft.id).await;
    let note = credit(scope, deposit, None, vec![]).await.unwrap();
    assert_eq!((note.net.minor(), note.tax.minor()), (15_00, 3_00));
}

#[tokio::test]
async fn commission_is_earned_on_the_whole_price_and_not_on_the_deposit() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let rule = json!({
        "commission_type": "percentage", "value": "10", "valid_from": "2020-01-01",
    });
    let rule: NewCommissionRule = serde_json::from_value(rule).unwrap();
    clientline_core::conformance::fixture::create::<CommissionRule>(scope, rule).await;
    let (_, sale) = booked(&world).await;
    deposited(scope, sale.id, "12.00").await;
    let earned = || async {
        let all = List::<Commission>::new(PageRequest::default());
        let earned = scope.run(&all).await.unwrap().items;
        earned.iter().map(|one| one.amount.minor()).collect::<Vec<i64>>()
    };
    assert!(earned().await.is_empty());
    let draft = billed(scope, sale.id).await;
    let issued = issue(scope, draft.id).await;
    pay(scope, issued.id, "42.00").await;
    assert_eq!(earned().await, [4_50]);
}

#[tokio::test]
async fn an_appointment_asks_for_what_its_service_says_or_its_center() {
    let (world, _) = stored_world(1).await;
    let scope = &world.scope;
    let patch: CenterPatch =
        serde_json::from_value(json!({"deposit": {"asks": {"amount": "20.00"}}})).unwrap();
    let id = world.center.id;
    scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    let (appointment, sale) = booked(&world).await;
    let asks = || async {
        let deposit = scope.run(&GetAppointmentDeposit(appointment.id)).await.unwrap();
        (deposit.asked.minor(), deposit.due.minor(), deposit.held.minor())
    };
    assert_eq!(asks().await, (20_00, 20_00, 0));
    change_service(&world, r#"{"deposit": {"asks": {"percent": "33"}}}"#).await;
    assert_eq!(asks().await, (14_85, 14_85, 0));
    let asked = InvoiceDeposit { id: sale.id, deposit: NewDeposit::default() };
    let deposit = scope.run(&asked).await.unwrap();
    assert_eq!(deposit.total.minor(), 14_85);
    pay(scope, deposit.id, "10.00").await;
    assert_eq!(asks().await, (14_85, 4_85, 10_00));
    pay(scope, deposit.id, "4.85").await;
    let draft = billed(scope, sale.id).await;
    assert_eq!(asks().await, (14_85, 0, 14_85));
    issue(scope, draft.id).await;
    assert_eq!(asks().await, (14_85, 0, 0));
}

#[tokio::test]
async fn what_asks_for_nothing_by_itself_is_told_how_much() {
    let (world, _) = stored_world(1).await;
    let (appointment, sale) = booked(&world).await;
    let none = world.scope.run(&GetAppointmentDeposit(appointment.id)).await.unwrap();
    assert_eq!((none.asked.minor(), none.deposit_id), (0, None));
    let asked = InvoiceDeposit { id: sale.id, deposit: NewDeposit::default() };
    assert_eq!(refused(world.scope.run(&asked).await), "required");
    let patch = json!({"deposit": {"asks": {"amount": "20.005"}}});
    let patch: CenterPatch = serde_json::from_value(patch).unwrap();
    let id = world.center.id;
    let patched = world.scope.run(&Update::<Center> { id, patch, expected: None }).await;
    assert_eq!(refused(patched), "invalid_money");
}

#[tokio::test]
async fn of_two_who_ask_for_a_deposit_at_once_one_does() {
    let (world, _) = stored_world(1).await;
    let (_, sale) = booked(&world).await;
    let both =
        tokio::join!(asked(&world.scope, sale.id, "10.00"), asked(&world.scope, sale.id, "10.00"));
    assert_eq!(usize::from(both.0.is_ok()) + usize::from(both.1.is_ok()), 1);
}
