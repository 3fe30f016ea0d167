//! A closed day takes no more money, and its totals miss none.

use std::sync::Arc;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, client_after},
    engine::{Actor, Scope},
    entity::{Patch, Stored},
    model::{Center, CenterPatch, DayClose, DayCloseStatus, DrawerEntries, Invoice, PaymentMethod},
    ops::{
        billing::{
            collections::ReversePayment,
            day_closes::{CloseDay, CountedMethod, ReopenDay, Reopening},
            day_totals::GetDayTotals,
            issuing::IssueInvoice,
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::{List, Update},
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

/// What is taken at half past one is the day before's, where that ends at two: in its totals, and
/// refused once it is closed.
pub async fn what_is_taken_at_night_is_of_the_day_before(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let patch = CenterPatch {
        day_ends_at: Patch::Value("02:00".parse().unwrap()),
        ..CenterPatch::default()
    };
    let late = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&late).await.unwrap();
    let invoice = issued(&world).await;
    world.scope.run(&pay(&invoice, "9.00")).await.unwrap();
    let closing = close(&world, "10.00");
    // The present is at nine.
    let at_night = |minutes| {
        let client = client_after(&storage, minutes);
        Scope::trusted(&client, world.scope.tenant(), Actor::system())
    };
    let (half_past_one, two) = (at_night(16 * 60 + 30), at_night(17 * 60));
    let taken = half_past_one.run(&pay(&invoice, "1.00")).await.unwrap();
    assert_eq!(taken.payment_date, Some(closing.date));
    let totals = GetDayTotals { center_id: world.center.id, date: None };
    let totals = half_past_one.run(&totals).await.unwrap();
    assert_eq!((totals.date, totals.methods[0].expected.minor()), (closing.date, 1_000));
    let early = CloseDay { date: closing.date.succ_opt().unwrap(), ..closing.clone() };
    assert!(half_past_one.run(&early).await.is_err(), "it has not begun");
    half_past_one.run(&closing).await.unwrap();
    let error = half_past_one.run(&pay(&invoice, "2.00")).await.unwrap_err();
    assert!(code_is(&error, "day_closed"), "{error:?}");
    let next = two.run(&pay(&invoice, "2.00")).await.unwrap();
    assert_eq!(next.payment_date, Some(early.date));
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
