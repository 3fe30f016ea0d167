//! What providers earn while an invoice is paid, and lose again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, sync::Arc};

use clientline_core::{
    billing::commission_rule,
    conformance::fixture::{World, create, name},
    entity::Stored,
    error::Error,
    memory::MemoryStorage,
    model::{
        Commission, CommissionRule, CommissionType, CreditNote, CreditNoteItem, Invoice,
        InvoiceItem, InvoiceStatus, NewCommissionRule, NewProduct, Payment, PaymentMethod, Product,
    },
    ops::{
        billing::{
            collections::ReversePayment,
            credit_notes::CreateCreditNote,
            credited_parts::LineCredit,
            invoice_items::AddInvoiceItem,
            issuing::{IssueInvoice, VoidInvoice},
            payments::RecordPayment,
            refunds::{Refund, RefundPayment},
        },
        page::PageRequest,
        resource::{Delete, Get, List, Readable},
    },
    storage::Storage,
    value::{Amount, Id, Money, PriceMode},
};
use proptest::prelude::*;
use tokio::runtime::Builder;

/// A world with a rule for all that its provider sells, and one for each of a product.
async fn world() -> (World, Stored<Product>) {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    let world = World::make(&storage, 1).await;
    let soap = NewProduct::new(name("Soap"), "3.35".parse().unwrap());
    let soap = create::<Product>(&world.scope, soap).await;
    let mut share = rule(CommissionType::Percentage, "12.5");
    share.provider_id = Some(world.provider.id);
    create::<CommissionRule>(&world.scope, share).await;
    let mut each = rule(CommissionType::Fixed, "0.33");
    each.product_id = Some(soap.id);
    create::<CommissionRule>(&world.scope, each).await;
    (world, soap)
}

fn rule(commission_type: CommissionType, value: &str) -> NewCommissionRule {
    let first = "2030-01-01".parse().unwrap();
    NewCommissionRule::new(commission_type, value.parse().unwrap(), first)
}

/// An issued invoice over a service and three of a product, 57.38 and tax.
async fn issued(world: &World, soap: &Product) -> Stored<Invoice> {
    let draft = world.billed(0, 0).await;
    let line = AddInvoiceItem {
        product_id: Some(soap.id),
        item_quantity: "3".parse().ok(),
        provider_id: Some(world.provider.id),
        ..AddInvoiceItem::new(draft.id)
    };
    world.scope.run(&line).await.unwrap();
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap()
}

async fn all<E: Readable>(world: &World) -> Vec<Stored<E>> {
    let page = PageRequest { limit: 200, ..PageRequest::default() };
    world.scope.run(&List::<E>::new(page)).await.unwrap().items
}

fn pay(invoice: Id<Invoice>, minor: i64) -> RecordPayment {
    RecordPayment::towards(invoice, PaymentMethod::Card, amount(minor))
}

fn amount(minor: i64) -> Amount {
    Money::from_minor(minor, "EUR".parse().unwrap()).try_into().unwrap()
}

/// What each line earned: bases and amounts.
async fn earned(world: &World) -> BTreeMap<Id<InvoiceItem>, (i64, i64)> {
    let mut sums = BTreeMap::new();
    for row in all::<Commission>(world).await {
        let sum: &mut (i64, i64) = sums.entry(row.invoice_item_id).or_default();
        *sum = (sum.0 + row.base.minor(), sum.1 + row.amount.minor());
    }
    sums
}

#[tokio::test]
async fn a_line_earns_when_its_invoice_is_paid_and_loses_it_when_it_is_not() {
    let (world, soap) = world().await;
    let invoice = issued(&world, &soap).await;
    assert_eq!(invoice.balance_due.minor(), 6_405);
    world.scope.run(&pay(invoice.id, 6_000)).await.unwrap();
    assert!(all::<Commission>(&world).await.is_empty());
    let last = world.scope.run(&pay(invoice.id, 405)).await.unwrap();
    // 12.5 % of 45.00, and 3 times 0.33.
    let sums: Vec<_> = earned(&world).await.into_values().collect();
    assert_eq!(sums.len(), 2);
    assert!(sums.contains(&(4_500, 563)) && sums.contains(&(1_005, 99)), "{sums:?}");
    world.scope.run(&ReversePayment { id: last.id, expected: None }).await.unwrap();
    assert!(earned(&world).await.values().all(|sum| *sum == (0, 0)));
    assert_eq!(all::<Commission>(&world).await.len(), 4);
}

#[tokio::test]
async fn what_is_free_of_rules_earns_nothing_and_a_rule_that_is_gone_gives_no_more() {
    let (world, soap) = world().await;
    for rule in all::<CommissionRule>(&world).await {
        world.scope.run(&Delete { id: rule.id, expected: None }).await.unwrap();
    }
    let invoice = issued(&world, &soap).await;
    world.scope.run(&pay(invoice.id, 6_405)).await.unwrap();
    assert!(all::<Commission>(&world).await.is_empty());
}

#[tokio::test]
async fn what_was_paid_before_earns_when_it_is_issued() {
    let (world, _) = world().await;
    let draft = world.billed(0, 0).await;
    world.scope.run(&pay(draft.id, 5_400)).await.unwrap();
    assert!(all::<Commission>(&world).await.is_empty());
    let issued = IssueInvoice { id: draft.id, expected: None };
    let issued = world.scope.run(&issued).await.unwrap();
    assert_eq!(issued.status, InvoiceStatus::Paid);
    let sums: Vec<_> = earned(&world).await.into_values().collect();
    assert_eq!(sums, [(4_500, 563)]);
    let void = VoidInvoice { id: draft.id, expected: None };
    assert_eq!(world.scope.run(&void).await.unwrap_err().code(), "invalid_transition");
}

