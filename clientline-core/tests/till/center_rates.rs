//! Rates of a tax that one center has of its own.

use clientline_core::{
    conformance::fixture::{World, center, create, day},
    entity::Stored,
    model::{Center, Invoice, NewCenter, Tax},
    ops::{
        billing::{invoices::CreateInvoice, issuing::IssueInvoice},
        resource::Update,
    },
    value::Id,
};
use serde_json::{Value, json};

use super::{cut, lines, refused, to, world};

async fn rates(world: &World, rates: Value) -> clientline_core::Result<Stored<Tax>> {
    let tax = world.service.tax_ids.as_slice()[0];
    let patch = serde_json::from_value(json!({ "rates": rates })).unwrap();
    world.scope.run(&Update::<Tax> { id: tax, patch, expected: None }).await
}

/// What a cut that is billed at a center bears.
async fn borne(world: &World, center: Id<Center>) -> String {
    let invoice = CreateInvoice { center_id: Some(center), ..to(world, 1) };
    let draft: Stored<Invoice> = world.scope.run(&invoice).await.unwrap();
    cut(world, draft.id).await;
    world.scope.run(&IssueInvoice { id: draft.id, expected: None }).await.unwrap();
    lines(world, draft.id).await.remove(0).taxes.0[0].rate.to_string()
}

#[tokio::test]
async fn a_center_charges_its_own_rate_once_it_holds_and_those_of_all_until_then() {
    let world = world().await;
    let other = center("C2");
    let other: Stored<Center> =
        create(&world.scope, NewCenter::new(other.name.clone(), other.time_zone)).await;
    let own = json!([
        {"valid_from": "2001-01-01", "rate": "7", "center_id": other.id},
        {"valid_from": "2010-01-01", "rate": "8"},
        {"valid_from": "2090-01-01", "rate": "9", "center_id": world.center.id},
    ]);
    let tax = rates(&world, own).await.unwrap();
    assert_eq!(borne(&world, world.center.id).await, "8");
    assert_eq!(borne(&world, other.id).await, "7");
    let rate = |day, center| tax.rate_on(day, center).to_string();
    assert_eq!(rate(day(), None), "8");
    let late = "2090-01-01".parse().unwrap();
    assert_eq!(
        (rate(late, Some(world.center.id)), rate(late, Some(other.id))),
        ("9".to_owned(), "7".to_owned())
    );
    assert_eq!(rate("2000-01-01".parse().unwrap(), Some(other.id)), "20");

    let missing = json!([{"valid_from": "2001-01-01", "rate": "7", "center_id": tax.id}]);
    assert_eq!(refused(rates(&world, missing).await), "not_found");
    let twice = json!({"valid_from": "2001-01-01", "rate": "7", "center_id": other.id});
    assert_eq!(refused(rates(&world, json!([twice, twice])).await), "repeated");
}
