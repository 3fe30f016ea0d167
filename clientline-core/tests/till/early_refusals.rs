//! What can't be billed is refused when its line is made, and says where it is wrong.

use clientline_core::{
    conformance::fixture::{World, create, name},
    entity::Stored,
    error::{Error, Result},
    model::{Invoice, InvoiceItem, NewPackage, Package, Sale},
    ops::billing::{
        credit_notes::CreateCreditNote, gift_card_till::NewGiftCard, invoice_items::AddInvoiceItem,
        issuing::IssueInvoice, line_edit::EditInvoiceItem, sales::CreateSale,
    },
    value::Id,
};
use serde_json::json;

use super::{all_of, draft, tea, world};

#[track_caller]
fn wrong<T>(outcome: Result<T>) -> (String, &'static str) {
    match outcome.map(|_| ()) {
        Err(Error::Invalid(wrong)) => (wrong[0].pointer.clone(), wrong[0].code),
        other => panic!("{other:?}"),
    }
}

async fn package(world: &World) -> Id<Package> {
    let items = json!([{"service_id": world.service.id, "sessions": 5}]);
    let items = serde_json::from_value(items).unwrap();
    let five = NewPackage::new(name("Five cuts"), "180".parse().unwrap(), items);
    create::<Package>(&world.scope, five).await.id
}

#[tokio::test]
async fn a_part_of_a_package_is_refused_when_its_line_or_its_sale_is_made() {
    let world = world().await;
    let (five, draft) = (package(&world).await, draft(&world, 0).await.id);
    let half = Some("1.5".parse().unwrap());
    let add = |item_quantity| AddInvoiceItem {
        package_id: Some(five),
        item_quantity,
        ..AddInvoiceItem::new(draft)
    };
    let refused = ("/item_quantity".to_owned(), "whole_packages");
    assert_eq!(wrong(world.scope.run(&add(half)).await), refused);
    let line: Stored<InvoiceItem> =
        world.scope.run(&add(Some("2".parse().unwrap()))).await.unwrap();
    let patch = serde_json::from_value(json!({"item_quantity": "0.5"})).unwrap();
    let edit = EditInvoiceItem::new(line.id, patch);
    assert_eq!(wrong(world.scope.run(&edit).await), refused);
    let sale = CreateSale {
        package_id: Some(five),
        quantity: "0.5".parse().unwrap(),
        ..CreateSale::new(world.guests[0].id)
    };
    let sold: Result<Stored<Sale>> = world.scope.run(&sale).await;
    assert_eq!(wrong(sold), ("/quantity".to_owned(), "whole_packages"));
}

#[tokio::test]
async fn a_gift_card_over_more_than_a_price_can_say_is_refused_at_its_value() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    let card: NewGiftCard = serde_json::from_value(json!({"value": "99999999999.00"})).unwrap();
    let add = AddInvoiceItem { gift_card: Some(card), ..AddInvoiceItem::new(draft) };
    assert_eq!(wrong(world.scope.run(&add).await).0, "/gift_card/value");
}

#[tokio::test]
async fn a_credit_note_of_no_lines_says_so() {
    let world = world().await;
    let draft: Id<Invoice> = draft(&world, 0).await.id;
    tea(&world, draft, "3.00").await;
    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    let none = CreateCreditNote { lines: Some(vec![]), ..all_of(draft) };
    let refusal = world.scope.run(&none).await.unwrap_err();
    assert_eq!(refusal.code(), "credit_exceeds_invoice");
    assert!(refusal.to_string().contains("No line is named"), "{refusal}");
}
