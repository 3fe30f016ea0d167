//! Discounts say why, keep what offers gave, and are limited by role.

use std::sync::Arc;

use serde_json::{Value, json};

use super::fixture::{World, client, new_id};
use crate::{
    Actor, Result, Scope,
    entity::Stored,
    model::{
        ActorKind, Guest, Invoice, InvoiceItem, NewOfferDiscount, OfferDiscount, Organization, Role,
    },
    ops::{
        access::organizations::UpdateOrganization,
        billing::{
            invoice_items::AddInvoiceItem, invoices::EditInvoice, issuing::IssueInvoice,
            line_edit::EditInvoiceItem,
        },
        page::PageRequest,
        resource::{Create, Delete, Get, List, Update},
    },
    storage::Storage,
    value::Id,
};

async fn edit_line(
    scope: &Scope,
    id: Id<InvoiceItem>,
    patch: &Value,
) -> Result<Stored<InvoiceItem>> {
    let patch = serde_json::from_value(patch.clone()).unwrap();
    scope.run(&EditInvoiceItem::new(id, patch)).await
}

async fn over(scope: &Scope, id: Id<Invoice>, discounts: &Value) -> Result<Stored<Invoice>> {
    let patch = serde_json::from_value(json!({ "discounts": discounts })).unwrap();
    scope.run(&EditInvoice::new(id, patch)).await
}

impl World {
    async fn offer(&self, name: &str) -> Id<OfferDiscount> {
        let new = json!({"name": name, "discount_type": "percentage", "discount_value": "10"});
        let new: NewOfferDiscount = serde_json::from_value(new).unwrap();
        self.scope.run(&Create::<OfferDiscount>(new)).await.unwrap().id
    }

    async fn line_of(&self, invoice: Id<Invoice>) -> Stored<InvoiceItem> {
        let lines = List::<InvoiceItem>::new(PageRequest::default());
        let lines = lines.with(InvoiceItem::invoice_id(), &invoice);
        self.scope.run(&lines).await.unwrap().items.remove(0)
    }
}

/// What an offer gave stays as it was given, on a line and over the invoice, whatever becomes of it.
pub async fn keeps_what_an_offer_gave(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let draft = world.billed(0, 0).await.id;
    let line = world.line_of(draft).await.id;
    let (on_line, over_all) = (world.offer("Spring").await, world.offer("Voucher").await);
    edit_line(&world.scope, line, &json!({"discount_offer_id": on_line})).await.unwrap();
    over(&world.scope, draft, &json!([{"offer_id": over_all}])).await.unwrap();
    for id in [on_line, over_all] {
        let patch = json!({"name": "Other", "discount_value": "50", "is_active": false});
        let patch = serde_json::from_value(patch).unwrap();
        let update = Update::<OfferDiscount> { id, patch, expected: None };
        world.scope.run(&update).await.unwrap();
    }
    world.scope.run(&IssueInvoice { id: draft, expected: None }).await.unwrap();
    let delete = |id| Delete::<OfferDiscount> { id, expected: None };
    let in_use = world.scope.run(&delete(on_line)).await.unwrap_err();
    assert_eq!(in_use.code(), "in_use");
    world.scope.run(&delete(over_all)).await.unwrap();
    let line = world.line_of(draft).await;
    assert_eq!(
        (line.discount_reason.as_deref(), line.discount_offer_id),
        (Some("Spring"), Some(on_line))
    );
    let invoice = world.scope.run(&Get::<Invoice>(draft)).await.unwrap();
    let kept = json!([{"percent": "10", "reason": "Voucher", "offer_id": over_all}]);
    assert_eq!(serde_json::to_value(&invoice.discounts).unwrap(), kept);
}

/// Nobody takes off more by hand than the role may, and what others took off stays.
pub async fn refuses_more_off_than_a_role_may_take(storage: Arc<dyn Storage>) {
    let world = World::make(&storage, 1).await;
    let id = Id::<Organization>::from(world.scope.tenant());
    let patch = json!({"settings": {"staff_discount_limit": "10"}});
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&UpdateOrganization { id, patch, expected: None }).await.unwrap();
    let actor = Actor::new(ActorKind::ApiKey, new_id::<Guest>().uuid(), Role::Staff);
    let staff = Scope::trusted(&client(&storage), world.scope.tenant(), actor);
    let draft = world.billed(0, 0).await.id;
    let line = world.line_of(draft).await.id;
    let percent = |share: &str| json!({"discount": {"percent": share}});
    let code =
        |outcome: Result<Stored<InvoiceItem>>| outcome.map(drop).map_err(|error| error.code());
    let refused = Err("discount_limit");
    assert_eq!(code(edit_line(&staff, line, &percent("11")).await), refused);
    assert_eq!(code(edit_line(&staff, line, &percent("10")).await), Ok(()));
    let more = over(&staff, draft, &json!([{"percent": "1"}])).await;
    assert_eq!(more.unwrap_err().code(), "discount_limit");
    edit_line(&world.scope, line, &percent("50")).await.unwrap();
    assert_eq!(code(edit_line(&staff, line, &json!({"item_quantity": "2"})).await), Ok(()));
    assert_eq!(code(edit_line(&staff, line, &percent("51")).await), refused);
    // What comes is no less limited.
    let typed = AddInvoiceItem {
        service_id: Some(world.service.id),
        unit_price: Some("0.01".parse().unwrap()),
        ..AddInvoiceItem::new(draft)
    };
    assert_eq!(code(staff.run(&typed).await), refused);
}
