//! A gift card is spent as often as it covers, and until its last day.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, client_after},
    engine::{Actor, Scope},
    entity::Stored,
    model::{GiftCard, GiftCardEntry, GiftCardReason, Invoice, PaymentMethod},
    ops::{
        billing::{
            gift_card_till::NewGiftCard, invoice_items::AddInvoiceItem, invoices::CreateInvoice,
            issuing::IssueInvoice, payments::RecordPayment,
        },
        page::PageRequest,
        resource::{Get, List},
    },
    storage::Storage,
};

/// Of 32 who spend a gift card at once as many pay with it as it covers: never less than nothing
/// is left, and what is left is the sum of its entries.
pub async fn spends_a_gift_card_as_often_as_it_covers(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 2).await;
    let card = sold(&world, "30.00", None).await;
    // The second guest owes 54.00.
    let draft = world.billed(1, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let pay = pay(&card, &issued, "7.00");
    let outcomes = all(&world.scope, (0..32).map(|_| pay.clone())).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 4);
    for error in lost.into_iter().filter_map(Result::err) {
        assert!(code_is(&error, "gift_card_short"), "{error:?}");
    }
    let left = world.scope.run(&Get(card.id)).await.unwrap();
    assert_eq!((left.balance.minor(), left.steps), (200, 5));
    let entries = List::<GiftCardEntry>::new(PageRequest::default());
    let entries = entries.with(GiftCardEntry::gift_card_id(), &card.id);
    let entries = world.scope.run(&entries).await.unwrap().items;
    let spent = entries.iter().filter(|entry| entry.reason == GiftCardReason::Redeemed);
    assert_eq!((entries.len(), spent.count()), (5, 4));
    assert_eq!(entries.iter().map(|entry| entry.amount.minor()).sum::<i64>(), 200);
}

/// A gift card pays on its last day, and not on the day after.
pub async fn takes_a_gift_card_until_its_last_day(storage: Arc<dyn Storage>) {
    const DAY_MINUTES: i64 = 24 * 60;
    let world = World::make(&storage, 2).await;
    let today = world.center.time_zone.local(at(-7 * DAY_MINUTES)).date();
    let card = sold(&world, "30.00", today.succ_opt()).await;
    let draft = world.billed(1, 0).await;
    let issued = world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let pay = pay(&card, &issued, "7.00");
    let later = |days| {
        let client = client_after(&storage, days * DAY_MINUTES);
        Scope::trusted(&client, world.scope.tenant(), Actor::system())
    };
    later(1).run(&pay).await.unwrap();
    let error = later(2).run(&pay).await.unwrap_err();
    assert!(code_is(&error, "gift_card_expired"), "{error:?}");
    assert_eq!(world.scope.run(&Get(card.id)).await.unwrap().balance.minor(), 2_300);
}

/// Sells a gift card to the first guest.
async fn sold(world: &World, value: &str, expires_on: Option<NaiveDate>) -> Stored<GiftCard> {
    let draft = CreateInvoice {
        guest_id: world.guests[0].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    let draft = world.scope.run(&draft).await.unwrap();
    let gift_card = Some(NewGiftCard { value: value.parse().unwrap(), expires_on });
    let line = AddInvoiceItem { gift_card, ..AddInvoiceItem::alone(draft.id) };
    world.scope.run(&line).await.unwrap();
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    let cards = List::<GiftCard>::new(PageRequest::default());
    let cards = cards.with(GiftCard::invoice_id(), &draft.id);
    world.scope.run(&cards).await.unwrap().items.remove(0)
}

fn pay(card: &GiftCard, invoice: &Invoice, amount: &str) -> RecordPayment {
    RecordPayment {
        gift_card_code: Some(card.code.clone()),
        ..RecordPayment::towards(invoice.id, PaymentMethod::GiftCard, amount.parse().unwrap())
    }
}
