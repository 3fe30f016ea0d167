//! Deposits that a guest pays before it is known what is sold.

use clientline_core::{
    Result,
    conformance::fixture::World,
    entity::Stored,
    model::{Invoice, InvoiceItem, InvoiceKind, InvoiceStatus, PaymentMethod},
    ops::{
        billing::{
            guest_deposits::AskGuestDeposit,
            guest_merge::{GuestMerge, MergeGuests},
            issuing::IssueInvoice,
            line_deductions::{DeductFromLine, LineDeduction},
            payments::RecordPayment,
        },
        page::PageRequest,
        resource::{Get, List},
    },
    value::{Id, IdList},
};

use super::{all_of, cut, draft, lines, refused, tea, world};

fn asks(world: &World, amount: &str) -> AskGuestDeposit {
    AskGuestDeposit {
        guest_id: world.guests[0].id,
        center_id: None,
        amount: amount.parse().unwrap(),
        name: None,
        tax_ids: world.service.tax_ids.clone(),
        notes: None,
    }
}

async fn pay(world: &World, invoice: Id<Invoice>, amount: &str) {
    let pay = RecordPayment::towards(invoice, PaymentMethod::Card, amount.parse().unwrap());
    world.scope.run(&pay).await.unwrap();
}

async fn deduct(
    world: &World,
    line: Id<InvoiceItem>,
    deposit: Id<Invoice>,
) -> Result<Stored<InvoiceItem>> {
    let deduction = LineDeduction { deposit_id: Some(deposit), gift_card_code: None };
    world.scope.run(&DeductFromLine { id: line, deduction, expected: None }).await
}

#[tokio::test]
async fn a_deposit_for_nothing_yet_is_deducted_from_the_line_that_names_it() {
    let world = world().await;
    let deposit = world.scope.run(&asks(&world, "12.00")).await.unwrap();
    assert_eq!((deposit.kind, deposit.tax.minor()), (InvoiceKind::Deposit, 2_00));
    let own = lines(&world, deposit.id).await.remove(0);
    assert_eq!(own.item_name.as_str(), "Deposit");
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await.id;
    // What is not paid is not deducted yet.
    assert_eq!(deduct(&world, line, deposit.id).await.unwrap().deducted.minor(), 0);
    pay(&world, deposit.id, "12.00").await;
    let issued = world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    let told = (issued.total.minor(), issued.deducted.minor(), issued.balance_due.minor());
    assert_eq!(told, (54_00, 12_00, 42_00));
    assert_eq!(world.scope.run(&Get(deposit.id)).await.unwrap().drawn.minor(), 12_00);
}

#[tokio::test]
async fn a_deposit_for_nothing_yet_is_given_back_by_a_credit_note() {
    let world = world().await;
    let deposit = world.scope.run(&asks(&world, "12.00")).await.unwrap().id;
    pay(&world, deposit, "12.00").await;
    let note = world.scope.run(&all_of(deposit)).await.unwrap();
    assert_eq!((note.total.minor(), note.tax.minor(), note.excess.minor()), (12_00, 2_00, 12_00));
    let after = world.scope.run(&Get(deposit)).await.unwrap();
    assert_eq!((after.status, after.total_collection.minor()), (InvoiceStatus::Paid, 0));
}

#[tokio::test]
async fn a_line_deducts_a_deposit_of_its_guest_that_is_taxed_alike() {
    let world = world().await;
    assert_eq!(refused(world.scope.run(&asks(&world, "0")).await), "out_of_range");
    let deposit = world.scope.run(&asks(&world, "12.00")).await.unwrap().id;
    let other = draft(&world, 1).await.id;
    let line = cut(&world, other).await.id;
    assert_eq!(refused(deduct(&world, line, deposit).await), "other_guest_or_center");
    assert_eq!(refused(deduct(&world, line, other).await), "not_a_deposit");
    let own = draft(&world, 0).await.id;
    let line = tea(&world, own, "20.00").await.id;
    assert_eq!(refused(deduct(&world, line, deposit).await), "not_taxed_alike");
    let untaxed = AskGuestDeposit { tax_ids: IdList::default(), ..asks(&world, "5.00") };
    let untaxed = world.scope.run(&untaxed).await.unwrap();
    assert_eq!(untaxed.tax.minor(), 0);
    pay(&world, untaxed.id, "5.00").await;
    assert_eq!(deduct(&world, line, untaxed.id).await.unwrap().deducted.minor(), 5_00);
}

#[tokio::test]
async fn the_deposits_of_a_guest_go_with_them_when_they_are_merged() {
    let world = world().await;
    let deposit = world.scope.run(&asks(&world, "12.00")).await.unwrap().id;
    pay(&world, deposit, "12.00").await;
    let [from, kept] = [world.guests[0].id, world.guests[1].id];
    let draft = draft(&world, 1).await.id;
    let line = cut(&world, draft).await.id;
    assert_eq!(refused(deduct(&world, line, deposit).await), "other_guest_or_center");
    let merge = MergeGuests { id: kept, merge: GuestMerge { from }, expected: None };
    world.scope.run(&merge).await.unwrap();

    let of_kept = List::<Invoice>::new(PageRequest::default()).with(Invoice::guest_id(), &kept);
    let listed = world.scope.run(&of_kept).await.unwrap().items;
    assert!(listed.iter().any(|invoice| invoice.id == deposit), "{listed:?}");
    assert_eq!(deduct(&world, line, deposit).await.unwrap().deducted.minor(), 12_00);
    let issued = world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    assert_eq!((issued.deducted.minor(), issued.balance_due.minor()), (12_00, 42_00));
    let after = world.scope.run(&Get(deposit)).await.unwrap();
    assert_eq!((after.drawn.minor(), after.guest_id), (12_00, from));
}
