//! Money that is taken back after what it left over was spent.

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    model::{Invoice, InvoiceStatus, Payment, PaymentMethod},
    ops::{
        billing::{collections::ReversePayment, issuing::IssueInvoice, payments::RecordPayment},
        resource::Get,
    },
    value::Id,
};

use super::{draft, tea, world};

async fn issued(world: &World, guest: usize, price: &str) -> Stored<Invoice> {
    let draft = draft(world, guest).await;
    tea(world, draft.id, price).await;
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap()
}

async fn pay(
    world: &World,
    invoice: Id<Invoice>,
    method: PaymentMethod,
    amount: &str,
) -> Stored<Payment> {
    let pay = RecordPayment::towards(invoice, method, amount.parse().unwrap());
    world.scope.run(&pay).await.unwrap()
}

#[tokio::test]
async fn what_spent_credit_paid_is_taken_back_first_and_is_owed_then() {
    let world = world().await;
    let bill = issued(&world, 0, "89").await;
    let card = pay(&world, bill.id, PaymentMethod::Card, "95").await;
    let next = issued(&world, 0, "6").await;
    let credit = pay(&world, next.id, PaymentMethod::GuestCredit, "6").await;
    let take_back = async |id| world.scope.run(&ReversePayment { id, expected: None }).await;

    let refused = take_back(card.id).await.unwrap_err();
    assert_eq!(refused.code(), "guest_credit_short");
    assert!(refused.to_string().contains("6.00 became the guest's credit"), "{refused}");
    take_back(credit.id).await.unwrap();
    take_back(card.id).await.unwrap();
    for (id, due) in [(bill.id, 89_00), (next.id, 6_00)] {
        let owed = world.scope.run(&Get::<Invoice>(id)).await.unwrap();
        assert_eq!((owed.status, owed.balance_due.minor()), (InvoiceStatus::Issued, due));
    }
}
