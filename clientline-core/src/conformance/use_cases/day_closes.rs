//! A closed day takes no more money, and its totals miss none.

use std::sync::Arc;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, client_after},
    engine::{Actor, Scope},
    entity::Stored,
    model::{DayClose, DayCloseStatus, DrawerEntries, Invoice, PaymentMethod},
    ops::{
        billing::{
            collections::ReversePayment,
            day_closes::{CloseDay, CountedMethod, ReopenDay, Reopening},
            issuing::IssueInvoice,
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::List,
    },
    storage::Storage,
};

/// A closed day takes no money and gives none back until it is opened again; the next one does.
pub async fn a_closed_day_takes_no_more_money(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let (scope, invoice) = (&world.scope, issued(&world).await);
    let paid = scope.run(&pay(&invoice, "9.00")).await.unwrap();
    let closed = scope.run(&close(&world, "9.00")).await.unwrap();
    assert_eq!((closed.methods.0.len(), closed.difference.minor()), (1, 0));
    let again = scope.run(&close(&world, "9.00")).await.unwrap_err();
    let more = scope.run(&pay(&invoice, "1.00")).await.unwrap_err();
    let back = ReversePayment { id: paid.id, expected: None };
    let reversed = scope.run(&back).await.unwrap_err();
    let refund = RefundPayment { id: paid.id, refund: Refund::default(), expected: None };
    let refunded = scope.run(&refund).await.unwrap_err();
    for error in [again, more, reversed, refunded] {
        assert!(code_is(&error, "day_closed"), "{error:?}");
    }
    let tomorrow = client_after(&storage, 24 * 60);
    let tomorrow = Scope::trusted(&tomorrow, scope.tenant(), Actor::system());
    tomorrow.run(&pay(&invoice, "2.00")).await.unwrap();

    let reopening = Reopening { reason: "A cheque was forgotten".parse().unwrap() };
    let reopen = ReopenDay { id: closed.id, reopening, expected: None };
    let reopened = scope.run(&reopen).await.unwrap();
    assert_eq!(reopened.status, DayCloseStatus::Reopened);
    let error = scope.run(&reopen).await.unwrap_err();
    assert!(code_is(&error, "invalid_transition"), "{error:?}");
    scope.run(&pay(&invoice, "1.00")).await.unwrap();
    let last = scope.run(&close(&world, "10.00")).await.unwrap();
    assert_eq!(last.methods.0[0].expected.minor(), 1_000);
    let closes = List::<DayClose>::new(PageRequest::default());
    let closes = closes.with(DayClose::center_id(), &world.center.id);
    let closes = scope.run(&closes).await.unwrap().items;
    assert!(closes.len() == 2 && closes.iter().any(|one| one.id == last.id));
}

/// Of those who pay while the day is closed each is in its totals, or refused; the first payment
/// of the year among them.
pub async fn a_close_misses_no_payment(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let invoice = issued(&world).await;
    let scope = world.scope.clone();
    // What is counted is nothing, and there may be something: so it says why.
    let mut closing = close(&world, "0");
    closing.counted[0].payment_method = PaymentMethod::Cheque;
    closing.reason = Some("Counted tomorrow".parse().unwrap());
    let closing = tokio::spawn(async move { scope.run(&closing).await });
    let paid = all(&world.scope, (0..12).map(|_| pay(&invoice, "1.00"))).await;
    let closed = closing.await.unwrap().unwrap();
    let mut taken = 0;
    for one in paid {
        match one {
            Ok(payment) => taken += payment.amount.minor(),
            Err(error) => assert!(code_is(&error, "day_closed"), "{error:?}"),
        }
    }
    let by_card = closed.methods.0.iter().find(|one| one.payment_method == PaymentMethod::Card);
    assert_eq!(by_card.map_or(0, |one| one.expected.minor()), taken);
}

async fn issued(world: &World) -> Stored<Invoice> {
    let draft = world.billed(0, 0).await;
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap()
}

fn pay(invoice: &Invoice, amount: &str) -> RecordPayment {
    RecordPayment::towards(invoice.id, PaymentMethod::Card, amount.parse().unwrap())
}

/// Closes the present day, with so much by card.
fn close(world: &World, counted: &str) -> CloseDay {
    let present = at(-7 * 24 * 60);
    CloseDay {
        center_id: world.center.id,
        date: world.center.time_zone.local(present).date(),
        opening_float: None,
        counted: vec![CountedMethod {
            payment_method: PaymentMethod::Card,
            amount: counted.parse().unwrap(),
        }],
        pay_ins: DrawerEntries::default(),
        pay_outs: DrawerEntries::default(),
        reason: None,
    }
}
