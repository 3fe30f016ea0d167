//! Why a discount is given, and by which offer.

use clientline_core::{
    conformance::fixture::World,
    entity::Stored,
    model::{Invoice, InvoiceItem, OfferDiscount, Sale},
    ops::{
        billing::{
            explained::ExplainInvoice,
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::{EditInvoice, GenerateInvoice},
            issuing::IssueInvoice,
            line_edit::EditInvoiceItem,
            line_split::SplitInvoiceItem,
            sales::CreateSale,
        },
        resource::{Create, Delete, Get, Update},
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{cut, draft, lines, refused, tea, world};

async fn offer(world: &World, offer: Value) -> Stored<OfferDiscount> {
    let new = serde_json::from_value(offer).unwrap();
    world.scope.run(&Create::<OfferDiscount>(new)).await.unwrap()
}

/// A tenth off whatever is sold.
async fn tenth(world: &World) -> Stored<OfferDiscount> {
    let tenth = json!({"name": "Spring", "discount_type": "percentage", "discount_value": "10"});
    offer(world, tenth).await
}

async fn change(world: &World, offer: Id<OfferDiscount>, patch: Value) {
    let patch = serde_json::from_value(patch).unwrap();
    let update = Update::<OfferDiscount> { id: offer, patch, expected: None };
    world.scope.run(&update).await.unwrap();
}

async fn edit(
    world: &World,
    id: Id<InvoiceItem>,
    patch: Value,
) -> clientline_core::Result<Stored<InvoiceItem>> {
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&EditInvoiceItem::new(id, patch)).await
}

async fn over(
    world: &World,
    id: Id<Invoice>,
    discounts: Value,
) -> clientline_core::Result<Stored<Invoice>> {
    let patch = serde_json::from_value(json!({ "discounts": discounts })).unwrap();
    world.scope.run(&EditInvoice::new(id, patch)).await
}

/// What a line says of its discount, in JSON.
fn said(line: &InvoiceItem) -> Value {
    let line = serde_json::to_value(line).unwrap();
    json!([line["discount"], line["discount_reason"], line["discount_offer_id"]])
}

#[tokio::test]
async fn a_discount_by_hand_says_why_and_its_sale_too() {
    let world = world().await;
    let draft = world.billed(0, 0).await;
    let line = lines(&world, draft.id).await.remove(0);
    let late = json!({"discount": {"percent": "10"}, "discount_reason": "Late start"});
    let line = edit(&world, line.id, late).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "10"}, "Late start", null]));
    // More of it for the same reason.
    let line = edit(&world, line.id, json!({"discount": {"percent": "20"}})).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "20"}, "Late start", null]));
    let sale = world.scope.run(&Get::<Sale>(line.sale_id.unwrap())).await.unwrap();
    assert_eq!(sale.discount_reason.as_deref(), Some("Late start"));
    // Billed again, it is what was agreed.
    world.scope.run(&RemoveInvoiceItem::new(line.id)).await.unwrap();
    world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    let line = lines(&world, draft.id).await.remove(0);
    assert_eq!(said(&line), json!([{"percent": "20"}, "Late start", null]));
    let line = edit(&world, line.id, json!({"discount": null})).await.unwrap();
    assert_eq!(said(&line), json!([null, null, null]));
    let none = edit(&world, line.id, json!({"discount_reason": "So"})).await;
    assert_eq!(refused(none), "no_discount");
}

#[tokio::test]
async fn an_offer_on_a_line_says_how_much_and_why_and_stays_as_it_was_given() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await;
    let spring = tenth(&world).await;
    let named = json!({"discount_offer_id": spring.id});
    let line = edit(&world, line.id, named.clone()).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "10"}, "Spring", spring.id]));
    assert_eq!(line.item_discount.minor(), 4_50);
    change(
        &world,
        spring.id,
        json!({"discount_value": "50", "name": "Summer", "is_active": false}),
    )
    .await;
    // It is over, and stays, however the line is changed; but is given to no other.
    let line = edit(&world, line.id, json!({"item_quantity": "2"})).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "10"}, "Spring", spring.id]));
    let kept = json!({"discount_offer_id": spring.id, "discount": {"percent": "10"}});
    assert!(edit(&world, line.id, kept).await.is_ok());
    let other = cut(&world, draft).await;
    assert_eq!(refused(edit(&world, other.id, named.clone()).await), "offer_not_given");
    // Nobody types what it gives.
    let typed = json!({"discount_offer_id": spring.id, "discount": {"percent": "50"}});
    assert_eq!(refused(edit(&world, line.id, typed).await), "offer_value");
    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    let explained = world.scope.run(&ExplainInvoice(draft)).await.unwrap();
    assert_eq!(explained.lines[0].discount_reason.as_deref(), Some("Spring"));
    assert_eq!(explained.lines[0].discount_offer_id, Some(spring.id));
    let gone = Delete::<OfferDiscount> { id: spring.id, expected: None };
    assert_eq!(refused(world.scope.run(&gone).await), "in_use");
}

#[tokio::test]
async fn another_sum_is_by_hand_and_without_its_offer_a_line_has_no_discount() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await;
    let spring = tenth(&world).await;
    let named = json!({"discount_offer_id": spring.id, "discount_reason": "A regular"});
    let line = edit(&world, line.id, named.clone()).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "10"}, "A regular", spring.id]));
    let line = edit(&world, line.id, json!({"discount": {"amount": "5.00"}})).await.unwrap();
    assert_eq!(said(&line), json!([{"amount": "5.00"}, null, null]));
    let line = edit(&world, line.id, named).await.unwrap();
    assert_eq!(said(&line), json!([{"percent": "10"}, "A regular", spring.id]));
    let line = edit(&world, line.id, json!({"discount_offer_id": null})).await.unwrap();
    assert_eq!(said(&line), json!([null, null, null]));
}

