//! Gift cards whose tax is charged when they are sold, and what lines deduct of them.

use clientline_core::{
    Result,
    conformance::fixture::World,
    entity::Stored,
    model::{
        Center, GiftCard, GiftCardEntry, GiftCardReason, Invoice, InvoiceItem, InvoiceStatus,
        ItemTaxes, Organization, PaymentMethod, Service,
    },
    ops::{
        access::organizations::UpdateOrganization,
        billing::{
            gift_card_till::NewGiftCard,
            gift_cards::WriteOffGiftCard,
            invoice_items::AddInvoiceItem,
            invoices::GetOrCreateInvoice,
            issuing::{IssueInvoice, VoidInvoice},
            line_deductions::{DeductFromLine, LineDeduction},
            package_ends::PrepaidWriteOff,
            payments::RecordPayment,
        },
        page::PageRequest,
        resource::{Get, List, Update},
    },
    value::{GraceDays, Id},
};
use proptest::prelude::*;
use serde_json::json;

use super::{all_of, lines, refused, tea, to, world};

/// The guest's draft.
async fn draft(world: &World, guest: usize) -> Id<Invoice> {
    world.scope.run(&GetOrCreateInvoice(to(world, guest))).await.unwrap().invoice.id
}

async fn issue(world: &World, id: Id<Invoice>) -> Result<Stored<Invoice>> {
    world.scope.run(&IssueInvoice { id, expected: None }).await
}

/// Sells a gift card to the first guest: for the service, if that is named.
async fn sold(world: &World, value: &str, service_id: Option<Id<Service>>) -> Stored<GiftCard> {
    let id = draft(world, 0).await;
    let card = NewGiftCard { service_id, ..NewGiftCard::over(value.parse().unwrap()) };
    let line = AddInvoiceItem { gift_card: Some(card), ..AddInvoiceItem::new(id) };
    world.scope.run(&line).await.unwrap();
    issue(world, id).await.unwrap();
    let cards = List::<GiftCard>::new(PageRequest::default());
    let cards = cards.with(GiftCard::invoice_id(), &id);
    world.scope.run(&cards).await.unwrap().items.remove(0)
}

/// A line of a cut on the draft of a guest.
async fn cut(world: &World, guest: usize) -> Stored<InvoiceItem> {
    super::cut(world, draft(world, guest).await).await
}

async fn deduct(world: &World, line: &InvoiceItem, card: &GiftCard) -> Result<Stored<InvoiceItem>> {
    let gift_card_code = Some(card.code.clone());
    let deduction = LineDeduction { deposit_id: None, gift_card_code };
    world.scope.run(&DeductFromLine { id: line.id, deduction, expected: None }).await
}

/// The sum of some taxes.
fn tax(taxes: &ItemTaxes) -> i64 {
    let amounts = taxes.0.iter().filter_map(|tax| tax.amount);
    amounts.map(|amount| amount.to_money("EUR".parse().unwrap()).unwrap().minor()).sum()
}

/// What is left of a gift card, and the tax in what is gone.
async fn stands(world: &World, card: Id<GiftCard>) -> (i64, i64) {
    let card = world.scope.run(&Get(card)).await.unwrap();
    (card.balance.minor(), tax(&card.drawn_taxes))
}

async fn reasons(world: &World, card: Id<GiftCard>) -> Vec<(GiftCardReason, i64)> {
    let entries = List::<GiftCardEntry>::new(PageRequest::default());
    let entries = entries.with(GiftCardEntry::gift_card_id(), &card);
    let mut entries = world.scope.run(&entries).await.unwrap().items;
    entries.sort_by_key(|entry| entry.step);
    entries.iter().map(|entry| (entry.reason, entry.amount.minor())).collect()
}

/// After how many days what is left of a gift card is written off that is sold now.
async fn written_off_after(world: &World) -> Option<u16> {
    sold(world, "30.00", None).await.write_off_after_days.map(GraceDays::get)
}

#[tokio::test]
async fn a_gift_card_is_written_off_as_its_center_says_or_else_its_organization() {
    let world = world().await;
    assert_eq!(written_off_after(&world).await, None);
    let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
    let says = |days| serde_json::from_value(json!({"settings": {"write_off_after_days": days}}));
    let change = UpdateOrganization { id, patch: says(30).unwrap(), expected: None };
    world.scope.run(&change).await.unwrap();
    assert_eq!(written_off_after(&world).await, Some(30));
    let patch = serde_json::from_value(json!({"write_off_after_days": 2})).unwrap();
    let change = Update::<Center> { id: world.center.id, patch, expected: None };
    world.scope.run(&change).await.unwrap();
    assert_eq!(written_off_after(&world).await, Some(2));
}

