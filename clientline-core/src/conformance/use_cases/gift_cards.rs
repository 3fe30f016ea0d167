//! A gift card is spent as often as it covers, and until its last day.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::{all, code_is};
use crate::{
    conformance::fixture::{World, at, client_after, with_work},
    engine::{Actor, Scope},
    entity::Stored,
    model::{Center, GiftCard, GiftCardEntry, GiftCardReason, Invoice, ItemTaxes, PaymentMethod},
    ops::{
        billing::{
            expired_prepaid::WriteOffExpired,
            gift_card_till::NewGiftCard,
            invoice_items::AddInvoiceItem,
            invoices::CreateInvoice,
            issuing::IssueInvoice,
            line_deductions::{DeductFromLine, LineDeduction},
            payments::RecordPayment,
        },
        page::PageRequest,
        resource::{Get, List, Update},
    },
    storage::{Storage, Work},
    value::Id,
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

/// What is to be written off is work from its day on, for those alone that have some: it is done
/// once, and not where nothing was said.
pub async fn finds_the_tenants_with_what_is_to_be_written_off(storage: Arc<dyn Storage>) {
    const DAY_MINUTES: i64 = 24 * 60;
    let [world, other] = [World::make(&storage, 1).await, World::make(&storage, 1).await];
    let patch = serde_json::from_value(serde_json::json!({"write_off_after_days": 2})).unwrap();
    let id = world.center.id;
    world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    let now = -7 * DAY_MINUTES;
    let today = world.center.time_zone.local(at(now)).date();
    let card = sold(&world, "30.00", Some(today)).await;
    assert_eq!(card.write_off_on, today.checked_add_days(Days::new(3)));
    let kept = sold(&other, "30.00", Some(today)).await;
    let both = [world.scope.tenant(), other.scope.tenant()];
    let find =
        |days| with_work(&storage, Work::ExpiredPrepaid, at(now + days * DAY_MINUTES), &both);
    assert_eq!(find(2).await, []);
    assert_eq!(find(3).await, [world.scope.tenant()]);
    let later = |days| {
        let client = client_after(&storage, days * DAY_MINUTES);
        Scope::trusted(&client, world.scope.tenant(), Actor::system())
    };
    assert_eq!(WriteOffExpired::within(&later(2)).await.unwrap(), 0);
    assert_eq!(WriteOffExpired::within(&later(3)).await.unwrap(), 1);
    let left = world.scope.run(&Get(card.id)).await.unwrap();
    assert_eq!((left.balance.minor(), left.write_off_on), (0, None));
    assert_eq!(find(99).await, []);
    assert_eq!(other.scope.run(&Get(kept.id)).await.unwrap().balance, kept.value);
}

/// Of many whose drafts name one gift card, whose tax was charged when it was sold, each that is
/// issued at once has what the others left, and together they have its tax.
pub async fn deducts_a_taxed_gift_card_once(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 5).await;
    let service_id = Some(world.service.id);
    let value = "50.00".parse().unwrap();
    let card = sells(&world, NewGiftCard { service_id, ..NewGiftCard::over(value) }).await;
    let mut drafts = Vec::new();
    for guest in 1..5 {
        let draft = draft_of(&world, guest).await;
        let line = AddInvoiceItem { service_id, ..AddInvoiceItem::new(draft) };
        let id = world.scope.run(&line).await.unwrap().id;
        let gift_card_code = Some(card.code.clone());
        let deduction = LineDeduction { deposit_id: None, gift_card_code };
        world.scope.run(&DeductFromLine { id, deduction, expected: None }).await.unwrap();
        drafts.push(draft);
    }
    let issue = drafts.iter().map(|id| IssueInvoice { id: *id, expected: None });
    let issued = all(&world.scope, issue).await.into_iter().map(Result::unwrap);
    let mut deducted: Vec<i64> = issued.map(|invoice| invoice.deducted.minor()).collect();
    deducted.sort_unstable();
    // Of 60.00 with tax one has 54.00, and another the rest.
    assert_eq!(deducted, [0, 0, 6_00, 54_00]);
    let left = world.scope.run(&Get(card.id)).await.unwrap();
    let amount = |taxes: &ItemTaxes| taxes.0[0].amount.map(|amount| amount.to_string());
    assert_eq!((left.balance.minor(), left.steps), (0, 3));
    assert_eq!(amount(&left.drawn_taxes), amount(&left.taxes));
}

/// Sells a gift card to the first guest.
async fn sold(world: &World, value: &str, expires_on: Option<NaiveDate>) -> Stored<GiftCard> {
    sells(world, NewGiftCard { expires_on, ..NewGiftCard::over(value.parse().unwrap()) }).await
}

async fn draft_of(world: &World, guest: usize) -> Id<Invoice> {
    let draft = CreateInvoice {
        guest_id: world.guests[guest].id,
        payer_id: None,
        center_id: None,
        employee_id: None,
        notes: None,
    };
    world.scope.run(&draft).await.unwrap().id
}

async fn sells(world: &World, card: NewGiftCard) -> Stored<GiftCard> {
    let id = draft_of(world, 0).await;
    let line = AddInvoiceItem { gift_card: Some(card), ..AddInvoiceItem::new(id) };
    world.scope.run(&line).await.unwrap();
    world.scope.run(&IssueInvoice { id, expected: None }).await.unwrap();
    let cards = List::<GiftCard>::new(PageRequest::default());
    let cards = cards.with(GiftCard::invoice_id(), &id);
    world.scope.run(&cards).await.unwrap().items.remove(0)
}

fn pay(card: &GiftCard, invoice: &Invoice, amount: &str) -> RecordPayment {
    RecordPayment {
        gift_card_code: Some(card.code.clone()),
        ..RecordPayment::towards(invoice.id, PaymentMethod::GiftCard, amount.parse().unwrap())
    }
}
