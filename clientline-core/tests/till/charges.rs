//! Charges in percent: lines that follow the others while they may still change.

use clientline_core::{
    conformance::fixture::{World, name},
    entity::Stored,
    error::Result,
    model::{Invoice, InvoiceItem},
    ops::{
        billing::{
            explained::ExplainInvoice,
            free_text::FreeText,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::EditInvoice,
            issuing::IssueInvoice,
            line_edit::EditInvoiceItem,
        },
        resource::Get,
    },
    value::Id,
};
use serde_json::json;

use super::{all_of, lines, refused, tea, world};

/// Charges for service in percent, with the service's tax.
async fn charged(
    world: &World,
    invoice: Id<Invoice>,
    percent: &str,
) -> Result<Stored<InvoiceItem>> {
    let text = FreeText {
        name: name("Service"),
        is_fee: true,
        percent: Some(percent.parse().unwrap()),
        tax_ids: world.service.tax_ids.clone(),
    };
    let add = AddInvoiceItem { free_text: Some(text), ..AddInvoiceItem::new(invoice) };
    world.scope.run(&add).await
}

async fn read(world: &World, invoice: Id<Invoice>) -> Stored<Invoice> {
    world.scope.run(&Get::<Invoice>(invoice)).await.unwrap()
}

/// What the charge of an invoice comes to, and the invoice with tax.
async fn stands(world: &World, invoice: Id<Invoice>, charge: Id<InvoiceItem>) -> (i64, i64) {
    let all = lines(world, invoice).await;
    let line = all.iter().find(|line| line.id == charge).unwrap();
    let gross = clientline_core::billing::gross(line.item_quantity, line.unit_price, line.currency);
    (gross.unwrap().minor(), read(world, invoice).await.total.minor())
}

#[tokio::test]
async fn a_charge_in_percent_follows_the_other_lines_until_the_invoice_is_issued() {
    let world = world().await;
    let draft = world.billed(0, 0).await.id;
    let charge = charged(&world, draft, "12.5").await.unwrap().id;
    // Of 45.00 it is 5.625, and both bear 20 %: 50.63 and 10.13.
    assert_eq!(stands(&world, draft, charge).await, (5_63, 60_76));
    let explained = world.scope.run(&ExplainInvoice(draft)).await.unwrap();
    let why = explained.lines[1].charge.as_ref().unwrap();
    assert_eq!((why.base.minor(), &*why.amount.exact), (45_00, "1125/2"));
    assert!(explained.lines[0].charge.is_none());

    // Another charge is none of what it is on.
    let second = charged(&world, draft, "10").await.unwrap().id;
    assert_eq!(stands(&world, draft, charge).await.0, 5_63);
    assert_eq!(stands(&world, draft, second).await.0, 4_50);
    world.scope.run(&RemoveInvoiceItem { id: second, expected: None }).await.unwrap();

    let tea = tea(&world, draft, "3.00").await;
    assert_eq!(stands(&world, draft, charge).await.0, 6_00);
    world.scope.run(&RemoveInvoiceItem { id: tea.id, expected: None }).await.unwrap();
    assert_eq!(stands(&world, draft, charge).await.0, 5_63);

    // A discount over the invoice takes its part of the charge, too.
    let patch = serde_json::from_value(json!({"discounts": [{"percent": "50"}]})).unwrap();
    world.scope.run(&EditInvoice { id: draft, patch, expected: None }).await.unwrap();
    assert_eq!(read(&world, draft).await.net_invoice_value.minor(), 25_31);

    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    assert_eq!(stands(&world, draft, charge).await.0, 5_63);
    world.scope.run(&all_of(draft)).await.unwrap();
    let after = read(&world, draft).await;
    assert_eq!(after.credited, after.total);
}

#[tokio::test]
async fn a_charge_in_percent_has_no_price_of_its_own_and_is_a_sum_once_it_gets_one() {
    let world = world().await;
    let draft = world.billed(0, 0).await.id;
    let text = json!({"name": "Service", "percent": "10"});
    let both = AddInvoiceItem {
        free_text: Some(serde_json::from_value(text).unwrap()),
        unit_price: Some("5.00".parse().unwrap()),
        ..AddInvoiceItem::new(draft)
    };
    assert_eq!(refused(world.scope.run(&both).await), "exactly_one");
    let charge = charged(&world, draft, "10").await.unwrap();
    assert_eq!(charge.unit_price.to_string(), "4.50");
    let edit = |patch: serde_json::Value| EditInvoiceItem {
        id: charge.id,
        patch: serde_json::from_value(patch).unwrap(),
        expected: None,
    };
    let edited = world.scope.run(&edit(json!({"tax_ids": []}))).await.unwrap();
    assert_eq!(edited.charge_percent, charge.charge_percent);
    let edited = world.scope.run(&edit(json!({"unit_price": "6.00"}))).await.unwrap();
    assert_eq!(edited.charge_percent, None);
    tea(&world, draft, "10.00").await;
    assert_eq!(stands(&world, draft, charge.id).await.0, 6_00);
}
