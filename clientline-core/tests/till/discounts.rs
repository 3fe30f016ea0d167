//! Sums off a price that are said with its tax, or without.

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    model::{Invoice, InvoiceItem, Sale},
    ops::{
        billing::{
            explained::ExplainInvoice, invoice_items::RemoveInvoiceItem, invoices::EditInvoice,
            issuing::IssueInvoice, line_edit::EditInvoiceItem,
        },
        resource::Get,
    },
    value::{Discount, Id, PriceMode},
};
use serde_json::{Value, json};

use super::{lines, refused, world};

async fn edit(
    world: &World,
    id: Id<InvoiceItem>,
    patch: &Value,
) -> clientline_core::Result<Stored<InvoiceItem>> {
    let patch = serde_json::from_value(patch.clone()).unwrap();
    world.scope.run(&EditInvoiceItem::new(id, patch)).await
}

async fn total(world: &World, invoice: Id<Invoice>) -> i64 {
    world.scope.run(&Get::<Invoice>(invoice)).await.unwrap().total.minor()
}

#[tokio::test]
async fn a_sum_with_tax_off_a_line_is_off_the_price_with_tax_and_its_sale_says_it_as_prices_are_read()
 {
    let world = world().await;
    let draft = world.billed(0, 0).await;
    assert_eq!((draft.price_mode, draft.total.minor()), (PriceMode::Exclusive, 54_00));
    let line = lines(&world, draft.id).await.remove(0);
    let said = json!({"discount": {"amount_with_tax": "5.00"}});
    let line = edit(&world, line.id, &said).await.unwrap();
    assert_eq!((line.item_discount.minor(), total(&world, draft.id).await), (4_17, 49_00));
    assert_eq!(line.discount, Some(Discount::AmountWithTax("5".parse().unwrap())));
    let explained = world.scope.run(&ExplainInvoice(draft.id)).await.unwrap();
    assert_eq!(explained.lines[0].amounts.discount.exact, "1250/3");
    let of = line.sale_id.unwrap();
    assert_eq!(sale(&world, of).await.discount, Some(Discount::Amount("4.17".parse().unwrap())));

    // Without its tax the line is worth less, and five euros are five euros.
    let line = edit(&world, line.id, &json!({"tax_ids": []})).await.unwrap();
    assert_eq!((line.item_discount.minor(), total(&world, draft.id).await), (5_00, 40_00));
    assert_eq!(sale(&world, of).await.discount_value.minor(), 5_00);

    let more = json!({"discount": {"amount_with_tax": "45.01"}});
    assert_eq!(refused(edit(&world, line.id, &more).await), "discount_above_gross");
    world.scope.run(&RemoveInvoiceItem::new(line.id)).await.unwrap();
    assert_eq!(sale(&world, of).await.net_value.minor(), 40_00);
}

async fn sale(world: &World, id: Id<Sale>) -> Stored<Sale> {
    world.scope.run(&Get::<Sale>(id)).await.unwrap()
}

#[tokio::test]
async fn a_sum_with_tax_over_an_invoice_is_off_its_total_once_it_is_issued() {
    let world = world().await;
    let draft = world.billed(0, 0).await.id;
    let patch = json!({"discounts": [{"amount_with_tax": "6.00"}, {"amount_without_tax": "1.00"}]});
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&EditInvoice::new(draft, patch)).await.unwrap();
    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    // 5.00 and 1.00 without tax, of 45.00.
    assert_eq!(total(&world, draft).await, 46_80);
    let explained = world.scope.run(&ExplainInvoice(draft)).await.unwrap();
    let exact: Vec<&str> =
        explained.discounts.iter().map(|one| &*one.amount.amount.exact).collect();
    assert_eq!(exact, ["500", "100"]);
}