#[tokio::test]
async fn an_offer_is_for_the_item_of_its_line() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    let (line, words) = (cut(&world, draft).await, tea(&world, draft, "3.00").await);
    let goods = json!({
        "name": "Goods", "discount_type": "percentage", "discount_value": "10",
        "item_type": "product",
    });
    let goods = json!({"discount_offer_id": offer(&world, goods).await.id});
    let cuts = json!({
        "name": "Cuts", "discount_type": "fixed", "discount_value": "5",
        "item_type": "service", "service_id": world.service.id,
    });
    let cuts = json!({"discount_offer_id": offer(&world, cuts).await.id});
    let any = json!({"discount_offer_id": tenth(&world).await.id});
    assert_eq!(refused(edit(&world, line.id, goods).await), "other_item");
    assert_eq!(edit(&world, line.id, cuts.clone()).await.unwrap().item_discount.minor(), 5_00);
    // What is in no list is given only what all is given.
    assert_eq!(refused(edit(&world, words.id, cuts.clone()).await), "other_item");
    assert_eq!(edit(&world, words.id, any.clone()).await.unwrap().item_discount.minor(), 30);
    let add = |more: Value| {
        let mut body = json!({"invoice_id": draft, "service_id": world.service.id});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value::<AddInvoiceItem>(body).unwrap()
    };
    let added = world.scope.run(&add(cuts)).await.unwrap();
    assert_eq!(added.discount_reason.as_deref(), Some("Cuts"));
    let unknown = json!({"discount_offer_id": world.service.id});
    assert_eq!(refused(world.scope.run(&add(unknown)).await), "not_found");
}

#[tokio::test]
async fn the_offer_of_a_sale_comes_along_with_its_name_and_goes_along_with_a_part() {
    let world = world().await;
    let spring = tenth(&world).await;
    let sale = CreateSale {
        service_id: Some(world.service.id),
        discount_id: Some(spring.id),
        ..CreateSale::new(world.guests[0].id)
    };
    let sale = world.scope.run(&sale).await.unwrap();
    assert_eq!(sale.discount_reason.as_deref(), Some("Spring"));
    change(&world, spring.id, json!({"name": "Summer"})).await;
    let draft = world.scope.run(&GenerateInvoice(sale.id)).await.unwrap();
    let line = lines(&world, draft.id).await.remove(0);
    assert_eq!(said(&line), json!([{"percent": "10"}, "Spring", spring.id]));
    let half = json!({"shares": [
        {"guest_id": world.guests[1].id, "share": {"percent": "50"}},
    ]});
    let split = SplitInvoiceItem::new(line.id, serde_json::from_value(half).unwrap());
    for part in world.scope.run(&split).await.unwrap() {
        assert_eq!(said(&part), json!([{"percent": "10"}, "Spring", spring.id]));
        let sale = world.scope.run(&Get::<Sale>(part.sale_id.unwrap())).await.unwrap();
        assert_eq!((sale.discount_id, sale.discount_value.minor()), (Some(spring.id), 2_25));
    }
}

#[tokio::test]
async fn discounts_over_an_invoice_say_why_and_keep_what_offers_gave() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    cut(&world, draft).await;
    let spring = tenth(&world).await;
    let both = json!([{"offer_id": spring.id}, {"amount": "1.00", "reason": "Voucher"}]);
    let invoice = over(&world, draft, both).await.unwrap();
    let kept = json!([
        {"percent": "10", "reason": "Spring", "offer_id": spring.id},
        {"amount": "1.00", "reason": "Voucher"},
    ]);
    let answered = |invoice: &Invoice| serde_json::to_value(invoice).unwrap()["discounts"].clone();
    assert_eq!((answered(&invoice), invoice.invoice_discount.minor()), (kept.clone(), 5_50));
    change(&world, spring.id, json!({"discount_value": "50", "is_active": false})).await;
    // What is answered can be sent again, though the offer is over.
    assert_eq!(answered(&over(&world, draft, kept.clone()).await.unwrap()), kept);
    let typed = json!([{"percent": "50", "offer_id": spring.id}]);
    assert_eq!(refused(over(&world, draft, typed).await), "offer_value");
    let explained = world.scope.run(&ExplainInvoice(draft)).await.unwrap();
    assert_eq!(explained.discounts[1].reason.as_deref(), Some("Voucher"));
    assert_eq!(explained.discounts[0].offer_id, Some(spring.id));
    // Deleted, it stays as it was given.
    let gone = Delete::<OfferDiscount> { id: spring.id, expected: None };
    world.scope.run(&gone).await.unwrap();
    let issued = world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    assert_eq!(answered(&issued), kept);
}

#[tokio::test]
async fn over_an_invoice_are_offers_for_all_that_is_sold_and_not_too_many_words() {
    let world = world().await;
    let draft = draft(&world, 0).await.id;
    cut(&world, draft).await;
    let goods = json!({
        "discount_type": "percentage", "discount_value": "10", "item_type": "product",
    });
    let goods = json!([{"offer_id": offer(&world, goods).await.id}]);
    assert_eq!(refused(over(&world, draft, goods).await), "other_item");
    let many = |count: usize| json!(vec![json!({"amount": "0.01", "reason": "So"}); count]);
    assert_eq!(refused(over(&world, draft, many(26)).await), "too_many_reasons");
    assert!(over(&world, draft, many(25)).await.is_ok());
    let plain = json!(vec![json!({"amount": "0.01"}); 101]);
    assert_eq!(refused(over(&world, draft, plain).await), "too_many_discounts");
}
