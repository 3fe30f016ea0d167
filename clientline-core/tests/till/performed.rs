//! Who performed what a line bills, and on which day.

use chrono::Days;
use clientline_core::{
    conformance::fixture::{World, create, name},
    entity::Stored,
    error::Result,
    model::{InvoiceItem, NewProvider, Provider, Sale, Tax},
    ops::{
        billing::{invoice_items::AddInvoiceItem, line_edit::EditInvoiceItem},
        resource::{Get, Update},
    },
};
use serde_json::{Value, json};

use super::{cut, draft, lines, world};

async fn edit(world: &World, line: &InvoiceItem, patch: Value) -> Result<Stored<InvoiceItem>> {
    let patch = serde_json::from_value(patch).unwrap();
    world.scope.run(&EditInvoiceItem { id: line.id, patch, expected: None }).await
}

/// A line of 45.00 with 20 %, on the tax of which 10 % hold from today on.
async fn line_before_the_rate_fell(world: &World) -> Stored<InvoiceItem> {
    let line = cut(world, draft(world, 0).await.id).await;
    let today = line.performed_on.unwrap();
    let patch = json!({"rates": [{"valid_from": today, "rate": "10"}]});
    let patch = serde_json::from_value(patch).unwrap();
    let rates = Update::<Tax> { id: line.taxes.0[0].id, patch, expected: None };
    world.scope.run(&rates).await.unwrap();
    line
}

#[tokio::test]
async fn what_is_typed_in_later_bears_the_rate_of_the_day_on_which_it_was_performed() {
    let world = world().await;
    let line = line_before_the_rate_fell(&world).await;
    let today = line.performed_on.unwrap();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap();
    let again = AddInvoiceItem {
        service_id: Some(world.service.id),
        performed_on: Some(yesterday),
        ..AddInvoiceItem::new(line.invoice_id)
    };
    let added = world.scope.run(&again).await.unwrap();
    assert_eq!((added.performed_on, added.tax.minor()), (Some(yesterday), 9_00));
    let moved = edit(&world, &added, json!({"performed_on": today})).await.unwrap();
    assert_eq!((moved.performed_on, moved.tax.minor()), (Some(today), 4_50));
    let back = edit(&world, &moved, json!({"performed_on": yesterday})).await.unwrap();
    assert_eq!(back.tax.minor(), 9_00);

    let far = today.checked_sub_days(Days::new(367)).unwrap();
    let refused = edit(&world, &back, json!({"performed_on": far})).await.unwrap_err();
    assert!(format!("{refused:?}").contains("/performed_on"), "{refused:?}");
    let far = AddInvoiceItem { performed_on: Some(far), ..again };
    let refused = world.scope.run(&far).await.unwrap_err();
    assert!(format!("{refused:?}").contains("/performed_on"), "{refused:?}");
}

#[tokio::test]
async fn a_line_and_its_sale_say_who_performed_it_until_it_is_issued() {
    let world = world().await;
    let new = NewProvider::new(name("Rui"), name("Costa"), world.center.id);
    let rui = create::<Provider>(&world.scope, new).await;
    let billed = world.billed(0, 0).await;
    let line = lines(&world, billed.id).await.remove(0);
    assert_eq!(line.provider_id, Some(world.provider.id));
    let other = edit(&world, &line, json!({"provider_id": rui.id})).await.unwrap();
    assert_eq!(other.provider_id, Some(rui.id));
    let sale = world.scope.run(&Get::<Sale>(line.sale_id.unwrap())).await.unwrap();
    assert_eq!(sale.provider_id, Some(rui.id));

    // The day is that of the appointment.
    let refused = edit(&world, &other, json!({"performed_on": "2030-01-01"})).await.unwrap_err();
    assert!(format!("{refused:?}").contains("of_appointment"), "{refused:?}");
    let nobody = "00000000-0000-7000-8000-000000000007";
    let refused = edit(&world, &other, json!({"provider_id": nobody})).await.unwrap_err();
    assert!(format!("{refused:?}").contains("/provider_id"), "{refused:?}");
}
