//! Cash that is handed out on a card.

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    error::Result,
    model::{Invoice, Payment, PaymentMethod},
    ops::{
        billing::{
            collections::ReversePayment,
            day_totals::GetDayTotals,
            issuing::IssueInvoice,
            payments::{Arrival, RecordPayment},
        },
        resource::Get,
    },
    value::Id,
};

use super::{refused, world};

async fn issued(world: &World) -> Id<Invoice> {
    let draft = world.billed(0, 0).await.id;
    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    draft
}

async fn pay(
    world: &World,
    invoice: Id<Invoice>,
    method: PaymentMethod,
    cash_back: &str,
    status: Arrival,
) -> Result<Stored<Payment>> {
    let payment = RecordPayment {
        tip: Some("1.00".parse().unwrap()),
        cash_back: Some(cash_back.parse().unwrap()),
        status,
        ..RecordPayment::towards(invoice, method, "54.00".parse().unwrap())
    };
    world.scope.run(&payment).await
}

/// What there should be of each way of giving, and how much of that is cash back.
async fn expected(world: &World) -> Vec<(PaymentMethod, i64, i64)> {
    let day = world.scope.run(&GetDayTotals::new(world.center.id)).await.unwrap();
    let told = day.methods.iter();
    told.map(|one| (one.payment_method, one.expected.minor(), one.cash_back.minor())).collect()
}

#[tokio::test]
async fn cash_back_is_charged_to_the_card_and_leaves_the_drawer_and_the_invoice_alone() {
    let world = world().await;
    let invoice = issued(&world).await;
    let card = PaymentMethod::Card;
    let paid = pay(&world, invoice, card, "20.00", Arrival::Completed).await.unwrap();
    assert_eq!((paid.amount.minor(), paid.cash_back.minor()), (54_00, 20_00));
    let after = world.scope.run(&Get::<Invoice>(invoice)).await.unwrap();
    assert_eq!((after.total_collection.minor(), after.balance_due.minor()), (54_00, 0));
    assert_eq!(
        expected(&world).await,
        [(PaymentMethod::Cash, -20_00, -20_00), (card, 75_00, 20_00)]
    );
    world.scope.run(&ReversePayment::new(paid.id)).await.unwrap();
    assert_eq!(expected(&world).await, [(PaymentMethod::Cash, 0, 0), (card, 0, 0)]);
}

#[tokio::test]
async fn cash_back_is_given_on_cards_alone_and_once_the_money_is_there() {
    let world = world().await;
    let invoice = issued(&world).await;
    for method in [PaymentMethod::Cash, PaymentMethod::Online, PaymentMethod::BankTransfer] {
        let refusal = refused(pay(&world, invoice, method, "1.00", Arrival::Completed).await);
        assert_eq!(refusal, "card_only");
    }
    let card = PaymentMethod::Card;
    let awaited = refused(pay(&world, invoice, card, "1.00", Arrival::Pending).await);
    assert_eq!(awaited, "completed_only");
    let fine = refused(pay(&world, invoice, card, "1.001", Arrival::Completed).await);
    assert_eq!(fine, "invalid_amount");
    pay(&world, invoice, PaymentMethod::Cash, "0.00", Arrival::Completed).await.unwrap();
}