#[tokio::test]
async fn a_gift_card_whose_tax_is_known_is_taxed_at_the_sale_and_deducted_with_it() {
    let world = world().await;
    let card = sold(&world, "50.00", Some(world.service.id)).await;
    let sale = world.scope.run(&Get(card.invoice_id)).await.unwrap();
    assert_eq!((sale.tax.minor(), sale.total.minor()), (10_00, 60_00));
    assert_eq!((card.value.minor(), tax(&card.taxes)), (60_00, 10_00));

    let line = cut(&world, 1).await;
    let line = deduct(&world, &line, &card).await.unwrap();
    assert_eq!((line.deducted.minor(), tax(&line.deducted_taxes)), (54_00, 9_00));
    assert_eq!(stands(&world, card.id).await, (60_00, 0));
    let issued = issue(&world, line.invoice_id).await.unwrap();
    assert_eq!((issued.status, issued.total.minor()), (InvoiceStatus::Paid, 54_00));
    assert_eq!(stands(&world, card.id).await, (6_00, 9_00));

    // Of the next one it pays what is left.
    let line = cut(&world, 1).await;
    let line = deduct(&world, &line, &card).await.unwrap();
    assert_eq!((line.deducted.minor(), tax(&line.deducted_taxes)), (6_00, 1_00));
    let issued = issue(&world, line.invoice_id).await.unwrap();
    assert_eq!((issued.status, issued.balance_due.minor()), (InvoiceStatus::Issued, 48_00));
    assert_eq!(stands(&world, card.id).await, (0, 10_00));
    let redeemed = GiftCardReason::Redeemed;
    let expected = [(GiftCardReason::Issued, 60_00), (redeemed, -54_00), (redeemed, -6_00)];
    assert_eq!(reasons(&world, card.id).await, expected);
    let line = cut(&world, 1).await;
    assert_eq!(refused(deduct(&world, &line, &card).await), "gift_card_short");
}

#[tokio::test]
async fn a_gift_card_pays_once_for_tax_however_it_is_given() {
    let world = world().await;
    let taxed = sold(&world, "50.00", Some(world.service.id)).await;
    let other = sold(&world, "50.00", None).await;
    assert_eq!((other.value.minor(), other.taxes.0.len()), (50_00, 0));
    let line = cut(&world, 1).await;
    let pay = |card: &GiftCard| RecordPayment {
        gift_card_code: Some(card.code.clone()),
        ..RecordPayment::towards(line.invoice_id, PaymentMethod::GiftCard, "1".parse().unwrap())
    };
    assert_eq!(refused(world.scope.run(&pay(&taxed)).await), "gift_card_taxed");
    assert_eq!(refused(deduct(&world, &line, &other).await), "gift_card_not_taxed");
    let untaxed = tea(&world, line.invoice_id, "3.00").await;
    assert_eq!(refused(deduct(&world, &untaxed, &taxed).await), "not_taxed_alike");
    let both = LineDeduction {
        deposit_id: Some(line.invoice_id),
        gift_card_code: Some(taxed.code.clone()),
    };
    let both = DeductFromLine { id: line.id, deduction: both, expected: None };
    assert_eq!(refused(world.scope.run(&both).await), "at_most_one");
    let id = draft(&world, 0).await;
    let card = NewGiftCard {
        tax_ids: world.service.tax_ids.clone(),
        service_id: Some(world.service.id),
        ..NewGiftCard::over("5".parse().unwrap())
    };
    let card = AddInvoiceItem { gift_card: Some(card), ..AddInvoiceItem::new(id) };
    assert_eq!(refused(world.scope.run(&card).await), "at_most_one");
    world.scope.run(&pay(&other)).await.unwrap();
}

#[tokio::test]
async fn of_two_drafts_that_name_a_gift_card_the_one_that_is_issued_has_it() {
    let world = world().await;
    let card = sold(&world, "50.00", Some(world.service.id)).await;
    let (first, second) = (cut(&world, 1).await, cut(&world, 2).await);
    for line in [&first, &second] {
        assert_eq!(deduct(&world, line, &card).await.unwrap().deducted.minor(), 54_00);
    }
    issue(&world, first.invoice_id).await.unwrap();
    let late = issue(&world, second.invoice_id).await.unwrap();
    assert_eq!((late.deducted.minor(), late.balance_due.minor()), (6_00, 48_00));
    assert_eq!(stands(&world, card.id).await, (0, 10_00));
}

#[tokio::test]
async fn what_is_deducted_comes_back_and_can_be_left_out() {
    let world = world().await;
    let card = sold(&world, "50.00", Some(world.service.id)).await;
    let line = cut(&world, 1).await;
    deduct(&world, &line, &card).await.unwrap();
    let nothing = LineDeduction::default();
    let nothing = DeductFromLine { id: line.id, deduction: nothing, expected: None };
    let without = world.scope.run(&nothing).await.unwrap();
    assert_eq!((without.deducted.minor(), without.gift_card_id), (0, None));
    deduct(&world, &line, &card).await.unwrap();
    let issued = issue(&world, line.invoice_id).await.unwrap();
    world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    assert_eq!(stands(&world, card.id).await, (60_00, 0));

    let line = cut(&world, 1).await;
    deduct(&world, &line, &card).await.unwrap();
    let issued = issue(&world, line.invoice_id).await.unwrap();
    let note = world.scope.run(&all_of(issued.id)).await.unwrap();
    // It had been paid by the gift card, which has it again.
    assert_eq!((note.total.minor(), note.excess.minor()), (54_00, 0));
    assert_eq!(stands(&world, card.id).await, (60_00, 0));
}