#[tokio::test]
async fn a_credit_note_that_settles_has_the_rest_earn() {
    let (world, soap) = world().await;
    let invoice = issued(&world, &soap).await;
    world.scope.run(&pay(invoice.id, 6_405 - 1_005)).await.unwrap();
    let soaps = all::<InvoiceItem>(&world).await;
    let soaps = soaps.into_iter().find(|item| item.product_id.is_some()).unwrap();
    let lines = vec![LineCredit { invoice_item_id: soaps.id, quantity: None, amount: None }];
    world.scope.run(&credit(invoice.id, Some(lines))).await.unwrap();
    let invoice = world.scope.run(&Get(invoice.id)).await.unwrap();
    assert_eq!(invoice.status, InvoiceStatus::Paid);
    let sums: Vec<_> = earned(&world).await.into_values().collect();
    assert_eq!(sums, [(4_500, 563)]);
}

fn credit(invoice_id: Id<Invoice>, lines: Option<Vec<LineCredit>>) -> CreateCreditNote {
    CreateCreditNote { invoice_id, lines, refunds: Vec::new(), employee_id: None, reason: None }
}

/// Something that happens to an invoice.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Pay(i64),
    Reverse(usize),
    Refund(usize, i64),
    Credit(usize, i64),
    CreditAll,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => prop_oneof![1_i64..7_000, Just(6_405), Just(5_000)].prop_map(Happening::Pay),
        2 => (0_usize..5).prop_map(Happening::Reverse),
        2 => (0_usize..5, 1_i64..3_000).prop_map(|(at, minor)| Happening::Refund(at, minor)),
        3 => (0_usize..2, 1_i64..2_500).prop_map(|(at, minor)| Happening::Credit(at, minor)),
        1 => Just(Happening::CreditAll),
    ];
    prop::collection::vec(one, 1..14)
}

/// Has something happen, if it may.
async fn happen(world: &World, invoice: Id<Invoice>, happening: Happening) {
    let payments: Vec<Stored<Payment>> = all(world).await;
    let at = |at: usize| payments.get(at % payments.len().max(1)).map(|payment| payment.id);
    let scope = &world.scope;
    let done = match happening {
        Happening::Pay(minor) => scope.run(&pay(invoice, minor)).await.map(drop),
        Happening::Reverse(place) => match at(place) {
            Some(id) => scope.run(&ReversePayment { id, expected: None }).await,
            None => Ok(()),
        },
        Happening::Refund(place, minor) => match at(place) {
            Some(id) => {
                let refund = Refund { amount: Some(amount(minor)), ..Refund::default() };
                scope.run(&RefundPayment { id, refund, expected: None }).await.map(drop)
            }
            None => Ok(()),
        },
        Happening::Credit(place, minor) => {
            let items: Vec<Stored<InvoiceItem>> = all(world).await;
            let (invoice_item_id, amount) = (items[place].id, Some(amount(minor)));
            let lines = vec![LineCredit { invoice_item_id, quantity: None, amount }];
            scope.run(&credit(invoice, Some(lines))).await.map(drop)
        }
        Happening::CreditAll => scope.run(&credit(invoice, None)).await.map(drop),
    };
    if let Err(error) = done {
        assert!(matches!(error, Error::Conflict { .. }), "{error:?}");
    }
}

async fn check(happenings: Vec<Happening>) {
    let (world, soap) = world().await;
    let id = issued(&world, &soap).await.id;
    let rules = all::<CommissionRule>(&world).await;
    for happening in happenings {
        happen(&world, id, happening).await;
        let invoice = world.scope.run(&Get(id)).await.unwrap();
        assert_eq!(invoice.price_mode, PriceMode::Exclusive);
        let sums = earned(&world).await;
        let credited: Vec<Stored<CreditNoteItem>> = credited(&world).await;
        for item in all::<InvoiceItem>(&world).await {
            let of_line = credited.iter().filter(|part| part.invoice_item_id == item.id);
            let left = item.net_price.minor() - of_line.map(|part| part.net.minor()).sum::<i64>();
            let left = Money::from_minor(left, item.currency);
            let day = item.performed_on.or(invoice.invoice_date).unwrap();
            let rule = commission_rule(rules.iter().map(|rule| &**rule), &item, day).unwrap();
            let whole = rule.terms().earned(item.item_quantity, item.net_price, left).unwrap();
            let expected = match invoice.status {
                InvoiceStatus::Paid => (left.minor(), whole.minor()),
                _ => (0, 0),
            };
            let found = sums.get(&item.id).copied().unwrap_or_default();
            assert_eq!(found, expected, "{happening:?} {:?}", invoice.status);
        }
    }
}

async fn credited(world: &World) -> Vec<Stored<CreditNoteItem>> {
    let mut parts = Vec::new();
    for note in all::<CreditNote>(world).await {
        let of_note = List::<CreditNoteItem>::new(PageRequest::default());
        let of_note = of_note.with(CreditNoteItem::credit_note_id(), &note.id);
        parts.extend(world.scope.run(&of_note).await.unwrap().items);
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn what_a_line_earned_is_what_its_rule_gives_while_it_is_paid(happenings in happenings()) {
        Builder::new_current_thread().enable_all().build().unwrap().block_on(check(happenings));
    }
}
