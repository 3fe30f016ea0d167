//! How much may be taken off by hand, by role.

use clientline_core::{
    Actor, Scope,
    conformance::fixture::World,
    entity::Stored,
    error::Error,
    model::{ActorKind, Invoice, InvoiceItem, OfferDiscount, Organization, Role},
    ops::{
        access::organizations::UpdateOrganization,
        billing::{
            invoice_items::{AddInvoiceItem, RemoveInvoiceItem},
            invoices::EditInvoice,
            line_edit::EditInvoiceItem,
            line_moves::{LineMove, MoveInvoiceItem},
            line_split::SplitInvoiceItem,
        },
        resource::Create,
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{cut, draft, lines, refused, till_of};

/// A world in which staff may take 10 % off, and managers 30 %.
async fn limited() -> (World, Scope, Scope) {
    let (world, client) = till_of().await;
    let settings = json!({"settings": {
        "staff_discount_limit": "10", "manager_discount_limit": "30",
    }});
    let id = Id::<Organization>::from(world.scope.tenant());
    let patch = serde_json::from_value(settings).unwrap();
    world.scope.run(&UpdateOrganization { id, patch, expected: None }).await.unwrap();
    let as_role = |role| {
        let actor = Actor::new(ActorKind::ApiKey, world.service.id.uuid(), role);
        Scope::trusted(&client, world.scope.tenant(), actor)
    };
    let (staff, manager) = (as_role(Role::Staff), as_role(Role::Manager));
    (world, staff, manager)
}

async fn edit(
    scope: &Scope,
    id: Id<InvoiceItem>,
    patch: Value,
) -> Result<Stored<InvoiceItem>, Error> {
    let patch = serde_json::from_value(patch).unwrap();
    scope.run(&EditInvoiceItem::new(id, patch)).await
}

async fn over(scope: &Scope, id: Id<Invoice>, discounts: Value) -> Result<Stored<Invoice>, Error> {
    let patch = serde_json::from_value(json!({ "discounts": discounts })).unwrap();
    scope.run(&EditInvoice::new(id, patch)).await
}

fn percent(share: &str) -> Value {
    json!({"discount": {"percent": share}})
}

#[tokio::test]
async fn each_role_takes_off_as_much_as_it_may() {
    let (world, staff, manager) = limited().await;
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await.id;
    assert!(edit(&staff, line, percent("10")).await.is_ok());
    let error = edit(&staff, line, percent("10.0001")).await.unwrap_err();
    assert_eq!(error.code(), "discount_limit");
    assert!(error.to_string().contains("10 %"), "{error}");
    // 4.50 are a tenth of 45.00, with or without the tax.
    assert!(edit(&staff, line, json!({"discount": {"amount": "4.50"}})).await.is_ok());
    let more = json!({"discount": {"amount": "4.51"}});
    assert_eq!(refused(edit(&staff, line, more).await), "discount_limit");
    let with_tax = json!({"discount": {"amount_with_tax": "5.40"}});
    assert!(edit(&staff, line, with_tax).await.is_ok());
    assert!(edit(&manager, line, percent("30")).await.is_ok());
    assert_eq!(refused(edit(&manager, line, percent("31")).await), "discount_limit");
    assert!(edit(&world.scope, line, percent("100")).await.is_ok());
}

#[tokio::test]
async fn what_a_manager_took_off_stays_when_staff_change_the_line() {
    let (world, staff, manager) = limited().await;
    let (mine, yours) = (draft(&world, 0).await.id, draft(&world, 1).await.id);
    let line = cut(&world, mine).await.id;
    edit(&manager, line, percent("30")).await.unwrap();
    assert!(edit(&staff, line, json!({"item_quantity": "2"})).await.is_ok());
    assert!(edit(&staff, line, json!({"discount_reason": "Sorry"})).await.is_ok());
    assert!(edit(&staff, line, percent("20")).await.is_ok());
    assert_eq!(refused(edit(&staff, line, percent("21")).await), "discount_limit");
    let half = json!({"shares": [{"guest_id": world.guests[2].id, "share": {"percent": "50"}}]});
    let half = SplitInvoiceItem::new(line, serde_json::from_value(half).unwrap());
    assert_eq!(staff.run(&half).await.unwrap().len(), 2);
    let to = LineMove { invoice_id: yours };
    assert!(staff.run(&MoveInvoiceItem { id: line, to, expected: None }).await.is_ok());
}

#[tokio::test]
async fn what_is_taken_off_the_whole_counts_together_with_the_lines_own() {
    let (world, staff, manager) = limited().await;
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await.id;
    edit(&staff, line, percent("5")).await.unwrap();
    // Five of a hundred, and six of the other 95.
    assert_eq!(refused(over(&staff, draft, json!([{"percent": "6"}])).await), "discount_limit");
    assert!(over(&staff, draft, json!([{"percent": "5"}])).await.is_ok());
    assert_eq!(refused(edit(&staff, line, percent("6")).await), "discount_limit");
    over(&manager, draft, json!([{"percent": "20"}])).await.unwrap();
    // What comes bears it like the others, and nothing on top.
    let mut add =
        AddInvoiceItem { service_id: Some(world.service.id), ..AddInvoiceItem::new(draft) };
    assert!(staff.run(&add).await.is_ok());
    add.discount = serde_json::from_value(json!({"percent": "1"})).unwrap();
    assert_eq!(refused(staff.run(&add).await), "discount_limit");
}

#[tokio::test]
async fn a_sum_off_the_whole_is_no_greater_part_of_less() {
    let (world, staff, _) = limited().await;
    let draft = draft(&world, 0).await.id;
    let some = json!([{"amount": "9.00"}]);
    // Of nothing it would be all that comes.
    assert_eq!(refused(over(&staff, draft, some.clone()).await), "discount_limit");
    cut(&world, draft).await;
    let second = cut(&world, draft).await.id;
    assert!(over(&staff, draft, some).await.is_ok());
    assert_eq!(refused(staff.run(&RemoveInvoiceItem::new(second)).await), "discount_limit");
    assert!(world.scope.run(&RemoveInvoiceItem::new(second)).await.is_ok());
    // The last one may go: nothing is left of which it would be a part.
    let last = lines(&world, draft).await[0].id;
    assert!(staff.run(&RemoveInvoiceItem::new(last)).await.is_ok());
}

#[tokio::test]
async fn what_an_offer_gives_does_not_count() {
    let (world, staff, _) = limited().await;
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await.id;
    let half = json!({"name": "Half", "discount_type": "percentage", "discount_value": "50"});
    let half = Create::<OfferDiscount>(serde_json::from_value(half).unwrap());
    let half = world.scope.run(&half).await.unwrap().id;
    let half_of_all = json!([{"offer_id": half}]);
    assert!(edit(&staff, line, json!({"discount_offer_id": half})).await.is_ok());
    assert!(over(&staff, draft, half_of_all).await.is_ok());
    let by_hand = json!([{"offer_id": half}, {"percent": "10"}]);
    assert!(over(&staff, draft, by_hand).await.is_ok());
    // The same by hand is by hand.
    assert_eq!(refused(edit(&staff, line, percent("49")).await), "discount_limit");
}

#[tokio::test]
async fn a_price_that_is_typed_below_the_list_counts_as_a_discount() {
    let (world, staff, manager) = limited().await;
    let draft = draft(&world, 0).await.id;
    let service_id = Some(world.service.id);
    let typed = |price: &str, off: Option<&str>| AddInvoiceItem {
        service_id,
        unit_price: Some(price.parse().unwrap()),
        discount: off.map(|off| serde_json::from_value(json!({"percent": off})).unwrap()),
        ..AddInvoiceItem::new(draft)
    };
    assert_eq!(refused(staff.run(&typed("40.49", None)).await), "discount_limit");
    assert_eq!(refused(staff.run(&typed("40.50", Some("1"))).await), "discount_limit");
    assert!(staff.run(&typed("99", None)).await.is_ok());
    let line = staff.run(&typed("40.50", None)).await.unwrap().id;
    // Step by step it is no less.
    let less = json!({"unit_price": "40.00"});
    assert_eq!(refused(edit(&staff, line, less.clone()).await), "discount_limit");
    assert!(edit(&manager, line, less).await.is_ok());
}

#[tokio::test]
async fn without_a_limit_there_is_none() {
    let (world, client) = till_of().await;
    let actor = Actor::new(ActorKind::ApiKey, world.service.id.uuid(), Role::Staff);
    let staff = Scope::trusted(&client, world.scope.tenant(), actor);
    let draft = draft(&world, 0).await.id;
    let line = cut(&world, draft).await.id;
    assert!(edit(&staff, line, percent("100")).await.is_ok());
}