#[tokio::test]
async fn of_a_gift_card_that_is_written_off_the_tax_stays_charged() {
    let world = world().await;
    let card = sold(&world, "50.00", Some(world.service.id)).await;
    let line = cut(&world, 1).await;
    deduct(&world, &line, &card).await.unwrap();
    let issued = issue(&world, line.invoice_id).await.unwrap();
    let how = PrepaidWriteOff { early: true };
    world.scope.run(&WriteOffGiftCard { id: card.id, how, expected: None }).await.unwrap();
    assert_eq!(stands(&world, card.id).await, (0, 10_00));
    world.scope.run(&VoidInvoice { id: issued.id, expected: None }).await.unwrap();
    assert_eq!(stands(&world, card.id).await, (54_00, 1_00));
    let line = cut(&world, 1).await;
    let line = deduct(&world, &line, &card).await.unwrap();
    assert_eq!((line.deducted.minor(), tax(&line.deducted_taxes)), (54_00, 9_00));
}

/// What may happen to a gift card, and to invoices that deduct it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Bill(i64),
    Void(usize),
    Credit(usize),
    WriteOff,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (1_i64..40_00).prop_map(Step::Bill),
        2 => (0_usize..4).prop_map(Step::Void),
        2 => (0_usize..4).prop_map(Step::Credit),
        1 => Just(Step::WriteOff),
    ];
    prop::collection::vec(step, 1..12)
}

/// Bills a cut at a price, of which the gift card is deducted.
async fn billed(world: &World, card: &GiftCard, minor: i64) -> Option<Id<Invoice>> {
    let id = draft(world, 1).await;
    let line = AddInvoiceItem {
        service_id: Some(world.service.id),
        unit_price: format!("{}.{:02}", minor / 100, minor % 100).parse().ok(),
        ..AddInvoiceItem::new(id)
    };
    let line = world.scope.run(&line).await.unwrap();
    deduct(world, &line, card).await.ok();
    issue(world, id).await.ok().map(|invoice| invoice.id)
}

async fn take(world: &World, step: Step, card: &GiftCard, issued: &mut Vec<Id<Invoice>>) {
    match step {
        Step::Bill(minor) => issued.extend(billed(world, card, minor).await),
        Step::Void(at) => {
            if let Some(&id) = issued.get(at) {
                world.scope.run(&VoidInvoice { id, expected: None }).await.ok();
            }
        }
        Step::Credit(at) => {
            if let Some(&id) = issued.get(at) {
                world.scope.run(&all_of(id)).await.ok();
            }
        }
        Step::WriteOff => {
            let how = PrepaidWriteOff { early: true };
            let off = WriteOffGiftCard { id: card.id, how, expected: None };
            world.scope.run(&off).await.ok();
        }
    }
}

/// What is left, what lines deduct and what was written off come to the gift card; and the tax in
/// what is gone is all of it once nothing is left.
async fn adds_up(world: &World, card: &GiftCard, issued: &[Id<Invoice>]) {
    let (mut deducted, mut of_tax) = (0, 0);
    for id in issued {
        let invoice = world.scope.run(&Get(*id)).await.unwrap();
        if invoice.status == InvoiceStatus::Void || invoice.deducted.minor() == 0 {
            continue;
        }
        for line in lines(world, *id).await {
            deducted += line.deducted.minor();
            of_tax += tax(&line.deducted_taxes);
        }
    }
    let entries = reasons(world, card.id).await;
    let off = entries.iter().filter(|(reason, _)| *reason == GiftCardReason::WrittenOff);
    let off: i64 = off.map(|(_, amount)| -amount).sum();
    let (left, drawn) = stands(world, card.id).await;
    assert_eq!(left + deducted + off, card.value.minor());
    let whole = tax(&card.taxes);
    assert!((0..=whole).contains(&drawn), "{drawn} of {whole}");
    assert!(left > 0 || drawn == whole, "{drawn} of {whole}");
    assert!(off > 0 || drawn == of_tax, "{drawn}, and lines have {of_tax}");
}

proptest! {
    #[test]
    fn whatever_becomes_of_a_taxed_gift_card_its_tax_is_used_once(
        minor in 1_i64..10_000,
        steps in steps(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = world().await;
            let value = format!("{}.{:02}", minor / 100, minor % 100);
            let card = sold(&world, &value, Some(world.service.id)).await;
            let mut issued = Vec::new();
            for step in steps {
                take(&world, step, &card, &mut issued).await;
                adds_up(&world, &card, &issued).await;
            }
        });
    }
}
